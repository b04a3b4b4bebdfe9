"""The whole job by clicks and keys in the real window, beside the same job on the command line."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from core.cli import main
from core.project import RunFolder
from core.recipe import with_epochs
from gui_app.main_window import MainWindow
from gui_app.session import Session

DATA = Path(__file__).parents[3] / "shared" / "data"
PATIENCE_MS = 60_000


def drop(window: MainWindow, path: Path) -> None:
    """Let a folder fall on the window, as from a file manager."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier))


def find(page: QWidget, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, f"{page.objectName()} has no {name}"
    return found


def click(qtbot: QtBot, page: QWidget, name: str) -> None:
    qtbot.mouseClick(find(page, QPushButton, name), Qt.MouseButton.LeftButton)


def go(qtbot: QtBot, window: MainWindow, key: str) -> QWidget:
    qtbot.mouseClick(window.rail.buttons[key], Qt.MouseButton.LeftButton)
    page = window.pages[key]
    qtbot.waitUntil(page.isVisible)
    return page


def pick_backbone(qtbot: QtBot, page: QWidget, title: str) -> None:
    table = find(page, QTableView, "backbones")
    model = table.model()
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == title)
    table.scrollTo(model.index(row, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(model.index(row, 0)).center())


def open_weights(qtbot: QtBot, page: QWidget, path: Path) -> None:
    """Choose “Open a weights file…” by keys and type the path into the dialog."""
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.setText(str(path))
        qtbot.keyClick(line, Qt.Key.Key_Return)
    box = find(page, QComboBox, "weights")
    box.setFocus()
    QTimer.singleShot(300, answer)
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)


def train(qtbot: QtBot, window: MainWindow, session: Session) -> QWidget:
    page = go(qtbot, window, "train")
    click(qtbot, page, "start")
    qtbot.waitUntil(lambda: session.history.over and not session.busy, timeout=20 * PATIENCE_MS)
    assert session.history.state == "finished", session.problem
    return page


def same_numbers(session: Session, other: Path) -> None:
    mine, its = RunFolder(session.run_folder).history(), RunFolder(other).history()
    assert [(e.train, e.validation) for e in mine.epochs] == [(e.train, e.validation) for e in its.epochs]
    assert mine.metrics == its.metrics


def points(page: QWidget, kind: str) -> int:
    """How many points the validation line of a curve is drawn with."""
    curve: Any = find(page, QWidget, f"{kind}_curve")
    return len(curve.plot.validation.getData()[0])


def test_the_job_by_clicks_gives_the_numbers_of_the_command_line(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, tmp_path: Path) -> None:
    drop(window, folder)
    qtbot.waitUntil(lambda: session.index is not None and not session.busy, timeout=PATIENCE_MS)
    page = go(qtbot, window, "model")
    pick_backbone(qtbot, page, "SqueezeNet 1.1")
    qtbot.waitUntil(lambda: len(session.stages) == 10 and not session.busy, timeout=PATIENCE_MS)
    weights = find(page, QComboBox, "weights")
    weights.setCurrentIndex(weights.findData("random"))
    weights.activated.emit(weights.currentIndex())
    thaw_map = find(page, QWidget, "thaw_map")
    thaw_map.setFocus()
    for _ in range(3):
        qtbot.keyClick(thaw_map, Qt.Key.Key_Up)
    assert session.recipe.freeze == "7"
    session.set_recipe(replace(session.recipe, image_size=32, batch_size=4, device="cpu"))
    page = train(qtbot, window, session)
    epochs = len(session.history.epochs)
    assert points(page, "loss") == points(page, "accuracy") == epochs > 0
    assert main(["train", str(folder), "--out", str(tmp_path / "cli"), "--recipe",
                 str(RunFolder(session.run_folder).recipe_file)]) == 0
    same_numbers(session, tmp_path / "cli")
    results = go(qtbot, window, "results")
    assert session.report is not None
    assert results.isVisible()
    go(qtbot, window, "use")
    session.predict([str(folder)])
    qtbot.waitUntil(lambda: len(session.predictions) == 24, timeout=PATIENCE_MS)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not DATA.is_dir(), reason="the real images are not here")
def test_real_images_and_a_colleagues_weights(
        qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    drop(window, DATA / "clothing")
    qtbot.waitUntil(lambda: session.index is not None and not session.busy, timeout=PATIENCE_MS)
    page = go(qtbot, window, "model")
    pick_backbone(qtbot, page, "MobileNetV2")
    qtbot.waitUntil(lambda: bool(session.stages) and not session.busy, timeout=PATIENCE_MS)
    open_weights(qtbot, page, DATA / "weights" / "mobilenet_v2.pth")
    qtbot.waitUntil(lambda: session.recipe.weights.endswith("mobilenet_v2.pth"))
    thaw_map = find(page, QWidget, "thaw_map")
    thaw_map.setFocus()
    qtbot.keyClick(thaw_map, Qt.Key.Key_End)
    assert session.recipe.freeze == "all"
    page = train(qtbot, window, session)
    epochs = session.history.epochs
    assert points(page, "loss") == points(page, "accuracy") == len(epochs)
    best = session.history.best
    assert best is not None
    assert best.validation["accuracy"] >= 0.77
    assert main(["train", str(DATA / "clothing"), "--weights", str(DATA / "weights" / "mobilenet_v2.pth"),
                 "--backbone", "mobilenet_v2", "--freeze", "all", "--out", str(tmp_path / "cli")]) == 0
    same_numbers(session, tmp_path / "cli")


def test_closing_in_the_middle_of_a_run_keeps_it(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path) -> None:
    drop(window, folder)
    qtbot.waitUntil(lambda: session.index is not None and not session.busy, timeout=PATIENCE_MS)
    recipe = replace(session.recipe, backbone="squeezenet1_1", weights="random", image_size=32, early_stopping=False)
    session.set_recipe(with_epochs(recipe, 5000))
    qtbot.waitUntil(lambda: bool(session.stages) and not session.busy, timeout=PATIENCE_MS)
    click(qtbot, go(qtbot, window, "train"), "start")
    qtbot.waitUntil(lambda: len(session.history.epochs) > 1, timeout=PATIENCE_MS)
    window.close()
    assert window.isVisible()  # it asks first
    qtbot.mouseClick(find(window.confirm_bar, QPushButton, "close_stop_keep"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible() and not session.busy, timeout=PATIENCE_MS)
    run = RunFolder(session.run_folder)
    assert run.checkpoint_file.is_file()
    assert run.history().state == "stopped"
    done = len(run.history().epochs)
    assert main(["resume", str(run.path), "--epochs", str(done + 2)]) == 0
    assert len(run.history().epochs) == done + 2
