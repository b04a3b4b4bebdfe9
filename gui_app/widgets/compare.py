"""CompareButton: a small menu of the runs of the same images, to be compared with the shown one."""

import os
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from core.backbones import BACKBONES
from core.facts import RunRow
from gui_app.words import percent

MOST = 3
"""More lines than this could not be told apart by their dashes."""
LISTED = 20


class CompareButton(QPushButton):
    """Says which runs are ticked, oldest tick first; at most MOST of them."""

    changed = Signal(object)
    """A tuple of folders."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Compare"), parent)
        self.setObjectName("compare")
        self.setProperty("role", "quiet")
        self.setStyleSheet("CompareButton { padding-right: 22px; } CompareButton::menu-indicator { right: 7px; }")
        self.setAccessibleName(self.tr("Compare with other runs"))
        self.setToolTip(self.tr("Compare curves, figures and recipes with other runs of these images."))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self._rows: tuple[RunRow, ...] = ()
        self.picked: tuple[str, ...] = ()

    def show_runs(self, rows: Sequence[RunRow], current: str, beside: str = "") -> None:
        """Offer the runs beside the current one, else those in the folder `beside`; what is gone is picked no more."""
        where = os.path.dirname(current) if current else beside
        fitting = [row for row in rows if row.epochs >= 1 and (not where or os.path.dirname(row.folder) == where)]
        # Those with a name or a star first: with many runs, these are the ones that are looked for.
        fitting.sort(key=lambda row: not (row.star or row.given_name))
        shown = tuple(row for row in fitting if row.folder != current)[:LISTED]
        self.setVisible(bool(shown))
        folders = {row.folder for row in shown}
        kept = tuple(folder for folder in self.picked if folder in folders)
        if shown != self._rows or kept != self.picked:
            self._rows, changed, self.picked = shown, kept != self.picked, kept
            self._fill()
            if changed:
                self.changed.emit(kept)

    def pick(self, folders: Sequence[str]) -> None:
        """Tick these, as far as they are offered."""
        offered = {row.folder for row in self._rows}
        kept = tuple(folder for folder in folders if folder in offered)[-MOST:]
        if kept != self.picked:
            self.picked = kept
            self._show_ticks()
            self.changed.emit(kept)

    def name_of(self, folder: str) -> str:
        return next((row.name for row in self._rows if row.folder == folder), "")

    def _fill(self) -> None:
        self._menu.clear()
        for row in self._rows:
            backbone = BACKBONES[row.backbone].title if row.backbone in BACKBONES else row.backbone
            figure = "" if row.accuracy is None else f"   {percent(row.accuracy)}"
            star = "★ " if row.star else ""
            action = QAction(f"{star}{row.name}   {backbone}{figure}".replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(row.folder in self.picked)
            action.setToolTip("\n".join(filter(None, (row.note, row.folder))))
            action.toggled.connect(lambda on, folder=row.folder: self._tick(folder, on))
            self._menu.addAction(action)

    def _tick(self, folder: str, on: bool) -> None:
        others = tuple(f for f in self.picked if f != folder)
        self.picked = (*others, folder)[-MOST:] if on else others
        self._show_ticks()
        self.changed.emit(self.picked)

    def _show_ticks(self) -> None:
        for action, row in zip(self._menu.actions(), self._rows, strict=True):
            action.blockSignals(True)
            action.setChecked(row.folder in self.picked)
            action.blockSignals(False)
