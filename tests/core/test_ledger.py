"""A folder that was read before is not read again, unless something changed."""

import os
import shutil
import time
from pathlib import Path

import pytest

from core.data import look as looking
from core.data import stamps
from core.data.look import listing, look, refreshed, scan
from core.data.split import compared, load, save, split
from core.data.stamps import file_system, kind_at, mounts_of_linux, mounts_of_macos, stamp_of, state_of
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
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose bytes are compared from now on."""
    names: list[str] = []
    real = looking.fingerprint
    monkeypatch.setattr(looking, "fingerprint", lambda path: (names.append(Path(path).name), real(path))[1])
    return names


class Clock:
    """Stands in for the time: a file was touched just now, unless time has passed since."""

    def __init__(self) -> None:
        self.ahead = 0

    def time_ns(self) -> int:
        return time.time_ns() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(stamps, "time", made)
    return made


@pytest.fixture
def old(folder: Path, clock: Clock) -> Path:
    """The folder as if nobody had touched it for a minute, with one file that cannot be read."""
    (folder / "red" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    past = time.time() - 60
    for path in folder.glob("*/*"):
        os.utime(path, (past, past))
    clock.ahead = 60 * 10**9
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


def test_a_file_changed_just_now_is_not_trusted(old: Path, clock: Clock, reads: list[str], hashes: list[str]) -> None:
    scan(old)
    clock.ahead = 0
    os.utime(old / "blue" / "blue 2.png", (0, 0))  # the time that it says of itself does not count
    scan(old)
    assert "blue 2.png" in hashes, "it could change again within the clock's step"
    assert "broken.png" in reads


def replaced(path: Path, by: Path) -> None:
    """Other bytes in a file's place, with its size and its times, as an archive is unpacked over it."""
    before = path.stat()
    data = by.read_bytes()
    path.write_bytes(data[: before.st_size].ljust(before.st_size, b"\0"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def bitmaps(root: Path) -> Path:
    """Two classes of pictures of equal size in bytes and equal time."""
    for place, (name, colour) in enumerate({"cat": (200, 40, 40), "dog": (40, 180, 60)}.items()):
        (root / name).mkdir(parents=True)
        for n in range(4):
            picture(100 * place + n, colour).save(root / name / f"{n}.bmp")
            os.utime(root / name / f"{n}.bmp", (1.6e9, 1.6e9))
    return root


def truth(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): looking.fingerprint(path) for path in root.glob("*/*")}


def seen(root: Path) -> dict[str, str]:
    return {s.path: s.sha256 for s in scan(root).samples}


def test_class_folders_that_change_their_names_are_read_anew(tmp_path: Path, clock: Clock) -> None:
    root, clock.ahead = bitmaps(tmp_path / "data"), 60 * 10**9
    before = seen(root)
    for old_name, new in (("cat", "third"), ("dog", "cat"), ("third", "dog")):
        (root / old_name).rename(root / new)
    assert seen(root) == truth(root) != before


@pytest.mark.parametrize("way", ["written over", "moved there", "folder made anew"])
def test_files_replaced_with_their_size_and_times_are_read_anew(tmp_path: Path, clock: Clock, way: str) -> None:
    root, clock.ahead = bitmaps(tmp_path / "data"), 60 * 10**9
    first = scan(root)
    spare = bitmaps(tmp_path / "spare")
    if way == "written over":
        replaced(root / "cat" / "1.bmp", spare / "dog" / "2.bmp")
    elif way == "moved there":
        os.replace(spare / "dog" / "2.bmp", root / "cat" / "1.bmp")
    else:
        shutil.rmtree(root / "cat")
        shutil.copytree(spare / "dog", root / "cat")
    assert seen(root) == truth(root) != {s.path: s.sha256 for s in first.samples}
    now, other = refreshed(first)
    assert {s.path: s.sha256 for s in now.samples} == truth(root), "also before a training that begins now"
    assert other == (4 if way == "folder made anew" else 1)


def test_where_files_have_no_lasting_numbers_the_content_decides(
        tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, reads: list[str]) -> None:
    root, clock.ahead = bitmaps(tmp_path / "data"), 60 * 10**9
    monkeypatch.setattr(stamps, "file_system", lambda path: "vfat")
    monkeypatch.setattr(stamps, "_known", {})
    first = scan(root)
    assert stamp_of(root / "cat" / "1.bmp") == ""
    reads.clear()
    assert scan(root) == first
    assert reads == [], "bytes are compared, pictures are not decoded again"
    real = os.stat
    same = real(root / "cat" / "1.bmp")
    replaced(root / "cat" / "1.bmp", root / "dog" / "2.bmp")
    monkeypatch.setattr(os, "stat", lambda path, **how: same if str(path).endswith("1.bmp") else real(path, **how))
    assert seen(root) == truth(root)


def test_a_folder_that_was_copied_is_not_decoded_again(old: Path, reads: list[str]) -> None:
    scan(old)
    os.rename(old, old.with_name("before"))
    shutil.copytree(old.with_name("before"), old)  # other numbers of files, the same content
    reads.clear()
    scan(old)
    assert reads == ["broken.png"], "of what could not be read there is nothing to compare"


def test_a_run_that_goes_on_reads_each_file_once(old: Path, tmp_path: Path, hashes: list[str]) -> None:
    index = split(scan(old))
    save(index, tmp_path / "split.csv")
    again = compared(load(tmp_path / "split.csv", old))
    assert not again.missing
    assert not again.others
    hashes.clear()
    assert refreshed(again.seen) == (again.seen, 0)
    assert hashes == [], "it was seen just before that all are the same"
    (old / "red" / "red 0.png").write_bytes((old / "blue" / "blue 1.png").read_bytes())
    assert refreshed(again.seen)[1] == 1, "what changes meanwhile is seen all the same"


def test_the_state_of_a_file_tells_more_than_size_and_time(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"one")
    before, stat = state_of(file), file.stat()
    file.write_bytes(b"two")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert state_of(file) != before
    assert state_of(tmp_path / "gone") is None
    assert stamp_of(tmp_path / "gone") is None


LINUX = """36 25 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
52 36 8:17 / /media/me/MY\\040STICK rw,nosuid shared:30 - vfat /dev/sdb1 rw,fmask=0022
60 36 0:50 / /media/me rw - autofs systemd-1 rw
61 36 0:51 / /data rw - fuse.sshfs me@there: rw
"""
MACOS = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk4s1 on /Volumes/A (B) STICK (msdos, local, nodev, nosuid, noowners)
"""


def test_the_file_system_of_a_path_is_known(tmp_path: Path) -> None:
    mounts = mounts_of_linux(LINUX)
    wanted = {"/pictures/a.png": "ext4", "/media/me/MY STICK/a.png": "vfat", "/media/me/other": "autofs",
              "/data": "fuse.sshfs", "/database/a": "ext4"}
    assert {path: kind_at(path, mounts) for path in wanted} == wanted
    assert kind_at("/Volumes/A (B) STICK/a.png", mounts_of_macos(MACOS)) == "msdos"
    assert kind_at("/Users/me", mounts_of_macos(MACOS)) == "apfs"
    assert isinstance(file_system(tmp_path), str)


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
