"""Devices: which one does the work and why; none is believed before a real kernel ran on it."""

import contextlib
import ctypes
import os
import platform
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from core.choice import N_
from core.facts import DeviceFacts
from core.problems import Problem


def choose(asked: str = "auto") -> DeviceFacts:
    """The device for "auto", "cpu", "cuda", "cuda:1" or "mps".

    Raises Problem `device_missing` when the one asked for does not compute; "auto" always finds one.
    """
    asked = asked.strip().lower() or "auto"
    if asked == "cpu":
        return _cpu(N_("reason", "it was asked for"))
    if asked != "auto":
        fault = _fault(asked)
        if fault:
            raise Problem("device_missing", device=asked, reason=fault)
        return _facts(asked, N_("reason", "it was asked for and computes correctly"))
    faults = {}
    for kind, found in (("cuda", N_("reason", "the GPU was found and computes correctly")),
                        ("mps", N_("reason", "the Apple GPU was found and computes correctly"))):
        faults[kind] = _fault(kind)
        if not faults[kind]:
            return _facts(kind, found)
    if sys.platform == "darwin":
        return _cpu(faults["mps"])
    return _cpu(faults["cuda"])


def _fault(device: str) -> str:
    """Why a device cannot be used; empty when it computes what the CPU computes."""
    kind, _, number = device.partition(":")
    if kind not in ("cuda", "mps") or (number and not (kind == "cuda" and number.isdigit())):
        return N_("reason", "Thawline does not know it")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            if kind == "mps":
                return "" if torch.backends.mps.is_available() and _agrees(device) else _no_mps()
            if not torch.cuda.is_available():
                return _no_cuda([str(w.message) for w in said])
            count = torch.cuda.device_count()
            if number and int(number) >= count:
                return f"there are {count} GPUs, counted from 0"
            return "" if _agrees(device) else N_("reason", "the GPU computes wrongly")
        except Exception as error:  # noqa: BLE001 - drivers fail in many ways, and none may end the program
            return f"the GPU failed: {_first_line(str(error)) or type(error).__name__}"


def _no_mps() -> str:
    return N_("reason", "no Apple GPU that computes correctly was found")


def _no_cuda(said: list[str]) -> str:
    if torch.version.cuda is None and torch.version.hip is None:
        return N_("reason", "this build of PyTorch is for the CPU only")
    drivers = [_first_line(text) for text in said if "CUDA" in text or "driver" in text]
    return f"no GPU can be used: {drivers[0]}" if drivers else N_("reason", "no GPU was found")


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0][:160].rstrip(".")


def _agrees(device: str) -> bool:
    """Whether a convolution and a matrix product there give what the CPU gives (half precision would do)."""
    generator = torch.Generator().manual_seed(0)
    images, kernel = torch.randn(2, 3, 16, 16, generator=generator), torch.randn(8, 3, 3, 3, generator=generator)
    matrix = torch.randn(8, 8, generator=generator)

    def work(place: str) -> Tensor:
        maps = functional.conv2d(images.to(place), kernel.to(place), padding=1)
        return (maps.mean((2, 3)) @ matrix.to(place)).cpu()

    here = work("cpu")
    return bool((work(device) - here).abs().max() <= 0.02 * here.abs().max())


# --- use ------------------------------------------------------------------------------------------


def to_device(tensor: Tensor, device: torch.device) -> Tensor:
    """A tensor of the CPU on the device; to a GPU it is under way while the caller goes on."""
    if device.type == "cuda" and tensor.device.type == "cpu":
        return tensor.pin_memory().to(device, non_blocking=True)
    return tensor.to(device)


def seed(device: torch.device, number: int) -> None:
    """What the device's own generator draws from now on. `torch.manual_seed` asks every kind of device: 0.3 ms."""
    if device.type == "cuda":
        torch.cuda.manual_seed(number)
    elif device.type == "mps":
        torch.mps.manual_seed(number)
    else:
        torch.default_generator.manual_seed(number)


def out_of_memory(error: BaseException) -> bool:
    """Whether a device, or the machine, had no more memory to give."""
    said = str(error)
    return isinstance(error, torch.OutOfMemoryError | MemoryError) or (
        isinstance(error, RuntimeError) and ("not enough memory" in said or "can't allocate memory" in said))


def give_back(device: torch.device) -> None:
    """After memory ran out: what lies unused goes back, so that smaller pieces find room."""
    if device.type == "cuda":
        torch.cuda.empty_cache()


def within_memory(work: Callable[[Tensor], Tensor], batch: Tensor) -> Tensor:
    """`work(batch)`, a row for each of the batch; in halves where the memory does not suffice for all at once."""
    try:
        return work(batch)
    except (RuntimeError, MemoryError) as error:
        if len(batch) < 2 or not out_of_memory(error):
            raise
    give_back(batch.device)  # outside the handler, whose error still held the tensors
    half = len(batch) // 2
    return torch.cat([within_memory(work, batch[:half]), within_memory(work, batch[half:])])


def memory_format(device: torch.device) -> torch.memory_format:
    """How pictures lie in the device's memory where convolutions are fastest.

    With the channels last, mobilenet_v2 trained 1.3 times and resnet18 1.1 times as fast on a CPU; networks without
    convolutions do not mind. Apple's GPUs have no kernels for it.
    """
    return torch.contiguous_format if device.type == "mps" else torch.channels_last


# --- facts ----------------------------------------------------------------------------------------


def _facts(device: str, reason: str) -> DeviceFacts:
    if device.startswith("cuda"):
        known = torch.cuda.get_device_properties(torch.device(device if ":" in device else "cuda:0"))
        # Before Ampere bfloat16 is emulated, slowly.
        half = "bfloat16" if torch.version.hip is not None or known.major >= 8 else "float16"
        return DeviceFacts(device, known.name, reason, half, known.total_memory)
    return DeviceFacts(device, _processor(), reason, "float32", memory())


def _cpu(reason: str) -> DeviceFacts:
    return DeviceFacts("cpu", _processor(), reason, "float32", memory())


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine() or "CPU"


def memory() -> int:
    """The machine's main memory in bytes; 0 when it cannot be told."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return 0


def _windows_memory() -> int:
    status = (ctypes.c_ulonglong * 8)()
    ctypes.cast(status, ctypes.POINTER(ctypes.c_ulong))[0] = ctypes.sizeof(status)  # dwLength, then dwMemoryLoad
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name exists on Windows only
    return int(status[1]) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else 0  # ullTotalPhys
