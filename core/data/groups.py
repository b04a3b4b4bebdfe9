"""Groups: which samples belong together, so that no split may part them."""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from core.data.index import Index, Sample
from core.data.readings import Reader
from core.data.walk import relative
from core.sharing import Sharing

Sets = Iterable[Iterable[str]]
"""Paths of samples that belong together; one that lies in two sets joins them."""


def groups_of(index: Index, sharing: Sharing) -> dict[str, str]:
    """The group of each sample by its path, where it has more than one; a group is called by the first of its paths.

    Together are equal bytes, near-duplicates if `sharing` wants it, what the user has bound, and what `sharing`
    keeps together. A with B and B with C makes one group of the three. Raises Problem `bad_pattern`.
    """
    found = [*_equal(index, lambda s: s.sha256), *(index.alike if sharing.alike else ())]
    return _joined(index, [*found, *_chosen(index, sharing)])


def chosen_groups(index: Index, sharing: Sharing) -> dict[str, str]:
    """As `groups_of`, without what nobody asked for by hand: equal bytes and near-duplicates."""
    return _joined(index, _chosen(index, sharing))


def _joined(index: Index, sets: Sets) -> dict[str, str]:
    above = {s.path: s.path for s in index.samples}

    def first(path: str) -> str:
        while above[path] != path:
            above[path] = path = above[above[path]]
        return path

    for one in sets:
        here = [path for path in one if path in above]
        for path in here[1:]:
            low, high = sorted((first(here[0]), first(path)))
            above[high] = low
    names = {path: first(path) for path in above}
    sizes = Counter(names.values())
    return {path: name for path, name in names.items() if sizes[name] > 1}


def _chosen(index: Index, sharing: Sharing) -> list[list[str]]:
    """What the user has bound, and what the way of `sharing` keeps together."""
    bound = [list(group) for group in index.bound]
    if sharing.together == "subfolder":
        return bound + _equal(index, _subfolder(index))
    if sharing.together == "pattern" and sharing.pattern:
        return bound + _equal(index, _by_name(sharing.pattern))
    if sharing.together in ("given", "column"):
        return bound + _equal(index, lambda s: s.group)
    if sharing.together == "time":
        return bound + _bursts(index, sharing.gap)
    return bound


def _equal(index: Index, key: Callable[[Sample], str]) -> list[list[str]]:
    """The paths of samples with an equal key; an empty one is none."""
    found: dict[str, list[str]] = defaultdict(list)
    for sample in index.samples:
        found[key(sample)].append(sample.path)
    return [paths for name, paths in found.items() if name]


def _subfolder(index: Index) -> Callable[[Sample], str]:
    """The folder next to the class folder: inside it, or above it where the last one names the class.

    One name is one group in all classes: “cats/visit 3” and “dogs/visit 3” belong together. Without class folders it
    is the folder that a file lies in.
    """
    source = index.source
    elsewhere = f"{relative(source.test, index.root)}/" if source.test else ""
    if index.ready_split and not source.splits:
        source = replace(source, splits="above")
    here = {posixpath.dirname(s.path) for s in index.samples if not (elsewhere and s.path.startswith(elsewhere))}
    reader = Reader([(tuple(folder.split("/")), []) for folder in here], source)

    def key(sample: Sample) -> str:
        if source.kind != "folders":
            return posixpath.dirname(sample.path)
        if elsewhere and sample.path.startswith(elsewhere):
            folders = tuple(sample.path.removeprefix(elsewhere).split("/")[:-1])
        else:
            folders = reader.naming(tuple(sample.path.split("/")[:-1]))
        others = folders[:-1] if source.level == "last" else folders[1:]
        return others[0] if others else ""
    return key


def _by_name(pattern: str) -> Callable[[Sample], str]:
    from core.data.names import matcher

    fields = matcher(pattern, "group")
    return lambda sample: (fields(sample.path) or {"group": ""})["group"]


def _bursts(index: Index, gap: float) -> list[list[str]]:
    """Pictures in the order of their time, as long as no more than `gap` seconds pass between two.

    Those of a burst may have been sorted into several class folders. Subfolders are different cameras or places, whose
    bursts have nothing to do with each other.
    """
    folders, camera = defaultdict[str, list[tuple[datetime, str]]](list), _subfolder(index)
    for sample in index.samples:
        taken = _time(sample.taken)
        if taken is not None:
            folders[camera(sample)].append((taken, sample.path))
    bursts: list[list[str]] = []
    for pictures in folders.values():
        last = None
        for taken, path in sorted(pictures):
            if last is None or (taken - last).total_seconds() > gap:
                bursts.append([])
            bursts[-1].append(path)
            last = taken
    return bursts


def _time(taken: str) -> datetime | None:
    try:
        return datetime.fromisoformat(taken).replace(tzinfo=None)
    except ValueError:
        return None
