"""Hint: a sentence below a field, with its sign: what is wrong with what was typed, or what may be doubted about it."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui_app import theme
from gui_app.widgets.page import label

Kind = Literal["wrong", "doubt", "good", "busy"]
_SIGN = 16
# The label's role in the style sheet, the icon, its tint.
_LOOKS: dict[Kind, tuple[str, str, str]] = {
    "wrong": ("bad", "error", "bad"), "doubt": ("ember", "warning", "ember"), "good": ("good", "check", "good"),
    "busy": ("muted", "busy", "muted")}


class Hint(QWidget):
    """Hidden while it has nothing to say."""

    def __init__(self, kind: Kind, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.sign, self.text = QLabel(), label("", wrap=True, name=name)
        self.sign.setFixedSize(_SIGN, _SIGN)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        theme.theme_changed.connect(self._draw)
        self.say("")

    def say(self, sentence: str, kind: Kind | None = None) -> None:
        """Show a sentence; an empty one hides the hint."""
        self._kind = kind or self._kind
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        theme.set_role(self.text, _LOOKS[self._kind][0])
        self._draw()
        self.setVisible(bool(sentence))

    def _draw(self) -> None:
        _, icon, tint = _LOOKS[self._kind]
        self.sign.setPixmap(theme.pixmap(icon, _SIGN, tint, self.devicePixelRatioF()))
