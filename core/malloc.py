"""The C library's memory: on Linux, freed blocks are kept for the next batch instead of given back each time."""

import ctypes
import functools
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_LARGEST = 2**31 - 1


@functools.cache
def keep_freed_memory() -> None:
    """Tell glibc to reuse large blocks.

    By default each activation of tens of megabytes is a fresh mapping that the kernel zeroes page by page; a
    forward pass of mobilenet_v2 at batch 32 spent a third of its processor time there. Other threads' arenas
    cannot hold such blocks, so all threads share the main one.
    """
    if not sys.platform.startswith("linux"):
        return
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallopt"):  # another C library than glibc
        return
    for option, value in ((_M_MMAP_THRESHOLD, _LARGEST), (_M_TRIM_THRESHOLD, _LARGEST), (_M_ARENA_MAX, 1)):
        library.mallopt(option, value)
