"""EpochTable: the figures behind a curve, a row for each epoch."""

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from core.history import History
from gui_app.words import count, loss, percent


class EpochTable(QTableWidget):
    """Epoch, training and validation figure of one measure; the best epoch is said in words."""

    def __init__(self, measure: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self._measure = measure
        self._told_as = percent if measure == "accuracy" else loss
        self.setObjectName(f"{measure}_epochs")
        self.setAccessibleName(title)
        self.setHorizontalHeaderLabels([self.tr("Epoch"), self.tr("Training"), self.tr("Validation"), ""])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)

    def show_history(self, history: History) -> None:
        """Write the rows; the last one comes into view when it is new."""
        more, best = len(history.epochs) > self.rowCount(), history.best
        self.setRowCount(len(history.epochs))
        for row, epoch in enumerate(history.epochs):
            figures = [epoch.train.get(self._measure, math.nan), epoch.validation.get(self._measure, math.nan)]
            told = self.tr("best epoch") if epoch is best else ""
            for column, text in enumerate([count(epoch.epoch), *map(self._told_as, figures), told]):
                self._write(row, column, text)
        if more:
            self.scrollToBottom()

    def _write(self, row: int, column: int, text: str) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, item)
        if item.text() != text:
            item.setText(text)
