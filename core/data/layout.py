"""Layout: which file of a folder belongs to which class and split, by the names of its folders."""

import functools
import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from core.data.walk import Found, folders_of, images_of, natural_path, readable
from core.events import Warned
from core.problems import Problem

SPLITS = {"train": "train", "training": "train", "val": "validation", "valid": "validation",
          "validation": "validation", "test": "test", "testing": "test"}
"""What people call the splits, in lower case, and our names for them."""


class Sample(NamedTuple):
    """One file with its label and its split ("" while not split). `path` has slashes and starts at the root.

    The rest is known once the file was looked at; `stamp` tells whether it has been changed since.
    """

    path: str
    label: str
    split: str = ""
    width: int = 0
    height: int = 0
    sha256: str = ""
    mode: str = ""
    stamp: str = ""


@dataclass(frozen=True)
class Layout:
    """What a folder, or a labels file, says of its images."""

    samples: tuple[Sample, ...]
    """None of them looked at."""
    classes: tuple[str, ...]
    """All that are named, also those without an image."""
    ready_split: bool
    warnings: tuple[Warned, ...] = ()


def layout_of(root: str, gate: Callable[[], None] = lambda: None) -> Layout:
    """The classes and splits of a folder by its subfolders. Raises Problem empty_folder, no_classes."""
    found, folders = images_of(root, gate), folders_of(root)
    if not found.folders:
        raise Problem("empty_folder", path=root)
    splits = _split_folders(root, folders)
    samples: list[Sample] = []
    loose = 0
    for folder, names in found.folders:
        label, split = _meaning(folder.split("/"), splits)
        if label:
            samples += _unseen(f"{folder}/", names, label, split)
        else:
            loose += len(names)
    if not samples:
        raise Problem("no_classes", path=root)
    if splits:
        names = [name for split in splits for name in folders_of(os.path.join(root, split))]
    else:
        names = folders
    classes = sorted({class_name(name) for name in names}, key=natural_path)
    return Layout(tuple(samples), tuple(classes), bool(splits), _warnings(found, loose))


def class_name(folder: str) -> str:
    """The class that a folder names; one spelling of accents, whichever system wrote the name."""
    return readable(unicodedata.normalize("NFC", folder).strip())


def _unseen(folder: str, names: list[str], label: str, split: str) -> Iterator[Sample]:
    """Samples that nobody has looked at: without a call of Python for each, for there may be a million."""
    rest = (repeat(Sample._field_defaults[field]) for field in Sample._fields[3:])
    made = functools.partial(tuple.__new__, Sample)
    return map(made, zip([folder + name for name in names], repeat(label), repeat(split), *rest))


def _meaning(folders: list[str], splits: dict[str, str]) -> tuple[str, str]:
    """The class and the split of the files of a folder, by its path; no class for loose ones."""
    if not splits:
        return class_name(folders[0]), ""
    if len(folders) < 2 or folders[0] not in splits:
        return "", ""
    return class_name(folders[1]), splits[folders[0]]


def _split_folders(root: str, folders: list[str]) -> dict[str, str]:
    """The split folders by their names; none if these are classes that happen to be called so."""
    named = {name: SPLITS[name.casefold()] for name in folders if name.casefold() in SPLITS}
    with_classes = {name: split for name, split in named.items() if folders_of(os.path.join(root, name))}
    both = len(set(with_classes.values())) > 1
    return with_classes if both or (with_classes and len(named) == len(folders)) else {}


def _warnings(found: Found, loose: int) -> tuple[Warned, ...]:
    warnings = [Warned("loose_files", {"count": loose})] if loose else []
    warnings += [Warned("link_loop", {"path": path}) for path in found.loops]
    warnings += [Warned("folder_closed", {"path": path}) for path in found.closed]
    return tuple(warnings)
