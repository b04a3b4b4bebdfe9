"""A side: what a very large folder costs.

    python -m tests.benchmarks.engine big '{"work": "listing", "folder": "…", "repeats": 5, "looked": 2000}'
    python -m tests.benchmarks.engine big '{"work": "first_step", "folder": "…", "recipe": {…}, "limit": 300, …}'
    python -m tests.benchmarks.engine big '{"work": "scroll", "folder": "…", "seconds": 20}'
"""

import hashlib
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from core import jobs
from core.choice import from_json
from core.data.index import Index
from core.data.look import listing, look
from core.data.split import split
from core.events import Event, Step
from core.project import RunFolder
from core.recipe import Recipe
from core.run import Gate, Run, Stop
from tests.benchmarks.bench import Said, own_memory, peak_memory, report, specification


def timed(work: Any, *arguments: Any) -> float:
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


# --- listing ---------------------------------------------------------------------------------------


def beside_find(asked: dict[str, Any]) -> Said:
    """Seconds of `find`, of our listing and of the split; the whole process's memory; images a second of looking."""
    before, index = peak_memory(), listing(asked["folder"])
    known = replace(index, samples=tuple(s._replace(sha256=_digest(s.path)) for s in index.samples))
    said: Said = {"samples": len(index.samples), "split": timed(split, known), "before": before, "peak": peak_memory()}
    said |= {"find": [], "listing": []}
    for _ in range(asked["repeats"]):
        said["find"].append(timed(_find, asked["folder"]))
        said["listing"].append(timed(listing, asked["folder"]))
    few = index.samples[:: max(1, len(index.samples) // asked["looked"])]
    return {**said, "looked": len(few), "look_rate": len(few) / timed(look, replace(index, samples=few))}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _find(folder: str) -> None:
    subprocess.run(["find", folder, "-type", "f"], check=True, stdout=subprocess.DEVNULL)


# --- the first step, and memory from there on --------------------------------------------------------


class Watch:
    """Notes when the first step is said and what memory the process has; ends the run some seconds later."""

    def __init__(self, limit: float, seconds: float) -> None:
        self.gate: Gate | None = None
        self.first = self.last = 0.0
        self.steps = 0
        self.memory: list[dict[str, int]] = []
        self._seconds = seconds
        self._limit = threading.Timer(limit, self._stop)
        self._limit.daemon = True
        self._limit.start()

    def __call__(self, event: Event) -> None:
        if not isinstance(event, Step):
            return
        self.last, self.steps = time.perf_counter(), event.step
        self.memory.append(own_memory())
        if not self.first:
            self._limit.cancel()
            self.first = self.last
        if self.last - self.first >= self._seconds:
            self._stop()

    def _stop(self) -> None:
        if self.gate is not None:
            self.gate.stop()


def first_step(asked: dict[str, Any]) -> Said:
    """Seconds from the folder's name to the first step (0: not within the limit), and memory from then on."""
    import core.train  # noqa: F401 - loaded before the clock starts, as everywhere

    watch = Watch(asked["limit"], asked["seconds"])
    began = time.perf_counter()
    index: Index = _do(jobs.scan(asked["folder"]), watch)
    scanned = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        if index is not None:
            _do(jobs.train(index, from_json(Recipe, asked["recipe"]), RunFolder(Path(home) / "run")), watch)
    if not watch.first:
        return {"scan": scanned - began, "first": 0.0}
    parts = {f"{name}_{when}": watch.memory[at][name] for name in ("own", "mapped") for when, at in
             (("first", 0), ("last", -1))}
    return {"scan": scanned - began, "first": watch.first - began, "steps": watch.steps, **parts}


def _do(job: Any, watch: Watch) -> Any:
    run = Run(job, watch, name="big")
    watch.gate = run.gate
    run.run_here()
    if run.failure is not None and not isinstance(run.failure, Stop):
        raise run.failure
    return run.result


# --- the gallery -------------------------------------------------------------------------------------


def scroll(asked: dict[str, Any]) -> Said:
    """How late the event loop is while the gallery of the whole folder is scrolled from its top to its end."""
    from PySide6.QtCore import QTimer

    from gui_app.app import make_app
    from gui_app.demo import offscreen_without_display
    from gui_app.widgets.gallery import Gallery, GalleryItem
    from tests.benchmarks.beside import Lateness

    offscreen_without_display()
    app = make_app(sys.argv[:1])
    index, gallery = listing(asked["folder"]), Gallery()
    items = [GalleryItem(s.path, s.label) for s in index.samples]
    gallery.resize(1200, 760)
    gallery.show()
    app.processEvents()
    shown = timed(gallery.show_images, index.root, items)
    app.processEvents()
    bar, frames, began = gallery.verticalScrollBar(), QTimer(), time.perf_counter()
    frames.timeout.connect(lambda: bar.setValue(int(bar.maximum() * (time.perf_counter() - began) / asked["seconds"])))
    frames.start(16)
    said = Lateness().watch(asked["seconds"])
    frames.stop()
    gallery.shutdown()
    gallery.close()
    return {**said, "show": shown, "own": own_memory()["own"]}


def main() -> None:
    asked = specification()
    report({"listing": beside_find, "first_step": first_step, "scroll": scroll}[asked["work"]](asked))


if __name__ == "__main__":
    main()
