"""Layout: which file of a folder belongs to which class and split, by folders, by names, by a table, or by nothing."""

import functools
import os
import posixpath
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import repeat

from core.data.names import label_of, matcher, split_of, suggest, tell_classes
from core.data.readings import WAYS_TOLD, Folders, Parts, Reader, Ways, chosen, some, told, ways
from core.data.sample import Layout, Sample
from core.data.surroundings import around, has_table, other_splits
from core.data.tables import layout_of_table
from core.data.walk import Found, images_of, inside_of, natural_path, relative
from core.findings import Finding
from core.problems import Problem
from core.source import FoldersPreview, Source, Task

__all__ = ["Layout", "Sample", "layout_of"]

Gate = Callable[[], None]

_OF_THE_FOLDER = ("split_folder_alone", *WAYS_TOLD)
"""Findings that say nothing of a test folder elsewhere."""


def layout_of(root: str, source: Source = Source(), gate: Gate = lambda: None,
              known: Collection[str] = ()) -> Layout:
    """What a folder says of its images, read as `source` says; of several likely ways, as it names `known` classes.

    Raises Problem empty_folder; of class folders no_classes, class_folder, splits_without_classes; of names
    bad_pattern, pattern_fits_none; those of `layout_of_table`; of a test folder elsewhere the same ones,
    test_folder_around, no_test_table.
    """
    if source.kind == "folders":
        layout = _by_folders(root, source, gate, known)
    else:
        read = {"names": _by_names, "table": layout_of_table, "unlabelled": _by_nothing}
        layout = read[source.kind](root, source, gate)
    return _with_test(root, layout, gate) if source.test and source.kind != "unlabelled" else layout


def preview(root: str, source: Source = Source(), gate: Gate = lambda: None) -> FoldersPreview:
    """What either level of the folders comes to. Raises as `layout_of`."""
    folders = _by_parts(_found(root, source, gate))
    guess, likely, found = chosen(folders, source), ways(folders, source), list[dict[str, int]]()
    for level in ("first", "last"):
        counts, read = Counter[str](), Reader(folders, replace(guess, level=level))
        for parts, names in folders:
            counts[read.meaning(parts).label] += len(names)
        del counts[""]  # they lie loose
        found.append({name: counts[name] for name in sorted(counts, key=natural_path)})
    if not (likely.splits or source.splits):
        raise _splits_without_classes(root, folders)
    if not found[0]:
        raise _no_classes(root, folders)
    return FoldersPreview(found[0], found[1], guess, likely.splits or ("none", "above"))


# --- by folders ----------------------------------------------------------------------------------


def _by_folders(root: str, source: Source, gate: Gate, known: Collection[str]) -> Layout:
    """The classes and splits of a folder by its subfolders."""
    found = _found(root, source, gate)
    folders = _by_parts(found)
    likely, asked = ways(folders, source), source
    source = chosen(folders, source, known)
    if not (likely.splits or asked.splits):
        raise _splits_without_classes(root, folders)
    read, samples, named = Reader(folders, source), list[Sample](), set[str]()
    left_out = defaultdict[str, Counter[str]](Counter)
    for (folder, names), (parts, _) in zip(found.folders, folders, strict=True):
        means = read.meaning(parts)
        if means.label:
            samples += _unseen(f"{folder}/", names, means.label, means.split)
            named.add(means.label)
        else:
            left_out[means.place]["/".join(parts[:1])] += len(names)
    if not samples:
        raise _no_classes(root, folders)
    named |= {read.meaning(tuple(path.split("/"))).label for path in found.bare} - {""}
    findings = (*told(folders, source, likely), *_left_out(left_out, likely), *_findings(found), *_beside(root, source))
    return Layout(tuple(samples), tuple(sorted(named, key=natural_path)), source.splits in ("above", "below"),
                  findings, source=source)


def _by_parts(found: Found) -> list[tuple[Parts, list[str]]]:
    return [(tuple(folder.split("/")) if folder else (), names) for folder, names in found.folders]


def _found(root: str, source: Source, gate: Gate) -> Found:
    """The images of a folder, without those of a test folder inside it."""
    found, inside = images_of(root, gate), inside_of(root, source)
    if inside:
        found.folders = [one for one in found.folders if not f"{one[0]}/".startswith(f"{inside}/")]
        found.bare = [one for one in found.bare if not f"{one}/".startswith(f"{inside}/")]
    if not found.folders:
        raise Problem("empty_folder", path=root)
    return found


def _unseen(folder: str, names: list[str], label: str, split: str) -> Iterator[Sample]:
    """Samples that nobody has looked at: without a call of Python for each, for there may be a million."""
    rest = (repeat(Sample._field_defaults[field]) for field in Sample._fields[3:])
    made = functools.partial(tuple.__new__, Sample)
    return map(made, zip([folder + name for name in names], repeat(label), repeat(split), *rest))


def _left_out(places: dict[str, Counter[str]], likely: Ways) -> list[Finding]:
    """Images without a label, by where they lie."""
    codes = {"": "loose_files", "beside": "folders_beside", "unlabelled": "split_unlabelled"}
    codes |= {"outside": "set_twice"} if len(likely.within) > 1 else {}
    found = []
    for place, code in codes.items():
        if names := places.get(place):
            details = {"count": names.total()} | ({"name": some(names)} if place else {})
            if place == "outside":
                details["other"] = likely.within[0].rpartition("/")[2]
            found.append(Finding(code, details, remedies=("whole_folder",) if place == "outside" else ()))
    return found


