"""The demo and the self-test: the sample job through the real window, by clicks, from start to end."""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from core.events import Epoch
from core.problems import Problem, sentence
from core.recipe import Recipe, with_epochs
from gui_app.app import Application, build_window, make_app
from gui_app.session import Session
from gui_app.settings import Settings

PATIENCE_S = 300
THUMBNAILS_MS = 600
"""How long a page may fill itself before its picture is taken."""
SIZE = (1280, 800)


class Failure(Exception):  # noqa: N818 - what a step of the demo waited for in vain
    """A step did not come to its end."""


class Driver:
    """A user who clicks: finds buttons by name in the page that is shown, and waits for what follows."""

    def __init__(self, home: Path, say: Callable[[str], None]) -> None:
        make_app(sys.argv[:1])  # before the session: a timer needs the application
        settings = Settings(home / "settings" / "settings.json")
        settings.set("projects_folder", str(home / "projects"))
        settings.set("language", "en")
        settings.set("theme", "light")
        self.say = say
        self.session = Session(settings)
        self.whole: Application = build_window(self.session)
        self.whole.window.show()
        self.settle()
        # After it was shown: the window fits itself to the screen, which off screen is a small one.
        self.whole.window.resize(*SIZE)
        self.settle()

    @property
    def window(self) -> Any:
        return self.whole.window

    def page(self, key: str) -> QWidget:
        self.window.show_page(key)
        self.settle()
        found: QWidget = self.window.pages[key]
        return found

    def click(self, page: QWidget, name: str) -> None:
        button = page.findChild(QPushButton, name)
        if button is None or not button.isEnabled():
            raise Failure(f"the button {name} of the page {page.objectName()} cannot be pressed")
        button.click()
        self.settle()

    def settle(self) -> None:
        """Let everything that waits be painted and delivered."""
        loop = self.whole.app
        for _ in range(3):
            loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

    def wait(self, what: str, until: Callable[[], bool]) -> None:
        """Run the window until something holds. Raises Failure with the problem that stands in the way."""
        clock, loop, timer = QElapsedTimer(), QEventLoop(), QTimer()
        clock.start()

        def look() -> None:
            if until() or self.session.problem is not None or clock.elapsed() > PATIENCE_S * 1000:
                loop.quit()
        timer.timeout.connect(look)
        timer.start(20)
        if not until():
            loop.exec()
        if not until():
            problem = self.session.problem
            raise Failure(f"{what}: " + (str(problem) if problem else f"nothing came of it in {PATIENCE_S} s"))

    def open_sample(self, key: str) -> None:
        self.click(self.page("data"), f"sample_{key}")
        self.wait("the sample", lambda: self.session.index is not None and not self.session.busy)

    def close(self) -> None:
        self.window.close()
        self.wait("closing", lambda: not self.session.busy)


# --- the demo ------------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """`thawline demo [--out DIR]`. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="thawline demo", description="The sample job through the real window.")
    parser.add_argument("--out", default="demo", help="where the run, the report and the pictures go")
    out = Path(parser.parse_args(arguments).out).expanduser().resolve()
    offscreen_without_display()
    try:
        _demo(out)
    except Problem as problem:
        print(f"thawline: {problem.code}: {sentence(problem.code, problem.details)}", file=sys.stderr)
        return 2
    except Failure as failure:
        print(f"thawline: the demo failed: {failure}", file=sys.stderr)
        return 1
    return 0


def offscreen_without_display() -> bool:
    """Where there is no display, draw the window in memory. Returns whether that is so."""
    shown = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not shown:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return not shown


def _demo(out: Path) -> None:
    say = _say
    if (out / "run").exists():
        shutil.rmtree(out / "run")  # of an earlier demo
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="thawline-demo-") as home:
        driver = Driver(Path(home), say)
        try:
            _walk(driver, out)
        finally:
            driver.close()
    say(f"done: the run is in {out / 'run'}, the report in {out / 'report.html'}, a picture of each page beside it")


