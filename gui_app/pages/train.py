"""TrainPage: the recipe, the run as it goes, and what its curves say."""

import os
import time
from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.backbones import BACKBONES
from core.check import settled
from core.problems import Problem
from gui_app.pages.coach import Coach
from gui_app.pages.comparing import Comparing
from gui_app.pages.readiness import missing, state_of
from gui_app.session import Session
from gui_app.widgets.augment_preview import VERSIONS
from gui_app.widgets.compare import CompareButton
from gui_app.widgets.curve import Curve
from gui_app.widgets.dialogs import save_as
from gui_app.widgets.findings import Findings
from gui_app.widgets.page import Page, PageState, panel
from gui_app.widgets.picture import save_picture
from gui_app.widgets.recipe_side import RecipeSide
from gui_app.widgets.run_buttons import RunButtons
from gui_app.widgets.run_figures import RunFigures
from gui_app.widgets.run_words import saved_text, what_learns
from gui_app.words import count, number, percent, percent_range, problem_text

DRAW_EVERY_MS = 100
DRAW_SHARE = 0.02
"""Of the time that drawing may take: the cores are the training's."""
LONGEST_MS = 1000
BAR_STEPS = 1000

Mode = Literal["missing", "ready", "preparing", "training", "paused", "stopping", "elsewhere", "finished",
               "stopped", "failed"]
GOING: tuple[Mode, ...] = ("preparing", "training", "paused", "stopping")


