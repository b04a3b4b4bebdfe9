"""Policies: one table of operations, drawn from for each image: RandAugment and TrivialAugment."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from core.data.colours import Change, brightness
from core.data.warps import either_way, moved, slanted, turned, warped

Operation = Callable[[Tensor, Tensor], Tensor]
"""operation(images [n, 3, H, W], amounts [n] from -1 to 1, on the CPU); what has no direction takes their size."""


@dataclass(frozen=True)
class _Reach:
    """The largest change of each kind: shears and shifts in sides, turns in degrees, factors 1 ±, bits lost."""

    shear: float
    shift: float
    turn: float
    factor: float
    bits: int


def rand_augment(*, count: int, strength: float) -> Change:
    """`count` operations on each image, all of one strength (0 to 1).

    Cubuk et al., "RandAugment: practical automated data augmentation with a reduced search space" (2020); the ranges
    are those of torchvision, whose magnitude 9 of 30 is a strength of 0.3.
    """
    reach = _Reach(shear=0.3, shift=150 / 331, turn=30.0, factor=0.9, bits=4)
    return _policy(reach, count, lambda images, generator: torch.full((images,), strength))


def trivial_augment() -> Change:
    """One operation on each image, of any strength.

    Müller & Hutter, "TrivialAugment: tuning-free yet state-of-the-art data augmentation" (2021), its wide table; the
    shift of 32 pixels is taken of a side of 224.
    """
    reach = _Reach(shear=0.99, shift=32 / 224, turn=135.0, factor=0.99, bits=6)
    return _policy(reach, 1, lambda images, generator: torch.rand(images, generator=generator))


def _policy(reach: _Reach, rounds: int, strengths: Callable[[int, Generator], Tensor]) -> Change:
    operations = _operations(reach)

    def change(batch: Tensor, generator: Generator) -> Tensor:
        count = len(batch)
        for _ in range(rounds):
            chosen = torch.randint(len(operations), (count,), generator=generator)
            amounts = strengths(count, generator) * either_way(count, generator).sign()
            changed = batch.clone()
            for number, operation in enumerate(operations):
                mine = (chosen == number).nonzero().flatten()
                if len(mine):
                    there = mine.to(batch.device)
                    changed[there] = operation(batch[there], amounts[mine])
            batch = changed
        return batch
    return change


def _operations(reach: _Reach) -> tuple[Operation, ...]:
    from torchvision.transforms.v2 import functional as library

    def factor(images: Tensor, amounts: Tensor) -> Tensor:
        return (1 + reach.factor * amounts).view(-1, 1, 1, 1).to(images.device)

    def blended(images: Tensor, other: Tensor, amounts: Tensor) -> Tensor:
        return torch.lerp(other, images, factor(images, amounts)).clamp_(0.0, 1.0)

    def soft(images: Tensor) -> Tensor:
        # Laid out so, its convolution takes a fifth of the time.
        made: Tensor = library.adjust_sharpness(images.contiguous(memory_format=torch.channels_last), 0.0)
        return made.contiguous()

    def posterised(images: Tensor, amounts: Tensor) -> Tensor:
        levels = (2.0 ** (8 - (reach.bits * amounts.abs()).round())).view(-1, 1, 1, 1).to(images.device)
        return torch.minimum((images * levels).floor(), levels - 1) / levels

    def solarised(images: Tensor, amounts: Tensor) -> Tensor:
        threshold = (1 - amounts.abs()).view(-1, 1, 1, 1).to(images.device)
        return torch.where(images >= threshold, 1 - images, images)

    none = torch.zeros_like
    return (
        lambda images, amounts: images,
        lambda images, amounts: warped(images, slanted(reach.shear * amounts, none(amounts))),
        lambda images, amounts: warped(images, slanted(none(amounts), reach.shear * amounts)),
        lambda images, amounts: warped(images, moved(reach.shift * amounts, none(amounts))),
        lambda images, amounts: warped(images, moved(none(amounts), reach.shift * amounts)),
        lambda images, amounts: warped(images, turned(math.radians(reach.turn) * amounts)),
        lambda images, amounts: (factor(images, amounts) * images).clamp_(0.0, 1.0),
        lambda images, amounts: blended(images, brightness(images), amounts),
        lambda images, amounts: blended(images, brightness(images).mean((2, 3), keepdim=True), amounts),
        lambda images, amounts: blended(images, soft(images), amounts),
        posterised,
        solarised,
        lambda images, amounts: library.autocontrast(images),
        lambda images, amounts: library.equalize(images),
    )
