"""Memory: how much this machine has, and the share that images and features may take."""

import ctypes
import functools
import os
import sys
from pathlib import Path

_FALLBACK = 4 * 2**30
_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


@functools.cache
def physical_memory() -> int:
    """Bytes of memory of this machine, or of the container that we are in."""
    found = [_of_the_machine()]
    for path in _LIMITS:
        try:
            found.append(int(Path(path).read_text("ascii")))
        except (OSError, ValueError):  # no such limit, or "max"
            continue
    return min(found)


def share_of_memory(share: float = 0.25) -> int:
    """So many bytes that the machine stays usable."""
    return int(physical_memory() * share)


def _of_the_machine() -> int:
    if sys.platform == "win32":
        return _of_windows()
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return _FALLBACK


def _of_windows() -> int:
    state = (ctypes.c_ulonglong * 8)()  # MEMORYSTATUSEX: its length and load in the first eight bytes, then the total
    ctypes.cast(state, ctypes.POINTER(ctypes.c_ulong))[0] = ctypes.sizeof(state)
    done = getattr(ctypes, "windll").kernel32.GlobalMemoryStatusEx(ctypes.byref(state))  # noqa: B009 - Windows only
    return int(state[1]) if done else _FALLBACK
