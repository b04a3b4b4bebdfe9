"""Ways to read a folder: nested class folders, names, nothing, and a test folder elsewhere."""

from pathlib import Path

import pytest

from core.data.index import Index
from core.data.layout import preview
from core.data.look import listing, scan
from core.data.walk import in_order
from core.problems import Problem, sentence
from core.source import Source
from tests.core.conftest import Fill, picture


def refused(folder: Path, source: Source) -> Problem:
    with pytest.raises(Problem) as caught:
        listing(folder, source=source)
    assert "“?”" not in str(caught.value)
    return caught.value


def said(index: Index) -> dict[str, dict[str, object]]:
    for found in index.noticed:
        assert "?" not in sentence(found.code, found.details)
    return {found.code: found.details for found in index.noticed}


def images(folder: Path, *names: str) -> Path:
    for n, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        picture(n).save(folder / name)
    return folder


# --- nested folders ------------------------------------------------------------------------------


NESTED = {"animals/cats": 2, "animals/dogs/old": 1, "plants/ferns": 3, "plants/none": 0}


def test_the_first_or_the_last_folder_names_the_class(fill: Fill) -> None:
    folder = fill("data", NESTED)
    assert listing(folder).counts() == {"animals": 3, "plants": 3}
    index = listing(folder, source=Source(level="last"))
    assert index.counts() == {"cats": 2, "ferns": 3, "old": 1}
    assert index.named == ("cats", "ferns", "none", "old")
    assert index.source.level == "last"


def test_the_last_folder_below_a_split_folder(fill: Fill) -> None:
    counts = {f"{split}/{name}": n for split in ("train", "val") for name, n in NESTED.items()}
    index = listing(fill("data", counts), source=Source(level="last"))
    assert index.ready_split
    assert index.counts() == {"cats": 4, "ferns": 6, "old": 2}
    assert index.split_counts() == {"train": 6, "validation": 6}


def test_chinese_split_folders(fill: Fill) -> None:
    index = listing(fill("data", {"训练集/猫": 3, "训练集/狗": 3, "测试集/猫": 1, "测试集/狗": 1}))
    assert index.split_counts() == {"train": 6, "test": 2}
    assert set(index.classes) == {"狗", "猫"}


def test_numbers_from_0_on_are_in_order() -> None:
    names = [f"img_{n}.jpg" for n in range(120)]
    assert in_order(sorted(names)) == names
    assert in_order(["a_10.png", "a_00.png", "a_0.png", "a_9.png"])[-2:] == ["a_9.png", "a_10.png"]


# --- names ---------------------------------------------------------------------------------------


def test_the_label_in_the_file_name(tmp_path: Path) -> None:
    folder = images(tmp_path, "cat_1.png", "cat_2.png", "sub/dog_1.png", "sub/other.png")
    assert refused(images(tmp_path / "flat", "cat_1.png"), Source()).code == "no_classes"
    (tmp_path / "flat/cat_1.png").unlink()
    index = listing(folder, source=Source(kind="names", pattern="{label}_*"))
    assert {s.path: s.label for s in index.samples} == {"cat_1.png": "cat", "cat_2.png": "cat", "sub/dog_1.png": "dog"}
    assert said(index) == {"names_unfit": {"count": 1, "pattern": "{label}_*", "path": "sub/other.png"}}
    assert not index.ready_split


def test_group_and_split_in_the_file_name(tmp_path: Path) -> None:
    folder = images(tmp_path, "train_p1_cat.png", "val_p2_dog.png")
    index = listing(folder, source=Source(kind="names", pattern="{split}_{group}_{label}"))
    assert [(s.label, s.split, s.group) for s in index.samples] == [("cat", "train", "p1"), ("dog", "validation", "p2")]
    assert index.ready_split


def test_split_folders_of_named_images(tmp_path: Path) -> None:
    folder = images(tmp_path, "train/cat_1.png", "train/dog_1.png", "test/cat_2.png")
    source = Source(kind="names", pattern="{label}_*")
    assert listing(folder, source=source).split_counts() == {"train": 2, "test": 1}
    images(tmp_path, "more/cat_3.png")
    assert not listing(folder, source=source).ready_split, "not all images lie in split folders"


def test_a_pattern_is_guessed_where_none_is_given(tmp_path: Path) -> None:
    folder = images(tmp_path, *(f"{n:02} {kind}.png" for n in range(6) for kind in ("cat", "dog")))
    index = listing(folder, source=Source(kind="names"))
    assert index.source.pattern == "* {label}"
    assert index.counts() == {"cat": 6, "dog": 6}


def test_a_pattern_that_fits_nothing(tmp_path: Path) -> None:
    fault = refused(images(tmp_path, "a.png", "b.png"), Source(kind="names", pattern="{label}_*"))
    assert (fault.code, fault.details["count"], fault.details["name"]) == ("pattern_fits_none", 2, "a.png")
    assert refused(tmp_path, Source(kind="names", pattern="*")).code == "bad_pattern"


