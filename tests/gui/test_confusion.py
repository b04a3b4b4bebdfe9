"""Confusion, pairs and class figures: linked, quiet when shown, legible from 2 to 60 classes and in both themes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui_app import theme
from gui_app.widgets.class_figures import ClassFigures
from gui_app.widgets.confusion import LEAST, Confusion, heat
from gui_app.widgets.pair_table import PairTable

CLASSES = ("cat", "dog", "horse")
COUNTS = ((8, 2, 0), (1, 9, 0), (0, 4, 6))


@pytest.fixture
def confusion(qtbot: QtBot) -> Confusion:
    made = Confusion()
    qtbot.addWidget(made)
    made.resize(520, 420)
    made.show_matrix(COUNTS, CLASSES)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture(params=["light", "dark"])
def both_looks(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    before = theme.colours().name
    theme.apply(qapp, request.param)
    yield request.param
    theme.apply(qapp, before)


def test_a_click_says_the_classes(qtbot: QtBot, confusion: Confusion) -> None:
    place = confusion.visualRect(confusion.model().index(2, 1)).center()
    with qtbot.waitSignal(confusion.cell_selected) as said:
        qtbot.mouseClick(confusion.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said.args == ["horse", "dog"]
    with qtbot.waitSignal(confusion.cell_selected):  # the same cell again
        qtbot.mouseClick(confusion.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_arrows_walk_and_escape_lets_go(qtbot: QtBot, confusion: Confusion) -> None:
    confusion.select_cell("cat", "cat")
    with qtbot.waitSignal(confusion.cell_selected) as said:
        qtbot.keyClick(confusion, Qt.Key.Key_Right)
    assert said.args == ["cat", "dog"]
    with qtbot.waitSignal(confusion.cell_selected) as said:
        qtbot.keyClick(confusion, Qt.Key.Key_Escape)
    assert said.args == ["", ""]


def test_sums_stand_for_all(qtbot: QtBot, confusion: Confusion) -> None:
    model = confusion.model()
    assert [model.index(3, c).data() for c in range(4)] == ["9", "15", "6", "30"]
    assert [model.index(r, 3).data() for r in range(3)] == ["10", "10", "10"]
    with qtbot.waitSignal(confusion.cell_selected) as said:
        confusion.select_cell("", "dog")
    assert said.args == ["", "dog"]


def test_showing_and_marking_say_nothing(qtbot: QtBot, confusion: Confusion) -> None:
    with qtbot.assertNotEmitted(confusion.cell_selected):
        confusion.show_matrix(COUNTS, CLASSES)
        confusion.mark_cell("dog", "cat")
        confusion.clear_cell()
        confusion.show_matrix([], ())


def test_the_keyboard_coming_says_nothing(qtbot: QtBot, confusion: Confusion) -> None:
    with qtbot.assertNotEmitted(confusion.cell_selected):
        confusion.setFocus(Qt.FocusReason.TabFocusReason)


def test_cells_are_told_in_words(confusion: Confusion) -> None:
    said = confusion.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "cat" in said
    assert "dog" in said
    assert "20.0%" in said


@pytest.mark.parametrize("many", [2, 10, 64])
def test_every_size_is_painted(qtbot: QtBot, confusion: Confusion, both_looks: str, many: int) -> None:
    names = [f"a rather long class name, number {n}" for n in range(many)]
    confusion.show_matrix([[n * m for n in range(many)] for m in range(many)], names)
    assert confusion.columnWidth(0) >= LEAST
    assert confusion.columnWidth(0) == confusion.rowHeight(0)
    assert not confusion.grab().isNull()


def test_zoom(qtbot: QtBot, confusion: Confusion) -> None:
    before = confusion.columnWidth(0)
    qtbot.keyClick(confusion, Qt.Key.Key_Plus)
    assert confusion.columnWidth(0) > before
    qtbot.keyClick(confusion, Qt.Key.Key_0)
    assert confusion.columnWidth(0) == before
    qtbot.keyClick(confusion, Qt.Key.Key_Minus)
    assert confusion.columnWidth(0) < before
    confusion.grab()


def luminance(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("diagonal", [True, False])
def test_numbers_can_be_read_on_every_heat(both_looks: str, diagonal: bool) -> None:
    ink = luminance(theme.colour("ink"))
    for share in range(0, 101, 5):
        ground = luminance(heat(share / 100, diagonal))
        contrast = (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
        assert contrast >= 4.5, (both_looks, share)


# --- pairs and classes ---------------------------------------------------------------------------


def test_pairs_are_ordered_by_how_many(qtbot: QtBot) -> None:
    pairs = PairTable()
    qtbot.addWidget(pairs)
    pairs.show_matrix(COUNTS, CLASSES)
    found = [tuple(pairs.item(r, c).text() for c in range(3)) for r in range(pairs.rowCount())]
    assert found == [("horse", "dog", "4"), ("cat", "dog", "2"), ("dog", "cat", "1")]
    with qtbot.waitSignal(pairs.pair_selected) as said:
        pairs.selectRow(1)
    assert said.args == ["cat", "dog"]


def figures() -> dict[str, dict[str, float]]:
    return {"b": {"precision": 0.5, "recall": 0.25, "f1": 0.33, "support": 12, "auroc": 0.8},
            "a": {"precision": 0.9, "recall": 0.95, "f1": 0.92, "support": 3, "auroc": None}}


def test_class_figures_sort_and_select(qtbot: QtBot) -> None:
    table = ClassFigures()
    qtbot.addWidget(table)
    table.resize(480, 300)
    table.show_classes(figures())
    table.show()
    model = table.model()
    assert [model.index(r, 0).data() for r in range(2)] == ["b", "a"]
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(4) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    first = model.index(0, 0).data()
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert {first, model.index(0, 0).data()} == {"a", "b"}
    with qtbot.waitSignal(table.class_selected) as said:
        table.selectRow(0)
    assert said.args == [model.index(0, 0).data()]
    table.grab()


def test_class_figures_are_quiet_when_shown(qtbot: QtBot) -> None:
    table = ClassFigures()
    qtbot.addWidget(table)
    with qtbot.assertNotEmitted(table.class_selected):
        table.show_classes(figures())
        table.clear_class()
        table.show_classes({})
