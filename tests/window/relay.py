"""Relay: runs tests in a second pytest, which lives on a display of its own, and hands its reports on.

A QApplication is for one platform and one scale; a process that draws off screen can never open a real window. So each
test of this folder is sent to a process whose QApplication was made for the screen that the test asks for. That process
is kept for the next test.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.window.desktop import Desktop

HERE = Path(__file__).parent
CHANNEL = "THAWLINE_WINDOW_TESTS"
"""The variable that names the channel to the parent; it is set in the second pytest only."""
TIMEOUT_S = 100


class Screen(NamedTuple):
    """What the mark `screen` asks for: pixels, and how many of them make one of the window's."""

    width: int = 1280
    height: int = 800
    scale: float = 1.0


class Remote:
    """A second pytest on a desktop of its own."""

    def __init__(self, screen: Screen) -> None:
        self._desktop = Desktop((screen.width, screen.height))
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        mine, its = socket.socketpair()
        self._lines = mine.makefile("rw", encoding="utf-8")
        environment = self._desktop.environment | {
            "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": str(screen.scale), CHANNEL: str(its.fileno())}
        for name in ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "WAYLAND_DISPLAY"):
            environment.pop(name, None)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-o", "addopts=--import-mode=importlib -p no:cacheprovider",
             "-o", f"timeout={TIMEOUT_S}", "-p", "no:xdist", str(HERE)],
            cwd=HERE.parents[1], env=environment, stdin=subprocess.DEVNULL, stdout=self._said, stderr=self._said,
            pass_fds=(its.fileno(),))
        its.close()
        mine.close()

    def run(self, name: str) -> list[dict[str, Any]]:
        """The reports of one test, as data. Raises EOFError, with what it said last, when the process died."""
        try:
            print(name, file=self._lines, flush=True)
            line = self._lines.readline()
        except OSError:
            line = ""
        if not line:
            self._process.wait()
            self._said.seek(0)
            raise EOFError(self._said.read().decode("utf-8", "replace")[-6000:])
        reports: list[dict[str, Any]] = json.loads(line)
        return reports

    def close(self) -> None:
        self._lines.close()  # the end of what it reads
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()
        self._desktop.close()


class Sender:
    """The plugin of the first pytest: sends each test of this folder to the Remote for its screen."""

    def __init__(self) -> None:
        self._remotes: dict[Screen, Remote] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        if not item.path.is_relative_to(HERE) or item.get_closest_marker("skip"):
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in self._reports(item):
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def _reports(self, item: pytest.Item) -> list[pytest.TestReport]:
        mark = item.get_closest_marker("screen")
        screen = Screen(*mark.args, **mark.kwargs) if mark else Screen()
        try:
            if screen not in self._remotes:
                self._remotes[screen] = Remote(screen)
            data = self._remotes[screen].run(item.nodeid)
        except (EOFError, RuntimeError, pytest.fail.Exception) as error:
            if screen in self._remotes:
                self._remotes.pop(screen).close()
            told = f"the process of the window: {error}"
            return [pytest.TestReport(item.nodeid, item.location, {}, "failed", told, "call")]
        hook = item.config.hook.pytest_report_from_serializable
        return [hook(config=item.config, data=_as_sent(d)) for d in data]

    def pytest_unconfigure(self) -> None:
        while self._remotes:
            self._remotes.popitem()[1].close()


def _as_sent(report: dict[str, Any]) -> dict[str, Any]:
    """JSON has no tuples, and pytest wants one where a test was skipped."""
    reason = report["longrepr"]
    return report | {"longrepr": tuple(reason) if isinstance(reason, list) else reason}


class Receiver:
    """The plugin of the second pytest: runs what it is told to, until there is nothing more to read."""

    def __init__(self, channel: int) -> None:
        self._socket = socket.socket(fileno=channel)
        self._reports: list[pytest.TestReport] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        tests = {item.nodeid: item for item in session.items}
        with self._socket, self._socket.makefile("rw", encoding="utf-8") as lines:
            for line in lines:
                self._reports.clear()
                item = tests[line.rstrip("\n")]
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                hook = item.config.hook.pytest_report_to_serializable
                print(json.dumps([hook(config=item.config, report=r) for r in self._reports]), file=lines, flush=True)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._reports.append(report)


def plugin() -> Sender | Receiver:
    """What this process has to do with the tests of this folder."""
    channel = os.environ.get(CHANNEL)
    return Receiver(int(channel)) if channel else Sender()
