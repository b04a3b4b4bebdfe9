"""Thumbs: small pictures of image files, read by a few threads that live only while there is work."""

import logging
import queue
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.problems import Problem

log = logging.getLogger("thawline")

Key = tuple[str, int]
"""The path of a file, and the side of the square that its picture must fit in."""


@dataclass(frozen=True)
class Thumb:
    """A small upright picture: rows of RGB bytes without padding; or the code of what is wrong with the file."""

    path: str
    side: int
    width: int = 0
    height: int = 0
    pixels: bytes = b""
    code: str = ""
    details: dict[str, Any] = field(default_factory=dict)


class Thumbs:
    """Reads the pictures that are wanted now; the caller fetches what is done when it suits it."""

    def __init__(self, threads: int = 2) -> None:
        self._most = threads
        self._lock = threading.Lock()
        self._wanted: deque[Key] = deque()
        self._under_way: set[Key] = set()
        self._done: queue.SimpleQueue[Thumb] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def want(self, keys: Iterable[Key]) -> None:
        """Read these, in this order; what was wanted before and is not begun is forgotten."""
        with self._lock:
            self._wanted = deque(key for key in dict.fromkeys(keys) if key not in self._under_way)
            for _ in range(min(self._most - len(self._threads), len(self._wanted))):
                thread = threading.Thread(target=self._work, name="thawline-thumbs", daemon=True)
                self._threads.append(thread)
                thread.start()

    def take(self, most: int = 1000) -> list[Thumb]:
        """What has been read since the last call, at most so many."""
        taken: list[Thumb] = []
        while len(taken) < most and not self._done.empty():
            taken.append(self._done.get())
        with self._lock:
            self._under_way.difference_update((t.path, t.side) for t in taken)
        return taken

    @property
    def idle(self) -> bool:
        """Whether nothing is wanted, nothing is being read, and nothing waits to be taken."""
        with self._lock:
            return not self._wanted and not self._under_way

    def forget(self) -> None:
        """Forget what is wanted: every thread ends after the picture that it is at."""
        with self._lock:
            self._wanted.clear()

    def stop(self) -> None:
        """Forget what is wanted and wait until every thread has ended; `want` begins anew."""
        self.forget()
        with self._lock:
            threads = list(self._threads)
        for thread in threads:
            thread.join()

    def _work(self) -> None:
        while (key := self._next()) is not None:
            self._done.put(read_thumb(*key))

    def _next(self) -> Key | None:
        # The thread leaves the list in the same breath in which it finds no work: `want` never counts on one that ends.
        with self._lock:
            if not self._wanted:
                self._threads.remove(threading.current_thread())
                return None
            key = self._wanted.popleft()
            self._under_way.add(key)
            return key


def read_thumb(path: str, side: int) -> Thumb:
    """The picture of a file, no larger than `side`; never raises."""
    from core.data.image import read  # the window imports this module before it needs an image library

    try:
        image = read(path, at_least=side)
        image.thumbnail((side, side))
        return Thumb(path, side, image.width, image.height, image.tobytes())
    except Problem as problem:
        return Thumb(path, side, code=problem.code, details=problem.details)
    except Exception as error:  # noqa: BLE001 - one odd file must not end the thread that reads all others
        log.info("no thumbnail of %s: %s", path, error)
        return Thumb(path, side, code="image_damaged", details={"reason": str(error)})
