"""Index: every sample of a folder, its classes, and what was wrong with it."""

import contextlib
import functools
import gc
import hashlib
import json
import operator
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.data.ahead import ahead, threads_for_decoding
from core.data.image import READER, read_with_facts
from core.data.labels import read_labels
from core.data.layout import Sample, layout_of
from core.data.ledger import Ledger, stamp_of
from core.data.pace import Pace
from core.data.walk import loose_images, natural_path, readable
from core.events import Emit, Warned
from core.problems import Problem, sentence

__all__ = ["Fault", "Index", "Sample", "listing", "look", "loose_images", "refreshed", "scan"]

Look = Callable[[], None]
"""A gate: returns, waits, or raises."""

_SMALL, _UNEVEN, _TINY = 10, 5.0, 16
_WRITE_EVERY = 5.0
_SKIM = 32  # pixels: a JPEG is decoded to its end for its faults, yet not at its full size


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
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Warned, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What must be mended before anything can be trained."""
    ready_split: bool = False
    """The folder says itself what is for training, validation, test."""
    named: tuple[str, ...] = ()
    """All classes that the folder names, also those without an image."""
    looked_at: bool = True
    """Whether the files were read; before, only their names are known."""

    @functools.cached_property
    def tally(self) -> dict[tuple[str, str], int]:
        """Samples by label and split."""
        return dict(Counter(map(operator.itemgetter(1, 2), self.samples)))

    def counts(self) -> dict[str, int]:
        """Samples by class, in the classes' order."""
        found = Counter[str]()
        for (label, _), count in self.tally.items():
            found[label] += count
        return {name: found[name] for name in self.classes}

    def split_counts(self) -> dict[str, int]:
        """Samples by split, of those splits that occur."""
        found = Counter[str]()
        for (_, split), count in self.tally.items():
            found[split] += count
        return {name: found[name] for name in ("train", "validation", "test") if found[name]}

    def of(self, split: str) -> tuple[Sample, ...]:
        """The samples of one split."""
        return tuple(s for s in self.samples if s.split == split)


def scan(folder: str | os.PathLike[str], *, labels: str | None = None, emit: Emit = lambda event: None,
         gate: Look = lambda: None) -> Index:
    """`listing`, then `look`. Raises what they raise."""
    return look(listing(folder, labels=labels, gate=gate), emit, gate)


def listing(folder: str | os.PathLike[str], *, labels: str | None = None, gate: Look = lambda: None) -> Index:
    """The files of a folder by their names alone: class subfolders, split folders of them, or what a CSV lists.

    Raises Problem if there is nothing to show: no_such_folder, not_a_folder, folder_unreadable, empty_folder,
    no_classes, or one of the labels file.
    """
    root = os.path.abspath(folder)
    _see_that_it_is_a_folder(root)
    with _no_collection():
        layout = read_labels(labels, root) if labels else layout_of(root, gate)
    names = tuple(sorted({s.label for s in layout.samples}, key=natural_path))
    return Index(root, layout.samples, names, warnings=layout.warnings, ready_split=layout.ready_split,
                 named=layout.classes, looked_at=False)


def look(index: Index, emit: Emit = lambda event: None, gate: Look = lambda: None) -> Index:
    """Read every file of a listing to its end, unless that was done before and it has not changed since.

    What only hinders training comes back in `problems`. Raises Problem no_readable_image.
    """
    samples, faults, several = _read_all(index, emit, gate)
    if not samples:
        first = sentence(faults[0].code, faults[0].details)
        raise Problem("no_readable_image", path=index.root, count=len(faults), reason=first)
    names = tuple(sorted({s.label for s in samples}, key=natural_path))
    seen = replace(index, samples=tuple(samples), classes=names, faults=tuple(faults), looked_at=True)
    return replace(seen, warnings=_warnings(seen, several), problems=_problems(seen))


def refreshed(index: Index, gate: Look = lambda: None) -> tuple[Index, int]:
    """The index as its files are now, without those that cannot be used any more; and how many have new content."""
    other, samples, faults = 0, list[Sample](), list(index.faults)
    for sample in index.samples:
        gate()
        stamp = stamp_of(os.path.join(index.root, sample.path))
        if stamp is None or (sample.stamp and stamp != sample.stamp):
            seen = _look_at(index.root, sample)
            if isinstance(seen, Fault):
                faults.append(seen)
                continue
            other += seen[0].sha256 != sample.sha256
            sample = seen[0]
        samples.append(sample)
    if len(samples) == len(index.samples) and not other:
        return index, 0
    return replace(index, samples=tuple(samples), faults=tuple(faults)), other


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    # A hundred thousand records at once make Python look for cycles again and again; there are none among them.
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _see_that_it_is_a_folder(root: str) -> None:
    if not os.path.lexists(root):
        raise Problem("no_such_folder", path=root)
    if not os.path.isdir(root):
        raise Problem("not_a_folder", path=root)
    if not os.access(root, os.R_OK | os.X_OK):
        raise Problem("folder_unreadable", path=root, reason=os.strerror(13))


# --- reading -------------------------------------------------------------------------------------


