"""Split: which samples are for training, validation and test; stored as a file of the run folder."""

import csv
import hashlib
import io
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from core.data.ahead import ahead, threads_for_decoding
from core.data.groups import chosen_groups, groups_of
from core.data.index import Index, Sample
from core.data.look import fingerprint
from core.data.stamps import stamp_of
from core.data.strata import Unit, by_label, deal, deal_in_folds
from core.data.walk import natural_path
from core.events import Emit, Progress
from core.files import csv_text, write_text
from core.findings import Finding
from core.problems import Problem
from core.sharing import Sharing, Together
from core.source import BETWEEN, Task

_SPLITS = ("train", "validation", "test")
_NOTHING_LEFT = "class_one_group"


def split(index: Index, sharing: Sharing = Sharing(), known: Index | None = None) -> Index:
    """The index with a split for each sample, and with what was kept together.

    A sample that has a split keeps it: that of its folder, of a separate test folder, or where the user put it. A ready
    split without validation gives part of its training samples to it. The rest is shared out by label as `sharing`
    says, and no group is parted. A sample's place is drawn from the seed and its bytes: neither the order nor the names
    of the files matter. What the split `known` has, by path and label or by its bytes, stays where it was, and what
    belongs to it joins it.

    A class that is kept together as a whole leaves nothing to validate on, which is noticed. Unless the program alone
    keeps it together: if there is nothing but copies of one image, they have to part.
    """
    index = opened(index)
    groups, wish = groups_of(index, sharing), _wish(index, sharing)
    units = _units(index, sharing.seed, wish, _loosened(index, sharing, groups), known)
    _deal(units, index, sharing, wish)
    places = {number: unit.part for unit in units for number in unit.members}
    after = tuple(s._replace(split=places[n]) if n in places else s for n, s in enumerate(index.samples))
    noticed = [finding for finding in index.noticed if finding.code != _NOTHING_LEFT]
    for name in _nothing_left(units, sharing) if "validation" in wish else ():
        paths = tuple(s.path for s in after if name in index.labels_of(s))
        noticed.append(Finding(_NOTHING_LEFT, {"name": name}, paths))
    together = replace(_kept_together(groups, after), would_leak=_would_leak(index, sharing, wish, groups))
    return replace(index, samples=after, noticed=tuple(noticed), together=together)


def opened(index: Index) -> Index:
    """The index with no split for its training samples if it has to get a validation part from them."""
    if not index.ready_split or any(s.split in ("", "validation") for s in index.samples):
        return index
    return replace(index, samples=tuple(s._replace(split="") if s.split == "train" else s for s in index.samples))


def remembered(index: Index, shared: Index, known: Index | None) -> Index:
    """What to store of the split `shared` of an index, for the next `known`: where every sample was drawn to first.

    When a change is taken back, all is then as it was before: what was moved or left out returns to its place.
    """
    first = _first_places(known)
    kept = [after._replace(split=first(after) or after.split)
            for before, after in zip(opened(index).samples, shared.samples, strict=True)
            if not before.split or first(after)]
    here = {s.path for s in kept}
    kept += [s for s in known.samples if s.path not in here] if known else []
    return replace(shared, samples=tuple(kept)) if kept else shared


def _first_places(known: Index | None) -> Callable[[Sample], str]:
    samples = known.samples if known else ()
    by_path = {(s.path, s.label): s.split for s in samples}
    by_bytes = {s.sha256: s.split for s in samples if s.sha256}
    return lambda sample: by_path.get((sample.path, sample.label)) or by_bytes.get(sample.sha256, "")


# --- drawing -------------------------------------------------------------------------------------


def _wish(index: Index, sharing: Sharing) -> dict[str, float]:
    """The shares of validation and test, of those that there are to be. A test of its own leaves no other."""
    own_test = index.ready_split or (index.source.test and any(s.split == "test" for s in index.samples))
    shares = {"validation": 1 / sharing.folds if sharing.folds > 1 else sharing.validation,
              "test": 0.0 if own_test else sharing.test}
    return {part: share for part, share in shares.items() if share > 0}


def _deal(units: Sequence[Unit], index: Index, sharing: Sharing, wish: Mapping[str, float]) -> None:
    if sharing.folds > 1:
        deal_in_folds(units, wish, sharing.folds, sharing.fold, several=index.several)
    else:
        deal(units, wish, several=index.several)


