"""PredictionTable: what the model says of each image of a list; it stays smooth with many thousands."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.facts import Prediction
from gui_app import words
from gui_app.theme import colour
from gui_app.widgets.marks import draw_broken, draw_mark
from gui_app.widgets.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW, SIDE, PAD, SAID = 60, 44, 15, Qt.ItemDataRole.UserRole
IMAGE, CLASS, SHARE, OTHERS = range(4)
_WIDE, _VERY_WIDE = 640, 1100
"""Below the first the other classes are left to the tooltip; from the second on the columns take more room."""

_LONGEST = 280
"""What the names of classes take at most; the image's own column has the rest."""


class PredictionTable(QTableView):
    """A row for each image: the picture, the class, how sure, what else it could be; Enter opens it large."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictions")
        self.setAccessibleName(self.tr("Predictions"))
        self.thumbnails = Thumbnails(SIDE, self)
        self.thumbnails.arrived.connect(self.viewport().update)
        self._said, self._widest = _Said(self, self.thumbnails), 0
        self.setModel(self._said)
        self.setItemDelegate(_Cell(self, self.thumbnails))
        self._set_up_view()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._want_visible)
        self.verticalScrollBar().valueChanged.connect(lambda value: self._soon.start())
        self._said.layoutChanged.connect(self._soon.start)
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    def _set_up_view(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(IMAGE, QHeaderView.ResizeMode.Stretch)

    # --- what others use -------------------------------------------------------------------------

    def show_predictions(self, predictions: Sequence[Prediction], classes: Sequence[str]) -> None:
        """Show these; the order stays, and where more have only come, so does what is selected and in view."""
        if not self._said.add(predictions, classes):
            self.thumbnails.forget_problems()
            self._said.replace(predictions, classes)
            names = max(map(self.fontMetrics().horizontalAdvance, classes), default=0) + 2 * PAD
            self._widest = min(names, _LONGEST)
            self._fit()
        self._soon.start()

    def prediction(self, row: int) -> Prediction:
        """The prediction in a row, as the rows are sorted now."""
        return self._said.rows[row]

    def problem_of(self, p: Prediction) -> str:
        """Why a file could not be predicted, in the user's language where its picture was tried as well."""
        return self._said.problem_of(p)

    def select(self, row: int) -> None:
        self.setCurrentIndex(self._said.index(row, 0))

    def shutdown(self) -> None:
        """End the threads that read pictures."""
        self._soon.stop()
        self.thumbnails.shutdown()

    # --- inside ----------------------------------------------------------------------------------

    def _want_visible(self) -> None:
        if not self.isVisible():
            return
        first, many = max(0, self.verticalScrollBar().value() // ROW), self.viewport().height() // ROW + 2
        rows = (*range(first, first + 3 * many), *range(first - 1, first - 1 - many, -1))
        self.thumbnails.set_side(round(SIDE * self.devicePixelRatioF()))
        self.thumbnails.want(self._said.rows[row].path for row in rows if 0 <= row < len(self._said.rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._soon.start()

    def _fit(self) -> None:
        self.setColumnHidden(OTHERS, self.width() < _WIDE)
        room = 2 if self.width() >= _VERY_WIDE else 1 if self.width() >= _WIDE else 0
        for column, widths in ((CLASS, (104, 132, 200)), (SHARE, (104, 132, 220)), (OTHERS, (0, 184, 240))):
            self.horizontalHeader().resizeSection(column, max(widths[room], self._widest) if column == CLASS
                                                  else widths[room])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.thumbnails.want(())


class _Said(QAbstractTableModel):
    """The predictions as Qt's model, sorted by itself."""

    def __init__(self, parent: QObject, thumbnails: Thumbnails) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._given: tuple[Prediction, ...] = ()
        self._classes: tuple[str, ...] = ()
        self._by, self._order = -1, Qt.SortOrder.AscendingOrder
        self.rows: list[Prediction] = []
        self._titles = (self.tr("Image"), self.tr("Class"), self.tr("Probability"), self.tr("Next likely"))
        self._doubts = {"unlike": self.tr("Unlike the training images"),
                        "unsure": self.tr("Unsure: hardly better than a guess"), "": ""}

    def replace(self, predictions: Sequence[Prediction], classes: Sequence[str]) -> None:
        self.beginResetModel()
        self._given, self._classes = tuple(predictions), tuple(classes)
        self.rows = self._in_order()
        self.endResetModel()

    def add(self, predictions: Sequence[Prediction], classes: Sequence[str]) -> bool:
        """Add those that have come since; whether the others are the same ones as before."""
        known, new = len(self._given), tuple(predictions)
        if not known or tuple(classes) != self._classes or new[:known] != self._given:
            return False
        if len(new) > known:
            self.beginInsertRows(ROOT, known, len(new) - 1)
            self._given = new
            self.rows += new[known:]
            self.endInsertRows()
            if self._by >= 0:
                self.sort(self._by, self._order)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self.rows[index.row()] for index in before]
        self._by, self._order = column, order
        self.rows = self._in_order()
        places = {id(p): n for n, p in enumerate(self.rows)} if before else {}
        after = [self.index(places[id(p)], index.column()) for p, index in zip(kept, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self) -> list[Prediction]:
        keys: dict[int, Callable[[Prediction], Any]] = {
            IMAGE: lambda p: os.path.basename(p.path).lower(), CLASS: lambda p: (not p.label, p.label),
            SHARE: lambda p: p.probability, OTHERS: lambda p: sorted(p.probabilities)[-2:-1]}
        if self._by not in keys:
            return list(self._given)
        return sorted(self._given, key=keys[self._by], reverse=self._order == Qt.SortOrder.DescendingOrder)

    def problem_of(self, p: Prediction) -> str:
        found = self._thumbnails.problem(p.path)
        text = words.text_of(found) if found and p.problem else words.say("problem", p.problem) if p.problem else ""
        return text[:1].upper() + text[1:]  # a fragment of a sentence, alone on its line here

    def others(self, p: Prediction) -> str:
        """The second and third class with their probabilities."""
        pairs = sorted(zip(p.probabilities, self._classes, strict=False), reverse=True)[1:3]
        return "\n".join(f"{name} {words.percent(share)}" for share, name in pairs)

    def note(self, p: Prediction) -> str:
        """What the user should know of the image, or else where it lies."""
        return self.problem_of(p) or (self._doubts[p.doubt] or os.path.dirname(p.path))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        p, column = self.rows[index.row()], index.column()
        if role == SAID:
            return p
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(line for line in (p.path, self._sentence(p), self.note(p)) if line)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == IMAGE:
            return f"{os.path.basename(p.path)}, {self._sentence(p) or self.problem_of(p)}"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column == IMAGE:
            return os.path.basename(p.path)
        if p.problem:
            return ""
        return (p.label, words.percent(p.probability), self.others(p))[column - 1]

    def _sentence(self, p: Prediction) -> str:
        if p.problem:
            return ""
        pairs = sorted(zip(p.probabilities, self._classes, strict=False), reverse=True)[:3]
        return ", ".join(f"{name} {words.percent(share)}" for share, name in pairs)


class _Cell(QStyledItemDelegate):
    """Paints the cells: picture and name, class, bar, the other classes."""

    def __init__(self, view: PredictionTable, thumbnails: Thumbnails) -> None:
        super().__init__(view)
        self._view, self._thumbnails = view, thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        p: Prediction = index.data(SAID)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour("ice_soft"))
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colour("line"))
        area = option.rect.adjusted(PAD, 0, -PAD, 0)
        if index.column() == IMAGE:
            self._image(painter, area, p, index.data())
        elif p.problem:
            pass
        elif index.column() == SHARE:
            self._bar(painter, area, p, index.data())
        elif index.column() == CLASS:
            painter.setPen(colour("ink"))
            self._line(painter, area, index.data(), Qt.AlignmentFlag.AlignVCenter)
        else:
            self._two(painter, area, *(index.data() + "\n").split("\n")[:2])
        painter.restore()

    def _image(self, painter: QPainter, area: QRect, p: Prediction, name: str) -> None:
        square = QRect(area.left(), area.center().y() - SIDE // 2 + 1, SIDE, SIDE)
        pixmap = self._thumbnails.pixmap(p.path)
        if pixmap is not None:
            size = pixmap.size().scaled(square.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(square.center())
            painter.drawPixmap(place, pixmap)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(square, 4, 4)
            if p.problem or self._thumbnails.problem(p.path):
                draw_broken(painter, square)
        text = area.adjusted(SIDE + PAD, 0, 0, 0)
        if p.problem:
            text.setRight(self._view.viewport().width() - PAD)  # the other cells of this row are empty
        model = self._view.model()
        tint = "bad_ink" if p.problem else "ember_ink" if p.doubt else "muted"
        if tint != "muted":
            sign = QRect(text.left(), text.center().y() + 3, 14, 14)
            draw_mark(painter, sign, "fault" if p.problem else "odd")
        self._two(painter, text, name, model.note(p), tint, 20 if tint != "muted" else 0)

    def _two(self, painter: QPainter, area: QRect, above: str, below: str, tint: str = "muted", shift: int = 0) -> None:
        height = painter.fontMetrics().height()
        first = QRect(area.left(), area.center().y() - height, area.width(), height)
        painter.setPen(colour("ink" if tint != "muted" or shift or below else "muted"))
        self._line(painter, first, above)
        painter.setPen(colour(tint))
        self._line(painter, first.translated(0, height + 1).adjusted(shift, 0, 0, 0), below)

    def _line(self, painter: QPainter, area: QRect, text: str,
              where: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | where, shown)

    def _bar(self, painter: QPainter, area: QRect, p: Prediction, number: str) -> None:
        painter.setPen(colour("ink"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, number)
        left = area.left() + painter.fontMetrics().horizontalAdvance("0.000") + 10
        track = QRectF(left, area.center().y() - 2, area.right() - left, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(track, 3, 3)
        track.setWidth(max(6.0, track.width() * p.probability))
        painter.setBrush(colour("ice"))
        painter.drawRoundedRect(track, 3, 3)
