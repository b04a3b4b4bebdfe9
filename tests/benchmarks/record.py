"""Row: what one benchmark found, as figures beside their bars; kept as JSON, shown as text, written as Markdown."""

import dataclasses
import json
import math
import os
import platform
import statistics
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks.notes import LIMITS, TITLES

TOP = Path(__file__).resolve().parents[2]
KEPT = TOP / "build" / "bench" / "results"
DOCUMENT = TOP / "docs" / "benchmarks.md"

_HEAD = """# Benchmarks

Written by `make bench`, never by hand: `tests/benchmarks/` measures, the words on what limits a figure are in
`tests/benchmarks/notes.py`. Ratios are measured side by side, the sides in turn, each in a fresh process after its
imports and with the number of threads that torch chooses; a ratio is the median of the ratios of the turns. Ours
starts with empty caches unless said otherwise. The plain loop is the usual tutorial one
(`tests/benchmarks/plain.py`).
"""


@dataclass(frozen=True)
class Figure:
    """A measured number; with `most` or `least` it has a bar to meet. Not a number: it could not be measured."""

    name: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None without a bar."""
        if self.most is None and self.least is None:
            return None
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def bar(self) -> str:
        signs = [f"{sign} {number(limit)} {self.unit}".strip() for sign, limit in (("≥", self.least), ("≤", self.most))
                 if limit is not None]
        return " and ".join(signs)

    @property
    def cells(self) -> list[str]:
        """Name, value, bar, verdict."""
        if math.isnan(self.value):
            return [self.name, "not measured", self.bar, ""]
        verdict = {None: "", True: "met", False: "**missed**"}[self.met]
        return [self.name, f"{number(self.value)} {self.unit}".strip(), self.bar, verdict]


@dataclass(frozen=True)
class Table:
    """More than fits into figures."""

    title: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Row:
    """A row of the issue's table: what was measured, how, and what came out."""

    key: str
    how: str
    figures: list[Figure]
    tables: list[Table] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What happened in this very measurement, such as a peer that could not be installed."""
    day: str = field(default_factory=lambda: date.today().isoformat())
    machine: str = field(default_factory=lambda: machine())

    @property
    def title(self) -> str:
        return TITLES[self.key]


def number(value: float) -> str:
    """Three digits that count, without exponents."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{min(digits, 6)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def machine() -> str:
    """Processor, cores, memory, GPU, versions; nothing that names this one machine."""
    import torch

    from core.device import choose, memory

    facts = choose("cpu")
    parts = [facts.name, f"{os.cpu_count()} cores", f"{memory() / 2**30:.0f} GiB memory", platform.system(),
             f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in ("torch", "torchvision"))]
    if torch.cuda.is_available():
        parts.insert(3, torch.cuda.get_device_name(0))
    return ", ".join(parts)


# --- medians --------------------------------------------------------------------------------------


def middle(values: Iterable[float]) -> float:
    """The median; not a number where there is none."""
    known = list(values)
    return statistics.median(known) if known else math.nan


def mean(values: Iterable[float]) -> float:
    return statistics.fmean(values)


def ratio(above: Iterable[float], below: Iterable[float]) -> float:
    """The median of the ratios of the turns."""
    return middle(a / b for a, b in zip(above, below, strict=True))


# --- keeping and showing --------------------------------------------------------------------------


def keep(row: Row) -> None:
    """Put a row with the others, for the document."""
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{row.key}.json").write_text(json.dumps(dataclasses.asdict(row), ensure_ascii=False), "utf-8")


def kept(keys: Iterable[str]) -> list[Row]:
    """The rows that were kept, in the order of `keys`."""
    files = [KEPT / f"{key}.json" for key in keys]
    return [_row(json.loads(file.read_text("utf-8"))) for file in files if file.is_file()]


def _row(body: dict[str, Any]) -> Row:
    figures, tables = [Figure(**f) for f in body.pop("figures")], [Table(**t) for t in body.pop("tables")]
    return Row(figures=figures, tables=tables, **body)


def as_text(row: Row) -> str:
    """A row for a terminal."""
    lines = [f"== {row.key}: {row.title}", *_columns([f.cells for f in row.figures])]
    for table in row.tables:
        lines += ["", f"-- {table.title}", *_columns([table.head, *table.rows])]
    return "\n".join([*lines, *(f"! {text}" for text in row.remarks)])


def _columns(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def write_document(rows: Sequence[Row]) -> None:
    """Write docs/benchmarks.md: the bars of all rows, then each row with how it was measured."""
    DOCUMENT.write_text(as_markdown(rows), "utf-8")


def as_markdown(rows: Sequence[Row]) -> str:
    """The text of the document."""
    newest = max(rows, key=lambda row: row.day)
    bars = [[row.key, *f.cells] for row in rows for f in row.figures if f.met is not None]
    parts = [_HEAD, _paragraph(f"{newest.day}. {newest.machine}."), "## Bars\n",
             _markdown(["#", "figure", "measured", "bar", ""], bars)]
    for row in rows:
        parts.append(f"## {row.key}: {row.title}\n")
        if (row.day, row.machine) != (newest.day, newest.machine):
            parts.append(_paragraph(f"{row.day}. {row.machine}."))
        parts += _body(row)
    return "\n".join(parts)


def _body(row: Row) -> list[str]:
    """A row's part of the document, without its heading."""
    parts = []
    if row.figures:
        parts += [_paragraph(row.how), _markdown(["figure", "measured", "bar", ""], [f.cells for f in row.figures])]
    parts += [f"{t.title}:\n\n" + _markdown(t.head, t.rows) for t in row.tables]
    parts += map(_paragraph, row.remarks)
    if row.key in LIMITS:
        parts.append(_paragraph(f"**What limits it.** {LIMITS[row.key]}"))
    return parts


def _paragraph(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 119, break_long_words=False, break_on_hyphens=False) + "\n"


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines) + "\n"
