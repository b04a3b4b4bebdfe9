"""Project, recipe and run are three things: what is shown of each, and what opening one does to the others."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core import jobs
from core.events import Began, Epoch, Event, Finished, Plan, Saved, Step
from core.problems import Problem
from core.project import Project, RunFolder
from core.recipe import Recipe, with_epochs, with_freeze
from gui_app.app import Application
from gui_app.main_window import MainWindow
from gui_app.session import Session
from gui_app.widgets.number import NumberField
from tests.gui.conftest import PATIENCE_MS, Fill, Open

LEFT = Qt.MouseButton.LeftButton
OLD = with_freeze(Recipe(backbone="resnet18", weights="random", fit="pad"), "3")


def write_run(session: Session, images: Path, name: str, recipe: Recipe = OLD, *, measured: bool = True,
              folder: Path | None = None, ended: bool = True) -> str:
    """A run of a folder of images, as training leaves it."""
    run = RunFolder(folder or Project(session.home, images).runs_path / name).create(recipe)
    events: list[Event] = [Began("train", 1000.0), Plan(4, 10, {"train": 80}, ["a", "b"], 1000, str(images))]
    for n in range(4 if ended else 1):
        events += [Step(10 * n + 5, n + 0.5, 0.7, 0.5, 1e-3, 100.0),
                   Epoch(n + 1, 10 * (n + 1), {"loss": 0.5}, {"loss": 0.6, "accuracy": 0.5 + n / 10}, 1.0, True),
                   Saved(10 * (n + 1), 1001.0 + n)]
    if ended:
        events.append(Finished(str(run.path), 4.0))
    with run.journal() as journal:
        for event in events:
            journal.write(event)
    if measured:
        found = {"n": 10, "accuracy": 0.8, "accuracy_low": 0.7, "accuracy_high": 0.9, "classes": ["a", "b"],
                 "confusion": [[4, 1], [1, 4]], "per_class": {}}
        run.report_file.write_text(json.dumps({"backbone": recipe.backbone, "splits": {"validation": found}}))
    return str(run.path)


@pytest.fixture(autouse=True)
def quick(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stages of a backbone and the check of the images are of no matter here, and cost seconds."""
    monkeypatch.setattr(session, "describe", lambda: None)
    monkeypatch.setattr(jobs, "health", lambda index, project: lambda emit, gate: index)


@pytest.fixture
def defects(fill: Fill) -> Path:
    return fill("defects", {"pit": 6, "stain": 6})


@pytest.fixture
def flowers(fill: Fill) -> Path:
    return fill("flowers", {"daisy": 6, "rose": 6})


def wait(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)


def marks(window: MainWindow) -> list[str]:
    return [window.rail.buttons[key].state().mark for key in ("data", "model", "train", "results", "use")]


# --- a folder after another ----------------------------------------------------------------------


def test_another_folder_closes_what_belongs_to_the_first(
        qtbot: QtBot, window: MainWindow, session: Session, defects: Path, flowers: Path, opened: Open) -> None:
    run = write_run(session, defects, "first")
    opened(defects)
    assert session.run_folder == run, "its last run is shown"
    assert marks(window) == ["done", "done", "done", "done", "ready"]
    window.show_page("results")
    opened(flowers)
    wait(qtbot, session)
    assert (session.run_folder, session.run_recipe, session.report, session.results) == ("", None, None, ())
    assert marks(window) == ["done", "ready", "ready", "missing", "missing"]
    assert window.rail.context.project.text() == "flowers"
    assert window.rail.context.run.text() == "No run yet"
    opened(defects)
    assert session.run_folder == run
    assert window.rail.context.project.text() == "defects"
    assert window.rail.context.run.text() == "first"


def test_a_folder_that_cannot_be_opened_changes_nothing(
        qtbot: QtBot, window: MainWindow, session: Session, defects: Path, tmp_path: Path, opened: Open) -> None:
    run = write_run(session, defects, "first")
    opened(defects)
    wait(qtbot, session)
    recipe = session.recipe
    (tmp_path / "bare").mkdir()
    session.open_folder(str(tmp_path / "bare"))
    wait(qtbot, session)
    assert session.problem is not None
    assert (session.run_folder, session.recipe) == (run, recipe)
    assert session.folder == str(defects)


def test_each_folder_has_a_recipe_of_its_own(
        qtbot: QtBot, session: Session, defects: Path, flowers: Path, opened: Open) -> None:
    session.set_recipe(with_epochs(session.recipe, 7))
    opened(defects)
    assert session.recipe.epochs == 7, "what was set up before the first folder is meant for it"
    session.set_recipe(with_epochs(session.recipe, 9))
    opened(flowers)
    assert session.recipe == Recipe()
    opened(defects)
    assert session.recipe.epochs == 9


