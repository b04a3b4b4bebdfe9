"""Use page: images in by button and by dropping, predictions out, faults and odd images told, the model as a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.events import Progress
from core.facts import Prediction
from gui_app.pages.use import UsePage
from gui_app.session import Session
from gui_app.widgets import dialogs
from tests.gui.records import prediction, show_results, write_images

CLASSES = ("cat", "dog", "horse")


@pytest.fixture
def asked(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """The verbs that the page has called."""
    found: list[tuple[object, ...]] = []
    for verb in ("predict", "save_predictions", "export", "cancel", "clear_predictions"):
        monkeypatch.setattr(session, verb, lambda *given, verb=verb: found.append((verb, *given)))
    return found


@pytest.fixture
def page(qtbot: QtBot, session: Session, asked: list[tuple[object, ...]], tmp_path: Path) -> UsePage:
    made = UsePage(session)
    qtbot.addWidget(made)
    made.resize(1096, 800)
    made.show()
    qtbot.waitExposed(made)
    show_results(session, tmp_path, [prediction("a.png", "cat", "cat", CLASSES)], CLASSES)
    return made


def fill(page: UsePage, folder: Path) -> list[Prediction]:
    """Four predictions: two cats, a dog that is unlike the training images, a file that cannot be read."""
    paths = [str(folder / name) for name in write_images(folder, 3)]
    (folder / "bad.jpg").write_bytes(b"no picture")
    said = [prediction(paths[0], "", "cat", CLASSES, probability=0.6, split=""),
            prediction(paths[1], "", "dog", CLASSES, probability=0.9, split="", unlike=0.995),
            prediction(paths[2], "", "cat", CLASSES, probability=0.7, split=""),
            Prediction(str(folder / "bad.jpg"), problem="this is not an image, or its format cannot be read")]
    page.session.predictions = tuple(said)
    page.session.predictions_changed.emit()
    return said


def shown(page: UsePage) -> list[str]:
    return [page.table.model().index(row, 0).data() for row in range(page.table.model().rowCount())]


def click(qtbot: QtBot, page: UsePage, name: str) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_without_a_model(qtbot: QtBot, session: Session) -> None:
    made = UsePage(session)
    qtbot.addWidget(made)
    assert made.state().mark == "missing"
    assert made.stack.currentWidget() is made.notice
    assert not made.images.isEnabled()


def test_choosing_images_and_a_folder(qtbot: QtBot, page: UsePage, asked: list[tuple[object, ...]],
                                      monkeypatch: pytest.MonkeyPatch) -> None:
    assert page.state().mark == "ready"
    monkeypatch.setattr(dialogs, "choose_images", lambda *given: ["x/1.png", "x/2.png"])
    monkeypatch.setattr(dialogs, "choose_folder", lambda *given: "y")
    click(qtbot, page, "choose_images")
    qtbot.mouseClick(page.zone, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.zone, Qt.Key.Key_Space)
    click(qtbot, page, "choose_folder")
    assert asked == [("predict", ["x/1.png", "x/2.png"])] * 3 + [("predict", ["y"])]


def test_a_mind_changed_asks_nothing(qtbot: QtBot, page: UsePage, asked: list[tuple[object, ...]],
                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "choose_images", lambda *given: [])
    monkeypatch.setattr(dialogs, "choose_folder", lambda *given: "")
    click(qtbot, page, "choose_images")
    click(qtbot, page, "choose_folder")
    assert asked == []


def test_dropping(page: UsePage, asked: list[tuple[object, ...]], tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a.png")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(page.rect().center(), Qt.DropAction.CopyAction, mime, buttons, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert page._drop_hint.isVisible()
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert page._drop_hint.isHidden()
    assert asked == [("predict", [str(tmp_path)])]


def test_the_list(qtbot: QtBot, page: UsePage, tmp_path: Path) -> None:
    fill(page, tmp_path / "new")
    assert page.state().mark == "done"
    assert shown(page) == ["000.png", "001.png", "002.png", "bad.jpg"]
    model = page.table.model()
    assert model.index(1, 1).data() == "dog"
    assert model.index(1, 2).data() == "90.0%"
    assert model.index(1, 3).data() == "horse 5.0%\ncat 5.0%"
    assert "Unlike the training images" in model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "This is not an image" in model.index(3, 0).data(Qt.ItemDataRole.ToolTipRole)
    qtbot.waitUntil(lambda: page.table.thumbnails.pixmap(str(tmp_path / "new" / "000.png")) is not None)
    page.grab()


def test_sorting(page: UsePage, tmp_path: Path) -> None:
    fill(page, tmp_path / "new")
    page.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert shown(page) == ["001.png", "002.png", "000.png", "bad.jpg"]
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert shown(page) == ["000.png", "002.png", "001.png", "bad.jpg"]
    assert page.table.prediction(2).label == "dog"


def test_kinds_narrow_the_list(page: UsePage, tmp_path: Path) -> None:
    fill(page, tmp_path / "new")
    rows = [page.facets.item(n) for n in range(page.facets.count())]
    assert [row.text() for row in rows] == ["All images", "Unlike the training images", "Could not be read",
                                            "cat", "dog"]
    found = []
    for n in range(len(rows)):
        page.facets.setCurrentRow(n)
        found.append(len(shown(page)))
    assert found == [4, 1, 1, 2, 1]


def test_a_class_with_an_odd_name_is_no_other_kind(page: UsePage, tmp_path: Path) -> None:
    page.session.predictions = (prediction("a.png", "", "*fault", ("*fault", "*")),
                                prediction("b.png", "", "*", ("*fault", "*")))
    page.session.predictions_changed.emit()
    page.facets.setCurrentRow(1)
    assert shown(page) == ["a.png"]


def test_an_image_opens_large(qtbot: QtBot, page: UsePage, tmp_path: Path) -> None:
    fill(page, tmp_path / "new")
    page.table.select(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.viewer.isVisible()
    assert page.viewer.heading.whole() == "dog"
    assert "do not rely" in page.viewer.remark.text()
    qtbot.keyClick(page.viewer, Qt.Key.Key_End)
    assert "not an image" in page.viewer.sentence.text()
    qtbot.keyClick(page.viewer, Qt.Key.Key_Escape)


def test_while_it_works(qtbot: QtBot, page: UsePage, asked: list[tuple[object, ...]], tmp_path: Path) -> None:
    fill(page, tmp_path / "new")
    page.session.works["predict"] = None
    page.session.work_changed.emit()
    assert page.state().mark == "busy"
    assert page.work_bar.maximum() == 0
    page.session.works["predict"] = Progress("predict", 3, 10)
    page.session.work_changed.emit()
    assert page.work_text.text() == "3 of 10 images"
    page.predict(["more.png"])
    click(qtbot, page, "cancel_predict")
    assert asked == [("cancel", "predict")]
    assert not page.images.isEnabled()
    del page.session.works["predict"]
    page.session.work_changed.emit()
    assert page.work.isHidden()
    assert page.images.isEnabled()


def test_saving_and_clearing(qtbot: QtBot, page: UsePage, asked: list[tuple[object, ...]],
                             monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert page.save.isHidden()
    fill(page, tmp_path / "new")
    monkeypatch.setattr(dialogs, "save_as", lambda *given: str(tmp_path / given[2]))
    click(qtbot, page, "save_csv")
    assert asked == [("save_predictions", str(tmp_path / f"{tmp_path.name} predictions.csv"))]
    click(qtbot, page, "clear_predictions")
    assert asked[-1] == ("clear_predictions",)


def test_export(qtbot: QtBot, page: UsePage, asked: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch,
                tmp_path: Path) -> None:
    monkeypatch.setattr(dialogs, "save_as", lambda *given: str(tmp_path / given[2]))
    box = page.export_box
    for n, (key, _, sentence) in enumerate(page.session.export_formats):
        box.formats.setCurrentIndex(n)
        assert box.help.text() == sentence
        click(qtbot, page, "export")
        assert asked[-1][:2] == ("export", key)
        assert str(asked[-1][2]).startswith(str(tmp_path / tmp_path.name)), "called as its images"
    page.session.works["export"] = None
    page.session.work_changed.emit()
    assert not box.button.isEnabled()
    del page.session.works["export"]
    page.session.exported = str(tmp_path / "resnet18.zip")
    page.session.work_changed.emit()
    assert box.written.whole() == "Written: resnet18.zip"


def test_thousands_of_predictions(qtbot: QtBot, page: UsePage) -> None:
    page.session.predictions = tuple(prediction(f"/no/{n}.png", "", CLASSES[n % 3], CLASSES) for n in range(10_000))
    page.session.predictions_changed.emit()
    qtbot.waitUntil(lambda: page.table.verticalScrollBar().maximum() > 100_000)
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: page.table.thumbnails.problem("/no/9999.png") is not None)
    assert page.table.thumbnails.problem("/no/5000.png") is None
    page.table.grab()
