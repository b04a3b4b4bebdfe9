"""Session: what is open now: the folder and its recipe, the shown run, and what this machine can do."""

from PySide6.QtCore import QObject, Signal

from core import jobs
from core.check import settled
from core.events import Event, Finished, Stopped
from core.facts import DeviceFacts, KeptFacts
from core.history import History
from core.project import RunFolder
from core.recipe import Recipe
from core.run import Job, Run
from gui_app.estimates import Estimates
from gui_app.recent import Recent
from gui_app.settings import Settings
from gui_app.use_desk import UseDesk


class Session(UseDesk):
    """What is open now. Pages read its properties and call its verbs; every outcome arrives as a signal."""

    device_changed = Signal()
    settings_changed = Signal()
    kept_changed = Signal()

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(settings or Settings(), parent)
        self.device: DeviceFacts | None = None
        self.kept: tuple[KeptFacts, ...] = ()
        self.kept_limit = 0
        self.estimates, self.recent = Estimates(self), Recent(self)
        self.settings_changed.connect(lambda: self.answered("settings"))

    # --- facts -----------------------------------------------------------------------------------

    @property
    def folds(self) -> int:
        """In how many folds the open folder is shared out; 0 where it is not."""
        return self.sharing.folds if self.index is not None and not self.index.ready_split else 0

    def look_at_recent(self) -> None:
        """Read what there is to tell of the folders that were open before."""
        if self.recent.folders:
            self._start("recent", jobs.recent(self.home, self.recent.folders, self.runs))

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
        with self._told():
            if folder or self.run_folder:
                self.set_recipe(RunFolder(folder or self.run_folder).recipe())

    def _may_train(self) -> bool:
        if self.holds or self.training or self.reading or "folds" in self.works:
            return False
        if self.index is None or self._project is None:
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
