"""Attempt: the making of a run's folder, of which nothing is left should the run not begin."""

import contextlib
from collections.abc import Callable, Iterator

from core.files import ensure_folder
from core.problems import Problem
from core.project import LOCK_NAME, RunFolder


@contextlib.contextmanager
def attempted(run: RunFolder, begun: Callable[[], bool]) -> Iterator[None]:
    """Hold the folder, made if need be, for a new run. Raises Problem `not_writable`, `run_busy`.

    Should a Problem end the block before the run has `begun`, all that was made goes again, folders above included;
    what was there before stays.
    """
    made = [folder for folder in (run.path, *run.path.parents) if not folder.exists()]
    ensure_folder(run.path)
    try:
        with run.locked():
            there = set(run.path.iterdir())
            try:
                yield
            except Problem:
                if not begun():
                    for file in set(run.path.iterdir()) - there:
                        file.unlink(missing_ok=True)
                raise
    except Problem:
        if made and not begun() and [file.name for file in run.path.iterdir()] == [LOCK_NAME]:
            (run.path / LOCK_NAME).unlink()
        for folder in made:
            with contextlib.suppress(OSError):  # there is something in it
                folder.rmdir()
        raise
