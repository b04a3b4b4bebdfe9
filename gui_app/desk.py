"""Desk: what the jobs of the window have in common: they are started, say how far they are, end, and may fail."""

import contextlib
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from core.events import Event, Failed, Finished, Progress, Stopped
from core.problems import Problem
from core.run import Job, Run
from gui_app.remedies import remedy_of
from gui_app.runner import Runner


class Desk(QObject):
    """Jobs under way by kind, and the Problem that is shown. A kind's end is taken by the method `_KIND_ended`."""

    work_changed = Signal()
    problem_changed = Signal()
    quiet = Signal()
    """No job runs any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.works: dict[str, Progress | None] = {}
        self.problem: Problem | None = None
        self._runner = Runner(self)
        self._runner.said.connect(self._said)
        self._runner.quiet.connect(self.quiet)
        self.mailbox = self._runner.mailbox

    @property
    def busy(self) -> bool:
        return self._runner.busy

    def show_problem(self, problem: Problem | None) -> None:
        if problem is not None or self.problem is not None:
            self.problem = problem
            self.problem_changed.emit()

    def answered(self, *changed: str) -> None:
        """These have been changed: the problem that is shown goes, if that answers it."""
        if self.problem is not None and remedy_of(self.problem.code).until & set(changed):
            self.show_problem(None)

    def cancel(self, kind: str) -> None:
        self._runner.stop(kind)

    def stop_all(self) -> None:
        """Ask every job to stop; `quiet` says when the last one has."""
        self._runner.stop_all()

    # --- for the session -------------------------------------------------------------------------

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Show a Problem instead of raising it."""
        try:
            yield
        except Problem as problem:
            self.show_problem(problem)

    def _start(self, kind: str, job: Job, folder: str = "") -> None:
        self._runner.start(kind, job, folder)
        if kind != "train":
            self.works[kind] = None
            self.work_changed.emit()

    def _drop(self, kind: str) -> None:
        """Stop a job; how it ends is nobody's business any more."""
        self._runner.drop(kind)
        self.works.pop(kind, None)

    def _said(self, kind: str, run: Run, events: list[Event]) -> None:
        self._heard(kind, events)
        if isinstance(events[-1], Finished | Stopped | Failed):
            self._ended(kind, run, events[-1])

    def _heard(self, kind: str, events: list[Event]) -> None:
        if isinstance(events[-1], Progress):
            self.works[kind] = events[-1]
            self.work_changed.emit()

    def _ended(self, kind: str, run: Run, event: Event) -> None:
        self.works.pop(kind, None)
        if isinstance(event, Failed):
            self.show_problem(Problem(event.code, **event.details))
        getattr(self, f"_{kind}_ended")(run, event)
        self.work_changed.emit()
