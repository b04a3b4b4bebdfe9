"""The house as it is built: who imports whom, the tables and their texts, sizes, and files that must agree."""

import ast
import dataclasses
import importlib
import inspect
import json
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.choice import Choice, about, resolve, union_of
from core.events import EVENTS, Event
from core.problems import SENTENCES
from core.recipe import Phase, Recipe
from gui_app.pages import PAGES, PageRow
from gui_app.widgets.page import Page
from packaging.requirements import Requirement

TOP = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))
SOURCES = sorted(p for package in ("core", "gui_app") for p in (TOP / package).rglob("*.py"))
TREES = {p.relative_to(TOP).as_posix(): ast.parse(p.read_text("utf-8")) for p in SOURCES}
TESTS = sorted((TOP / "tests").rglob("*.py"))

MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 40


# --- who may import whom -------------------------------------------------------------------------


def contract(name: str) -> dict[str, Any]:
    """The import contract whose name starts so."""
    found: dict[str, Any] = next(c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["name"].startswith(name))
    return found


def storeys() -> list[set[str]]:
    """The modules of core by storey, the highest first."""
    return [{f"core.{m}" for m in layer.split(" : ")} for layer in contract("The storeys of core")["layers"]]


def test_import_contracts() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_contracts_list_every_module_of_a_storey() -> None:
    *upper, parts, words = storeys()
    assert set(contract("Storey 0")["source_modules"]) == words
    assert set(contract("Storey 1")["source_modules"]) == parts
    hidden = set(contract("Pages and widgets")["forbidden_modules"])
    assert hidden == set().union(*upper, parts) - {"core.thumbs"}


@pytest.mark.parametrize("module", ["gui_app.main_window", "core.cli", "core.jobs", "core.project", "core.data.index"])
def test_torch_is_not_loaded_by_importing(module: str) -> None:
    """The window is up, and a folder is scanned, before torch is loaded."""
    code = f"import sys, {module}; sys.exit('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or f"{module} imports torch"


# --- the tables and their texts ------------------------------------------------------------------


def choices(record: type) -> Iterator[type[Choice]]:
    """Every choice below a record of the recipe."""
    for field in dataclasses.fields(record):
        for member in union_of(record, field.name):
            yield member
            yield from choices(member)


CHOICES = sorted(set(choices(Recipe)), key=lambda c: c.__name__)
RECORDS: list[type] = [Recipe, Phase, *CHOICES]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.__name__)
def test_every_field_of_the_recipe_is_described(record: type) -> None:
    for field in dataclasses.fields(record):
        known = about(field)
        assert known.title.strip(), field.name
        assert not known.help or known.help.rstrip().endswith((".", "?")), f"{field.name}: help is one sentence"
        assert known.low <= known.high, field.name
        hash(field.default)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda c: c.__name__)
def test_every_choice_names_a_function_that_takes_its_fields(choice: type[Choice]) -> None:
    takes = inspect.signature(resolve(choice)).parameters
    assert choice.title.strip()
    assert {f.name for f in dataclasses.fields(choice)} <= set(takes), f"{choice.source} lacks a keyword"  # type: ignore[arg-type]


@pytest.mark.parametrize("row", PAGES, ids=lambda r: r.key)
def test_every_page_is_there(row: PageRow) -> None:
    module, _, name = row.source.partition(":")
    assert issubclass(getattr(importlib.import_module(module), name), Page)
    assert row.title


def test_every_event_is_in_the_table() -> None:
    assert set(EVENTS.values()) == set(Event.__subclasses__())


def said(tree: ast.AST) -> Iterator[tuple[ast.Call, str, set[str] | None]]:
    """Problems and warnings of a module: (call, code, names of the details; None where they are not all literal)."""
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.args):
        code = call.args[0]
        if not (isinstance(code, ast.Constant) and isinstance(code.value, str)):
            continue
        if isinstance(call.func, ast.Name) and call.func.id == "Problem":
            names = {k.arg for k in call.keywords}
            yield call, code.value, None if None in names else {n for n in names if n}
        elif isinstance(call.func, ast.Name) and call.func.id == "Warned":
            given = call.args[1] if len(call.args) > 1 else None
            keys = given.keys if isinstance(given, ast.Dict) else [None] if given else []
            literal = [k.value for k in keys if isinstance(k, ast.Constant) and isinstance(k.value, str)]
            yield call, code.value, set(literal) if len(literal) == len(keys) else None


@pytest.mark.parametrize("name", TREES)
def test_problems_are_known_and_complete(name: str) -> None:
    for call, code, details in said(TREES[name]):
        where = f"{name}:{call.lineno}"
        assert code in SENTENCES, f"{where}: the code “{code}” has no sentence"
        needed = {field for _, field, _, _ in string.Formatter().parse(SENTENCES[code]) if field}
        if details is not None:
            assert needed <= details, f"{where}: “{code}” needs {sorted(needed - details)}"


