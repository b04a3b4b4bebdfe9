"""Thaw lines: what a line costs or brings in accuracy, over real folders, the samples, backbones and seeds.

    python -m tests.benchmarks.thaw_line --checkout ../before --name before
    python -m tests.benchmarks.thaw_line --name after
    python -m tests.benchmarks.thaw_line --table

Each run is a row of build/bench/thaw_line.csv, written as soon as it is measured; rows that are there are not measured
again. `--checkout` is another working copy whose engine trains, for a comparison of two commits; `--data` the folder of
the real images and the weights file; --table prints the medians of all rows as Markdown.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from core.network import describe
from core.samples import SAMPLES, make_sample
from tests.benchmarks.bench import Broken, Missing, link, scratch, tell
from tests.benchmarks.record import TOP

DATA = TOP.parent / "shared" / "data"
TRAIN, VALIDATION = 96, 80
"""Images drawn of each folder, evenly from its classes."""
CLASSES = 16
"""Of a folder with more classes, the first so many."""
SIDE, EPOCHS = 64, 12
COLUMNS = ("name", "folder", "backbone", "line", "seed", "accuracy", "epochs", "best", "seconds")


@dataclass(frozen=True)
class Cell:
    """One run of the table."""

    folder: str
    backbone: str
    line: str
    seed: int


BACKBONES: Mapping[str, str] = {
    "mobilenet_v3_small": "bundled", "mobilenet_v2": "weights/mobilenet_v2.pth", "resnet18": "random"}
"""Each with its weights; a file lies in the data folder."""
FOLDERS: Mapping[str, tuple[str, str]] = {
    "defects": ("", ""), "digits": ("", ""), "clothing": ("train", "validation"), "blood-cells": ("train", "val"),
    "sign-digits": ("", ""), "omniglot": ("", "")}
"""Where the images of training and of validation lie in each."""
LINES = ("all", "last two", "half", "none")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.thaw_line", description="Measure thaw lines.")
    parser.add_argument("--checkout", type=Path, default=TOP, help="the working copy whose engine trains")
    parser.add_argument("--name", default="now", help="what its rows are called")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the real images")
    parser.add_argument("--folders", nargs="+", choices=FOLDERS, default=tuple(FOLDERS))
    parser.add_argument("--backbones", nargs="+", choices=BACKBONES, default=tuple(BACKBONES))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--csv", type=Path, default=scratch("") / "thaw_line.csv")
    parser.add_argument("--table", action="store_true", help="only print what has been measured")
    options = parser.parse_args()
    if not options.table:
        wanted = cells(options.folders, options.backbones, options.seeds)
        Table(options.data.resolve(), options.csv).measure(wanted, options.checkout.resolve(), options.name)
    print(as_markdown(rows_of(options.csv)))
    return 0


def cells(folders: Sequence[str], backbones: Sequence[str], seeds: int) -> Iterator[Cell]:
    """All runs; whoever breaks off has every folder and line of the first seeds."""
    for backbone in backbones:
        for seed in range(seeds):
            for folder in folders:
                for line in LINES:
                    yield Cell(folder, backbone, line, seed)


def frozen(backbone: str, line: str) -> str:
    """A line as the recipe writes it."""
    stages = len(describe(backbone))
    return {"last two": str(stages - 2), "half": str(stages // 2)}.get(line, line)


# --- measuring ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """The rows in a file, measured on what lies in a folder of data."""

    data: Path
    csv: Path

    def measure(self, wanted: Iterable[Cell], checkout: Path, name: str) -> None:
        """Append what is missing of the rows called `name`."""
        known = {(row["name"], row["folder"], row["backbone"], row["line"], row["seed"]) for row in rows_of(self.csv)}
        todo = [c for c in wanted if (name, c.folder, c.backbone, c.line, str(c.seed)) not in known]
        with _side(checkout) as side:
            assert side.stdin is not None
            assert side.stdout is not None
            for n, cell in enumerate(todo):
                tell(f"{n + 1} of {len(todo)}: {cell}")
                side.stdin.write(json.dumps(self.asked(cell)) + "\n")
                side.stdin.flush()
                said = side.stdout.readline()
                if not said:
                    raise Broken("the side has ended")
                self._append({"name": name, **vars(cell), **json.loads(said)})
            side.stdin.close()

    def _append(self, row: Mapping[str, object]) -> None:
        new = not self.csv.is_file()
        with self.csv.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            if new:
                writer.writeheader()
            writer.writerow(row)

    def asked(self, cell: Cell) -> dict[str, object]:
        """A run as the side is told of it; what is not named is as every user has it."""
        weights = BACKBONES[cell.backbone]
        recipe = {"backbone": cell.backbone, "weights": str(self.data / weights) if "/" in weights else weights,
                  "image_size": SIDE, "seed": cell.seed,
                  "phases": [{"epochs": EPOCHS, "freeze": frozen(cell.backbone, cell.line)}]}
        return {"folder": str(self.part(cell.folder)), "recipe": recipe}

    def part(self, name: str) -> Path:
        """The drawn part of a folder, as links in folders of training and validation. Raises Missing."""
        made = scratch("thaw_line") / name
        if made.is_dir():
            return made
        whole = make_sample(name, scratch("samples")) if name in SAMPLES else self.data / name
        if not whole.is_dir():
            raise Missing(f"it needs the images of {name}, which lie outside the repository")
        train, validation = FOLDERS[name]
        skip = TRAIN if train == validation else 0
        with tempfile.TemporaryDirectory(dir=scratch("tmp")) as home:
            beside = Path(home) / name
            for split, found in (("train", drawn(whole / train, TRAIN)),
                                 ("validation", drawn(whole / validation, skip + VALIDATION)[skip:])):
                for source in found:
                    link(source, beside / split / source.parent.name / source.name)
            beside.rename(made)
        return made


@contextmanager
def _side(checkout: Path) -> Iterator["subprocess.Popen[str]"]:
    """The process that trains, with a checkout's engine and caches of its own."""
    with tempfile.TemporaryDirectory(dir=scratch("tmp")) as home:
        env = {**os.environ, "PYTHONPATH": str(checkout), "THAWLINE_CACHE": f"{home}/cache",
               "THAWLINE_CONFIG": f"{home}/config", "TMPDIR": home}
        command = [sys.executable, "-P", str(Path(__file__).with_name("thaw_line_side.py"))]
        with subprocess.Popen(command, cwd=checkout, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True) as side:
            yield side


