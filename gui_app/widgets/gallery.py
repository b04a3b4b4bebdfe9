"""Gallery: a wall of pictures with captions that stays smooth with many thousands."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui_app import theme, words
from gui_app.theme import colour
from gui_app.widgets.marks import draw_broken, draw_mark
from gui_app.widgets.rings import has_ring
from gui_app.widgets.thumbnails import Thumbnails

Mark = Literal["", "right", "wrong", "fault", "out"]
"""`out`: an image that is left out; it is drawn faintly."""
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

PAD, SMALL_GAP, ITEM = 8, 6, Qt.ItemDataRole.UserRole
LINES = 2
"""Of text below a picture."""
"""So many tiles tell whether they have one line below them or two."""
_AT_ONCE = 5000
"""So many tiles are laid out between two frames."""
_AHEAD = 2
"""So many screens above and below are read before they are scrolled to."""
_REST_MS = 40
"""What flies past faster than a screen at a time is read only where the flight comes to rest."""
_FAINT = 0.35


@dataclass(frozen=True)
class GalleryItem:
    """One tile. `path` is relative to the gallery's root, or absolute; `detail` is the quieter second line."""

    path: str
    caption: str = ""
    mark: Mark = ""
    detail: str = ""
    group: int = 0
    """Tiles of one number, 1 or more, belong together: they share a ground, and a line stands where they begin."""
    figure: str = ""
    """Follows the caption, and stays whole where that is cut."""


class Made(Sequence[GalleryItem]):
    """Tiles that are made when they are looked at: of 100,000 things only those in view."""

    def __init__(self, things: Sequence[Any], make: Callable[[Any], GalleryItem]) -> None:
        self._things, self._make = things, make

    @overload
    def __getitem__(self, place: int) -> GalleryItem: ...

    @overload
    def __getitem__(self, place: slice) -> "Made": ...

    def __getitem__(self, place: int | slice) -> "GalleryItem | Made":
        if isinstance(place, slice):
            return Made(self._things[place], self._make)
        return self._make(self._things[place])

    def __len__(self) -> int:
        return len(self._things)


