"""UseDesk: what is done with the shown run: its model used, its test split opened, its images found."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core import jobs
from core.events import Event, Finished, Predicted
from core.facts import Prediction
from core.history import History
from core.problems import Problem
from core.project import RunFolder
from core.run import Run
from gui_app.run_desk import RunDesk
from gui_app.settings import Settings


class UseDesk(RunDesk):
    """Predictions come one by one and stay, whatever becomes of the job."""

    compared_changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(settings, parent)
        self.compared: tuple[str, ...] = ()
        """The folders of the runs that are compared with the shown one."""
        self._places: dict[str, int] = {}
        """Where each file stands among the predictions."""

    # --- using the model -------------------------------------------------------------------------

    def predict(self, paths: list[str]) -> None:
        """Predict files and folders with the shown run's best weights."""
        if self.run_folder:
            self._start("predict", jobs.predict(RunFolder(self.run_folder), paths))

    def clear_predictions(self) -> None:
        self._places.clear()
        super().clear_predictions()

    def save_predictions(self, path: str) -> bool:
        """Write the predictions as CSV. Returns whether that went well; a Problem is shown."""
        try:
            jobs.save_predictions(Path(path), self.predictions, self.run_classes)
        except Problem as problem:
            self.show_problem(problem)
            return False
        return True

    def export(self, form: str, path: str) -> None:
        if self.run_folder:
            self.exported = ""
            self._start("export", jobs.export(RunFolder(self.run_folder), form, Path(path)), folder=self.run_folder)

    @property
    def out_folder(self) -> str:
        """Where what comes of the shown run is best kept: its project's folder, or the one that holds the run."""
        above = os.path.dirname(self.run_folder)
        return os.path.dirname(above) if os.path.basename(above) == "runs" else above

    def out_name(self, what: str, ending: str) -> str:
        """A name for a file that comes of the shown run, which no file in `out_folder` has yet."""
        images = os.path.basename(os.path.normpath(self.run_root)) if self.run_root else "images"
        stem = f"{images} {what}"
        names = (stem if n == 1 else f"{stem} {n}" for n in range(1, 1000))
        return next(n + ending for n in names if not os.path.exists(os.path.join(self.out_folder, n + ending)))

    def _heard(self, kind: str, events: list[Event]) -> None:
        if kind == "predict":
            self._take([event for event in events if isinstance(event, Predicted)])
        super()._heard(kind, events)

    def _take(self, said: Sequence[Predicted]) -> None:
        if not said:
            return
        rows = list(self.predictions)
        for p in said:
            row = Prediction(p.path, label=p.label, probability=p.probability, unlike=p.unlike_training,
                             probabilities=tuple(p.probabilities), problem=p.problem)
            place = self._places.setdefault(os.path.normcase(os.path.abspath(p.path)), len(rows))
            rows[place:place + 1] = [row]  # a file that is dropped again keeps its place
        self.predictions = tuple(rows)
        self.predictions_changed.emit()

    def _predict_ended(self, run: Run, event: Event) -> None:
        self.predictions_changed.emit()

    def _export_ended(self, run: Run, event: Event) -> None:
        if run.folder == self.run_folder:
            self.exported = str(run.result) if isinstance(event, Finished) else ""

    # --- what is said of a run -------------------------------------------------------------------

    def change_about(self, folder: str, **changed: object) -> None:
        """Give a run another name, note or star."""
        with self._told():
            RunFolder(folder).change_about(**changed)
        self.refresh_runs()
        self.run_changed.emit()

    def open_test(self) -> None:
        """Show what was measured on the test split of the shown run, and stamp that."""
        if self.run_folder and not self.test_is_open:
            self.test_is_open = True
            with self._told():  # what cannot be stamped can be looked at all the same
                RunFolder(self.run_folder).open_test()
            self._load_results()

    def compare(self, folders: tuple[str, ...]) -> None:
        """Lay other runs beside the shown one."""
        if folders != self.compared:
            self.compared = folders
            self.compared_changed.emit()

    # --- its images, and its training elsewhere --------------------------------------------------

    def relocate(self, images: str) -> None:
        """Point the shown run at the folder where its images lie now."""
        if self.run_folder:
            self.show_problem(None)
            self._start("relocate", jobs.relocate(RunFolder(self.run_folder), images), folder=self.run_folder)

    def _relocate_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished) and run.folder == self.run_folder:
            self.open_run(run.folder)

    def follow(self, history: History) -> None:
        """Show how far the shown run has come, which another process trains."""
        self.history = history
        self.run_changed.emit()
