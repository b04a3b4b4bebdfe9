"""Runner: the jobs that are under way, one of a kind, and what they say in the window's thread."""

from PySide6.QtCore import QObject, Signal

from core.events import Event, Failed, Finished, Stopped
from core.run import Job, Run
from gui_app.mailbox import Mailbox


class Runner(QObject):
    """Starts jobs on threads of their own; a new job of a kind takes the place of the old one."""

    said = Signal(str, object, object)
    """(kind, Run, list of Event), in order; the last list of a run ends with Finished, Stopped or Failed."""
    quiet = Signal()
    """No job runs any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: dict[str, Run] = {}
        self._leaving: dict[str, Run] = {}
        """Jobs whose place another has taken: what they say is no longer heard, but their threads still run."""
        self.mailbox = Mailbox(self)
        self.mailbox.arrived.connect(self._arrived)

    def start(self, kind: str, job: Job, folder: str = "") -> None:
        self.drop(kind)
        run = Run(job, lambda event: self.mailbox.post(_name(kind, run), event), name=kind, folder=folder)
        self._runs[kind] = run
        run.start()

    def drop(self, kind: str) -> None:
        """Stop a job and hear no more of it."""
        earlier = self._runs.pop(kind, None)
        if earlier is not None:
            earlier.gate.stop()
            self._leaving[_name(kind, earlier)] = earlier

    def of(self, kind: str) -> Run | None:
        """The running job of a kind."""
        return self._runs.get(kind)

    @property
    def busy(self) -> bool:
        return bool(self._runs or self._leaving)

    def paused(self, kind: str) -> bool:
        return kind in self._runs and self._runs[kind].gate.paused

    def stopping(self, kind: str) -> bool:
        return kind in self._runs and self._runs[kind].gate.stopping

    def pause(self, kind: str) -> None:
        if kind in self._runs:
            self._runs[kind].gate.pause()

    def resume(self, kind: str) -> None:
        if kind in self._runs:
            self._runs[kind].gate.resume()

    def stop(self, kind: str) -> None:
        if kind in self._runs:
            self._runs[kind].gate.stop()

    def stop_all(self) -> None:
        """Ask every job to stop; `quiet` says when the last one has."""
        for run in self._runs.values():
            run.gate.stop()
        if not self.busy:
            self.quiet.emit()

    def _arrived(self, letters: list[tuple[str, Event]]) -> None:
        said: dict[str, list[Event]] = {}
        for sender, event in letters:
            said.setdefault(sender, []).append(event)
        for sender, events in said.items():
            kind, over = sender.partition(":")[0], isinstance(events[-1], Finished | Stopped | Failed)
            run = self._runs.get(kind)
            if run is None or _name(kind, run) != sender:
                if over and sender in self._leaving:
                    self._leaving.pop(sender).join(5.0)
            else:
                if over:
                    run.join(5.0)  # it has said its last word; what remains is returning
                    del self._runs[kind]
                self.said.emit(kind, run, events)
        if letters and not self.busy:
            self.quiet.emit()


def _name(kind: str, run: Run) -> str:
    return f"{kind}:{id(run)}"
