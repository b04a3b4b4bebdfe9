"""Walks over folders of images: natural order, no hidden files, no endless links."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from core.data.image import is_image_name
from core.problems import Problem

_LITTER = frozenset(("__macosx", "@eadir", "$recycle.bin", "system volume information"))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts "2" before "10" and does not mind the case."""
    parts = re.split(r"(\d+)", text.casefold())
    return tuple((0, int(p), "") if i % 2 else (1, 0, p) for i, p in enumerate(parts) if p)


def natural_path(path: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """A key for whole paths; names that differ only in case or leading zeros keep one order."""
    return natural(path), path


@dataclass
class Found:
    """What a walk met: image files, and links that lead back into a folder that they lie in."""

    images: list[str] = field(default_factory=list)
    loops: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    """Folders that may not be read."""


def folders_of(folder: str) -> list[str]:
    """The visible subfolders' names. Raises Problem `folder_unreadable`."""
    try:
        with os.scandir(folder) as entries:
            names = [e.name for e in entries if _is_folder(e)]
    except OSError as error:
        raise Problem("folder_unreadable", path=folder, reason=error.strerror or str(error)) from error
    return sorted(names, key=natural_path)


def images_of(folder: str, gate: Callable[[], None] = lambda: None) -> Found:
    """The image files of a folder and of all folders in it, each list in natural order."""
    found = Found()
    _walk(folder, (os.path.realpath(folder),), found, gate)
    for names in (found.images, found.loops, found.closed):
        names.sort(key=natural_path)
    return found


def _walk(folder: str, above: tuple[str, ...], found: Found, gate: Callable[[], None]) -> None:
    gate()
    try:
        with os.scandir(folder) as scan:
            entries = list(scan)
    except OSError:
        found.closed.append(folder)
        return
    for entry in entries:
        if _is_folder(entry):
            real = os.path.realpath(entry.path)
            # Also a link to a folder above the first one: it would lead over the whole disk and back.
            if any(place == real or place.startswith(os.path.join(real, "")) for place in above):
                found.loops.append(entry.path)
            else:
                _walk(entry.path, (*above, real), found, gate)
        elif is_image_name(entry.name):
            found.images.append(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or entry.name.casefold() in _LITTER:
        return False
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def loose_images(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The image files that are meant by files and folders: a file as named, a folder with all that is in it.

    Raises Problem `no_such_path`.
    """
    images: list[str] = []
    for named in paths:
        path = os.fspath(named)
        if os.path.isdir(path):
            images += images_of(path).images
        elif os.path.lexists(path):
            images.append(path)
        else:
            raise Problem("no_such_path", path=path)
    return images


def readable(name: str) -> str:
    """A file's name with “?” for the bytes that are no text: such names come from systems with other letters."""
    return name.encode("utf-8", "replace").decode("utf-8")


def relative(path: str, root: str) -> str:
    """`path` as seen from `root`, with slashes; on another drive it stays whole."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:
        return Path(path).as_posix()
