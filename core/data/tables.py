"""Tables: a CSV, TSV or Excel file that says what each image shows, and perhaps what it is for."""

import functools
import os
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from core.data.cells import Cells, read_cells
from core.data.columns import (
    NO_LABEL,
    are_marks,
    cells_of,
    guessed,
    headings,
    is_whole,
    listed,
    mark_of,
    split_by,
)
from core.data.finder import Finder
from core.data.sample import Layout, Sample, class_name
from core.data.walk import inside_of, natural_path
from core.findings import Finding, Remedy
from core.problems import Problem
from core.source import BETWEEN, ENCODINGS, Source, TablePreview, Task

_SHOWN = 50

Row = Sequence[str]


@dataclass(frozen=True)
class _Table:
    """A table that was read, with its columns guessed where none was named."""

    cells: Cells
    columns: tuple[str, ...]
    rows: list[list[str]]
    source: Source
    finder: Finder

    def place(self, column: str) -> int:
        """Where a column is; of several with one name the first counts. -1 for none."""
        return self.columns.index(column) if column else -1


def preview(path: str, root: str, source: Source) -> TablePreview:
    """The start of a table as it would be read for the images of `root`.

    Raises Problem: those of `read_cells`, labels_column.
    """
    table = _opened(path, root, source)
    shown, width = table.rows[:_SHOWN], len(table.columns)
    named = cells_of(shown, table.place(table.source.path)) if table.source.path else []
    cells = table.cells
    rows = tuple(tuple((row + [""] * width)[:width]) for row in shown)
    return TablePreview(
        path, cells.encoding, cells.separator, cells.sheets, table.columns, rows, len(table.rows), table.source,
        found=sum(there for _, there in table.finder.find_all(named)), looked=len(named),
        sample=dict(cells.encodings).get(cells.encoding, ""), encodings=cells.encodings)


def layout_of_table(root: str, source: Source, gate: Callable[[], None]) -> Layout:
    """What a table says of its images; its paths start at the table's folder or at `root`, see `Finder`.

    Raises Problem: those of `preview`, labels_columns, labels_empty, labels_split.
    """
    table = _opened(source.table, root, source)
    if not (table.source.path and table.source.labels):
        raise Problem("labels_columns", path=source.table, found=", ".join(table.columns)[:200])
    says = _says(table)
    samples, findings = _samples(table, says, gate)
    if not samples:
        raise Problem("labels_empty", path=source.table)
    ready, open_ = any(one.split for one in samples), sum(not one.split for one in samples)
    if ready and open_:
        samples = [one._replace(split=one.split or "train") for one in samples]
        findings = (*findings, Finding("split_unassigned", {"count": open_}))
    tasks = tuple(replace(task, classes=task.classes or _classes(samples, n, task.several))
                  for n, task in enumerate(says.tasks))
    plain = len(tasks) == 1 and not tasks[0].several
    return Layout(tuple(samples), tasks[0].classes, ready, (*_about_file(table), *findings),
                  () if plain else tasks, table.source)


def _opened(path: str, root: str, source: Source) -> _Table:
    cells = read_cells(path, source.sheet, source.encoding)
    finder = Finder(root, os.path.dirname(os.path.abspath(path)))
    columns, rows = headings(cells.rows, finder.find)
    source = _with_names(source, columns)
    for name in (source.path, *source.labels, source.split, source.group):
        if name and name not in columns:
            raise Problem("labels_column", path=path, name=name, found=", ".join(columns)[:200])
    source = replace(source, kind="table", table=os.path.abspath(path), sheet=cells.sheet)
    return _Table(cells, columns, rows, guessed(source, columns, rows, finder.find), finder)


def _with_names(source: Source, columns: tuple[str, ...]) -> Source:
    """The source with the headings of columns that it gives by their numbers."""
    def named(name: str) -> str:
        number = int(name) if name.isdecimal() and name not in columns else 0
        return columns[number - 1] if 0 < number <= len(columns) else name
    return replace(source, path=named(source.path), labels=tuple(map(named, source.labels)), split=named(source.split),
                   group=named(source.group))


def _about_file(table: _Table) -> list[Finding]:
    """What had to be guessed of how the file is written."""
    cells, found = table.cells, list[Finding]()
    if cells.encodings and not (table.source.encoding or table.source.confirmed):
        details = {"reason": ENCODINGS[cells.encoding], "sample": dict(cells.encodings)[cells.encoding]}
        found.append(Finding("table_encoding", details, remedies=("how", "as_read")))
    if cells.unclosed:
        found.append(Finding("table_unclosed", {"line": cells.unclosed}))
    return found


# --- labels --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Says:
    """What the label columns are about, and the labels of a row: one for each task, none if it lacks the first."""

    tasks: tuple[Task, ...]
    """Without their classes where only the rows tell them."""
    labels: Callable[[Row], tuple[str, ...]]


def _says(table: _Table) -> _Says:
    places = [table.place(name) for name in table.source.labels]
    if len(places) > 1 and all(are_marks(table.rows, place) for place in places):
        return _by_marks(table, places)
    return _by_columns(table, places)


