"""The window on its screen: all of it is there, however small the screen is, and it comes back where it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui_app.main_window import MainWindow
from gui_app.pages import PAGES
from gui_app.session import Session
from tests.gui.standin import STAGES
from tests.window.conftest import PATIENCE_MS, fill_pages
from tests.window.conftest import idle_session as session

__all__ = ["session"]


def whole(widget: QWidget) -> bool:
    """Whether all of a widget is to be seen on the screen."""
    place = QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())
    on_screen = widget.screen().availableGeometry().contains(place)
    return on_screen and widget.visibleRegion().boundingRect() == widget.rect()


def shown(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each page in turn."""
    for row in PAGES:
        window.show_page(row.key)
        window.grab()  # lays it out
        yield row.key, window.pages[row.key]


def check_all_is_there(window: MainWindow) -> None:
    free = window.screen().availableGeometry()
    assert free.contains(window.frameGeometry()), f"{window.frameGeometry()} on {free}"
    for button in window.rail.findChildren(QAbstractButton):
        assert whole(button) or not button.isVisible(), button.text()
    for key, page in shown(window):
        for button in page.findChildren(QAbstractButton):
            if button.parent() is page and button.isVisible():
                assert whole(button), f"{key}: {button.text()}"


def test_the_first_window_fits_the_screen(window: MainWindow, session: Session, tmp_path: Path) -> None:
    check_all_is_there(window)
    fill_pages(session, tmp_path)
    check_all_is_there(window)
    for key, page in shown(window):
        bar = page.findChild(QScrollArea, "page_body").verticalScrollBar()
        assert not bar.maximum(), f"{key} needs {bar.maximum()} pixels more than there are"


@pytest.mark.screen(1920, 1080, scale=2)
def test_with_everything_twice_as_large_all_of_it_is_there(
        window: MainWindow, session: Session, tmp_path: Path) -> None:
    check_all_is_there(window)
    fill_pages(session, tmp_path)
    check_all_is_there(window)


def test_it_comes_back_where_it_was(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    window.setGeometry(120, 90, 1000, 640)
    qtbot.waitUntil(lambda: window.geometry() == QRect(120, 90, 1000, 640), timeout=PATIENCE_MS)
    window.close()
    again = MainWindow(session)
    qtbot.addWidget(again)
    with qtbot.waitActive(again):
        again.show()
    qtbot.waitUntil(lambda: again.geometry() == QRect(120, 90, 1000, 640), timeout=PATIENCE_MS)


def test_nothing_is_cut_off_on_the_model_page_without_a_folder(
        window: MainWindow, session: Session, qtbot: QtBot) -> None:
    session.stages = STAGES
    window.show_page("model")
    page = window.pages["model"]
    window.grab()
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            seen = label.visibleRegion().boundingRect()
            assert seen.width() == label.width() >= label.minimumSizeHint().width(), label.text()
