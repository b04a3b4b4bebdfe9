"""Sample: one file with its label and its split; and Layout, all that a folder or a table says of its images."""

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from core.data.walk import readable
from core.findings import Finding
from core.source import Source, Task


class Sample(NamedTuple):
    """One file with its label and its split ("" while not split). `path` has slashes and starts at the root.

    Where an image may have several labels, `label` has them in the classes' order with `source.BETWEEN` between them.
    Size and what follows is known once the file was looked at; `stamp` tells whether it has been changed since.
    """

    path: str
    label: str
    split: str = ""
    more: tuple[str, ...] = ()
    """The labels of the other tasks."""
    group: str = ""
    """What the table's group column says."""
    width: int = 0
    height: int = 0
    sha256: str = ""
    mode: str = ""
    format: str = ""
    stamp: str = ""
    taken: str = ""
    """When it was taken: "2024-05-01T12:30:00"."""
    traits: bytes = b""
    """See `core.data.traits`."""
    channels: int = 0
    """How many, where there are more than three."""
    sketch: bytes = b""
    """How values of more than 8 bits are distributed, see `core.data.levels`."""


@dataclass(frozen=True)
class Layout:
    """What a folder, or a table, says of its images."""

    samples: tuple[Sample, ...]
    """None of them looked at. Those of a test folder elsewhere are "test", whether or not the split is ready."""
    classes: tuple[str, ...]
    """All that are named, also those without an image."""
    ready_split: bool
    findings: tuple[Finding, ...] = ()
    tasks: tuple[Task, ...] = ()
    """Where a table has several label columns, or several labels in a cell; empty for plain classes."""
    source: Source = Source()
    """How it was read, with what was guessed."""


def class_name(text: str) -> str:
    """The class that a folder or a cell names; one spelling of accents, whichever system wrote the name."""
    return readable(unicodedata.normalize("NFC", text).strip())
