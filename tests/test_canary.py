"""The Qt binding must not lose references to None: 6.12.0 did in every void call, until the interpreter aborted."""

import sys

from PySide6.QtCore import QObject, QPoint
from pytestqt.qtbot import QtBot

CALLS = 1000


def test_void_calls_keep_none(qtbot: QtBot) -> None:
    thing, point = QObject(), QPoint()
    thing.setObjectName("warm")  # the first call makes what later calls keep
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.blockSignals(False)
        thing.setObjectName("canary")
        point.setX(1)
    lost = before - sys.getrefcount(None)
    # From Python 3.12 on None is immortal and its count stands still.
    assert lost < CALLS / 10
