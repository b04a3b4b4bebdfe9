"""Bench: how one call of the benchmarks measures (how often, how large), and each side in a process of its own."""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks.record import TOP

SCRATCH = TOP / "build" / "bench"
"""On the file system of the images, as a rule: hard links are made here."""
CLOTHING = TOP.parent / "shared" / "data" / "clothing"
WEIGHTS = TOP.parent / "shared" / "data" / "weights" / "mobilenet_v2.pth"
LIMIT_S = 1800
QUICK = {"train": 40, "validation": 20, "test": 20}
"""So many images of each split see whether a row runs."""

Said = dict[str, Any]
"""What a side reports of itself: numbers and lists by name."""


class Missing(Exception):  # noqa: N818 - something that this machine lacks, not a fault
    """A row cannot be measured here, and why."""


class Broken(Exception):  # noqa: N818
    """A side ended badly; with the end of what it said."""


@dataclass(frozen=True)
class Bench:
    """`quick` only sees whether everything runs: a handful of images, one turn, figures that mean nothing."""

    repeats: int = 3
    quick: bool = False

    def size(self, whole: int, quick: int) -> int:
        """A number of images, epochs or seconds."""
        return quick if self.quick else whole

    def side(self, module: str, spec: Mapping[str, Any], *, cache: Path | None = None) -> Said:
        """Run a side of ours, `tests.benchmarks.<module>`; without `cache` with empty caches. Raises Broken."""
        return self._said([sys.executable, "-m", "tests.benchmarks.engine", module, json.dumps(spec)], cache)

    def peer(self, module: str, spec: Mapping[str, Any], *, python: str | Path = sys.executable) -> Said:
        """Run `tests.benchmarks.<module>`, which knows nothing of our engine. Raises Broken."""
        return self._said([str(python), "-m", f"tests.benchmarks.{module}", json.dumps(spec)])

    def _said(self, command: list[str], cache: Path | None = None) -> Said:
        """What a side reports: its last line, of JSON.

        Threads are torch's own default, whatever the caller's environment says.
        """
        with tempfile.TemporaryDirectory(dir=scratch("tmp")) as home:
            own = {"THAWLINE_CACHE": str(cache or Path(home) / "cache"), "THAWLINE_CONFIG": str(Path(home) / "config"),
                   "TMPDIR": home}
            env = {name: text for name, text in os.environ.items() if self.quick or name not in _THREADS} | own
            done = subprocess.run(command, cwd=TOP, env=env, capture_output=True, text=True, timeout=LIMIT_S,
                                  check=False)
        if done.returncode:
            raise Broken(f"{' '.join(command[2:])}: status {done.returncode}\n{done.stderr[-3000:]}")
        said: Said = json.loads(done.stdout.splitlines()[-1])
        return said

    def in_turn(self, sides: Mapping[str, Callable[[int], Said]], repeats: int | None = None) -> dict[str, list[Said]]:
        """Run the sides one after the other, all of them as often as `repeats` says; each gets the turn's number."""
        times = self.repeats if repeats is None or self.quick else repeats
        found: dict[str, list[Said]] = {name: [] for name in sides}
        for turn in range(times):
            for name, run in sides.items():
                tell(f"{name}, {turn + 1} of {times}")
                found[name].append(run(turn))
        return found


_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_WAIT_POLICY")


def tell(text: str) -> None:
    """Say where the measurement is; figures go to standard output, this does not."""
    print(f"  {text}", file=sys.stderr, flush=True)


def own_memory() -> dict[str, int]:
    """Bytes: of this process alone, and of files that it has mapped (the system takes those back when it needs to)."""
    now = psutil.Process().memory_info()
    mapped = getattr(now, "shared", 0)
    return {"own": now.rss - mapped, "mapped": mapped}


def peak_memory() -> int:
    """The most memory that this process has had, in bytes, mapped files included."""
    status = Path("/proc/self/status")
    if status.is_file():  # on Linux the figure of getrusage may be that of the process that started this one
        return 1024 * int(re.search(r"VmHWM:\s+(\d+)", status.read_text("ascii"))[1])  # type: ignore[index]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most


def specification() -> dict[str, Any]:
    """A side's own part: what it was asked to do."""
    asked: dict[str, Any] = json.loads(sys.argv[1])
    return asked


def report(said: Mapping[str, Any]) -> None:
    """A side's last line."""
    print(json.dumps(said), flush=True)


# --- images ---------------------------------------------------------------------------------------


def scratch(name: str) -> Path:
    """A folder for what can be made again."""
    folder = SCRATCH / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def weights() -> str:
    """The file of mobilenet_v2's weights. Raises Missing."""
    if not WEIGHTS.is_file():
        raise Missing(f"it needs {WEIGHTS.name}, which lies outside the repository")
    return str(WEIGHTS)


@contextmanager
def clothing(most: Mapping[str, int] | None = None) -> Iterator[Path]:
    """The clothing images, read once so that no side meets a cold disk; with `most`, so many of each split.

    A part is a folder of hard links, evenly from all classes and from each from its beginning. Raises Missing.
    """
    if not CLOTHING.is_dir():
        raise Missing("it needs the clothing images, which lie outside the repository")
    if most is None:
        _read_once(CLOTHING)
        yield CLOTHING
        return
    with tempfile.TemporaryDirectory(dir=scratch("folders")) as home:
        folder = Path(home) / "clothing"
        for split, count in most.items():
            for source in evenly(CLOTHING / split, count):
                link(source, folder / split / source.parent.name / source.name)
        _read_once(folder)
        yield folder


def evenly(folder: Path, count: int) -> list[Path]:
    """`count` files of class folders, one class after the other in turn."""
    places = sorted(p for p in folder.iterdir() if p.is_dir())
    classes = [sorted(p for p in place.iterdir() if p.is_file()) for place in places]
    rounds = (files[n] for n in range(max(map(len, classes))) for files in classes if n < len(files))
    return [file for file, _ in zip(rounds, range(count), strict=False)]


def counts_of(folder: Path) -> dict[str, int]:
    """How many files each split's folder has."""
    return {split: sum(p.is_file() for p in (folder / split).rglob("*")) for split in ("train", "validation", "test")}


def link(source: Path, to: Path) -> None:
    """A hard link, or a copy where the file system has none."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, to)
    except OSError:
        shutil.copyfile(source, to)


def _read_once(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()