class Gallery(QListView):
    """Shows pictures of files as tiles; says which are selected and which one to open large."""

    opened = Signal(int)
    selected = Signal(list)

    def __init__(self, parent: QWidget | None = None, *, side: int = 104, threads: int = 2) -> None:
        super().__init__(parent)
        self.take_key: Callable[[QKeyEvent], bool] = lambda event: False
        """Is asked about every key first, and says whether it has used it."""
        self.setObjectName("gallery")
        self.setAccessibleName(self.tr("Images"))
        self._side, self._empty = side, self.tr("No images")
        self.thumbnails = Thumbnails(side, self, threads=threads)
        self.thumbnails.arrived.connect(self.viewport().update)
        self._tiles = _Tiles(self, self.thumbnails)
        self.setModel(self._tiles)
        self.setItemDelegate(_Tile(self, self.thumbnails))
        self._set_up_view()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._want_visible)
        self._last = 0
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(self._say_selected)

    def _set_up_view(self) -> None:
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_AT_ONCE)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumHeight(self._side)

    # --- what others use -------------------------------------------------------------------------

    def show_images(self, root: str, items: Sequence[GalleryItem]) -> None:
        """Replace all tiles; a file that could not be read before is tried again."""
        self.thumbnails.forget_problems()
        self._tiles.replace(root, items)
        self._arrange()
        self.scrollToTop()
        self._soon.start(0)

    def change_images(self, items: Sequence[GalleryItem]) -> None:
        """Show other words and marks for the same files; what is selected and in view stays so."""
        self._tiles.change(items, *self._visible_rows())
        self.viewport().update()
        self._soon.start(0)  # there may be other pictures in these files

    def items(self) -> Sequence[GalleryItem]:
        return self._tiles.items

    def chosen_rows(self) -> list[int]:
        """The selected tiles, in order."""
        ranges = self.selectionModel().selection()
        return sorted(row for one in ranges for row in range(one.top(), one.bottom() + 1))

    def path(self, row: int) -> str:
        """The whole path of a tile's file."""
        return self._tiles.path(row)

    def select(self, row: int) -> None:
        """Make a tile the current one and bring it into sight."""
        if 0 <= row < self._tiles.rowCount():
            self.setCurrentIndex(self._tiles.index(row))
            self.scrollTo(self._tiles.index(row))

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle when there are no tiles."""
        self._empty = text
        self.viewport().update()

    def shutdown(self) -> None:
        """End the threads that read pictures; they begin anew when they are needed."""
        self._soon.stop()
        self.thumbnails.shutdown()

    # --- inside ----------------------------------------------------------------------------------

    def tile(self) -> QSize:
        """The size of a tile without what the row shares out between its tiles."""
        # Two lines whatever they say: tiles must not move when what is known of their files changes.
        text = LINES * theme.line_height(self.font())
        return QSize(self._side + 2 * PAD, self._side + 2 * PAD + SMALL_GAP + text)

    def _arrange(self) -> None:
        # As QListView reckons: it keeps the scroll bar's room free at all times.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        room = self.maximumViewportSize().width() - bar - 1
        tile = self.tile()
        columns = max(1, room // tile.width())
        self.setGridSize(QSize(max(tile.width(), room // columns), tile.height()))
        self.thumbnails.set_side(round(self._side * self.devicePixelRatioF()))

    def _visible_rows(self) -> tuple[int, int]:
        grid = self.gridSize()
        columns = max(1, (self.viewport().width() + 1) // max(1, grid.width()))
        first = self.verticalOffset() // max(1, grid.height()) * columns
        return first, (self.viewport().height() // max(1, grid.height()) + 2) * columns

    def _scrolled(self, value: int) -> None:
        far = abs(value - self._last) > self.viewport().height()
        self._last = value
        if far:
            self.thumbnails.want(())
        self._soon.start(_REST_MS if far else 0)

    def _want_visible(self) -> None:
        if not self.isVisible():
            return
        first, many = self._visible_rows()
        after = range(first, first + many * (1 + _AHEAD))
        before = range(first - 1, first - 1 - many * _AHEAD, -1)
        self.thumbnails.want(self._tiles.path(row) for row in (*after, *before) if 0 <= row < self._tiles.rowCount())

    def _say_selected(self, on: QItemSelection, off: QItemSelection) -> None:
        self.selected.emit(self.chosen_rows())

    # --- Qt's own --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.take_key(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        # Qt would ask where each one of 100,000 tiles lies.
        return QRegion(self.viewport().rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)
        self._soon.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.thumbnails.want(())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._tiles.rowCount() and self._empty:
            painter = QPainter(self.viewport())
            painter.setPen(colour("muted"))
            area = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty)
            painter.end()


class _Tiles(QAbstractListModel):
    """The tiles as Qt's model; pictures are not in it but beside it."""

    def __init__(self, parent: QObject, thumbnails: Thumbnails) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._root, self._count = "", 0
        self.items: Sequence[GalleryItem] = ()
        self._said = {"right": self.tr("right"), "wrong": self.tr("wrong"), "fault": self.tr("cannot be used"),
                      "out": self.tr("left out"), "": ""}

    def replace(self, root: str, items: Sequence[GalleryItem]) -> None:
        self.beginResetModel()
        self._root, self.items, self._count = root, items, len(items)
        self.endResetModel()

    def change(self, items: Sequence[GalleryItem], first: int, many: int) -> None:
        """The same files told anew; the view is told of those only that it shows."""
        self.items = items
        last = min(first + many, len(items)) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))

    def path(self, row: int) -> str:
        return os.path.join(self._root, self.items[row].path)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{item.caption} {item.figure}".strip() or os.path.basename(item.path)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self._lines_of(item, index.row()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._lines_of(item, index.row()))
        return None

    def _lines_of(self, item: GalleryItem, row: int) -> list[str]:
        problem = self._thumbnails.problem(self.path(row))
        reason = words.text_of(problem) if problem else ""
        group = self.tr("group {0}").format(words.count(item.group)) if item.group else ""
        caption = f"{item.caption} {item.figure}".strip()
        return [line for line in (caption, item.detail, self._said[item.mark], group, item.path, reason) if line]