# --- nothing -------------------------------------------------------------------------------------


def test_unlabelled_images(tmp_path: Path) -> None:
    folder = images(tmp_path, "a.png", "deep/er/b.png")
    index = scan(folder, source=Source(kind="unlabelled"))
    assert [(s.path, s.label, s.split) for s in index.samples] == [("a.png", "", ""), ("deep/er/b.png", "", "")]
    assert index.classes == ()
    assert index.tally == {("", ""): 2}


# --- a test folder elsewhere -----------------------------------------------------------------------


def test_a_test_folder_elsewhere(fill: Fill) -> None:
    folder = fill("data", {"a": 3, "b": 3})
    elsewhere = fill("kept/for later", {"a": 1, "c": 1})
    picture(5).save(elsewhere / "loose.png")
    index = scan(folder, source=Source(test=str(elsewhere)))
    assert not index.ready_split
    assert index.split_counts() == {"test": 2}
    assert [(s.path, s.label) for s in index.of("test")] == [("../kept/for later/a/0.png", "a"),
                                                             ("../kept/for later/c/0.png", "c")]
    assert index.named == ("a", "b", "c")
    assert said(index)["loose_files"] == {"count": 1}


def test_a_test_folder_beside_split_folders(fill: Fill) -> None:
    folder = fill("data", {"train/a": 3, "train/b": 3, "val/a": 1, "val/b": 1})
    index = listing(folder, source=Source(test=str(fill("other", {"train/a": 2, "test/b": 1}))))
    assert index.ready_split
    assert index.split_counts() == {"train": 6, "validation": 2, "test": 3}, "all of it is for the test"


def test_a_test_folder_inside_the_folder(fill: Fill) -> None:
    folder = fill("data", {"a": 3, "b": 3, "held/a": 1, "held/b": 1})
    index = listing(folder, source=Source(test=str(folder / "held")))
    assert index.counts() == {"a": 4, "b": 4}
    assert index.named == ("a", "b")
    assert {s.path for s in index.of("test")} == {"held/a/0.png", "held/b/0.png"}


def test_test_images_by_their_names(tmp_path: Path) -> None:
    folder = images(tmp_path / "data", "cat_1.png", "dog_1.png")
    elsewhere = images(tmp_path / "test", "cat_1.png", "x.png")
    index = listing(folder, source=Source(kind="names", pattern="{label}_*", test=str(elsewhere)))
    assert [(s.path, s.split) for s in index.samples] == [
        ("cat_1.png", ""), ("dog_1.png", ""), ("../test/cat_1.png", "test")]
    assert said(index)["names_unfit"]["path"] == "../test/x.png"


def test_test_images_of_a_table(tmp_path: Path) -> None:
    for name in ("data", "test"):
        images(tmp_path / name, "1.png", "2.png")
        (tmp_path / name / "labels.csv").write_text("path,label\n1.png,a;b\n2.png,b\n1.png,a\n")
    source = Source(kind="table", table=str(tmp_path / "data/labels.csv"), test=str(tmp_path / "test"))
    index = listing(tmp_path / "data", source=source)
    assert [(s.path, s.split) for s in index.samples] == [
        ("1.png", ""), ("2.png", ""), ("../test/1.png", "test"), ("../test/2.png", "test")]
    assert [one.paths for one in index.noticed] == [("1.png",), ("../test/1.png",)]
    assert index.source.test == source.test
    (tmp_path / "test/labels.csv").rename(tmp_path / "test/other.csv")
    assert len(listing(tmp_path / "data", source=source).of("test")) == 2, "the only table there"
    (tmp_path / "test/other.csv").unlink()
    assert refused(tmp_path / "data", source).code == "no_test_table"


def test_a_test_folder_that_cannot_be_one(fill: Fill, tmp_path: Path) -> None:
    folder = fill("data", {"a": 1, "b": 1})
    assert refused(folder, Source(test=str(tmp_path / "none"))).code == "no_such_folder"
    assert refused(folder, Source(test=str(folder))).code == "test_folder_around"
    assert refused(folder, Source(test=str(tmp_path))).code == "test_folder_around"
    assert refused(folder, Source(test=str(fill("bare", {"a": 0})))).code == "empty_folder"


def test_the_preview_tells_the_classes_of_either_level(fill: Fill) -> None:
    root = fill("nested", {"dogs": 1, "dogs/outdoor": 4, "cats/indoor": 2, "cats/outdoor": 3})
    found = preview(str(root))
    assert found.first == {"cats": 5, "dogs": 5}
    assert found.last == {"dogs": 1, "indoor": 2, "outdoor": 7}
    split = fill("split", {"train/a": 2, "val/a": 1, "train/b": 2})
    assert preview(str(split)).first == {"a": 3, "b": 2}
