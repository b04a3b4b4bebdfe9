"""CoachCard: what the coach says: an icon, a colour by its kind, one sentence, and one button."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget

from gui_app import theme
from gui_app.widgets.page import button
from gui_app.widgets.verdict import Verdict

Kind = Literal["", "good", "watch", "act"]
ICON = 20

# Icon and colour of each kind; a sentence of no kind states what is going on and has neither.
LOOKS: dict[str, tuple[str, str]] = {"good": ("check", "good"), "watch": ("eye", "ember"), "act": ("error", "bad")}


class CoachCard(QFrame):
    """Says `acted` with the code of the action when its button is pressed. `upright` puts the button below."""

    acted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, upright: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_card")
        self.setProperty("role", "coach")
        self.verdict, self._sign, self._action = Verdict(name), QLabel(), ""
        self.kind: Kind = ""
        self._sign.setFixedSize(ICON, ICON)
        self.button = button("", lambda: self.acted.emit(self._action), name=f"{name}_action")
        self._names = {"good": self.tr("Good"), "watch": self.tr("Worth watching"), "act": self.tr("Needs action")}
        self._lay_out(upright)
        theme.theme_changed.connect(self._draw)
        self.show_words("", "", "")

    def _lay_out(self, upright: bool) -> None:
        way = QBoxLayout.Direction
        said, whole = QBoxLayout(way.LeftToRight), QBoxLayout(way.TopToBottom if upright else way.LeftToRight, self)
        said.setSpacing(8 if upright else 12)
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop if upright else Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self.verdict, 1)
        whole.setSpacing(12)
        whole.setContentsMargins(*((12, 12, 12, 12) if upright else (16, 10, 12, 10)))
        whole.addLayout(said, 1)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft if upright else Qt.AlignmentFlag.AlignVCenter)
        if not upright:
            # Always room for two lines: the curves must not jump when the sentence changes.
            self.verdict.keep_room(2)
            self.verdict.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def show_words(self, kind: Kind, verdict: str, sentence: str, action: str = "", does: str = "") -> None:
        """Show a sentence of a kind; `does` is what the button says, `action` the code that it will say."""
        self.verdict.show_verdict(verdict, sentence)
        self._action = action
        self.button.setText(does)
        self.button.setAccessibleName(does)
        self.button.setVisible(bool(action))
        self.setAccessibleName(f"{self._names[kind]}: {self.verdict.plain}" if kind else self.verdict.plain)
        if kind != self.kind or not self.verdict.plain:
            self.kind = kind
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
            self._draw()

    def _draw(self) -> None:
        self._sign.setVisible(bool(self.kind))
        if self.kind:
            icon, tint = LOOKS[self.kind]
            self._sign.setPixmap(theme.pixmap(icon, ICON, tint, self.devicePixelRatioF()))
            self._sign.setToolTip(self._names[self.kind])
