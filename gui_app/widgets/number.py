"""NumberField: a number typed in any usual way, in any locale, or stepped with the arrow keys."""

import math
import re

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from core.choice import About
from gui_app import words
from gui_app.widgets.line import Line

WIDTH = 92


def read_number(text: str, locale: QLocale | None = None) -> float | None:
    """What a person means by "0.001", "1e-3", "0,001" or "1,240"; None when it is no number.

    A point is always the decimal point, for fields never show a group separator. A comma parts groups only
    where the locale does so and three digits follow, or where a point follows later.
    """
    text = re.sub(r"[\s\u00a0\u202f'’_٬]", "", text).replace("−", "-").replace("٫", ".")
    if "," in text:
        english = (locale or QLocale()).decimalPoint() != ","
        if "." in text:
            decimal = "." if text.rfind(".") > text.rfind(",") else ","
            text = text.replace("," if decimal == "." else ".", "").replace(",", ".")
        elif english and re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+", text):
            text = text.replace(",", "")
        else:
            text = text.replace(",", ".")
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def show_number(value: float, locale: QLocale | None = None) -> str:
    """A number as a field shows it: the shortest text that means it, without group separators."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10g}"
    if abs(value) < 1e-2:
        mantissa, _, power = f"{value:.9e}".partition("e")
        text = f"{float(mantissa):.10g}e{int(power)}" if abs(value) < 1e-3 else text
    return text.replace(".", (locale or QLocale()).decimalPoint())


def stepped(value: float, up: bool, known: About, whole: bool) -> float:
    """The next value: powers of two for whole numbers on a log scale, 1-2-5 for others, else a fitting step."""
    if known.log and whole:
        new = 2.0 ** (math.floor(math.log2(value)) + 1 if up else math.ceil(math.log2(value)) - 1) if value > 0 else 1.0
    elif known.log:
        new = _one_two_five(value, up)
    elif whole:
        new = value + (1 if up else -1)
    else:
        step = 0.05 if known.high - known.low <= 1 else 10.0 ** math.floor(math.log10(abs(value) or 1)) / 2
        new = value + (step if up else -step)
    return float(f"{min(known.high, max(known.low, new)):.10g}")


def _one_two_five(value: float, up: bool) -> float:
    if value <= 0:
        return 1e-5 if up else 0.0
    power = math.floor(math.log10(value) + 1e-9)
    ladder = [m * 10.0 ** (power + p) for p in (-1, 0, 1) for m in (1, 2, 5)]
    return min(x for x in ladder if x > value * 1.0001) if up else max(x for x in ladder if x < value * 0.9999)


def _same(one: float | None, other: float | None) -> bool:
    """Whether two values are one; a recipe of a file may hold what is no number, which equals nothing."""
    return one == other or (one != one and other != other)


class NumberField(Line):
    """Says `changed` as soon as a number in its range is typed; anything else stays as it was typed, and is marked.

    Esc puts the last good value back.
    """

    changed = Signal(object)
    marked = Signal(str)
    """What is wrong with what is typed, as a sentence; "" for nothing. Said when that changes."""

    def __init__(self, known: About, value: float, *, whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known, self._whole, self._value = known, whole, value
        self._before = value
        """What counts again when what is being typed comes to nothing: "2" was not meant on the way to "20"."""
        self._wrong = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(WIDTH)
        self.setMaxLength(24)
        self.textEdited.connect(self._edited)
        self.show_value(value)

    @property
    def value(self) -> float:
        """The last good value."""
        return self._value

    def show_value(self, value: object) -> None:
        """Show a value without saying so. What is being typed stays as it is when it means the same, or is wrong."""
        assert isinstance(value, int | float)
        same, self._value = _same(value, self._value), value
        if not same:
            self._before = value
        if not _same(self._read(), value) and not (same and self._wrong):
            self.setText(show_number(value))
        self._mark()

    def complaint(self) -> str:
        """What is wrong with what is typed, as a sentence; "" for nothing."""
        return self._wrong

    def put_back(self) -> None:
        """Show the last good value instead of what was typed and is wrong."""
        if self._wrong:
            self.setText(show_number(self._value))
            self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.isReadOnly():
            self._say(stepped(self._value, event.key() == Qt.Key.Key_Up, self._known, self._whole))
            self._before = self._value
            self.setText(show_number(self._value))
            self._mark()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and self._wrong:
            self.put_back()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    def range_text(self) -> str:
        """The range as a sentence, empty when there is none."""
        low, high = self._known.low, self._known.high
        if math.isinf(low) and math.isinf(high):
            return ""
        return self.tr("From {0} to {1}.").format(words.number(low), words.number(high))

    def _complaint(self) -> str:
        """What is wrong with the text, and what to give instead."""
        low, high, typed = self._known.low, self._known.high, read_number(self.text())
        if math.isinf(low) or math.isinf(high):
            wanted = self.tr("enter a whole number") if self._whole else self.tr("enter a number")
        else:
            wanted = self.tr("enter a whole number from {0} to {1}") if self._whole else self.tr(
                "enter a number from {0} to {1}")
            wanted = wanted.format(words.number(low), words.number(high))
        if not self.text().strip():
            return self.tr("The field is empty; {0}.").format(wanted)
        if typed is None:
            return self.tr("“{0}” is not a number; {1}.").format(self.text().strip(), wanted)
        if typed < low:
            return self.tr("{0} is less than {1}; {2}.").format(words.number(typed), words.number(low), wanted)
        if typed > high:
            return self.tr("{0} is more than {1}; {2}.").format(words.number(typed), words.number(high), wanted)
        return self.tr("{0} is not a whole number; {1}.").format(words.number(typed), wanted)

    def _edited(self) -> None:
        found = self._read()
        self._mark()
        self._say(self._before if found is None else found)

    def _settle(self) -> None:
        """Write a good number as numbers are written here; what is wrong stays, for it says so."""
        if not self._wrong:
            self._before = self._value
            if self.text() != show_number(self._value):
                self.setText(show_number(self._value))
        self._mark()

    def _read(self) -> float | None:
        found = read_number(self.text())
        if found is None or not self._known.low <= found <= self._known.high:
            return None
        if self._whole:
            return int(found) if found.is_integer() else None
        return found

    def _say(self, value: float) -> None:
        value = int(value) if self._whole and math.isfinite(value) else float(value)
        if not _same(value, self._value):
            self._value = value
            self.changed.emit(value)

    def _mark(self) -> None:
        wrong = self._complaint() if self._read() is None else ""
        if self.property("wrong") != bool(wrong):
            self.setProperty("wrong", bool(wrong))
            self.style().unpolish(self)
            self.style().polish(self)
        changed, self._wrong = wrong != self._wrong, wrong
        self.setAccessibleDescription(wrong or self.range_text())
        if changed:
            self.marked.emit(wrong)
