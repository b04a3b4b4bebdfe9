"""Editors of single values: each shows a value silently with `show_value` and says `changed` when the user acts."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from core.choice import About
from gui_app import words
from gui_app.widgets.line import Line
from gui_app.widgets.number import NumberField

LONGEST_LIST = 40
"""Entries of a list that is longer are scrolled to."""


class QuietCombo(QComboBox):
    """A combo box that a passing mouse wheel does not change; its list shows every entry that fits the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxVisibleItems(LONGEST_LIST)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own for a combo box knows no style sheet

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt cuts a long text off in the middle of a letter.
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class OptionField(QuietCombo):
    """One of a closed set of values with titles."""

    changed = Signal(object)

    def __init__(self, options: tuple[tuple[Any, str], ...], value: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [v for v, _ in options]
        self.addItems([title for _, title in options])
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.show_value(value)
        self.activated.connect(lambda i: self.changed.emit(self._values[i]))

    def show_value(self, value: object) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class SwitchField(QCheckBox):
    """Yes or no."""

    changed = Signal(object)

    def __init__(self, value: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setChecked(value)
        self.setProperty("role", "bare")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda on: self.changed.emit(bool(on)))

    def show_value(self, value: object) -> None:
        self.setChecked(bool(value))


class TextField(Line):
    """A short text."""

    changed = Signal(object)

    def __init__(self, value: str, parent: QWidget | None = None) -> None:
        super().__init__(value, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self.changed.emit)

    def show_value(self, value: object) -> None:
        if self.text() != value:
            self.setText(str(value))


Field = NumberField | OptionField | SwitchField | TextField


def field_for(known: About, value: Any, context: str, allowed: tuple[Any, ...] = ()) -> Field:
    """The editor that fits a value and its description; `allowed` are the values of a Literal."""
    if known.options:
        return OptionField(tuple((v, words.say(context, title)) for v, title in known.options), value)
    if allowed:
        return OptionField(tuple((v, str(v)) for v in allowed), value)
    if isinstance(value, bool):
        return SwitchField(value)
    if isinstance(value, int | float):
        return NumberField(known, value, whole=isinstance(value, int))
    return TextField(str(value))
