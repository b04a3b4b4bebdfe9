"""RunFigures: the numbers of a run beside its heading: time, best accuracy, speed, device."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.facts import DeviceFacts
from core.history import History
from gui_app.widgets.page import Figure
from gui_app.words import duration, number, percent, say

DEVICE_WIDTH = 150


class RunFigures(QWidget):
    """What of them is shown depends on whether the run goes on or has ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = {
            "left": Figure(self.tr("Time left"), name="time_left"), "took": Figure(self.tr("Took"), name="took"),
            "best": Figure(self.tr("Best accuracy"), name="best_accuracy"),
            "speed": Figure(self.tr("Speed"), name="speed"), "device": Figure(self.tr("Device"), name="device")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        for figure in self._figures.values():
            row.addWidget(figure)

    def show_run(self, mode: str, *, going: bool, history: History, device: DeviceFacts | None,
                 folds_left: int) -> None:
        """`device` is the one that a new run would use; `folds_left` will each take about as long as this one."""
        over = mode in ("finished", "stopped", "failed") and bool(history.epochs)
        shown = {"left": going, "speed": going, "took": over, "best": over, "device": True}
        took = sum(epoch.seconds for epoch in history.epochs)
        left = history.seconds_left
        if left is not None:
            left += folds_left * (took + left)
        values = {
            "left": duration(left) if mode != "stopping" else "–",
            "speed": self.tr("{0} img/s").format(number(round(history.steps[-1].images_per_second)))
            if history.steps and mode == "training" else "–",
            "took": duration(max(took, history.seconds)),
            "best": percent(history.best.validation.get("accuracy")) if history.best else "–"}
        for name, value in values.items():
            self._figures[name].set_value(value)
        used = history.device or device
        self._figures["device"].set_value(
            "–" if used is None else self.tr("CPU") if used.device == "cpu" else
            self.fontMetrics().elidedText(used.name, Qt.TextElideMode.ElideRight, DEVICE_WIDTH),
            f"{used.name}: {say('reason', used.reason)}" if used else "")
        for name, figure in self._figures.items():
            figure.setVisible(shown[name])
