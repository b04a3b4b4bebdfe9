"""DataPage: choose a folder of images, see what is in it, share it out."""

import os
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from gui_app import words
from gui_app.session import Session
from gui_app.widgets.dialogs import choose_folder
from gui_app.widgets.notice import Notice
from gui_app.widgets.page import Figure, Page, PageState
from gui_app.widgets.welcome import Welcome

if TYPE_CHECKING:
    from core.data.index import Index
    from gui_app.widgets.folder_view import FolderView


class DataPage(Page):
    """Empty, busy, or the contents of a folder."""

    key = "data"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        samples = ((key, words.say("sample", title), words.say("sample", help)) for key, title, help in session.samples)
        self._welcome = Welcome(tuple(samples))
        self._busy = Notice("data")
        self._busy.button.setObjectName("cancel")
        self._contents: FolderView | None = None
        self._views = QStackedWidget()
        for view in (self._welcome, self._busy):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)
        self._figures = {"images": Figure(self.tr("Images")), "classes": Figure(self.tr("Classes")),
                         "faults": Figure(self.tr("Cannot be used"))}
        for figure in self._figures.values():
            self.figures.addWidget(figure)
        self._again = self.add_secondary(self.tr("Read again"), session.rescan, name="rescan")
        self._other = self.add_secondary(self.tr("Choose another…"), self.choose, name="choose_another")
        self._next = self.set_primary("", self._go_on)
        self._connect()
        self._show_index()

    def _connect(self) -> None:
        session = self.session
        self._welcome.choose.connect(self.choose)
        self._welcome.sample.connect(session.open_sample)
        self._welcome.folder.connect(session.open_folder)
        session.index_changed.connect(self._show_index)
        session.work_changed.connect(self._show)

    # --- what the window asks ----------------------------------------------------------------------

    def state(self) -> PageState:
        if self.session.reading:
            return PageState("busy")
        index = self.session.index
        if index is None:
            return PageState("ready")
        if index.problems:
            return PageState("missing", words.text_of(index.problems[0]))
        return PageState("done")

    def choose(self) -> None:
        """Ask for a folder and open it."""
        path = choose_folder(self, self.tr("Choose the folder that holds the class folders"),
                             os.path.dirname(self.session.folder))
        if path:
            self.session.open_folder(path)

    # --- states ------------------------------------------------------------------------------------

    def _show_index(self) -> None:
        if self.session.index is not None:
            self.contents().show_index(self.session.index)
        self._show()

    def contents(self) -> "FolderView":
        """The view of a folder, made for the first one: its gallery is not needed for the first paint."""
        if self._contents is None:
            from gui_app.widgets.folder_view import FolderView

            self._contents = FolderView()
            self._contents.split.asked.connect(self.session.set_split)
            self._views.addWidget(self._contents)
        return self._contents

    def _show(self) -> None:
        index, kind = self.session.index, self.session.reading
        fresh = kind == "sample" or (bool(kind) and (index is None or index.root != self._folder()))
        if fresh:
            self._show_busy(kind)
        elif index is not None:
            self._show_contents(index, bool(kind))
        else:
            self._show_welcome()
        self.state_changed.emit()

    def _folder(self) -> str:
        return os.path.abspath(self.session.folder) if self.session.folder else ""

    def _show_welcome(self) -> None:
        self._views.setCurrentWidget(self._welcome)
        self._welcome.show_recent(self.session.settings.get("recent_folders"))
        self.set_heading(self.tr("Data"), self.tr("Start with images that are sorted into one folder for each class."))
        self._show_parts(contents=False, text=self.tr("Choose folder…"), enabled=True)
        self.set_note(self.tr("Images stay on this computer."))

    def _show_busy(self, kind: str) -> None:
        progress, name = self.session.works[kind], os.path.basename(self._folder())
        done, total = (progress.done, progress.total) if progress is not None else (0, 0)
        self._busy.say(
            self.tr("Making the sample") if kind == "sample" else self.tr("Reading “{0}”").format(name),
            self.tr("{0} of %n image(s)", "", total).format(words.count(done)) if total else self.tr("Looking…"),
            action=self.tr("Cancel"), act=lambda: self.session.cancel(kind))
        self._busy.show_progress(done, total)
        self._views.setCurrentWidget(self._busy)
        self.set_heading(self.tr("Data"), self._folder())
        self._show_parts(contents=False, text=self.tr("Next: Model"), enabled=False)
        self.set_note(self.tr("Every image is opened once: faulty files are found now, not during training."))

    def _show_contents(self, index: "Index", again: bool) -> None:
        self._views.setCurrentWidget(self.contents())
        self.set_heading(os.path.basename(index.root) or index.root, index.root)
        self._figures["images"].set_value(words.count(len(index.samples)))
        self._figures["classes"].set_value(words.count(len(index.classes)))
        self._figures["faults"].set_value(words.count(len(index.faults)))
        self._show_parts(contents=True, text=self.tr("Next: Model"), enabled=not index.problems)
        self._figures["faults"].setVisible(bool(index.faults))
        self._again.setEnabled(not again)
        self.set_note(self._note(index, again))

    def _note(self, index: "Index", again: bool) -> str:
        progress = self.session.works.get("scan")
        if again and not index.looked_at:
            done = progress.done if progress is not None else 0
            return self.tr("Opening every image once to find faulty files, {0} of {1}").format(
                words.count(done), words.count(len(index.samples)))
        if again and progress is not None and progress.total:
            return self.tr("Reading again, {0} of {1}").format(words.count(progress.done), words.count(progress.total))
        if again:
            return self.tr("Reading again…")
        return self.tr("Mend what is marked red, then read again.") if index.problems else ""

    def _show_parts(self, *, contents: bool, text: str, enabled: bool) -> None:
        for part in (self._again, self._other, *self._figures.values()):
            part.setVisible(contents)
        self._next.setText(text)
        self._next.setAccessibleName(text)
        self._next.setEnabled(enabled)

    # --- acts --------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self.session.index is None:
            self.choose()
        else:
            self.go.emit("model")
