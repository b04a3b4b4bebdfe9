"""RunButtons: what can be done with a run now; discarding asks once more, in the same place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui_app.widgets.page import button, label, reserve

# Which buttons each mode shows, left to right; the last one is the next step.
SHOWN: dict[str, tuple[str, ...]] = {
    "missing": ("start",), "ready": ("start",),
    "preparing": ("pause", "stop_discard", "stop_keep"), "training": ("pause", "stop_discard", "stop_keep"),
    "paused": ("pause", "stop_discard", "stop_keep"), "stopping": ("stop_keep",),
    "elsewhere": (),
    "finished": ("again", "primary"), "stopped": ("again", "continue", "primary"), "failed": ("continue", "start"),
}
# The same where the images are shared out in folds.
IN_FOLDS: dict[str, tuple[str, ...]] = {
    "ready": ("one", "folds"), "finished": ("folds_again", "again", "primary"),
    "stopped": ("folds_again", "again", "continue", "primary"), "failed": ("folds_again", "continue", "start"),
}


class RunButtons(QWidget):
    """Says what was asked; the page knows whom to ask."""

    start_asked = Signal()
    folds_asked = Signal()
    """All folds in turn."""
    pause_asked = Signal()
    """Or to go on, when the run is paused."""
    stop_asked = Signal(bool)
    """True keeps the run."""
    continue_asked = Signal()
    results_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode = "ready"
        start, go_on, folds = self.start_asked.emit, self.continue_asked.emit, self.folds_asked.emit
        self.all: dict[str, QPushButton] = {
            "folds_again": button("", folds, name="folds_again"),
            "again": button(self.tr("Start next run"), start, name="again"),
            "continue": button(self.tr("Continue"), go_on, name="continue"),
            "pause": button(self.tr("Pause"), self.pause_asked.emit, name="pause"),
            "stop_discard": button(self.tr("Stop and discard"), self._ask, name="stop_discard"),
            "stop_keep": button(self.tr("Stop and keep best"), lambda: self.stop_asked.emit(True), name="stop_keep",
                                role="primary"),
            "one": button("", start, name="one_fold"),
            "start": button(self.tr("Start training"), start, name="start", role="primary"),
            "folds": button("", folds, name="folds", role="primary"),
            "primary": button(self.tr("Next: Results"), self.results_asked.emit, name="primary", role="primary"),
        }
        self.sure = label(self.tr("Discard this run and all it has learned?"), name="discard_question")
        self.keep = button(self.tr("Keep training"), self._unask, name="discard_no")
        self.discard = button(self.tr("Discard"), self._discard, name="discard_yes", role="danger")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.sure)
        row.addSpacing(8)
        for made in (self.keep, self.discard, *self.all.values()):
            row.addWidget(made)
        self._asking = False
        self._reserve()
        self._show()

    def _reserve(self) -> None:
        """Whatever happens meanwhile, a button stays where the mouse is going to press it."""
        reserve(self.all["pause"], self.tr("Pause"), self.tr("Continue"))
        last = max(reserve(self.all["stop_keep"], self.tr("Stop"), self.tr("Stop and keep best"), self.tr("Stopping…")),
                   reserve(self.all["start"], self.tr("Start training"), self.tr("Train again")))
        for name in ("stop_keep", "start", "primary"):  # the last place, whatever it is for
            self.all[name].setMinimumWidth(last)

    def show_mode(self, mode: str, *, paused: bool, best: bool, can_start: bool, can_continue: bool,
                  folds: int = 0, fold: int = 0) -> None:
        """Show the buttons of a mode; those that would do nothing now are grey or gone.

        `folds` is in how many the images are shared out, `fold` which one validates now, from 0.
        """
        if mode not in ("preparing", "training", "paused"):
            self._asking = False  # it ended by itself while the question stood
        self._mode, self._folds = mode, folds
        for name in ("folds", "folds_again"):
            self._name(name, self.tr("Train all %Ln folds", "", folds))
        self._name("one", self.tr("Train fold {0} only").format(fold + 1))
        self._name("pause", self.tr("Continue") if paused else self.tr("Pause"))
        stopping = self.tr("Stopping…") if mode == "stopping" else ""
        self._name("stop_keep", stopping or (self.tr("Stop and keep best") if best else self.tr("Stop")))
        self._name("start", self.tr("Start next run") if mode == "failed" else self.tr("Start training"))
        self.all["stop_keep"].setEnabled(mode != "stopping")
        for name in ("start", "again", "one", "folds", "folds_again"):
            self.all[name].setEnabled(can_start)
        self.all["primary"].setEnabled(best)
        self._can_continue = can_continue
        self._show()

    _can_continue, _folds = False, 0

    def _name(self, key: str, text: str) -> None:
        self.all[key].setText(text)
        self.all[key].setAccessibleName(text)

    def _show(self) -> None:
        for part in (self.sure, self.keep, self.discard):
            part.setVisible(self._asking)
        fitting = IN_FOLDS.get(self._mode, SHOWN[self._mode]) if self._folds else SHOWN[self._mode]
        for name, made in self.all.items():
            fits = name in fitting and (name != "continue" or self._can_continue)
            made.setVisible(fits and not self._asking)

    def _ask(self) -> None:
        self._asking = True
        self._show()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unask(self) -> None:
        self._asking = False
        self._show()
        self.all["pause"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _discard(self) -> None:
        self._asking = False
        self._show()
        self.stop_asked.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self._unask()
        else:
            super().keyPressEvent(event)