# --- a run beside a project ----------------------------------------------------------------------


def test_opening_a_run_leaves_the_recipe_alone(
        qtbot: QtBot, window: MainWindow, session: Session, defects: Path, opened: Open) -> None:
    run = write_run(session, defects, "old")
    opened(defects)
    mine = replace(with_freeze(session.recipe, "2"), weights=str(defects / "own.pth"))
    session.set_recipe(mine)
    assert session.open_run(run)
    assert session.recipe == mine
    assert session.run_recipe == OLD
    window.show_page("train")
    page = window.pages["train"]
    assert "ResNet-18" in page.subtitle.whole()
    use = page.findChild(QPushButton, "use_recipe")
    assert use is not None
    assert use.isVisible()
    qtbot.mouseClick(use, LEFT)
    assert session.recipe == OLD
    assert not use.isVisible()


def test_a_run_opens_its_images(
        qtbot: QtBot, window: MainWindow, session: Session, defects: Path, flowers: Path, opened: Open) -> None:
    run = write_run(session, flowers, "of flowers")
    opened(defects)
    session.set_recipe(with_epochs(session.recipe, 9))
    window.open_path(run)
    wait(qtbot, session)
    assert (session.folder, session.run_folder, session.recipe) == (str(flowers), run, Recipe())
    assert window.current() == "results"


def test_a_run_of_the_command_line_opens_its_images_too(
        qtbot: QtBot, window: MainWindow, session: Session, flowers: Path, tmp_path: Path) -> None:
    run = write_run(session, flowers, "", folder=tmp_path / "elsewhere" / "run", measured=False)
    window.open_path(run)
    wait(qtbot, session)
    assert (session.folder, session.run_folder, window.current()) == (str(flowers), run, "train")


def test_a_run_whose_images_are_gone_says_so(
        qtbot: QtBot, window: MainWindow, session: Session, defects: Path, tmp_path: Path, opened: Open) -> None:
    run = write_run(session, tmp_path / "gone", "of gone")
    opened(defects)
    assert session.open_run(run)
    wait(qtbot, session)
    assert session.problem is not None
    assert session.problem.code == "run_images_gone"
    assert (session.folder, session.index, session.run_folder) == ("", None, run)
    assert window.rail.context.project.text() == "gone"
    assert str(tmp_path / "gone") in window.rail.context.project.toolTip()
    window.show_page("train")
    assert not window.pages["train"].buttons.all["again"].isEnabled()  # type: ignore[attr-defined]


def test_what_was_predicted_with_a_run_goes_with_it(session: Session, defects: Path, opened: Open) -> None:
    first, second = write_run(session, defects, "first"), write_run(session, defects, "second")
    opened(defects)
    session.open_run(first)
    session.predictions, session.exported = ("anything",), "model.safetensors"  # type: ignore[assignment]
    session.open_run(second)
    assert (session.predictions, session.exported) == ((), "")


# --- while a run trains --------------------------------------------------------------------------


def test_a_continued_run_shows_its_own_recipe(
        qtbot: QtBot, window: MainWindow, session: Session, flowers: Path, defects: Path, opened: Open,
        monkeypatch: pytest.MonkeyPatch) -> None:
    run = write_run(session, flowers, "of flowers", measured=False)
    opened(defects)
    wait(qtbot, session)
    monkeypatch.setattr(session, "_start", lambda *args, **more: None)
    session.set_recipe(with_freeze(session.recipe, "none"))
    window.show_page("train")
    monkeypatch.setattr(Session, "training", property(lambda self: bool(self.live_folder)))
    session.continue_run(run, 8)
    page = window.pages["train"]
    assert session.live
    assert session.run_recipe == with_epochs(OLD, 8)
    assert "ResNet-18" in page.subtitle.whole()
    assert page.subtitle.whole().startswith("flowers")
    assert page.findChild(NumberField, "epochs").value == 8


