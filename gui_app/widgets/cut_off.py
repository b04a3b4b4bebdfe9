"""CutOff: a run that ended before its time, offered to be gone on with."""

import math
import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from core.facts import RunRow
from gui_app import theme, words
from gui_app.widgets.ago import Ago
from gui_app.widgets.page import button, label
from gui_app.widgets.run_table import project_of


class CutOff(QFrame):
    """Hidden while there is none."""

    continue_asked = Signal()
    look_asked = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cut_off")
        self.setProperty("role", "warning")
        self._sign = QLabel()
        self._sign.setFixedSize(20, 20)
        self.text = label("", wrap=True, name="cut_off_text")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.go_on = button(self.tr("Continue"), self.continue_asked.emit, name="cut_off_continue")
        self.look = button(self.tr("Look"), self.look_asked.emit, name="cut_off_look")
        self.dismiss = button(self.tr("Dismiss"), self.dismissed.emit, name="cut_off_dismiss", role="quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 12, 10)
        line.setSpacing(8)
        line.addWidget(self._sign)
        line.addSpacing(4)
        for part in (self.text, self.go_on, self.look, self.dismiss):
            line.addWidget(part, 1 if part is self.text else 0)
        theme.theme_changed.connect(self._draw)
        self._draw()
        self.hide()

    def _draw(self) -> None:
        self._sign.setPixmap(theme.pixmap("warning", 20, "ember", self.devicePixelRatioF()))

    def show_run(self, row: RunRow | None, *, can_continue: bool) -> None:
        """Offer a run; one of which nothing was saved can only be looked at."""
        self.setVisible(row is not None)
        if row is None:
            return
        name = f"{project_of(row)}, {row.given_name}" if row.given_name else project_of(row)
        epoch = min(row.total_epochs, math.floor(row.epochs + 1e-6) + 1)
        told = self.tr("“{0}” was cut off in epoch {1} of {2}, {3}.")
        if row.state == "stopped":
            told = self.tr("“{0}” was stopped in epoch {1} of {2} when the window was closed, {3}.")
        sentence = told.format(words.shortened(name, 48), words.count(epoch), words.count(row.total_epochs),
                               Ago().text(row.seen, time.time()))
        if not can_continue:
            sentence += " " + self.tr("Nothing of it had been saved yet.")
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.go_on.setVisible(can_continue)
