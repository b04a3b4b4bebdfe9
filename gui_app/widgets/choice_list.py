"""Lists of records: a tuple of choices as switches, each with its form; a tuple of one kind of record as a stack."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui_app import words
from gui_app.widgets.choice_box import Draw
from gui_app.widgets.field import SwitchField
from gui_app.widgets.page import button, icon_button, label

MOST_RECORDS = 12


class ChoiceList(QWidget):
    """A tuple of choices, each kind at most once: a switch for every kind, and its form where it is on."""

    changed = Signal(object)
    marked = Signal()

    def __init__(self, value: tuple[Any, ...], default: tuple[Any, ...], union: tuple[type, ...], *, draw: Draw,
                 context: str, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value, self._default, self._union = value, default, union
        self._draw, self._prefix = draw, prefix
        self._unfolded = False
        self._switches: dict[type, SwitchField] = {}
        self._forms: dict[type, Any] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for kind in union:
            tip = (kind.__doc__ or "").splitlines()[0]
            self._add_switch(kind, words.say(context, kind.title), words.say(context, tip))
        self.show_value(value)

    def _add_switch(self, kind: type, title: str, tip: str) -> None:
        switch = SwitchField(False)
        switch.setText(title)
        switch.setProperty("role", "")
        switch.setAccessibleName(title)
        switch.setAccessibleDescription(tip)
        switch.setToolTip(f"<qt>{tip}</qt>")
        switch.setObjectName(f"{self._prefix}{kind.__name__.lower()}")
        switch.changed.connect(lambda on: self._switch(kind, on))
        self._switches[kind] = switch
        self._column.addWidget(switch)

    def show_value(self, value: tuple[Any, ...]) -> None:
        """Show a tuple of choices without saying so."""
        self.value = value
        for kind, switch in self._switches.items():
            own = next((v for v in value if type(v) is kind), None)
            switch.show_value(own is not None)
            self._show_form(kind, own)

    def unfold(self, on: bool) -> None:
        self._unfolded = on
        for form in self._forms.values():
            form.unfold(on)

    def has_more(self) -> bool:
        return any(form.has_more() for form in self._forms.values())

    def show_doubts(self, doubts: Mapping[str, str]) -> None:
        """As `Form.show_doubts`; the path of a record is its place, as "[0].least"."""
        for i, record in enumerate(self.value):
            if type(record) in self._forms:
                self._forms[type(record)].show_doubts(_of_place(doubts, i))

    def _show_form(self, kind: type, own: Any) -> None:
        form = self._forms.get(kind)
        if own is None or not dataclasses.fields(kind):
            if form is not None:
                form.put_back()
                form.hide()
            return
        if form is None:
            form = self._forms[kind] = self._draw(own, self._fresh(kind), f"{self._prefix}{kind.__name__.lower()}_")
            form.layout().setContentsMargins(26, 0, 0, 4)
            form.unfold(self._unfolded)
            form.changed.connect(self._edited)
            form.marked.connect(self.marked)
            self._column.insertWidget(self._column.indexOf(self._switches[kind]) + 1, form)
        form.show_value(own)
        form.show()

    def _fresh(self, kind: type) -> Any:
        return next((v for v in self._default if type(v) is kind), None) or kind()

    def _switch(self, kind: type, on: bool) -> None:
        kept = [v for v in self.value if type(v) is not kind]
        value = sorted([*kept, self._fresh(kind)], key=lambda v: self._union.index(type(v))) if on else kept
        self.show_value(tuple(value))
        self.changed.emit(self.value)

    def _edited(self, record: Any) -> None:
        self.value = tuple(record if type(v) is type(record) else v for v in self.value)
        self.changed.emit(self.value)


class RecordList(QWidget):
    """A tuple of at least one record of one kind: their forms in order, with buttons to add and remove."""

    changed = Signal(object)
    marked = Signal()

    def __init__(self, value: tuple[Any, ...], default: tuple[Any, ...], *, draw: Draw, prefix: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value, self._default = value, default
        self._draw, self._prefix = draw, prefix
        self._unfolded = False
        self._forms: list[Any] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._add = button(self.tr("Add"), self._append, name=f"{prefix}add", role="quiet", icon="plus")
        self._draw_all()

    def show_value(self, value: tuple[Any, ...]) -> None:
        """Show a tuple of records without saying so."""
        same, self.value = len(value) == len(self._forms), value
        if not same:
            self._draw_all()
        for form, record in zip(self._forms, value, strict=True):
            form.show_value(record)

    def unfold(self, on: bool) -> None:
        self._unfolded = on
        for form in self._forms:
            form.unfold(on)

    def has_more(self) -> bool:
        return any(form.has_more() for form in self._forms)

    def show_doubts(self, doubts: Mapping[str, str]) -> None:
        """As that of `ChoiceList`."""
        for i, form in enumerate(self._forms):
            form.show_doubts(_of_place(doubts, i))

    def _draw_all(self) -> None:
        self._column.removeWidget(self._add)
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        self._forms = []
        for i, record in enumerate(self.value):
            self._column.addWidget(self._entry(i, record))
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._add.setEnabled(len(self.value) < MOST_RECORDS)
        self.marked.emit()  # what was wrong in the forms before went with them

    def _entry(self, i: int, record: Any) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(words.count(i + 1), "section"), 1)
        if len(self.value) > 1:
            name = f"{self._prefix}{i}_remove"
            head.addWidget(icon_button("close", self.tr("Remove"), lambda: self._remove(i), name=name))
        default = self._default[i] if i < len(self._default) else self._default[-1]
        form = self._draw(record, default, f"{self._prefix}{i}_")
        form.unfold(self._unfolded)
        form.changed.connect(lambda new: self._say((*self.value[:i], new, *self.value[i + 1:])))
        form.marked.connect(self.marked)
        self._forms.append(form)
        column.addLayout(head)
        column.addWidget(form)
        return entry

    def _append(self) -> None:
        self.show_value((*self.value, self.value[-1]))
        self._say(self.value)

    def _remove(self, i: int) -> None:
        self.show_value((*self.value[:i], *self.value[i + 1:]))
        self._say(self.value)

    def _say(self, value: tuple[Any, ...]) -> None:
        self.value = value
        self.changed.emit(value)


def _of_place(doubts: Mapping[str, str], i: int) -> dict[str, str]:
    start = f"[{i}]."
    return {path.removeprefix(start): text for path, text in doubts.items() if path.startswith(start)}
