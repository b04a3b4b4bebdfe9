"""Offer: a quiet line above a page that says what has turned up, with one thing to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui_app import theme
from gui_app.widgets.page import button, icon_button, label


class Offer(QFrame):
    """Hidden while there is nothing to offer. Says `taken` or `left` with the key of what was offered."""

    taken = Signal(str)
    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offer")
        self.setProperty("role", "panel")
        self._key = ""
        self._sign = QLabel()
        self._sign.setFixedSize(18, 18)
        self.text = label("", wrap=True, name="offer_text")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._take = button("", lambda: self.taken.emit(self._key), name="offer_take")
        self._leave = icon_button("close", self.tr("Not now"), lambda: self.left.emit(self._key), name="offer_leave")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 8, 6)
        line.setSpacing(10)
        for part in (self._sign, self.text, self._take, self._leave):
            line.addWidget(part, 1 if part is self.text else 0)
        theme.theme_changed.connect(self._draw)
        self._draw()
        self.hide()

    def _draw(self) -> None:
        self._sign.setPixmap(theme.pixmap("info", 18, "ice", self.devicePixelRatioF()))

    def offer(self, key: str, sentence: str, action: str) -> None:
        """Show a sentence and what the button does; an empty key offers nothing."""
        fresh = sentence != self.text.text() and bool(key)
        self._key = key
        self.text.setText(sentence)
        self._take.setText(action)
        self._take.setAccessibleName(action)
        self.setAccessibleName(sentence)
        self.setVisible(bool(key))
        if fresh:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
