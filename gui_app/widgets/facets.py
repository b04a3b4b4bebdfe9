"""Facets: how many of a list are of which kind; choosing a kind narrows the list to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui_app import words
from gui_app.theme import colour

Index = QModelIndex | QPersistentModelIndex
ROW, FACET = 36, Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Facet:
    """One kind: its key, what is said of it, how many there are, the part of all, the colour of its bar."""

    key: str
    title: str
    count: int
    share: float
    tint: str = "ice"


class Facets(QListWidget):
    """One row a kind, with its count and a bar; exactly one row is chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facets")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Row(self))
        self.currentItemChanged.connect(lambda now, before: self._say())

    def show_facets(self, facets: Sequence[Facet]) -> None:
        """Replace the rows; the chosen kind stays chosen if it is still there, else the first is. Nothing is said."""
        before = self.chosen_key()
        self.blockSignals(True)
        self.clear()
        for facet in facets:
            item = QListWidgetItem(facet.title)
            item.setData(FACET, facet)
            item.setToolTip(facet.title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{facet.title}: {words.count(facet.count)}")
            self.addItem(item)
        keys = [facet.key for facet in facets]
        self.setCurrentRow(keys.index(before) if before in keys else 0)
        self.blockSignals(False)

    def chosen_key(self) -> str:
        item = self.currentItem()
        return item.data(FACET).key if item is not None else ""

    def _say(self) -> None:
        self.chosen.emit(self.chosen_key())


class _Row(QStyledItemDelegate):
    """Paints a kind: its name, its count, a bar as long as its part."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        facet: Facet = index.data(FACET)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(option.rect).adjusted(0, 1, 0, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colour("ice_soft" if chosen else "hover"))
            painter.drawRoundedRect(area, 6, 6)
        line, metrics = option.rect.adjusted(10, 2, -10, -6), painter.fontMetrics()
        count = words.count(facet.count)
        room = line.width() - metrics.horizontalAdvance(count) - 12
        painter.setPen(colour("ink"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                         metrics.elidedText(facet.title, Qt.TextElideMode.ElideRight, room))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        track = QRectF(line.left(), option.rect.bottom() - 7, line.width(), 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(track, 1.5, 1.5)
        if facet.count:
            track.setWidth(max(3.0, track.width() * facet.share))
            painter.setBrush(colour(facet.tint))
            painter.drawRoundedRect(track, 1.5, 1.5)
        painter.restore()
