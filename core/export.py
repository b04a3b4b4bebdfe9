"""export: a run's model or report in a format that other programs read; EXPORTS is the table."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from core.evaluate import finish
from core.files import write_text, writing_problem
from core.model import load_model
from core.problems import Problem
from core.project import RunFolder
from core.report import html_report
from core.run import Gate


def to_safetensors(run: RunFolder, out: Path) -> Path:
    """The best weights with class names, sizes and normalisation in the header; a JSON beside tells the same."""
    model, beside = load_model(run, "cpu"), out.with_suffix(".json")
    if beside.exists() and not _is_about(beside):
        raise Problem("file_in_the_way", path=str(beside))
    model.save(out)
    about = {"classes": model.classes, "backbone": model.row.key, "image_size": model.size, "fit": model.recipe.fit,
             "mean": model.row.mean, "std": model.row.std, "stages": model.network.names}
    write_text(beside, json.dumps(about, indent=1, ensure_ascii=False))
    return out


def _is_about(path: Path) -> bool:
    """Whether a JSON file is one that an export wrote."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and {"classes", "backbone", "stages"} <= found.keys()


def to_report(run: RunFolder, out: Path) -> Path:
    """The report as one HTML file; a run that was stopped before it was measured is measured first."""
    if run.report() is None:
        finish(run, lambda event: None, Gate())
    write_text(out, html_report(run))
    return out


def to_bundle(run: RunFolder, out: Path) -> Path:
    """The run folder as a zip file, without what only this process needs."""
    beside = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(run.opened().path.iterdir()):
                if path.is_file() and not path.name.startswith("."):
                    archive.write(path, f"{run.path.name}/{path.name}")
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise writing_problem(out, error) from error
    return out


EXPORTS: dict[str, tuple[str, Callable[[RunFolder, Path], Path]]] = {
    "safetensors": (".safetensors", to_safetensors),
    "report": (".html", to_report),
    "bundle": (".zip", to_bundle),
}


def export(run: RunFolder, form: str, out: Path) -> Path:
    """Write a run in a format; a missing ending is added, but then no file of that name is replaced: nobody named it.

    Raises Problem `unknown_format` or `file_in_the_way`.
    """
    if form not in EXPORTS:
        raise Problem("unknown_format", name=form, known=", ".join(EXPORTS))
    ending, write = EXPORTS[form]
    out = out.expanduser()
    if out.suffix != ending:
        out = out.with_name(out.name + ending)
        if out.exists():
            raise Problem("file_in_the_way", path=str(out))
    return write(run.opened(), out)
