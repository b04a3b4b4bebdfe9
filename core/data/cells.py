"""Cells: the rows of a CSV, TSV or Excel file, whichever program wrote it."""

import codecs
import csv
import io
import itertools
import json
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.choice import N_
from core.data.encodings import guess, sample_of
from core.data.image import EXTENSIONS
from core.problems import Problem
from core.reasons import reason_of

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_GUESSED_FROM, _ROWS = 2**16, 50
"""Characters and rows at the start of a file that tell how its cells are parted."""
_IMAGE = "(?:" + "|".join(re.escape(ending) for ending in sorted(EXTENSIONS)) + ")"
_LISTED = re.compile(rf"(.*?{_IMAGE})[ \t]+(\S.*)", re.IGNORECASE)
"""A line of a list as Caffe and others write it: a path, which may have blanks in it, and after a blank the label."""


@dataclass(frozen=True)
class Cells:
    """All rows that are not empty, as text, and how they were read."""

    rows: list[list[str]]
    encoding: str = ""
    separator: str = ""
    """Between cells: a sign, or "{}" for an object in each line; empty for a spreadsheet, as is the encoding."""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    encodings: tuple[tuple[str, str], ...] = ()
    """Where the file does not tell its encoding: those it may have, the likeliest first, and some words in each."""
    unclosed: int = 0
    """The first line with a quote mark that is never closed; 0 where there is none."""


