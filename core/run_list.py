"""RunList: the runs of all projects, read again only where something has changed since."""

import time
from pathlib import Path

from core.facts import RunRow
from core.project import RunFolder, run_row

LIVE = ("preparing", "training", "paused")
"""The states of a run that some process trains."""
LIVE_EVERY = 5.0
"""Seconds between two readings of a run that another process trains: its journal grows all the time."""

Seen = tuple[object, ...]


class RunList:
    """Knows what it read the last time."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Seen, float, RunRow]] = {}

    def rows(self, home: str | Path, own: str = "") -> list[RunRow]:
        """The runs of every project in `home`, newest first; `own` is the one that trains in this process."""
        folders = [p.parent for p in Path(home).expanduser().glob("*/runs/*/recipe.json")]
        self._known = {str(folder): self._read(folder, str(folder) == own) for folder in folders}
        return sorted((row for _, _, row in self._known.values()), key=lambda row: row.began, reverse=True)

    def _read(self, folder: Path, own: bool) -> tuple[Seen, float, RunRow]:
        seen, known, now = _seen(RunFolder(folder)), self._known.get(str(folder)), time.monotonic()
        if known is not None:
            same, before = seen == known[0], known[0]
            grows = seen[:2] == before[:2] and known[2].state in LIVE and (own or now - known[1] < LIVE_EVERY)
            if same or grows:
                return known
        return seen, now, run_row(folder)


def _seen(run: RunFolder) -> Seen:
    """What tells that a run is as it was; the first two say that only its journal has grown."""
    own = [_state(p) for p in (run.recipe_file, run.report_file, run.about_file, run.fold_file)]
    return run.busy(), tuple(own), _state(run.journal_file)


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
