"""The catalogues hold every text of the source, each one translated, and nothing else."""

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from gui_app import words

TOP = Path(__file__).resolve().parents[1]
SOURCES = [p for package in ("core", "gui_app") for p in sorted((TOP / package).rglob("*.py"))]
MARKS = {"N_", "P", "say", "words.say", "QT_TRANSLATE_NOOP"}


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    """The script behind `make translations`; packaging/ is no package."""
    spec = importlib.util.spec_from_file_location("catalogues", TOP / "packaging" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_catalogues_are_fresh_and_finished(catalogues: ModuleType) -> None:
    found = catalogues.check()
    assert not found, "\n".join(found[:40])


def marked() -> Iterator[tuple[str, str, str]]:
    """(place, context, text) of every text of the source that is there to be translated."""
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            texts = [a.value for a in call.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if ast.unparse(call.func) in MARKS and len(texts) == 2:
                yield f"{path.name}:{call.lineno}", texts[0], texts[1]
        for owner in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)):
            for call in (n for n in ast.walk(owner) if isinstance(n, ast.Call)):
                if ast.unparse(call.func) == "self.tr" and isinstance(call.args[0], ast.Constant):
                    yield f"{path.name}:{call.lineno}", owner.name, str(call.args[0].value)


def test_every_marked_text_reaches_the_catalogue(catalogues: ModuleType, tmp_path: Path) -> None:
    """lupdate reads Python by rule of thumb; here the syntax tree says what it should have found, and where."""
    catalogues.update(tmp_path)
    found = {(context, text) for context, text, _ in catalogues.texts_of(tmp_path / "thawline_zh_CN.ts")}
    missed = [f"{place}: {context}: {text}" for place, context, text in marked() if (context, text) not in found]
    assert not missed, "\n".join(missed)
    wrong = {context for context, _ in found if not context.isidentifier()}
    assert not wrong, f"contexts that lupdate made up: {sorted(wrong)}"


def test_tr_is_called_with_plain_texts_on_self() -> None:
    """lupdate sees neither f-strings nor names, and takes the class around a call for its context."""
    for path in SOURCES:
        for call in (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "tr":
                where = f"{path.relative_to(TOP)}:{call.lineno}"
                assert isinstance(call.args[0], ast.Constant), f"{where}: the text of tr() is not a plain text"
                assert ast.unparse(call.func.value) == "self", f"{where}: {ast.unparse(call.func)}"


def test_a_catalogue_speaks(qtbot: QtBot, tmp_path: Path) -> None:
    """The tools make a file from the catalogue that Qt can speak from."""
    compiled = tmp_path / "thawline_zh_CN.qm"
    source = TOP / "resources" / "i18n" / "thawline_zh_CN.ts"
    lrelease = Path(sys.modules["PySide6"].__file__ or "").parent / "lrelease"
    subprocess.run([str(lrelease), "-silent", str(source), "-qm", str(compiled)], check=True)
    translator = QTranslator()
    assert translator.load(str(compiled))
    QCoreApplication.installTranslator(translator)
    try:
        assert QCoreApplication.translate("problem", "the file is empty") != "the file is empty"
        told = words.problem_text("device_missing", {"device": "cuda", "reason": "no GPU was found"})
        assert "cuda" in told
        assert "found" not in told, "the reason inside a sentence is translated, too"
    finally:
        QCoreApplication.removeTranslator(translator)
