"""report: a run as one HTML file to read, print or send; and predictions as CSV."""

import html
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.backbones import BACKBONES
from core.facts import Prediction
from core.files import csv_text, guarded, write_text
from core.history import History
from core.problems import Problem
from core.project import RUN_COLUMNS, RunFolder, run_name, without_test

BOM = "\ufeff"
"""So that spreadsheets read the file as UTF-8."""
MATRIX_CLASSES, MOST_MISTAKES = 60, 200


def predictions_csv(path: Path, predictions: Sequence[Prediction], classes: Sequence[str]) -> None:
    """`path,class,probability,unlike_training`, one column a class, then `problem`."""
    rows = [[p.path, p.label, *_figures(p, classes), p.problem] for p in predictions]
    write_text(path, BOM + _table(("path", "class", "probability", "unlike_training"), classes, rows))


def run_predictions_csv(path: Path, predictions: Sequence[Prediction], classes: Sequence[str]) -> None:
    """The run's own table: as `predictions_csv`, with the split and the true label before the class."""
    rows = [[p.path, p.split, p.truth, p.label, *_figures(p, classes), p.problem] for p in predictions]
    write_text(path, BOM + _table(RUN_COLUMNS, classes, rows))


def _table(fixed: Sequence[str], classes: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The heading and the rows; no two columns have one name, and a spreadsheet takes no cell for a formula."""
    taken = {*fixed, "problem"}
    head = (*fixed, *(f"class: {name}" if name in taken else name for name in classes), "problem")
    return csv_text([[guarded(cell) for cell in row] for row in (head, *rows)])


def _figures(p: Prediction, classes: Sequence[str]) -> list[str]:
    if p.problem:
        return [""] * (2 + len(classes))
    return ["" if math.isnan(v) else f"{v:.6f}" for v in (p.probability, p.unlike, *p.probabilities)]


# --- the HTML report -----------------------------------------------------------------------------


def html_report(run: RunFolder) -> str:
    """The report of a run as one file without links to the outside. Raises Problem `no_best`."""
    report = run.report()
    if report is None:
        raise Problem("no_best", path=str(run.path))
    history, opened = run.history(), run.about().test_opened
    if not opened:
        report = without_test(report)
    parts = [_head(run, report), _splits(report), _curves(history), *(_split(name, m) for name, m in _measured(report)),
             _how(report, history, _test_opened(report, opened))]
    return _PAGE.format(title=html.escape(run_name(run)), body="\n".join(parts))


def _test_opened(report: dict[str, Any], opened: Sequence[float]) -> str:
    """How often somebody has looked at what was measured on the test split, and since when."""
    if opened:
        times = "1 time" if len(opened) == 1 else f"{len(opened)} times"
        return f"opened {times}, first on {time.strftime('%Y-%m-%d %H:%M', time.localtime(opened[0]))}"
    return "not opened: its figures are left out here" if report["images"].get("test") else ""


def _measured(report: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, report["splits"][name]) for name in ("test", "validation") if name in report["splits"]]


def _head(run: RunFolder, report: dict[str, Any]) -> str:
    row = BACKBONES[report["backbone"]]
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(report["made"]))
    name, figures = _measured(report)[0]
    return (f"<h1>{html.escape(run_name(run))}</h1><p class=muted>{html.escape(row.title)}, {len(report['classes'])} classes, "
            f"made {when} with Thawline</p><p class=figure>{figures['accuracy']:.1%} <span class=muted>of {figures['n']} "
            f"{name} images right; 95 % interval {figures['accuracy_low']:.1%} to {figures['accuracy_high']:.1%}</span></p>")


_COLUMNS = (("n", "images", "{:d}"), ("accuracy", "accuracy", "{:.1%}"), ("accuracy_low", "95 % from", "{:.1%}"),
            ("accuracy_high", "to", "{:.1%}"), ("balanced_accuracy", "balanced accuracy", "{:.1%}"),
            ("macro_f1", "macro F1", "{:.1%}"), ("loss", "loss", "{:.3f}"), ("ece", "calibration error", "{:.1%}"),
            ("auroc", "AUROC", "{:.3f}"))


def _splits(report: dict[str, Any]) -> str:
    head = "".join(f"<th>{title}</th>" for _, title, _ in _COLUMNS)
    rows = "".join(f"<tr><th>{name}</th>{_cells(m)}</tr>" for name, m in report["splits"].items())
    return f"<h2>Splits</h2><table><tr><th></th>{head}</tr>{rows}</table>"


def _cells(metrics: dict[str, Any]) -> str:
    return "".join(f"<td>{form.format(metrics[k]) if metrics[k] is not None else '–'}</td>" for k, _, form in _COLUMNS)


def _split(name: str, metrics: dict[str, Any]) -> str:
    classes = [html.escape(c) for c in metrics["classes"]]
    confusion = metrics["confusion"]
    rows = "".join(
        f"<tr><th>{html.escape(c)}</th><td>{m['support']}</td><td>{m['precision']:.1%}</td><td>{m['recall']:.1%}</td><td>{m['f1']:.1%}</td></tr>"
        for c, m in metrics["per_class"].items())
    shown = _matrix(classes, confusion) if len(classes) <= MATRIX_CLASSES else _mistakes(classes, confusion)
    return (f"<h2>Classes, {name}</h2><table><tr><th></th><th>images</th><th>precision</th><th>recall</th><th>F1</th></tr>{rows}</table>"
            f"<h2>Confusion, {name}</h2>{shown}")


def _matrix(classes: Sequence[str], confusion: Sequence[Sequence[int]]) -> str:
    head = "".join(f"<th class=up><span>{c}</span></th>" for c in classes)
    body = "".join(f"<tr><th>{c}</th>" + "".join(_cell(v, sum(line), i == j) for j, v in enumerate(line)) + "</tr>"
                   for i, (c, line) in enumerate(zip(classes, confusion, strict=True)))
    return ("<p class=muted>Rows are the true classes, columns what the model said.</p>"
            f"<div class=wide><table class=confusion><tr><th></th>{head}</tr>{body}</table></div>")


def _mistakes(classes: Sequence[str], confusion: Sequence[Sequence[int]]) -> str:
    """The most frequent mistakes as rows: nobody reads a matrix of hundreds of classes, and few programs open it."""
    wrong = [(count, i, j) for i, line in enumerate(confusion) for j, count in enumerate(line) if count and i != j]
    wrong.sort(key=lambda found: (-found[0], found[1:]))
    rows = "".join(f"<tr><th>{classes[i]}</th><td>{classes[j]}</td><td>{count}</td></tr>"
                   for count, i, j in wrong[:MOST_MISTAKES])
    rest = f" The {MOST_MISTAKES} most frequent of {len(wrong):,} are shown." if len(wrong) > MOST_MISTAKES else ""
    return (f"<p class=muted>Which classes were taken for which others.{rest} predictions.csv of the run has every image.</p>"
            f"<table><tr><th>true class</th><th>the model said</th><th>images</th></tr>{rows}</table>")


def _cell(value: int, total: int, right: bool) -> str:
    share = value / total if total else 0.0
    colour = "46,134,193" if right else "217,115,26"
    return f"<td style='background:rgba({colour},{share:.2f})'>{value or ''}</td>"


def _curves(history: History) -> str:
    if len(history.epochs) < 2:
        return ""
    series = (("train", [e.train["loss"] for e in history.epochs], "#D9731A", ""),
              ("validation", [e.validation["loss"] for e in history.epochs], "#2E86C1", "6 3"))
    top = max(max(values) for _, values, _, _ in series) or 1.0
    lines = "".join(f"<polyline fill=none stroke={colour} stroke-width=2 stroke-dasharray='{dash}' points='{_points(values, top)}'/>"
                    for _, values, colour, dash in series)
    key = ", ".join(f"<span style='color:{colour}'>{'– –' if dash else '——'}</span> {name}" for name, _, colour, dash in series)
    return (f"<h2>Loss over {len(history.epochs)} epochs</h2><svg viewBox='0 0 640 220' role=img aria-label='loss curves'>"
            f"<text x=0 y=12>{top:.2f}</text><text x=0 y=214>0</text><line x1=40 y1=210 x2=640 y2=210 stroke='#bbb'/>{lines}</svg><p class=muted>{key}</p>")


def _points(values: Sequence[float], top: float) -> str:
    step = 590 / max(len(values) - 1, 1)
    return " ".join(f"{45 + i * step:.1f},{210 - 200 * v / top:.1f}" for i, v in enumerate(values))


def _how(report: dict[str, Any], history: History, test: str) -> str:
    images = ", ".join(f"{n} {split}" for split, n in report["images"].items())
    facts = {
        "Images": images, **({"Test split": test} if test else {}), "Files left out as unreadable": report["faults"], "Image size": f"{report['image_size']} px, {report['fit']}",
        "Weights at the start": Path(report["weights"]).name, "Frozen stages": report["freeze"],
        "Parameters that learned": f"{report['learned']:,} of {report['parameters']:,}",
        "Epochs": f"{report['epochs']}, the best was {report['best_epoch']}", "Device": report["device"],
    }
    rows = "".join(f"<tr><th>{k}</th><td>{html.escape(str(v))}</td></tr>" for k, v in facts.items())
    return (f"<h2>How it was made</h2><table class=facts>{rows}</table><p class=muted>The validation images chose the best epoch, so that their "
            "figures are slightly flattering; the test images, where there are any, chose nothing, as long as nobody picks a model by them: each look "
            "at their figures spends a little of that. The interval says how far the figure "
            "could be off by the luck of which images were measured; it says nothing of images from another place.</p>")


_PAGE = """<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><style>
body{{font:14px/1.5 system-ui,sans-serif;color:#1B1F24;background:#FAFAF8;max-width:880px;margin:40px auto;padding:0 24px}}
h1{{font-size:20px;margin:0}}h2{{font-size:15px;margin:32px 0 8px}}.muted{{color:#69707A}}.figure{{font-size:20px;font-weight:600}}
.figure span{{font-size:14px;font-weight:400}}table{{border-collapse:collapse;font-variant-numeric:tabular-nums}}
th,td{{padding:4px 10px;border-bottom:1px solid #E3E4E1;text-align:right;font-weight:400}}th:first-child{{text-align:left}}
.facts td{{text-align:left}}.confusion td{{min-width:28px;text-align:center}}.up span{{writing-mode:vertical-rl;transform:rotate(180deg)}}
.wide{{overflow-x:auto}}svg{{width:100%;font:12px sans-serif}}</style>{body}</html>
"""
