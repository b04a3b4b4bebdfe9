"""Comparing: the right side of Train: the recipe, or, while other runs are picked, these beside the shown one."""

import os

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.comparison import RunFigures, figures_of
from core.history import History
from core.problems import Problem
from core.project import RunFolder, run_name
from gui_app.session import Session
from gui_app.widgets.compare import CompareButton
from gui_app.widgets.comparison import Compared, Comparison


class Comparing(QStackedWidget):
    """Reads each picked run once, and again when the list of runs has changed."""

    changed = Signal()
    """Other curves are to be laid behind those of the shown run."""

    def __init__(self, session: Session, beside: QWidget, picker: CompareButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._picker = session, picker
        self._histories: dict[str, History] = {}
        self._figures: dict[str, RunFigures | None] = {}
        self.panel = Comparison()
        self.panel.setProperty("role", "panel")
        self.setFixedWidth(beside.width())
        self.addWidget(beside)
        self.addWidget(self.panel)
        picker.changed.connect(session.compare)
        self.panel.left.connect(lambda: session.compare(()))
        session.compared_changed.connect(self._pick)
        session.runs_changed.connect(self.refresh)
        session.results_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Offer the runs that there are now."""
        self._histories.clear()
        self._figures.clear()
        session = self._session
        self._picker.show_runs(session.runs, session.run_folder, session.runs_folder)
        self._pick()

    def earlier(self) -> list[tuple[str, History]]:
        """The picked runs by name, for the curves."""
        for folder in self._picker.picked:
            if folder not in self._histories:
                self._histories[folder] = self._session.history_of(folder)
        return [(self._picker.name_of(folder), self._histories[folder]) for folder in self._picker.picked]

    def _pick(self) -> None:
        self._picker.pick(self._session.compared)
        self.setCurrentIndex(1 if self._picker.picked else 0)
        self.show_figures()
        self.changed.emit()

    def show_figures(self) -> None:
        """The shown run as far as it has come, and the others."""
        if not self._picker.picked:
            return
        session, rows = self._session, list[Compared]()
        if session.run_folder:
            own = RunFolder(session.run_folder)
            rows.append(Compared(run_name(own), self._read(own, session.history)))
        for folder in self._picker.picked:
            if folder not in self._figures:
                self._figures[folder] = self._read(RunFolder(folder))
            rows.append(Compared(self._picker.name_of(folder) or os.path.basename(folder), self._figures[folder]))
        self.panel.show_runs(rows)

    def _read(self, run: RunFolder, history: History | None = None) -> RunFigures | None:
        try:
            return figures_of(run, history)
        except Problem:
            return None