def _read_all(index: Index, emit: Emit, gate: Look) -> tuple[list[Sample], list[Fault], int]:
    pace, threads = Pace("scan", len(index.samples), emit), threads_for_decoding()
    samples, faults, several = [], [], 0
    ledger = Ledger(index.root, f"look{READER}")
    known, fresh, wrote = ledger.known(), list[tuple[str, str, str]](), time.monotonic()

    def look_at(one: Sample) -> tuple[_Looked, str]:
        stamp = stamp_of(os.path.join(index.root, one.path)) or ""
        before = known.get(one.path)
        if before and stamp and before[0] == stamp:
            return _recalled(one, *before), ""
        return _look_at(index.root, one), stamp

    try:
        for seen, stamp in ahead(look_at, index.samples, threads=threads, waiting=64 * threads):
            gate()
            pace.step()
            if isinstance(seen, Fault):
                faults.append(seen)
            else:
                samples.append(seen[0])
                several += seen[1]
            if stamp:
                fresh.append(_noted(seen, stamp))
            if fresh and time.monotonic() - wrote > _WRITE_EVERY:
                ledger.keep(fresh)
                fresh, wrote = [], time.monotonic()
    finally:
        ledger.keep(fresh)
        ledger.close()
    return samples, faults, several


_Looked = tuple[Sample, bool] | Fault


def _look_at(root: str, one: Sample) -> _Looked:
    path, name = os.path.join(root, one.path), readable(one.path)
    if name != one.path:  # no file of the run folder could name it
        return Fault(name, "file_name", {})
    stamp = stamp_of(path) or ""
    try:
        _, facts = read_with_facts(path, at_least=_SKIM)
    except Problem as problem:
        return Fault(one.path, problem.code, problem.details)
    seen = one._replace(width=facts.width, height=facts.height, sha256=facts.sha256, mode=facts.mode, stamp=stamp)
    return seen, facts.several_frames


def _noted(seen: _Looked, stamp: str) -> tuple[str, str, str]:
    """A row of the ledger; `_recalled` reads it back."""
    if isinstance(seen, Fault):
        return seen.path, stamp, json.dumps([seen.code, seen.details])
    one, several = seen
    return one.path, stamp, json.dumps([one.width, one.height, one.sha256, one.mode, several])


def _recalled(one: Sample, stamp: str, said: str) -> _Looked:
    facts = json.loads(said)
    if len(facts) == 2:
        return Fault(one.path, *facts)
    width, height, digest, mode, several = facts
    return one._replace(width=width, height=height, sha256=digest, mode=mode, stamp=stamp), several


def fingerprint(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a file's bytes. Raises Problem `file_missing`."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Problem("file_missing") from error


# --- judging -------------------------------------------------------------------------------------


def _problems(index: Index) -> tuple[Problem, ...]:
    """What keeps the folder from being trained on."""
    found = []
    if len(index.classes) == 1:
        found.append(_one_class(index))
    if not index.ready_split:
        found += [_too_small(name, count) for name, count in index.counts().items() if count < 2]
        return tuple(found)
    train, splits = Counter(s.label for s in index.of("train")), index.split_counts()
    if not train:
        return (Problem("no_training_images", path=index.root),)
    for name in index.classes:
        if not train[name]:
            split = next(s.split for s in index.samples if s.label == name)
            found.append(Problem("class_only_in", name=name, split=split))
        elif train[name] < 2 and "validation" not in splits:
            found.append(_too_small(name, train[name]))
    return tuple(found)


def _too_small(name: str, count: int) -> Problem:
    return Problem("class_too_small", name=name, count=count, needed=2)


def _one_class(index: Index) -> Problem:
    # An archive unpacked into a folder of its own name: the class folders lie one step further in.
    inner = {Path(s.path).parts[1] if len(Path(s.path).parts) > 2 else "" for s in index.samples}
    if not index.ready_split and len(inner) > 1 and "" not in inner:
        return Problem("inner_folder", name=index.classes[0], count=len(inner))
    return Problem("one_class", name=index.classes[0])


def _warnings(index: Index, several: int) -> tuple[Warned, ...]:
    counts = index.counts()
    found = list(index.warnings)
    missing = [name for name in index.named if name not in counts]
    found += [Warned("class_empty", {"name": name}) for name in missing]
    found += [Warned("class_small", {"name": n, "count": c}) for n, c in counts.items() if 1 < c < _SMALL]
    most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
    if counts[most] >= _UNEVEN * counts[least]:
        ratio = round(counts[most] / counts[least], 1)
        found.append(Warned("classes_uneven", {"most": most, "least": least, "ratio": ratio}))
    if several:
        found.append(Warned("first_frame_only", {"count": several}))
    tiny = [s.path for s in index.samples if min(s.width, s.height) < _TINY]
    if tiny:
        found.append(Warned("images_tiny", {"count": len(tiny), "path": tiny[0], "least": _TINY}))
    return tuple(found + _about_copies(index))


def _about_copies(index: Index) -> list[Warned]:
    """The same bytes twice: under two labels, in two splits, or only to no use."""
    copies: dict[str, list[Sample]] = defaultdict(list)
    for sample in index.samples:
        copies[sample.sha256].append(sample)
    several = [group for group in copies.values() if len(group) > 1]
    labels = [g for g in several if len({s.label for s in g}) > 1]
    splits = [g for g in several if len({s.split for s in g}) > 1]
    plain = [g for g in several if g not in labels and g not in splits]
    kinds = (("same_image_two_labels", labels), ("same_image_two_splits", splits), ("same_image_twice", plain))
    return [Warned(code, {"count": len(groups), "path": groups[0][0].path, "other": _unlike(groups[0]).path})
            for code, groups in kinds if groups]


def _unlike(group: list[Sample]) -> Sample:
    first = group[0]
    return next((s for s in group[1:] if (s.label, s.split) != (first.label, first.split)), group[1])
