"""Surroundings: whether a folder that was opened is a part of what was meant: one class, or one split."""

import os
from pathlib import Path

from core.data.image import image_names
from core.data.names import split_of
from core.data.walk import folders_of
from core.problems import Problem

_TABLES = (".csv", ".tsv", ".xlsx", ".lst", ".jsonl")
_MOST = 2000
"""Folders beside one another; a place with more is none that was made for classes."""


def around(root: str) -> tuple[str, int] | None:
    """The folder that holds a class folder and others, and how many; above the split folder if it lies in one."""
    above = os.path.dirname(root)
    if not _is_of_images(above) or _has_images(above):
        return None
    beside = [name for name in _folders(above) if _has_images(os.path.join(above, name))]
    if len(beside) < 2 or 2 * len(beside) < len(_folders(above)):
        return None
    return (os.path.dirname(above), len(beside)) if other_splits(above) else (above, len(beside))


def other_splits(root: str) -> list[str]:
    """The folders beside a split folder that are called like other splits."""
    split, above = split_of(os.path.basename(root)), os.path.dirname(root)
    return [name for name in _folders(above) if split_of(name) not in ("", split)] if split else []


def has_table(folder: str) -> bool:
    """Whether a table lies in a folder that may say what its images show."""
    return any(name.lower().endswith(_TABLES) for name in os.listdir(folder))


def _is_of_images(folder: str) -> bool:
    """Whether this may be a folder of images, and not where all that a person or a computer has begins."""
    path = Path(folder)
    return path not in (Path.home(), *Path.home().parents) and len(path.parts) > 2


def _folders(folder: str) -> list[str]:
    try:
        names = folders_of(folder)
    except Problem:
        return []
    return names if len(names) <= _MOST else []


def _has_images(folder: str) -> bool:
    try:
        return bool(image_names(os.listdir(folder)))
    except OSError:
        return False
