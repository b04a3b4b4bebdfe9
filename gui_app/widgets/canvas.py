"""Canvas: a picture as large as fits, and beside it, if so wanted, what the network sees of it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.choice import N_
from core.pixels import Pixels
from gui_app import words
from gui_app.theme import colour
from gui_app.widgets.marks import draw_broken
from gui_app.widgets.thumbnails import PIXELS_SHOW, Thumbnails, fitted

LARGEST, MARGIN, GAP, CAPTION = 2048, 24, 24, 28
_FITTED: dict[str, str] = {"pad": N_("viewer", "padded"), "squash": N_("viewer", "squashed"),
                           "crop": N_("viewer", "cropped")}


class Canvas(QWidget):
    """A tiny picture is enlarged so that its pixels show."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.thumbnails = Thumbnails(LARGEST, self, threads=1, enlarge=False)
        self.seen = Thumbnails(LARGEST, self, threads=1, enlarge=False)
        for store in (self.thumbnails, self.seen):
            store.arrived.connect(self.update)
        self._path, self._size, self._near = "", (0, 0), list[str]()
        self._seen: tuple[int, str] = (0, "")
        self._both = False

    def show_picture(self, path: str, size: tuple[int, int], near: list[str]) -> None:
        """Show a file's picture; `size` is told in its caption, `near` is read ahead."""
        self._path, self._size, self._near = path, size, near
        self.setAccessibleName(path)
        self._read()

    def set_seen(self, size: int, fit: str) -> None:
        """What the network gets: a square of `size` pixels, 0 for nothing, fitted as the recipe says."""
        if (size, fit) != self._seen:
            self._seen = (size, fit)
            self.seen.set_seen(size, fit)
            self._read()

    def set_pixels(self, pixels: Pixels) -> None:
        """How the pixels of the files are read from now on."""
        for store in (self.thumbnails, self.seen):
            store.set_pixels(pixels)
        self._read()

    def show_seen(self, on: bool) -> None:
        """Show what the network sees beside the picture."""
        self._both = on
        self._read()

    def rest(self) -> None:
        """Read no more until a picture is shown again."""
        self.thumbnails.want(())
        self.seen.want(())

    def shutdown(self) -> None:
        """End the threads."""
        self.thumbnails.shutdown()
        self.seen.shutdown()

    def _read(self) -> None:
        wanted = [self._path, *self._near] if self._path else []
        self.thumbnails.want(wanted)
        self.seen.want(wanted if self._doubled() else ())
        self.update()

    def _doubled(self) -> bool:
        return self._both and self._seen[0] > 0

    def captions(self) -> tuple[str, str]:
        """What stands below the picture and below what the network sees of it."""
        size, fit = self._seen
        original = self.tr("original")
        if self._size[0]:
            original = self.tr("original {0} × {1}").format(*map(words.count, self._size))
        return original, self.tr("what the network sees: {0} × {0}, {1}").format(
            words.count(size), words.say("viewer", _FITTED.get(fit, fit)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if not self._doubled():
            self._draw(painter, room, self.thumbnails)
        else:
            stores = (self.thumbnails, self.seen)
            for half, store, caption in zip(_halves(room), stores, self.captions(), strict=True):
                below = self._draw(painter, half.adjusted(0, 0, 0, -CAPTION), store)
                line = QRect(half.left(), below + 6, half.width(), CAPTION)
                painter.setPen(colour("muted"))
                text = painter.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideMiddle, line.width())
                painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
        painter.end()

    def _draw(self, painter: QPainter, room: QRect, store: Thumbnails) -> int:
        """Draw what a store has of the picture; returns where it ends."""
        pixmap, problem = store.pixmap(self._path), store.problem(self._path)
        if pixmap is not None:
            ratio = self.devicePixelRatioF()
            size = fitted(pixmap.size(), room.size() * ratio) / ratio
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            smooth = size.width() < PIXELS_SHOW * pixmap.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawPixmap(place, pixmap)
            return place.bottom()
        painter.setPen(colour("muted"))
        if problem is not None:
            draw_broken(painter, room)
            painter.setPen(colour("muted"))
            painter.drawText(room.translated(0, 48), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                             words.text_of(problem))
        else:
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.tr("Reading…"))
        return room.bottom()


def _halves(room: QRect) -> tuple[QRect, QRect]:
    """The room parted in two along its longer side."""
    if room.width() >= room.height():
        width = (room.width() - GAP) // 2
        return room.adjusted(0, 0, -width - GAP, 0), room.adjusted(width + GAP, 0, 0, 0)
    height = (room.height() - GAP) // 2
    return room.adjusted(0, 0, 0, -height - GAP), room.adjusted(0, height + GAP, 0, 0)
