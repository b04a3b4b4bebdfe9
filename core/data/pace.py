"""Pace: progress said often enough to be seen moving and rarely enough to cost nothing."""

import time

from core.events import Emit, Progress

_SECONDS = 0.05


class Pace:
    """Says Progress of one piece of work: its start, its end, and at most 20 times a second between."""

    def __init__(self, what: str, total: int, emit: Emit) -> None:
        self._what, self._total, self._emit = what, total, emit
        self._done, self._last = 0, time.monotonic()
        emit(Progress(what, 0, total))

    def step(self, count: int = 1) -> None:
        self._done += count
        now = time.monotonic()
        if now - self._last >= _SECONDS or self._done == self._total:
            self._last = now
            self._emit(Progress(self._what, self._done, self._total))
