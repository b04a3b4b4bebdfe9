"""Source: how a folder says what its images show; read once, kept in the project."""

from dataclasses import dataclass
from typing import Any, Literal

from core.choice import N_
from core.pixels import CLIPPED

BETWEEN = "; "
"""Between the labels of one image, where it may have several."""

Splits = Literal["", "above", "below", "none"]


@dataclass(frozen=True)
class Source:
    """How a folder is to be read. Columns are named by their headings, or by their numbers where there are none.

    Where path or labels are empty they are guessed; so are split, group and separator while no label column is named.
    From then on, empty means none. What is empty of within, splits, level and encoding is guessed as well.
    """

    kind: Literal["folders", "names", "table", "unlabelled"] = "folders"
    """By class folders, by the files' names, by a table of paths and labels; or only to be looked at and predicted."""
    level: Literal["", "first", "last"] = ""
    """Of nested folders: whether the first or the last names the class."""
    within: str = ""
    """Of folders: the path of the one inside that holds the split or class folders; "." for the folder itself."""
    splits: Splits = ""
    """Of folders called like splits: above, they hold the class folders; below, they lie in them; none, they are
    folders as any other."""
    confirmed: bool = False
    """Whether a person has said that this is how it is meant; else other ways that are likely, too, are told."""
    pattern: str = ""
    """Of names: as "{label}_*", see `core.data.names`; guessed where empty."""
    table: str = ""
    """The path of a CSV, TSV or Excel file."""
    sheet: str = ""
    encoding: str = ""
    """Of a text file, by Python's name."""
    missing: Literal["none", "label"] = "none"
    """Of a table: whether a cell such as "NA" is no label, or one of that name."""
    path: str = ""
    labels: tuple[str, ...] = ()
    """One column for each task, of which the first is learnt; or one of 0 and 1 for each class."""
    split: str = ""
    group: str = ""
    """A column whose equal values belong together: a patient, a site."""
    separator: str = ""
    """What stands between several labels in one cell; empty where a cell holds one."""
    test: str = ""
    """A folder elsewhere, laid out alike (with a table of its own, if there is one), whose images are for the test."""
    target: str = ""
    """A folder of unlabelled images of the place where the model will be used."""
    bands: tuple[int, ...] = ()
    """As in `core.pixels.Pixels`."""
    clipped: float = CLIPPED
    """Of values beyond 8 bits: the percent of all that become plain black, and as many plain white."""


OTHER_WAYS: dict[str, dict[str, Any]] = {
    "as_splits": {"splits": "above", "level": ""}, "as_inner_splits": {"splits": "below", "level": ""},
    "as_folders": {"splits": "none", "level": ""}, "whole_folder": {"within": ".", "level": "last"},
    "outer_classes": {"level": "first"}, "inner_classes": {"level": "last"}, "words_are_labels": {"missing": "label"},
    "as_read": {}}
"""What a remedy of a finding about the way that a folder was read changes of its Source; it is confirmed then."""

ENCODINGS: dict[str, str] = {
    "utf-8": N_("reason", "Unicode (UTF-8)"), "cp1252": N_("reason", "Western (Windows 1252)"),
    "cp1250": N_("reason", "Central European (Windows 1250)"), "cp1254": N_("reason", "Turkish (Windows 1254)"),
    "cp1257": N_("reason", "Baltic (Windows 1257)"), "cp1251": N_("reason", "Cyrillic (Windows 1251)"),
    "koi8-r": N_("reason", "Cyrillic (KOI8-R)"), "cp1253": N_("reason", "Greek (Windows 1253)"),
    "cp1255": N_("reason", "Hebrew (Windows 1255)"), "cp1256": N_("reason", "Arabic (Windows 1256)"),
    "gb18030": N_("reason", "Simplified Chinese (GB18030)"), "big5": N_("reason", "Traditional Chinese (Big5)"),
    "cp932": N_("reason", "Japanese (Shift-JIS)"), "cp949": N_("reason", "Korean (Windows 949)")}
"""What a table may be written in, by Python's name, and its title."""


@dataclass(frozen=True)
class Task:
    """One thing to be told of every image: its name (a column; "" of a folder), its classes."""

    name: str
    classes: tuple[str, ...]
    several: bool = False
    """Whether an image may have more than one of them, or none."""


@dataclass(frozen=True)
class TablePreview:
    """The start of a labels file as it is understood, before it is used."""

    path: str
    encoding: str
    separator: str
    """Between cells; empty for a spreadsheet."""
    sheets: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    source: Source
    """The columns that it would be read by, as guessed or as asked."""
    found: int = 0
    """Of the first rows, how many name a file that is there."""
    looked: int = 0
    """How many rows that was tried with."""
    sample: str = ""
    """Some letters that another encoding would read otherwise; empty where the file tells how it is written."""
    encodings: tuple[tuple[str, str], ...] = ()
    """Each encoding that the file may be written in, the likeliest first, and the sample as it reads it."""


@dataclass(frozen=True)
class NamesPreview:
    """What a pattern makes of the names of files: (name, label) of the first ones, images by class, and the misfits."""

    pattern: str
    names: tuple[tuple[str, str], ...]
    classes: dict[str, int]
    left_out: int


@dataclass(frozen=True)
class FoldersPreview:
    """Images by class as the first and as the last level of the folders would name it."""

    first: dict[str, int]
    last: dict[str, int]
    source: Source = Source()
    """As asked, with what was guessed."""
    splits: tuple[Splits, ...] = ()
    """What the folders called like splits may be, the likeliest first."""


Preview = FoldersPreview | NamesPreview | TablePreview
