"""Start: keeps the start page at what there is to go on with, and does what is asked there."""

from PySide6.QtCore import QObject, Signal

from gui_app import words
from gui_app.session import Session
from gui_app.widgets.dialogs import show_folder
from gui_app.widgets.welcome import Welcome


class Start(QObject):
    """Owns the Welcome; says `go` with the key of a page."""

    go = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        samples = ((key, words.say("sample", title), words.say("sample", help)) for key, title, help in session.samples)
        self._session, self.view = session, Welcome(tuple(samples))
        view, recent = self.view, session.recent
        view.sample.connect(session.open_sample)
        view.folder.connect(session.open_folder)
        view.shown.connect(self._look)
        view.removed.connect(recent.remove)
        view.reveal_asked.connect(show_folder)
        view.cut_off.continue_asked.connect(lambda: self._go_on(continued=True))
        view.cut_off.look_asked.connect(lambda: self._go_on(continued=False))
        view.cut_off.dismissed.connect(recent.dismiss)
        session.runs_changed.connect(self._look)
        recent.changed.connect(self.show)
        session.training_changed.connect(self.show)

    def show(self) -> None:
        """Show what is known by now."""
        recent = self._session.recent
        if self.view.isVisible():
            self.view.show_projects(recent.folders, recent.projects)
            self.view.cut_off.show_run(recent.cut_off, can_continue=recent.can_continue)

    def _look(self) -> None:
        if self.view.isVisible():
            self._session.look_at_recent()
            self.show()

    def _go_on(self, *, continued: bool) -> None:
        """Continue the run that was cut off, or show how far it came."""
        session, row = self._session, self._session.recent.cut_off
        if row is not None:
            (session.continue_run if continued else session.open_run)(row.folder)
            if session.run_folder == row.folder:
                self.go.emit("train")
