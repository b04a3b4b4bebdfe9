"""Settings: one table, one small file that may be missing, damaged or read-only; and their page."""

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.data import kept
from core.data.shelf import open_shelf
from gui_app import theme
from gui_app.app import Application
from gui_app.pages import settings as page_module
from gui_app.pages.settings import SettingsPage
from gui_app.session import Session
from gui_app.settings import SETTINGS, Settings, config_file
from gui_app.widgets.page import Elided
from tests.gui.conftest import PATIENCE_MS


def test_defaults(tmp_path: Path) -> None:
    made = Settings(tmp_path / "none.json")
    assert made.get("theme") == "system"
    assert made.get("recent_folders") == []
    assert made.get("projects_folder").endswith("Thawline")
    assert not made.path.exists()


@pytest.mark.parametrize(("key", "value"), [
    ("theme", "dark"), ("language", "zh_CN"), ("projects_folder", "/x/é 图"), ("recent_folders", ["/a", "/b"])])
def test_kept_and_put_back(tmp_path: Path, key: str, value: object) -> None:
    made = Settings(tmp_path / "s.json")
    made.set(key, value)
    assert Settings(made.path).get(key) == value
    made.reset(key)
    assert json.loads(made.path.read_text("utf-8")) == {}


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "null", '{"theme": "pink", "recent_folders": [3], "old": 1}'])
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "s.json").write_text(text, "utf-8")
    made = Settings(tmp_path / "s.json")
    assert (made.get("theme"), made.get("recent_folders")) == ("system", [])


def test_an_unknown_key_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Settings(tmp_path / "s.json").get("colour")


def test_nothing_to_write_to_costs_only_the_setting(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    made = Settings(tmp_path / "file" / "s.json")
    made.set("theme", "dark")
    assert made.get("theme") == "dark"
    assert "not saved" in caplog.text


def test_the_environment_names_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAWLINE_CONFIG", str(tmp_path))
    assert config_file() == tmp_path / "settings.json"
    monkeypatch.delenv("THAWLINE_CONFIG")
    assert config_file().parts[-2:] == ("thawline", "settings.json")


def test_the_table_is_whole() -> None:
    assert len({row.key for row in SETTINGS}) == len(SETTINGS)
    for row in SETTINGS:
        assert row.title or row.kind == "hidden"
        assert not row.options or row.default in [value for value, _ in row.options]


# --- the page ------------------------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> SettingsPage:
    made = SettingsPage(session)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_drawing_the_page_changes_nothing(page: SettingsPage, session: Session) -> None:
    assert session.settings.get("theme") == "system"
    assert session.settings.get("language") == "system"


def test_the_theme_takes_effect_at_once(qtbot: QtBot, qapp: QApplication, session: Session) -> None:
    whole = Application(qapp, session)
    whole.window.show()
    whole.window.show_page("settings")
    picker = whole.window.findChild(QComboBox, "theme")
    assert picker is not None
    picker.setFocus()
    for _ in range(2):
        qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert session.settings.get("theme") == "dark"
    assert theme.colours() is theme.DARK
    whole.retire()


def test_the_projects_folder_can_be_changed(
        qtbot: QtBot, page: SettingsPage, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "choose_folder", lambda *args: str(tmp_path / "elsewhere"))
    qtbot.mouseClick(page.findChild(QPushButton, "projects_folder_change"), Qt.MouseButton.LeftButton)
    assert session.home == str(tmp_path / "elsewhere")
    shown = page.findChild(Elided, "projects_folder")
    assert shown is not None
    assert shown.whole() == session.home


def test_it_says_what_the_computer_has(qtbot: QtBot, page: SettingsPage, session: Session) -> None:
    qtbot.waitUntil(lambda: session.device is not None, timeout=3 * PATIENCE_MS)
    shown = page.findChild(Elided, "fact_device")
    assert shown is not None
    assert session.device is not None
    assert session.device.device in shown.whole()


def test_versions_are_told(page: SettingsPage) -> None:
    text = page.findChild(QLabel, "versions").text()  # type: ignore[union-attr]
    assert "torch" in text
    assert "PySide6" in text


def test_what_is_kept_is_shown_bounded_and_cleared(qtbot: QtBot, session: Session) -> None:
    shelf = open_shelf({"kind": "features", "title": "cats"}, 10_000, [str(n) for n in range(50)])
    assert shelf is not None
    for n in range(50):
        shelf.put(str(n), np.full(10_000, n, np.uint8))
    shelf.close()
    page = SettingsPage(session)
    qtbot.addWidget(page)
    page.show()
    shown, clear = page.findChild(Elided, "kept_features"), page.findChild(QPushButton, "kept_clear")
    qtbot.waitUntil(lambda: "cats" in shown.whole() and clear.isEnabled(), timeout=PATIENCE_MS)
    assert page.findChild(Elided, "kept_images").whole() == "nothing"
    most = page.findChild(QComboBox, "kept_limit")
    most.setCurrentIndex(most.findData(2 * 10**9))
    most.activated.emit(most.currentIndex())
    qtbot.waitUntil(lambda: session.kept_limit == 2 * 10**9 and clear.isEnabled(), timeout=PATIENCE_MS)
    assert kept.limit() == 2 * 10**9
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.whole() == "nothing", timeout=PATIENCE_MS)
    assert kept.facts() == []
