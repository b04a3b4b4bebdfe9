"""Notice: what stands in the middle of a page that has nothing to show yet, and the one thing to do about it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui_app import theme
from gui_app.widgets.page import button, label

WIDTH = 440


class Notice(QWidget):
    """An icon, a heading, a sentence, perhaps a bar of progress and a button, in the middle of the room."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._icon_name = icon
        self._act: Callable[[], Any] = lambda: None
        self.icon = QLabel()
        self.heading = label("", "heading", name="notice_heading")
        self.text = label("", "muted", wrap=True, name="notice_text")
        self.bar = QProgressBar()
        self.bar.setFixedWidth(280)
        self.bar.setTextVisible(False)
        self.button: QPushButton = button("", lambda: self._act(), name="notice_button")
        self._lay_out()
        theme.theme_changed.connect(self._tint)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignHCenter
        for widget in (self.icon, self.heading, self.text):
            column.addWidget(widget, 0, middle)
        self.text.setAlignment(middle)
        self.text.setFixedWidth(WIDTH)
        column.addSpacing(8)
        column.addWidget(self.bar, 0, middle)
        column.addSpacing(8)
        column.addWidget(self.button, 0, middle)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        column.insertStretch(0, 2)
        column.addStretch(3)
        self._tint()

    def _tint(self) -> None:
        self.icon.setPixmap(theme.pixmap(self._icon_name, 32, "muted", self.devicePixelRatioF()))

    def say(self, heading: str, text: str, *, action: str = "", act: Callable[[], Any] | None = None) -> None:
        """Show a sentence, and a button when there is something to do."""
        self.heading.setText(heading)
        self.text.setText(text)
        self.setAccessibleName(f"{heading}. {text}")
        self.bar.hide()
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))
        self._act = act or (lambda: None)

    def show_progress(self, done: int, total: int) -> None:
        """A bar below the sentence; it runs to and fro while the total is unknown."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()
