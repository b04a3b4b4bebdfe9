"""Drop-down lists: every entry is there, inside one frame, wherever on the screen the field stands."""

from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QWidget
from pytestqt.qtbot import QtBot

from gui_app.main_window import MainWindow
from gui_app.widgets.field import OptionField
from tests.window.conftest import PATIENCE_MS, Hands
from tests.window.conftest import idle_session as session

__all__ = ["session"]


def open_list(hands: Hands, qtbot: QtBot, box: QComboBox) -> QWidget:
    """Click a combo box; the window that its list opens in."""
    hands.click(box)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=PATIENCE_MS)
    popup = QApplication.activePopupWidget()
    assert popup is box.view().window()
    return popup


def check_list(box: QComboBox, popup: QWidget) -> None:
    view, model = box.view(), box.model()
    seen = view.viewport().rect()
    for row in range(model.rowCount()):
        place = view.visualRect(model.index(row, box.modelColumn(), box.rootModelIndex()))
        assert seen.contains(place), f"“{box.itemText(row)}” of {box.objectName()} is not to be seen"
        assert view.mapTo(popup, view.viewport().mapTo(view, place.center())).y() < popup.height()
    assert popup.screen().availableGeometry().contains(popup.frameGeometry())
    assert isinstance(popup, QFrame)
    assert popup.frameWidth() == 0, "the list's own frame stands in another one"
    others = [c for c in popup.children() if isinstance(c, QWidget) and c is not view and c.isVisible()]
    assert not others, f"something lies beside the list: {others}"


def test_every_list_of_the_settings_shows_its_entries(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    window.show_page("settings")
    boxes = [box for box in window.pages["settings"].findChildren(QComboBox) if box.isVisible()]
    assert len(boxes) > 1
    for box in boxes:
        popup = open_list(hands, qtbot, box)
        check_list(box, popup)
        hands.press("Escape")
        qtbot.waitUntil(popup.isHidden)


def test_a_list_at_the_foot_of_the_screen_shows_its_entries(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    box = OptionField(tuple((n, f"entry {n}") for n in range(18)), 17, window)
    box.setGeometry(window.width() - 140, window.height() - 40, 140, 30)
    box.show()
    popup = open_list(hands, qtbot, box)
    check_list(box, popup)
    hands.press("Home", "Return")
    qtbot.waitUntil(lambda: box.currentIndex() == 0)
