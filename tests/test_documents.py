"""What the documents say is there: links, verbs, options, presets, targets."""

import argparse
import re
from pathlib import Path

import pytest

from core import cli
from core.events import EVENTS
from core.export import EXPORTS
from core.project import RunFolder
from core.recipe import presets

TOP = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])
COMMANDS = (TOP / "docs/command-line.md").read_text("utf-8")
RUN_FOLDER = (TOP / "docs/run-folder.md").read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_links_and_paths_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    for target in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", text):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"
    for path in re.findall(r"`((?:core|gui_app|resources|packaging|tests|docs)/[\w./-]*\w)`", text):
        assert (TOP / path).exists(), f"{document.name} names {path}"


def verbs() -> dict[str, argparse.ArgumentParser]:
    """The parsers of the command line by verb."""
    found = next(a for a in cli._parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(found.choices)


def test_every_verb_is_documented() -> None:
    documented = set(re.findall(r"^thawline (\w+)", COMMANDS.split("## train")[0], re.MULTILINE)) - {"open"}
    assert documented == set(verbs())


def test_every_option_is_documented() -> None:
    for verb, parser in verbs().items():
        for option in (o for a in parser._actions for o in a.option_strings if o.startswith("--") and o != "--help"):
            assert option in COMMANDS, f"{verb} {option}"


def test_presets_and_formats_are_documented() -> None:
    assert all(f"`{name}`" in COMMANDS for name in presets())
    formats = re.search(r"--to FORMAT OUT +(.*)", COMMANDS)
    assert formats is not None
    assert formats.group(1).split(", ") == list(EXPORTS)


def test_files_and_events_of_a_run_are_documented(tmp_path: Path) -> None:
    files = {p.name for p in vars(RunFolder(tmp_path)).values() if isinstance(p, Path)} - {tmp_path.name}
    assert set(re.findall(r"^\| `([\w.]+\.\w+)` \|", RUN_FOLDER, re.MULTILINE)) == files
    assert all(f"`{name}`" in RUN_FOLDER for name in EVENTS)


def test_targets_of_make_are_real() -> None:
    targets = set(re.findall(r"^(\w+):", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        named = set(re.findall(r"(?:`|^)make (\w+)", text, re.MULTILINE))
        assert named <= targets, f"{document.name}: {sorted(named - targets)}"


def test_the_readme_names_what_ci_runs() -> None:
    readme, ci = (TOP / "README.md").read_text("utf-8"), (TOP / ".ci/run").read_text("utf-8")
    commands = [line.strip() for line in ci.splitlines() if line.strip() and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make test"]
    assert re.search(r"^make run$", readme, re.MULTILINE)
    assert re.search(r"^make test$", readme, re.MULTILINE)
