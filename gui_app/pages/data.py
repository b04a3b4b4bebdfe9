"""DataPage: choose a folder of images, say how it is read, see what is in it, share it out."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from core.backbones import image_size
from core.check import settled
from core.events import Progress
from core.findings import Finding
from core.pixels import Pixels
from core.source import Source
from gui_app import words
from gui_app.pages.readiness import lacking, state_of
from gui_app.pages.start import Start
from gui_app.session import Session
from gui_app.widgets.dialogs import choose_folder
from gui_app.widgets.finding_words import checking_text
from gui_app.widgets.notice import Notice
from gui_app.widgets.offer import Offer
from gui_app.widgets.page import Figure, Page, PageState
from gui_app.widgets.sharing_fields import group_of
from gui_app.widgets.table_files import tables_in

if TYPE_CHECKING:
    from core.data.index import Index
    from gui_app.widgets.finding_list import Check
    from gui_app.widgets.folder_view import FolderView
    from gui_app.widgets.source_panel import SourcePanel

CLASSES_LEAST = 128
_ASKS = ("no_classes", "class_folder", "splits_without_classes")
"""Problems of a folder that is asked how it is to be read."""


class DataPage(Page):
    """Empty, busy, the contents of a folder, or how a folder is read."""

    key = "data"
    filter_name = "shown_part"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._start = Start(session, self)
        self._welcome = self._start.view
        self._busy = Notice("data")
        self._busy.button.setObjectName("cancel")
        self._contents: FolderView | None = None
        self._how: SourcePanel | None = None
        self._asked_root = self._lead = self._above = ""
        """The folder that is asked how it is to be read; "" while none is. What is said above that question. The folder
        that was meant in its place, if it is but one class of that."""
        self._tables: tuple[str, tuple[str, ...]] = ("", ())
        self._check: Check = ""
        self._left = set[str]()
        """Offers that the user does not want to see again."""
        self._offer, self._views = Offer(), QStackedWidget()
        for view in (self._welcome, self._busy):
            self._views.addWidget(view)
        self.body.addWidget(self._offer)
        self.body.addWidget(self._views, 1)
        self._lay_out_around()
        self._connect()
        self._show_index()

    def _lay_out_around(self) -> None:
        session = self.session
        self._figures = {"images": Figure(self.tr("Images")), "classes": Figure(self.tr("Classes")),
                         "faults": Figure(self.tr("Cannot be used"))}
        for figure in self._figures.values():
            self.figures.addWidget(figure)
        self._ask = self.add_secondary(self.tr("How it is read…"), self.ask_how, name="ask_how", role="quiet")
        self._again = self.add_secondary(self.tr("Read again"), session.rescan, name="rescan")
        self._other = self.add_secondary(self.tr("Choose another…"), self.choose, name="choose_another")
        self._cancel = self.add_secondary(self.tr("Cancel"), self.leave_how, name="cancel_source")
        self._next = self.set_primary("", self._go_on)

    def _connect(self) -> None:
        session = self.session
        self._welcome.choose.connect(self.choose)
        self._start.go.connect(self.go)
        self._offer.taken.connect(self._take_offer)
        self._offer.left.connect(self._leave_offer)
        session.index_changed.connect(self._show_index)
        session.work_changed.connect(self._show)
        session.news_changed.connect(self._show_offer)
        session.preview_changed.connect(self._show_preview)
        session.problem_changed.connect(self._offer_ways)
        session.likeness_changed.connect(self._show_order)
        session.recipe_changed.connect(self._show_seen)
        session.undo_stack.changed.connect(self._show_acts)

    # --- what the window asks ----------------------------------------------------------------------

    def state(self) -> PageState:
        return state_of(self.key, self.session)

    def choose(self) -> None:
        """Ask for a folder and open it."""
        path = choose_folder(self, self.tr("Choose the folder that holds the class folders"),
                             os.path.dirname(self.session.folder))
        if path:
            self.session.open_folder(path)

    def read_table(self, path: str) -> None:
        """See how the open folder, or the one that a table lies in, would be read by it."""
        root = self._asked_root or self.session.folder or os.path.dirname(path)
        if not self._asked_root:
            self._open_how(root, self.session.source if root == self.session.folder else Source())
        assert self._how is not None
        self._how.take_table(path)

    def ask_how(self) -> None:
        """Ask how the open folder is to be read."""
        if self.session.folder:
            self._open_how(self.session.folder, self.session.source)

    def leave_how(self) -> None:
        """Leave the folder as it is read."""
        self._asked_root = ""
        self.session.cancel("preview")
        self._show()

    # --- states ------------------------------------------------------------------------------------

    def _show_index(self) -> None:
        session, index = self.session, self.session.index
        if index is not None:
            self.contents().show_index(index)
            self._show_seen()
            self.contents().split.show_sharing(session.sharing, index.together, group_of(index.source))
            self._show_acts()
            if index.root != self._tables[0]:
                self._tables, self._check = (index.root, tables_in(index.root)), ""
        self._show()

    def _show_acts(self) -> None:
        if self._contents is not None:
            self._contents.show_acts(self.session.edits, may_undo=self.session.undo_stack.last() == "edits")

    def contents(self) -> "FolderView":
        """The view of a folder, made for the first one: its gallery is not needed for the first paint."""
        if self._contents is None:
            from gui_app.widgets.folder_view import FolderView

            session = self.session
            self._contents = view = FolderView()
            view.classes.setMinimumHeight(CLASSES_LEAST)  # in a low window the split scrolls first
            view.split.asked.connect(session.set_sharing)
            view.split.held.connect(lambda reason: session.hold(self.key, reason))
            view.edit.connect(session.edit)
            view.remedy.connect(self._mend)
            view.mend.connect(self.mend)
            view.undo.connect(session.undo)
            view.check.connect(session.check_health)
            view.cancel_check.connect(self._stop_checking)
            view.likeness_wanted.connect(self._find_order)
            self._views.addWidget(view)
            self._show_seen()
        return self._contents

    def _show(self) -> None:
        index, kind = self.session.index, self.session.reading
        if kind in ("sample", "listing"):
            self._asked_root = ""  # another folder was dropped or chosen meanwhile
        fresh = kind == "sample" or (bool(kind) and (index is None or index.root != self._folder()))
        if fresh:
            self._show_busy(kind)
        elif self._asked_root:
            self._show_how()
        elif index is not None:
            self._show_contents(index, bool(kind))
        else:
            self._show_welcome()
        self._show_offer()

    def _folder(self) -> str:
        return os.path.abspath(self.session.folder) if self.session.folder else ""

    def _show_welcome(self) -> None:
        self._views.setCurrentWidget(self._welcome)
        self._start.show()
        self.set_heading(self.tr("Data"), self.tr("Start with images that are sorted into one folder for each class."))
        self._show_parts("welcome", text=self.tr("Choose folder…"), enabled=True)
        self.set_note(self.tr("Images stay on this computer."))

    def _show_busy(self, kind: str) -> None:
        progress, name = self.session.works[kind], os.path.basename(self._folder())
        done, total = (progress.done, progress.total) if progress is not None else (0, 0)
        self._busy.say(
            self.tr("Making the sample") if kind == "sample" else self.tr("Reading “{0}”").format(name),
            self.tr("{0} of %Ln image(s)", "", total).format(words.count(done)) if total else self.tr("Looking…"),
            action=self.tr("Cancel"), act=lambda: self.session.cancel(kind))
        self._busy.show_progress(done, total)
        self._views.setCurrentWidget(self._busy)
        self.set_heading(self.tr("Data"), self._folder())
        self._show_parts("busy", text=self.tr("Next: Model"), enabled=False)
        self.set_note(self.tr("Every image is opened once, so that faulty files are found now and not during "
                              "training."))

    def _show_contents(self, index: "Index", again: bool) -> None:
        self._views.setCurrentWidget(self.contents())
        self.set_heading(os.path.basename(index.root) or index.root, index.root)
        self._figures["images"].set_value(words.count(len(index.samples)))
        self._figures["classes"].set_value(words.count(len(index.classes)))
        self._figures["faults"].set_value(words.count(len(index.faults)))
        self._show_parts("contents", text=self.tr("Next: Model"), enabled=not index.problems, faults=bool(index.faults))
        self._again.setEnabled(not again)
        self._ask.setEnabled(not again or "health" in self.session.works)  # who sees it read wrongly need not wait
        self._show_checking()
        self.set_note(self._note(index))

    def _note(self, index: "Index") -> str:
        works = self.session.works
        kind = next((kind for kind in ("listing", "scan", "share", "health") if kind in works), "")
        progress = works.get(kind)
        done, total = (progress.done, progress.total) if progress is not None else (0, len(index.samples))
        parts = words.count(done), words.count(total)
        if kind == "health":
            return checking_text(progress or Progress("health", 0, 0))
        if kind == "scan" and total and done >= total:
            return self.tr("Putting together what was found…")
        if kind == "scan" and not index.looked_at:
            return self.tr("Opening every image once to find faulty files: {0} of {1}").format(*parts)
        if kind == "share":
            return self.tr("Splitting the images…")
        if kind == "scan" and progress is not None and total:
            return self.tr("Reading again: {0} of {1}").format(*parts)
        if kind:
            return self.tr("Reading again…")
        mend = index.problems and index.source.kind != "unlabelled"  # where nothing is to be learnt, nothing hinders
        return self.tr("Correct what is marked red, then read again.") if mend else lacking(self.session)

    def _show_parts(self, view: str, *, text: str, enabled: bool, faults: bool = False) -> None:
        for part in (self._again, self._other, self._ask, *self._figures.values()):
            part.setVisible(view == "contents" and (part is not self._figures["faults"] or faults))
        self._cancel.setVisible(view == "how")
        self._next.setText(text)
        self._next.setAccessibleName(text)
        self._next.setEnabled(enabled)

    def _show_checking(self) -> None:
        works = self.session.works
        if "health" in works:
            self._check = "over"  # as soon as it is no longer under way, unless it was stopped
            self.contents().show_checking(works["health"] or Progress("health", 0, 0))
        else:
            self.contents().show_checking(None, self._check)

    def _stop_checking(self) -> None:
        self.session.cancel("health")
        self._check = "stopped"

    def _find_order(self) -> None:
        if self.session.likeness is not None:
            self._show_order()
        else:
            self.session.order_by_likeness()

    def _show_order(self) -> None:
        if self._contents is not None:
            self._contents.show_order(self.session.likeness or {})

    def _show_seen(self) -> None:
        if self._contents is not None:
            recipe, index = self.session.recipe, self.session.index
            fit = recipe.fit if index is None else settled(recipe, index).fit
            self._contents.set_seen(image_size(recipe.backbone, recipe.image_size), fit)

    # --- how it is read ----------------------------------------------------------------------------

    def _open_how(self, root: str, source: Source, lead: str = "") -> None:
        if self._how is None:
            from gui_app.widgets.source_panel import SourcePanel

            self._how = SourcePanel()
            self._how.preview_asked.connect(lambda asked: self.session.preview_source(asked, self._asked_root))
            self._how.changed.connect(self._show_how)
            self._views.addWidget(self._how)
        self._asked_root, self._lead, self._above = root, lead, ""
        index = self.session.index
        here = index if index is not None and index.root == root else None
        self._how.show_folder(root, source, here.deepest if here is not None else "")
        self._how.show_pixels(here.pixels if here is not None else Pixels(), here.channels if here is not None else 0)
        self._show()

    def _show_how(self) -> None:
        if not self._asked_root or self._how is None:
            return
        self._views.setCurrentWidget(self._how)
        name = os.path.basename(self._asked_root) or self._asked_root
        self.set_heading(self.tr("How “{0}” is read").format(words.shortened(name, 48)), self._lead or self._asked_root)
        missing = self._how.missing()
        self._show_parts("how", text=self.tr("Use it"), enabled=not missing)
        self.set_note(missing)

    def _show_preview(self) -> None:
        if self._asked_root and self._how is not None:
            self._how.show_preview(self.session.preview, self.session.preview_problem)

    def _offer_ways(self) -> None:
        # Images that lie loose are no fault of theirs: there are other ways to read them.
        problem = self.session.problem
        if problem is not None and problem.code in _ASKS:
            self.session.show_problem(None)
            root = str(problem.details["path"])
            source = Source(kind="table", table=tables[0]) if (tables := tables_in(root)) else Source(kind="names")
            lead = self.tr("The images in the split folders are not in class folders, so their labels are not known "
                           "yet. Choose where the labels are.") \
                if problem.code == "splits_without_classes" else \
                self.tr("The images are not in class folders, so their labels are not known yet. Choose where "
                        "the labels are.")
            self._open_how(root, source, lead)
            self._above = str(problem.details.get("parent", ""))
            self._show_offer()

    def _use_it(self) -> None:
        assert self._how is not None
        root, self._asked_root = self._asked_root, ""
        self.session.open_folder(root, replace(self._how.source, confirmed=True))

    # --- offers ------------------------------------------------------------------------------------

    def _show_offer(self) -> None:
        key, index = "", self.session.index
        come, gone = self.session.news
        sentence = action = ""
        if self._asked_root and self._above and f"above {self._asked_root}" not in self._left:
            key, action = f"above {self._asked_root}", self.tr("Open it")
            sentence = self.tr("This seems to be one class of “{0}”, which holds several.").format(
                words.shortened(os.path.basename(self._above)))
        elif self._asked_root or index is None or not index.looked_at or self.session.reading:
            pass
        elif (come or gone) and f"news {come} {gone}" not in self._left:
            key, action = f"news {come} {gone}", self.tr("Read again")
            parts = [self.tr("%Ln new image(s)", "", come)] * bool(come) + [self.tr("%Ln gone", "", gone)] * bool(gone)
            sentence = self.tr("{0} since the folder was read.").format(", ".join(parts))
        elif index.source.kind == "folders" and self._tables[1] and f"table {index.root}" not in self._left:
            key, action = f"table {index.root}", self.tr("Look at it…")
            sentence = self.tr("This folder contains “{0}”, a table that may hold the labels of the images.").format(
                words.shortened(os.path.basename(self._tables[1][0])))
        self._offer.offer(key, sentence, action)

    def _take_offer(self, key: str) -> None:
        if key.startswith("above"):
            self.session.open_folder(self._above)
        elif key.startswith("news"):
            self.session.rescan()
        else:
            self.read_table(self._tables[1][0])

    def _leave_offer(self, key: str) -> None:
        self._left.add(key)
        self._show_offer()

    # --- acts --------------------------------------------------------------------------------------

    def _mend(self, finding: Finding, remedy: str) -> None:
        if remedy == "how":
            self.ask_how()
        else:
            self.session.mend(finding, remedy)

    def _go_on(self) -> None:
        if self._asked_root:
            self._use_it()
        elif self.session.index is None:
            self.choose()
        else:
            self.go.emit("model")

    def leave(self) -> bool:
        if not self._asked_root:
            return False
        self.leave_how()
        return True
