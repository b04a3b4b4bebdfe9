"""KeptPanel: what is kept on disk to save time, how much of it may be kept, and a button that clears it."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.choice import N_
from core.facts import KeptFacts
from gui_app import words
from gui_app.widgets.field import QuietCombo
from gui_app.widgets.page import GAP, Elided, button, label

LIMITS = tuple(n * 10**9 for n in (0, 1, 2, 5, 10, 20, 50, 100, 200))
KINDS = (("images", N_("kept", "Decoded images")), ("features", N_("kept", "Outputs of frozen stages")))


class KeptPanel(QFrame):
    """Shows facts and says what was asked."""

    clear = Signal()
    limit = Signal(object)
    """Bytes that may be kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Kept to save time"), "section"))
        column.addWidget(label(self.tr(
            "Decoded images and the outputs of frozen stages are kept on this computer, so that later epochs and "
            "runs do not compute them again. When space runs out, what has not been used for longest is removed. "
            "Clearing loses no results; later runs only take longer."), "muted", wrap=True))
        column.addLayout(self._rows())

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 168)
        grid.setColumnStretch(1, 1)
        self._sizes = {}
        for row, (kind, title) in enumerate(KINDS):
            self._sizes[kind] = Elided("–")
            self._sizes[kind].setObjectName(f"kept_{kind}")
            grid.addWidget(label(words.say("kept", title), "muted"), row, 0)
            grid.addWidget(self._sizes[kind], row, 1)
        self._most = QuietCombo()
        self._most.setObjectName("kept_limit")
        self._most.setAccessibleName(self.tr("At most"))
        self._most.activated.connect(lambda place: self.limit.emit(self._most.itemData(place)))
        self._clear = button(self.tr("Clear"), self.clear.emit, name="kept_clear")
        title = label(self.tr("At most"), "muted")
        title.setBuddy(self._most)
        line = QHBoxLayout()
        line.addWidget(self._most)
        line.addStretch(1)
        line.addWidget(self._clear)
        grid.addWidget(title, len(KINDS), 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(line, len(KINDS), 1)
        return grid

    def show_kept(self, kept: Sequence[KeptFacts], most: int, busy: bool) -> None:
        """`kept` are the shelves, `most` the bytes that they may take."""
        for kind, shown in self._sizes.items():
            own = [k for k in kept if k.kind == kind]
            names = ", ".join(dict.fromkeys(k.title for k in reversed(own)))
            size = words.size(sum(k.bytes for k in own))
            shown.setText(self.tr("{0} ({1})").format(size, names) if own else self.tr("nothing"))
        with QSignalBlocker(self._most):
            self._most.clear()
            for value in sorted({*LIMITS, most}):
                self._most.addItem(words.size(value) if value else self.tr("keep nothing"), value)
            self._most.setCurrentIndex(self._most.findData(most))
        self._clear.setEnabled(bool(kept) and not busy)
        self._most.setEnabled(not busy)
