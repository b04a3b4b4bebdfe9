"""Meter: how long work on a device takes, how many bytes its tensors take, and how many the process has in use."""

import contextlib
import ctypes
import statistics
import sys
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves


@dataclass(frozen=True)
class Watch:
    """Times work on a device to its end; `gate` is looked at between two times."""

    device: torch.device
    gate: Callable[[], None]

    @contextlib.contextmanager
    def timed(self, seconds: list[float]) -> Iterator[None]:
        """Add the seconds of what is done inside."""
        _wait(self.device)
        began = time.perf_counter()
        yield
        _wait(self.device)
        seconds.append(time.perf_counter() - began)

    def median(self, work: Callable[[], Any], seconds: float = 0.08, most: int = 25) -> float:
        """Seconds of some work, the first time left out: done three times at least, for so long at most."""
        work()
        times: list[float] = []
        while len(times) < 3 or (len(times) < most and sum(times) < seconds):
            self.gate()
            with self.timed(times):
                work()
        return statistics.median(times)


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()


# --- bytes -----------------------------------------------------------------------------------------


class Meter(Protocol):
    """Bytes that tensors take, and the most that they took, between entering and leaving."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: Any) -> None: ...

    def start(self) -> int:
        """Look for the most from here on. Returns the bytes in use now."""

    def now(self) -> int: ...

    def most(self) -> int: ...


def meter(device: torch.device, known: Iterable[Tensor]) -> Meter:
    """A meter for a device; the tensors `known` do not count."""
    return _Allocator(device) if device.type == "cuda" else _Storages(known)


class _Allocator:
    """What the GPU's own allocator counts, its kernels' scratch memory included."""

    def __init__(self, device: torch.device) -> None:
        self._device = device

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: Any) -> None:
        return None

    def start(self) -> int:
        torch.cuda.synchronize(self._device)
        torch.cuda.reset_peak_memory_stats(self._device)
        return self.now()

    def now(self) -> int:
        return torch.cuda.memory_allocated(self._device)

    def most(self) -> int:
        return torch.cuda.max_memory_allocated(self._device)


class _Storages(TorchDispatchMode):
    """Every storage that an operation makes, until it is gone: elsewhere nobody counts."""

    def __init__(self, known: Iterable[Tensor]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._now = self._most = 0
        self._there: dict[int, Any] = {t.untyped_storage()._cdata: None for t in known}

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = function(*args, **(kwargs or {}))
        for leaf in tree_leaves(made):
            if isinstance(leaf, Tensor):
                self._see(leaf.untyped_storage())
        return made

    def _see(self, storage: torch.UntypedStorage) -> None:
        key, size = storage._cdata, storage.nbytes()
        if key in self._there:
            return

        def gone(reference: Any) -> None:
            del self._there[key]
            self._now -= size
        self._there[key] = weakref.ref(storage, gone)
        self._now += size
        self._most = max(self._most, self._now)

    def start(self) -> int:
        self._most = self._now
        return self._now

    def now(self) -> int:
        return self._now

    def most(self) -> int:
        return self._most


# --- the process -----------------------------------------------------------------------------------


def memory_in_use() -> int:
    """Bytes that this process has for itself, without freed blocks that its next allocations will take."""
    if sys.platform == "win32":
        return _committed()
    if sys.platform != "linux":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = Path("/proc/self/status").read_text("ascii")
    anonymous = next((line for line in status.splitlines() if line.startswith("RssAnon:")), "RssAnon: 0 kB")
    return max(0, 1024 * int(anonymous.split()[1]) - _freed())


class _Mallinfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]


def _freed() -> int:
    """Bytes of freed blocks that the C library keeps; 0 where it does not say."""
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        return 0
    library.mallinfo2.restype = _Mallinfo
    return int(library.mallinfo2().fordblks)


def _committed() -> int:
    """Windows: bytes that the process has committed."""
    # PROCESS_MEMORY_COUNTERS: two 32-bit numbers, then eight of the size of a pointer; the last but one is what
    # the process has committed now.
    state = (ctypes.c_size_t * 9)()
    ctypes.cast(state, ctypes.POINTER(ctypes.c_uint32))[0] = ctypes.sizeof(state)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name exists on Windows only
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    done = kernel.K32GetProcessMemoryInfo(
        ctypes.c_void_p(kernel.GetCurrentProcess()), ctypes.byref(state), ctypes.sizeof(state))
    return int(state[7]) if done else 0
