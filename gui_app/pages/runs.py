"""Runs page: every run there is; one is opened again, continued, named, compared, looked up on the disk or deleted."""

import math
import os
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from core.facts import RunRow
from core.run_list import LIVE
from gui_app import words
from gui_app.session import Session
from gui_app.widgets import dialogs
from gui_app.widgets.ask import Ask
from gui_app.widgets.notice import Notice
from gui_app.widgets.page import Page, panel
from gui_app.widgets.run_table import RunTable, project_of

MORE_EPOCHS = 10
EVERY, STARRED = range(2)


class RunsPage(Page):
    """The list of runs and what can be done with one."""

    key: ClassVar[str] = "runs"
    filter_name: ClassVar[str] = "run_filter"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.set_heading(self.tr("Runs"),
                         self.tr("Every training run, newest first. Open one to see its curves and results."))
        self.table, self.ask, self.notice = RunTable(), Ask(), Notice("runs")
        self.filter = _filter()
        self.filter.setAccessibleName(self.tr("Which runs are shown"))
        self.figures.addWidget(self.filter)
        self.stack = QStackedWidget()
        card, inside = panel(1, 0)
        inside.addWidget(self.table)
        self.stack.addWidget(self.notice)
        self.stack.addWidget(card)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.ask)
        self.delete = self.add_secondary(self.tr("Delete…"), self.ask_delete, name="delete_run")
        self.reveal = self.add_secondary(self.tr("Show in folder"), self.show_folder, name="reveal_run")
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
        session, table = self.session, self.table
        session.runs_changed.connect(self.refresh)
        session.training_changed.connect(self._run_went_on)
        session.run_changed.connect(self._run_went_on)
        table.chosen.connect(self._allow)
        table.opened.connect(self.open_run)
        table.delete_asked.connect(self.ask_delete)
        table.renamed.connect(lambda folder, name: session.change_about(folder, name=name))
        table.starred.connect(lambda folder, on: session.change_about(folder, star=on))
        table.verbs.asked.connect(self._do)
        self.filter.currentChanged.connect(lambda tab: self.refresh())

    # --- what is shown ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the session's runs."""
        session = self.session
        self._show_filter()
        self.stack.setCurrentIndex(1 if session.runs else 0)
        self._state, self._shown = self._live(), session.run_folder
        starred = self.filter.currentIndex() == STARRED
        self.table.show_runs([row for row in session.runs if row.star or not starred], session.run_folder, *self._state)
        self._allow()

    def _show_filter(self) -> None:
        stars, bar = sum(row.star for row in self.session.runs), self.filter
        bar.blockSignals(True)
        bar.setTabText(EVERY, self.tr("All ({0})").format(words.count(len(self.session.runs))))
        bar.setTabText(STARRED, self.tr("With a star ({0})").format(words.count(stars)))
        if not stars:
            bar.setCurrentIndex(EVERY)
        bar.setVisible(bool(stars))
        bar.blockSignals(False)

    def _live(self) -> tuple[str, str]:
        """The run that trains, and its state."""
        session = self.session
        return (session.live_folder, session.live_history.state) if session.training else ("", "")

    def _run_went_on(self) -> None:
        # While a run trains this is said 30 times a second.
        if (self._live(), self.session.run_folder) != (self._state, self._shown):
            self.refresh()

    def _allow(self) -> None:
        run, training = self.table.run(), self.session.training
        allowed = self._allowed(run)
        self.table.verbs.allow(allowed, starred=run is not None and run.star)
        for which, key in ((self.delete, "delete"), (self.reveal, "reveal"), (self.more, "continue"),
                           (self.open_button, "open")):
            which.setVisible(bool(self.session.runs))
            which.setEnabled(key in allowed)
        note = self.tr("While one run trains, no other can be continued.") if training and self.session.runs else ""
        if run is not None and self._is_elsewhere(run):
            note = self.tr("Another window or the command line is training this run; it can be stopped there.")
        self.set_note(note)
        self.ask.leave()

    def _is_elsewhere(self, run: RunRow) -> bool:
        return run.state in LIVE and run.folder != self._live()[0]

    def _allowed(self, run: RunRow | None) -> set[str]:
        """What can be done with a run now."""
        if run is None:
            return set()
        session = self.session
        allowed = {"open", "rename", "star", "note", "reveal"}
        if not self._is_elsewhere(run) and not session.training:
            allowed.add("continue")
        if not self._is_elsewhere(run) and (not session.training or run.folder != session.live_folder):
            allowed.add("delete")
        if session.run_folder and run.folder != session.run_folder and run.epochs >= 1 and _beside(run, session):
            allowed.add("compare")
        if session.folder and run.state != "failed":
            allowed.add("recipe")
        return allowed

    # --- verbs -----------------------------------------------------------------------------------

    def _do(self, verb: str) -> None:
        acts: dict[str, Callable[[], Any]] = {
            "open": self.open_run, "continue": self.ask_continue, "rename": self.table.rename, "star": self._star,
            "note": self.ask_note, "compare": self._compare, "reveal": self.show_folder, "recipe": self._use_recipe,
            "delete": self.ask_delete}
        if verb in self._allowed(self.table.run()):
            acts[verb]()

    def open_run(self) -> None:
        run = self.table.run()
        if run is not None and self.session.open_run(run.folder):
            self.go.emit("results" if self.session.report else "train")

    def show_folder(self) -> None:
        run = self.table.run()
        if run is not None:
            dialogs.show_folder(run.folder)

    def ask_continue(self) -> None:
        """How many more epochs; those that the run still lacks are offered first."""
        run = self.table.run()
        if run is None:
            return
        done = math.floor(run.epochs + 1e-6)
        lacking = max(0, run.total_epochs - done)
        question = self.tr("“{0}” has {1} of {2} epochs. Continue it for").format(
            _called(run), done, run.total_epochs)
        self.ask.ask_number(question, self.tr("Continue"), self.tr("Not now"), lambda n: self._continue(run, done + n),
                            start=lacking or MORE_EPOCHS, unit=self.tr("more epochs"))

    def ask_note(self) -> None:
        run = self.table.run()
        if run is not None:
            self.ask.ask_text(self.tr("Note on “{0}”").format(_called(run)), self.tr("Keep"), self.tr("Cancel"),
                              lambda text: self._note(run, text), start=run.note)

    def ask_delete(self) -> None:
        run = self.table.run()
        if run is None or not self.delete.isEnabled():
            return
        question = self.tr("Delete the run {0} of “{1}” with its weights and results? This cannot be undone.").format(
            run.given_name or os.path.basename(run.folder), project_of(run))
        self.ask.ask(question, self.tr("Delete"), self.tr("Keep it"), lambda: self._delete(run), danger=True)

    def _star(self) -> None:
        run = self.table.run()
        if run is not None:
            self.session.change_about(run.folder, star=not run.star)

    def _note(self, run: RunRow, text: str) -> None:
        self.session.change_about(run.folder, note=text)
        self.table.setFocus()

    def _compare(self) -> None:
        run = self.table.run()
        if run is not None:
            self.session.compare((run.folder,))
            self.go.emit("train")

    def _use_recipe(self) -> None:
        run = self.table.run()
        if run is not None:
            self.session.use_recipe(run.folder)
            self.go.emit("model")

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
        elif event.key() == Qt.Key.Key_F2:  # wherever the keyboard is: a run is always selected
            self.table.rename()
        else:
            super().keyPressEvent(event)


def _beside(run: RunRow, session: Session) -> bool:
    """Whether a run belongs to the same images as the one that is open."""
    return os.path.dirname(run.folder) == os.path.dirname(session.run_folder)


def _called(run: RunRow) -> str:
    """A run that has no name of its own is best known by its images."""
    return run.given_name or project_of(run)


def _filter() -> QTabBar:
    made = QTabBar()
    made.setObjectName("run_filter")
    made.setDrawBase(False)
    made.setExpanding(False)
    made.addTab("")
    made.addTab("")
    return made
