"""Thumbs: small pictures of image files, read by a few threads that live only while there is work."""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from core.data.stamps import state_of
from core.pixels import Pixels
from core.problems import Problem

if TYPE_CHECKING:
    from PIL.Image import Image

log = logging.getLogger("thawline")


class Key(NamedTuple):
    """The path of a file, and the side of the square that its picture must fit in.

    With a size: what a network of that size sees of it, see `read_seen`.
    """

    path: str
    side: int
    size: int = 0
    fit: str = ""
    pixels: Pixels = Pixels()


@dataclass(frozen=True)
class Thumb:
    """A small upright picture: rows of RGB bytes without padding; or the code of what is wrong with the file.

    `size`, `fit` and `read_as` as in its Key. `state` is that of the file when it was read, see `core.data.stamps`;
    with `unchanged` it is still the one that the caller has a picture of, and nothing was read.
    """

    path: str
    side: int
    width: int = 0
    height: int = 0
    pixels: bytes = b""
    code: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    size: int = 0
    fit: str = ""
    read_as: Pixels = Pixels()
    state: str = ""
    unchanged: bool = False

    @property
    def key(self) -> Key:
        """What it was asked for by."""
        return Key(self.path, self.side, self.size, self.fit, self.read_as)


class Thumbs:
    """Reads the pictures that are wanted now; the caller fetches what is done when it suits it."""

    def __init__(self, threads: int = 2) -> None:
        self._most = threads
        self._lock = threading.Lock()
        self._wanted: deque[Key] = deque()
        self._states: Mapping[Key, str] = {}
        self._under_way: set[Key] = set()
        self._done: queue.SimpleQueue[Thumb] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def want(self, keys: Iterable[Key | tuple[str, int]], states: Mapping[Key, str] | None = None) -> None:
        """Read these, in this order; what was wanted before and is not begun is forgotten.

        Those that the caller has already, of a file in the state of `states`, are read only if that is another now.
        """
        named = dict.fromkeys(Key(*key) for key in keys)
        with self._lock:
            self._states = dict(states or {})
            self._wanted = deque(key for key in named if key not in self._under_way)
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
            self._under_way.difference_update(t.key for t in taken)
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
        while (wanted := self._next()) is not None:
            key, had = wanted
            now = state_of(key.path) or ""
            if had and now == had:
                self._done.put(Thumb(key.path, key.side, size=key.size, fit=key.fit, read_as=key.pixels, state=now,
                                     unchanged=True))
                continue
            found = read_seen(*key) if key.size else read_thumb(key.path, key.side, key.pixels)
            self._done.put(replace(found, state=now))

    def _next(self) -> tuple[Key, str] | None:
        # The thread leaves the list in the same breath in which it finds no work: `want` never counts on one that ends.
        with self._lock:
            if not self._wanted:
                self._threads.remove(threading.current_thread())
                return None
            key = self._wanted.popleft()
            self._under_way.add(key)
            return key, self._states.get(key, "")


def read_thumb(path: str, side: int, pixels: Pixels = Pixels()) -> Thumb:
    """The picture of a file, no larger than `side`; never raises."""
    def whole() -> "Image":
        from core.data.image import read  # the window imports this module before it needs an image library

        return read(path, at_least=side, pixels=pixels)
    return _thumb(Key(path, side, pixels=pixels), whole)


def read_seen(path: str, side: int, size: int, fit: str, pixels: Pixels = Pixels()) -> Thumb:
    """What a network of `size` pixels sees of a file, fitted as in training, no larger than `side`; never raises."""
    def seen() -> "Image":
        from PIL.Image import fromarray

        from core.data.image import to_array

        return fromarray(to_array(path, size, fit, pixels=pixels))
    return _thumb(Key(path, side, size, fit, pixels), seen)


def _thumb(key: Key, made: Callable[[], "Image"]) -> Thumb:
    asked: dict[str, Any] = {"size": key.size, "fit": key.fit, "read_as": key.pixels}
    try:
        image = made()
        image.thumbnail((key.side, key.side))
        return Thumb(key.path, key.side, image.width, image.height, image.tobytes(), **asked)
    except Problem as problem:
        return Thumb(key.path, key.side, code=problem.code, details=problem.details, **asked)
    except Exception as error:  # noqa: BLE001 - one odd file must not end the thread that reads all others
        log.info("no thumbnail of %s: %s", key.path, error)
        return Thumb(key.path, key.side, code="image_damaged", details={"reason": str(error)}, **asked)
