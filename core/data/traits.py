"""Traits: a few plain numbers of a picture, by which shortcuts and blank images are found."""

from typing import NamedTuple

import numpy as np
from PIL import Image

_SIDE = 32


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
    small = np.asarray(image.resize((_SIDE, _SIDE), Image.Resampling.BOX, reducing_gap=1.0), dtype=np.float32)
    grey, spread = small.mean(2), small.max(2) - small.min(2)
    edge = np.zeros((_SIDE, _SIDE), bool)
    edge[[0, -1]] = edge[:, [0, -1]] = True
    inner = np.zeros_like(edge)
    inner[1:-1, 1:-1] = True
    inner[2:-2, 2:-2] = False
    values = (grey.mean(), grey.std(), spread.mean(), *small[edge].mean(0), grey[edge].std(),
              abs(grey[edge].mean() - grey[inner].mean()))
    return bytes(min(255, round(float(v))) for v in values)


def read_traits(kept: bytes) -> Traits:
    """The Traits that `traits` made."""
    return Traits(*kept)
