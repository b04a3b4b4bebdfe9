"""StageRows: the stages of a network and its head as a list, with the thaw line between them."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.facts import StageFacts
from gui_app.words import compact, count

Index = QModelIndex | QPersistentModelIndex


class StageRows(QAbstractListModel):
    """The stages and the head; what a screen reader is told of each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stages: tuple[StageFacts, ...] = ()
        self.frozen: frozenset[int] = frozenset()
        self.line = 0
        self.head_text, self.head_parameters = "", 0
        self.note = ""
        """What holds for the batch norms of the stages that learn."""
        self.most = 1
        """The parameters of the largest row: its bar is the longest."""

    def set(self, stages: tuple[StageFacts, ...], frozen: frozenset[int], head_text: str, head_parameters: int,
            note: str = "") -> None:
        if stages != self.stages:
            self.beginResetModel()
            self.stages = stages
            self.endResetModel()
        self.head_text, self.head_parameters, self.note = head_text, head_parameters, note
        self.most = max([1, head_parameters, *(s.parameters for s in stages)])
        self.freeze(frozen)

    def freeze(self, frozen: frozenset[int]) -> None:
        self.frozen = frozen
        self.line = next((i for i in range(len(self.stages)) if i not in frozen), len(self.stages))
        if self.stages:
            self.dataChanged.emit(self.index(0), self.index(len(self.stages)))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return len(self.stages) + 1 if self.stages and not parent.isValid() else 0

    def facts(self, row: int) -> tuple[str, str, int]:
        """Name, output and parameters of a row."""
        if row < len(self.stages):
            stage = self.stages[row]
            return stage.name, stage.output, stage.parameters
        return self.tr("head"), self.head_text, self.head_parameters

    def told_count(self, row: int) -> str:
        """The parameters of a row in short; those of the head are unknown until there are classes."""
        parameters = self.facts(row)[2]
        return compact(parameters) if parameters or row < len(self.stages) else "–"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.facts(index.row())[0]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            name, output, parameters = self.facts(index.row())
            state = self.tr("frozen") if index.row() in self.frozen else self.tr("learns")
            about = self.tr("{name}: {state}. Output {output}, {count} parameters.").format(
                name=name, state=state, output=output, count=count(parameters))
            return f"{about} {self._more(index.row())}".rstrip()
        return None

    def _more(self, row: int) -> str:
        if row == len(self.stages):
            return self.tr("The head always learns.")
        return self.note if self.stages[row].norms and row not in self.frozen else ""
