"""Strata: units of samples are dealt out so that every part gets its share of each label; no unit is parted."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

_TEST_FROM = 5
"""A label with fewer samples, or in fewer units, has none to spare for a test."""
_ROUNDS = 5
"""Times that each group is tried elsewhere after all have a part."""


@dataclass(slots=True)
class Unit:
    """Samples that stay together."""

    key: bytes
    """Draws its turn among its like; of equal ones, the order that they are given in."""
    members: tuple[int, ...]
    """The numbers of the samples."""
    counts: Mapping[str, int]
    """Samples by label, in the labels' order; one with several labels counts for each."""
    part: str = ""
    """Where it is; empty while it is not dealt out."""
    firm: bool = False
    """It is not to be moved at all."""


class _Table:
    """How many samples of each label the parts have, and how many they are to have."""

    def __init__(self, units: Sequence[Unit], parts: Sequence[str], want: Callable[[int], list[float]],
                 several: bool) -> None:
        self.parts, self._numbers = parts, range(len(parts))
        self._size: dict[str, int] = defaultdict(int)
        for unit in units:
            for label, count in unit.counts.items():
                self._size[label] += count
        self._size_all = sum(len(unit.members) for unit in units)
        self.want = {label: want(count) for label, count in sorted(self._size.items())}
        self.have = {label: [0] * len(parts) for label in self.want}
        sums = map(sum, zip(*self.want.values(), strict=True))
        self._want_all, self._have_all = want(self._size_all) if several else list(sums), [0] * len(parts)
        for unit in units:
            if unit.part:
                self._count(unit, self.number(unit), 1)

    def number(self, unit: Unit) -> int:
        """Of a unit's part; the last one's where it is in none of these."""
        return self.parts.index(unit.part) if unit.part in self.parts else len(self.parts) - 1

    def put(self, unit: Unit, number: int) -> None:
        """Give a unit a part, or another one."""
        if unit.part:
            self._count(unit, self.number(unit), -1)
        unit.part = self.parts[number]
        self._count(unit, number, 1)

    def _count(self, unit: Unit, number: int, sign: int) -> None:
        for label, count in unit.counts.items():
            self.have[label][number] += sign * count
        self._have_all[number] += sign * len(unit.members)

    def cost(self, unit: Unit, number: int) -> float:
        """By how much Σ (have − want)² / want grows when a part gets a unit that has none.

        The sum goes over the labels, each weighed by one over its samples so that a rare one counts as much as any,
        and over all samples. Divided by `want`, since a test of a tenth has to come closer than the training.
        """
        found = _growth(len(unit.members), self._have_all, self._want_all, number) / self._size_all
        for label, count in unit.counts.items():
            found += _growth(count, self.have[label], self.want[label], number) / self._size[label]
        return found

    def best(self, unit: Unit) -> int:
        """The part that costs least, where the unit is if that is as good."""
        here = self.number(unit) if unit.part else -1
        if unit.part:
            self._count(unit, here, -1)
        found = min(self._numbers, key=lambda n: (self.cost(unit, n), n != here))
        if unit.part:
            self._count(unit, here, 1)
        return found

    def most_wanting(self, label: str) -> int:
        """The part that lacks most of a label; of equal ones, the one that lacks most samples."""
        have, want = self.have[label], self.want[label]
        return max(self._numbers, key=lambda n: (want[n] - have[n], self._want_all[n] - self._have_all[n]))

    def fill(self, label: str, units: Sequence[Unit]) -> None:
        """Give single samples of one label to where they cost least, part after part in their order."""
        have, want = self.have[label], self.want[label]
        lack = [wanted - had for wanted, had in zip(want, have, strict=True)]
        counts = [math.floor(number) if min(lack) >= 0 else 0 for number in lack]
        for number, count in enumerate(counts):
            have[number] += count
            self._have_all[number] += count
        for _ in range(len(units) - sum(counts)):
            best = min(self._numbers, key=lambda n: (_growth(1, have, want, n), self._have_all[n] - self._want_all[n]))
            have[best] += 1
            self._have_all[best] += 1
            counts[best] += 1
        places = (part for part, count in zip(self.parts, counts, strict=True) for _ in range(count))
        for unit, part in zip(units, places, strict=True):
            unit.part = part


def _growth(count: int, have: Sequence[int], want: Sequence[float], number: int) -> float:
    return count * (2 * (have[number] - want[number]) + count) / max(1.0, want[number])


# --- three parts, or folds -----------------------------------------------------------------------


def deal(units: Sequence[Unit], wish: Mapping[str, float], *, several: bool) -> None:
    """Give each unit that has no part one: of `wish`, by part its share of every label, or train, which gets the rest.

    Every label keeps a unit to train on and, if it has two, one to validate on, as far as the others let it.
    """
    table = _Table(units, [*wish, "train"], lambda count: _wanted(count, wish), several)
    _deal([unit for unit in units if not unit.part], table, several)
    _mend(units, table)


