"""Doubts: what is legal but seldom meant is asked about, beside its field and on the command line; presets are not."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.choice import about_at
from core.cli import main
from core.doubts import QUESTIONS, doubts
from core.problems import sentence
from core.recipe import (
    SGD,
    AdamW,
    Constant,
    Cosine,
    CrossEntropy,
    LinearHead,
    MlpHead,
    Phase,
    Recipe,
    RMSprop,
    apply_preset,
    presets,
)
from tests.core.test_cli import QUICK

ASKED: dict[str, tuple[Recipe, int, str]] = {
    "rate_high": (Recipe(optimiser=SGD(lr=10.0)), 100,
                  "A rate of 10 is about 1000 times the usual; training will probably not learn."),
    "rate_low": (Recipe(optimiser=AdamW(lr=1e-7)), 100, "A rate of 1e-07 is about 1/10000 of the usual"),
    "batch_over_images": (Recipe(batch_size=64), 40, "A batch of 64 is more than the 40 training images"),
    "batch_small": (Recipe(batch_size=2), 100, "A batch of 2 makes training unsteady"),
    "epochs_few": (Recipe(phases=(Phase(epochs=1),), schedule=Constant(warmup=0.0)), 100, "In 1 epoch each image"),
    "size_small": (Recipe(image_size=32), 100, "images of 224 pixels; at 32 it"),
    "size_large": (Recipe(image_size=448), 100, "Images of 448 pixels take about 4 times as long as the usual 224"),
    "decay_high": (Recipe(optimiser=AdamW(weight_decay=1.0)), 100, "A weight decay of 1 pulls"),
    "dropout_high": (Recipe(head=MlpHead(dropout=0.9)), 100, "A dropout of 90 % hides"),
    "smoothing_high": (Recipe(loss=CrossEntropy(label_smoothing=0.5)), 100, "A label smoothing of 50 %"),
    "warmup_long": (Recipe(schedule=Cosine(warmup=20.0)), 100, "The warm-up lasts 20 of 20 epochs"),
    "thawed_faster": (Recipe(backbone_lr_factor=10.0, phases=(Phase(freeze="none"),)), 100, "learn 10 times as fast"),
    "balanced_twice": (Recipe(loss=CrossEntropy(class_weights=True), balance="sampling"), 100, "drawn evenly by class"),
}


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row.code)
def test_each_question_is_asked_alone_and_says_its_figures(row: object) -> None:
    code = row.code  # type: ignore[attr-defined]
    recipe, images, told = ASKED[code]
    (found,) = doubts(recipe, images)
    assert (found.code, found.field) == (code, row.field)  # type: ignore[attr-defined]
    text = sentence(found.code, found.details)
    assert told in text
    assert "?" not in text
    assert found.field == "epochs" or about_at(Recipe(optimiser=recipe.optimiser, head=recipe.head), found.field)


@pytest.mark.parametrize("name", ["", *presets()])
@pytest.mark.parametrize("optimiser", [AdamW(), SGD(), RMSprop()], ids=["AdamW", "SGD", "RMSprop"])
def test_what_is_usual_is_not_questioned(name: str, optimiser: AdamW | SGD | RMSprop) -> None:
    recipe = replace(apply_preset(Recipe(), name) if name else Recipe(), optimiser=optimiser)
    assert doubts(recipe, 300) == ()


@pytest.mark.parametrize("recipe", [
    Recipe(backbone="of another version"), Recipe(optimiser=AdamW(lr=0.0)), Recipe(optimiser=AdamW(lr=float("nan"))),
    Recipe(optimiser=AdamW(lr=float("inf"))), Recipe(phases=()), Recipe(phases=(Phase(epochs=0),)),
    Recipe(batch_size=0), Recipe(head=LinearHead(dropout=float("nan"))), Recipe(image_size=-5)])
def test_what_is_refused_anyway_does_no_harm(recipe: Recipe) -> None:
    doubts(recipe, 0)


def test_the_command_line_warns(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["train", str(folder), "--out", str(tmp_path / "run"), *QUICK, "--epochs", "1", "--freeze", "all",
                 "--lr", "10"]) in (0, 2)
    said = capfd.readouterr().err
    assert "warning: A rate of 10 is about 10000 times the usual; training will probably not learn." in said
    assert "warning: In 1 epoch" in said
