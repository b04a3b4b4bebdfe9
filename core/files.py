"""Files that are never half written: written beside, flushed to disk, then renamed."""

import contextlib
import csv
import errno
import io
import os
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.problems import Problem
from core.reasons import reason_of


def write_bytes(path: Path, data: bytes) -> None:
    """Replace the file as a whole. Raises Problem `disk_full` or `not_writable`."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        with contextlib.suppress(OSError):  # such as a file where a folder should be
            beside.unlink(missing_ok=True)
        raise writing_problem(path, error) from error


def write_text(path: Path, text: str) -> None:
    """Replace the file as a whole by a UTF-8 text.

    A name in bytes that are no UTF-8 has half letters in Python; they are written as JSON writes them.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV. A carriage return in a cell is quoted; next to line ends of its own Python would leave it bare."""
    text = io.StringIO(newline="")
    plain, quoted = (csv.writer(text, lineterminator="\n", quoting=how) for how in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    for row in rows:
        (quoted if any("\r" in str(cell) for cell in row) else plain).writerow(row)
    return text.getvalue()


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def writing_problem(path: Path, error: OSError) -> Problem:
    """The Problem behind a failed write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem("disk_full", path=str(path))
    return Problem("not_writable", path=str(path), reason=reason_of(error))


def ensure_folder(path: Path) -> Path:
    """Make a folder and see that files can be written to it. Raises Problem `not_writable`."""
    probe = path / f".writable.{os.getpid()}"
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise writing_problem(path, error) from error
    return path


_TRIES, _APART = 5, 0.02
"""Whoever sees whether a file is held holds it for a moment: that is waited for, in seconds."""


def lock(descriptor: int) -> None:
    """Hold an open file for this process; the system lets go of it after a crash.

    Raises BlockingIOError if it is held already, another OSError where the disk knows no locks.
    """
    for _ in range(_TRIES - 1):
        with contextlib.suppress(BlockingIOError):
            _lock(descriptor)
            return
        time.sleep(_APART)
    _lock(descriptor)


def is_locked(path: Path) -> bool:
    """Whether a process holds a file just now, be it this one."""
    try:
        with path.open("rb") as file:
            _lock(file.fileno(), shared=True)
    except BlockingIOError:
        return True
    except OSError:  # there is none, or the disk knows no locks
        return False
    return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, shared: bool = False) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)  # the byte there, whatever the file holds
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:  # what this system says of a byte that is held
            raise BlockingIOError(*error.args) from error
        if shared:
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int, *, shared: bool = False) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
