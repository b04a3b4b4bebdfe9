"""EstimateFacts: what training will come to: time, memory and disk, as ranges."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from core.estimate import Estimate, Span
from gui_app.widgets.estimate_words import sizes, times, why_not
from gui_app.widgets.page import label


class EstimateFacts(QWidget):
    """Four figures with a line above them that says where they come from, or why they are missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = label("", "muted", wrap=True, name="estimate_status")
        self._values: dict[str, QLabel] = {}
        self._captions = {
            "epoch": (self.tr("An epoch"), self.tr("Seconds an epoch")),
            "total": (self.tr("Training"), self.tr("The whole training")),
            "memory": (self.tr("Memory"), self.tr("Memory")),
            "disk": (self.tr("On disk"), self.tr("Kept on disk"))}
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, (name, (short, _)) in enumerate(self._captions.items()):
            self._values[name] = label("–", name=f"estimate_{name}")
            grid.addWidget(label(short, "muted"), row, 0)
            grid.addWidget(self._values[name], row, 1, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._status)
        column.addLayout(grid)

    def show_estimate(self, estimate: Estimate | None, lacking: str) -> None:
        """Show an estimate; without one, `lacking` says why."""
        if estimate is None:
            self._status.setText(why_not(lacking))
            for name in self._values:
                self._set(name, "–", "")
            return
        self._status.setText(self.tr("Estimated on this computer:"))
        self._set("epoch", times(estimate.epoch), self.tr("The first epoch takes "
                                                          "{0}, because the images "
                                                          "are read and the frozen "
                                                          "stages computed.").format(times(estimate.first)))
        self._set("total", times(estimate.total), self.tr("All epochs and the evaluation at the end; training that "
                                                          "stops early takes less."))
        self._set("memory", sizes(estimate.memory), self.tr("The most that training uses at any one time."))
        kept = float(estimate.kept)
        self._set("disk", sizes(Span(kept, kept, kept)), self.tr(
            "Decoded images and the outputs of the frozen stages, kept for later epochs and "
            "runs.") if estimate.cached else
            self.tr("Decoded images, kept for later epochs and runs."))

    def _set(self, name: str, value: str, tip: str) -> None:
        shown = self._values[name]
        shown.setText(value)
        shown.setToolTip(tip)
        shown.setAccessibleName(f"{self._captions[name][1]}: {value}")
        shown.setAccessibleDescription(tip)
