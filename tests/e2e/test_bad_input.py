"""Whatever is wrong with what a person gives: one sentence says it, nothing is lost, and the window goes on."""

import json
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.choice import to_json
from core.events import Epoch, Finished, Plan
from core.facts import WeightsFacts
from core.problems import Problem
from core.project import Project, RunFolder
from core.recipe import Phase, Recipe
from gui_app.main_window import MainWindow
from gui_app.pages import PAGES
from gui_app.session import Session
from gui_app.widgets.number import NumberField
from gui_app.widgets.source_panel import SourcePanel
from tests.core.conftest import COLOURS, picture
from tests.e2e.test_job import click, drop, find, go, open_weights

PATIENCE_MS = 20_000
LEFT = Qt.MouseButton.LeftButton
SMALL = Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=4, device="cpu",
               phases=(Phase(epochs=1, freeze="all"),))


def is_one_sentence(text: str) -> bool:
    return text.endswith(".") and ". " not in text and not any(
        sign in text for sign in ("\n", "Traceback", "Error", "unexpected", " None", "?", "{", "–"))


def told(qtbot: QtBot, window: MainWindow, code: str) -> str:
    """What the problem bar says, once it does."""
    qtbot.waitUntil(lambda: window.problem_bar.isVisible() and not window.session.busy, timeout=PATIENCE_MS)
    problem = window.session.problem
    assert problem is not None
    text = window.problem_bar.text.text()
    assert problem.code == code, text
    assert is_one_sentence(text), text
    assert window.problem_bar.accessibleName() == text
    return text


def goes_on(qtbot: QtBot, window: MainWindow, good: Path) -> None:
    """The bar can be closed, every page shown, and a good folder opened."""
    session = window.session
    if window.problem_bar.isVisible():
        qtbot.mouseClick(find(window.problem_bar, QAbstractButton, "problem_dismiss"), LEFT)
    assert not window.problem_bar.isVisible()
    for row in PAGES:
        go(qtbot, window, row.key)
    drop(window, good)
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)
    assert session.problem is None
    assert has_open(session, good)
    assert find(go(qtbot, window, "data"), QPushButton, "primary").isEnabled()


def has_open(session: Session, folder: Path) -> bool:
    return session.index is not None and session.index.root == session.folder == str(folder)


def open_good(qtbot: QtBot, window: MainWindow, folder: Path, recipe: Recipe | None = None) -> None:
    drop(window, folder)
    qtbot.waitUntil(lambda: has_open(window.session, folder) and not window.session.busy, timeout=PATIENCE_MS)
    if recipe is not None:
        window.session.set_recipe(recipe)
        qtbot.waitUntil(lambda: bool(window.session.stages) and not window.session.busy, timeout=PATIENCE_MS)


def cannot_start(qtbot: QtBot, window: MainWindow) -> str:
    """The sentence in place of a run; the button is there and does nothing."""
    page = go(qtbot, window, "train")
    click(qtbot, page, "start")
    assert not window.session.training
    assert not find(page, QPushButton, "start").isEnabled()
    reading: Any = find(page, QLabel, "reading")
    assert reading.plain.startswith("Not ready. ")
    assert is_one_sentence(reading.plain.removeprefix("Not ready. ")), reading.plain
    return str(reading.plain)


# --- folders -------------------------------------------------------------------------------------


def missing(tmp: Path) -> Path:
    return tmp / "no such thing"


def empty(tmp: Path) -> Path:
    (tmp / "empty").mkdir()
    return tmp / "empty"


def a_file(tmp: Path) -> Path:
    picture(1).save(tmp / "one.png")
    return tmp / "one.png"


def loose(tmp: Path) -> Path:
    (tmp / "loose").mkdir()
    for n in range(3):
        picture(n).save(tmp / "loose" / f"{n}.png")
    return tmp / "loose"


