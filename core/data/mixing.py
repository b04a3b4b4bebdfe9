"""Mixing: two training images in one, with their labels mixed alike."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import torch
from torch import Generator, Tensor

from core.augmentations import MIXES
from core.choice import Choice, make
from core.data.colours import box

Mix = Callable[[Tensor, Tensor, Generator], tuple[Tensor, Tensor]]
"""mix(batch, partners, generator) of two batches [b, 3, H, W] -> the mixed one, and the share [b] of `batch` in it, on
the CPU. As with all changes, the dice are thrown on the CPU."""


def mixes(choices: Iterable[Choice]) -> list[Mix]:
    """The functions of those choices that mix images."""
    return [make(choice) for choice in choices if isinstance(choice, MIXES)]


def mixed(batch: Tensor, targets: Tensor, known: Sequence[Mix], generator: Generator) -> tuple[Tensor, Tensor]:
    """A batch [b, 3, H, W], each image mixed with another of it, and the classes' shares [b, classes] in the result.

    `targets` [b, classes] are the shares before. Of several mixes one is drawn for the whole batch.
    """
    mix = known[int(torch.randint(len(known), (), generator=generator))]
    others = torch.randperm(len(batch), generator=generator)
    result, share = mix(batch, batch[others.to(batch.device)], generator)
    return result, torch.lerp(targets[others], targets, share[:, None])


def mixup(*, alpha: float) -> Mix:
    """λ of the one and 1 - λ of the other, λ drawn from Beta(α, α) for each image.

    Zhang et al., "mixup: beyond empirical risk minimization" (2018); there one λ serves a whole batch.
    """
    def mix(batch: Tensor, partners: Tensor, generator: Generator) -> tuple[Tensor, Tensor]:
        share = _beta(alpha, len(batch), generator)
        return torch.lerp(partners, batch, share.view(-1, 1, 1, 1).to(batch.device)), share
    return mix


def cutmix(*, alpha: float) -> Mix:
    """A rectangle of 1 - λ of the area is the other's, its centre anywhere; what lies outside the image is lost.

    Yun et al., "CutMix: regularization strategy to train strong classifiers with localizable features" (2019); there
    one λ and one rectangle serve a whole batch.
    """
    def mix(batch: Tensor, partners: Tensor, generator: Generator) -> tuple[Tensor, Tensor]:
        edge = (1 - _beta(alpha, len(batch), generator)).sqrt()
        down, across = torch.rand(2, len(batch), generator=generator).unbind(0)
        inside = box(down - edge / 2, across - edge / 2, edge, edge, batch)
        return torch.where(inside, partners, batch), 1 - inside.float().mean((1, 2, 3)).cpu()
    return mix


def _beta(alpha: float, count: int, generator: Generator) -> Tensor:
    """Draws [b] of Beta(α, α), which torch has for its global generator only."""
    dice = np.random.default_rng(int(torch.randint(2**62, (), generator=generator)))
    return torch.from_numpy(dice.beta(alpha, alpha, count)).float()
