"""Finder: the files that a table means, by whatever name some computer gave them."""

import functools
import os
import unicodedata

from core.data.image import EXTENSIONS
from core.data.walk import images_of, relative

_DEEPEST = 64
"""Folders in a path; what has more is no path."""


class Finder:
    """Finds files below a folder, or beside a table, by their paths on this or another computer.

    Slashes may be backslashes, a drive or folders in front may be other ones: the longest tail of a path counts that
    is there. Capitals and the spelling of accents do not matter, the ending may be missing. A name without folders is
    found wherever it lies below the root, if nowhere else there. Folders are listed once each, when they are needed.
    """

    def __init__(self, root: str, beside: str) -> None:
        self._root, self._bases = root, tuple(dict.fromkeys((beside, root)))
        self._names = functools.cache(_names)
        self._folded = functools.cache(lambda folder: _folded(self._names(folder)[0]))
        self._real = functools.cache(self._real_folder)
        self._places = functools.cache(self._places_of)
        self._from_root = functools.cache(lambda folder: relative(folder, root))

    def find(self, cell: str) -> tuple[str, bool]:
        """The path from the root of the file that a cell names, and whether it is there."""
        folder, _, name = cell.replace("\\", "/").rpartition("/")
        if not name or folder.count("/") > _DEEPEST:
            return cell, False
        places = self._places(folder)
        for place in (*places, *self._bases):
            if found := self._in(place, name):
                return self._joined(place, found), True
        if not folder and (path := self._anywhere.get(_fold(name))):
            return path, True
        if folder and places:  # where it would be
            return self._joined(places[0], name), False
        return relative(os.path.join(self._root, folder, name), self._root), False

    def _places_of(self, folder: str) -> tuple[str, ...]:
        """The folders that are there and may be meant by one of a table, the likeliest first."""
        parts = [part for part in folder.split("/") if part not in ("", ".")]
        meant = [os.path.join(base, folder) for base in self._bases]
        meant += [os.path.join(base, *parts[n:]) for n in range(len(parts)) for base in self._bases]
        real = (self._real(os.path.normpath(path)) for path in meant)
        return tuple(dict.fromkeys(path for path in real if path))

    def _real_folder(self, path: str) -> str:
        """A folder by its name on the disk; empty if it is not there."""
        above, name = os.path.split(path)
        if path in self._bases or above == path:
            return path if os.path.isdir(path) else ""
        above = self._real(above)
        if not above:  # so a share that is away is waited for once
            return ""
        if os.path.isdir(os.path.join(above, name)):
            return os.path.join(above, name)
        alike = next((other for other in sorted(self._names(above)[1]) if _fold(other) == _fold(name)), "")
        return alike and os.path.join(above, alike)

    def _in(self, folder: str, name: str) -> str:
        """The name on the disk of a file of a folder; empty if there is none."""
        return name if name in self._names(folder)[0] else self._folded(folder).get(_fold(name), "")

    def _joined(self, folder: str, name: str) -> str:
        path = self._from_root(folder)
        return name if path == "." else f"{path}/{name}"

    @functools.cached_property
    def _anywhere(self) -> dict[str, str]:
        """Every image below the root by its folded name, with and without its ending; empty where there are two."""
        found = dict[str, str]()
        for path in images_of(self._root).paths:
            name = _fold(path.rpartition("/")[2])
            for key in (name, os.path.splitext(name)[0]):
                found[key] = "" if key in found else path
        return found


def _names(folder: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the files and of the folders in a folder."""
    try:
        with os.scandir(folder) as entries:
            names = {entry.name: entry.is_dir() for entry in entries}
    except OSError:
        names = {}
    folders = frozenset(name for name, is_folder in names.items() if is_folder)
    return frozenset(names) - folders, folders


def _folded(names: frozenset[str]) -> dict[str, str]:
    """Names by what they have in common with other spellings of them, those of images also without their ending."""
    ordered = sorted(names)
    found = {_fold(name): name for name in reversed(ordered)}
    for name in ordered:
        stem, ending = os.path.splitext(_fold(name))
        if ending in EXTENSIONS:
            found.setdefault(stem, name)
    return found


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
