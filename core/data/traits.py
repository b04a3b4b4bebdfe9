"""Traits: a few plain numbers of a picture, by which shortcuts and blank images are found."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

SIDE = 32


class Traits(NamedTuple):
    """All from 0 to 255. The border is the outermost 3 % on each side."""

    brightness: int
    contrast: int
    """The standard deviation of the brightness."""
    saturation: int
    border_red: int
    border_green: int
    border_blue: int
    border_contrast: int
    """The standard deviation of the brightness along the border."""
    step: int
    """The mean difference of brightness between the border and what lies next to it."""


def traits(image: Image.Image) -> bytes:
    """The Traits of an RGB picture, one byte each: of a hundred thousand images there are as many."""
    small = image.resize((SIDE, SIDE), Image.Resampling.BOX, reducing_gap=1.0)
    return bytes(min(255, round(float(v))) for v in figures(np.asarray(small, dtype=np.float32)))


def figures(small: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """The numbers of Traits of a small picture [SIDE, SIDE, 3], in its own units."""
    grey, spread = small.mean(2), small.max(2) - small.min(2)
    edge = np.zeros((SIDE, SIDE), bool)
    edge[[0, -1]] = edge[:, [0, -1]] = True
    inner = np.zeros_like(edge)
    inner[1:-1, 1:-1] = True
    inner[2:-2, 2:-2] = False
    return np.array((grey.mean(), grey.std(), spread.mean(), *small[edge].mean(0), grey[edge].std(),
                     abs(grey[edge].mean() - grey[inner].mean())), np.float64)


def read_traits(kept: bytes) -> Traits:
    """The Traits that `traits` made."""
    return Traits(*kept)
