"""Split: which samples are for training, validation and test; stored as a file of the run folder."""

import csv
import hashlib
import io
import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.data.ahead import ahead, threads_for_decoding
from core.data.index import Index, Sample, fingerprint
from core.data.walk import natural_path
from core.files import write_text
from core.problems import Problem

_TEST_FROM = 5
"""A class with fewer samples has none to spare for a test."""
_COLUMNS = ("path", "split", "label", "sha256")


def split(index: Index, *, validation: float = 0.2, test: float = 0.1, seed: int = 0) -> Index:
    """The index with a split for each sample: the folder's own, else shares of each class.

    A sample's place is drawn from the seed and its bytes: it does not move with the order or the names of the
    files, hardly when files are added, and copies stay together. Each class keeps at least one sample to
    train on and, if it has two, one to validate on. A ready split without validation gives part of its
    training samples to it.
    """
    if index.ready_split:
        if any(s.split == "validation" for s in index.samples):
            return index
        divided, test = index.of("train"), 0.0
    else:
        divided = index.samples
    classes: dict[str, list[Sample]] = defaultdict(list)
    for sample in divided:
        classes[sample.label].append(sample)
    places: dict[str, str] = {}
    for members in classes.values():
        places |= _divided(members, validation, test, seed)
    return replace(index, samples=tuple(s._replace(split=places.get(s.path, s.split)) for s in index.samples))


def keep_places(index: Index, known: Index) -> Index:
    """The index with every sample that an earlier split knows by its path and label in its old place."""
    places = {(s.path, s.label): s.split for s in known.samples}
    kept = (s._replace(split=places.get((s.path, s.label), s.split)) for s in index.samples)
    return replace(index, samples=tuple(kept))


def _divided(members: list[Sample], validation: float, test: float, seed: int) -> dict[str, str]:
    """The splits of one class by path."""
    count = len(members)
    quota = {"validation": _part(count, validation, spare=count - 1)}
    quota["test"] = _part(count, test, spare=count - 1 - quota["validation"]) if count >= _TEST_FROM else 0
    groups = _copies_together(members, seed)
    if len(groups) == 1:  # nothing but copies of one image: they have to part
        groups = [[sample] for sample in members]
    places = dict.fromkeys((s.path for s in members), "train")
    for name, left in quota.items():
        over: list[list[Sample]] = []
        for group in groups:
            if len(group) <= left:
                left -= len(group)
                places |= dict.fromkeys((s.path for s in group), name)
            else:
                over.append(group)
        if left == quota[name] and left and len(over) > 1:  # every group was too large for the part
            smallest = min(over, key=len)
            over.remove(smallest)
            places |= dict.fromkeys((s.path for s in smallest), name)
        groups = over
    return places


def _part(count: int, share: float, spare: int) -> int:
    return min(max(1, round(count * share)), max(0, spare)) if share > 0 else 0


def _copies_together(members: list[Sample], seed: int) -> list[list[Sample]]:
    """Groups of equal bytes in an order that the seed draws."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for sample in sorted(members, key=lambda s: s.path):
        groups[sample.sha256 or sample.path].append(sample)
    return [groups[key] for key in sorted(groups, key=lambda k: hashlib.sha256(f"{seed}/{k}".encode()).digest())]


# --- the file ------------------------------------------------------------------------------------


def save(index: Index, path: Path) -> None:
    """Write `split.csv`. Raises Problem disk_full, not_writable."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((s.path, s.split, s.label, s.sha256) for s in index.samples)
    write_text(path, text.getvalue())


def load(path: Path, root: str | os.PathLike[str]) -> Index:
    """The index of a `split.csv`, its files below `root`; nothing is looked at. Raises Problem damaged_run."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        samples = tuple(Sample(r["path"], r["label"], r["split"], sha256=r["sha256"]) for r in rows)
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise Problem("damaged_run", path=str(path), reason=str(error)) from error
    if not samples or any(s.split not in ("train", "validation", "test") for s in samples):
        raise Problem("damaged_run", path=str(path), reason="no samples" if not samples else "unknown split")
    classes = tuple(sorted({s.label for s in samples}, key=natural_path))
    return Index(os.path.abspath(root), samples, classes, ready_split=True)


def changed(index: Index, gate: Callable[[], None] = lambda: None) -> list[str]:
    """The samples whose file is gone or has other bytes than when the split was made."""
    def same(sample: Sample) -> bool:
        try:
            return fingerprint(os.path.join(index.root, sample.path)) == sample.sha256
        except Problem:
            return False

    threads, found = threads_for_decoding(), []
    seen = ahead(same, index.samples, threads=threads, waiting=8 * threads)
    for sample, is_same in zip(index.samples, seen, strict=True):
        gate()
        if not is_same:
            found.append(sample.path)
    return found
