"""Curves: points smoothed and thinned, round axes, one run after another, and the table behind the plot."""

import math
import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.events import Epoch, PhaseBegan, Plan, Resumed, Step
from core.history import History
from gui_app.widgets.curve import Curve
from gui_app.widgets.trace import BINS, Trace, decimals, log_ticks, thin, ticks


def run(epochs: int = 4, steps: int = 5, planned: int = 10) -> History:
    """A run whose loss falls to 1/epoch and whose third epoch is the best."""
    history = History().absorb([Plan(planned, steps, {"train": 50, "validation": 10}, ["a", "b"], 1000)])
    for e in range(1, epochs + 1):
        at = [(e - 1) + (k + 1) / steps for k in range(steps)]
        history.absorb([Step((e - 1) * steps + k + 1, x, 1 / (x + 0.5), 0.5, 1e-3, 10.0) for k, x in enumerate(at)])
        figures = {"loss": 1 / e, "accuracy": 0.9 if e == 3 else 0.8}
        history.absorb([Epoch(e, e * steps, figures, figures, 1.0, e in (1, 3))])
    return history


@pytest.fixture
def curve(qtbot: QtBot) -> Curve:
    made = Curve("loss")
    qtbot.addWidget(made)
    made.resize(700, 320)
    made.show()
    qtbot.waitExposed(made)
    return made


# --- points --------------------------------------------------------------------------------------


def test_the_mean_of_a_constant_is_the_constant() -> None:
    trace = Trace(0.5)
    for i in range(20):
        trace.add(i / 10, 3.0)
    assert np.allclose(trace.smooth, 3.0)


def test_the_mean_forgets_with_its_time_constant() -> None:
    trace = Trace(1.0)
    for i in range(1001):
        trace.add(i / 100, 0.0)
    for i in range(100):
        trace.add(10 + (i + 1) / 100, 1.0)
    assert trace.smooth[-1] == pytest.approx(1 - math.exp(-1), abs=0.01)


def test_no_number_is_a_gap_and_leaves_the_mean_alone() -> None:
    trace = Trace(1.0)
    for y in (1.0, math.nan, 1.0):
        trace.add(len(trace) / 2, y)
    assert math.isnan(trace.y[1])
    assert list(trace.smooth) == [1.0, 1.0, 1.0]


def test_thinning_keeps_every_peak() -> None:
    y = np.zeros(100_000)
    y[[12_345, 77_777]] = 9, -9
    xs, ys = thin(list(range(len(y))), list(y))
    assert len(xs) <= 2 * BINS + 100_000 / BINS
    assert (ys.max(), ys.min()) == (9, -9)
    assert (np.diff(xs) >= 0).all()


@pytest.mark.parametrize(("low", "high", "most"), [(0, 1.2, 5), (0.31, 0.33, 4), (0, 1234, 6), (0, 1e-4, 3)])
def test_ticks_cover_their_range(low: float, high: float, most: int) -> None:
    made = ticks(low, high, most)
    assert made[0] <= low < high <= made[-1]
    assert len(made) <= most + 2


def test_ticks_of_epochs_are_whole() -> None:
    assert ticks(0, 20, 8, whole=True) == [0, 4, 8, 12, 16, 20]
    assert ticks(0, 3, 8, whole=True) == [0, 1, 2, 3]


def test_log_ticks_cover_their_range() -> None:
    assert log_ticks(0.03, 0.9) == [0.02, 0.05, 0.1, 0.2, 0.5, 1]
    assert log_ticks(1e-5, 30) == [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100]


def test_decimals_tell_marks_apart() -> None:
    assert [decimals(v) for v in ([0, 1, 2], [0, 0.5], [0.25, 0.5], [0.0])] == [0, 1, 2, 0]


# --- the widget ----------------------------------------------------------------------------------


def test_lines_and_the_best_epoch(curve: Curve) -> None:
    curve.show_history(run())
    x, y = curve.plot.validation.getData()
    assert (list(x), list(y)) == ([1, 2, 3, 4], [1, 1 / 2, 1 / 3, 1 / 4])
    assert curve.plot.best.getData()[0].tolist() == [3]
    assert len(curve.plot.train.getData()[0]) == 20
    assert curve.plot.viewRange()[0][1] == pytest.approx(10, rel=0.02)  # all planned epochs find room


