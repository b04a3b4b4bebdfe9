"""Undo and redo: every edit of the project and of the recipe is a step with a name, in one order, on every page."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.edits import Edit
from core.facts import StageFacts, WeightsFacts
from core.recipe import SGD, Flip, MlpHead, Phase, Recipe, with_epochs, with_freeze
from core.sharing import Sharing
from core.source import Source
from gui_app.backbone_memory import BackboneMemory
from gui_app.main_window import MainWindow
from gui_app.pages.data import DataPage
from gui_app.pages.model import ModelPage
from gui_app.session import Session
from gui_app.settings import Settings
from gui_app.widgets.number import NumberField
from tests.gui.conftest import PATIENCE_MS, Open
from tests.gui.standin import STAGES, IdleSession, index


@pytest.fixture
def idle(tmp_path: Path, qapp: object) -> IdleSession:
    session = IdleSession(Settings(tmp_path / "settings.json"))
    session.index, session.stages = index(), STAGES
    return session


def wait(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)


# --- names ---------------------------------------------------------------------------------------

NAMES: list[tuple[Callable[[Recipe], Recipe], str]] = [
    (lambda r: replace(r, optimiser=replace(r.optimiser, lr=0.01)), "learning rate"),
    (lambda r: replace(r, optimiser=SGD()), "optimiser"),
    (lambda r: replace(r, head=MlpHead()), "head"),
    (lambda r: replace(r, head=replace(r.head, dropout=0.3)), "dropout"),
    (lambda r: replace(r, batch_size=8), "batch size"),
    (lambda r: with_epochs(r, 3), "epochs"),
    (lambda r: with_freeze(r, "3"), "thaw line"),
    (lambda r: with_freeze(r, "stem,stage 2"), "stage locks"),
    (lambda r: replace(r, augment=(Flip(),)), "augmentation"),
    (lambda r: replace(r, weights="/w/mine.pth"), "weights"),
    (lambda r: replace(r, early_stopping=False), "stop early"),
    (lambda r: replace(r, backbone="resnet18", weights="random"), "backbone"),
    (lambda r: replace(r, phases=(Phase(5), Phase(15, "none", 0.3))), "strategy “Head first, then thaw”"),
    (lambda r: replace(r, seed=3, batch_size=8), "recipe"),
]


@pytest.mark.parametrize(("change", "name"), NAMES, ids=[name for _, name in NAMES])
def test_a_change_of_the_recipe_has_a_name(idle: IdleSession, change: Callable[[Recipe], Recipe], name: str) -> None:
    before, stack = idle.recipe, idle.undo_stack
    assert not stack.undo_action.isEnabled()
    idle.set_recipe(change(before))
    assert stack.undo_action.text() == f"Undo: {name}"
    idle.undo()
    assert idle.recipe == before
    assert (stack.undo_action.text(), stack.redo_action.text()) == ("Undo", f"Redo: {name}")
    assert (stack.undo_action.isEnabled(), stack.redo_action.isEnabled()) == (False, True)
    idle.redo()
    assert idle.recipe == change(before)


def test_what_is_typed_or_dragged_without_a_pause_is_one_step(idle: IdleSession) -> None:
    stack, now = idle.undo_stack, [0.0]
    stack.clock = lambda: now[0]
    first = idle.recipe
    for line in ("4", "3", "2"):
        idle.set_recipe(with_freeze(idle.recipe, line))
        now[0] += 0.5
    dragged = idle.recipe
    for size in (6, 64):
        idle.set_recipe(replace(idle.recipe, batch_size=size))
    now[0] += 10.0
    idle.set_recipe(replace(idle.recipe, batch_size=16))
    idle.undo()
    assert idle.recipe.batch_size == 64
    idle.undo()
    assert idle.recipe == dragged
    idle.undo()
    assert idle.recipe == first
    assert not stack.undo_action.isEnabled()


def test_what_is_picked_from_a_list_is_a_step_each_time(idle: IdleSession) -> None:
    for optimiser in (SGD(), SGD(nesterov=False)):
        idle.set_recipe(replace(idle.recipe, optimiser=optimiser))
    idle.undo()
    assert idle.recipe.optimiser == SGD()


def test_what_is_put_back_at_once_is_no_step(idle: IdleSession) -> None:
    first = idle.recipe
    idle.set_recipe(replace(first, batch_size=3))
    idle.set_recipe(first)
    assert not idle.undo_stack.undo_action.isEnabled()


def test_another_backbone_and_the_line_that_follows_are_one_step(idle: IdleSession) -> None:
    idle.set_recipe(with_freeze(idle.recipe, "3"))
    before = idle.recipe
    idle.choose_backbone("resnet18")
    idle.stages = tuple(StageFacts(f"s{i}", "7×7", 100) for i in range(10))
    idle.stages_changed.emit()
    assert idle.recipe.freeze == "6"
    idle.undo()
    assert idle.recipe == before
    idle.redo()
    assert (idle.recipe.backbone, idle.recipe.freeze) == ("resnet18", "6")


def test_the_next_runs_recipe_is_undone_while_a_run_trains(idle: IdleSession) -> None:
    idle.going = True
    idle.set_recipe(replace(idle.recipe, batch_size=8))
    idle.undo()
    assert idle.recipe == Recipe()


# --- the project ---------------------------------------------------------------------------------


def places(session: Session) -> dict[str, str]:
    assert session.index is not None
    return {s.path: s.split for s in session.index.samples}


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """Images two folders deep: it can be read by the first level or by the last."""
    for place, name in enumerate(("art/cat", "art/dog", "photo/cat", "photo/dog")):
        (tmp_path / "nested" / name).mkdir(parents=True)
        for n in range(6):
            Image.new("RGB", (32, 32), (60 * place, 11 * n, 7 * n)).save(tmp_path / "nested" / name / f"{n}.png")
    return tmp_path / "nested"


def test_every_edit_of_the_project_in_one_order(
        qtbot: QtBot, session: Session, opened: Open, nested: Path) -> None:
    """Left out, shared out anew, read in another way, another rate: back and forth again, whatever has to be read."""
    opened(nested)
    wait(qtbot, session)
    stack, said = session.undo_stack, QSignalSpy(session.undo_stack.said)
    as_opened, classes, first = places(session), session.index and session.index.classes, session.recipe
    assert classes == ("art", "photo")
    session.edit([Edit("exclude", ("art/cat/0.png", "art/cat/1.png"))])
    wait(qtbot, session)
    assert stack.undo_action.text() == "Undo: leave out 2 image(s)"
    after_edit = places(session)
    session.set_sharing(replace(session.sharing, validation=0.4))
    wait(qtbot, session)
    assert stack.undo_action.text() == "Undo: validation share"
    session.set_source(Source(level="last"))
    wait(qtbot, session)
    assert session.index is not None
    assert session.index.classes == ("cat", "dog")
    assert stack.undo_action.text() == "Undo: how the folder is read"
    session.set_recipe(replace(first, batch_size=8))
    after_all = places(session), session.sharing, session.source
    for _ in range(4):  # without waiting for the folder to be read
        session.undo()
    qtbot.waitUntil(lambda: not stack.undo_action.isEnabled() and not session.busy, timeout=PATIENCE_MS)
    assert session.recipe == first
    assert session.index.classes == classes
    assert session.sharing == Sharing()
    assert not session.edits
    assert places(session) == as_opened
    assert [said.at(i)[0] for i in range(said.count())] == [
        "Undone: batch size", "Undone: how the folder is read", "Undone: validation share",
        "Undone: leave out 2 image(s)"]
    session.redo()
    wait(qtbot, session)
    assert places(session) == after_edit
    for _ in range(3):
        session.redo()
    qtbot.waitUntil(lambda: not stack.redo_action.isEnabled() and not session.busy, timeout=PATIENCE_MS)
    assert (places(session), session.sharing, session.source) == after_all
    assert session.recipe.batch_size == 8


def test_a_step_that_cannot_be_taken_back_stays(
        qtbot: QtBot, session: Session, opened: Open, nested: Path, tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("path,label\n" + "\n".join(
        f"{p.relative_to(nested)},{p.parent.name}" for p in sorted(nested.rglob("*.png"))), "utf-8")
    opened(nested)
    session.set_source(Source(kind="table", table=str(table)))
    wait(qtbot, session)
    session.set_source(Source(level="last"))
    wait(qtbot, session)
    table.unlink()
    session.undo()
    wait(qtbot, session)
    assert session.problem is not None
    assert session.source.level == "last"
    assert session.undo_stack.name("undo") == "how the folder is read"
    assert not session.undo_stack.redo_action.isEnabled()


def test_the_steps_belong_to_the_folder(
        qtbot: QtBot, session: Session, opened: Open, folder: Path, nested: Path, tmp_path: Path) -> None:
    opened(folder)
    session.edit([Edit("move", ("red/0.png",), "test")])
    wait(qtbot, session)
    session.open_folder(str(tmp_path / "nothing there"))
    wait(qtbot, session)
    assert session.undo_stack.undo_action.text() == "Undo: move 1 image(s) to test", "it could not be opened"
    opened(nested)
    wait(qtbot, session)
    assert not session.undo_stack.undo_action.isEnabled()
    opened(folder)
    wait(qtbot, session)
    assert session.undo_stack.undo_action.text() == "Undo: move 1 image(s) to test", "as the project has kept it"


# --- keys ----------------------------------------------------------------------------------------


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, *, shift: bool = False) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(widget, key, control | Qt.KeyboardModifier.ShiftModifier if shift else control)


@pytest.mark.parametrize("page", ["data", "model", "train", "results", "use", "runs", "settings"])
def test_the_keys_work_on_every_page(qtbot: QtBot, window: MainWindow, session: Session, page: str) -> None:
    first = session.recipe
    session.set_recipe(replace(first, seed=5))
    window.show_page(page)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(qtbot, window, Qt.Key.Key_Z)
    assert session.recipe == first
    assert window.toast.isVisible()
    toast = window.toast.findChild(QLabel, "toast_text")
    assert toast is not None
    assert toast.text() == "Undone: seed"
    press(qtbot, window, Qt.Key.Key_Z, shift=True)
    assert session.recipe.seed == 5
    assert toast.text() == "Redone: seed"
    back = window.toast.findChild(QPushButton, "toast_action")
    assert back is not None
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert session.recipe == first


def test_the_actions_have_the_keys_that_people_know(idle: IdleSession) -> None:
    stack = idle.undo_stack
    assert QKeySequence("Ctrl+Z") in stack.undo_action.shortcuts()
    assert QKeySequence("Ctrl+Shift+Z") in stack.redo_action.shortcuts()
    assert {k.toString() for k in QKeySequence.keyBindings(QKeySequence.StandardKey.Redo)} <= {
        k.toString() for k in stack.redo_action.shortcuts()}


def test_a_field_takes_back_its_own_typing_first(
        qtbot: QtBot, window: MainWindow, session: Session, opened: Open, folder: Path) -> None:
    opened(folder)
    wait(qtbot, session)
    session.set_recipe(replace(session.recipe, seed=5))
    window.show_page("train")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field = window.pages["train"].findChild(NumberField, "batch_size")
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "64")
    assert session.recipe.batch_size == 64
    for _ in range(3):  # "6" and "4", and what was selected
        if field.isUndoAvailable():
            press(qtbot, field, Qt.Key.Key_Z)
    assert session.recipe.batch_size == 32
    assert session.recipe.seed == 5
    press(qtbot, field, Qt.Key.Key_Z)
    assert session.recipe.seed == 0
    page = window.pages["data"]
    window.show_page("data")
    assert isinstance(page, DataPage)
    page.contents().gallery.setFocus()
    press(qtbot, page.contents().gallery, Qt.Key.Key_Z, shift=True)
    assert session.recipe.seed == 5


# --- what is remembered for each backbone --------------------------------------------------------


def test_line_locks_and_weights_come_back_with_their_backbone(
        qtbot: QtBot, session: Session, opened: Open, folder: Path, settings: Settings, tmp_path: Path) -> None:
    opened(folder)
    session.choose_backbone("squeezenet1_1")
    qtbot.waitUntil(lambda: len(session.stages) == 10, timeout=PATIENCE_MS)
    own = replace(session.recipe, weights=str(tmp_path / "mine.pth"), phases=(Phase(20, "fire 1,fire 3"),))
    session.set_recipe(own)
    session.choose_backbone("squeezenet1_0")
    qtbot.waitUntil(lambda: "describe" not in session.works, timeout=PATIENCE_MS)
    assert session.recipe.weights == "auto"
    session.set_recipe(with_freeze(session.recipe, "4"))
    session.choose_backbone("squeezenet1_1")
    assert session.recipe == own
    session.choose_backbone("squeezenet1_0")
    assert (session.recipe.weights, session.recipe.freeze) == ("auto", "4")
    wait(qtbot, session)
    again = Session(settings)
    again.open_folder(str(folder))
    again.choose_backbone("squeezenet1_1")
    assert again.recipe == own, "stored with the project"
    again.stop_all()
    wait(qtbot, again)
    again.mailbox.setParent(None)
    again.mailbox.deleteLater()


@pytest.mark.parametrize("stored", [None, 7, [], {"squeezenet1_1": 3}, {"squeezenet1_1": {"weights": "auto"}},
                                    {"of 2031": {"weights": "auto", "freeze": ["all"]}},
                                    {"squeezenet1_1": {"weights": "auto", "freeze": [1]}}])
def test_a_memory_of_another_version_is_none(stored: object) -> None:
    assert BackboneMemory.from_json(stored).to_json() == {}


def test_another_strategy_keeps_the_line_that_was_drawn() -> None:
    memory = BackboneMemory()
    memory.keep(Recipe(backbone="resnet18", phases=(Phase(20, "3"),)))
    found = memory.recall(Recipe(phases=(Phase(5, "all"), Phase(15, "none"))), "resnet18")
    assert found is not None
    assert [phase.freeze for phase in found.phases] == ["all", "3"]


def test_weights_are_looked_at_the_moment_they_are_chosen(
        qtbot: QtBot, window: MainWindow, session: Session, opened: Open, folder: Path, tmp_path: Path) -> None:
    """Beside the field: what of the file fits, or whose it is, with the way to that backbone."""
    import torch
    from torchvision.models import squeezenet1_0

    path = tmp_path / "mine.pth"
    torch.save(squeezenet1_0().state_dict(), path)
    opened(folder)
    session.choose_backbone("squeezenet1_1")
    window.show_page("model")
    page = window.pages["model"]
    assert isinstance(page, ModelPage)
    page.weights.changed.emit(str(path))
    qtbot.waitUntil(lambda: session.weights is not None, timeout=PATIENCE_MS)
    beside = page.weights.check.text
    assert beside.text() == "These are the weights of SqueezeNet 1.0; they do not fit SqueezeNet 1.1."
    assert page.weights.other.isVisible()
    qtbot.mouseClick(page.weights.other, Qt.MouseButton.LeftButton)
    assert (session.recipe.backbone, session.recipe.weights) == ("squeezenet1_0", str(path))
    qtbot.waitUntil(lambda: isinstance(session.weights, WeightsFacts), timeout=PATIENCE_MS)
    assert beside.text().startswith("It fits: all 50 tensor(s) match. It was trained on 1,000 class(es); ")
    assert not page.weights.other.isVisible()
    session.set_recipe(replace(session.recipe, weights="auto"))
    assert not beside.isVisible()
    wait(qtbot, session)
