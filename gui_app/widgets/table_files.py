"""Which files are tables that may say what images show, and the dialog that asks for one."""

import itertools
import os

from PySide6.QtWidgets import QFileDialog, QWidget

TABLES = (".csv", ".tsv", ".xlsx", ".xls")
_LOOKED_AT = 2000
"""Entries of a folder: a share far away must not keep the window waiting."""


def is_table(path: str) -> bool:
    """Whether the name is that of a table."""
    return path.lower().endswith(TABLES)


def tables_in(folder: str) -> tuple[str, ...]:
    """The tables that lie right in a folder, by name; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            names = [e.name for e in itertools.islice(entries, _LOOKED_AT) if is_table(e.name)]
    except OSError:
        return ()
    # "~$labels.xlsx" is what a spreadsheet program leaves beside a file that is open in it.
    return tuple(os.path.join(folder, name) for name in sorted(names) if not name.startswith((".", "~$")))


def choose_table(parent: QWidget, title: str, kind: str, near: str) -> str:
    """A table that the user picks; "" when they change their mind. `kind` names the file type."""
    patterns = " ".join(f"*{ending}" for ending in TABLES)
    return QFileDialog.getOpenFileName(parent, title, near, f"{kind} ({patterns});;* (*)")[0]
