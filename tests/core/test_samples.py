"""The sample folders that the program makes itself."""

import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from core import samples
from core.data.look import scan
from core.events import Event, Progress
from core.run import Gate, Stop
from core.samples import SAMPLES, make_sample
from core.surfaces import KINDS, draw


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three surfaces of each kind instead of sixty: the tests are about the folder."""
    monkeypatch.setattr(samples, "_PER_CLASS", 3)


def test_surfaces_make_a_sound_folder(tmp_path: Path, small: None) -> None:
    said: list[Event] = []
    made = make_sample("defects", tmp_path, said.append)
    index = scan(made)
    assert index.counts() == dict.fromkeys(("clean", "crack", "pit", "scratch", "stain"), 3)
    assert not index.faults
    assert {(s.width, s.height, s.mode) for s in index.samples} == {(128, 128, "RGB")}
    assert [e.what for e in said if isinstance(e, Progress)][0] == "sample"


def test_digits_are_named_by_their_class() -> None:
    pictures = dict(SAMPLES["digits"].pictures())
    assert len(pictures) == SAMPLES["digits"].count
    counts = Counter(name.split("/")[0] for name in pictures)
    assert sorted(counts) == list("0123456789")
    assert min(counts.values()) > 150
    assert {(p.size, p.mode) for p in pictures.values()} == {((64, 64), "L")}


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path, small: None) -> None:
    made = make_sample("defects", tmp_path)
    (made / "clean/000.jpg").unlink()
    make_sample("defects", tmp_path)
    assert not (made / "clean/000.jpg").exists()


def test_a_half_made_folder_is_never_left(tmp_path: Path, small: None) -> None:
    gate = Gate()
    gate.stop()
    with pytest.raises(Stop):
        make_sample("defects", tmp_path, gate=gate)
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_behind_is_cleared_away(tmp_path: Path, small: None) -> None:
    left = tmp_path / ".defects.4711.part"
    left.mkdir()
    os.utime(left, (0, 0))
    make_sample("defects", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["defects"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_numbers_draw_the_same_surface(kind: str) -> None:
    first, again, other = (np.asarray(draw(kind, np.random.default_rng(seed))) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_mean_colour_tells_no_defect() -> None:
    means = {kind: np.mean([np.asarray(draw(kind, np.random.default_rng(n))).mean((0, 1)) for n in range(8)], axis=0)
             for kind in KINDS}
    spread = np.std([np.asarray(draw("clean", np.random.default_rng(n))).mean() for n in range(8)])
    assert all(np.abs(means[kind] - means["clean"]).max() < spread for kind in KINDS)
