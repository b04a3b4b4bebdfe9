"""ClassTable: the classes of a folder with how many images each has, as bars parted by split."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui_app import theme, words

SPLITS = (("train", "ember"), ("validation", "ice"), ("test", "muted"))
"""Each split and its colour; curves use the same ones."""
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True)
class ClassRow:
    """A class and how many images of each split it has."""

    name: str
    splits: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.splits.values())


def draw_split_bar(painter: QPainter, box: QRectF, splits: dict[str, int], most: int) -> None:
    """A bar as long as its share of `most`, parted into splits."""
    left = box.left()
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    for name, tint in SPLITS:
        width = box.width() * splits.get(name, 0) / max(1, most)
        if width > 0:
            painter.setBrush(theme.colour(tint, 0.85))
            painter.drawRect(QRectF(left, box.top(), max(1.0, width - (1 if width > 4 else 0)), box.height()))
            left += width
    unsplit = box.width() * splits.get("", 0) / max(1, most)
    if unsplit > 0:
        painter.setBrush(theme.colour("muted", 0.5))
        painter.drawRect(QRectF(left, box.top(), unsplit, box.height()))
    painter.restore()


class SplitBar(QWidget):
    """How all images are shared out, as one bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._splits: dict[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(10)
        theme.theme_changed.connect(self.update)

    def show_splits(self, splits: dict[str, int]) -> None:
        self._splits = splits
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_split_bar(painter, QRectF(self.rect()), self._splits, sum(self._splits.values()))
        painter.end()


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[ClassRow] = []
        self.most = 1
        self._titles = (self.tr("Class"), "", self.tr("Images"))

    def replace(self, rows: list[ClassRow]) -> None:
        self.beginResetModel()
        self.rows, self.most = rows, max([r.total for r in rows], default=1)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 2 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole and column != 1:
            return row.name if column == 0 else words.count(row.total)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join([row.name, *(f"{split_title(n)}: {words.count(row.splits[n])}" for n, _ in SPLITS
                                          if n in row.splits)])
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}: {words.count(row.total)}"
        return None


class _Bar(QStyledItemDelegate):
    def __init__(self, rows: _Rows, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        box = QRectF(option.rect).adjusted(4, 0, -4, 0)
        box.setTop(box.center().y() - 4)
        box.setHeight(8)
        draw_split_bar(painter, box, self._rows.rows[index.row()].splits, self._rows.most)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(96, 32)


class _Name(QStyledItemDelegate):
    """A class's name; the selected one has a bar at its left edge, for colour alone is not enough."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            box = option.rect
            painter.fillRect(box.left(), box.top(), 3, box.height() - 1, theme.colour("ice"))


NAME_MARGIN = 32
"""What a cell needs beside its name."""


class ClassTable(QTableView):
    """Says `chosen` with the name of the class that is selected, "" for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._widest = _Rows(self), 0
        self.setObjectName("classes")
        self.setAccessibleName(self.tr("Classes"))
        self.setModel(self._rows)
        self.setItemDelegateForColumn(0, _Name(self))
        self.setItemDelegateForColumn(1, _Bar(self._rows, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        modes = (QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.ResizeToContents)
        for column, mode in enumerate(modes):
            self.horizontalHeader().setSectionResizeMode(column, mode)
        self.selectionModel().selectionChanged.connect(lambda: self.chosen.emit(self.selected()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Names take what they need; the bars have a third of the table, and less where names are long."""
        room = self.viewport().width()
        left = room - self._widest - self.horizontalHeader().sectionSize(2)
        self.setColumnWidth(1, max(48, min(280, room // 3, left)))

    def show_classes(self, rows: list[ClassRow]) -> None:
        """Show these classes; a selected one that is still there stays selected."""
        before = self.selected()
        self._rows.replace(rows)
        width = self.fontMetrics().horizontalAdvance
        self._widest = max((width(row.name) for row in rows), default=0) + NAME_MARGIN
        self._fit()
        place = next((i for i, r in enumerate(rows) if r.name == before), -1)
        if place >= 0:
            self.selectRow(place)

    def selected(self) -> str:
        found = self.selectionModel().selectedRows() if self.selectionModel() else []
        return self._rows.rows[found[0].row()].name if found else ""


def split_title(name: str) -> str:
    """The name of a split as a person reads it."""
    return {"train": words.say("split", "Training"), "validation": words.say("split", "Validation"),
            "test": words.say("split", "Test")}.get(name, words.say("split", "Not split"))
