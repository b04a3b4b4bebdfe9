"""Use and Results of a trained run: judged images at once, own ones one by one, the test split closed until opened."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core import jobs
from core.choice import N_
from core.events import Event, Plan, Predicted, Progress
from core.facts import Prediction
from core.problems import Problem
from core.project import RunFolder
from core.recipe import Recipe, with_epochs
from core.report import run_predictions_csv
from core.run import Gate, Job
from gui_app.main_window import MainWindow
from gui_app.pages.results import ResultsPage
from gui_app.pages.use import UsePage
from gui_app.session import Session
from gui_app.widgets import dialogs
from tests.gui.conftest import PATIENCE_MS
from tests.gui.records import metrics, prediction, write_images

CLASSES = ("cat", "dog")


@pytest.fixture
def run(session: Session, tmp_path: Path) -> RunFolder:
    """A measured run of a project: 20 validation images, four of them wrong, and 8 test images."""
    names = write_images(tmp_path / "pets", 28)
    said = [prediction(name, CLASSES[n % 2], CLASSES[(n + (n % 5 == 0)) % 2], CLASSES,
                       split="validation" if n < 20 else "test") for n, name in enumerate(names)]
    made = RunFolder(Path(session.home) / "pets-1a2b3c" / "runs" / "first").create(with_epochs(Recipe(), 1))
    run_predictions_csv(made.predictions_file, said, CLASSES)
    splits = {split: metrics([p for p in said if p.split == split], CLASSES) for split in ("validation", "test")}
    made.report_file.write_text(json.dumps({
        "backbone": "resnet18", "classes": CLASSES, "best_epoch": 1, "epochs": 1, "root": str(tmp_path / "pets"),
        "images": {"train": 40, "validation": 20, "test": 8}, "splits": splits}))
    with made.journal() as journal:
        journal.write(Plan(1, 1, {"train": 40}, list(CLASSES), 10, str(tmp_path / "pets")))
    return made


@pytest.fixture
def opened(session: Session, run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> Session:
    for verb in ("describe", "find_device", "probe", "_open_images"):
        monkeypatch.setattr(session, verb, lambda: None)
    assert session.open_run(str(run.path))
    return session


@pytest.fixture
def use(qtbot: QtBot, opened: Session) -> UsePage:
    made = UsePage(opened)
    qtbot.addWidget(made)
    made.resize(1096, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def results(qtbot: QtBot, opened: Session) -> ResultsPage:
    made = ResultsPage(opened)
    qtbot.addWidget(made)
    made.resize(1096, 800)
    made.show()
    return made


# --- images that are judged already --------------------------------------------------------------


def test_use_opens_with_a_dozen_that_are_judged(qtbot: QtBot, use: UsePage) -> None:
    tiles = use.examples.gallery.items()
    assert all(tile.figure.endswith("%") for tile in tiles)
    assert not any("%" in tile.caption for tile in tiles), "a long name is cut, not its figure"
    assert len(tiles) == 12
    assert {p.split for p in use.examples.shown} == {"validation"}
    right = sum(p.label == p.truth for p in use.examples.shown)
    assert {tile.mark for tile in tiles} <= {"right", "wrong"}
    for tile, p in zip(tiles, use.examples.shown, strict=True):
        words = "right" if p.label == p.truth else f"true: {p.truth}"
        assert tile.detail == words, "not by colour alone"
    assert use.examples.text.text().startswith(f"{right} of 12 right. These validation images")
    assert "not trained on" in use.examples.text.text()
    before = use.examples.shown
    qtbot.mouseClick(use.findChild(QPushButton, "examples_others"), Qt.MouseButton.LeftButton)
    assert use.examples.shown != before
    again = UsePage(use.session)
    qtbot.addWidget(again)
    assert again.examples.shown == before, "the same run shows the same ones"


def test_one_of_them_opens_large(qtbot: QtBot, use: UsePage) -> None:
    wrong = next(n for n, p in enumerate(use.examples.shown) if p.label != p.truth)
    use.examples.gallery.select(wrong)
    qtbot.keyClick(use.examples.gallery, Qt.Key.Key_Return)
    assert use.viewer.isVisible()
    assert use.viewer.sentence.text() == f"Wrong: its label says {use.examples.shown[wrong].truth}."
    qtbot.keyClick(use.viewer, Qt.Key.Key_Home)
    assert use.examples.gallery.currentIndex().row() == 0
    qtbot.keyClick(use.viewer, Qt.Key.Key_Escape)


def test_own_images_stand_first(qtbot: QtBot, use: UsePage, tmp_path: Path) -> None:
    use.session.predictions = (prediction(str(tmp_path / "pets" / "000.png"), "", "cat", CLASSES, split=""),)
    use.session.predictions_changed.emit()
    qtbot.waitUntil(lambda: use.table.height() > use.examples.height())
    assert use.table.mapTo(use, use.table.rect().topLeft()).y() < use.examples.y()
    assert use.examples.isVisible()


def test_images_that_are_gone_can_be_pointed_at(qtbot: QtBot, use: UsePage, tmp_path: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(use.session, "relocate", asked.append)
    (tmp_path / "pets").rename(tmp_path / "moved")
    use.refresh()
    assert "not in" in use.examples.text.text()
    assert use.examples.gallery.isHidden()
    monkeypatch.setattr(dialogs, "choose_folder", lambda *given: str(tmp_path / "moved"))
    qtbot.mouseClick(use.findChild(QPushButton, "examples_folder"), Qt.MouseButton.LeftButton)
    assert asked == [str(tmp_path / "moved")]


# --- the test split ------------------------------------------------------------------------------


def all_text(page: ResultsPage) -> str:
    found = [part.text() for part in page.findChildren(QLabel) if part.isVisible()]
    return "\n".join([*found, *(item.path for item in page.gallery.items())])


def test_nothing_of_the_test_split_is_known_before(opened: Session, run: RunFolder) -> None:
    assert "test" not in (opened.report or {})["splits"]
    assert {p.split for p in opened.results} == {"validation"}
    assert "test" in (run.report() or {})["splits"], "the run folder is a contract"


def test_the_test_split_is_opened_knowingly(qtbot: QtBot, results: ResultsPage, run: RunFolder) -> None:
    assert results.splits.tabText(1) == "Test"
    results.splits.setCurrentIndex(1)
    assert results.stack.currentWidget() is results.closed
    assert "8 test image" in results.closed.text.text()
    assert "every look makes their figures less honest" in results.closed.text.text()
    assert "020.png" not in all_text(results)
    assert run.about().test_opened == ()
    results.closed.button.click()
    assert results.stack.currentWidget() is not results.closed
    assert results.score.images.text().startswith("8 test image")
    assert {item.path for item in results.gallery.items()} <= {f"{n:03d}.png" for n in range(20, 28)}
    assert len(run.about().test_opened) == 1
    assert re.search(r"Test split opened 1 time(\(s\))?, first on", all_text(results))
    results.splits.setCurrentIndex(0)
    results.splits.setCurrentIndex(1)
    assert len(run.about().test_opened) == 1, "to and fro is one look"


def test_it_is_closed_again_when_the_run_is_opened_again(results: ResultsPage, run: RunFolder) -> None:
    results.session.open_test()
    results.session.open_run(str(run.path))
    results.splits.setCurrentIndex(1)
    assert results.stack.currentWidget() is results.closed
    assert re.search(r"opened 1 time(\(s\))?, first on", results.closed.text.text())
    assert results.closed.button.text() == "Open the test split again"
    results.closed.button.click()
    assert len(run.about().test_opened) == 2


def test_a_run_that_cannot_be_written_to_can_be_looked_at(results: ResultsPage,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: RunFolder, **changed: object) -> None:
        raise Problem("disk_full", path=str(self.path))
    monkeypatch.setattr(RunFolder, "change_about", full)
    results.session.open_test()
    assert "test" in (results.session.report or {})["splits"]
    assert results.session.problem is not None


# --- predictions one by one ----------------------------------------------------------------------


def saying(paths: list[str], gates: list[Gate]) -> Job:
    """A job that says a prediction each time it is let through, and reads a file that cannot be read last."""
    def job(emit: object, gate: Gate) -> tuple[Prediction, ...]:
        gates.append(gate)
        for n, path in enumerate(paths):
            gate()
            say: Event = Predicted(path, "cat", 0.9, 0.1, "", [0.9, 0.1])
            if path.endswith(".txt"):
                say = Predicted(path, "", 0.0, 0.0, N_("problem", "the file is empty"))
            emit(say)  # type: ignore[operator]
            emit(Progress("predict", n + 1, len(paths)))  # type: ignore[operator]
            gate.pause()
        return ()
    return job


def test_predictions_come_one_by_one_and_stay(qtbot: QtBot, use: UsePage, tmp_path: Path,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    paths, gates = [str(tmp_path / "pets" / f"{n:03d}.png") for n in range(5)], list[Gate]()
    monkeypatch.setattr(jobs, "predict", lambda run, given: saying(given, gates))
    use.session.predict(paths)
    model = use.table.model()
    for many in (1, 2, 3):
        qtbot.waitUntil(lambda many=many: model.rowCount() == many, timeout=PATIENCE_MS)
        if many == 2:
            use.table.select(1)
        if many < 3:
            gates[0].resume()
    assert use.table.currentIndex().row() == 1, "what is selected stays so while more come"
    qtbot.mouseClick(use.findChild(QPushButton, "cancel_predict"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "predict" not in use.session.works, timeout=PATIENCE_MS)
    assert [p.path for p in use.session.predictions] == paths[:3]
    assert model.index(0, 3).data() == "dog 10.0%"
    assert use.save.isEnabled()


def test_a_file_that_is_dropped_again_keeps_its_place(qtbot: QtBot, use: UsePage, tmp_path: Path) -> None:
    paths = [str(tmp_path / "pets" / f"{n:03d}.png") for n in range(3)]
    use.session._take([Predicted(path, "cat", 0.9, 0.1, "", [0.9, 0.1]) for path in paths])
    again = str(tmp_path / "pets" / ".." / "pets" / "001.png")
    use.session._take([Predicted(again, "dog", 0.8, 0.1, "", [0.2, 0.8])])
    assert [p.label for p in use.session.predictions] == ["cat", "dog", "cat"]
    use.session.clear_predictions()
    use.session._take([Predicted(paths[1], "cat", 0.9, 0.1, "", [0.9, 0.1])])
    assert len(use.session.predictions) == 1


# --- files that come of it -----------------------------------------------------------------------


def test_a_csv_is_kept_with_the_project(qtbot: QtBot, use: UsePage, run: RunFolder,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    shown: list[str] = []

    def save_as(parent: object, title: str, suggested: str, near: str) -> str:
        asked.append((suggested, near))
        return str(Path(near) / suggested)
    monkeypatch.setattr(dialogs, "save_as", save_as)
    monkeypatch.setattr(dialogs, "show_folder", shown.append)
    use.session._take([Predicted("x.png", "cat", 0.9, 0.1, "", [0.9, 0.1])])
    assert use.reveal.isHidden()
    for _ in range(2):
        qtbot.mouseClick(use.save, Qt.MouseButton.LeftButton)
    project = str(run.path.parents[1])
    assert asked == [("pets predictions.csv", project), ("pets predictions 2.csv", project)], "no file is written over"
    assert (Path(project) / "pets predictions.csv").read_text("utf-8-sig").splitlines()[1].startswith("x.png,cat")
    assert "pets predictions 2.csv" in use.note.whole()
    qtbot.mouseClick(use.reveal, Qt.MouseButton.LeftButton)
    assert shown == [str(Path(project) / "pets predictions 2.csv")]


def test_a_csv_that_cannot_be_written_costs_nothing(qtbot: QtBot, use: UsePage, tmp_path: Path,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a file").write_text("")
    monkeypatch.setattr(dialogs, "save_as", lambda *given: str(tmp_path / "a file" / "out.csv"))
    use.session._take([Predicted("x.png", "cat", 0.9, 0.1, "", [0.9, 0.1])])
    qtbot.mouseClick(use.save, Qt.MouseButton.LeftButton)
    assert use.session.problem is not None
    assert use.session.problem.code == "not_writable"
    assert use.reveal.isHidden()
    assert len(use.session.predictions) == 1
    assert use.save.isEnabled()


# --- the problem and its button ------------------------------------------------------------------


def test_the_problem_of_moved_images_carries_its_button(qtbot: QtBot, window: MainWindow, session: Session,
                                                        run: RunFolder, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(session, "relocate", asked.append)
    monkeypatch.setattr("gui_app.messages.choose_folder", lambda *given: str(tmp_path / "moved"))
    (tmp_path / "pets").rename(tmp_path / "moved")
    session.open_run(str(run.path))
    assert session.problem is not None
    assert session.problem.code == "run_images_gone"
    assert window.problem_bar.remedy.isVisible()
    qtbot.mouseClick(window.problem_bar.remedy, Qt.MouseButton.LeftButton)
    assert asked == [str(tmp_path / "moved")]
    session.show_problem(Problem("run_busy", path="x"))
    assert window.problem_bar.remedy.isHidden()
