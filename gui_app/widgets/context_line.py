"""ContextLine: whose images and which run are shown, at the top of the rail; a press leads to others."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QVBoxLayout, QWidget

from core.facts import RunRow
from gui_app import theme, words
from gui_app.widgets.rings import has_ring

HEIGHT, LEFT, TEXT_AT, CHEVRON = 30, 13, 39, 12
RUNS_LISTED = 12


@dataclass(frozen=True)
class Told:
    """What a line says: its text, the whole of it for the tooltip, an icon, and whether something is open at all."""

    text: str
    whole: str = ""
    icon: str = ""
    tint: str = "muted"
    open: bool = True


class Line(QAbstractButton):
    """One line that is pressed; `menu` makes what a press opens, or nothing where the press is an act by itself."""

    def __init__(self, name: str, what: str, *, strong: bool = False, menu: Callable[[], QMenu] | None = None,
                 cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self.setObjectName(name)
        self._what, self._strong, self._menu, self._cut = what, strong, menu, cut
        self.told = Told("")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)
        if menu is not None:
            self.clicked.connect(self.open_menu)

    def say(self, told: Told) -> None:
        """Show another text."""
        if told == self.told:
            return
        self.told = told
        self.setText(told.text)
        self.setAccessibleName(self._what.format(told.text))
        self.setAccessibleDescription(told.whole)
        self.setToolTip(told.whole or told.text)
        self.update()

    def open_menu(self) -> None:
        """Open the menu below the line; it goes when it is closed."""
        if self._menu is not None:
            menu = self._menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.setToolTipsVisible(True)
            menu.setMinimumWidth(self.width())
            menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(TEXT_AT + self.fontMetrics().horizontalAdvance(self.told.text) + CHEVRON + 16, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._menu is not None and event.key() == Qt.Key.Key_Down:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setBrush(theme.colour("hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if has_ring(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ice"), 2))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if self.told.icon:
            theme.draw_icon(painter, self.told.icon, QRectF(LEFT, (self.height() - 16) / 2, 16, 16), self.told.tint)
        self._paint_text(painter)
        painter.end()

    def _paint_text(self, painter: QPainter) -> None:
        font = QFont(self.font())
        if not self._strong:
            font.setPixelSize(theme.SMALL)  # a run that nobody has named is called by its date and time
        elif self.told.open:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        room = self.rect().adjusted(TEXT_AT, 0, -8 - (CHEVRON + 4 if self._menu is not None else 0), 0)
        shown = painter.fontMetrics().elidedText(self.text(), self._cut, room.width())
        painter.setPen(theme.colour("ink" if self._strong and self.told.open else "muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if self._menu is not None:
            right = self.width() - 8 - CHEVRON
            theme.draw_icon(painter, "chevron_down", QRectF(right, (self.height() - CHEVRON) / 2, CHEVRON, CHEVRON),
                            "muted")


class ContextLine(QWidget):
    """The project, below it the run that Train, Results and Use show, and the run that trains where that is another."""

    folder_chosen = Signal(str)
    choose_asked = Signal()
    reveal_asked = Signal()
    close_asked = Signal()
    run_chosen = Signal(str)
    no_run_asked = Signal()
    all_runs_asked = Signal()
    live_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What is shown"))
        self.project = Line("context_project", self.tr("Project: {0}"), strong=True, menu=self._project_menu)
        self.run = Line("context_run", self.tr("Run: {0}"), menu=self._run_menu)
        self.live = Line("context_live", "{0}", cut=Qt.TextElideMode.ElideMiddle)  # how far it is stands last
        self.live.clicked.connect(self.live_asked)
        self._folder, self._recent = "", tuple[str, ...]()
        self._shown, self._rows = "", tuple[RunRow, ...]()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in (self.project, self.run, self.live):
            column.addWidget(line)
        self.show_project("", (), "")
        self.show_run("", "", "", ())
        self.show_live("", "")

    def show_project(self, folder: str, recent: Sequence[str], missing: str) -> None:
        """The open folder and those that were open before; or the folder of a run whose images are `missing`."""
        self._folder, self._recent = folder, tuple(path for path in recent if path != folder)
        if folder:
            self.project.say(Told(name_of(folder), folder, "folder", "ink"))
        elif missing:
            self.project.say(Told(name_of(missing), self.tr("Its images are not in “{0}” any more.").format(missing),
                                  "warning", "ember"))
        else:
            self.project.say(Told(self.tr("No folder open"), self.tr("Open a folder of images."), "folder", open=False))

    def show_run(self, folder: str, name: str, told: str, rows: Sequence[RunRow], *, going: bool = False,
                 cut_off: bool = False) -> None:
        """The shown run, what there is to tell of it, and all runs of the open folder, newest first."""
        icon = ("busy", "ember") if going else ("warning", "ember") if cut_off else ("runs", "muted")
        self._shown, self._rows = folder, tuple(rows)
        if folder:
            self.run.say(Told(name, "\n".join(filter(None, (name, told))), *icon))
        elif self._folder:
            text = self.tr("No run shown") if rows else self.tr("No run yet")
            told = self.tr("Train, Results and Use show a run once there is one.")
            self.run.say(Told(text, told, "runs", open=False))
        self.run.setVisible(bool(folder or self._folder))

    def show_live(self, text: str, told: str, *, over: bool = False) -> None:
        """A run that trains while another is shown, or is `over`; "" where there is none."""
        self.live.say(Told(text, told, *(("runs", "muted") if over else ("busy", "ember"))))
        self.live.setVisible(bool(text))

    def _project_menu(self) -> QMenu:
        menu = QMenu(self)
        names = [name_of(path) for path in self._recent]
        for path, name in zip(self._recent, names, strict=True):
            above = name_of(os.path.dirname(path))
            told = self.tr("{0} in {1}").format(name, above) if names.count(name) > 1 else name
            menu.addAction(theme.icon("folder", "muted"), _plain(words.shortened(told, 48)),
                           lambda path=path: self.folder_chosen.emit(path)).setToolTip(path)
        menu.addSeparator()
        menu.addAction(self.tr("Open a folder…"), self.choose_asked.emit)
        if self._folder:
            menu.addAction(self.tr("Show in folder"), self.reveal_asked.emit)
            menu.addAction(self.tr("Close “{0}”").format(_plain(words.shortened(name_of(self._folder), 32))),
                           self.close_asked.emit)
        return menu

    def _run_menu(self) -> QMenu:
        menu = QMenu(self)
        for row in self._rows[:RUNS_LISTED]:
            action = menu.addAction(f"{_plain(words.shortened(row.name, 48))}\t{words.percent(row.accuracy)}",
                                    lambda folder=row.folder: self.run_chosen.emit(folder))
            action.setCheckable(True)
            action.setChecked(row.folder == self._shown)
            action.setToolTip(row.folder)
        menu.addSeparator()
        if self._shown and self._folder:
            menu.addAction(self.tr("Set up a new run"), self.no_run_asked.emit)
        menu.addAction(self.tr("All runs…"), self.all_runs_asked.emit)
        return menu


def name_of(path: str) -> str:
    """What a folder is called."""
    return os.path.basename(path.rstrip("/\\")) or path


def _plain(text: str) -> str:
    return text.replace("&", "&&")  # no letter of a name is a key
