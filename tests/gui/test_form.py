"""Forms: a record in, the next record out; drawing says nothing; numbers in any usual spelling."""

import dataclasses
from dataclasses import dataclass, replace
from typing import Any, Literal

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.choice import About, value
from core.recipe import SGD, AdamW, Crop, Flip, LinearHead, MlpHead, Phase, Recipe
from gui_app.widgets.form import Form
from gui_app.widgets.number import NumberField, read_number, show_number, stepped

HIDDEN = {"backbone", "weights", "device"}


def form_of(qtbot: QtBot, record: Any, default: Any = None, **known: Any) -> Form:
    made = Form(record, default, **known)
    qtbot.addWidget(made)
    made.resize(280, 900)
    with qtbot.waitActive(made):  # gaining focus selects the text of a field: not in the middle of typing
        made.show()
    return made


def part(form: QWidget, name: str, kind: type = QWidget) -> Any:
    found = form.findChild(kind, name)
    assert found is not None, name
    return found


def type_in(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, text)


def flick(qtbot: QtBot, switch: QWidget) -> None:
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(10, switch.height() // 2))


def test_drawing_says_nothing(qtbot: QtBot) -> None:
    form = form_of(qtbot, Recipe(), hidden=HIDDEN)
    other = replace(Recipe(), optimiser=SGD(lr=0.3), head=MlpHead(), augment=(Flip(), Crop()), batch_size=8,
                    phases=(Phase(2), Phase(3, "none")))
    with qtbot.assertNotEmitted(form.changed):
        form.show_value(other)
        form.unfold(True)
        form.unfold(False)
        form.show_default(other)
        form.show_value(Recipe())
    assert form.value == Recipe()


@pytest.mark.parametrize("record", [
    Recipe(), SGD(), MlpHead(), Flip(), replace(Recipe(), augment=(Crop(),), phases=(Phase(), Phase()))])
def test_every_record_can_be_drawn(qtbot: QtBot, record: Any) -> None:
    form = form_of(qtbot, record)
    form.unfold(True)
    for field in dataclasses.fields(record):
        if field.name not in ("augment", "phases", "loss"):
            editor = part(form, field.name)
            assert editor.accessibleName(), field.name


def test_typing_says_the_next_record_at_once(qtbot: QtBot) -> None:
    form = form_of(qtbot, Recipe(), hidden=HIDDEN)
    field = part(form, "batch_size", NumberField)
    with qtbot.waitSignal(form.changed) as said:
        type_in(qtbot, field, "64")
    assert form.value == replace(Recipe(), batch_size=64)
    assert said.args[0].batch_size in (6, 64)


def test_an_echo_leaves_what_is_being_typed(qtbot: QtBot) -> None:
    """The session sends each record back; "0.0" on the way to "0.05" must not become "0"."""
    form = form_of(qtbot, LinearHead(dropout=0.5))
    form.changed.connect(form.show_value)
    field = part(form, "dropout", NumberField)
    type_in(qtbot, field, "0.0")
    assert field.text() == "0.0"
    qtbot.keyClicks(field, "5")
    assert form.value == LinearHead(dropout=0.05)


@pytest.mark.parametrize(("typed", "sentence"), [
    ("7", "7 is more than 0.9; enter a number from 0 to 0.9."),
    ("-1", "-1 is less than 0; enter a number from 0 to 0.9."),
    ("much", "“much” is not a number; enter a number from 0 to 0.9."),
])
def test_what_the_field_cannot_take_stays_and_is_told(qtbot: QtBot, typed: str, sentence: str) -> None:
    form = form_of(qtbot, LinearHead(dropout=0.5))
    field, told = part(form, "dropout", NumberField), part(form, "dropout_wrong", QLabel)
    with qtbot.assertNotEmitted(form.changed):
        type_in(qtbot, field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        field.clearFocus()
    assert (field.text(), told.text(), told.isVisible()) == (typed, sentence, True)
    assert field.accessibleDescription() == sentence
    form.show_value(form.value)
    assert field.text() == typed, "the echo of another field's change"
    form.show_value(LinearHead(dropout=0.3))
    assert (field.text(), told.isVisible()) == ("0.3", False), "another value was put there, as by an undo"


def test_esc_puts_the_last_good_value_back(qtbot: QtBot) -> None:
    form = form_of(qtbot, Recipe(), hidden=HIDDEN)
    field = part(form, "batch_size", NumberField)
    type_in(qtbot, field, "2.5")
    assert part(form, "batch_size_wrong", QLabel).text().startswith("2.5 is not a whole number; ")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.complaint()) == ("32", "")
    assert form.value == Recipe(), "“2” was not meant on the way to “2.5”"


def test_a_switch_that_is_turned_off_takes_what_was_wrong_with_it(qtbot: QtBot) -> None:
    form = form_of(qtbot, replace(Recipe(), augment=(Crop(),)), hidden=HIDDEN)
    form.unfold(True)
    type_in(qtbot, part(form, "augment_crop_least", NumberField), "7")
    assert [f.complaint() for f in form.findChildren(NumberField) if f.complaint()]
    flick(qtbot, part(form, "augment_crop"))
    assert not [f.complaint() for f in form.findChildren(NumberField) if f.complaint()]


def test_a_doubtful_value_is_questioned_below_its_field(qtbot: QtBot) -> None:
    form = form_of(qtbot, replace(Recipe(), phases=(Phase(), Phase())), hidden=HIDDEN)
    form.unfold(True)
    asked = {"batch_size": "Really?", "optimiser.lr": "Such a rate?", "phases[1].lr_factor": "That much?"}
    with qtbot.assertNotEmitted(form.changed):
        form.show_doubts(asked)
    shown = dict(zip(("batch_size", "optimiser_lr", "phases_1_lr_factor"), asked.values(), strict=True))
    for name, text in shown.items():
        assert (part(form, f"{name}_doubt", QLabel).text(), part(form, f"{name}_doubt").isVisible()) == (text, True)
    type_in(qtbot, part(form, "batch_size", NumberField), "1")
    assert not part(form, "batch_size_doubt").isVisible(), "one thing at a time"
    assert part(form, "batch_size_wrong").isVisible()
    form.show_doubts({})
    assert not [hint for hint in form.findChildren(QLabel) if hint.objectName().endswith("_doubt") and hint.isVisible()]


def test_a_changed_field_carries_a_dot_and_a_reset(qtbot: QtBot) -> None:
    form = form_of(qtbot, replace(Recipe(), batch_size=64), hidden=HIDDEN)
    title, reset = part(form, "batch_size_title", QLabel), part(form, "batch_size_reset", QAbstractButton)
    assert "●" in title.text()
    assert title.accessibleDescription()
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert form.value == Recipe()
    assert "●" not in title.text()
    assert not reset.isVisible()
    assert part(form, "batch_size", NumberField).text() == "32"


def test_changes_are_measured_against_the_given_default(qtbot: QtBot) -> None:
    form = form_of(qtbot, replace(Recipe(), batch_size=64), replace(Recipe(), batch_size=64), hidden=HIDDEN)
    assert not part(form, "batch_size_reset").isVisible()
    form.show_default(Recipe())
    assert part(form, "batch_size_reset").isVisible()


def test_choosing_another_kind_draws_its_form(qtbot: QtBot) -> None:
    form = form_of(qtbot, Recipe(), hidden=HIDDEN)
    picker = part(form, "optimiser", QComboBox)
    picker.setFocus()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert form.value.optimiser == SGD()
    type_in(qtbot, part(form, "optimiser_lr", NumberField), "0.02")
    assert form.value == replace(Recipe(), optimiser=SGD(lr=0.02))
    qtbot.mouseClick(part(form, "optimiser_reset"), Qt.MouseButton.LeftButton)
    assert form.value == Recipe()
    assert part(form, "optimiser_lr", NumberField).text() == show_number(AdamW().lr)


def test_switches_make_a_tuple_in_the_order_of_the_table(qtbot: QtBot) -> None:
    form = form_of(qtbot, Recipe(), hidden=HIDDEN)
    form.unfold(True)
    for name in ("augment_crop", "augment_flip"):
        flick(qtbot, part(form, name))
    assert form.value.augment == (Flip(), Crop())
    type_in(qtbot, part(form, "augment_crop_least", NumberField), "0.4")
    assert form.value.augment == (Flip(), Crop(least=0.4))
    flick(qtbot, part(form, "augment_flip"))
    assert form.value.augment == (Crop(least=0.4),)


def test_records_can_be_added_and_removed(qtbot: QtBot) -> None:
    form = form_of(qtbot, Recipe(), hidden=HIDDEN)
    form.unfold(True)
    qtbot.mouseClick(part(form, "phases_add"), Qt.MouseButton.LeftButton)
    assert form.value.phases == (Phase(), Phase())
    type_in(qtbot, part(form, "phases_1_epochs", NumberField), "3")
    assert form.value.phases == (Phase(), Phase(epochs=3))
    qtbot.mouseClick(part(form, "phases_0_remove"), Qt.MouseButton.LeftButton)
    assert form.value.phases == (Phase(epochs=3),)


def test_expert_fields_wait_under_one_line(qtbot: QtBot) -> None:
    form = form_of(qtbot, replace(Recipe(), seed=3), hidden=HIDDEN)
    assert not part(form, "seed").isVisible()
    assert not part(form, "optimiser_weight_decay").isVisible()
    more = [b for b in form.findChildren(QAbstractButton) if b.objectName().endswith("more") and b.isVisible()]
    assert [b.objectName() for b in more] == ["more"]
    assert "1" in more[0].text()
    qtbot.mouseClick(more[0], Qt.MouseButton.LeftButton)
    assert part(form, "seed").isVisible()
    assert part(form, "optimiser_weight_decay").isVisible()


def test_hidden_fields_are_kept_but_not_drawn(qtbot: QtBot) -> None:
    form = form_of(qtbot, replace(Recipe(), device="cpu"), hidden=HIDDEN)
    assert form.findChild(QWidget, "device") is None
    type_in(qtbot, part(form, "batch_size", NumberField), "8")
    assert form.value.device == "cpu"


@dataclass(frozen=True)
class Odd:
    """A record with every kind of plain field."""

    size: Literal["small", "large"] = value("small", title="Size")
    on: bool = value(False, title="On")
    note: str = value("", title="Note")
    share: float = value(0.5, title="Share", low=0.0, high=1.0)


def test_every_kind_of_plain_field(qtbot: QtBot) -> None:
    form = form_of(qtbot, Odd())
    qtbot.keyClick(part(form, "size", QComboBox), Qt.Key.Key_Down)
    flick(qtbot, part(form, "on"))
    qtbot.keyClicks(part(form, "note"), "hello")
    qtbot.keyClick(part(form, "share"), Qt.Key.Key_Up)
    assert form.value == Odd("large", True, "hello", 0.55)


def test_a_wheel_that_passes_changes_nothing(qtbot: QtBot) -> None:
    form = form_of(qtbot, Odd())
    spy, size = QSignalSpy(form.changed), part(form, "size", QComboBox)
    down, nothing = QPoint(0, -120), Qt.MouseButton.NoButton
    turn = QWheelEvent(QPointF(5, 5), QPointF(5, 5), down, down, nothing, Qt.KeyboardModifier.NoModifier,
                       Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(size, turn)
    assert (spy.count(), size.currentIndex(), form.value) == (0, 0, Odd())


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "locale", "expected"), [
    ("1e-3", "en_US", 0.001), ("1E-3", "de_DE", 0.001), ("0.001", "de_DE", 0.001), ("0,001", "de_DE", 0.001),
    ("0,001", "en_US", 0.001), ("1,240", "en_US", 1240.0), ("1,240", "de_DE", 1.24), ("1.240", "de_DE", 1.24),
    ("1.240,5", "de_DE", 1240.5), ("1,240.5", "en_US", 1240.5), ("1 240", "fr_FR", 1240.0),
    ("1\u202f240,5", "fr_FR", 1240.5),
    ("−3", "en_US", -3.0), (".5", "en_US", 0.5), (",5", "de_DE", 0.5), ("5e", "en_US", None), ("", "en_US", None),
    ("nan", "en_US", None), ("inf", "en_US", None), ("1e999", "en_US", None), ("a", "en_US", None),
])
def test_numbers_are_read_as_people_write_them(text: str, locale: str, expected: float | None) -> None:
    assert read_number(text, QLocale(locale)) == expected


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "fr_FR", "zh_CN", "ar_EG"])
@pytest.mark.parametrize("number", [0.0, 1.0, 32.0, 0.5, 0.001, 5e-4, 1e-7, 0.0123456, 1234567.0, 1.5e-5, 86400.0])
def test_what_is_shown_is_read_back(number: float, locale: str) -> None:
    assert read_number(show_number(number, QLocale(locale)), QLocale(locale)) == number


def test_steps() -> None:
    log, plain = About("", low=1e-7, high=10.0, log=True), About("", low=0.0, high=0.9)
    batch = About("", low=2, high=65536, log=True)
    walk = [1e-3]
    for _ in range(4):
        walk.append(stepped(walk[-1], True, log, False))
    assert walk == [1e-3, 2e-3, 5e-3, 1e-2, 2e-2]
    assert stepped(1e-3, False, log, False) == 5e-4
    assert stepped(0.003, True, log, False) == 0.005
    assert [stepped(v, up, batch, True) for v, up in ((32, True), (33, False), (2, False))] == [64, 32, 2]
    assert [stepped(0.2, True, plain, False), stepped(0.9, True, plain, False)] == [0.25, 0.9]
    assert stepped(8, True, About("", low=1, high=10), True) == 9
