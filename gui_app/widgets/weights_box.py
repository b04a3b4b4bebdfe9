"""WeightsBox: which pretrained weights a backbone starts from, and where they come from, in one line each."""

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.backbones import BACKBONES, Backbone
from core.facts import WeightsFacts
from core.problems import Problem
from gui_app.widgets.dialogs import choose_weights
from gui_app.widgets.field import QuietCombo
from gui_app.widgets.hint import Hint
from gui_app.widgets.page import button, label
from gui_app.words import number, text_of

FILE = "file"


class WeightsBox(QWidget):
    """Automatic, from the box, downloaded, random, or a file of the user's own."""

    changed = Signal(str)
    """The new value of the recipe's `weights`."""
    backbone_asked = Signal(str)
    """The backbone that a file was made for, by its key."""

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
        self.check = Hint("busy", "weights_check")
        self.other = button("", lambda: self.backbone_asked.emit(self._other), name="weights_other", role="link")
        self._other = ""
        self.other.hide()
        title = label(self.tr("Weights"), "section")
        title.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(self.box)
        column.addWidget(self.source)
        column.addWidget(self.check)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)

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

    def show_check(self, found: WeightsFacts | Problem | None, *, busy: bool) -> None:
        """Show what the chosen file is: what of it is used, or what is wrong with it; None where there is no file."""
        self._other = str(found.details.get("other", "")) if isinstance(found, Problem) else ""
        self.other.setVisible(self._other in BACKBONES)
        if self._other in BACKBONES:
            self.other.setText(self.tr("Choose {0}").format(BACKBONES[self._other].title))
            self.other.setAccessibleName(self.other.text())
        if isinstance(found, WeightsFacts):
            fits = self.tr("It fits: all %Ln tensor(s) match.", "", found.tensors)
            learned = self.tr("It was trained on %Ln class(es); yours take their place.", "", found.classes)
            self.check.say(f"{fits} {learned}" if found.classes else fits, "good")
        elif self._other in BACKBONES:
            self.check.say(self.tr("These are the weights of {0}; they do not fit {1}.").format(
                BACKBONES[self._other].title, found.details["backbone"]), "wrong")
        elif isinstance(found, Problem):
            self.check.say(text_of(found), "wrong")
        else:
            self.check.say(self.tr("Looking into the file…") if busy else "", "busy")

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
        return choose_weights(self, self.tr("Open a weights file"), kinds, self._value)
