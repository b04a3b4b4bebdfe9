"""Toast: a sentence at the foot of the window that goes by itself, with one thing to do about it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui_app.widgets.page import MARGIN, button, label

STAYS_MS, FOOT = 6_000, 20


class Toast(QWidget):
    """Lies over its parent, in place of the page's quiet sentence; as long as the mouse is on it, it stays."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setProperty("role", "surface")  # nothing of the sentence below shows beside it
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._act: Callable[[], Any] = lambda: None
        self._room = 0
        self.text = label("", name="toast_text")
        self.action = button("", self._take, name="toast_action", role="link")
        self._card = QFrame()
        self._card.setProperty("role", "toast")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._card)
        whole.addStretch(1)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.text)
        row.addWidget(self.action)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(STAYS_MS)
        self._over.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, action: str, act: Callable[[], Any], *, room: int = 0) -> None:
        """Show a sentence and what the button does; it covers `room` pixels at least."""
        self._act, self._room = act, room
        self.text.setText(sentence)
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.setAccessibleName(sentence)
        self._place()
        self.raise_()
        self.show()
        self._over.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _take(self) -> None:
        self.hide()
        self._act()

    def _place(self) -> None:
        size = self.sizeHint()
        self.resize(max(size.width(), self._room), size.height())
        self.move(MARGIN, self.parentWidget().height() - self.height() - FOOT)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._over.stop()
        elif event.type() == QEvent.Type.Leave and not self.isHidden():
            self._over.start()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
