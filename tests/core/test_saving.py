"""What is on disk at any moment: short epochs are saved together, and none that was said to be the best is lost."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from core import jobs
from core.choice import from_json
from core.data.index import Index
from core.events import Epoch, Event, PhaseBegan, Plan, Saved
from core.model import read_weights
from core.problems import Problem
from core.project import Journal, RunFolder
from core.recipe import Phase, Recipe
from core.run import Run
from tests.core.test_train import SMALL, do, events, index, train

__all__ = ["index"]  # a fixture
SHORT = replace(SMALL, augment=(), phases=(Phase(epochs=60, freeze="all"),), early_stopping=False, save_every=600.0)


def test_short_epochs_are_saved_together(index: Index, tmp_path: Path) -> None:
    done = train(index, SHORT, tmp_path / "run")
    assert done.failure is None
    said = events(tmp_path / "run")
    assert sum(isinstance(e, Epoch) for e in said) == 60
    assert 2 <= sum(isinstance(e, Saved) for e in said) < 60
    assert isinstance([e for e in said if isinstance(e, Epoch | Saved)][-1], Saved)


def test_the_best_weights_are_those_of_the_best_epoch(
        index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether every epoch is saved or few are."""
    train(index, SHORT, tmp_path / "few")
    monkeypatch.setattr("core.train.MAY_BE_LOST", 0.0)
    train(index, SHORT, tmp_path / "all")
    saved = [sum(isinstance(e, Saved) for e in events(tmp_path / name)) for name in ("few", "all")]
    assert saved[0] < saved[1] == 60
    few, every = (read_weights(tmp_path / name / "best.safetensors")[1] for name in ("few", "all"))
    assert all(few[name].equal(every[name]) for name in every)


@pytest.mark.parametrize("problem", [False, True], ids=["stopped", "failed"])
def test_a_run_that_ends_early_keeps_its_best(index: Index, tmp_path: Path, *, problem: bool) -> None:
    def end(run: Run, event: Event) -> None:
        if isinstance(event, Epoch) and event.epoch == 9:
            if problem:
                raise Problem("disk_full", path="x")
            run.gate.stop()
    train(index, SHORT, tmp_path / "run", end)
    assert RunFolder(tmp_path / "run").history().best is not None
    assert (tmp_path / "run" / "best.safetensors").is_file()
    do(jobs.resume(RunFolder(tmp_path / "run")), tmp_path / "run")
    train(index, SHORT, tmp_path / "straight")
    again, whole = (read_weights(tmp_path / name / "best.safetensors")[1] for name in ("run", "straight"))
    assert all(again[name].equal(whole[name]) for name in whole)


def test_after_a_crash_only_what_was_saved_counts(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run").create(from_json(Recipe, {}))
    journal = Journal(run.journal_file)
    journal.write(Plan(9, 4, {"train": 4}, ["a", "b"], 10, str(tmp_path)))
    journal.write(PhaseBegan(0, 0, [], 10, True, "float32"))
    for epoch in (1, 2, 3):
        journal.write(Epoch(epoch, 4 * epoch, {"loss": 1.0}, {"loss": 1.0, "accuracy": epoch / 10}, 0.01, True))
        if epoch == 2:
            journal.write(Saved(8, time.time()))
    journal.close()
    history = run.history()
    assert history.state == "stopped"
    assert [e.epoch for e in history.epochs] == [1, 2]
    assert history.best is not None
    assert history.best.epoch == 2
