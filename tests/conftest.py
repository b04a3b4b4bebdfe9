"""What holds for every test: no display, a private home, no thread left behind, no warning in the log."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Qt or torch is imported. One thread: the tensors are tiny, and threads of torch fight for the cores.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

PATIENCE = 5.0
"""Seconds in which a thread of the test may come to its end."""


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that no test reads or changes what belongs to the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("TORCH_HOME", "THAWLINE_CACHE", "THAWLINE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """A test ends what it starts: a thread of the engine, or any that would keep the program alive, fails it."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + PATIENCE
    for thread in set(threading.enumerate()) - before:
        if thread.name.startswith("thawline") or not thread.daemon:
            thread.join(max(0.0, end - time.monotonic()))
            if thread.is_alive():
                pytest.fail(f"the thread “{thread.name}” is still alive")


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test, unless the test asks for `caplog` and so looks at it itself."""
    kept, log = _Kept(), logging.getLogger("thawline")
    log.addHandler(kept)
    yield
    log.removeHandler(kept)
    if kept.records and "caplog" not in request.fixturenames:
        pytest.fail("unexpected in the log: " + "; ".join(r.getMessage() for r in kept.records))
