"""Verdict: a sentence that begins with its judgement in bold."""

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Verdict(QLabel):
    """`Going well. Validation accuracy rose by …`; a screen reader is told when it changes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.plain, self._least = "", 0

    def keep_room(self, lines: int) -> None:
        """Be at least so many lines high, and as high as the sentence needs whatever is short of room."""
        self._least = lines * self.fontMetrics().lineSpacing() + 6
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # A page reckons with the least heights alone: what merely asks for a height would cut the others.
        if self._least:
            self.setMinimumHeight(max(self._least, self.heightForWidth(self.width())))

    def show_verdict(self, verdict: str, sentence: str) -> None:
        """Show a judgement with its sentence; either may be empty."""
        plain = " ".join(part for part in (verdict, sentence) if part)
        if plain == self.plain:
            return
        self.plain = plain
        bold = f"<b>{html.escape(verdict)}</b> " if verdict else ""
        self.setText(f"<p style='line-height: 120%; margin: 0'>{bold}{html.escape(sentence)}</p>")
        self.setAccessibleName(plain)
        self._fit()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