def _walk(driver: Driver, out: Path) -> None:
    session, say = driver.session, driver.say

    def picture(key: str, name: str = "") -> None:
        page = driver.page(key)
        clock = QElapsedTimer()
        clock.start()
        driver.wait("the thumbnails", lambda: clock.elapsed() > THUMBNAILS_MS)
        driver.window.grab().save(str(out / f"{name or key}.png"))
        assert page.isVisible()

    picture("data", "welcome")
    say("making the sample “Surface defects”")
    driver.open_sample("defects")
    picture("data")
    driver.page("model")
    driver.wait("the stages", lambda: bool(session.stages))
    picture("model")
    _train(driver, picture)
    picture("train")
    picture("results")
    say("predicting some of the images")
    driver.page("use")
    session.predict([str(p) for p in sorted(Path(session.folder).glob("*/00*.jpg"))[::5]])
    driver.wait("the predictions", lambda: bool(session.predictions) and not session.busy)
    picture("use")
    picture("runs")
    picture("settings")
    shutil.copytree(session.run_folder, out / "run", ignore=shutil.ignore_patterns(".*"))
    session.export("report", str(out / "report.html"))
    driver.wait("the report", lambda: bool(session.exported))


def _train(driver: Driver, picture: Callable[..., None]) -> None:
    session, say = driver.session, driver.say
    seen: set[int] = set()

    def tell() -> None:
        for epoch in session.history.epochs:
            if epoch.epoch not in seen:
                seen.add(epoch.epoch)
                say(_epoch(epoch, session.history.total_epochs))
    session.run_changed.connect(tell)
    page = driver.page("train")
    say("training; the frozen stages pass each image once")
    driver.click(page, "start")
    driver.wait("the first epoch", lambda: len(session.history.epochs) > 0)
    picture("train", "training")
    driver.wait("the end of the training", lambda: session.history.state == "finished" and not session.busy)
    accuracy = (session.report or {})["splits"]["validation"]
    say(f"validation accuracy {accuracy['accuracy']:.1%}, between {accuracy['accuracy_low']:.1%} "
        f"and {accuracy['accuracy_high']:.1%}")


def _epoch(epoch: Epoch, total: int) -> str:
    return (f"epoch {epoch.epoch} of {total}: loss {epoch.train['loss']:.3f}, "
            f"validation accuracy {epoch.validation['accuracy']:.1%}")


def _say(text: str) -> None:
    if sys.stdout is not None:
        print(text, flush=True)


# --- the self-test of a built program ------------------------------------------------------------


def self_test(out: Path) -> int:
    """Open, train, pause, continue, stop, predict; write self-test.json. Returns 0 when all of it worked.

    A built program has no terminal, so whatever there is to say goes into the file.
    """
    offscreen_without_display()
    out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    found: dict[str, Any] = {"ok": False, "steps": []}
    with tempfile.TemporaryDirectory(prefix="thawline-self-test-", ignore_cleanup_errors=True) as home:
        try:
            driver = Driver(Path(home), found["steps"].append)
            found["first_window_at"] = time.time()
            found["torch_before_window"] = "torch" in sys.modules
            _test(driver, found)
            driver.close()
            found["ok"] = True
        except Exception as fault:  # noqa: BLE001 - whatever it is, the file must tell it
            found["fault"] = f"{type(fault).__name__}: {fault}"
    found["seconds"] = time.monotonic() - began
    (out / "self-test.json").write_text(json.dumps(found, indent=1), "utf-8")
    return 0 if found["ok"] else 1


def _test(driver: Driver, found: dict[str, Any]) -> None:
    session = driver.session
    driver.open_sample("defects")
    found["steps"].append("sample opened")
    session.set_recipe(with_epochs(Recipe(weights="auto", early_stopping=False), 1000))
    driver.page("model")
    driver.wait("the stages", lambda: bool(session.stages))
    page = driver.page("train")
    driver.click(page, "start")
    driver.wait("an epoch", lambda: len(session.history.epochs) > 2)
    found["steps"].append("trained")
    driver.click(page, "pause")
    driver.wait("the pause", lambda: session.history.state == "paused")
    found["steps"].append("paused")
    held = len(session.history.epochs)
    driver.click(page, "pause")
    driver.wait("going on", lambda: len(session.history.epochs) > held + 1)
    found["steps"].append("continued")
    driver.click(page, "stop_keep")
    driver.wait("the stop", lambda: session.report is not None and not session.busy)
    found["steps"].append("stopped")
    found["accuracy"] = (session.report or {})["splits"]["validation"]["accuracy"]
    driver.page("use")
    session.predict([session.folder])
    driver.wait("the predictions", lambda: bool(session.predictions) and not session.busy)
    found["predicted"] = len(session.predictions)
    found["steps"].append("predicted")
