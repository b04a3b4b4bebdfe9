"""Form: a record drawn from its own description. One way: a value in, the next value out."""

import dataclasses
import html
import typing
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.choice import About, about, is_tuple, union_of
from gui_app import theme, words
from gui_app.widgets.choice_box import ChoiceBox
from gui_app.widgets.choice_list import ChoiceList, RecordList
from gui_app.widgets.field import Field, field_for
from gui_app.widgets.hint import Hint
from gui_app.widgets.number import NumberField
from gui_app.widgets.page import button, icon_button, label


class _Row(QWidget):
    """One field: title, dot and reset when changed, editor on the right; what unfolds from it below."""

    reset_asked = Signal()

    def __init__(self, title: str, tip: str, name: str, editor: QWidget | None, body: QWidget | None) -> None:
        super().__init__()
        self._title, self._changed = title, False
        self._text: QLabel | None = None
        theme.theme_changed.connect(self._draw)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        if editor is not None or not isinstance(body, ChoiceBox):
            whole.addLayout(self._head(title, tip, name, editor))
        self._wrong, self._doubt = Hint("wrong", f"{name}_wrong"), Hint("doubt", f"{name}_doubt")
        for hint in (self._wrong, self._doubt):
            whole.addWidget(hint)
        if isinstance(editor, NumberField):
            editor.marked.connect(self._complain)
        if body is not None:
            indent = 0 if editor is None and isinstance(body, ChoiceBox) else 12
            whole.addLayout(_indented(body, indent))

    def _head(self, title: str, tip: str, name: str, editor: QWidget | None) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        self._text = text = label("", wrap=True, name=f"{name}_title")
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        text.setToolTip(tip)
        back = self.tr("Put {0} back").format(title)
        self._reset = icon_button("reset", back, self.reset_asked.emit, name=f"{name}_reset")
        self._reset.setIconSize(QSize(14, 14))
        line.addWidget(text, 1)
        line.addWidget(self._reset)
        if editor is not None:
            editor.setObjectName(name)
            editor.setAccessibleName(title)
            if isinstance(editor, NumberField):
                tip = " ".join(part for part in (tip, editor.range_text()) if part)
            editor.setToolTip(tip)
            text.setBuddy(editor)
            line.addWidget(editor)
        self._draw()
        return line

    def _complain(self, sentence: str) -> None:
        self._wrong.say(sentence)
        self._doubt.setVisible(bool(self._doubt.text.text()) and not sentence)

    def question(self, sentence: str) -> None:
        """What may be doubted about the value; "" for nothing."""
        self._doubt.say(sentence)
        self._doubt.setVisible(bool(sentence) and not self._wrong.text.text())

    def mark(self, changed: bool) -> None:
        """Show or hide the dot and the reset button."""
        if changed != self._changed:
            self._changed = changed
            self._draw()

    def _draw(self) -> None:
        if self._text is not None:
            dot = f"&nbsp;<span style='color:{theme.colours().ember}'>●</span>" if self._changed else ""
            self._text.setText(html.escape(self._title) + dot)
            self._text.setAccessibleDescription(self.tr("Changed") if self._changed else "")
            self._reset.setVisible(self._changed)


def _indented(body: QWidget, indent: int) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(indent, 0, 0, 0)
    line.addWidget(body)
    return line


