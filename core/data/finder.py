"""Finder: the files that a table means, by whatever name some computer gave them."""

import functools
import os
import re
import unicodedata
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from core.data.image import EXTENSIONS
from core.data.walk import images_of, relative

_DEEPEST = 64
"""Folders in a path; what has more is no path."""
_UPLOADED = re.compile("[0-9a-f]{8}-(.+)")
"""What Label Studio makes of a file's name that is uploaded to it."""
_RARE = 0.1
_WHOLE, _HERE, _ANYWHERE = "=", ".", "*"


class _Match(NamedTuple):
    path: str
    start: str
    """What is in front of it in the cell, which is left away: "" for nothing, or _WHOLE, _HERE, _ANYWHERE."""
    only_name: bool
    """Whether nothing is left but the file's name."""


class Finder:
    """Finds files below a folder, or beside a table, by their paths on this or another computer.

    Slashes may be backslashes, a drive or folders in front may be other ones: the longest tail of a path counts that
    is there. Capitals and the spelling of accents do not matter, the ending may be missing. A name without folders is
    found wherever it lies below the root, if nowhere else there. Folders are listed once each, when they are needed.
    """

    def __init__(self, root: str, beside: str) -> None:
        self.root, self._bases = root, tuple(dict.fromkeys((beside, root)))
        self._names = functools.cache(_names)
        self._folded = functools.cache(lambda folder: _folded(self._names(folder)[0]))
        self._real = functools.cache(self._real_folder)
        self._places = functools.cache(self._places_of)
        self._from_root = functools.cache(lambda folder: relative(folder, root))

    def find(self, cell: str) -> tuple[str, bool]:
        """The path from the root of the file that a cell names, and whether it is there."""
        match = self._match(cell)
        return (match.path, True) if match else (self._missing(cell), False)

    def find_all(self, cells: Sequence[str], gate: Callable[[], None] = lambda: None) -> list[tuple[str, bool]]:
        """`find` for a whole column, whose paths all start in the same few places.

        A file that is missing there is missing, whatever another one is called that lies elsewhere.
        """
        matches = list[_Match | None]()
        for cell in cells:
            gate()
            matches.append(self._match(cell))
        refused = _odd([match for match in matches if match])
        return [(match.path, True) if match and (match.start, match.only_name) not in refused
                else (self._missing(cell), False) for cell, match in zip(cells, matches, strict=True)]

    def _match(self, cell: str) -> _Match | None:
        for variant in _variants(cell):
            folder, _, name = variant.replace("\\", "/").rpartition("/")
            if not name or folder.count("/") > _DEEPEST:
                continue
            for place, start in self._places(folder):
                if found := self._in(place, name):
                    only = bool(folder) and start not in ("", _WHOLE) and start == _start(folder)
                    return _Match(self._joined(place, found), start if folder else _HERE, only)
            if not folder and (path := self._anywhere.get(_fold(name))):
                return _Match(path, _ANYWHERE, True)
        return None

    def _missing(self, cell: str) -> str:
        """Where a file would be that is not there."""
        folder, _, name = cell.replace("\\", "/").rpartition("/")
        if not name or folder.count("/") > _DEEPEST:
            return cell
        place = next((place for place, start in self._places(folder) if folder and start != _start(folder)), "")
        return self._joined(place, name) if place else relative(os.path.join(self.root, folder, name), self.root)

    def _places_of(self, folder: str) -> tuple[tuple[str, str], ...]:
        """The folders that are there and may be meant by one of a table, the likeliest first; and what each leaves."""
        parts = [part for part in folder.split("/") if part not in ("", ".")]
        whole = _WHOLE if os.path.isabs(folder) else ""
        meant = [(os.path.join(base, folder), whole) for base in self._bases]
        meant += [(os.path.join(base, *parts[n:]), "/".join(parts[:n]))
                  for n in range(len(parts) + 1) for base in self._bases]
        found = dict[str, str]()
        for path, start in meant:
            if real := self._real(os.path.normpath(path)):
                found.setdefault(real, start)
        return tuple(found.items())

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
    def images(self) -> list[str]:
        """Every image below the root."""
        return images_of(self.root).paths

    @functools.cached_property
    def _anywhere(self) -> dict[str, str]:
        """Every image below the root by its folded name, with and without its ending; empty where there are two."""
        found = dict[str, str]()
        for path in self.images:
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


def _start(folder: str) -> str:
    return "/".join(part for part in folder.split("/") if part not in ("", "."))


def _variants(cell: str) -> Iterator[str]:
    """A path as it stands, and as it was before a web server or an upload changed it."""
    yield cell
    plain = urllib.parse.unquote(cell.partition("?d=")[2] or cell) if "%" in cell or "?d=" in cell else cell
    if plain != cell:
        yield plain
    if uploaded := _UPLOADED.fullmatch(plain.rpartition("/")[2]):  # its folders were those of the server
        yield uploaded[1]


def _odd(matches: Sequence[_Match]) -> set[tuple[str, bool]]:
    """Starts of paths that are to be believed less than those of most rows: a file elsewhere has the same name.

    They are those of few rows, or leave nothing but a name, where more rows are found without leaving so much away.
    """
    counts = Counter((match.start, match.only_name) for match in matches)
    starts = Counter(match.start for match in matches)
    refused = set()
    for (start, only_name), count in counts.items():
        if start in ("", _WHOLE, _HERE):
            continue
        if start == _ANYWHERE:
            more = starts[""] + starts[_HERE]
        else:
            more = sum(n for other, n in starts.items() if other not in (_ANYWHERE, start)
                       and (other in ("", _HERE, _WHOLE) or start.startswith(f"{other}/")))
        if more > count and (only_name or count < _RARE * len(matches)):
            refused.add((start, only_name))
    return refused
