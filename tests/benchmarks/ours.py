"""A side: one training through core alone, as the command line does it; times are read from its own events.

    python -m tests.benchmarks.engine ours '{"folder": "…", "recipe": {…}, "stop_after": 3}'

`stop_after` ends the run after so many epochs, before its final evaluation; without it the run goes to its end.
`gpu_memory` is how many bytes of the GPU's memory it may have; `memory` asks for the most main memory that it took.
"""

import contextlib
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch

import core.train  # noqa: F401 - loaded before the clock starts, as torch is on every side
from core import jobs
from core.choice import from_json
from core.events import Device, Epoch, Event, PhaseBegan, Step, Warned
from core.project import RunFolder
from core.recipe import Recipe
from core.run import Job, Run, Stop
from tests.benchmarks.bench import Said, own_memory, report, specification


class Listener:
    """Hears a run's events with the time at which each was said."""

    def __init__(self, stop_after: int) -> None:
        self.heard: list[tuple[float, Event]] = []
        self._left = stop_after
        self.run: Run | None = None

    def __call__(self, event: Event) -> None:
        self.heard.append((time.perf_counter(), event))
        if isinstance(event, Epoch):
            self._left -= 1
            if self._left == 0 and self.run is not None:
                self.run.gate.stop()

    def of(self, kind: type[Event]) -> list[tuple[float, Any]]:
        return [(at, event) for at, event in self.heard if isinstance(event, kind)]

    def epochs(self) -> list[float]:
        """Seconds from each epoch's end to the next: the steps, validation, and what is saved."""
        ends = [at for at, _ in self.of(PhaseBegan)[-1:] + self.of(Epoch)]
        return [end - begin for begin, end in pairwise(ends)]

    def rates(self) -> list[float]:
        """Images a second of each epoch's training steps, validation apart: what its last Step says."""
        edges = [0.0, *(at for at, _ in self.of(Epoch))]
        steps = [[s for at, s in self.of(Step) if a <= at < b] for a, b in pairwise(edges)]
        return [found[-1].images_per_second for found in steps if found]


class Memory:
    """Looks again and again how much memory this process has for itself, mapped files apart."""

    EVERY_S = 0.02

    def __init__(self) -> None:
        self.most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self.EVERY_S):
            self.most = max(self.most, own_memory()["own"])


def do(job: Job, hear: Listener, name: str) -> Any:
    """The job's result; what stops it is raised, except the listener's own stop."""
    hear.run = Run(job, hear, name=name)
    hear.run.run_here()
    if hear.run.failure is not None and not isinstance(hear.run.failure, Stop):
        raise hear.run.failure
    return hear.run.result


def train(folder: str, recipe: Recipe, out: Path, stop_after: int = 0) -> Said:
    """Scan a folder and train on it; seconds of the whole and of its parts."""
    hear = Listener(stop_after)
    began = time.perf_counter()
    index = do(jobs.scan(folder), hear, "scan")
    scanned = time.perf_counter()
    end = do(jobs.train(index, recipe, RunFolder(out)), hear, "train")
    ended = time.perf_counter()
    phase = hear.of(PhaseBegan)[-1]
    return {
        "seconds": ended - began, "scan": scanned - began, "before_phase": phase[0] - scanned, "train": ended - scanned,
        "epochs": hear.epochs(), "told": [event.seconds for _, event in hear.of(Epoch)],
        "rates": hear.rates(), "cached": phase[1].cached, "images": index.split_counts(),
        "warnings": [event.code for _, event in hear.of(Warned)],
        "accuracy": {split: found["accuracy"] for split, found in end.metrics.items()} if end is not None else {},
        "precision": hear.of(Device)[-1][1].precision,
    }


def main() -> None:
    asked = specification()
    with tempfile.TemporaryDirectory() as home:
        recipe = from_json(Recipe, asked["recipe"])
        if "gpu_memory" in asked:  # as if the GPU had no more than that
            whole = torch.cuda.get_device_properties(0).total_memory
            torch.cuda.set_per_process_memory_fraction(asked["gpu_memory"] / whole)
        with Memory() if asked.get("memory") else contextlib.nullcontext() as memory:
            said = train(asked["folder"], recipe, Path(home) / "run", asked.get("stop_after", 0))
    report(said | ({"own_peak": memory.most} if memory else {}))


if __name__ == "__main__":
    main()
