"""Augmentation: random changes of training images that keep what they show; batches [b, 3, H, W] in 0...1."""

import math
from collections.abc import Callable, Iterable

import torch
from torch import Generator, Tensor
from torch.nn import functional

from core.choice import Choice, make
from core.recipe import Crop

Change = Callable[[Tensor, Generator], Tensor]
"""change(batch, generator): the work is done where the batch is; the dice are thrown on the CPU for all devices."""

_LARGEST = 1.5
_STEP = 8

_ASPECT = 4 / 3
_LUMA = (0.299, 0.587, 0.114)


def changes(choices: Iterable[Choice], side: int) -> list[Change]:
    """The functions of the choices, for images of `stored_side` that come out with the side that the network wants."""
    return [make(choice, side=side) if isinstance(choice, Crop) else make(choice) for choice in choices]


def stored_side(choices: Iterable[Choice], side: int) -> int:
    """How large images must be so that the smallest part that is cut out still has `side` pixels, within reason."""
    least = min((choice.least for choice in choices if isinstance(choice, Crop)), default=1.0)
    return side if least == 1.0 else _STEP * math.ceil(side * min(_LARGEST, least**-0.5) / _STEP)


def flip() -> Change:
    """Mirrors half of the images left to right."""
    def change(batch: Tensor, generator: Generator) -> Tensor:
        mirrored = (torch.rand(len(batch), generator=generator) < 0.5).to(batch.device)
        changed = batch.clone()
        changed[mirrored] = batch[mirrored].flip(3)
        return changed
    return change


def crop(*, least: float, side: int = 0) -> Change:
    """Cuts out `least` to all of the area, at most 4:3 out of shape, and scales it to `side` (0: to what it was)."""
    def change(batch: Tensor, generator: Generator) -> Tensor:
        area, shape, across, down = torch.rand(4, len(batch), generator=generator).to(batch.device).unbind(0)
        edge = (least + (1 - least) * area).sqrt()
        stretch = _ASPECT ** (shape - 0.5)  # evenly in the logarithm
        width, height = (edge * stretch).clamp(max=1.0), (edge / stretch).clamp(max=1.0)
        theta = torch.zeros(len(batch), 2, 3, device=batch.device)
        theta[:, 0, 0], theta[:, 1, 1] = width, height
        theta[:, 0, 2], theta[:, 1, 2] = (1 - width) * (2 * across - 1), (1 - height) * (2 * down - 1)
        size = (side, side) if side else batch.shape[2:]
        grid = functional.affine_grid(theta, [len(batch), 3, *size], align_corners=False)
        return functional.grid_sample(batch, grid, padding_mode="border", align_corners=False)
    return change


def colour(*, strength: float) -> Change:
    """Multiplies brightness, contrast (about each image's mean) and saturation by 1 ± `strength`."""
    def change(batch: Tensor, generator: Generator) -> Tensor:
        factors = 1 + strength * (2 * torch.rand(3, len(batch), 1, 1, 1, generator=generator) - 1)
        bright, contrast, saturation = factors.to(batch.device).unbind(0)
        grey = (batch * torch.tensor(_LUMA, device=batch.device).view(1, 3, 1, 1)).sum(1, keepdim=True)
        mean = grey.mean((2, 3), keepdim=True)
        # grey + s (x - grey) is x with its saturation changed; then contrast about the mean, then brightness.
        changed = torch.lerp(grey, batch, saturation)
        return (bright * torch.lerp(mean, changed, contrast)).clamp_(0.0, 1.0)
    return change
