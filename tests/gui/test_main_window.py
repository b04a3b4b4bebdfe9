"""The window: steps and their marks, keys, folders dropped on it, and closing it while a run is going on."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.problems import Problem
from core.recipe import Phase, Recipe
from gui_app import main_window
from gui_app.app import Application
from gui_app.main_window import LEAST as LEAST_SIZE
from gui_app.main_window import MainWindow
from gui_app.pages import PAGES
from gui_app.session import Session
from gui_app.settings import Settings
from gui_app.widgets.page import Page
from gui_app.widgets.problem_bar import ConfirmBar
from gui_app.widgets.rail import LEAST, MOST, Rail
from tests.gui.conftest import PATIENCE_MS, Open

LEFT = Qt.MouseButton.LeftButton
COPY, PLAIN = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
SMALL = Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=4, early_stopping=False,
               device="cpu", phases=(Phase(epochs=500, freeze="4"),))


def test_it_opens_on_the_first_step(window: MainWindow) -> None:
    assert window.current() == "data"
    assert set(window.pages) == {"data"}, "the other pages wait until they are shown"
    assert window.rail.buttons["data"].isChecked()
    assert [window.rail.buttons[k].state().mark for k in ("model", "train", "results")] == ["missing"] * 3
    assert window.rail.buttons["train"].toolTip()
    assert window.windowTitle() == "Thawline"


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.key)
def test_every_page_can_be_shown(qtbot: QtBot, window: MainWindow, row: object) -> None:
    key = row.key  # type: ignore[attr-defined]
    qtbot.mouseClick(window.rail.buttons[key], LEFT)
    page = window.pages[key]
    assert isinstance(page, Page)
    assert (window.current(), page.key, page.isVisible()) == (key, key, True)
    assert page.title()
    buttons = page.findChildren(QPushButton)
    assert all(b.objectName() and (b.accessibleName() or b.text()) for b in buttons if b.isVisible())
    assert len([b for b in buttons if b.isVisible() and b.property("role") == "primary"]) <= 1


def test_keys_lead_to_the_pages(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.current() == "settings"
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current() == "data"


def test_arrows_walk_the_rail(qtbot: QtBot, window: MainWindow) -> None:
    settings = window.rail.buttons["settings"]
    qtbot.mouseClick(settings, LEFT)
    assert not settings.hasFocus(), "a click leaves no ring"
    settings.setFocus()
    qtbot.keyClick(settings, Qt.Key.Key_Up)
    assert window.current() == "runs"


def test_a_page_may_ask_for_another(window: MainWindow) -> None:
    window.pages["data"].go.emit("settings")
    assert window.current() == "settings"
    assert window.rail.buttons["settings"].isChecked()


def test_marks_follow_the_work(window: MainWindow, folder: Path, opened: Open) -> None:
    opened(folder)
    assert window.rail.buttons["data"].state().mark == "done"
    assert window.rail.buttons["model"].state().mark != "missing"
    assert window.rail.buttons["use"].state().mark == "missing"


def test_long_words_fit_the_rail(qtbot: QtBot) -> None:
    words = (("data", "Bilddaten"), ("train", "Trainingsdurchlauf"), ("use", "使用训练好的模型"))
    rail = Rail(words, (("runs", "Trainingsläufe"), ("settings", "Grundeinstellungen")))
    qtbot.addWidget(rail)
    assert LEAST <= rail.width() <= MOST
    rail.buttons["runs"].show_count("1,024")
    rail.resize(rail.width(), 600)
    with qtbot.waitExposed(rail):
        rail.show()
    for key, text in words:
        assert rail.buttons[key].fontMetrics().horizontalAdvance(text) <= rail.buttons[key].width() - 39 - 12, key


# --- problems ------------------------------------------------------------------------------------


def test_a_problem_is_shown_and_dismissed(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.show_problem(Problem("no_such_folder", path="/a/b"))
    assert "/a/b" in window.problem_bar.text.text()
    assert window.problem_bar.accessibleName() == window.problem_bar.text.text()
    qtbot.mouseClick(window.problem_bar.findChild(object, "problem_dismiss"), LEFT)
    assert session.problem is None
    assert not window.problem_bar.isVisible()


def test_escape_dismisses_a_problem(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.show_problem(Problem("no_such_folder", path="<i>x</i>"))
    assert window.problem_bar.text.textFormat() == Qt.TextFormat.PlainText
    qtbot.keyClick(window.problem_bar.findChild(object, "problem_dismiss"), Qt.Key.Key_Escape)
    assert session.problem is None
    assert not window.problem_bar.isVisible()


def test_a_question_has_one_answer(qtbot: QtBot) -> None:
    bar, said = ConfirmBar(), []
    qtbot.addWidget(bar)
    bar.ask("Really?", (("yes", "Yes", "primary", lambda: said.append("yes")),
                        ("no", "No", "plain", lambda: said.append("no"))))
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert said == ["no"]
    assert not bar.isVisible()
    assert bar.findChild(QPushButton, "yes") is None


# --- folders from outside ------------------------------------------------------------------------


def drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    enter = QDragEnterEvent(QPoint(400, 300), COPY, mime, LEFT, PLAIN)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), COPY, mime, LEFT, PLAIN))


def test_a_folder_is_dropped(qtbot: QtBot, window: MainWindow, session: Session, folder: Path) -> None:
    window.show_page("settings")
    with qtbot.waitSignal(session.index_changed, timeout=PATIENCE_MS):
        drop(window, folder)
    assert session.index is not None
    assert window.current() == "data"


def test_a_file_is_dropped(window: MainWindow, session: Session, folder: Path) -> None:
    drop(window, folder / "red" / "0.png")
    assert session.problem is not None
    assert session.problem.code == "not_a_folder"


def test_text_is_not_taken(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("hello")
    enter = QDragEnterEvent(QPoint(400, 300), COPY, mime, LEFT, PLAIN)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


# --- the end -------------------------------------------------------------------------------------


def test_it_closes_at_once_when_nothing_is_going_on(window: MainWindow) -> None:
    assert window.close()


def test_its_place_is_kept(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.resize(LEAST_SIZE.width(), 704)  # no larger than the offscreen platform's screen
    window.close()
    again = MainWindow(session)
    qtbot.addWidget(again)
    assert again.height() == 704


def answer(window: MainWindow, name: str) -> QPushButton:
    found = window.confirm_bar.findChild(QPushButton, name)
    assert found is not None
    return found


def test_closing_during_a_run_asks_and_keeps(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, opened: Open) -> None:
    opened(folder)
    session.set_recipe(SMALL)
    session.train()
    qtbot.waitUntil(lambda: len(session.history.epochs) >= 1 or session.problem is not None, timeout=60_000)
    assert session.problem is None
    assert not window.close()
    assert window.confirm_bar.isVisible()
    qtbot.mouseClick(answer(window, "close_go_on"), LEFT)
    assert session.training
    assert not window.confirm_bar.isVisible()
    assert not window.close()
    qtbot.mouseClick(answer(window, "close_stop_keep"), LEFT)
    assert window.isVisible(), "it waits until the run is saved"
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE_MS)
    assert not session.busy
    assert (Path(session.run_folder) / "last.pt").is_file()


def test_a_run_that_will_not_end_can_be_left(
        qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_window, "PATIENCE_MS", 50)
    monkeypatch.setattr(Session, "training", True)
    monkeypatch.setattr(Session, "busy", True)
    monkeypatch.setattr(session, "stop", lambda keep: None)
    assert not window.close()
    qtbot.mouseClick(answer(window, "close_stop_keep"), LEFT)
    qtbot.waitUntil(lambda: window.confirm_bar.findChild(QPushButton, "close_now") is not None)
    qtbot.mouseClick(answer(window, "close_now"), LEFT)
    assert not window.isVisible()
    monkeypatch.undo()


def test_closing_while_a_folder_is_read_does_not_ask(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path) -> None:
    session.open_folder(str(folder))
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE_MS)
    assert not session.busy


# --- the application -----------------------------------------------------------------------------


def test_another_language_builds_the_window_anew(qtbot: QtBot, qapp: QApplication, session: Session) -> None:
    whole = Application(qapp, session)
    first = whole.window
    first.show()
    first.show_page("settings")
    session.settings.set("language", "en")
    session.settings_changed.emit()
    qtbot.waitUntil(lambda: whole.window is not first)
    assert whole.window.current() == "settings"
    assert not first.isVisible()
    whole.window.close()
    whole.retire()


def test_another_language_has_its_own_dates_and_numbers(qapp: QApplication, session: Session) -> None:
    session.settings.set("language", "zh_CN")
    whole = Application(qapp, session)
    assert QLocale().language() == QLocale.Language.Chinese
    whole.window.close()
    whole.retire()


def test_a_fault_is_shown_and_the_window_stays(
        qtbot: QtBot, qapp: QApplication, session: Session, caplog: pytest.LogCaptureFixture) -> None:
    whole = Application(qapp, session)
    whole.window.show()
    try:
        raise ValueError("a bug")
    except ValueError as error:
        whole.catch(ValueError, error, error.__traceback__)
    assert session.problem is not None
    assert session.problem.code == "unexpected"
    assert "a bug" in whole.window.problem_bar.text.text()
    assert "ValueError" in Path(session.problem.details["path"]).read_text("utf-8")
    assert whole.window.isVisible()
    whole.retire()


def test_settings_survive(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    Settings(path).set("theme", "dark")
    assert Settings(path).get("theme") == "dark"
