"""Readings: what the subfolders of a folder may mean, from their names alone; where several ways are likely, each."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.data.names import split_of
from core.data.sample import class_name
from core.findings import Finding, Remedy
from core.source import Source, Splits

Parts = tuple[str, ...]
Folders = Sequence[tuple[Parts, list[str]]]
"""Each folder with images by the parts of its path, and the names of its images."""
Level = Literal["first", "last"]
_SHOWN = 3

_OUTPUT = frozenset(("runs", "run", "results", "outputs", "output", "predictions", "predict", "checkpoints", "weights",
                     "models", "logs", "wandb", "mlruns", "annotations", "thumbnails"))
"""Folders that programs write beside the images, in lower case."""
_HOLDERS = frozenset(("images", "image", "imgs", "img", "photos", "pictures", "pics", "jpegimages", "jpg", "jpeg",
                      "png", "data", "图片", "图像", "数据"))
"""Folders that hold all images and say nothing of them, in lower case."""
_WORDNET = re.compile("n[0-9]{8}")
"""The classes of ImageNet; else names that differ by a number are those of visits, patients, parts."""


@dataclass(frozen=True)
class Meaning:
    """What a folder says of the images in it."""

    label: str = ""
    """Empty where it says none."""
    split: str = ""
    place: Literal["", "beside", "unlabelled", "outside"] = ""
    """Why there is none: beside the split folders, loose in one of them, or outside of what is read."""


@dataclass(frozen=True)
class Ways:
    """What each field of a Source may be for a folder, the likeliest first."""

    within: tuple[str, ...]
    splits: tuple[Splits, ...]
    level: tuple[Level, ...]


def ways(folders: Folders, source: Source) -> Ways:
    """Every likely way; `splits` are those within what `source` says or what is likeliest, and so on.

    None of `splits` means that all images lie loose in folders that are called like splits.
    """
    within = _withins(folders)
    inner = _inside(folders, source.within or within[0])
    splits = _split_ways(inner)
    below = _without_splits(inner, source.splits or (splits or ("none",))[0])
    return Ways(within, splits, _levels(below))


def chosen(folders: Folders, source: Source, known: Collection[str] = ()) -> Source:
    """The source with what it leaves open filled in: as it names most of the `known` classes, else the likeliest."""
    if not known:
        return next(_combined(folders, source, ()))
    best, most = source, -1
    for one in _combined(folders, source, (".",)):
        read = Reader(folders, one)
        named = len({read.meaning(parts).label for parts, _ in folders} & set(known))
        if named > most:
            best, most = one, named
    return best


def _combined(folders: Folders, source: Source, also: tuple[str, ...]) -> Iterator[Source]:
    """What is open of the source in every likely way; `also` are folders that may hold the classes."""
    for within in (source.within,) if source.within else (*_withins(folders), *also):
        inner = _inside(folders, within)
        for splits in (source.splits,) if source.splits else _split_ways(inner) or ("none",):
            for level in (source.level,) if source.level else _levels(_without_splits(inner, splits)):
                yield replace(source, within=within, splits=splits, level=level)


class Reader:
    """Tells the Meaning of a folder by the parts of its path."""

    def __init__(self, folders: Folders, source: Source) -> None:
        self._base, self._source = _parts(source.within), source
        self._repeated = _repeated(_inside(folders, source.within)) if source.splits == "above" else frozenset()

    def meaning(self, parts: Parts) -> Meaning:
        depth, splits = len(self._base), self._source.splits
        top = parts[depth] if len(parts) > depth else ""
        if parts[:depth] != self._base:
            return Meaning(place="outside")
        if splits == "above" and top and not split_of(top):
            return Meaning(place="beside")
        named = self.naming(parts)
        if not named:
            return Meaning(place="unlabelled" if splits == "above" and top else "")
        at = depth + 1 if splits == "below" else depth
        split = split_of(parts[at]) if splits in ("above", "below") and len(parts) > at else ""
        return Meaning(class_name(named[-1 if self._source.level == "last" else 0]), split)

    def naming(self, parts: Parts) -> Parts:
        """The parts of a folder's path that may name a class, or what is kept together."""
        rest = parts[len(self._base):]
        if self._source.splits == "above":
            return rest[2:] if rest and rest[0] in self._repeated else rest[1:]
        return (*rest[:1], *rest[2:]) if self._source.splits == "below" else rest


