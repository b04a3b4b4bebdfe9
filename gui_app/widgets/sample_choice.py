"""Which samples of an index are shown, and in which order: quick enough for 100,000 between two frames."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from core.findings import Finding

if TYPE_CHECKING:
    from core.data.index import Index, Sample

OUT = "out"
"""In place of a split: what is left out."""
Order = Literal["turn", "name", "odd"]
"""turn: one of each class in turn, so that the first screen shows them all; training images first. name: as the folder
and the files are called. odd: those first that are unlike all others."""
_LAST = 1 << 60


@dataclass(frozen=True)
class Wanted:
    """Every filter that is set narrows the samples down."""

    label: str = ""
    place: str = ""
    """A split, or OUT."""
    finding: Finding | None = None

    @property
    def narrow(self) -> bool:
        """Whether any is set."""
        return self != Wanted()


def matching(index: "Index", wanted: Wanted) -> "list[Sample]":
    """The samples that pass every filter, in the index's order."""
    found: Iterable[Sample] = index.samples
    if wanted.place == OUT:
        found = index.excluded
    elif wanted.place:
        found = [s for s in found if s.split == wanted.place]
    if wanted.label and index.several:
        found = [s for s in found if wanted.label in index.labels_of(s)]
    elif wanted.label:
        found = [s for s in found if s.label == wanted.label]
    if wanted.finding is not None:
        paths = frozenset(wanted.finding.paths)
        found = [s for s in found if s.path in paths]
    return list(found)


def groups_of(finding: Finding | None) -> dict[str, int]:
    """Of a finding about groups: the number of every path's group, from 1."""
    if finding is None:
        return {}
    return {path: number for number, group in enumerate(finding.groups, 1) for path in group}


def ordered(samples: "list[Sample]", order: Order, index: "Index", likeness: dict[str, int],
            groups: dict[str, int]) -> "list[Sample]":
    """Samples that `matching` found as they are shown. Groups stay whole whatever the order is."""
    if groups:
        return sorted(samples, key=lambda s: groups.get(s.path, _LAST))
    if order == "odd":
        return sorted(samples, key=lambda s: likeness.get(s.path, _LAST))
    if order == "turn":
        return _in_turn(samples, index.classes)
    # A folder is listed by its names; a table has an order of its own.
    return samples if index.source.kind != "table" else sorted(samples, key=lambda s: s.path.casefold())


def _in_turn(samples: "list[Sample]", classes: Sequence[str]) -> "list[Sample]":
    parts: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    for sample in samples:
        parts[sample.label, sample.split].append(sample)
    labels = dict.fromkeys((*classes, *(label for label, _ in parts)))  # some have several labels, or none
    rows = [[s for split in ("train", "validation", "test", "") for s in parts.get((label, split), ())]
            for label in labels]
    found: list[Sample] = []
    start = 0
    while rows := [row for row in rows if len(row) > start]:
        end = min(map(len, rows))  # until one of the classes is used up
        found += chain.from_iterable(zip(*(row[start:end] for row in rows), strict=True))
        start = end
    return found
