"""SettingsPage: how Thawline looks and speaks, where it keeps things, and what this computer has."""

import platform
from importlib import metadata
from typing import Any

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui_app import words
from gui_app.actions import COMMANDS
from gui_app.pages import PAGES
from gui_app.session import Session
from gui_app.settings import SETTINGS, Setting
from gui_app.widgets.dialogs import choose_folder
from gui_app.widgets.field import OptionField
from gui_app.widgets.kept_panel import KeptPanel
from gui_app.widgets.page import GAP, Elided, Page, button, icon_button, label, panel

COLUMN = 720


class SettingsPage(Page):
    """Every change is kept and takes effect at once."""

    key = "settings"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.set_heading(self.tr("Settings"), self.tr("Every change takes effect at once."))
        self.note.hide()  # there is no next step
        column = QWidget()
        column.setProperty("role", "scrolled")
        column.setMaximumWidth(COLUMN)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.setSpacing(GAP)
        for part in (self._preferences(), self._computer(), self._kept(), self._keys(), self._about()):
            inside.addWidget(part)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(column)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._area = area
        self.body.addWidget(area, 1)
        session.device_changed.connect(self._show_device)
        session.work_changed.connect(self._show_device)
        if session.device is None and "device" not in session.works:
            session.find_device()
        self._show_device()
        session.kept_changed.connect(self._show_kept)
        session.work_changed.connect(self._show_kept)
        session.run_changed.connect(self._show_kept)
        self._show_kept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.find_kept()  # a run may have filled it since

    # --- preferences -------------------------------------------------------------------------------

    def _preferences(self) -> QFrame:
        frame, column = panel()
        grid = _grid()
        for setting in SETTINGS:
            if setting.kind == "choice":
                _add_row(grid, words.say("settings", setting.title), self._choice(setting))
            elif setting.kind == "folder":
                _add_row(grid, words.say("settings", setting.title), self._folder(setting))
                grid.addWidget(label(words.say("settings", setting.help), "muted", wrap=True), grid.rowCount(), 1)
        column.addLayout(grid)
        return frame

    def _choice(self, setting: Setting) -> QWidget:
        options = tuple((value, words.say("settings", title)) for value, title in setting.options)
        field = OptionField(options, self.session.settings.get(setting.key))
        field.setObjectName(setting.key)
        field.setAccessibleName(words.say("settings", setting.title))
        field.changed.connect(lambda value: self._set(setting.key, value))
        return field

    def _folder(self, setting: Setting) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        shown = Elided(self.session.settings.get(setting.key), mode=Qt.TextElideMode.ElideMiddle)
        shown.setObjectName(setting.key)

        def choose() -> None:
            path = choose_folder(self, words.say("settings", setting.title), shown.whole())
            if path:
                self._set(setting.key, path)
                shown.setText(path)
                self.session.refresh_runs()

        def open_it() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(shown.whole()))

        line.addWidget(shown, 1)
        line.addWidget(icon_button("open", self.tr("Show this folder"), open_it, name=f"{setting.key}_open"))
        line.addWidget(button(self.tr("Change…"), choose, name=f"{setting.key}_change"))
        return box

    def _set(self, key: str, value: Any) -> None:
        self.session.settings.set(key, value)
        self.session.settings_changed.emit()

    # --- facts -------------------------------------------------------------------------------------

    def _computer(self) -> QFrame:
        frame, column = panel()
        column.addWidget(label(self.tr("This computer"), "section"))
        grid = _grid()
        self._facts = {name: Elided("") for name in ("device", "reason", "precision", "memory")}
        for (name, fact), title in zip(self._facts.items(), (
                self.tr("Computes on"), self.tr("Why"), self.tr("Precision"), self.tr("Memory")), strict=True):
            fact.setObjectName(f"fact_{name}")
            _add_row(grid, title, fact)
        column.addLayout(grid)
        return frame

    def _show_device(self) -> None:
        found = self.session.device
        if found is None:
            looking = "device" in self.session.works
            texts = [self.tr("Looking…") if looking else "–", "–", "–", "–"]
        else:
            texts = [f"{found.name} ({found.device})" if found.name else found.device,
                     words.say("reason", found.reason), found.precision,
                     words.size(found.memory) if found.memory else "–"]
        for fact, text in zip(self._facts.values(), texts, strict=True):
            fact.setText(text)

    def _kept(self) -> QFrame:
        self._kept_panel = KeptPanel()
        self._kept_panel.clear.connect(self.session.clear_kept)
        self._kept_panel.limit.connect(self.session.limit_kept)
        return self._kept_panel

    def _show_kept(self) -> None:
        session = self.session
        self._kept_panel.show_kept(session.kept, session.kept_limit, session.training or "kept" in session.works)

    def show_help(self) -> None:
        self._area.ensureWidgetVisible(self._keys_panel)

    def _keys(self) -> QFrame:
        frame, column = panel()
        self._keys_panel = frame
        column.addWidget(label(self.tr("Keyboard"), "section"))
        grid = _grid()
        native = QKeySequence.SequenceFormat.NativeText
        rows = [(QKeySequence(f"Ctrl+{n}").toString(native), words.say("page", row.title))
                for n, row in enumerate(PAGES, 1) if row.key != "settings"]
        rows += [(row.sequences()[0].toString(native), words.say(row.context, row.title).rstrip("…"))
                 for row in COMMANDS]
        rows += [("Alt", self.tr("Menu")), ("Enter", self.tr("Press the focused control")),
                 ("Tab", self.tr("Next control")), ("Esc", self.tr("Dismiss a message, close a large image"))]
        for i, (keys, what) in enumerate(rows):
            line = QHBoxLayout()
            line.addWidget(label(keys, "key"))
            line.addStretch(1)
            grid.addLayout(line, i // 2, 2 * (i % 2))
            grid.addWidget(label(what), i // 2, 2 * (i % 2) + 1)
        grid.setColumnMinimumWidth(0, 64)
        grid.setColumnMinimumWidth(2, 64)
        grid.setColumnStretch(3, 1)
        column.addLayout(grid)
        return frame

    def _about(self) -> QFrame:
        frame, column = panel()
        column.addWidget(label(self.tr("About Thawline"), "section"))
        column.addWidget(label(self.tr(
            "Transfer learning on your own images. Apache License 2.0. Nothing leaves this computer; only the "
            "weights of a backbone that you choose are downloaded, if they do not come with Thawline."), wrap=True))
        line = QHBoxLayout()
        versions = label(", ".join(_versions()), "muted", wrap=True, name="versions")
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(versions, 1)
        line.addWidget(icon_button("copy", self.tr("Copy the versions"), lambda: _copy(versions.text()),
                                   name="copy_versions"))
        column.addLayout(line)
        return frame


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, 168)
    grid.setColumnStretch(1, 1)
    return grid


def _add_row(grid: QGridLayout, title: str, field: QWidget) -> None:
    row = grid.rowCount()
    text = label(title, "muted")
    text.setBuddy(field)
    grid.addWidget(text, row, 0)
    if isinstance(field, OptionField):
        grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
    else:
        grid.addWidget(field, row, 1)


def _versions() -> list[str]:
    """The versions that a report of a fault needs; read from metadata, so that torch is not imported for it."""
    found = []
    for name in ("thawline", "torch", "torchvision", "PySide6_Essentials"):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return [*found, f"Qt {qVersion()}", f"Python {platform.python_version()}", platform.platform()]


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