# --- the folder that holds the classes -------------------------------------------------------------


def _withins(folders: Folders) -> tuple[str, ...]:
    """Down to where the folders part; and where all lies once more in a folder inside, that one first."""
    base, inner = _trunk(folders)
    here = "/".join(base) or "."
    again = _copy(inner)
    return ("/".join((*base, again)), here) if again else (here,)


def _trunk(folders: Folders) -> tuple[Parts, Folders]:
    """The folder in which the images part into several, or lie, if its name says nothing of them; and what is in it."""
    base: Parts = ()
    while True:
        inner = _inside(folders, "/".join(base))
        tops = {parts[:1] for parts, _ in inner}
        only = next(iter(tops)) if len(tops) == 1 else ()
        if not only or split_of(only[0]):
            return base, inner
        if any(len(parts) == 1 for parts, _ in inner):  # one class, perhaps with folders in it
            holds = only[0].casefold() in _HOLDERS
            return ((*base, *only), _inside(folders, "/".join((*base, *only)))) if holds else ((), folders)
        base = (*base, *only)


def _copy(folders: Folders) -> str:
    """The folder that has everything beside it once more in it, by the names of folders and files."""
    tops: dict[str, set[str]] = defaultdict(set)
    for parts, _ in folders:
        if parts:
            tops[parts[0]].add(parts[1] if len(parts) > 1 else "")
    for top, inner in tops.items():
        if len(tops) > 2 and inner - {""} == tops.keys() - {top}:
            own = {(parts[1:], name) for parts, names in folders if parts[:1] == (top,) for name in names}
            if all((parts, name) in own for parts, names in folders if parts and parts[0] != top for name in names):
                return top
    return ""


# --- splits ----------------------------------------------------------------------------------------


def _split_ways(folders: Folders) -> tuple[Splits, ...]:
    tops: dict[str, set[str]] = defaultdict(set)
    for parts, _ in folders:
        if parts:
            tops[parts[0]].add(parts[1] if len(parts) > 1 else "")
    called = {top: split for top in tops if (split := split_of(top))}
    kinds = {split for top, split in called.items() if tops[top] - {""}}
    others = {top: inner for top, inner in tops.items() if top not in called and top.casefold() not in _OUTPUT}
    if kinds:
        as_classes = any("" in inner for inner in others.values())
        if not as_classes:
            return ("above", "none") if others else ("above",)
        return ("above", "none") if len(kinds) > 1 else ("none", "above")
    if len(set(called.values())) > 1 and not others:
        return ()
    inside = {top: {split_of(name) for name in inner} for top, inner in others.items()}
    all_ = set().union(*inside.values())
    return ("below", "none") if len(inside) > 1 and len(all_) > 1 and "" not in all_ else ("none",)


def _repeated(folders: Folders) -> frozenset[str]:
    """Split folders that hold nothing but a folder of the same name, as "training_set/training_set"."""
    inner: dict[str, set[str]] = defaultdict(set)
    for parts, _ in folders:
        if parts:
            inner[parts[0]].add(parts[1] if len(parts) > 1 else "")
    return frozenset(top for top, names in inner.items() if names == {top} and split_of(top))


def _without_splits(folders: Folders, splits: Splits) -> list[Parts]:
    """The folders with classes, by the parts of their paths that may name one."""
    if splits == "above":
        repeated = _repeated(folders)
        found = [parts[1 + (parts[0] in repeated):] for parts, _ in folders if parts and split_of(parts[0])]
    elif splits == "below":
        found = [(parts[0], *parts[2:]) for parts, _ in folders if len(parts) > 1]
    else:
        found = [parts for parts, _ in folders]
    return [parts for parts in found if parts]


# --- levels ----------------------------------------------------------------------------------------


