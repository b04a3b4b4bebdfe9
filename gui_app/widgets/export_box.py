"""ExportBox: writes the model out in a chosen format, and says where it went."""

import os
from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from gui_app import words
from gui_app.widgets.field import QuietCombo
from gui_app.widgets.page import Elided, button, label


class ExportBox(QWidget):
    """A list of formats, one sentence on the chosen one, and a button."""

    asked = Signal(str)
    """The key of a format."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._helps: list[str] = []
        self._written = ""
        self.formats = QuietCombo()
        self.formats.setObjectName("export_format")
        self.formats.setAccessibleName(self.tr("Export format"))
        self.help = label("", "muted", wrap=True)
        self.button = button(self.tr("Export…"), lambda: self.asked.emit(self.formats.currentData()), name="export",
                             icon="export")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.written = Elided(role="good")
        self.reveal = button(self.tr("Show in its folder"), self._reveal, name="export_reveal", role="link")
        self._lay_out()
        self.formats.currentIndexChanged.connect(self._choose)
        self.show_written("")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (label(self.tr("Export"), "section"), self.formats, self.help, self.button, self.bar,
                       self.written, self.reveal):
            column.addWidget(widget)

    def show_formats(self, formats: Sequence[tuple[str, str, str]]) -> None:
        """`formats` as (key, title, help), the two texts as core marks them for translation."""
        self.formats.blockSignals(True)
        self.formats.clear()
        self._helps = [words.say("export", text) for _, _, text in formats]
        for key, title, _ in formats:
            self.formats.addItem(words.say("export", title), key)
        self.formats.blockSignals(False)
        self._choose(0)

    def show_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.button.setEnabled(not busy)

    def show_written(self, path: str) -> None:
        """Say what was written last; nothing for an empty path."""
        self._written = path
        self.written.setText(self.tr("Written: {0}").format(os.path.basename(path)) if path else "")
        self.written.setVisible(bool(path))
        self.reveal.setVisible(bool(path))

    def _choose(self, index: int) -> None:
        self.help.setText(self._helps[index] if 0 <= index < len(self._helps) else "")
        self.formats.setToolTip(self.help.text())

    def _reveal(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(os.path.dirname(self._written)))