def test_a_training_goes_on_while_another_folder_is_open(
        qtbot: QtBot, window: MainWindow, session: Session, defects: Path, flowers: Path, opened: Open) -> None:
    small = Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=4, early_stopping=False,
                   device="cpu")
    opened(defects)
    wait(qtbot, session)
    session.set_recipe(with_epochs(small, 5000))
    session.train()
    trained = session.run_folder
    qtbot.waitUntil(lambda: len(session.history.epochs) > 0, timeout=PATIENCE_MS)
    opened(flowers)
    assert (session.run_folder, session.training, session.live) == ("", True, False)
    assert marks(window)[1:] == ["ready", "missing", "missing", "missing"]
    assert window.rail.context.live.text().startswith("defects: epoch ")
    window.show_page("train")
    assert not window.pages["train"].buttons.all["start"].isEnabled()  # type: ignore[attr-defined]
    qtbot.mouseClick(window.rail.context.live, LEFT)
    assert (session.run_folder, session.live) == (trained, True)
    assert session.history is session.live_history
    assert not window.rail.context.live.isVisible()
    qtbot.waitUntil(lambda: not session.reading, timeout=PATIENCE_MS)
    assert session.folder == str(defects)
    opened(flowers)
    session.stop()
    qtbot.waitUntil(lambda: not session.training, timeout=PATIENCE_MS)
    assert window.rail.context.live.text() == "defects: ended"
    assert session.run_folder == ""
    wait(qtbot, session)
    qtbot.mouseClick(window.rail.context.live, LEFT)
    wait(qtbot, session)
    opened(flowers)
    wait(qtbot, session)
    assert not window.rail.context.live.isVisible()  # its end has been seen


# --- marks and focus -----------------------------------------------------------------------------


def test_marks_survive_another_language(
        qtbot: QtBot, qapp: QApplication, session: Session, defects: Path, opened: Open) -> None:
    write_run(session, defects, "first")
    whole = Application(qapp, session)
    whole.window.show()
    opened(defects)
    for key in ("model", "train", "results", "use", "settings"):
        whole.window.show_page(key)
    session.predictions = ("anything",)  # type: ignore[assignment]
    session.work_changed.emit()
    first, before = whole.window, marks(whole.window)
    assert before == ["done"] * 5
    session.settings.set("language", "en")
    session.settings_changed.emit()
    qtbot.waitUntil(lambda: whole.window is not first)
    assert set(whole.window.pages) == {"data", "settings"}
    assert marks(whole.window) == before
    session.predictions = ()
    whole.window.close()
    whole.retire()
    wait(qtbot, session)


def test_looking_at_a_page_makes_nothing_done(
        qtbot: QtBot, window: MainWindow, session: Session, defects: Path, opened: Open) -> None:
    opened(defects)
    for key in ("model", "train", "results", "use", "data"):
        window.show_page(key)
    assert marks(window) == ["done", "ready", "ready", "missing", "missing"]
    wait(qtbot, session)


@pytest.fixture
def active(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.mark.parametrize("lose", [lambda button: button.setEnabled(False), lambda button: button.hide()])
def test_the_focus_stays_in_the_page(active: MainWindow, lose: Callable[[QWidget], None]) -> None:
    page = active.pages["data"]
    button = page.findChild(QPushButton, "primary")
    assert button is not None
    button.setFocus()
    lose(button)
    assert active.focusWidget() is page


def test_the_focus_stays_in_the_page_when_all_fields_of_a_panel_rest(active: MainWindow) -> None:
    active.show_page("train")
    page = active.pages["train"]
    field = page.findChild(NumberField, "batch_size")
    assert field is not None
    field.setFocus()
    page.recipe.rest(True)  # type: ignore[attr-defined]
    assert active.focusWidget() is page


def test_the_focus_comes_back_after_a_question(qtbot: QtBot, active: MainWindow) -> None:
    primary = active.pages["data"].findChild(QPushButton, "primary")
    assert primary is not None
    primary.setFocus()
    active.confirm_bar.ask("Really?", (("no", "No", "plain", lambda: None),))
    assert not primary.hasFocus()
    qtbot.keyClick(active.confirm_bar, Qt.Key.Key_Escape)
    assert primary.hasFocus()


def test_a_dismissed_problem_leaves_the_focus_in_the_page(
        qtbot: QtBot, active: MainWindow, session: Session) -> None:
    session.show_problem(Problem("no_such_folder", path="/a"))
    close = active.problem_bar.findChild(QWidget, "problem_dismiss")
    assert close is not None
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Space)
    assert active.focusWidget() is active.pages["data"]


def test_tab_still_leads_to_the_rail(qtbot: QtBot, active: MainWindow) -> None:
    seen = set()
    for _ in range(30):
        qtbot.keyClick(active.focusWidget(), Qt.Key.Key_Tab)
        seen.add(active.focusWidget().objectName())
    assert {"context_project", "rail_data", "primary"} <= seen


def test_another_language_keeps_the_focus(qtbot: QtBot, qapp: QApplication, session: Session) -> None:
    whole = Application(qapp, session)
    first = whole.window
    first.show()
    first.show_page("settings")
    field = first.pages["settings"].findChild(QWidget, "language")
    assert field is not None
    field.setFocus()
    session.settings.set("language", "en")
    session.settings_changed.emit()
    qtbot.waitUntil(lambda: whole.window is not first)
    focus = whole.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "language"
    whole.window.close()
    whole.retire()
