"""WeightsBox: which pretrained weights a backbone starts from, and where they come from, in one line each."""

import os

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from core.backbones import Backbone
from gui_app.widgets.field import QuietCombo
from gui_app.widgets.page import label
from gui_app.words import number

FILE = "file"


class WeightsBox(QWidget):
    """Automatic, from the box, downloaded, random, or a file of the user's own."""

    changed = Signal(str)
    """The new value of the recipe's `weights`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = "auto"
        self.box = QuietCombo()
        self.box.setObjectName("weights")
        self.box.setAccessibleName(self.tr("Weights"))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(8)
        self.box.activated.connect(self._pick)
        self.source = label("", "muted", wrap=True, name="weights_source")
        title = label(self.tr("Weights"), "section")
        title.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(self.box)
        column.addWidget(self.source)

    def show_weights(self, value: str, row: Backbone, where: str) -> None:
        """Show what the recipe says, without saying so; `where` is bundled, downloaded or download."""
        self._value = value
        self.box.clear()
        for key, text in self._options(value, row):
            self.box.addItem(text, key)
        self.box.setCurrentIndex(self.box.findData(value))
        self.box.setToolTip(value if self._is_file(value) else "")
        self.source.setText(self.told(value, row, where))
        self.box.setAccessibleDescription(self.source.text())

    def _is_file(self, value: str) -> bool:
        return value not in ("auto", "bundled", "download", "random")

    def _options(self, value: str, row: Backbone) -> list[tuple[str, str]]:
        options = [("auto", self.tr("Automatic"))]
        if row.bundled or value == "bundled":
            options.append(("bundled", self.tr("Included")))
        options += [("download", self.tr("Download")), ("random", self.tr("Random (from scratch)"))]
        if self._is_file(value):
            options.append((value, os.path.basename(value)))
        return [*options, (FILE, self.tr("Open a weights file…"))]

    def told(self, value: str, row: Backbone, where: str) -> str:
        """The source in words."""
        if value == "random":
            return self.tr("No pretrained weights: the network starts from random ones.")
        if self._is_file(value):
            return self.tr("From the file “{0}”.").format(value)
        if where == "bundled" and value in ("auto", "bundled"):
            return self.tr("Comes with Thawline; the table's Top-1 is that of the published weights.")
        if where == "downloaded":
            return self.tr("Already downloaded; trained on ImageNet.")
        return self.tr("{0} MB will be downloaded when training starts.").format(number(row.megabytes, 0))

    def _pick(self, at: int) -> None:
        value = str(self.box.itemData(at))
        if value == FILE:
            value = self.ask_for_file()
        self.box.setCurrentIndex(self.box.findData(self._value))
        if value and value != self._value:
            self.changed.emit(value)

    def ask_for_file(self) -> str:
        """A weights file that the user picks; "" when they change their mind."""
        kinds = self.tr("Weights (*.safetensors *.pth *.pt);;All files (*)")
        near = os.path.dirname(self._value) if self._is_file(self._value) else ""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open a weights file"), near, kinds)
        return path
