"""Colours: changes that leave every pixel in its place: light, colour, blur, noise, covering; images [b, 3, H, W]."""

import functools
import math
from collections.abc import Callable

import torch
from torch import Generator, Tensor
from torch.nn import functional

Change = Callable[[Tensor, Generator], Tensor]
"""change(batch, generator) of a batch [b, 3, H, W] in 0...1, which stays as it was: the work is done where the batch
is; the dice are thrown on the CPU for all devices."""

_LUMA = (0.299, 0.587, 0.114)
_YIQ = (_LUMA, (0.5959, -0.2746, -0.3213), (0.2115, -0.5227, 0.3112))
_LEAST_ERASED = 0.02
_ERASED_SHAPE = 0.3


def colour(*, strength: float, hue: float) -> Change:
    """Multiplies brightness, contrast (about each image's mean) and saturation by 1 ± `strength`; turns hues by ± `hue`
    of the colour circle."""
    def change(batch: Tensor, generator: Generator) -> Tensor:
        bright, contrast, saturation = 1 + strength * (2 * torch.rand(3, len(batch), 1, 1, generator=generator) - 1)
        angles = 2 * math.pi * hue * (2 * torch.rand(len(batch), 1, 1, generator=generator) - 1)
        grey, rest, turn = _planes()
        # All of it is one matrix [3, 3] for an image: grey stays, the rest is turned and made stronger.
        matrices = bright * contrast * (grey + saturation * (angles.cos() * rest + angles.sin() * turn))
        mean = (grey.to(batch.device) @ batch.mean((2, 3))[:, :, None]) * (bright * (1 - contrast)).to(batch.device)
        changed = torch.baddbmm(mean, matrices.to(batch.device), batch.flatten(2))
        return changed.clamp_(0.0, 1.0).view_as(batch)
    return change


@functools.cache
def _planes() -> tuple[Tensor, Tensor, Tensor]:
    """Matrices [3, 3] for colours: to the grey that looks as bright; to what is not grey; to that turned by 90 degrees
    in the plane of equal brightness, as YIQ has it."""
    grey, plane = torch.tensor([_LUMA] * 3), torch.tensor(_YIQ)
    turn = torch.tensor([[0.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
    return grey, torch.eye(3) - grey, torch.linalg.solve(plane, turn @ plane)


def brightness(batch: Tensor) -> Tensor:
    """How bright each pixel looks [b, 1, H, W]."""
    return (batch * torch.tensor(_LUMA, device=batch.device).view(1, 3, 1, 1)).sum(1, keepdim=True)


def blur(*, radius: float) -> Change:
    """Gaussian blur with a standard deviation of up to `radius` of the width."""
    def change(batch: Tensor, generator: Generator) -> Tensor:
        widest = radius * batch.shape[3]
        reach = math.ceil(3 * widest)
        places = torch.arange(-reach, reach + 1)
        sigmas = (widest * torch.rand(len(batch), 1, generator=generator)).clamp_min(0.1)
        weights = torch.softmax(-places.square() / (2 * sigmas.square()), 1).repeat_interleave(3, 0).to(batch.device)
        # Each image has a kernel of its own: its colours are three of 3 b planes that are done at once.
        planes = batch.reshape(1, -1, *batch.shape[2:])
        for kernels, around in ((weights[:, None, None, :], (reach, reach, 0, 0)),
                                (weights[:, None, :, None], (0, 0, reach, reach))):
            padded = functional.pad(planes, around, mode="replicate")
            planes = functional.conv2d(padded, kernels, groups=len(weights))
        return planes.view_as(batch)
    return change


def noise(*, strength: float) -> Change:
    """Adds Gaussian noise with a standard deviation of up to `strength`, another for every colour."""
    def change(batch: Tensor, generator: Generator) -> Tensor:
        strengths = strength * torch.rand(len(batch), 1, 1, 1, generator=generator).to(batch.device)
        # So many dice take too long on the CPU: they are thrown where the batch is, from a seed of the generator's.
        there = Generator(batch.device).manual_seed(int(torch.randint(2**62, (), generator=generator)))
        grains = torch.randn(batch.shape, generator=there, device=batch.device)
        return torch.addcmul(batch, strengths, grains).clamp_(0.0, 1.0)
    return change


def erasing(*, most: float) -> Change:
    """Covers 2 % to `most` of the area of half of the images with one random colour.

    Zhong et al., "Random erasing data augmentation" (2017); there every pixel has a colour of its own.
    """
    def change(batch: Tensor, generator: Generator) -> Tensor:
        spared, area, shape, down, across = torch.rand(5, len(batch), generator=generator).unbind(0)
        area = _LEAST_ERASED + (most - _LEAST_ERASED) * area
        stretch = _ERASED_SHAPE ** (2 * shape - 1)  # 0.3 to 1 / 0.3, evenly in the logarithm
        height, width = (area * stretch).sqrt().clamp(max=1.0), (area / stretch).sqrt().clamp(max=1.0)
        height = torch.where(spared < 0.5, 0.0, height)
        inside = box((1 - height) * down, (1 - width) * across, height, width, batch)
        paint = torch.rand(len(batch), 3, 1, 1, generator=generator).to(batch.device)
        return torch.where(inside, paint, batch)
    return change


def box(top: Tensor, left: Tensor, height: Tensor, width: Tensor, batch: Tensor) -> Tensor:
    """Which pixels [b, 1, H, W] of a batch lie inside boxes that are given in shares of the sides [b]."""
    rows, columns = (((torch.arange(size) + 0.5) / size >= start[:, None])
                     & ((torch.arange(size) + 0.5) / size < (start + length)[:, None])
                     for size, start, length in zip(batch.shape[2:], (top, left), (height, width), strict=True))
    return rows.to(batch.device)[:, None, :, None] & columns.to(batch.device)[:, None, None, :]
