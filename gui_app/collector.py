"""Collector: Python's cycle collector, kept to the window's thread."""

import gc
import time

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 500
FULL_EVERY_S = 60.0
SHARE = 0.02
"""Of the thread's time that collecting may take: while a large folder is read there is much to look at."""


class Collector(QObject):
    """Takes the place of Python's automatic collection, which runs in whatever thread happens to allocate.

    A cycle that holds a widget must not be broken up by an engine's thread: Qt's objects may be destroyed in the
    thread that they live in only, and elsewhere that can lock both threads up for good.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what the imports made stays for good and need not be looked at again
        self._next, self._full = 0.0, time.monotonic() + FULL_EVERY_S
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        began = time.monotonic()
        young, middle, _ = gc.get_count()
        limit, limit_of_middle, _ = gc.get_threshold()
        if began < self._next or young <= limit:
            return
        if began >= self._full:
            gc.collect()
            self._full = time.monotonic() + FULL_EVERY_S
        else:
            gc.collect(1 if middle > limit_of_middle else 0)
        now = time.monotonic()
        self._next = now + (now - began) / SHARE
