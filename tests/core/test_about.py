"""What a person says of a run, its name wherever it is named, and whether some process trains it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.about import About
from core.events import Began, Epoch, Event, Finished, Plan, Saved, Step, Stopped
from core.problems import Problem
from core.project import RunFolder, run_name
from core.recipe import Recipe
from core.run_list import RunList

TRAINING: list[Event] = [Began("train", 50.0), Plan(4, 10, {"train": 80}, ["a", "b"], 1000),
                         Epoch(1, 10, {}, {"accuracy": 0.5}, 1.0, True), Saved(10, 60.0),
                         Step(15, 1.5, 0.5, 0.5, 0.1, 10.0)]


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return write(tmp_path / "home" / "cells-1a2b3c" / "runs" / "first", TRAINING)


def write(path: Path, events: list[Event]) -> RunFolder:
    run = RunFolder(path).create(Recipe())
    with run.journal() as journal:
        for event in events:
            journal.write(event)
    return run


@contextmanager
def held_elsewhere(run: RunFolder) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that trains the run, as far as anybody can see."""
    code = ("import sys; from core.project import RunFolder\n"
            "with RunFolder(sys.argv[1]).locked(): print('held', flush=True); sys.stdin.read()")
    process = subprocess.Popen([sys.executable, "-c", code, str(run.path)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert process.stdout
    assert process.stdin
    try:
        assert process.stdout.readline() == b"held\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stdin.close()


def state(run: RunFolder) -> str:
    return RunList().rows(run.path.parents[2])[0].state


# --- whether it trains ---------------------------------------------------------------------------


def test_a_run_of_another_process_trains_until_that_is_killed(run: RunFolder, tmp_path: Path) -> None:
    with held_elsewhere(run) as process:
        assert run.busy()
        assert state(run) == run.history().state == "training"
        assert run.history().steps, "nothing of it is void while it goes on"
        copy = RunFolder(shutil.copytree(run.path, tmp_path / "copy"))
        assert not copy.busy()
        assert copy.history().cut_off
        process.kill()
        process.wait()
        assert not run.busy()
    assert state(run) == "cut_off"
    history = run.history()
    assert (history.state, history.steps) == ("stopped", [])


def test_a_run_that_is_trained_elsewhere_is_left_alone(run: RunFolder) -> None:
    with held_elsewhere(run):
        for touch in (run.delete, lambda: run.locked().__enter__()):
            with pytest.raises(Problem) as raised:
                touch()
            assert raised.value.code == "run_busy"
    run.delete()
    assert not run.path.exists()


@pytest.mark.parametrize(("events", "alive", "dead"), [
    ([], "preparing", "waiting"), (TRAINING[:1], "preparing", "cut_off"), (TRAINING[:2], "preparing", "cut_off"),
    ([*TRAINING, Stopped("", 1.0)], "preparing", "stopped"), ([*TRAINING, Finished("", 1.0)], "preparing", "finished"),
])
def test_the_state_at_every_moment(run: RunFolder, events: list[Event], alive: str, dead: str) -> None:
    run.journal_file.unlink()
    if events:
        run.recipe_file.unlink()
        write(run.path, events)
    with run.locked():
        assert state(run) == alive
    assert state(run) == dead


def test_many_may_look_while_one_begins(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks holds the lock for a moment; that must not refuse a run."""
    for _ in range(200):
        with run.locked():
            assert run.busy()
        assert not run.busy()
    from core import files

    tried: list[bool] = []

    def busy_at_first(descriptor: int, *, shared: bool = False) -> None:
        tried.append(shared)
        if len(tried) < 3:
            raise BlockingIOError
    monkeypatch.setattr(files, "_lock", busy_at_first)
    with run.locked():
        pass
    assert len(tried) == 3


def test_a_disk_without_locks_trains_all_the_same(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    from core import files

    def no_locks(descriptor: int, *, shared: bool = False) -> None:
        raise OSError(95, "Operation not supported")
    monkeypatch.setattr(files, "_lock", no_locks)
    with run.locked():
        assert not run.busy()


# --- what is said of it --------------------------------------------------------------------------


def test_name_note_and_star(run: RunFolder) -> None:
    assert run_name(run) == "first"
    assert run.about() == About()
    run.change_about(name="  with\nflips ", star=True)
    run.change_about(note=" the good one \n")
    assert run.about() == About("with flips", "the good one", True)
    assert run_name(run) == "with flips"
    row = RunList().rows(run.path.parents[2])[0]
    assert (row.name, row.given_name, row.note, row.star) == ("with flips", "with flips", "the good one", True)
    assert json.loads(run.about_file.read_text("utf-8"))["version"] == 1
    run.change_about(name="")
    assert run_name(run) == "first"


def test_what_a_newer_version_says_of_a_run_stays(run: RunFolder) -> None:
    run.about_file.write_text('{"version": 9, "name": "new", "colour": "red"}', "utf-8")
    run.change_about(star=True)
    assert json.loads(run.about_file.read_text("utf-8"))["colour"] == "red"
    assert run.about().name == "new"


@pytest.mark.parametrize("text", ["", "[]", '{"name": 3, "star": "yes", "test_opened": "never"}', "\x00"])
def test_a_run_is_not_lost_over_its_name(run: RunFolder, text: str) -> None:
    run.about_file.write_text(text, "utf-8")
    assert run.about() == About()
    assert state(run) == "cut_off"


def test_folds_of_the_command_line_are_named_by_their_series(tmp_path: Path) -> None:
    assert run_name(RunFolder(tmp_path / "flowers" / "fold-2")) == "flowers, fold-2"


def test_every_opening_of_the_test_split_is_stamped(run: RunFolder) -> None:
    assert run.about().test_opened == ()
    run.open_test(100.0)
    assert run.open_test(200.0).test_opened == (100.0, 200.0)
    run.change_about(name="x")
    assert run.about().test_opened == (100.0, 200.0)


def test_a_file_of_the_users_own_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "about.json").write_text('{"mine": 1}', "utf-8")
    with pytest.raises(Problem) as raised:
        RunFolder(tmp_path).create(Recipe())
    assert raised.value.code == "own_files"