def no_pictures(tmp: Path) -> Path:
    for name in ("a", "b"):
        (tmp / "broken" / name).mkdir(parents=True)
        (tmp / "broken" / name / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n and then nothing of it")
        (tmp / "broken" / name / "y.jpg").write_bytes(b"")
    return tmp / "broken"


@pytest.mark.parametrize(("make", "code"), [
    (missing, "no_such_folder"), (empty, "empty_folder"), (a_file, "not_a_folder"),
    (no_pictures, "no_readable_image")])
def test_a_folder_that_cannot_be_shown(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, tmp_path: Path,
        make: Callable[[Path], Path], code: str) -> None:
    open_good(qtbot, window, folder, SMALL)
    bad = make(tmp_path)
    drop(window, bad)
    assert bad.name in told(qtbot, window, code)
    assert has_open(session, folder), "what was open stays open"
    assert session.recipe == SMALL
    assert str(bad) not in session.settings.get("recent_folders")
    goes_on(qtbot, window, folder)


def test_loose_images_can_be_read_in_other_ways(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, tmp_path: Path) -> None:
    open_good(qtbot, window, folder, SMALL)
    drop(window, loose(tmp_path))
    qtbot.waitUntil(lambda: window.pages["data"].findChild(SourcePanel) is not None, timeout=PATIENCE_MS)
    assert session.problem is None
    assert has_open(session, folder), "what was open stays open"
    qtbot.mouseClick(find(window.pages["data"], QPushButton, "cancel_source"), LEFT)
    goes_on(qtbot, window, folder)


def test_a_recent_folder_that_has_gone(
        qtbot: QtBot, session: Session, window: MainWindow, folder: Path, tmp_path: Path) -> None:
    session.settings.set("recent_folders", [str(missing(tmp_path))])
    session.close_folder()
    qtbot.mouseClick(find(window.pages["data"], QAbstractButton, "recent_folder"), LEFT)
    assert "no such thing" in told(qtbot, window, "no_such_folder")
    assert find(window.pages["data"], QPushButton, "primary").isEnabled()
    goes_on(qtbot, window, folder)


@pytest.mark.parametrize(("counts", "word"), [({"cats": 6}, "cats"), ({"cats": 6, "dogs": 1, "fish": 4}, "dogs")],
                         ids=["one class", "a class of one"])
def test_a_folder_that_cannot_be_trained_on(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, tmp_path: Path,
        counts: dict[str, int], word: str) -> None:
    for place, (name, count) in enumerate(counts.items()):
        (tmp_path / "few" / name).mkdir(parents=True)
        for n in range(count):
            picture(50 * place + n, list(COLOURS.values())[place]).save(tmp_path / "few" / name / f"{n}.png")
    open_good(qtbot, window, tmp_path / "few")
    page = go(qtbot, window, "data")
    finding = find(page, QWidget, "finding_blocking")
    said = [text for part in finding.findChildren(QLabel) if (text := part.text())]
    assert finding.isVisible()
    assert len(said) == 1
    assert word in said[0]
    assert is_one_sentence(said[0])
    assert not find(page, QPushButton, "primary").isEnabled()
    assert said[0] in cannot_start(qtbot, window)
    mend = find(window.pages["train"], QPushButton, "reading_action")
    qtbot.mouseClick(mend, LEFT)
    assert window.current() == "data"
    goes_on(qtbot, window, folder)


# --- weights -------------------------------------------------------------------------------------


class Bomb:
    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self._mark),)


def other_weights(tmp: Path) -> Path:
    import torch
    from torchvision.models import squeezenet1_0

    torch.save(squeezenet1_0().state_dict(), tmp / "other.pth")
    return tmp / "other.pth"


def bomb(tmp: Path) -> Path:
    (tmp / "bomb.pth").write_bytes(pickle.dumps(Bomb(tmp / "executed")))
    return tmp / "bomb.pth"


@pytest.mark.parametrize(("make", "code"), [(other_weights, "wrong_weights"), (bomb, "unsafe_weights")])
def test_a_weights_file_that_does_not_serve(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, tmp_path: Path,
        make: Callable[[Path], Path], code: str) -> None:
    path = make(tmp_path)
    open_good(qtbot, window, folder, SMALL)
    open_weights(qtbot, go(qtbot, window, "model"), path)
    qtbot.waitUntil(lambda: isinstance(session.weights, Problem), timeout=PATIENCE_MS)
    assert session.weights is not None
    assert getattr(session.weights, "code", "") == code
    beside = find(window.pages["model"], QLabel, "weights_check")
    assert beside.isVisible()
    assert is_one_sentence(beside.text().replace("SqueezeNet 1.", "SqueezeNet 1,")), beside.text()
    page = go(qtbot, window, "train")
    assert not find(page, QPushButton, "start").isEnabled()
    reading: Any = find(page, QLabel, "reading")
    assert path.name in reading.plain
    assert not (tmp_path / "executed").exists()
    assert session.recipe.weights == str(path), "what was chosen is still to be seen and changed"
    qtbot.mouseClick(find(window.pages["train"], QPushButton, "reading_action"), LEFT)
    assert window.current() == "model"
    session.set_recipe(replace(session.recipe, weights="random"))
    assert not beside.isVisible()
    goes_on(qtbot, window, folder)
    assert find(go(qtbot, window, "train"), QPushButton, "start").isEnabled()


