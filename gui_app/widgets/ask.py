"""Ask: a question in its place on the page, with a number to set if need be, and its answers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.choice import About
from gui_app import theme
from gui_app.widgets.hint import Hint
from gui_app.widgets.number import NumberField
from gui_app.widgets.page import button, label


class Ask(QFrame):
    """Hidden until it asks; Esc is the answer that changes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ask")
        self._act: Callable[[int], Any] = lambda number: None
        self.text = label("", wrap=True, name="ask_text")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.number = NumberField(About("", low=1, high=10_000), 1, whole=True)
        self.number.setObjectName("ask_number")
        self.wrong = Hint("wrong", "ask_wrong")
        self.unit = label("")
        self.yes = button("", self._answer, name="ask_yes")
        self.no = button("", self.leave, name="ask_no")
        self.number.marked.connect(self._complain)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.text, self.number, self.unit, self.yes, self.no):
            row.addWidget(widget, 1 if widget is self.text else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.addLayout(row)
        column.addWidget(self.wrong)
        self.hide()

    def ask(self, question: str, yes: str, no: str, act: Callable[[], Any], *, danger: bool = False) -> None:
        """A question that is answered with yes or no."""
        self._show(question, yes, no, lambda number: act(), "danger" if danger else "plain")
        self.number.hide()
        self.unit.hide()
        (self.no if danger else self.yes).setFocus(Qt.FocusReason.TabFocusReason)

    def ask_number(self, question: str, yes: str, no: str, act: Callable[[int], Any], *, start: int, unit: str) -> None:
        """A question that is answered with a number, which `unit` follows."""
        self._show(question, yes, no, act, "plain")
        self.number.show_value(start)
        self.number.setAccessibleName(question)
        self.unit.setText(unit)
        self.number.show()
        self.unit.show()
        self.number.setFocus(Qt.FocusReason.TabFocusReason)
        self.number.selectAll()

    def leave(self) -> None:
        """Ask no longer."""
        self.hide()

    def _show(self, question: str, yes: str, no: str, act: Callable[[int], Any], role: str) -> None:
        self.setProperty("role", "warning" if role == "danger" else "panel")
        self.style().unpolish(self)
        self.style().polish(self)
        self._act = act
        self.number.put_back()  # what was typed under the question before
        self.text.setText(question)
        for which, text in ((self.yes, yes), (self.no, no)):
            which.setText(text)
            which.setAccessibleName(text)
        theme.set_role(self.yes, role)
        self.setAccessibleName(question)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _answer(self) -> None:
        self.hide()
        self._act(int(self.number.value))

    def _complain(self, sentence: str) -> None:
        self.wrong.say(sentence)
        self.yes.setDisabled(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.no if self.no.hasFocus() else self.yes).click()
        else:
            super().keyPressEvent(event)
