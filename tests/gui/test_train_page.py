"""The Train page in every state of a run, its buttons, its recipe and its sentence."""

import dataclasses
import time
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.events import (
    Device,
    Epoch,
    Event,
    Failed,
    Finished,
    Paused,
    PhaseBegan,
    Plan,
    Progress,
    Resumed,
    Saved,
    Step,
    Stopped,
    Warned,
)
from core.facts import DeviceFacts, Fold, RunRow
from core.history import History
from core.problems import Problem
from core.recipe import AdamW, Phase, Recipe, apply_preset, presets, with_epochs, with_freeze
from core.sharing import Sharing
from gui_app.pages.train import TrainPage
from gui_app.settings import Settings
from gui_app.widgets.coach_card import CoachCard
from gui_app.widgets.number import NumberField
from gui_app.widgets.page import MARGIN
from gui_app.widgets.recipe_panel import basics_of, strategy_of, with_basics
from gui_app.widgets.run_words import doing, saved_text, what_learns
from tests.gui.standin import STAGES, IdleSession, index


def going(epochs: int = 4) -> list[Event]:
    """What a run says until so many of its ten epochs are over."""
    images = {"train": 900, "validation": 300}
    plan = Plan(10, 4, images, ["a", "b"], 800_000, "/images/cells")
    said: list[Event] = [Device("cpu", "CPU, 2 cores", "no GPU"), plan,
                         PhaseBegan(0, 0, ["stem"], 3000, True)]
    for e in range(1, epochs + 1):
        train, validation = {"loss": 1 / e, "accuracy": 0.8}, {"loss": 1.2 / e, "accuracy": 0.5 + e / 20}
        said += [Step(4 * e - 2, e - 0.5, 1 / e, 0.5, 1e-3, 1234.0), Epoch(e, 4 * e, train, validation, 12.0, True)]
    return said


@pytest.fixture
def idle(tmp_path: Path, qapp: object) -> IdleSession:
    session = IdleSession(Settings(tmp_path / "settings.json"))
    session.index, session.stages, session.folder = index(), STAGES, "/images/cells"
    session.device = DeviceFacts("cpu", "CPU, 2 cores", "no GPU", "float32", 0)
    return session


@pytest.fixture
def page(qtbot: QtBot, idle: IdleSession) -> TrainPage:
    return shown(qtbot, idle)


