"""What two runs are compared by."""

import json
from dataclasses import replace
from pathlib import Path

from core.comparison import figures_of, recipe_differences
from core.events import Epoch, Event, Finished, PhaseBegan, Plan, Resumed, Stopped
from core.project import RunFolder
from core.recipe import SGD, AdamW, Flip, LinearHead, Phase, Recipe

EPOCHS = [Epoch(n, 10 * n, {}, {"accuracy": 0.5 + n / 10, "loss": 1.0 / n}, 2.0, n < 3) for n in (1, 2, 3)]
BEGINNING: list[Event] = [Plan(3, 10, {"train": 80}, ["a", "b"], 1000), PhaseBegan(0, 0, [], 600, False), *EPOCHS]


def write(path: Path, events: list[Event]) -> RunFolder:
    run = RunFolder(path).create(Recipe())
    with run.journal() as journal:
        for event in events:
            journal.write(event)
    return run


def test_figures_of_a_finished_run(tmp_path: Path) -> None:
    run = write(tmp_path / "run", [*BEGINNING, Finished("", 9.5)])
    measured = {"accuracy": 0.71, "accuracy_low": 0.6, "accuracy_high": 0.8, "loss": 0.45}
    run.report_file.write_text(json.dumps({"splits": {"validation": measured, "test": {"accuracy": 0.1}}}))
    found = figures_of(run)
    assert (found.accuracy, found.accuracy_low, found.accuracy_high, found.loss) == (0.71, 0.6, 0.8, 0.45)
    assert (found.seconds, found.learned, found.parameters) == (9.5, 600, 1000)
    assert (found.best_epoch, found.epochs) == (2, 3)


def test_figures_before_anything_was_measured(tmp_path: Path) -> None:
    found = figures_of(write(tmp_path / "run", [*BEGINNING, Stopped("", 7.0)]))
    assert (found.accuracy, found.accuracy_low, found.loss, found.seconds) == (0.7, None, 0.5, 7.0)
    nothing = figures_of(write(tmp_path / "other", []))
    assert (nothing.accuracy, nothing.seconds, nothing.learned, nothing.best_epoch) == (None, None, None, None)


def test_of_a_run_that_went_on_the_last_end_counts(tmp_path: Path) -> None:
    run = write(tmp_path / "run", [*BEGINNING, Finished("", 9.5), Resumed(30, 3, 6), *EPOCHS, Finished("", 20.0)])
    assert figures_of(run).seconds == 20.0


def test_only_what_makes_another_model_differs() -> None:
    one = Recipe()
    assert recipe_differences(one, replace(one, device="cpu", save_every=5.0, mixed_precision=False)) == ()
    other = replace(one, backbone="resnet18", optimiser=AdamW(lr=0.01), head=LinearHead(dropout=0.5), augment=(Flip(),),
                    phases=(Phase(epochs=7, freeze="none"),))
    assert recipe_differences(one, other) == ("backbone", "augment", "phases[0].epochs", "phases[0].freeze",
                                              "head.dropout", "optimiser.lr")
    assert recipe_differences(one, replace(one, optimiser=SGD())) == ("optimiser",)
