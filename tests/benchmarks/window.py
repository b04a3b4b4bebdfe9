"""Row g: how soon the window is there, how smooth it stays beside a training, and what it costs that training."""

import subprocess
import sys
import time

from core.choice import to_json
from core.recipe import Phase, Recipe
from tests.benchmarks.bench import QUICK, Bench, Said, clothing, weights
from tests.benchmarks.notes import counted, how
from tests.benchmarks.record import Figure, Row, Table, middle, ratio

FIRST_PAINT = """
import sys
from gui_app.app import Application, make_app
from gui_app.demo import offscreen_without_display
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint and thing is whole.window.centralWidget():
            assert 'torch' not in sys.modules
            app.exit(0)
        return False
offscreen_without_display()
app = make_app(['thawline'])
whole = Application(app)
watch = Watch()
app.installEventFilter(watch)
whole.window.show()
app.exec()
import os
os._exit(0)
"""
PART = {"train": 192, "validation": 64, "test": 32}


def recipe(freeze: str, epochs: int) -> Recipe:
    phases = (Phase(epochs=epochs, freeze=freeze),)
    return Recipe(backbone="mobilenet_v2", weights=weights(), phases=phases, early_stopping=False)


def window(bench: Bench) -> Row:
    """Row g."""
    with clothing(QUICK if bench.quick else PART) as folder:
        late = _delays(bench, str(folder))
        slow = {freeze: _slower(bench, str(folder), freeze, bench.size(epochs, 3))
                for freeze, epochs in (("none", 4), ("all", 400))}
    paint = bench.in_turn({"window": lambda turn: _timed(FIRST_PAINT), "torch": lambda turn: _timed("import torch")}, 5)
    seconds = {who: [s["seconds"] for s in sides] for who, sides in paint.items()}
    figures = [
        *(Figure(f"event-loop delay, 99th percentile, {who}", middle(s["p99"] for s in sides), "ms",
                 most=None if who == "at rest" else 16) for who, sides in late.items()),
        *(Figure(f"epochs with the window / without, {_NAMES[f]}", found, most=1.03) for f, found in slow.items()),
        Figure("first paint after the start of the process", middle(seconds["window"]), "s"),
        Figure("first paint / importing torch", ratio(seconds["window"], seconds["torch"])),
    ]
    table = Table("Event-loop delay, ms", ["", "median", "99th percentile", "worst", "looks"],
                  [[who, *(f"{middle(s[part] for s in sides):.1f}" for part in ("median", "p99", "worst")),
                    f"{middle(s['looks'] for s in sides):.0f}"] for who, sides in late.items()])
    said = how("g", counts=counted(PART))
    return Row("g", said, figures, [table])


_NAMES = {"none": "nothing frozen", "all": "everything frozen"}


def _delays(bench: Bench, folder: str) -> dict[str, list[Said]]:
    def side(freeze: str | None, seconds: float) -> Said:
        made = None if freeze is None else to_json(recipe(freeze, 100_000))
        return bench.side("beside", {"work": "delays", "seconds": seconds, "folder": folder, "recipe": made})
    long = bench.size(20, 3)
    return bench.in_turn({
        "at rest": lambda turn: side(None, long / 2),
        "training, nothing frozen": lambda turn: side("none", long),
        "training, everything frozen": lambda turn: side("all", long),
    })


def _slower(bench: Bench, folder: str, freeze: str, epochs: int) -> float:
    """Seconds of the epochs after the first, with the window over without."""
    asked = {"folder": folder, "recipe": to_json(recipe(freeze, epochs))}
    found = bench.in_turn({"the window": lambda turn: bench.side("beside", {**asked, "work": "epochs"}),
                           "core alone": lambda turn: bench.side("ours", {**asked, "stop_after": epochs})})
    beside, alone = ([sum(s["told"][1:]) for s in sides] for sides in found.values())
    return ratio(beside, alone)


def _timed(code: str) -> Said:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    return {"seconds": time.perf_counter() - began}