class Form(QWidget):
    """A record's fields as rows; expert fields wait under one *More* line.

    Drawing says nothing; what the user does says `changed` with the next record.
    """

    changed = Signal(object)
    marked = Signal()
    """Something wrong was typed, or no longer is."""

    def __init__(self, record: Any, default: Any = None, context: str = "recipe", *,
                 hidden: typing.Collection[str] = (), prefix: str = "", nested: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = record
        self.unfolded = False
        self._default = default if default is not None else type(record)()
        self._context, self._prefix, self._nested = context, prefix, nested
        self._hints = typing.get_type_hints(type(record))
        self._hidden = hidden
        """Names of fields that others show; "optimiser.lr" is one of a record inside."""
        fields = [f for f in dataclasses.fields(record) if f.name not in hidden]
        self._known = {f.name: about(f) for f in sorted(fields, key=lambda f: about(f).more)}
        self._editors: dict[str, Field | ChoiceBox | ChoiceList | RecordList] = {}
        self._rows = {name: self._row(name, known) for name, known in self._known.items()}
        self._more = button(self.tr("More"), lambda: self.unfold(not self.unfolded), name=f"{prefix}more", role="fold")
        self._lay_out()
        self.unfold(False)
        self._mark()

    def show_value(self, record: Any) -> None:
        """Show a record without saying so."""
        self.value = record
        for name, editor in self._editors.items():
            editor.show_value(getattr(record, name))
        self._mark()
        self._show_rows()

    def put_back(self) -> None:
        """Show the last good values instead of what was typed and is wrong."""
        for field in self.findChildren(NumberField):
            field.put_back()

    def show_doubts(self, doubts: typing.Mapping[str, str]) -> None:
        """Question values: sentences by the dotted paths of their fields, as "optimiser.lr"."""
        for name, editor in self._editors.items():
            self._rows[name].question(doubts.get(name, ""))
            if not isinstance(editor, Field):
                inner = {path.removeprefix(name): text for path, text in doubts.items()
                         if path.startswith((f"{name}.", f"{name}["))}
                editor.show_doubts({path.removeprefix("."): text for path, text in inner.items()})

    def show_default(self, default: Any) -> None:
        """Compare with another record from now on, such as a preset's."""
        self._default = default
        self._mark()

    def unfold(self, on: bool) -> None:
        """Show or hide the expert fields, also those of the records inside."""
        self.unfolded = on
        for editor in self._editors.values():
            inner = editor.form if isinstance(editor, ChoiceBox) else editor
            if isinstance(inner, Form | ChoiceList | RecordList):
                inner.unfold(on)
        self._show_rows()

    def has_more(self) -> bool:
        """Whether there is any expert field, here or in a record inside."""
        inner = [e.form if isinstance(e, ChoiceBox) else e for e in self._editors.values()]
        return any(known.more for known in self._known.values()) or any(
            e.has_more() for e in inner if isinstance(e, Form | ChoiceList | RecordList))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for name, row in self._rows.items():
            if not self._known[name].more:
                column.addWidget(row)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        for name, row in self._rows.items():
            if self._known[name].more:
                column.addWidget(row)

    def _row(self, name: str, known: About) -> _Row:
        editor = self._editor(name, known)
        self._editors[name] = editor
        head: QWidget | None = editor
        body: QWidget | None = None
        if isinstance(editor, ChoiceBox):
            head, body = editor.picker, editor
        elif isinstance(editor, ChoiceList | RecordList):
            head, body = None, editor
        row = _Row(words.say(self._context, known.title), words.say(self._context, known.help) if known.help else "",
                   f"{self._prefix}{name}", head, body)
        editor.changed.connect(lambda new: self._set(name, new))
        if isinstance(editor, NumberField | ChoiceBox | ChoiceList | RecordList):
            editor.marked.connect(lambda *_: self.marked.emit())
        row.reset_asked.connect(lambda: self._reset(name))
        return row

    def _editor(self, name: str, known: About) -> Field | ChoiceBox | ChoiceList | RecordList:
        cls, now, default = type(self.value), getattr(self.value, name), getattr(self._default, name)
        union, prefix = union_of(cls, name), f"{self._prefix}{name}_"
        if is_tuple(cls, name) and union:
            return ChoiceList(now, default, union, draw=self._draw, context=self._context, prefix=prefix)
        if is_tuple(cls, name):
            return RecordList(now, default, draw=self._draw, prefix=prefix)
        if union:
            return ChoiceBox(now, default, union, draw=self._draw, context=self._context, prefix=prefix)
        literal = typing.get_origin(self._hints[name]) is typing.Literal
        return field_for(known, now, self._context, typing.get_args(self._hints[name]) if literal else ())

    def _draw(self, record: Any, default: Any, prefix: str) -> "Form":
        here = prefix.removeprefix(self._prefix).rstrip("_") + "."
        hidden = [name.removeprefix(here) for name in self._hidden if name.startswith(here)]
        return Form(record, default, self._context, hidden=hidden, prefix=prefix, nested=True)

    def _set(self, name: str, new: object) -> None:
        self.value = dataclasses.replace(self.value, **{name: new})
        self._mark()
        self._show_rows()
        self.changed.emit(self.value)

    def _reset(self, name: str) -> None:
        self._editors[name].show_value(getattr(self._default, name))
        self._set(name, getattr(self._default, name))

    def _is_changed(self, name: str) -> bool:
        now, default = getattr(self.value, name), getattr(self._default, name)
        editor = self._editors[name]
        # The fields of a chosen record carry their own dots; the row itself says that another kind was chosen.
        return type(now) is not type(default) if isinstance(editor, ChoiceBox) else bool(now != default)

    def _mark(self) -> None:
        for name, row in self._rows.items():
            row.mark(self._is_changed(name))
        folded = sum(self._is_changed(name) for name, known in self._known.items() if known.more)
        shown = self.tr("More, %Ln changed", "", folded) if folded and not self.unfolded else self.tr("More")
        self._more.setText(shown)
        self._more.setAccessibleName(shown)

    def _show_rows(self) -> None:
        for name, row in self._rows.items():
            editor = self._editors[name]
            bare = isinstance(editor, ChoiceBox) and editor.picker is None and not editor.form.has_rows(self.unfolded)
            row.setVisible((self.unfolded or not self._known[name].more) and not bare)
            if isinstance(editor, ChoiceBox):
                editor.setVisible(editor.form.has_rows(self.unfolded))
        self._more.setVisible(not self._nested and self.has_more())
        self._more.setIcon(theme.icon("chevron_down" if self.unfolded else "chevron_right", "muted"))
        self._mark()

    def has_rows(self, unfolded: bool) -> bool:
        """Whether anything is to be seen."""
        return any(unfolded or not known.more for known in self._known.values())
