"""Thumbs: only what is wanted now is read, faults are told, and no thread outlives its work."""

import os
import threading
from pathlib import Path

import pytest
from PIL import Image

from core.data.image import PAD, to_array
from core.thumbs import Key, Thumb, Thumbs, read_seen, read_thumb


@pytest.fixture
def pictures(tmp_path: Path) -> list[str]:
    for n in range(30):
        Image.new("RGB", (60, 30), (n, 0, 0)).save(tmp_path / f"{n:02d}.png")
    return [str(p) for p in sorted(tmp_path.glob("*.png"))]


def finish(thumbs: Thumbs) -> list[Thumb]:
    """Wait until the threads have read all that is wanted."""
    for thread in list(thumbs._threads):
        thread.join()
    return thumbs.take()


def test_a_thumb_is_upright_rgb_and_no_larger_than_asked(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    Image.new("L", (90, 30), 200).save(tmp_path / "turned.jpg", exif=exif)
    thumb = read_thumb(str(tmp_path / "turned.jpg"), 20)
    assert (thumb.width, thumb.height) == (7, 20)
    assert len(thumb.pixels) == 3 * thumb.width * thumb.height
    assert thumb.code == ""


@pytest.mark.parametrize(("name", "content", "code"), [
    ("text.png", b"no picture", "not_an_image"), ("empty.png", b"", "file_empty"), ("gone.png", None, "file_missing")])
def test_a_faulty_file_has_its_code(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    thumb = read_thumb(str(tmp_path / name), 20)
    assert (thumb.code, thumb.pixels) == (code, b"")


@pytest.mark.parametrize("fit", ["squash", "pad", "crop"])
def test_what_the_network_sees(pictures: list[str], fit: str) -> None:
    """The very pixels of training; shown smaller where the room is, and never enlarged."""
    seen = read_seen(pictures[9], 100, 32, fit)
    assert seen.key == Key(pictures[9], 100, 32, fit)
    assert (seen.width, seen.height, seen.pixels) == (32, 32, to_array(pictures[9], 32, fit).tobytes())
    small = read_seen(pictures[9], 16, 32, fit)
    assert (small.width, small.height) == (16, 16)
    assert (tuple(small.pixels[:3]) == PAD) == (fit == "pad")
    assert read_seen("nowhere.png", 16, 32, fit).code == "file_missing"


def test_both_views_of_a_file_are_told_apart(pictures: list[str]) -> None:
    thumbs = Thumbs()
    keys = [Key(pictures[0], 16), Key(pictures[0], 16, 32, "pad"), Key(pictures[0], 16, 32, "crop")]
    thumbs.want([*keys, (pictures[0], 16)])
    found = {thumb.key: (thumb.width, thumb.height) for thumb in finish(thumbs)}
    assert found == dict(zip(keys, [(16, 8), (16, 16), (16, 16)], strict=True))
    assert thumbs.idle


def test_a_fault_of_the_reader_itself_ends_no_thread(pictures: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: str, *, at_least: int, pixels: object) -> Image.Image:
        raise RuntimeError("odd")
    monkeypatch.setattr("core.data.image.read", fail)
    assert read_thumb(pictures[0], 20).code == "image_damaged"


def test_all_that_is_wanted_is_read_once(pictures: list[str]) -> None:
    thumbs = Thumbs(threads=3)
    thumbs.want((p, 16) for p in [*pictures, *pictures])
    found = finish(thumbs)
    assert sorted(t.path for t in found) == pictures
    assert thumbs.idle


def test_a_picture_that_is_there_is_read_again_only_from_another_file(pictures: list[str]) -> None:
    thumbs, key = Thumbs(), Key(pictures[0], 16)
    thumbs.want([key])
    [first] = finish(thumbs)
    thumbs.want([key], {key: first.state})
    [again] = finish(thumbs)
    assert (again.key, again.unchanged, again.pixels) == (key, True, b"")
    time, size = Path(pictures[0]).stat().st_mtime_ns, Path(pictures[0]).stat().st_size
    Path(pictures[9]).replace(pictures[0])
    with Path(pictures[0]).open("ab") as file:
        file.truncate(size)
    os.utime(pictures[0], ns=(time, time))
    thumbs.want([key], {key: first.state})
    [other] = finish(thumbs)
    assert not other.unchanged
    assert other.pixels != first.pixels
    assert thumbs.idle


def test_what_is_wanted_no_more_is_forgotten(pictures: list[str]) -> None:
    thumbs, reading, go_on = Thumbs(threads=1), threading.Event(), threading.Event()
    first = read_thumb(pictures[0], 16)

    def slow(path: str, side: int, pixels: object) -> Thumb:
        reading.set()
        go_on.wait(5)
        return first if path == pictures[0] else Thumb(path, side)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.thumbs.read_thumb", slow)
        thumbs.want((p, 16) for p in pictures)
        assert reading.wait(5)
        thumbs.want([(pictures[0], 16), (pictures[9], 16)])  # the first is under way already
        go_on.set()
        found = finish(thumbs)
    assert [t.path for t in found] == [pictures[0], pictures[9]]


def test_taking_in_parts(pictures: list[str]) -> None:
    thumbs = Thumbs()
    thumbs.want((p, 16) for p in pictures)
    for thread in list(thumbs._threads):
        thread.join()
    assert len(thumbs.take(most=10)) == 10
    assert not thumbs.idle
    assert len(thumbs.take()) == 20
    assert thumbs.idle


def test_threads_end_by_themselves_and_come_again(pictures: list[str]) -> None:
    thumbs = Thumbs()
    for _ in range(3):
        thumbs.want((p, 16) for p in pictures)
        assert len(finish(thumbs)) == 30
        assert not [t for t in threading.enumerate() if t.name == "thawline-thumbs"]


def test_stop_waits_for_the_threads(pictures: list[str]) -> None:
    thumbs = Thumbs()
    thumbs.want((p, 16) for p in pictures)
    thumbs.stop()
    assert not [t for t in threading.enumerate() if t.name == "thawline-thumbs"]
    thumbs.stop()  # again does no harm
