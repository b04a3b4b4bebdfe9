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
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.backbones import BACKBONES
from core.facts import RunRow
from gui_app import theme, words
from gui_app.theme import colour

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW, PAD, LINES, ICON = 56, 15, Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
RUN, STATE, BACKBONE, EPOCHS, ACCURACY = range(5)
_ICONS = {"finished": ("check", "good"), "stopped": ("stop", "muted"), "failed": ("error", "bad"),
          "paused": ("pause", "ember"), "waiting": ("ring", "muted"),
          "training": ("busy", "ember"), "preparing": ("busy", "ember")}


class RunTable(QTableView):
    """Two lines a run. Enter opens, Del asks to delete."""

    opened = Signal()
    delete_asked = Signal()
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs")
        self.setAccessibleName(self.tr("Runs"))
        self._runs = _Runs(self)
        self.setModel(self._runs)
        self.setItemDelegate(_Cell(self))
        self._set_up_view()
        self.selectionModel().selectionChanged.connect(lambda on, off: self.chosen.emit())
        self.activated.connect(lambda index: self.opened.emit())

    def _set_up_view(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(RUN, QHeaderView.ResizeMode.Stretch)

    # --- what others use -------------------------------------------------------------------------

    def show_runs(self, runs: Sequence[RunRow], shown: str, live: str = "") -> None:
        """`shown` is the folder of the run that the other pages show, `live` its state while it trains."""
        kept = self.run()
        self._runs.replace(runs, shown, live)
        folders = [row.folder for row in self._runs.rows]
        wanted = kept.folder if kept and kept.folder in folders else shown if shown in folders else ""
        if wanted:
            self.selectRow(folders.index(wanted))
        self.chosen.emit()

    def run(self) -> RunRow | None:
        """The selected run."""
        rows = self.selectionModel().selectedRows()
        return self._runs.rows[rows[0].row()] if rows else None

    # --- Qt's own --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.run() is not None:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

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

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._given: tuple[RunRow, ...] = ()
        self._shown, self._live = "", ""
        self._by, self._order = -1, Qt.SortOrder.AscendingOrder
        self.rows: list[RunRow] = []
        self._titles = (self.tr("Run"), self.tr("State"), self.tr("Backbone"), self.tr("Epochs"), self.tr("Accuracy"))
        self._accuracy = self.tr("Of the validation images, at the best epoch; below it the 95 % interval.")
        self._states = {
            "waiting": self.tr("not begun"), "preparing": self.tr("preparing"), "training": self.tr("training"),
            "paused": self.tr("paused"), "finished": self.tr("finished"), "stopped": self.tr("stopped"),
            "failed": self.tr("failed")}

    def replace(self, runs: Sequence[RunRow], shown: str, live: str) -> None:
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
            RUN: lambda r: (project_of(r).lower(), r.began), STATE: self.state, BACKBONE: lambda r: r.backbone,
            EPOCHS: lambda r: r.epochs, ACCURACY: lambda r: -1.0 if r.accuracy is None else r.accuracy}
        if self._by not in keys:
            return list(self._given)
        return sorted(self._given, key=keys[self._by], reverse=self._order == Qt.SortOrder.DescendingOrder)

    def state(self, row: RunRow) -> str:
        return self._live if self._live and row.folder == self._shown else row.state

    def is_shown(self, row: RunRow) -> bool:
        return row.folder == self._shown

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= EPOCHS else Qt.AlignmentFlag.AlignLeft
            return Qt.AlignmentFlag.AlignVCenter | side
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._accuracy if section == ACCURACY else None
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ICON:
            return _ICONS.get(self.state(row)) if index.column() == STATE else None
        lines = self._lines(row, index.column())
        if role == LINES:
            return lines
        if role == Qt.ItemDataRole.DisplayRole:
            return lines[0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(line for line in lines if line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.folder if index.column() == RUN else "\n".join(line for line in lines if line)
        return None

    def _lines(self, row: RunRow, column: int) -> tuple[str, str]:
        if column == RUN:
            when = _when(row) or row.name
            fold = self.tr("fold {0} of {1}").format(row.fold.number + 1, row.fold.folds) if row.fold else ""
            return project_of(row), " · ".join(filter(None, (when, fold)))
        if column == STATE:
            state = self.state(row)
            return self._states.get(state, state), self.tr("open now") if self.is_shown(row) else ""
        if column == BACKBONE:
            title = BACKBONES[row.backbone].title if row.backbone in BACKBONES else row.backbone
            return title, self._frozen(row.freeze)
        if column == EPOCHS:
            done = math.floor(row.epochs + 1e-6)
            of = self.tr("of {0}").format(words.count(row.total_epochs))
            return words.count(done), of if row.total_epochs else ""
        if row.accuracy is None:
            return "–", ""
        return words.percent(row.accuracy), words.percent_range(row.accuracy_low, row.accuracy_high)

    def _frozen(self, freeze: str) -> str:
        if freeze == "all":
            return self.tr("only the head learns")
        if freeze in ("none", "0"):
            return self.tr("everything learns")
        if freeze.isdigit():
            return self.tr("%Ln stage(s) frozen", "", int(freeze))
        return self.tr("frozen: {0}").format(freeze)


def _when(row: RunRow) -> str:
    if not row.began:
        return ""
    moment = QDateTime.fromSecsSinceEpoch(int(row.began))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


class _Cell(QStyledItemDelegate):
    """Paints a cell of two lines; the run that is open now has a bar at its left."""

    def __init__(self, view: RunTable) -> None:
        super().__init__(view)
        self._strong = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        above, below = index.data(LINES)
        area: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("ice_soft"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colour("line"))
        model = index.model()
        if index.column() == RUN and model.is_shown(model.rows[index.row()]):
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height() - 1), colour("ice"))
        area = area.adjusted(PAD, 0, -PAD, 0)
        icon = index.data(ICON)
        if icon is not None:
            theme.draw_icon(painter, icon[0], QRect(area.left(), area.center().y() - 7, 16, 16), icon[1])
            area.setLeft(area.left() + 24)
        side = Qt.AlignmentFlag.AlignRight if index.column() >= EPOCHS else Qt.AlignmentFlag.AlignLeft
        self._strong = index.column() == ACCURACY
        self._lines(painter, area, (above, below), side)
        painter.restore()

    def _lines(self, painter: QPainter, area: QRect, lines: tuple[str, str], side: Qt.AlignmentFlag) -> None:
        metrics = painter.fontMetrics()
        height = metrics.height()
        line = QRect(area.left(), area.center().y() - (height if lines[1] else height // 2), area.width(), height)
        font = QFont(painter.font())
        for text, tint in zip(lines, ("ink", "muted"), strict=True):
            if text:
                font.setWeight(QFont.Weight.DemiBold if self._strong and tint == "ink" else QFont.Weight.Normal)
                painter.setFont(font)
                painter.setPen(colour(tint))
                painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter,
                                 metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, line.width()))
            line.translate(0, height + 1)
