"""NamePattern: the label in the file's name: a pattern, and at once what it makes of the names."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.source import NamesPreview
from gui_app.widgets.class_table import ClassRow, ClassTable
from gui_app.widgets.field import TextField
from gui_app.widgets.page import button, label

LABEL = "{label}"
"""Stands in a pattern for the class; see `core.data.names`."""
USUAL = ("{label}_*", "*_{label}", "{label}-*", "{label} *")
_OFFERED, _ROOMY = 4, 560


class NamePattern(QWidget):
    """Says `changed` with the pattern as it is typed or picked."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested = ""
        self._field = TextField("")
        self._field.setObjectName("source_pattern")
        self._field.setAccessibleName(self.tr("Pattern of the file names"))
        self._field.setPlaceholderText(USUAL[0])
        self._field.changed.connect(lambda text: self.changed.emit(text))
        self._offers = QHBoxLayout()
        self._offers.setSpacing(12)
        self._told = label("", wrap=True, name="source_told")
        self._names = _Names()
        self._classes = ClassTable()
        self._classes.setObjectName("source_classes")
        self._classes.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._lay_out()

    def _lay_out(self) -> None:
        title = label(self.tr("Pattern of the file names"), "section")
        title.setBuddy(self._field)
        syntax = self.tr("{0} stands for the class, # for a number, * for anything. The ending is left out.")
        help = label(syntax.format(LABEL), "muted", wrap=True)
        tables = QHBoxLayout()
        tables.setSpacing(12)
        tables.addWidget(self._names, 4)
        tables.addWidget(self._classes, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(title)
        whole.addWidget(self._field)
        whole.addLayout(self._offers)
        whole.addWidget(help)
        whole.addWidget(self._told)
        whole.addLayout(tables, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._classes.setColumnHidden(1, self.width() < _ROOMY)  # the bars

    def show_pattern(self, pattern: str) -> None:
        """Show a pattern without saying so."""
        if self._field.text().strip() != pattern:
            self._field.show_value(pattern)

    def suggest(self, pattern: str) -> None:
        """The pattern that the names themselves suggest; it is offered first."""
        self._suggested = pattern

    def show_preview(self, preview: NamesPreview | None, sentence: str, *, wrong: bool = False) -> None:
        """Show what a pattern makes of the names, and what is to be said of it."""
        self._offer()
        self._field.setProperty("wrong", wrong)
        self._told.setProperty("role", "wrong" if wrong else "")
        for widget in (self._field, self._told):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._told.setText(sentence)
        self._names.show_names(preview)
        rows = preview.classes.items() if preview is not None else ()
        self._classes.show_classes([ClassRow(name, {"": count}) for name, count in rows])

    def told(self, preview: NamesPreview) -> str:
        """What a pattern comes to, as a sentence."""
        images = self.tr("%Ln image(s)", "", sum(preview.classes.values()))
        text = self.tr("{0} in {1}.").format(images, self.tr("%Ln class(es)", "", len(preview.classes)))
        if preview.left_out:
            text += " " + self.tr("%Ln do(es) not fit and is left out.", "", preview.left_out)
        return text

    def _offer(self) -> None:
        """Patterns to pick from: the one that these names suggest comes first."""
        offered = tuple(dict.fromkeys(p for p in (self._suggested, *USUAL) if p))[:_OFFERED]
        shown = [self._offers.itemAt(i).widget() for i in range(self._offers.count())]
        if [w.text() for w in shown if w is not None] == list(offered):
            return
        while (item := self._offers.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for n, pattern in enumerate(offered):
            link = button(pattern, lambda pattern=pattern: self._pick(pattern), name=f"source_pattern_{n}", role="link",
                          tip=self.tr("Use this pattern"))
            self._offers.addWidget(link)
        self._offers.addStretch(1)

    def _pick(self, pattern: str) -> None:
        self._field.show_value(pattern)
        self.changed.emit(pattern)


class _Names(QTableWidget):
    """Names of files, and the label that each of them gives."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self.setObjectName("source_names")
        self.setAccessibleName(self.tr("File names and their labels"))
        self.setHorizontalHeaderLabels([self.tr("File name"), self.tr("Label")])
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_names(self, preview: NamesPreview | None) -> None:
        """Show the first names with their labels, folders only where the pattern is about them."""
        names = preview.names if preview is not None else ()
        self.setRowCount(0)
        self.setRowCount(len(names))
        for row, (path, found) in enumerate(names):
            name = path if preview is not None and "/" in preview.pattern else path.rpartition("/")[2]
            for column, (text, tip) in enumerate(((name, path), (found or self.tr("does not fit"), found))):
                item = QTableWidgetItem(text)
                item.setToolTip(tip)
                if not tip:
                    item.setForeground(self.palette().placeholderText())
                    font = item.font()
                    font.setItalic(True)
                    item.setFont(font)
                self.setItem(row, column, item)
