"""The split: every class everywhere, the same seed the same places, nothing lost, and back from its file."""

import dataclasses
import shutil
from collections import Counter
from pathlib import Path

import pytest

from core.data.index import Index, Sample, scan
from core.data.split import changed, keep_places, load, save, split
from core.problems import Problem
from tests.core.conftest import Fill


def index_of(counts: dict[str, int]) -> Index:
    samples = [Sample(f"{name}/{n}.png", name, sha256=f"{name}{n}") for name, c in counts.items() for n in range(c)]
    return Index("/data", tuple(samples), tuple(sorted(counts)))


def parts(index: Index) -> dict[str, Counter[str]]:
    return {name: Counter(s.split for s in index.samples if s.label == name) for name in index.classes}


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 10, 37, 100])
def test_every_class_is_trained_and_validated_on(count: int) -> None:
    found = parts(split(index_of({"a": count, "b": 50})))["a"]
    assert found.total() == count
    assert found["train"] >= 1
    assert found["validation"] == max(1, round(count * 0.2))
    assert found["test"] == (max(1, round(count * 0.1)) if count >= 5 else 0)


def test_shares_can_be_chosen() -> None:
    halves = split(index_of({"a": 100, "b": 50}), validation=0.5, test=0)
    assert halves.split_counts() == {"train": 75, "validation": 75}
    greedy = parts(split(index_of({"a": 8}), validation=0.9, test=0.9))["a"]
    assert greedy["train"] == 1


def test_the_seed_and_the_bytes_decide_not_the_order() -> None:
    index = index_of({"a": 30, "b": 30})
    turned = dataclasses.replace(index, samples=index.samples[::-1])
    assert set(split(index, seed=3).samples) == set(split(turned, seed=3).samples)
    assert split(index, seed=3) != split(index, seed=4)


def test_adding_files_moves_few() -> None:
    before = {s.path: s.split for s in split(index_of({"a": 100, "b": 20})).samples}
    after = {s.path: s.split for s in split(index_of({"a": 110, "b": 20})).samples}
    assert sum(after[path] != place for path, place in before.items()) <= 12


def test_copies_stay_together() -> None:
    samples = tuple(Sample(f"a/{n}.png", "a", sha256=str(n // 3)) for n in range(30))
    index = split(Index("/data", (*samples, *index_of({"b": 9}).samples), ("a", "b")))
    places: dict[str, set[str]] = {}
    for sample in index.samples:
        places.setdefault(sample.sha256, set()).add(sample.split)
    assert all(len(found) == 1 for found in places.values())
    assert parts(index)["a"]["validation"] == 6
    only_copies = split(Index("/data", tuple(Sample(f"a/{n}.png", "a", sha256="x") for n in range(4)), ("a",)))
    assert parts(only_copies)["a"] == {"train": 3, "validation": 1}


def test_a_ready_split_is_kept(fill: Fill) -> None:
    index = scan(fill("data", {"train/a": 3, "train/b": 3, "val/a": 1, "val/b": 1}))
    assert split(index) is index


def test_a_missing_validation_part_is_taken_from_training(fill: Fill) -> None:
    index = split(scan(fill("data", {"train/a": 10, "train/b": 5, "test/a": 4, "test/b": 4})))
    assert index.split_counts() == {"train": 12, "validation": 3, "test": 8}
    assert {s.path.split("/")[0] for s in index.of("test")} == {"test"}


def test_the_file_reads_back(folder: Path, tmp_path: Path) -> None:
    index = split(scan(folder))
    save(index, tmp_path / "split.csv")
    back = load(tmp_path / "split.csv", folder)
    assert [(s.path, s.split, s.label, s.sha256) for s in back.samples] == [
        (s.path, s.split, s.label, s.sha256) for s in index.samples]
    assert (back.classes, back.root) == (index.classes, index.root)
    assert (tmp_path / "split.csv").read_text("utf-8").startswith("path,split,label,sha256\n")


@pytest.mark.parametrize("text", [
    "", "path,split,label,sha256\n", "a,b\n1,2\n", "path,split,label,sha256\nx,third,a,0\n"])
def test_a_damaged_file_is_a_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "split.csv").write_text(text)
    with pytest.raises(Problem) as caught:
        load(tmp_path / "split.csv", tmp_path)
    assert caught.value.code == "damaged_run"


def test_known_samples_keep_their_place(folder: Path) -> None:
    known = split(scan(folder), seed=1)
    again = keep_places(split(scan(folder), seed=2), known)
    assert [s.split for s in again.samples] == [s.split for s in known.samples]


def test_changed_and_missing_files_are_found(folder: Path) -> None:
    index = split(scan(folder))
    assert changed(index) == []
    shutil.copy(folder / "red/red 0.png", folder / "blue/blue 3.png")
    (folder / "green/green 1.png").unlink()
    assert changed(index) == ["blue/blue 3.png", "green/green 1.png"]