def drawn(folder: Path, count: int) -> list[Path]:
    """`count` files, one of each class in turn, always the same ones."""
    places = sorted(p for p in folder.iterdir() if p.is_dir())[:CLASSES]
    classes = [sorted(p for p in place.iterdir() if p.is_file()) for place in places]
    for n, files in enumerate(classes):
        random.Random(n).shuffle(files)
    rounds = (files[n] for n in range(max(map(len, classes))) for files in classes if n < len(files))
    return [file for file, _ in zip(rounds, range(count), strict=False)]


# --- rows -----------------------------------------------------------------------------------------


def rows_of(path: Path) -> list[dict[str, str]]:
    """What has been measured."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_markdown(rows: list[dict[str, str]]) -> str:
    """Median accuracy in percent over the seeds, lowest to highest; a table for each backbone, a column a line and
    name."""
    found: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for row in rows:
        found[row["backbone"], row["folder"], row["line"], row["name"]].append(100 * float(row["accuracy"]))
    names = list(dict.fromkeys(row["name"] for row in rows))
    columns = [(line, name) for line in LINES for name in names]
    told = []
    for backbone in BACKBONES:
        told += ["", f"**{backbone}**", "", "| | " + " | ".join(f"{line}, {name}" for line, name in columns) + " |",
                 "| --- |" + " --- |" * len(columns)]
        for folder in FOLDERS:
            cells = (_span(found.get((backbone, folder, *column), [])) for column in columns)
            told.append(f"| {folder} | " + " | ".join(cells) + " |")
    return "\n".join(told[1:])


def _span(figures: list[float]) -> str:
    if len(figures) < 2:
        return "".join(f"{figure:.0f}" for figure in figures)
    return f"{median(figures):.0f} ({min(figures):.0f} to {max(figures):.0f})"


if __name__ == "__main__":
    sys.exit(main())
