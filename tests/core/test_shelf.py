"""What is kept on disk: found again, bounded, and never believed when it is damaged."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.data import kept
from core.data.features import Features, open_features
from core.data.shelf import Rows, Shelf, open_shelf, room

ABOUT = {"kind": "features", "title": "cats"}
BYTES = 1000


def row(n: int) -> Rows:
    return np.random.default_rng(n).integers(0, 256, BYTES, np.uint8)


def opened(count: int = 8, about: dict[str, Any] = ABOUT, **options: Any) -> Shelf:
    shelf = open_shelf(about, BYTES, [f"k{n}" for n in range(count)], **options)
    assert shelf is not None
    return shelf


def fill(shelf: Shelf, count: int) -> None:
    for n in range(count):
        shelf.put(f"k{n}", row(n))


def file_of(name: str) -> Path:
    (found,) = kept.kept_folder().glob(f"*/{name}")
    return found


def test_a_later_run_finds_the_rows() -> None:
    first = opened()
    assert first.on_disk
    assert first.missing(["k0", "k1", "k0"]) == ["k0", "k1"]
    fill(first, 5)
    first.close()
    again = opened()
    assert again.missing(f"k{n}" for n in range(8)) == ["k5", "k6", "k7"]
    assert np.array_equal(again.take(["k3", "k0"]), np.stack([row(3), row(0)]))
    fill(again, 8)
    assert np.array_equal(again.take(["k7"])[0], row(7))
    again.close()
    assert file_of("rows.bin").stat().st_size == 8 * BYTES, "room that nobody used went back"


def test_other_circumstances_are_another_shelf() -> None:
    first = opened()
    fill(first, 8)
    other = opened(about={**ABOUT, "size": 96})
    assert not other.has("k0")
    first.close()
    other.close()
    assert len(kept.facts()) == 2


@pytest.mark.parametrize("damage", ["a flipped byte", "a cut file", "no file", "no keys", "keys of nonsense"])
def test_what_is_damaged_is_made_again(damage: str) -> None:
    shelf = opened()
    fill(shelf, 8)
    shelf.close()
    rows, keys = file_of("rows.bin"), file_of("keys.db")
    if damage == "a flipped byte":
        data = bytearray(rows.read_bytes())
        data[2 * BYTES + 17] ^= 1
        rows.write_bytes(data)
    elif damage == "a cut file":
        os.truncate(rows, 2 * BYTES + 100)
    elif damage == "no file":
        rows.unlink()
    elif damage == "no keys":
        keys.unlink()
    else:
        keys.write_bytes(b"nonsense" * 1000)
    again = opened()
    assert again.has("k1") == (damage in ("a flipped byte", "a cut file"))
    assert not again.has("k2")
    fill(again, 8)
    assert np.array_equal(again.take([f"k{n}" for n in range(8)]), np.stack([row(n) for n in range(8)]))
    again.close()
    last = opened()
    assert last.missing(f"k{n}" for n in range(8)) == []
    last.close()


KILLED = """
import os, sys
import numpy as np
from core.data.shelf import open_shelf
shelf = open_shelf({"kind": "features", "title": "cats"}, 1000, [f"k{n}" for n in range(8)])
for n in range(4):
    shelf.put(f"k{n}", np.full(1000, n, np.uint8))
