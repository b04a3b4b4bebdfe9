"""Sharing: how images are shared out to training, validation and test, and what must not be parted."""

from dataclasses import dataclass
from typing import Literal

Way = Literal["", "subfolder", "pattern", "column", "time"]


@dataclass(frozen=True)
class Sharing:
    """The wish; `core.data.split` carries it out."""

    validation: float = 0.2
    test: float = 0.1
    seed: int = 0
    together: Way = ""
    """What is kept together: the images of a folder next to the class folder, of an equal part of the name, of an equal
    value in the group column, or of one burst."""
    pattern: str = ""
    """Of "pattern": as "{group}_*", see `core.data.names`."""
    gap: float = 10.0
    """Of "time": seconds without a picture that end a burst."""
    alike: bool = True
    """Whether near-duplicates are kept together."""
    folds: int = 0
    """From 2 on: so many parts of like size, one of which validates; 0: `validation` says how much does."""
    fold: int = 0
    """Which one, from 0."""


@dataclass(frozen=True)
class Together:
    """What was kept together: groups of more than one image, and the images in them."""

    groups: int = 0
    images: int = 0
    would_leak: int = 0
    """Images of validation and test that would have one of their group in training, had the same split been drawn (the
    same shares, the same seed) without regard to groups."""
    parted: int = 0
    """Groups that could not be kept together: a ready split, or a place that the user chose, says otherwise; or a class
    has nothing but copies of one image."""
