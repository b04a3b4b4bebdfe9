"""Augmentation: what it may change, what it may not, and that a generator decides all of it."""

import pytest
import torch
from torch import Generator, Tensor

from core.choice import make
from core.recipe import Colour, Crop, Flip

CHOICES = (Flip(), Crop(), Crop(least=0.05), Colour(), Colour(strength=1.0))


@pytest.fixture
def batch() -> Tensor:
    return torch.rand(16, 3, 20, 30, generator=Generator().manual_seed(1))


def seeded(seed: int = 5) -> Generator:
    return Generator().manual_seed(seed)


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_the_generator_decides_all(batch: Tensor, choice: Flip | Crop | Colour) -> None:
    before = batch.clone()
    changed = make(choice)(batch, seeded())
    assert torch.equal(batch, before), "the batch that came in is left as it was"
    assert torch.equal(changed, make(choice)(batch, seeded()))
    assert not torch.equal(changed, make(choice)(batch, seeded(6)))
    assert changed.shape == batch.shape
    assert changed.min() >= 0
    assert changed.max() <= 1


def test_flip_mirrors_some(batch: Tensor) -> None:
    changed = make(Flip())(batch, seeded())
    mirrored = [torch.equal(c, b.flip(2)) for b, c in zip(batch, changed, strict=True)]
    same = [torch.equal(c, b) for b, c in zip(batch, changed, strict=True)]
    assert all(m != s for m, s in zip(mirrored, same, strict=True))
    assert 3 <= sum(mirrored) <= 13


def test_the_widest_crop_and_no_colour_change_nothing(batch: Tensor) -> None:
    assert torch.allclose(make(Colour(strength=0.0))(batch, seeded()), batch, atol=1e-6)
    grey = torch.full_like(batch, 0.25)
    assert torch.allclose(make(Crop(least=0.3))(grey, seeded()), grey, atol=1e-6)


def test_a_crop_shows_a_part_scaled_up() -> None:
    ramp = torch.linspace(0, 1, 64).expand(32, 3, 64, 64).contiguous()
    changed = make(Crop(least=0.2))(ramp, seeded())
    span = changed[:, 0, 0, -1] - changed[:, 0, 0, 0]
    assert (span > 0).all()
    assert span.min() > 0.2 ** 0.5 / (4 / 3) ** 0.5 - 0.1
    assert span.std() > 0.02


def test_colour_keeps_the_drawing(batch: Tensor) -> None:
    changed = make(Colour(strength=0.2))(batch, seeded())
    for before, after in zip(batch.mean(1), changed.mean(1), strict=True):
        assert torch.corrcoef(torch.stack([before.flatten(), after.flatten()]))[0, 1] > 0.9
