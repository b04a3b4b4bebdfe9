"""How many clicks lead from the start to the first prediction, counted as a hand makes them."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.recipe import Recipe, with_epochs
from gui_app.main_window import MainWindow
from gui_app.session import Session
from gui_app.widgets.examples import Examples
from tests.gui.conftest import Fill
from tests.window.conftest import Hands

SAMPLE_MOST, FOLDER_MOST = 4, 7
PATIENCE_MS = 60_000
SMALL = replace(with_epochs(Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=8,
                                   device="cpu"), 2), early_stopping=False)


class Counted:
    """A hand whose clicks are counted."""

    def __init__(self, hands: Hands) -> None:
        self._hands, self.clicks = hands, 0

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.clicks += 1
        self._hands.click(widget, at)


@pytest.fixture
def hand(hands: Hands, session: Session) -> Counted:
    session.set_recipe(SMALL)  # what is counted are the clicks, not the minutes
    return Counted(hands)


def train_and_use(window: MainWindow, session: Session, hand: Counted, qtbot: QtBot) -> Examples:
    """From an open folder to images that the model has judged."""
    qtbot.waitUntil(lambda: session.index is not None and not session.reading, timeout=PATIENCE_MS)
    hand.click(window.rail.buttons["train"])
    qtbot.waitUntil(lambda: window.current() == "train")
    start = window.pages["train"].findChild(QPushButton, "start")
    assert start is not None
    qtbot.waitUntil(start.isEnabled, timeout=PATIENCE_MS)
    hand.click(start)
    qtbot.waitUntil(lambda: session.report is not None and not session.busy, timeout=PATIENCE_MS)
    hand.click(window.rail.buttons["use"])
    qtbot.waitUntil(lambda: window.current() == "use")
    examples = window.pages["use"].findChild(Examples)
    assert examples is not None
    qtbot.waitUntil(lambda: examples.isVisible() and len(examples.shown) > 0, timeout=PATIENCE_MS)
    assert all(prediction.label for prediction in examples.shown)
    return examples


def test_from_the_start_to_the_first_prediction_with_a_sample(
        window: MainWindow, session: Session, hand: Counted, qtbot: QtBot, fill: Fill) -> None:
    fill("projects/Samples/defects", {"pit": 24, "stain": 24})  # it is drawn only once: drawing takes seconds
    card = window.findChild(QPushButton, "sample_defects")
    assert card is not None
    hand.click(card)
    examples = train_and_use(window, session, hand, qtbot)
    assert len(examples.shown) >= 8
    assert hand.clicks <= SAMPLE_MOST


def test_from_the_start_to_the_first_prediction_with_a_folder_of_ones_own(
        window: MainWindow, session: Session, hand: Counted, qtbot: QtBot, fill: Fill, private_home: Path) -> None:
    fill("mine", {"daisy": 12, "rose": 12}).rename(private_home / "mine")

    def choose() -> None:
        """Point at the folder in the system's dialog, and say so."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(50, choose)
            return
        names = next(view for view in dialog.findChildren(QAbstractItemView)
                     if view.objectName() in ("listView", "treeView") and view.isVisible())
        model, root = names.model(), names.rootIndex()
        found = (model.index(row, 0, root) for row in range(model.rowCount(root)))
        at = next((index for index in found if index.data() == "mine"), None)
        if at is None:  # the dialog reads the folder on a thread of its own
            QTimer.singleShot(50, choose)
            return
        hand.click(names.viewport(), names.visualRect(at).center())
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        qtbot.waitUntil(lambda: line.text() == "mine", timeout=PATIENCE_MS)
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None
        hand.click(box.button(QDialogButtonBox.StandardButton.Open))
    QTimer.singleShot(100, choose)
    target = window.pages["data"].findChild(QPushButton, "choose_folder", Qt.FindChildOption.FindChildrenRecursively)
    assert target is not None
    hand.click(target)
    qtbot.waitUntil(lambda: session.folder.endswith("mine"), timeout=PATIENCE_MS)
    train_and_use(window, session, hand, qtbot)
    assert hand.clicks <= FOLDER_MOST
