"""Edits: what the user has changed about a folder, kept in the project and undoable; the files are never touched."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from core.problems import Problem
from core.reasons import reason_of

Kind = Literal["exclude", "include", "relabel", "move", "together", "undo"]


@dataclass(frozen=True)
class Edit:
    """A part of an act. `paths` are those of samples; `value` is the new label, the split, or empty."""

    kind: Kind
    paths: tuple[str, ...] = ()
    value: str = ""
    why: str = ""
    """The code of the finding that it remedies; empty where the user did it by hand."""
    at: float = 0.0
    """Unix time."""


Act = tuple[Edit, ...]
"""What was done at once, and is undone as a whole."""


def read_acts(path: Path) -> tuple[Act, ...]:
    """What the user has changed and not undone, oldest first: an undo takes the last act before it away.

    An act that a crash cut off, or that another version wrote, is left out as a whole. Raises Problem
    `damaged_project`.
    """
    held: list[Act] = []
    for act in _acts(path):
        if act[0].kind != "undo":
            held.append(tuple(act))
        elif held:
            held.pop()
    return tuple(held)


def read_edits(path: Path) -> tuple[Edit, ...]:
    """The edits of all acts of `read_acts`."""
    return tuple(edit for act in read_acts(path) for edit in act)


def put_acts(path: Path, acts: Sequence[Act]) -> None:
    """Make these the acts that hold: later ones are undone, missing ones done. Raises as `add_edits`, `read_acts`."""
    held = read_acts(path)
    same = next((i for i, pair in enumerate(zip(held, acts, strict=False)) if pair[0] != pair[1]),
                min(len(held), len(acts)))
    for _ in held[same:]:
        add_edits(path, [Edit("undo")])
    for act in acts[same:]:
        add_edits(path, act)


def add_edits(path: Path, edits: Sequence[Edit]) -> None:
    """Append one act to a project's log, one line whatever it consists of: it is read, and undone, as a whole.

    Raises Problem `disk_full` or `not_writable`.
    """
    from core.files import ensure_folder, writing_problem

    if not edits:
        return
    now = time.time()
    line = json.dumps([{**asdict(edit), "at": edit.at or now} for edit in edits], ensure_ascii=False)
    ensure_folder(path.parent)
    try:
        with path.open("ab+") as file:
            # A crash may have cut the last line off; the act starts on a line of its own.
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 1))
            cut = file.read(1) not in (b"", b"\n")
            file.write(b"\n" * cut + f"{line}\n".encode())
    except OSError as error:
        raise writing_problem(path, error) from error


def _acts(path: Path) -> Iterator[list[Edit]]:
    try:
        text = path.read_text("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise Problem("damaged_project", path=str(path), reason=reason_of(error)) from error
    for line in text.split("\n"):
        try:
            act = [_edit(**found) for found in json.loads(line)]
        except (ValueError, TypeError):
            continue
        if act:
            yield act


def _edit(kind: Kind, paths: list[str], value: str, why: str, at: float) -> Edit:
    texts: list[Any] = [*paths, value, why]
    if kind not in get_args(Kind) or not all(isinstance(text, str) for text in texts):
        raise ValueError(kind)
    return Edit(kind, tuple(paths), value, why, at)
