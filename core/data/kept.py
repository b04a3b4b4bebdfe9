"""Kept: the folder of what may be computed again (decoded images, outputs of frozen stages), and its bound."""

import contextlib
import json
import logging
import os
import shutil
from pathlib import Path
from typing import Any

from core.facts import KeptFacts
from core.files import lock, write_text
from core.places import cache_folder

log = logging.getLogger("thawline")

_MOST = 20 * 2**30
_SHARE = 0.25
"""Of the disk that is free or already ours: what may be taken unless the user says otherwise."""
_SPARE = 2**30
"""Bytes of the disk that are never taken."""
ABOUT = "about.json"


def kept_folder() -> Path:
    return cache_folder() / "kept"


def limit() -> int:
    """The bytes that all shelves together may take: what was set, else a share of the disk."""
    with contextlib.suppress(OSError, ValueError):
        return int((kept_folder() / "limit").read_text("ascii"))
    return min(_MOST, int(_SHARE * (_free() + sum(f.bytes for f in facts()))))


def set_limit(bytes_: int) -> None:
    """Change the bound; what is over it goes at once. Raises Problem `disk_full` or `not_writable`."""
    write_text(kept_folder() / "limit", str(bytes_))
    make_room(0)


def facts() -> list[KeptFacts]:
    """Every shelf, the one used longest ago first."""
    found = []
    for about in kept_folder().glob(f"*/{ABOUT}"):
        with contextlib.suppress(OSError, ValueError):  # another process has just removed it
            said: dict[str, Any] = json.loads(about.read_text("utf-8"))
            size = sum(_taken(p) for p in about.parent.iterdir())
            found.append(KeptFacts(about.parent.name, said["kind"], said["title"], size, about.stat().st_mtime))
    return sorted(found, key=lambda f: f.used)


def make_room(needed: int, keep: str = "") -> bool:
    """Remove shelves, the one used longest ago first, until so many bytes more fit. `keep` stays.

    Returns whether they fit; nothing is removed in vain.
    """
    known, most = facts(), limit()
    taken, free = sum(f.bytes for f in known), _free()
    others = [f for f in known if f.name != keep]
    spare = sum(f.bytes for f in others)
    if needed and (taken - spare + needed > most or free + spare < needed + _SPARE):
        return False
    for shelf in others:
        if taken + needed <= most and free >= needed + _SPARE:
            break
        if _remove(kept_folder() / shelf.name):
            taken, free = taken - shelf.bytes, free + shelf.bytes
    return taken + needed <= most and free >= needed + _SPARE


def clear() -> int:
    """Remove every shelf that nobody uses just now. Returns the bytes that were given back."""
    return sum(f.bytes for f in facts() if _remove(kept_folder() / f.name))


def _remove(folder: Path) -> bool:
    try:
        with (folder / ".lock").open("a") as file:
            lock(file.fileno())
            if os.name != "nt":  # there, an open file cannot go
                shutil.rmtree(folder)
        if os.name == "nt":
            shutil.rmtree(folder)
    except OSError as error:
        log.info("%s stays: %s", folder.name, error)
        return False
    return True


def _free() -> int:
    place = kept_folder()
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def _taken(path: Path) -> int:
    state = path.stat()
    return max(state.st_size, getattr(state, "st_blocks", 0) * 512)
