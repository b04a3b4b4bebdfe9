"""Row f: a folder of 100,000 images, and on paper of a million and of ten."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from core.choice import to_json
from core.recipe import Phase, Recipe
from tests.benchmarks.bench import CLOTHING, Bench, Missing, Said, link, scratch, tell, weights
from tests.benchmarks.notes import how
from tests.benchmarks.record import Figure, Row, Table, middle, number, ratio

COUNT, CLASSES = 100_000, 20
LIMIT_S = 600
"""A first step that takes longer is not waited for."""
FINDS = 5
PAPER = (1_000_000, 10_000_000)
MB = 2**20


@contextmanager
def many(count: int) -> Iterator[Path]:
    """A folder of class folders with `count` hard links of the clothing images. Raises Missing."""
    if not CLOTHING.is_dir():
        raise Missing("it needs the clothing images, which lie outside the repository")
    with tempfile.TemporaryDirectory(dir=scratch("folders")) as home:
        folder, sources = Path(home) / "many", cycle(sorted(p for p in CLOTHING.rglob("*") if p.is_file()))
        tell(f"{count:,} hard links")
        for n, source in zip(range(count), sources, strict=False):
            link(source, folder / f"class {n % CLASSES}" / f"image {n // CLASSES:06}{source.suffix}")
        yield folder


def scale(bench: Bench) -> Row:
    """Row f."""
    count = bench.size(COUNT, 1000)
    with many(count) as folder:
        asked = {"folder": str(folder)}
        tell("listing beside find")
        listed = bench.side("big", {**asked, "work": "listing", "repeats": bench.size(FINDS, 1),
                                    "looked": bench.size(4000, 100)})
        tell("the gallery")
        wall = bench.side("big", {**asked, "work": "scroll", "seconds": bench.size(20, 3)})
        with tempfile.TemporaryDirectory(dir=scratch("tmp")) as cache:
            cold = _first_step(bench, folder, "none", Path(cache))
            warm = _first_step(bench, folder, "all", Path(cache))
    figures = [*_listing(listed), *_gallery(wall), *_training(cold, "nothing frozen, first run on the folder"),
               *_training(warm, "everything frozen, second run")]
    said = how("f", count=f"{count:,}", classes=CLASSES, looked=f"{listed['looked']:,}")
    return Row("f", said, figures, [on_paper(listed, wall, count)])


def _first_step(bench: Bench, folder: Path, freeze: str, cache: Path) -> Said:
    tell(f"the first step, frozen: {freeze}")
    made = Recipe(backbone="mobilenet_v2", weights=weights(), phases=(Phase(epochs=1, freeze=freeze),))
    asked = {"folder": str(folder), "work": "first_step", "recipe": to_json(made), "limit": LIMIT_S,
             "seconds": bench.size(60, 5)}
    return bench.side("big", asked, cache=cache)


def _listing(listed: Said) -> list[Figure]:
    find, own = middle(listed["find"]), middle(listed["listing"])
    return [
        Figure("listing / find", ratio(listed["listing"], listed["find"]), most=3),
        Figure("find", find, "s"),
        Figure("listing", own, "s"),
        Figure("sharing out (split)", listed["split"], "s"),
        Figure("memory of the whole process with listing and split, at most", listed["peak"] / MB, "MiB"),
        Figure("of it before the listing", listed["before"] / MB, "MiB"),
        Figure("looking (decoding, fingerprints)", listed["look_rate"], "images/s"),
    ]


def _gallery(wall: Said) -> list[Figure]:
    return [
        Figure("gallery: all tiles handed over in", 1000 * wall["show"], "ms"),
        Figure("gallery, scrolled from top to end: event-loop delay, 99th percentile", wall["p99"], "ms"),
        Figure("gallery: worst delay", wall["worst"], "ms"),
        Figure("gallery: memory of the process", wall["own"] / MB, "MiB"),
    ]


def _training(begun: Said, name: str) -> list[Figure]:
    first = begun["first"] or float("nan")
    figures = [Figure(f"{name}: from the folder's name to the first step", first, "s"),
               Figure(f"{name}: of it reading the folder", begun["scan"], "s")]
    if begun["first"]:
        figures += [Figure(f"{name}: memory at the first step, {kind}", begun[f"{part}_first"] / MB, "MiB")
                    for part, kind in _KINDS]
        figures += [Figure(f"{name}: memory gained over the next {begun['steps']} steps, {kind}",
                           (begun[f"{part}_last"] - begun[f"{part}_first"]) / MB, "MiB") for part, kind in _KINDS]
    return figures


_KINDS = (("own", "its own"), ("mapped", "mapped files"))


def on_paper(listed: Said, wall: Said, count: int) -> Table:
    """What was measured, taken as proportional to the number of images; disk as the shapes say."""
    side = 224
    feature = 1280 * 4  # mobilenet_v2's, in full precision
    each = (listed["peak"] - listed["before"]) / count

    def column(n: int) -> list[str]:
        seconds = [middle(listed["listing"]), listed["split"], wall["show"], count / listed["look_rate"]]
        times = [_duration(s * n / count) for s in seconds]
        return [*times, _bytes(each * n), _bytes(3 * side * side * n), _bytes(feature * n)]
    names = ["listing", "sharing out", "handing tiles to the gallery", "looking, once", "index in memory",
             f"decoded images on disk, {side} px", "features on disk, everything frozen, one view"]
    sizes = (count, *PAPER)
    rows = [[name, *cells] for name, *cells in zip(names, *map(column, sizes), strict=True)]
    return Table("On paper, in proportion to what was measured", ["", *(f"{n:,} images" for n in sizes)], rows)


def _duration(seconds: float) -> str:
    return _in_units(seconds, (("h", 3600), ("min", 60), ("s", 1), ("ms", 1e-3)))


def _bytes(count: float) -> str:
    return _in_units(count, (("TiB", 2**40), ("GiB", 2**30), ("MiB", 2**20)))


def _in_units(value: float, units: tuple[tuple[str, float], ...]) -> str:
    """In the largest unit that makes it at least one, else in the smallest."""
    unit, size = next((u for u in units if value >= u[1]), units[-1])
    return f"{number(value / size)} {unit}"
