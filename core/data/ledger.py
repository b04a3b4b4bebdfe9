"""Ledger: what was found out about files; one that is still the same is not read again."""

import logging
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from core.places import cache_folder

log = logging.getLogger("thawline")

_FORGET_AFTER = 365 * 86400.0
_TABLES = """
CREATE TABLE IF NOT EXISTS roots (root TEXT PRIMARY KEY, used REAL);
CREATE TABLE IF NOT EXISTS files (root TEXT, path TEXT, stamp TEXT, said TEXT, PRIMARY KEY (root, path)) WITHOUT ROWID;
"""


class Ledger:
    """One table in the cache folder: (root, path) to a stamp and what was said of the file then.

    `kind` names what is said and its version; what a stamp proves `core.data.stamps` tells. Where the table cannot be
    used, nothing is known and nothing is kept.
    """

    def __init__(self, root: str, kind: str, path: Path | None = None) -> None:
        # A folder's name may be in bytes that are no UTF-8, which the table has no letters for.
        self._root = f"{kind}:{root}".encode("utf-8", "backslashreplace").decode()
        self._base: sqlite3.Connection | None = None
        place = path or cache_folder() / "files.db"
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._base = _open(place)
            except sqlite3.DatabaseError:
                place.unlink()
                self._base = _open(place)
            with self._base:
                self._base.execute("INSERT OR REPLACE INTO roots VALUES (?, ?)", (self._root, time.time()))
                self._forget_old()
        except (OSError, sqlite3.Error) as error:
            log.info("no ledger of files: %s", error)
            self._base = None

    def _forget_old(self) -> None:
        assert self._base
        limit = (time.time() - _FORGET_AFTER,)
        self._base.execute("DELETE FROM files WHERE root IN (SELECT root FROM roots WHERE used < ?)", limit)
        self._base.execute("DELETE FROM roots WHERE used < ?", limit)

    def known(self) -> dict[str, tuple[str, str]]:
        """Stamp and text by path."""
        if self._base is None:
            return {}
        try:
            rows = self._base.execute("SELECT path, stamp, said FROM files WHERE root = ?", (self._root,))
            return {path: (stamp, said) for path, stamp, said in rows}
        except sqlite3.Error as error:
            log.info("the ledger cannot be read: %s", error)
            return {}

    def keep(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Write (path, stamp, text) down."""
        if self._base is None:
            return
        try:
            with self._base:
                self._base.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                                       ((self._root, *row) for row in rows))
        except sqlite3.Error as error:
            log.info("the ledger cannot be written: %s", error)

    def close(self) -> None:
        if self._base is not None:
            self._base.close()


def _open(place: Path) -> sqlite3.Connection:
    made = sqlite3.connect(place, timeout=5)
    try:
        made.executescript(_TABLES)
    except sqlite3.Error:
        made.close()
        raise
    return made
