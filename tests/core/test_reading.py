"""What the curves are read as: one made-up run for each rule."""

import math
import string

import pytest

from core.events import Epoch, Finished, Plan, Step
from core.history import History
from core.reading import LEAST_EPOCHS, SENTENCES, VERDICTS, Reading, read_curves


def run(validation: list[float], train: list[float] | None = None, accuracy: list[float] | None = None,
        classes: int = 3) -> History:
    """A history with these losses and accuracies, an epoch each."""
    train = train or validation
    accuracy = accuracy or [0.5] * len(validation)
    history = History().absorb([Plan(20, 4, {"train": 90, "validation": 30}, [f"c{i}" for i in range(classes)], 1000)])
    for i, (v, t, a) in enumerate(zip(validation, train, accuracy, strict=True)):
        best = a >= max(accuracy[: i + 1])
        history.absorb([Epoch(i + 1, 4 * (i + 1), {"loss": t, "accuracy": a}, {"loss": v, "accuracy": a}, 1.0, best)])
    return history


def test_nothing_is_read_before_three_epochs() -> None:
    assert read_curves(History()).code == "early"
    assert read_curves(run([1.0, 0.5])).code == "early"
    assert read_curves(run([1.0, 0.5])).details["needed"] == LEAST_EPOCHS


def test_rising_accuracy_goes_well() -> None:
    reading = read_curves(run([1.0, 0.8, 0.6, 0.5], accuracy=[0.5, 0.6, 0.7, 0.8]))
    assert reading == Reading("improving", {"points": 30.0, "epochs": 3})


def test_a_small_gain_is_slow() -> None:
    reading = read_curves(run([0.5, 0.49, 0.48, 0.475, 0.47], accuracy=[0.8, 0.9, 0.901, 0.902, 0.905]))
    assert reading == Reading("slow", {"points": 0.5, "epochs": 3})


def test_gain_at_the_end_asks_for_more_epochs() -> None:
    history = run([1.0, 0.8, 0.6, 0.5], accuracy=[0.5, 0.6, 0.7, 0.8])
    assert read_curves(history.absorb([Finished("", 4.0)])).code == "unfinished"


def test_a_falling_loss_alone_is_said_as_such() -> None:
    reading = read_curves(run([0.9, 0.8, 0.7, 0.6]))
    assert (reading.code, reading.details["then"], reading.details["now"]) == ("improving_loss", 0.9, 0.6)


def test_levelled_off() -> None:
    flat = [0.5, 0.4, 0.31, 0.31, 0.312, 0.31, 0.311, 0.31]
    reading = read_curves(run(flat, accuracy=[0.7, 0.8, 0.9, 0.9, 0.89, 0.9, 0.9, 0.9]))
    assert reading.code == "level"


def test_over_fitting_gives_its_numbers() -> None:
    history = run([0.9, 0.5, 0.6, 0.7, 0.8], train=[0.9, 0.5, 0.3, 0.2, 0.1])
    assert read_curves(history) == Reading(
        "overfitting", {"low": 0.5, "at": 2, "now": 0.8, "train_then": 0.5, "train_now": 0.1})


def test_a_rise_of_both_losses_is_no_over_fitting() -> None:
    assert read_curves(run([0.9, 0.5, 0.6, 0.7, 0.8])).code != "overfitting"


def test_diverging_by_epochs() -> None:
    assert read_curves(run([1.1, 3.0, 9.0])).code == "diverging"


def test_diverging_within_the_first_epoch() -> None:
    history = run([])
    history.absorb([Step(i, i / 100, 1.0 if i < 30 else 40.0, 0.3, 0.1, 10.0) for i in range(60)])
    assert read_curves(history).details == {"then": 1.0, "now": 40.0}


def test_the_bump_of_thawing_is_no_divergence() -> None:
    assert read_curves(run([1.0, 0.3, 0.2, 0.5], accuracy=[0.5, 0.8, 0.9, 0.85])).code != "diverging"


def test_nothing_learned() -> None:
    assert read_curves(run([1.1, 1.1, 1.1, 1.1], accuracy=[0.33] * 4)).code == "nothing"


def test_all_right() -> None:
    reading = read_curves(run([0.5, 0.1, 0.05], accuracy=[0.9, 1.0, 1.0]))
    assert reading == Reading("all_right", {"images": 30, "at": 2})


def test_unsteady() -> None:
    history = run([0.5, 0.7, 0.55, 0.6], accuracy=[0.8, 0.7, 0.78, 0.75])
    assert read_curves(history).code == "unsteady"


def test_numbers_that_are_none_do_no_harm() -> None:
    history = run([math.nan] * 4, accuracy=[math.nan] * 4)
    assert read_curves(history).code in VERDICTS


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_has_a_verdict_and_plain_fields(code: str) -> None:
    assert code in VERDICTS
    assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(SENTENCES[code]))


def test_texts() -> None:
    verdict, sentence = Reading("slow", {"points": 0.3, "epochs": 3}).texts(say=lambda text: "»" + text)
    assert verdict == "»Going well."
    assert sentence == "»Validation still improves slowly (0.3 points over 3 epochs)."