def test_new_steps_are_taken_in_and_an_older_checkpoint_too(curve: Curve) -> None:
    history = run()
    curve.show_history(history)
    history.absorb([Step(21, 4.2, 0.2, 0.5, 1e-3, 10.0)])
    curve.show_history(history)
    assert curve.plot.raw.getData()[0][-1] == 4.2
    history.absorb([Resumed(10, 2, 10)])
    curve.show_history(history)
    assert curve.plot.raw.getData()[0][-1] == 2.0
    curve.show_history(History())
    assert curve.plot.raw.getData() == (None, None)


def test_log_scale_and_smoothing_are_toggles(qtbot: QtBot, curve: Curve) -> None:
    curve.show_history(run())
    qtbot.mouseClick(curve.log, Qt.MouseButton.LeftButton)
    assert list(curve.plot.validation.getData()[1]) == pytest.approx([math.log10(1 / e) for e in range(1, 5)])
    qtbot.mouseClick(curve.smooth, Qt.MouseButton.LeftButton)
    assert curve.plot.train.getData() == (None, None)


def test_a_loss_of_nought_has_no_logarithm(curve: Curve) -> None:
    history = run()
    history.absorb([Step(21, 4.2, 0.0, 1.0, 1e-3, 10.0), Step(22, 4.4, math.nan, 1.0, 1e-3, 10.0)])
    curve.log.setChecked(True)
    curve.show_history(history)
    assert math.isnan(curve.plot.raw.getData()[1][-1])


def test_earlier_runs_are_named(curve: Curve) -> None:
    curve.show_history(run(), [("run 11", run(8, planned=30)), ("run 9", run(2))])
    assert "run 11" in curve.legend.accessibleName()
    assert [len(item.getData()[0]) for item in curve.plot.earlier(2)] == [8, 2]
    curve.show_history(run(), [])
    assert "run 11" not in curve.legend.accessibleName()


def test_later_phases_have_a_line(curve: Curve) -> None:
    history = run().absorb([PhaseBegan(0, 0, ["stem"], 10, False), PhaseBegan(1, 2, [], 1000, False)])
    curve.show_history(history)
    assert [line.value() for line in curve.plot._phases] == [2]


def test_the_table_says_the_same(qtbot: QtBot, curve: Curve) -> None:
    history = run()
    curve.show_history(history)
    qtbot.mouseClick(curve.as_table, Qt.MouseButton.LeftButton)
    assert curve.table.isVisible()
    shown = [[curve.table.item(r, c).text() for c in range(4)] for r in range(4)]
    assert shown[1] == ["2", "0.500", "0.500", ""]
    assert shown[2][3] == "best epoch"
    assert "validation 0.250" in curve.accessibleDescription()


def test_the_hair_reads_the_nearest_figures(qtbot: QtBot, curve: Curve) -> None:
    curve.show_history(run())
    box = curve.plot.getViewBox()
    spot = box.mapViewToScene(box.viewRect().center().__class__(3.05, 0.5)).toPoint()
    qtbot.mouseMove(curve.plot.viewport(), QPoint(spot))
    assert curve.plot.hair.isVisible()
    assert "epoch 3: validation 0.333" in curve.readout(3.05)[1]


def test_accuracy_is_told_in_percent_everywhere(qtbot: QtBot) -> None:
    curve = Curve("accuracy")
    qtbot.addWidget(curve)
    curve.resize(700, 260)
    curve.show_history(run())
    curve.show()
    curve.show_history(run())
    marks = [text for _, text in curve.plot.getAxis("left")._tickLevels[0]]
    assert marks[-1] == "100%"
    assert all(mark.endswith("%") for mark in marks)
    assert "epoch 3: validation 90.0%" in curve.readout(3.05)[1]
    assert "validation 80.0%" in curve.accessibleDescription()
    curve.as_table.setChecked(True)
    assert curve.table.item(2, 2).text() == "90.0%"


def test_no_run_yet(curve: Curve) -> None:
    curve.show_history(History())
    assert curve.plot.empty.isVisible()
    assert curve.readout(1.0) == (1.0, "")


def test_a_hundred_thousand_points_do_not_hold_up_the_window(curve: Curve) -> None:
    history = run(0, planned=100)
    history.absorb([Step(i, i / 1000, 1 / (1 + i), 0.5, 1e-3, 10.0) for i in range(100_000)])
    curve.show_history(history)
    best = math.inf
    for k in range(5):
        history.absorb([Step(100_000 + k, 100 + k / 1000, 0.1, 0.5, 1e-3, 10.0)])
        began = time.perf_counter()
        curve.show_history(history)
        best = min(best, time.perf_counter() - began)
    assert best < 0.033
