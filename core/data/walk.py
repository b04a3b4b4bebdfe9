"""Walks over folders of images: natural order, no hidden files, no endless links."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from core.data.image import images_among
from core.problems import Problem
from core.reasons import reason_of
from core.source import Source

_LITTER = frozenset((
    "__macosx", "$recycle.bin", "recycler", "system volume information", "found.000",  # macOS, Windows
    "lost+found", "__pycache__",  # Linux, Python; what begins with a dot is passed over as well
    "#recycle", "#snapshot", "@eadir", "@recycle", "@recently-snapshot", "@__thumb", "@tmp", "~snapshot"))  # a NAS
"""Folders that a system leaves among those of its user, in lower case."""


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts "2" before "10" and does not mind the case."""
    parts = re.split(r"(\d+)", text.casefold())
    return tuple((0, int(p), "") if i % 2 else (1, 0, p) for i, p in enumerate(parts) if p)


def natural_path(path: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """A key for whole paths; names that differ only in case or leading zeros keep one order."""
    return natural(path), path


def in_order(names: list[str]) -> list[str]:
    """File names in natural order. Folders hold so many that the usual cases take a shorter way."""
    plain = sorted(names)
    if len(set(map(len, plain))) <= 1:
        return plain
    return sorted(plain, key=len) if _counted(plain) else sorted(plain, key=natural_path)


def _counted(names: list[str]) -> bool:
    """Whether sorted names differ by a number without leading zeros alone: "IMG_0.jpg" to "IMG_5000.jpg"."""
    start = os.path.commonprefix([names[0], names[-1]]).rstrip("0123456789")
    end = os.path.splitext(names[0])[1]
    form = f"(?:{re.escape(start)}(?:0|[1-9][0-9]*){re.escape(end)}\n)+"
    return re.fullmatch(form, "\n".join([*names, ""])) is not None


@dataclass
class Found:
    """What a walk met. Paths have slashes and start at the folder walked over."""

    folders: list[tuple[str, list[str]]] = field(default_factory=list)
    """Each folder that has image files ("" is the first one), and their names."""
    loops: list[str] = field(default_factory=list)
    """Links that lead back into a folder that they lie in."""
    closed: list[str] = field(default_factory=list)
    """Folders that may not be read."""
    bare: list[str] = field(default_factory=list)
    """Folders with neither images nor folders in them."""

    @property
    def paths(self) -> list[str]:
        """Every image file, in natural order of the folders."""
        return [f"{folder}/{name}" if folder else name for folder, names in self.folders for name in names]


def folders_of(folder: str) -> list[str]:
    """The visible subfolders' names. Raises Problem `folder_unreadable`."""
    try:
        names = [name for name in os.listdir(folder) if _is_folder(name, os.path.join(folder, name))]
    except OSError as error:
        raise Problem("folder_unreadable", path=folder, reason=reason_of(error)) from error
    return sorted(names, key=natural_path)


def images_of(folder: str, gate: Callable[[], None] = lambda: None) -> Found:
    """The image files of a folder and of all folders in it, in natural order."""
    found = Found()
    _walk(folder, "", (os.path.realpath(folder),), found, gate)
    for paths in (found.loops, found.closed):
        paths.sort(key=natural_path)
    found.folders.sort(key=lambda one: natural_path(one[0]))
    return found


def _walk(folder: str, path: str, above: tuple[str, ...], found: Found, gate: Callable[[], None]) -> None:
    gate()
    try:
        entries = os.listdir(folder)
    except OSError:
        found.closed.append(path)
        return
    # What has the name of an image is taken for one: asking the system about each would double the time.
    names = images_among(folder, entries)
    if names:
        found.folders.append((path, in_order(names)))
    has_folders = False
    for name in set(entries).difference(names) if len(names) < len(entries) else ():
        inner, here = os.path.join(folder, name), f"{path}/{name}" if path else name
        if _is_folder(name, inner):
            has_folders = True
            real = os.path.realpath(inner)
            # Also a link to a folder above the first one: it would lead over the whole disk and back.
            if any(place == real or place.startswith(os.path.join(real, "")) for place in above):
                found.loops.append(here)
            else:
                _walk(inner, here, (*above, real), found, gate)
    if not (names or has_folders):
        found.bare.append(path)


def _is_folder(name: str, path: str) -> bool:
    """Whether this is a folder to look into: not a hidden one, nor one that a system leaves behind."""
    return not name.startswith(".") and name.casefold() not in _LITTER and os.path.isdir(path)


def loose_images(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The image files that are meant by files and folders: a file as named, a folder with all that is in it.

    Raises Problem `no_such_path`.
    """
    images: list[str] = []
    for named in paths:
        path = os.fspath(named)
        if os.path.isdir(path):
            images += [os.path.join(path, *one.split("/")) for one in images_of(path).paths]
        elif os.path.lexists(path):
            images.append(path)
        else:
            raise Problem("no_such_path", path=path)
    return images


def readable(name: str) -> str:
    """A file's name with “?” for the bytes that are no text: such names come from systems with other letters."""
    return name.encode("utf-8", "replace").decode("utf-8")


def inside_of(root: str, source: Source) -> str:
    """The path of a source's test folder from the root if it lies inside it."""
    path = relative(source.test, root) if source.test else ".."
    return "" if path.split("/")[0] == ".." or os.path.isabs(path) else path


def relative(path: str, root: str) -> str:
    """`path` as seen from `root`, with slashes; on another drive it stays whole."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:
        return Path(path).as_posix()
