"""RunActions: all that can be done with the selected run, by a menu and by the same keys."""

from collections.abc import Collection

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

_KEYS = {"open": "Return", "continue": "G", "rename": "F2", "star": "S", "note": "N", "compare": "C", "reveal": "F",
         "recipe": "R", "delete": "Del"}
_PARTED = ("rename", "compare", "delete")
"""A line stands before these in the menu."""


class RunActions(QObject):
    """Says what was asked of the run that a list has selected; the keys hold while the list has the focus."""

    asked = Signal(str)
    """One of the keys of `titles`."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._titles = {
            "open": self.tr("Open"), "continue": self.tr("Continue…"), "rename": self.tr("Rename"),
            "star": self.tr("Star"), "note": self.tr("Note…"), "compare": self.tr("Compare with the open run"),
            "reveal": self.tr("Show in folder"), "recipe": self.tr("Use this recipe"), "delete": self.tr("Delete…")}
        self.all: dict[str, QAction] = {}
        for key, title in self._titles.items():
            made = self.all[key] = QAction(title, view)
            made.setObjectName(f"run_{key}")
            made.setShortcut(QKeySequence(_KEYS[key]))
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            made.triggered.connect(lambda on=False, key=key: self.asked.emit(key))
            if key not in ("open", "delete"):  # of these keys the list takes care
                view.addAction(made)

    def allow(self, allowed: Collection[str], *, starred: bool) -> None:
        """What can be done with the selected run now."""
        for key, action in self.all.items():
            action.setEnabled(key in allowed)
        self.all["star"].setText(self.tr("Remove the star") if starred else self._titles["star"])

    def popup(self, place: QPoint) -> QMenu:
        """The menu, at a place of the screen."""
        menu = QMenu(self._view)
        menu.setObjectName("run_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, action in self.all.items():
            if key in _PARTED:
                menu.addSeparator()
            menu.addAction(action)
        menu.popup(place)
        return menu
