"""Augmentation: random changes of training images that keep what they show; batches [b, 3, H, W] in 0...1."""

from collections.abc import Callable

import torch
from torch import Generator, Tensor
from torch.nn import functional

Change = Callable[[Tensor, Generator], Tensor]

_ASPECT = 4 / 3
_LUMA = (0.299, 0.587, 0.114)


def flip() -> Change:
    """Mirrors half of the images left to right."""
    def change(batch: Tensor, generator: Generator) -> Tensor:
        mirrored = torch.rand(len(batch), generator=generator) < 0.5
        changed = batch.clone()
        changed[mirrored] = batch[mirrored].flip(3)
        return changed
    return change


def crop(*, least: float) -> Change:
    """Cuts out a part of `least` to all of the area, at most 4:3 out of shape, and scales it to full size."""
    def change(batch: Tensor, generator: Generator) -> Tensor:
        area, shape, across, down = torch.rand(4, len(batch), generator=generator).unbind(0)
        side = (least + (1 - least) * area).sqrt()
        stretch = _ASPECT ** (shape - 0.5)  # evenly in the logarithm
        width, height = (side * stretch).clamp(max=1.0), (side / stretch).clamp(max=1.0)
        theta = torch.zeros(len(batch), 2, 3)
        theta[:, 0, 0], theta[:, 1, 1] = width, height
        theta[:, 0, 2], theta[:, 1, 2] = (1 - width) * (2 * across - 1), (1 - height) * (2 * down - 1)
        grid = functional.affine_grid(theta, list(batch.shape), align_corners=False)
        return functional.grid_sample(batch, grid, padding_mode="border", align_corners=False)
    return change


def colour(*, strength: float) -> Change:
    """Multiplies brightness, contrast (about each image's mean) and saturation by 1 ± `strength`."""
    def change(batch: Tensor, generator: Generator) -> Tensor:
        factors = 1 + strength * (2 * torch.rand(3, len(batch), 1, 1, 1, generator=generator) - 1)
        bright, contrast, saturation = factors.unbind(0)
        grey = (batch * torch.tensor(_LUMA).view(1, 3, 1, 1)).sum(1, keepdim=True)
        mean = grey.mean((2, 3), keepdim=True)
        # grey + s (x - grey) is x with its saturation changed; then contrast about the mean, then brightness.
        changed = torch.lerp(grey, batch, saturation)
        return (bright * torch.lerp(mean, changed, contrast)).clamp_(0.0, 1.0)
    return change
