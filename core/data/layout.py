"""Layout: which file of a folder belongs to which class and split, by folders, by names, by a table, or by nothing."""

import functools
import os
import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import repeat

from core.data.names import SPLITS, label_of, matcher, suggest
from core.data.sample import Layout, Sample, class_name
from core.data.tables import layout_of_table
from core.data.walk import Found, folders_of, images_of, natural_path, relative
from core.findings import Finding
from core.problems import Problem
from core.source import FoldersPreview, Source, Task

__all__ = ["Layout", "Sample", "layout_of"]

Gate = Callable[[], None]


def layout_of(root: str, source: Source = Source(), gate: Gate = lambda: None) -> Layout:
    """What a folder says of its images, read as `source` says.

    Raises Problem empty_folder; of class folders no_classes; of names bad_pattern, pattern_fits_none; those of
    `layout_of_table`; of a test folder elsewhere the same ones, test_folder_around, no_test_table.
    """
    read = {"folders": _by_folders, "names": _by_names, "table": layout_of_table, "unlabelled": _by_nothing}
    layout = read[source.kind](root, source, gate)
    return _with_test(root, layout, gate) if source.test and source.kind != "unlabelled" else layout


def preview(root: str, source: Source = Source(), gate: Gate = lambda: None) -> FoldersPreview:
    """What either level of the folders comes to. Raises Problem empty_folder or no_classes."""
    found, splits, _ = _class_folders(root, source, gate)
    first, last = Counter[str](), Counter[str]()
    for folder, names in found.folders:
        for level, count in (("first", first), ("last", last)):
            count[_meaning(folder.split("/"), splits, level)[0]] += len(names)
    del first[""], last[""]  # they lie loose
    if not first:
        raise Problem("no_classes", path=root)
    return FoldersPreview(*({name: count[name] for name in sorted(count, key=natural_path)} for count in (first, last)))


# --- by folders ----------------------------------------------------------------------------------


def _by_folders(root: str, source: Source, gate: Gate) -> Layout:
    """The classes and splits of a folder by its subfolders."""
    found, splits, folders = _class_folders(root, source, gate)
    samples: list[Sample] = []
    loose = 0
    for folder, names in found.folders:
        label, split = _meaning(folder.split("/"), splits, source.level)
        if label:
            samples += _unseen(f"{folder}/", names, label, split)
        else:
            loose += len(names)
    if not samples:
        raise Problem("no_classes", path=root)
    if source.level == "last":
        places = [folder for folder, _ in found.folders] + found.bare
        named = {_meaning(place.split("/"), splits, "last")[0] for place in places} - {""}
    elif splits:
        named = {class_name(name) for split in splits for name in folders_of(os.path.join(root, split))}
    else:
        named = {class_name(name) for name in folders}
    findings = [Finding("loose_files", {"count": loose})] if loose else []
    return Layout(tuple(samples), tuple(sorted(named, key=natural_path)), bool(splits),
                  (*findings, *_findings(found)), source=source)


def _class_folders(root: str, source: Source, gate: Gate) -> tuple[Found, dict[str, str], list[str]]:
    """The images of a folder, its split folders by their names, and the folders directly in it."""
    folders = [name for name in folders_of(root) if name != _inside(root, source)]
    return _found(root, source, gate), _split_folders(root, folders), folders


def _found(root: str, source: Source, gate: Gate) -> Found:
    """The images of a folder, without those of a test folder inside it."""
    found, inside = images_of(root, gate), _inside(root, source)
    if inside:
        found.folders = [one for one in found.folders if not f"{one[0]}/".startswith(f"{inside}/")]
    if not found.folders:
        raise Problem("empty_folder", path=root)
    return found


def _unseen(folder: str, names: list[str], label: str, split: str) -> Iterator[Sample]:
    """Samples that nobody has looked at: without a call of Python for each, for there may be a million."""
    rest = (repeat(Sample._field_defaults[field]) for field in Sample._fields[3:])
    made = functools.partial(tuple.__new__, Sample)
    return map(made, zip([folder + name for name in names], repeat(label), repeat(split), *rest))


def _meaning(folders: list[str], splits: dict[str, str], level: str) -> tuple[str, str]:
    """The class and the split of the files of a folder, by its path; no class for loose ones."""
    split = ""
    if splits:
        if len(folders) < 2 or folders[0] not in splits:
            return "", ""
        split, folders = splits[folders[0]], folders[1:]
    return class_name(folders[0 if level == "first" else -1]), split


def _split_folders(root: str, folders: list[str]) -> dict[str, str]:
    """The split folders by their names; none if these are classes that happen to be called so."""
    named = {name: SPLITS[name.casefold()] for name in folders if name.casefold() in SPLITS}
    with_classes = {name: split for name, split in named.items() if folders_of(os.path.join(root, name))}
    both = len(set(with_classes.values())) > 1
    return with_classes if both or (with_classes and len(named) == len(folders)) else {}


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
    splits = {name: SPLITS.get(name.casefold(), "") for name in tops}
    return splits if all(splits.values()) and len(set(splits.values())) > 1 else {}


def _by_nothing(root: str, source: Source, gate: Gate) -> Layout:
    """All images, without a label; also those of a test folder inside."""
    found, samples = _found(root, replace(source, test=""), gate), list[Sample]()
    for folder, names in found.folders:
        samples += _unseen(f"{folder}/" if folder else "", names, "", "")
    return Layout(tuple(samples), (), False, tuple(_findings(found)), source=source)


# --- a test folder elsewhere -----------------------------------------------------------------------


def _inside(root: str, source: Source) -> str:
    """The path of the test folder from the root if it lies inside it."""
    path = relative(source.test, root) if source.test else ".."
    return "" if path.split("/")[0] == ".." or os.path.isabs(path) else path


def _with_test(root: str, layout: Layout, gate: Gate) -> Layout:
    """A layout with the images of its source's test folder, which is laid out alike; these are for the test."""
    source, elsewhere = layout.source, relative(layout.source.test, root)
    if set(elsewhere.split("/")) <= {".", ".."}:
        raise Problem("test_folder_around", path=source.test)
    table = _test_table(source) if source.kind == "table" else ""
    other = layout_of(source.test, replace(source, table=table, test=""), gate)

    def moved(path: str) -> str:
        return posixpath.normpath(f"{elsewhere}/{path}")

    theirs = {(path := moved(one.path)): one._replace(path=path, split="test") for one in other.samples}
    samples = (*(one for one in layout.samples if one.path not in theirs), *theirs.values())
    findings = (replace(one, paths=tuple(map(moved, one.paths)),
                        details={k: moved(v) if k == "path" else v for k, v in one.details.items()})
                for one in other.findings)
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
