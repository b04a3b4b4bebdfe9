"""Presses: Enter presses what has the focus; the second half of a double click presses nothing that came under it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton, QToolButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_by_enter(focus: QWidget | None, event: QKeyEvent) -> bool:
    """Press the button that has the focus, as Qt does in dialogs only. Returns whether there was one."""
    if event.key() not in _ENTER or event.isAutoRepeat() or not isinstance(focus, QAbstractButton):
        return False
    if isinstance(focus, QCheckBox | QRadioButton) or not focus.isEnabled():
        return False  # these are ticked with the space bar
    if isinstance(focus, QPushButton | QToolButton) and focus.menu() is not None:
        focus.showMenu()
    else:
        focus.click()
    return True


class DoubleClicks(QObject):
    """An event filter for the window of the platform: a double click hits one thing, or it is a single one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._hit: tuple[QWidget | None, str] = (None, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            assert isinstance(event, QMouseEvent)
            if not event.flags() & Qt.MouseEventFlag.MouseEventCreatedDoubleClick:
                self._hit = self._under(event)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            assert isinstance(event, QMouseEvent)
            return self._under(event) != self._hit
        return False

    def _under(self, event: QMouseEvent) -> tuple[QWidget | None, str]:
        """What lies under the mouse, and what it says: a button that says something else is another button."""
        found = self._window.childAt(event.position().toPoint())
        return found, found.text() if isinstance(found, QAbstractButton) else ""
