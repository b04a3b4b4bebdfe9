"""Depth: grey values of more than 8 bits, each picture brought to 8 by itself, as runs before `core.pixels` have it."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Values = npt.NDArray[Any]

_AT_ONCE = 2**22
"""So many pixels are worked on at a time: the numbers between take up to eight bytes each."""


def to_8_bits(values: Values) -> Bytes:
    """Grey values [h, w] scaled, never clipped, to 0...255."""
    low, high = _ends(values)
    black = min(low, 0.0)
    full = full_range(high - black, values.dtype.kind)

    def scaled(part: Values) -> Bytes:
        with np.errstate(invalid="ignore"):  # of the numbers that are none, some are remarked upon
            deep = np.nan_to_num(part.astype(np.float64), copy=False, posinf=high, neginf=low)
        return ((deep - black) * (255.0 / full) + 0.5).astype(np.uint8)
    return by_table(values, scaled)


def full_range(needed: float, kind: str) -> float:
    """The values from black to white that a camera has which stores numbers of a numpy `kind`, at least those needed.

    A camera of 12 bits stores them in 16: its pictures would be nearly black. The steps are coarse on purpose, so that
    the pictures of one camera are scaled alike.
    """
    least = {"u": 4095.0, "i": 255.0}.get(kind, 1.0)
    return next((step for step in (1.0, 255.0, 4095.0, 65535.0) if step >= max(least, needed)), needed)


def by_table(values: Values, shown: Callable[[Values], Bytes]) -> Bytes:
    """`shown(values)` of values [h, w] or [h, w, c], where it alters each by itself.

    Of up to 16 bits it is asked for every value once, otherwise for a part at a time: pictures can be large.
    """
    parts = _parts(values)
    found = np.empty(values.shape, np.uint8)
    if values.dtype.kind not in "ui" or values.dtype.itemsize > 2:
        for part in parts:
            found[part] = shown(values[part])
        return found
    low, high = int(values.min()), int(values.max())
    table = shown(np.arange(low, high + 1, dtype=np.int64).astype(values.dtype))
    for part in parts:
        found[part] = table[values[part].astype(np.int64) - low]
    return found


def _parts(values: Values) -> list[slice]:
    rows = max(1, _AT_ONCE // max(1, values[:1].size))
    return [slice(at, at + rows) for at in range(0, len(values), rows)]


def _ends(values: Values) -> tuple[float, float]:
    """The least and the greatest finite value."""
    low, high = math.inf, -math.inf
    for part in _parts(values):
        some = values[part]
        known = some[np.isfinite(some)] if some.dtype.kind == "f" else some
        if known.size:
            low, high = min(low, float(known.min())), max(high, float(known.max()))
    return (low, high) if low <= high else (0.0, 0.0)
