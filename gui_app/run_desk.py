"""RunDesk: the run that Train, Results and Use show, the run that trains, and the list of all runs."""

import contextlib
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import jobs
from core.backbones import backbone
from core.events import Event, Failed, Finished
from core.facts import Across, Fold, Prediction, RunRow
from core.history import History
from core.pixels import Pixels
from core.problems import Problem
from core.project import Project, RunFolder, unfinished, without_test
from core.recipe import Recipe, with_epochs
from core.run import Job, Run
from core.run_list import LIVE, RunList
from gui_app.recipe_desk import RecipeDesk
from gui_app.settings import Settings


class RunDesk(RecipeDesk):
    """What a session knows of runs. What is told of the shown run is read from its folder, never from the project.

    The shown run belongs to the open folder, or no folder is open: opening either closes what belongs to another. The
    run that trains goes on whatever is shown.
    """

    run_changed = Signal()
    """Another run is shown, or the shown one went on."""
    training_changed = Signal()
    """A run has begun to train, went on or has ended, shown or not."""
    runs_changed = Signal()
    results_changed = Signal()
    predictions_changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(settings, parent)
        self.history, self.run_folder = History(), ""
        self.run_recipe: Recipe | None = None
        """What the shown run is trained by, whatever the project's recipe is now; None while no run is shown."""
        self.fold: Fold | None = None
        """Which part of a cross-validation the shown run is."""
        self.live_folder, self.live_history = "", History()
        """The run that trains, or that trained last."""
        self.runs: list[RunRow] = []
        self.report: dict[str, Any] | None = None
        self.across: Across | None = None
        """What all folds of the shown run's series say together."""
        self.results: tuple[Prediction, ...] = ()
        self.test_is_open = False
        """Whether the test split of the shown run has been opened since the run is shown."""
        self.test_opened: tuple[float, ...] = ()
        """When it was opened ever, the first time first."""
        self.run_classes: tuple[str, ...] = ()
        self.run_root = ""
        self.predictions: tuple[Prediction, ...] = ()
        self.exported = ""
        self._discard: set[str] = set()
        self._run_list = RunList()
        self._run_before = self._run_aside = ""
        """What is shown again when a folder cannot be opened, and when a run cannot begin."""

    # --- facts -----------------------------------------------------------------------------------

    @property
    def run_pixels(self) -> Pixels:
        """How the shown run reads the pixels of images."""
        return self.run_recipe.pixels if self.run_recipe is not None else Pixels()

    @property
    def training(self) -> bool:
        """Whether a run trains, shown or not."""
        return self._runner.of("train") is not None

    @property
    def live(self) -> bool:
        """Whether the shown run is the one that trains."""
        return self.training and self.run_folder == self.live_folder

    @property
    def runs_folder(self) -> str:
        """Where the runs of the open project lie; "" while none is open."""
        return str(self._project.runs_path) if self._project is not None else ""

    @property
    def elsewhere(self) -> bool:
        """Whether another process trains the shown run."""
        return bool(self.run_folder) and not self.live and self.history.state in LIVE

    @property
    def paused(self) -> bool:
        return self._runner.paused("train")

    @property
    def stopping(self) -> bool:
        return self._runner.stopping("train")

    @property
    def run_name(self) -> str:
        """What the shown run is called."""
        return self._name_of(self.run_folder)

    @property
    def live_name(self) -> str:
        """What the run that trains is called."""
        return self._name_of(self.live_folder)

    @property
    def run_images(self) -> str:
        """The folder that the shown run learns from; "" where nothing says so, or no run is shown."""
        if not self.run_folder:
            return ""
        plan = self.history.plan
        told = (plan.root if plan else "") or (self.fold.root if self.fold else "")
        return told or RunFolder(self.run_folder).project_images()

    @property
    def own_runs(self) -> list[RunRow]:
        """The runs of the open folder, newest first."""
        return [row for row in self.runs if self.runs_folder and os.path.dirname(row.folder) == self.runs_folder]

    @property
    def export_formats(self) -> tuple[tuple[str, str, str], ...]:
        return jobs.EXPORT_TITLES

    def history_of(self, folder: str) -> History:
        """The history of any run, for comparing curves."""
        return RunFolder(folder).history()

    # --- the run that trains ---------------------------------------------------------------------

    def continue_run(self, folder: str, epochs: int | None = None) -> None:
        """Show a run and go on with it from its last checkpoint; `epochs` is the new total.

        When it is a fold, those of its series that have not come to their end follow.
        """
        self._continue(folder, epochs, show=True)

    def pause(self) -> None:
        self._runner.pause("train")

    def resume(self) -> None:
        self._runner.resume("train")

    def stop(self, keep: bool = True) -> None:
        """Stop the training run; its folder stays, or goes when `keep` is false."""
        if self.training:
            if not keep:
                self._discard.add(self.live_folder)
            self._runner.stop("train")
            self._tell_training()

    def _continue(self, folder: str, epochs: int | None, *, show: bool) -> None:
        if self.training:
            return
        run = RunFolder(folder)
        try:
            if run.busy():
                raise Problem("run_busy", path=folder)
            recipe = run.recipe(as_begun=True)
        except Problem as problem:
            self.show_problem(problem)
            return
        if epochs is not None:
            recipe = with_epochs(recipe, epochs)
        self._train(run, jobs.resume(run, epochs), run.history(), recipe, show=show)

    def _train(self, run: RunFolder, job: Job, history: History, recipe: Recipe, *, show: bool = True) -> None:
        self.show_problem(None)
        self._run_aside = self.run_folder
        history.state = "preparing"
        self.live_folder, self.live_history = str(run.path), history
        self._start("train", job, folder=self.live_folder)
        if show:
            self._show_run(run, recipe, history)
            self._open_images()
        self._tell_training()

    def _tell_training(self) -> None:
        self.training_changed.emit()
        self.run_changed.emit()  # what can be done with the shown run depends on whether one trains

    # --- the shown run ---------------------------------------------------------------------------

    def open_run(self, folder: str) -> bool:
        """Show a run from its journal, and its images where they are. Returns whether it could be."""
        try:
            self._read_run(RunFolder(folder))
        except Problem as problem:
            self.show_problem(problem)
            return False
        self.show_problem(None)
        self._open_images()
        self._load_results()
        with self._told():  # it can be looked at all the same
            backbone(self.run_recipe.backbone if self.run_recipe else "")
        return True

    def close_run(self) -> None:
        """Show no run: the pages are ready for the next one."""
        if self.run_folder:
            self._leave_run()
            self.history, self.run_folder, self.run_recipe, self.fold = History(), "", None, None
            self._clear_results()
            self.run_changed.emit()

    def delete_run(self, folder: str) -> None:
        if self.training and folder == self.live_folder:
            return
        with self._told():
            RunFolder(folder).delete()
        if folder == self.run_folder:
            self.close_run()
        elif self.across is not None:
            self._load_results()  # it may have been one of the folds
        self.refresh_runs()

    def refresh_runs(self) -> None:
        """Read the list of all runs again, as far as it has changed."""
        rows = self._run_list.rows(self.home, self.live_folder if self.training else "")
        if rows != self.runs:
            self.runs = rows
            self.runs_changed.emit()

    def _read_run(self, run: RunFolder) -> None:
        """Show what a run's folder says. Raises Problem when that cannot be read; then the shown run stays."""
        live = self.training and str(run.path) == self.live_folder
        self._show_run(run, run.recipe(as_begun=True), self.live_history if live else run.history())
        self.run_changed.emit()

    def _show_run(self, run: RunFolder, recipe: Recipe, history: History) -> None:
        fold = None
        with self._told():
            fold = run.fold()
        self._leave_run()
        self.history, self.run_folder, self.run_recipe, self.fold = history, str(run.path), recipe, fold
        self._clear_results()

    def _leave_run(self) -> None:
        """What is done for the run that was shown must not be told of the next one."""
        for kind in ("evaluate", "across", "predict"):
            self._drop(kind)
        self.work_changed.emit()

    def _name_of(self, folder: str) -> str:
        return next((row.name for row in self.runs if row.folder == folder), Path(folder).name)

    def _belongs(self) -> bool:
        """Whether the shown run is one of the open folder."""
        project, images = self._project, self.run_images
        own = project is not None and Path(self.run_folder).parent == project.runs_path
        return project is not None and (own or (bool(images) and Project(self.home, images).path == project.path))

    def _open_images(self) -> None:
        """Open the folder of the shown run; where it is gone, at least no other stays open beside the run."""
        images = self.run_images
        if self._belongs():
            return
        if images and os.path.isdir(images):
            self.open_folder(images)
            return
        self.close_folder()
        if images:
            self.show_problem(Problem("run_images_gone", path=images))

    # --- the open folder -------------------------------------------------------------------------

    def close_project(self) -> None:
        """Close the open folder and the run that is shown: back to the start."""
        self.close_folder()
        self.close_run()

    def _open_project(self, path: str) -> None:
        if self.index is None or self.index.looked_at:
            self._run_before = self.run_folder
        super()._open_project(path)
        assert self._project is not None
        if self.run_folder and not self._belongs():
            self.close_run()
        last = self._project.last_run()
        if not self.run_folder and last is not None:
            self._show_again(last)

    def _go_back(self) -> None:
        super()._go_back()
        if self.run_folder and not self._belongs():  # a run whose images cannot be read is still shown
            self.close_folder()
        elif not self.run_folder and self._run_before:
            self._show_again(RunFolder(self._run_before))

    def _show_again(self, run: RunFolder) -> None:
        """Show a run that nobody has asked for: one that cannot be read is left alone."""
        with contextlib.suppress(Problem):
            self._read_run(run)
            self._load_results()

    def clear_predictions(self) -> None:
        self.predictions = ()
        self.predictions_changed.emit()

    # --- inside ----------------------------------------------------------------------------------

    def _heard(self, kind: str, events: list[Event]) -> None:
        if kind != "train":
            super()._heard(kind, events)
            return
        self.live_history.absorb(events)
        self.training_changed.emit()
        if self.run_folder == self.live_folder:
            self.run_changed.emit()

    def _train_ended(self, run: Run, event: Event) -> None:
        folder = run.folder
        if isinstance(event, Failed) and not RunFolder(folder).recipe_file.is_file():
            self._leave_what_never_began(folder)
            return
        if folder in self._discard:
            self._discard.remove(folder)
            self._discard_run(RunFolder(folder))
            self.live_folder, self.live_history = "", History()
            self._tell_training()
            return
        if isinstance(event, Finished) and not run.gate.stopping:  # it may have been asked to when all was done
            rest = list[RunFolder]()
            with self._told():
                rest = unfinished(RunFolder(folder))
            if rest:
                self.refresh_runs()
                self._continue(str(rest[0].path), None, show=self.run_folder == folder)
                return
        self._tell_training()
        self.refresh_runs()
        self._load_results()

    def _leave_what_never_began(self, folder: str) -> None:
        """There is no run: what was shown before it is shown again."""
        self._examined = None  # what was said of a file of weights may no longer hold
        self.live_folder, self.live_history = "", History()
        if self.run_folder == folder:
            self.close_run()
            if self._run_aside:
                self._show_again(RunFolder(self._run_aside))
        self._tell_training()
        self.refresh_runs()

    def _discard_run(self, run: RunFolder) -> None:
        """Remove a run, and the folds of its series whose turn has not come."""
        with self._told():
            for fold in unfinished(run):
                if not fold.journal_file.is_file():
                    fold.delete()
        self.delete_run(str(run.path))

    def _folds_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished):
            self.continue_run(str(run.result[0].path))

    def _across_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished) and run.folder == self.run_folder:
            self.across = run.result
            self.results_changed.emit()

    def _evaluate_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished) and run.folder == self.run_folder:  # a failed one would be tried again and again
            self._load_results()
        self.refresh_runs()

    def _clear_results(self) -> None:
        self.test_is_open, self.test_opened = False, ()
        self.report, self.across, self.results, self.run_classes, self.run_root = None, None, (), (), ""
        self.exported = ""
        self.clear_predictions()
        self.results_changed.emit()

    def _load_results(self) -> None:
        """What was measured of the shown run; one that was stopped before it was measured is measured now."""
        if not self.run_folder:
            return
        run = RunFolder(self.run_folder)
        with self._told():
            self._read_results(run)
            if self.report is None and run.best_file.is_file() and not self.training and not run.busy():
                self._start("evaluate", jobs.finish(run), folder=str(run.path))
            elif self.report is not None and self.fold is not None:
                self._start("across", jobs.across(run), folder=str(run.path))
        plan = self.history.plan
        if plan is not None:
            self.run_classes, self.run_root = tuple(plan.classes), plan.root
        self.results_changed.emit()

    def _read_results(self, run: RunFolder) -> None:
        """What of the test split must not be seen yet is not even known here."""
        report, self.test_opened = run.report(), run.about().test_opened
        self.report = report if report is None or self.test_is_open else without_test(report)
        self.results = tuple(p for p in run.predictions() if self.test_is_open or p.split != "test")
