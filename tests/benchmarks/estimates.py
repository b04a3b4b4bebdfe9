"""Row e: what the estimate says before Start, beside the run that follows."""

from core.choice import to_json
from core.recipe import SGD, Crop, Flip, MlpHead, Phase, Recipe
from tests.benchmarks.bench import QUICK, Bench, Said, clothing, counts_of, weights
from tests.benchmarks.notes import counted, how
from tests.benchmarks.record import Figure, Row, Table, middle
from tests.benchmarks.thawed import before_last

PART = {"train": 256, "validation": 64, "test": 32}
MB = 2**20


def recipes() -> dict[str, Recipe]:
    """Six that differ in what an epoch is made of."""
    shared = Recipe(backbone="mobilenet_v2", weights=weights(), early_stopping=False)

    def of(freeze: str, epochs: int, **fields: object) -> Recipe:
        return Recipe(**{**vars(shared), "phases": (Phase(epochs=epochs, freeze=freeze),), **fields})
    return {
        "all frozen": of("all", 6),
        "all frozen, augmentation, 2 views": of("all", 6, augment=(Flip(), Crop()), views=2),
        "last two stages thawed": of(before_last(), 6),
        "10 stages frozen, 160 px, batches of 16, two-layer head": of("10", 4, image_size=160, batch_size=16,
                                                                      head=MlpHead()),
        "nothing frozen": of("none", 3),
        "resnet18 from random, nothing frozen, 128 px, SGD, augmentation": of(
            "none", 3, backbone="resnet18", weights="random", image_size=128, optimiser=SGD(),
            augment=(Flip(), Crop())),
    }


def estimates(bench: Bench) -> Row:
    """Row e."""
    rows, off = list[list[str]](), {"epoch": list[float](), "memory": list[float]()}
    with clothing(QUICK if bench.quick else PART) as folder:
        counts = counts_of(folder)
        for name, made in recipes().items():
            asked = {"folder": str(folder), "recipe": to_json(made)}
            found = bench.in_turn({f"{name}: estimate": lambda turn, a=asked: bench.side("guess", a),
                                   f"{name}: run": lambda turn, a=asked: bench.side("ours", {**a, "memory": True})})
            said, true = found.values()
            rows.append([name, *_cells(said, true)])
            for part, error in _errors(said, true).items():
                off[part].append(abs(error))
    figures = [Figure("seconds an epoch: largest error of the recipes", 100 * max(off["epoch"]), "%", most=25),
               Figure("memory: largest error of the recipes", 100 * max(off["memory"]), "%", most=20),
               Figure("seconds an epoch: median error", 100 * middle(off["epoch"]), "%"),
               Figure("memory: median error", 100 * middle(off["memory"]), "%")]
    table = Table("Estimates and runs", ["recipe", "epoch said, s", "range", "epoch, s", "error", "whole said, s",
                                         "whole, s", "memory said, MiB", "memory, MiB", "error", "probe, s"], rows)
    return Row("e", how("e", counts=counted(counts), turns=bench.repeats), figures, [table])


def _errors(said: list[Said], true: list[Said]) -> dict[str, float]:
    """How far the estimates are from the runs, as a share of the truth."""
    return {"epoch": middle(s["epoch"] for s in said) / middle(map(_later, true)) - 1,
            "memory": middle(s["memory"] for s in said) / middle(t["own_peak"] for t in true) - 1}


def _later(true: Said) -> float:
    """Seconds of an epoch of the second half: by then what can be kept is there."""
    return middle(true["epochs"][len(true["epochs"]) // 2 :])


def _cells(said: list[Said], true: list[Said]) -> list[str]:
    errors = _errors(said, true)
    epoch, low, high, total, memory, probe = (
        middle(s[part] for s in said) for part in ("epoch", "low", "high", "total", "memory", "probe"))
    return [f"{epoch:.3g}", f"{low:.3g} to {high:.3g}", f"{middle(map(_later, true)):.3g}", f"{errors['epoch']:+.0%}",
            f"{total:.3g}", f"{middle(t['train'] for t in true):.3g}", f"{memory / MB:,.0f}",
            f"{middle(t['own_peak'] for t in true) / MB:,.0f}", f"{errors['memory']:+.0%}", f"{probe:.1f}"]
