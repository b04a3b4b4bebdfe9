"""How a folder is read: what is asked for, what the previews show, and what stands in the way of using it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.pixels import Levels, Pixels
from core.problems import Problem
from core.source import FoldersPreview, NamesPreview, Source, TablePreview
from gui_app.widgets import source_panel, source_table
from gui_app.widgets.class_table import ClassTable
from gui_app.widgets.column_table import roles_of, with_roles
from gui_app.widgets.page import Elided
from gui_app.widgets.source_panel import SourcePanel
from gui_app.widgets.table_files import tables_in

LEFT = Qt.MouseButton.LeftButton
COLUMNS = ("file", "kind", "colour", "patient", "set")
ROWS = (("a.jpg", "cat", "black", "7", "train"), ("b.jpg", "dog", "brown", "8", "val"))


@pytest.fixture
def asked() -> list[Source]:
    """Every source of which a preview was asked for."""
    return []


@pytest.fixture
def panel(qtbot: QtBot, asked: list[Source], monkeypatch: pytest.MonkeyPatch) -> SourcePanel:
    monkeypatch.setattr(source_panel, "WAIT_MS", 10)
    made = SourcePanel()
    qtbot.addWidget(made)
    made.resize(708, 420)
    made.preview_asked.connect(asked.append)
    made.show()
    return made


def preview(source: Source, **other: object) -> TablePreview:
    return TablePreview(**{"path": source.table, "encoding": "gbk", "separator": ";", "sheets": (),  # type: ignore[arg-type]
                           "columns": COLUMNS, "rows": ROWS, "count": 1200, "source": source, "found": 18,
                           "looked": 20, **other})


def part(panel: QWidget, kind: type, name: str) -> QWidget:
    found = panel.findChild(kind, name)
    assert isinstance(found, QWidget), name
    return found


def press(qtbot: QtBot, panel: QWidget, name: str) -> None:
    found = part(panel, QAbstractButton, name)
    qtbot.waitUntil(found.isVisible)
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Space)


def told(panel: QWidget, name: str) -> str:
    found = part(panel, QLabel, name)
    assert isinstance(found, QLabel)
    assert found.isVisible(), name
    return found.text()


def with_table(qtbot: QtBot, panel: SourcePanel, asked: list[Source], folder: Path) -> None:
    """A table lies in the folder, was chosen, and its preview is shown."""
    (folder / "labels.csv").write_text("file,kind\n", "utf-8")
    panel.show_folder(str(folder), Source())
    press(qtbot, panel, "source_table")
    qtbot.waitUntil(lambda: bool(asked))
    panel.show_preview(preview(replace(asked[-1], path="file", labels=("kind",))), None)


def use_column(panel: SourcePanel, column: str, title: str) -> None:
    box = part(panel, QComboBox, f"source_column_{COLUMNS.index(column)}")
    assert isinstance(box, QComboBox)
    at = box.findText(title)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)


# --- folders -------------------------------------------------------------------------------------


def test_class_folders_need_no_preview(qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source(), "shoes/nested/deeper/inside.jpg")
    assert not panel.missing()
    assert "“shoes”" in told(panel, "source_example_first")
    assert "“deeper”" in told(panel, "source_example_last")
    with qtbot.waitSignal(panel.changed):
        press(qtbot, panel, "source_level_last")
    assert panel.source == Source(level="last")
    assert not asked


def test_both_levels_tell_their_classes(qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source(), "shoes/nested/deeper/inside.jpg")
    qtbot.waitUntil(lambda: len(asked) == 1)
    many = {f"kind {n}": n for n in range(1, 11)}
    panel.show_preview(FoldersPreview({"shoes": 1200, "hats": 3}, many), None)
    assert told(panel, "source_classes_first") == "2 class(es): shoes (1,200), hats (3)"
    assert told(panel, "source_classes_last").startswith("10 class(es): kind 1 (1), ")
    assert told(panel, "source_classes_last").endswith("kind 8 (8) …")
    panel.show_preview(None, Problem("no_classes", path="/x"))
    assert "not in class folders" in panel.missing()


def test_showing_changes_nothing(panel: SourcePanel, tmp_path: Path) -> None:
    for source in (Source(level="last", test="/t", target="/u"), Source(kind="unlabelled"),
                   Source(kind="names", pattern="{label}-*"), Source(kind="table", table="/x.csv", labels=("a", "b"))):
        panel.show_folder(str(tmp_path), source)
        assert panel.source == source


def test_arrows_walk_the_ways(qtbot: QtBot, panel: SourcePanel, tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source())
    first = part(panel, QRadioButton, "source_folders")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert panel.source.kind == "names"


def test_other_folders_are_chosen_and_taken_away(
        qtbot: QtBot, panel: SourcePanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    panel.show_folder(str(tmp_path), Source())
    for name in ("test", "target"):
        monkeypatch.setattr(source_panel, "choose_folder", lambda *given, name=name: f"/elsewhere/{name}")
        press(qtbot, panel, f"source_{name}_choose")
    assert panel.source == Source(test="/elsewhere/test", target="/elsewhere/target")
    shown = part(panel, Elided, "source_test")
    assert isinstance(shown, Elided)
    assert shown.whole() == "/elsewhere/test"
    press(qtbot, panel, "source_test_none")
    assert panel.source == Source(target="/elsewhere/target")
    monkeypatch.setattr(source_panel, "choose_folder", lambda *given: "")
    press(qtbot, panel, "source_target_choose")
    assert panel.source.target == "/elsewhere/target", "changing one's mind changes nothing"


def test_without_labels_nothing_else_is_asked(qtbot: QtBot, panel: SourcePanel, tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source())
    press(qtbot, panel, "source_unlabelled")
    assert panel.source.kind == "unlabelled"
    assert not panel.missing()
    assert not part(panel, QPushButton, "source_test_choose").isVisible()


# --- names ---------------------------------------------------------------------------------------


def test_a_pattern_is_suggested_and_shown_at_work(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source())
    press(qtbot, panel, "source_names")
    assert panel.missing()
    qtbot.waitUntil(lambda: asked == [Source(kind="names")])
    panel.show_preview(NamesPreview("{label}_*", (("cat_1.jpg", "cat"), ("x.jpg", "")), {"cat": 5, "dog": 4}, 3), None)
    assert not panel.missing()
    assert panel.source == Source(kind="names", pattern="{label}_*")
    names, classes = part(panel, QTableWidget, "source_names"), part(panel, ClassTable, "source_classes")
    assert isinstance(names, QTableWidget)
    assert isinstance(classes, ClassTable)
    assert (names.item(0, 0).text(), names.item(0, 1).text()) == ("cat_1.jpg", "cat")
    assert names.item(1, 1).text() == "does not fit"
    assert classes.model().index(0, 2).data() == "5"
    assert told(panel, "source_told").startswith("9 ")
    assert "3 " in told(panel, "source_told")


def test_a_pattern_is_typed(qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source(kind="names", pattern="*"))
    field = part(panel, QLineEdit, "source_pattern")
    assert isinstance(field, QLineEdit)
    qtbot.waitUntil(lambda: bool(asked))
    panel.show_preview(None, Problem("bad_labels_file", path="*", reason="why"))
    assert field.property("wrong")
    assert "why" in told(panel, "source_told")
    assert panel.missing()
    qtbot.keyClicks(field, "-{label}")
    qtbot.waitUntil(lambda: asked[-1].pattern == "*-{label}")
    panel.show_preview(NamesPreview("*-{label}", (), {}, 9), None)
    assert not field.property("wrong")
    assert field.text() == "*-{label}"
    assert panel.missing(), "a pattern that fits no name cannot be used"


def test_a_pattern_is_picked(qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source(kind="names"))
    qtbot.waitUntil(lambda: bool(asked))
    panel.show_preview(NamesPreview("{label} (*)", (), {"a": 1}, 0), None)
    offered = [b.text() for b in panel.findChildren(QPushButton) if b.objectName().startswith("source_pattern_")]
    assert offered[0] == "{label} (*)"
    press(qtbot, panel, "source_pattern_1")
    qtbot.waitUntil(lambda: asked[-1].pattern == offered[1])


def test_an_overtaken_preview_is_not_shown(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source(kind="names", pattern="{label}_*"))
    qtbot.waitUntil(lambda: bool(asked))
    field = part(panel, QLineEdit, "source_pattern")
    qtbot.keyClicks(field, "x")
    panel.show_preview(NamesPreview("{label}_*", (), {"a": 1}, 0), None)
    assert panel.missing()
    press(qtbot, panel, "source_folders")
    panel.show_preview(NamesPreview("{label}_*x", (), {"a": 1}, 0), None)
    assert panel.source == Source(pattern="{label}_*x")


# --- tables --------------------------------------------------------------------------------------


def test_roles_and_sources_mean_the_same() -> None:
    source = Source(kind="table", table="/x.csv", path="file", labels=("kind", "colour"), split="set", group="patient")
    roles = roles_of(source, COLUMNS)
    assert roles == ["path", "label", "further", "group", "split"]
    assert with_roles(source, COLUMNS, roles) == source
    assert roles_of(Source(), ("", "a", "")) == ["", "", ""], "columns without a heading are no columns without a role"
    assert roles_of(replace(source, labels=("kind",)), ("kind", "kind")) == ["label", ""]


def test_the_table_of_the_folder_is_shown_at_once(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    with_table(qtbot, panel, asked, tmp_path)
    assert asked == [Source(kind="table", table=str(tmp_path / "labels.csv"))]
    assert panel.source.path == "file"
    assert not panel.missing()
    sentence = told(panel, "source_table_told")
    assert all(what in sentence for what in ("1,200", "GBK", "semicolons", "20", "18"))
    table = part(panel, QTableWidget, "source_table_rows")
    assert isinstance(table, QTableWidget)
    assert [table.item(1, c).text() for c in range(5)] == list(ROWS[1])


def test_columns_get_what_they_are_used_for(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    with_table(qtbot, panel, asked, tmp_path)
    for column, title in (("colour", "Also label"), ("patient", "Group"), ("set", "Split")):
        use_column(panel, column, title)
    wanted = Source(kind="table", table=str(tmp_path / "labels.csv"), path="file", labels=("kind", "colour"),
                    group="patient", split="set")
    assert panel.source == wanted
    qtbot.waitUntil(lambda: asked[-1] == wanted)
    use_column(panel, "colour", "Label")
    assert panel.source.labels == ("colour",), "the first label is one column; the other gave it up"
    use_column(panel, "file", "not used")
    qtbot.waitUntil(lambda: asked[-1].path == "")
    panel.show_preview(preview(asked[-1]), None)
    assert "paths" in panel.missing()
    use_column(panel, "file", "Path")
    use_column(panel, "colour", "not used")
    qtbot.waitUntil(lambda: asked[-1].labels == ())
    panel.show_preview(preview(asked[-1]), None)
    assert "labels" in panel.missing()


def test_the_columns_are_reached_by_the_keyboard(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    with_table(qtbot, panel, asked, tmp_path)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    last = part(panel, QComboBox, "source_column_4")
    table = part(panel, QTableWidget, "source_table_rows")
    assert isinstance(table, QTableWidget)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 200)
    last.setFocus()
    qtbot.waitUntil(lambda: last.mapTo(table, last.rect().topLeft()).x() < table.width() - 40)


def test_several_labels_in_a_cell(qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    with_table(qtbot, panel, asked, tmp_path)
    qtbot.keyClicks(part(panel, QLineEdit, "source_separator"), "|")
    qtbot.waitUntil(lambda: asked[-1].separator == "|")
    assert asked[-1].labels == ("kind",)


def test_a_sheet_is_chosen_where_there_are_several(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    with_table(qtbot, panel, asked, tmp_path)
    box = part(panel, QComboBox, "source_sheet")
    assert isinstance(box, QComboBox)
    assert not box.isVisible()
    source = replace(panel.source, table=str(tmp_path / "b.xlsx"), sheet="train")
    panel.show_preview(preview(source, separator="", encoding="", sheets=("train", "test")), None)
    assert box.isVisible()
    assert box.currentText() == "train"
    box.activated.emit(1)
    qtbot.waitUntil(lambda: asked[-1].sheet == "test")
    assert asked[-1].path == "", "the columns of another sheet are guessed anew"


def test_a_wrong_table_is_told_in_its_place(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    with_table(qtbot, panel, asked, tmp_path)
    panel.take_table(str(tmp_path / "other.csv"))
    assert panel.source == Source(kind="table", table=str(tmp_path / "other.csv"))
    qtbot.waitUntil(lambda: asked[-1].table.endswith("other.csv"))
    panel.show_preview(None, Problem("labels_empty", path="other.csv"))
    assert "other.csv" in told(panel, "source_table_told")
    assert panel.missing()


def test_a_table_is_chosen(qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path,
                           monkeypatch: pytest.MonkeyPatch) -> None:
    panel.show_folder(str(tmp_path), Source(test="/t"))
    press(qtbot, panel, "source_table")
    assert panel.missing()
    monkeypatch.setattr(source_table, "choose_table", lambda *given: "")
    press(qtbot, panel, "source_choose_table")
    assert not panel.source.table
    monkeypatch.setattr(source_table, "choose_table", lambda *given: "/far/labels.tsv")
    press(qtbot, panel, "source_choose_table")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [Source(kind="table", table="/far/labels.tsv", test="/t")]


def test_every_field_says_what_it_is(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    with_table(qtbot, panel, asked, tmp_path)
    for kind, least in (("source_table", 10), ("source_names", 8), ("source_folders", 4)):
        press(qtbot, panel, kind)
        qtbot.waitUntil(lambda least=least: len(fields_of(panel)) >= least)
        assert all(w.objectName() and (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
                   for w in fields_of(panel))


def fields_of(panel: SourcePanel) -> list[QWidget]:
    """What the tab key reaches: of the ways, the chosen one."""
    return [w for cls in (QLineEdit, QComboBox, QAbstractButton) for w in panel.findChildren(cls)
            if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]


def test_it_fits_the_smallest_window(panel: SourcePanel) -> None:
    assert panel.minimumSizeHint().width() <= 708
    assert panel.minimumSizeHint().height() <= 420


# --- what is guessed -----------------------------------------------------------------------------


def test_the_letters_of_a_table_can_be_chosen(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    with_table(qtbot, panel, asked, tmp_path)
    box = part(panel, QComboBox, "source_encoding")
    assert isinstance(box, QComboBox)
    assert not box.isVisible(), "what the file tells itself is not asked"
    source = replace(asked[-1], path="file", labels=("kind",))
    letters = (("cp1251", "кошка"), ("cp1252", "êîøêà"))
    panel.show_preview(preview(source, encoding="cp1251", sample="кошка", encodings=letters), None)
    assert box.isVisible()
    assert box.currentText() == "кошка   ·   Cyrillic (Windows 1251)"
    box.setCurrentIndex(1)
    with qtbot.waitSignal(panel.changed):
        box.activated.emit(1)
    qtbot.waitUntil(lambda: asked[-1].encoding == "cp1252")
    assert panel.source.path == "", "the headings may be other words now"


def test_what_split_folders_are_can_be_chosen(
        qtbot: QtBot, panel: SourcePanel, asked: list[Source], tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source(), "train/red/1.jpg")
    box = part(panel, QComboBox, "source_splits")
    assert isinstance(box, QComboBox)
    qtbot.waitUntil(lambda: len(asked) == 1)
    panel.show_preview(FoldersPreview({"bus": 3}, {"bus": 3}, Source(splits="none", within="packed"), ("none",)), None)
    assert not box.isVisible(), "nothing else can be meant"
    assert "“packed”" in told(panel, "source_within")
    panel.show_preview(FoldersPreview({"bus": 3}, {"bus": 3}, Source(splits="none"), ("none", "above")), None)
    assert box.isVisible()
    with qtbot.waitSignal(panel.changed):
        box.activated.emit(0)
    qtbot.waitUntil(lambda: asked[-1].splits == "above")
    panel.show_preview(None, Problem("splits_without_classes", path="/x", name="“train”"))
    assert box.isVisible(), "this is what answers the problem"


@pytest.mark.parametrize(("name", "offered"), [
    ("labels.csv", True), ("train_list.txt", True), ("data.lst", True), ("metadata.jsonl", True),
    ("readme.txt", False), ("~$labels.xlsx", False)])
def test_which_files_of_a_folder_are_offered_as_tables(tmp_path: Path, name: str, offered: bool) -> None:
    (tmp_path / name).write_text("x", "utf-8")
    assert bool(tables_in(str(tmp_path))) == offered


# --- pixels --------------------------------------------------------------------------------------

DEEP = Pixels((Levels("uint16", 85, 2324), Levels("float", -1, 1)))


def test_photographs_are_asked_nothing_about_their_pixels(panel: SourcePanel, tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source())
    panel.show_pixels(Pixels(), 0)
    assert not panel.pixels.isVisible()


def test_the_levels_of_a_folder_are_told_and_what_is_clipped_is_asked(
        qtbot: QtBot, panel: SourcePanel, tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source())
    panel.show_pixels(DEEP, 0)
    assert told(panel, "pixel_levels").splitlines() == ["16-bit values: 85 becomes black, 2,324 white.",
                                                        "Decimal numbers: -1 becomes black, 1 white."]
    field = part(panel, QLineEdit, "pixel_clipped")
    assert field.accessibleName()
    assert field.text() == "0.1"  # type: ignore[attr-defined]
    with qtbot.waitSignal(panel.changed):
        field.setFocus()
        field.selectAll()  # type: ignore[attr-defined]
        qtbot.keyClicks(field, "0")
    assert (panel.source.clipped, panel.source.bands) == (0.0, ())
    assert not panel.findChildren(QComboBox, "pixel_band_0")


def test_of_many_channels_three_are_picked(qtbot: QtBot, panel: SourcePanel, tmp_path: Path) -> None:
    panel.show_folder(str(tmp_path), Source(bands=(4, 3, 2)))
    panel.show_pixels(Pixels(bands=(4, 3, 2)), 6)
    boxes = [part(panel, QComboBox, f"pixel_band_{at}") for at in range(3)]
    assert [box.currentText() for box in boxes] == [f"channel {n}" for n in (4, 3, 2)]  # type: ignore[attr-defined]
    assert [box.accessibleName() for box in boxes] == ["Red shows", "Green shows", "Blue shows"]
    boxes[0].setFocus()
    with qtbot.waitSignal(panel.changed):
        qtbot.keyClick(boxes[0], Qt.Key.Key_Down)
    assert panel.source.bands == (5, 3, 2)
    panel.show_folder(str(tmp_path), Source())
    panel.show_pixels(Pixels(), 0)
    assert not panel.pixels.isVisible()
