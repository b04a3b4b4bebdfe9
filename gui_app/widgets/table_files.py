"""Which files are tables that may say what images show, and the dialog that asks for one."""

import itertools
import os

from PySide6.QtWidgets import QFileDialog, QWidget

TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".lst", ".jsonl")
_LISTS = (".txt", ".json")
"""May be tables as well; what lies in a folder under such a name is one only if its name says so."""
_LIST_NAMES = ("list", "annotation", "train", "val", "test", "metadata")
_LOOKED_AT = 2000
"""Entries of a folder: a share far away must not keep the window waiting."""


def is_table(path: str) -> bool:
    """Whether the name is that of a table."""
    return path.lower().endswith(TABLES + _LISTS)


def tables_in(folder: str) -> tuple[str, ...]:
    """The tables that lie right in a folder, by name; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            names = [e.name for e in itertools.islice(entries, _LOOKED_AT) if _looks_like_one(e.name)]
    except OSError:
        return ()
    # "~$labels.xlsx" is what a spreadsheet program leaves beside a file that is open in it.
    return tuple(os.path.join(folder, name) for name in sorted(names) if not name.startswith((".", "~$")))


def _looks_like_one(name: str) -> bool:
    low = name.lower()
    return low.endswith(TABLES) or (low.endswith(_LISTS) and any(word in low for word in _LIST_NAMES))


def choose_table(parent: QWidget, title: str, kind: str, near: str) -> str:
    """A table that the user picks; "" when they change their mind. `kind` names the file type."""
    patterns = " ".join(f"*{ending}" for ending in TABLES + _LISTS)
    return QFileDialog.getOpenFileName(parent, title, near, f"{kind} ({patterns});;* (*)")[0]
