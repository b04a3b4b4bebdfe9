"""The Model page: backbones, the thaw map, what follows from both, and the states without a network."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.backbones import BACKBONES
from core.estimate import head_parameters
from core.facts import StageFacts
from core.recipe import MlpHead, Phase, Recipe, apply_preset, with_freeze
from gui_app.pages.model import ModelPage
from gui_app.settings import Settings
from gui_app.words import count
from tests.gui.standin import STAGES, IdleSession, index


@pytest.fixture
def idle(tmp_path: Path, qapp: object) -> IdleSession:
    session = IdleSession(Settings(tmp_path / "settings.json"))
    session.index, session.stages = index(), STAGES
    session.recipe = with_freeze(Recipe(), "3")
    return session


@pytest.fixture
def page(qtbot: QtBot, idle: IdleSession) -> ModelPage:
    return shown(qtbot, idle)


def shown(qtbot: QtBot, session: IdleSession) -> ModelPage:
    made = ModelPage(session)
    qtbot.addWidget(made)
    made.resize(1096, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def text(page: ModelPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_drawing_changes_nothing(qtbot: QtBot, idle: IdleSession) -> None:
    spy = QSignalSpy(idle.recipe_changed)
    shown(qtbot, idle)
    assert spy.count() == 0


@pytest.mark.parametrize("height", [470, 1000])
def test_the_figures_beside_the_map_are_whole(qtbot: QtBot, page: ModelPage, height: int) -> None:
    page.resize(page.width(), height)
    area = page.facts.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().isVisible() == (height < 900))
    qtbot.waitUntil(lambda: area.widget().width() == area.viewport().width())
    inside = area.widget().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert max(part.geometry().right() for part in inside if part.isVisible()) < area.viewport().width()


def test_the_line_changes_the_recipe_and_the_figures(qtbot: QtBot, page: ModelPage, idle: IdleSession) -> None:
    assert (text(page, "learns"), text(page, "frozen_stages")) == ("0.79\u202fM", "3")
    qtbot.keyClick(page.thaw_map, Qt.Key.Key_Down)
    assert idle.recipe.freeze == "4"
    assert (text(page, "learns"), text(page, "frozen_stages")) == ("0.59\u202fM", "4")
    qtbot.keyClick(page.thaw_map, Qt.Key.Key_End)
    assert idle.recipe.freeze == "all"
    assert text(page, "learns") == count(1025 * 3)[:1] + ".1\u202fk"


def test_the_head_is_counted() -> None:
    assert head_parameters(Recipe(), 1024, 3) == 1025 * 3
    assert head_parameters(Recipe(head=MlpHead(width=10)), 1024, 3) == 1025 * 10 + 11 * 3
    assert head_parameters(Recipe(), 1024, 0) == head_parameters(Recipe(), 0, 3) == 0


def test_a_backbone_is_chosen_by_key(qtbot: QtBot, page: ModelPage, idle: IdleSession) -> None:
    page.backbones.setFocus()
    qtbot.keyClick(page.backbones, Qt.Key.Key_Down)
    assert idle.recipe.backbone == "mobilenet_v3_large"


def test_the_line_keeps_its_share_on_another_backbone(qtbot: QtBot, page: ModelPage, idle: IdleSession) -> None:
    qtbot.keyClick(page.backbones, Qt.Key.Key_Down)
    idle.stages = tuple(StageFacts(f"s{i}", "7×7", 100) for i in range(10))
    idle.stages_changed.emit()
    assert (idle.recipe.freeze, page.thaw_map.line) == ("6", 6)


def test_what_fits_only_one_backbone_stays_behind(qtbot: QtBot, page: ModelPage, idle: IdleSession) -> None:
    page.weights.changed.emit("/somewhere/small.pth")
    assert idle.recipe.weights == "/somewhere/small.pth"
    page.backbones.chosen.emit("vit_b_16")
    assert (idle.recipe.weights, idle.recipe.image_size) == ("auto", 0)


def test_where_the_weights_come_from(page: ModelPage, idle: IdleSession) -> None:
    assert text(page, "weights_source").startswith("Comes with Thawline")
    page.backbones.chosen.emit("resnet18")
    assert text(page, "weights_source").startswith("Already downloaded")
    page.backbones.chosen.emit("resnet50")
    assert text(page, "weights_source").startswith("98 MB")
    page.weights.changed.emit("random")
    assert text(page, "weights_source").startswith("No pretrained weights")


def test_weights_from_a_file(qtbot: QtBot, page: ModelPage, idle: IdleSession, monkeypatch: pytest.MonkeyPatch) -> None:
    box = page.weights.box
    for answer, expected in (("", "auto"), ("/w/mine.safetensors", "/w/mine.safetensors")):
        monkeypatch.setattr(page.weights, "ask_for_file", lambda answer=answer: answer)
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_End)
        assert (idle.recipe.weights, box.currentData()) == (expected, expected)
    assert box.currentText() == "mine.safetensors"


def test_earlier_phases_are_told(qtbot: QtBot, page: ModelPage, idle: IdleSession) -> None:
    assert text(page, "phases_note") == ""
    idle.set_recipe(apply_preset(idle.recipe, "head_first"))
    assert "in the 5 epochs before them only the head" in text(page, "phases_note")


def test_no_folder_yet(qtbot: QtBot, idle: IdleSession) -> None:
    idle.index = None
    page = shown(qtbot, idle)
    assert page.state().mark == "missing"
    assert not page._next.isEnabled()
    with qtbot.waitSignal(page.go) as went:
        qtbot.mouseClick(page.facts.folder_missing.findChild(object, "go_data"), Qt.MouseButton.LeftButton)
    assert went.args == ["data"]


def test_stages_are_waited_for_and_asked_again(qtbot: QtBot, idle: IdleSession) -> None:
    idle.stages, idle.works["describe"] = (), None
    page = shown(qtbot, idle)
    assert page.state().mark == "busy"
    assert not page._waiting.again.isVisible()
    del idle.works["describe"]
    idle.work_changed.emit()
    idle.asked.clear()
    qtbot.mouseClick(page._waiting.again, Qt.MouseButton.LeftButton)
    assert idle.asked == ["describe"]


def test_a_line_that_does_not_fit_is_told(qtbot: QtBot, page: ModelPage, idle: IdleSession) -> None:
    idle.set_recipe(Recipe(phases=(Phase(freeze="stem,no such stage"),)))
    assert "no such stage" in page.facts.verdict.plain


def test_next_goes_on_and_a_run_makes_the_step_done(qtbot: QtBot, page: ModelPage) -> None:
    assert page.state().mark == "ready"
    with qtbot.waitSignal(page.go) as went:
        qtbot.mouseClick(page._next, Qt.MouseButton.LeftButton)
    assert went.args == ["train"]
    assert page.state().mark == "ready", "a look is no work done"
    page.session.run_folder = "/runs/now"
    assert page.state().mark == "done"


def test_every_backbone_has_a_row_that_can_be_read(page: ModelPage) -> None:
    model = page.backbones.model()
    assert model.rowCount() == len(BACKBONES)
    cells = [model.index(1, c).data(Qt.ItemDataRole.AccessibleTextRole) for c in range(5)]
    assert cells[0] == "Backbone: MobileNetV3 large"
    assert cells[4] == "Weights: get 21 MB"
    assert cells[3] == "Top-1: 75.3%"


# --- statistics -----------------------------------------------------------------------------------


def test_the_statistics_of_thawed_stages_are_told(qtbot: QtBot, page: ModelPage, idle: IdleSession) -> None:
    idle.stages = tuple(replace(stage, norms=1) for stage in idle.stages[:-1]) + idle.stages[-1:]
    idle.stages_changed.emit()
    kept = text(page, "statistics_note")
    assert "keep the pretrained statistics" in kept
    assert kept in page.thaw_map.accessibleDescription()
    rows = page.thaw_map.rows
    told = [rows.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in range(6)]
    assert [kept in tip for tip in told] == [False, False, False, True, False, False], "neither frozen nor without any"
    idle.set_recipe(replace(idle.recipe, weights="random"))
    assert "random weights bring none" in text(page, "statistics_note")
    for statistics, said in (("keep", "keep"), ("follow", "from your images"), ("momentum", "drift")):
        idle.set_recipe(replace(idle.recipe, statistics=statistics))
        assert said in text(page, "statistics_note")
        assert "as the recipe says" in text(page, "statistics_note")
    for freeze in ("4", "all"):  # the last stage has none
        idle.set_recipe(with_freeze(idle.recipe, freeze))
        assert text(page, "statistics_note") == ""


@pytest.mark.parametrize(("weights", "statistics", "verdict"), [
    ("random", "keep", "It will not learn."), ("random", "momentum", "Careful."), ("auto", "momentum", "Careful."),
    ("random", "auto", "Careful."), ("auto", "keep", "Careful.")])
def test_statistics_that_harm_are_told_before_the_run(page: ModelPage, idle: IdleSession, weights: str,
                                                      statistics: str, verdict: str) -> None:
    idle.set_recipe(with_freeze(replace(idle.recipe, weights=weights, statistics=statistics), "none"))
    assert page.facts.verdict.plain.startswith(verdict)
    harms = statistics == "momentum" or "not learn" in verdict
    assert ("tatistics" in page.facts.verdict.plain) == harms
    if harms:
        page.facts.advice.button.click()
        assert idle.recipe.statistics == "auto"
        assert idle.recipe.freeze == "none"


# --- advice ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("learning", ["all", "none"])
def test_parameters_are_counted_alike_in_table_and_panel(page: ModelPage, idle: IdleSession, learning: str) -> None:
    row = BACKBONES["mobilenet_v2"]
    idle.stages = (StageFacts("stem", "112×112", row.own_parameters - 412_800), StageFacts("features", "1280", 412_800))
    idle.recipe = with_freeze(Recipe(backbone=row.key), learning)
    idle.stages_changed.emit()
    model = page.backbones.model()
    told = next(model.index(i, 1).data() for i in range(model.rowCount()) if model.index(i, 0).data() == row.title)
    assert page.facts._learns.accessibleName().endswith(f"of {told} and the head")


def advised(page: ModelPage) -> tuple[str, str]:
    return page.facts.advice.kind, page.facts.advice.button.text()


def test_the_advice_is_shown_and_followed(qtbot: QtBot, page: ModelPage, idle: IdleSession) -> None:
    idle.set_recipe(with_freeze(Recipe(), "1"))
    assert page.facts.verdict.plain.startswith("Careful. There are few training images (90)")
    assert advised(page) == ("watch", "Freeze all stages")
    qtbot.mouseClick(page.facts.advice.button, Qt.MouseButton.LeftButton)
    assert idle.recipe.freeze == "all"
    assert page.facts.verdict.plain.startswith("Good choice.")
    assert page.facts.advice.kind == "good"
    assert not page.facts.advice.button.isVisible()


def test_no_training_images_are_not_a_good_choice(qtbot: QtBot, page: ModelPage, idle: IdleSession) -> None:
    idle.index = index(train=0)
    idle.index_changed.emit()
    assert page.facts.verdict.plain.startswith("No training images.")
    assert page.facts.advice.kind == "act"
    with qtbot.waitSignal(page.go) as went:
        qtbot.mouseClick(page.facts.advice.button, Qt.MouseButton.LeftButton)
    assert went.args == ["data"]


def test_nothing_is_advised_while_the_images_are_read(page: ModelPage, idle: IdleSession) -> None:
    idle.works["scan"] = None
    idle.work_changed.emit()
    idle.index_changed.emit()
    assert not page.facts.advice.isVisible()
