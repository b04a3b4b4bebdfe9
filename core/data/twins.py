"""Twins: which of many small pictures show the same picture, though cut, scaled, compressed or brightened."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from core.data.pace import Pace
from core.data.register import NUMBERS, PROMISING, comparable, likeness, middles, parts, placed
from core.events import Emit

Pixels = npt.NDArray[np.uint8]
Pairs = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float32]
Gate = Callable[[], None]

_AT_ONCE, _COMPARED_AT_ONCE = 512, 256
_PRODUCTS = 2**22
"""So many products of parts at once: 16 MiB."""
_NEAREST, _COMPARED = 12, 8
"""So many of the most promising other pictures are known of each, and so many of them are compared with it."""
_PROMISING = 0.85
"""Likeness of parts, below which two pictures are not compared."""
_CELL, _SEARCHED = 200, 8
"""Pictures to a cell, and how many cells are searched for each; where there are no more, all are."""
_SAMPLED, _MOVES = 256, 6
_SAME, _PROOF = 0.9, 350.0
"""Likeness of details from which two pictures may be the same one, and how many nats it must prove."""
_STRANGERS, _FEW = 500, 30
"""Pairs of different pictures that show how alike those are, and how many prove nothing."""
_QUARTER = 0.6745
"""Standard deviations from the middle of a normal distribution to where its lower quarter ends."""


def twins(pictures: Pixels, emit: Emit, gate: Gate) -> list[list[int]]:
    """Groups of numbers of those of pictures [n, SIDE, SIDE] that show the same.

    What may be a part of another picture is looked up by its slow waves. Such pairs are laid over each other exactly,
    and their details compared. How alike these must be depends on the pictures; see `_bound`.
    """
    near = _Search(pictures, emit, gate).nearest
    pairs = _pairs([ids[:, :_COMPARED] for ids in near])
    found, proof = _compared(pictures, pairs, gate, Pace("compare", len(pairs), emit))
    bound = _bound(pictures, torch.cat(near, 1), pairs, found, gate)
    same = pairs[(found >= bound) & (proof >= _PROOF)]
    return [group for group in _joined(len(pictures), same) if len(group) > 1]


def _batches(pictures: Pixels) -> Iterator[Tensor]:
    return (_numbers(pictures[a : a + _AT_ONCE]) for a in range(0, len(pictures), _AT_ONCE))


def _numbers(pictures: Pixels) -> Tensor:
    return torch.from_numpy(pictures).to(torch.float32).div_(255)


# --- what may be the same --------------------------------------------------------------------------


class _Search:
    """Looks up, for the whole and for the middle of each picture, the pictures with the most similar part.

    Of many pictures only the parts in the nearest cells are looked at (Sivic and Zisserman, "Video Google", 2003).
    """

    def __init__(self, pictures: Pixels, emit: Emit, gate: Gate) -> None:
        count = len(pictures)
        self.nearest = [torch.full((count, _NEAREST), -1) for _ in range(2)]
        """By middle: the numbers of the most promising others [n, _NEAREST], the best first; -1 for none."""
        self._scores = [torch.full((count, _NEAREST), _PROMISING) for _ in range(2)]
        self._asked = torch.cat([torch.zeros(0, 2, NUMBERS), *map(middles, _batches(pictures))])
        self._centres = _centres(pictures)
        self._asking = [self._cells(self._asked[:, middle]) for middle in range(2)]
        pace = Pace("pairs", count, emit)
        for number, some in enumerate(_batches(pictures)):
            known = parts(some)
            for middle in range(2):
                self._look_up(middle, known[:, comparable(middle)], number * _AT_ONCE, gate)
            pace.step(len(some))

    def _cells(self, asked: Tensor) -> list[Tensor]:
        """For each cell, the numbers of the pictures that look into it."""
        some = min(_SEARCHED, len(self._centres))
        pieces = asked.tensor_split(tuple(range(_AT_ONCE, len(asked), _AT_ONCE)))
        cells = torch.cat([(piece @ self._centres.T).topk(some, 1).indices for piece in pieces]).flatten()
        ends = cells.bincount(minlength=len(self._centres)).cumsum(0)
        return list((cells.argsort(stable=True) // some).tensor_split(ends[:-1]))

    def _look_up(self, middle: int, known: Tensor, start: int, gate: Gate) -> None:
        """Compare the parts [m, p, NUMBERS] of pictures from number `start` on with who looks into their cells."""
        owners = torch.arange(start, start + len(known)).repeat_interleave(known.shape[1])
        known = known.flatten(0, 1)
        home = (known @ self._centres.T).argmax(1)
        for cell in np.unique(home.numpy()).tolist():
            here, asking = home == cell, self._asking[middle][cell]
            step = max(1, _PRODUCTS // int(here.sum()))
            for a in range(0, len(asking), step):
                gate()
                self._offer(middle, asking[a : a + step], known[here], owners[here])

    def _offer(self, middle: int, asking: Tensor, known: Tensor, owners: Tensor) -> None:
        """Keep what of parts [p, NUMBERS] is nearer to pictures [q] than what they know."""
        product = self._asked[asking, middle] @ known.T
        others, place = (torch.from_numpy(x) for x in np.unique(owners.numpy(), return_inverse=True))
        score = torch.full((len(asking), len(others)), -1.0)
        score.scatter_reduce_(1, place.expand_as(product), product, "amax")
        score[asking[:, None] == others] = -1.0
        better = (score > self._scores[middle][asking, -1:]).any(1)
        asking, score = asking[better], score[better]
        scores = torch.cat([self._scores[middle][asking], score], 1)
        ids = torch.cat([self.nearest[middle][asking], others.expand_as(score)], 1)
        self._scores[middle][asking], best = scores.topk(_NEAREST, 1)
        self.nearest[middle][asking] = ids.gather(1, best)


def _centres(pictures: Pixels) -> Tensor:
    """The middles of the cells that parts are sorted into [cells, NUMBERS]: k-means on the parts of some pictures."""
    count = len(pictures) // _CELL
    if count <= _SEARCHED:
        return torch.zeros(1, NUMBERS)
    chosen = np.linspace(0, len(pictures) - 1, max(_SAMPLED, count)).astype(np.int64)
    some = parts(_numbers(pictures[chosen])).flatten(0, 1)
    centres = some[:: len(some) // count][:count]
    for _ in range(_MOVES):
        home = (some @ centres.T).argmax(1)
        sums = torch.zeros_like(centres).index_add_(0, home, some)
        centres = torch.nn.functional.normalize(sums + 1e-6 * centres, dim=1)
    return centres


def _pairs(near: list[Tensor]) -> Pairs:
    """Every picture with each of its nearest ones [m, 2], once, the smaller number first."""
    ids = torch.cat(near, 1)
    own, count = torch.arange(len(ids))[:, None].expand_as(ids), max(1, len(ids))
    both = (torch.minimum(own, ids) * count + torch.maximum(own, ids))[ids >= 0]  # two numbers in one: little to sort
    return np.stack(np.divmod(np.unique(both.numpy()), count), 1)


# --- what is the same ------------------------------------------------------------------------------


def _compared(pictures: Pixels, pairs: Pairs, gate: Gate, pace: Pace | None = None,
              least: float = PROMISING) -> tuple[Numbers, Numbers]:
    """The likeness of the details of pairs [m], and how much it proves [m]; see `core.data.register.likeness`."""
    found, proof = np.zeros(len(pairs), np.float32), np.zeros(len(pairs), np.float32)
    for start in range(0, len(pairs), _COMPARED_AT_ONCE):
        gate()
        here = slice(start, start + _COMPARED_AT_ONCE)
        a, b = (_numbers(pictures[pairs[here, side]]) for side in (0, 1))
        found[here], proof[here] = (x.numpy() for x in likeness(a, b, placed(a, b), least))
        if pace is not None:
            pace.step(len(a))
    return found, proof


def _bound(pictures: Pixels, near: Tensor, pairs: Pairs, found: Numbers, gate: Gate) -> float:
    """The likeness from which two pictures are taken for the same one: at least _SAME, more where different ones are
    that much alike, as simple drawings are.

    Pairs by chance show how alike different pictures are; and every picture's most promising stranger, one that is in
    no group with it. Of normally distributed numbers (here Fisher's transform of a correlation), the largest of m
    hardly lies more than sqrt(2 ln m) standard deviations above their middle. The spread is taken from the lower half:
    among the upper one there may be some that are the same picture after all.
    """
    if len(pairs) == 0:
        return _SAME
    group_of = np.zeros(len(pictures), np.int64)
    for number, group in enumerate(_joined(len(pictures), pairs[found >= _SAME])):
        group_of[group] = number
    strangers = []
    for one in np.unique(np.linspace(0, len(pictures) - 1, _STRANGERS).astype(np.int64)):
        other = next((o for o in near[one].tolist() if o >= 0 and group_of[o] != group_of[one]), None)
        if other is not None:
            strangers.append((one, other))
    chance = np.random.default_rng(0).integers(0, len(pictures), (_STRANGERS, 2))
    bound = _SAME
    for others in (np.array(strangers).reshape(-1, 2), chance[chance[:, 0] != chance[:, 1]]):
        if len(others) >= _FEW:
            alike = np.arctanh(np.clip(_compared(pictures, others, gate, least=-1.0)[0], -0.999, 0.999))
            quarter, middle = np.quantile(alike, (0.25, 0.5))
            most = math.sqrt(2 * math.log(len(pairs))) + 0.5
            bound = max(bound, math.tanh(middle + most * (middle - quarter) / _QUARTER))
    return bound


def _joined(count: int, pairs: Pairs) -> list[list[int]]:
    """The numbers up to `count`, those that pairs join together, in order."""
    leader = list(range(count))

    def lead(one: int) -> int:
        while leader[one] != one:
            leader[one] = one = leader[leader[one]]
        return one

    for a, b in pairs.tolist():
        first, second = sorted((lead(a), lead(b)))
        leader[second] = first
    groups = defaultdict(list)
    for one in range(count):
        groups[lead(one)].append(one)
    return list(groups.values())
