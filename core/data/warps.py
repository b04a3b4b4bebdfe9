"""Warps: changes of place, each a matrix for an image, so that several in a row are one resampling."""

import math
from collections.abc import Callable, Sequence

import torch
from torch import Generator, Tensor
from torch.nn import functional

Warp = Callable[[int, Generator], Tensor]
"""warp(b, generator) -> matrices [b, 3, 3] on the CPU. Each leads from a place of the picture that comes out to the
place of the one that goes in that is seen there; both reach from -1 to 1 across and down."""

_ASPECT = 4 / 3


# --- what matrices do ----------------------------------------------------------------------------


def in_a_row(warps: Sequence[Warp], count: int, generator: Generator) -> Tensor:
    """The matrices [b, 3, 3] of several warps, the first done first."""
    matrices = _still(count)
    for warp in warps:
        matrices = matrices @ warp(count, generator)
    return matrices


def warped(batch: Tensor, matrices: Tensor, side: int = 0) -> Tensor:
    """A batch [b, 3, H, W] moved by matrices, at `side` (0: as it was); beyond its edges an image goes on mirrored."""
    rows, columns = (side or size for size in batch.shape[2:])
    x, y, one = matrices[:, :2, :, None, None].to(batch.device).unbind(2)
    # As torch's affine_grid, whose product of thin matrices takes ten times as long.
    places = torch.addcmul(y * _middles(rows, batch)[:, None] + one, x, _middles(columns, batch))
    return functional.grid_sample(batch, places.permute(0, 2, 3, 1), padding_mode="reflection", align_corners=False)


def _middles(size: int, batch: Tensor) -> Tensor:
    """Where the middles of so many pixels lie, from -1 to 1."""
    return (2 * torch.arange(size, device=batch.device) + 1) / size - 1


def mirrored(batch: Tensor, matrices: Tensor) -> Tensor:
    """A batch [b, 3, H, W] moved by the matrices of mirror images, pixel for pixel."""
    changed = batch.clone()
    for row, axis in ((0, 3), (1, 2)):
        turned = (matrices[:, row, row] < 0).nonzero().flatten().to(batch.device)
        if len(turned):
            changed[turned] = changed[turned].flip(axis)
    return changed


def turned(angles: Tensor) -> Tensor:
    """Matrices that turn by angles [b] in radians."""
    made = _still(len(angles))
    made[:, 0, 0], made[:, 0, 1] = angles.cos(), -angles.sin()
    made[:, 1, 0], made[:, 1, 1] = angles.sin(), angles.cos()
    return made


def moved(across: Tensor, down: Tensor) -> Tensor:
    """Matrices that move by shares of the side [b]."""
    made = _still(len(across))
    made[:, 0, 2], made[:, 1, 2] = 2 * across, 2 * down
    return made


def slanted(across: Tensor, down: Tensor) -> Tensor:
    """Matrices that slant upright lines by `across` and level ones by `down` [b], in sides for a side."""
    made = _still(len(across))
    made[:, 0, 1], made[:, 1, 0] = across, down
    return made


def _still(count: int) -> Tensor:
    return torch.eye(3).repeat(count, 1, 1)


# --- what can be chosen --------------------------------------------------------------------------


def flip() -> Warp:
    """Mirrors half of the images left to right."""
    return _mirror(0)


def flip_down() -> Warp:
    """Mirrors half of the images top to bottom."""
    return _mirror(1)


def _mirror(row: int) -> Warp:
    def warp(count: int, generator: Generator) -> Tensor:
        made = _still(count)
        made[torch.rand(count, generator=generator) < 0.5, row, row] = -1.0
        return made
    return warp


def rotation(*, degrees: float) -> Warp:
    """Turns about the centre by up to `degrees` to either side."""
    def warp(count: int, generator: Generator) -> Tensor:
        return turned(math.radians(degrees) * either_way(count, generator))
    return warp


def shift(*, share: float) -> Warp:
    """Moves by up to `share` of the side, across and down."""
    def warp(count: int, generator: Generator) -> Tensor:
        return moved(share * either_way(count, generator), share * either_way(count, generator))
    return warp


def shear(*, degrees: float) -> Warp:
    """Slants upright lines by up to `degrees` to either side; level ones stay level."""
    def warp(count: int, generator: Generator) -> Tensor:
        return slanted((math.radians(degrees) * either_way(count, generator)).tan(), torch.zeros(count))
    return warp


def zoom(*, factor: float) -> Warp:
    """Makes things up to `factor` times larger or smaller, evenly in the logarithm."""
    def warp(count: int, generator: Generator) -> Tensor:
        return torch.diag_embed(torch.stack([*2 * [factor ** either_way(count, generator)], torch.ones(count)], 1))
    return warp


def crop(*, least: float) -> Warp:
    """Cuts out `least` to all of the area, at most 4:3 out of shape.

    "Inception" crops of Szegedy et al., "Going deeper with convolutions" (2015), which always lie inside the image.
    """
    def warp(count: int, generator: Generator) -> Tensor:
        area, shape, across, down = torch.rand(4, count, generator=generator).unbind(0)
        edge = (least + (1 - least) * area).sqrt()
        stretch = _ASPECT ** (shape - 0.5)  # evenly in the logarithm
        width, height = (edge * stretch).clamp(max=1.0), (edge / stretch).clamp(max=1.0)
        made = _still(count)
        made[:, 0, 0], made[:, 1, 1] = width, height
        made[:, 0, 2], made[:, 1, 2] = (1 - width) * (2 * across - 1), (1 - height) * (2 * down - 1)
        return made
    return warp


def either_way(count: int, generator: Generator) -> Tensor:
    """Dice [b] evenly from -1 to 1."""
    return 2 * torch.rand(count, generator=generator) - 1
