"""A run whose images lie elsewhere: refused in one sentence, pointed at them, and only at the same ones."""

import os
import shutil
from pathlib import Path

import pytest

from core import jobs
from core.cli import main
from core.events import Event, Finished
from core.problems import Problem
from core.project import RunFolder
from core.recipe import Recipe, with_epochs
from core.run import Gate
from core.sharing import Sharing
from tests.core.conftest import picture
from tests.core.test_cli import QUICK, problem

RECIPE = with_epochs(Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=8, device="cpu"), 1)


def quiet(event: Event) -> None:
    """Nobody listens."""


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> RunFolder:
    """A run of one epoch whose images have been moved since."""
    index = jobs.scan(str(folder))(quiet, Gate())
    made = RunFolder(tmp_path / "run")
    jobs.train(index, RECIPE, made)(quiet, Gate())
    folder.rename(tmp_path / "moved")
    return made


def code_of(work: object) -> str:
    with pytest.raises(Problem) as raised:
        work(quiet, Gate())  # type: ignore[operator]
    return raised.value.code


def test_it_goes_on_where_its_images_are_now(run: RunFolder, tmp_path: Path) -> None:
    assert code_of(jobs.resume(run, 2)) == "run_images_gone"
    end = jobs.resume(run, 2, images=str(tmp_path / "moved"))(quiet, Gate())
    assert isinstance(end, Finished)
    history = run.history()
    assert history.plan
    assert history.plan.root == str(tmp_path / "moved")
    assert (history.total_epochs, len(history.epochs)) == (2, 2)
    jobs.resume(run, 3)(quiet, Gate())  # it is remembered


def test_pointing_alone_changes_nothing_else(run: RunFolder, tmp_path: Path) -> None:
    jobs.resume(run, 2, images=str(tmp_path / "moved"))(quiet, Gate())
    (tmp_path / "moved").rename(tmp_path / "again")
    before = run.history()
    assert jobs.relocate(run, str(tmp_path / "again"))(quiet, Gate()) == str(tmp_path / "again")
    after = run.history()
    assert (after.state, after.total_epochs, after.epochs) == (before.state, 2, before.epochs)
    assert run.report()


@pytest.mark.parametrize("named", ["moved/red", "."])
def test_a_class_folder_or_the_one_above_will_do(run: RunFolder, tmp_path: Path, named: str) -> None:
    (tmp_path / "moved").rename(tmp_path / "colours") if named == "." else None
    root = jobs.relocate(run, str(tmp_path / named))(quiet, Gate())
    assert root == str(tmp_path / ("colours" if named == "." else "moved"))


def test_other_images_are_refused(run: RunFolder, tmp_path: Path) -> None:
    """By what is in the files, not by their names, sizes or times."""
    one, two = tmp_path / "moved" / "red" / "red 0.png", tmp_path / "moved" / "blue" / "blue 1.png"
    times = os.stat(one)
    picture(999, (200, 60, 50)).save(one)
    os.utime(one, ns=(times.st_atime_ns, times.st_mtime_ns))
    two.unlink()
    before = run.journal_file.read_bytes()
    with pytest.raises(Problem) as raised:
        jobs.relocate(run, str(tmp_path / "moved"))(quiet, Gate())
    told = raised.value.details
    assert (raised.value.code, told["count"], told["missing"], told["others"]) == ("images_elsewhere", 24, 1, 1)
    assert "1 is missing and 1 is another picture" in str(raised.value)
    assert run.journal_file.read_bytes() == before


def test_a_folder_that_is_none(run: RunFolder, tmp_path: Path) -> None:
    assert code_of(jobs.relocate(run, str(tmp_path / "nowhere"))) == "no_such_folder"
    assert code_of(jobs.relocate(run, str(run.recipe_file))) == "not_a_folder"


def test_not_while_it_trains(run: RunFolder, tmp_path: Path) -> None:
    with run.locked():
        assert code_of(jobs.relocate(run, str(tmp_path / "moved"))) == "run_busy"


def test_the_folds_of_a_series_go_together(folder: Path, tmp_path: Path) -> None:
    index = jobs.scan(str(folder), share_out=False)(quiet, Gate())
    runs = [RunFolder(tmp_path / "series" / f"fold-{n}") for n in (1, 2)]
    jobs.make_folds(index, Sharing(folds=2), RECIPE, runs)(quiet, Gate())
    shutil.move(folder, tmp_path / "moved")
    assert code_of(jobs.resume(runs[0])) == "run_images_gone"
    jobs.resume(runs[0], images=str(tmp_path / "moved"))(quiet, Gate())
    jobs.resume(runs[1])(quiet, Gate())  # the other one knows
    assert jobs.across(runs[0])(quiet, Gate()) is not None


def test_on_the_command_line(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "run")
    assert main(["train", str(folder), "--out", out, *QUICK]) == 0
    folder.rename(tmp_path / "moved")
    capfd.readouterr()
    assert problem(capfd, "resume", out, "--epochs", "3") == "run_images_gone"
    assert problem(capfd, "resume", out, "--images", str(tmp_path)) == "images_elsewhere"
    assert main(["resume", out, "--epochs", "3", "--images", str(tmp_path / "moved")]) == 0
    assert len(RunFolder(out).history().epochs) == 3
