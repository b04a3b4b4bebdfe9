"""Tables of other programs and systems: lists with blanks, JSON, import files, every alphabet, stray quotes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.data.encodings import guess
from core.data.index import Index
from core.data.look import listing
from core.data.tables import preview
from core.problems import Problem, sentence
from core.source import ENCODINGS, Source, Task
from tests.core.conftest import picture

Read = Callable[..., Index]
NAMES = [f"{kind}/{kind} {n}.png" for kind in ("red", "green") for n in range(8)]


@pytest.fixture
def read(folder: Path) -> Read:
    """Lists `folder` by a table of some name and content, and what Source shall say besides."""
    def make(text: str | bytes, name: str = "t.csv", **said: object) -> Index:
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return listing(folder, source=Source(kind="table", table=str(folder / name), **said))  # type: ignore[arg-type]
    return make


def codes(index: Index) -> dict[str, dict[str, object]]:
    for one in index.findings + index.noticed:
        assert "?" not in sentence(one.code, one.details)
    return {one.code: one.details for one in index.noticed}


def kind(name: str) -> str:
    return name.partition("/")[0]


# --- lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["{0} {1}", "{0}  {1}", "{0}\t{1}", "./{0} {1}"])
def test_a_list_with_a_blank_before_the_label(read: Read, line: str) -> None:
    text = "".join(line.format(name, kind(name)) + "\n" for name in NAMES)
    assert read(text, "train.txt").counts() == {"green": 8, "red": 8}


def test_a_list_with_names_without_endings(read: Read, folder: Path) -> None:
    for n in range(6):
        picture(n).save(folder / f"00{n}.png")
    index = read("".join(f"00{n} Boeing {700 + n % 2}\n" for n in range(6)), "variant.txt")
    assert index.counts() == {"Boeing 700": 3, "Boeing 701": 3}
    headed = "path label\n" + "".join(f"00{n}.png {n % 2}\n" for n in range(6))
    assert read(headed, "l.txt").counts() == {"0": 3, "1": 3}


def test_a_list_of_several_numbers_has_a_column_for_each(read: Read) -> None:
    text = "".join(f"{name} {int(kind(name) == 'red')} {n % 2}\n" for n, name in enumerate(NAMES))
    index = read(text, "l.txt", labels=("2",))
    assert index.counts() == {"0": 8, "1": 8}


def test_the_list_of_im2rec(read: Read) -> None:
    text = "".join(f"{n}\t{float(kind(name) == 'red'):.6f}\t{name}\n" for n, name in enumerate(NAMES))
    index = read(text, "t.lst")
    assert index.counts() == {"0": 8, "1": 8}
    assert (index.source.path, index.source.labels) == ("3", ("2",))


@pytest.mark.parametrize("values", ["0.5", "1.25"])
def test_what_is_measured_is_no_label(read: Read, values: str) -> None:
    with pytest.raises(Problem) as caught:
        read("".join(f"{name}\t{values}\n" for name in NAMES) + f"{NAMES[0]}\t{values}1\n", "t.tsv",
             labels=("3",))
    assert caught.value.code == "labels_column"


def test_columns_by_their_numbers(read: Read) -> None:
    text = "nr,what,where\n" + "".join(f"{n},{kind(name)},{name}\n" for n, name in enumerate(NAMES))
    index = read(text, path="3", labels=("2",))
    assert index.counts() == {"green": 8, "red": 8}
    assert (index.source.path, index.source.labels) == ("where", ("what",)), "kept by their headings"


# --- clouds, JSON ------------------------------------------------------------------------------------


def test_the_import_file_of_a_cloud(read: Read) -> None:
    use = ["TRAINING", "TRAINING", "VALIDATION", "TEST", "UNASSIGNED"]
    text = "".join(f"{use[n % 5]},gs://bucket/set/{name},{kind(name)}\n" for n, name in enumerate(NAMES))
    index = read(text)
    assert index.counts() == {"green": 8, "red": 8}
    assert index.split_counts() == {"train": 10, "validation": 3, "test": 3}
    assert codes(index)["split_unassigned"] == {"count": 3}


@pytest.mark.parametrize(("heading", "values"), [
    ("is_valid", ("False", "True")), ("is_valid", ("0", "1")), ("Usage", ("Training", "validation")),
    ("phase", ("train", "dev")), ("ml_use", ("training", "UNASSIGNED"))])
def test_splits_under_other_headings(read: Read, heading: str, values: tuple[str, str]) -> None:
    text = f"file,label,{heading}\n" + "".join(f"{name},{kind(name)},{values[n % 4 == 0]}\n"
                                               for n, name in enumerate(NAMES))
    index = read(text)
    assert index.source.split == heading
    assert index.split_counts() == ({"train": 16} if "UNASSIGNED" in values else {"train": 12, "validation": 4})


def test_metadata_with_an_object_in_each_line(read: Read) -> None:
    rows = [{"file_name": name, "label": kind(name), "size": {"w": 3}} for name in NAMES]
    for text, name in (("\n".join(map(json.dumps, rows)), "metadata.jsonl"), (json.dumps(rows), "export.json")):
        index = read(text, name)
        assert index.counts() == {"green": 8, "red": 8}
        assert (index.source.path, index.source.labels) == ("file_name", ("label",))
    inner = [{"imageGcsUri": f"gs://b/{name}", "classificationAnnotation": {"displayName": kind(name)}}
             for name in NAMES]
    assert read("\n".join(map(json.dumps, inner)), "vertex.jsonl").counts() == {"green": 8, "red": 8}
    with pytest.raises(Problem) as caught:
        read('{"file_name": "a.png"}\n{"file_name"\n', "metadata.jsonl")
    assert (caught.value.code, caught.value.details["line"]) == ("labels_json", 2)
    assert "?" not in str(caught.value)


@pytest.mark.parametrize("form", ['["{}"]', "['{}']", '{{"choices": ["{}"]}}'])
def test_a_list_with_one_label_is_that_label(read: Read, form: str) -> None:
    quoted = [form.format(kind(name)).replace('"', '""') for name in NAMES]
    index = read("Image Name,Classes\n" + "".join(f'{n},"{q}"\n' for n, q in zip(NAMES, quoted, strict=True)))
    assert index.classes == ("green", "red")
    assert not index.tasks


def test_lists_of_several_labels(read: Read) -> None:
    cells = ['["a", "b"]', '["b"]', "[]", '["a"]']
    rows = "".join('{},"{}"\n'.format(name, cell.replace('"', '""')) for name, cell in zip(NAMES, cells, strict=False))
    index = read("path,tags\n" + rows)
    assert index.tasks == (Task("tags", ("a", "b"), several=True),)
    assert index.counts() == {"a": 2, "b": 2}
    assert codes(index)["labels_blank"] == {"count": 1}


def test_names_that_an_upload_has_changed(read: Read) -> None:
    rows = "".join(f"/data/upload/7/{n:08x}-{name.partition('/')[2].replace(' ', '%20')},{kind(name)}\n"
                   for n, name in enumerate(NAMES))
    assert read("image,choice\n" + rows).counts() == {"green": 8, "red": 8}
    assert {s.path for s in read("image,choice\n" + rows).samples} == set(NAMES)
    local = "".join(f"/data/local-files/?d=set/{name},{kind(name)}\n" for name in NAMES)
    assert {s.path for s in read("image,choice\n" + local).samples} == set(NAMES)


# --- files that are not there ------------------------------------------------------------------------


def missing(index: Index) -> list[str]:
    return [s.path for s in index.samples if not (Path(index.root) / s.path).is_file()]


def test_a_missing_file_is_not_taken_for_another_one(read: Read, folder: Path) -> None:
    (folder / "blue").rename(folder / "deep")
    picture(1).save(folder / "red 0.png")
    rows = "".join(f"{name},{kind(name)}\n" for name in NAMES)
    index = read(f"path,label\n{rows}gone/red 0.png,green\n")
    assert missing(index) == ["gone/red 0.png"]
    index = read(f"path,label\n{rows}blue 3.png,green\n")
    assert missing(index) == ["blue 3.png"], "nor one in another folder"
    abroad = "".join(f"D:\\data\\{name.replace('/', chr(92))},{kind(name)}\n" for name in NAMES)
    index = read(f"path,label\n{abroad}D:\\data\\gone\\red 0.png,green\n")
    assert len(missing(index)) == 1


def test_paths_of_two_computers_are_both_found(read: Read) -> None:
    rows = "".join(f"{'/mnt/one' if n % 2 else 'E:/two/three'}/{name},{kind(name)}\n" for n, name in enumerate(NAMES))
    assert not missing(read("path,label\n" + rows))
    bare = "".join(f"/somewhere/else/{name.partition('/')[2]},{kind(name)}\n" for name in NAMES)
    (Path(read("path,label\n" + rows).root) / "flat").mkdir()
    assert len(missing(read("path,label\n" + bare))) == 16, "a folder in front is not to be passed over for a search"


def test_images_in_no_row_are_told(read: Read) -> None:
    index = read("path,label\n" + "".join(f"{name},{kind(name)}\n" for name in NAMES[1:]))
    assert codes(index) == {"table_unlisted": {"count": 9, "path": "blue/blue 0.png"}}
    rows = "".join(f"{name},\n" if n < 2 else f"{name},x\n" for n, name in enumerate(NAMES))
    assert codes(read("path,label\n" + rows))["table_unlisted"]["count"] == 8, "a row without a label names its image"


# --- cells ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["nan", "NaN", "None", "NA", "N/A", "<NA>", "null"])
def test_words_for_no_label(read: Read, word: str) -> None:
    rows = "".join(f"{name},{word if n % 4 == 0 else kind(name)}\n" for n, name in enumerate(NAMES))
    index = read("path,label\n" + rows)
    assert index.classes == ("green", "red")
    assert codes(index)["labels_missing"] == {"count": 4, "name": word}
    assert word in read("path,label\n" + rows, missing="label").classes


@pytest.mark.parametrize("word", ["none", "na", "Nana", "no"])
def test_words_that_are_labels(read: Read, word: str) -> None:
    rows = "".join(f"{name},{word if n % 4 == 0 else kind(name)}\n" for n, name in enumerate(NAMES))
    assert word in read("path,label\n" + rows).classes


@pytest.mark.parametrize("stray", [(5,), (5, 6), (5, 11), (0,), (15,)])
def test_a_stray_quote_swallows_no_rows(read: Read, stray: tuple[int, ...]) -> None:
    rows = "".join(f"{name},{kind(name)},{chr(34) if n in stray[:1] else ''}5 inch{chr(34) if n in stray[1:] else ''}\n"
                   for n, name in enumerate(NAMES))
    index = read("path,label,note\n" + rows)
    assert index.counts() == {"green": 8, "red": 8}
    if len(stray) > 1 or stray[0] < 15:
        assert codes(index)["table_unclosed"] == {"line": stray[0] + 2}


def test_a_cell_of_several_lines_stays_one(read: Read) -> None:
    rows = "".join(f'{name},{kind(name)},"one, two\nthree, four"\n' for name in NAMES)
    index = read("path,label,note\n" + rows)
    assert index.counts() == {"green": 8, "red": 8}
    assert "table_unclosed" not in codes(index)


# --- alphabets -----------------------------------------------------------------------------------------


LETTERS = [
    ("cp1251", "кошка", "собака"), ("cp1251", "норма", "дефект"), ("cp932", "ネコ", "イヌ"), ("cp932", "良品", "不良"),
    ("cp1250", "kočka", "žába"), ("cp1250", "pęknięcie", "żółty"), ("cp1253", "γάτα", "σκύλος"),
    ("gb18030", "猫咪", "小狗"), ("gb18030", "鸡", "鸭"), ("cp949", "고양이", "강아지"), ("cp949", "정상", "불량"),
    ("big5", "貓咪", "小狗"), ("big5", "正常", "異常"), ("cp1252", "Grün", "Café"), ("cp1252", "señal", "año"),
    ("cp1254", "köpek", "ağaç"), ("cp1255", "כלב", "חתול"), ("cp1256", "قطة", "كلب")]


@pytest.mark.parametrize(("encoding", "one", "other"), LETTERS)
def test_the_letters_of_short_tables(read: Read, encoding: str, one: str, other: str) -> None:
    text = "path,label\n" + "".join(f"{name},{one if kind(name) == 'red' else other}\n" for name in NAMES)
    index = read(text.encode(encoding))
    assert set(index.classes) == {one, other}
    assert codes(index)["table_encoding"]["sample"] == f"{one}, {other}", "it is told, with what it comes to"
    assert "table_encoding" not in codes(read(text.encode(encoding), encoding=encoding))
    shown = preview(str(Path(index.root) / "t.csv"), index.root, Source())
    assert shown.sample == f"{one}, {other}"
    assert dict(shown.encodings)[shown.encoding] == shown.sample


def test_another_encoding_can_be_chosen(read: Read, folder: Path) -> None:
    text = f"path,label\n{NAMES[0]},кот\n{NAMES[8]},пёс\n".encode("cp1251")
    assert read(text, encoding="cp1252").classes == ("êîò", "ï¸ñ")
    shown = preview(str(folder / "t.csv"), str(folder), Source(encoding="cp437"))
    assert shown.encoding == "cp437"
    assert "cp437" in dict(shown.encodings)
    for encoding in ("cp932", "no such one"):
        with pytest.raises(Problem) as caught:
            read("path,label\nа\x98б,в\n".encode("latin-1", "replace") + b"\x81\xff", encoding=encoding)
        assert caught.value.code == "labels_encoding"


def test_what_tells_its_encoding_is_not_guessed(read: Read) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert "table_encoding" not in codes(read(f"path,label\n{NAMES[0]},кот\n".encode(encoding)))
    assert guess(bytes(range(128, 256)) * 20) == ()
    assert {name for name, _ in guess("кошка".encode("cp1251"))} <= ENCODINGS.keys()
