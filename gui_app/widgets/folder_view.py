"""FolderView: what is in a folder of images: its classes, its split, its pictures, its faults."""

import os
from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui_app import words
from gui_app.widgets.class_table import ClassRow, ClassTable, split_title
from gui_app.widgets.findings import FaultTable, Findings
from gui_app.widgets.gallery import Gallery, GalleryItem, Made
from gui_app.widgets.page import GAP, Elided, icon_button, panel
from gui_app.widgets.split_panel import SplitPanel
from gui_app.widgets.viewer import Picture, Viewer

if TYPE_CHECKING:
    from core.data.index import Index, Sample


class FolderView(QWidget):
    """Shows an Index. A class that is selected narrows the pictures down to its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index: Index | None = None
        self._shown: list[Sample] = []
        self.classes, self.split, self.gallery = ClassTable(), SplitPanel(), Gallery()
        self.faults, self.findings = FaultTable(), Findings()
        self._tabs = QTabBar()
        self._tabs.setObjectName("folder_tabs")
        self._tabs.setExpanding(False)
        self._shown_class = Elided("", role="muted")
        self._shown_class.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._all = icon_button("close", self.tr("Show all classes"), self.classes.clearSelection, name="all_classes")
        self._stack = QStackedWidget()
        self._viewer: Viewer | None = None
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        left = QWidget()
        left.setLayout(self._left())
        left.setMinimumWidth(280)
        left.setMaximumWidth(480)
        whole.addWidget(left, 2)
        whole.addLayout(self._right(), 3)
        self.classes.chosen.connect(self._show_pictures)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.gallery.opened.connect(self._open_picture)
        self.faults.opened.connect(self._open_place)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        table, inside = panel(1, 0)
        inside.addWidget(self.classes)
        split, within = panel()
        within.addWidget(self.split)
        column.addWidget(table, 1)
        column.addWidget(split)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(self.findings)
        frame, inside = panel(12, 8)
        head = QHBoxLayout()
        head.addWidget(self._tabs)
        head.addWidget(self._shown_class)
        head.addWidget(self._all)
        head.addStretch(1)
        inside.addLayout(head)
        self._stack.addWidget(self.gallery)
        self._stack.addWidget(self.faults)
        inside.addWidget(self._stack, 1)
        column.addWidget(frame, 1)
        return column

    def show_index(self, index: "Index") -> None:
        """Show another index, or the same one split anew."""
        if self._index is None or index.root != self._index.root:
            self.findings.fold()
            self.split.forget()
        self._index = index
        by_class: dict[str, dict[str, int]] = defaultdict(dict)
        for (label, split), count in index.tally.items():
            by_class[label][split] = count
        self.classes.show_classes([ClassRow(name, by_class[name]) for name in index.classes])
        self.split.show_split(index.split_counts(), ready=index.ready_split)
        divided = index.looked_at and not index.problems
        self.split.setVisible(divided)
        self.split.parentWidget().setVisible(divided)
        self.findings.show_sentences(
            [words.text_of(p) for p in index.problems],
            [words.problem_text(w.code, w.details) for w in index.warnings])
        self.faults.show_faults([(f.path, words.problem_text(f.code, f.details)) for f in index.faults])
        self._show_tabs(index)
        self._show_pictures(self.classes.selected())

    def _show_tabs(self, index: "Index") -> None:
        while self._tabs.count():
            self._tabs.removeTab(0)
        self._tabs.addTab(self.tr("Images"))
        if index.faults:
            self._tabs.addTab(self.tr("Cannot be used: {0}").format(words.count(len(index.faults))))
        self._tabs.setVisible(bool(index.faults))

    def _show_pictures(self, name: str) -> None:
        if self._index is None:
            return
        self._shown = _of_class(self._index, name) if name else _of_all(self._index)
        self._shown_class.setText(f"{name}: {words.count(len(self._shown))}" if name else self.tr("All classes"))
        self._all.setVisible(bool(name))
        self._tabs.setCurrentIndex(0)
        self.gallery.show_images(self._index.root, Made(self._shown, lambda s: GalleryItem(
            s.path, caption=os.path.basename(s.path) if name else s.label,
            detail=split_title(s.split) if s.split else "")))

    def _open_picture(self, row: int) -> None:
        if self._viewer is None:
            self._viewer = Viewer(self.window())
        self._viewer.open(len(self._shown), row, self._picture)

    def _picture(self, row: int) -> Picture:
        sample = self._shown[row]
        assert self._index is not None
        size = self.tr("{0} × {1} pixels").format(words.count(sample.width), words.count(sample.height))
        return Picture(os.path.join(self._index.root, sample.path), heading=sample.label,
                       sentence=split_title(sample.split), remark=f"{sample.path}\n{size}")

    def _open_place(self, path: str) -> None:
        # The file itself may be broken; its folder shows it among its neighbours.
        if self._index is not None:
            folder = os.path.dirname(os.path.join(self._index.root, path))
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))


def _of_class(index: "Index", name: str) -> "list[Sample]":
    return [s for s in index.samples if s.label == name]


def _of_all(index: "Index") -> "list[Sample]":
    """One of each class in turn, so that the first screen shows them all; training images first."""
    parts: dict[tuple[str, str], list[Sample]] = {place: [] for place in index.tally}
    for sample in index.samples:
        parts[sample.label, sample.split].append(sample)
    rows = [[s for split in ("train", "validation", "test", "") for s in parts.get((name, split), ())]
            for name in index.classes]
    return [s for turn in zip_longest(*rows) for s in turn if s is not None]
