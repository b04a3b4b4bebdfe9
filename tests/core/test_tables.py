"""Tables of paths and labels: from every program and system, with every way to say what an image shows."""

import csv
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from core.data.index import Index
from core.data.look import listing, scan
from core.data.tables import preview
from core.problems import Problem, sentence
from core.run import Gate, Stop
from core.source import Source, TablePreview, Task
from tests.core.conftest import picture

Rows = Sequence[Sequence[object]]
Read = Callable[..., Index]


def csv_of(rows: Rows, comma: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=comma).writerows(rows)
    return text.getvalue()


@pytest.fixture
def read(folder: Path) -> Read:
    """Lists `folder` by a table: its rows or its text, and what Source shall say besides."""
    def make(table: Rows | str, *, encoding: str = "utf-8", comma: str = ",", **said: object) -> Index:
        text = table if isinstance(table, str) else csv_of(table, comma)
        (folder / "labels.csv").write_bytes(text.encode(encoding))
        return listing(folder, source=Source(kind="table", table=str(folder / "labels.csv"), **said))  # type: ignore[arg-type]
    return make


def labels(index: Index) -> dict[str, str]:
    return {s.path: s.label for s in index.samples}


def findings(index: Index, *, whole: bool = False) -> dict[str, dict[str, object]]:
    """What was noticed; only when `whole` also of the file as such, and of the images that are in no row."""
    for found in index.noticed:
        assert "?" not in sentence(found.code, found.details)
    return {found.code: found.details for found in index.noticed
            if whole or found.code not in ("table_unlisted", "table_encoding")}


