"""Folders as people mean them: splits by other names, levels that repeat, what lies beside; and what is told of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.data.index import Index
from core.data.layout import preview
from core.data.look import listing
from core.data.names import split_of
from core.problems import Problem, sentence
from core.source import OTHER_WAYS, Source
from tests.core.conftest import Fill, picture


def said(index: Index) -> dict[str, dict[str, object]]:
    """The findings about the reading by their codes; each has its sentence, each way back is a known one."""
    for one in index.noticed:
        assert "?" not in sentence(one.code, one.details)
        assert all(name in OTHER_WAYS or name in ("bind_folders", "open_above") for name in one.remedies)
    return {one.code: one.details for one in index.noticed}


def remedies(index: Index) -> list[str]:
    return [name for one in index.noticed for name in one.remedies]


def problem(folder: Path, source: Source = Source()) -> Problem:
    with pytest.raises(Problem) as caught:
        listing(folder, source=source)
    assert "?" not in str(caught.value)
    return caught.value


# --- splits by other names -------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "split"), [
    ("Train", "train"), ("training_set", "train"), ("seg_train", "train"), ("train_data", "train"),
    ("0_train", "train"), ("train2017", "train"), ("Trainset", "train"), ("训练集", "train"),
    ("eval", "validation"), ("dev", "validation"),
    ("Val-Images", "validation"), ("test1", "test"), ("TEST SET", "test"), ("hold-out", "test"), ("测试数据", "test"),
    ("trains", ""), ("train station", ""), ("test_strip", ""), ("data", ""), ("set 1", ""), ("fold1", ""),
    ("latest", ""), ("evaluated", ""), ("", "")])
def test_what_splits_are_called(name: str, split: str) -> None:
    assert split_of(name) == split


@pytest.mark.parametrize(("train", "other", "split"), [
    ("training_set", "test_set", "test"), ("training_set/training_set", "test_set/test_set", "test"),
    ("seg_train/seg_train", "seg_test/seg_test", "test"), ("train", "eval", "validation"),
    ("train", "dev", "validation"), ("train_data", "val_data", "validation"),
    ("archive/dataset/Training", "archive/dataset/Testing", "test"),
    ("1_train", "2_valid", "validation")])
def test_split_folders_by_any_name(fill: Fill, train: str, other: str, split: str) -> None:
    folder = fill("data", {f"{train}/cat": 3, f"{train}/dog": 3, f"{other}/cat": 1, f"{other}/dog": 2})
    index = listing(folder)
    assert index.ready_split
    assert index.counts() == {"cat": 4, "dog": 5}
    assert index.split_counts() == {"train": 6, split: 3}
    assert not index.noticed, "nothing else can be meant"


def test_a_folder_of_results_beside_the_splits(fill: Fill) -> None:
    folder = fill("data", {"train/cat": 3, "train/dog": 3, "test": 4, "runs/classify/train": 2})
    index = listing(folder)
    assert index.counts() == {"cat": 3, "dog": 3}
    assert said(index) == {"folders_beside": {"count": 2, "name": "“runs”"},
                           "split_unlabelled": {"count": 4, "name": "“test”"}}


def test_an_unlabelled_folder_beside_the_splits_is_told(fill: Fill) -> None:
    folder = fill("data", {"seg_train/a": 2, "seg_train/b": 2, "seg_test/a": 1, "seg_test/b": 1,
                           "seg_pred/seg_pred": 3})
    index = listing(folder)
    assert index.classes == ("a", "b")
    assert said(index)["folders_beside"] == {"count": 3, "name": "“seg_pred”"}
    assert said(index)["splits_taken"] == {"name": "“seg_test”, “seg_train”"}
    other = listing(folder, source=Source(splits="none", confirmed=True))
    assert other.classes == ("seg_pred", "seg_test", "seg_train")
    assert not other.noticed


def test_a_class_that_is_called_like_a_split(fill: Fill) -> None:
    folder = fill("data", {"train/red": 2, "train/blue": 2, "bus": 3, "car": 3})
    index = listing(folder)
    assert index.classes == ("bus", "car", "train"), "those beside hold images as classes do"
    assert said(index) == {"splits_not_taken": {"name": "“train”"}}
    assert remedies(index) == ["as_splits", "as_read"]
    other = listing(folder, source=Source(**OTHER_WAYS["as_splits"], confirmed=True))
    assert other.classes == ("blue", "red")
    assert other.ready_split


def test_splits_of_loose_images_are_asked_about(fill: Fill, tmp_path: Path) -> None:
    folder = fill("data", {"train": 3, "test": 2})
    assert problem(folder).code == "splits_without_classes"
    with pytest.raises(Problem, match="not in class folders"):
        preview(str(folder))
    assert listing(folder, source=Source(splits="none", confirmed=True)).classes == ("test", "train")
    for n in range(8):
        picture(n).save(tmp_path / "data/train" / f"{'cat' if n % 2 else 'dog'}.{n}.png")
    for old in range(3):
        (folder / f"train/{old}.png").unlink()
    index = listing(folder, source=Source(kind="names"))
    assert index.counts() == {"cat": 4, "dog": 4}
    assert index.split_counts() == {"train": 8}
    assert said(index)["names_unfit"]["count"] == 2, "the numbers of the test folder are no classes"


def test_splits_inside_the_classes(fill: Fill) -> None:
    folder = fill("data", {"cat/train": 3, "cat/val": 1, "dog/train": 3, "dog/val": 2})
    index = listing(folder)
    assert index.ready_split
    assert (index.counts(), index.split_counts()) == ({"cat": 4, "dog": 5}, {"train": 6, "validation": 3})
    assert said(index) == {"splits_inside": {"name": "“train”, “val”"}}
    other = listing(folder, source=Source(**OTHER_WAYS["as_folders"], confirmed=True))
    assert (other.ready_split, other.classes, other.noticed) == (False, ("cat", "dog"), ())


def test_splits_inside_domains_with_classes_in_them(fill: Fill) -> None:
    counts = {f"{site}/{split}/{name}": 1 for site in ("site 1", "site 2") for split in ("train", "test")
              for name in ("ill", "well")}
    index = listing(fill("data", counts))
    assert index.counts() == {"ill": 4, "well": 4}
    assert index.split_counts() == {"train": 4, "test": 4}


def test_a_split_that_is_opened_alone(fill: Fill) -> None:
    folder = fill("data", {"train/a": 2, "train/b": 2, "val/a": 1, "val/b": 1})
    index = listing(folder / "train")
    assert index.classes == ("a", "b")
    assert said(index)["split_folder_alone"]["path"] == str(folder)
    assert remedies(index) == ["open_above", "as_read"]
    assert not listing(folder / "train", source=Source(test=str(folder / "val"))).noticed


# --- litter, packing, copies -------------------------------------------------------------------------


@pytest.mark.parametrize("name", [
    "#recycle", "#snapshot", "@Recycle", "@eaDir", "@Recently-Snapshot", ".ipynb_checkpoints", "__MACOSX",
    "$RECYCLE.BIN", "System Volume Information", "lost+found", ".thumbnails"])
def test_what_systems_leave_behind_is_no_class(fill: Fill, name: str) -> None:
    index = listing(fill("data", {"cat": 2, "dog": 2, f"{name}/cat": 1, f"cat/{name}": 1}))
    assert index.counts() == {"cat": 2, "dog": 2}


def test_a_single_folder_around_the_classes_is_gone_into(fill: Fill) -> None:
    index = listing(fill("data", {"archive/dataset/a": 2, "archive/dataset/b": 2, "archive/dataset/none": 0}))
    assert index.counts() == {"a": 2, "b": 2}
    assert index.named == ("a", "b", "none")
    assert index.source.within == "archive/dataset"
    assert listing(fill("one", {"cats/2024": 2})).classes == ("cats",), "one class is not gone into"


def test_a_folder_called_images_is_no_class(fill: Fill) -> None:
    folder = fill("data", {"images": 3})
    assert problem(folder).code == "no_classes"
    (folder / "labels.csv").write_text("image,label\n0.png,a\n1.png,b\n")
    assert problem(folder).code == "no_classes", "and the window offers the table"
    assert problem(fill("packed", {"archive/JPEGImages": 2})).code == "no_classes"


def test_the_same_set_twice(fill: Fill) -> None:
    folder = fill("data", {"rose": 2, "tulip": 2, "flowers/rose": 2, "flowers/tulip": 2})
    index = listing(folder)
    assert {s.path.split("/")[0] for s in index.samples} == {"flowers"}
    assert index.counts() == {"rose": 2, "tulip": 2}
    assert said(index) == {"set_twice": {"count": 4, "name": "“rose”, “tulip”", "other": "flowers"}}
    both = listing(folder, source=replace(index.source, **OTHER_WAYS["whole_folder"], confirmed=True))
    assert both.counts() == {"rose": 4, "tulip": 4}
    picture(99).save(folder / "rose/more.png")
    index = listing(folder)
    assert index.counts() == {"rose": 5, "tulip": 4}, "other images of the same classes are used as well"


# --- levels ------------------------------------------------------------------------------------------


def test_domains_around_the_classes(fill: Fill) -> None:
    kinds = ("dog", "elephant", "giraffe", "horse")
    folder = fill("data", {f"{style}/{name}": 1 for style in ("art", "cartoon", "photo") for name in kinds})
    index = listing(folder)
    assert index.classes == kinds
    assert index.source.level == "last"
    assert said(index)["levels_inner"]["outer"] == "“art”, “cartoon”, “photo”"
    assert remedies(index) == ["outer_classes", "bind_folders", "as_read"]
    other = listing(folder, source=Source(**OTHER_WAYS["outer_classes"], confirmed=True))
    assert (other.classes, other.noticed) == (("art", "cartoon", "photo"), ())


@pytest.mark.parametrize(("outer", "inner", "level", "told"), [
    (("cat", "dog"), ("visit 1", "visit 2", "visit 3"), "first", "levels_outer"),
    (("fold1", "fold2"), ("cat", "dog"), "last", "levels_inner"),
    (("mnist", "svhn"), tuple("0123456789"), "last", "levels_inner"),
    (("train_real", "sketch"), ("n01440764", "n01443537", "n01484850"), "last", "levels_inner"),
    (("cat", "dog", "fox"), ("indoor", "outdoor"), "first", "levels_outer"),
    (("cat", "dog"), ("images",), "first", "")])
def test_which_level_is_likelier(fill: Fill, outer: tuple[str, ...], inner: tuple[str, ...], level: str,
                                 told: str) -> None:
    index = listing(fill("data", {f"{one}/{two}": 1 for one in outer for two in inner}))
    assert index.source.level == level
    assert list(said(index)) == ([told] if told else [])


def test_kinds_below_kinds_are_told(fill: Fill) -> None:
    nested = fill("data", {"animals/cats": 1, "animals/dogs": 1, "plants/ferns": 1, "plants/oaks": 1})
    index = listing(nested)
    assert index.classes == ("animals", "plants")
    assert said(index)["levels_outer"]["others"] == 4
    days = {f"{name}/2024-0{month}-0{day}": 1 for name, month in (("cats", 1), ("dogs", 2)) for day in (3, 5)}
    assert not listing(fill("other", days)).noticed, "days are no classes"


def test_a_reading_follows_the_classes_that_are_known(fill: Fill) -> None:
    folder = fill("data", {"cat/visit 1": 1, "cat/visit 2": 1})
    assert listing(folder).classes == ("visit 1", "visit 2")
    assert listing(folder, known=("cat", "dog")).classes == ("cat",)
    split = fill("other", {"train/red": 1, "train/blue": 1, "bus": 1, "car": 1})
    assert listing(split, known=("blue", "red")).classes == ("blue", "red")


def test_what_was_read_is_read_again_in_the_same_way(fill: Fill) -> None:
    folder = fill("data", {f"{style}/{name}": 1 for style in ("art", "photo") for name in ("cat", "dog", "fox")})
    first = listing(folder)
    for style in ("sketch", "oil", "ink"):
        (folder / style / "cat").mkdir(parents=True)
        picture(5).save(folder / style / "cat/1.png")
    again = listing(folder, source=first.source)
    assert again.classes == first.classes
    assert "levels_inner" in said(again), "it is told until somebody confirms it"


# --- one class instead of all ------------------------------------------------------------------------


def test_a_class_folder_that_was_opened_by_mistake(fill: Fill, tmp_path: Path) -> None:
    folder = fill("set/data", {"cat": 2, "dog": 2, "fox": 1})
    fault = problem(folder / "cat")
    assert (fault.code, fault.details["parent"], fault.details["count"]) == ("class_folder", str(folder), 3)
    picture(1).save(folder / "loose.png")
    assert problem(folder / "cat").code == "no_classes", "where images lie loose the folders may be anything"
    split = fill("set/split", {"train/cat": 2, "train/dog": 2, "val/cat": 1, "val/dog": 1})
    assert problem(split / "train/cat").details["parent"] == str(split)


def test_a_folder_whose_names_tell_the_classes_is_no_class(fill: Fill) -> None:
    folder = fill("set/data", {"cat": 0, "dog": 2, "fox": 1})
    for n in range(6):
        picture(n).save(folder / "cat" / f"{'a' if n % 2 else 'b'}_{n}.png")
    assert problem(folder / "cat").code == "no_classes"
    (folder / "dog/labels.csv").write_text("path,label\n0.png,a\n")
    assert problem(folder / "dog").code == "no_classes"
