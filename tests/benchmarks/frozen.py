"""Rows a and b: everything frozen, without and with augmentation, beside the plain loop."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.choice import to_json
from core.recipe import Crop, Flip, Phase, Recipe
from tests.benchmarks.bench import QUICK, Bench, Said, clothing, scratch, tell, weights
from tests.benchmarks.notes import counted, how
from tests.benchmarks.record import Figure, Row, Table, mean, middle, ratio

EPOCHS = 10
AUGMENT = (Flip(), Crop())
VIEWS = (0, 1, 2, 4, 8)
PART = {"train": 440, "validation": 250, "test": 98}
"""For row b: four training images of ten, so that three seeds of the plain loop take ten minutes and not twenty."""


def recipe(bench: Bench, **fields: Any) -> Recipe:
    """mobilenet_v2 with the shared weights and every stage frozen."""
    phases = (Phase(epochs=bench.size(EPOCHS, 3), freeze="all"),)
    return Recipe(backbone="mobilenet_v2", weights=weights(), phases=phases, early_stopping=False, **fields)


def ours(bench: Bench, folder: Path, made: Recipe, cache: Path | None = None) -> Said:
    return bench.side("ours", {"folder": str(folder), "recipe": to_json(made)}, cache=cache)


def plain(bench: Bench, folder: Path, *, augment: bool, seed: int = 0) -> Said:
    return bench.peer("plain", {"folder": str(folder), "weights": weights(), "frozen": True, "augment": augment,
                                "epochs": bench.size(EPOCHS, 3), "seed": seed})


def later(said: Said) -> float:
    """Seconds of an epoch of the second half: the decoding and the frozen stages' work lie before it."""
    return middle(said["epochs"][len(said["epochs"]) // 2 :])


def whole(sides: list[Said]) -> list[float]:
    """Seconds of the whole job, turn by turn."""
    return [s["seconds"] for s in sides]


# --- a --------------------------------------------------------------------------------------------


def exact(bench: Bench) -> Row:
    """Row a."""
    with clothing(QUICK if bench.quick else None) as folder:
        found = bench.in_turn({
            "ours, empty cache": lambda turn: ours(bench, folder, recipe(bench)),
            "plain loop": lambda turn: plain(bench, folder, augment=False),
        })
        again = _second_run(bench, folder)
    mine, theirs = found.values()
    figures = [
        Figure("whole job, ours / plain loop", ratio(whole(mine), whole(theirs)), most=1 / 8),
        Figure("a later epoch, plain loop / ours", ratio(map(later, theirs), map(later, mine)), "×", least=100),
        Figure("whole job, ours", middle(whole(mine)), "s"),
        Figure("of it reading the folder", middle(s["scan"] for s in mine), "s"),
        Figure("of it before the first epoch", middle(s["before_phase"] for s in mine), "s"),
        Figure("whole job, plain loop", middle(whole(theirs)), "s"),
        Figure("a later epoch, ours", 1000 * middle(map(later, mine)), "ms"),
        Figure("a later epoch, plain loop", middle(map(later, theirs)), "s"),
        Figure("whole job, ours, a second run with what the first has kept", again["seconds"], "s"),
        *(Figure(f"{split} accuracy, {who}", middle(s["accuracy"][split] for s in sides))
          for who, sides in (("ours", mine), ("plain loop", theirs)) for split in ("validation", "test")),
    ]
    said = how("a", epochs=len(mine[0]["epochs"]), turns=len(mine), counts=counted(mine[0]["images"]))
    return Row("a", said, figures)


def _second_run(bench: Bench, folder: Path) -> Said:
    tell("ours, a second run")
    with TemporaryDirectory(dir=scratch("tmp")) as cache:
        ours(bench, folder, recipe(bench), Path(cache))
        return ours(bench, folder, recipe(bench), Path(cache))


# --- b --------------------------------------------------------------------------------------------


def augmented(bench: Bench) -> Row:
    """Row b: the turns are the seeds."""
    with clothing(QUICK if bench.quick else PART) as folder:
        found = bench.in_turn({
            "ours": lambda seed: ours(bench, folder, recipe(bench, augment=AUGMENT, seed=seed)),
            "plain loop, exact": lambda seed: plain(bench, folder, augment=True, seed=seed),
        })
    mine, theirs = found.values()
    lowest = min(s["accuracy"]["validation"] for s in theirs)
    figures = [
        Figure("whole job, ours with views / plain loop, exact", ratio(whole(mine), whole(theirs)), most=0.4),
        Figure("validation accuracy with views, mean of the seeds", _mean(mine, "validation"), least=lowest),
        Figure("whole job, ours", middle(whole(mine)), "s"),
        Figure("whole job, plain loop", middle(whole(theirs)), "s"),
        Figure("a later epoch, ours", 1000 * middle(map(later, mine)), "ms"),
        Figure("a later epoch, plain loop", middle(map(later, theirs)), "s"),
    ]
    table = Table("Accuracy over the seeds", ["", *_SPREAD], [[who, *_spread(sides)] for who, sides in found.items()])
    said = how("b", least=f"{AUGMENT[1].least:.0%}", epochs=len(mine[0]["epochs"]), turns=len(mine),
               views=Recipe().views, counts=counted(mine[0]["images"]))
    return Row("b", said, figures, [table])


def views(bench: Bench) -> Row:
    """How many stored views are enough."""
    counts = VIEWS[:2] if bench.quick else VIEWS
    with clothing(QUICK if bench.quick else None) as folder:
        def run(count: int, seed: int) -> Said:
            return ours(bench, folder, recipe(bench, augment=AUGMENT, seed=seed, views=count))
        found = bench.in_turn({str(n) if n else "exact": lambda seed, n=n: run(n, seed) for n in counts})
    rows = [[who, f"{middle(whole(sides)):.1f}", f"{middle(map(later, sides)):.3f}", *_spread(sides)]
            for who, sides in found.items()]
    table = Table("Stored views", ["views", "whole job, s", "a later epoch, s", *_SPREAD], rows)
    figures = [Figure(f"whole job with {who} views / exact", ratio(whole(sides), whole(found["exact"])))
               for who, sides in found.items() if who != "exact"]
    return Row("views", how("views", turns=len(found["exact"])), figures, [table])


_SPREAD = ["validation", "lowest to highest", "test", "lowest to highest"]


def _mean(sides: list[Said], split: str) -> float:
    return mean(s["accuracy"][split] for s in sides)


def _spread(sides: list[Said]) -> list[str]:
    cells = []
    for split in ("validation", "test"):
        values = [s["accuracy"][split] for s in sides]
        cells += [f"{mean(values):.3f}", f"{min(values):.3f} to {max(values):.3f}"]
    return cells
