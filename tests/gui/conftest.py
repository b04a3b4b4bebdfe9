"""What the tests of the window share: the look, private settings, a real session, a window, small folders of images."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui_app import theme
from gui_app.collector import Collector
from gui_app.main_window import MainWindow
from gui_app.session import Session
from gui_app.settings import Settings

COLOURS = {"blue": (40, 80, 200), "green": (50, 170, 70), "red": (200, 60, 50)}
PATIENCE_MS = 20_000

Fill = Callable[[str, dict[str, int]], Path]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """Every test starts with the light look and plain English numbers."""
    QLocale.setDefault(QLocale("en_US"))
    if theme.asked() != "light":
        theme.apply(qapp, "light")


@pytest.fixture(scope="session")
def collector(qapp: QApplication) -> Collector:
    return Collector(qapp)


@pytest.fixture(autouse=True)
def collected_here(collector: Collector) -> Iterator[None]:
    """As in the program, no other thread destroys a widget; what a test leaves goes with it."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def no_message_box(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may block the window; what has to be asked is asked inside it."""
    def refuse(*args: object) -> None:
        pytest.fail("a message box was opened")
    for name in ("exec", "open", "critical", "warning", "information", "question"):
        monkeypatch.setattr(QMessageBox, name, refuse)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(tmp_path / "config" / "settings.json")
    made.set("projects_folder", str(tmp_path / "projects"))
    return made


@pytest.fixture
def session(qtbot: QtBot, settings: Settings) -> Iterator[Session]:
    """A real session; its jobs are stopped at the end."""
    made = Session(settings)
    yield made
    made.stop_all()
    qtbot.waitUntil(lambda: not made.busy, timeout=PATIENCE_MS)
    made.mailbox.setParent(None)
    made.mailbox.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Makes a folder of different small images: `fill("data", {"cats": 8, "train/dogs": 8})`."""
    def make(name: str, counts: dict[str, int]) -> Path:
        for place, (folder, count) in enumerate(counts.items()):
            (tmp_path / name / folder).mkdir(parents=True)
            for n in range(count):
                tint = tuple((c + 3 * n) % 256 for c in list(COLOURS.values())[place % 3])
                Image.new("RGB", (32, 32), tint).save(tmp_path / name / folder / f"{n}.png")
        return tmp_path / name
    return make


@pytest.fixture
def folder(fill: Fill) -> Path:
    """Three classes of eight images, told apart by their colour."""
    return fill("colours", dict.fromkeys(COLOURS, 8))


Open = Callable[[Path], None]


@pytest.fixture
def opened(qtbot: QtBot, session: Session) -> Open:
    """Opens a folder and waits until its files have been read."""
    def open_it(path: Path) -> None:
        session.open_folder(str(path))
        qtbot.waitUntil(lambda: not session.reading, timeout=PATIENCE_MS)
    return open_it
