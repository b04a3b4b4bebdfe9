"""Ask: a question in its place on the page, with a number or a text to give if need be, and its answers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

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
        self._act: Callable[[], Any] = lambda: None
        self.text = label("", wrap=True, name="ask_text")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.number = NumberField(About("", low=1, high=10_000), 1, whole=True)
        self.number.setObjectName("ask_number")
        self.wrong = Hint("wrong", "ask_wrong")
        self.unit = label("")
        self.line = QLineEdit()
        self.line.setObjectName("ask_line")
        self.yes = button("", self._answer, name="ask_yes")
        self.no = button("", self.leave, name="ask_no")
        self.number.marked.connect(self._complain)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.text, self.number, self.unit, self.line, self.yes, self.no):
            row.addWidget(widget, {self.text: 1, self.line: 3}.get(widget, 0))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.addLayout(row)
        column.addWidget(self.wrong)
        self.hide()

    def ask(self, question: str, yes: str, no: str, act: Callable[[], Any], *, danger: bool = False) -> None:
        """A question that is answered with yes or no."""
        self._show(question, yes, no, act, "danger" if danger else "plain")
        (self.no if danger else self.yes).setFocus(Qt.FocusReason.TabFocusReason)

    def ask_number(self, question: str, yes: str, no: str, act: Callable[[int], Any], *, start: int, unit: str) -> None:
        """A question that is answered with a number, which `unit` follows."""
        self._show(question, yes, no, lambda: act(int(self.number.value)), "plain", self.number, self.unit)
        self.number.show_value(start)
        self.number.setAccessibleName(question)
        self.unit.setText(unit)
        self.number.setFocus(Qt.FocusReason.TabFocusReason)
        self.number.selectAll()

    def ask_text(self, question: str, yes: str, no: str, act: Callable[[str], Any], *, start: str) -> None:
        """A question that is answered with a line of text, which may be empty."""
        self._show(question, yes, no, lambda: act(self.line.text()), "plain", self.line)
        self.line.setText(start)
        self.line.setAccessibleName(question)
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Ask no longer."""
        self.hide()

    def _show(self, question: str, yes: str, no: str, act: Callable[[], Any], role: str, *fields: QWidget) -> None:
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
        for field in (self.number, self.unit, self.line):
            field.setVisible(field in fields)
        self.text.setWordWrap(self.line not in fields)
        self.setAccessibleName(question)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _answer(self) -> None:
        self.hide()
        self._act()

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
