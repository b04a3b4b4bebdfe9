"""Index: every sample of a folder, its tasks and classes, and what was wrong with it."""

import functools
import operator
from collections import Counter
from dataclasses import dataclass
from typing import Any

from core.data.layout import Sample
from core.findings import Finding
from core.pixels import Pixels
from core.problems import Problem
from core.sharing import Together
from core.source import BETWEEN, Source, Task

__all__ = ["Fault", "Index", "Sample"]

FAR_FROM_SQUARE = 1.6
"""The long side over the short one."""


@dataclass(frozen=True)
class Fault:
    """A file that cannot be used, and why: a code of `problems.SENTENCES` with its details."""

    path: str
    code: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Index:
    """Every sample of a folder and its classes, and what was wrong with it."""

    root: str
    samples: tuple[Sample, ...]
    classes: tuple[str, ...]
    """Of the first task, which is the one that is learnt."""
    faults: tuple[Fault, ...] = ()
    noticed: tuple[Finding, ...] = ()
    """What was remarkable about the files while they were read."""
    checked: tuple[Finding, ...] = ()
    """What the health check has found."""
    findings: tuple[Finding, ...] = ()
    """Both, and what follows from the samples; see `core.data.judge`."""
    problems: tuple[Problem, ...] = ()
    """What must be mended before anything can be trained."""
    ready_split: bool = False
    """The folder says itself what is for training, validation, test."""
    named: tuple[str, ...] = ()
    """All classes that the folder names, also those without an image."""
    looked_at: bool = True
    """Whether the files were read; before, only their names are known."""
    source: Source = Source()
    """How the folder was read."""
    pixels: Pixels = Pixels()
    """How the pixels of its images are read: one scaling for all."""
    tasks: tuple[Task, ...] = ()
    """Where a table names several, or one with several labels an image; empty for plain classes."""
    excluded: tuple[Sample, ...] = ()
    """What the user leaves out."""
    alike: tuple[tuple[str, ...], ...] = ()
    """Groups of near-duplicates, by their paths."""
    bound: tuple[tuple[str, ...], ...] = ()
    """Groups that the user keeps together."""
    together: Together | None = None
    """What the split kept together; None while there is none."""

    @functools.cached_property
    def channels(self) -> int:
        """The most channels of an image, where these are more than three; else 0."""
        return max((s.channels for s in self.samples), default=0)

    @property
    def several(self) -> bool:
        """Whether an image may have several labels."""
        return bool(self.tasks) and self.tasks[0].several

    def labels_of(self, sample: Sample) -> tuple[str, ...]:
        """The labels of a sample for the first task."""
        if not self.several:
            return (sample.label,)
        return tuple(sample.label.split(BETWEEN)) if sample.label else ()

    @functools.cached_property
    def to_draw(self) -> bool:
        """Whether a place has to be drawn for some samples: the folder does not say it, or has none to validate on."""
        splits = {s.split for s in self.samples}
        return not self.ready_split or "" in splits or "validation" not in splits

    @functools.cached_property
    def deepest(self) -> str:
        """The path of the image that lies deepest, as seen from its split folder if it has some; "" without images."""
        path = max((s.path for s in self.samples), key=lambda path: path.count("/"), default="")
        return path.partition("/")[2] if self.ready_split and self.source.kind == "folders" else path

    @functools.cached_property
    def far_from_square(self) -> bool:
        """Whether most images are so long that squashing them would change what they show."""
        ratios = sorted(max(s.width, s.height) / max(1, min(s.width, s.height)) for s in self.samples)
        return bool(ratios) and ratios[len(ratios) // 2] > FAR_FROM_SQUARE

    @functools.cached_property
    def tally(self) -> dict[tuple[str, str], int]:
        """Samples by class and split; one with several labels counts for each."""
        whole = Counter(map(operator.itemgetter(1, 2), self.samples))
        if not self.several:
            return dict(whole)
        found = Counter[tuple[str, str]]()
        for (label, split), count in whole.items():
            for one in label.split(BETWEEN) if label else ():
                found[one, split] += count
        return dict(found)

    def counts(self) -> dict[str, int]:
        """Samples by class, in the classes' order."""
        found = Counter[str]()
        for (label, _), count in self.tally.items():
            found[label] += count
        return {name: found[name] for name in self.classes}

    def split_counts(self) -> dict[str, int]:
        """Samples by split, of those splits that occur."""
        found = Counter(map(operator.itemgetter(2), self.samples))
        return {name: found[name] for name in ("train", "validation", "test") if found[name]}

    def of(self, split: str) -> tuple[Sample, ...]:
        """The samples of one split."""
        return tuple(s for s in self.samples if s.split == split)
