"""Tables as text: with tabs between the columns, as spreadsheets take them from the clipboard."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QTableView

_DISPLAY = Qt.ItemDataRole.DisplayRole


def table_text(view: QTableView) -> str:
    """What a table shows: its headings, then its rows; where several rows are selected, those alone."""
    model = view.model()
    columns = [c for c in _in_order(view.horizontalHeader()) if not view.isColumnHidden(c)]
    selected = sorted({index.row() for index in view.selectedIndexes()})
    rows = selected if len(selected) > 1 else [r for r in range(model.rowCount()) if not view.isRowHidden(r)]
    named = view.verticalHeader().isVisible()
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    lines = [[""] * named + [_plain(model.headerData(c, across, _DISPLAY)) for c in columns]]
    for row in rows:
        name = [_plain(model.headerData(row, down, _DISPLAY))] if named else []
        lines.append(name + [_cell(model, row, column) for column in columns])
    return "".join("\t".join(line) + "\n" for line in lines)


def copy_table(view: QTableView) -> None:
    """Put a table on the clipboard."""
    QGuiApplication.clipboard().setText(table_text(view))


def _in_order(header: QHeaderView) -> list[int]:
    return [header.logicalIndex(place) for place in range(header.count())]


def _cell(model: QAbstractItemModel, row: int, column: int) -> str:
    """What a cell says; of one that is painted, what a screen reader would read."""
    index = model.index(row, column)
    shown = index.data(_DISPLAY)
    return _plain(index.data(Qt.ItemDataRole.AccessibleTextRole) if shown in (None, "") else shown)


def _plain(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""
