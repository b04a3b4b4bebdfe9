"""Runs page: every run there is; one is opened again, continued, looked up on the disk or deleted."""

import math
import os
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.facts import RunRow
from gui_app.session import Session
from gui_app.widgets.ask import Ask
from gui_app.widgets.notice import Notice
from gui_app.widgets.page import Page, PageState, panel
from gui_app.widgets.run_table import RunTable, project_of

MORE_EPOCHS = 10


class RunsPage(Page):
    """The list of runs and what can be done with one."""

    key: ClassVar[str] = "runs"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.set_heading(self.tr("Runs"),
                         self.tr("Every training run, newest first. Open one to see its curves and results."))
        self.table, self.ask, self.notice = RunTable(), Ask(), Notice("runs")
        self.stack = QStackedWidget()
        card, inside = panel(1, 0)
        inside.addWidget(self.table)
        self.stack.addWidget(self.notice)
        self.stack.addWidget(card)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.ask)
        self.delete = self.add_secondary(self.tr("Delete…"), self.ask_delete, name="delete_run")
        self.reveal = self.add_secondary(self.tr("Show folder"), self.show_folder, name="reveal_run")
        self.more = self.add_secondary(self.tr("Continue…"), self.ask_continue, name="continue_run")
        self.open_button = self.set_primary(self.tr("Open"), self.open_run)
        self.notice.say(self.tr("No runs yet"),
                        self.tr("Each training is kept here with its recipe, its curves, its results and its weights."),
                        action=self.tr("Go to Train"), act=lambda: self.go.emit("train"))
        self._connect()
        self.refresh()

    def take_keyboard(self) -> None:
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.session.runs_changed.connect(self.refresh)
        self.session.run_changed.connect(self._run_went_on)
        self.table.chosen.connect(self._allow)
        self.table.opened.connect(self.open_run)
        self.table.delete_asked.connect(self.ask_delete)

    # --- what is shown ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the session's runs."""
        session = self.session
        self.stack.setCurrentIndex(1 if session.runs else 0)
        self._state = self._live()
        self.table.show_runs(session.runs, session.run_folder, self._state)
        self._allow()
        self.state_changed.emit()

    def state(self) -> PageState:
        return PageState("ready")

    def _live(self) -> str:
        return self.session.history.state if self.session.training else ""

    def _run_went_on(self) -> None:
        # While a run trains this is said 30 times a second.
        if self._live() != self._state:
            self.refresh()

    def _allow(self) -> None:
        run, training = self.table.run(), self.session.training
        for which in (self.delete, self.reveal, self.more, self.open_button):
            which.setVisible(bool(self.session.runs))
            which.setEnabled(run is not None)
        if run is not None and training:
            self.open_button.setEnabled(False)
            self.more.setEnabled(False)
            self.delete.setEnabled(run.folder != self.session.run_folder)
        self.set_note(self.tr("While a run trains, no other can be opened.") if training and self.session.runs else "")
        self.ask.leave()

    # --- verbs -----------------------------------------------------------------------------------

    def open_run(self) -> None:
        run = self.table.run()
        if run is None or self.session.training:
            return
        self.session.open_run(run.folder)
        if self.session.run_folder == run.folder:
            self.go.emit("results" if self.session.report else "train")

    def show_folder(self) -> None:
        run = self.table.run()
        if run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(run.folder))

    def ask_continue(self) -> None:
        """How many more epochs; those that the run still lacks are offered first."""
        run = self.table.run()
        if run is None:
            return
        done = math.floor(run.epochs + 1e-6)
        lacking = max(0, run.total_epochs - done)
        question = self.tr("“{0}” has {1} of {2} epochs. Continue it for").format(
            project_of(run), done, run.total_epochs)
        self.ask.ask_number(question, self.tr("Continue"), self.tr("Not now"), lambda n: self._continue(run, done + n),
                            start=lacking or MORE_EPOCHS, unit=self.tr("more epochs"))

    def ask_delete(self) -> None:
        run = self.table.run()
        if run is None or not self.delete.isEnabled():
            return
        question = self.tr("Delete the run {0} of “{1}” with its weights and results? This cannot be undone.").format(
            os.path.basename(run.folder), project_of(run))
        self.ask.ask(question, self.tr("Delete"), self.tr("Keep it"), lambda: self._delete(run), danger=True)

    def _continue(self, run: RunRow, epochs: int) -> None:
        self.session.continue_run(run.folder, None if epochs == run.total_epochs else epochs)
        self.go.emit("train")

    def _delete(self, run: RunRow) -> None:
        self.session.delete_run(run.folder)
        self.table.setFocus()

    # --- Qt's own --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.refresh_runs()  # a run may have come or gone by the command line meanwhile

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.ask.isVisible():
            self.ask.leave()
            self.table.setFocus()
        else:
            super().keyPressEvent(event)
