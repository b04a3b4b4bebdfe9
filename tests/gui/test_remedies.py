"""Problems and their remedies: every code has its row; the button mends it; an edit that answers it takes it away."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.check import check_recipe
from core.choice import differences, value_at
from core.edits import Edit
from core.findings import Finding
from core.problems import SENTENCES, Problem
from core.recipe import AdamW, Phase, Recipe
from core.sharing import Sharing
from gui_app import mending as mending_module
from gui_app.main_window import MainWindow
from gui_app.mending import Mending
from gui_app.pages import PAGES
from gui_app.pages.data import DataPage
from gui_app.remedies import BESIDE, REMEDIES, Act
from gui_app.session import Session
from gui_app.settings import Settings
from gui_app.widgets.problem_bar import title_of
from tests.gui.conftest import PATIENCE_MS, Fill, Open
from tests.gui.standin import STAGES, IdleSession, index

LEFT = Qt.MouseButton.LeftButton


def test_every_code_has_a_row_or_is_told_beside_what_it_concerns() -> None:
    """A new code wants a row of REMEDIES, if only an empty one, or its name in BESIDE."""
    assert set(SENTENCES) - set(REMEDIES) - BESIDE == set()
    assert (set(REMEDIES) | BESIDE) - set(SENTENCES) == set()
    assert not set(REMEDIES) & BESIDE


def test_the_rows_can_be_carried_out(qtbot: QtBot, idle: IdleSession, window_of: Callable[[Session], Mending]) -> None:
    known = window_of(idle).acts.keys()
    assert known | {""} == set(get_args(Act))
    pages, fields = {row.key for row in PAGES} | {""}, {path for path in Recipe.__dataclass_fields__}
    for code, remedy in REMEDIES.items():
        assert bool(remedy.title) == bool(remedy.act), code
        assert remedy.page in pages, code
        assert remedy.until <= fields | {"recipe", "edits", "sharing", "settings"}, code
        details = dict.fromkeys(("path", "parent", "least", "first"), "x")
        assert "{" not in title_of(Problem(code, **details)), code


@pytest.fixture
def idle(tmp_path: Path, qapp: object) -> IdleSession:
    session = IdleSession(Settings(tmp_path / "settings.json"))
    session.index, session.stages = index(), STAGES
    return session


@pytest.fixture
def window_of(qtbot: QtBot) -> Callable[[Session], Mending]:
    kept: list[Mending] = []

    def make(session: Session) -> Mending:
        parent = QWidget()
        qtbot.addWidget(parent)
        kept.append(Mending(session, parent))
        return kept[-1]
    return make


MENDED: list[tuple[Recipe, Problem, dict[str, Any]]] = [
    (Recipe(optimiser=AdamW(lr=50.0)), Problem("out_of_range", field="recipe.optimiser.lr", value=50.0, low=0, high=10),
     {"optimiser.lr": 1e-3}),
    (Recipe(phases=(Phase(), Phase(lr_factor=0.0))),
     Problem("out_of_range", field="recipe.phases[1].lr_factor", value=0.0, low=0, high=10),
     {"phases[1].lr_factor": 1.0}),
    (Recipe(phases=(Phase(epochs=0),)), Problem("no_epochs", epochs=0), {"phases[0].epochs": 20}),
    (Recipe(backbone="vit_b_16", image_size=96), Problem("image_size_step", backbone="ViT", least=224, size=96),
     {"image_size": 224}),
    (Recipe(phases=(Phase(freeze="77"),)), Problem("too_many_stages", backbone="x", count=5, asked=77),
     {"phases[0].freeze": "all"}),
    (Recipe(device="cuda:7"), Problem("device_missing", device="cuda:7", reason="none"), {"device": "auto"}),
    (Recipe(batch_size=512), Problem("out_of_memory", batch=512), {"batch_size": 256}),
    (Recipe(optimiser=AdamW(lr=0.2)), Problem("diverged", step=3), {"optimiser.lr": 0.02}),
    (Recipe(weights="bundled"), Problem("no_bundled_weights", backbone="x"), {"weights": "auto"}),
    (Recipe(weights="/w/gone.pth"), Problem("no_weights_file", path="/w/gone.pth"), {"weights": "/w/right.pth"}),
    (Recipe(weights="/w/bad.pth"), Problem("wrong_weights", path="/w/bad.pth", backbone="x", reason="y"),
     {"weights": "/w/right.pth"}),
]


@pytest.mark.parametrize(("recipe", "problem", "expected"), MENDED, ids=[f"{p.code} {e}" for _, p, e in MENDED])
def test_a_button_mends_the_recipe_and_the_problem_goes(
        idle: IdleSession, window_of: Callable[[Session], Mending], monkeypatch: pytest.MonkeyPatch,
        recipe: Recipe, problem: Problem, expected: dict[str, Any]) -> None:
    monkeypatch.setattr(mending_module, "choose_weights", lambda *_: "/w/right.pth")
    idle.set_recipe(recipe)
    idle.show_problem(problem)
    idle.set_recipe(replace(recipe, patience=3))
    if "recipe" not in REMEDIES[problem.code].until:
        assert idle.problem is problem, "another field answers nothing"
    idle.show_problem(problem)
    before = idle.recipe
    window_of(idle).mend(problem)
    assert {path: value_at(idle.recipe, path) for path in differences(before, idle.recipe)} == expected
    assert idle.problem is None
    if problem.code not in ("no_weights_file", "wrong_weights"):
        assert check_recipe(idle.recipe) == []
    idle.undo()
    assert idle.recipe == before, "as any other step"


# --- the folder ----------------------------------------------------------------------------------


def wait(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)


def test_many_classes_that_are_too_small_go_with_one_button(
        qtbot: QtBot, window: MainWindow, session: Session, opened: Open, fill: Fill) -> None:
    opened(fill("many", {"cats": 6, "dogs": 6, **{f"rare {n}": 1 for n in range(7)}}))
    wait(qtbot, session)
    assert session.index is not None
    assert len(session.index.problems) == 7
    button = window.pages["data"].findChild(QPushButton, "mend_0")
    assert button is not None
    assert button.text() == "Leave these 7 class(es) out"
    strip = window.pages["data"].findChild(QWidget, "finding_blocking")
    assert strip is not None
    told = [text for part in strip.findChildren(QLabel) if (text := part.text())]
    assert len(told) == 1
    assert "“rare 0” and “rare 1”" in told[0]
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: session.index is not None and not session.index.problems, timeout=PATIENCE_MS)
    wait(qtbot, session)
    assert session.index.classes == ("cats", "dogs")
    assert session.undo_stack.name("undo") == "leave out 7 image(s)"
    session.undo()
    wait(qtbot, session)
    assert session.index is not None
    assert len(session.index.problems) == 7


def test_all_that_was_left_out_and_nothing_to_validate_on(
        qtbot: QtBot, window: MainWindow, session: Session, opened: Open, folder: Path) -> None:
    opened(folder)
    wait(qtbot, session)
    assert session.index is not None
    session.edit([Edit("exclude", tuple(s.path for s in session.index.samples))])
    wait(qtbot, session)
    assert [p.code for p in session.index.problems] == ["all_left_out"]
    window.messages.mending.mend(session.index.problems)
    wait(qtbot, session)
    assert len(session.index.samples) == 24
    session.set_sharing(Sharing(validation=0.0))
    wait(qtbot, session)
    window.messages.mending.mend(Problem("no_validation_images"))
    wait(qtbot, session)
    assert session.index.of("validation")


def test_images_far_from_square_are_padded_with_one_click(qtbot: QtBot, idle: IdleSession) -> None:
    finding = Finding("far_from_square", {"count": 1, "path": "0/0.png"}, ("0/0.png",))
    assert idle.index is not None
    idle.index = replace(idle.index, findings=(finding,), looked_at=True)
    page = DataPage(idle)
    qtbot.addWidget(page)
    page.show()
    idle.index_changed.emit()
    pad = page.findChild(QPushButton, "pad_0")
    assert pad is not None
    assert pad.text() == "Pad them"
    qtbot.mouseClick(pad, LEFT)
    assert idle.recipe.fit == "pad"
    assert page.findChild(QPushButton, "pad_0") is None, "done already"


# --- the bar -------------------------------------------------------------------------------------


def test_a_problem_belongs_to_one_place(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.show_page("train")
    session.show_problem(Problem("wrong_weights", path="/w/x.pth", backbone="x", reason="y"))
    seen = {}
    for row in PAGES:
        window.show_page(row.key)
        seen[row.key] = window.problem_bar.isVisible()
    there = {key for key, visible in seen.items() if visible}
    assert there == {"train", "model"}, "where it was met, and where it is mended"
    window.show_page("model")
    session.set_recipe(replace(session.recipe, weights="random"))
    assert not window.problem_bar.isVisible()
    session.show_problem(Problem("no_run", path="/x"))
    told = window.problem_bar.findChild(QLabel, "problem_text")
    assert told is not None
    assert "/x" in told.text()


def test_the_bar_has_the_button_of_its_problem(
        qtbot: QtBot, window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    bar = window.problem_bar
    session.show_problem(Problem("bad_option", reason="x"))
    assert bar.isVisible()
    assert not bar.remedy.isVisible()
    session.show_problem(Problem("no_projects_folder", path="/x", reason="y"))
    assert (bar.remedy.isVisible(), bar.remedy.text()) == (True, "Open Settings")
    qtbot.mouseClick(bar.remedy, LEFT)
    assert window.current() == "settings"
    assert bar.isVisible()
    session.settings_changed.emit()
    assert not bar.isVisible()
