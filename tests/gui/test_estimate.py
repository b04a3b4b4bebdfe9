"""Estimates in the window: live beside the thaw map, in the Train page's sentence, measured while nothing else runs."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.estimate import Estimate, Span
from core.facts import StageFacts
from core.recipe import Recipe, with_freeze
from gui_app.main_window import MainWindow
from gui_app.pages.model import ModelPage
from gui_app.pages.train import TrainPage
from gui_app.settings import Settings
from gui_app.widgets.estimate_words import WHY_NOT, in_words, sizes, times, why_not
from gui_app.widgets.page import Page
from tests.core.costs import MB, STAGES, costs
from tests.gui.conftest import PATIENCE_MS, Fill, Open
from tests.gui.standin import IdleSession, index

FACTS = tuple(StageFacts(s.name, "10", s.parameters) for s in STAGES)
COSTS = costs(step=0.1, decode=0.05, base=300 * MB)


@pytest.fixture
def idle(qapp: object, settings: Settings) -> IdleSession:
    session = IdleSession(settings)
    session.index, session.stages = index(), FACTS
    session.recipe = with_freeze(Recipe(batch_size=10), "2")
    return session


def shown(qtbot: QtBot, page: Page) -> Page:
    qtbot.addWidget(page)
    page.resize(1096, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


def measured(qtbot: QtBot, session: IdleSession) -> None:
    """Wait until the measuring has been asked for, and answer it."""
    qtbot.waitUntil(lambda: session.asked[-1:] == ["probe"], timeout=PATIENCE_MS)
    session.estimates.take(COSTS)


def text(page: Page, name: str) -> str:
    found = page.findChild(QLabel, f"estimate_{name}")
    assert found is not None
    return found.text()


def figures(page: Page) -> list[str]:
    return [text(page, name) for name in ("epoch", "total", "memory", "disk")]


# --- beside the thaw map ---------------------------------------------------------------------------


def test_the_figures_follow_the_line_without_measuring_again(qtbot: QtBot, idle: IdleSession) -> None:
    page = shown(qtbot, ModelPage(idle))
    measured(qtbot, idle)
    before = figures(page)
    assert "–" not in before
    assert text(page, "epoch") == "1.1–1.7 s"  # nine steps, three of a third for validation, and the stage's own
    asked = list(idle.asked)
    qtbot.keyClick(page.thaw_map, Qt.Key.Key_Home)
    assert idle.recipe.freeze == "none"
    assert text(page, "epoch") == "1.8–2.8 s"
    assert figures(page)[1] != before[1]
    assert [verb for verb in idle.asked[len(asked):] if verb == "probe"] == []


def test_a_screen_reader_is_told_what_the_figures_are(qtbot: QtBot, idle: IdleSession) -> None:
    page = shown(qtbot, ModelPage(idle))
    measured(qtbot, idle)
    epoch = page.findChild(QLabel, "estimate_epoch")
    assert epoch.accessibleName() == "Seconds an epoch: 1.1–1.7 s"
    assert "first epoch" in epoch.accessibleDescription() == epoch.toolTip()


def test_without_a_folder_there_are_dashes_and_a_reason(qtbot: QtBot, idle: IdleSession) -> None:
    idle.index = None
    page = shown(qtbot, ModelPage(idle))
    assert figures(page) == ["–"] * 4
    assert text(page, "status") == why_not("folder")


def test_while_it_is_measured_that_is_said(qtbot: QtBot, idle: IdleSession) -> None:
    page = shown(qtbot, ModelPage(idle))
    idle.works["probe"] = None
    assert (text(page, "status"), figures(page)) == ("Measuring this computer…", ["–"] * 4)
    qtbot.waitUntil(lambda: idle.asked[-1:] == ["probe"] or "probe" in idle.works, timeout=PATIENCE_MS)
    del idle.works["probe"]
    measured_now = QSignalSpy(idle.estimates.changed)
    idle.estimates.take(COSTS)
    assert measured_now.count() == 1


def test_what_could_not_be_measured_is_said_and_not_tried_again(qtbot: QtBot, idle: IdleSession) -> None:
    page = shown(qtbot, ModelPage(idle))
    qtbot.waitUntil(lambda: "probe" in idle.asked, timeout=PATIENCE_MS)
    idle.estimates.take(None)
    assert text(page, "status") == why_not("failed")
    idle.quiet.emit()
    assert not idle.estimates._soon.isActive()


def test_a_line_that_does_not_fit_has_no_estimate(qtbot: QtBot, idle: IdleSession) -> None:
    page = shown(qtbot, ModelPage(idle))
    measured(qtbot, idle)
    idle.set_recipe(with_freeze(idle.recipe, "no such stage"))
    assert (text(page, "status"), figures(page)) == (why_not("line"), ["–"] * 4)


# --- when it is measured ---------------------------------------------------------------------------


@pytest.mark.parametrize("change", [
    {"batch_size": 20}, {"image_size": 64}, {"device": "cpu"}, {"mixed_precision": False}])
def test_what_else_the_seconds_depend_on_is_measured_anew(qtbot: QtBot, idle: IdleSession, change: dict) -> None:
    shown(qtbot, ModelPage(idle))
    measured(qtbot, idle)
    idle.asked.clear()
    idle.set_recipe(replace(idle.recipe, **change))
    assert idle.estimates.now is None
    qtbot.waitUntil(lambda: "probe" in idle.asked, timeout=PATIENCE_MS)


@pytest.mark.parametrize("change", [{"seed": 3}, {"patience": 3}, {"backbone_lr_factor": 0.5}])
def test_the_rest_of_the_recipe_is_not(qtbot: QtBot, idle: IdleSession, change: dict) -> None:
    shown(qtbot, ModelPage(idle))
    measured(qtbot, idle)
    idle.set_recipe(replace(idle.recipe, **change))
    assert idle.estimates.now is not None
    assert not idle.estimates._soon.isActive()


def test_nothing_is_measured_for_a_page_that_is_not_shown(idle: IdleSession, qtbot: QtBot) -> None:
    page = ModelPage(idle)
    qtbot.addWidget(page)
    idle.estimates.look()
    idle.estimates._soon.timeout.emit()
    assert "probe" not in idle.asked


def test_nothing_is_measured_beside_a_run(qtbot: QtBot, idle: IdleSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(idle), "busy", property(lambda self: self.going))
    idle.going = True
    page = shown(qtbot, ModelPage(idle))
    idle.estimates._soon.timeout.emit()
    assert "probe" not in idle.asked
    assert text(page, "status") == why_not("training")
    idle.going = False
    idle.quiet.emit()
    qtbot.waitUntil(lambda: "probe" in idle.asked, timeout=PATIENCE_MS)


def test_a_run_breaks_the_measuring_off_and_it_is_done_later(qtbot: QtBot, idle: IdleSession) -> None:
    shown(qtbot, ModelPage(idle))
    qtbot.waitUntil(lambda: "probe" in idle.asked, timeout=PATIENCE_MS)
    idle.asked.clear()
    idle.estimates.forget()
    qtbot.waitUntil(lambda: "probe" in idle.asked, timeout=PATIENCE_MS)


def test_the_window_measures_this_machine(qtbot: QtBot, window: MainWindow, fill: Fill, opened: Open) -> None:
    session = window.session
    session.set_recipe(Recipe(image_size=32, batch_size=4, device="cpu"))
    opened(fill("few", {"cats": 12, "dogs": 12}))
    window.show_page("model")
    qtbot.waitUntil(lambda: session.estimates.now is not None, timeout=2 * PATIENCE_MS)
    assert "–" not in figures(window.pages["model"])
    window.show_page("train")
    assert "an epoch" in window.pages["train"].verdict.plain


# --- in words --------------------------------------------------------------------------------------


def test_the_train_page_says_it_before_the_start(qtbot: QtBot, idle: IdleSession) -> None:
    page = shown(qtbot, TrainPage(idle))
    assert page.verdict.plain.endswith("Measuring this computer…")
    measured(qtbot, idle)
    assert "Estimate: 1.1–1.7 s an epoch" in page.verdict.plain
    assert page.verdict.plain.startswith("Ready. 90 training images and 30 validation images.")


@pytest.mark.parametrize(("low", "high", "told"), [
    (0.01, 0.02, "< 0.1 s"), (0.8, 1.3, "0.8–1.3 s"), (8, 12.4, "8–12 s"), (70, 89, "70–89 s"),
    (72, 108, "1.2–1.8 min"), (600, 1000, "10–17 min"), (3600 * 2, 3600 * 3.2, "2.0–3.2 h"),
    (3600 * 40, 3600 * 60, "1.7–2.5 d")])
def test_times(low: float, high: float, told: str) -> None:
    assert times(Span(low, (low + high) / 2, high)) == told


@pytest.mark.parametrize(("low", "high", "told"), [
    (5e6, 8e6, "5.0–8.0\u202fMB"), (521e6, 768e6, "520–770\u202fMB"), (0.9e9, 1.24e9, "0.9–1.2\u202fGB"),
    (3e8, 3e8, "300\u202fMB"), (1.2e12, 1.4e12, "1.2–1.4\u202fTB")])
def test_sizes(low: float, high: float, told: str) -> None:
    assert sizes(Span(low, (low + high) / 2, high)) == told


def test_a_run_of_an_instant_is_told_without_about() -> None:
    instant = Span(0.01, 0.02, 0.03)
    told = in_words(Estimate(instant, instant, instant, Span(1e8, 1.2e8, 1.4e8), 0, True))
    assert told.startswith("Estimate: < 0.1 s an epoch")
    assert "About" not in told


def test_every_reason_has_its_words() -> None:
    assert all(why_not(code).strip() for code in WHY_NOT)