class TrainPage(Page):
    """The same page before, during and after a run; only figures, sentence and buttons change."""

    key = "train"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.set_heading(self.tr("Train"))
        self.loss, self.accuracy = Curve("loss"), Curve("accuracy")
        self.compare = CompareButton()
        self.loss.add_tool(self.compare)
        self.coach, self.warnings = Coach(session), Findings()
        self.verdict = self.coach.verdict
        self.side = RecipeSide(session.recipe)
        self.recipe = self.side.panel
        self.comparing = Comparing(session, self.side, self.compare)
        self.bar = QProgressBar()
        self.bar.setObjectName("run_progress")
        self.bar.setTextVisible(False)
        self._mode: Mode = "ready"
        self._folder = session.folder
        self._figures = RunFigures()
        self.figures.addWidget(self._figures)
        self.buttons = RunButtons()
        self.footer.addWidget(self.buttons)
        self._lay_out_body()
        self._soon, self._clock = QTimer(self), QTimer(self)
        self._connect()
        session.estimates.show_on(self)
        if session.device is None:
            session.find_device()
        self.comparing.refresh()
        self._show()

    def _lay_out_body(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(16)
        for curve, stretch in ((self.loss, 8), (self.accuracy, 5)):
            frame, column = panel()
            column.setContentsMargins(16, 10, 12, 10)
            column.addWidget(curve)
            left.addWidget(frame, stretch)
        left.addWidget(self.coach)
        left.addWidget(self.warnings)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.comparing)
        self.body.addWidget(self.bar)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        session, buttons = self.session, self.buttons
        self._soon.setSingleShot(True)
        self._soon.setInterval(DRAW_EVERY_MS)
        self._soon.timeout.connect(self._show_again)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        buttons.start_asked.connect(session.train)
        buttons.folds_asked.connect(session.train_folds)
        buttons.pause_asked.connect(self._pause_or_go_on)
        buttons.stop_asked.connect(session.stop)
        buttons.continue_asked.connect(lambda: session.continue_run(session.run_folder, None))
        buttons.results_asked.connect(lambda: self.go.emit("results"))
        self.coach.go.connect(self.go)
        self.side.use_asked.connect(session.use_recipe)
        self.recipe.changed.connect(session.set_recipe)
        self.recipe.preset_asked.connect(session.apply_preset)
        self.recipe.held.connect(lambda reason: session.hold(self.key, reason))
        self.recipe.versions_asked.connect(self._augment)
        self.comparing.changed.connect(self._show)
        session.run_changed.connect(self._run_changed)
        session.results_changed.connect(self._show)
        for signal in (session.recipe_changed, session.index_changed, session.stages_changed, session.device_changed,
                       session.work_changed, session.weights_changed, session.holds_changed,
                       session.estimates.changed):
            signal.connect(self._show_words)
        session.augmented_changed.connect(lambda: self.recipe.show_versions(session.augmented))
        session.index_changed.connect(self._show_images)
        self._show_images()

    # --- what the window asks --------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"save": self.save_curves} if self.session.history.epochs else {}

    def save_curves(self) -> None:
        """Ask for a file and write both curves there, as a picture."""
        session = self.session
        path = save_as(self, self.tr("Save the curves"), session.out_name("curves", ".png"), session.out_folder)
        if path:
            try:
                save_picture((self.loss, self.accuracy), path)
            except Problem as problem:
                session.show_problem(problem)

    def state(self) -> PageState:
        return state_of(self.key, self.session)

    def mode(self) -> Mode:
        """What the page is in, from the session and the run's history."""
        session, state = self.session, self.session.history.state
        if session.live:
            if session.stopping:
                return "stopping"
            return "training" if state == "training" else "paused" if state == "paused" else "preparing"
        if session.elsewhere:
            return "elsewhere"
        if state in ("finished", "stopped", "failed"):
            return state  # type: ignore[return-value]
        if session.run_folder:
            return "stopped"  # a fold whose turn has not come
        return "missing" if missing(session)[0] else "ready"

    # --- what augmentation does ------------------------------------------------------------------

    def _training_paths(self) -> list[str]:
        index = self.session.index
        return [os.path.join(index.root, s.path) for s in index.of("train")] if index else []

    def _show_images(self) -> None:
        if self.session.folder != self._folder:
            self._folder = self.session.folder
            self.recipe.put_back()  # what is being typed was meant for the folder before
        self.recipe.show_images(len(self._training_paths()))

    def _augment(self, number: int, dice: int) -> None:
        """Show what the augmentation makes of a training image; the next one is there to be mixed in."""
        paths = self._training_paths()
        if paths:
            pair = [paths[number % len(paths)], paths[(number + 1) % len(paths)]]
            self.session.augment(self.session.recipe, pair, VERSIONS, dice)

    # --- acts ------------------------------------------------------------------------------------

    def _pause_or_go_on(self) -> None:
        if self.session.paused:
            self.session.resume()
        else:
            self.session.pause()
        self._show()

    def _run_changed(self) -> None:
        if self.mode() != self._mode:
            self.comparing.refresh()
            self._show()
        elif not self._soon.isActive():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.estimates.look()
        self.session.examine_weights(again=True)
        self._show()

    def _tick(self) -> None:
        if self.isVisible() and self._mode in GOING:
            self._show_note()

    # --- showing ---------------------------------------------------------------------------------

    def _show_again(self) -> None:
        began = time.perf_counter()

        def painted() -> None:
            took_ms = 1000 * (time.perf_counter() - began)
            self._soon.setInterval(max(DRAW_EVERY_MS, min(LONGEST_MS, round(took_ms / DRAW_SHARE))))
        self._show()
        QTimer.singleShot(0, self, painted)  # what was changed is painted before any timer's turn

    def _show(self) -> None:
        self._show_words()
        if self.isVisible():
            self._draw()

    def _show_words(self) -> None:
        """All but the curves, which come of the run alone: while it trains they are drawn by `_soon`."""
        self._mode = mode = self.mode()
        session, history = self.session, self.session.history
        self.buttons.show_mode(mode, paused=session.paused, best=history.best is not None,
                               can_start=not missing(self.session)[0],
                               can_continue=self._can_continue(),
                               folds=session.folds, fold=session.sharing.fold)
        self._show_recipes()
        self.set_heading(self.tr("Train"), self._subtitle())
        self._figures.show_run(mode, going=mode in GOING, history=history, folds_left=self._folds_left(),
                               device=None if history.over else session.device)
        self._show_bar()
        self._show_sentence()
        self._show_note()

    def _can_continue(self) -> bool:
        session = self.session
        return (session.history.saved is not None or session.fold is not None) and not session.training

    def _show_recipes(self) -> None:
        session, index = self.session, self.session.index
        own, following = session.run_recipe, session.recipe
        same = own == following
        if own is not None and index is not None:
            same = settled(own, index) == settled(following, index)
        alone = own is not None and index is None  # no next run without images
        self.side.show_recipes(session.run_folder, own, None if alone else following, same=same,
                               going=self._mode in GOING)

    def _draw(self) -> None:
        history, earlier = self.session.history, self.comparing.earlier()
        self.loss.show_history(history, earlier)
        self.accuracy.show_history(history, earlier)
        self.accuracy.say(self._best_told())

    def _best_told(self) -> str:
        """The best epoch's accuracy; with its interval once the run has been measured."""
        best = self.session.history.best
        if best is None:
            return ""
        told = percent(best.validation.get("accuracy"))
        measured = ((self.session.report or {}).get("splits") or {}).get("validation") or {}
        if self._mode not in GOING and "accuracy_low" in measured:
            told += f" ({percent_range(measured['accuracy_low'], measured['accuracy_high'])})"
        return self.tr("validation {0} at epoch {1}").format(told, count(best.epoch))

    def _subtitle(self) -> str:
        session, history = self.session, self.session.history
        recipe = session.run_recipe or session.recipe
        root = history.plan.root if history.plan and history.plan.root else session.folder
        title = BACKBONES[recipe.backbone].title if recipe.backbone in BACKBONES else recipe.backbone
        learns = what_learns(recipe, session.stages if recipe.backbone == session.recipe.backbone else ())
        if learns:
            title = self.tr("{0}, {1}").format(title, learns)
        fold = self.tr("fold {0} of {1}").format(session.fold.number + 1, session.fold.folds) if session.fold else ""
        return " · ".join(filter(None, (os.path.basename(root), title, fold)))

    def _folds_left(self) -> int:
        fold = self.session.fold
        return fold.folds - fold.number - 1 if fold else 0

    def _show_bar(self) -> None:
        history, progress = self.session.history, self.session.history.progress
        if self._mode == "preparing" and not history.steps:
            self.bar.setRange(0, progress.total if progress else 0)
            self.bar.setValue(progress.done if progress else 0)
        else:
            self.bar.setRange(0, BAR_STEPS)
            self.bar.setValue(round(BAR_STEPS * history.share))
        told = self.tr("Epoch {0} of {1}").format(number(history.epoch, 1), count(history.total_epochs))
        self.bar.setAccessibleName(told)
        self.bar.setToolTip(told if history.total_epochs else "")

    def _show_sentence(self) -> None:
        reason, where = missing(self.session)
        self.coach.show_mode(self._mode, reason, where, self.session.history.progress)
        told = {w.code: problem_text(w.code, w.details) for w in self.session.history.warnings}  # the last of each kind
        self.warnings.show_sentences([], list(told.values()))

    def _show_note(self) -> None:
        saved = self.session.history.saved
        if self._mode in GOING:
            early = self.tr("You can use the other pages during the run.")
            self.set_note(saved_text(saved.at) if saved else early)
        elif self._mode == "stopped" and saved:
            self.set_note(self.tr("Everything is saved: the run can be continued."))
        else:  # after a run, why no other can be started; before one, the sentence says it
            self.set_note("" if self._mode == "missing" else missing(self.session)[0])