def _units(index: Index, seed: int, wish: Mapping[str, float], groups: Mapping[str, str],
           known: Index | None = None) -> list[Unit]:
    """The samples that are shared out, as they go together, and those that have one of the parts to stay in."""
    parts, first = {*wish, "train"}, _first_places(known)
    free: dict[str, list[int]] = defaultdict(list)
    stay: dict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(index.samples)), key=lambda n: index.samples[n].path):
        sample = index.samples[number]
        if not sample.split or sample.split in parts:
            (stay if sample.split else free)[groups.get(sample.path, sample.path)].append(number)
    units = [_unit(index, seed, [number], index.samples[number].split, firm=True)
             for members in stay.values() for number in members]
    for name, members in free.items():
        were = [place for number in members if (place := first(index.samples[number])) in parts] if known else []
        were = were or [index.samples[number].split for number in stay.get(name, ())]
        units.append(_unit(index, seed, members, _most(were)))
    return units


def _unit(index: Index, seed: int, members: list[int], part: str, *, firm: bool = False) -> Unit:
    counts: dict[str, int] = {}
    for number in members:
        for label in index.labels_of(index.samples[number]) or ("",):
            counts[label] = counts.get(label, 0) + 1
    content = min([index.samples[number].sha256 or index.samples[number].path for number in members])
    key = hashlib.sha256(f"{seed}/{content}".encode()).digest()
    counts = dict(sorted(counts.items())) if len(counts) > 1 else counts
    return Unit(key, tuple(members), counts, part, firm)


def _most(places: list[str]) -> str:
    """Where most are. Of parts with as many, the test first: it has to stay the same."""
    return max(reversed(_SPLITS), key=places.count) if places else ""


def _loosened(index: Index, sharing: Sharing, groups: Mapping[str, str]) -> dict[str, str]:
    """The groups, but none that leaves a class nothing to validate on without the user having asked for it.

    The images of such a class leave the group, each with what the user keeps together with it.
    """
    found, chosen = dict(groups), dict[str, str]()
    classes: dict[str, list[Sample]] = defaultdict(list)
    for sample in index.samples:
        if sample.split != "test":
            classes[sample.label].append(sample)
    for _, samples in sorted(classes.items()):
        wholes = {s.path if s.split else found.get(s.path, s.path) for s in samples}
        if index.several or len(samples) < 2 or len(wholes) > 1:
            continue
        chosen = chosen or chosen_groups(index, sharing)
        leaving = {chosen.get(s.path, s.path) for s in samples}
        if len(leaving) > 1:
            members = [path for path, name in found.items() if name in wholes]
            rest = [path for path in members if chosen.get(path, path) not in leaving]
            found |= {path: chosen.get(path, path) for path in members} | dict.fromkeys(rest, min(rest, default=""))
    return found


# --- what came of it -----------------------------------------------------------------------------


def _nothing_left(units: Sequence[Unit], sharing: Sharing) -> list[str]:
    """The labels of which no sample validates because they are kept together. In folds, those that never do."""
    found = []
    for label, of in by_label(units).items():
        count, kept = sum(unit.counts[label] for unit in of), any(len(u.members) > 1 and not u.firm for u in of)
        lacks = len(of) == 1 if sharing.folds > 1 else not any(unit.part == "validation" for unit in of)
        if label and count > 1 and kept and lacks:
            found.append(label)
    return found


def _kept_together(groups: Mapping[str, str], samples: Sequence[Sample]) -> Together:
    splits: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        if sample.path in groups:
            splits[groups[sample.path]].add(sample.split)
    return Together(len(splits), len(groups), parted=sum(len(found) > 1 for found in splits.values()))


def _would_leak(index: Index, sharing: Sharing, wish: Mapping[str, float], groups: Mapping[str, str]) -> int:
    """Samples of validation and test that the same draw without groups parts from one of theirs in training."""
    if not any(s.path in groups and not s.split for s in index.samples):
        return 0
    # Copies of one image draw different lots: else none of them would ever be parted.
    copies = Counter(s.sha256 for s in index.samples)
    apart = tuple(s._replace(sha256=f"{s.sha256}/{s.path}") if copies[s.sha256] > 1 else s for s in index.samples)
    units = _units(replace(index, samples=apart), sharing.seed, wish, {})
    _deal(units, index, sharing, wish)
    placed = [(groups[path], unit.part) for unit in units for number in unit.members
              if (path := apart[number].path) in groups]
    trained = {name for name, part in placed if part == "train"}
    return sum(part != "train" and name in trained for name, part in placed)


