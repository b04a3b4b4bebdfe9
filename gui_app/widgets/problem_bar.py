"""Bars above the page: a problem in one sentence, and a question that must not block the window."""

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from core.problems import Problem
from gui_app import theme, words
from gui_app.remedies import remedy_of
from gui_app.widgets.page import MARGIN, button, icon_button, label


class _Bar(QFrame):
    """A tinted strip with an icon and a sentence."""

    def __init__(self, role: str, icon: str, tint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self._icon, self._tint = icon, tint
        self._sign = QLabel()
        self._sign.setFixedSize(20, 20)
        self.text = label("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(MARGIN, 10, 16, 10)
        self.line.setSpacing(12)
        self.line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self.line.addWidget(self.text, 1)
        theme.theme_changed.connect(self._draw)
        self._draw()
        self.hide()

    def _draw(self) -> None:
        self._sign.setPixmap(theme.pixmap(self._icon, 20, self._tint, self.devicePixelRatioF()))

    def announce(self, sentence: str) -> None:
        """Show the sentence and have a screen reader read it at once."""
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class ProblemBar(_Bar):
    """What is wrong, with the button that mends it, until it is dismissed or answered."""

    dismissed = Signal()
    mend = Signal(object)
    """The Problem whose button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("problem", "error", "bad", parent)
        self.setObjectName("problem_bar")
        self.text.setObjectName("problem_text")
        self._problem: Problem | None = None
        self.remedy = button("", self._mend, name="problem_remedy", role="plain")
        self._close = icon_button("close", self.tr("Dismiss"), self.dismissed.emit, name="problem_dismiss", tint="ink")
        self.line.addWidget(self.remedy)
        self.line.addWidget(self._close)

    def show_problem(self, problem: Problem | None) -> None:
        """Show a problem, or none."""
        self._problem = problem
        if problem is None:
            self.hide()
            return
        title = title_of(problem)
        self.remedy.setText(title)
        self.remedy.setAccessibleName(title)
        self.remedy.setVisible(bool(title))
        self.announce(words.text_of(problem))

    def _mend(self) -> None:
        if self._problem is not None:
            self.mend.emit(self._problem)


def title_of(problem: Problem) -> str:
    """What the button that mends a problem says; "" where there is none."""
    details = {name: words.shortened(os.path.basename(str(value)) or str(value), 32)
               for name, value in problem.details.items()}
    title = remedy_of(problem.code).title
    return words.say("remedy", title).format_map(details) if title else ""


class ConfirmBar(_Bar):
    """A question with two or three answers; the window goes on living while it waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("confirm", "warning", "ember", parent)
        self.setObjectName("confirm_bar")
        self._buttons: list[QPushButton] = []

    def ask(self, question: str, answers: tuple[tuple[str, str, str, Callable[[], Any]], ...]) -> None:
        """Show a question; each answer is (object name, text, role, what to do). Any answer closes the bar."""
        self._clear()
        for name, text, role, act in answers:
            made = button(text, lambda act=act: self._answer(act), name=name, role=role)
            self._buttons.append(made)
            self.line.addWidget(made)
        self.announce(question)
        if self._buttons:
            self._buttons[-1].setFocus(Qt.FocusReason.TabFocusReason)

    def tell(self, sentence: str) -> None:
        """Show a sentence that awaits no answer."""
        self._clear()
        self.announce(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Escape is the last answer: the one that changes nothing.
        if event.key() == Qt.Key.Key_Escape and self._buttons:
            self._buttons[-1].click()
        else:
            super().keyPressEvent(event)

    def _answer(self, act: Callable[[], Any]) -> None:
        self.hide()
        self._clear()
        act()

    def _clear(self) -> None:
        for old in self._buttons:
            self.line.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        self._buttons = []
