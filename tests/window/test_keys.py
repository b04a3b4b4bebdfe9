"""Keys, the menu bar and menus of the right mouse button in the real window, pressed through the X server."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from core.facts import RunRow
from gui_app.actions import COMMANDS
from gui_app.main_window import MainWindow
from gui_app.session import Session
from gui_app.widgets import dialogs
from gui_app.widgets.thaw_map import ThawMap
from tests.window.conftest import PATIENCE_MS, Hands, fill_pages
from tests.window.conftest import idle_session as session

__all__ = ["session"]


def menu(window: QWidget) -> QMenu | None:
    found = window.findChild(QMenu, "context_menu")
    return found if found is not None and found.isVisible() else None


def test_keys_go_to_pages_and_into_what_they_are_for(
        window: MainWindow, session: Session, hands: Hands, qtbot: QtBot, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "refresh_runs", lambda: None)  # the one below is not on the disk
    hands.click(window.rail.buttons["settings"])
    qtbot.waitUntil(lambda: window.current() == "settings")
    hands.press("ctrl+1")
    qtbot.waitUntil(lambda: window.current() == "data")
    session.runs = [RunRow(str(tmp_path), "first", 100.0, "finished", "resnet18", "all", 3, 3, 0.9, 0.8, 0.95)]
    session.runs_changed.emit()
    hands.press("ctrl+6")
    qtbot.waitUntil(lambda: window.current() == "runs")
    table = window.pages["runs"].findChild(QTableView)
    qtbot.waitUntil(table.hasFocus)
    hands.press("F1")
    qtbot.waitUntil(lambda: window.current() == "settings")


def test_every_command_has_the_keys_of_its_platform(window: MainWindow) -> None:
    for row in COMMANDS:
        action = window.commands.all[row.key]
        assert action.shortcuts() == row.sequences() != []
        if row.keys != QKeySequence.StandardKey.UnknownKey and QKeySequence.keyBindings(row.keys):
            assert action.shortcuts() == QKeySequence.keyBindings(row.keys)
    taken = [key for action in window.commands.all.values() for key in action.shortcuts()]
    assert len(taken) == len(set(map(str, taken)))


def test_the_menu_bar_comes_with_alt_and_goes_again(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    bar = window.menuBar()
    assert not bar.isVisible()
    hands.press("alt")
    qtbot.waitUntil(bar.isVisible)
    assert {a.text() for a in bar.actions()} == {"&File", "&Edit", "&View", "&Help"}
    hands.press("Escape")
    qtbot.waitUntil(lambda: not bar.isVisible())
    hands.press("F10")
    qtbot.waitUntil(lambda: bar.isVisible() and bar.actions()[0].menu().isVisible())
    assert not window.commands.all["save"].isEnabled()  # there is nothing to save yet
    hands.press("Right")
    qtbot.waitUntil(bar.actions()[1].menu().isVisible)
    QApplication.processEvents()
    assert not window.commands.all["copy"].isEnabled()
    hands.press("Escape")
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert window.commands.all["save"].isEnabled()  # a key is answered as the page stands then


def test_a_matrix_is_copied_as_a_table(
        window: MainWindow, session: Session, hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    fill_pages(session, tmp_path)
    window.show_page("results")
    page = window.pages["results"]
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    hands.press("ctrl+c")
    qtbot.waitUntil(lambda: clipboard.text() != "", timeout=PATIENCE_MS)
    lines = clipboard.text().splitlines()
    names = [*session.run_classes, "All"]
    assert [line.split("\t")[0] for line in lines] == ["", *names]
    assert lines[0].split("\t") == ["", *names]
    clipboard.clear()
    hands.click(page.confusion.viewport(), QPoint(30, 30), button=3)
    qtbot.waitUntil(lambda: menu(window) is not None)
    hands.press("Down", "Return")
    qtbot.waitUntil(lambda: clipboard.text().splitlines() == lines)
    hands.press("ctrl+f")
    qtbot.waitUntil(page.filters.hasFocus)


def test_save_asks_where_the_report_goes(
        window: MainWindow, session: Session, hands: Hands, qtbot: QtBot, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()
    monkeypatch.setattr(dialogs.QFileDialog, "exec", lambda dialog: asked.extend(dialog.selectedFiles()))
    fill_pages(session, tmp_path)
    window.show_page("results")
    hands.press("ctrl+s")
    qtbot.waitUntil(lambda: [Path(p).name for p in asked] == [session.out_name("report", ".html")])


def test_a_picture_of_the_results_has_a_menu(
        window: MainWindow, session: Session, hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    fill_pages(session, tmp_path)
    window.show_page("results")
    gallery = window.pages["results"].gallery
    place = gallery.visualRect(gallery.model().index(0)).center()
    hands.click(gallery.viewport(), place, button=3)
    qtbot.waitUntil(lambda: menu(window) is not None)
    assert [a.text() for a in menu(window).actions()] == ["Open large", "Show in folder"]
    hands.press("Down", "Return")
    qtbot.waitUntil(window.pages["results"].viewer.isVisible)
    hands.press("Escape")
    qtbot.waitUntil(window.pages["results"].viewer.isHidden)


def test_keys_of_the_thaw_map_do_what_its_hint_says(
        window: MainWindow, session: Session, hands: Hands, qtbot: QtBot, tmp_path: Path) -> None:
    fill_pages(session, tmp_path)
    window.show_page("model")
    thaw_map = window.pages["model"].thaw_map
    assert isinstance(thaw_map, ThawMap)
    hands.click(thaw_map.viewport(), thaw_map.visualRect(thaw_map.model().index(1, 0)).center())
    qtbot.waitUntil(thaw_map.hasFocus)
    hands.press("Home")
    qtbot.waitUntil(lambda: thaw_map.line == 0)
    hands.press("ctrl+Down", "ctrl+Down", "l")
    qtbot.waitUntil(lambda: thaw_map.frozen == {2})
    hands.press("l")
    qtbot.waitUntil(lambda: not thaw_map.frozen)
    hands.press("Down")
    qtbot.waitUntil(lambda: thaw_map.line == 1)
