"""The start page: what there is to go on with, as cards and as an offer, read in the background."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core import jobs
from core.data.index import Index, Sample
from core.data.split import save
from core.facts import RunRow
from core.project import Project, RunFolder
from core.recent import cut_off, mark, project_facts
from core.recipe import with_epochs
from gui_app.main_window import MainWindow
from gui_app.session import Session
from gui_app.widgets.ago import Ago
from gui_app.widgets.cut_off import CutOff
from gui_app.widgets.project_card import ProjectCard
from gui_app.widgets.welcome import Welcome
from tests.gui.conftest import COLOURS, PATIENCE_MS, Fill, Open
from tests.gui.test_context import OLD, write_run
from tests.gui.test_main_window import SMALL

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def quick(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "describe", lambda: None)
    monkeypatch.setattr(jobs, "health", lambda index, project: lambda emit, gate: index)


@pytest.fixture
def pets(fill: Fill, session: Session) -> Path:
    """A folder that was open before: three classes, a split, and a measured run."""
    root = fill("pets", {"cat": 2, "dog": 2, "hen": 2})
    samples = tuple(Sample(f"{name}/{n}.png", name, "train") for name in ("cat", "dog", "hen") for n in range(2))
    project = Project(session.home, root)
    project.save_settings()
    save(Index(str(root), samples, ("cat", "dog", "hen")), project.split_file)
    write_run(session, root, "first")
    return root


@pytest.fixture
def welcome(qtbot: QtBot, window: MainWindow, session: Session, pets: Path, tmp_path: Path) -> Welcome:
    session.settings.set("recent_folders", [str(pets), str(tmp_path / "gone")])
    window.show_page("settings")
    session.refresh_runs()
    window.show_page("data")
    found = window.pages["data"].findChild(Welcome)
    assert found is not None
    qtbot.waitUntil(lambda: bool(session.recent.projects), timeout=PATIENCE_MS)
    return found


def cards(welcome: Welcome) -> list[ProjectCard]:
    return [card for card in welcome.findChildren(ProjectCard) if card.isVisible()]


# --- cards ---------------------------------------------------------------------------------------


def test_a_card_tells_what_a_folder_holds_and_came_to(qtbot: QtBot, welcome: Welcome, pets: Path) -> None:
    card = cards(welcome)[0]
    assert card.accessibleName() == "pets"
    assert card.figure() == "80.0% (70.0–90.0%)"
    assert [Path(path).parent.name for path in card.facts.pictures] == ["cat", "dog", "hen"]
    assert "80.0%" in card.accessibleDescription()
    assert str(pets) in card.toolTip()
    cat = QColor(*COLOURS["blue"])  # the colour of the first folder that is filled
    qtbot.waitUntil(lambda: card.grab().toImage().pixelColor(30, 30) == cat, timeout=PATIENCE_MS)


def test_enter_and_clicks_open_a_card(qtbot: QtBot, welcome: Welcome, session: Session, pets: Path) -> None:
    card = cards(welcome)[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Space)
    assert session.folder == str(pets)
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)
    assert session.run_name == "first"


def test_a_folder_that_is_gone_says_so_and_can_be_taken_off(
        qtbot: QtBot, welcome: Welcome, session: Session, pets: Path) -> None:
    card = cards(welcome)[1]
    assert card.figure() == "This folder is not there any more."
    qtbot.mouseClick(card, LEFT, pos=QPoint(20, 20))
    assert session.folder == ""
    qtbot.mouseClick(card.remove, LEFT)
    assert session.settings.get("recent_folders") == [str(pets)]
    assert [shown.accessibleName() for shown in cards(welcome)] == ["pets"]


def test_the_first_time_there_are_no_cards(window: MainWindow) -> None:
    found = window.pages["data"].findChild(Welcome)
    assert found is not None
    assert not cards(found)
    assert not found.cut_off.isVisible()
    assert found.findChild(QPushButton, "sample_defects").isVisible()


def test_closing_the_project_leads_back_to_the_cards(
        qtbot: QtBot, window: MainWindow, welcome: Welcome, session: Session, pets: Path, opened: Open) -> None:
    opened(pets)
    window.rail.context.close_asked.emit()
    assert (session.folder, session.run_folder) == ("", "")
    assert window.current() == "data"
    assert cards(welcome)
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)


def test_a_split_that_cannot_be_read_costs_the_pictures_only(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    project = Project(tmp_path / "home", tmp_path / "images")
    project.save_settings()
    project.split_file.write_bytes(b"path,split,label,sha256\n\xff\xfe\n")
    assert project_facts(tmp_path / "home", str(tmp_path / "images"), []).pictures == ()


# --- a run that was cut off ----------------------------------------------------------------------


@pytest.fixture
def killed(session: Session, pets: Path) -> str:
    """A run whose process ended without a word in its second epoch."""
    run = write_run(session, pets, "second", measured=False, ended=False)
    (Path(run) / "last.pt").write_bytes(b"")
    return run


def offer(welcome: Welcome, name: str) -> QPushButton:
    found = welcome.cut_off.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_a_run_that_was_cut_off_comes_first(
        qtbot: QtBot, window: MainWindow, killed: str, welcome: Welcome, session: Session, pets: Path) -> None:
    assert welcome.cut_off.isVisible()
    assert welcome.cut_off.text.text() == "“pets” was cut off in epoch 2 of 20, just now."
    qtbot.mouseClick(offer(welcome, "cut_off_look"), LEFT)
    assert (session.run_folder, session.folder, window.current()) == (killed, str(pets), "train")
    assert window.rail.buttons["train"].state().mark == "missing"
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)


def test_it_is_continued(qtbot: QtBot, window: MainWindow, killed: str, welcome: Welcome, session: Session,
                         monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(session, "continue_run", asked.append)
    qtbot.mouseClick(offer(welcome, "cut_off_continue"), LEFT)
    assert asked == [killed]


def test_it_is_waved_off_for_good(qtbot: QtBot, killed: str, welcome: Welcome, session: Session) -> None:
    qtbot.mouseClick(offer(welcome, "cut_off_dismiss"), LEFT)
    assert not welcome.cut_off.isVisible()
    assert session.recent.cut_off is None


def test_nothing_saved_nothing_to_continue(qtbot: QtBot, session: Session) -> None:
    strip = CutOff()
    qtbot.addWidget(strip)
    strip.show_run(row(state="cut_off"), can_continue=False)
    assert strip.go_on.isHidden()
    assert strip.text.text().endswith("Nothing of it had been saved yet.")


def row(name: str = "one", state: str = "cut_off", seen: float = 100.0, project: str = "pets") -> RunRow:
    return RunRow(f"/home/{project}-1a2b3c/runs/{name}", name, seen - 10, state, "resnet18", "all", 0.0, 20, None, None,
                  None, seen=seen)


def test_which_run_is_offered() -> None:
    old, new, left = row("old", seen=1.0), row("new", "finished", seen=2.0), row("left", "stopped", 3.0, "birds")
    assert cut_off([old], "", ()) == old
    assert cut_off([new, old], "", ()) is None, "another run has been trained since"
    assert cut_off([left], "", ()) is None, "whoever stopped it wanted it to end"
    assert cut_off([left, new, old], left.folder, ()) == left
    assert cut_off([left], left.folder, [mark(left)]) is None
    later = replace(old, seen=9.0)
    assert cut_off([later], "", [mark(old)]) == later, "it went on and was cut off again"


def test_stop_and_keep_then_close_is_offered_the_next_time(
        qtbot: QtBot, window: MainWindow, session: Session, pets: Path, opened: Open) -> None:
    opened(pets)
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)
    session.set_recipe(with_epochs(SMALL, 5000))
    session.train()
    qtbot.waitUntil(lambda: len(session.history.epochs) >= 1, timeout=3 * PATIENCE_MS)
    window.close()
    qtbot.mouseClick(window.confirm_bar.findChild(QPushButton, "close_stop_keep"), LEFT)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE_MS)
    again = Session(session.settings)
    again.refresh_runs()
    assert again.recent.cut_off is not None
    assert again.recent.cut_off.folder == session.run_folder
    assert again.recent.can_continue
    again.mailbox.setParent(None)
    again.mailbox.deleteLater()


@pytest.mark.parametrize(("ago", "told"), [(5, "just now"), (190, "3 minute"), (2 * 3600, "2 hour"), (90_000, "1 day"),
                                           (9 * 86_400, "21 Nov 2026")])
def test_how_long_ago(ago: float, told: str) -> None:
    now = time.mktime((2026, 11, 30, 12, 0, 0, 0, 0, -1))
    assert Ago().text(now - ago, now).startswith(told)


def test_the_recipe_of_a_cut_off_run_is_its_own(session: Session, killed: str) -> None:
    assert session.open_run(killed)
    assert session.run_recipe == OLD
    assert RunFolder(killed).history().cut_off
