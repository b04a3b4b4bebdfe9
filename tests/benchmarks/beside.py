"""A side: the window, off screen, with a training beside it or alone.

    python -m tests.benchmarks.engine beside '{"work": "delays", "seconds": 20, "folder": "…", "recipe": {…} or null}'
    python -m tests.benchmarks.engine beside '{"work": "epochs", "folder": "…", "recipe": {…}}'

`delays` is how late a timer of 1 ms comes in the window's own thread; `epochs` what the epochs of a training take
that was started by a click and is drawn by the window as it goes.
"""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from core.choice import from_json
from core.recipe import Recipe
from gui_app.demo import Driver, offscreen_without_display
from tests.benchmarks.bench import Said, report, specification


class Lateness(QObject):
    """How late a timer of 1 ms comes, in ms: what a user feels as a window that hangs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def watch(self, seconds: float) -> Said:
        """Run the event loop for so long; median, 99th percentile and worst of the delays."""
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        self._last = time.perf_counter()
        self._timer.start(1)
        loop.exec()
        self._timer.stop()
        cuts = statistics.quantiles(self.found, n=1000)
        return {"median": cuts[499], "p99": cuts[989], "worst": max(self.found), "looks": len(self.found)}

    def _tick(self) -> None:
        now = time.perf_counter()
        self.found.append(max(0.0, 1000 * (now - self._last) - 1))
        self._last = now


def open_folder(driver: Driver, folder: str) -> None:
    driver.page("data")
    driver.session.open_folder(folder)
    driver.wait("the folder", lambda: driver.session.index is not None and not driver.session.busy)


def start(driver: Driver, recipe: Recipe) -> None:
    driver.session.set_recipe(recipe)
    driver.click(driver.page("train"), "start")


def delays(driver: Driver, asked: dict[str, Any]) -> Said:
    if asked["recipe"] is not None:
        start(driver, from_json(Recipe, asked["recipe"]))
        # The first epoch also decodes; what is looked at is the training that goes on for hours.
        driver.wait("the first epoch", lambda: bool(driver.session.history.epochs))
    said = Lateness().watch(asked["seconds"])
    return {**said, "steps": len(driver.session.history.steps)}


def epochs(driver: Driver, asked: dict[str, Any]) -> Said:
    recipe = from_json(Recipe, asked["recipe"])
    start(driver, recipe)
    driver.wait("the epochs", lambda: len(driver.session.history.epochs) >= recipe.epochs)
    return {"told": [epoch.seconds for epoch in driver.session.history.epochs]}


def main() -> None:
    asked = specification()
    offscreen_without_display()
    with tempfile.TemporaryDirectory() as home:
        driver = Driver(Path(home), lambda text: None)
        open_folder(driver, asked["folder"])
        said = {"delays": delays, "epochs": epochs}[asked["work"]](driver, asked)
        driver.session.stop_all()
        driver.wait("the stop", lambda: not driver.session.busy)
        driver.close()
    report(said)


if __name__ == "__main__":
    main()
