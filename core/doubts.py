"""Doubts: values of a recipe that are legal but seldom meant; they are questioned beside their field, not refused."""

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.backbones import BACKBONES, image_size
from core.recipe import SGD, AdamW, Recipe, RMSprop


@dataclass(frozen=True)
class Doubt:
    """A field, by its dotted path, and what to ask about it: a code of `problems.SENTENCES` with its details."""

    field: str
    code: str
    details: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A row of QUESTIONS. `ask` gets the recipe and the number of training images (0: not known), and says the
    details of its sentence; None where there is nothing to ask."""

    field: str
    code: str
    ask: Callable[[Recipe, int], Mapping[str, Any] | None]


_USUAL = {AdamW: AdamW().lr, SGD: SGD().lr, RMSprop: RMSprop().lr}
_TIMES, _BELOW = 30.0, 1000.0
"""A rate is questioned from so many times the usual one on, and below the usual one divided by so much."""


def doubts(recipe: Recipe, images: int = 0) -> tuple[Doubt, ...]:
    """What may be asked about a recipe; `images` are those to train on, 0 while that is not known."""
    if recipe.backbone not in BACKBONES:
        return ()
    asked = [(row, row.ask(recipe, images)) for row in QUESTIONS]
    return tuple(Doubt(row.field, row.code, dict(details)) for row, details in asked if details is not None)


def _rate_high(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    times = recipe.optimiser.lr / _USUAL[type(recipe.optimiser)]
    return {"rate": recipe.optimiser.lr, "times": _round(times)} if _TIMES <= times < math.inf else None


def _rate_low(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    part = _USUAL[type(recipe.optimiser)] / recipe.optimiser.lr if recipe.optimiser.lr > 0 else math.inf
    return {"rate": recipe.optimiser.lr, "times": _round(part)} if _BELOW <= part < math.inf else None


def _batch_large(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    return {"batch": recipe.batch_size, "images": images} if 0 < images < recipe.batch_size else None


def _batch_small(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    return {"batch": recipe.batch_size} if recipe.batch_size < 4 else None


def _epochs_few(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    return {"epochs": recipe.epochs} if recipe.epochs == 1 else None


def _size_small(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    size, usual = image_size(recipe.backbone, recipe.image_size), BACKBONES[recipe.backbone].size
    return {"size": size, "usual": usual} if size * 2 <= usual and recipe.weights != "random" else None


def _size_large(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    size, usual = image_size(recipe.backbone, recipe.image_size), BACKBONES[recipe.backbone].size
    times = (size / usual) ** 2
    return {"size": size, "usual": usual, "times": round(times)} if times >= 4 else None


def _decay_high(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    return {"decay": recipe.optimiser.weight_decay} if recipe.optimiser.weight_decay > 0.3 else None


def _dropout_high(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    return {"percent": round(100 * recipe.head.dropout)} if recipe.head.dropout > 0.7 else None


def _smoothing_high(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    smoothing = recipe.loss.label_smoothing
    return {"percent": round(100 * smoothing)} if smoothing > 0.3 else None


def _warmup_long(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    warmup = recipe.schedule.warmup
    return {"warmup": warmup, "epochs": recipe.epochs} if warmup >= recipe.epochs > 0 else None


def _thawed_faster(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    thawed = any(phase.freeze != "all" for phase in recipe.phases)
    asked = thawed and recipe.weights != "random" and recipe.backbone_lr_factor > 1
    return {"factor": recipe.backbone_lr_factor} if asked else None


def _balanced_twice(recipe: Recipe, images: int) -> Mapping[str, Any] | None:
    return {} if recipe.loss.class_weights and recipe.balance == "sampling" else None


def _round(times: float) -> int:
    """A number of times as one says it: with one digit that counts."""
    power = 10 ** math.floor(math.log10(times))
    return int(round(times / power) * power)


QUESTIONS: tuple[Question, ...] = (
    Question("optimiser.lr", "rate_high", _rate_high),
    Question("optimiser.lr", "rate_low", _rate_low),
    Question("batch_size", "batch_over_images", _batch_large),
    Question("batch_size", "batch_small", _batch_small),
    Question("epochs", "epochs_few", _epochs_few),
    Question("image_size", "size_small", _size_small),
    Question("image_size", "size_large", _size_large),
    Question("optimiser.weight_decay", "decay_high", _decay_high),
    Question("head.dropout", "dropout_high", _dropout_high),
    Question("loss.label_smoothing", "smoothing_high", _smoothing_high),
    Question("schedule.warmup", "warmup_long", _warmup_long),
    Question("backbone_lr_factor", "thawed_faster", _thawed_faster),
    Question("loss.class_weights", "balanced_twice", _balanced_twice),
)
