"""Silence for the picture libraries: what they print or warn would reach the user's terminal."""

import contextlib
import ctypes
import functools
import logging
import os
import re
import threading
import warnings
from collections.abc import Iterator

from PIL import _imaging

_LIBRARIES = ("PIL", "pydicom", "pylibjpeg", "pillow_heif", "tifffile")
_MODULES = rf"({'|'.join(_LIBRARIES)})\b"
_IGNORED = ("ignore", None, Warning, re.compile(_MODULES), 0)
_FD_2 = threading.Lock()


def hush_libraries() -> None:
    """Keep their warnings and log lines from the terminal; every fault becomes a Problem anyway."""
    # Looked up at each read: whoever resets the filters (a test runner does) takes the rule away again.
    if _IGNORED not in warnings.filters:
        warnings.filterwarnings("ignore", module=_MODULES)
    _hush_logs()


@functools.cache
def _hush_logs() -> None:
    for name in _LIBRARIES:
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False


@contextlib.contextmanager
def hushed_libtiff() -> Iterator[None]:
    """Decode a TIFF without libtiff's complaints on file descriptor 2."""
    if _libtiff_is_mute():
        yield
    else:
        with _FD_2, _devnull_as_stderr():
            yield


@functools.cache
def _libtiff_is_mute() -> bool:
    # libtiff has one handler for the whole process; unset, it prints. Pillow links libtiff dynamically on
    # Linux and macOS, so that the look-up through its own module finds it; on Windows it is built in.
    try:
        library = ctypes.CDLL(_imaging.__file__)
        handlers = (library.TIFFSetErrorHandler, library.TIFFSetWarningHandler)
    except (OSError, AttributeError):
        return False
    for handler in handlers:
        handler.restype, handler.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
        handler(None)
    return True


@contextlib.contextmanager
def _devnull_as_stderr() -> Iterator[None]:
    # The second best: what another thread says on standard error meanwhile is lost as well.
    try:
        kept = os.dup(2)
    except OSError:  # a windowed program has no standard error
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