def _no_classes(root: str, folders: Folders) -> Problem:
    """That no folder says what the images show: perhaps for one class was opened instead of all."""
    alone = {parts for parts, _ in folders} == {()} and not tell_classes(folders[0][1]) and not has_table(root)
    above = around(root) if alone else None
    if above is None:
        return Problem("no_classes", path=root)
    return Problem("class_folder", path=root, name=os.path.basename(root), parent=above[0], count=above[1])


def _splits_without_classes(root: str, folders: Folders) -> Problem:
    names = some(sorted({parts[0] for parts, _ in folders if parts}, key=natural_path))
    return Problem("splits_without_classes", path=root, name=names)


def _beside(root: str, source: Source) -> list[Finding]:
    """That there are other split folders beside this one, which was opened alone."""
    others = [] if source.test or source.splits == "above" or source.confirmed else other_splits(root)
    details = {"path": os.path.dirname(root), "name": os.path.basename(root), "other": some(others)}
    return [Finding("split_folder_alone", details, remedies=("open_above", "as_read"))] if others else []


def _findings(found: Found) -> list[Finding]:
    loops = [Finding("link_loop", {"path": path}) for path in found.loops]
    return loops + [Finding("folder_closed", {"path": path}) for path in found.closed]


# --- by names, by nothing --------------------------------------------------------------------------


def _by_names(root: str, source: Source, gate: Gate) -> Layout:
    """The classes by the files' names; folders called like splits, if all images lie in such, are splits."""
    found = _found(root, source, gate)
    source = replace(source, pattern=source.pattern or suggest(found.paths))
    fields, splits = matcher(source.pattern, "label"), _splits_above(found)
    samples, unfit = list[Sample](), list[str]()
    for path in found.paths:
        gate()
        said = fields(path)
        label = label_of(said)
        if said and label:
            split = said.get("split") or splits.get(path.partition("/")[0], "")
            samples.append(Sample(path, label, split, group=said.get("group", "")))
        else:
            unfit.append(path)
    if not samples:
        raise Problem("pattern_fits_none", path=root, pattern=source.pattern, count=len(unfit), name=unfit[0])
    about = {"count": len(unfit), "pattern": source.pattern, "path": next(iter(unfit), "")}
    findings = [Finding("names_unfit", about)] if unfit else []
    classes = tuple(sorted({one.label for one in samples}, key=natural_path))
    return Layout(tuple(samples), classes, any(one.split for one in samples), (*findings, *_findings(found)),
                  source=source)


def _splits_above(found: Found) -> dict[str, str]:
    """The split folders of images whose names tell the class."""
    tops = {folder.partition("/")[0] for folder, _ in found.folders}
    splits = {name: split_of(name) for name in tops}
    return splits if all(splits.values()) and len(set(splits.values())) > 1 else {}


def _by_nothing(root: str, source: Source, gate: Gate) -> Layout:
    """All images, without a label; also those of a test folder inside."""
    found, samples = _found(root, replace(source, test=""), gate), list[Sample]()
    for folder, names in found.folders:
        samples += _unseen(f"{folder}/" if folder else "", names, "", "")
    return Layout(tuple(samples), (), False, tuple(_findings(found)), source=source)


# --- a test folder elsewhere -----------------------------------------------------------------------


def _with_test(root: str, layout: Layout, gate: Gate) -> Layout:
    """A layout with the images of its source's test folder, which is laid out alike; these are for the test."""
    source, elsewhere = layout.source, relative(layout.source.test, root)
    if set(elsewhere.split("/")) <= {".", ".."}:
        raise Problem("test_folder_around", path=source.test)
    table = _test_table(source) if source.kind == "table" else ""
    alike = replace(source, table=table, test="", within="", splits="", level="")  # each may be packed in its own way
    other = layout_of(source.test, alike, gate, layout.classes)

    def moved(path: str) -> str:
        return posixpath.normpath(f"{elsewhere}/{path}")

    theirs = {(path := moved(one.path)): one._replace(path=path, split="test") for one in other.samples}
    samples = (*(one for one in layout.samples if one.path not in theirs), *theirs.values())
    findings = (replace(one, paths=tuple(map(moved, one.paths)),
                        details={k: moved(v) if k == "path" else v for k, v in one.details.items()})
                for one in other.findings if one.code not in _OF_THE_FOLDER)
    tasks = layout.tasks or other.tasks
    if layout.tasks and other.tasks:
        tasks = tuple(map(_task_of_both, layout.tasks, other.tasks))
    return replace(layout, samples=samples, classes=_both(layout.classes, other.classes),
                   findings=(*layout.findings, *findings), tasks=tasks)


def _test_table(source: Source) -> str:
    """The table of a test folder: called as the other one, or the only one there."""
    ending = os.path.splitext(source.table)[1]
    same = os.path.join(source.test, os.path.basename(source.table))
    tables = [name for name in os.listdir(source.test) if name.endswith(ending) and not name.startswith((".", "~$"))]
    if os.path.isfile(same):
        return same
    if len(tables) != 1:
        raise Problem("no_test_table", path=source.test, name=os.path.basename(source.table))
    return os.path.join(source.test, tables[0])


def _task_of_both(task: Task, other: Task) -> Task:
    return replace(task, classes=_both(task.classes, other.classes), several=task.several or other.several)


def _both(classes: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*classes, *others}, key=natural_path))
