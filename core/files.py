"""Files that are never half written: written beside, flushed to disk, then renamed."""

import contextlib
import csv
import errno
import io
import os
import sys
import threading
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
    """Replace the file as a whole by a UTF-8 text."""
    write_bytes(path, text.encode("utf-8"))


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV. A carriage return in a cell is quoted; next to line ends of its own Python would leave it bare."""
    text = io.StringIO(newline="")
    plain, quoted = (csv.writer(text, lineterminator="\n", quoting=how) for how in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    for row in rows:
        (quoted if any("\r" in str(cell) for cell in row) else plain).writerow(row)
    return text.getvalue()


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


if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> None:
        """Hold an open file for this process; the system lets go of it after a crash. Raises OSError if it is held."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Hold an open file for this process; the system lets go of it after a crash. Raises OSError if it is held."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