# --- the file ------------------------------------------------------------------------------------

_SEVERAL = ";"
"""Ends the heading of labels of which a sample may have several."""


def save(index: Index, path: Path) -> None:
    """Write `split.csv`, with a column of labels for each task. Raises Problem disk_full, not_writable."""
    tasks = [(task.name or "label") + _SEVERAL * task.several for task in index.tasks] or ["label"]
    rows = ((s.path, s.split, s.label, *s.more, s.sha256) for s in index.samples)
    write_text(path, csv_text([("path", "split", *tasks, "sha256"), *rows]))


def load(path: Path, root: str | os.PathLike[str]) -> Index:
    """The index of a `split.csv`, its files below `root`; nothing is looked at. Raises Problem damaged_run."""
    try:
        text = path.read_bytes().decode("utf-8")
        (first, second, *tasks, last), *rows = csv.reader(io.StringIO(text, newline=""))
        if not text.endswith("\n"):
            raise ValueError("it breaks off")
        if (first, second, last) != ("path", "split", "sha256") or not tasks:
            raise ValueError("other columns")
        samples = tuple(Sample(row[0], row[2], row[1], tuple(row[3:-1]), sha256=row[-1]) for row in rows)
        if any(len(row) != len(tasks) + 3 for row in rows):
            raise ValueError("a row of another length")
    except (OSError, ValueError, IndexError, csv.Error) as error:
        raise Problem("damaged_run", path=str(path), reason=str(error)) from error
    if not samples or any(s.split not in _SPLITS for s in samples):
        raise Problem("damaged_run", path=str(path), reason="no samples" if not samples else "unknown split")
    index = Index(os.path.abspath(root), samples, (), ready_split=True, tasks=_tasks(tasks, samples))
    return replace(index, classes=tuple(sorted({label for label, _ in index.tally}, key=natural_path)))


def _tasks(headings: Sequence[str], samples: Sequence[Sample]) -> tuple[Task, ...]:
    """The tasks with the classes that occur; none for one column of plain labels."""
    if len(headings) == 1 and not headings[0].endswith(_SEVERAL):
        return ()
    columns = zip(*((s.label, *s.more) for s in samples), strict=True)
    return tuple(_task(heading, set(column)) for heading, column in zip(headings, columns, strict=True))


def _task(heading: str, cells: set[str]) -> Task:
    several = heading.endswith(_SEVERAL)
    labels = {label for cell in cells for label in cell.split(BETWEEN)} if several else cells
    return Task(heading.removesuffix(_SEVERAL), tuple(sorted(labels - {""}, key=natural_path)), several)


class Compared(NamedTuple):
    """An index beside its files: with the stamps of those that are the same, so that nobody has to read them again;
    the paths of those that are gone, and of those that have other bytes than when the split was made."""

    seen: Index
    missing: list[str]
    others: list[str]


def compared(index: Index, emit: Emit = lambda event: None, gate: Callable[[], None] = lambda: None) -> Compared:
    """Read every file of an index and see whether it is still the one that was split."""
    def seen(sample: Sample) -> Sample | None:
        """The sample as its file is now; None where it is gone."""
        path = os.path.join(index.root, sample.path)
        stamp = stamp_of(path) or ""  # before the content: what is written meanwhile has another one
        try:
            return sample._replace(sha256=fingerprint(path), stamp=stamp)
        except Problem:
            return None

    threads, found = threads_for_decoding(), Compared(index, [], [])
    same = list[Sample]()
    files = ahead(seen, index.samples, threads=threads, waiting=8 * threads)
    for n, (sample, now) in enumerate(zip(index.samples, files, strict=True)):
        gate()
        if not n % _TELL_EVERY:
            emit(Progress("scan", n, len(index.samples)))
        if now is None:
            found.missing.append(sample.path)
        elif now.sha256 != sample.sha256:
            found.others.append(sample.path)
        else:
            same.append(now)
    return found if found.missing or found.others else found._replace(seen=replace(index, samples=tuple(same)))


_TELL_EVERY = 64
