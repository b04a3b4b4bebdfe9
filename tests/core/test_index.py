"""The scan of a folder: what is used, what is left out, and what the user hears of it."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from core.data.index import Index
from core.data.look import scan
from core.data.walk import loose_images
from core.events import Event, Progress
from core.problems import Problem, sentence
from core.run import Gate, Stop
from tests.core.conftest import Fill, picture

DIRTY = Path(__file__).parents[3] / "shared/data/dirty-folder.tar.gz"


def warnings(index: Index) -> dict[str, dict[str, object]]:
    for warning in index.findings:
        assert "?" not in sentence(warning.code, warning.details)
    return {w.code: w.details for w in index.findings}


def code_of(folder: Path) -> str:
    with pytest.raises(Problem) as caught:
        scan(folder)
    assert "?" not in str(caught.value)
    return caught.value.code


def test_class_folders(folder: Path) -> None:
    index = scan(folder)
    assert index.counts() == {"blue": 8, "green": 8, "red": 8}
    assert not index.ready_split
    assert not index.problems
    assert not index.faults
    first = index.samples[0]
    assert (first.path, first.label, first.split) == ("blue/blue 0.png", "blue", "")
    assert (first.width, first.height, first.mode) == (32, 32, "RGB")
    assert len(first.sha256) == 64


def test_classes_and_files_come_in_natural_order(fill: Fill) -> None:
    index = scan(fill("data", {"10": 11, "2": 2, "Zebra": 2, "ant": 2}))
    assert index.classes == ("2", "10", "ant", "Zebra")
    assert [s.path for s in index.samples if s.label == "10"] == [f"10/{n}.png" for n in range(11)]


@pytest.mark.parametrize("names", [
    ("train", "val", "test"), ("Train", "VALID", "Testing"), ("train", "validation", "test")])
def test_ready_split_folders(fill: Fill, names: tuple[str, str, str]) -> None:
    counts = {f"{split}/{name}": n for split, n in zip(names, (3, 2, 1), strict=True) for name in ("a", "b")}
    index = scan(fill("data", counts))
    assert index.ready_split
    assert index.split_counts() == {"train": 6, "validation": 4, "test": 2}
    assert index.classes == ("a", "b")


def test_classes_may_be_called_like_splits(fill: Fill) -> None:
    index = scan(fill("data", {"train": 3, "test": 3, "bus": 3}))
    assert not index.ready_split
    assert index.classes == ("bus", "test", "train")


def test_problems_of_a_ready_split(fill: Fill) -> None:
    index = scan(fill("data", {"train/a": 3, "train/b": 3, "val/a": 1, "val/c": 1}))
    assert [(p.code, p.details["name"]) for p in index.problems] == [("class_only_in", "c")]
    index = scan(fill("other", {"val/a": 2, "test/b": 2}))
    assert [p.code for p in index.problems] == ["no_training_images"]
    index = scan(fill("third", {"train/a": 1, "train/b": 3, "test/a": 1}))
    assert [p.code for p in index.problems] == ["class_too_small"]


def test_nothing_to_show_is_a_problem(tmp_path: Path, fill: Fill) -> None:
    assert code_of(tmp_path / "nowhere") == "no_such_folder"
    picture(1).save(tmp_path / "a.png")
    assert code_of(tmp_path / "a.png") == "not_a_folder"
    assert code_of(fill("bare", {"a": 0})) == "empty_folder"
    assert code_of(tmp_path) == "no_classes"
    (fill("bad", {"a": 0}) / "a/x.jpg").write_text("no picture")
    assert code_of(tmp_path / "bad") == "no_readable_image"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may read all")
def test_a_closed_folder(folder: Path) -> None:
    folder.chmod(0)
    assert code_of(folder) == "folder_unreadable"
    folder.chmod(0o700)


def test_what_only_hinders_training_is_shown(fill: Fill) -> None:
    index = scan(fill("one", {"a": 3}))
    assert [p.code for p in index.problems] == ["one_class"]
    index = scan(fill("few", {"a": 3, "b": 1}))
    assert [(p.code, p.details["name"]) for p in index.problems] == [("class_too_small", "b")]


def test_warnings(fill: Fill) -> None:
    folder = fill("data", {"many": 50, "few": 9, "none": 0, "broken": 0, "many/deeper/still": 1})
    picture(999).save(folder / "loose.png")
    picture(998, size=(5, 40)).save(folder / "few/narrow.png")
    (folder / "broken/a.jpg").write_text("no picture")
    shutil.copy(folder / "many/0.png", folder / "few/copy.png")
    shutil.copy(folder / "many/1.png", folder / "many/copy.png")
    (folder / "few/0.png").unlink()
    (folder / "few/1.png").unlink()
    found = warnings(scan(folder))
    assert found["loose_files"] == {"count": 1}
    assert found["class_small"] == {"name": "few", "count": 9}
    assert found["classes_uneven"]["ratio"] == 5.8
    assert found["images_tiny"] == {"count": 1, "path": "few/narrow.png", "least": 16}
    assert found["same_image_two_labels"]["count"] == 1
    assert found["same_image_twice"]["path"] == "many/1.png"
    assert [w.details["name"] for w in scan(folder).findings if w.code == "class_empty"] == ["broken", "none"]
    assert scan(folder).counts()["many"] == 52, "images deeper in a class folder belong to it"


def test_a_copy_in_another_split_is_told(fill: Fill) -> None:
    folder = fill("data", {"train/a": 3, "train/b": 3, "val/a": 1, "val/b": 1})
    shutil.copy(folder / "train/a/0.png", folder / "val/a/again.png")
    assert warnings(scan(folder))["same_image_two_splits"]["count"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed_but_not_in_circles(folder: Path, tmp_path: Path) -> None:
    (folder / "red/round").symlink_to("..")
    (folder / "red/up").symlink_to("/")
    (folder / "self").symlink_to("self")
    (tmp_path / "elsewhere").mkdir()
    picture(5).save(tmp_path / "elsewhere/a.png")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    index = scan(folder)
    assert index.counts() == {"blue": 8, "green": 8, "linked": 1, "red": 8}
    assert [w.details["path"] for w in index.findings if w.code == "link_loop"] == ["red/round", "red/up"]


def test_litter_is_ignored(folder: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "._red 0.png", ".hidden.png", "notes.txt"):
        (folder / "red" / name).write_text("x")
    (folder / ".git").mkdir()
    picture(1).save(folder / ".git/a.png")
    index = scan(folder)
    assert index.counts() == {"blue": 8, "green": 8, "red": 8}
    assert not index.faults


def test_progress_ends_at_the_total_and_a_stop_is_heard(folder: Path) -> None:
    said: list[Event] = []
    scan(folder, emit=said.append)
    assert said[0] == Progress("scan", 0, 24)
    assert said[-1] == Progress("scan", 24, 24)
    gate = Gate()
    gate.stop()
    with pytest.raises(Stop):
        scan(folder, gate=gate)


# --- files for prediction ------------------------------------------------------------------------


def test_loose_images(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "any.name").write_text("named by the user: reported later, not dropped")
    found = loose_images([folder / "red", tmp_path / "any.name"])
    assert [Path(p).name for p in found] == [f"red {n}.png" for n in range(8)] + ["any.name"]
    with pytest.raises(Problem) as caught:
        loose_images([tmp_path / "nowhere"])
    assert caught.value.code == "no_such_path"


# --- the folder of horrors -----------------------------------------------------------------------



@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be any bytes")
def test_a_name_that_is_no_text_is_a_fault(folder: Path) -> None:
    os.rename(os.fsencode(folder / "red/red 0.png"), os.fsencode(folder / "red") + b"/caf\xe9.png")
    index = scan(folder)
    assert [(f.path, f.code) for f in index.faults] == [("red/caf?.png", "file_name")]
    assert index.counts()["red"] == 7
