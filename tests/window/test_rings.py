"""The frame around what has the keyboard's focus: after keys, and not after clicks."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from gui_app import theme
from gui_app.main_window import MainWindow
from gui_app.widgets.rings import has_ring
from tests.window.conftest import PATIENCE_MS, Hands
from tests.window.conftest import idle_session as session

__all__ = ["session"]


def test_a_frame_follows_keys_and_not_clicks(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    window.show_page("model")
    table = window.pages["model"].findChild(QTableView, "backbones")
    assert isinstance(table, QTableView)
    hands.click(table.viewport(), QPoint(60, 12))
    qtbot.waitUntil(table.hasFocus)
    assert not has_ring(table)
    hands.press("Down")
    qtbot.waitUntil(lambda: has_ring(table))
    hands.press("Tab")
    qtbot.waitUntil(lambda: not table.hasFocus() and has_ring(QApplication.focusWidget()))
    assert not table.property("ring")
    now = QApplication.focusWidget()
    hands.click(window.pages["model"], QPoint(4, 4))
    qtbot.waitUntil(lambda: not has_ring(now))


def test_a_click_leaves_no_frame_on_a_button(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    window.rail.buttons["settings"].setFocus(Qt.FocusReason.TabFocusReason)
    assert not has_ring(window.rail.buttons["settings"])  # nobody has pressed a key
    hands.press("Tab")
    qtbot.waitUntil(lambda: has_ring(QApplication.focusWidget()))


def test_a_tooltip_wears_the_theme(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    button = window.rail.buttons["use"]
    button.setToolTip("Train a model first.")
    hands.move(button, QPoint(20, 10))
    hands.move(button, QPoint(24, 12))

    def shown() -> list[QLabel]:
        return [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()]
    qtbot.waitUntil(lambda: bool(shown()), timeout=PATIENCE_MS)
    image = shown()[0].grab().toImage()
    assert image.pixelColor(3, 3) == theme.colour("panel")
    assert shown()[0].height() < 40
