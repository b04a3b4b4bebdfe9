"""About a run: the name, the note and the star that the user gave it, and when its test split was opened."""

import contextlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.files import write_text

VERSION = 1
LONGEST_NAME = 120


@dataclass(frozen=True)
class About:
    """What a person has said of a run and done with it. `test_opened` are Unix times, the first one first."""

    name: str = ""
    note: str = ""
    star: bool = False
    test_opened: tuple[float, ...] = ()


def read_about(path: Path) -> About:
    """What a file says; what cannot be read of it is as if it had never been said: no run is lost over its name."""
    said = _said(path)
    name, note, star, opened = (said.get(key) for key in ("name", "note", "star", "test_opened"))
    times = opened if isinstance(opened, list) else []
    return About(_one_line(name) if isinstance(name, str) else "", note if isinstance(note, str) else "", star is True,
                 tuple(sorted(float(t) for t in times if isinstance(t, int | float))))


def change_about(path: Path, **changed: Any) -> About:
    """Say something else of a run; what a newer version wrote beside it stays. Raises Problem `not_writable`."""
    new = replace(read_about(path), **changed)
    new = replace(new, name=_one_line(new.name), note=new.note.strip())
    body = {**_said(path), "version": VERSION, "name": new.name, "note": new.note, "star": new.star,
            "test_opened": list(new.test_opened)}
    write_text(path, json.dumps(body, indent=1, ensure_ascii=False))
    return new


def _said(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.read_text("utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME]
