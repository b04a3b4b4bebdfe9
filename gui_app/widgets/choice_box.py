"""ChoiceBox: one of a union of choices, and below it the form of the one that is chosen."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui_app import words
from gui_app.widgets.field import OptionField

Draw = Callable[[Any, Any, str], Any]
"""Makes the form of a record: (record, its default, prefix of the object names)."""


class ChoiceBox(QWidget):
    """`picker` is the list of kinds, for the caller to place; the widget itself holds the chosen one's form."""

    changed = Signal(object)
    marked = Signal()

    def __init__(self, value: Any, default: Any, union: tuple[type, ...], *, draw: Draw, context: str, prefix: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value, self._default, self._union = value, default, union
        self._draw, self._prefix = draw, prefix
        self.picker: OptionField | None = None
        if len(union) > 1:
            titles = tuple((kind, words.say(context, kind.title)) for kind in union)
            self.picker = OptionField(titles, type(value))
            self.picker.changed.connect(self._pick)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.form: Any = None
        self._draw_form()

    def show_value(self, value: Any) -> None:
        """Show a choice without saying so."""
        same, self.value = type(value) is type(self.value), value
        if self.picker is not None:
            self.picker.show_value(type(value))
        if same:
            self.form.show_value(value)
        else:
            self._draw_form()

    def show_doubts(self, doubts: Mapping[str, str]) -> None:
        """As `Form.show_doubts`."""
        self.form.show_doubts(doubts)

    def default_of(self, value: Any) -> Any:
        """What a choice is compared with: the recipe's default if it is of the same kind, else the kind's own."""
        return self._default if type(self._default) is type(value) else type(value)()

    def _draw_form(self) -> None:
        unfolded = self.form.unfolded if self.form is not None else False
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.setParent(None)
            self.form.deleteLater()
        self.form = self._draw(self.value, self.default_of(self.value), self._prefix)
        self.form.unfold(unfolded)
        self.form.changed.connect(self._edited)
        self.form.marked.connect(self.marked)
        self._column.addWidget(self.form)
        self.marked.emit()  # what was wrong in the form before went with it

    def _pick(self, kind: Any) -> None:
        # Back to the default's kind means back to the default's values too.
        if kind is not type(self.value):
            self.show_value(self._default if type(self._default) is kind else kind())
            self.changed.emit(self.value)

    def _edited(self, value: Any) -> None:
        self.value = value
        self.changed.emit(value)

