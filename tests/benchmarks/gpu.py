"""Row h: a GPU at its full speed, a cached epoch on it, and out of memory."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.choice import to_json
from core.recipe import Flip, Phase, Recipe
from tests.benchmarks.bench import Bench, Missing, Said, scratch, tell
from tests.benchmarks.notes import how
from tests.benchmarks.record import Figure, Row, middle, ratio

BACKBONE, SIZE, BATCH, CLASSES = "resnet50", 224, 256, 10
COUNT = {"train": 10_240, "validation": 512, "test": 256}
QUICK = {"train": 64, "validation": 20, "test": 20}
TOO_LITTLE = 6 * 2**30
"""Bytes of the GPU's memory that the forced shortage leaves; a step of the whole batch takes several times as much."""


@contextmanager
def noise(counts: dict[str, int]) -> Iterator[Path]:
    """A folder of coloured noise, every image another one, in class folders."""
    with tempfile.TemporaryDirectory(dir=scratch("folders")) as home:
        tell(f"{sum(counts.values()):,} images of noise")
        random = np.random.default_rng(0)
        for split, count in counts.items():
            for n in range(count):
                path = Path(home) / split / f"class {n % CLASSES}" / f"{n}.jpg"
                path.parent.mkdir(parents=True, exist_ok=True)
                grain = random.integers(0, 256, (SIZE // 8, SIZE // 8, 3), np.uint8)
                Image.fromarray(grain).resize((SIZE, SIZE), Image.Resampling.BILINEAR).save(path, quality=85)
        yield Path(home)


def recipe(device: str, batch: int, epochs: int, freeze: str, **fields: Any) -> Recipe:
    return Recipe(backbone=BACKBONE, weights="random", image_size=SIZE, batch_size=batch, device=device,
                  phases=(Phase(epochs=epochs, freeze=freeze),), early_stopping=False, **fields)


def gpu(bench: Bench) -> Row:
    """Row h. Raises Missing where there is no GPU."""
    import torch

    if not torch.cuda.is_available():
        raise Missing("no GPU")
    return on(bench, "cuda", BATCH)


def on(bench: Bench, device: str, batch: int) -> Row:
    """The row on a device; the forced shortage on a GPU only."""
    with noise(QUICK if bench.quick else COUNT) as folder:
        def ours(made: Recipe, **more: Any) -> Said:
            asked = {"folder": str(folder), "recipe": to_json(made), "stop_after": made.epochs}
            return bench.side("ours", asked | more)
        thawed = recipe(device, batch, bench.size(5, 2), "none")
        bare = {"recipe": to_json(thawed), "classes": CLASSES, "steps": bench.size(50, 2)}
        frozen = recipe(device, batch, bench.size(8, 3), "all")
        again = recipe(device, batch, bench.size(3, 2), "all", augment=(Flip(),), views=0)
        found = bench.in_turn({
            "ours": lambda turn: ours(thawed), "bare": lambda turn: bench.side("bare", bare),
            "cached": lambda turn: ours(frozen), "uncached": lambda turn: ours(again),
        })
        short = ours(recipe(device, batch, 2, "none"), gpu_memory=TOO_LITTLE) if device == "cuda" else None
    return _row(bench, found, short, batch)


def _row(bench: Bench, found: dict[str, list[Said]], short: Said | None, batch: int) -> Row:
    rates = {"ours": [middle(s["rates"][1:]) for s in found["ours"]], "bare": [s["rate"] for s in found["bare"]]}
    epochs = {who: [middle(s["epochs"][1:]) for s in found[who]] for who in ("cached", "uncached")}
    figures = [
        Figure("images a second in steps, ours / bare steps", ratio(rates["ours"], rates["bare"]), least=0.9),
        Figure("all frozen: epoch, uncached / cached", ratio(epochs["uncached"], epochs["cached"]), "×", least=100),
        *(Figure(f"images a second, {who}", middle(many)) for who, many in rates.items()),
        *(Figure(f"all frozen: epoch, {who}", 1000 * middle(many), "ms") for who, many in epochs.items()),
    ]
    remarks = []
    if short is not None:
        figures.insert(2, Figure("epochs done with too little memory", _recovered(short), least=2))
        remarks.append(f"With {TOO_LITTLE / 2**30:.0f} GiB of the GPU's memory: {', '.join(short['warnings'])}.")
    said = how("h", backbone=BACKBONE, size=SIZE, batch=batch, precision=found["ours"][0]["precision"],
               count=f"{found['ours'][0]['images']['train']:,}")
    return Row("h", said, figures, remarks=remarks)


def _recovered(short: Said) -> float:
    """The epochs that were done after a shortage; none if there was no shortage to recover from."""
    return len(short["epochs"]) if OUT_OF_MEMORY in short["warnings"] else 0


OUT_OF_MEMORY = "micro_batch"
"""The warning of a run that goes on with smaller steps."""
