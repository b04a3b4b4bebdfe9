"""SourceTable: a table of paths and labels: which file, which sheet, and what its columns are used for."""

import os
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.source import ENCODINGS, Source, TablePreview
from gui_app import words
from gui_app.widgets.column_table import ColumnTable, with_roles
from gui_app.widgets.field import QuietCombo, TextField
from gui_app.widgets.notice import Notice
from gui_app.widgets.page import Elided, button, label
from gui_app.widgets.table_files import choose_table

_NARROW, _SAMPLE = 320, 40


class SourceTable(QWidget):
    """Says `changed` with the next Source."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._near = Source(kind="table"), ""
        self._preview: TablePreview | None = None
        self.columns = ColumnTable()
        self._notice = Notice("data")
        self._notice.button.setObjectName("source_choose_table")
        self._notice.text.setFixedWidth(_NARROW)
        self._file = Elided("", mode=Qt.TextElideMode.ElideMiddle)
        self._file.setObjectName("source_file")
        self._sheet = QuietCombo()
        self._sheet.setObjectName("source_sheet")
        self._sheet.setAccessibleName(self.tr("Sheet"))
        self._sheet.setMinimumContentsLength(8)
        self._told = label("", wrap=True, name="source_table_told")
        self._letters = QuietCombo()
        self._letters.setObjectName("source_encoding")
        self._letters.setAccessibleName(self.tr("How the letters are written"))
        self._letters.setToolTip(self.tr(
            "The file does not say how its letters are written. Choose the line that reads right."))
        self._letters_row = QWidget()
        self._separator = TextField("")
        self._views = QStackedWidget()
        self._lay_out()
        self._sheet.activated.connect(lambda at: self._set(sheet=self._sheet.itemText(at), path="", labels=(), split="",
                                                           group=""))
        self._separator.changed.connect(lambda text: self._set(separator=text.strip()))
        self._letters.activated.connect(self._choose_letters)
        self.columns.changed.connect(self._use_columns)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._file, 1)
        self._sheet_title = label(self.tr("Sheet"), "muted")
        for part in (self._sheet_title, self._sheet):
            head.addWidget(part)
        head.addWidget(button(self.tr("Another table…"), self.choose, name="source_other_table"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._told)
        letters = QHBoxLayout(self._letters_row)
        letters.setContentsMargins(0, 0, 0, 0)
        letters.setSpacing(8)
        asked = label(self.tr("Which of these reads right?"))
        asked.setBuddy(self._letters)
        letters.addWidget(asked)
        letters.addWidget(self._letters, 1)
        column.addWidget(self._letters_row)
        column.addWidget(self.columns, 1)
        column.addWidget(self._foot())
        self._notice.say(
            self.tr("No table chosen yet"),
            self.tr("A CSV, TSV or Excel file with a line for each image: its path and its label. You can also drop "
                    "it on this window."),
            action=self.tr("Choose a table…"), act=self.choose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for view in (self._notice, content):
            self._views.addWidget(view)
        whole.addWidget(self._views)

    def _foot(self) -> QWidget:
        field = self._separator
        text = label(self.tr("Separator of several labels in a cell"), wrap=True)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        text.setBuddy(field)
        field.setObjectName("source_separator")
        field.setAccessibleName(text.text())
        field.setToolTip(self.tr("For example ; or | if an image may show several things. Leave it empty if each "
                                 "cell holds one label."))
        field.setPlaceholderText(self.tr("nothing"))
        field.setFixedWidth(80)
        field.setMaxLength(8)
        self._parted = QWidget()
        foot = QHBoxLayout(self._parted)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(text, 1)
        foot.addWidget(field)
        return self._parted

    # --- showing ---------------------------------------------------------------------------------

    def show_source(self, source: Source, near: str) -> None:
        """Show which table is meant, without saying so, before its preview; `near` is where a dialog starts to look."""
        self._source, self._near = source, near
        self._views.setCurrentIndex(1 if source.table else 0)
        self._file.setText(source.table)
        if self._separator.text().strip() != source.separator:
            self._separator.show_value(source.separator)

    def show_preview(self, preview: TablePreview | None, sentence: str, *, wrong: bool = False) -> None:
        """Show the first rows, and what is to be said of them."""
        self._preview = preview
        self._told.setProperty("role", "wrong" if wrong else "muted")
        self._told.style().unpolish(self._told)
        self._told.style().polish(self._told)
        self._told.setText(sentence)
        self._parted.setVisible(preview is not None)
        self._show_letters(preview.encodings if preview is not None else (), preview.encoding if preview else "")
        sheets = preview.sheets if preview is not None else ()
        self._sheet.clear()
        self._sheet.addItems(list(sheets))
        if preview is not None:
            self._sheet.setCurrentText(preview.source.sheet)
        for part in (self._sheet_title, self._sheet):
            part.setVisible(len(sheets) > 1)
        self.columns.show_table(preview, self._source)

    def _show_letters(self, encodings: tuple[tuple[str, str], ...], used: str) -> None:
        """Each encoding that the file may have, with some words as it reads them; none where the file says its own."""
        self._letters.clear()
        for encoding, sample in encodings:
            title = words.say("reason", ENCODINGS.get(encoding, encoding))
            self._letters.addItem(f"{words.shortened(sample, _SAMPLE)}   ·   {title}", encoding)
        self._letters.setCurrentIndex(self._letters.findData(used))
        self._letters_row.setVisible(bool(encodings))

    def _choose_letters(self, at: int) -> None:
        # The headings are other words from now on.
        self._set(encoding=self._letters.itemData(at), path="", labels=(), split="", group="", separator="")

    def told(self, preview: TablePreview) -> str:
        """How the file was understood, as a sentence or two."""
        lines = self.tr("%Ln line(s)", "", preview.count)
        marks = {",": self.tr("commas"), ";": self.tr("semicolons"), "\t": self.tr("tabs"), "|": self.tr("bars"),
                 " ": self.tr("blanks")}
        text = f"{lines}."
        if preview.separator in marks:
            text = self.tr("{0}, read as {1}, separated by {2}.").format(
                lines, preview.encoding.upper(), marks[preview.separator])
        if preview.looked and preview.found == preview.looked:
            text += " " + self.tr("The first {0} lines all name files that exist.").format(words.count(preview.looked))
        elif preview.looked:
            text += " " + self.tr("Of the first {0} lines, {1} name files that exist.").format(
                words.count(preview.looked), words.count(preview.found))
        return text

    # --- asking ----------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a table."""
        near = self._source.table or self._near
        path = choose_table(self, self.tr("Choose a table of paths and labels"), self.tr("Tables"),
                            near if os.path.exists(near) else "")
        if path:
            self.take(path)

    def take(self, path: str) -> None:
        """Another table: its columns are guessed anew."""
        self._set(table=path, sheet="", encoding="", path="", labels=(), split="", group="", separator="")

    def _use_columns(self, roles: list[str]) -> None:
        columns = self._preview.columns if self._preview is not None else ()
        self._source = with_roles(self._source, columns, roles)
        self.changed.emit(self._source)

    def _set(self, **new: object) -> None:
        self._source = replace(self._source, **new)  # type: ignore[arg-type]
        self.changed.emit(self._source)
