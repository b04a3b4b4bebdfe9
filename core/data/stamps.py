"""Stamps: what tells whether a file is still the one that was read, without reading it again."""

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_RECENT = 2_000_000_000
"""Nanoseconds: some file systems count no finer, so that a file just written could change again unseen."""
_FORGETFUL = ("vfat", "msdos", "fat", "exfat", "9p", "v9fs", "vboxsf", "vmhgfs", "prl_fs", "webdav", "davfs", "fuse",
              "macfuse", "osxfuse")
"""Beginnings of the names of file systems that make up the numbers of their files, or know no time of change but the
one that anybody may set: there, a file can be replaced without a trace."""


def stamp_of(path: str | os.PathLike[str]) -> str | None:
    """As `state_of`; empty where it proves nothing and the content has to decide: the file was changed only just now,
    or its file system keeps no numbers of files."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    touched, now = _touched(path, state), time.time_ns()
    recent = abs(now - state.st_mtime_ns) < _RECENT or abs(now - touched) < _RECENT
    if recent or not touched or not state.st_ino or _forgets(path, state.st_dev):
        return ""
    return _as_text(state, touched)


def state_of(path: str | os.PathLike[str]) -> str | None:
    """Size, times of writing and of change, number and device of a file; None when it is gone.

    A size and a time alone are no proof: what unpacks an archive sets them as they were.
    """
    try:
        state = os.stat(path)
    except OSError:
        return None
    return _as_text(state, _touched(path, state))


def _as_text(state: os.stat_result, touched: int) -> str:
    return f"{state.st_size}-{state.st_mtime_ns}-{touched}-{state.st_ino}-{state.st_dev}"


# --- the time of change --------------------------------------------------------------------------


def _touched(path: str | os.PathLike[str], state: os.stat_result) -> int:
    """When the system last changed anything about a file, a time that no program can set; 0 where it does not say."""
    return _touched_on_windows(os.fspath(path)) if sys.platform == "win32" else state.st_ctime_ns


_ONLY_ATTRIBUTES, _SHARED, _EXISTING, _ALSO_FOLDERS = 0x80, 0x7, 3, 0x02000000


def _touched_on_windows(path: str) -> int:
    # What Python calls ctime there is the time of creation.
    library: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - Windows only
    library.CreateFileW.restype = ctypes.c_void_p
    handle = library.CreateFileW(path, _ONLY_ATTRIBUTES, _SHARED, None, _EXISTING, _ALSO_FOLDERS, None)
    if handle in (None, ctypes.c_void_p(-1).value):
        return 0
    try:
        times = (ctypes.c_int64 * 5)()  # FILE_BASIC_INFO: created, accessed, written, changed; attributes
        done = library.GetFileInformationByHandleEx(ctypes.c_void_p(handle), 0, ctypes.byref(times),
                                                    ctypes.sizeof(times))
        return 100 * int(times[3]) - _EPOCH if done and times[3] else 0
    finally:
        library.CloseHandle(ctypes.c_void_p(handle))


_EPOCH = 11_644_473_600 * 10**9
"""Nanoseconds from 1601, where Windows begins to count, to 1970."""


# --- file systems --------------------------------------------------------------------------------

_known: dict[int, bool] = {}


def _forgets(path: str | os.PathLike[str], device: int) -> bool:
    """Whether a file lies where numbers and times of files prove nothing; asked once of each device."""
    if device not in _known:
        _known[device] = file_system(path).casefold().startswith(_FORGETFUL)
    return _known[device]


def file_system(path: str | os.PathLike[str]) -> str:
    """The kind of file system that a path lies on, as the system calls it; empty where it does not say."""
    whole = os.path.realpath(path)
    try:
        if sys.platform == "win32":
            return _volume_kind(whole)
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5).stdout
            return kind_at(whole, mounts_of_macos(listed))
        return kind_at(whole, mounts_of_linux(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")))
    except (OSError, subprocess.SubprocessError):
        return ""


def kind_at(path: str, mounts: list[tuple[str, str]]) -> str:
    """The kind of the deepest of some mounts (place, kind) that a path lies in; of two at one place the later."""
    inside = [(len(place), n, kind) for n, (place, kind) in enumerate(mounts)
              if path == place or path.startswith(place.rstrip("/") + "/")]
    return max(inside)[2] if inside else ""


def mounts_of_linux(text: str) -> list[tuple[str, str]]:
    """Place and kind of every mount in the words of /proc/self/mountinfo."""
    found = []
    for line in text.splitlines():
        own, _, rest = line.partition(" - ")
        if len(own.split(" ")) > 4 and rest:
            place = own.split(" ")[4]
            for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
                place = place.replace(code, sign)
            found.append((place, rest.split(" ")[0]))
    return found


def mounts_of_macos(text: str) -> list[tuple[str, str]]:
    """Place and kind of every mount in the words of `mount`: "/dev/disk4s1 on /Volumes/A B (msdos, local)"."""
    found = []
    for line in text.splitlines():
        named, _, kinds = line.rpartition(" (")
        if kinds:
            found.append((named.partition(" on ")[2], kinds.partition(",")[0].rstrip(")")))
    return found


def _volume_kind(path: str) -> str:
    library: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - Windows only
    root, kind = ctypes.create_unicode_buffer(1024), ctypes.create_unicode_buffer(64)
    if not library.GetVolumePathNameW(path, root, len(root)):
        return ""
    done = library.GetVolumeInformationW(root, None, 0, None, None, None, kind, len(kind))
    return kind.value if done else ""
