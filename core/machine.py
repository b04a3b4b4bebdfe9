"""The process as heavy work wants it: freed memory is kept for the next batch, threads that wait let others work."""

import ctypes
import functools
import os
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_LARGEST = 2**31 - 1


@functools.cache
def prepare_process() -> None:
    """To be called before torch is imported: its threads read their manners then."""
    # By default a thread of torch that waits for the others turns on the spot. As soon as anything else wants a core
    # (our own decoding, a browser) all wait for one another: a forward pass of mobilenet_v2 took 2.5 s instead of
    # 0.23 s beside one busy process on two cores, and 0.8 s with threads that sleep. On an idle machine that costs
    # less than a tenth.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    _keep_freed_memory()


def _keep_freed_memory() -> None:
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
