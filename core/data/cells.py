"""Cells: the rows of a CSV, TSV or Excel file, whichever program wrote it."""

import codecs
import csv
import io
import itertools
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.choice import N_
from core.problems import Problem
from core.reasons import reason_of

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_GUESSED_FROM, _ROWS = 2**16, 50
"""Characters and rows at the start of a file that tell how its cells are parted."""


@dataclass(frozen=True)
class Cells:
    """All rows that are not empty, as text, and how they were read."""

    rows: list[list[str]]
    encoding: str = ""
    separator: str = ""
    """Between cells; empty for a spreadsheet, as is the encoding."""
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def read_cells(path: str, sheet: str = "") -> Cells:
    """The cells of a text file, or of one sheet of an Excel file: the first one, if none is named.

    Raises Problem bad_labels_file, labels_empty, labels_sheet, old_excel, excel_missing.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise _bad(path, reason_of(error)) from error
    if data.startswith(_OLE):
        raise Problem("old_excel", path=path)
    cells = _of_excel(path, data, sheet) if data.startswith(_ZIP) else _of_text(path, data)
    if not cells.rows:
        raise Problem("labels_empty", path=path)
    return cells


def _bad(path: str, reason: str) -> Problem:
    return Problem("bad_labels_file", path=path, reason=reason)


def _filled(rows: Sequence[list[str]]) -> list[list[str]]:
    return [row for row in rows if any(cell.strip() for cell in row)]


# --- text ----------------------------------------------------------------------------------------


def _of_text(path: str, data: bytes) -> Cells:
    try:
        text, encoding = _decoded(data)
        text = text.replace("\0", "")  # no file can have it in its name
        told = re.match(r"(?i)\ufeff?sep=([,;|\t])\r?\n", text)  # a first line that Excel writes and reads
        text, separator = (text[told.end() :], told[1]) if told else (text, _separator(text))
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except UnicodeDecodeError as error:
        raise _bad(path, N_("reason", "it is not text, or its encoding is unknown; save it as UTF-8")) from error
    except csv.Error as error:
        raise _bad(path, str(error)) from error
    return Cells(_filled(rows), encoding, separator)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding. Raises UnicodeDecodeError."""
    # Spreadsheets save "Unicode text" in UTF-16, "CSV UTF-8" with a mark in front, and "CSV" in their system's own.
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16"), "utf-16"
    some = data[: 2 * _GUESSED_FROM]
    if 4 * some.count(0) > len(some):  # half of the bytes of Latin letters; commas and line ends beside Chinese ones
        return data.decode("utf-16-le" if some[1::2].count(0) > some[::2].count(0) else "utf-16-be"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    return (text, "gb18030") if _is_chinese(text) else (data.decode("cp1252"), "cp1252")


def _is_chinese(text: str) -> bool:
    """Whether at least half of what is not ASCII are everyday Chinese signs: accents read as such give rare ones."""
    foreign = [sign for sign in text if not sign.isascii()]
    everyday = len("".join(foreign).encode("gb2312", "ignore")) // 2
    return 2 * everyday >= len(foreign) > 0


def _separator(text: str) -> str:
    """The sign that parts most rows at the start into equally many cells; of several, the one that makes most cells."""
    def order(separator: str) -> tuple[float, int]:
        lines = csv.reader(io.StringIO(text[:_GUESSED_FROM], newline=""), delimiter=separator)
        try:
            sizes = Counter(len(row) for row in itertools.islice(lines, _ROWS) if row)
        except csv.Error:
            return 0.0, 0
        parted = [(count / sizes.total(), size) for size, count in sizes.items() if size > 1]
        return max(parted, default=(0.0, 0))
    return max((",", ";", "\t", "|"), key=order)


# --- Excel ---------------------------------------------------------------------------------------


def _of_excel(path: str, data: bytes, sheet: str) -> Cells:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise Problem("excel_missing", path=path, library="openpyxl") from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = {one.title: one for one in book.worksheets}
            if sheet and sheet not in sheets:
                raise Problem("labels_sheet", path=path, name=sheet, found=", ".join(sheets))
            chosen = sheet or next(iter(sheets), "")
            rows = _rows(sheets[chosen]) if chosen else []
        except Problem:
            raise
        except Exception as error:  # noqa: BLE001 - a damaged file makes the library raise nearly every kind
            raise _bad(path, str(error) or type(error).__name__) from error
    return Cells(rows, sheets=tuple(sheets), sheet=chosen)


def _rows(sheet: Any) -> list[list[str]]:
    sheet.reset_dimensions()  # some programs write wrong ones
    return _filled([[_shown(value) for value in row] for row in sheet.iter_rows(values_only=True)])


def _shown(value: Any) -> str:
    """A cell as it looks in the spreadsheet, more or less: 3 for 3.0, 1 for true."""
    if value is None:
        return ""
    if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    return str(value)
