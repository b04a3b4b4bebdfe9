"""Columns: which column of a table says what, by its heading and by what is in it."""

import ast
import functools
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.data.image import image_names
from core.data.names import split_of
from core.source import Source

_PATHS = ("path", "file", "filename", "file_name", "filepath", "file_path", "image", "image_path", "image_name", "img",
          "imagegcsuri", "image_url", "url", "name", "image_id", "id", "路径", "文件", "文件名", "文件路径", "图片",
          "图像", "图片路径", "图像路径")
_LABELS = ("label", "labels", "label_name", "class_name", "classname", "class", "classes", "category", "categories",
           "target", "tag", "tags", "displayname", "choice", "choices", "diagnosis", "species", "标签", "类别", "分类",
           "类", "种类", "名称")
_SPLITS = ("split", "set", "subset", "part", "划分", "数据集")
_MAYBE_SPLITS = ("usage", "ml_use", "phase", "partition", "stage", "mode", "purpose", "dataset", "data_set",
                 "split_name")
"""Headings of a column that tells the split if its cells are named after splits."""
_FLAGS = {**dict.fromkeys(("is_valid", "is_val", "is_validation"), ("validation", "train")),
          **dict.fromkeys(("is_train", "is_training", "is_training_image"), ("train", "test")),
          "is_test": ("test", "train")}
"""Headings of a column of yes and no, and the split of either."""
_GROUPS = ("group", "group_id", "patient", "patient_id", "subject", "subject_id", "case", "case_id", "site", "分组",
           "组", "患者", "病人")