shelf.commit()
shelf.put("k4", np.full(1000, 4, np.uint8))
os.kill(os.getpid(), 9)
"""


def test_a_killed_process_leaves_what_it_had_written_down() -> None:
    subprocess.run([sys.executable, "-c", KILLED], check=False)
    again = opened()
    assert again.missing(f"k{n}" for n in range(8)) == ["k4", "k5", "k6", "k7"]
    assert (again.take(["k3"]) == 3).all()
    again.close()


def test_a_shelf_has_one_user_at_a_time() -> None:
    first, second = opened(), opened()
    assert first.on_disk
    assert not second.on_disk
    fill(second, 8)
    assert np.array_equal(second.take(["k5"])[0], row(5)), "it keeps in memory instead"
    assert kept.clear() == 0, "what is in use stays"
    assert first.missing(["k5"]) == ["k5"]
    first.close()
    second.close()
    assert kept.clear() > 0
    assert kept.facts() == []


def test_what_was_used_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for place, name in enumerate(("old", "middle", "new")):
        shelf = opened(about={"kind": "images", "title": name})
        fill(shelf, 8)
        shelf.close()
        for about in kept.kept_folder().glob(f"*/{kept.ABOUT}"):
            if f'"{name}"' in about.read_text():
                os.utime(about, (1000 + place, 1000 + place))
    assert [f.title for f in kept.facts()] == ["old", "middle", "new"]
    full = sum(f.bytes for f in kept.facts())
    kept.set_limit(full + 4 * BYTES)
    shelf = opened(about={"kind": "images", "title": "newest"})
    assert shelf.on_disk
    fill(shelf, 8)
    shelf.close()
    assert [f.title for f in kept.facts()] == ["middle", "new", "newest"]
    kept.set_limit(0)
    assert kept.facts() == []
    assert kept.limit() == 0


def test_too_large_a_wish_removes_nothing() -> None:
    shelf = opened()
    fill(shelf, 8)
    shelf.close()
    kept.set_limit(100_000)
    assert not kept.make_room(200_000)
    assert len(kept.facts()) == 1


def test_a_full_disk_is_noticed_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: int) -> None:
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(os, "posix_fallocate", full, raising=False)
    shelf = opened()
    assert not shelf.on_disk
    fill(shelf, 8)
    assert np.array_equal(shelf.take(["k7"])[0], row(7))
    monkeypatch.setattr("core.data.shelf.share_of_memory", lambda: 3 * BYTES)
    assert open_shelf(ABOUT, BYTES, [f"k{n}" for n in range(8)]) is None
    some = opened(partly=True)
    fill(some, 8)
    assert some.missing(f"k{n}" for n in range(8)) == [f"k{n}" for n in range(2, 8)]


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="no such call here")
def test_without_that_call_the_room_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "posix_fallocate")
    shelf = opened()
    assert shelf.on_disk
    assert file_of("rows.bin").stat().st_size == 8 * BYTES
    fill(shelf, 8)
    assert np.array_equal(shelf.take(["k7"])[0], row(7))
    shelf.close()


# --- features ------------------------------------------------------------------------------------


def features(example: torch.Tensor) -> Features:
    found = open_features(ABOUT, ["a", "b", "c", "d"], example)
    assert found is not None
    return found


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
@pytest.mark.parametrize("shape", [(7,), (5, 3), (4, 3, 2)])
def test_outputs_come_back_bit_equal(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    outputs = torch.randn(4, *shape).to(dtype)
    if len(shape) == 3:
        outputs = outputs.to(memory_format=torch.channels_last)
    before, shelf = outputs.clone(), features(outputs[:1])
    assert shelf.precision == str(dtype).removeprefix("torch.")
    assert torch.equal(shelf.put(["a", "b", "c", "d"], outputs), outputs)
    outputs.zero_()  # what a layer that works in place would do
    found = shelf.get(["d", "b"])
    assert torch.equal(found, before[[3, 1]])
    assert found.dtype == dtype
    if len(shape) == 3:
        assert found.is_contiguous(memory_format=torch.channels_last)
    shelf.close()


def test_half_precision_where_full_has_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.data.kept.limit", lambda: 0)
    monkeypatch.setattr("core.data.shelf.share_of_memory", lambda: 4 * 100 * 3)
    outputs = torch.randn(4, 100)
    shelf = features(outputs[:1])
    assert shelf.precision == "float16"
    used = shelf.put(["a", "b", "c", "d"], outputs)
    assert torch.equal(used, outputs.half().float()), "the first epoch learns from what the later ones will see"
    assert torch.equal(shelf.get(["a", "b", "c", "d"]), used)
    monkeypatch.setattr("core.data.shelf.share_of_memory", lambda: 100)
    assert open_features(ABOUT, ["a", "b", "c", "d"], outputs[:1]) is None


def test_a_large_array_lies_on_disk_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAWLINE_CACHE", str(tmp_path / "cache"))
    large, small = room((2**26,), np.uint8), room((8, 2), np.float16)
    assert isinstance(large, np.memmap)
    assert not isinstance(small, np.memmap)
    large[-3:] = (1, 2, 3)
    assert large[-4:].tolist() == [0, 1, 2, 3]
    del large
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_large_array_is_held_in_memory_where_there_is_no_disk(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("in the way")
    monkeypatch.setenv("THAWLINE_CACHE", str(tmp_path / "cache"))
    large = room((2**26,), np.uint8)
    assert not isinstance(large, np.memmap)
    assert large.shape == (2**26,)
