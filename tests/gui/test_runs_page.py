"""Runs page: real run folders listed, opened, continued and deleted, each asked in its place."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.events import Began, Epoch, Event, Finished, Plan, Stopped
from core.facts import RunRow
from core.project import RunFolder
from core.recipe import Recipe, with_epochs
from gui_app.pages.runs import RunsPage
from gui_app.session import Session
from gui_app.widgets.run_table import project_of


def write_run(session: Session, name: str, began: float, *, done: int, accuracy: float | None = None) -> str:
    """A run of four epochs of which some are done."""
    run = RunFolder(Path(session.home) / "cells-1a2b3c" / "runs" / name).create(with_epochs(Recipe(), 4))
    events: list[Event] = [Began("train", began), Plan(4, 10, {"train": 80}, ["a", "b"], 1000)]
    events += [Epoch(n + 1, 10 * (n + 1), {}, {"accuracy": 0.5 + n / 10, "loss": 1.0}, 1.0, True) for n in range(done)]
    events.append(Finished(str(run.path), 4.0) if done == 4 else Stopped(str(run.path), 4.0))
    with run.journal() as journal:
        for event in events:
            journal.write(event)
    if accuracy is not None:
        found = {"accuracy": accuracy, "accuracy_low": accuracy - 0.1, "accuracy_high": accuracy + 0.1}
        run.report_file.write_text(json.dumps({"splits": {"validation": found}}))
    return str(run.path)


@pytest.fixture
def folders(session: Session) -> list[str]:
    """Newest first, as the page lists them."""
    return [write_run(session, "third", 3000.0, done=2), write_run(session, "second", 2000.0, done=4, accuracy=0.7),
            write_run(session, "first", 1000.0, done=4, accuracy=0.8)]


@pytest.fixture
def page(qtbot: QtBot, session: Session, folders: list[str], monkeypatch: pytest.MonkeyPatch) -> RunsPage:
    monkeypatch.setattr(session, "describe", lambda: None)
    made = RunsPage(session)
    qtbot.addWidget(made)
    made.resize(1096, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def listed(page: RunsPage) -> list[str]:
    return [row.folder for row in page.table._runs.rows]


def click(qtbot: QtBot, page: RunsPage, name: str) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_empty(qtbot: QtBot, session: Session) -> None:
    made = RunsPage(session)
    qtbot.addWidget(made)
    made.show()
    assert made.stack.currentWidget() is made.notice
    assert made.open_button.isHidden()


def test_newest_first_with_its_figures(page: RunsPage, folders: list[str]) -> None:
    assert listed(page) == folders
    model = page.table.model()
    told = [[model.index(r, c).data() for c in range(5)] for r in range(3)]
    assert [row[0] for row in told] == ["cells"] * 3
    assert [row[1] for row in told] == ["stopped", "finished", "finished"]
    assert [row[3] for row in told] == ["2", "4", "4"]
    assert [row[4] for row in told] == ["–", "70.0%", "80.0%"]
    page.grab()


def test_sorting_keeps_the_selection(page: RunsPage, folders: list[str]) -> None:
    page.table.selectRow(1)
    page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert listed(page) == [folders[2], folders[1], folders[0]]
    run = page.table.run()
    assert run is not None
    assert run.folder == folders[1]


def test_nothing_selected_nothing_to_do(page: RunsPage) -> None:
    for which in (page.open_button, page.more, page.delete, page.reveal):
        assert not which.isEnabled()


def test_enter_opens(qtbot: QtBot, page: RunsPage, folders: list[str]) -> None:
    page.table.selectRow(1)
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert gone.args == ["results"]
    assert page.session.run_folder == folders[1]


def test_a_run_without_results_opens_on_train(qtbot: QtBot, page: RunsPage) -> None:
    page.table.selectRow(0)
    with qtbot.waitSignal(page.go) as gone:
        click(qtbot, page, "primary")
    assert gone.args == ["train"]


def test_del_asks_and_escape_keeps(qtbot: QtBot, page: RunsPage, folders: list[str]) -> None:
    page.table.selectRow(2)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.ask.isVisible()
    assert "first" in page.ask.text.text()
    qtbot.keyClick(page.ask, Qt.Key.Key_Escape)
    assert page.ask.isHidden()
    assert Path(folders[2]).is_dir()


def test_deleting(qtbot: QtBot, page: RunsPage, folders: list[str]) -> None:
    page.table.selectRow(0)
    click(qtbot, page, "delete_run")
    click(qtbot, page, "ask_no")
    assert Path(folders[0]).is_dir()
    click(qtbot, page, "delete_run")
    click(qtbot, page, "ask_yes")
    assert not Path(folders[0]).exists()
    assert listed(page) == folders[1:]


@pytest.mark.parametrize(("row", "number", "asked"), [(0, None, None), (0, 5, 7), (1, None, 14)])
def test_continuing(qtbot: QtBot, page: RunsPage, folders: list[str], monkeypatch: pytest.MonkeyPatch,
                    row: int, number: int | None, asked: int | None) -> None:
    found: list[tuple[str, int | None]] = []
    monkeypatch.setattr(page.session, "continue_run", lambda folder, epochs: found.append((folder, epochs)))
    page.table.selectRow(row)
    click(qtbot, page, "continue_run")
    if number is not None:
        page.ask.number.selectAll()
        qtbot.keyClicks(page.ask.number, str(number))
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.ask.number, Qt.Key.Key_Return)
    assert gone.args == ["train"]
    assert found == [(folders[row], asked)]


def test_while_a_run_trains(page: RunsPage, folders: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "training", property(lambda self: True))
    page.session.live_folder, page.session.live_history.state = folders[0], "training"
    page.session.training_changed.emit()
    assert page.table.model().index(0, 1).data() == "training"
    page.table.selectRow(0)
    assert not page.delete.isEnabled()
    page.table.selectRow(1)
    assert page.delete.isEnabled()
    assert page.open_button.isEnabled(), "what trains goes on meanwhile"
    assert not page.more.isEnabled()
    monkeypatch.undo()


def test_the_project_of_a_run() -> None:
    def row(folder: str) -> RunRow:
        return RunRow(folder, "name", 0.0, "finished", "resnet18", "all", 1.0, 1, None, None, None)
    assert project_of(row("/home/cells-1a2b3c/runs/one")) == "cells"
    assert project_of(row("/elsewhere/one")) == "name"