_UNASSIGNED = ("unassigned", "auto", "none", "nan", "na", "n/a")
NO_LABEL = frozenset(("nan", "NaN", "NAN", "None", "NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "NaT"))
"""What programs write where there is no label."""
_SEPARATORS = (";", "|", ",")
_TRIED, _OFTEN = 50, 0.05
_ENOUGH = 1000
"""Rows that show whether the labels of a column recur."""

Rows = Sequence[Sequence[str]]
Find = Callable[[str], tuple[str, bool]]
"""The path from the root of the file that a cell names, and whether it is there."""


def cells_of(rows: Rows, column: int) -> list[str]:
    """A column without what is blank."""
    return [cell for row in rows if column < len(row) and (cell := row[column].strip())]


def headings(rows: list[list[str]], find: Find) -> tuple[tuple[str, ...], list[list[str]]]:
    """The names of the columns and the other rows; without headings, as without one, a column's number is its name.

    A title above the headings, a line with one cell, is passed over.
    """
    width = max(sum(bool(cell.strip()) for cell in row) for row in rows[:_TRIED])
    while width > 1 and len(rows) > 1 and _is_title(rows[0], find):
        rows = rows[1:]
    first = [cell.strip() for cell in rows[0]]
    first += [""] * (max(map(len, rows[:_TRIED])) - len(first))
    known = any(_heading(cell) in _PATHS + _LABELS for cell in first)
    if any(map(_is_image, first)) or (not known and any(find(cell)[1] for cell in first if cell)):
        return tuple(str(n + 1) for n in range(max(map(len, rows[:_TRIED])))), rows
    names = list[str]()
    for n, cell in enumerate(first):
        name = cell or str(n + 1)
        names.append(name if name not in names else f"{name} ({n + 1})")
    return tuple(names), rows[1:]


@functools.lru_cache(4096)
def _heading(name: str) -> str:
    """A heading as those above are written; of what lies in an object its own name."""
    return re.sub(r"[\s\-]+", "_", name.rpartition(".")[2].strip().casefold())


@functools.lru_cache(4096)
def split_by(column: str, cell: str) -> str | None:
    """The split that a cell of a column names, empty where it names none; None for what is no split."""
    flag = _FLAGS.get(_heading(column))
    if flag and (mark := mark_of(cell)) is not None:
        return flag[0] if mark else flag[1]
    return split_of(cell) or ("" if cell.casefold() in ("", *_UNASSIGNED) else None)


def _is_title(row: list[str], find: Find) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) == 1 and _heading(filled[0]) not in _PATHS + _LABELS and not find(filled[0])[1]


def guessed(source: Source, columns: tuple[str, ...], rows: Rows, find: Find) -> Source:
    """The source with its empty columns filled in, as far as it can be told what they are.

    Path and label are needed. What need not be there, another column and what stands between labels, is guessed only
    while no label column is named: from then on empty means that there is none.
    """
    used = {source.path, *source.labels, source.split, source.group} - {""}
    free = [n for n, name in enumerate(columns) if name not in used]

    def take(place: int | None) -> str:
        if place is None:
            return ""
        free.remove(place)
        return columns[place]

    source = replace(source, path=source.path or take(_path(columns, rows, free, find)))
    if source.labels:
        return source
    source = replace(source, split=source.split or take(_split(columns, rows, free)),
                     group=source.group or take(_headed(columns, free, _GROUPS)))
    places = _labels(columns, rows, free)
    separator = source.separator or (separator_of(cells_of(rows, places[0])) if len(places) == 1 else "")
    return replace(source, labels=tuple(columns[place] for place in places), separator=separator)


def separator_of(cells: Sequence[str]) -> str:
    """What stands between several labels in a cell; empty if each of these holds one.

    It must stand in many cells, and most of what it parts must occur in other cells, too.
    """
    kinds = set(cells)
    for separator in _SEPARATORS:
        several = {cell for cell in kinds if _parts(cell, separator)}
        if sum(cell in several for cell in cells) < max(1, _OFTEN * len(cells)):
            continue
        counts = Counter(part for cell in kinds for part in _parts(cell, separator) or {cell})
        labels = {part for cell in several for part in _parts(cell, separator)}
        if 2 * sum(counts[label] > 1 for label in labels) >= len(labels):
            return separator
    return ""


def _parts(cell: str, separator: str) -> frozenset[str]:
    """The labels of a cell if it has several; a comma in a sentence or a number parts none."""
    if separator not in cell or (separator == "," and (", " in cell or _is_decimal(cell))):
        return frozenset()
    return frozenset(part.strip() for part in cell.split(separator))


def are_marks(rows: Rows, column: int) -> bool:
    """Whether all cells of a column are 0 or 1."""
    return bool(rows) and all(column < len(row) and mark_of(row[column]) is not None for row in rows)


def mark_of(cell: str) -> bool | None:
    """What a cell says of the class that its column is named after; None if it is neither 0 nor 1."""
    return _MARKS.get(cell.strip().lower())


_MARKS = {**dict.fromkeys(("0", "0.0", "0,0", "false"), False), **dict.fromkeys(("1", "1.0", "1,0", "true"), True)}


# --- guesses -------------------------------------------------------------------------------------


def _headed(columns: tuple[str, ...], free: list[int], names: tuple[str, ...]) -> int | None:
    """The column with the likeliest of some headings; `names` has the likeliest first."""
    places = [n for n in free if _heading(columns[n]) in names]
    return min(places, key=lambda n: names.index(_heading(columns[n])), default=None)


def _path(columns: tuple[str, ...], rows: Rows, free: list[int], find: Find) -> int | None:
    """The column with most names of images; else with most names, without endings, of files that are there."""
    some = {n: cells_of(rows[:_TRIED], n) for n in free}
    for names_file in (_is_image, lambda cell: find(cell)[1]):
        worth = {n: sum(map(names_file, cells)) for n, cells in some.items()}
        best = [n for n in free if worth[n] and worth[n] == max(worth.values())]
        if best:
            headed = _headed(columns, best, _PATHS)
            return best[0] if headed is None else headed
    return _headed(columns, free, _PATHS)


def _split(columns: tuple[str, ...], rows: Rows, free: list[int]) -> int | None:
    headed = _headed(columns, free, _SPLITS)
    if headed is not None:
        return headed
    for n in free:
        said = {split_by(columns[n], cell) for cell in cells_of(rows, n)}
        least = 1 if _heading(columns[n]) in (*_MAYBE_SPLITS, *_FLAGS) else 2
        if None not in said and len(said - {""}) >= least and _heading(columns[n]) not in _LABELS:
            return n
    return None


def _labels(columns: tuple[str, ...], rows: Rows, free: list[int]) -> list[int]:
    """The label column; or the columns of 0 and 1, one for each class; or the only one whose values recur."""
    headed = _headed(columns, free, _LABELS)
    if headed is not None:
        return [headed]
    marks = [n for n in free if are_marks(rows[:_TRIED], n) and are_marks(rows, n)]
    if len(marks) > 1:
        return marks
    recurring = free if len(free) == 1 else [n for n in free if _recur(cells_of(rows[:_ENOUGH], n))]
    return recurring if len(recurring) == 1 else []


def _recur(cells: list[str]) -> bool:
    """Whether these may be labels: some words, each of several images."""
    kinds = set(cells)
    return 1 < len(kinds) <= len(cells) / 2 and (not all(map(_is_decimal, kinds)) or all(map(is_whole, kinds)))


def is_whole(cell: str) -> bool:
    """Whether this is a whole number that a program has written with decimals: "57.000000"."""
    return re.fullmatch(r"[0-9]+\.0+", cell) is not None


def listed(cell: str) -> tuple[str, ...] | None:
    """The labels of a cell that holds a list as JSON or Python writes it, such as ["Dog"]; None for any other cell."""
    if cell[:1] not in ("[", "{") or cell[-1:] not in ("]", "}"):
        return None
    try:
        found = json.loads(cell)
    except ValueError:
        try:
            found = ast.literal_eval(cell)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return None
    if isinstance(found, dict):  # {"choices": ["Dog", "Cat"]}
        found = next(iter(found.values()), []) if len(found) == 1 else None
    return tuple(map(str, found)) if isinstance(found, list | tuple) else None


def _is_decimal(cell: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]*[.,][0-9]+", cell) is not None


def _is_image(cell: str) -> bool:
    return bool(image_names([cell.replace("\\", "/").rpartition("/")[2]]))
