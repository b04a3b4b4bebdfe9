"""Intervals: how far chance alone may have moved a share, a difference of two shares, or a trend."""

import math
from collections.abc import Sequence

SURE = 1.959964
"""Standard errors on either side that hold 95 % of what chance does."""

_CRITICAL = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57, 6: 2.45, 8: 2.31, 18: 2.10}
"""Student's t that chance exceeds in one case of forty, by degrees of freedom."""


def wilson(right: float, n: int, z: float = SURE) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, "Probable inference", 1927); (0, 1) when nothing was seen."""
    if n == 0:
        return 0.0, 1.0
    p, zz = right / n, z * z / n
    middle, half = p + zz / 2, z * math.sqrt(p * (1 - p) / n + zz / (4 * n))
    return (middle - half) / (1 + zz), (middle + half) / (1 + zz)


def errors_apart(one: float, other: float, n: int, m: int = 0) -> float:
    """By how many standard errors the share `other` (of `m`, else of as many) lies above the share `one` of `n`.

    The two are taken as measured on different images; on the same ones they differ less by chance.
    """
    m = m or n
    if not n:
        return 0.0
    both = (one * n + other * m) / (n + m)
    least = 0.5 / (n + m)  # all right or all wrong is no proof that chance does nothing
    both = min(max(both, least), 1 - least)
    return (other - one) / math.sqrt(both * (1 - both) * (1 / n + 1 / m))


def rises(values: Sequence[float], noise: float) -> bool:
    """Whether a straight line through the values rises by more than chance explains; `noise` is the least scatter."""
    n = len(values)
    if n < 3 or not all(map(math.isfinite, values)):
        return False
    middle, mean = (n - 1) / 2, sum(values) / n
    spread = sum((i - middle) ** 2 for i in range(n))
    slope = sum((i - middle) * (v - mean) for i, v in enumerate(values)) / spread
    left = sum((v - mean - slope * (i - middle)) ** 2 for i, v in enumerate(values))
    error = max(math.sqrt(left / (n - 2)), noise) / math.sqrt(spread)
    known = max(k for k in _CRITICAL if k <= n - 2)
    return slope > _CRITICAL[known] * error


def scatter(values: Sequence[float]) -> float:
    """How far values jump from one to the next (root of the mean square); 0 for fewer than two."""
    steps = [b - a for a, b in zip(values, values[1:], strict=False)]
    return math.sqrt(sum(s * s for s in steps) / len(steps)) if steps else 0.0
