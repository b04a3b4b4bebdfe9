"""ClassFigures: how good a model is on each class, sortable by every figure."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui_app import words
from gui_app.theme import colour

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW, RAW = 36, Qt.ItemDataRole.UserRole
KEYS = ("", "support", "precision", "recall", "f1")
SUPPORT = 1
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ClassFigures(QTableView):
    """A row for each class; selecting one says its name."""

    class_selected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_table")
        self.setAccessibleName(self.tr("Figures of each class"))
        self._figures = _Figures(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._figures)
        self._sorted.setSortRole(RAW)
        self.setModel(self._sorted)
        self.setItemDelegate(_Bar(self))
        self._set_up_view()
        # Not the current row: that changes as soon as the keyboard comes here.
        self.selectionModel().selectionChanged.connect(lambda on, off: self._say())

    def _set_up_view(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(KEYS)):
            title = str(self._figures.headerData(column, Qt.Orientation.Horizontal))
            header.resizeSection(column, max(72, header.fontMetrics().horizontalAdvance(title) + 32))

    def show_classes(self, per_class: Mapping[str, Mapping[str, Any]]) -> None:
        """Show `per_class` of a report; nothing is selected afterwards."""
        self._figures.replace(per_class)

    def clear_class(self) -> None:
        """Nothing is selected any more; nothing is said."""
        self.selectionModel().reset()
        self.viewport().update()

    def _say(self) -> None:
        for index in self.selectionModel().selectedRows():
            self.class_selected.emit(index.data(RAW))


class _Figures(QAbstractTableModel):
    """The figures as Qt's model; `RAW` is what is sorted by."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, Mapping[str, Any]]] = []
        self._titles = (self.tr("Class"), self.tr("Images"), self.tr("Precision"), self.tr("Recall"), self.tr("F1"))
        self._helps = ("", self.tr("How many images of this class were evaluated."),
                       self.tr("Of the images predicted as this class, the share that really is."),
                       self.tr("Of the images that really are this class, the share that was found."),
                       self.tr("Precision and recall in one number, low when either is low."))

    def replace(self, per_class: Mapping[str, Mapping[str, Any]]) -> None:
        self.beginResetModel()
        self._rows = list(per_class.items())
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(KEYS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section else LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._helps[section] or None
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name, figures = self._rows[index.row()]
        value = figures.get(KEYS[index.column()]) if index.column() else name
        if role == RAW:
            return -1.0 if value is None else value
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                return name
            return words.count(int(value or 0)) if index.column() == SUPPORT else words.percent(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if index.column() else LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(name, figures)
        return None

    def _tip(self, name: str, figures: Mapping[str, Any]) -> str:
        lines = [name]
        for title, key in ((self.tr("Area under the ROC curve"), "auroc"),
                           (self.tr("Average precision"), "average_precision")):
            if figures.get(key) is not None:
                lines.append(f"{title}: {words.number(figures[key], 3)}")
        return "\n".join(lines)


class _Bar(QStyledItemDelegate):
    """A thin bar below a share, so that weak classes are seen before they are read."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if KEYS[index.column()] != "f1":
            return
        share = float(index.data(RAW))
        track = QRectF(option.rect.right() - 62, option.rect.bottom() - 7, 48, 3)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(track, colour("line"))
        track.setWidth(track.width() * max(0.0, min(1.0, share)))
        painter.fillRect(track, colour("ice"))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width() + 8, ROW)