def shown(qtbot: QtBot, session: IdleSession) -> TrainPage:
    made = TrainPage(session)
    qtbot.addWidget(made)
    made.resize(1096, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def say(session: IdleSession, *events: Event) -> None:
    session.history.absorb(events)
    session.run_changed.emit()


def begin(session: IdleSession, *events: Event) -> None:
    session.going, session.run_folder, session.run_recipe = True, "/runs/now", session.recipe
    say(session, *(events or going()))


def end(session: IdleSession, event: Event) -> None:
    session.going = session.held = session.ending = False
    say(session, event)


def buttons(page: TrainPage) -> set[str]:
    """The names of the buttons that can be seen at the bottom right."""
    return {b.objectName() for b in page.buttons.findChildren(QPushButton) if b.isVisible()}


def figure(page: TrainPage, name: str) -> str:
    return page.findChild(QLabel, name).text()


def click(qtbot: QtBot, page: TrainPage, name: str) -> None:
    made = page.findChild(QPushButton, name)
    assert made is not None
    assert made.isVisible()
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


# --- folds ---------------------------------------------------------------------------------------


def test_folds_are_offered_where_the_images_are_shared_out_so(qtbot: QtBot, idle: IdleSession) -> None:
    idle.sharing = Sharing(folds=5, fold=1)
    page = shown(qtbot, idle)
    assert buttons(page) == {"one_fold", "folds"}
    assert page.buttons.all["folds"].text() == "Train all 5 folds"
    assert page.buttons.all["one"].text() == "Train fold 2 only"
    click(qtbot, page, "one_fold")
    click(qtbot, page, "folds")
    assert idle.asked[-2:] == ["train", "train folds"]
    idle.sharing = Sharing()
    idle.index_changed.emit()
    assert buttons(page) == {"start"}


def test_a_fold_says_which_it_is_and_counts_those_to_come(page: TrainPage, idle: IdleSession) -> None:
    idle.fold = Fold("first", 1, 5, "/images/cells", ("a", "b"))
    begin(idle)
    assert "fold 2 of 5" in page.subtitle.whole()
    assert figure(page, "time_left") == "7 min 12 s"  # 72 s are left of this one; 120 s for each of three more


# --- where the buttons are -----------------------------------------------------------------------


def places(page: TrainPage) -> dict[str, tuple[int, int]]:
    """Where the buttons at the bottom begin and how wide they are."""
    return {name: (made.mapTo(page, made.rect().topLeft()).x(), made.width())
            for name, made in page.buttons.all.items() if made.isVisible()}


def test_buttons_keep_their_place_while_a_run_goes_on(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle, *going(0))
    qtbot.waitUntil(lambda: sum(places(page).get("stop_keep", ())) == page.width() - MARGIN)  # all are laid out
    before = places(page)
    assert page.buttons.all["stop_keep"].text() == "Stop"
    say(idle, *going(1)[3:])
    qtbot.waitUntil(lambda: page.buttons.all["stop_keep"].text() == "Stop and keep best")
    QApplication.processEvents()
    assert places(page) == before
    idle.held = True
    say(idle, Paused())
    qtbot.waitUntil(lambda: page.buttons.all["pause"].text() == "Continue")
    QApplication.processEvents()
    assert places(page) == before
    idle.held, last = False, before["stop_keep"]
    end(idle, Finished("/runs/now", 3.0, {}))
    qtbot.waitUntil(lambda: places(page).get("primary") == last)  # a click that comes late hits the next step


# --- before a run --------------------------------------------------------------------------------


def test_drawing_changes_nothing(qtbot: QtBot, idle: IdleSession) -> None:
    spy = QSignalSpy(idle.recipe_changed)
    shown(qtbot, idle)
    assert spy.count() == 0


def test_without_a_folder_the_one_missing_thing_is_told(qtbot: QtBot, idle: IdleSession) -> None:
    idle.index = None
    page = shown(qtbot, idle)
    assert page.verdict.plain == "Not ready. Choose a folder of images first."
    assert page.state().mark == "missing"
    assert not page.buttons.all["start"].isEnabled()
    with qtbot.waitSignal(page.go) as went:
        click(qtbot, page, "reading_action")
    assert went.args == ["data"]


def test_a_recipe_that_cannot_be_trained_is_told(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    idle.set_recipe(Recipe(phases=(Phase(freeze="99"),)))
    assert "99 cannot be frozen" in page.verdict.plain
    with qtbot.waitSignal(page.go) as went:
        click(qtbot, page, "reading_action")
    assert went.args == ["model"]


def test_a_folder_with_problems_is_told(page: TrainPage, idle: IdleSession) -> None:
    assert idle.index is not None
    idle.index = dataclasses.replace(idle.index, problems=(Problem("one_class", name="cat"),))
    idle.index_changed.emit()
    assert "one class “cat”" in page.state().missing


def test_ready_and_start(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    assert page.verdict.plain.startswith("Ready. 90 training images and 30 validation images.")
    assert buttons(page) == {"start"}
    click(qtbot, page, "start")
    assert idle.asked[-1] == "train"


def test_an_unknown_device_is_looked_for(qtbot: QtBot, idle: IdleSession) -> None:
    idle.device = None
    shown(qtbot, idle)
    assert "find_device" in idle.asked


# --- during a run --------------------------------------------------------------------------------


def test_preparing_is_told_in_words(page: TrainPage, idle: IdleSession) -> None:
    begin(idle, Progress("decode", 340, 1025))
    assert page.verdict.plain == "Preparing. Reading the images: 340 of 1,025."
    assert (page.bar.value(), page.bar.maximum()) == (340, 1025)
    assert buttons(page) == {"pause", "stop_discard", "stop_keep"}
    assert page.buttons.all["stop_keep"].text() == "Stop"  # there is no best epoch yet


@pytest.mark.parametrize("what", ["decode", "features", "head", "download", "evaluate", "something new"])
def test_an_amount_that_is_unknown_is_not_told(what: str) -> None:
    assert "?" not in doing(Progress(what, 0, 0))
    assert not any(c.isdigit() for c in doing(Progress(what, 0, 0)))
    assert "3" in doing(Progress(what, 3, 8))


def test_training_shows_figures_curves_and_a_sentence(page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    assert figure(page, "time_left") == "1 min 12 s"
    assert figure(page, "speed") == "1,234 img/s"
    assert page.bar.value() / page.bar.maximum() == pytest.approx(0.4)
    assert page.verdict.plain == "Going well. Validation accuracy rose from 55.0% to 70.0% over the last 3 epochs."
    assert page.coach.kind == "good"
    assert not page.coach.button.isVisible()
    assert len(page.loss.plot.validation.getData()[0]) == 4
    assert page.accuracy.said.whole() == "validation 70.0% at epoch 4"
    assert page.state().mark == "busy"


def test_fields_rest_while_a_run_goes(page: TrainPage, idle: IdleSession) -> None:
    field = page.recipe.basics.findChild(NumberField, "batch_size")
    assert field is not None
    assert field.isEnabled()
    begin(idle)
    assert not field.isEnabled()
    end(idle, Finished("/runs/now", 48.0))
    assert field.isEnabled()


def test_in_a_small_window_nothing_is_cut_but_scrolled_to(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    page.resize(752, 560)
    begin(idle)
    page.coach.show_words("watch", "Too few images to tell.", "With 12 images " + "an accuracy may be anything, " * 9,
                          "add_images", "Add images")
    qtbot.waitUntil(lambda: page.coach.verdict.height() >= page.coach.verdict.heightForWidth(
        page.coach.verdict.width()))
    for curve in (page.loss, page.accuracy):
        frame = curve.parentWidget()
        qtbot.waitUntil(lambda plot=curve.plot, frame=frame: plot.mapTo(  # type: ignore[misc]
            frame, plot.rect().bottomLeft()).y() <= frame.rect().bottom())


def test_all_of_a_runs_recipe_can_be_read(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    idle.run_recipe = dataclasses.replace(idle.recipe, fit="squash")  # settled by the images, and not by the user
    idle.run_changed.emit()
    page.side.tabs.setCurrentIndex(0)
    fold = page.recipe.findChild(QPushButton, "recipe_more")
    assert fold is not None
    assert fold.text() == "More"
    click(qtbot, page, "recipe_more")
    assert page.recipe.more is not None
    assert page.recipe.more.isVisible()
    assert not page.recipe.more.isEnabled()
    end(idle, Finished("/runs/now", 48.0))
    page.side.tabs.setCurrentIndex(1)
    assert page.recipe.more.isEnabled()


def test_many_events_are_drawn_few_times(qtbot: QtBot, page: TrainPage, idle: IdleSession,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    begin(idle)
    drawn = []
    monkeypatch.setattr(page.loss, "show_history", lambda *args: drawn.append(1))
    for k in range(50):
        say(idle, Step(20 + k, 4.5, 0.2, 0.9, 1e-3, 900.0))
        idle.estimates.changed.emit()
        idle.work_changed.emit()
    assert not drawn  # nor by what is told of the next run, or of other work
    qtbot.waitUntil(lambda: bool(drawn))
    assert len(drawn) == 1


def test_work_between_the_epochs_is_told(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    say(idle, Progress("features", 30, 90))
    qtbot.waitUntil(lambda: page.verdict.plain.startswith("Training. Computing the output of the frozen stages"))
    say(idle, Step(20, 4.2, 0.2, 0.9, 1e-3, 900.0))
    qtbot.waitUntil(lambda: page.verdict.plain.startswith("Going well."))


def test_work_that_is_done_is_not_told_any_more(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    say(idle, Progress("features", 126, 210), Step(20, 4.2, 0.2, 0.9, 1e-3, 777.0))  # heard at once
    qtbot.waitUntil(lambda: figure(page, "speed") == "777 img/s")
    assert page.verdict.plain.startswith("Going well.")


def test_pause_and_continue(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    click(qtbot, page, "pause")
    idle.held = True
    say(idle, Paused())
    assert page.verdict.plain.startswith("Paused.")
    assert page.buttons.all["pause"].text() == "Continue"
    click(qtbot, page, "pause")
    assert idle.asked[-2:] == ["pause", "resume"]


def test_stop_and_keep(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    click(qtbot, page, "stop_keep")
    assert idle.asked[-1] == "stop, keep"
    idle.ending = True
    idle.run_changed.emit()
    assert page.verdict.plain == "Stopping. The run is being saved."
    assert not page.buttons.all["stop_keep"].isEnabled()


def test_discarding_asks_once_more(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    click(qtbot, page, "stop_discard")
    assert buttons(page) == {"discard_no", "discard_yes"}
    assert page.buttons.keep.hasFocus()
    qtbot.keyClick(page.buttons.keep, Qt.Key.Key_Escape)
    assert "stop_keep" in buttons(page)
    click(qtbot, page, "stop_discard")
    click(qtbot, page, "discard_yes")
    assert idle.asked == [*idle.asked[:-1], "stop, discard"]


def test_the_question_goes_when_the_run_ends(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    click(qtbot, page, "stop_discard")
    end(idle, Finished("/runs/now", 48.0))
    assert buttons(page) == {"again", "primary"}


def test_the_last_save_is_told(page: TrainPage, idle: IdleSession) -> None:
    begin(idle, *going(), Saved(16, time.time() - 4))
    assert page.note.whole().endswith("You can close the window and continue the run later.")
    assert saved_text(100.0, now=104.2).startswith("Saved 4 s ago.")
    assert saved_text(100.0, now=190.0).startswith("Saved 1 min 30 s ago.")


# --- after a run ---------------------------------------------------------------------------------


def test_finished(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    end(idle, Finished("/runs/now", 63.0))
    assert page.verdict.plain.startswith("Still improving.")
    assert figure(page, "took") == "1 min 3 s"  # its epochs took 48 s; the rest was waited for as well
    assert page.state().mark == "done"
    with qtbot.waitSignal(page.go) as went:
        click(qtbot, page, "primary")
    assert went.args == ["results"]
    click(qtbot, page, "again")
    assert idle.asked[-1] == "train"


def test_the_interval_is_told_once_it_is_measured(page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    end(idle, Finished("/runs/now", 48.0))
    idle.report = {"splits": {"validation": {"accuracy": 0.7, "accuracy_low": 0.52, "accuracy_high": 0.831}}}
    idle.results_changed.emit()
    assert page.accuracy.said.whole() == "validation 70.0% (52.0–83.1%) at epoch 4"
    assert figure(page, "best_accuracy") == "70.0%"  # the same digits in sentence, figure and curve


def test_ended_early(page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    end(idle, Finished("/runs/now", 48.0, stopped_early=True))
    assert page.verdict.plain.startswith("Going well.")  # no more epochs are offered where they brought nothing
    assert page.coach.button.text() == "See the results"


def test_stopped_can_be_continued(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    begin(idle, *going(), Saved(16, time.time()))
    end(idle, Stopped("/runs/now", 48.0))
    assert page.verdict.plain.startswith("Still improving.")
    assert buttons(page) == {"again", "continue", "primary"}
    click(qtbot, page, "continue")
    assert idle.asked[-1] == "continue /runs/now"
    assert page.coach.button.text() == "Continue the run"
    click(qtbot, page, "reading_action")
    assert idle.asked[-2:] == ["continue /runs/now"] * 2


def test_the_coach_says_nothing_before_anything_is_known(page: TrainPage, idle: IdleSession) -> None:
    begin(idle, *going(1))
    assert page.verdict.plain == "Training. Epoch 2 of 10."
    assert (page.coach.kind, page.coach.button.isVisible()) == ("", False)


def test_a_rate_that_is_too_high_is_lowered_by_the_button(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    idle.run_recipe = idle.recipe = Recipe(optimiser=AdamW(lr=10.0))
    figures = {"loss": 4.6, "accuracy": 0.5}
    bad = [Epoch(e, 4 * e, figures, figures, 1.0, e == 1) for e in (1, 2, 3)]
    begin(idle, *going(0), *bad)
    assert page.coach.kind == "act"
    assert page.verdict.plain == "Learning rate too high. The training loss is 4.600; guessing would give 0.693."
    click(qtbot, page, "reading_action")
    assert idle.asked[-1] == "stop, keep"
    end(idle, Stopped("/runs/now", 3.0))
    assert page.coach.button.text() == "Lower the rate to 0.001"
    click(qtbot, page, "reading_action")
    assert idle.recipe == Recipe()
    assert page.verdict.plain == "Changed. The learning rate of the next run is 0.001."
    click(qtbot, page, "reading_action")
    assert idle.asked[-1] == "train"


@pytest.mark.parametrize(("kind", "name"), [("good", "Good"), ("watch", "Worth watching"), ("act", "Needs action")])
def test_the_kind_is_told_by_icon_colour_and_word(
        qtbot: QtBot, kind: Literal["good", "watch", "act"], name: str) -> None:
    card = CoachCard("reading")
    qtbot.addWidget(card)
    card.show_words(kind, "Here.", "Something.", "act", "Do it")
    card.show()
    with qtbot.waitSignal(card.acted) as said:
        qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert said.args == ["act"]
    assert card.accessibleName() == f"{name}: Here. Something."
    sign = next(part for part in card.findChildren(QLabel) if not part.pixmap().isNull())
    assert sign.isVisible()
    assert card.property("kind") == kind
    card.show_words("", "Training.", "Epoch 2 of 10.")
    assert not sign.isVisible()


def test_the_best_epoch_is_measured_after_a_stop(page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    end(idle, Stopped("/runs/now", 48.0))
    idle.works["evaluate"] = Progress("evaluate", 10, 30)
    idle.work_changed.emit()
    assert page.verdict.plain == "Stopped. Evaluating the best epoch: 10 of 30 images."


def test_failed_says_what_to_do(page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    end(idle, Failed("out_of_memory", {"batch": 256}))
    assert page.verdict.plain.startswith("Failed. The device ran out of memory at batch size 256")
    assert buttons(page) == {"start"}  # nothing was saved that could go on
    assert page.buttons.all["start"].text() == "Start next run"


def test_an_old_run_can_be_seen_without_its_folder(qtbot: QtBot, idle: IdleSession) -> None:
    idle.index = None
    idle.history = History().absorb([*going(10), Finished("/runs/old", 120.0)])
    page = shown(qtbot, idle)
    assert not page.buttons.all["again"].isEnabled()
    assert page.buttons.all["primary"].isEnabled()


def test_a_continued_run_keeps_its_curve(page: TrainPage, idle: IdleSession) -> None:
    begin(idle)
    end(idle, Stopped("/runs/now", 48.0))
    begin(idle, Resumed(8, 2, 10))
    assert page.mode() == "preparing"
    assert len(page.loss.plot.validation.getData()[0]) == 2


def test_earlier_runs_lie_behind(page: TrainPage, idle: IdleSession) -> None:
    idle.histories = {f"/runs/{n}": History().absorb(going(6)) for n in range(5)}
    idle.runs = [RunRow(folder, f"run {folder[-1]}", 0.0, "finished", "resnet18", "all", 6.0, 6, 0.9, 0.8, 1.0)
                 for folder in idle.histories]
    idle.runs_changed.emit()
    for action in page.compare._menu.actions():
        action.trigger()
    assert page.compare.picked == ("/runs/2", "/runs/3", "/runs/4")  # no more than can be told apart
    assert "run 4" in page.loss.legend.accessibleName()
    idle.runs = idle.runs[:3]
    idle.runs_changed.emit()
    assert page.compare.picked == ("/runs/2",)


# --- the recipe ----------------------------------------------------------------------------------


def test_a_field_changes_the_recipe(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    field = page.recipe.basics.findChild(NumberField, "epochs")
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "7")
    assert idle.recipe.epochs == 7


def test_a_strategy_is_chosen(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    box = page.recipe._strategy
    assert box.currentData() == "head_only"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert idle.recipe == apply_preset(Recipe(), "head_first")
    assert box.currentData() == "head_first"


def test_a_line_of_ones_own_is_a_strategy_too(page: TrainPage, idle: IdleSession) -> None:
    idle.set_recipe(with_freeze(idle.recipe, "3"))
    assert page.recipe._strategy.currentText() == "Own thaw line"
    assert "the last 2 of 5 stages and the head learn" in page.subtitle.whole()


def test_expert_fields_wait_under_more(qtbot: QtBot, page: TrainPage, idle: IdleSession) -> None:
    assert page.recipe.more is None
    click(qtbot, page, "recipe_more")
    assert page.recipe.more is not None
    field = page.recipe.more.findChild(NumberField, "patience")
    assert field is not None
    assert page.recipe.more.findChild(NumberField, "optimiser_lr") is None  # it is among the basics
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "3")
    assert idle.recipe.patience == 3
    click(qtbot, page, "recipe_more")
    assert page.recipe._fold.text().startswith("More, 1")


@pytest.mark.parametrize("name", presets())
def test_every_preset_is_recognised_whatever_its_length(name: str) -> None:
    recipe = with_epochs(apply_preset(Recipe(), name), 33)
    assert strategy_of(recipe, presets()) == name


def test_basics_come_back_as_they_went() -> None:
    recipe = apply_preset(Recipe(batch_size=8), "head_first")
    assert with_basics(recipe, basics_of(recipe)) == recipe


@pytest.mark.parametrize(("freeze", "told"), [
    ("all", "only the head learns"), ("none", "everything learns"), ("4", "the last 1 of 5 stages and the head learn"),
    ("stem,stage 2", "3 of 5 stages and the head learn"), ("nonsense", ""),
])
def test_what_learns(freeze: str, told: str) -> None:
    assert what_learns(with_freeze(Recipe(), freeze), STAGES) == told


def test_what_happened_on_the_way_is_told(page: TrainPage, idle: IdleSession) -> None:
    assert not page.warnings.isVisible()
    say(idle, *going(1), Warned("micro_batch", {"count": 32, "size": 16}),
        Warned("images_left_out", {"count": 1, "path": "a/1.png"}), Warned("micro_batch", {"count": 32, "size": 8}))
    page._show()
    assert page.warnings.isVisible()
    said = [part.text() for part in page.warnings.findChildren(QLabel) if part.text()]
    assert len(said) == 2, "the last of each kind"
    assert "8 at a time" in said[0]
    assert "a/1.png" in said[1]
