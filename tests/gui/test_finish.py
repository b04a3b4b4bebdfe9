"""The finish of the look: nothing vanishes, jumps, is cut at the wrong end or turns while it rests."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui_app import theme
from gui_app.theme import DARK, LIGHT, Colours
from gui_app.widgets.class_figures import ClassFigures
from gui_app.widgets.class_table import ClassRow, ClassTable
from gui_app.widgets.confusion import Confusion
from gui_app.widgets.gallery import Gallery, GalleryItem
from gui_app.widgets.glide import DURATION_MS
from gui_app.widgets.legend import Entry, Legend
from gui_app.widgets.page import PageState
from gui_app.widgets.pair_table import PairTable
from gui_app.widgets.plot import THINNEST, Plot
from gui_app.widgets.prediction_table import PredictionTable
from gui_app.widgets.rail import RailButton
from gui_app.widgets.thaw_map import ThawMap
from tests.gui.records import prediction
from tests.gui.standin import STAGES


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda c: c.name)
def test_the_primary_button_under_the_mouse_does_not_look_disabled(colours: Colours) -> None:
    rest, hover, disabled = (QColor(c).lightness() for c in (colours.ink, colours.ink_hover, colours.line))
    assert abs(hover - rest) * 3 < abs(hover - disabled)
    assert f"QPushButton[role=\"primary\"]:hover {{ background: {colours.ink_hover}" in theme.style_sheet(colours)


@pytest.mark.parametrize("width", [130, 220, 900])
def test_a_legend_tells_every_line(qtbot: QtBot, width: int) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    entries = (Entry("training", "ember"), Entry("validation", "ice", "dots"), Entry("best epoch", "ice", "diamond"),
               Entry("a run of last week with a long name", "muted", "dash"))
    legend.show_entries(entries)
    lines = legend.lines(width)
    assert [entry for line in lines for entry, _ in line] == list(entries)
    assert all(needed <= width for line in lines for _, needed in line)
    legend.resize(width, 20)
    legend.show()
    assert legend.height() >= len(lines) * legend.fontMetrics().height()


def test_lines_of_a_curve_can_be_seen(qtbot: QtBot) -> None:
    plot = Plot(lambda x: (x, ""))
    qtbot.addWidget(plot)
    plot.recolour()
    plot.show_raw(0.3)
    for item in (plot.raw, plot.train, plot.validation, *plot.earlier(3)):
        assert item.opts["pen"].widthF() >= THINNEST * plot.devicePixelRatioF() >= 1.5


def ink(widget: QWidget, left: int, width: int) -> tuple[int, int]:
    """How wide and how high what is written in a part of a widget is."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = image.pixelColor(left, 0).lightness()
    seen = [(x, y) for x in range(left, left + width) for y in range(image.height())
            if abs(image.pixelColor(x, y).lightness() - ground) > 60]
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    return max(xs) - min(xs) + 1, max(ys) - min(ys) + 1


def test_all_headers_of_a_confusion_matrix_stand_alike(qtbot: QtBot) -> None:
    matrix = Confusion()
    qtbot.addWidget(matrix)
    matrix.resize(300, 260)
    matrix.show_matrix([[1] * 4] * 4, ("iiiiii", "a very long name", "another long name", "one more of them"))
    matrix.show()
    header = matrix.horizontalHeader()
    for column in (0, 1):
        wide, high = ink(header.viewport(), header.sectionViewportPosition(column) + 2, header.sectionSize(column) - 4)
        assert high > wide, f"header {column} lies"


def test_tiles_keep_their_pitch(qtbot: QtBot) -> None:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(600, 400)
    gallery.show_images("", [GalleryItem(f"{n}.png", "cat") for n in range(9)])
    before = gallery.gridSize()
    gallery.change_images([GalleryItem(f"{n}.png", "cat", detail="Training") for n in range(9)])
    assert gallery.gridSize() == before
    gallery.show_images("", [GalleryItem(f"{n}.png", "cat", detail="Training") for n in range(9)])
    assert gallery.gridSize() == before
    assert gallery.tile().height() >= gallery.tile().width() + 2 * theme.line_height(gallery.font())


@pytest.mark.parametrize("make", [ClassTable, ClassFigures, PairTable, Gallery])
def test_names_are_cut_at_their_end(qtbot: QtBot, make: Callable[[], QAbstractItemView]) -> None:
    made = make()
    qtbot.addWidget(made)
    assert made.textElideMode() == Qt.TextElideMode.ElideRight


def test_names_take_the_width_that_is_free(qtbot: QtBot) -> None:
    name = "Northern white-breasted hedgehog"
    needed = QFontMetrics(QApplication.font()).horizontalAdvance(name)
    classes, predictions = ClassTable(), PredictionTable()
    for table in (classes, predictions):
        qtbot.addWidget(table)
        table.resize(620, 300)
        with qtbot.waitExposed(table):
            table.show()
    classes.show_classes([ClassRow(name, {"train": 60})])
    assert classes.columnWidth(0) >= needed + 24
    predictions.show_predictions([prediction("a.png", "", name, (name, "cat"))], (name, "cat"))
    assert predictions.columnWidth(1) >= needed + 24
    predictions.shutdown()


def test_a_line_has_room_for_chinese(qtbot: QtBot) -> None:
    font = QFont()
    font.setPixelSize(theme.TEXT)
    metrics = QFontMetrics(font)
    assert theme.line_height(font) >= max(metrics.height(), metrics.boundingRect("国语g").height())


def test_the_mark_of_a_paused_run_rests(qtbot: QtBot) -> None:
    button = RailButton("train", "Train", marked=True)
    qtbot.addWidget(button)
    button.resize(160, 38)
    button.show()
    button.show_state(PageState("busy"))
    before = button.grab().toImage()
    qtbot.waitUntil(lambda: button.grab().toImage() != before)
    button.show_state(PageState("paused"))
    assert button.accessibleDescription() == "paused"
    assert not button.turning


def test_the_thaw_line_glides(qtbot: QtBot) -> None:
    thaw_map = ThawMap()
    qtbot.addWidget(thaw_map)
    thaw_map.resize(400, 400)
    thaw_map.show_stages(STAGES, frozenset(range(5)), "3 classes", 3)
    with qtbot.waitExposed(thaw_map):
        thaw_map.show()
    assert thaw_map.seen_line == 5
    thaw_map.move_line(2)
    assert thaw_map.line == 2  # at once: what the mouse hits is where the line belongs
    assert thaw_map.seen_line > 2
    assert DURATION_MS == 120
    qtbot.waitUntil(lambda: thaw_map.seen_line == 2)
