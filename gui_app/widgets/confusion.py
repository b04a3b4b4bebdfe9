"""Confusion: which class is taken for which; rows are true classes, columns predicted ones."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
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

from gui_app import theme, words
from gui_app.theme import colour

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LEAST, MOST = 24, 104
"""The side of a cell before zooming."""
LONGEST_NAME, _HEADER = 132, 44
_STRONGEST = {"light": 0.72, "dark": 0.5}
"""How much of the tint a full cell has: more would leave neither light nor dark digits legible on it."""


class Confusion(QTableView):
    """A cell, chosen with the mouse or the arrow keys, says its two classes; an empty name stands for all."""

    cell_selected = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusion")
        self.setAccessibleName(self.tr("Confusion matrix: rows are true classes, columns predicted classes"))
        self._counts = _Counts(self)
        self._zoom = 1.0
        self.setModel(self._counts)
        self.setItemDelegate(_Cell(self))
        self.setHorizontalHeader(_Names(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Names(Qt.Orientation.Vertical, self))
        self._corner = _Corner(self)
        self._set_up_view()
        # Not the current cell: that changes as soon as the keyboard comes here.
        self.selectionModel().selectionChanged.connect(lambda on, off: self._say_selected())

    def _set_up_view(self) -> None:
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 220)  # lower, the page is scrolled rather

    # --- what others use -------------------------------------------------------------------------

    def show_matrix(self, counts: Sequence[Sequence[int]], classes: Sequence[str]) -> None:
        """Show a matrix: `counts[true][predicted]`. Nothing is selected afterwards, and nothing is said."""
        self._zoom = 1.0
        self._counts.replace(counts, classes)
        self._arrange()

    def select_cell(self, true: str, predicted: str) -> None:
        """Select a cell by its classes, as a click would."""
        row, column = self._counts.place(true), self._counts.place(predicted)
        if row >= 0 and column >= 0:
            self.setCurrentIndex(self._counts.index(row, column))
            self.scrollTo(self.currentIndex())

    def mark_cell(self, true: str, predicted: str) -> None:
        """Select a cell without saying it."""
        with QSignalBlocker(self):
            self.select_cell(true, predicted)

    def clear_cell(self) -> None:
        """Nothing is selected any more; nothing is said."""
        self.selectionModel().reset()
        self.viewport().update()

    # --- inside ----------------------------------------------------------------------------------

    def _say_selected(self) -> None:
        for index in self.selectedIndexes():
            self._say(index)

    def _say(self, index: Index) -> None:
        if index.isValid():
            self.cell_selected.emit(self._counts.name(index.row()), self._counts.name(index.column()))

    def _arrange(self) -> None:
        many = max(1, self._counts.rowCount())
        names = QFontMetrics(self.font())
        widest = max((names.horizontalAdvance(self._counts.title(i)) for i in range(many)), default=0) + 16
        side_names = max(min(widest, LONGEST_NAME), self._corner.sizeHint().width())
        bar = 12
        wide = (self.width() - side_names - bar) // many
        lying, upright = max(names.height() + 16, _HEADER), max(min(widest, LONGEST_NAME), _HEADER)
        cell, top = self._cell(min(wide, (self.height() - lying - bar) // many)), lying
        across = widest - 10 <= cell  # names that fit across leave more height to the cells
        if not across:
            cell, top = self._cell(min(wide, (self.height() - upright - bar) // many)), upright
        for header, thickness in ((self.horizontalHeader(), top), (self.verticalHeader(), side_names)):
            header.setMinimumSectionSize(4)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultSectionSize(cell)
            header.set_thickness(thickness, upright=not across)
        self._corner.setGeometry(self.frameWidth(), self.frameWidth(), self.verticalHeader().thickness,
                                 self.horizontalHeader().thickness)

    def _cell(self, room: int) -> int:
        """The side of a cell that has so much room."""
        return round(max(LEAST, min(MOST, room)) * self._zoom)

    def _scale(self, factor: float) -> None:
        self._zoom = 1.0 if factor == 0 else max(0.4, min(3.0, self._zoom * factor))
        self._arrange()

    # --- Qt's own --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._scale(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        factor = {Qt.Key.Key_Plus: 1.15, Qt.Key.Key_Equal: 1.15, Qt.Key.Key_Minus: 1 / 1.15,
                  Qt.Key.Key_0: 0.0}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.selectedIndexes():
            self.clear_cell()
            self.cell_selected.emit("", "")
        elif factor is not None:
            self._scale(factor)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before, was_selected = QPersistentModelIndex(self.currentIndex()), bool(self.selectedIndexes())
        super().mousePressEvent(event)
        if was_selected and before.isValid() and self.indexAt(event.position().toPoint()) == before:
            self._say(before)  # the same cell again: what it stands for may have been left meanwhile


class _Counts(QAbstractTableModel):
    """The matrix with its sums in a last row and column."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._counts: list[list[int]] = []
        self._classes: tuple[str, ...] = ()

    def replace(self, counts: Sequence[Sequence[int]], classes: Sequence[str]) -> None:
        self.beginResetModel()
        rows = [[*map(int, row), int(sum(row))] for row in counts]
        self._counts = [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []
        self._classes = tuple(classes)
        self.endResetModel()

    def name(self, at: int) -> str:
        """The class of a row or column; empty for the sums."""
        return self._classes[at] if at < len(self._classes) else ""

    def title(self, at: int) -> str:
        return self._classes[at] if at < len(self._classes) else self.tr("All")

    def place(self, name: str) -> int:
        return self._classes.index(name) if name in self._classes else -1 if name else len(self._classes)

    def is_sum(self, index: Index) -> bool:
        return len(self._classes) in (index.row(), index.column())

    def share(self, index: Index) -> float:
        """The part of a true class that is in a cell."""
        whole = self._counts[index.row()][-1]
        return self._counts[index.row()][index.column()] / whole if whole else 0.0

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._counts)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._counts)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.title(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        count = self._counts[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words.count(count)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(index, count)
        return None

    def _sentence(self, index: Index, count: int) -> str:
        images = self.tr("%Ln image(s)", "", count)
        true, predicted = self.name(index.row()), self.name(index.column())
        if not true:
            return self.tr("Predicted {0}: {1}").format(predicted or self.title(index.column()), images)
        if not predicted:
            return self.tr("True class {0}: {1}").format(true, images)
        return self.tr("True class {0}, predicted {1}: {2}, {3} of the class").format(
            true, predicted, images, words.percent(self.share(index)))


class _Cell(QStyledItemDelegate):
    """Paints one cell: ice where the classes agree, ember where not; the number tells the same without colour."""

    def __init__(self, view: Confusion) -> None:
        super().__init__(view)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        counts = index.model()
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        diagonal, a_sum = index.row() == index.column(), counts.is_sum(index)
        count = index.data()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not a_sum:
            share = counts.share(index)
            painter.setPen(QPen(colour("ice", 0.55), 1) if diagonal else Qt.PenStyle.NoPen)
            painter.setBrush(heat(share, diagonal) if share else colour("ink", 0.03))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(colour("ink" if chosen else "muted"), 2 if chosen else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if count != "0" or diagonal or a_sum:
            self._number(painter, option.rect, count, a_sum, diagonal)
        painter.restore()

    def _number(self, painter: QPainter, area: QRect, text: str, a_sum: bool, diagonal: bool) -> None:
        font = QFont(painter.font())
        font.setPixelSize(max(9, min(theme.TEXT + 2, round(area.height() * 0.4))))
        font.setWeight(QFont.Weight.DemiBold if diagonal and not a_sum else QFont.Weight.Normal)
        while font.pixelSize() > 8 and QFontMetrics(font).horizontalAdvance(text) > area.width() - 3:
            font.setPixelSize(font.pixelSize() - 1)
        if area.height() < 14:
            return  # zoomed out to see the pattern; the tooltip has the number
        painter.setFont(font)
        painter.setPen(colour("muted" if a_sum else "ink"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def heat(share: float, diagonal: bool) -> QColor:
    """The ground of a cell that holds this part of its true class; few errors are to be seen as well."""
    tint, ground = colour("ice" if diagonal else "ember"), colour("panel")
    most = _STRONGEST[theme.colours().name]
    strength = most * (0.12 + 0.88 * (share if diagonal else share ** 0.5))
    mixed = [round(g + (t - g) * strength) for g, t in zip(ground.getRgb()[:3], tint.getRgb()[:3], strict=True)]
    return QColor(*mixed)


class _Names(QHeaderView):
    """Class names along a side; across the top they stand upright where one of them does not fit."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.thickness, self._upright = 80, False
        self.setSectionsClickable(False)
        self.setHighlightSections(True)

    def set_thickness(self, thickness: int, *, upright: bool) -> None:
        """How much room the names have; across the top all of them stand upright, or none."""
        self.thickness, self._upright = thickness, upright
        if self.orientation() == Qt.Orientation.Horizontal:
            self.setFixedHeight(thickness)
        else:
            self.setFixedWidth(thickness)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(self.thickness, self.thickness)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        name = str(model.headerData(section, self.orientation()))
        across = self.orientation() == Qt.Orientation.Horizontal
        view = self.parent()
        now = view.currentIndex() if isinstance(view, QTableView) else QModelIndex()
        lit = now.isValid() and section == (now.column() if across else now.row())
        painter.save()
        font = QFont(self.font())
        font.setPixelSize(max(9, min(theme.TEXT, self.defaultSectionSize() - 8)))
        font.setWeight(QFont.Weight.DemiBold if lit else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colour("ink" if lit else "muted"))
        metrics, middle = QFontMetrics(font), Qt.AlignmentFlag.AlignVCenter
        if across and self._upright:
            painter.translate(rect.left(), rect.bottom())
            painter.rotate(-90)
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, rect.height() - 12)
            painter.drawText(QRect(8, 0, rect.height() - 8, rect.width()), middle | Qt.AlignmentFlag.AlignLeft, text)
        elif across:
            below = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(0, 0, 0, -8), below, name)
        else:
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, rect.width() - 12)
            painter.drawText(rect.adjusted(0, 0, -8, 0), middle | Qt.AlignmentFlag.AlignRight, text)
        painter.restore()


class _Corner(QWidget):
    """Says which side is which, where the two rows of names meet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lines = (self.tr("predicted →"), self.tr("true ↓"))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        return QSize(max(map(metrics.horizontalAdvance, self._lines)) + 12, 2 * metrics.height() + 10)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.SMALL)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(colour("muted"))
        area, right = self.rect().adjusted(0, 6, -8, -4), Qt.AlignmentFlag.AlignRight
        line = painter.fontMetrics().height()
        painter.drawText(area.adjusted(0, 0, 0, -line), right | Qt.AlignmentFlag.AlignBottom, self._lines[0])
        painter.drawText(area, right | Qt.AlignmentFlag.AlignBottom, self._lines[1])
        painter.end()
