"""Collector: Python's cycle collector, kept to the window's thread."""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 250
FULL_EVERY = 240
"""Looks between two collections of everything: one a minute."""


class Collector(QObject):
    """Takes the place of Python's automatic collection, which runs in whatever thread happens to allocate.

    A cycle that holds a widget must not be broken up by an engine's thread: Qt's objects may be destroyed in the
    thread that they live in only, and elsewhere that can lock both threads up for good.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what the imports made stays for good and need not be looked at again
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._looks += 1
        if self._looks % FULL_EVERY == 0:
            gc.collect()
            return
        young, middle, _ = gc.get_count()
        limit, limit_of_middle, _ = gc.get_threshold()
        if young > limit:
            gc.collect(1 if middle > limit_of_middle else 0)
