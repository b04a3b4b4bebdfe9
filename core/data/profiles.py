"""Profiles: pictures whose colours are meant in another space than sRGB (Display P3, Adobe RGB), brought to it."""

import contextlib
import functools
import io
import itertools
from typing import Any

import numpy as np
from PIL import Image, ImageCms

_ALIKE = 3
"""Of 255: a profile whose colours differ less everywhere is sRGB by another name, and the picture stays as it is."""
_SPACES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_STEPS = (0, 32, 64, 96, 128, 160, 192, 224, 255)


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """A picture without transparency as sRGB sees it; as it is where the profile says nothing that can be used."""
    if not profile or image.mode not in _SPACES.values():
        return image
    change = _change(profile, image.mode)
    if change is None:
        return image
    made = ImageCms.applyTransform(image, change)
    return image if made is None else made


def of_lab(image: Image.Image) -> Image.Image:
    """A picture in CIELAB as sRGB."""
    change = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
    made = ImageCms.applyTransform(image, change)
    assert made is not None
    return made


@functools.lru_cache(64)
def _change(profile: bytes, mode: str) -> Any:
    """What brings colours of a mode to sRGB; None where that changes nothing, or cannot be done."""
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):  # damaged, or of a device that has no colours
        known = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if _SPACES.get(known.profile.xcolor_space) != mode:
            return None
        # Without the cache of the last colour, threads may share it.
        change = ImageCms.buildTransform(known, ImageCms.createProfile("sRGB"), mode, "RGB",
                                         flags=ImageCms.Flags.NOCACHE)
        return None if _changes_nothing(change, mode) else change
    return None


def _changes_nothing(change: Any, mode: str) -> bool:
    if mode == "CMYK":
        return False
    colours = Image.fromarray(np.array(list(itertools.product(_STEPS, repeat=3)), np.uint8).reshape(27, 27, 3))
    asked = colours.convert(mode)
    made = ImageCms.applyTransform(asked, change)
    apart = np.asarray(made, int) - np.asarray(asked.convert("RGB"), int)
    return int(np.abs(apart).max()) <= _ALIKE
