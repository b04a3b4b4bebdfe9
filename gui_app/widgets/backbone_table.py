"""BackboneTable: the pretrained models to choose from, with their size and where their weights are."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.backbones import Backbone
from gui_app.theme import colour, theme_changed
from gui_app.widgets.rings import has_ring
from gui_app.words import compact, count, number, percent

ROW, PAD = 31, 15
NAME, PARAMETERS, SIZE, TOP1, WEIGHTS = range(5)
NARROW = ((TOP1, 410), (SIZE, 360), (PARAMETERS, 320))
"""The columns that make room for the others when the table is narrower than so many pixels."""

Index = QModelIndex | QPersistentModelIndex
Where = Callable[[str], str]


class BackboneTable(QTableView):
    """One row is chosen: by a click, or by the arrow keys."""

    chosen = Signal(str)
    """The key of the backbone that the user has chosen."""

    def __init__(self, rows: tuple[Backbone, ...], where: Where, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backbones")
        self.setAccessibleName(self.tr("Backbones"))
        self._rows = _Rows(rows, where, self)
        self._quiet = False
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setStyleSheet(
            "BackboneTable, BackboneTable[ring='true'] { border: none; background: transparent; }"
            f"QHeaderView::section {{ padding: 8px {PAD}px 8px 0; }}"
            f"QHeaderView::section:first {{ padding-left: {PAD}px; }}")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(264)
        self.hovered = -1
        self._shape_headers()
        theme_changed.connect(self.viewport().update)

    def _shape_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(20)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Each column as narrow as its texts; Qt's own fit would leave room for a sort mark."""
        width, rows = self.fontMetrics().horizontalAdvance, self._rows
        for column in (PARAMETERS, SIZE, TOP1, WEIGHTS):
            texts = [rows.headerData(column, Qt.Orientation.Horizontal)]
            texts += [rows.index(i, column).data() for i in range(rows.rowCount())]
            self.setColumnWidth(column, max(map(width, texts)) + PAD + 4)

    def show_chosen(self, key: str) -> None:
        """Mark a row without saying so."""
        row = next((i for i, b in enumerate(self._rows.rows) if b.key == key), -1)
        if row != self.currentIndex().row():
            self._quiet = True
            self.setCurrentIndex(self._rows.index(row, 0))
            self._quiet = False

    def show_weights(self) -> None:
        """Look again where the weights are, after a download."""
        self._fit_columns()
        self._rows.dataChanged.emit(self._rows.index(0, WEIGHTS), self._rows.index(len(self._rows.rows) - 1, WEIGHTS))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid() and current.row() != previous.row():
            self.chosen.emit(self._rows.rows[current.row()].key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for column, least in NARROW:
            self.setColumnHidden(column, self.width() < least)
        super().resizeEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            place = event.position().toPoint()  # type: ignore[attr-defined]
            row = -1 if event.type() == QEvent.Type.HoverLeave else self.indexAt(place).row()
            if row != self.hovered:
                self.hovered = row
                self.viewport().update()
        return super().viewportEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(448, self.horizontalHeader().sizeHint().height() + ROW * len(self._rows.rows))


class _Rows(QAbstractTableModel):
    """The table of backbones as Qt asks for it."""

    def __init__(self, rows: tuple[Backbone, ...], where: Where, parent: QObject) -> None:
        super().__init__(parent)
        self.rows, self.where = rows, where
        self._heads = (self.tr("Backbone"), self.tr("Params"), self.tr("Input"), self.tr("Top-1"), self.tr("Weights"))
        self._tips = ("", self.tr("How many numbers its stages have learned"),
                      self.tr("The side in pixels of the images that it was made for"),
                      self.tr("The share of 50,000 everyday photos in 1,000 classes (ImageNet) that it classifies "
                              "correctly"),
                      self.tr("Whether its pretrained weights are on this computer"))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return Qt.AlignmentFlag.AlignVCenter | side
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[index.column()]}: {self._text(row, index.column())}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row)
        return None

    def _text(self, row: Backbone, column: int) -> str:
        if column == WEIGHTS:
            away = self.where(row.key) == "download"
            return self.tr("get {0} MB").format(number(row.megabytes, 0)) if away else self.tr("here")
        return (row.title, compact(row.own_parameters), count(row.size), percent(row.top1 / 100))[column]

    def _tip(self, row: Backbone) -> str:
        place = {"bundled": self.tr("its weights come with "
                                    "Thawline"), "downloaded": self.tr("its weights are on this "
                                                                                         "computer")}.get(
            self.where(row.key), self.tr("its weights will be downloaded when training starts"))
        return self.tr("{0}: {1}. {2}").format(row.title, place, row.licence)


class _Painter(QStyledItemDelegate):
    """Paints a cell; the name of a bundled backbone carries a badge."""

    def __init__(self, table: BackboneTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        box, chosen = option.rect, bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or index.row() == self._table.hovered:
            painter.fillRect(box, colour("ice_soft" if chosen else "hover"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colour("line"))
        text = box.adjusted(PAD if index.column() == NAME else 0, 0, -PAD, -1)
        if index.column() == NAME:
            self._paint_name(painter, text, index)
            if chosen:
                painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), colour("ice"))
        else:
            away = index.column() == WEIGHTS and self._where(index) == "download"
            painter.setPen(colour("muted" if away or index.column() in (SIZE, TOP1) else "ink"))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, index.data())
        if chosen and has_ring(self._table):
            self._paint_focus(painter, index)
        painter.restore()

    def _where(self, index: Index) -> str:
        rows = self._table.model()
        assert isinstance(rows, _Rows)
        return rows.where(rows.rows[index.row()].key)

    def _paint_name(self, painter: QPainter, area: QRect, index: Index) -> None:
        shown = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(colour("ink"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
        left = area.left() + painter.fontMetrics().horizontalAdvance(shown) + 7
        badge, small = self.tr("box"), QFont(painter.font())
        small.setPixelSize(11)
        painter.setFont(small)
        width = painter.fontMetrics().horizontalAdvance(badge) + 10
        if self._where(index) == "bundled" and left + width <= area.right() + PAD:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(left + 0.5, area.center().y() - 7.5, width, 16)
            painter.setPen(QPen(colour("good"), 1))
            painter.drawRoundedRect(frame, 4, 4)
            painter.setPen(colour("good_ink"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, badge)

    def _paint_focus(self, painter: QPainter, index: Index) -> None:
        """A ring around the whole row, a piece of it in each cell."""
        table = self._table
        row = QRectF(0, table.rowViewportPosition(index.row()), table.viewport().width(), ROW - 1)
        painter.setClipRect(table.visualRect(index))
        painter.setPen(QPen(colour("ice"), 2))
        painter.drawRect(row.adjusted(1, 1, -1, -1))
