"""Session: what is open now (folder, index, recipe, runs); the only module of the window that starts jobs."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import jobs
from core.events import Event, Failed, Finished, Stopped
from core.facts import Across, DeviceFacts, Fold, KeptFacts, Prediction, RunRow
from core.history import History
from core.problems import Problem
from core.project import RunFolder, list_runs, unfinished
from core.run import Job, Run
from gui_app.estimates import Estimates
from gui_app.recipe_desk import RecipeDesk
from gui_app.settings import Settings


class Session(RecipeDesk):
    """What is open now. Pages read its properties and call its verbs; every outcome arrives as a signal."""

    device_changed = Signal()
    run_changed = Signal()
    runs_changed = Signal()
    results_changed = Signal()
    predictions_changed = Signal()
    settings_changed = Signal()
    kept_changed = Signal()

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(settings or Settings(), parent)
        self.device: DeviceFacts | None = None
        self.history, self.run_folder = History(), ""
        self.fold: Fold | None = None
        """Which part of a cross-validation the shown run is."""
        self.runs: list[RunRow] = []
        self.report: dict[str, Any] | None = None
        self.across: Across | None = None
        """What all folds of the shown run's series say together."""
        self.results: tuple[Prediction, ...] = ()
        self.run_classes: tuple[str, ...] = ()
        self.run_root = ""
        self.predictions: tuple[Prediction, ...] = ()
        self.exported = ""
        self.kept: tuple[KeptFacts, ...] = ()
        self.kept_limit = 0
        self._discard: set[str] = set()
        self.estimates = Estimates(self)
        self.run_changed.connect(self.undo_stack.see)
        self.settings_changed.connect(lambda: self.answered("settings"))

    # --- facts -----------------------------------------------------------------------------------

    @property
    def training(self) -> bool:
        return self._runner.of("train") is not None

    @property
    def paused(self) -> bool:
        return self._runner.paused("train")

    @property
    def stopping(self) -> bool:
        return self._runner.stopping("train")

    @property
    def folds(self) -> int:
        """In how many folds the open folder is shared out; 0 where it is not."""
        return self.sharing.folds if self.index is not None and not self.index.ready_split else 0

    @property
    def export_formats(self) -> tuple[tuple[str, str, str], ...]:
        return jobs.EXPORT_TITLES

    def history_of(self, folder: str) -> History:
        """The history of any run, for comparing curves."""
        return RunFolder(folder).history()

    def find_device(self) -> None:
        """Run a kernel on the device that would be used."""
        self._start("device", jobs.device(self.recipe.device))

    def probe(self) -> None:
        """Measure what the recipe's backbone takes on this machine."""
        self._start("probe", jobs.probe(self.recipe, self.index))

    # --- training --------------------------------------------------------------------------------

    def train(self) -> None:
        """Check the recipe, then train it in a new run."""
        if self._may_train():
            assert self.index is not None
            assert self._project is not None
            run = self._project.new_run()
            self._train(run, jobs.train(self.index, self.recipe, run), History())

    def train_folds(self) -> None:
        """Check the recipe, then train it on each fold in turn; each is a run of its own."""
        if self._may_train() and self.folds > 1:
            assert self._read is not None
            assert self._project is not None
            self.show_problem(None)
            self._start("folds", jobs.folds(self._read, self._project, self.sharing, self.recipe))

    def _may_train(self) -> bool:
        if self.holds or self.training or self.reading or "folds" in self.works:
            return False
        if self.index is None or self._project is None:
            return False
        problems = jobs.check(self.recipe, self.index, self.stages)
        if problems:
            self.show_problem(problems[0])
        return not problems

    def continue_run(self, folder: str, epochs: int | None = None) -> None:
        """Go on with a run from its last checkpoint; `epochs` is the new total.

        When it is a fold, those of its series that have not come to their end follow.
        """
        if not self.training:
            run = RunFolder(folder)
            self._train(run, jobs.resume(run, epochs), run.history())

    def _train(self, run: RunFolder, job: Job, history: History) -> None:
        self.show_problem(None)
        self._drop("probe")
        self.estimates.forget()
        self.cancel("evaluate")  # of an earlier stop of this run, or of one that is no longer shown
        self.history, self.run_folder, self.fold = history, str(run.path), None
        with self._told():
            self.fold = run.fold()
        history.state = "preparing"
        self._clear_results()
        self._start("train", job, folder=str(run.path))
        self.run_changed.emit()

    def pause(self) -> None:
        self._runner.pause("train")

    def resume(self) -> None:
        self._runner.resume("train")

    def stop(self, keep: bool = True) -> None:
        """Stop the training run; its folder stays, or goes when `keep` is false."""
        if self.training:
            if not keep:
                self._discard.add(self.run_folder)
            self._runner.stop("train")
            self.run_changed.emit()

    # --- runs ------------------------------------------------------------------------------------

    def refresh_runs(self) -> None:
        self.runs = list_runs(self.home)
        self.runs_changed.emit()

    def open_run(self, folder: str) -> None:
        """Show an old run from its journal."""
        if self.training:
            return
        try:
            run = RunFolder(folder).opened()
            recipe, history, fold = run.recipe(), run.history(), run.fold()
        except Problem as problem:
            self.show_problem(problem)
            return
        self.show_problem(None)
        self.history, self.run_folder, self.fold = history, folder, fold
        self._clear_results()
        self.set_recipe(recipe)
        self.run_changed.emit()
        self._load_results()

    def delete_run(self, folder: str) -> None:
        if self.training and folder == self.run_folder:
            return
        with self._told():
            RunFolder(folder).delete()
        if folder == self.run_folder:
            self._close_run()
        elif self.across is not None:
            self._load_results()  # it may have been one of the folds
        self.refresh_runs()

    # --- using the model -------------------------------------------------------------------------

    def predict(self, paths: list[str]) -> None:
        """Predict files and folders with the shown run's best weights."""
        if self.run_folder:
            self._start("predict", jobs.predict(RunFolder(self.run_folder), paths))

    def clear_predictions(self) -> None:
        self.predictions = ()
        self.predictions_changed.emit()

    def save_predictions(self, path: str) -> None:
        with self._told():
            jobs.save_predictions(Path(path), self.predictions, self.run_classes)

    def export(self, form: str, path: str) -> None:
        if self.run_folder:
            self.exported = ""
            self._start("export", jobs.export(RunFolder(self.run_folder), form, Path(path)))

    # --- what is kept to save time ---------------------------------------------------------------

    def find_kept(self) -> None:
        """See how much is kept on disk."""
        self._start("kept", jobs.kept())

    def clear_kept(self) -> None:
        self._start("kept", jobs.clear_kept())

    def limit_kept(self, bytes_: int) -> None:
        """Let what is kept take so many bytes at most."""
        self._start("kept", jobs.limit_kept(bytes_))

    # --- inside ----------------------------------------------------------------------------------

    def _recipe_rests(self) -> bool:
        return self.training

    def _heard(self, kind: str, events: list[Event]) -> None:
        if kind == "train":
            self.history.absorb(events)
            self.run_changed.emit()
        else:
            super()._heard(kind, events)

    def _device_ended(self, run: Run, event: Event) -> None:
        self.device = run.result if isinstance(event, Finished) else None
        self.device_changed.emit()

    def _probe_ended(self, run: Run, event: Event) -> None:
        self.estimates.forget() if isinstance(event, Stopped) else self.estimates.take(run.result)

    def _train_ended(self, run: Run, event: Event) -> None:
        folder = run.folder
        self._weights.clear()
        if isinstance(event, Failed) and not RunFolder(folder).recipe_file.is_file():  # it could not begin
            self._examined = None  # what was said of a file of weights may no longer hold
            self._close_run()
            self.refresh_runs()
            return
        if folder in self._discard:
            self._discard.remove(folder)
            self._discard_run(RunFolder(folder))
            return
        if isinstance(event, Finished) and not run.gate.stopping:  # it may have been asked to when all was done
            rest = list[RunFolder]()
            with self._told():
                rest = unfinished(RunFolder(folder))
            if rest:
                self.refresh_runs()
                self.continue_run(str(rest[0].path))
                return
        self.run_changed.emit()
        self.refresh_runs()
        self._load_results()

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

    def _predict_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished):
            self.predictions = (*self.predictions, *run.result)
            self.predictions_changed.emit()

    def _export_ended(self, run: Run, event: Event) -> None:
        self.exported = str(run.result) if isinstance(event, Finished) else ""

    def _kept_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished):
            self.kept, self.kept_limit = run.result
        self.kept_changed.emit()

    def _close_run(self) -> None:
        self.history, self.run_folder, self.fold = History(), "", None
        self._clear_results()
        self.run_changed.emit()

    def _clear_results(self) -> None:
        self.report, self.across, self.results, self.run_classes, self.run_root = None, None, (), (), ""
        self.clear_predictions()
        self.results_changed.emit()

    def _load_results(self) -> None:
        """What was measured of the shown run; one that was stopped before it was measured is measured now."""
        run = RunFolder(self.run_folder)
        with self._told():
            self.report, self.results = run.report(), run.predictions()
            if self.report is None and run.best_file.is_file() and not self.training:
                self._start("evaluate", jobs.finish(run), folder=str(run.path))
            elif self.report is not None and self.fold is not None:
                self._start("across", jobs.across(run), folder=str(run.path))
        plan = self.history.plan
        if plan is not None:
            self.run_classes, self.run_root = tuple(plan.classes), plan.root
        self.results_changed.emit()
