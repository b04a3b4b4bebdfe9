"""Mailbox: the one road from engine threads to Qt."""

import queue

from PySide6.QtCore import QObject, QTimer, Signal

from core.events import Event

LOOK_EVERY_MS = 33


class Mailbox(QObject):
    """Events wait in a queue; a timer hands all that came since its last look to `arrived`, in order."""

    arrived = Signal(object)
    """A list of (name of the sender, Event)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[tuple[str, Event]] = queue.SimpleQueue()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.drain)
        self._timer.start()

    def post(self, sender: str, event: Event) -> None:
        """From any thread; touches no Qt object."""
        self._queue.put((sender, event))

    def drain(self) -> None:
        """By the timer; by hand in tests."""
        letters = []
        while not self._queue.empty():
            letters.append(self._queue.get())
        if letters:
            self.arrived.emit(letters)
