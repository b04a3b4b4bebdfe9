"""SampleWall: the samples of an index as a gallery that is narrowed down, put in order, and acted on."""

import operator
import os
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.edits import Edit
from core.findings import Finding
from gui_app import words
from gui_app.widgets.acts import ActBar, Acts
from gui_app.widgets.class_table import split_title
from gui_app.widgets.gallery import Gallery, GalleryItem, Made
from gui_app.widgets.sample_bar import SampleBar
from gui_app.widgets.sample_choice import OUT, Wanted, groups_of, matching, ordered
from gui_app.widgets.sample_facts import facts_of, findings_of
from gui_app.widgets.viewer import Picture, Viewer

if TYPE_CHECKING:
    from core.data.index import Index, Sample


_PATH = operator.itemgetter(0)
"""Of a sample; a hundred thousand are gone through in no time."""


class SampleWall(QWidget):
    """What is acted on stays where it is until other images are asked for: nothing jumps under the user's hand."""

    edit = Signal(list)
    likeness_wanted = Signal()
    narrowed = Signal()
    """Other filters: see `wanted`."""
    cleared = Signal()
    """All images are wanted again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = Wanted()
        self._index: Index | None = None
        self._shown: list[Sample] = []
        self._out: set[str] = set()
        self._touched: set[str] = set()
        self._groups: dict[str, int] = {}
        self._likeness: dict[str, int] | None = {}
        self._seen: tuple[int, str] = (0, "")
        self._titles = {"": "", **{split: split_title(split) for split in ("train", "validation", "test")}}
        self._viewer: Viewer | None = None
        self.gallery, self.bar = Gallery(), SampleBar()
        self.acts = Acts(self._chosen, lambda sample: sample.path in self._out, self)
        self.act_bar = ActBar(self.acts, one_line=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.gallery, 1)
        column.addWidget(self.act_bar)
        self._connect()

    def _connect(self) -> None:
        self.bar.changed.connect(self._choose)
        self.bar.cleared.connect(self._clear)
        self.gallery.opened.connect(self._open_large)
        self.gallery.selected.connect(lambda rows: self.act_bar.refresh())
        self.gallery.take_key = lambda event: self.acts.take_key(event, self.act_bar)
        self.gallery.setAccessibleDescription(self.tr(
            "X leaves the selected images out, 1 to 9 and L change their label, T, V and E move them to a split."))
        self.gallery.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.gallery.customContextMenuRequested.connect(self._ask)
        self.acts.edit.connect(self._act)

    # --- what others use -------------------------------------------------------------------------

    def show_index(self, index: "Index", label: str) -> None:
        """Show another index, or the same one after a change; `label` is the class that is chosen."""
        same = self._index is not None and index.root == self._index.root
        if not same:
            self.bar.show_all()
            self.wanted = Wanted()
        if not same or not index.looked_at:
            self._likeness = {}
            self.bar.set_order("turn" if not same or self.bar.order == "odd" else self.bar.order)
        self._index, self._out = index, {s.path for s in index.excluded}
        self.gallery.thumbnails.set_pixels(index.pixels)
        if self._viewer is not None:
            self._viewer.canvas.set_pixels(index.pixels)
        self.bar.show_places(index.split_counts(), len(index.excluded))
        self.acts.allow(() if index.several else index.classes, may=index.looked_at)
        wanted = replace(self.wanted, label=label)
        found = matching(index, wanted)
        if same and index.looked_at and wanted == self.wanted and self._stays(index, found):
            self._tell()
        else:
            self._show(wanted, found)

    def narrow_to_class(self, label: str) -> None:
        """Show one class only, "" for all."""
        if label != self.wanted.label:
            self._narrow(replace(self.wanted, label=label))

    def narrow_to_finding(self, finding: Finding | None) -> None:
        """Show the images of a finding only, its groups together; None for all."""
        self._narrow(replace(self.wanted, finding=finding))

    def begin(self) -> None:
        """Give the keyboard to the first image."""
        self.gallery.select(0)
        self.gallery.setFocus(Qt.FocusReason.OtherFocusReason)

    def expect(self, paths: Iterable[str]) -> None:
        """These are about to change: they stay in sight when they do."""
        self._touched.update(paths)

    def show_order(self, order: dict[str, int] | None) -> None:
        """Every path's rank by likeness; None while it is found out; empty when it could not be."""
        self._likeness = order
        if self.bar.order == "odd":
            if order == {}:
                self.bar.set_order("turn")
            self._choose() if order is not None else self._tell()

    def say_act(self, text: str) -> None:
        """What was done last, for the large view."""
        if self._viewer is not None:
            self._viewer.say(text)

    def set_seen(self, size: int, fit: str) -> None:
        """What the network sees of an image."""
        self._seen = (size, fit)
        if self._viewer is not None:
            self._viewer.set_seen(size, fit)

    # --- which images ----------------------------------------------------------------------------

    def _choose(self) -> None:
        if self.bar.order == "odd" and self._likeness == {}:
            self._likeness = None
            self._tell()
            self.likeness_wanted.emit()
        else:
            self._narrow(replace(self.wanted, place=self.bar.place))

    def _clear(self) -> None:
        self.bar.show_all()
        self._narrow(Wanted())
        self.cleared.emit()

    def _narrow(self, wanted: Wanted) -> None:
        if self._index is not None:
            self._show(wanted, matching(self._index, wanted))
            self.narrowed.emit()

    def _show(self, wanted: Wanted, found: "list[Sample]") -> None:
        assert self._index is not None
        opened = self._opened()
        self.wanted, self._groups, self._touched = wanted, groups_of(wanted.finding), set()
        order = "turn" if self.bar.order == "odd" and not self._likeness else self.bar.order
        self._shown = ordered(found, order, self._index, self._likeness or {}, self._groups)
        self.gallery.set_empty_text(self.tr("No image fits all of these filters.") if wanted.narrow
                                    else self.tr("No images"))
        self.gallery.show_images(self._index.root, self._tiles())
        self._follow(opened)
        self._tell_line()
        self.act_bar.refresh()

    def _stays(self, index: "Index", found: "list[Sample]") -> bool:
        """Whether the images in sight are those that are wanted, but for what the user has acted on."""
        shown = set(map(_PATH, self._shown))
        differ = shown.symmetric_difference(map(_PATH, found))
        if not differ <= self._touched:
            return False
        every = (*index.samples, *index.excluded)
        known = dict(zip(map(_PATH, every), every, strict=True))
        if not all(path in known for path in differ & shown):
            return False
        self._shown = list(map(known.__getitem__, map(_PATH, self._shown)))
        return True

    def _tell(self) -> None:
        """The same images, of which something else is told."""
        self.gallery.change_images(self._tiles())
        if self._viewer is not None and self._viewer.isVisible():
            self._viewer.show_at(self._viewer.at)
        self._tell_line()
        self.act_bar.refresh()

    def _tell_line(self) -> None:
        assert self._index is not None
        wanted, many = self.wanted, len(self._shown)
        total = len(self._index.samples)
        parts = [self.tr("%Ln image(s)", "", many)]
        if wanted.narrow:
            parts = [self.tr("{0} of {1} images").format(words.count(many), words.count(total))]
        if wanted.place == OUT:
            parts = [self.tr("%Ln image(s) left out", "", many)]
        if self.bar.order == "odd" and self._likeness is None:
            parts.insert(0, self.tr("Comparing the images…"))
        if wanted.label:
            parts.append(f"“{wanted.label}”")
        if wanted.place and wanted.place != OUT:
            parts.append(self._titles[wanted.place])
        if wanted.finding is not None:
            parts.append(words.problem_text(wanted.finding.code, wanted.finding.details))
        self.bar.say(" · ".join(parts), narrowed=wanted.narrow, grouped=bool(self._groups))

    # --- acting ----------------------------------------------------------------------------------

    def _chosen(self) -> "list[Sample]":
        if self._viewer is not None and self._viewer.isVisible():
            return self._shown[self._viewer.at:self._viewer.at + 1]
        return [self._shown[row] for row in self.gallery.chosen_rows()]

    def _act(self, edits: list[Edit]) -> None:
        # What was done is seen at once; the index that follows from it takes a moment.
        for edit in edits:
            paths = set(edit.paths)
            self._touched |= paths
            if edit.kind == "exclude":
                self._out |= paths
            elif edit.kind == "include":
                self._out -= paths
            else:
                changed = {"label" if edit.kind == "relabel" else "split": edit.value}
                self._shown = [s._replace(**changed) if s.path in paths else s for s in self._shown]
        large = self._viewer is not None and self._viewer.isVisible()
        self._tell()
        self.edit.emit(edits)
        if large and self._viewer is not None:
            self._viewer.leaf_on()
            self.act_bar.refresh()

    def _ask(self, at: QPoint) -> None:
        if self.gallery.chosen_rows():
            row = self.gallery.currentIndex().row()
            menu = self.acts.menu(self.act_bar, lambda: self._open_large(row))
            menu.popup(self.gallery.viewport().mapToGlobal(at))

    # --- one tile, one image ---------------------------------------------------------------------

    def _tiles(self) -> Made:
        return Made(self._shown, self._tile)

    def _tile(self, sample: "Sample") -> GalleryItem:
        out = sample.path in self._out
        name = os.path.basename(sample.path)
        detail = self.tr("Left out") if out else self._titles[sample.split]
        return GalleryItem(sample.path, name if sample.label in ("", self.wanted.label) else sample.label,
                           "out" if out else "", detail, self._groups.get(sample.path, 0))

    def _open_large(self, row: int) -> None:
        if self._viewer is None:
            bar = ActBar(self.acts, one_line=False)
            self._viewer = Viewer(self, bar)
            self._viewer.take_key = lambda event: self.acts.take_key(event, bar)
            self._viewer.moved.connect(self.gallery.select)
            self._viewer.moved.connect(bar.refresh)
            self._viewer.closed.connect(self.act_bar.refresh)
            self._viewer.set_seen(*self._seen)
            if self._index is not None:
                self._viewer.canvas.set_pixels(self._index.pixels)
        self._viewer.open(len(self._shown), row, self._picture)

    def _opened(self) -> str:
        """The path of the image that is shown large."""
        shown = self._viewer is not None and self._viewer.isVisible()
        return self._shown[self._viewer.at].path if shown and self._viewer is not None else ""

    def _follow(self, path: str) -> None:
        """Other images: the large view stays at the one that it shows, if that is still among them."""
        if path and self._viewer is not None:
            row = next((i for i, s in enumerate(self._shown) if s.path == path), -1)
            self._open_large(row) if row >= 0 else self._viewer.leave()

    def _picture(self, row: int) -> Picture:
        sample, index = self._shown[row], self._index
        assert index is not None
        out = sample.path in self._out
        return Picture(os.path.join(index.root, sample.path), heading=sample.label,
                       sentence=self.tr("Left out") if out else "", facts=facts_of(sample, index),
                       remark="\n".join(findings_of(sample, index)), size=(sample.width, sample.height))
