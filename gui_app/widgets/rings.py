"""Rings: the frame around what has the keyboard's focus, drawn after keys only; a click shows where it went."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

PROPERTY = "ring"
"""What the style sheet asks for; fields to type in show their frame always, as the caret is there."""


def has_ring(widget: QWidget) -> bool:
    """Whether a widget that paints itself has to paint its frame."""
    return widget.hasFocus() and bool(widget.property(PROPERTY))


class Rings(QObject):
    """Watches whether keys or the mouse were used last, in every window that gets the focus."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = False
        app.focusChanged.connect(self._moved)
        app.focusWindowChanged.connect(self._watch)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self._keys = event.type() == QEvent.Type.KeyPress
            self._mark(QApplication.focusWidget(), self._keys)
        return False

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        self._mark(old, False)
        self._mark(now, self._keys)

    def _mark(self, widget: QWidget | None, ring: bool) -> None:
        if widget is not None and bool(widget.property(PROPERTY)) != ring:
            widget.setProperty(PROPERTY, ring)
            widget.style().unpolish(widget)
            widget.style().polish(widget)
            widget.update()