def _levels(folders: Sequence[Parts]) -> tuple[Level, ...]:
    """The first folder, the last, or either: where the inner ones repeat in the outer ones, or are words as well."""
    outer: dict[str, set[str]] = defaultdict(set)
    for parts in folders:
        outer[parts[0]].add(parts[-1] if len(parts) > 1 else "")
    deep = {top: inner for top, inner in outer.items() if inner - {""}}
    flat = outer.keys() - deep.keys()
    counts = Counter(name for inner in deep.values() for name in inner - {""})
    if flat and counts and counts.keys() <= flat:  # more images of the classes beside, in a folder of their own
        return ("last", "first")
    if len(outer) < 2 or flat or any("" in inner for inner in deep.values()) or len(counts) < 2:
        return ("first",)
    repeat = sum(count > 1 and count >= len(outer) / 2 for count in counts.values())
    if 2 * repeat < len(counts):
        nested = min(map(len, outer.values())) > 1 and not _numbered(counts)
        return ("first", "last") if nested else ("first",)
    if _numbered(counts) != _numbered(outer):
        return ("first", "last") if _numbered(counts) else ("last", "first")
    return ("last", "first") if len(counts) > len(outer) else ("first", "last")


def _numbered(names: Collection[str]) -> bool:
    """Whether most names are one word with different numbers: visits, patients, parts; or dates."""
    stems = Counter(re.sub("[0-9]+", "#", name) for name in names
                    if not name.isdigit() and not _WORDNET.fullmatch(name))
    return any("#" in stem and 2 * count > len(names) for stem, count in stems.items())


def _inside(folders: Folders, within: str) -> Folders:
    """The folders in one, by what their paths have below it."""
    base = _parts(within)
    return [(parts[len(base):], names) for parts, names in folders if parts[:len(base)] == base] if base else folders


def _parts(within: str) -> Parts:
    return tuple(within.split("/")) if within not in ("", ".") else ()


# --- what is told ----------------------------------------------------------------------------------

_SPLITS_TOLD: dict[tuple[Splits, Splits], tuple[str, Remedy]] = {
    ("above", "none"): ("splits_taken", "as_folders"), ("below", "none"): ("splits_inside", "as_folders"),
    ("none", "above"): ("splits_not_taken", "as_splits"), ("none", "below"): ("splits_not_used", "as_inner_splits")}
"""What is told of the way that was taken and another one, and how that is chosen."""
WAYS_TOLD = (*(code for code, _ in _SPLITS_TOLD.values()), "levels_outer", "levels_inner")


def told(folders: Folders, source: Source, likely: Ways) -> list[Finding]:
    """That a folder could be meant in another way than `source` says; nothing if a person has said so."""
    if source.confirmed:
        return []
    found, inner = list[Finding](), _inside(folders, source.within)
    for other in likely.splits:
        code, remedy = _SPLITS_TOLD.get((source.splits, other), ("", None))
        if remedy:
            at = 1 if "below" in (source.splits, other) else 0
            splits = {parts[at]: None for parts, _ in inner if len(parts) > at and split_of(parts[at])}
            found.append(Finding(code, {"name": some(list(splits))}, remedies=(remedy, "as_read")))
    below = _without_splits(inner, source.splits)
    outer, last = {parts[0]: None for parts in below}, {parts[-1]: None for parts in below}
    details = {"outer": some(list(outer)), "inner": some(list(last)), "count": len(outer), "others": len(last)}
    differs = bool({*likely.level} - {source.level}) and any(len(parts) > 1 for parts in below)
    if differs and source.level == "last":
        found.append(Finding("levels_inner", details, remedies=("outer_classes", "bind_folders", "as_read")))
    elif differs:
        found.append(Finding("levels_outer", details, remedies=("inner_classes", "bind_folders", "as_read")))
    return found


def some(names: Collection[str]) -> str:
    """The first of some names, in quotes."""
    return ", ".join(f"“{name}”" for name in list(names)[:_SHOWN]) + ", …" * (len(names) > _SHOWN)
