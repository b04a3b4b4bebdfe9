"""The view of a folder: filters that combine, orders, findings, and what is done to images by keys and by mouse."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from core.data.index import Index, Sample
from core.edits import Edit
from core.findings import Finding
from core.source import Source, Task
from gui_app.widgets.folder_view import FolderView
from gui_app.widgets.page import Elided
from gui_app.widgets.sample_choice import OUT, Wanted, matching, ordered

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
CLASSES = ("cat", "dog", "emu")


def sample(label: str, n: int, split: str) -> Sample:
    return Sample(f"{label}/{n}.png", label, split, width=64, height=48, format="PNG", mode="RGB",
                  taken="2024-05-01T12:30:00")


SAMPLES = tuple(sample(label, n, ("train", "train", "validation", "test")[n]) for label in CLASSES for n in range(4))
GROUPS = (("emu/0.png", "cat/3.png"), ("dog/1.png", "cat/1.png"))
FOUND = Finding("same_image_two_labels", {"count": 2, "path": "emu/0.png", "other": "cat/3.png"},
                tuple(path for group in GROUPS for path in group), GROUPS, ("relabel", "keep_one", "exclude"))


@pytest.fixture
def index(tmp_path: Path) -> Index:
    for one in SAMPLES:
        (tmp_path / one.path).parent.mkdir(exist_ok=True)
        Image.new("RGB", (64, 48), (hash(one.path) % 256, 80, 120)).save(tmp_path / one.path)
    return Index(str(tmp_path), SAMPLES, CLASSES, findings=(FOUND,))


@pytest.fixture
def view(qtbot: QtBot, index: Index) -> Iterator[FolderView]:
    made = FolderView()
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    qtbot.waitExposed(made)
    made.show_index(index)
    yield made
    made.gallery.shutdown()


def paths(view: FolderView) -> list[str]:
    return [item.path for item in view.gallery.items()]


def choose(view: FolderView, name: str, title: str) -> None:
    """Choose from a list as a user does."""
    box = view.findChild(QComboBox, name)
    assert box is not None
    place = next(i for i in range(box.count()) if box.itemText(i).startswith(title))
    box.setCurrentIndex(place)
    box.activated.emit(place)


def line(view: FolderView) -> str:
    return view.wall.bar.told.whole()


def press(qtbot: QtBot, view: FolderView, row: int, key: Qt.Key) -> list[Edit]:
    view.gallery.select(row)
    with qtbot.waitSignal(view.edit) as said:
        qtbot.keyClick(view.gallery, key)
    return list(said.args[0])


# --- which images ----------------------------------------------------------------------------------


def test_filters_combine_and_are_cleared_by_one_click(qtbot: QtBot, view: FolderView) -> None:
    assert line(view).startswith("12 image")
    choose(view, "shown_part", "Validation")
    assert paths(view) == ["cat/2.png", "dog/2.png", "emu/2.png"]
    view.classes.selectRow(1)
    assert paths(view) == ["dog/2.png"]
    assert "1 of 12" in line(view)
    assert "dog" in line(view)
    assert "Validation" in line(view)
    view.findings.shown.emit(FOUND)
    assert paths(view) == []
    every = view.findChild(QAbstractButton, "all_classes")
    assert every is not None
    qtbot.mouseClick(every, LEFT)
    assert len(paths(view)) == 12
    assert not every.isVisible()
    assert not view.classes.selected()


def test_images_of_one_group_are_neighbours(view: FolderView) -> None:
    view.findings.shown.emit(FOUND)
    assert [set(paths(view)[:2]), set(paths(view)[2:])] == [set(group) for group in GROUPS]
    assert [item.group for item in view.gallery.items()] == [1, 1, 2, 2]
    link = view.findChild(QPushButton, "show_finding_0")
    assert link is not None
    assert link.text() == "Show all images again"
    view.findings.shown.emit(None)
    assert len(paths(view)) == 12


def test_orders(view: FolderView, index: Index) -> None:
    assert paths(view)[:4] == ["cat/0.png", "dog/0.png", "emu/0.png", "cat/1.png"]
    choose(view, "shown_order", "By name")
    assert paths(view) == [s.path for s in SAMPLES]
    view.show_index(replace(index, samples=SAMPLES[::-1], source=Source(kind="table")))
    choose(view, "shown_order", "By name")
    assert paths(view) == [s.path for s in SAMPLES]


def test_odd_ones_come_first_once_they_are_known(qtbot: QtBot, view: FolderView) -> None:
    with qtbot.waitSignal(view.likeness_wanted):
        choose(view, "shown_order", "Unusual")
    assert "Comparing" in line(view)
    assert len(paths(view)) == 12, "the images stay in sight while they are compared"
    ranks = {s.path: -place for place, s in enumerate(SAMPLES)}
    view.show_order(ranks)
    assert paths(view) == [s.path for s in reversed(SAMPLES)]
    assert "Comparing" not in line(view)
    with qtbot.assertNotEmitted(view.likeness_wanted):
        choose(view, "shown_order", "By name")
        choose(view, "shown_order", "Unusual")
    assert paths(view)[0] == SAMPLES[-1].path


def test_images_that_cannot_be_compared_stay_in_turn(qtbot: QtBot, view: FolderView) -> None:
    choose(view, "shown_order", "Unusual")
    view.show_order({})
    assert "Comparing" not in line(view)
    assert view.wall.bar.order == "turn"
    with qtbot.waitSignal(view.likeness_wanted):
        choose(view, "shown_order", "Unusual")


def test_what_is_left_out_can_be_seen(view: FolderView, index: Index) -> None:
    view.show_index(replace(index, samples=SAMPLES[2:], excluded=SAMPLES[:2]))
    assert len(paths(view)) == 10
    choose(view, "shown_part", "Left out (2)")
    assert set(paths(view)) == {"cat/0.png", "cat/1.png"}
    assert all(item.mark == "out" for item in view.gallery.items())


def test_several_labels_an_image(view: FolderView, index: Index) -> None:
    task = Task("kind", CLASSES, several=True)
    both = Sample("both.png", "cat; dog", "train")
    view.show_index(replace(index, samples=(*SAMPLES, both), tasks=(task,)))
    assert len(paths(view)) == 13
    view.classes.selectRow(1)
    assert set(paths(view)) == {"dog/0.png", "dog/1.png", "dog/2.png", "dog/3.png", "both.png"}
    view.gallery.select(0)
    assert not view.wall.act_bar.label.isVisible(), "one key cannot say several labels"


def test_another_folder_starts_with_all_its_images(view: FolderView, index: Index, tmp_path: Path) -> None:
    view.classes.selectRow(0)
    choose(view, "shown_part", "Test")
    choose(view, "shown_order", "By name")
    view.show_index(replace(index, root=str(tmp_path / "other"), classes=("dog", "emu"), samples=SAMPLES[4:]))
    assert len(paths(view)) == 8
    assert paths(view)[:2] == ["dog/0.png", "emu/0.png"]


# --- acts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "edit"), [
    (KEY.Key_X, Edit("exclude", ("dog/0.png",))),
    (KEY.Key_Delete, Edit("exclude", ("dog/0.png",))),
    (KEY.Key_1, Edit("relabel", ("dog/0.png",), "cat")),
    (KEY.Key_3, Edit("relabel", ("dog/0.png",), "emu")),
    (KEY.Key_V, Edit("move", ("dog/0.png",), "validation")),
    (KEY.Key_E, Edit("move", ("dog/0.png",), "test")),
])
def test_keys(qtbot: QtBot, view: FolderView, key: Qt.Key, edit: Edit) -> None:
    assert press(qtbot, view, 1, key) == [edit]


@pytest.mark.parametrize("key", [KEY.Key_2, KEY.Key_9, KEY.Key_T])
def test_keys_that_would_change_nothing(qtbot: QtBot, view: FolderView, key: Qt.Key) -> None:
    view.gallery.select(1)  # a dog for training, and there are three classes
    with qtbot.assertNotEmitted(view.edit):
        qtbot.keyClick(view.gallery, key)


def test_before_the_files_are_read_nothing_can_be_done(qtbot: QtBot, view: FolderView, index: Index) -> None:
    view.show_index(replace(index, looked_at=False))
    view.gallery.select(1)
    with qtbot.assertNotEmitted(view.edit):
        qtbot.keyClick(view.gallery, KEY.Key_X)
    assert not view.wall.act_bar.out.isEnabled()


def test_what_is_done_is_seen_at_once_and_in_its_place(qtbot: QtBot, view: FolderView, index: Index) -> None:
    choose(view, "shown_part", "Training")
    before = paths(view)
    press(qtbot, view, 2, KEY.Key_X)
    assert view.gallery.items()[2].mark == "out"
    gone = next(s for s in SAMPLES if s.path == before[2])
    changed = replace(index, samples=tuple(s for s in SAMPLES if s is not gone), excluded=(gone,))
    view.show_index(changed)
    assert paths(view) == before, "nothing jumps"
    assert view.gallery.chosen_rows() == [2]
    assert press(qtbot, view, 2, KEY.Key_X) == [Edit("include", (gone.path,))]
    view.show_index(index)
    assert view.gallery.items()[2].mark == ""
    press(qtbot, view, 0, KEY.Key_3)
    assert view.gallery.items()[0].caption == "emu"
    choose(view, "shown_part", "Validation")
    choose(view, "shown_part", "Training")
    assert len(paths(view)) == 6


def test_another_split_shows_other_images(view: FolderView, index: Index) -> None:
    choose(view, "shown_part", "Validation")
    anew = tuple(s._replace(split="validation" if s.path.startswith("dog") else "train") for s in SAMPLES)
    view.show_index(replace(index, samples=anew))
    assert set(paths(view)) == {s.path for s in SAMPLES if s.label == "dog"}


def test_several_images_at_once_by_mouse(qtbot: QtBot, view: FolderView) -> None:
    view.gallery.selectAll()
    bar = view.wall.act_bar
    assert bar.count.text() == "12 selected"
    assert bar.legend.whole().split() == ["1", "cat", "2", "dog", "3", "emu"]
    with qtbot.waitSignal(view.edit) as said:
        qtbot.mouseClick(bar.out, LEFT)
    assert set(said.args[0][0].paths) == {s.path for s in SAMPLES}
    assert bar.out.text() == "Put back"
    moves = bar.move_to.menu().actions()
    assert [action.text().split("\t")[1] for action in moves] == ["T", "V", "E"]
    with qtbot.waitSignal(view.edit) as said:
        moves[2].trigger()
    assert said.args[0][0].value == "test"


def test_the_menu_holds_every_act_with_its_key(qtbot: QtBot, view: FolderView) -> None:
    view.gallery.select(1)
    menu = view.wall.acts.menu(view, lambda: None)
    said = [action.text() for part in (menu, *menu.findChildren(QMenu)) for action in part.actions()]
    keys = {text.split("\t")[1] for text in said if "\t" in text}
    assert keys == {"Enter", "X", "L", "1", "2", "3", "T", "V", "E"}
    with qtbot.waitSignal(view.edit) as done:
        next(a for a in menu.findChildren(QMenu)[0].actions() if a.text().endswith("\t3")).trigger()
    assert done.args == [[Edit("relabel", ("dog/0.png",), "emu")]]
    menu.close()


def test_a_class_is_found_by_typing(qtbot: QtBot, view: FolderView) -> None:
    view.gallery.select(1)
    qtbot.keyClick(view.gallery, KEY.Key_L)
    picker = view.wall.acts._picker
    assert picker is not None
    assert picker.isVisible()
    qtbot.keyClicks(picker.search, "em")
    with qtbot.waitSignal(view.edit) as said:
        qtbot.keyClick(picker.search, KEY.Key_Return)
    assert said.args == [[Edit("relabel", ("dog/0.png",), "emu")]]
    assert not picker.isVisible()
    qtbot.keyClick(view.gallery, KEY.Key_L)
    assert not picker.search.text()
    qtbot.keyClicks(picker.search, "no such class")
    with qtbot.assertNotEmitted(view.edit):
        qtbot.keyClick(picker.search, KEY.Key_Return)
    picker.hide()


def test_remedies(qtbot: QtBot, view: FolderView) -> None:
    keep = view.findChild(QPushButton, "keep_one_0")
    check = view.findChild(QPushButton, "relabel_0")
    assert keep is not None
    assert check is not None
    with qtbot.waitSignal(view.remedy) as said:
        qtbot.mouseClick(keep, LEFT)
    assert said.args == [FOUND, "keep_one"]
    with qtbot.assertNotEmitted(view.remedy):
        qtbot.mouseClick(check, LEFT)
    assert len(paths(view)) == 4
    assert view.gallery.chosen_rows() == [0], "the keys relabel at once"


# --- the large view --------------------------------------------------------------------------------


def test_in_the_large_view_an_act_leads_to_the_next_image(qtbot: QtBot, view: FolderView) -> None:
    view.gallery.opened.emit(1)
    viewer = view.wall._viewer
    assert viewer is not None
    assert viewer.heading.whole() == "dog"
    with qtbot.waitSignal(view.edit) as said:
        qtbot.keyClick(viewer, KEY.Key_3)
    assert said.args == [[Edit("relabel", ("dog/0.png",), "emu")]]
    assert viewer.at == 2
    with qtbot.waitSignal(view.edit) as said:
        qtbot.mouseClick(viewer._acts.out, LEFT)  # type: ignore[union-attr]
    assert said.args == [[Edit("exclude", ("emu/0.png",))]]
    assert viewer.at == 3
    view.show_acts((Edit("exclude", ("emu/0.png",)),))
    assert "left out" in viewer.said.text()
    qtbot.keyClick(viewer, KEY.Key_Left)
    assert viewer.sentence.text() == "Left out"
    assert viewer._acts.out.text().startswith("Put back")  # type: ignore[union-attr]
    qtbot.keyClick(viewer, KEY.Key_Escape)


def test_the_last_image_is_shown_again_after_an_act(qtbot: QtBot, view: FolderView) -> None:
    view.gallery.opened.emit(11)
    viewer = view.wall._viewer
    assert viewer is not None
    qtbot.keyClick(viewer, KEY.Key_X)
    assert viewer.at == 11
    assert viewer.sentence.text() == "Left out"
    viewer.leave()


def test_facts_of_an_image(view: FolderView) -> None:
    view.gallery.opened.emit(2)
    viewer = view.wall._viewer
    assert viewer is not None
    told = " ".join(one.whole() for one in viewer.facts.findChildren(Elided) if one.isVisible())
    for fact in ("Training", "64 × 48", "PNG", "RGB", "5/1/24"):
        assert fact in told, fact
    assert viewer.file.whole().endswith("emu/0.png")
    assert "Labels" in viewer.remark.text()
    assert "cat/3.png" in viewer.remark.text(), "the other one of its group"
    viewer.leave()


def test_the_large_view_follows_its_image(view: FolderView, index: Index) -> None:
    view.gallery.opened.emit(11)
    viewer = view.wall._viewer
    assert viewer is not None
    view.show_index(replace(index, samples=SAMPLES[6:]))
    assert viewer.isVisible()
    assert viewer.file.whole().endswith("emu/3.png")
    view.show_index(replace(index, samples=SAMPLES[:6]))
    assert not viewer.isVisible()


# --- 100,000 images --------------------------------------------------------------------------------


def test_a_hundred_thousand_are_filtered_between_two_frames() -> None:
    labels = [f"class {n}" for n in range(1000)]
    samples = tuple(Sample(f"{labels[n * n % 1000]}/{n}.png", labels[n * n % 1000], "train" if n % 5 else "validation")
                    for n in range(100_000))
    index = Index("/x", samples, tuple(sorted(labels)))
    finding = Finding("same_image_twice", {}, tuple(s.path for s in samples[::3]))
    ranks = {s.path: n * 7919 % 100_000 for n, s in enumerate(samples)}
    took = {}
    for name, wanted in {"all": Wanted(), "split": Wanted(place="validation"), "out": Wanted(place=OUT),
                         "three": Wanted("class 4", "train", finding)}.items():
        for order in ("turn", "name", "odd"):
            began = time.perf_counter()
            ordered(matching(index, wanted), order, index, ranks, {})
            took[name, order] = time.perf_counter() - began
    assert max(took.values()) < 0.5, took  # generous: other programs may hold the machine
    lopsided = tuple(s._replace(label="class 0") if n > 2000 else s for n, s in enumerate(samples))
    began = time.perf_counter()
    assert len(ordered(list(lopsided), "turn", index, {}, {})) == 100_000
    assert time.perf_counter() - began < 0.5
