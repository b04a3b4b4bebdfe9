"""Brings the catalogues of resources/i18n up to the source, or says with --check what is stale or unfinished.

    python packaging/catalogues.py            update the .ts files (then translate what is marked unfinished)
    python packaging/catalogues.py --check    fail when a catalogue lacks a text, a translation or a placeholder
"""

import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
FOLDER = TOP / "resources" / "i18n"
CATALOGUES = {
    "thawline_zh_CN.ts": (),
    "thawline_en.ts": ("-pluralonly",),  # the source is English; only "1 image" and "2 images" are told apart
}
# How core marks texts without Qt: choice.N_ and problems.P.
ALIASES = "QT_TRANSLATE_NOOP+=N_,QT_TRANSLATE_NOOP+=P"
PLACEHOLDER = re.compile(r"\{\w*\}|%L?[n1-9]")


def lupdate() -> str:
    """The tool, out of the environment that runs this script."""
    import PySide6

    return str(Path(PySide6.__file__).parent / "lupdate")


def more_texts() -> str:
    """The texts that lupdate cannot find by itself, written as the calls that it reads."""
    pairs = [*texts_of_presets(), *texts_of_augmentations()]
    for path in sorted((TOP / "gui_app").rglob("*.py")):
        pairs += texts_of_calls(ast.parse(path.read_text("utf-8")))
    return "".join(f"N_({json.dumps(context)}, {json.dumps(text, ensure_ascii=False)})\n" for context, text in pairs)


def texts_of_presets() -> Iterator[tuple[str, str]]:
    for path in sorted((TOP / "resources").glob("presets/*.json")) + sorted((TOP / "resources").glob("augment/*.json")):
        preset = json.loads(path.read_text("utf-8"))
        yield from (("preset", preset[key]) for key in ("title", "help"))


def texts_of_augmentations() -> Iterator[tuple[str, str]]:
    """The first lines of their docstrings: the window shows them as tips."""
    tree = ast.parse((TOP / "core" / "augmentations.py").read_text("utf-8"))
    for kind in (n for n in tree.body if isinstance(n, ast.ClassDef) and ast.unparse(n.bases[0]) == "Choice"):
        yield "recipe", (ast.get_docstring(kind) or "").splitlines()[0]


def texts_of_calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """words.say("…", "…"), which is no alias because widgets have a method `say`; and self.tr("…") in an f-string."""
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) in ("say", "words.say")):
        match call.args:
            case [ast.Constant(value=str(context)), ast.Constant(value=str(text))]:
                yield context, text
    for owner in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)):
        for mixed in (n for n in ast.walk(owner) if isinstance(n, ast.JoinedStr)):
            for call in (n for n in ast.walk(mixed) if isinstance(n, ast.Call) and ast.unparse(n.func) == "self.tr"):
                match call.args:
                    case [ast.Constant(value=str(text))]:
                        yield owner.name, text


def update(folder: Path) -> None:
    """Run lupdate over the source into the catalogues of a folder."""
    with tempfile.TemporaryDirectory() as place:
        extra = Path(place) / "texts.py"
        extra.write_text(more_texts(), "utf-8")
        for name, options in CATALOGUES.items():
            command = [lupdate(), "-silent", "-no-obsolete", "-locations", "none", "-extensions", "py", *options]
            command += ["-source-language", "en_US", "-tr-function-alias", ALIASES, "core", "gui_app", str(extra)]
            subprocess.run([*command, "-ts", str(folder / name)], cwd=TOP, check=True)


def messages(path: Path) -> Iterator[tuple[str, ElementTree.Element]]:
    """(context, message) of a catalogue."""
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def texts_of(path: Path) -> set[tuple[str, str, str]]:
    """(context, text, comment) of every message of a catalogue."""
    return {(c, m.findtext("source", ""), m.findtext("comment", "")) for c, m in messages(path)}


def faults_of(path: Path) -> list[str]:
    """One line for each message that is not translated, or whose translation loses a placeholder."""
    found = []
    for context, message in messages(path):
        source, target = message.findtext("source", ""), message.find("translation")
        assert target is not None
        forms = [form.text or "" for form in target.iter("numerusform")] or [target.text or ""]
        if target.get("type") == "unfinished" or not all(forms):
            found.append(f"{path.name}: not translated: {context}: {source}")
        elif any(_placeholders(form) != _placeholders(source) for form in forms):
            found.append(f"{path.name}: placeholders differ: {context}: {source}")
    return found


def _placeholders(text: str) -> set[str]:
    # A form for exactly one may write the number as a word.
    return set(PLACEHOLDER.findall(text)) - {"%Ln"}


def check() -> list[str]:
    """All that is wrong with the catalogues; empty when they are complete and fresh."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        fresh = Path(place)
        for name in CATALOGUES:
            if not (FOLDER / name).is_file():
                return [f"{name}: missing; run `make translations`"]
            shutil.copy(FOLDER / name, fresh / name)
        update(fresh)
        for name in CATALOGUES:
            ours, theirs = texts_of(FOLDER / name), texts_of(fresh / name)
            found += [f"{name}: missing, run `make translations`: {c}: {t}" for c, t, _ in sorted(theirs - ours)]
            found += [f"{name}: left over, run `make translations`: {c}: {t}" for c, t, _ in sorted(ours - theirs)]
            found += faults_of(FOLDER / name)
    return found


def main() -> int:
    if "--check" in sys.argv[1:]:
        found = check()
        print("\n".join(found) or "the catalogues are complete")
        return bool(found)
    FOLDER.mkdir(parents=True, exist_ok=True)
    update(FOLDER)
    for name in CATALOGUES:
        print(f"{name}: {sum(1 for _ in messages(FOLDER / name))} texts, {len(faults_of(FOLDER / name))} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
