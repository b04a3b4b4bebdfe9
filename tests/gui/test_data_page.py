"""The Data page: empty, busy, full, and what it says of folders that are not as they should be."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from core.data.index import Index, Sample
from core.events import Progress, Warned
from gui_app.main_window import MainWindow
from gui_app.pages import data
from gui_app.pages.data import DataPage
from gui_app.session import Session
from gui_app.widgets.folder_view import FolderView
from gui_app.widgets.number import NumberField
from tests.gui.conftest import PATIENCE_MS, Fill, Open

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow) -> DataPage:
    found = window.pages["data"]
    assert isinstance(found, DataPage)
    return found


def button(page: DataPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def test_empty(page: DataPage, session: Session) -> None:
    assert button(page, "choose_folder").isVisible()
    assert {button(page, f"sample_{key}").accessibleName() for key, _, _ in session.samples}
    assert button(page, "primary").isEnabled()
    assert page.state().mark == "ready"
    assert page.findChild(FolderView) is None, "made for the first folder only: the first paint does not wait for it"


def test_choosing_a_folder_reads_it(
        qtbot: QtBot, page: DataPage, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "choose_folder", lambda *args: str(folder))
    with qtbot.waitSignal(session.index_changed, timeout=PATIENCE_MS):
        qtbot.mouseClick(button(page, "choose_folder"), LEFT)
    assert page.title() == "colours", "the names are shown before the files have been read"
    qtbot.waitUntil(lambda: page.state().mark == "done", timeout=PATIENCE_MS)
    view = page.contents()
    assert view.gallery.items()[0].caption == "blue"
    assert {item.caption for item in view.gallery.items()[:3]} == {"blue", "green", "red"}
    assert session.settings.get("recent_folders") == [str(folder)]


def test_changing_ones_mind_changes_nothing(
        qtbot: QtBot, page: DataPage, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "choose_folder", lambda *args: "")
    with qtbot.assertNotEmitted(session.index_changed):
        qtbot.mouseClick(button(page, "primary"), LEFT)
    assert session.folder == ""


def test_next_leads_to_the_model_page(
        qtbot: QtBot, window: MainWindow, page: DataPage, folder: Path, opened: Open) -> None:
    opened(folder)
    qtbot.mouseClick(button(page, "primary"), LEFT)
    assert window.current() == "model"


def test_a_class_narrows_the_pictures_down(page: DataPage, folder: Path, opened: Open, qtbot: QtBot) -> None:
    opened(folder)
    view = page.contents()
    view.classes.selectRow(1)
    assert [item.path for item in view.gallery.items()][:1] == ["green/0.png"]
    assert len(view.gallery.items()) == 8
    every = page.findChild(QAbstractButton, "all_classes")
    assert every is not None
    qtbot.mouseClick(every, LEFT)
    assert len(view.gallery.items()) == 24


def test_the_split_can_be_changed(qtbot: QtBot, page: DataPage, session: Session, folder: Path, opened: Open) -> None:
    opened(folder)
    assert session.index is not None
    before = session.index.split_counts()["validation"]
    field = page.findChild(NumberField, "split_validation")
    assert field is not None
    field.selectAll()
    with qtbot.waitSignal(session.index_changed, timeout=PATIENCE_MS):
        qtbot.keyClicks(field, "40")
    assert session.index.split_counts()["validation"] > before
    assert field.text() == "40"


def test_a_ready_split_is_told_not_asked(page: DataPage, fill: Fill, opened: Open) -> None:
    opened(fill("ready", {f"{s}/{c}": 4 for s in ("train", "val") for c in ("cat", "dog")}))
    field = page.findChild(NumberField, "split_validation")
    assert field is not None
    assert not field.isVisible()
    assert page.findChild(QLabel, "split_train_count").text().startswith("8")  # type: ignore[union-attr]


def test_faulty_files_are_listed_with_their_reason(page: DataPage, folder: Path, opened: Open) -> None:
    (folder / "red" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "red" / "empty.png").write_bytes(b"")
    opened(folder)
    view = page.contents()
    model = view.faults.model()
    listed = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert set(listed) == {"red/broken.png", "red/empty.png"}
    assert all(listed.values())
    tabs = page.findChild(QTabBar, "folder_tabs")
    assert tabs is not None
    assert tabs.isVisible()
    tabs.setCurrentIndex(1)
    assert view.faults.isVisible()


def test_one_class_is_shown_but_leads_nowhere(page: DataPage, fill: Fill, opened: Open) -> None:
    opened(fill("single", {"only": 8}))
    assert page.findChild(QLabel, "page_title").text() == "single"  # type: ignore[union-attr]
    assert not button(page, "primary").isEnabled()
    assert page.state().mark == "missing"
    assert "only" in page.state().missing
    assert page.contents().findings.isVisible()


def test_an_empty_folder_says_what_to_do(
        qtbot: QtBot, window: MainWindow, page: DataPage, session: Session, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    with qtbot.waitSignal(session.problem_changed, timeout=PATIENCE_MS):
        session.open_folder(str(tmp_path / "nothing"))
    assert window.problem_bar.isVisible()
    assert "nothing" in window.problem_bar.text.text()
    assert button(page, "choose_folder").isVisible()


def test_busy_shows_progress_and_can_be_cancelled(qtbot: QtBot, page: DataPage, session: Session) -> None:
    session.folder = "/somewhere/large"
    session.works = {"scan": Progress("scan", 30, 1200)}
    session.work_changed.emit()
    cancel = button(page, "cancel")
    assert cancel.isVisible()
    assert page.state().mark == "busy"
    assert not button(page, "primary").isEnabled()
    asked: list[str] = []
    session.cancel = asked.append  # type: ignore[method-assign]
    qtbot.mouseClick(cancel, LEFT)
    assert asked == ["scan"]
    session.works, session.folder = {}, ""
    session.work_changed.emit()
    assert button(page, "choose_folder").isVisible()


def test_names_from_outside_are_never_read_as_markup(page: DataPage, session: Session) -> None:
    name = "<b>bold</b> & <img src=x>"
    session.index = Index("/x", tuple(Sample(f"{name}/{n}.png", name, "train") for n in range(3)), (name,))
    session.index_changed.emit()
    assert page.contents().classes.model().index(0, 0).data() == name
    labels = [w for w in page.findChildren(QLabel) if w.isVisible() and "bold" in w.text()]
    assert all(w.textFormat() == Qt.TextFormat.PlainText for w in labels)


def test_many_warnings_are_folded(qtbot: QtBot, page: DataPage, session: Session) -> None:
    warnings = tuple(Warned("class_small", {"name": f"class {n}", "count": 3}) for n in range(9))
    session.index = Index("/x", (Sample("a/1.png", "a", "train"),), ("a",), warnings=warnings)
    session.index_changed.emit()
    more = button(page, "more_findings")
    assert "5" in more.text()
    qtbot.mouseClick(more, LEFT)
    shown = [w.text() for w in page.contents().findings.findChildren(QLabel) if "class " in w.text()]
    assert len(shown) == 9
    session.index = None
    session.index_changed.emit()


def test_recent_folders_open_again(qtbot: QtBot, page: DataPage, session: Session, folder: Path) -> None:
    session.settings.set("recent_folders", [str(folder)])
    session.work_changed.emit()
    with qtbot.waitSignal(session.index_changed, timeout=PATIENCE_MS):
        qtbot.mouseClick(button(page, "recent_folder"), LEFT)
    assert session.index is not None
    assert session.index.root == str(folder)
