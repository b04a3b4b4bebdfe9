"""Health: what is wrong with the images of a folder themselves, found by looking at all of them."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.alike import Fingerprints, doubtful, fingerprints, near_duplicates
from core.data.image import READER, images_among
from core.data.index import Index, Sample
from core.data.traits import read_traits
from core.data.walk import folders_of, natural_path, readable
from core.events import Emit, Progress
from core.findings import Finding, Remedy
from core.problems import Problem
from core.run import Gate
from core.shortcut import shortcut

VERSION = 2
"""Raised when something else is looked for than before: what was found then is void."""
_BLANK = 2
"""The contrast of 255 up to which a picture shows nothing."""
_GREY = 1
"""The saturation of 255 up to which a picture has no colours."""
_FEW = 0.02
"""A share of the images below which something is an exception rather than a mixture."""
_TIMES, _LONG = 4.0, 1.6
_LITTER = frozenset(("thumbs.db", "desktop.ini"))


Groups = tuple[tuple[str, ...], ...]


def check(index: Index, emit: Emit, gate: Gate) -> tuple[Groups, tuple[Finding, ...]]:
    """The groups of near-duplicates by their paths, and what else was found; `judged` tells of the groups."""
    prints = fingerprints(index, emit, gate)
    alike = near_duplicates(index, prints, emit, gate)
    gate()
    emit(Progress("shortcut", 0, 0))
    told = shortcut(replace(index, alike=alike))
    gate()
    emit(Progress("labels", 0, 0))
    found = [*_about_labels(index, prints), *_about_pictures(index.samples)]
    return alike, (*found, *([told] if told else ()), *_about_other_files(index, gate))


def state_of(index: Index) -> str:
    """A mark of all that `check` depends on: the same images with the same labels have the same one."""
    digest = hashlib.sha256(f"{VERSION} {READER} {index.pixels}".encode())
    for sample in index.samples:
        digest.update("\0".join((sample.path, sample.label, sample.sha256, "")).encode())
    return digest.hexdigest()


# --- labels ----------------------------------------------------------------------------------------


def _about_labels(index: Index, prints: Fingerprints) -> Iterator[Finding]:
    """Images that look like another class: some are hard, some have the wrong label."""
    paths = [] if index.several else [index.samples[i].path for i in doubtful(index, prints)]
    if paths:
        yield _of_images("label_doubtful", paths, remedies=("relabel", "exclude"))


# --- the pictures ----------------------------------------------------------------------------------


def _about_pictures(samples: tuple[Sample, ...]) -> Iterator[Finding]:
    """What sizes, colours and contrasts tell."""
    traits = {s.path: read_traits(s.traits) for s in samples}
    blank = [s.path for s in samples if traits[s.path].contrast <= _BLANK]
    if blank:
        yield _of_images("images_blank", blank, remedies=("exclude",))
    if not samples:
        return
    sides = np.sqrt([max(1, s.width * s.height) for s in samples])
    small, large = np.quantile(sides, (0.02, 0.98))
    if large > _TIMES * small:
        yield Finding("sizes_mixed", {"small": round(float(small)), "large": round(float(large))})
    grey = [s.path for s in samples if traits[s.path].saturation <= _GREY]
    colour = [s.path for s in samples if traits[s.path].saturation > _GREY]
    if min(len(grey), len(colour)) > _FEW * len(samples):
        fewer = min(grey, colour, key=len)
        yield Finding("modes_mixed", {"grey": len(grey), "colour": len(colour)}, tuple(fewer))
    long = [s.path for s in samples if max(s.width, s.height) > _LONG * min(s.width, s.height)]
    if len(long) > _FEW * len(samples):
        yield _of_images("far_from_square", long)


def _of_images(code: str, paths: list[str], remedies: tuple[Remedy, ...] = ()) -> Finding:
    return Finding(code, {"count": len(paths), "path": paths[0]}, tuple(paths), remedies=remedies)


# --- other files -----------------------------------------------------------------------------------


def _about_other_files(index: Index, gate: Gate) -> Iterator[Finding]:
    """Files that are no images, besides hidden ones and the table that the folder is read by."""
    found = sorted(_others(index, gate), key=natural_path)
    if found:
        yield Finding("stray_files", {"count": len(found), "path": readable(found[0])})


def _others(index: Index, gate: Gate) -> Iterator[str]:
    table = os.path.abspath(index.source.table) if index.source.table else ""
    for folder, inner, names in os.walk(index.root):
        gate()
        inner[:] = _visible(folder)
        for name in set(names).difference(images_among(folder, names)):
            path = os.path.join(folder, name)
            if name[0] != "." and name.casefold() not in _LITTER and path != table:
                yield Path(os.path.relpath(path, index.root)).as_posix()


def _visible(folder: str) -> Iterable[str]:
    try:
        return folders_of(folder)
    except Problem:  # closed meanwhile
        return ()
