"""SourceFolders: which of nested folders names the class, and what folders called like splits are."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from core.problems import Problem
from core.source import FoldersPreview, Source
from gui_app import words
from gui_app.widgets.field import OptionField
from gui_app.widgets.page import label

SHOWN = 8


class SourceFolders(QWidget):
    """Says `changed` with the next Source."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = Source()
        self._levels: dict[str, QRadioButton] = {}
        self._examples = {level: label("", "muted", wrap=True, name=f"source_example_{level}")
                          for level in ("first", "last")}
        self._classes = {level: label("", wrap=True, name=f"source_classes_{level}") for level in ("first", "last")}
        self._within = label("", "muted", wrap=True, name="source_within")
        self._same = label(
            self.tr("The class folders have no subfolders here, so both choices give the same."), wrap=True)
        self._splits = OptionField((
            ("above", self.tr("the split; the class folders are inside them")),
            ("below", self.tr("the split; they are inside the class folders")),
            ("none", self.tr("folders like any other"))), "none")
        self._splits_row = self._row()
        self._lay_out()

    def _row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(8)
        text = label(self.tr("Folders such as “train” and “test” are"))
        text.setBuddy(self._splits)
        self._splits.setObjectName("source_splits")
        self._splits.setAccessibleName(text.text())
        self._splits.changed.connect(lambda way: self._set(replace(self._source, splits=way, level="")))
        line.addWidget(text)
        line.addWidget(self._splits)
        line.addStretch(1)
        return row

    def _lay_out(self) -> None:
        group, column = QButtonGroup(self), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Which folder names the class?"), "section"))
        column.addWidget(self._within)
        for level, title in (("first", self.tr("The first one")),
                             ("last", self.tr("The last one, which holds the image"))):
            self._levels[level] = made = QRadioButton(title)
            made.setObjectName(f"source_level_{level}")
            made.clicked.connect(lambda on, level=level: self._set(replace(self._source, level=level)))
            group.addButton(made)
            column.addWidget(made)
            self._examples[level].setContentsMargins(28, 0, 0, 0)
            column.addWidget(self._examples[level])
            self._classes[level].setContentsMargins(28, 0, 0, 8)
            column.addWidget(self._classes[level])
        for part in (self._same, self._splits_row):
            column.addWidget(part)
        column.addWidget(label(self.tr(
            "Folders called train, validation, test or similar say what their images are for; the class folders are "
            "inside them."), "muted", wrap=True))
        column.addStretch(1)

    # --- showing ---------------------------------------------------------------------------------

    def show_example(self, example: str) -> None:
        """Show what either level means; `example` is the path of an image, below its split folder if it has one."""
        parts = example.split("/")[:-1] or [self.tr("animals"), self.tr("cats")]
        path = example or "/".join([*parts, "1.jpg"])
        for level, name in (("first", parts[0]), ("last", parts[-1])):
            self._examples[level].setText(self.tr("“{0}” is of the class “{1}”.").format(path, name))
            self._examples[level].setVisible(len(parts) > 1)
        self._same.setVisible(len(parts) < 2)

    def show_source(self, source: Source, preview: FoldersPreview | None, problem: Problem | None) -> None:
        """Show a source without saying so, and what it comes to."""
        self._source = source
        self._levels[source.level or "first"].setChecked(True)
        self._splits.show_value(source.splits)
        asks = problem is not None and problem.code == "splits_without_classes"
        several = preview is not None and (len(preview.splits) > 1 or source.splits not in ("", *preview.splits))
        self._splits_row.setVisible(asks or several)
        self._within.setText(self.tr("Everything is in “{0}”.").format(words.shortened(source.within)))
        self._within.setVisible(source.within not in ("", "."))
        for level, told in self._classes.items():
            found = getattr(preview, level) if preview is not None else {}
            told.setText(self._told(found))
            told.setVisible(bool(found) and (level == "first" or not self._same.isVisibleTo(self)))

    def _told(self, classes: dict[str, int]) -> str:
        """How many classes, and the first of them."""
        some = [f"{words.shortened(name, 24)} ({words.count(count)})" for name, count in list(classes.items())[:SHOWN]]
        more = "" if len(classes) <= SHOWN else " …"
        return self.tr("%Ln class(es)", "", len(classes)) + ": " + ", ".join(some) + more

    def _set(self, source: Source) -> None:
        self._source = source
        self.changed.emit(source)
