"""Labels file: a CSV that says which file belongs to which class, and perhaps to which split."""

import csv
import io
import os
from pathlib import Path

from core.data.image import image_names
from core.data.layout import SPLITS, Layout, Sample, class_name
from core.data.walk import natural_path, relative
from core.events import Warned
from core.problems import Problem

_PATH = ("path", "file", "filename", "file_name", "filepath", "image", "image_path", "name")
_LABEL = ("label", "class", "class_name", "category", "target")
_SPLIT = ("split", "set", "subset", "part")


def read_labels(path: str, root: str) -> Layout:
    """The layout that a CSV of `path,label[,split]` gives; its paths start at the CSV's folder or at `root`.

    Raises Problem bad_labels_file, labels_columns, labels_empty, labels_split.
    """
    rows = _rows(path)
    places, body = _columns(path, rows)
    listed: dict[str, Sample] = {}
    blank = 0
    for row in body:
        cells = [row[p].strip() if 0 <= p < len(row) else "" for p in places]
        if not cells[0] or not cells[1]:
            blank += 1
            continue
        file = _place(cells[0], os.path.dirname(os.path.abspath(path)), root)
        listed.setdefault(file, Sample(file, class_name(cells[1]), _split(path, cells[2])))
    if not listed:
        raise Problem("labels_empty", path=path)
    ready = any(one.split for one in listed.values())
    all_rows = tuple(o._replace(split=o.split or "train") if ready else o for o in listed.values())
    warnings = (Warned("labels_blank", {"count": blank}),) if blank else ()
    return Layout(all_rows, tuple(sorted({o.label for o in all_rows}, key=natural_path)), ready, warnings)


def _rows(path: str) -> list[list[str]]:
    try:
        data = Path(path).read_bytes()
        # Spreadsheets save "Unicode text" in UTF-16 and "CSV UTF-8" with a mark in front.
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except OSError as error:
        raise Problem("bad_labels_file", path=path, reason=error.strerror or str(error)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Problem("bad_labels_file", path=path, reason=str(error)) from error
    rows = [row for row in lines if any(cell.strip() for cell in row)]
    if not rows:
        raise Problem("labels_empty", path=path)
    return rows


def _delimiter(text: str) -> str:
    # csv.Sniffer guesses letters on short files; the first line with content tells enough.
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max((",", ";", "\t"), key=first.count)


def _columns(path: str, rows: list[list[str]]) -> tuple[tuple[int, int, int], list[list[str]]]:
    """The places of path, label and split (-1: none), and the rows without the headings."""
    head = [cell.strip().casefold() for cell in rows[0]]
    found = [next((head.index(name) for name in names if name in head), -1) for names in (_PATH, _LABEL, _SPLIT)]
    if found[0] >= 0 and found[1] >= 0:
        return (found[0], found[1], found[2]), rows[1:]
    if len(head) >= 2 and image_names([os.path.basename(head[0].replace("\\", "/"))]):
        return (0, 1, 2), rows
    raise Problem("labels_columns", path=path, found=", ".join(head)[:200])


def _place(name: str, beside: str, root: str) -> str:
    file = name.replace("\\", "/")
    from_csv = os.path.join(beside, file)
    return relative(from_csv if os.path.lexists(from_csv) else os.path.join(root, file), root)


def _split(path: str, text: str) -> str:
    if text and text.casefold() not in SPLITS:
        raise Problem("labels_split", path=path, value=text)
    return SPLITS.get(text.casefold(), "")
