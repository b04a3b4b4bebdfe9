"""Actions: what the window can do, as one table of commands for its menu bar and its keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from core.choice import N_
from gui_app import words

Menu = Literal["file", "edit", "view", "help"]
MENUS: tuple[tuple[Menu, str], ...] = (
    ("file", N_("action", "&File")), ("edit", N_("action", "&Edit")), ("view", N_("action", "&View")),
    ("help", N_("action", "&Help")))


@dataclass(frozen=True)
class Command:
    """A row of COMMANDS. `keys` are the platform's own for it; `also` holds where the platform has none."""

    key: str
    menu: Menu
    title: str
    keys: QKeySequence.StandardKey = QKeySequence.StandardKey.UnknownKey
    also: tuple[str, ...] = ()
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    line: bool = False
    """A line stands above it in the menu."""

    @property
    def context(self) -> str:
        """Of its title in the catalogues: a page is called as in the rail."""
        return "page" if self.key == "settings" else "action"

    def sequences(self) -> list[QKeySequence]:
        return QKeySequence.keyBindings(self.keys) or [QKeySequence(text) for text in self.also]


_Key = QKeySequence.StandardKey
COMMANDS: tuple[Command, ...] = (
    Command("open", "file", N_("action", "Open a folder…"), _Key.Open, ("Ctrl+O",)),
    Command("save", "file", N_("action", "Save what is shown…"), _Key.Save, ("Ctrl+S",)),
    Command("print", "file", N_("action", "Print the report…"), _Key.Print, ("Ctrl+P",)),
    Command("quit", "file", N_("action", "Quit"), _Key.Quit, ("Ctrl+Q",), QAction.MenuRole.QuitRole, line=True),
    Command("copy", "edit", N_("action", "Copy as a table"), _Key.Copy, ("Ctrl+C",), line=True),
    Command("find", "edit", N_("action", "Find"), _Key.Find, ("Ctrl+F",)),
    Command("settings", "edit", N_("page", "Settings"), _Key.Preferences, ("Ctrl+,",),
            QAction.MenuRole.PreferencesRole, line=True),
    Command("next", "view", N_("action", "Next step"), also=("Ctrl+Return", "Ctrl+Enter"), line=True),
    Command("full", "view", N_("action", "Full screen"), _Key.FullScreen, ("F11",)),
    Command("help", "help", N_("action", "Keyboard"), _Key.HelpContents, ("F1",)),
)


class Actions(QObject):
    """The window's actions by key; what a command does is told by `connect`."""

    def __init__(self, window: QMainWindow, pages: tuple[tuple[str, str], ...]) -> None:
        super().__init__(window)
        self._window, self._alone = window, False
        """Whether Alt was pressed, and nothing else since."""
        self._before: QWidget | None = None
        self.all: dict[str, QAction] = {}
        self.able: Callable[[], dict[str, bool]] = dict
        """Which commands can be done now, of those that cannot always."""
        self._menus = {key: window.menuBar().addMenu(words.say("action", title)) for key, title in MENUS}
        for number, (page, title) in enumerate(pages, 1):
            self._add(page, self._menus["view"], title, [QKeySequence(f"Ctrl+{number}")])
        for row in COMMANDS:
            if row.line:
                self._menus[row.menu].addSeparator()
            made = self._add(row.key, self._menus[row.menu], words.say(row.context, row.title), row.sequences())
            made.setMenuRole(row.role)
        for menu in self._menus.values():
            menu.aboutToShow.connect(self._show_able)
            menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._leave_menus))
        if not window.menuBar().isNativeMenuBar():
            window.menuBar().hide()

    def _add(self, key: str, menu: QMenu, title: str, keys: list[QKeySequence]) -> QAction:
        made = self.all[key] = QAction(title, self._window)
        made.setObjectName(f"action_{key}")
        made.setShortcuts(keys)
        menu.addAction(made)
        self._window.addAction(made)  # its keys hold while the menu bar is hidden
        return made

    def add_undo(self, *actions: QAction) -> None:
        """Put what takes steps back, and does them again, at the head of the Edit menu."""
        self._window.addActions(actions)
        self._menus["edit"].insertActions(self._menus["edit"].actions()[0], actions)

    def connect(self, key: str, act: Callable[[], Any]) -> None:
        self.all[key].triggered.connect(lambda checked=False: act())

    def _show_able(self) -> None:
        """In an open menu what cannot be done is grey; keys are answered as the page stands when they are pressed."""
        for key, may in self.able().items():
            self.all[key].setEnabled(may)

    # --- the menu bar ----------------------------------------------------------------------------

    def _show_bar(self) -> None:
        """Where the bar takes a line of the window it comes when Alt or F10 is pressed."""
        bar = self._window.menuBar()
        if not bar.isNativeMenuBar() and not bar.isVisible():
            self._before = self._window.focusWidget()
            bar.show()
            bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
            bar.setActiveAction(bar.actions()[0])

    def _leave_menus(self) -> None:
        """When a menu was closed and no other one opened, the keyboard goes back to where it was."""
        bar = self._window.menuBar()
        if QApplication.activePopupWidget() is not None:
            return
        for action in self.all.values():
            action.setEnabled(True)
        if bar.isVisible() and not bar.isNativeMenuBar():
            bar.hide()
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.MenuBarFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the window of the platform, which hears every key first."""
        if isinstance(event, QKeyEvent):
            self._see_key(event)
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut):
            self._alone = False
        return False

    def _see_key(self, event: QKeyEvent) -> None:
        if event.type() == QEvent.Type.KeyPress:
            self._alone = event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat()
            if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self._show_bar()
        elif event.type() == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Alt and self._alone:
            self._alone = False
            self._show_bar()
