"""Run: one job on one thread, with a gate to pause, continue and stop it."""

import logging
import os
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.events import Began, Continued, Emit, Failed, Finished, Paused, Stopped
from core.machine import prepare_process
from core.problems import Problem

log = logging.getLogger("thawline")
log.addHandler(logging.NullHandler())  # whoever wants to read along adds a handler; nothing goes to a terminal


class Stop(Exception):  # noqa: N818 - not an error: the user asked for it
    """Raised by the gate in the job's thread when the user has asked to stop."""


class Gate:
    """The job calls `gate()` between batches; pause, resume and stop are the caller's side."""

    def __init__(self) -> None:
        self._open, self._stop = threading.Event(), False
        self._open.set()
        self.emit: Emit = lambda event: None

    def __call__(self) -> None:
        if not self._open.is_set():
            self.emit(Paused())
            self._open.wait()
            if not self._stop:
                self.emit(Continued())
        if self._stop:
            raise Stop

    @property
    def paused(self) -> bool:
        return not self._open.is_set()

    @property
    def stopping(self) -> bool:
        return self._stop

    def pause(self) -> None:
        self._open.clear()

    def resume(self) -> None:
        self._open.set()

    def stop(self) -> None:
        """Ask the job to stop at its next look, also from a pause."""
        self._stop = True
        self._open.set()


Job = Callable[[Emit, Gate], Any]
"""A job does its work, says events, looks at the gate, and returns its result."""


class Run:
    """One job on one thread. The last event is Finished, Stopped or Failed, and never missing."""

    def __init__(self, job: Job, emit: Emit, *, name: str, folder: str = "") -> None:
        self.name, self.folder = name, folder
        self.gate = Gate()
        self.result: Any = None
        self.failure: BaseException | None = None
        self._job, self._emit = job, emit
        self._thread = threading.Thread(target=self._work, name=f"thawline-{name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self, seconds: float | None = None) -> None:
        self._thread.join(seconds)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def _work(self) -> None:
        _yield_to_the_window()
        self.run_here()

    def run_here(self) -> None:
        """Do the job in the caller's thread: the command line's way."""
        prepare_process()
        began, self.gate.emit = time.monotonic(), self._emit
        self._emit(Began(self.name, time.time()))
        try:
            self.result = self._job(self._emit, self.gate)
            if not isinstance(self.result, Finished):
                self._emit(Finished(self.folder, time.monotonic() - began))
            else:
                self._emit(self.result)
        except Stop as stop:
            # Without its traceback: the frames would keep the data, the network and the loader's threads alive.
            self.failure = stop.with_traceback(None)
            self._emit(Stopped(self.folder, time.monotonic() - began))
        except Problem as problem:
            self.failure = problem.with_traceback(None)
            self._emit(Failed(problem.code, problem.details, self.folder))
        except Exception as error:  # noqa: BLE001 - whatever it is, the user must hear of it
            path = save_report(error, self.folder)
            self.failure = error.with_traceback(None)
            details = {"reason": f"{type(error).__name__}: {error}", "path": str(path)}
            self._emit(Failed("unexpected", details, self.folder))


def save_report(error: BaseException, folder: str) -> Path:
    """Write the traceback to a file of the run's folder, or of the temporary one; return its path."""
    text = "".join(traceback.format_exception(error))
    log.error("unexpected fault\n%s", text)
    for place in (folder, tempfile.gettempdir()):
        if place and os.path.isdir(place):
            path = Path(place) / "fault.txt"
            try:
                path.write_text(text, "utf-8")
            except OSError:
                continue
            return path
    return Path()


def _yield_to_the_window() -> None:
    # Where the system knows priorities of threads, the window's events go first.
    if hasattr(os, "setpriority") and os.uname().sysname == "Linux":
        try:
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 5)
        except OSError:
            log.info("thread priority could not be lowered")
