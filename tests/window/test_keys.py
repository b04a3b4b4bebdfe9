"""Keys in the real window, pressed through the X server."""

from pytestqt.qtbot import QtBot

from gui_app.main_window import MainWindow
from tests.window.conftest import Hands


def test_a_click_and_keys_reach_the_window(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    hands.click(window.rail.buttons["settings"])
    qtbot.waitUntil(lambda: window.current() == "settings")
    hands.press("ctrl+1")
    qtbot.waitUntil(lambda: window.current() == "data")