def test_a_run_that_cannot_begin_leaves_nothing(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, tmp_path: Path) -> None:
    """The file was the right one when it was chosen, and is another when training starts."""
    import torch
    from torchvision.models import squeezenet1_1

    path = tmp_path / "mine.pth"
    torch.save(squeezenet1_1().state_dict(), path)
    open_good(qtbot, window, folder, SMALL)
    open_weights(qtbot, go(qtbot, window, "model"), path)
    qtbot.waitUntil(lambda: isinstance(session.weights, WeightsFacts), timeout=PATIENCE_MS)
    page = go(qtbot, window, "train")
    path.write_bytes(b"something else")
    click(qtbot, page, "start")
    assert path.name in told(qtbot, window, "unreadable_weights")
    assert not session.runs
    assert not session.run_folder
    assert not session.live_folder
    assert window.rail.context.live.isHidden(), "nor is there a run that has ended"
    assert not list(Path(session.home).glob("*/runs/*"))
    choose = find(window.problem_bar, QPushButton, "problem_remedy")
    assert choose.text() == "Open a weights file…"
    session.set_recipe(replace(session.recipe, weights="random"))
    assert not window.problem_bar.isVisible(), "it has been answered"
    goes_on(qtbot, window, folder)


# --- the recipe ----------------------------------------------------------------------------------


def saved_recipe(session: Session, folder: Path, **changed: Any) -> None:
    Project(session.home, folder).save_settings(recipe={**to_json(SMALL), **changed})


def test_a_project_with_a_backbone_of_another_version(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path) -> None:
    saved_recipe(session, folder, backbone="vit_of_2031")
    drop(window, folder)
    assert "vit_of_2031" in told(qtbot, window, "unknown_backbone")
    assert has_open(session, folder), "the images are none the worse for it"
    assert "vit_of_2031" in cannot_start(qtbot, window)
    qtbot.mouseClick(find(window.pages["train"], QPushButton, "reading_action"), LEFT)
    assert window.current() == "model"
    session.set_recipe(SMALL)
    goes_on(qtbot, window, folder)
    assert find(go(qtbot, window, "train"), QPushButton, "start").isEnabled()


@pytest.mark.parametrize(("phases", "optimiser"), [
    ([{"epochs": 0, "freeze": "all"}], {}), (None, {"kind": "AdamW", "lr": float("nan")})],
    ids=["no epochs", "no learning rate"])
def test_a_project_with_a_number_that_does_not_serve(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, phases: Any, optimiser: Any) -> None:
    saved_recipe(session, folder, **({"phases": phases} if phases else {}), **({"optimiser": optimiser} if optimiser
                                                                              else {}))
    open_good(qtbot, window, folder)
    cannot_start(qtbot, window)
    page = window.pages["train"]
    assert not find(page, QPushButton, "reading_action").isVisible(), "the field is on this page"
    name, good = ("epochs", "3") if phases else ("lr", "0.01")
    type_into(qtbot, find(page, NumberField, name), good)
    qtbot.waitUntil(lambda: find(page, QPushButton, "start").isEnabled(), timeout=PATIENCE_MS)
    goes_on(qtbot, window, folder)


