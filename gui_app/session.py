"""Session: what is open now (folder, index, recipe, runs); the only module of the window that starts jobs."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core import jobs
from core.backbones import BACKBONES
from core.choice import from_json, to_json
from core.events import Event, Failed, Finished, Progress, Stopped
from core.facts import DeviceFacts, Prediction, RunRow, StageFacts
from core.history import History
from core.problems import Problem
from core.project import Project, RunFolder, list_runs
from core.recipe import Recipe, apply_preset
from core.run import Job, Run
from gui_app.runner import Runner
from gui_app.settings import Settings

if TYPE_CHECKING:
    from core.data.index import Index

RECENT_FOLDERS = 8


class Session(QObject):
    """What is open now. Pages read its properties and call its verbs; every outcome arrives as a signal."""

    index_changed = Signal()
    recipe_changed = Signal()
    stages_changed = Signal()
    device_changed = Signal()
    work_changed = Signal()
    run_changed = Signal()
    runs_changed = Signal()
    results_changed = Signal()
    predictions_changed = Signal()
    problem_changed = Signal()
    settings_changed = Signal()
    quiet = Signal()
    """No job runs any more."""

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings or Settings()
        self.index: Index | None = None
        self.folder = ""
        self.recipe = Recipe()
        self.stages: tuple[StageFacts, ...] = ()
        self.device: DeviceFacts | None = None
        self.works: dict[str, Progress | None] = {}
        self.history, self.run_folder = History(), ""
        self.runs: list[RunRow] = []
        self.report: dict[str, Any] | None = None
        self.results: tuple[Prediction, ...] = ()
        self.run_classes: tuple[str, ...] = ()
        self.run_root = ""
        self.predictions: tuple[Prediction, ...] = ()
        self.problem: Problem | None = None
        self.exported = ""
        self._discard: set[str] = set()
        self._weights: dict[str, str] = {}
        self._described: tuple[str, int] | None = None
        self._project: Project | None = None
        self._before: tuple[Project | None, Recipe] = (None, self.recipe)
        """What goes back to its place when a folder cannot be opened."""
        self._runner = Runner(self)
        self._runner.said.connect(self._said)
        self._runner.quiet.connect(self.quiet)
        self.mailbox = self._runner.mailbox

    # --- facts -----------------------------------------------------------------------------------

    @property
    def home(self) -> str:
        """The folder that holds the projects."""
        return str(self.settings.get("projects_folder"))

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
    def busy(self) -> bool:
        return self._runner.busy

    @property
    def samples(self) -> tuple[tuple[str, str, str], ...]:
        return jobs.sample_titles()

    @property
    def export_formats(self) -> tuple[tuple[str, str, str], ...]:
        return jobs.EXPORT_TITLES

    def weights_here(self, key: str) -> str:
        """Where a backbone's weights are: bundled, downloaded, or still to download."""
        if key not in self._weights:
            self._weights[key] = jobs.weights_here(BACKBONES[key])
        return self._weights[key]

    def history_of(self, folder: str) -> History:
        """The history of any run, for comparing curves."""
        return RunFolder(folder).history()

    # --- data ------------------------------------------------------------------------------------

    def open_folder(self, path: str) -> None:
        """Scan a folder of images; the split is read from its project or made."""
        self.show_problem(None)
        self._open_project(os.path.abspath(path))
        assert self._project is not None
        chosen = self._project.settings()
        job = jobs.scan(path, self._project, validation=chosen.get("validation", 0.2), test=chosen.get("test", 0.1))
        self._start("scan", job)

    def open_sample(self, key: str) -> None:
        """Write a sample out, once, and open it."""
        self._start("sample", jobs.sample(key, Path(self.home) / "Samples"))

    def rescan(self) -> None:
        if self.folder:
            self.open_folder(self.folder)

    def close_folder(self) -> None:
        self.index, self.folder, self._project = None, "", None
        self.index_changed.emit()

    def set_split(self, validation: float, test: float) -> None:
        """Share the images out anew: parts of all images, 0 to 1."""
        if self._project is not None and self.index is not None:
            self.show_problem(None)
            with self._told():
                self._project.save_settings(validation=validation, test=test)
                self._start("scan", jobs.split_again(self.index, self._project, validation=validation, test=test))

    # --- the recipe ------------------------------------------------------------------------------

    def set_recipe(self, recipe: Recipe) -> None:
        if recipe == self.recipe:
            return
        self.recipe = recipe
        self.recipe_changed.emit()
        self.describe()
        if self._project is not None:
            with self._told():
                self._project.save_settings(recipe=to_json(recipe))

    def apply_preset(self, name: str) -> None:
        self.set_recipe(apply_preset(self.recipe, name))

    def describe(self) -> None:
        """Read the stages of the chosen backbone, unless they are known already."""
        wanted = (self.recipe.backbone, self.recipe.image_size)
        if wanted != self._described:
            self._described, self.stages = wanted, ()
            self.stages_changed.emit()
            self._start("describe", jobs.describe(*wanted))

    def find_device(self) -> None:
        """Run a kernel on the device that would be used."""
        self._start("device", jobs.device(self.recipe.device))

    # --- training --------------------------------------------------------------------------------

    def train(self) -> None:
        """Check the recipe, then train it in a new run."""
        if self.training or "scan" in self.works or self.index is None or self._project is None:
            return
        problems = jobs.check(self.recipe, self.index, self.stages)
        if problems:
            self.show_problem(problems[0])
            return
        run = self._project.new_run()
        self._train(run, jobs.train(self.index, self.recipe, run), History())

    def continue_run(self, folder: str, epochs: int | None = None) -> None:
        """Go on with a run from its last checkpoint; `epochs` is the new total."""
        if self.training:
            return
        run = RunFolder(folder)
        self._train(run, jobs.resume(run, epochs), run.history())

    def _train(self, run: RunFolder, job: Job, history: History) -> None:
        self.show_problem(None)
        self.cancel("evaluate")  # of an earlier stop of this run, or of one that is no longer shown
        self.history, self.run_folder = history, str(run.path)
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
            recipe, history = run.recipe(), run.history()
        except Problem as problem:
            self.show_problem(problem)
            return
        self.show_problem(None)
        self.history, self.run_folder = history, folder
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

    # --- problems, ends --------------------------------------------------------------------------

    def show_problem(self, problem: Problem | None) -> None:
        if problem is not None or self.problem is not None:
            self.problem = problem
            self.problem_changed.emit()

    def cancel(self, kind: str) -> None:
        self._runner.stop(kind)

    def stop_all(self) -> None:
        """Ask every job to stop; `quiet` says when the last one has."""
        self._runner.stop_all()

    # --- inside ----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Show a Problem instead of raising it."""
        try:
            yield
        except Problem as problem:
            self.show_problem(problem)

    def _open_project(self, path: str) -> None:
        if self.index is not None and self.index.root == self.folder:
            self._before = self._project, self.recipe
        self._project = Project(self.home, path)
        self.folder = path
        saved = self._project.settings().get("recipe")
        if saved:
            with self._told():
                self.recipe = from_json(Recipe, saved)
                self.recipe_changed.emit()
        self.describe()

    def _start(self, kind: str, job: Job, folder: str = "") -> None:
        self._runner.start(kind, job, folder)
        if kind != "train":
            self.works[kind] = None
            self.work_changed.emit()

    def _said(self, kind: str, run: Run, events: list[Event]) -> None:
        if kind == "train":
            self.history.absorb(events)
            self.run_changed.emit()
        elif isinstance(events[-1], Progress):
            self.works[kind] = events[-1]
            self.work_changed.emit()
        if isinstance(events[-1], Finished | Stopped | Failed):
            self._ended(kind, run, events[-1])

    def _ended(self, kind: str, run: Run, event: Event) -> None:
        self.works.pop(kind, None)
        if isinstance(event, Failed):
            self.show_problem(Problem(event.code, **event.details))
        getattr(self, f"_{kind}_ended")(run, event)
        self.work_changed.emit()

    def _scan_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished):
            self.index = run.result
            recent = [self.folder, *(f for f in self.settings.get("recent_folders") if f != self.folder)]
            self.settings.set("recent_folders", recent[:RECENT_FOLDERS])
        elif self.index is None:
            self.folder, self._project = "", None
        elif self.index.root != self.folder:
            self.folder, (self._project, recipe) = self.index.root, self._before
            self.set_recipe(recipe)
        self.index_changed.emit()

    def _sample_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished):
            self.open_folder(str(run.result))

    def _describe_ended(self, run: Run, event: Event) -> None:
        self.stages = run.result if isinstance(event, Finished) else ()
        if not isinstance(event, Finished):
            self._described = None
        self.stages_changed.emit()

    def _device_ended(self, run: Run, event: Event) -> None:
        self.device = run.result if isinstance(event, Finished) else None
        self.device_changed.emit()

    def _train_ended(self, run: Run, event: Event) -> None:
        folder = run.folder
        self._weights.clear()
        if folder in self._discard:
            self._discard.remove(folder)
            self.delete_run(folder)
            return
        self.run_changed.emit()
        self.refresh_runs()
        self._load_results()

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

    def _close_run(self) -> None:
        self.history, self.run_folder = History(), ""
        self._clear_results()
        self.run_changed.emit()

    def _clear_results(self) -> None:
        self.report, self.results, self.run_classes, self.run_root = None, (), (), ""
        self.clear_predictions()
        self.results_changed.emit()

    def _load_results(self) -> None:
        """What was measured of the shown run; one that was stopped before it was measured is measured now."""
        run = RunFolder(self.run_folder)
        with self._told():
            self.report, self.results = run.report(), run.predictions()
            if self.report is None and run.best_file.is_file() and not self.training:
                self._start("evaluate", jobs.finish(run), folder=str(run.path))
        plan = self.history.plan
        if plan is not None:
            self.run_classes, self.run_root = tuple(plan.classes), plan.root
        self.results_changed.emit()
