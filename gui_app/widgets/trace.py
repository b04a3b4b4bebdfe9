"""Trace: the points of a curve, smoothed as they arrive and thinned to what a screen can show; and round tick marks."""

import math
from array import array
from collections.abc import Sequence

import numpy as np

Points = tuple["np.ndarray[tuple[int], np.dtype[np.float64]]", "np.ndarray[tuple[int], np.dtype[np.float64]]"]

BINS = 700
"""A line is thinned to two points for each of so many columns, which is finer than its pen on any usual panel."""


class Trace:
    """Points that only ever grow at their end, and their exponential mean with time constant `tau` on the x axis."""

    def __init__(self, tau: float) -> None:
        self.tau = tau
        self.x, self.y, self.smooth = array("d"), array("d"), array("d")
        self._sum, self._weight = 0.0, 0.0

    def add(self, x: float, y: float) -> None:
        """A point at the end. One that is no number leaves a gap and does not touch the mean."""
        step = max(x - self.x[-1], 1e-9) if self.x else self.tau
        self.x.append(x)
        self.y.append(y)
        if math.isfinite(y):
            keep = math.exp(-step / self.tau)
            # Dividing by the weights' own mean frees the start from the bias towards zero.
            self._sum = keep * self._sum + (1 - keep) * y
            self._weight = keep * self._weight + (1 - keep)
        self.smooth.append(self._sum / self._weight if self._weight else math.nan)

    def __len__(self) -> int:
        return len(self.x)

    def raw_points(self) -> Points:
        """The points as they are, thinned so that every peak stays."""
        return thin(self.x, self.y)

    def smooth_points(self) -> Points:
        return thin(self.x, self.smooth)


def thin(x: Sequence[float], y: Sequence[float], bins: int = BINS) -> Points:
    """The lowest and the highest point of each stretch, in the order in which they come."""
    # A copy, for an array that is looked at from outside cannot grow.
    xs, ys = np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)
    size = -(-len(xs) // bins)
    if size <= 2:
        return xs, ys
    whole = len(xs) // size * size
    parts = ys[:whole].reshape(-1, size)
    low = np.argmin(np.where(np.isfinite(parts), parts, np.inf), axis=1)
    high = np.argmax(np.where(np.isfinite(parts), parts, -np.inf), axis=1)
    start = np.arange(len(parts)) * size
    picked = np.sort(np.stack([start + low, start + high], axis=1), axis=1).ravel()
    picked = np.concatenate([picked, np.arange(whole, len(xs))])
    return xs[picked], ys[picked]


def ticks(low: float, high: float, most: int, *, whole: bool = False) -> list[float]:
    """Round numbers that cover `low` to `high` in at most `most` pieces; whole numbers for epochs."""
    least = max((high - low) / max(1, most), 1.0 if whole else 1e-9)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(f * power for f in ((1, 2, 4, 5, 10) if whole else (1, 2, 2.5, 5, 10)) if f * power >= least * 0.999999)
    first, last = math.floor(low / step + 1e-6), math.ceil(high / step - 1e-6)
    return [round(i * step, 12) for i in range(first, max(last, first + 1) + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten that cover `low` to `high`; only the powers when they are many."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    factors = (1, 2, 5) if last - first <= 2 else (1,)
    every = [f * 10.0**p for p in range(first, last + 1) for f in factors]
    below, above = max(v for v in every if v <= low * 1.000001), min((v for v in every if v >= high), default=every[-1])
    return [v for v in every if below <= v <= above]


def decimals(values: Sequence[float]) -> int:
    """How many digits after the point tell these round numbers apart."""
    return next((d for d in range(7) if all(abs(round(v, d) - v) < 1e-9 for v in values)), 6)
