"""Session: what is open now: the folder and its recipe, the shown run, and what this machine can do."""

from PySide6.QtCore import QObject, Signal

from core import jobs
from core.backbones import BACKBONES
from core.check import settled
from core.choice import from_json, to_json
from core.events import Event, Finished, Stopped
from core.facts import DeviceFacts, KeptFacts, StageFacts
from core.history import History
from core.project import RunFolder
from core.recipe import Recipe, apply_preset
from core.run import Job, Run
from gui_app.estimates import Estimates
from gui_app.recent import Recent
from gui_app.settings import Settings
from gui_app.use_desk import UseDesk


class Session(UseDesk):
    """What is open now. Pages read its properties and call its verbs; every outcome arrives as a signal."""

    recipe_changed = Signal()
    stages_changed = Signal()
    device_changed = Signal()
    settings_changed = Signal()
    kept_changed = Signal()

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(settings or Settings(), parent)
        self.recipe = Recipe()
        self.stages: tuple[StageFacts, ...] = ()
        self.device: DeviceFacts | None = None
        self.kept: tuple[KeptFacts, ...] = ()
        self.kept_limit = 0
        self._weights: dict[str, str] = {}
        self._described: tuple[str, int] | None = None
        self._recipe_before = self.recipe
        """What goes back to its place when a folder cannot be opened."""
        self.estimates, self.recent = Estimates(self), Recent(self)

    # --- facts -----------------------------------------------------------------------------------

    @property
    def folds(self) -> int:
        """In how many folds the open folder is shared out; 0 where it is not."""
        return self.sharing.folds if self.index is not None and not self.index.ready_split else 0

    def weights_here(self, key: str) -> str:
        """Where a backbone's weights are: bundled, downloaded, or still to download."""
        if key not in self._weights:
            self._weights[key] = jobs.weights_here(BACKBONES[key])
        return self._weights[key]

    def look_at_recent(self) -> None:
        """Read what there is to tell of the folders that were open before."""
        if self.recent.folders:
            self._start("recent", jobs.recent(self.home, self.recent.folders, self.runs))

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
            self._train(run, jobs.train(self.index, self.recipe, run), History(), settled(self.recipe, self.index))

    def train_folds(self) -> None:
        """Check the recipe, then train it on each fold in turn; each is a run of its own."""
        if self._may_train() and self.folds > 1:
            assert self._read is not None
            assert self._project is not None
            self.show_problem(None)
            self._start("folds", jobs.folds(self._read, self._project, self.sharing, self.recipe))

    def use_recipe(self, folder: str = "") -> None:
        """Train the next run as the shown one, or as another."""
        recipe = self.run_recipe
        if folder:
            with self._told():
                recipe = RunFolder(folder).recipe()
        if recipe is not None:
            self.set_recipe(recipe)

    def _may_train(self) -> bool:
        if self.training or self.reading or "folds" in self.works or self.index is None or self._project is None:
            return False
        problems = jobs.check(self.recipe, self.index, self.stages)
        if problems:
            self.show_problem(problems[0])
        return not problems

    def _train(self, run: RunFolder, job: Job, history: History, recipe: Recipe, *, show: bool = True) -> None:
        self._drop("probe")
        self.estimates.forget()
        super()._train(run, job, history, recipe, show=show)

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

    def close_folder(self) -> None:
        super().close_folder()
        self._set_up(Recipe())

    def _open_project(self, path: str) -> None:
        if self.index is None or self.index.looked_at:
            self._recipe_before = self.recipe
        before = self._project
        super()._open_project(path)
        assert self._project is not None
        # What was set up with no folder open is meant for the first one; another project's recipe is its own.
        recipe = self.recipe if before is None or before.path == self._project.path else Recipe()
        saved = self._project.settings().get("recipe")
        if saved:
            with self._told():
                recipe = from_json(Recipe, saved)
        self._set_up(recipe)

    def _set_up(self, recipe: Recipe) -> None:
        """Show the recipe that belongs to what is open now."""
        if recipe != self.recipe:
            self.recipe = recipe
            self.recipe_changed.emit()
        self.describe()

    def _go_back(self) -> None:
        super()._go_back()
        if self.index:
            self.set_recipe(self._recipe_before)

    def _describe_ended(self, run: Run, event: Event) -> None:
        self.stages = run.result if isinstance(event, Finished) else ()
        if not isinstance(event, Finished):
            self._described = None
        self.stages_changed.emit()

    def _device_ended(self, run: Run, event: Event) -> None:
        self.device = run.result if isinstance(event, Finished) else None
        self.device_changed.emit()

    def _probe_ended(self, run: Run, event: Event) -> None:
        self.estimates.forget() if isinstance(event, Stopped) else self.estimates.take(run.result)

    def _train_ended(self, run: Run, event: Event) -> None:
        self._weights.clear()  # the first run with them has downloaded them
        super()._train_ended(run, event)

    def _recent_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished):
            self.recent.take(run.result)

    def _kept_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished):
            self.kept, self.kept_limit = run.result
        self.kept_changed.emit()
