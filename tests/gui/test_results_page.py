"""Results page: why there is nothing yet, the figures in words, and every number leads to its images."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.events import Epoch, Failed, Plan, Progress
from core.facts import Prediction
from gui_app.pages.results import ALL, CHOSEN, WRONG, ResultsPage
from gui_app.session import Session
from gui_app.widgets.score import meaning
from tests.gui.records import metrics, prediction, show_results, write_images

CLASSES = ("cat", "dog", "a horse with a long name")


@pytest.fixture
def results(tmp_path: Path) -> list[Prediction]:
    names = write_images(tmp_path, 12)
    truth = [CLASSES[n % 3] for n in range(12)]
    said = ["dog" if n in (0, 3) else "cat" if n == 4 else truth[n] for n in range(12)]
    return [prediction(names[n], truth[n], said[n], CLASSES, probability=0.5 + n / 30,
                       split="validation" if n < 8 else "test", unlike=0.995 if n == 3 else 0.4) for n in range(12)]


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ResultsPage:
    made = ResultsPage(session)
    qtbot.addWidget(made)
    made.resize(1096, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def shown(page: ResultsPage, results: list[Prediction], tmp_path: Path) -> ResultsPage:
    show_results(page.session, tmp_path, results, CLASSES)
    return page


def captions(page: ResultsPage) -> list[str]:
    return [item.path for item in page.gallery.items()]


# --- nothing to show yet -------------------------------------------------------------------------


def test_without_a_run(qtbot: QtBot, page: ResultsPage) -> None:
    assert page.stack.currentWidget() is page.notice
    assert page.state().mark == "missing"
    assert not page.findChild(QPushButton, "primary").isEnabled()
    with qtbot.waitSignal(page.go) as gone:
        qtbot.mouseClick(page.notice.button, Qt.MouseButton.LeftButton)
    assert gone.args == ["train"]


def test_while_training_the_best_epoch_is_told(page: ResultsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "training", property(lambda self: True))
    page.session.run_folder = page.session.live_folder = "somewhere"
    page.session.history.absorb([Plan(10, 4, {"train": 30}, ["a", "b"], 100),
                                 Epoch(1, 4, {}, {"loss": 0.5, "accuracy": 0.75}, 1.0, True)])
    page.session.run_changed.emit()
    assert "75.0%" in page.notice.text.text()
    assert "epoch 1" in page.notice.text.text()
    assert page.notice.bar.value() == 100


def test_while_measuring(page: ResultsPage) -> None:
    page.session.run_folder = "somewhere"
    page.session.works["evaluate"] = Progress("evaluate", 20, 80)
    page.session.work_changed.emit()
    assert page.state().mark == "busy"
    assert page.notice.bar.value() == 20
    assert "20 of 80" in page.notice.text.text()


def test_a_failed_run_says_why(page: ResultsPage) -> None:
    page.session.run_folder = "somewhere"
    page.session.history.absorb([Failed("out_of_memory", {"batch": 64})])
    page.session.results_changed.emit()
    assert "batch size 64" in page.notice.text.text()


@pytest.mark.parametrize("epochs", [0, 1])
def test_a_stopped_run_can_be_continued(qtbot: QtBot, page: ResultsPage, monkeypatch: pytest.MonkeyPatch,
                                        epochs: int) -> None:
    asked: list[tuple[str, int | None]] = []
    monkeypatch.setattr(page.session, "continue_run", lambda folder, n: asked.append((folder, n)))
    page.session.run_folder, page.session.history.state = "somewhere", "stopped"
    page.session.history.epochs = [Epoch(1, 4, {}, {"accuracy": 0.7}, 1.0, True)] * epochs
    page.session.results_changed.emit()
    qtbot.mouseClick(page.notice.button, Qt.MouseButton.LeftButton)
    assert asked == [("somewhere", None)]


# --- the figures ---------------------------------------------------------------------------------


def test_figures_and_range_in_words(shown: ResultsPage) -> None:
    assert shown.stack.currentWidget() is not shown.notice
    assert shown.state().mark == "done"
    assert shown.score.accuracy.text() == "62.5%"
    assert shown.score.range.text() == "between 52.5% and 72.5%"
    assert shown.score.images.text().startswith("8 validation image")
    assert "52 to 73 of 100" in shown.score.meaning.text()
    assert shown.score.figures["ece"].value() == "4.0%"
    assert "ResNet-18" in shown.subtitle.whole()


def test_meaning_warns_of_a_model_that_learned_nothing() -> None:
    per_class = {"a": {"support": 80}, "b": {"support": 20}}
    said = meaning({"n": 100, "accuracy": 0.8, "accuracy_low": 0.7, "accuracy_high": 0.9, "per_class": per_class})
    assert "Always answering “a” would be right for 80 of 100" in said


def test_meaning_of_little() -> None:
    few = {"n": 20, "accuracy_low": 0.6, "accuracy_high": 1.0, "per_class": {"a": {"support": 1}}}
    assert "few images" in meaning(few)
    assert meaning({}) == ""
    sure = {"n": 10_000, "accuracy_low": 1.0, "accuracy_high": 1.0}
    assert "100 of 100" in meaning(sure)


def test_the_test_split(qtbot: QtBot, shown: ResultsPage) -> None:
    assert shown.splits.count() == 2
    shown.splits.setCurrentIndex(1)
    assert shown.score.accuracy.text() == "100.0%"
    assert shown.score.images.text().startswith("4 test image")
    assert shown.filters.tabText(WRONG) == "Wrong (0)"
    assert "recognised" in shown.gallery._empty


def test_one_split_needs_no_choice(page: ResultsPage, results: list[Prediction], tmp_path: Path) -> None:
    show_results(page.session, tmp_path, [p for p in results if p.split == "validation"], CLASSES)
    assert page.splits.isHidden()


# --- the images ----------------------------------------------------------------------------------


def test_the_surest_errors_come_first(shown: ResultsPage) -> None:
    assert captions(shown) == ["004.png", "003.png", "000.png"]
    assert [item.mark for item in shown.gallery.items()] == ["wrong"] * 3
    shown.filters.setCurrentIndex(ALL)
    assert captions(shown)[:4] == ["004.png", "003.png", "000.png", "001.png"]
    assert len(captions(shown)) == 8


def test_a_cell_selects_its_images(qtbot: QtBot, shown: ResultsPage) -> None:
    shown.confusion.select_cell("cat", "dog")
    assert captions(shown) == ["003.png", "000.png"]
    assert shown.filters.currentIndex() == CHOSEN
    assert shown.filters.tabText(CHOSEN) == "cat → dog (2)"
    shown.confusion.select_cell("", "cat")
    assert set(captions(shown)) == {"004.png", "006.png"}
    qtbot.keyClick(shown.confusion, Qt.Key.Key_Escape)
    assert shown.filters.count() == 2
    assert len(captions(shown)) == 8


def test_a_class_selects_what_it_is_or_is_taken_for(shown: ResultsPage) -> None:
    shown.classes.selectRow(0)
    assert set(captions(shown)) == {"000.png", "003.png", "004.png", "006.png"}
    own = shown.session.report["splits"]["validation"]["per_class"]["cat"]["support"]  # type: ignore[index]
    assert shown.filters.tabText(CHOSEN) == f"cat ({own}), and 1 taken for it"
    assert not shown.confusion.selectedIndexes()


def test_a_pair_selects_its_images_and_its_cell(shown: ResultsPage) -> None:
    shown.views.setCurrentIndex(1)
    shown.pairs.selectRow(0)
    assert captions(shown) == ["003.png", "000.png"]
    cell = shown.confusion.currentIndex()
    assert (cell.row(), cell.column()) == (0, 1)


def test_an_image_opens_large(qtbot: QtBot, shown: ResultsPage) -> None:
    shown.gallery.select(1)
    qtbot.keyClick(shown.gallery, Qt.Key.Key_Return)
    viewer = shown.viewer
    assert viewer.isVisible()
    assert viewer.sentence.text() == "Predicted dog, its label says cat."
    assert viewer.remark.isVisible()  # unlike the training images
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.position.text() == "3 of 3"
    assert viewer.remark.isHidden()
    assert shown.gallery.currentIndex().row() == 2
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert viewer.isHidden()


def test_next_is_use(qtbot: QtBot, shown: ResultsPage) -> None:
    with qtbot.waitSignal(shown.go) as gone:
        qtbot.mouseClick(shown.findChild(QPushButton, "primary"), Qt.MouseButton.LeftButton)
    assert gone.args == ["use"]


def test_sixty_classes_and_thousands_of_images(shown: ResultsPage, tmp_path: Path) -> None:
    classes = [f"class number {n}" for n in range(60)]
    many = [prediction(f"{n}.png", classes[n % 60], classes[n * 7 % 60], classes) for n in range(3000)]
    show_results(shown.session, tmp_path, many, classes)
    assert shown.confusion.model().rowCount() == 61
    assert metrics(many, classes)["n"] == 3000
    shown.session.report = None
    shown.session.results_changed.emit()
    assert shown.stack.currentWidget() is shown.notice
