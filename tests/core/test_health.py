"""The health check: what is found about the images of a folder."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core.data.image import read
from core.data.index import Index
from core.data.judge import judged
from core.data.look import scan
from core.findings import Finding
from core.health import check, state_of
from core.problems import sentence
from core.run import Gate, Stop
from tests.core.test_alike import again, cut, scene


def found_in(root: Path) -> dict[str, Finding]:
    index = scan(root)
    alike, checked = check(index, lambda event: None, Gate())
    unlooked = {finding.code for finding in judged(index).findings}
    findings = [finding for finding in judged(replace(index, alike=alike, checked=checked)).findings
                if finding.code not in unlooked]
    for finding in findings:
        said = sentence(finding.code, finding.details)
        assert "?" not in said, said
    return {finding.code: finding for finding in findings}


def sound(root: Path, places: tuple[str, ...] = ("a", "b"), count: int = 8) -> None:
    seed = 0
    for place in places:
        (root / place).mkdir(parents=True)
        for n in range(count):
            scene(seed := seed + 1, (160, 120)).save(root / place / f"{n}.jpg", quality=90)


def test_nothing_is_found_in_a_sound_folder(tmp_path: Path) -> None:
    sound(tmp_path)
    assert found_in(tmp_path) == {}


def test_near_duplicates_in_one_class(tmp_path: Path) -> None:
    sound(tmp_path)
    again(read(tmp_path / "a/3.jpg"), 40).save(tmp_path / "a/like 3.jpg")
    finding = found_in(tmp_path)["near_duplicates"]
    assert finding.groups == (("a/3.jpg", "a/like 3.jpg"),)
    assert finding.remedies == ("together", "keep_one")
    assert finding.details == {"count": 2, "groups": 1, "path": "a/3.jpg", "other": "a/like 3.jpg"}


def test_near_duplicates_under_two_labels(tmp_path: Path) -> None:
    sound(tmp_path)
    cut(read(tmp_path / "a/3.jpg"), 0.85).save(tmp_path / "b/part.jpg")
    found = found_in(tmp_path)
    assert set(found) == {"near_duplicates_two_labels"}
    assert found["near_duplicates_two_labels"].groups == (("a/3.jpg", "b/part.jpg"),)
    assert "relabel" in found["near_duplicates_two_labels"].remedies


def test_near_duplicates_in_two_splits_of_a_ready_one(tmp_path: Path) -> None:
    sound(tmp_path, ("train/a", "train/b", "test/a", "test/b"))
    again(read(tmp_path / "train/a/3.jpg"), 40).save(tmp_path / "test/a/like.jpg")
    found = found_in(tmp_path)
    assert set(found) == {"near_duplicates_two_splits"}
    # The image of the test stays when one is kept.
    assert found["near_duplicates_two_splits"].groups == (("test/a/like.jpg", "train/a/3.jpg"),)


def test_equal_bytes_are_not_said_twice(tmp_path: Path) -> None:
    sound(tmp_path)
    shutil.copy(tmp_path / "a/1.jpg", tmp_path / "a/copy.jpg")
    assert check(scan(tmp_path), lambda event: None, Gate()) == ((("a/1.jpg", "a/copy.jpg"),), ())
    assert found_in(tmp_path) == {}


def test_blank_images(tmp_path: Path) -> None:
    sound(tmp_path)
    Image.new("RGB", (160, 120), (250, 250, 248)).save(tmp_path / "b/empty.png")
    finding = found_in(tmp_path)["images_blank"]
    assert (finding.paths, finding.remedies) == (("b/empty.png",), ("exclude",))


def test_mixed_sizes_colours_and_shapes(tmp_path: Path) -> None:
    sound(tmp_path, count=10)
    for n in range(4):
        scene(70 + n, (900, 700)).save(tmp_path / f"a/large {n}.jpg", quality=90)
        scene(80 + n, (160, 120)).convert("L").save(tmp_path / f"{'ab'[n % 2]}/grey {n}.jpg", quality=90)
        scene(90 + n, (240, 120)).save(tmp_path / f"{'ab'[n % 2]}/wide {n}.jpg", quality=90)
    found = found_in(tmp_path)
    assert {"sizes_mixed", "modes_mixed", "far_from_square"} <= set(found)
    assert found["sizes_mixed"].details == {"small": 139, "large": 794}
    assert found["modes_mixed"].details == {"grey": 4, "colour": 28}
    assert set(found["modes_mixed"].paths) == {f"{'ab'[n % 2]}/grey {n}.jpg" for n in range(4)}
    assert found["far_from_square"].details["count"] == 4


def test_files_that_are_no_images(tmp_path: Path) -> None:
    sound(tmp_path)
    for name in ("a/notes.txt", "a/Thumbs.db", ".hidden", "readme.md"):
        (tmp_path / name).write_text("text")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("text")
    assert found_in(tmp_path)["stray_files"].details == {"count": 2, "path": "a/notes.txt"}


def test_a_class_with_a_border_is_said(tmp_path: Path) -> None:
    sound(tmp_path, ("a", "b", "c"), 12)
    for n in range(12):
        framed = scene(300 + n, (160, 120))
        framed.paste(Image.new("RGB", (160, 6), "red"), (0, 0))
        framed.paste(Image.new("RGB", (160, 6), "red"), (0, 114))
        framed.save(tmp_path / f"b/{n}.jpg", quality=90)
    assert found_in(tmp_path)["shortcut_class"].details["name"] == "b"


def test_the_mark_follows_images_and_labels(tmp_path: Path) -> None:
    sound(tmp_path)
    index = scan(tmp_path)
    mark = state_of(index)
    assert state_of(scan(tmp_path)) == mark
    other = [index.samples[0]._replace(label="b"), *index.samples[1:]]
    assert state_of(replace(index, samples=tuple(other))) != mark
    assert state_of(replace(index, samples=index.samples[1:])) != mark
    parted = tuple(s._replace(split="train") for s in index.samples)
    assert state_of(replace(index, samples=parted, ready_split=True)) == mark


def test_a_stop_is_heard(tmp_path: Path) -> None:
    sound(tmp_path)
    gate = Gate()
    gate.stop()
    with pytest.raises(Stop):
        check(scan(tmp_path), lambda event: None, gate)


def test_an_empty_index_is_healthy(tmp_path: Path) -> None:
    assert check(Index(str(tmp_path), (), ()), lambda event: None, Gate()) == ((), ())
