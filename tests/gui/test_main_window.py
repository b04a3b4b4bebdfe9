"""The window: steps and their marks, keys, folders dropped on it, and closing it while a run is going on."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsScene,
    QGraphicsView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.problems import Problem
from core.recipe import Phase, Recipe
from core.source import Source
from gui_app import main_window
from gui_app.app import Application
from gui_app.main_window import MainWindow
from gui_app.pages import PAGES
from gui_app.placement import LEAST as LEAST_SIZE
from gui_app.session import Session
from gui_app.settings import Settings
from gui_app.widgets.drop_hint import DropHint
from gui_app.widgets.page import Page
from gui_app.widgets.problem_bar import ConfirmBar
from gui_app.widgets.rail import LEAST, MOST, Rail
from tests.gui.conftest import PATIENCE_MS, Open

LEFT = Qt.MouseButton.LeftButton
MIDDLE = QPoint(400, 300)
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


def mime_of(*paths: Path) -> QMimeData:
    """As a file manager gives it: the files, and their names as a text as well."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setData("text/plain", b"\n".join(str(path).encode() for path in paths))
    return mime


def drag(window: MainWindow, mime: QMimeData, at: QPoint) -> bool:
    """Drag something over a place of the window, as the system does it; whether it may be dropped there."""
    enter, move = QDragEnterEvent(at, COPY, mime, LEFT, PLAIN), QDragMoveEvent(at, COPY, mime, LEFT, PLAIN)
    enter.ignore()
    QApplication.sendEvent(window.windowHandle(), enter)
    move.setAccepted(enter.isAccepted())
    QApplication.sendEvent(window.windowHandle(), move)
    assert move.isAccepted() == enter.isAccepted()
    return move.isAccepted()


def drop(window: MainWindow, *paths: Path, at: QPoint = MIDDLE) -> None:
    mime = mime_of(*paths)
    assert drag(window, mime, at)
    hint = window.findChild(DropHint)
    assert hint is not None
    assert hint.isVisible()
    assert hint.geometry() == window.centralWidget().rect()
    QApplication.sendEvent(window.windowHandle(), QDropEvent(QPointF(at), COPY, mime, LEFT, PLAIN))
    assert not hint.isVisible()


def test_a_folder_is_dropped(qtbot: QtBot, window: MainWindow, session: Session, folder: Path) -> None:
    window.show_page("settings")
    with qtbot.waitSignal(session.index_changed, timeout=PATIENCE_MS):
        drop(window, folder)
    assert session.index is not None
    assert window.current() == "data"


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.key)
def test_a_folder_may_be_dropped_on_any_page(window: MainWindow, session: Session, folder: Path, row: object) -> None:
    window.show_page(row.key)  # type: ignore[attr-defined]
    opened: list[str] = []
    session.open_folder = lambda path, source=None: opened.append(path)  # type: ignore[method-assign]
    for x in range(20, window.width(), 400):
        for y in range(20, window.height(), 250):
            drop(window, folder, at=QPoint(x, y))
            window.show_page(row.key)  # type: ignore[attr-defined]
    assert set(opened) == {str(folder)}


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QGraphicsView])
def test_fields_and_charts_do_not_keep_what_is_dropped(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, kind: type) -> None:
    widget = kind(window.pages["data"])
    widget.setGeometry(100, 100, 200, 100)
    if isinstance(widget, QGraphicsView):
        widget.setScene(QGraphicsScene(widget))
    widget.show()
    asked: list[str] = []
    session.open_folder = lambda path, source=None: asked.append(path)  # type: ignore[method-assign]
    drop(window, folder, at=widget.mapTo(window, QPoint(50, 50)))
    assert asked == [str(folder)]
    assert not (widget.text() if kind is QLineEdit else widget.toPlainText() if kind is QPlainTextEdit else "")


def test_a_file_is_dropped(window: MainWindow, session: Session, folder: Path) -> None:
    drop(window, folder / "red" / "0.png")
    assert session.problem is not None
    assert session.problem.code == "not_a_folder"


def test_several_things_are_dropped(window: MainWindow, session: Session, folder: Path) -> None:
    drop(window, folder / "red", folder / "blue")
    assert session.problem is not None
    assert session.problem.details["path"] == str(folder), "it says which folder to drop"
    assert folder.name in window.problem_bar.text.text()
    drop(window, folder / "red", folder / "blue" / "0.png")
    assert session.problem.code == "several_dropped"
    assert session.index is None


def test_a_table_is_dropped(qtbot: QtBot, window: MainWindow, session: Session, folder: Path) -> None:
    (folder / "labels.csv").write_text("path,label\nred/0.png,a\nblue/0.png,b\n", "utf-8")
    window.show_page("settings")
    asked: list[tuple[object, str]] = []
    session.preview_source = lambda source, root="": asked.append((source, root))  # type: ignore[method-assign]
    drop(window, folder / "labels.csv")
    assert window.current() == "data"
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[-1] == (Source(kind="table", table=str(folder / "labels.csv")), str(folder))


def test_dragging_away_takes_the_hint_away(window: MainWindow, folder: Path) -> None:
    hint = window.findChild(DropHint)
    assert hint is not None
    assert drag(window, mime_of(folder), MIDDLE)
    assert hint.isVisible()
    QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())
    assert not hint.isVisible()


def test_text_is_not_taken(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not drag(window, mime, MIDDLE)


def test_the_folder_is_looked_at_when_the_user_comes_back(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, opened: Open) -> None:
    opened(folder)
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    next((folder / "red").iterdir()).unlink()
    with qtbot.waitSignal(session.news_changed, timeout=PATIENCE_MS):
        window.activateWindow()
    assert session.news == (0, 1)


# --- the end -------------------------------------------------------------------------------------


def test_it_closes_at_once_when_nothing_is_going_on(window: MainWindow) -> None:
    assert window.close()


def test_its_place_is_kept(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.resize(LEAST_SIZE.width(), 704)  # no larger than the offscreen platform's screen
    window.close()
    again = MainWindow(session)
    qtbot.addWidget(again)
    assert again.height() == 704


@pytest.mark.parametrize("kept", ["none", "ab", "Größe", "AdnQywADAAA="])
def test_a_damaged_place_is_not_taken(qtbot: QtBot, session: Session, kept: str) -> None:
    session.settings.set("geometry", kept)
    again = MainWindow(session)
    qtbot.addWidget(again)
    assert LEAST_SIZE.height() <= again.height() <= 800


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
