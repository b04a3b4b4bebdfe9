"""The watcher: looks for new and removed images while the window is the active one and nothing else goes on."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.data.index import Index
from core.events import Progress
from gui_app import watcher
from gui_app.session import Session
from gui_app.watcher import Watcher


@pytest.fixture
def looks(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one for each time that the session is asked to look."""
    found: list[int] = []
    monkeypatch.setattr(session, "look_for_news", lambda: found.append(len(found)))
    session.index = Index("/x", (), ())
    return found


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    monkeypatch.setattr(made, "isActiveWindow", lambda: True)
    monkeypatch.setattr(watcher, "AT_LEAST_MS", 0)
    return made


def test_it_looks_again_and_again(
        qtbot: QtBot, session: Session, window: QWidget, looks: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "EVERY_MS", 5)
    made = Watcher(session, window)
    qtbot.waitUntil(lambda: len(looks) >= 3)
    made.deleteLater()


def test_not_twice_in_a_moment(
        session: Session, window: QWidget, looks: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "AT_LEAST_MS", 60_000)
    made = Watcher(session, window)
    made.look()
    made.look()
    assert looks == [0]


@pytest.mark.parametrize("case", ["another window", "no folder", "reading", "training"])
def test_it_never_disturbs(
        session: Session, window: QWidget, looks: list[int], monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    if case == "another window":
        monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    elif case == "no folder":
        session.index = None
    elif case == "reading":
        session.works = {"scan": Progress("scan", 1, 2)}
    else:
        monkeypatch.setattr(Session, "training", True)
    Watcher(session, window).look()
    session.works = {}
    assert not looks


def test_a_slow_folder_is_left_alone_for_longer(
        qtbot: QtBot, session: Session, window: QWidget, looks: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "REST", 1_000_000)
    made = Watcher(session, window)

    def looking() -> None:
        looks.append(0)
        session.works = {"news": None}
    monkeypatch.setattr(session, "look_for_news", looking)
    made.look()
    began = watcher.QElapsedTimer()
    began.start()
    qtbot.waitUntil(lambda: began.elapsed() > 2)
    session.works = {}
    session.work_changed.emit()
    made.look()
    assert looks == [0], "it rests for many times what the look took"
