"""All folds in one go in the real window: asked for on Data, trained from Train, read on Results."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from core.project import RunFolder, folds_of
from core.recipe import Recipe, with_epochs
from gui_app.main_window import MainWindow
from gui_app.session import Session
from tests.e2e.test_job import PATIENCE_MS, click, find, go

Fill = Callable[[str, dict[str, int]], Path]
RECIPE = with_epochs(Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=4, device="cpu"), 1)


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, session: Session, fill: Fill) -> MainWindow:
    session.open_folder(str(fill("cells", {"blue": 9, "red": 9})))
    qtbot.waitUntil(lambda: session.index is not None and not session.busy, timeout=PATIENCE_MS)
    session.set_recipe(RECIPE)
    page = go(qtbot, window, "data")
    click(qtbot, page, "split_more")
    folds = find(page, QComboBox, "split_folds")
    folds.setFocus()
    qtbot.keyClick(folds, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: session.sharing.folds == 3 and not session.busy, timeout=PATIENCE_MS)
    return window


def test_all_folds_in_one_go(qtbot: QtBot, opened: MainWindow, session: Session) -> None:
    page = go(qtbot, opened, "train")
    click(qtbot, page, "folds")
    qtbot.waitUntil(lambda: session.history.over and session.across is not None and not session.busy,
                    timeout=PATIENCE_MS)
    runs = folds_of(RunFolder(session.run_folder))
    assert [run.history().state for run in runs] == ["finished"] * 3
    results = go(qtbot, opened, "results")
    tabs = find(results, QTabBar, "splits")
    assert [tabs.tabText(n) for n in range(tabs.count())][:2] == ["All folds", "Fold 3"]
    assert session.across is not None
    assert session.across.metrics["n"] == sum(len(run.predictions()) for run in runs) - _tested(runs)
    assert tabs.currentIndex() == 0
    said = [text.text() for text in results.findChildren(QLabel) if text.isVisible()]
    assert any("3 models that did not learn from it" in text for text in said)
    used = go(qtbot, opened, "use")
    assert "fold 3 of 3" in used.subtitle.whole()
    listed = go(qtbot, opened, "runs")
    assert [row.fold.number for row in session.runs if row.fold] == [2, 1, 0]
    assert listed.isVisible()


def _tested(runs: list[RunFolder]) -> int:
    return sum(p.split == "test" for run in runs for p in run.predictions())


def test_a_series_that_was_stopped_goes_on(qtbot: QtBot, opened: MainWindow, session: Session) -> None:
    page = go(qtbot, opened, "train")

    def stop() -> None:
        if session.history.plan is not None and not session.stopping:
            session.stop()
    session.run_changed.connect(stop)
    click(qtbot, page, "folds")
    qtbot.waitUntil(lambda: session.history.state == "stopped" and not session.busy, timeout=PATIENCE_MS)
    session.run_changed.disconnect(stop)
    first = session.run_folder
    assert len(folds_of(RunFolder(first))) == 3
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "continue").isVisible())
    click(qtbot, page, "continue")
    qtbot.waitUntil(lambda: session.run_folder != first and session.across is not None and not session.busy,
                    timeout=PATIENCE_MS)
    assert all(run.history().state == "finished" for run in folds_of(RunFolder(first)))


def test_discarding_a_fold_takes_those_along_that_have_not_begun(qtbot: QtBot, opened: MainWindow,
                                                                 session: Session) -> None:
    page = go(qtbot, opened, "train")

    def stop() -> None:
        if session.history.plan is not None and not session.stopping:
            session.stop(keep=False)
    session.run_changed.connect(stop)
    click(qtbot, page, "folds")
    qtbot.waitUntil(lambda: not session.run_folder and not session.busy and "folds" not in session.works,
                    timeout=PATIENCE_MS)
    assert session.runs == []
