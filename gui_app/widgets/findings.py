"""Findings: what was found wrong or remarkable, each a sentence with its sign; and the table of faulty files."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui_app import theme
from gui_app.widgets.flow import Flow
from gui_app.widgets.page import button, label

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
AT_FIRST = 4
_IN = 28
"""Pixels by which what belongs to the sentences lies further in than their signs."""


class Findings(QWidget):
    """Sentences in coloured strips: red for what must be mended, orange for what should be known."""

    acted = Signal(int)
    """Which of the buttons below what must be mended was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._signs: list[tuple[QLabel, str, str]] = []
        self._said: tuple[list[str], list[str], list[str]] = ([], [], [])
        self._whole = False
        theme.theme_changed.connect(self._draw)
        self.hide()

    def show_sentences(self, blocking: list[str], warnings: list[str], acts: Sequence[str] = ()) -> None:
        """Show these; nothing to say takes no room. `acts` are the titles of buttons below what must be mended."""
        if (blocking, warnings, list(acts)) == self._said:
            return
        self._said = (blocking, warnings, list(acts))
        self._lay_out()

    def _lay_out(self) -> None:
        blocking, warnings, acts = self._said
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        self._signs = []
        if blocking:
            self._column.addWidget(self._strip("blocking", "error", "bad", blocking, acts))
        if warnings:
            self._column.addWidget(self._strip("warning", "warning", "ember", warnings, []))
        self.setVisible(bool(blocking or warnings))
        self._draw()

    def fold(self) -> None:
        """Of many sentences show the first few only."""
        self._whole = False
        self._lay_out()

    def _show_rest(self) -> None:
        self._whole = True
        self._lay_out()

    def _strip(self, role: str, icon: str, tint: str, sentences: list[str], acts: list[str]) -> QFrame:
        strip = QFrame()
        strip.setProperty("role", role)
        strip.setObjectName(f"finding_{role}")
        column = QVBoxLayout(strip)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        shown = sentences if self._whole or len(sentences) <= AT_FIRST + 1 else sentences[:AT_FIRST]
        for sentence in shown:
            line = QHBoxLayout()
            line.setSpacing(10)
            sign = QLabel()
            sign.setFixedSize(18, 18)
            self._signs.append((sign, icon, tint))
            text = label(sentence, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(text, 1)
            column.addLayout(line)
        if len(shown) < len(sentences):
            rest = self.tr("%Ln more", "", len(sentences) - len(shown))
            unfold = button(rest, self._show_rest, name="more_findings", role="link")
            line = QHBoxLayout()
            line.setContentsMargins(_IN, 0, 0, 0)
            line.addWidget(unfold)
            line.addStretch(1)
            column.addLayout(line)
        if acts:
            row, beside = QWidget(), QHBoxLayout()
            flow = Flow(row, gap=8)
            for place, title in enumerate(acts):
                flow.addWidget(button(title, lambda place=place: self.acted.emit(place), name=f"mend_{place}"))
            beside.setContentsMargins(_IN, 4, 0, 4)
            beside.addWidget(row)
            column.addLayout(beside)
        return strip

    def _draw(self) -> None:
        for sign, icon, tint in self._signs:
            sign.setPixmap(theme.pixmap(icon, 18, tint, self.devicePixelRatioF()))


class _Faults(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, str]] = []
        self._titles = (self.tr("File"), self.tr("What is wrong"))

    def replace(self, rows: list[tuple[str, str]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        return None


class FaultTable(QTableView):
    """Files that cannot be used, each with its reason. Opening a row says `opened` with its path."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faults = _Faults(self)
        self.setObjectName("faults")
        self.setAccessibleName(self.tr("Files that cannot be used"))
        self.setModel(self._faults)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.activated.connect(lambda index: self.opened.emit(self._faults.rows[index.row()][0]))

    def show_faults(self, rows: list[tuple[str, str]]) -> None:
        """Show (path, reason) pairs."""
        self._faults.replace(rows)
