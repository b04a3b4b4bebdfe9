"""What opening unchanged images and reading photographs cost here and in another checkout, in turn.

    python -m tests.benchmarks.opening --against DIR [--images 10000] [--photos FOLDER] [--turns 7]

Each side runs in a process of its own, from its own checkout and with its own cache: a folder of small images that
it has read before is opened again, and photographs are read into squares of 224 pixels by one thread.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.bench import CLOTHING, scratch
from tests.benchmarks.record import TOP

OPEN = """
import json, sys, time
from core.data.look import scan
began = time.perf_counter()
index = scan(sys.argv[1])
print(json.dumps({"seconds": time.perf_counter() - began, "images": len(index.samples)}))
"""
READ = """
import json, sys, time
from pathlib import Path
from core.data.image import to_array
paths = sorted(Path(sys.argv[1]).rglob("*.jpg"))[:400]
for path in paths[:50]:
    to_array(path, 224, "squash")
began = time.process_time()
for path in paths:
    to_array(path, 224, "squash")
print(json.dumps({"seconds": time.process_time() - began, "images": len(paths)}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.opening", description=__doc__.splitlines()[0])
    parser.add_argument("--against", type=Path, required=True, help="a checkout of another commit")
    parser.add_argument("--images", type=int, default=10_000)
    parser.add_argument("--photos", type=Path, default=CLOTHING)
    parser.add_argument("--turns", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=scratch("tmp")) as place:
        folder = Path(place) / "images"
        write_images(folder, options.images)
        sides = {"here": TOP, "there": options.against.resolve()}
        caches = {name: Path(place) / name for name in sides}
        for name, checkout in sides.items():
            for _ in range(2):  # of files that were written just now nothing counts yet
                said(checkout, caches[name], OPEN, folder)
        opened: dict[str, list[float]] = {name: [] for name in sides}
        read: dict[str, list[float]] = {name: [] for name in sides}
        for turn in range(options.turns):
            for name in sides if turn % 2 else reversed(sides):
                opened[name].append(said(sides[name], caches[name], OPEN, folder)["seconds"])
                if options.photos.is_dir():
                    told = said(sides[name], caches[name], READ, options.photos)
                    read[name].append(told["images"] / told["seconds"])
    show(f"opening {options.images:,} unchanged images, s", opened)
    if read["here"]:
        show("reading photographs, images a second of one core", read)


def show(title: str, found: dict[str, list[float]]) -> None:
    """Medians of both sides, and the median of the ratios of neighbours."""
    ratio = statistics.median(a / b for a, b in zip(found["here"], found["there"], strict=True))
    here, there = (statistics.median(found[name]) for name in ("here", "there"))
    print(f"{title}: here {here:.3f}, there {there:.3f}, ratio {ratio:.3f}")


def said(checkout: Path, cache: Path, code: str, folder: Path) -> dict[str, float]:
    """What a side reports of itself."""
    env = {**os.environ, "THAWLINE_CACHE": str(cache), "PYTHONPATH": str(checkout)}
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=checkout, env=env, capture_output=True,
                          text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def write_images(folder: Path, count: int) -> None:
    """Small images of ten classes, each with bytes of its own."""
    import numpy as np
    from PIL import Image

    dice = np.random.default_rng(0)
    for n in range(count):
        place = folder / f"class {n % 10}"
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(dice.integers(0, 256, (24, 24, 3), np.uint8)).save(place / f"{n}.jpg")


if __name__ == "__main__":
    main()
