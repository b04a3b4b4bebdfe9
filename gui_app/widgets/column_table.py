"""ColumnTable: the first rows of a table, and above each column what it is used for."""

import math
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.choice import N_
from core.source import Source, TablePreview
from gui_app import theme, words
from gui_app.widgets.field import OptionField

Index = QModelIndex | QPersistentModelIndex
Role = Literal["", "path", "label", "further", "split", "group"]
ROLES: tuple[tuple[Role, str, str], ...] = (
    ("", N_("column", "not used"), ""), ("path", N_("column", "Path"), "ice"),
    ("label", N_("column", "Label"), "ember"), ("further", N_("column", "Also label"), "ember"),
    ("split", N_("column", "Split"), "good"), ("group", N_("column", "Group"), "good"))
"""What a column may be, its title and its colour. Only further labels may be several."""
_TINTS = {role: tint for role, _, tint in ROLES}
_NARROW, _WIDE, _NAME, _FIELD, _ROW = 112, 280, 30, 30, 30
_AROUND = 84
"""What a list needs beside its text: its arrow and its edges, and room between the columns."""


def roles_of(source: Source, columns: tuple[str, ...]) -> list[Role]:
    """What each column of a table is used for; of columns with one name, the first is meant."""
    further = source.labels[1:]
    names: dict[str, Role] = {**dict.fromkeys(further, "further"), source.group: "group", source.split: "split",
                              source.path: "path"}
    if source.labels:
        names[source.labels[0]] = "label"
    names.pop("", None)
    return [names.pop(column, "") for column in columns]


def with_roles(source: Source, columns: tuple[str, ...], roles: list[Role]) -> Source:
    """The source with its columns as the roles say."""
    named = {role: [c for c, r in zip(columns, roles, strict=True) if r == role] for role, _, _ in ROLES}
    one = {role: (names or [""])[0] for role, names in named.items()}
    return replace(source, path=one["path"], labels=(*named["label"], *named["further"]), split=one["split"],
                   group=one["group"])


class ColumnTable(QTableWidget):
    """Says `changed` with the roles of all columns when one of them gets another."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.roles: list[Role] = []
        self._columns: tuple[str, ...] = ()
        self.setObjectName("source_table_rows")
        self.setAccessibleName(self.tr("The first rows of the table"))
        self._heads = _Heads(self)
        self.setHorizontalHeader(self._heads)
        self.setItemDelegate(_Cell(self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        theme.theme_changed.connect(self._repaint)

    def show_table(self, preview: TablePreview | None, source: Source) -> None:
        """Show a preview with the columns that `source` names marked."""
        columns = preview.columns if preview is not None else ()
        rows = preview.rows if preview is not None else ()
        self.roles = roles_of(source, columns)
        if columns != self._columns:
            self._heads.show_columns(columns)
            self.setColumnCount(len(columns))
            self._columns = columns
        self.setRowCount(len(rows))
        for r, row in enumerate(rows):
            for c, text in enumerate(row[:len(columns)]):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(r, c, item)
        self._heads.show_roles(self.roles)
        self._fit()
        self._repaint()

    def _fit(self) -> None:
        """Columns as wide as what is in them, within reason; what is left over is shared, and so is what is lacking."""
        if self.columnCount() != len(self._columns):
            return  # asked for amid a change of the columns
        least = [min(_WIDE, max(_NARROW, self._heads.wanted(c))) for c in range(self.columnCount())]
        wide = [min(_WIDE, max(low, self.sizeHintForColumn(c) + 8)) for c, low in enumerate(least)]
        spare = self.viewport().width() - sum(wide)
        given = min(1.0, -spare / max(1, sum(wide) - sum(least))) if spare < 0 else 0.0
        for c, (width, low) in enumerate(zip(wide, least, strict=True)):
            self.setColumnWidth(c, width - math.ceil((width - low) * given) + max(0, spare) // len(wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def take(self, column: int, role: Role) -> None:
        """Another role for a column; where only one may have it, the one that had it gives it up."""
        if role and role != "further":
            self.roles = ["" if r == role else r for r in self.roles]
        self.roles[column] = role
        if "label" not in self.roles and "further" in self.roles:
            self.roles[self.roles.index("further")] = "label"
        self._heads.show_roles(self.roles)
        self._repaint()
        self.changed.emit(list(self.roles))

    def _repaint(self) -> None:
        self.viewport().update()
        self._heads.viewport().update()


class _Heads(QHeaderView):
    """The names of the columns, and under each a list of what it may be used for."""

    def __init__(self, table: ColumnTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._names: tuple[str, ...] = ()
        self._fields: list[OptionField] = []
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.sectionResized.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)

    def show_columns(self, names: tuple[str, ...]) -> None:
        """A list for each column."""
        self._names = names
        for old in self._fields:
            old.setParent(None)
            old.deleteLater()
        options = tuple((role, words.say("column", title)) for role, title, _ in ROLES)
        self._fields = [OptionField(options, "", self.viewport()) for _ in names]
        for column, (name, field) in enumerate(zip(names, self._fields, strict=True)):
            field.setObjectName(f"source_column_{column}")
            field.setAccessibleName(self.tr("What the column “{0}” is used for").format(name))
            field.setToolTip(name)
            field.changed.connect(lambda role, column=column: self._table.take(column, role))
            field.installEventFilter(self)
            field.show()
        self._place()

    def show_roles(self, roles: list[Role]) -> None:
        for field, role in zip(self._fields, roles, strict=True):
            field.show_value(role)

    def wanted(self, column: int) -> int:
        """The width that a column's name and list ask for."""
        field, metrics = self._fields[column], self.fontMetrics()
        titles = (field.itemText(at) for at in range(field.count()))
        return max(metrics.horizontalAdvance(self._names[column]) + 28,
                   *(metrics.horizontalAdvance(title) + _AROUND for title in titles))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self._fields and self._table.rowCount():
            self._table.scrollTo(self._table.model().index(0, self._fields.index(watched)))
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _NAME + _FIELD + 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        for column, field in enumerate(self._fields):
            field.setGeometry(self.sectionViewportPosition(column) + 8, _NAME,
                              min(_WIDE, self.sectionSize(column) - 16), _FIELD)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        role = self._table.roles[section] if section < len(self._table.roles) else ""
        painter.save()
        if role:
            painter.fillRect(rect, theme.colour(f"{_TINTS[role]}_soft"))
            painter.fillRect(rect.left(), rect.top(), rect.width() - 1, 3, theme.colour(_TINTS[role]))
        font = self.font()
        font.setBold(bool(role))
        painter.setFont(font)
        painter.setPen(theme.colour("ink" if role else "muted"))
        room = QRect(rect.left() + 14, rect.top() + 2, rect.width() - 22, _NAME - 2)
        name = painter.fontMetrics().elidedText(self._names[section], Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class _Cell(QStyledItemDelegate):
    """A cell on the colour of its column."""

    def __init__(self, table: ColumnTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        role = self._table.roles[index.column()] if index.column() < len(self._table.roles) else ""
        if role:
            painter.fillRect(option.rect, theme.colour(f"{_TINTS[role]}_soft"))
        super().paint(painter, option, index)
