"""The thaw map: moved by mouse and keys, any set of stages, and in words."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from core.facts import StageFacts
from gui_app.widgets.thaw_map import LINE, ROW_LEAST, ThawMap

STAGES = tuple(StageFacts(f"stage {i}", f"{112 >> i}×{112 >> i}", 1000 * i) for i in range(6))


@pytest.fixture
def thaw_map(qtbot: QtBot) -> ThawMap:
    made = ThawMap()
    qtbot.addWidget(made)
    made.resize(420, 400)
    made.show_stages(STAGES, frozenset(range(4)), "3 classes", 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def lock_of(thaw_map: ThawMap, stage: int) -> QPoint:
    return thaw_map.lock_rect(thaw_map.rows.index(stage)).center()


PLAIN = Qt.KeyboardModifier.NoModifier


def press(qtbot: QtBot, thaw_map: ThawMap, *keys: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    for key in keys:
        qtbot.keyClick(thaw_map, key, modifier)


def test_drawing_says_nothing(qtbot: QtBot, thaw_map: ThawMap) -> None:
    with qtbot.assertNotEmitted(thaw_map.frozen_changed):
        thaw_map.show_stages(STAGES, frozenset({0, 3}), "2 classes", 200)
    assert (thaw_map.frozen, thaw_map.line) == (frozenset({0, 3}), 1)


def test_arrow_keys_move_the_line(qtbot: QtBot, thaw_map: ThawMap) -> None:
    with qtbot.waitSignal(thaw_map.frozen_changed) as said:
        press(qtbot, thaw_map, Qt.Key.Key_Down)
    assert said.args == [frozenset(range(5))]
    press(qtbot, thaw_map, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert thaw_map.frozen == frozenset(range(3))


def test_the_line_stops_at_both_ends(qtbot: QtBot, thaw_map: ThawMap) -> None:
    press(qtbot, thaw_map, *[Qt.Key.Key_Down] * 9)
    assert thaw_map.line == len(STAGES)
    press(qtbot, thaw_map, *[Qt.Key.Key_Up] * 9)
    assert thaw_map.line == 0


def test_home_thaws_all_and_end_freezes_all(qtbot: QtBot, thaw_map: ThawMap) -> None:
    press(qtbot, thaw_map, Qt.Key.Key_Home)
    assert thaw_map.frozen == frozenset()
    press(qtbot, thaw_map, Qt.Key.Key_End)
    assert thaw_map.frozen == frozenset(range(6))


def test_a_lock_is_clicked(qtbot: QtBot, thaw_map: ThawMap) -> None:
    with qtbot.waitSignal(thaw_map.frozen_changed):
        qtbot.mouseClick(thaw_map.viewport(), Qt.MouseButton.LeftButton, pos=lock_of(thaw_map, 1))
    assert (thaw_map.frozen, thaw_map.line) == (frozenset({0, 2, 3}), 1)
    qtbot.mouseClick(thaw_map.viewport(), Qt.MouseButton.LeftButton, pos=lock_of(thaw_map, 5))
    assert thaw_map.frozen == {0, 2, 3, 5}


def test_the_head_has_no_lock(qtbot: QtBot, thaw_map: ThawMap) -> None:
    with qtbot.assertNotEmitted(thaw_map.frozen_changed):
        qtbot.mouseClick(thaw_map.viewport(), Qt.MouseButton.LeftButton, pos=lock_of(thaw_map, 6))
        press(qtbot, thaw_map, Qt.Key.Key_L)  # the head is the current row now


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key.Key_Space])
def test_the_focused_stage_is_locked_by_key(qtbot: QtBot, thaw_map: ThawMap, key: Qt.Key) -> None:
    press(qtbot, thaw_map, Qt.Key.Key_Home)
    press(qtbot, thaw_map, *[Qt.Key.Key_Down] * 2, modifier=Qt.KeyboardModifier.ControlModifier)
    assert thaw_map.currentIndex().row() == 2
    press(qtbot, thaw_map, key)
    assert (thaw_map.frozen, thaw_map.line) == (frozenset({2}), 0)


def test_a_stage_locked_alone_stays_locked_while_the_line_moves(qtbot: QtBot, thaw_map: ThawMap) -> None:
    thaw_map.show_stages(STAGES, frozenset({0, 1, 4}), "3 classes", 300)
    press(qtbot, thaw_map, Qt.Key.Key_Up)
    assert thaw_map.frozen == {0, 4}


def drag(qtbot: QtBot, thaw_map: ThawMap, steps: list[int]) -> None:
    """Take the line and move it to the places of these stages, then let go."""
    view, top = thaw_map.viewport(), thaw_map.visualRect(thaw_map.rows.index(0)).top()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=thaw_map.line_rect().center())
    for step in steps:
        qtbot.mouseMove(view, QPoint(200, top + step * thaw_map.pitch + LINE // 2))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(200, top + steps[-1] * thaw_map.pitch))


def test_dragging_is_said_live(qtbot: QtBot, thaw_map: ThawMap) -> None:
    spy = QSignalSpy(thaw_map.frozen_changed)
    drag(qtbot, thaw_map, [5, 6, 2, 2, 1])
    assert [len(spy.at(i)[0]) for i in range(spy.count())] == [5, 6, 2, 1]
    assert not thaw_map.dragging


def test_dragging_past_a_lock_and_back_loses_nothing(qtbot: QtBot, thaw_map: ThawMap) -> None:
    thaw_map.show_stages(STAGES, frozenset({0, 3}), "3 classes", 300)
    drag(qtbot, thaw_map, [5, 1])
    assert thaw_map.frozen == {0, 3}


def test_many_stages_scroll_and_all_can_be_reached(qtbot: QtBot, thaw_map: ThawMap) -> None:
    many = tuple(StageFacts(f"a stage with quite a long name {i}", "14×14", i) for i in range(37))
    thaw_map.show_stages(many, frozenset(), "3 classes", 300)
    assert thaw_map.pitch == ROW_LEAST
    press(qtbot, thaw_map, Qt.Key.Key_End)
    assert thaw_map.viewport().rect().contains(thaw_map.line_rect().center())


def test_the_picture_in_words(qtbot: QtBot, thaw_map: ThawMap) -> None:
    assert thaw_map.accessibleDescription() == "4 of 6 stages frozen; line after stage 3"
    press(qtbot, thaw_map, Qt.Key.Key_Home)
    assert thaw_map.accessibleDescription() == "0 of 6 stages frozen; line before the first stage"
    told = thaw_map.rows.data(thaw_map.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert told == "stage 0: learns. Output 112×112, 0 parameters."


def test_no_stages_yet(qtbot: QtBot) -> None:
    empty = ThawMap()
    qtbot.addWidget(empty)
    press(qtbot, empty, Qt.Key.Key_Down, Qt.Key.Key_L, Qt.Key.Key_Home)
    assert empty.summary() == "No stages yet"
