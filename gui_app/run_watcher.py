"""RunWatcher: sees what other processes do with runs: the shown one is followed, the list kept up to date."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QWidget

from core.history import History
from core.project import RunFolder
from core.tail import Tail
from gui_app.session import Session

FOLLOW_MS, LIST_MS = 500, 3_000
REST = 20
"""A look at all runs is followed by a rest of so many times what it took: the projects may lie on a slow share."""


class RunWatcher(QObject):
    """Looks while its window is to be seen."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._folder, self._tail, self._history = "", Tail(RunFolder("").journal_file), History()
        self._since, self._rest = QElapsedTimer(), LIST_MS
        self._since.start()
        self._timer = QTimer(self)
        self._timer.setInterval(FOLLOW_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """See what has happened; cheap where nothing has."""
        if not self._window.isVisible():
            return
        if self._since.elapsed() >= self._rest:
            self._look_at_all()
        self._follow()

    def _look_at_all(self) -> None:
        took = QElapsedTimer()
        took.start()
        self._session.refresh_runs()
        self._rest = max(LIST_MS, REST * took.elapsed())
        self._since.start()

    def _follow(self) -> None:
        session = self._session
        if not session.run_folder or session.live:
            self._folder = ""
            return
        run = RunFolder(session.run_folder)
        busy = run.busy()
        if session.elsewhere and not busy:
            self._folder = ""
            session.open_run(session.run_folder)  # it has come to its end, or was cut off
            return
        if not busy:
            return
        if self._folder != session.run_folder:
            self._folder, self._tail, self._history = session.run_folder, Tail(run.journal_file), History()
        events = self._tail.read()
        if events:
            self._history.absorb(events)
            if self._history.over:
                return  # it goes on in a moment, or its last word is about to be said
            if self._history.state == "waiting":
                self._history.state = "preparing"
            session.follow(self._history)
