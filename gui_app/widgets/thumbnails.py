"""Thumbnails: pictures of image files as pixmaps, read in the background and kept within a bound."""

from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from core.pixels import Pixels
from core.problems import Problem
from core.thumbs import Key, Thumb, Thumbs

LOOK_EVERY_MS = 30
MOST_AT_ONCE = 40
"""So many become pixmaps between two frames; more would be felt while scrolling."""
KEPT_BYTES = 96_000_000
PIXELS_SHOW = 3
"""A picture that is enlarged this much shows its pixels rather than a blur."""


class Thumbnails(QObject):
    """Asked for pictures by path, it says when some have arrived; it holds no more than a bound of them."""

    arrived = Signal()

    def __init__(self, side: int, parent: QObject | None = None, *, threads: int = 2, kept: int = KEPT_BYTES,
                 enlarge: bool = True) -> None:
        super().__init__(parent)
        self._side, self._kept, self._held, self._enlarge = side, kept, 0, enlarge
        self._seen: tuple[int, str] = (0, "")
        self._pixels = Pixels()
        self._reader = Thumbs(threads)
        self._pixmaps: OrderedDict[Key, QPixmap] = OrderedDict()
        self._states: dict[Key, str] = {}
        """Of the files when their pictures were read."""
        self._problems: dict[Key, Problem] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.drain)
        self.destroyed.connect(self._reader.forget)  # a destructor waits for nobody
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.shutdown)

    @property
    def side(self) -> int:
        """The side in device pixels of the square that the pictures fit in."""
        return self._side

    def set_side(self, side: int) -> None:
        """Pictures of another size from now on; those of the old size grow old and go."""
        self._side = side

    def set_seen(self, size: int, fit: str) -> None:
        """From now on pictures as a network sees them: fitted to its square of `size` pixels as the recipe's `fit`."""
        self._seen = (size, fit)

    def set_pixels(self, pixels: Pixels) -> None:
        """How the pixels of the files are read from now on."""
        self._pixels = pixels

    def want(self, paths: Iterable[str]) -> None:
        """Read what is missing of these, in this order, and forget what was wanted before.

        Then see whether the files of the others are still the same.
        """
        keys = [key for key in map(self._key, paths) if key not in self._problems]
        keys.sort(key=self._pixmaps.__contains__)
        self._reader.want(keys, {key: self._states[key] for key in keys if key in self._pixmaps})
        if not self._reader.idle:
            self._timer.start()

    def pixmap(self, path: str) -> QPixmap | None:
        """The picture, when it has been read."""
        key = self._key(path)
        found = self._pixmaps.get(key)
        if found is not None:
            self._pixmaps.move_to_end(key)
        return found

    def problem(self, path: str) -> Problem | None:
        """Why a file has no picture."""
        return self._problems.get(self._key(path))

    def forget_problems(self) -> None:
        """Try broken files again the next time that they are wanted."""
        self._problems.clear()

    def drain(self) -> None:
        """By the timer; by hand in tests."""
        thumbs = self._reader.take(MOST_AT_ONCE)
        fresh = [thumb for thumb in thumbs if not thumb.unchanged]
        for thumb in fresh:
            self._keep(thumb)
        if self._reader.idle:
            self._timer.stop()
        if fresh:
            self.arrived.emit()

    def shutdown(self) -> None:
        """End the threads; a later `want` starts new ones."""
        self._timer.stop()
        self._reader.stop()
        self._reader.take()

    def _key(self, path: str) -> Key:
        return Key(path, self._side, *self._seen, self._pixels)

    def _keep(self, thumb: Thumb) -> None:
        key = thumb.key
        if key in self._pixmaps:
            self._held -= _bytes(self._pixmaps.pop(key))
            del self._states[key]
        if thumb.code:
            self._problems[key] = Problem(thumb.code, **thumb.details)
            return
        pixmap = pixmap_of(thumb, self._enlarge)
        self._pixmaps[key], self._states[key] = pixmap, thumb.state
        self._held += _bytes(pixmap)
        while self._held > self._kept and len(self._pixmaps) > 1:
            oldest, gone = self._pixmaps.popitem(last=False)
            self._held -= _bytes(gone)
            del self._states[oldest]


def pixmap_of(thumb: Thumb, enlarge: bool) -> QPixmap:
    """A thumb as a pixmap, enlarged to its side if so wanted."""
    image = QImage(thumb.pixels, thumb.width, thumb.height, 3 * thumb.width, QImage.Format.Format_RGB888)
    size = fitted(image.size(), QSize(thumb.side, thumb.side))
    if enlarge and size.width() > image.width():
        sharp = size.width() >= PIXELS_SHOW * image.width()
        mode = Qt.TransformationMode
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio,
                             mode.FastTransformation if sharp else mode.SmoothTransformation)
    return QPixmap.fromImage(image)


def fitted(size: QSize, room: QSize) -> QSize:
    """The size in which a picture fills its room; one that is enlarged much grows by a whole factor."""
    size_in = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    factor = size_in.width() / max(1, size.width())
    return size * int(factor) if factor >= PIXELS_SHOW else size_in


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
