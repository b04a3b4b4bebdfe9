"""RunTable: every run there is, newest first, sortable by what it was and how good it became."""

import math
import os
import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from core.backbones import BACKBONES
from core.facts import RunRow
from core.run_list import LIVE
from gui_app import theme, words
from gui_app.widgets.recipe_words import RecipeWords
from gui_app.widgets.run_actions import RunActions
from gui_app.widgets.run_cell import ICON, LINES, RIGHT, ROW, SHOWN, STRONG, RunCell

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
RUN, STATE, BACKBONE, EPOCHS, ACCURACY, STAR = range(6)
_ICONS = {"finished": ("check", "good"), "stopped": ("stop", "muted"), "failed": ("error", "bad"),
          "paused": ("pause", "ember"), "waiting": ("ring", "muted"),
          "cut_off": ("warning", "ember"),
          "training": ("busy", "ember"), "preparing": ("busy", "ember")}


class RunTable(QTableView):
    """Two lines a run. Enter opens, F2 renames, Del asks to delete; the menu key shows all that can be done."""

    opened = Signal()
    delete_asked = Signal()
    chosen = Signal()
    renamed = Signal(str, str)
    """The folder of a run, and what it is to be called."""
    starred = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs")
        self.setAccessibleName(self.tr("Runs"))
        self._runs = _Runs(self)
        # Not from inside the editor's end: the list is filled anew.
        self._runs.renamed.connect(self.renamed, Qt.ConnectionType.QueuedConnection)
        self.setModel(self._runs)
        self.setItemDelegate(RunCell(self))
        self.verbs = RunActions(self)
        self._set_up_view()
        self.selectionModel().selectionChanged.connect(lambda on, off: self.chosen.emit())
        self.activated.connect(self._activate)
        self.clicked.connect(self._click)

    def _set_up_view(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # F2 does, on every system
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setMinimumSectionSize(44)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(RUN, QHeaderView.ResizeMode.Stretch)
        header.moveSection(STAR, 0)
        header.resizeSection(STAR, 44)

    # --- what others use -------------------------------------------------------------------------

    def show_runs(self, runs: Sequence[RunRow], shown: str, live: str = "", state: str = "") -> None:
        """`shown` is the folder of the run that the pages show, `live` that of the one that trains, in `state`."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # a run that goes on must not take the name away that is being typed
        kept = self.run()
        self._runs.replace(runs, shown, (live, state))
        folders = [row.folder for row in self._runs.rows]
        wanted = kept.folder if kept and kept.folder in folders else shown if shown in folders else ""
        if wanted:
            self.selectRow(folders.index(wanted))
        self.chosen.emit()

    def run(self) -> RunRow | None:
        """The selected run."""
        rows = self.selectionModel().selectedRows()
        return self._runs.rows[rows[0].row()] if rows else None

    def select(self, folder: str) -> None:
        """Select a run, if it is listed."""
        folders = [row.folder for row in self._runs.rows]
        if folder in folders:
            self.selectRow(folders.index(folder))

    def rename(self) -> None:
        """Let the name of the selected run be typed in its place."""
        rows = self.selectionModel().selectedRows()
        if rows:
            self.edit(self._runs.index(rows[0].row(), RUN))

    # --- inside ----------------------------------------------------------------------------------

    def _activate(self, index: Index) -> None:
        if index.column() != STAR:  # two quick clicks on it are one too many
            self.opened.emit()

    def _click(self, index: Index) -> None:
        if index.column() == STAR:
            row = self._runs.rows[index.row()]
            self.starred.emit(row.folder, not row.star)

    # --- Qt's own --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # of the field: Enter is for the name that is typed, and opens nothing
        elif event.key() == Qt.Key.Key_Delete and self.run() is not None:
            self.delete_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.run() is not None:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.run() is None:
            return
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            row = self.selectionModel().selectedRows()[0].row()
            place = self.viewport().mapToGlobal(self.visualRect(self._runs.index(row, RUN)).center())
        self.verbs.popup(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= 820
        for column, widths in ((STATE, (140, 128)), (BACKBONE, (230, 158)), (EPOCHS, (96, 88)), (ACCURACY, (150, 118))):
            self.horizontalHeader().resizeSection(column, widths[0 if wide else 1])


def project_of(row: RunRow) -> str:
    """The name of the image folder that a run belongs to: `PROJECT-1a2b3c/runs/NAME` without the digits."""
    above = os.path.dirname(row.folder)
    if os.path.basename(above) != "runs":
        return row.name
    return re.sub(r"-[0-9a-f]{6}$", "", os.path.basename(os.path.dirname(above)))


class _Runs(QAbstractTableModel):
    """The runs as Qt's model, sorted by itself."""

    renamed = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._given: tuple[RunRow, ...] = ()
        self._shown, self._live = "", ("", "")
        self._by, self._order = -1, Qt.SortOrder.AscendingOrder
        self.rows: list[RunRow] = []
        self._words = RecipeWords(self)
        self._titles = (self.tr("Run"), self.tr("State"), self.tr("Backbone"), self.tr("Epochs"), self.tr("Accuracy"),
                        "")
        self._tips = {ACCURACY: self.tr("On the validation images at the best epoch; below it the 95% interval."),
                      STAR: self.tr("Runs with a star come first.")}
        self._states = {
            "waiting": self.tr("not begun"), "preparing": self.tr("preparing"), "training": self.tr("training"),
            "paused": self.tr("paused"), "finished": self.tr("finished"), "stopped": self.tr("stopped"),
            "failed": self.tr("failed"), "cut_off": self.tr("cut off")}

    def replace(self, runs: Sequence[RunRow], shown: str, live: tuple[str, str]) -> None:
        self.beginResetModel()
        self._given, self._shown, self._live = tuple(runs), shown, live
        self.rows = self._in_order()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self.rows[index.row()].folder for index in before]
        self._by, self._order = column, order
        self.rows = self._in_order()
        places = {row.folder: n for n, row in enumerate(self.rows)}
        after = [self.index(places[folder], index.column()) for folder, index in zip(kept, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self) -> list[RunRow]:
        keys: dict[int, Callable[[RunRow], Any]] = {
            RUN: lambda r: (r.given_name.lower() or project_of(r).lower(), r.began), STATE: self.state,
            BACKBONE: lambda r: r.backbone, EPOCHS: lambda r: r.epochs,
            ACCURACY: lambda r: -1.0 if r.accuracy is None else r.accuracy, STAR: lambda r: not r.star}
        if self._by not in keys:
            return list(self._given)
        return sorted(self._given, key=keys[self._by], reverse=self._order == Qt.SortOrder.DescendingOrder)

    def state(self, row: RunRow) -> str:
        folder, state = self._live
        return state if folder == row.folder else row.state

    def is_elsewhere(self, row: RunRow) -> bool:
        """Whether another window, or the command line, trains it."""
        return row.state in LIVE and row.folder != self._live[0]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (EPOCHS, ACCURACY) else Qt.AlignmentFlag.AlignLeft
            return Qt.AlignmentFlag.AlignVCenter | side
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips.get(section)
        if section == STAR and role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Star")
        if section == STAR and role == Qt.ItemDataRole.DecorationRole:
            return theme.icon("star", "muted")
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        own = Qt.ItemFlag.ItemIsEditable if index.column() == RUN else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | own

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.rows[index.row()]
        if value.strip() not in (row.name, row.given_name):
            self.renamed.emit(row.folder, value)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        lines = self._lines(row, column)
        if role == LINES:
            return lines
        if role == Qt.ItemDataRole.DisplayRole:
            return lines[0]
        if role == Qt.ItemDataRole.EditRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._star(row) if column == STAR else ", ".join(line for line in lines if line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column, lines)
        return self._looks(row, column, role)

    def _looks(self, row: RunRow, column: int, role: int) -> Any:
        if role == ICON and column == STATE:
            return _ICONS.get(self.state(row))
        if role == ICON and column == STAR:
            return ("star_full", "ember") if row.star else ("star", "edge")
        if role == SHOWN:
            return column == STAR and row.folder == self._shown  # the first one that is seen
        if role == STRONG:
            return column == ACCURACY or (column == RUN and bool(row.given_name))
        return column in (EPOCHS, ACCURACY) if role == RIGHT else None

    def _star(self, row: RunRow) -> str:
        return self.tr("has a star") if row.star else self.tr("no star")

    def _tip(self, row: RunRow, column: int, lines: tuple[str, str]) -> str:
        if column == STAR:
            return self._star(row)
        if column == RUN:
            return "\n".join(filter(None, (row.name, row.note, row.folder)))
        return "\n".join(line for line in lines if line)

    def _lines(self, row: RunRow, column: int) -> tuple[str, str]:
        if column == STAR:
            return "", ""
        if column == RUN:
            return self._name(row)
        if column == STATE:
            state = self.state(row)
            where = self.tr("open now") if row.folder == self._shown else ""
            return self._states.get(state, state), self.tr("elsewhere") if self.is_elsewhere(row) else where
        if column == BACKBONE:
            title = BACKBONES[row.backbone].title if row.backbone in BACKBONES else row.backbone
            return title, self._words.learns(row.freeze)
        if column == EPOCHS:
            done = math.floor(row.epochs + 1e-6)
            of = self.tr("of {0}").format(words.count(row.total_epochs))
            return words.count(done), of if row.total_epochs else ""
        if row.accuracy is None:
            return "–", ""
        return words.percent(row.accuracy), words.percent_range(row.accuracy_low, row.accuracy_high)

    def _name(self, row: RunRow) -> tuple[str, str]:
        when = _when(row) or row.name
        fold = self.tr("fold {0} of {1}").format(row.fold.number + 1, row.fold.folds) if row.fold else ""
        if row.given_name:
            return row.given_name, " · ".join(filter(None, (row.note, project_of(row), when, fold)))
        return project_of(row), " · ".join(filter(None, (row.note, when, fold)))


def _when(row: RunRow) -> str:
    if not row.began:
        return ""
    moment = QDateTime.fromSecsSinceEpoch(int(row.began))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