class _Tile(QStyledItemDelegate):
    """Paints one tile: the picture, its mark, and up to two lines below."""

    def __init__(self, gallery: Gallery, thumbnails: Thumbnails) -> None:
        super().__init__(gallery)
        self._gallery, self._thumbnails = gallery, thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._gallery.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: GalleryItem = index.data(ITEM)
        tile = self._gallery.tile()
        area = QRect(option.rect.left() + (option.rect.width() - tile.width()) // 2, option.rect.top(),
                     tile.width(), tile.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.group:
            self._group(painter, option.rect, item.group, index.row())
        self._ground(painter, area, option)
        side = tile.width() - 2 * PAD
        square = QRect(area.left() + PAD, area.top() + PAD, side, side)
        text = QRect(square.left(), square.bottom() + SMALL_GAP, side, area.bottom() - square.bottom())
        painter.setOpacity(_FAINT if item.mark == "out" else 1.0)
        place = self._picture(painter, square, self._gallery.path(index.row()))
        painter.setOpacity(1.0)
        if item.mark == "out":
            _draw_out(painter, QRect(square.center().x() - 13, square.center().y() - 13, 26, 26))
        elif item.mark:
            draw_mark(painter, QRect(min(square.right() - 15, place.right() - 10), place.top() - 7, 18, 18), item.mark)
        self._text(painter, text, item)
        painter.restore()

    def _group(self, painter: QPainter, cell: QRect, group: int, row: int) -> None:
        """Neighbours of one group stand on one ground; a line stands before the first of them."""
        if group % 2:
            painter.fillRect(cell.adjusted(0, 2, 0, -2), colour("hover"))
        items = self._gallery.items()
        if row == 0 or items[row - 1].group != group:
            painter.fillRect(QRect(cell.left(), cell.top() + 2, 2, cell.height() - 4), colour("muted"))

    def _ground(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(colour("ice"), 1.5) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(colour("ice_soft" if chosen else "hover"))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus and not chosen and has_ring(self._gallery):
            painter.setPen(QPen(colour("ice"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _picture(self, painter: QPainter, square: QRect, path: str) -> QRect:
        pixmap = self._thumbnails.pixmap(path)
        if pixmap is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(square, 4, 4)
            if self._thumbnails.problem(path) is not None:
                draw_broken(painter, square)
            return square
        size = pixmap.size().scaled(square.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(square.center().x() - (size.width() - 1) // 2, square.center().y() - (size.height() - 1) // 2,
                      size.width(), size.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, pixmap.width() > place.width())
        painter.drawPixmap(place, pixmap)
        # A white picture on a white card would have no edge.
        painter.setPen(QPen(colour("ink", 0.12), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        return place

    def _text(self, painter: QPainter, area: QRect, item: GalleryItem) -> None:
        metrics = painter.fontMetrics()
        line = QRect(area.left(), area.top(), area.width(), theme.line_height(painter.font()))
        for text, tint in ((item.caption, "ink"), (item.detail, "muted")):
            if text:
                painter.setPen(colour(tint))
                end = f" {item.figure}" if item.figure and text == item.caption else ""
                room = line.width() - metrics.horizontalAdvance(end)
                painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
                                 metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) + end)
                line.translate(0, line.height())


def _draw_out(painter: QPainter, rect: QRect) -> None:
    """A disc with a bar across: left out."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("muted"))
    painter.drawEllipse(rect)
    painter.setBrush(colour("panel"))
    bar = QRect(0, 0, rect.width() // 2 + 1, 3)
    bar.moveCenter(rect.center())
    painter.drawRect(bar)