def read_cells(path: str, sheet: str = "", encoding: str = "") -> Cells:
    """The cells of a text file, or of one sheet of an Excel file: the first one, if none is named.

    Raises Problem bad_labels_file, labels_empty, labels_encoding, labels_sheet, old_excel, excel_missing.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise _bad(path, reason_of(error)) from error
    if data.startswith(_OLE):
        raise Problem("old_excel", path=path)
    cells = _of_excel(path, data, sheet) if data.startswith(_ZIP) else _of_text(path, data, encoding)
    if not cells.rows:
        raise Problem("labels_empty", path=path)
    return cells


def _bad(path: str, reason: str) -> Problem:
    return Problem("bad_labels_file", path=path, reason=reason)


def _filled(rows: Sequence[list[str]]) -> list[list[str]]:
    return [row for row in rows if any(cell.strip() for cell in row)]


# --- text ----------------------------------------------------------------------------------------


def _of_text(path: str, data: bytes, encoding: str) -> Cells:
    text, used, encodings = _decoded(path, data, encoding)
    text = text.replace("\0", "")  # no file can have it in its name
    if re.match(r"\ufeff?\s*(\[\s*)?\{", text):
        return Cells(_of_json(path, text.lstrip("\ufeff \t\r\n")), used, "{}", encodings=encodings)
    told = re.match(r"(?i)\ufeff?sep=([,;|\t])\r?\n", text)  # a first line that Excel writes and reads
    text, separator = (text[told.end() :], told[1]) if told else (text, _separator(text))
    if separator == " ":
        return Cells(_filled([_in_list(line) for line in text.splitlines()]), used, " ", encodings=encodings)
    try:
        rows, unclosed = _rows_of(text, separator)
    except csv.Error as error:
        raise _bad(path, str(error)) from error
    return Cells(_filled(rows), used, separator, encodings=encodings, unclosed=unclosed)


def _decoded(path: str, data: bytes, encoding: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """The text of a file, its encoding, and what else it may be where that was guessed. Raises Problem."""
    # Spreadsheets save "Unicode text" in UTF-16, "CSV UTF-8" with a mark in front, and "CSV" in their system's own.
    some = data[: 2 * _GUESSED_FROM]
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16"), "utf-16", ()
        if 4 * some.count(0) > len(some):  # half of Latin letters; commas, line ends beside Chinese
            low = some[1::2].count(0) > some[::2].count(0)
            return data.decode("utf-16-le" if low else "utf-16-be"), "utf-16", ()
        return data.decode("utf-8-sig"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    likely = guess(data)
    try:
        if not (encoding or likely):
            raise _bad(path, N_("reason", "it is not text, or its encoding is unknown; save it as UTF-8"))
        text = data.decode(encoding or likely[0][0])
    except (UnicodeDecodeError, LookupError) as error:
        raise Problem("labels_encoding", path=path, name=encoding) from error
    if encoding and encoding not in dict(likely):
        likely = (*likely, (encoding, sample_of(text)))
    return text, encoding or likely[0][0], likely


def _separator(text: str) -> str:
    """The sign that parts most rows at the start into equally many cells; of several, the one that makes most cells.

    A blank where it stands behind a path as in a list, or where nothing else parts anything.
    """
    def order(separator: str) -> tuple[float, int]:
        lines = csv.reader(io.StringIO(text[:_GUESSED_FROM], newline=""), delimiter=separator)
        try:
            sizes = Counter(len(row) for row in itertools.islice(lines, _ROWS) if row)
        except csv.Error:
            return 0.0, 0
        parted = [(count / sizes.total(), size) for size, count in sizes.items() if size > 1]
        return max(parted, default=(0.0, 0))
    lines = [line for line in text[:_GUESSED_FROM].splitlines()[:_ROWS] if line.strip()]
    listed = [found for line in lines if (found := _LISTED.fullmatch(line.strip()))]
    if listed and 2 * len(listed) > len(lines) and not any(set(",;\t|") & set(found[1]) for found in listed):
        return " " if not any("\t" in line for line in lines) else "\t"
    best = max((",", ";", "\t", "|"), key=order)
    if order(best)[0] >= 0.5 or not lines:
        return best
    return " " if all(len(line.split()) > 1 for line in lines) else best


def _in_list(line: str) -> list[str]:
    """The cells of a line that is parted by blanks: a path and a label, or several if they are numbers."""
    found = _LISTED.fullmatch(line.strip())
    first, rest = (found[1], found[2]) if found else (*line.split(maxsplit=1), "", "")[:2]
    numbers = rest.split()
    several = len(numbers) > 1 and all(re.fullmatch(r"-?[0-9.]+", one) for one in numbers)
    return [first, *numbers] if several else [first, rest]


def _rows_of(text: str, separator: str) -> tuple[list[list[str]], int]:
    """The rows of a text, and the first line whose quote mark takes the next ones into its cell by mistake, or 0."""
    lines, rows, ends = list(io.StringIO(text, newline="")), list[list[str]](), [0]
    reader = csv.reader(lines, delimiter=separator)
    for row in reader:
        rows.append(row)
        ends.append(reader.line_num)
    long = [n for n, row in enumerate(rows) if ends[n + 1] - ends[n] > 1]
    if not long:
        return rows, 0
    plain = [row for row in rows if not any("\n" in cell for cell in row)]
    width = Counter(map(len, plain)).most_common(1)[0][0] if plain else 0
    images = any(map(_is_of_image, itertools.chain(*plain)))
    for n in long:
        if _swallows(lines[ends[n] : ends[n + 1]], separator, width, images):
            return list(_line_by_line(lines, separator, width)), ends[n] + 1
    return rows, 0


def _swallows(lines: Sequence[str], separator: str, width: int, images: bool) -> bool:
    """Whether most lines that one cell goes over are whole rows of their own: with an image, if the others have one."""
    rows = list(_line_by_line(lines, separator, width))[1:]
    whole = [row for row in rows if len(row) == width and (not images or any(map(_is_of_image, row)))]
    return width > 1 and 2 * len(whole) > len(rows) and (images or len(rows) > 2)


def _is_of_image(cell: str) -> bool:
    return cell.strip().lower().endswith(tuple(EXTENSIONS))


def _line_by_line(lines: Sequence[str], separator: str, width: int) -> Iterator[list[str]]:
    """Each line by itself; where a quote mark spoils it, that is a sign as any other."""
    for line in lines:
        line = line.rstrip("\r\n")
        row = next(csv.reader([line], delimiter=separator), [])
        if len(row) != width and '"' in line:
            row = next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE), [])
        yield row


# --- JSON lines ----------------------------------------------------------------------------------


def _of_json(path: str, text: str) -> list[list[str]]:
    """Rows of a file with an object in each line, or a list of them, below their keys; inner keys after a point."""
    pieces = [(1, text)] if text.startswith("[") else [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    found = list[dict[str, str]]()
    for number, piece in pieces:
        try:
            value = json.loads(piece)
            found += [dict(_flat(one)) for one in (value if isinstance(value, list) else [value])]
        except (ValueError, AttributeError, RecursionError) as error:
            raise Problem("labels_json", path=path, line=number) from error
    keys = list(dict.fromkeys(key for one in found for key in one))
    return [keys, *([one.get(key, "") for key in keys] for one in found)]


def _flat(value: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{above}{key}.")
        else:
            yield f"{above}{key}", json.dumps(inner, ensure_ascii=False) if isinstance(inner, list) else _shown(inner)


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
