"""A folder that may be meant in several ways, in the real window: what is said of it, and the other way in a click."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui_app.main_window import MainWindow
from gui_app.pages.data import DataPage
from gui_app.session import Session
from gui_app.widgets.source_panel import SourcePanel
from tests.core.conftest import picture
from tests.gui.conftest import PATIENCE_MS, Open

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow) -> DataPage:
    found = window.pages["data"]
    assert isinstance(found, DataPage)
    return found


def images(folder: Path, *places: str, each: int = 2) -> Path:
    seed = 0
    for place in places:
        (folder / place).mkdir(parents=True)
        for n in range(each):
            picture(seed := seed + 1, (40 + 9 * seed % 200, 90, 160)).save(folder / place / f"{n}.png")
    return folder


def rest(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.busy and session.index is not None and session.index.looked_at,
                    timeout=PATIENCE_MS)


def link(page: DataPage, remedy: str) -> QPushButton | None:
    return next((one for one in page.findChildren(QPushButton) if one.objectName().startswith(f"{remedy}_")
                 and one.isVisible()), None)


def press(qtbot: QtBot, page: DataPage, remedy: str) -> None:
    qtbot.waitUntil(lambda: link(page, remedy) is not None, timeout=PATIENCE_MS)
    found = link(page, remedy)
    assert found is not None
    assert found.accessibleName()
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Space)


def codes(session: Session) -> set[str]:
    assert session.index is not None
    return {one.code for one in session.index.findings}


@pytest.fixture
def domains(tmp_path: Path) -> Path:
    return images(tmp_path / "styles", *(f"{style}/{name}" for style in ("art", "photo")
                                         for name in ("dog", "fox", "hen")))


def test_the_other_level_is_one_click_away(
        qtbot: QtBot, page: DataPage, session: Session, domains: Path, opened: Open) -> None:
    opened(domains)
    rest(qtbot, session)
    assert session.index is not None
    assert session.index.classes == ("dog", "fox", "hen")
    assert any("inner folders" in one.text() for one in page.findChildren(QLabel) if one.isVisible())
    press(qtbot, page, "outer_classes")
    rest(qtbot, session)
    assert session.index.classes == ("art", "photo")
    assert "levels_inner" not in codes(session), "whoever has chosen is not asked again"
    opened(domains)
    rest(qtbot, session)
    assert session.index.classes == ("art", "photo")


def test_the_other_folders_are_kept_together(
        qtbot: QtBot, page: DataPage, session: Session, domains: Path, opened: Open) -> None:
    opened(domains)
    rest(qtbot, session)
    press(qtbot, page, "bind_folders")
    qtbot.waitUntil(lambda: session.sharing.together == "subfolder", timeout=PATIENCE_MS)
    rest(qtbot, session)
    assert session.index is not None
    for style in ("art", "photo"):
        assert len({s.split for s in session.index.samples if s.path.startswith(style)}) == 1


def test_that_it_is_right_can_be_said(
        qtbot: QtBot, page: DataPage, session: Session, domains: Path, opened: Open) -> None:
    opened(domains)
    rest(qtbot, session)
    press(qtbot, page, "as_read")
    qtbot.waitUntil(lambda: session.source.confirmed, timeout=PATIENCE_MS)
    rest(qtbot, session)
    assert session.index is not None
    assert session.index.classes == ("dog", "fox", "hen")
    assert "levels_inner" not in codes(session)


def wait_for_panel(qtbot: QtBot, page: DataPage) -> SourcePanel:
    qtbot.waitUntil(lambda: (found := page.findChild(SourcePanel)) is not None and found.isVisible(),
                    timeout=PATIENCE_MS)
    found = page.findChild(SourcePanel)
    assert isinstance(found, SourcePanel)
    return found


def test_a_class_folder_offers_the_one_around_it(
        qtbot: QtBot, window: MainWindow, page: DataPage, session: Session, tmp_path: Path) -> None:
    folder = images(tmp_path / "set/animals", "cat", "dog", "hen")
    session.open_folder(str(folder / "cat"))
    wait_for_panel(qtbot, page)
    assert not window.problem_bar.isVisible()
    text = page.findChild(QLabel, "offer_text")
    assert text is not None
    assert "“animals”" in text.text()
    take = page.findChild(QPushButton, "offer_take")
    assert take is not None
    qtbot.mouseClick(take, LEFT)
    qtbot.waitUntil(lambda: session.index is not None and session.index.looked_at, timeout=PATIENCE_MS)
    assert session.index is not None
    assert session.index.classes == ("cat", "dog", "hen")


def test_a_split_opened_alone_offers_the_whole(
        qtbot: QtBot, page: DataPage, session: Session, tmp_path: Path, opened: Open) -> None:
    folder = images(tmp_path / "set", "train/a", "train/b", "val/a", "val/b")
    opened(folder / "train")
    press(qtbot, page, "open_above")
    qtbot.waitUntil(lambda: session.folder == str(folder), timeout=PATIENCE_MS)
    rest(qtbot, session)
    assert session.index is not None
    assert session.index.split_counts() == {"train": 4, "validation": 4}


def test_splits_of_loose_images_are_asked_about(
        qtbot: QtBot, window: MainWindow, page: DataPage, session: Session, tmp_path: Path) -> None:
    folder = images(tmp_path / "set", "train", "test", each=4)
    session.open_folder(str(folder))
    panel = wait_for_panel(qtbot, page)
    assert not window.problem_bar.isVisible()
    assert "split folders" in page.subtitle.whole()
    assert panel.source.kind == "names"


def test_alike_labels_are_made_one_in_a_click(
        qtbot: QtBot, page: DataPage, session: Session, tmp_path: Path, opened: Open) -> None:
    opened(images(tmp_path / "set", "Cat", "cats", "cat", "dog", each=3))
    rest(qtbot, session)
    press(qtbot, page, "merge")
    qtbot.waitUntil(lambda: session.index is not None and len(session.index.classes) == 3, timeout=PATIENCE_MS)
    assert "classes_alike" not in codes(session)
