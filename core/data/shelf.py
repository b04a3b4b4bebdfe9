"""Shelf: rows of bytes by key, memory-mapped in the cache folder: shared by runs, bounded, never half read."""

import contextlib
import hashlib
import json
import logging
import math
import os
import sqlite3
import tempfile
import threading
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from core.data import kept
from core.data.memory import share_of_memory
from core.files import lock
from core.places import cache_folder

log = logging.getLogger("thawline")

Rows = npt.NDArray[np.uint8]

_COMMIT_EVERY = 10.0
"""Seconds between two writings of the keys: what a crash may cost."""
_ZEROS = 2**24
_LARGE = 2**25


class Shelf:
    """Rows [row_bytes] by key. A row is seen only when its checksum is right: one half written is missing.

    On disk for as long as there is room, else in memory for this run alone. Any thread may read and write.
    """

    def __init__(self, row_bytes: int, disk: "_Disk | None" = None) -> None:
        self.row_bytes = row_bytes
        self._disk = disk
        self._places: dict[str, int] = disk.places if disk else {}
        self._sums: dict[str, int] = disk.sums if disk else {}
        """Checksums still to be compared: of rows that an earlier run wrote."""
        self._rows: Rows = np.empty((0, row_bytes), np.uint8)
        self._next = max(self._places.values(), default=-1) + 1
        self._lock = threading.Lock()
        self._fresh: list[tuple[str, int, int]] = []
        self._damaged: list[int] = []
        self._written = time.monotonic()

    @property
    def on_disk(self) -> bool:
        """Whether a later run will find what is here."""
        return self._disk is not None

    def missing(self, keys: Iterable[str]) -> list[str]:
        """Those without a row, once each."""
        return [key for key in dict.fromkeys(keys) if not self.has(key)]

    def lists(self, key: str) -> bool:
        """Whether there should be a row of this key; whether it is whole, `has` tells."""
        return key in self._places

    def has(self, key: str) -> bool:
        """Whether there is a whole row of this key."""
        place = self._places.get(key)
        if place is None:
            return False
        wanted = self._sums.get(key)
        if wanted is not None:
            if zlib.crc32(self._rows[place].data) != wanted:
                log.info("a kept row was damaged and is made again")
                with self._lock:
                    if self._places.pop(key, None) is not None:
                        self._damaged.append(place)
                    self._sums.pop(key, None)
                return False
            self._sums.pop(key, None)
        return True

    def take(self, keys: Sequence[str]) -> Rows:
        """A copy of the rows [b, row_bytes] of keys [b]; KeyError for one that is not there."""
        return self._rows[[self._places[key] for key in keys]]

    def put(self, key: str, row: Rows) -> None:
        """Keep a row [row_bytes]; one more than there was room for is not kept."""
        with self._lock:
            if key in self._places or not (self._damaged or self._next < len(self._rows)):
                return
            if self._damaged:
                place = self._damaged.pop()
            else:
                place, self._next = self._next, self._next + 1
        self._rows[place] = row
        with self._lock:
            self._places[key] = place
            if self._disk:
                self._fresh.append((key, place, zlib.crc32(row.data)))
        if self._disk and time.monotonic() - self._written > _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Write the keys of the rows that have come since the last time."""
        with self._lock:
            self._written = time.monotonic()
            fresh, self._fresh = self._fresh, []
            if self._disk and fresh:
                self._disk.write(fresh)

    def close(self) -> None:
        """Let go of the file; room that was not used goes back."""
        self.commit()
        self._rows = np.empty((0, self.row_bytes), np.uint8)
        if self._disk:
            self._disk.close(self._next * self.row_bytes)
            self._disk = None

    def _make_room(self, count: int) -> bool:
        """Room for so many more rows."""
        size = self._next + count
        if self._disk:
            mapped = self._disk.mapped(size, self.row_bytes)
            if mapped is None:
                return False
            self._rows = mapped
        elif size * self.row_bytes > share_of_memory():
            return False
        else:
            self._rows = np.zeros((size, self.row_bytes), np.uint8)
        return True


def open_shelf(about: Mapping[str, Any], row_bytes: int, keys: Sequence[str], *, partly: bool = False) -> Shelf | None:
    """The shelf of what `about` describes, with room for these keys; None where neither disk nor memory has it.

    `about` holds all that the rows depend on besides their keys, a `kind` and a `title` for people among it.
    With `partly`, room for some of them will do.
    """
    disk = _Disk.open(about, row_bytes)
    for shelf in (Shelf(row_bytes, disk), Shelf(row_bytes)) if disk else (Shelf(row_bytes),):
        wanted = len(set(keys) - shelf._places.keys())
        while not shelf._make_room(wanted):
            wanted = wanted // 2 if partly else 0
            if not wanted:
                break
        else:
            return shelf
        shelf.close()
    return None


class _Disk:
    """The files of a shelf: rows.bin, keys.db with places and checksums, about.json, and the lock of its one user."""

    def __init__(self, folder: Path, held: IO[str], keys: sqlite3.Connection) -> None:
        self.folder, self._held, self._keys = folder, held, keys
        self._path = folder / "rows.bin"
        self.places: dict[str, int] = {}
        self.sums: dict[str, int] = {}

    @classmethod
    def open(cls, about: Mapping[str, Any], row_bytes: int) -> "_Disk | None":
        text = json.dumps({**about, "row_bytes": row_bytes}, sort_keys=True, ensure_ascii=False)
        folder = kept.kept_folder() / hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:24]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held = (folder / ".lock").open("a")
            try:
                lock(held.fileno())
                # Its time tells when the shelf was last used.
                (folder / kept.ABOUT).write_text(text, "utf-8", "backslashreplace")
                disk = cls(folder, held, _keys_of(folder / "keys.db"))
                disk._read(row_bytes)
            except OSError:
                held.close()
                raise
            return disk
        except (OSError, sqlite3.Error) as error:  # held by another process, a full disk, no right to write
            log.info("nothing is kept on disk: %s", error)
            return None

    def _read(self, row_bytes: int) -> None:
        there = self._path.stat().st_size // row_bytes if self._path.is_file() else 0
        for key, place, checksum in self._keys.execute("SELECT key, place, checksum FROM rows"):
            if place < there:
                self.places[key], self.sums[key] = place, checksum

    def mapped(self, count: int, row_bytes: int) -> Rows | None:
        """All rows as a map of the file, with room for `count`; None where that is not to be had."""
        if not count:
            return np.empty((0, row_bytes), np.uint8)
        size, now = count * row_bytes, self._path.stat().st_size if self._path.is_file() else 0
        try:
            if size > now:
                if not kept.make_room(size - now, keep=self.folder.name):
                    return None
                with self._path.open("ab") as file:
                    _allocate(file, now, size)
            return np.memmap(self._path, np.uint8, "r+", shape=(max(size, now) // row_bytes, row_bytes))
        except OSError as error:
            log.info("nothing more is kept on disk: %s", error)
            return None

    def write(self, rows: list[tuple[str, int, int]]) -> None:
        try:
            with self._keys:
                self._keys.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", rows)
        except sqlite3.Error as error:
            log.info("keys could not be kept: %s", error)

    def close(self, size: int) -> None:
        self._keys.close()
        with contextlib.suppress(OSError):
            if self._path.is_file():
                os.truncate(self._path, size)
        self._held.close()


def room(shape: tuple[int, ...], kind: type[np.generic]) -> npt.NDArray[Any]:
    """An array of zeros for this process alone, to be mapped from disk where it is large and the disk has room.

    The system takes the memory of such a one back when it needs to.
    """
    size = math.prod(shape) * np.dtype(kind).itemsize
    if size > _LARGE:
        try:
            cache_folder().mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=cache_folder()) as file:  # the map holds it open, and nothing else does
                _allocate(file, 0, size)
                return np.memmap(file, kind, "r+", shape=shape)
        except OSError as error:
            log.info("it is held in memory: %s", error)
    return np.zeros(shape, kind)


def _keys_of(path: Path) -> sqlite3.Connection:
    try:
        return _opened(path)
    except sqlite3.DatabaseError:
        path.unlink()  # damaged: the rows are made again
        return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(path, timeout=5, check_same_thread=False)
    try:
        made.execute("CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, place INTEGER, checksum INTEGER)")
        made.execute("SELECT count(*) FROM rows").fetchone()
    except sqlite3.Error:
        made.close()
        raise
    return made


def _allocate(file: IO[bytes], now: int, size: int) -> None:
    # A hole in the file would be found to be too large for the disk only when it is written through the map, and
    # that ends the program.
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), now, size - now)
        return
    while now < size:
        now += file.write(bytes(min(_ZEROS, size - now)))
