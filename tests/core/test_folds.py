"""Cross-validation: every image validates once, a series that was cut off goes on, and what all folds say together."""

import csv
import json
from pathlib import Path

import pytest

from core import jobs
from core.cli import main
from core.edits import Edit, add_edits
from core.events import Event, Finished, Plan
from core.problems import Problem
from core.project import Project, RunFolder, folds_of, unfinished
from core.recipe import Recipe, with_epochs
from core.run import Gate, Stop
from core.run_list import RunList
from core.sharing import Sharing
from tests.core.conftest import Fill, picture
from tests.core.test_cli import QUICK, problem

RECIPE = with_epochs(Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=4, device="cpu"), 1)


def quiet(event: Event) -> None:
    """Nobody listens."""


def rows_of(run: RunFolder) -> list[dict[str, str]]:
    with run.split_file.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def placed(run: RunFolder, split: str) -> set[str]:
    return {row["path"] for row in rows_of(run) if row["split"] == split}


@pytest.fixture
def series(folder: Path, tmp_path: Path) -> list[RunFolder]:
    """Three folds, made but not begun."""
    project = Project(tmp_path / "projects", folder)
    index = jobs.scan(str(folder), share_out=False)(quiet, Gate())
    return list(jobs.folds(index, project, Sharing(folds=3), RECIPE)(quiet, Gate()))


def test_every_image_but_the_tests_validates_once(series: list[RunFolder]) -> None:
    parts = [placed(run, "validation") for run in series]
    test = placed(series[0], "test")
    assert test
    assert all(placed(run, "test") == test for run in series)
    assert sum(map(len, parts)) == len(set().union(*parts)) == 24 - len(test)
    assert all(not part & placed(run, "train") for run, part in zip(series, parts, strict=True))


def test_copies_stay_in_one_fold(fill: Fill) -> None:
    folder = fill("data", {"a": 9, "b": 9})
    for n in range(3):
        picture(100, size=(48, 48)).save(folder / "a" / f"copy {n}.png")
    index = jobs.scan(str(folder), share_out=False)(quiet, Gate())
    runs = [RunFolder(folder.parent / f"fold {n}") for n in range(3)]
    jobs.make_folds(index, Sharing(), RECIPE, runs)(quiet, Gate())
    places = [[row["split"] for row in rows_of(run) if "copy" in row["path"]] for run in runs]
    assert all(len(splits) == 3 and len(set(splits)) == 1 for splits in places)


def test_what_the_project_knows_for_the_test_stays_there(folder: Path, tmp_path: Path) -> None:
    project = Project(tmp_path / "projects", folder)
    index = jobs.scan(str(folder), share_out=False)(quiet, Gate())
    shared = jobs.share(index, project, Sharing())(quiet, Gate())
    test = {s.path for s in shared.samples if s.split == "test"}
    for n in range(40):  # so many more that a new draw would choose other ones
        picture(500 + n).save(folder / "red" / f"new {n}.png")
    index = jobs.scan(str(folder), share_out=False)(quiet, Gate())
    runs = jobs.folds(index, project, Sharing(folds=3), RECIPE)(quiet, Gate())
    assert all(test <= placed(run, "test") for run in runs)


def test_a_series_goes_on_after_it_was_cut_off(series: list[RunFolder]) -> None:
    assert [row.state for row in RunList().rows(series[0].path.parent.parent.parent)] == ["waiting"] * 3
    assert [run.path for run in unfinished(series[1])] == [run.path for run in folds_of(series[2])]
    end = jobs.resume(series[0])(quiet, Gate())
    assert isinstance(end, Finished)
    assert jobs.across(series[0])(quiet, Gate()) is None  # one fold says nothing of the others
    gate = Gate()

    def stop(event: Event) -> None:
        if isinstance(event, Plan):
            gate.stop()
    with pytest.raises(Stop):
        jobs.resume(series[1])(stop, gate)
    assert [run.path.name for run in unfinished(series[0])] == [run.path.name for run in series[1:]]
    for run in unfinished(series[0]):
        jobs.resume(run)(quiet, Gate())
    assert not unfinished(series[0])


def test_together_the_folds_measure_every_image(series: list[RunFolder]) -> None:
    for run in series:
        jobs.resume(run)(quiet, Gate())
    found = jobs.across(series[1])(quiet, Gate())
    assert found.folds == 3
    assert found.alone == tuple(run.report()["splits"]["validation"]["accuracy"] for run in series)
    assert {p.path for p in found.predictions} == set().union(*(placed(run, "validation") for run in series))
    right = sum(p.label == p.truth for p in found.predictions)
    assert found.metrics["n"] == len(found.predictions)
    assert found.metrics["accuracy"] == right / len(found.predictions)
    assert {p.split for p in found.predictions} == {"folds"}


