"""The Data page: empty, busy, full, and what it says of folders that are not as they should be."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QRadioButton, QTabBar
from pytestqt.qtbot import QtBot

from core.data.index import Index, Sample
from core.edits import Edit
from core.events import Progress
from core.findings import Finding
from core.sharing import Together
from core.source import Source
from gui_app.main_window import MainWindow
from gui_app.pages import data
from gui_app.pages.data import DataPage
from gui_app.session import Session
from gui_app.widgets.folder_view import FolderView
from gui_app.widgets.number import NumberField
from gui_app.widgets.source_panel import SourcePanel
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
    assert {item.path.split("/")[0] for item in view.gallery.items()} == {"green"}
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
    findings = tuple(Finding("class_small", {"name": f"class {n}", "count": 3}) for n in range(9))
    session.index = Index("/x", (Sample("a/1.png", "a", "train"),), ("a",), findings=findings)
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


def test_nothing_left_to_validate_on_is_told(qtbot: QtBot, page: DataPage, session: Session, folder: Path) -> None:
    session.open_folder(str(folder))
    qtbot.waitUntil(lambda: page.state().mark == "done" and not session.busy, timeout=PATIENCE_MS)
    assert session.index is not None
    session.edit([Edit("move", tuple(s.path for s in session.index.samples), "train")])
    qtbot.waitUntil(lambda: page.state().mark == "missing", timeout=PATIENCE_MS)
    assert "validation" in page.state().missing
    assert "validation" in page.note.whole()


# --- how it is read ------------------------------------------------------------------------------


@pytest.fixture
def flat(tmp_path: Path, folder: Path) -> Path:
    """A folder of images whose class is in their names only."""
    (tmp_path / "flat").mkdir()
    for image in sorted(folder.rglob("*.png")):
        image.rename(tmp_path / "flat" / f"{image.parent.name}_{image.name}")
    return tmp_path / "flat"


def rest(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)


def test_loose_images_lead_to_how_they_are_read(
        qtbot: QtBot, window: MainWindow, page: DataPage, session: Session, flat: Path) -> None:
    session.open_folder(str(flat))
    panel = wait_for_panel(qtbot, page)
    assert not window.problem_bar.isVisible(), "the page says it, with what can be done"
    assert "not in class folders" in page.subtitle.whole()
    assert "flat" in page.title()
    qtbot.waitUntil(lambda: not panel.missing(), timeout=PATIENCE_MS)
    assert panel.source == Source(kind="names", pattern="{label}_*")
    assert button(page, "primary").text() == "Use it"
    qtbot.mouseClick(button(page, "primary"), LEFT)
    qtbot.waitUntil(lambda: page.state().mark == "done", timeout=PATIENCE_MS)
    assert session.index is not None
    assert session.index.classes == ("blue", "green", "red")
    assert page.title() == "flat"


def test_loose_images_with_a_table_beside_them_are_read_by_it(
        qtbot: QtBot, page: DataPage, session: Session, flat: Path) -> None:
    rows = [f"{path.name},{'warm' if path.name[0] == 'r' else 'cold'}\n" for path in sorted(flat.iterdir())]
    (flat / "kinds.csv").write_text("file,kind\n" + "".join(rows), "utf-8")
    session.open_folder(str(flat))
    panel = wait_for_panel(qtbot, page)
    qtbot.waitUntil(lambda: not panel.missing(), timeout=PATIENCE_MS)
    assert panel.source.kind == "table"
    qtbot.mouseClick(button(page, "primary"), LEFT)
    qtbot.waitUntil(lambda: page.state().mark == "done", timeout=PATIENCE_MS)
    assert session.index is not None
    assert session.index.classes == ("cold", "warm")


def wait_for_panel(qtbot: QtBot, page: DataPage) -> SourcePanel:
    qtbot.waitUntil(lambda: page.findChild(SourcePanel) is not None and page.findChild(SourcePanel).isVisible(),
                    timeout=PATIENCE_MS)
    found = page.findChild(SourcePanel)
    assert isinstance(found, SourcePanel)
    return found


def test_leaving_it_goes_back_to_what_was_there(
        qtbot: QtBot, page: DataPage, session: Session, fill: Fill, flat: Path, opened: Open) -> None:
    before = fill("ready", {"cats": 8, "dogs": 8})
    opened(before)
    rest(qtbot, session)
    session.open_folder(str(flat))
    panel = wait_for_panel(qtbot, page)
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page.title() == "ready"
    assert session.index is not None
    assert session.index.root == str(before)
    assert button(page, "primary").text() == "Next: Model"


def test_it_can_be_asked_while_the_images_are_checked_and_escape_leaves_it(
        qtbot: QtBot, page: DataPage, session: Session, window: MainWindow, folder: Path) -> None:
    session.open_folder(str(folder))
    qtbot.waitUntil(lambda: session.reading == "health" and button(page, "ask_how").isVisible(), timeout=PATIENCE_MS)
    qtbot.mouseClick(button(page, "ask_how"), LEFT)
    panel = wait_for_panel(qtbot, page)
    session.works["health"] = Progress("alike", 1, 24)
    session.work_changed.emit()
    assert panel.isVisible()
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)  # wherever the keyboard is
    assert not panel.isVisible()
    assert "Looking at every image, 1 of 24" in page.note.whole()
    session.works["health"] = Progress("alike", 24, 24)
    session.work_changed.emit()
    assert "24" not in page.note.whole()


def test_a_folder_is_read_by_its_last_folders(
        qtbot: QtBot, page: DataPage, session: Session, fill: Fill, opened: Open) -> None:
    opened(fill("nested", {f"{place}/{name}": 8 for place in ("field", "garden") for name in ("apple", "pear")}))
    rest(qtbot, session)
    assert session.index is not None
    assert session.index.classes == ("field", "garden")
    qtbot.mouseClick(button(page, "ask_how"), LEFT)
    panel = wait_for_panel(qtbot, page)
    last = panel.findChild(QRadioButton, "source_level_last")
    assert last is not None
    qtbot.mouseClick(last, LEFT, pos=last.rect().center() - QPoint(last.width() // 2 - 12, 0))
    qtbot.mouseClick(button(page, "primary"), LEFT)
    rest(qtbot, session)
    assert session.index.classes == ("apple", "pear")
    assert not panel.isVisible()


def test_a_table_in_the_folder_is_offered(
        qtbot: QtBot, page: DataPage, session: Session, folder: Path, opened: Open) -> None:
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.png"))
    rows = "".join(f"{name},{'warm' if name[0] == 'r' else 'cold'}\n" for name in names)
    (folder / "labels.csv").write_text(f"path,label\n{rows}", "utf-8")
    opened(folder)
    rest(qtbot, session)
    offer = page.findChild(QLabel, "offer_text")
    assert offer is not None
    assert offer.isVisible()
    assert "labels.csv" in offer.text()
    qtbot.mouseClick(button(page, "offer_take"), LEFT)
    panel = wait_for_panel(qtbot, page)
    assert not offer.isVisible()
    qtbot.waitUntil(lambda: not panel.missing(), timeout=PATIENCE_MS)
    qtbot.mouseClick(button(page, "primary"), LEFT)
    rest(qtbot, session)
    assert session.index is not None
    assert session.index.counts() == {"cold": 16, "warm": 8}


def test_an_offer_that_was_left_does_not_come_again(
        qtbot: QtBot, page: DataPage, session: Session, folder: Path, opened: Open) -> None:
    (folder / "notes.csv").write_text("a,b\n", "utf-8")
    opened(folder)
    rest(qtbot, session)
    offer = page.findChild(QLabel, "offer_text")
    assert offer is not None
    leave = page.findChild(QAbstractButton, "offer_leave")
    assert leave is not None
    qtbot.mouseClick(leave, LEFT)
    assert not offer.isVisible()
    opened(folder)
    rest(qtbot, session)
    assert not offer.isVisible()


def test_new_and_removed_images_are_offered(
        qtbot: QtBot, page: DataPage, session: Session, folder: Path, opened: Open) -> None:
    opened(folder)
    rest(qtbot, session)
    (folder / "red" / "0.png").rename(folder / "red" / "new.png")
    Image.new("RGB", (32, 32), (1, 2, 3)).save(folder / "red" / "newer.png")
    with qtbot.waitSignal(session.news_changed, timeout=PATIENCE_MS):
        session.look_for_news()
    offer = page.findChild(QLabel, "offer_text")
    assert offer is not None
    assert offer.isVisible()
    assert offer.text().startswith("2 new")
    assert "1 gone" in offer.text()
    qtbot.mouseClick(button(page, "offer_take"), LEFT)
    rest(qtbot, session)
    assert session.index is not None
    assert len(session.index.samples) == 25
    assert not offer.isVisible()


def test_another_folder_takes_the_place_of_the_question(
        qtbot: QtBot, page: DataPage, session: Session, fill: Fill, flat: Path, opened: Open) -> None:
    session.open_folder(str(flat))
    panel = wait_for_panel(qtbot, page)
    opened(fill("ready", {"cats": 8, "dogs": 8}))
    assert not panel.isVisible()
    assert page.title() == "ready"


def test_what_was_kept_together_is_told(page: DataPage, session: Session) -> None:
    samples = tuple(Sample(f"a/{n}.png", "ab"[n % 2], "train", width=32, height=32) for n in range(8))
    session.index = Index("/x", samples, ("a", "b"), together=Together(3, 9, 2))
    session.index_changed.emit()
    told = page.findChild(QLabel, "split_told")
    assert told is not None
    assert told.isVisible()
    assert all(number in told.text() for number in "392")


def test_remedies_are_carried_out_and_undone(
        qtbot: QtBot, page: DataPage, session: Session, folder: Path, opened: Open) -> None:
    opened(folder)
    rest(qtbot, session)
    paths = ("red/0.png", "red/1.png", "red/2.png")
    page.contents().remedy.emit(Finding("same_image_twice", {}, paths, (paths,), ("keep_one",)), "keep_one")
    rest(qtbot, session)
    assert session.index is not None
    assert sorted(s.path for s in session.index.excluded) == ["red/1.png", "red/2.png"]
    assert session.edits[-1].why == "same_image_twice"
    page.contents().undo.emit()
    rest(qtbot, session)
    assert not session.index.excluded
    page.contents().remedy.emit(Finding("near_duplicates", {}, paths, (paths,), ("together",)), "together")
    rest(qtbot, session)
    assert len({s.split for s in session.index.samples if s.path in paths}) == 1
    page.contents().remedy.emit(Finding("images_tiny", {}, paths, (), ("exclude",)), "exclude")
    rest(qtbot, session)
    assert len(session.index.excluded) == 3
