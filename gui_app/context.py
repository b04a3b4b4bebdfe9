"""Context: keeps the lines at the top of the rail at what the session shows, and does what is asked of them."""

import math
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gui_app import words
from gui_app.session import Session
from gui_app.widgets.context_line import ContextLine, name_of
from gui_app.widgets.dialogs import show_folder

OF_A_RUN = ("train", "results", "use")


class Context(QObject):
    """Says `go` with the key of a page where what was asked for is seen on another."""

    go = Signal(str)

    def __init__(self, session: Session, line: ContextLine, page: Callable[[], str], parent: QObject) -> None:
        """`page` tells the key of the page that is shown."""
        super().__init__(parent)
        self._session, self._line, self._page = session, line, page
        self._unseen = False
        line.folder_chosen.connect(self._open_folder)
        line.reveal_asked.connect(lambda: show_folder(session.folder))
        line.close_asked.connect(self._close)
        line.run_chosen.connect(self._open_run)
        line.no_run_asked.connect(self._set_up_run)
        line.all_runs_asked.connect(lambda: self.go.emit("runs"))
        line.live_asked.connect(lambda: self._open_run(session.live_folder))
        for signal in (session.index_changed, session.work_changed, session.runs_changed, session.run_changed,
                       session.results_changed):
            signal.connect(self._show)
        session.training_changed.connect(self._show_live)
        self._show()

    def _show(self) -> None:
        session = self._session
        missing = "" if session.folder else session.run_images
        self._line.show_project(session.folder, session.settings.get("recent_folders"), missing)
        figures = ((session.report or {}).get("splits") or {}).get("validation") or {}
        told = self.tr("Validation accuracy {0}").format(words.percent(figures["accuracy"])) if figures else ""
        going, cut_off = session.live or session.elsewhere, session.history.cut_off
        told = self.tr("Training") if going else self.tr("Cut off before its end") if cut_off else told
        self._line.show_run(session.run_folder, session.run_name, told, session.own_runs, going=going, cut_off=cut_off)
        self._show_live()

    def _show_live(self) -> None:
        """The run that trains, or whose end has not been seen, while another is shown."""
        session, history = self._session, self._session.live_history
        text = told = ""
        shown, going = session.live_folder == session.run_folder, session.training
        self._unseen = not shown and (going or self._unseen)
        if session.live_folder and self._unseen:
            name = name_of(history.plan.root) if history.plan and history.plan.root else session.live_name
            text = self.tr("{0}: ended").format(name)
            if going:
                text = self.tr("{0}: preparing").format(name)
                if history.total_epochs and history.steps:
                    epoch = min(history.total_epochs, math.floor(history.epoch) + 1)
                    text = self.tr("{0}: epoch {1} of {2}").format(
                        name, words.count(epoch), words.count(history.total_epochs))
            told = self.tr("{0}\nPress to see this run.").format(text)
        self._line.show_live(text, told, over=not going)

    # --- acts ------------------------------------------------------------------------------------

    def _open_folder(self, path: str) -> None:
        self._session.open_folder(path)
        if not (self._session.run_folder and self._page() in OF_A_RUN):
            self.go.emit("data")  # where it is seen how far the reading is

    def _open_run(self, folder: str) -> None:
        if self._session.open_run(folder) and self._page() not in OF_A_RUN:
            self.go.emit("results" if self._session.report else "train")

    def _set_up_run(self) -> None:
        self._session.close_run()
        self.go.emit("train")

    def _close(self) -> None:
        self._session.close_project()
        self.go.emit("data")
