"""PairTable: which classes are confused most; with many classes this is quicker to read than the matrix."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gui_app import words

ROW, MOST = 36, 500
"""So many pairs are listed; nobody reads more, and the matrix has them all."""
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class PairTable(QTableWidget):
    """A row for each pair of classes that was confused, the most frequent first."""

    pair_selected = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setObjectName("pair_table")
        self.setAccessibleName(self.tr("Confused pairs of classes"))
        self.setHorizontalHeaderLabels([self.tr("True class"), self.tr("Predicted as"), self.tr("Images"),
                                        self.tr("Of the class")])
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self._set_up_header()
        # Not the current row: that changes as soon as the keyboard comes here.
        self.itemSelectionChanged.connect(self._say)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in range(4):
            title = self.horizontalHeaderItem(column)
            if column < 2:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
                title.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            else:
                widest = max(map(header.fontMetrics().horizontalAdvance, (title.text(), words.percent(1.0))))
                header.resizeSection(column, widest + 32)
                title.setTextAlignment(_RIGHT)

    def show_matrix(self, counts: Sequence[Sequence[int]], classes: Sequence[str]) -> None:
        """Show the pairs of `counts[true][predicted]`; nothing is selected afterwards, and nothing is said."""
        pairs = [(n, t, p) for t, row in enumerate(counts) for p, n in enumerate(row) if n and t != p]
        pairs.sort(key=lambda pair: (-pair[0], pair[1:]))
        self.blockSignals(True)
        self.setRowCount(0)
        self.setRowCount(min(MOST, len(pairs)))
        for row, (n, true, predicted) in enumerate(pairs[:MOST]):
            share = words.percent(n / max(1, sum(counts[true])))
            for column, text in enumerate((classes[true], classes[predicted], words.count(n), share)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column > 1:
                    item.setTextAlignment(_RIGHT)
                self.setItem(row, column, item)
        self.blockSignals(False)

    def clear_pair(self) -> None:
        """Nothing is selected any more; nothing is said."""
        self.selectionModel().reset()
        self.viewport().update()

    def _say(self) -> None:
        for index in self.selectionModel().selectedRows():
            self.pair_selected.emit(self.item(index.row(), 0).text(), self.item(index.row(), 1).text())
