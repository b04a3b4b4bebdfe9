"""The split panel: what is asked for, what must not be parted, and the sentence of what came of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.sharing import Sharing, Together
from gui_app.widgets import split_panel
from gui_app.widgets.split_panel import SplitPanel

COUNTS = {"train": 70, "validation": 20, "test": 10}


@pytest.fixture
def panel(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> SplitPanel:
    monkeypatch.setattr(split_panel, "WAIT_MS", 20)
    made = SplitPanel()
    qtbot.addWidget(made)
    made.resize(320, 420)
    made.show_split(COUNTS, ready=False)
    made.show_sharing(Sharing())
    made.show()
    return made


def part(panel: QWidget, kind: type, name: str) -> QWidget:
    found = panel.findChild(kind, name)
    assert isinstance(found, QWidget), name
    return found


def text(panel: QWidget, name: str) -> str:
    found = part(panel, QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def pick(panel: QWidget, name: str, title: str) -> None:
    box = part(panel, QComboBox, name)
    assert isinstance(box, QComboBox)
    at = box.findText(title)
    assert at >= 0, [box.itemText(i) for i in range(box.count())]
    box.setCurrentIndex(at)
    box.activated.emit(at)


def unfold(qtbot: QtBot, panel: SplitPanel) -> None:
    qtbot.mouseClick(part(panel, QPushButton, "split_more"), Qt.MouseButton.LeftButton)


def test_drawing_asks_for_nothing(qtbot: QtBot, panel: SplitPanel) -> None:
    with qtbot.assertNotEmitted(panel.asked, wait=100):
        panel.show_sharing(Sharing(validation=0.3, together="time", gap=2.0, folds=5, fold=3, seed=7))
        panel.show_split({"train": 8, "validation": 2}, ready=True)
        panel.unfold(True)
        panel.unfold(False)


def test_a_typed_part_is_asked_for_once_the_typing_ends(qtbot: QtBot, panel: SplitPanel) -> None:
    panel.show_sharing(Sharing(test=0.05, seed=3))
    field = part(panel, QLineEdit, "split_validation")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    with qtbot.waitSignal(panel.asked) as said:
        qtbot.keyClicks(field, "35")
    assert said.args[0] == Sharing(validation=0.35, test=0.05, seed=3)


def test_what_is_being_typed_is_not_drawn_over(qtbot: QtBot, panel: SplitPanel) -> None:
    field = part(panel, QLineEdit, "split_test")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "3")
    panel.show_sharing(Sharing())
    assert field.text() == "3"
    panel.forget()
    panel.show_sharing(Sharing())
    assert field.text() == "10"


def test_near_duplicates_are_kept_together_unless_that_is_switched_off(qtbot: QtBot, panel: SplitPanel) -> None:
    box = part(panel, QCheckBox, "split_alike")
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    with qtbot.waitSignal(panel.asked) as said:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert said.args[0] == Sharing(alike=False)


@pytest.mark.parametrize(("title", "way"), [("each subfolder", "subfolder"), ("each burst", "time")])
def test_a_way_to_keep_together_is_asked_for_at_once(qtbot: QtBot, panel: SplitPanel, title: str, way: str) -> None:
    with qtbot.waitSignal(panel.asked) as said:
        pick(panel, "split_together", title)
    assert said.args[0] == Sharing(together=way)  # type: ignore[arg-type]
    assert text(panel, "split_together_help")


def test_a_pattern_is_asked_for_when_it_makes_sense(qtbot: QtBot, panel: SplitPanel) -> None:
    field = part(panel, QLineEdit, "split_pattern")
    assert isinstance(field, QLineEdit)
    with qtbot.assertNotEmitted(panel.asked, wait=100):
        pick(panel, "split_together", "equal names")
        assert field.isVisible()
        assert "p07_1.jpg" in text(panel, "split_together_help")
        qtbot.keyClicks(field, "{group")
    assert "{group}" in text(panel, "split_pattern_wrong")
    panel.show_sharing(Sharing())
    assert field.text() == "{group", "a split that was drawn meanwhile leaves it as it is typed"
    with qtbot.waitSignal(panel.asked) as said:
        qtbot.keyClicks(field, "}_*")
    assert said.args[0].pattern.startswith("{group}")
    assert not text(panel, "split_pattern_wrong")


def test_a_pause_between_bursts_is_given_in_seconds(qtbot: QtBot, panel: SplitPanel) -> None:
    panel.show_sharing(Sharing(together="time"))
    field = part(panel, QLineEdit, "split_gap")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    with qtbot.waitSignal(panel.asked) as said:
        qtbot.keyClicks(field, "2.5")
    assert said.args[0].gap == 2.5


def test_cells_can_be_kept_together_only_where_a_table_has_groups(panel: SplitPanel) -> None:
    box = part(panel, QComboBox, "split_together")
    assert isinstance(box, QComboBox)
    assert box.findData("column") < 0
    panel.show_sharing(Sharing(together="column"), None, "patient")
    assert box.currentData() == "column"
    assert "patient" in text(panel, "split_together_help")


def test_folds_wait_under_more_and_take_the_place_of_the_validation_part(qtbot: QtBot, panel: SplitPanel) -> None:
    folds, validation = part(panel, QComboBox, "split_folds"), part(panel, QLineEdit, "split_validation")
    assert not folds.isVisible()
    unfold(qtbot, panel)
    assert folds.isVisible()
    with qtbot.waitSignal(panel.asked) as said:
        pick(panel, "split_folds", "5")
    assert said.args[0] == Sharing(folds=5)
    assert not validation.isVisible()
    with qtbot.waitSignal(panel.asked) as said:
        pick(panel, "split_fold", "3 of 5")
    assert said.args[0] == Sharing(folds=5, fold=2)
    unfold(qtbot, panel)
    more = part(panel, QPushButton, "split_more")
    assert isinstance(more, QPushButton)
    assert "1" in more.text(), "what is folded away and changed is counted"


def test_the_seed_draws_another_split(qtbot: QtBot, panel: SplitPanel) -> None:
    unfold(qtbot, panel)
    field = part(panel, QLineEdit, "split_seed")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    with qtbot.waitSignal(panel.asked) as said:
        qtbot.keyClicks(field, "7")
    assert said.args[0] == Sharing(seed=7)


def test_what_was_kept_together_is_told_with_what_would_have_leaked(panel: SplitPanel) -> None:
    panel.show_sharing(Sharing(), Together(groups=84, images=312, would_leak=41))
    told = text(panel, "split_told")
    assert all(number in told for number in ("312", "84", "41"))
    assert "near-copy" in told
    assert not text(panel, "split_parted")
    panel.show_sharing(Sharing(together="subfolder"), Together(groups=4, images=12, would_leak=6, parted=2))
    assert "near-copy" not in text(panel, "split_told")
    assert text(panel, "split_parted").startswith("2 ")
    panel.show_sharing(Sharing(), Together(groups=4, images=12))
    assert text(panel, "split_told").endswith("kept together.")


def test_a_ready_split_is_told_and_not_asked(panel: SplitPanel) -> None:
    panel.show_split(COUNTS, ready=True)
    shown = [w.objectName() for kind in (QLineEdit, QComboBox, QCheckBox, QPushButton)
             for w in panel.findChildren(kind) if w.isVisible()]
    assert not shown
    assert "folder" in text(panel, "split_told")
    assert "70" in text(panel, "split_train_count")


def test_it_scrolls_where_there_is_little_room(qtbot: QtBot, panel: SplitPanel) -> None:
    panel.show_sharing(Sharing(together="time", folds=5), Together(groups=84, images=312, would_leak=41, parted=3))
    panel.unfold(True)
    assert panel.minimumSizeHint().height() < 200 < panel.sizeHint().height()
    assert panel.minimumSizeHint().width() <= 248


def test_every_field_says_what_it_is(qtbot: QtBot, panel: SplitPanel) -> None:
    panel.show_sharing(Sharing(together="pattern", pattern="{group}_*", folds=3))
    panel.unfold(True)
    fields = [w for kind in (QLineEdit, QComboBox, QCheckBox) for w in panel.findChildren(kind) if w.isVisible()]
    assert len(fields) >= 7
    assert all(w.objectName() and w.accessibleName() for w in fields)
