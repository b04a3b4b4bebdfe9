"""The side of `thaw_line`: trains what each line of its input asks for, and answers with a line.

It is run as a file, by the engine of whichever working copy PYTHONPATH names, also one that does not have this file;
so it asks nothing of the engine but what every version of it has.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from core import jobs
from core.choice import from_json
from core.events import Epoch, Event
from core.machine import prepare_process
from core.project import RunFolder
from core.recipe import Recipe
from core.run import Gate


def run(folder: str, recipe: Recipe) -> dict[str, Any]:
    """A whole run with its final evaluation."""
    heard: list[Event] = []
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        index = jobs.scan(folder)(heard.append, Gate())
        end = jobs.train(index, recipe, RunFolder(Path(home) / "run"))(heard.append, Gate())
    epochs = [event for event in heard if isinstance(event, Epoch)]
    return {"accuracy": end.metrics["validation"]["accuracy"], "epochs": len(epochs),
            "best": max(e.epoch for e in epochs if e.best), "seconds": round(time.perf_counter() - began, 2)}


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(run(asked["folder"], from_json(Recipe, asked["recipe"]))), flush=True)


if __name__ == "__main__":
    prepare_process()
    main()
