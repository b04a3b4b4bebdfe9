"""Rows c and d: some or all stages thawed, beside bare steps on tensors in memory, the plain loop and fastai."""

import math
from collections.abc import Callable
from pathlib import Path

from core.choice import to_json
from core.network import describe
from core.recipe import Phase, Recipe
from tests.benchmarks.bench import QUICK, Bench, Missing, Said, clothing, counts_of, weights
from tests.benchmarks.notes import counted, how
from tests.benchmarks.peers import fastai_python
from tests.benchmarks.record import Figure, Row, middle, ratio

CLASSES = 10
THAWED_LAST = 2
PART = {"train": 384, "validation": 64, "test": 32}
"""For row d: whole epochs of all images would take an hour."""


def last_learning() -> list[str]:
    """The names of mobilenet_v2's last two stages with parameters."""
    return [stage.name for stage in describe("mobilenet_v2") if stage.parameters][-THAWED_LAST:]


def before_last() -> str:
    """What to freeze so that only those learn."""
    return str([stage.name for stage in describe("mobilenet_v2")].index(last_learning()[0]))


def recipe(freeze: str, epochs: int) -> Recipe:
    """mobilenet_v2 with the shared weights."""
    phases = (Phase(epochs=epochs, freeze=freeze),)
    return Recipe(backbone="mobilenet_v2", weights=weights(), phases=phases, early_stopping=False)


def ours(bench: Bench, folder: Path, made: Recipe) -> Said:
    return bench.side("ours", {"folder": str(folder), "recipe": to_json(made), "stop_after": made.epochs})


# --- c --------------------------------------------------------------------------------------------


def last_stages(bench: Bench) -> Row:
    """Row c."""
    made = recipe(before_last(), bench.size(8, 3))
    with clothing(QUICK if bench.quick else None) as folder:
        counts = counts_of(folder)
        asked = {"recipe": to_json(made), "classes": CLASSES, "training": counts["train"],
                 "validation": counts["validation"], "epochs": made.epochs - 1}
        found = bench.in_turn({"ours": lambda turn: ours(bench, folder, made),
                               "bare": lambda turn: bench.side("bare", asked)})
    mine = [middle(s["epochs"][1:]) for s in found["ours"]]
    steps = [middle(s["training"]) for s in found["bare"]]
    both = [middle(map(sum, zip(s["training"], s["validation"], strict=True))) for s in found["bare"]]
    figures = [
        Figure("epoch, ours / bare steps and validation's forward", ratio(mine, both), most=1.15),
        Figure("epoch, ours / bare steps alone", ratio(mine, steps)),
        Figure("epoch, ours", middle(mine), "s"),
        Figure("bare forward, backward and steps", middle(steps), "s"),
        Figure("bare, with validation's forward", middle(both), "s"),
    ]
    said = how("c", stages=" and ".join(f"*{name}*" for name in last_learning()), counts=counted(counts),
               turns=len(mine), epochs=made.epochs - 1)
    return Row("c", said, figures)


# --- d --------------------------------------------------------------------------------------------


def nothing_frozen(bench: Bench) -> Row:
    """Row d."""
    epochs, remarks = 2, list[str]()
    made = recipe("none", epochs)
    with clothing(QUICK if bench.quick else PART) as folder:
        asked = {"folder": str(folder), "weights": weights(), "epochs": epochs}
        loop = {**asked, "frozen": False, "augment": False, "evaluate": False}
        bare = {"recipe": to_json(made), "classes": CLASSES, "steps": bench.size(16, 3)}
        sides: dict[str, Callable[[int], Said]] = {
            "ours": lambda turn: ours(bench, folder, made),
            "bare steps": lambda turn: bench.side("bare", bare),
            "plain loop": lambda turn: bench.peer("plain", loop),
        }
        try:
            python = fastai_python()
            sides["fastai"] = lambda turn: bench.peer("fastai_peer", {**asked, "epochs": epochs - 1}, python=python)
        except Missing as missing:
            remarks.append(str(missing))
        found, counts = bench.in_turn(sides), counts_of(folder)
    rates = {who: [_rate(said) for said in many] for who, many in found.items()}
    figures = [*(Figure(f"images a second in steps, ours / {peer}", _beside(rates, peer), least=least)
                 for peer, least in (("bare steps", 0.95), ("plain loop", 1.2), ("fastai", 1.0))),
               *(Figure(f"images a second, {who}", middle(many)) for who, many in rates.items()),
               *(Figure(f"epoch with validation, {who}", middle(middle(s["epochs"][-1:]) for s in many), "s")
                 for who, many in found.items() if who != "bare steps")]
    said = how("d", batch=made.batch_size, counts=counted(counts), epochs=epochs, turns=len(rates["ours"]))
    return Row("d", said, figures, remarks=remarks)


def _rate(said: Said) -> float:
    """Images a second, of the epochs after the first; fastai's first is the frozen one, and left out already."""
    if "rate" in said:
        return float(said["rate"])
    return middle(said["rates"] if "frozen_epochs" in said else said["rates"][1:])


def _beside(rates: dict[str, list[float]], peer: str) -> float:
    return ratio(rates["ours"], rates[peer]) if peer in rates else math.nan
