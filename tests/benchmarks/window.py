"""How soon the window is there, and how smooth it stays while a network trains beside it.

    python -m tests.benchmarks.window [--seconds 30] [--runs 5]

Prints the time from process start to the first paint beside `python -c "import torch"` (medians, in turn), and
the delay of the window's event loop (a timer of 1 ms, in the window's own thread) without and with training.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIRST_PAINT = """
import sys
from gui_app.app import Application, make_app
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint and thing is whole.window.centralWidget():
            assert 'torch' not in sys.modules
            app.exit(0)
        return False
app = make_app(['thawline'])
whole = Application(app)
watch = Watch()
app.installEventFilter(watch)
whole.window.show()
app.exec()
import os
os._exit(0)
"""


def seconds_of(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def first_paint(runs: int) -> None:
    pairs = [(seconds_of(FIRST_PAINT), seconds_of("import torch")) for _ in range(runs + 1)][1:]
    window, torch = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    print(f"first paint {window:.2f} s, import torch {torch:.2f} s, ratio {window / torch:.2f} (medians of {runs})")


def delays(seconds: float, training: bool) -> tuple[list[float], int]:
    """Delays in ms of a 1 ms timer over so many seconds, and the epochs that were trained meanwhile."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from core.recipe import Phase, Recipe
    from gui_app.demo import Driver

    found: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        driver = Driver(Path(home), lambda text: None)
        session = driver.session
        driver.open_sample("defects")
        # Everything learns and nothing is cached: the heaviest work there is for this backbone.
        recipe = Recipe(weights="random", phases=(Phase(epochs=10000, freeze="none"),), early_stopping=False)
        session.set_recipe(recipe)
        page = driver.page("train")
        if training:
            driver.click(page, "start")
            driver.wait("the first step", lambda: bool(session.history.steps))
        loop, timer, last = QEventLoop(), QTimer(), time.perf_counter()
        timer.setTimerType(Qt.TimerType.PreciseTimer)

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            found.append(max(0.0, 1000 * (now - last) - 1))
            last = now
        timer.timeout.connect(tick)
        timer.start(1)
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()
        timer.stop()
        steps = len(session.history.steps)
        session.stop_all()
        driver.wait("the stop", lambda: not session.busy)
        driver.close()
    return found, steps


def main() -> None:
    parser = argparse.ArgumentParser(description="How soon the window is there, and how smooth it stays.")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    first_paint(options.runs)
    for training in (False, True):
        found, steps = delays(options.seconds, training)
        cuts = statistics.quantiles(found, n=1000)
        print(f"event-loop delay {'while training' if training else 'at rest'}: median {cuts[499]:.1f} ms, "
              f"p99 {cuts[989]:.1f} ms, worst {max(found):.1f} ms, {len(found)} looks, {steps} steps said")


if __name__ == "__main__":
    main()
