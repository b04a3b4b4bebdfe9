"""Levels: stored values of a whole folder brought to 8 bits by one scaling, and what has to be known for that."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.data.depth import Bytes, Values, by_table, full_range
from core.data.traits import SIDE, figures
from core.pixels import Levels

_TAIL = (0.0, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4)
_SHARES = np.array((*_TAIL, 0.5, *(1 - share for share in reversed(_TAIL))))
_MANY = 2**20
"""Of more values than this, evenly spread ones tell the distribution; the ends are those of all."""
_AFFINE = np.array((1, 0, 0, 1, 1, 1, 0, 0))
"""Which of the Traits move with black; all of them grow with the contrast."""


class Sketch(NamedTuple):
    """How the stored values of a file are distributed, and its Traits in their units."""

    kind: str
    """As `core.pixels.Levels` calls it."""
    shares: npt.NDArray[np.float64]
    """The values below which the shares of _SHARES lie."""
    traits: npt.NDArray[np.float64]
    inverted: bool


def sketch(values: Values, kind: str, counts: npt.NDArray[np.bool_] | None = None, *, inverted: bool = False) -> bytes:
    """A Sketch of grey values [h, w] or colours [h, w, 3], as bytes; `counts` [h, w] says which are of the picture."""
    known = _known(values, counts)
    spread = known[:: max(1, known.size // _MANY)]
    found = np.quantile(spread.astype(np.float64), _SHARES)
    found[0], found[-1] = known.min(), known.max()
    with np.errstate(all="ignore"):  # damaged files hold numbers near the end of what there is
        told = figures(_small(values, found[0], found[-1])) * (found[-1] - found[0]) + found[0] * _AFFINE
    numbers: npt.NDArray[np.float64] = np.nan_to_num(np.array((*found, *told, inverted), "<f8"))
    return kind.encode("ascii").ljust(8) + numbers.tobytes()


def _known(values: Values, counts: npt.NDArray[np.bool_] | None) -> Values:
    """The values that are numbers, and of the picture; never none [n]."""
    some = values if counts is None or not counts.any() else values[counts]
    known = some[np.isfinite(some)] if some.dtype.kind == "f" else some.reshape(-1)
    return known if known.size else np.zeros(1)


def _small(values: Values, least: float, most: float) -> npt.NDArray[np.float32]:
    """The values as a small picture [SIDE, SIDE, 3], from 0 for the least to 1 for the most."""
    planes = values[..., None] if values.ndim == 2 else values
    with np.errstate(all="ignore"):
        share = (planes.astype(np.float64) - least) / ((most - least) or 1.0)  # float32 is not exact enough for all
        share = np.clip(np.nan_to_num(share, nan=0.0, posinf=1.0, neginf=0.0), 0, 1).astype(np.float32)
    parts = [np.asarray(Image.fromarray(share[..., n]).resize((SIDE, SIDE), Image.Resampling.BOX, reducing_gap=1.0))
             for n in range(share.shape[2])]
    return np.stack(parts if len(parts) == 3 else parts[:1] * 3, 2)


def read_sketch(kept: bytes) -> Sketch:
    """The Sketch that `sketch` made."""
    numbers = np.frombuffer(kept[8:], "<f8")
    return Sketch(kept[:8].decode("ascii").strip(), numbers[: len(_SHARES)], numbers[len(_SHARES) : -1],
                  bool(numbers[-1]))


def levels_of(sketches: Iterable[bytes], clipped: float) -> tuple[Levels, ...]:
    """The levels of a folder by the Sketches of its files, one for each kind of values.

    `clipped` percent of all values lie below black, and as many above white. Where hardly anything lies between, it is
    the whole range.
    """
    by_kind: dict[str, list[Values]] = defaultdict(list)
    for kept in sketches:
        one = read_sketch(kept)
        by_kind[one.kind].append(one.shares)
    return tuple(_levels(kind, np.stack(found), clipped / 100) for kind, found in sorted(by_kind.items()))


def _levels(kind: str, shares: Values, clipped: float) -> Levels:
    mass = np.gradient(_SHARES)
    values, weights = shares.ravel(), np.tile(mass, len(shares))
    order = np.argsort(values, kind="stable")
    values, reached = values[order], np.cumsum(weights[order]) / weights.sum()
    black, white = values[0], values[-1]
    if clipped > 0:
        low, high = (values[min(int(np.searchsorted(reached, part)), len(values) - 1)]
                     for part in (clipped, 1 - clipped))
        black, white = (low, high) if high > low else (black, white)
    return _between(kind, float(black), float(white))


def _between(kind: str, black: float, white: float) -> Levels:
    if not white > black:  # one value everywhere: as a camera would show it
        black = min(black, 0.0)
        white = black + full_range(white - black, kind[0])
    return Levels(kind, black, white)


def shown(values: Values, levels: Levels, *, inverted: bool = False) -> Bytes:
    """Stored values of any shape as 8 bits; what lies beyond black and white is one of these."""
    black, white = levels.black, levels.white

    def scaled(part: Values) -> Bytes:
        with np.errstate(all="ignore"):  # of the numbers that are none, some are remarked upon
            share = (part.astype(np.float64) - black) / ((white - black) or 1.0)
            deep = np.clip(np.nan_to_num(share, nan=0.0, posinf=1.0, neginf=0.0), 0, 1)
        return (deep * 255.0 + 0.5).astype(np.uint8)
    found = by_table(values, scaled)
    return 255 - found if inverted else found


def own_levels(values: Values, kind: str, counts: npt.NDArray[np.bool_] | None = None) -> Levels:
    """From the darkest to the brightest value of a file: of one whose folder is not known."""
    known = _known(values, counts)
    return _between(kind, float(known.min()), float(known.max()))


def traits_in(kept: bytes, levels: Levels) -> bytes:
    """The Traits of a file, as `core.data.traits` has them, once its levels are known."""
    found = read_sketch(kept)
    scaled = (found.traits - levels.black * _AFFINE) * (255.0 / ((levels.white - levels.black) or 1.0))
    turned = np.where(_AFFINE == 1, 255.0 - scaled, scaled) if found.inverted else scaled
    return bytes(int(v) for v in np.clip(np.nan_to_num(turned), 0, 255).round())


def chosen(values: Values, bands: tuple[int, ...]) -> Values:
    """Of channels [h, w, c] those that are shown: grey [h, w] or colours [h, w, 3].

    Bands are for pictures of more than three channels; others are taken as they are.
    """
    if values.ndim == 2:
        return values
    count: Any = values.shape[2]
    if count > 3 and bands and 1 <= min(bands) and max(bands) <= count:
        return values[..., bands[0] - 1] if len(bands) < 3 else values[..., [band - 1 for band in bands[:3]]]
    return values[..., :3] if count >= 3 else values[..., 0]