def _by_columns(table: _Table, places: list[int]) -> _Says:
    """A column for each task: a label in each cell, or several that are parted by a separator or written as a list."""
    separator, several, whole = table.source.separator, list[bool](), list[bool]()
    for place in places:
        cells = set(cells_of(table.rows, place))
        lists = [found for cell in cells if (found := listed(cell)) is not None]
        several.append(any(len(one) > 1 for one in lists) or bool(separator) and any(separator in one for one in cells))
        whole.append(bool(cells) and all(is_whole(cell) or cell in NO_LABEL for cell in cells))

    @functools.cache
    def label(cell: str, many: bool, whole: bool) -> str:
        if table.source.missing == "none" and cell in NO_LABEL:
            return ""
        names = listed(cell)
        if names is None:
            names = tuple(cell.split(separator)) if many and separator else (cell.partition(".")[0] if whole else cell,)
        return _joined(names) if many else class_name(names[0]) if names else ""

    def labels(row: Row) -> tuple[str, ...]:
        said = tuple(label(_cell(row, place), *how) for place, *how in zip(places, several, whole, strict=True))
        return said if said[0] else ()
    return _Says(tuple(Task(name, (), many) for name, many in zip(table.source.labels, several, strict=True)), labels)


def _by_marks(table: _Table, places: list[int]) -> _Says:
    """A column for each class, with 1 where an image shows it; several only if some image shows not just one."""
    names = dict(zip(places, table.source.labels, strict=True))

    def marked(row: Row) -> list[str]:
        return [names[place] for place in places if mark_of(row[place])]

    several = any(len(marked(row)) != 1 for row in table.rows)
    classes = tuple(sorted({_one_of_several(name) for name in names.values()}, key=natural_path))
    return _Says((Task("", classes, several),), lambda row: (_joined(marked(row)),))


def _joined(labels: Sequence[str]) -> str:
    """Several labels as one text, in the classes' order."""
    return BETWEEN.join(sorted({name for one in labels if (name := _one_of_several(one))}, key=natural_path))


def _one_of_several(text: str) -> str:
    return class_name(text).replace(BETWEEN, ", ")  # which would look like two labels


def _classes(samples: Sequence[Sample], task: int, several: bool) -> tuple[str, ...]:
    """The classes of a task that occur, in their order."""
    said = {(sample.label, *sample.more)[task] for sample in samples}
    names = {name for label in said for name in (label.split(BETWEEN) if several else (label,))}
    return tuple(sorted(names - {""}, key=natural_path))


# --- rows ----------------------------------------------------------------------------------------


def _samples(table: _Table, says: _Says, gate: Callable[[], None]) -> tuple[list[Sample], tuple[Finding, ...]]:
    """A sample for each image of a table, whether its file is there or not; of several rows the first counts."""
    source, first_rows, left_out = table.source, dict[str, Sample](), Counter[str]()
    path, split, group = (table.place(name) for name in (source.path, source.split, source.group))
    again, against = dict[str, None](), dict[str, None]()
    first_label = table.place(source.labels[0])
    cells = [_cell(row, path) for row in table.rows]
    files = table.finder.find_all(cells, gate)
    for row, cell, (file, _) in zip(table.rows, cells, files, strict=True):
        gate()
        labels = says.labels(row)
        if not cell or not labels:
            word = _cell(row, first_label) if cell else ""
            left_out[word if word in NO_LABEL else ""] += 1
            continue
        one = Sample(file, labels[0], _split(table, _cell(row, split)), labels[1:], _cell(row, group))
        first = first_rows.setdefault(file, one)
        if first is not one:
            (again if first == one else against)[file] = None
    findings = [Finding("labels_missing", {"count": n, "name": word}, remedies=("words_are_labels",)) if word else
                Finding("labels_blank", {"count": n}) for word, n in left_out.items()]
    agree = tuple(file for file in again if file not in against)
    findings += [_of(agree, "table_twice")] if agree else []
    findings += [_of(tuple(against), "table_contradicts")] if against else []
    unlisted = _unlisted(table, {file for file, _ in files})
    return list(first_rows.values()), (*findings, *unlisted)


def _unlisted(table: _Table, named: Collection[str]) -> list[Finding]:
    """Images of the folder that the table does not name."""
    inside = inside_of(table.finder.root, table.source)
    rest = [path for path in table.finder.images
            if path not in named and not (inside and path.startswith(f"{inside}/"))]
    return [Finding("table_unlisted", {"count": len(rest), "path": rest[0]})] if rest else []


def _of(paths: tuple[str, ...], code: str) -> Finding:
    remedies: tuple[Remedy, ...] = ("relabel", "exclude") if code == "table_contradicts" else ()
    return Finding(code, {"count": len(paths), "path": paths[0]}, paths, remedies=remedies)


def _cell(row: Row, place: int) -> str:
    return row[place].strip() if 0 <= place < len(row) else ""


def _split(table: _Table, text: str) -> str:
    split = split_by(table.source.split, text)
    if split is None:
        raise Problem("labels_split", path=table.source.table, value=text)
    return split
