"""Placement: the size and place of the window, inside the free area of its screen, and remembered."""

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from gui_app.settings import Settings

LEAST, USUAL = QSize(940, 620), QSize(1280, 800)
FRAME = QSize(16, 40)
"""What the frame of a window takes at most, before the window manager has said it."""
_STATES = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen


class Placement(QObject):
    """Gives a window its first size and place, and keeps them in the settings."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._settled = False
        """Whether the frame was known once; from then on the place is the user's."""
        self._limit()
        kept = QByteArray.fromBase64(QByteArray(settings.get("geometry").encode()))
        if not window.restoreGeometry(kept):
            window.resize(USUAL.boundedTo(self._room()))
        window.installEventFilter(self)

    def keep(self) -> None:
        """Remember where the window is."""
        kept = self._window.saveGeometry().toBase64().data().decode()
        if kept != self._settings.get("geometry"):
            self._settings.set("geometry", kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.ScreenChangeInternal):
            self._limit()
        if event.type() in (QEvent.Type.Show, QEvent.Type.Move) and not self._settled:
            self._settle()
        return False

    def _free(self) -> QRect:
        """The part of the screen that panels leave free."""
        return self._window.screen().availableGeometry()

    def _room(self) -> QSize:
        return self._free().size() - FRAME

    def _limit(self) -> None:
        self._window.setMinimumSize(LEAST.boundedTo(self._room()))

    def _settle(self) -> None:
        """Once the window manager has put its frame around the window, see that all of it is on the screen."""
        window, free = self._window, self._free()
        outer, inner = window.frameGeometry(), window.geometry()
        if not window.isVisible() or outer == inner or window.windowState() & _STATES:
            return
        self._settled = True
        frame = outer.size() - inner.size()
        window.resize(inner.size().boundedTo(free.size() - frame))
        place = fitted(QRect(outer.topLeft(), window.size() + frame), free)
        if place != outer.topLeft():
            window.move(place)


def fitted(frame: QRect, free: QRect) -> QPoint:
    """Where the top left corner of a frame has to be for all of it, or else its title, to be in a free area."""
    x = max(free.left(), min(frame.left(), free.right() + 1 - frame.width()))
    y = max(free.top(), min(frame.top(), free.bottom() + 1 - frame.height()))
    return QPoint(x, y)
