"""What the curves are read as: a realistic run for each case, and many made-up ones that must not draw nonsense."""

import dataclasses
import math
import random
import string
from collections.abc import Callable, Sequence

import pytest

from core.augmentations import Mixup
from core.events import Epoch, Failed, Finished, PhaseBegan, Plan, Step, Stopped
from core.history import History
from core.intervals import wilson
from core.reading import LEAST_EPOCHS, act_on, read_curves
from core.recipe import AdamW, Phase, Recipe, with_freeze
from core.sayings import ACTIONS, FIGURES, OF_A_RUN, SAYINGS, Reading

STAGES = [f"stage {i}" for i in range(13)]


def rate(lr: float, freeze: str = "all") -> Recipe:
    return with_freeze(Recipe(optimiser=AdamW(lr=lr)), freeze)


def drifting(freeze: str) -> Recipe:
    """A run as earlier versions began it: the statistics of thawed stages drift along."""
    return dataclasses.replace(rate(1e-3, freeze), statistics="momentum")


def run(accuracy: Sequence[float], losses: Sequence[float] | None = None, train_loss: Sequence[float] | None = None,
        train: Sequence[float] | None = None, *, images: int = 300, classes: int = 5, frozen: int = 13,
        shares: Sequence[int] = (), ready_split: bool = False) -> History:
    """A run with these validation and training figures, an epoch each, while it goes on."""
    losses = losses or [1.0] * len(accuracy)
    train_loss, train = train_loss or losses, train or accuracy
    by_class = {"train": list(shares) or [200] * classes, "validation": list(shares) or [images // classes] * classes}
    plan = Plan(20, 4, {"train": sum(by_class["train"]), "validation": images}, [f"c{i}" for i in range(classes)],
                1000, "", by_class, ready_split)
    history = History().absorb([plan, PhaseBegan(0, 0, STAGES[:frozen], 1000, True)])
    best = (-1.0, 0.0)
    for i, (a, v, fit, t) in enumerate(zip(accuracy, losses, train_loss, train, strict=True)):
        better = (a, -v) > best
        best = max(best, (a, -v))
        of_train, of_validation = {"loss": fit, "accuracy": t}, {"loss": v, "accuracy": a}
        history.absorb([Epoch(i + 1, 4 * (i + 1), of_train, of_validation, 1.0, better)])
    return history


def ended(history: History, *, early: bool = False) -> History:
    return history.absorb([Finished("", 4.0, {}, early)])


def code_of(history: History, recipe: Recipe | None = None) -> str:
    found = read_curves(history, recipe)
    return found.code if found else ""


# --- the cases that were read wrongly ------------------------------------------------------------

# Of a real run: flowers, MobileNetV2, all frozen, 300 validation images.
FLOWERS = [0.727, 0.79, 0.833, 0.827, 0.85, 0.85, 0.843, 0.837, 0.847, 0.847, 0.853, 0.85, 0.847, 0.847, 0.85, 0.847]
FLOWERS_LOSS = [1.0, 0.6, 0.48, 0.43, 0.375, 0.37, 0.36, 0.365, 0.37, 0.345, 0.35, 0.34, 0.33, 0.332, 0.335, 0.333]
FLOWERS_TRAIN = [0.5, 0.81, 0.87, 0.91, 0.95, 0.97, 0.98, 0.985, 0.99, 0.99, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
FLOWERS_FIT = [1.4, 0.7, 0.42, 0.3, 0.2, 0.13, 0.11, 0.09, 0.07, 0.05, 0.05, 0.04, 0.04, 0.03, 0.03, 0.03]


def test_level_at_85() -> None:
    reading = read_curves(run(FLOWERS, FLOWERS_LOSS, FLOWERS_FIT, FLOWERS_TRAIN), Recipe())
    assert reading == Reading("watch", "level_gap", {"at": 11, "best": 0.853, "train": 1.0}, "stop_keep")
    assert reading.texts()[1].startswith("Validation accuracy was best at epoch 11 with 85.3%")


def test_level_at_99() -> None:
    accuracy = [0.93, 0.973, 0.987, 0.99, 0.99, 0.987, 0.99, 0.99, 0.993, 0.99, 0.99, 0.99]
    losses = [0.3, 0.1, 0.06, 0.05, 0.045, 0.046, 0.044, 0.045, 0.044, 0.046, 0.047, 0.047]
    train_loss = [0.5, 0.12, 0.06, 0.04, 0.03, 0.02, 0.015, 0.012, 0.01, 0.008, 0.007, 0.006]
    reading = read_curves(run(accuracy, losses, train_loss, [*accuracy[:4], *[1.0] * 8]), Recipe())
    assert reading is not None
    assert (reading.kind, reading.code, reading.action) == ("good", "level_high", "stop_keep")


def test_level_at_44() -> None:
    accuracy = [0.31, 0.39, 0.43, 0.44, 0.43, 0.437, 0.433, 0.44, 0.437, 0.44, 0.433, 0.437]
    losses = [1.5, 1.42, 1.39, 1.38, 1.385, 1.38, 1.382, 1.38, 1.379, 1.381, 1.38, 1.38]
    train = [0.3, 0.4, 0.43, 0.44, 0.45, 0.45, 0.46, 0.45, 0.46, 0.46, 0.455, 0.46]
    going = read_curves(run(accuracy, losses, losses, train), Recipe())
    assert going is not None
    assert (going.kind, going.code, going.action) == ("watch", "level_low", "stop_keep")
    over = read_curves(ended(run(accuracy, losses, losses, train), early=True), Recipe())
    assert over is not None
    assert (over.kind, over.action) == ("act", "thaw")
    assert "44.0%" in over.texts()[1]
    assert over.texts()[2] == "Thaw 2 more"


def test_level_with_nothing_frozen_asks_for_another_backbone() -> None:
    accuracy = [0.3, 0.4, 0.44, 0.44, 0.43, 0.44, 0.43, 0.44]
    assert read_curves(ended(run(accuracy, frozen=0)), rate(1e-3, "none")).action == "backbone"  # type: ignore[union-attr]


def test_a_learning_rate_of_10_is_to_be_lowered() -> None:
    history = run([0.08, 0.1, 0.09], [5.2, 4.7, 4.8], [5.1, 4.7, 4.59], classes=20)
    going = read_curves(history, rate(10.0))
    assert going == Reading("act", "worse", {"loss_now": 4.59, "guess": math.log(20)}, "stop_keep")
    over = read_curves(ended(history), rate(10.0))
    assert over is not None
    assert over.action == "lower_rate"
    assert over.texts() == ("Learning rate too high.", "The training loss is 4.590; guessing would give 2.996.",
                            "Lower the rate to 0.001")
    assert act_on(rate(10.0), over, STAGES) == rate(1e-3)


# Measured: surface defects, all frozen, a learning rate of 10 and of 1.
@pytest.mark.parametrize(("lr", "losses", "fit"), [
    (10.0, [398.6, 732.2, 719.7, 732.2, 716.8], [107.2, 104.7, 70.7, 10.3, 2.5]),
    (1.0, [61.1, 130.8, 158.4, 164.6, 165.0], [12.6, 16.1, 5.5, 1.9, 0.86]),
])
def test_a_rate_that_throws_the_weights_about_is_told_in_every_epoch(
        lr: float, losses: list[float], fit: list[float]) -> None:
    for n in range(2, 6):
        reading = read_curves(run([0.617, 0.617, 0.6, 0.6, 0.6][:n], losses[:n], fit[:n], [0.9] * n), rate(lr))
        assert reading is not None
        assert reading.texts()[0] == "Learning rate too high."


@pytest.mark.parametrize("accuracy", [FLOWERS, FLOWERS[:4], [0.5, 0.6], [0.3]])
def test_a_finished_run_is_told_as_finished(accuracy: list[float]) -> None:
    n = len(accuracy)
    history = run(accuracy, FLOWERS_LOSS[:n], FLOWERS_FIT[:n], FLOWERS_TRAIN[:n])
    for over in (ended(history), ended(history, early=True), history.absorb([Stopped("", 3.0)])):
        reading = read_curves(over, Recipe())
        assert reading is not None
        assert reading.action not in ("", "stop_keep")


def test_near_chance() -> None:
    accuracy, losses = [0.2, 0.23, 0.21, 0.22, 0.23, 0.22], [1.61, 1.6, 1.6, 1.59, 1.59, 1.59]
    history = run(accuracy, losses, [1.6, 1.55, 1.53, 1.52, 1.51, 1.5], [0.22, 0.24, 0.25, 0.25, 0.26, 0.25])
    going, over = read_curves(history, Recipe()), read_curves(ended(history), Recipe())
    assert going == Reading("watch", "near_chance", {"now": 0.22, "chance": 0.2})
    assert over is not None
    assert (over.kind, over.action) == ("act", "thaw")


def test_chance_is_what_the_most_frequent_class_gives() -> None:
    shares, accuracy = [240, 30, 30], [0.79, 0.8, 0.8, 0.803, 0.8, 0.8]
    history = run(accuracy, [0.6] * 6, [0.63, 0.6, 0.59, 0.58, 0.58, 0.58], classes=3, shares=shares)
    reading = read_curves(history, Recipe())
    assert reading is not None
    assert reading.code == "near_chance"
    assert reading.details["chance"] == pytest.approx(0.8)
    assert code_of(run(accuracy, [0.6] * 6, [0.9, 0.6, 0.5, 0.5, 0.5, 0.5], classes=3)) != "near_chance"


# Measured: surface defects, two stages thawed, statistics by momentum, 60 validation images.
LAGGING = [0.2, 0.2, 0.233, 0.2, 0.267, 0.25, 0.233, 0.25]
LAGGING_TRAIN = [0.45, 0.71, 0.82, 0.88, 0.92, 0.94, 0.95, 0.96]
LAGGING_FIT = [1.4, 0.8, 0.55, 0.4, 0.3, 0.24, 0.2, 0.17]
LAGGING_LOSS = [1.7, 1.9, 2.2, 2.6, 2.9, 3.0, 3.1, 3.2]


def test_training_rises_while_validation_stays_at_chance() -> None:
    history = run(LAGGING, LAGGING_LOSS, LAGGING_FIT, LAGGING_TRAIN, images=60, frozen=11)
    reading = read_curves(history, drifting("11"))
    assert reading is not None
    assert (reading.kind, reading.code) == ("act", "unshown_statistics")
    assert reading.texts()[0] == "Learns, but does not show it."
    over = read_curves(ended(history, early=True), drifting("11"))
    assert over is not None
    assert (over.code, over.action) == ("unshown_statistics", "keep_statistics")
    assert act_on(drifting("11"), over, STAGES[:11]).thawed_statistics == "keep"
    random = dataclasses.replace(drifting("11"), weights="random")
    assert act_on(random, over, STAGES[:11]).thawed_statistics == "follow"
    assert code_of(history, rate(1e-3, "11")) == "unshown_labels"  # kept statistics lag behind nothing


@pytest.mark.parametrize(("ready_split", "code"), [(True, "unshown_split"), (False, "unshown_labels")])
def test_with_all_frozen_the_split_or_the_labels_are_to_blame(ready_split: bool, code: str) -> None:
    history = run(LAGGING, LAGGING_LOSS, LAGGING_FIT, LAGGING_TRAIN, images=60, ready_split=ready_split)
    assert code_of(history, Recipe()) == code
    assert read_curves(ended(history), Recipe()).action == "images"  # type: ignore[union-attr]


def test_wrong_labels_that_are_memorised_slowly_are_no_plateau() -> None:
    train = [0.21, 0.24, 0.28, 0.33, 0.38, 0.45, 0.52, 0.6, 0.67, 0.73]
    fit = [1.7, 1.62, 1.58, 1.5, 1.42, 1.3, 1.18, 1.05, 0.93, 0.8]
    flat = [0.19, 0.21, 0.2, 0.21, 0.19, 0.2, 0.22, 0.2, 0.19, 0.21]
    assert code_of(run(flat, [1.7 + i / 10 for i in range(10)], fit, train), Recipe()) == "unshown_labels"


@pytest.mark.parametrize("images", [3, 8, 14])
def test_too_few_validation_images(images: int) -> None:
    accuracy = [round(images * share) / images for share in (0.4, 0.7, 0.5, 0.7, 0.6, 0.7, 0.5)]
    reading = read_curves(run(accuracy, images=images), Recipe())
    assert reading is not None
    assert (reading.kind, reading.code, reading.details["images"]) == ("watch", "too_few", images)
    assert (reading.details["low"], reading.details["high"]) == wilson(images * accuracy[-1], images)
    over = read_curves(ended(run(accuracy, images=images)), Recipe())
    assert over is not None
    assert (over.action, over.details["now"]) == ("add_images", max(accuracy))  # of the epoch that is kept
    assert over.details["low"] == wilson(images * max(accuracy), images)[0]


def test_all_of_a_few_right_is_still_too_few() -> None:
    assert code_of(run([0.8, 1.0, 1.0, 1.0, 1.0], images=10)) == "too_few"


# --- what else curves do -------------------------------------------------------------------------


@pytest.mark.parametrize("epochs", range(LEAST_EPOCHS))
def test_nothing_is_said_where_nothing_is_known(epochs: int) -> None:
    assert read_curves(run([0.5, 0.9][:epochs], [1.0, 0.5][:epochs])) is None
    assert read_curves(History()) is None


def test_a_new_phase_begins_anew() -> None:
    history = run(FLOWERS[:8], FLOWERS_LOSS[:8], FLOWERS_FIT[:8], FLOWERS_TRAIN[:8])
    assert code_of(history)
    assert code_of(history.absorb([PhaseBegan(1, 8, STAGES[:5], 2000, True)])) == ""


def test_rising_accuracy_goes_well() -> None:
    reading = read_curves(run([0.5, 0.6, 0.7, 0.8], [1.0, 0.8, 0.6, 0.5]))
    assert reading == Reading("good", "improving", {"then": 0.5, "now": 0.8, "epochs": 3})
    assert reading.texts()[1] == "Validation accuracy rose from 50.0% to 80.0% over the last 3 epochs."


def test_a_slow_rise_is_seen_over_more_epochs() -> None:
    assert code_of(run([0.7 + 0.004 * i + 0.002 * (i % 2) for i in range(24)])) == "improving"


def test_a_rise_that_chance_explains_is_none() -> None:
    assert code_of(run([0.5, 0.55, 0.6], images=40)) not in ("improving", "unfinished")


def test_a_rise_at_the_end_asks_for_more_epochs() -> None:
    history = run([0.5, 0.6, 0.7, 0.8], [1.0, 0.8, 0.6, 0.5])
    over = read_curves(ended(history))
    assert over is not None
    assert (over.code, over.texts()[2]) == ("unfinished", "Train 10 more epochs")


def test_a_falling_loss_alone_is_said_as_such() -> None:
    reading = read_curves(run([0.5, 0.503, 0.5, 0.503, 0.5], [0.9, 0.8, 0.7, 0.62, 0.55]))
    assert reading == Reading("good", "improving_loss", {"loss_then": 0.9, "loss_now": 0.55, "epochs": 4})


def test_over_fitting_gives_its_numbers() -> None:
    accuracy = [0.7, 0.8, 0.797, 0.793, 0.797, 0.793]
    history = run(accuracy, [0.9, 0.5, 0.6, 0.7, 0.8, 0.9], [0.9, 0.5, 0.3, 0.2, 0.1, 0.05], [0.6, 0.8, 0.9, 1, 1, 1])
    assert read_curves(history) == Reading(
        "watch", "overfitting", {"at": 2, "loss_low": 0.5, "loss_now": 0.9, "best_at": 2}, "stop_keep")


def test_a_rise_of_both_losses_is_no_over_fitting() -> None:
    assert code_of(run([0.8] * 6, [0.9, 0.5, 0.6, 0.7, 0.8, 0.9])) != "overfitting"


def test_a_rise_of_a_loss_near_zero_is_no_over_fitting() -> None:
    losses = [0.1, 0.02, 0.024, 0.028, 0.033, 0.034, 0.036, 0.038]
    history = run([0.97, *[0.99] * 7], losses, [0.2, 0.05, 0.01, *[0.005] * 5], [0.97, *[1.0] * 7])
    assert code_of(history) == "level_high"


def test_diverging_by_epochs() -> None:
    assert code_of(run([0.3, 0.2, 0.2], [1.1, 3.0, 9.0], classes=3)) == "diverging"


def test_diverging_within_the_first_epoch() -> None:
    history = run([])
    history.absorb([Step(i, i / 100, 1.0 if i < 30 else 40.0, 0.3, 0.1, 10.0) for i in range(60)])
    assert read_curves(history).details == {"loss_then": 1.0, "loss_now": 40.0}  # type: ignore[union-attr]


def test_a_run_that_broke_off_is_to_learn_more_slowly() -> None:
    reading = read_curves(run([]).absorb([Failed("diverged", {"step": 7})]), rate(1.0))
    assert reading == Reading("act", "broke_off", {"step": 7.0, "rate": 1e-3}, "lower_rate")
    assert read_curves(run([]).absorb([Failed("out_of_memory", {"batch": 7})])) is None


def test_the_bump_of_thawing_is_no_divergence() -> None:
    assert code_of(run([0.5, 0.8, 0.9, 0.85], [1.0, 0.3, 0.2, 0.5])) not in ("diverging", "worse")


@pytest.mark.parametrize(("recipe", "frozen", "action", "after"), [
    (rate(1e-6), 13, "raise_rate", rate(1e-3)),
    (rate(1e-3), 13, "thaw", rate(1e-3, "11")),
    (rate(1e-3, "stage 0,stage 3"), 2, "thaw", rate(1e-3, "none")),
    (rate(1e-3, "none"), 0, "images", rate(1e-3, "none")),
])
def test_nothing_learned_and_what_to_do(recipe: Recipe, frozen: int, action: str, after: Recipe) -> None:
    history = ended(run([0.2] * 5, [1.61] * 5, frozen=frozen))
    reading = read_curves(history, recipe)
    assert reading is not None
    assert (reading.kind, reading.action) == ("act", action)
    assert act_on(recipe, reading, STAGES[:frozen]) == after


def test_a_slow_start_is_given_time() -> None:
    assert code_of(run([0.2, 0.21, 0.2], [1.6, 1.58, 1.57], [1.61, 1.58, 1.55])) != "nothing_frozen"


def test_all_right() -> None:
    reading = read_curves(run([0.9, 1.0, 1.0], [0.5, 0.1, 0.05], images=30))
    assert reading == Reading("good", "all_right", {"images": 30, "at": 2}, "stop_keep")


def test_unsteady() -> None:
    history = run([0.8, 0.55, 0.82, 0.5, 0.78, 0.6, 0.8, 0.52])
    assert code_of(history) == "unsteady"
    assert read_curves(ended(history), rate(1e-3)).details["rate"] == 3e-4  # type: ignore[union-attr]


def test_the_jumps_of_few_images_are_not_unsteady() -> None:
    assert code_of(run([0.8, 0.7, 0.83, 0.77, 0.73, 0.8, 0.7, 0.8], images=30)) != "unsteady"


def test_mixed_images_say_nothing_of_the_training_accuracy() -> None:
    mixed = dataclasses.replace(Recipe(), augment=(Mixup(),))
    assert code_of(run(FLOWERS, FLOWERS_LOSS, train=[0.4] * len(FLOWERS)), mixed) == "level"


def test_numbers_that_are_none_do_no_harm() -> None:
    assert read_curves(run([math.nan] * 4, [math.nan] * 4)) is None


def test_a_journal_of_an_earlier_version_is_read() -> None:
    plan = Plan(20, 4, {"train": 900, "validation": 300}, ["a", "b", "c", "d", "e"], 1000)
    history = run(FLOWERS, FLOWERS_LOSS, FLOWERS_FIT, FLOWERS_TRAIN).absorb([plan])
    history.phases.clear()
    assert code_of(history) == "level_gap"


# --- no nonsense over many histories -------------------------------------------------------------


def measured(share: float, images: int, dice: random.Random) -> float:
    """The accuracy of a model that is right for this share of all images, on so many of them."""
    return sum(dice.random() < share for _ in range(images)) / images


def plateau(share: float, images: int, epochs: int, dice: random.Random) -> History:
    """A level curve. The same images are measured each time; few of them change sides from epoch to epoch."""
    right = [dice.random() < share for _ in range(images)]
    accuracy = []
    for _ in range(epochs):
        for i in range(images):
            if dice.random() < 0.06:
                right[i] = dice.random() < share
        accuracy.append(sum(right) / images)
    losses = [2 * (1 - share) * math.exp(dice.gauss(0, 0.02)) for _ in range(epochs)]
    train_loss = [0.5 * 0.9**e * math.exp(dice.gauss(0, 0.05)) for e in range(epochs)]
    return run(accuracy, losses, train_loss, [min(1.0, share + 0.1)] * epochs, images=images)


@pytest.mark.parametrize("share", [0.44, 0.6, 0.85, 0.99])
@pytest.mark.parametrize("images", [60, 300])
def test_plateaus_are_called_level(share: float, images: int) -> None:
    dice = random.Random(f"{share} {images}")
    codes = [code_of(plateau(share, images, dice.randint(8, 24), dice), Recipe()) for _ in range(200)]
    level = sum(code.startswith(("level", "all_right", "near")) for code in codes)
    assert level >= 0.85 * len(codes), sorted(set(codes))
    assert sum(code == "unsteady" for code in codes) <= 2


@pytest.mark.parametrize("images", [40, 300])
def test_chance_is_hardly_ever_called_progress(images: int) -> None:
    dice = random.Random(images)
    codes = []
    for _ in range(300):
        epochs = dice.randint(3, 24)
        accuracy = [measured(0.2, images, dice) for _ in range(epochs)]
        codes.append(code_of(run(accuracy, [1.6] * epochs, [1.58] * epochs, images=images), Recipe()))
    assert sum(code in ("improving", "unfinished", "level_high", "all_right") for code in codes) <= 0.05 * len(codes)


def test_real_rises_are_seen() -> None:
    dice = random.Random(5)
    codes = []
    for _ in range(200):
        epochs = dice.randint(4, 7)
        shares = [0.9 - 0.6 * math.exp(-e / 4) for e in range(epochs)]
        losses = [1.6 * math.exp(-e / 5) for e in range(epochs)]
        codes.append(code_of(run([measured(s, 300, dice) for s in shares], losses)))
    assert sum(code == "improving" for code in codes) >= 0.95 * len(codes)


def walk(dice: random.Random, epochs: int, start: float, step: float, low: float, high: float) -> list[float]:
    found = [start]
    while len(found) < epochs:
        found.append(min(high, max(low, found[-1] + dice.gauss(0, step))))
    return found


def holds(reading: Reading, history: History) -> None:
    """What a sentence claims is so in the curves."""
    d, epochs, over = reading.details, history.epochs, history.over
    last = epochs[-1].validation["accuracy"] if epochs else math.nan
    assert all(math.isfinite(v) for v in d.values()), reading
    assert reading.action != ("stop_keep" if over else "results"), reading
    assert over or reading.action in ("", "stop_keep"), reading
    assert not (over and reading.code == "improving" and not history.stopped_early and history.state == "finished")
    claims: dict[str, Callable[[], bool]] = {
        "improving": lambda: d["now"] == last > d["then"], "unfinished": lambda: d["now"] == last > d["then"],
        "improving_loss": lambda: d["loss_now"] < d["loss_then"],
        "all_right": lambda: last == 1.0 and history.plan is not None and history.plan.images["validation"] >= 15,
        "level_high": lambda: d["best"] >= 0.95,
        "level_gap": lambda: d["train"] > last, "unsteady": lambda: d["high"] > d["low"],
        "unshown_labels": lambda: d["train"] > d["now"] and len(epochs) >= LEAST_EPOCHS,
        "overfitting": lambda: d["loss_now"] > d["loss_low"],
        "worse": lambda: d["loss_now"] > d["guess"], "diverging": lambda: d["loss_now"] > d["loss_then"],
        "nothing_frozen": lambda: d["loss_now"] > 0.9 * d["guess"],
        "near_chance": lambda: d["now"] < 0.6,
    }
    if reading.code in claims:
        assert claims[reading.code](), reading
    if reading.code.startswith("level") or reading.code == "ended":
        assert d["best"] == max(e.validation["accuracy"] for e in epochs)
        assert d["at"] in [e.epoch for e in epochs]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_curves_do_what_is_said_holds(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(250):
        epochs, images = dice.randint(1, 30), dice.choice((4, 15, 30, 60, 300, 2000))
        path = walk(dice, epochs, dice.random(), dice.choice((0.01, 0.05, 0.2)), 0, 1)
        accuracy = [round(a * images) / images for a in path]
        losses = walk(dice, epochs, 3 * dice.random(), dice.choice((0.01, 0.1, 0.5)), 1e-4, 20)
        train_loss = walk(dice, epochs, 3 * dice.random(), dice.choice((0.01, 0.1, 0.5)), 1e-4, 20)
        train = walk(dice, epochs, dice.random(), 0.05, 0, 1)
        history = run(accuracy, losses, train_loss, train, images=images, frozen=dice.choice((0, 5, 13)))
        match dice.randint(0, 3):
            case 0:
                history.absorb([Finished("", 1.0, {}, dice.random() < 0.5)])
            case 1:
                history.absorb([Stopped("", 1.0)])
        reading = read_curves(history, dice.choice((None, Recipe(), rate(1.0), rate(1e-5, "none"))))
        if reading is not None:
            holds(reading, history)
            assert all("{" not in text for text in reading.texts())


# --- texts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", SAYINGS)
def test_every_saying_is_one_sentence_with_plain_fields(code: str) -> None:
    saying = SAYINGS[code]
    assert saying.sentence.count(". ") == 0
    assert saying.verdict.endswith(".")
    assert saying.sentence.endswith(".")
    assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(saying.sentence))
    assert {saying.going, saying.over} - {""} <= set(ACTIONS)


def test_every_saying_of_a_run_is_said() -> None:
    import inspect

    import core.reading

    source = inspect.getsource(core.reading)
    assert [code for code in OF_A_RUN if f'"{code}"' not in source] == []


def test_accuracy_is_told_in_percent() -> None:
    assert {FIGURES[name] for name in ("best", "now", "then", "train", "chance", "low", "high")} == {"percent"}


def test_texts() -> None:
    verdict, sentence, action = Reading("good", "improving", {"then": 0.5, "now": 0.625, "epochs": 3}).texts(
        say=lambda text: "»" + text)
    assert (verdict, action) == ("»Going well.", "")
    assert sentence == "»Validation accuracy rose from 50.0% to 62.5% over the last 3 epochs."


def test_a_thaw_of_named_stages_leaves_the_first() -> None:
    recipe = Recipe(phases=(Phase(freeze="stage 0,stage 2,stage 5"),))
    reading = Reading("act", "level_low", {"stages": 2}, "thaw")
    assert act_on(recipe, reading, ["stage 0", "stage 2", "stage 5"]).freeze == "stage 0"
