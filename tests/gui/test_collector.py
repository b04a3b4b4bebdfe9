"""Cycles are broken up in the window's thread, whatever thread made them."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from gui_app.collector import Collector


class Ring:
    def __init__(self) -> None:
        self.itself = self


def test_other_threads_never_collect(qtbot: QtBot, collector: Collector) -> None:
    assert not gc.isenabled()
    ended: list[threading.Thread] = []
    ring = Ring()
    gone = weakref.finalize(ring, lambda: ended.append(threading.current_thread()))
    del ring

    def make_much() -> None:
        rings = [Ring() for _ in range(50_000)]
        assert rings
        del rings
    thread = threading.Thread(target=make_much)
    thread.start()
    thread.join()
    assert gone.alive, "the other thread had every reason to collect"
    qtbot.waitUntil(lambda: not gone.alive, timeout=5000)
    assert ended == [threading.main_thread()]
