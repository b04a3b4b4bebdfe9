"""FolderDesk: the open folder of images: how it is read, shared out and checked, and what was changed."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core import jobs
from core.check import settled
from core.choice import from_json, to_json
from core.edits import Act, Edit, add_edits, put_acts, read_acts
from core.events import Event, Failed, Finished
from core.files import write_text
from core.findings import Finding, edits_of
from core.problems import Problem
from core.project import Project
from core.recipe import Recipe
from core.run import Run
from core.sharing import Sharing
from core.source import OTHER_WAYS, Preview, Source
from gui_app.desk import Desk
from gui_app.settings import Settings
from gui_app.undo import Part, UndoStack

if TYPE_CHECKING:
    from core.data.index import Index
    from core.thumbs import Thumb

RECENT_FOLDERS = 8


@dataclass(frozen=True)
class Shared:
    """How a folder was shared out: the wish, and the split that came of it."""

    sharing: Sharing
    split: str | None = field(default=None, compare=False)
    """As the project's file has it; None to draw it anew."""


class FolderDesk(Desk):
    """What a session knows of the open folder. A folder is listed, read, shared out, checked; in this order."""

    index_changed = Signal()
    preview_changed = Signal()
    likeness_changed = Signal()
    news_changed = Signal()
    augmented_changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.index: Index | None = None
        self.folder = ""
        self.source, self.sharing = Source(), Sharing()
        self.acts: tuple[Act, ...] = ()
        """What the user has changed about the images and not undone, oldest first."""
        self.preview: Preview | None = None
        self.preview_problem: Problem | None = None
        self.likeness: dict[str, int] | None = None
        self.news = (0, 0)
        """Images that have come and that have gone since the folder was read."""
        self.augmented: tuple[Thumb, ...] = ()
        self._project: Project | None = None
        self._read: Index | None = None
        """As its files were read and checked, before anything that the user has changed."""
        self._checked = self._fresh = False
        """Whether the images were checked, and whether a split is wanted that differs from the project's."""
        self._before: tuple[Index | None, Index | None, Project | None, Source, Sharing] = (
            None, None, None, self.source, self.sharing)
        """What goes back to its place when a folder cannot be opened."""
        self.undo_stack = UndoStack(self._parts(), lambda: bool(self.works.keys() & {"listing", "scan", "share"}), self)

    # --- facts -----------------------------------------------------------------------------------

    @property
    def home(self) -> str:
        """The folder that holds the projects."""
        return str(self.settings.get("projects_folder"))

    @property
    def reading(self) -> str:
        """The kind of the job that reads a folder now, or without which its split is not known; "" for none."""
        kinds = ("sample", "listing", "scan", "share", *(() if self._settled() else ("health",)))
        return next((kind for kind in kinds if kind in self.works), "")

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What the user has changed about the images and not undone, oldest first."""
        return tuple(edit for act in self.acts for edit in act)

    @property
    def samples(self) -> tuple[tuple[str, str, str], ...]:
        return jobs.sample_titles()

    # --- opening ---------------------------------------------------------------------------------

    def open_folder(self, path: str, source: Source | None = None) -> None:
        """Open a folder of images: their names at once, then every file; the split is its project's or made.

        It is read as `source` says, or as it was the last time.
        """
        self.show_problem(None)
        self._drop_all()
        self._open_project(os.path.abspath(path))
        if source is not None:
            self.source = source
        self._start("listing", jobs.listing(path, self.source))

    def set_source(self, source: Source) -> None:
        """Read the open folder in another way."""
        if self.folder:
            self.open_folder(self.folder, source)

    def open_sample(self, key: str) -> None:
        """Write a sample out, once, and open it."""
        self._start("sample", jobs.sample(key, Path(self.home) / "Samples"))

    def rescan(self) -> None:
        if self.folder:
            self.open_folder(self.folder)

    def close_folder(self) -> None:
        """Have no folder open."""
        self._drop_all()
        self.index, self._read, self.folder, self._project = None, None, "", None
        self.acts, self.news, self.likeness = (), (0, 0), None
        self.undo_stack.begin("edits", ())
        self.undo_stack.settle(read=True)
        self.index_changed.emit()

    def preview_source(self, source: Source, root: str = "") -> None:
        """See what a way to read the open folder, or `root`, comes to."""
        self._start("preview", jobs.preview(root or self.folder, source))

    # --- changing --------------------------------------------------------------------------------

    def set_sharing(self, sharing: Sharing) -> None:
        """Share the images out anew."""
        if self._project is not None and self._read is not None and sharing != self.sharing:
            before = Shared(self.sharing, self._split_text())
            if self._put_sharing(Shared(sharing)):
                self.undo_stack.record("sharing", before, Shared(sharing))

    def edit(self, edits: Sequence[Edit]) -> None:
        """Change labels, splits, or what is left out; the files stay as they are."""
        if self._project is None or self._read is None or not edits:
            return
        before = self.acts
        if self._change_acts(lambda file: add_edits(file, edits)):
            self.undo_stack.record("edits", before, self.acts)

    def mend(self, finding: Finding, remedy: str) -> None:
        """What a remedy of a finding comes to: other edits, another split, or the folder read in another way."""
        if remedy in OTHER_WAYS:
            asked = remedy != "words_are_labels"  # which says nothing of the rest
            self.set_source(replace(self.source, **OTHER_WAYS[remedy], confirmed=self.source.confirmed or asked))
        elif remedy == "open_above":
            self.open_folder(str(finding.details["path"]))
        elif remedy == "bind_folders":
            self.set_sharing(replace(self.sharing, together="subfolder"))
        else:
            self.edit(edits_of(finding, remedy))

    def undo(self) -> None:
        """Take the last change back."""
        self.undo_stack.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self.undo_stack.redo()

    # --- looking closer --------------------------------------------------------------------------

    def check_health(self) -> None:
        """Look for near-duplicates, shortcuts and whatever else is wrong with the images."""
        if self._read is not None:
            self._start("health", jobs.health(self._read, self._project))

    def order_by_likeness(self) -> None:
        """Find out which images are odd, unless that is known."""
        if self.index is not None and self.likeness is None and "likeness" not in self.works:
            self._start("likeness", jobs.likeness(self.index))

    def look_for_news(self) -> None:
        """See whether images have come or gone since the folder was read."""
        if self.index is not None and self.index.looked_at and not self.reading and "news" not in self.works:
            self._start("news", jobs.news(self.index))

    def augment(self, recipe: Recipe, paths: Sequence[str], count: int, seed: int = 0) -> None:
        """Show an image as the network would get it, and `count` random versions."""
        wanted = recipe if self.index is None else settled(recipe, self.index)
        self._start("augmented", jobs.augmented(wanted, paths, count, seed))

    # --- inside ----------------------------------------------------------------------------------

    def _parts(self) -> dict[str, Part]:
        """What can be changed step by step."""
        return {"source": Part(self._put_source, later=True), "sharing": Part(self._put_sharing),
                "edits": Part(lambda acts: self._change_acts(lambda file: put_acts(file, acts)))}

    def _put_source(self, source: Source) -> bool:
        self.open_folder(self.folder, source)
        return True

    def _put_sharing(self, shared: Shared) -> bool:
        assert self._project is not None
        self.show_problem(None)
        if shared.split is not None:
            try:
                write_text(self._project.split_file, shared.split)
            except Problem as problem:
                self.show_problem(problem)
                return False
        self.sharing, self._fresh = shared.sharing, shared.split is None
        self._share()
        return True

    def _split_text(self) -> str | None:
        """The project's split, if it is the one that is shown."""
        assert self._project is not None
        try:
            return self._project.split_file.read_text("utf-8") if self._settled() and not self._fresh else None
        except (OSError, ValueError):
            return None

    def _change_acts(self, change: Callable[[Path], None]) -> bool:
        assert self._project is not None
        try:
            change(self._project.edits_file)
            self.acts = read_acts(self._project.edits_file)
        except Problem as problem:
            self.show_problem(problem)
            self.index_changed.emit()  # whoever shows the change already shows again what is true
            return False
        self.answered("edits")
        self._share()
        return True

    def _open_project(self, path: str) -> None:
        if self.index is None or self.index.looked_at:
            self._before = self.index, self._read, self._project, self.source, self.sharing
        earlier, known, wish = self._project, self.acts, self.sharing
        self._project = Project(self.home, path)
        same = earlier is not None and earlier.path == self._project.path
        self.folder, chosen = path, self._project.settings()
        self.source, self.sharing, self.acts = Source(), Sharing(), ()
        with self._told():
            self.acts = read_acts(self._project.edits_file)
            if "source" in chosen:
                self.source = from_json(Source, chosen["source"], "source")
            if "sharing" in chosen:
                self.sharing = from_json(Sharing, chosen["sharing"], "sharing")
        if same and self._fresh:
            self.sharing = wish  # the split has not been drawn yet
        if not same or self.acts != known:  # another window may have changed it
            self.undo_stack.begin("edits", tuple(self.acts[:n] for n in range(len(self.acts) + 1)))
        self.news, self.likeness, self._read, self._checked = (0, 0), None, None, False
        self._fresh = self._fresh and same

    def _drop_all(self) -> None:
        """Stop what is done for the folder that was open."""
        for kind in ("listing", "scan", "share", "health", "likeness", "news", "preview"):
            self._drop(kind)

    def _settled(self) -> bool:
        """Whether a split that is drawn now is to be the project's.

        While it is not known which images are alike, a split is only shown: it would part them for good.
        """
        return self._checked or not self.sharing.alike or (self._read is not None and not self._read.to_draw)

    def _share(self) -> None:
        assert self._read is not None
        assert self._project is not None
        self._start("share", jobs.share(self._read, self._project, self.sharing, fresh=self._fresh,
                                        store=self._settled()))

    def _listing_ended(self, run: Run, event: Event) -> None:
        if not isinstance(event, Finished):
            self._go_back()
            return
        self.index = run.result
        assert self.index is not None
        self.source = self.index.source
        self._start("scan", jobs.look(self.index))
        self.index_changed.emit()

    def _scan_ended(self, run: Run, event: Event) -> None:
        if not isinstance(event, Finished):
            self._go_back()
            return
        self._read, project = run.result, self._project
        assert self._read is not None
        assert project is not None
        recent = [self.folder, *(f for f in self.settings.get("recent_folders") if f != self.folder)]
        self.settings.set("recent_folders", recent[:RECENT_FOLDERS])
        with self._told():
            project.save_settings(source=to_json(self.source))
        self._share()
        earlier, before = self._before[2:4]
        if earlier is not None and earlier.path == project.path and not self.undo_stack.moving:
            self.undo_stack.record("source", before, self.source)
        self.undo_stack.settle(read=True)

    def _share_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished):
            self._take_split(run.result)
        self.undo_stack.go_on()

    def _take_split(self, index: "Index") -> None:
        self.index = index
        if self._settled():
            self._fresh = False
        if not self._checked and "health" not in self.works:
            self.check_health()
        self.index_changed.emit()

    def _health_ended(self, run: Run, event: Event) -> None:
        self._checked = True  # one that was stopped or has failed is not begun again by itself
        if self._read is None:
            return
        if isinstance(event, Finished):
            self._read = replace(run.result, samples=self._read.samples)
        self._share()

    def _go_back(self) -> None:
        """A folder could not be opened: what was open before is open again."""
        self.index, self._read, self._project, self.source, self.sharing = self._before
        self._checked = True
        self.folder = self.index.root if self.index else ""
        with self._told():
            self.acts = read_acts(self._project.edits_file) if self._project else ()
        self.undo_stack.settle(read=False)
        self.index_changed.emit()
        self.look_for_news()

    def _sample_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Finished):
            self.open_folder(str(run.result))

    def _preview_ended(self, run: Run, event: Event) -> None:
        self.preview = run.result if isinstance(event, Finished) else None
        self.preview_problem = Problem(event.code, **event.details) if isinstance(event, Failed) else None
        if self.preview_problem is not None:
            self.show_problem(None)  # it is told beside the fields
        self.preview_changed.emit()

    def _likeness_ended(self, run: Run, event: Event) -> None:
        self.likeness = run.result if isinstance(event, Finished) else None
        self.likeness_changed.emit()

    def _news_ended(self, run: Run, event: Event) -> None:
        if isinstance(event, Failed):  # a stick was pulled, a share is away: it is told beside the images
            self.show_problem(None)
        gone = (0, len(self.index.samples)) if isinstance(event, Failed) and self.index is not None else self.news
        news = run.result if isinstance(event, Finished) else gone
        if news != self.news:
            self.news = news
            self.news_changed.emit()

    def _augmented_ended(self, run: Run, event: Event) -> None:
        self.augmented = run.result if isinstance(event, Finished) else ()
        self.augmented_changed.emit()