def test_folds_that_cannot_be(fill: Fill, folder: Path, tmp_path: Path) -> None:
    ready = fill("ready", {f"{part}/{name}": 4 for part in ("train", "val") for name in ("a", "b")})
    runs = [RunFolder(tmp_path / f"fold-{n}") for n in range(3)]
    index = jobs.scan(str(ready), share_out=False)(quiet, Gate())
    with pytest.raises(Problem) as caught:
        jobs.make_folds(index, Sharing(), RECIPE, runs)(quiet, Gate())
    assert caught.value.code == "folds_of_ready_split"
    assert not any(run.path.exists() for run in runs)


def test_the_command_line_trains_all_folds(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "series"
    assert main(["train", str(folder), "--out", str(out), "--folds", "2", "--json", *QUICK]) == 0
    last = json.loads(capfd.readouterr().out.splitlines()[-1])
    tested = len(placed(RunFolder(out / "fold-1"), "test"))
    assert (last["event"], last["run"]) == ("Finished", str(out))
    assert last["metrics"]["validation"]["n"] == 24 - tested
    (out / "fold-2" / "events.jsonl").unlink()
    (out / "fold-2" / "last.pt").unlink()
    (out / "fold-2" / "best.safetensors").unlink()
    assert main(["resume", str(out)]) == 0
    said = capfd.readouterr().out
    assert f"{24 - tested} images" in said
    assert (out / "fold-2" / "best.safetensors").is_file()
    assert problem(capfd, "train", str(folder), "--out", str(tmp_path / "x"), "--folds", "1", *QUICK) == "out_of_range"
    assert problem(capfd, "train", str(folder), "--out", str(out), "--folds", "2", *QUICK) == "run_exists"


def test_an_image_that_was_moved_by_hand_validates_once_as_well(folder: Path, tmp_path: Path) -> None:
    project = Project(tmp_path / "projects", folder)
    index = jobs.scan(str(folder), share_out=False)(quiet, Gate())
    moves = [Edit("move", ("red/red 0.png", "blue/blue 1.png"), "validation"),
             Edit("move", ("red/red 2.png",), "train"), Edit("move", ("green/green 3.png",), "test")]
    add_edits(project.edits_file, moves)
    runs = jobs.folds(index, project, Sharing(folds=3), RECIPE)(quiet, Gate())
    validated = [path for run in runs for path in placed(run, "validation")]
    assert len(validated) == len(set(validated))
    assert {"red/red 0.png", "blue/blue 1.png", "red/red 2.png"} <= set(validated)
    assert all("green/green 3.png" in placed(run, "test") for run in runs)


def test_a_fold_that_is_missing_is_missed(series: list[RunFolder]) -> None:
    for run in series:
        jobs.resume(run)(quiet, Gate())
    series[2].delete()
    found = jobs.across(series[0])(quiet, Gate())
    assert (found.folds, len(found.alone)) == (3, 2)


def test_another_series_beside_it_changes_nothing(series: list[RunFolder], folder: Path) -> None:
    beside = [RunFolder(series[0].path.with_name(f"other {n}")) for n in range(2)]
    index = jobs.scan(str(folder), share_out=False)(quiet, Gate())
    jobs.make_folds(index, Sharing(), RECIPE, beside)(quiet, Gate())
    beside[0].fold_file.write_text("damaged")
    assert [run.path for run in folds_of(series[0])] == [run.path for run in series]
    with pytest.raises(Problem) as caught:
        jobs.make_folds(index, Sharing(), RECIPE, [*beside, *series])(quiet, Gate())
    assert caught.value.code == "run_exists"


def test_more_folds_than_can_be_parted(fill: Fill, tmp_path: Path) -> None:
    index = jobs.scan(str(fill("few", {"a": 2, "b": 2})), share_out=False)(quiet, Gate())
    with pytest.raises(Problem) as caught:
        jobs.make_folds(index, Sharing(), RECIPE, [RunFolder(tmp_path / f"fold-{n}") for n in range(9)])(quiet, Gate())
    assert caught.value.code == "too_many_folds"
    assert not any(tmp_path.glob("fold-*"))


def test_a_crash_between_the_best_weights_and_the_first_checkpoint(series: list[RunFolder]) -> None:
    series[0].best_file.write_bytes(b"of an epoch that was never saved")
    jobs.resume(series[0])(quiet, Gate())
    assert series[0].history().state == "finished"


def test_a_series_goes_on_to_more_epochs_after_a_cut(folder: Path, tmp_path: Path,
                                                     capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "series"
    assert main(["train", str(folder), "--out", str(out), "--folds", "2", *QUICK]) == 0
    assert main(["resume", str(out / "fold-1"), "--epochs", "3"]) == 0  # as if the series had been cut off after it
    assert main(["resume", str(out), "--epochs", "3"]) == 0
    assert [RunFolder(out / f"fold-{n}").history().total_epochs for n in (1, 2)] == [3, 3]
    assert "fold 2 of 2" in capfd.readouterr().err
    assert problem(capfd, "predict", str(out), str(folder)) == "series_folder"
    assert problem(capfd, "train", str(folder), "--out", str(out), *QUICK) == "run_exists"
