"""FolderView: what is in a folder of images: its classes, its split, its pictures, its faults."""

import os
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from core.edits import Edit
from core.events import Progress
from core.findings import Finding
from gui_app import words
from gui_app.widgets.class_table import ClassRow, ClassTable
from gui_app.widgets.finding_list import Check, FindingList
from gui_app.widgets.findings import FaultTable
from gui_app.widgets.page import GAP, panel
from gui_app.widgets.sample_wall import SampleWall
from gui_app.widgets.split_panel import SplitPanel

if TYPE_CHECKING:
    from core.data.index import Index

FINDINGS_SHARE, FINDINGS_LEAST, BELOW = 0.36, 88, 420
"""The findings take no more than this share of the height, and leave so many pixels to the images."""


class FolderView(QWidget):
    """Shows an Index; says what the user wants to be changed about it."""

    edit = Signal(list)
    """Records of `core.edits`."""
    remedy = Signal(object, str)
    """A Finding, and which of its remedies; `relabel` is not said: it shows the images, and edits follow."""
    mend = Signal(object)
    """Problems of the folder that one button mends."""
    undo = Signal()
    check = Signal()
    cancel_check = Signal()
    likeness_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index: Index | None = None
        self.classes, self.split, self.wall = ClassTable(), SplitPanel(), SampleWall()
        self.faults, self.findings = FaultTable(), FindingList()
        self.gallery = self.wall.gallery
        self._tabs = QTabBar()
        self._tabs.setObjectName("folder_tabs")
        self._tabs.setExpanding(False)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        left = QWidget()
        left.setLayout(self._left())
        left.setMinimumWidth(280)
        left.setMaximumWidth(480)
        whole.addWidget(left, 2)
        whole.addLayout(self._right(), 3)

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
        inside.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack.addWidget(self.wall)
        self._stack.addWidget(self.faults)
        inside.addWidget(self._stack, 1)
        column.addWidget(frame, 1)
        return column

    def _connect(self) -> None:
        self.classes.chosen.connect(self.wall.narrow_to_class)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.faults.opened.connect(self._open_place)
        self.findings.shown.connect(self.wall.narrow_to_finding)
        self.findings.remedy.connect(self._remedy)
        self.findings.check.connect(self.check)
        self.findings.cancel.connect(self.cancel_check)
        self.findings.undo.connect(self.undo)
        self.findings.mend.connect(self.mend)
        self.wall.narrowed.connect(self._show_narrowed)
        self.wall.cleared.connect(self.classes.clearSelection)
        self.wall.edit.connect(self.edit)
        self.wall.likeness_wanted.connect(self.likeness_wanted)

    # --- what others use -------------------------------------------------------------------------

    def show_index(self, index: "Index") -> None:
        """Show another index, or the same one after a change."""
        if self._index is None or index.root != self._index.root:
            self.findings.fold()
            self.split.forget()
        self._index = index
        self._show_classes(index)
        self.split.show_split(index.split_counts(), ready=index.ready_split)
        divided = index.looked_at and not index.problems
        self.split.setVisible(divided)
        self.split.parentWidget().setVisible(divided)
        self.findings.show_findings(index.problems, index.findings)
        self.faults.show_faults([(f.path, words.problem_text(f.code, f.details)) for f in index.faults])
        self._show_tabs(index)
        self.wall.show_index(index, self.classes.selected())

    def show_checking(self, progress: Progress | None, state: Check = "") -> None:
        """How far the check of the images is; without progress: "over", "stopped", or "" where there was none."""
        self.findings.show_checking(progress, state)

    def show_acts(self, edits: Sequence[Edit], *, may_undo: bool = True) -> None:
        """What was changed and holds, oldest first; and whether the last of it is what would be undone next."""
        self.findings.show_acts(edits, may_undo=may_undo)
        self.wall.say_act(self.findings.last_act())

    def show_order(self, order: dict[str, int] | None) -> None:
        """Every path's rank, the odd ones first; None while that is found out, and empty when it cannot be."""
        self.wall.show_order(order)

    def set_seen(self, size: int, fit: str) -> None:
        """What the network sees of an image: a square of `size` pixels, fitted as the recipe says."""
        self.wall.set_seen(size, fit)
        self.findings.show_done(frozenset({"pad"} if fit == "pad" else ()))

    # --- inside ----------------------------------------------------------------------------------

    def _show_classes(self, index: "Index") -> None:
        by_class: dict[str, dict[str, int]] = defaultdict(dict)
        for (label, split), count in index.tally.items():
            by_class[label][split] = count
        self.classes.blockSignals(True)  # the wall is told of the index and the class at once
        self.classes.show_classes([ClassRow(name, by_class[name]) for name in index.classes])
        self.classes.blockSignals(False)

    def _show_tabs(self, index: "Index") -> None:
        shown = self._tabs.currentIndex()
        while self._tabs.count():
            self._tabs.removeTab(0)
        self._tabs.addTab(self.tr("Images"))
        if index.faults:
            self._tabs.addTab(self.tr("Cannot be used: {0}").format(words.count(len(index.faults))))
        self._tabs.setCurrentIndex(shown if 0 <= shown < self._tabs.count() else 0)
        self._tabs.setVisible(bool(index.faults))

    def _show_narrowed(self) -> None:
        self._tabs.setCurrentIndex(0)
        self.findings.mark_shown(self.wall.wanted.finding)

    def _remedy(self, finding: Finding, remedy: str) -> None:
        if remedy == "relabel":
            self.wall.narrow_to_finding(finding)
            self.wall.begin()
        else:
            if remedy in finding.remedies:
                self.wall.expect(finding.paths)
            self.remedy.emit(finding, remedy)

    def _open_place(self, path: str) -> None:
        # The file itself may be broken; its folder shows it among its neighbours.
        if self._index is not None:
            folder = os.path.dirname(os.path.join(self._index.root, path))
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.height()
        self.findings.set_most(int(max(FINDINGS_LEAST, min(FINDINGS_SHARE * height, height - BELOW))))
