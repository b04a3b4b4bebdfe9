"""Recent: what the start page offers to go on with: the folders that were open before, and a run that was cut off."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from core.facts import ProjectFacts, RunRow
from core.project import RunFolder
from core.recent import cut_off, mark

SHOWN = 6
DISMISSED = 50
"""So many runs are remembered that somebody has waved off."""


class Recent(QObject):
    """Reads the folders in the background; asked anew whenever the start page is shown or the runs have changed."""

    changed = Signal()

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._session = session
        self.projects: tuple[ProjectFacts, ...] = ()
        session.runs_changed.connect(self.changed)
        session.training_changed.connect(self._forget_left)

    # --- the folders -----------------------------------------------------------------------------

    @property
    def folders(self) -> list[str]:
        """The folders that were open last, the last one first."""
        return list(self._session.settings.get("recent_folders"))[:SHOWN]

    def take(self, projects: tuple[ProjectFacts, ...]) -> None:
        """What has been read of the folders."""
        if projects != self.projects:
            self.projects = projects
            self.changed.emit()

    def remove(self, folder: str) -> None:
        """Take a folder off the list; its images and its runs stay where they are."""
        settings = self._session.settings
        settings.set("recent_folders", [path for path in settings.get("recent_folders") if path != folder])
        self.take(tuple(project for project in self.projects if project.images != folder))

    # --- the run that was cut off ----------------------------------------------------------------

    @property
    def cut_off(self) -> RunRow | None:
        """The run that there is to go on with; None while one trains."""
        settings, session = self._session.settings, self._session
        return None if session.training else cut_off(session.runs, settings.get("left_run"),
                                                     settings.get("dismissed_runs"))

    @property
    def can_continue(self) -> bool:
        """Whether something of that run was saved; a fold whose turn has not come begins."""
        row = self.cut_off
        return row is not None and (row.fold is not None or RunFolder(row.folder).checkpoint_file.is_file())

    def left(self, folder: str) -> None:
        """The window is closed while this run trains."""
        self._session.settings.set("left_run", folder)

    def dismiss(self) -> None:
        """Offer that run no more."""
        row, settings = self.cut_off, self._session.settings
        if row is not None:
            settings.set("dismissed_runs", [mark(row), *settings.get("dismissed_runs")][:DISMISSED])
            self.changed.emit()

    def _forget_left(self) -> None:
        session, settings = self._session, self._session.settings
        if session.training and not session.stopping and settings.get("left_run") == session.live_folder:
            settings.set("left_run", "")  # it goes on
