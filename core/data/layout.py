"""Layout: which file of a folder belongs to which class and split, by the names of its folders."""

import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from core.data.walk import Found, folders_of, images_of, natural_path, readable, relative
from core.events import Warned
from core.problems import Problem

SPLITS = {"train": "train", "training": "train", "val": "validation", "valid": "validation",
          "validation": "validation", "test": "test", "testing": "test"}
"""What people call the splits, in lower case, and our names for them."""


@dataclass(frozen=True)
class Listed:
    """A file that is said to belong to a class, not looked at yet."""

    path: str
    label: str
    split: str = ""


@dataclass(frozen=True)
class Layout:
    """What a folder, or a labels file, says of its images."""

    listed: tuple[Listed, ...]
    classes: tuple[str, ...]
    """All that are named, also those without an image."""
    ready_split: bool
    warnings: tuple[Warned, ...] = ()


def layout_of(root: str, gate: Callable[[], None] = lambda: None) -> Layout:
    """The classes and splits of a folder by its subfolders. Raises Problem empty_folder, no_classes."""
    found = images_of(root, gate)
    folders, paths = folders_of(root), [relative(path, root) for path in found.images]
    if not paths:
        raise Problem("empty_folder", path=root)
    splits = _split_folders(root, folders)
    listed = [one for path in paths if (one := _listed(path, splits))]
    if not listed:
        raise Problem("no_classes", path=root)
    if splits:
        names = [name for split in splits for name in folders_of(os.path.join(root, split))]
    else:
        names = folders
    warnings = _warnings(root, found, loose=len(paths) - len(listed))
    classes = sorted({class_name(name) for name in names}, key=natural_path)
    return Layout(tuple(listed), tuple(classes), bool(splits), warnings)


def class_name(folder: str) -> str:
    """The class that a folder names; one spelling of accents, whichever system wrote the name."""
    return readable(unicodedata.normalize("NFC", folder).strip())


def _listed(path: str, splits: dict[str, str]) -> Listed | None:
    parts = path.split("/")
    if not splits:
        return Listed(path, class_name(parts[0])) if len(parts) > 1 else None
    if len(parts) < 3 or parts[0] not in splits:
        return None
    return Listed(path, class_name(parts[1]), splits[parts[0]])


def _split_folders(root: str, folders: list[str]) -> dict[str, str]:
    """The split folders by their names; none if these are classes that happen to be called so."""
    named = {name: SPLITS[name.casefold()] for name in folders if name.casefold() in SPLITS}
    with_classes = {name: split for name, split in named.items() if folders_of(os.path.join(root, name))}
    both = len(set(with_classes.values())) > 1
    return with_classes if both or (with_classes and len(named) == len(folders)) else {}


def _warnings(root: str, found: Found, loose: int) -> tuple[Warned, ...]:
    warnings = [Warned("loose_files", {"count": loose})] if loose else []
    warnings += [Warned("link_loop", {"path": relative(path, root)}) for path in found.loops]
    warnings += [Warned("folder_closed", {"path": relative(path, root)}) for path in found.closed]
    return tuple(warnings)
