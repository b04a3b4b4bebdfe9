"""Watcher: asks now and then whether images have come to the open folder or gone from it."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QWidget

from gui_app.session import Session

EVERY_MS, AT_LEAST_MS = 20_000, 5_000
REST = 10
"""A look is followed by a rest of so many times what it took: on a slow share it must not read all the time."""


class Watcher(QObject):
    """Looks while its window is the active one and nothing else reads or trains.

    QFileSystemWatcher would be the usual way, but it needs one inotify watch for every folder, of which a user has
    few thousand on some systems and which other programs share; and network drives often say nothing at all.
    """

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._since, self._took = QElapsedTimer(), 0
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        session.work_changed.connect(self._note_the_end)

    def look(self) -> None:
        """Have the session look, unless that would disturb, or was done a moment ago."""
        session = self._session
        if not self._window.isActiveWindow() or session.index is None or session.reading or session.training:
            return
        if self._since.isValid() and self._since.elapsed() < max(AT_LEAST_MS, REST * self._took):
            return
        self._since.start()
        self._looking = True
        session.look_for_news()

    def _note_the_end(self) -> None:
        if self._looking and "news" not in self._session.works:
            self._looking = False
            self._took = self._since.elapsed()
