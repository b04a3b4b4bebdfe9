"""Runs page: named in place, starred, noted, compared; a menu and keys for all that; what others train is told."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from core.events import Began, Epoch, Event, Finished, Plan, Saved, Step
from core.project import RunFolder
from core.recipe import Recipe, with_epochs
from gui_app.main_window import MainWindow
from gui_app.pages.runs import EVERY, STARRED, RunsPage
from gui_app.pages.train import TrainPage
from gui_app.session import Session
from gui_app.widgets import dialogs
from gui_app.widgets.run_table import RUN, STAR, STATE
from tests.gui.test_runs_page import folders, listed, page, write_run

__all__ = ["folders", "page"]  # fixtures


def about(folder: str) -> tuple[str, str, bool]:
    said = RunFolder(folder).about()
    return said.name, said.note, said.star


def rename(qtbot: QtBot, page: RunsPage, name: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit, "run_name")
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, end)
    qtbot.waitUntil(lambda: page.table.findChild(QLineEdit, "run_name") is None)


def test_f2_renames_in_its_place(qtbot: QtBot, page: RunsPage, folders: list[str]) -> None:
    page.table.selectRow(1)
    opened = QSignalSpy(page.table.opened)
    rename(qtbot, page, "With flips")
    qtbot.waitUntil(lambda: about(folders[1])[0] == "With flips")
    model = page.table.model()
    assert model.index(1, RUN).data() == "With flips"
    assert "cells" in model.index(1, RUN).data(Qt.ItemDataRole.AccessibleTextRole)
    run = page.table.run()
    assert run is not None
    assert run.folder == folders[1], "it is still the selected one"
    rename(qtbot, page, "Another", Qt.Key.Key_Escape)
    assert about(folders[1])[0] == "With flips"
    assert opened.count() == 0, "Enter was for the name"
    rename(qtbot, page, " ")
    qtbot.waitUntil(lambda: about(folders[1])[0] == "")
    assert model.index(1, RUN).data() == "cells"


def test_f2_renames_wherever_the_keyboard_is(qtbot: QtBot, page: RunsPage) -> None:
    page.table.selectRow(0)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F2)
    assert page.table.findChild(QLineEdit, "run_name")


def test_a_name_that_is_being_typed_outlives_what_else_happens(qtbot: QtBot, page: RunsPage) -> None:
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    write_run(page.session, "fourth", 4000.0, done=1)
    page.session.refresh_runs()
    assert page.table.findChild(QLineEdit, "run_name")


def test_stars_by_key_and_click_and_only_these(qtbot: QtBot, page: RunsPage, folders: list[str]) -> None:
    assert page.filter.isHidden()
    page.table.selectRow(2)
    qtbot.keyClick(page.table, Qt.Key.Key_S)
    assert about(folders[2])[2]
    assert page.filter.isVisible()
    place = page.table.visualRect(page.table.model().index(0, STAR)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert about(folders[0])[2]
    page.filter.setCurrentIndex(STARRED)
    assert listed(page) == [folders[0], folders[2]]
    page.filter.setCurrentIndex(EVERY)
    page.table.sortByColumn(STAR, Qt.SortOrder.AscendingOrder)
    assert listed(page) == [folders[0], folders[2], folders[1]]
    page.filter.setCurrentIndex(STARRED)
    for folder in (folders[0], folders[2]):
        page.table.select(folder)
        qtbot.keyClick(page.table, Qt.Key.Key_S)
    assert page.filter.isHidden()
    assert len(listed(page)) == 3


def test_a_note(qtbot: QtBot, page: RunsPage, folders: list[str]) -> None:
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    assert page.ask.line.hasFocus()
    qtbot.keyClicks(page.ask.line, "too few owls")
    qtbot.keyClick(page.ask.line, Qt.Key.Key_Return)
    assert about(folders[1])[1] == "too few owls"
    assert "too few owls" in page.table.model().index(1, RUN).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_menu_offers_all_of_it(qtbot: QtBot, page: RunsPage) -> None:
    page.table.selectRow(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    page.table.contextMenuEvent(event)
    menu = page.table.findChild(QMenu, "run_menu")
    assert isinstance(menu, QMenu)
    titles = {a.text(): a.isEnabled() for a in menu.actions() if a.text()}
    assert titles == {"Open": True, "Continue…": True, "Rename": True, "Star": True, "Note…": True,
                      "Compare with the open run": False, "Show in folder": True, "Use this recipe": False,
                      "Delete…": True}
    menu.close()


def test_showing_the_folder(qtbot: QtBot, page: RunsPage, folders: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(dialogs, "show_folder", shown.append)
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_F)
    assert shown == [folders[0]]


# --- comparing -----------------------------------------------------------------------------------


@pytest.fixture
def train(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> TrainPage:
    for verb in ("describe", "find_device", "probe"):
        monkeypatch.setattr(session, verb, lambda: None)
    made = TrainPage(session)
    qtbot.addWidget(made)
    made.resize(1096, 800)
    made.show()
    return made


def told(train: TrainPage) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [part.text() for part in train.comparing.panel.findChildren(QLabel) if part.text()]


def test_runs_of_these_images_are_compared_by_name(qtbot: QtBot, page: RunsPage, train: TrainPage,
                                                   folders: list[str]) -> None:
    other = RunFolder(Path(page.session.home) / "owls-9f9f9f" / "runs" / "else").create(with_epochs(Recipe(), 4))
    with other.journal() as journal:
        for event in BEGINNING:
            journal.write(event)
    RunFolder(folders[1]).change_about(name="Slow & steady", star=True)
    RunFolder(folders[1]).recipe_file.write_text(
        RunFolder(folders[1]).recipe_file.read_text().replace('"lr": 0.001', '"lr": 0.01'))
    page.session.refresh_runs()
    page.session.open_run(folders[2])
    page.refresh()
    offered = [action.toolTip() for action in train.compare._menu.actions()]
    assert offered == [folders[1], folders[0]], "those of these images, a starred one first"
    assert "Slow && steady" in train.compare._menu.actions()[0].text()
    page.table.select(folders[1])
    with qtbot.waitSignal(page.go) as gone:
        page.table.verbs.all["compare"].trigger()
    assert gone.args == ["train"]
    assert train.compare.picked == (folders[1],)
    assert train.comparing.currentWidget() is train.comparing.panel
    said = told(train)
    assert "Slow & steady" in said
    assert [text for text in said if text.endswith("%")] == ["80.0%", "70.0% to 90.0%", "70.0%", "60.0% to 80.0%"]
    assert "Learning rate: 0.01, in the open run 0.001" in said
    train.comparing.panel.left.emit()
    assert train.compare.picked == ()
    assert train.comparing.currentWidget() is train.side


def test_equal_recipes_are_said_to_be_equal(page: RunsPage, train: TrainPage, folders: list[str]) -> None:
    page.session.open_run(folders[2])
    page.session.compare((folders[1],))
    assert "Trained by the same recipe." in told(train)


def test_a_run_lends_its_recipe(qtbot: QtBot, page: RunsPage, folders: list[str],
                                monkeypatch: pytest.MonkeyPatch) -> None:
    page.session.folder = "somewhere"
    page.table.selectRow(0)
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.table, Qt.Key.Key_R)
    assert gone.args == ["model"]
    assert page.session.recipe == RunFolder(folders[0]).recipe()


# --- what others train ---------------------------------------------------------------------------

BEGINNING: list[Event] = [Began("train", 5000.0), Plan(4, 10, {"train": 80}, ["a", "b"], 1000),
                          Epoch(1, 10, {}, {"accuracy": 0.5, "loss": 1.0}, 1.0, True), Saved(10, 5001.0)]


@contextlib.contextmanager
def trained_elsewhere(session: Session) -> Iterator[RunFolder]:
    """Another process, as far as the lock can tell."""
    run = RunFolder(Path(session.home) / "cells-1a2b3c" / "runs" / "now").create(with_epochs(Recipe(), 4))
    with run.journal() as journal:
        for event in BEGINNING:
            journal.write(event)
    with run.locked():
        yield run


def test_a_run_of_another_process_is_left_to_it(qtbot: QtBot, page: RunsPage) -> None:
    with trained_elsewhere(page.session) as run:
        page.session.refresh_runs()
        page.table.select(str(run.path))
        model = page.table.model()
        assert model.index(0, STATE).data(Qt.ItemDataRole.AccessibleTextRole) == "preparing, elsewhere"
        assert not page.more.isEnabled()
        assert not page.delete.isEnabled()
        assert page.open_button.isEnabled()
        page.session.continue_run(str(run.path))
        assert page.session.problem is not None
        assert page.session.problem.code == "run_busy"
        assert not page.session.training
    page.session.refresh_runs()
    assert model.index(0, STATE).data() == "cut off"
    assert page.more.isEnabled()


def test_the_curves_of_another_process_are_followed(qtbot: QtBot, window: MainWindow, session: Session,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    for verb in ("describe", "find_device", "probe"):
        monkeypatch.setattr(session, verb, lambda: None)
    with trained_elsewhere(session) as run:
        session.open_run(str(run.path))
        window.show_page("train")
        shown = window.pages["train"]
        assert isinstance(shown, TrainPage)
        assert session.elsewhere
        assert shown.mode() == "elsewhere"
        assert "Another window" in shown.verdict.text()
        with run.journal() as journal:
            journal.write(Step(15, 1.5, 0.5, 0.5, 0.1, 10.0))
            journal.write(Epoch(2, 20, {}, {"accuracy": 0.6, "loss": 0.9}, 1.0, True))
            qtbot.waitUntil(lambda: len(session.history.epochs) == 2)
            journal.write(Epoch(3, 30, {}, {"accuracy": 0.7, "loss": 0.8}, 1.0, True))
            qtbot.waitUntil(lambda: len(session.history.epochs) == 3)
            journal.write(Saved(30, 5003.0))
            journal.write(Finished(str(run.path), 9.0))
    qtbot.waitUntil(lambda: session.history.state == "finished")
    assert not session.elsewhere
    assert shown.mode() == "finished"


def test_a_run_that_was_killed_is_said_to_be_cut_off(page: RunsPage, train: TrainPage) -> None:
    with trained_elsewhere(page.session) as run:
        pass
    page.session.open_run(str(run.path))
    train.show()
    assert train.mode() == "stopped"
    assert "Cut off." in train.verdict.text()
    assert "Continue goes on from there" in train.verdict.text()
    assert "continue" in train.buttons.all
    assert train.buttons.all["continue"].isVisible()
