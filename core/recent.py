"""What there is to go on with: the folders that were open before, and a run that was cut off."""

import csv
from collections.abc import Collection, Sequence
from pathlib import Path

from core.facts import ProjectFacts, RunRow
from core.project import Project

PICTURES = 3
MOST_ROWS = 50_000
"""Rows of a split that are read for the sake of a few pictures."""


def project_facts(home: str | Path, images: str, rows: Sequence[RunRow]) -> ProjectFacts:
    """What to tell of a folder of images; `rows` are the runs of all projects."""
    project = Project(home, images)
    own = sorted((row for row in rows if Path(row.folder).parent == project.runs_path), key=lambda row: row.seen)
    measured = next((row for row in reversed(own) if row.accuracy is not None), None)
    there = Path(images).is_dir()
    seen = max((row.seen for row in own), default=0.0) or _written(project.settings_file)
    told = (measured.accuracy, measured.accuracy_low, measured.accuracy_high) if measured else (None, None, None)
    return ProjectFacts(images, there, _pictures(project) if there else (), *told, seen, len(own))


def cut_off(rows: Sequence[RunRow], left: str, dismissed: Collection[str]) -> RunRow | None:
    """The run to go on with: the last one that was cut off, or was stopped when the window was closed (`left`).

    Whoever has trained another run of these images since, or has waved it off, is not asked again.
    """
    last = {str(Path(row.folder).parent): row for row in sorted(rows, key=lambda row: row.seen)}
    waiting = [row for row in last.values() if mark(row) not in dismissed
               and (row.state == "cut_off" or (row.state == "stopped" and row.folder == left))]
    return max(waiting, key=lambda row: row.seen, default=None)


def mark(row: RunRow) -> str:
    """What is remembered of a run that was waved off: when it goes on and is cut off again, that is news."""
    return f"{int(row.seen)} {row.folder}"


def _pictures(project: Project) -> tuple[str, ...]:
    """Images of different classes, from the split that the project or its last run has kept."""
    last = project.last_run()
    for file in (project.split_file, *((last.split_file,) if last is not None else ())):
        found = _first_of_classes(file)
        if found:
            return tuple(str(Path(project.images) / path) for path in found)
    return ()


def _first_of_classes(split: Path) -> list[str]:
    first, spare = dict[str, str](), list[str]()
    try:
        with split.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows, None)
            for number, row in enumerate(rows):
                if len(first) == PICTURES or number == MOST_ROWS:
                    break
                if len(row) > 2:
                    spare += [row[0]] * (row[2] in first and len(spare) < PICTURES)
                    first.setdefault(row[2], row[0])
    except (OSError, ValueError, csv.Error):  # then there are no pictures
        return []
    return [*first.values(), *spare][:PICTURES]


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