def deal_in_folds(units: Sequence[Unit], wish: Mapping[str, float], folds: int, fold: int, *, several: bool) -> None:
    """As `deal`, with the test as wished; what is left is dealt out to folds of like size, one of which validates.

    Neither the test nor the folds depend on which one does. A label in a single unit is always trained on.
    """
    free = [unit for unit in units if not unit.part]
    deal(units, {part: share for part, share in wish.items() if part == "test"}, several=several)
    free = [unit for unit in free if unit.part == "train"]
    for unit in free:
        unit.part = ""
    _deal(free, _Table(free, [str(n) for n in range(folds)], lambda count: [count / folds] * folds, several), several)
    for unit in free:
        unit.part = "validation" if unit.part == str(fold % folds) else "train"
    for of in by_label(units).values():
        rest = [unit for unit in of if unit.part != "test"]
        movable = [unit for unit in rest if not unit.firm]
        if movable and all(unit.part == "validation" for unit in rest):
            min(movable, key=lambda unit: (len(unit.members), unit.key)).part = "train"


def by_label(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """The units that have samples of a label, in the labels' order."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        for label in unit.counts:
            found[label].append(unit)
    return dict(sorted(found.items()))


def _wanted(count: int, wish: Mapping[str, float]) -> list[float]:
    """How many of `count` samples each part of `wish` is to have, and how many are left to train on, at least one."""
    found: list[float] = []
    for part, share in wish.items():
        few = part == "test" and count < _TEST_FROM
        found.append(0 if few else min(max(1, round(count * share)), max(0, count - 1 - sum(found))))
    return [*found, count - sum(found)]


# --- dealing -------------------------------------------------------------------------------------


def _deal(units: Sequence[Unit], table: _Table, several: bool) -> None:
    units = sorted(units, key=_turn)
    if several:
        _rarest_label_first(units, table)
    else:
        _largest_first(units, table)
    mixed = [unit for unit in units if len(unit.members) > 1 or len(unit.counts) > 1]
    for _ in range(_ROUNDS):
        before = [unit.part for unit in mixed]
        for unit in mixed:
            table.put(unit, table.best(unit))
        if [unit.part for unit in mixed] == before:
            break


def _turn(unit: Unit) -> tuple[int, bytes]:
    """The larger first, for the small ones even out; of those that differ by no more than a quarter, as drawn."""
    return -round(3 * math.log2(len(unit.members))), unit.key


def _largest_first(units: Sequence[Unit], table: _Table) -> None:
    """Groups, each to where the table comes nearest to what is wanted; then single samples of each label.

    These fill the parts in the order of their keys: few change places where some are added.
    """
    singles: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if len(unit.members) > 1:
            table.put(unit, table.best(unit))
        else:
            singles[next(iter(unit.counts))].append(unit)
    for label, alone in sorted(singles.items()):
        table.fill(label, alone)


def _rarest_label_first(units: Sequence[Unit], table: _Table) -> None:
    """Iterative stratification: Sechidis, Tsoumakas, Vlahavas, On the stratification of multi-label data, ECML 2011.

    Of the labels the one with the fewest samples left is next; each of them goes to the part that lacks most of it.
    Groups, which the paper does not know, go to where all their labels fit best.
    """
    holders, left = by_label(units), Counter[str]()
    for unit in units:
        left.update(unit.counts)
    while holders:
        label = min(holders, key=lambda name: (left[name], name))
        for unit in holders.pop(label):
            if not unit.part:
                table.put(unit, table.most_wanting(label) if len(unit.members) == 1 else table.best(unit))
                left.subtract(unit.counts)


def _mend(units: Sequence[Unit], table: _Table) -> None:
    """See that each part has a unit of every label that it wants: first train, then validation, then test.

    None is taken from where it is the only one of a label, if that part comes before.
    """
    holders, at = by_label(units), table.number
    held = Counter((label, at(unit)) for label, of in holders.items() for unit in of)
    safe: list[int] = []
    for part in (p for p in ("train", "validation", "test") if p in table.parts):
        number = table.parts.index(part)
        for label, of in holders.items():
            few = part == "test" and len(of) < _TEST_FROM
            if held[label, number] or few or table.want[label][number] < 1:
                continue
            able = [unit for unit in of if not unit.firm and (
                at(unit) not in safe or all(held[other, at(unit)] > 1 for other in unit.counts))]
            if able:
                unit = min(able, key=lambda one: (table.cost(one, number), _turn(one)))
                held.subtract((other, at(unit)) for other in unit.counts)
                table.put(unit, number)
                held.update((other, number) for other in unit.counts)
        safe.append(number)
