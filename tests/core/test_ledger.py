"""A folder that was read before is not read again, unless something changed."""

import os
import time
from pathlib import Path

import pytest

from core.data import look as looking
from core.data.look import listing, look, refreshed, scan
from core.places import cache_folder
from tests.core.conftest import picture


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened from now on."""
    names: list[str] = []
    real = looking.read_with_facts
    monkeypatch.setattr(looking, "read_with_facts",
                        lambda path, **how: (names.append(Path(path).name), real(path, **how))[1])
    return names


@pytest.fixture
def old(folder: Path) -> Path:
    """The folder as if nobody had touched it for a minute, with one file that cannot be read."""
    (folder / "red" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    past = time.time() - 60
    for path in folder.glob("*/*"):
        os.utime(path, (past, past))
    return folder


def test_names_come_before_anything_is_read(old: Path, reads: list[str]) -> None:
    listed = listing(old)
    assert reads == []
    assert not listed.looked_at
    assert listed.counts() == {"blue": 8, "green": 8, "red": 9}
    seen = look(listed)
    assert seen.looked_at
    assert len(reads) == 25
    assert [f.path for f in seen.faults] == ["red/broken.png"]
    assert seen == scan(old)


def test_an_unchanged_folder_is_not_read_again(old: Path, reads: list[str]) -> None:
    first = scan(old)
    reads.clear()
    assert scan(old) == first, "every fact and every fault"
    assert reads == []
    picture(500).save(old / "blue" / "new.png")
    picture(501).save(old / "blue" / "blue 2.png")
    changed = scan(old)
    assert sorted(reads) == ["blue 2.png", "new.png"]
    assert changed.counts()["blue"] == 9
    one = {s.path: s.sha256 for s in first.samples}
    other = {s.path: s.sha256 for s in changed.samples}
    assert {p for p in one if one[p] != other[p]} == {"blue/blue 2.png"}


def test_a_file_changed_just_now_is_not_trusted(old: Path, reads: list[str]) -> None:
    picture(500).save(old / "blue" / "new.png")
    scan(old)
    reads.clear()
    scan(old)
    assert reads == ["new.png"], "it could change again within the clock's step"


@pytest.mark.parametrize("content", [b"nonsense" * 200, b""])
def test_a_damaged_ledger_costs_only_time(old: Path, reads: list[str], content: bytes) -> None:
    first = scan(old)
    (cache_folder() / "files.db").write_bytes(content)
    reads.clear()
    assert scan(old) == first
    assert len(reads) == 25
    reads.clear()
    scan(old)
    assert reads == []


def test_a_ledger_that_cannot_be_written_is_done_without(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (old.parent / "occupied").write_text("a file in place of the folder")
    monkeypatch.setenv("THAWLINE_CACHE", str(old.parent / "occupied"))
    assert len(scan(old).samples) == 24


def test_what_has_changed_since_is_found(old: Path) -> None:
    index = scan(old)
    assert refreshed(index) == (index, 0)
    picture(600).save(old / "green" / "green 1.png")
    os.utime(old / "green" / "green 2.png")  # touched, not changed
    (old / "green" / "green 3.png").unlink()
    (old / "green" / "green 4.png").write_text("no picture any more")
    now, other = refreshed(index)
    assert other == 1
    assert len(now.samples) == 22
    new = [(f.path, f.code) for f in now.faults if f not in index.faults]
    assert new == [("green/green 3.png", "file_missing"), ("green/green 4.png", "not_an_image")]
    before, after = ({s.path: s.sha256 for s in i.samples} for i in (index, now))
    assert [p for p in after if after[p] != before[p]] == ["green/green 1.png"]
