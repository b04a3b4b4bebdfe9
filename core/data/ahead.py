"""Work done ahead of its use: a few threads, a bounded number of results in waiting, the order kept."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


def threads_for_decoding() -> int:
    """As many as there are cores, within reason; decoding leaves Python's lock."""
    return max(1, min(8, os.cpu_count() or 1))


def ahead(work: Callable[[T], U], things: Iterable[T], *, threads: int, waiting: int) -> Iterator[U]:
    """`map(work, things)`, with up to `waiting` results made before they are asked for.

    Closing the iterator ends the threads; what they are at is finished, the rest is dropped.
    """
    pool = ThreadPoolExecutor(threads, thread_name_prefix="thawline-ahead")
    queue: deque[Future[U]] = deque()
    try:
        for thing in things:
            queue.append(pool.submit(work, thing))
            if len(queue) >= waiting:
                yield queue.popleft().result()
        while queue:
            yield queue.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