def problem(folder: Path, table: str | bytes | None = None, **said: object) -> Problem:
    if table is not None:
        (folder / "l.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    with pytest.raises(Problem) as caught:
        listing(folder, source=Source(kind="table", table=str(folder / "l.csv"), **said))  # type: ignore[arg-type]
    assert "?" not in str(caught.value)
    return caught.value


# --- the bar -------------------------------------------------------------------------------------


def test_a_table_from_chinese_windows(folder: Path) -> None:
    for name, colour in (("猫", "red"), ("狗", "blue")):
        (folder / colour).rename(folder / name)
    rows = [("路径", "类别", "备注"),
            *((f"D:\\Bilder\\小明\\数据\\猫\\red {n}.png", "猫", "3,5") for n in range(8)),
            *((f"D:\\Bilder\\小明\\数据\\狗\\blue {n}.PNG", "狗", "0,25") for n in range(8)),
            ("D:\\Bilder\\小明\\数据\\狗\\blue 3.png", "狗", "0,25"),
            ("D:\\Bilder\\小明\\数据\\猫\\red 5.png", "狗", "1"),
            ("D:\\Bilder\\小明\\数据\\猫\\weg.png", "猫", "")]
    (folder / "labels.csv").write_bytes(csv_of(rows).encode("gbk"))
    index = scan(folder, source=Source(kind="table", table=str(folder / "labels.csv")))
    assert index.counts() == {"狗": 8, "猫": 8}
    assert {s.path for s in index.samples if s.label == "狗"} == {f"狗/blue {n}.png" for n in range(8)}
    assert [(f.path, f.code) for f in index.faults] == [("猫/weg.png", "file_missing")]
    assert findings(index) == {"table_twice": {"count": 1, "path": "狗/blue 3.png"},
                               "table_contradicts": {"count": 1, "path": "猫/red 5.png"}}
    assert labels(index)["猫/red 5.png"] == "猫", "the first row counts"
    assert (index.source.path, index.source.labels, index.source.split) == ("路径", ("类别",), "")


@pytest.mark.parametrize("said", [
    {"path": "Bild"}, {"labels": ("label", "Bild")}, {"split": "Bild"}, {"group": "Bild"}])
def test_a_column_that_is_not_there(folder: Path, said: dict[str, object]) -> None:
    fault = problem(folder, "path,label\nred/red 0.png,r\n", **said)
    assert fault.code == "labels_column"
    assert str(fault) == f"The table “{folder / 'l.csv'}” has no column “Bild”; it has: path, label."


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("comma", [",", ";", "\t", "|"])
def test_a_labels_file(read: Read, encoding: str, comma: str) -> None:
    rows = [("Label", "path"), ("红, 色", "red/red 0.png"), ("红, 色", "red\\red 1.png"), ("cold", "blue/blue 0.png"),
            ("cold", "./blue/blue 1.png"), ("", "green/green 0.png")]
    index = read(rows, encoding=encoding, comma=comma)
    assert index.counts() == {"cold": 2, "红, 色": 2}
    assert not index.ready_split
    assert not index.tasks
    assert findings(index) == {"labels_blank": {"count": 1}}
    assert index.samples[3].path == "blue/blue 1.png"


def test_accents_from_western_windows_are_not_read_as_chinese(read: Read) -> None:
    text = "path,label\nred/red 0.png,Grün\nblue/blue 0.png,Café\nblue/blue 1.png,Ähre\n"
    assert set(labels(read(text, encoding="cp1252")).values()) == {"Grün", "Café", "Ähre"}


def test_decimal_commas_part_no_cells(read: Read) -> None:
    text = "path;size;label\n" + "".join(f"red/red {n}.png;{n},5;r\n" for n in range(4))
    assert read(text).counts() == {"r": 4}
    assert read([("path", "size", "label"), ("red/red 0.png", "1,5", "r")]).counts() == {"r": 1}


def test_splits_and_groups(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("file,class,split,Patient\nred/red 0.png,r,Train,p1\nblue/blue 0.png,b,,p2\n"
                     "red/red 1.png,r,VAL,p1\nred/none.png,r,测试集,\n", "utf-8")
    index = scan(folder, source=Source(kind="table", table=str(table)))
    assert index.ready_split
    assert index.split_counts() == {"train": 2, "validation": 1}
    assert findings(index) == {"split_unassigned": {"count": 1}}
    assert [(f.path, f.code) for f in index.faults] == [("red/none.png", "file_missing")]
    assert [s.group for s in index.samples] == ["p1", "p2", "p1"]
    assert index.source.group == "Patient"


def test_without_headings(read: Read) -> None:
    index = read("red/red 0.png,r,train\nblue/blue 0.png,b,val\n")
    assert (index.counts(), index.split_counts()) == ({"b": 1, "r": 1}, {"train": 1, "validation": 1})
    assert (index.source.path, index.source.labels, index.source.split) == ("1", ("2",), "3")
    assert read("red 1,r\nblue 2,b\n").counts() == {"b": 1, "r": 1}, "no ending says so, but these are files"


@pytest.mark.parametrize(("text", "code"), [
    ("", "labels_empty"), ("\n , \n", "labels_empty"), ("path,label\n", "labels_empty"),
    ("path,label\n,\n", "labels_empty"), ("a,b\n1,2\n", "labels_columns"),
    ("path,a,b\nx.png,1,2\ny.png,3,4\n", "labels_columns"),
    ("path,label,split\nx.png,a,third\n", "labels_split"), (b"pfad,\x81", "bad_labels_file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"), (b"PK\x03\x04 broken", "bad_labels_file")])
def test_a_table_that_cannot_be_used(folder: Path, text: str | bytes, code: str) -> None:
    assert problem(folder, text).code == code


def test_a_table_that_is_not_there(folder: Path) -> None:
    assert problem(folder).code == "bad_labels_file"


def test_a_stop_is_heard(folder: Path) -> None:
    (folder / "l.csv").write_text("path,label\nred/red 0.png,r\n")
    gate = Gate()
    gate.stop()
    with pytest.raises(Stop):
        listing(folder, source=Source(kind="table", table=str(folder / "l.csv")), gate=gate)


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [
    "red/red 1.png", r"red\red 1.png", "./red/red 1.png", r"D:\a\b\colours\red\red 1.png",
    r"\\server\share\red\red 1.png", "/srv/other/red/red 1.png", "../colours/red/red 1.png", "images/red/red 1.png",
    "red/red 1", "red/red 1.PNG", "RED/Red 1.png", "red 1.png", "red 1"])
def test_a_file_by_any_name(read: Read, named: str) -> None:
    assert labels(read([("path", "label"), (named, "r"), ("blue/blue 0.png", "b")])) == {
        "red/red 1.png": "r", "blue/blue 0.png": "b"}


def test_a_whole_path(read: Read, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other/red").mkdir(parents=True)
    picture(7).save(tmp_path / "other/red/red 1.png")
    here, there = folder / "red/red 0.png", tmp_path / "other/red/red 1.png"
    index = read([("path", "label"), (str(here), "r"), (str(there), "o")])
    assert labels(index) == {"red/red 0.png": "r", "../other/red/red 1.png": "o"}, "the path itself, not a tail of it"


def test_files_beside_the_table(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "study/red").mkdir(parents=True)
    picture(1).save(tmp_path / "study/red/red 1.png")
    table = tmp_path / "study/labels.tsv"
    table.write_text("path\tlabel\nC:\\x\\red\\red 1.png\tr\nC:\\x\\red\\red 2.png\tr\n")
    assert labels(listing(folder, source=Source(kind="table", table=str(table)))) == {
        "../study/red/red 1.png": "r", "red/red 2.png": "r"}


def test_a_name_that_occurs_twice_is_not_guessed(read: Read, folder: Path) -> None:
    picture(1).save(folder / "blue/red 1.png")
    index = read([("path", "label"), ("red 1.png", "r"), ("red 2.png", "r")])
    assert list(labels(index)) == ["red 1.png", "red/red 2.png"], "the first is told as missing"


def test_accents_in_any_spelling(read: Read, folder: Path) -> None:
    (folder / "Cafe\u0301").mkdir()
    picture(1).save(folder / "Cafe\u0301/u\u0308.png")
    index = read([("path", "label"), ("Caf\u00e9/\u00fc.png", "Cafe\u0301")])
    assert index.classes == ("Caf\u00e9",)
    assert os.path.isfile(folder / index.samples[0].path)


def test_strange_cells_are_missing_files(read: Read) -> None:
    cells = ("a/" * 5000, "a/" * 60 + "b.png", "x" * 5000 + ".png", "/", "..", "a\0b.png")
    index = read([("path", "label"), *((cell, "r") for cell in cells)])
    with pytest.raises(Problem) as caught:
        scan(index.root, source=index.source)
    assert (caught.value.code, caught.value.details["count"]) == ("no_readable_image", len(cells))


# --- labels --------------------------------------------------------------------------------------


def test_several_columns_are_several_tasks(read: Read) -> None:
    rows = [("path", "kind", "size"), ("red/red 0.png", "r", "10"), ("blue/blue 0.png", "b", "9"),
            ("blue/blue 1.png", "b", ""), ("blue/blue 2.png", "", "9")]
    index = read(rows, labels=("kind", "size"))
    assert index.tasks == (Task("kind", ("b", "r")), Task("size", ("9", "10")))
    assert not index.several
    assert [(s.label, s.more) for s in index.samples] == [("r", ("10",)), ("b", ("9",)), ("b", ("",))]
    assert findings(index) == {"labels_blank": {"count": 1}}


@pytest.mark.parametrize("between", [";", "; ", "|", " | ", ","])
def test_several_labels_in_a_cell_are_noticed(read: Read, between: str) -> None:
    cells = [("sky", "sea"), ("sea",), ("sky",), ("tree", "sky"), ("tree", "sea", "sky")]
    index = read([("path", "tags"), *((f"red/red {n}.png", between.join(cell)) for n, cell in enumerate(cells))])
    assert index.source.separator == between.strip()
    assert index.tasks == (Task("tags", ("sea", "sky", "tree"), several=True),)
    assert index.counts() == {"sea": 3, "sky": 4, "tree": 2}
    assert index.classes == ("sea", "sky", "tree")
    assert index.labels_of(index.samples[4]) == ("sea", "sky", "tree")


@pytest.mark.parametrize("cells", [
    ("shirt|blouse", "coat", "shirt|blouse", "coat"), ("hot, dry", "cold, dry", "hot, wet", "cold, wet"),
    ("1,5", "1,7", "2,5", "2,7")])
def test_what_is_one_label_stays_one(read: Read, cells: tuple[str, ...]) -> None:
    index = read([("path", "label"), *((f"red/red {n}.png", cell) for n, cell in enumerate(cells))])
    assert set(index.classes) == set(cells)
    assert not index.tasks


def test_what_parts_labels_can_be_said(read: Read) -> None:
    rows = [("path", "label"), ("red/red 0.png", "a b"), ("red/red 1.png", "c")]
    assert read(rows, labels=("label",), separator=" ").counts() == {"a": 1, "b": 1, "c": 1}
    assert read([("path", "label"), ("red/red 0.png", "a|b"), ("red/red 1.png", "b"), ("red/red 2.png", "a")],
                labels=("label",)).classes == ("a", "a|b", "b"), "a named column is read as it was asked for"


def test_a_column_for_each_class(read: Read) -> None:
    rows = [("image", "age", "tree", "sea", "ice"), ("red/red 0", 30, 1, 0, 0), ("red/red 1", 40, "1.0", "1.0", "0.0"),
            ("red/red 2", 50, 0, 0, 0)]
    index = read(rows)
    assert index.source.labels == ("tree", "sea", "ice")
    assert index.tasks == (Task("", ("ice", "sea", "tree"), several=True),)
    assert [s.label for s in index.samples] == ["tree", "sea; tree", ""]
    assert index.named == ("ice", "sea", "tree")
    only_one = read(rows[:2])
    assert not only_one.tasks, "where each image shows just one, these are plain classes"
    assert only_one.classes == ("tree",)
    assert read(rows, labels=("tree", "age")).tasks[1].name == "age", "not all are 0 or 1: two tasks"


# --- preview -------------------------------------------------------------------------------------


def look(folder: Path, text: str, source: Source = Source()) -> TablePreview:
    (folder / "labels.csv").write_text(text, "utf-8")
    return preview(str(folder / "labels.csv"), str(folder), source)


def test_a_preview(folder: Path) -> None:
    text = "id;file;what\n" + "".join(f"{n};red/red {n}.png;{'a' if n % 2 else 'b'}\n" for n in range(70))
    shown = look(folder, text)
    assert (shown.encoding, shown.separator, shown.sheets) == ("utf-8", ";", ())
    assert (shown.columns, shown.count, len(shown.rows)) == (("id", "file", "what"), 70, 50)
    assert shown.rows[1] == ("1", "red/red 1.png", "a")
    assert (shown.source.path, shown.source.labels) == ("file", ("what",))
    assert (shown.found, shown.looked) == (8, 50)
    index = listing(folder, source=shown.source)
    assert index.source == shown.source
    assert len(index.samples) == 70


def test_a_preview_shows_also_what_cannot_be_used_yet(folder: Path) -> None:
    shown = look(folder, "x,y,z\n1,2,3\n4,5\n")
    assert (shown.source.path, shown.source.labels) == ("", ())
    assert shown.rows == (("1", "2", "3"), ("4", "5", ""))
    assert (shown.found, shown.looked) == (0, 0)


def test_what_was_chosen_stays(folder: Path) -> None:
    text = "path,label,other,split\nred/red 0.png,a;b,x,train\nred/red 1.png,b,y,val\nred/red 2.png,a,x,val\n"
    first = look(folder, text)
    assert (first.source.labels, first.source.split, first.source.separator) == (("label",), "split", ";")
    asked = replace(first.source, labels=("other",), split="", separator="")
    assert look(folder, text, asked).source == asked


# --- spreadsheets --------------------------------------------------------------------------------


@pytest.fixture
def workbook(folder: Path) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "读我"
    book.active.append(["Read me first"])
    sheet = book.create_sheet("标签")
    for row in (("path", "label", "weight"), ("red/red 0.png", 3, 1.5), (None, None, None),
                ("blue\\blue 1.png", 4.0, 2), ("green/green 0", True, None)):
        sheet.append(row)
    book.save(folder / "labels.xlsx")
    return folder / "labels.xlsx"


def test_a_spreadsheet(folder: Path, workbook: Path) -> None:
    index = listing(folder, source=Source(kind="table", table=str(workbook), sheet="标签"))
    assert labels(index) == {"red/red 0.png": "3", "blue/blue 1.png": "4", "green/green 0.png": "1"}
    shown = preview(str(workbook), str(folder), Source(sheet="标签"))
    assert (shown.sheets, shown.separator, shown.encoding, shown.count) == (("读我", "标签"), "", "", 3)
    assert preview(str(workbook), str(folder), Source()).source.sheet == "读我", "the first, where none is named"


def test_a_sheet_that_is_not_there(folder: Path, workbook: Path) -> None:
    workbook.rename(folder / "l.csv")  # what it is its content tells, not its name
    fault = problem(folder, sheet="Tabelle1")
    assert (fault.code, fault.details["found"]) == ("labels_sheet", "读我, 标签")


def test_without_the_library(folder: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    workbook.rename(folder / "l.csv")
    assert problem(folder).code == "excel_missing"


# --- as people and programs write them -----------------------------------------------------------


def test_a_title_above_the_headings_is_passed_over(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (("Herbarium 2024",), (), ("Bild", "Art", "Datum"), ("red/red 0.png", "Mohn", 1),
                ("red/red 1.png", "Mohn", 2), ("blue/blue 0.png", "Enzian", 3), ("blue/blue 1.png", "Enzian", 4)):
        book.active.append(row)
    book.save(folder / "labels.xlsx")
    shown = preview(str(folder / "labels.xlsx"), str(folder), Source())
    assert shown.columns == ("Bild", "Art", "Datum")
    assert shown.source.path == "Bild"


def test_a_single_heading_is_no_title(read: Read) -> None:
    index = read("path,\nred/red 0.png,r\nblue/blue 0.png,b\nblue/blue 1.png,b\n", labels=("2",))
    assert index.counts() == {"b": 2, "r": 1}


def test_the_line_that_excel_writes_first(read: Read) -> None:
    assert read("sep=;\r\npath;label\r\nred/red 0.png;r, s\r\n").counts() == {"r, s": 1}


def test_utf_16_without_a_mark_and_with_a_chinese_heading(read: Read) -> None:
    text = "路径,标签\nred/red 0.png,红色\nblue/blue 0.png,蓝色\n"
    assert read(text, encoding="utf-16-le").counts() == {"红色": 1, "蓝色": 1}


def test_two_columns_of_one_name(read: Read) -> None:
    text = "path,label,label\nred/red 0.png,a,x\nblue/blue 0.png,b,y\n"
    assert set(labels(read(text, labels=("label (3)",))).values()) == {"x", "y"}


def test_what_is_no_text_is_told_in_words(folder: Path) -> None:
    fault = problem(folder, bytes(range(128, 256)) * 20)
    assert fault.code == "bad_labels_file"
    assert "save it as UTF-8" in str(fault)