def test_every_sentence_is_said() -> None:
    texts = {n.value for name, tree in TREES.items() if name != "core/problems.py"
             for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    silent = set(SENTENCES) - texts
    assert not silent, f"codes that nobody says: {sorted(silent)}"


# --- style that tools do not check ---------------------------------------------------------------

LONG_FUNCTIONS: set[str] = set()
"""Functions above the mark; the list may only shrink."""


def test_sizes() -> None:
    long = {}
    for name, tree in TREES.items():
        lines = len((TOP / name).read_text("utf-8").splitlines())
        assert lines <= MOST_LINES_OF_A_MODULE, f"{name} has {lines} lines"
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > MOST_LINES_OF_A_FUNCTION:
                    long[f"{name}:{node.name}"] = length
    assert set(long) == LONG_FUNCTIONS, long


PICKLING = re.compile(r"(pickle|joblib|dill|shelve|marshal)\.(\w*load\w*|\w*dump\w*|\w*[Pp]ickler|open)")


def test_no_pickle() -> None:
    """Nothing is written as a pickle, and what others wrote is read as plain tensors only."""
    for name, tree in TREES.items():
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            function, where = ast.unparse(call.func), f"{name}:{call.lineno}"
            assert not PICKLING.fullmatch(function), where
            if function == "torch.load":
                safe = any(k.arg == "weights_only" and ast.unparse(k.value) == "True" for k in call.keywords)
                assert safe, f"{where}: torch.load without weights_only=True"


def test_qt_owns_no_thread() -> None:
    for name in TREES:
        text = (TOP / name).read_text("utf-8")
        assert not re.search(r"\bQ(Thread|ThreadPool|Runnable)\b", text), f"{name}: threads belong to core"


def test_tests_do_not_sleep() -> None:
    asleep = re.compile(r"qtbot\s*\.\s*wait\s*\(|\bsleep\s*\(|QTest\.qWait\b")
    for path in TESTS:
        if path != Path(__file__):
            found = asleep.search(path.read_text("utf-8"))
            assert not found, f"{path.relative_to(TOP)}: {found and found.group()}; wait for a signal or a condition"


# --- files that must agree -----------------------------------------------------------------------


def tracked() -> list[Path]:
    """The files of the repository; none where this is no checkout."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, check=False)
    return [TOP / name for name in done.stdout.split("\0") if name and (TOP / name).is_file()]


LOCAL = re.compile(
    rb"/(?:work|root|home/\w+|Users/\w+)/|[A-Z]:\\\\?Users"  # paths
    rb"|pypi\.org|pythonhosted\.org|--(?:extra-)?index-url"  # registries
)


def test_no_machine_and_no_registry_is_named() -> None:
    """Paths of one machine and hosts of one network would break the others."""
    files = tracked()
    if not files:
        pytest.skip("not a checkout")
    for path in files:
        if path != Path(__file__) and path.suffix not in {".png", ".safetensors", ".npz", ".ico", ".icns"}:
            found = LOCAL.search(path.read_bytes())
            assert not found, f"{path.relative_to(TOP)}: {found and found.group().decode()}"


def test_the_python_range_is_the_same_everywhere() -> None:
    least = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert PROJECT["tool"]["mypy"]["python_version"] == least
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + least.replace(".", "")
    assert f"Python {least}" in (TOP / "README.md").read_text("utf-8")
    assert f"({least.replace('.', ', ')})" in (TOP / "packaging/setup.sh").read_text("utf-8")


def pins(name: str) -> dict[str, str]:
    """The versions of a list of pins; a package may have one for each version of Python."""
    text = (TOP / "packaging/requirements" / f"{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["run", "test", "package"])
def test_pins_lie_in_the_ranges_of_the_project(name: str) -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    asked = PROJECT["project"]["dependencies"] + extras["formats"] + extras.get(name, [])
    pinned = pins(name)
    for text in asked:
        wanted = Requirement(text)
        version = pinned.get(wanted.name.lower())
        assert version, f"{wanted.name} is not pinned in {name}.txt"
        assert version in wanted.specifier, f"{wanted.name}=={version} is outside {wanted.specifier}"
    assert pins("run").items() <= pinned.items()


def test_presets_are_whole() -> None:
    for path in [*(TOP / "resources/presets").glob("*.json"), *(TOP / "resources/augment").glob("*.json")]:
        preset = json.loads(path.read_text("utf-8"))
        assert {"order", "title", "help", "sets"} == set(preset), path.name