def type_into(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


@pytest.mark.parametrize(("name", "typed", "back"), [("lr", "nan", "0.002"), ("epochs", "0", "1"), ("lr", "", "0.002"),
                                                     ("lr", "20", "0.002"), ("batch_size", "70000", "4")])
def test_a_field_says_what_it_takes(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, name: str, typed: str, back: str) -> None:
    recipe = replace(SMALL, optimiser=replace(SMALL.optimiser, lr=0.002))
    open_good(qtbot, window, folder, recipe)
    page = go(qtbot, window, "train")
    field, hint = find(page, NumberField, name), find(page, QLabel, f"{name}_wrong")
    assert not hint.isVisible()
    type_into(qtbot, field, typed) if typed else field.clear()
    if not typed:
        field.textEdited.emit("")
    assert field.property("wrong")
    assert hint.isVisible()
    assert is_one_sentence(hint.text()), hint.text()
    assert session.recipe == recipe, "what is no number changes nothing"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    find(page, QPushButton, "start").setFocus()
    assert field.text() == typed, "it does not silently become another number"
    assert hint.text() in cannot_start(qtbot, window)
    assert not find(page, QPushButton, "reading_action").isVisible(), "the field is on this page"
    session.set_recipe(replace(recipe, seed=7))
    assert field.text() == typed, "another field was changed"
    session.set_recipe(recipe)
    session.train()
    assert not session.training
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == back
    assert not hint.isVisible()
    assert session.recipe == recipe
    assert find(page, QPushButton, "start").isEnabled()
    goes_on(qtbot, window, folder)


# --- the projects folder, runs -------------------------------------------------------------------


def test_a_projects_folder_that_cannot_be_written(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, tmp_path: Path) -> None:
    session.settings.set("projects_folder", str(tmp_path / "occupied"))
    (tmp_path / "occupied").write_text("a file in place of the folder")
    drop(window, folder)
    said = told(qtbot, window, "no_projects_folder")
    assert "occupied" in said
    assert "Settings" in said, "where it can be mended"
    assert (tmp_path / "occupied").read_text() == "a file in place of the folder"
    session.settings.set("projects_folder", str(tmp_path / "projects"))
    goes_on(qtbot, window, folder)


def write_run(path: Path, images: Path) -> RunFolder:
    """A run on a folder of images that has ended well, as far as its files say."""
    run = RunFolder(path).create(SMALL)
    with run.journal() as journal:
        journal.write(Plan(1, 6, {"train": 20}, ["a", "b"], 1000, str(images)))
        journal.write(Epoch(1, 6, {"loss": 0.5, "accuracy": 0.7}, {"loss": 0.4, "accuracy": 0.8}, 1.0, True))
        journal.write(Finished(str(path), 1.0))
    run.report_file.write_text(json.dumps({"splits": {}, "classes": ["a", "b"]}), "utf-8")
    run.predictions_file.write_text("path,split,label,class,probability,unlike_training,a,b,reason\n", "utf-8")
    return run


@pytest.mark.parametrize(("file", "content", "code"), [
    ("recipe.json", b"{ cut of", "bad_recipe_file"),
    ("recipe.json", b"\xff\xfe\x00", "bad_recipe_file"),
    ("recipe.json", b"[1, 2]", "bad_value"),
    ("report.json", b"{ cut of", "damaged_run"),
    ("report.json", b'{"splits": 7}', "damaged_run"),
    ("predictions.csv", b"path,split\n1,2\n", "damaged_run"),
    ("predictions.csv", b"path,split,label,class,probability,unlike_training,a,b,reason\n"
                        b"x.png,test,a,a,\xe4much,0,1,0,\n", "damaged_run"),
])
def test_a_damaged_run_folder(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, tmp_path: Path,
        file: str, content: bytes, code: str) -> None:
    open_good(qtbot, window, folder)
    whole, hurt = write_run(tmp_path / "whole", folder), write_run(tmp_path / "hurt", folder)
    (hurt.path / file).write_bytes(content)
    drop(window, whole.path)
    qtbot.waitUntil(lambda: session.run_folder == str(whole.path) and not session.busy, timeout=PATIENCE_MS)
    drop(window, hurt.path)
    told(qtbot, window, code)
    if file == "recipe.json":
        assert session.run_folder == str(whole.path), "the run that was open stays"
        assert session.run_recipe == SMALL
    assert has_open(session, folder)
    assert (hurt.path / file).read_bytes() == content
    session.set_recipe(SMALL)
    goes_on(qtbot, window, folder)


def test_a_journal_of_nonsense_is_an_empty_one(
        qtbot: QtBot, window: MainWindow, session: Session, folder: Path, tmp_path: Path) -> None:
    run = write_run(tmp_path / "hurt", folder)
    run.journal_file.write_bytes(b'\x00\xff\n{"event": "Epoch"}\n[]\n{"event": "Plan", "epochs": 1')
    drop(window, run.path)
    qtbot.waitUntil(lambda: session.run_folder == str(run.path) and not session.busy, timeout=PATIENCE_MS)
    goes_on(qtbot, window, folder)
