"""SourcePanel: where the labels come from: folders, file names, a table, or nowhere; each with a preview."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.choice import N_
from core.pixels import Pixels
from core.problems import Problem
from core.source import FoldersPreview, NamesPreview, Preview, Source, TablePreview
from gui_app import words
from gui_app.widgets.dialogs import choose_folder
from gui_app.widgets.name_pattern import NamePattern
from gui_app.widgets.page import GAP, Elided, button, icon_button, label, panel, rule
from gui_app.widgets.pixel_fields import PixelFields
from gui_app.widgets.source_folders import SourceFolders
from gui_app.widgets.source_table import SourceTable
from gui_app.widgets.table_files import tables_in

WAIT_MS, ROOMY = 300, 800
KINDS = (
    ("folders", N_("source", "The folders"), N_("source", "One for each class.")),
    ("names", N_("source", "The file names"), N_("source", "Such as “cat_012.jpg”.")),
    ("table", N_("source", "A table"), N_("source", "CSV, TSV or Excel.")),
    ("unlabelled", N_("source", "Nowhere"), N_("source", "Only view and predict.")),
)


class SourcePanel(QWidget):
    """Shows a Source and what it comes to. Says `preview_asked` with it, and `changed` as it changes."""

    preview_asked = Signal(object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source_panel")
        self._source, self._root, self._tables = Source(), "", tuple[str, ...]()
        self._preview: Preview | None = None
        self._problem: Problem | None = None
        self._waiting = self._fresh = False
        self._kinds: dict[str, QRadioButton] = {}
        self._folders = {
            "test": FolderRow("source_test", self.tr("Test folder elsewhere"), self.tr(
                "Images for the final figures, in folders of the same layout; nothing is learned from them.")),
            "target": FolderRow("source_target", self.tr("Unlabelled folder"), self.tr(
                "Unlabelled images from the place where the model will be used."))}
        self.folders, self.pattern, self.table = SourceFolders(), NamePattern(), SourceTable()
        self.pixels = PixelFields()
        self._views = QStackedWidget()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.preview_asked.emit(self._source))
        self._lay_out()
        self._connect()

    # --- layout ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._also = QWidget()
        below = QVBoxLayout(self._also)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(12)
        below.addWidget(rule())
        for row in self._folders.values():
            below.addWidget(row)
        side = QWidget()
        side.setProperty("role", "scrolled")
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP, GAP, 12, GAP)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Labels come from"), "section", wrap=True))
        group = QButtonGroup(self)
        for kind, title, help in KINDS:
            column.addLayout(_option(kind, words.say("source", title), words.say("source", help), self._kinds, group))
        column.addWidget(self._also)
        column.addSpacing(8)
        column.addWidget(self.pixels)
        column.addStretch(1)
        area = QScrollArea()  # a low window scrolls rather than cuts
        area.setWidget(side)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side, within = panel(1, 0)
        within.addWidget(area)
        right, inside = panel()
        for view in (self.folders, self.pattern, self.table, self._nothing_view()):
            self._views.addWidget(view)
        inside.addWidget(self._views)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self._side)
        whole.addWidget(right, 1)

    def _nothing_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("No labels: only view and predict"), "section"))
        column.addWidget(label(self.tr(
            "All images are shown and checked. They cannot be trained on, but a trained model can classify them on "
            "the Use page."), "muted", wrap=True))
        column.addStretch(1)
        return view

    def _connect(self) -> None:
        for kind, option in self._kinds.items():
            option.clicked.connect(lambda on, kind=kind: self._pick(kind))
        self.folders.changed.connect(self._set)
        self.pixels.changed.connect(self._set_pixels)
        for name, row in self._folders.items():
            row.changed.connect(lambda path, name=name: self._set(replace(self._source, **{name: path})))
        self.pattern.changed.connect(
            lambda text: self._set(replace(self._source, pattern=text.strip()), WAIT_MS))
        self.table.changed.connect(lambda new: self._set(self._with_own(new), WAIT_MS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(264 if self.width() >= ROOMY else 208)

    # --- showing ---------------------------------------------------------------------------------

    def show_folder(self, root: str, source: Source, example: str = "") -> None:
        """Show how a folder is read; `example` is the path of an image in it, below the split folder if it has one."""
        self._root, self._tables = root, tables_in(root)
        self.folders.show_example(example)
        self._pick(source.kind, source)

    def show_pixels(self, pixels: Pixels, channels: int) -> None:
        """Show how the pixels of the open folder are read, which may have more than three channels."""
        self.pixels.show_pixels(pixels, channels, self._source.bands, self._source.clipped)

    def show_preview(self, preview: Preview | None, problem: Problem | None) -> None:
        """Show what was asked for; a preview that was overtaken by what the user did since is not shown."""
        wanted = {"folders": FoldersPreview, "names": NamesPreview, "table": TablePreview}.get(self._source.kind)
        if wanted is None or self._soon.isActive() or not (problem or isinstance(preview, wanted)):
            return
        self._waiting, self._preview, self._problem = False, preview, problem
        if isinstance(preview, TablePreview):
            self._source = self._with_own(preview.source)
        elif isinstance(preview, FoldersPreview):
            self._source = replace(self._source, within=preview.source.within, splits=preview.source.splits,
                                   level=preview.source.level)
        elif isinstance(preview, NamesPreview) and not self._source.pattern:
            self.pattern.suggest(preview.pattern)
            if self._fresh:
                self._source = replace(self._source, pattern=preview.pattern)
        self._fresh = False
        self._show()
        self.changed.emit()

    @property
    def source(self) -> Source:
        """How the folder would be read."""
        if isinstance(self._preview, NamesPreview) and not self._source.pattern:
            return replace(self._source, pattern=self._preview.pattern)
        return self._source

    def missing(self) -> str:
        """What is to be done before the source can be used, as a sentence; empty when it can."""
        kind = self._source.kind
        if kind == "table" and not self._source.table:
            return self.tr("Choose a table.")
        if kind == "folders":  # their preview may take its time, and nothing depends on it
            return words.text_of(self._problem) if self._problem is not None else ""
        if self._waiting:
            return self.tr("Looking…")
        if self._problem is not None:
            return self.tr("Correct what is marked red.")
        if kind == "table" and not self._source.path:
            return self.tr("Choose the column that holds the paths of the images.")
        if kind == "table" and not self._source.labels:
            return self.tr("Choose the column that holds the labels.")
        if isinstance(self._preview, NamesPreview) and not self._preview.classes:
            return self.tr("No file name fits the pattern.")
        return ""

    def take_table(self, path: str) -> None:
        """A table that was dropped."""
        self._source = replace(self._source, kind="table")
        self.table.take(path)

    def _show(self) -> None:
        source = self._source
        self._kinds[source.kind].setChecked(True)
        self._views.setCurrentIndex([kind for kind, _, _ in KINDS].index(source.kind))
        self._also.setVisible(source.kind != "unlabelled")
        for name, row in self._folders.items():
            row.show_path(getattr(source, name), self._root)
        folders = self._preview if isinstance(self._preview, FoldersPreview) else None
        self.folders.show_source(source, folders, self._problem)
        wrong = self._problem is not None
        sentence = words.text_of(self._problem) if self._problem is not None else ""
        if source.kind == "names":
            found = self._preview if isinstance(self._preview, NamesPreview) else None
            self.pattern.show_pattern(source.pattern)
            self.pattern.show_preview(found, sentence or (self.pattern.told(found) if found else self.tr("Looking…")),
                                      wrong=wrong)
        elif source.kind == "table":
            table = self._preview if isinstance(self._preview, TablePreview) else None
            self.table.show_source(source, self._root)
            self.table.show_preview(table, sentence or (self.table.told(table) if table else self.tr("Looking…")),
                                    wrong=wrong)

    # --- asking ----------------------------------------------------------------------------------

    def _pick(self, kind: str, source: Source | None = None) -> None:
        if source is None and kind == self._source.kind:
            return
        new = replace(source or self._source, kind=kind)
        if kind == "table" and not new.table and self._tables:
            new = replace(new, table=self._tables[0])
        self._preview, self._problem, self._fresh = None, None, True
        self._set(new)

    def _set(self, source: Source, wait: int = 0) -> None:
        if source.table != self._source.table:
            self._preview, self._problem = None, None
        self._source = source
        self._waiting = source.kind in ("folders", "names") or (source.kind == "table" and bool(source.table))
        self._soon.stop()
        self._show()
        if self._waiting:
            self._soon.start(wait)
        self.changed.emit()

    def _set_pixels(self, bands: tuple[int, ...], clipped: float) -> None:
        # Nothing is previewed for it: how the labels are read stays as it is.
        self._source = replace(self._source, bands=bands, clipped=clipped)
        self.changed.emit()

    def _with_own(self, source: Source) -> Source:
        """A source of a table with what is chosen on the left."""
        own = self._source
        return replace(source, kind="table", test=own.test, target=own.target, bands=own.bands, clipped=own.clipped)


class FolderRow(QWidget):
    """One more folder: its name, or that there is none; says `changed` with its path."""

    changed = Signal(str)

    def __init__(self, name: str, title: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._near = title, ""
        self.setToolTip(tip)
        self._shown = Elided("", role="muted", mode=Qt.TextElideMode.ElideMiddle)
        self._shown.setObjectName(name)
        choose = button(self.tr("Choose…"), self._choose, name=f"{name}_choose", role="link", tip=tip)
        choose.setAccessibleName(self.tr("{0}: choose").format(title))
        self._none = icon_button("close", self.tr("None"), lambda: self.changed.emit(""), name=f"{name}_none")
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._shown, 1)
        line.addWidget(self._none)
        line.addWidget(choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(title, wrap=True))
        column.addLayout(line)

    def show_path(self, path: str, near: str) -> None:
        """Show a folder, or none; `near` is where a dialog starts to look for one."""
        self._near = path or near
        self._shown.setText(path or self.tr("none"))
        self._none.setVisible(bool(path))

    def _choose(self) -> None:
        path = choose_folder(self, self._title, self._near)
        if path:
            self.changed.emit(path)


def _option(kind: str, title: str, help: str, options: dict[str, QRadioButton], group: QButtonGroup) -> QVBoxLayout:
    """A choice with a quiet line below it."""
    options[kind] = made = QRadioButton(title)
    made.setObjectName(f"source_{kind}")
    made.setAccessibleDescription(help)
    group.addButton(made)
    below = label(help, "muted", wrap=True)
    below.setContentsMargins(28, 0, 0, 6)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(made)
    column.addWidget(below)
    return column


