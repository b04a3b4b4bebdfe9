"""Messages: the problem bar and what its button does, and the sentence about what was undone."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui_app.mending import Mending
from gui_app.pages.data import DataPage
from gui_app.remedies import remedy_of
from gui_app.session import Session
from gui_app.widgets.dialogs import choose_folder

if TYPE_CHECKING:
    from gui_app.main_window import MainWindow


class Messages(QObject):
    """A problem is told where it was met, and on the page that it concerns; it does not follow the user about."""

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session, self._window, self._met_on = session, window, ""
        """`_met_on` is the page that was shown when the session's problem turned up."""
        self.mending = Mending(session, window)
        bar, mending = window.problem_bar, self.mending
        bar.dismissed.connect(lambda: session.show_problem(None))
        bar.mend.connect(mending.mend)
        mending.go.connect(window.show_page)
        mending.folder_asked.connect(window.choose_folder)
        mending.path_asked.connect(window.open_path)
        mending.how_asked.connect(self._ask_how)
        mending.images_asked.connect(self._choose_images_of_run)
        session.problem_changed.connect(self._meet)
        session.undo_stack.said.connect(self._tell_undone)

    def retire(self) -> None:
        """Another window of the same session tells from now on."""
        self._session.problem_changed.disconnect(self._meet)
        self._session.undo_stack.said.disconnect(self._tell_undone)

    def show_bar(self) -> None:
        """After another page was shown."""
        problem = self._session.problem
        here = problem is not None and self._window.current() in (self._met_on, remedy_of(problem.code).page)
        self._window.problem_bar.show_problem(problem if here else None)

    def _meet(self) -> None:
        self._settle()
        QTimer.singleShot(0, self, self._settle)  # what has met it may show another page at once

    def _settle(self) -> None:
        self._met_on = self._window.current()
        self.show_bar()

    def _tell_undone(self, sentence: str, back: str) -> None:
        stack, window = self._session.undo_stack, self._window
        undo = back == "undo"
        window.toast.say(sentence, self.tr("Undo") if undo else self.tr("Redo"), stack.undo if undo else stack.redo,
                         room=window.pages[window.current()].note.width())

    def _choose_images_of_run(self) -> None:
        """Ask where the images of the shown run are now, and point the run at them."""
        path = choose_folder(self._window, self.tr("Where are the images of this run now?"),
                             os.path.dirname(self._session.run_root))
        if path:
            self._session.relocate(path)

    def _ask_how(self) -> None:
        self._window.show_page("data")
        page = self._window.pages["data"]
        assert isinstance(page, DataPage)
        page.ask_how()
