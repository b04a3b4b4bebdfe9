"""Tests of the real window: on an X display under a window manager, both of which the tests start themselves.

What the off-screen platform cannot show belongs here: pop-ups, frames and sizes of windows, where the focus goes, what
a real click hits. Everything else is quicker in `tests/gui`. To add a test, write it as there:

    def test_enter_presses_what_has_the_focus(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
        hands.click(window.rail.buttons["settings"])                    # the mouse, through the X server
        qtbot.waitUntil(lambda: window.current() == "settings")
        hands.press("ctrl+comma")                                       # keys by their X names, see `man xdotool`

`session`, `settings`, `folder`, `fill` and `opened` are those of `tests/gui`. Where no job has to run, import
`idle_session as session` from here: torch is not loaded then, and `fill_pages` gives every page something to show.

The screen has 1280×800 pixels; another one is asked for by `@pytest.mark.screen(1920, 1080, scale=2)`. Each screen
costs a process (about two seconds), a test on one that is there already costs what the test itself takes. What a key or
a click does arrives a moment later: wait for it with `qtbot.waitUntil`. Two clicks at one place within 400 ms are a
double click. Where Xvfb, openbox or xdotool are not installed the tests are skipped and say so.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui_app.app import Application, build_window
from gui_app.main_window import MainWindow
from gui_app.session import Session
from gui_app.settings import Settings
from tests.gui.conftest import collected_here, collector, fill, folder, look, no_message_box, opened, session, settings
from tests.gui.records import prediction, show_results, write_images
from tests.gui.standin import STAGES, IdleSession, index
from tests.window.desktop import act, missing
from tests.window.relay import CHANNEL, HERE, plugin

__all__ = ["collected_here", "collector", "fill", "folder", "look", "no_message_box", "opened", "session", "settings"]

PATIENCE_MS = 20_000


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(plugin(), "window-tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE) and missing():
            item.add_marker(pytest.mark.skip(reason=f"the tests of the real window need {missing()}"))


@pytest.fixture
def idle_session(qtbot: QtBot, settings: Settings) -> Iterator[IdleSession]:
    """A session that does everything but the jobs that load torch."""
    made = IdleSession(settings)
    yield made
    made.stop_all()
    qtbot.waitUntil(lambda: not made.busy, timeout=PATIENCE_MS)


def fill_pages(session: Session, root: Path) -> None:
    """Let a session show a folder, a network, and a run that was measured on pictures written to `root`."""
    names = [f"class {n}" for n in range(3)]
    session.index, session.stages, session.folder = index(), STAGES, "/images/blood-cells"
    session.index_changed.emit()
    session.stages_changed.emit()
    found = [prediction(path, names[n % 3], names[n % 2], names) for n, path in enumerate(write_images(root, 12))]
    show_results(session, root, found, names)
    session.predictions = tuple(found)
    session.predictions_changed.emit()


class Hands:
    """The mouse and the keyboard of the display; positions are those of the window's own pixels."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, *keys: str) -> None:
        """Press and release keys, one after the other: `press("Tab", "ctrl+Return")`."""
        act("key", "--delay", 0, *keys)

    def move(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Move the mouse over the middle of a widget, or over a point of it."""
        act("mousemove", *self._pixel(widget, at))

    def click(self, widget: QWidget, at: QPoint | None = None, *, times: int = 1, button: int = 1) -> None:
        """Click the middle of a widget, or a point of it; `button` 3 is the right one."""
        act("mousemove", *self._pixel(widget, at), "click", "--repeat", times, "--delay", 20, button)

    def _pixel(self, widget: QWidget, at: QPoint | None) -> tuple[int, int]:
        self._qtbot.waitUntil(lambda: _laid_out(widget), timeout=PATIENCE_MS)
        point = widget.mapToGlobal(at or widget.rect().center())
        ratio = widget.devicePixelRatioF()
        return round(point.x() * ratio), round(point.y() * ratio)


def _laid_out(widget: QWidget) -> bool:
    """Whether a widget can be hit: shown, and given its place."""
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    assert os.environ.get(CHANNEL), "a test of the real window ran in a process without a display"
    return Hands(qtbot)


@pytest.fixture
def program(qtbot: QtBot, session: Session) -> Iterator[Application]:
    """The application as the program makes it, with its window in front; its settings may be changed before."""
    made = build_window(session)
    with qtbot.waitActive(made.window, timeout=PATIENCE_MS):
        made.window.show()
    yield made
    made.retire()


@pytest.fixture
def window(program: Application, qtbot: QtBot) -> MainWindow:
    """The window of `program`, framed by the window manager and with the keyboard's focus."""
    made = program.window
    qtbot.waitUntil(lambda: made.frameGeometry() != made.geometry() and QApplication.activeWindow() is made,
                    timeout=PATIENCE_MS)
    return made
