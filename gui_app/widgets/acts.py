"""Acts: what is done to chosen images: left out, relabelled, moved; by keys, by a menu, by a row of buttons."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from core.edits import Edit
from gui_app import words
from gui_app.widgets.class_picker import DIGITS, ClassPicker
from gui_app.widgets.class_table import split_title
from gui_app.widgets.page import Elided, button, label

if TYPE_CHECKING:
    from core.data.index import Sample

_KEY = Qt.Key
_SPLITS = {_KEY.Key_T: "train", _KEY.Key_V: "validation", _KEY.Key_E: "test"}
_LETTERS = {split: QKeySequence(key).toString() for key, split in _SPLITS.items()}


class Acts(QObject):
    """Says `edit` with core's records. `chosen` tells what is chosen now, `is_out` whether a sample is left out."""

    edit = Signal(list)
    changed = Signal()
    """Another choice, or other acts are possible."""

    def __init__(self, chosen: "Callable[[], list[Sample]]", is_out: "Callable[[Sample], bool]",
                 parent: QWidget) -> None:
        super().__init__(parent)
        self.chosen, self._is_out = chosen, is_out
        self.classes: tuple[str, ...] = ()
        self.may = False
        self._parent = parent
        self._picker: ClassPicker | None = None

    def allow(self, classes: tuple[str, ...], *, may: bool) -> None:
        """The classes that a label may be changed to, none where it cannot be; and whether anything may be done."""
        self.classes, self.may = classes, may
        self.changed.emit()

    # --- the acts --------------------------------------------------------------------------------

    def turn_out(self) -> None:
        """Leave the images out; or take them in again if all of them are out."""
        found = self.chosen()
        staying = [s.path for s in found if not self._is_out(s)]
        self._say("exclude" if staying else "include", staying or [s.path for s in found])

    def relabel(self, label: str) -> None:
        """Give the images another label."""
        self._say("relabel", [s.path for s in self.chosen() if s.label != label], label)

    def move(self, split: str) -> None:
        """Put the images into a split."""
        self._say("move", [s.path for s in self.chosen() if s.split != split], split)

    def choose_class(self, beside: QWidget) -> None:
        """Let the user choose a label from the list of all classes."""
        if self.classes and self.may and self.chosen():
            if self._picker is None:
                self._picker = ClassPicker(self._parent)
                self._picker.chosen.connect(self.relabel)
            self._picker.open(self.classes, beside)

    def _say(self, kind: str, paths: list[str], value: str = "") -> None:
        if self.may and paths:
            self.edit.emit([Edit(kind, tuple(paths), value)])

    # --- keys and the menu -----------------------------------------------------------------------

    def take_key(self, event: QKeyEvent, beside: QWidget) -> bool:
        """Do what a key stands for; whether it stands for anything."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not plain or not self.may:
            return False
        key = event.key()
        if key in (_KEY.Key_X, _KEY.Key_Delete):
            self.turn_out()
        elif key in _SPLITS:
            self.move(_SPLITS[key])
        elif key == _KEY.Key_L:
            self.choose_class(beside)
        elif self.classes and _KEY.Key_1 <= key <= _KEY.Key_9:
            if key - _KEY.Key_1 < len(self.classes):
                self.relabel(self.classes[key - _KEY.Key_1])
        else:
            return False
        return True

    def menu(self, beside: QWidget, open_large: Callable[[], None]) -> QMenu:
        """All acts with their keys."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("acts_menu")
        menu.addAction(self.tr("Open large") + "\tEnter", open_large)
        menu.addSeparator()
        menu.addAction(self.out_title(self.chosen()) + "\tX", self.turn_out)
        if self.classes:
            labels = menu.addMenu(self.tr("Label"))
            for place, name in enumerate(self.classes[:DIGITS], 1):
                labels.addAction(f"{_plain(name)}\t{place}", lambda name=name: self.relabel(name))
            labels.addSeparator()
            labels.addAction(self.tr("Choose from all classes…") + "\tL", lambda: self.choose_class(beside))
        self.fill_moves(menu.addMenu(self.tr("Move")))
        for action in menu.actions()[2:]:
            action.setEnabled(self.may)
        return menu

    def fill_moves(self, menu: QMenu) -> None:
        """The splits that images can be moved to."""
        for split, letter in _LETTERS.items():
            menu.addAction(f"{split_title(split)}\t{letter}", lambda split=split: self.move(split))

    def out_title(self, chosen: "list[Sample]") -> str:
        """What turning these images out, or in again, is called."""
        again = bool(chosen) and all(map(self._is_out, chosen))
        return self.tr("Put back") if again else self.tr("Leave out")

    def legend(self) -> str:
        """Which digit stands for which class."""
        names = (f"{place} {words.shortened(name, 18)}" for place, name in enumerate(self.classes[:DIGITS], 1))
        return "   ".join(name.replace(" ", "\N{NO-BREAK SPACE}") for name in names)


class ActBar(QWidget):
    """The acts as buttons, and which digit stands for which class; in one line how many images are chosen as well."""

    def __init__(self, acts: Acts, parent: QWidget | None = None, *, one_line: bool) -> None:
        super().__init__(parent)
        self._acts, self._one_line = acts, one_line
        self.count = label("", name="chosen_count")
        self.legend = Elided(role="muted") if one_line else label("", "muted", wrap=True)
        self.legend.setObjectName("class_digits")
        self.out = button("", acts.turn_out, name="act_out", role="quiet")
        self.label = button(self.tr("Label…") if one_line else self.tr("Label (L)"),
                            lambda: acts.choose_class(self.label), name="act_label", role="quiet",
                            tip=self.tr("Choose another label (L; 1 to 9 for the first classes)"))
        self.move_to = button(self.tr("Move"), lambda: None, name="act_move", role="quiet",
                              tip=self.tr("Move to training (T), validation (V) or test (E)"))
        self.move_to.setStyleSheet("QPushButton { padding-right: 22px; } QPushButton::menu-indicator { right: 7px; }")
        moves = QMenu(self.move_to)
        acts.fill_moves(moves)
        self.move_to.setMenu(moves)
        self._lay_out()
        acts.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        if self._one_line:
            row.addWidget(self.count)
            row.addSpacing(4)
            row.addWidget(self.legend, 1)
        for each in self.buttons():
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        if not self._one_line:
            row.addStretch(1)
            column.addWidget(self.legend)

    def buttons(self) -> tuple[QPushButton, ...]:
        """The acts, for the tab key."""
        return self.out, self.label, self.move_to

    def refresh(self) -> None:
        """After another choice."""
        acts, chosen = self._acts, self._acts.chosen()
        title = acts.out_title(chosen)
        self.out.setText(title if self._one_line else f"{title} (X)")
        self.out.setAccessibleName(title)
        self.out.setToolTip(self.tr("{0} (X or Delete); the files stay where they are").format(title))
        for each in self.buttons():
            each.setEnabled(acts.may and bool(chosen))
        self.label.setVisible(bool(acts.classes))
        hint = self.tr("Select images to leave out, relabel or move.") if acts.may else ""
        self.legend.setText(acts.legend() if chosen else hint)
        self.count.setVisible(bool(chosen) and self._one_line)
        self.count.setText(self.tr("{0} selected").format(words.count(len(chosen))))


def _plain(name: str) -> str:
    """A name in a menu, where “&” would mark a key and a tab a shortcut."""
    return name.replace("&", "&&").replace("\t", " ")
