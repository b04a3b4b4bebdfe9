"""Augmentations: every random change of training images that can be chosen, in the order in which they are made."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from core.choice import N_, Choice, value

# --- changes of place ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Flip(Choice):
    """Mirrors half of the images left to right; not for digits, text or left-right differences."""

    source: ClassVar[str] = "core.data.warps:flip"
    title: ClassVar[str] = N_("recipe", "Mirror left–right")


@dataclass(frozen=True)
class FlipDown(Choice):
    """Mirrors half of the images top to bottom; for pictures without an up and a down."""

    source: ClassVar[str] = "core.data.warps:flip_down"
    title: ClassVar[str] = N_("recipe", "Mirror top–bottom")


@dataclass(frozen=True)
class Rotation(Choice):
    """Turns each image about its centre."""

    source: ClassVar[str] = "core.data.warps:rotation"
    title: ClassVar[str] = N_("recipe", "Rotation")
    degrees: float = value(15.0, title=N_("recipe", "Most degrees"), low=0.0, high=180.0,
                           help=N_("recipe", "The largest angle by which an image is turned to either side; 180 "
                                             "allows any angle."))


@dataclass(frozen=True)
class Shift(Choice):
    """Moves each image across and down."""

    source: ClassVar[str] = "core.data.warps:shift"
    title: ClassVar[str] = N_("recipe", "Shift")
    share: float = value(0.1, title=N_("recipe", "Farthest"), low=0.0, high=0.5,
                         help=N_("recipe", "How far an image is moved at most, as a share of its side."))


@dataclass(frozen=True)
class Shear(Choice):
    """Slants each image to the left or right."""

    source: ClassVar[str] = "core.data.warps:shear"
    title: ClassVar[str] = N_("recipe", "Shear")
    degrees: float = value(10.0, title=N_("recipe", "Most degrees"), low=0.0, high=45.0,
                           help=N_("recipe", "How far upright lines are slanted at most."))


@dataclass(frozen=True)
class Zoom(Choice):
    """Makes what an image shows larger or smaller."""

    source: ClassVar[str] = "core.data.warps:zoom"
    title: ClassVar[str] = N_("recipe", "Zoom")
    factor: float = value(1.2, title=N_("recipe", "Largest factor"), low=1.0, high=3.0,
                          help=N_("recipe", "How many times larger, or smaller, things become at most."))


@dataclass(frozen=True)
class Crop(Choice):
    """Shows a random part of each image, scaled up."""

    source: ClassVar[str] = "core.data.warps:crop"
    title: ClassVar[str] = N_("recipe", "Random crop")
    least: float = value(0.6, title=N_("recipe", "Least area"), low=0.05, high=1.0,
                         help=N_("recipe", "The smallest share of the image that may remain."))


# --- ready mixtures ------------------------------------------------------------------------------


@dataclass(frozen=True)
class RandAugment(Choice):
    """Changes each image by several random operations of equal strength."""

    source: ClassVar[str] = "core.data.policies:rand_augment"
    title: ClassVar[str] = "RandAugment"
    count: int = value(2, title=N_("recipe", "Operations"), low=1, high=8,
                       help=N_("recipe", "How many of 14 operations change an image one after another: rotation, "
                                         "shift, shear, colour, sharpness and others."))
    strength: float = value(0.3, title=N_("recipe", "Strength"), low=0.0, high=1.0,
                            help=N_("recipe", "How far each operation goes, as a share of its largest change."))


@dataclass(frozen=True)
class TrivialAugment(Choice):
    """Changes each image by one random operation of random strength; nothing needs tuning."""

    source: ClassVar[str] = "core.data.policies:trivial_augment"
    title: ClassVar[str] = "TrivialAugment"


# --- changes of colour ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Colour(Choice):
    """Varies brightness, contrast and colour."""

    source: ClassVar[str] = "core.data.colours:colour"
    title: ClassVar[str] = N_("recipe", "Colour")
    strength: float = value(0.3, title=N_("recipe", "Strength"), low=0.0, high=1.0,
                            help=N_("recipe", "How far brightness, contrast and saturation may move."))
    hue: float = value(0.0, title=N_("recipe", "Hue"), low=0.0, high=0.5,
                       help=N_("recipe", "How far colours may move around the colour circle, as a share of it; 0.5 "
                                         "allows any hue."))


@dataclass(frozen=True)
class Blur(Choice):
    """Blurs each image more or less."""

    source: ClassVar[str] = "core.data.colours:blur"
    title: ClassVar[str] = N_("recipe", "Blur")
    radius: float = value(0.01, title=N_("recipe", "Largest radius"), low=0.0, high=0.1,
                          help=N_("recipe", "The largest standard deviation of the blur, as a share of the side."))


@dataclass(frozen=True)
class Noise(Choice):
    """Adds random noise to every pixel."""

    source: ClassVar[str] = "core.data.colours:noise"
    title: ClassVar[str] = N_("recipe", "Noise")
    strength: float = value(0.05, title=N_("recipe", "Strength"), low=0.0, high=0.5,
                            help=N_("recipe", "The largest standard deviation of the noise; 1 is the difference "
                                              "between black and white."))


@dataclass(frozen=True)
class Erasing(Choice):
    """Covers a random rectangle of half of the images with one colour."""

    source: ClassVar[str] = "core.data.colours:erasing"
    title: ClassVar[str] = N_("recipe", "Erasing")
    most: float = value(0.25, title=N_("recipe", "Largest area"), low=0.02, high=0.9,
                        help=N_("recipe", "The largest share of the image that is covered."))


# --- two images in one ---------------------------------------------------------------------------

_ALPHA = N_("recipe", "Small values leave most images nearly unchanged, 1 makes every mixture equally likely. Mixed "
                      "images are new in every epoch: no views are stored, and the frozen stages are computed each "
                      "time.")


@dataclass(frozen=True)
class Mixup(Choice):
    """Lays another image of the batch over each, and mixes their labels alike."""

    source: ClassVar[str] = "core.data.mixing:mixup"
    title: ClassVar[str] = "Mixup"
    alpha: float = value(0.2, title=N_("recipe", "Mixture"), low=0.01, high=10.0, log=True, help=_ALPHA)


@dataclass(frozen=True)
class CutMix(Choice):
    """Pastes a rectangle of another image of the batch into each, and mixes their labels by area."""

    source: ClassVar[str] = "core.data.mixing:cutmix"
    title: ClassVar[str] = "CutMix"
    alpha: float = value(1.0, title=N_("recipe", "Mixture"), low=0.01, high=10.0, log=True, help=_ALPHA)


# --- what follows from them ----------------------------------------------------------------------

WARPS = (Flip, FlipDown, Rotation, Shift, Shear, Zoom, Crop)
MIXES = (Mixup, CutMix)

_LARGEST = 1.5
_STEP = 8


def in_turn(choices: Iterable[Choice]) -> list[tuple[Choice, ...]]:
    """The changes of single images in turn; neighbours that only move pixels are one, for they are one resampling."""
    alone = (choice for choice in choices if not isinstance(choice, MIXES))
    found: list[tuple[Choice, ...]] = []
    for warps, group in groupby(alone, lambda choice: isinstance(choice, WARPS)):
        together = tuple(group)
        found += [together] if warps else [(choice,) for choice in together]
    return found


def stored_side(choices: Iterable[Choice], side: int) -> int:
    """How large images must be so that the smallest part that is cut out still has `side` pixels, within reason."""
    least = min((choice.least for choice in choices if isinstance(choice, Crop)), default=1.0)
    return side if least == 1.0 else _STEP * math.ceil(side * min(_LARGEST, least**-0.5) / _STEP)
