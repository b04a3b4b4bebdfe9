"""What keys and clicks press, and what they must not."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui_app.main_window import MainWindow
from gui_app.session import Session
from gui_app.widgets.drop_zone import DropZone
from tests.window.conftest import Hands, fill_pages
from tests.window.conftest import idle_session as session

__all__ = ["session"]


def button(window: MainWindow, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    return found


def next_of(window: MainWindow) -> QPushButton:
    """The primary button of the page that is shown."""
    found = window.pages[window.current()].primary_button()
    assert found is not None
    return found


def test_enter_presses_what_has_the_focus(
        window: MainWindow, session: Session, hands: Hands, qtbot: QtBot) -> None:
    window.rail.buttons["settings"].setFocus(Qt.FocusReason.TabFocusReason)
    hands.press("Return")
    qtbot.waitUntil(lambda: window.current() == "settings")
    window.show_page("data")
    card = button(window, "sample_defects")
    card.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(card.clicked):
        hands.press("KP_Enter")
    session.cancel("sample")
    zone = DropZone(window)
    zone.setGeometry(300, 300, 200, 200)
    zone.show()
    zone.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(zone.clicked):
        hands.press("Return")


def test_ctrl_enter_takes_the_next_step(
        window: MainWindow, session: Session, hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    fill_pages(session, tmp_path)
    for key in ("model", "train"):
        hands.press("ctrl+Return")
        qtbot.waitUntil(lambda key=key: window.current() == key)


def test_a_double_click_presses_one_button(
        window: MainWindow, session: Session, hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    fill_pages(session, tmp_path)
    window.show_page("train")  # both pages are built: nothing delays what follows the click
    window.show_page("model")
    window.show_page("data")
    shown = list[str]()
    window.rail.chosen.connect(shown.append)
    data = next_of(window)
    hands.click(data, times=2)
    hands.press("ctrl+comma")  # comes after the clicks: when it has its effect they have had theirs
    qtbot.waitUntil(lambda: window.current() == "settings")
    assert shown == ["model", "settings"], "the second press hit what the first had brought under the mouse"
    window.show_page("data")
    hands.click(data)
    qtbot.waitUntil(lambda: window.current() == "model")
    following = next_of(window)
    with qtbot.waitSignal(following.clicked):  # elsewhere on it: a click of its own
        hands.click(following, following.rect().center() - QPoint(20, 0))
