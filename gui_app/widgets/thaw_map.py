"""ThawMap: the network as a column of stages, with the line between those that rest and those that learn."""

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.facts import StageFacts
from gui_app.theme import colour, draw_icon, theme_changed
from gui_app.widgets.glide import Glide
from gui_app.widgets.rings import has_ring
from gui_app.widgets.stage_rows import Index, StageRows
from gui_app.words import count

ROW_LEAST, ROW_MOST = 24, 34
ROOMY = 30
"""Rows at least this high have a wider gap below them."""
LINE = 28
"""The height of the thaw line with its pill."""
PAGE_STEP = 5
MARK, LOCK, SPACE = 34, 32, 12
BAR_LEAST, BAR_HEIGHT, NAME_LEAST = 24, 8, 72


class ThawMap(QListView):
    """A row for each stage and one for the head. The line is dragged, or moved by arrow keys; each stage has a lock."""

    frozen_changed = Signal(object)
    """The frozenset of frozen stages, live while the user moves the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thaw_map")
        self.rows = StageRows(self)
        self.setModel(self.rows)
        self._row_painter = _RowPainter(self)
        self.setItemDelegate(self._row_painter)
        self._glide = Glide(self.viewport())
        self.setStyleSheet("ThawMap, ThawMap[ring='true'] { border: none; background: transparent; }")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Thaw map: the stages of the network"))
        self.setMinimumSize(200, 160)
        self.pitch, self.columns = ROW_MOST, (0, 0, 0)
        self.hovered = QPoint(-1, -1)
        self._dragging, self._locked = False, frozenset[int]()
        theme_changed.connect(self.viewport().update)

    # --- what is shown ---------------------------------------------------------------------------

    def show_stages(self, stages: tuple[StageFacts, ...], frozen: frozenset[int], head_text: str,
                    head_parameters: int, note: str = "") -> None:
        """Draw these stages, and say nothing: only the user's own moves are said."""
        same, before = stages == self.rows.stages, self.line
        self.rows.set(stages, frozen, head_text, head_parameters, note)
        if not same:
            self._dragging = False
        self._glide.go(before if same else self.line, self.line)
        self._fit()
        self._moved()
        if not same:
            self._show_line()

    @property
    def frozen(self) -> frozenset[int]:
        return self.rows.frozen

    @property
    def line(self) -> int:
        """The line lies after so many stages: the longest frozen prefix."""
        return self.rows.line

    def summary(self) -> str:
        """The picture in words."""
        stages, line = self.rows.stages, self.line
        if not stages:
            return self.tr("No stages yet")
        said = self.tr("{frozen} of {all} stages frozen").format(frozen=count(len(self.frozen)), all=count(len(stages)))
        where = self.tr("line before the first stage")
        if line:
            where = self.tr("line after {name}").format(name=stages[line - 1].name)
        return f"{said}; {where}. {self.rows.note}".removesuffix(". ")

    # --- moves -----------------------------------------------------------------------------------

    def move_line(self, line: int, locked: frozenset[int] | None = None) -> None:
        """Freeze the first `line` stages; those locked one by one below it stay locked."""
        line = max(0, min(line, len(self.rows.stages)))
        kept = self._apart() if locked is None else locked
        self._freeze(frozenset(range(line)) | frozenset(i for i in kept if i >= line))

    def toggle(self, stage: int) -> None:
        """Lock or unlock one stage."""
        if 0 <= stage < len(self.rows.stages):
            self._freeze(self.frozen ^ {stage})

    def _apart(self) -> frozenset[int]:
        """The stages that are locked below the line."""
        return frozenset(i for i in self.frozen if i > self.line)

    def _freeze(self, frozen: frozenset[int]) -> None:
        if frozen == self.frozen:
            return
        before = self.line
        self.rows.freeze(frozen)
        self._glide.go(before, self.line)
        self._moved()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.summary()))
        self.frozen_changed.emit(frozen)

    def _moved(self) -> None:
        self.setAccessibleDescription(self.summary())
        self.doItemsLayout()  # the row below the line is the taller one
        self.viewport().update()

    # --- keys ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, stages, key = self.currentIndex().row(), len(self.rows.stages), event.key()
        picking = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -PAGE_STEP, Qt.Key.Key_PageDown: PAGE_STEP}
        if key in steps and picking:
            self._focus(here + steps[Qt.Key(key)])
        elif key in steps:
            self._step(self.line + steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self._step(0, frozenset())
        elif key == Qt.Key.Key_End:
            self._step(stages, frozenset())
        elif key in (Qt.Key.Key_L, Qt.Key.Key_Space):
            self.toggle(here)
        else:
            event.ignore()  # the page's own keys, and Tab

    def _step(self, line: int, locked: frozenset[int] | None = None) -> None:
        before = self.line
        self.move_line(line, locked)
        # The stage that has just changed sides is the one to look at.
        self._focus(self.line if self.line < before else self.line - 1)
        self._show_line()

    def _show_line(self) -> None:
        self.scrollTo(self.rows.index(self.line))

    def _focus(self, row: int) -> None:
        index = self.rows.index(max(0, min(row, self.rows.rowCount() - 1)))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self.rows.stages:
            self._focus(max(0, self.line - 1))
            self._show_line()
        super().focusInEvent(event)

    # --- the mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if self.on_line(place):
            self._dragging, self._locked = True, self._apart()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()
            return
        self.setCurrentIndex(index)
        if self.on_lock(index, place):
            self.toggle(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.hovered = event.position().toPoint()
        if self._dragging:
            self._drag_to(place.y())
        else:
            index = self.indexAt(place)
            self.viewport().setCursor(
                Qt.CursorShape.SizeVerCursor if self.on_line(place)
                else Qt.CursorShape.PointingHandCursor if self.on_lock(index, place) else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def _drag_to(self, y: int) -> None:
        top = self.visualRect(self.rows.index(0)).top()
        self.move_line(round((y - top - LINE / 2) / self.pitch), self._locked)
        self._show_line()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # two quick clicks on a lock are two clicks

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = QPoint(-1, -1)
        self.viewport().update()
        super().leaveEvent(event)

    @property
    def dragging(self) -> bool:
        return self._dragging

    def on_line(self, place: QPoint) -> bool:
        """Whether a place lies on the thaw line."""
        return self.line_rect().contains(place)

    def line_rect(self) -> QRect:
        """Where the line is drawn now: the upper part of the row below it."""
        if not self.rows.stages:
            return QRect()
        below = self.visualRect(self.rows.index(self.line))
        return QRect(below.left(), below.top(), below.width(), LINE)

    def lock_rect(self, index: Index) -> QRect:
        row = self.visualRect(index)
        return QRect(row.right() - LOCK, row.bottom() - self.pitch + 1, LOCK + 1, self.pitch)

    def on_lock(self, index: Index, place: QPoint) -> bool:
        """Whether a place lies on the lock of a stage; the head has none."""
        return index.isValid() and index.row() < len(self.rows.stages) and self.lock_rect(index).contains(place)

    @property
    def seen_line(self) -> float:
        """Where the line is seen, which moves after `line` in a moment."""
        return self._glide.at(self.line)

    def seen_shift(self, row: int) -> float:
        """By how much a row is seen above or below its place while the line passes it."""
        seen = max(0.0, min(1.0, row + 1 - self.seen_line))
        return LINE * (seen - (row >= self.line))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = self.line_rect()
        if not place.isNull():
            place.translate(0, round((self.seen_line - self.line) * self.pitch))
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._row_painter.paint_line(painter, place)
            painter.end()

    # --- sizes -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._show_line()

    def _fit(self) -> None:
        """Rows are as high as the place allows; when even low ones do not fit, the column scrolls."""
        room = (self.viewport().height() - LINE) // max(1, self.rows.rowCount())
        pitch = max(ROW_LEAST, min(ROW_MOST, room))
        self.columns = self._columns()
        if pitch != self.pitch:
            self.pitch = pitch
            self.doItemsLayout()

    def _columns(self) -> tuple[int, int, int]:
        """The widths of names, outputs and counts: as wide as the widest, yet long names leave room for the rest."""
        facts, width = [self.rows.facts(r) for r in range(self.rows.rowCount())], self.fontMetrics().horizontalAdvance
        names = max((width(f[0]) for f in facts), default=0) + 10  # they are drawn a little bolder
        outputs = max((width(f[1]) for f in facts), default=0)
        counts = max((width(self.rows.told_count(r)) for r in range(len(facts))), default=0)
        left = self.viewport().width() - MARK - LOCK - counts - SPACE
        if left - outputs - SPACE < min(names, NAME_LEAST):
            return min(names, left), 0, counts  # the tooltip still tells the sizes
        left -= outputs + SPACE
        return min(names, max(NAME_LEAST, left - BAR_LEAST - SPACE)), outputs, counts


class _RowPainter(QStyledItemDelegate):
    """Paints a row, and the thaw line above the row that it lies on."""

    def __init__(self, map_: ThawMap) -> None:
        super().__init__(map_)
        self._map = map_

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._map.pitch + (LINE if index.row() == self._map.line else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = self._map.pitch
        painter.translate(0, self._map.seen_shift(index.row()))
        gap = 4 if pitch >= ROOMY else 2
        row = QRect(option.rect.left(), option.rect.bottom() - pitch + 1, option.rect.width(), pitch - gap)
        self._paint_row(painter, row, index)
        painter.restore()

    def _paint_row(self, painter: QPainter, row: QRect, index: Index) -> None:
        rows, map_ = self._map.rows, self._map
        frozen, head = index.row() in rows.frozen, index.row() == len(rows.stages)
        tint = "ice" if frozen else "ember"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{tint}_soft"))
        painter.drawRoundedRect(row, 6, 6)
        if has_ring(map_) and map_.currentIndex().row() == index.row():
            painter.setPen(QPen(colour(tint), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), 5, 5)
        _icon(painter, "snow" if frozen else "flame", QRect(row.left(), row.top(), MARK, row.height()), tint)
        font = QFont(map_.font())
        font.setWeight(QFont.Weight.DemiBold if head else QFont.Weight.Medium)
        self._paint_texts(painter, row, font, index.row(), tint)
        if not head:
            over = map_.on_lock(index, map_.hovered) and not map_.dragging
            lock = QRect(row.right() - LOCK, row.top(), LOCK, row.height())
            painter.setOpacity(1.0 if frozen or over else 0.45)
            _icon(painter, "lock" if frozen else "unlock", lock, "ink" if over else tint if frozen else "muted")

    def _paint_texts(self, painter: QPainter, row: QRect, font: QFont, which: int, tint: str) -> None:
        name, output, parameters = self._map.rows.facts(which)
        names, outputs, counts = self._map.columns
        left, right = row.left() + MARK, row.right() - LOCK
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(colour("ink"))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, names)
        painter.drawText(QRect(left, row.top(), names + 2, row.height()), middle, shown)
        painter.setFont(self._map.font())
        painter.setPen(colour("muted"))
        end = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(right - counts, row.top(), counts, row.height()), end, self._map.rows.told_count(which))
        right -= counts + SPACE
        if outputs:
            painter.drawText(QRect(right - outputs, row.top(), outputs, row.height()), end, output)
        room = right - outputs - SPACE - (left + names + SPACE)
        if room >= BAR_LEAST and parameters:
            width = max(BAR_HEIGHT, room * parameters / self._map.rows.most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tint, 0.8))
            bar = QRectF(left + names + SPACE, row.center().y() - BAR_HEIGHT / 2 + 0.5, width, BAR_HEIGHT)
            painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)

    def paint_line(self, painter: QPainter, area: QRect) -> None:
        active = self._map.dragging or area.contains(self._map.hovered)
        text = self.tr("thaw line")
        font = QFont(self._map.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text) + 44
        # The row above leaves its gap; the pill sits in the middle of what is seen as free.
        middle = area.center().y() - 1
        pill = QRectF(area.center().x() - width / 2, middle - 10.5, width, 21)
        fade = QLinearGradient(QPointF(area.left(), 0), QPointF(area.right(), 0))
        fade.setColorAt(0, colour("ice"))
        fade.setColorAt(1, colour("ember"))
        painter.setPen(QPen(fade, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(area.left() + 1, middle), QPointF(pill.left() - 10, middle))
        painter.drawLine(QPointF(pill.right() + 10, middle), QPointF(area.right() - 1, middle))
        painter.setPen(QPen(colour("ember"), 2 if active else 1.2))
        painter.setBrush(colour("ember_soft" if active else "panel"))
        painter.drawRoundedRect(pill, 10.5, 10.5)
        painter.setPen(colour("ember_ink"))
        painter.drawText(pill.adjusted(12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        _arrows(painter, QPointF(pill.right() - 17, middle))


def _icon(painter: QPainter, name: str, area: QRect, tint: str) -> None:
    side = min(16, area.height() - 6)
    middle = QRectF(area).center()
    draw_icon(painter, name, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), tint)


def _arrows(painter: QPainter, at: QPointF) -> None:
    """Up and down: this can be dragged."""
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour("ember_ink"), 1.5, Qt.PenStyle.SolidLine, cap, join))
    for way in (-1, 1):
        tip = QPointF(at.x(), at.y() + way * 5.5)
        painter.drawPolyline([tip + QPointF(-3, -way * 3), tip, tip + QPointF(3, -way * 3)])
