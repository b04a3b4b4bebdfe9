"""What the command line says and writes, anywhere: consoles of few letters, odd names, the user's files."""

import csv
import io
import json
import os
import shutil
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import jobs
from core.cli import main
from core.facts import Prediction
from core.files import guarded, unguarded, write_text
from core.project import RunFolder
from core.recipe import Recipe
from core.report import MATRIX_CLASSES, html_report, predictions_csv, run_predictions_csv
from gui_app.__main__ import main as program
from tests.core.conftest import Fill, picture
from tests.core.test_cli import QUICK, problem

NAMES = ("猫", "b 🦊", "é")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three classes with names in many letters, and beside it a run."""
    place = tmp_path_factory.mktemp("letters")
    for n, name in enumerate(NAMES):
        (place / "data" / name).mkdir(parents=True)
        for i in range(6):
            picture(10 * n + i).save(place / "data" / name / f"{i}.png")
    assert main(["train", str(place / "data"), "--out", str(place / "run"), *QUICK]) == 0
    return place


def on_console(encoding: str, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a call on a console of that encoding."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    status = main(arguments)
    for stream in streams:
        stream.flush()
    out, err = (stream.buffer.getvalue().decode(encoding) for stream in streams)  # type: ignore[attr-defined]
    return status, out, err


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_any_console_will_do(trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    run, data = str(trained / "run"), str(trained / "data")
    assert on_console(encoding, monkeypatch, "predict", run, data)[0] == 0
    assert on_console(encoding, monkeypatch, "evaluate", run, data)[0] == 0
    status, out, _ = on_console(encoding, monkeypatch, "inspect", data, "--json")
    assert status == 0
    assert set(json.loads(out)["classes"]) == set(NAMES)
    status, out, _ = on_console(encoding, monkeypatch, "predict", run, data, "--json")
    assert {json.loads(line).get("label") for line in out.splitlines()} <= {None, *NAMES}
    status, out, err = on_console(encoding, monkeypatch, "inspect", str(tmp_path / "nö 猫 🦊"))
    assert status == 2
    assert "no_such_folder" in err


@pytest.mark.skipif(sys.platform == "win32", reason="names there are letters")
def test_names_in_foreign_bytes(trained: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    above = os.fsdecode(os.fsencode(tmp_path) + b"/n\xfcsse")
    os.mkdir(above)
    picture(1).save(tmp_path / "a.png")
    os.rename(tmp_path / "a.png", os.path.join(above, os.fsdecode(b"caf\xe9.png")))
    assert main(["predict", str(trained / "run"), above, str(trained / "data"), "--csv", str(tmp_path / "p.csv")]) == 0
    rows = list(csv.DictReader((tmp_path / "p.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 19
    assert sum("caf" in row["path"] for row in rows) == 1
    capfd.readouterr()
    for n, name in enumerate(("x", "y")):  # a folder above with such a name is no obstacle at all
        os.makedirs(os.path.join(above, "data", name))
        for i in range(6):
            picture(10 * n + i).save(os.path.join(above, "data", name, f"{i}.png"))
    assert main(["train", os.path.join(above, "data"), "--out", os.path.join(above, "run"), *QUICK]) == 0
    run = RunFolder(os.path.join(above, "run"))
    assert run.history().plan is not None
    assert os.path.isdir(run.history().plan.root)  # type: ignore[union-attr]
    assert len(run.predictions()) > 0


@pytest.mark.parametrize("name", ["report.json", "events.jsonl", "recipe.json", "split.csv", "log.txt"])
def test_files_of_the_user_stay(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    own = tmp_path / "results" / name
    own.parent.mkdir()
    own.write_text("mine", "utf-8")
    assert problem(capfd, "train", str(folder), "--out", str(own.parent), *QUICK) == "own_files"
    assert own.read_text("utf-8") == "mine"


def test_what_a_failed_start_left_is_no_obstacle(
        folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    train = ["train", str(folder), "--out", str(tmp_path / "run"), *QUICK]
    assert problem(capfd, *train, "--weights", str(tmp_path / "none.pth")) == "no_weights_file"
    assert main(train) == 0


def test_an_export_replaces_no_file_that_was_not_named(
        trained: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    export = ["export", str(trained / "run"), "--to", "safetensors"]
    (tmp_path / "m.json").write_text('{"mine": 1}', "utf-8")
    assert problem(capfd, *export, str(tmp_path / "m.safetensors")) == "file_in_the_way"
    (tmp_path / "r.html").write_text("mine", "utf-8")
    assert problem(capfd, "export", str(trained / "run"), "--to", "report", str(tmp_path / "r")) == "file_in_the_way"
    assert (tmp_path / "m.json").read_text("utf-8") == '{"mine": 1}'
    assert (tmp_path / "r.html").read_text("utf-8") == "mine"
    assert main([*export, str(tmp_path / "n.safetensors")]) == 0
    assert main([*export, str(tmp_path / "n.safetensors")]) == 0  # its own files it may replace


def test_a_csv_that_cannot_be_written_is_found_first(
        trained: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    predict = ["predict", str(trained / "run"), str(trained / "data"), "--csv"]
    assert problem(capfd, *predict, str(tmp_path / "file" / "p.csv")) == "not_writable"
    assert problem(capfd, *predict, str(tmp_path)) == "not_writable"

    def full(path: Path, *more: object) -> None:
        from core.problems import Problem

        raise Problem("disk_full", path=str(path))
    monkeypatch.setattr(jobs, "save_predictions", full)
    assert main([*predict, str(tmp_path / "p.csv")]) == 2
    assert len(capfd.readouterr().out.splitlines()) == 18  # the answers are not lost


def test_evaluation_tells_what_the_model_has_seen(
        trained: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "mixed"
    (place / NAMES[0]).mkdir(parents=True)
    (place / NAMES[1]).mkdir()
    for n in range(6):
        os.link(trained / "data" / NAMES[0] / f"{n}.png", place / NAMES[0] / f"{n}.png")
    for n in range(3):
        picture(500 + n).save(place / NAMES[1] / f"{n}.png")
    seen = sum(s["split"] != "test" and s["label"] == NAMES[0]
               for s in csv.DictReader((trained / "run" / "split.csv").read_text("utf-8").splitlines()))
    capfd.readouterr()
    assert main(["evaluate", str(trained / "run"), str(place), "--json"]) == 0
    events = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    warned = [e["details"] for e in events if e["event"] == "Warned" and e["code"] == "images_seen"]
    assert warned == [{"count": seen, "all": 9}]
    assert main(["evaluate", str(trained / "run"), str(place), "--json", "--unseen"]) == 0
    last = json.loads(capfd.readouterr().out.splitlines()[-1])
    assert last["metrics"]["test"]["n"] == 9 - seen
    train_only = tmp_path / "train"
    (train_only / NAMES[0]).mkdir(parents=True)
    for row in csv.DictReader((trained / "run" / "split.csv").read_text("utf-8").splitlines()):
        if row["split"] == "train" and row["label"] == NAMES[0]:
            os.link(trained / "data" / row["path"], train_only / row["path"])
    assert problem(capfd, "evaluate", str(trained / "run"), str(train_only), "--unseen") == "nothing_unseen"


@pytest.mark.parametrize("name", ["unlike.safetensors", "best.safetensors", "report.json", "split.csv"])
@pytest.mark.parametrize("how", ["cut", "empty", "noise"])
def test_a_damaged_part_of_a_run_is_one_sentence(
        trained: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, how: str) -> None:
    run = tmp_path / "run"
    shutil.copytree(trained / "run", run)
    content = (run / name).read_bytes()
    half = len(content) // 2
    (run / name).write_bytes({"cut": content[:half], "empty": b"", "noise": b"\xff" * 64 + content[64:]}[how])
    verbs = {"unlike.safetensors": ("predict", str(trained / "data")),
             "best.safetensors": ("evaluate", str(trained / "data")),
             "report.json": ("export", "--to", "report", str(tmp_path / "r")),
             "split.csv": ("evaluate", str(trained / "data"))}
    verb, *more = verbs[name]
    assert problem(capfd, verb, str(run), *more) == "damaged_run"


def test_one_changed_bit_of_the_best_weights_is_found(
        trained: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(trained / "run", tmp_path / "run")
    best = tmp_path / "run" / "best.safetensors"
    content = bytearray(best.read_bytes())
    content[len(content) // 2] ^= 1
    best.write_bytes(content)
    assert problem(capfd, "predict", str(tmp_path / "run"), str(trained / "data")) == "damaged_run"


# --- Ctrl-C ---------------------------------------------------------------------------------------


def interrupted(*arguments: object, **more: object) -> Any:
    raise KeyboardInterrupt


@pytest.mark.parametrize("verb", ["inspect", "backbones", "doctor", "evaluate", "predict", "export", "train"])
def test_ctrl_c_of_any_verb_is_a_sentence(
        trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
        verb: str) -> None:
    run, data = str(trained / "run"), str(trained / "data")
    arguments = {"inspect": [data], "backbones": [], "doctor": [], "evaluate": [run, data], "predict": [run, data],
                 "export": [run, "--to", "report", str(tmp_path / "r")], "train": [data, "--out", str(tmp_path / "x")]}
    for name in ("scan", "describe", "evaluate", "predict", "export"):
        monkeypatch.setattr(jobs, name, interrupted)
    monkeypatch.setattr("core.doctor.facts", interrupted)
    monkeypatch.setattr("core.cli.recipe_of", interrupted)
    assert main([verb, *arguments[verb]]) == 130
    assert capfd.readouterr().err.splitlines()[-1] == "thawline: stopped"


def test_ctrl_c_while_the_program_is_loaded(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    loading = types.ModuleType("core.cli")
    loading.main = interrupted  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "core.cli", loading)
    assert program(["backbones"]) == 130
    assert capsys.readouterr().err == "thawline: stopped\n"


# --- tables and the report ------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+2.png", "+1", "-x", "@a", "\tb", "\rc", "'=1", "''+", "plain", "'quoted'", ""])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("write", [predictions_csv, run_predictions_csv])
def test_no_two_columns_have_one_name(tmp_path: Path, write: Callable[..., None]) -> None:
    classes = ("path", "class", "problem", "probability", "label", "split", "=SUM(A1)", "cat")
    write(tmp_path / "p.csv", [Prediction("=a.png", "train", "path", "=SUM(A1)", 0.5, 0.1, (0.125,) * 8)], classes)
    head, row = csv.reader((tmp_path / "p.csv").read_text("utf-8-sig").splitlines())
    assert len(set(head)) == len(head)
    assert {"class: path", "class: class", "class: problem", "cat", "'=SUM(A1)"} <= set(head)
    assert row[0] == "'=a.png"


def test_a_runs_own_table_is_read_back_as_it_was(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run").create(Recipe())
    row = Prediction("-a.png", "validation", "+1", "=x", 0.5, 0.25, (0.5, 0.5))
    run_predictions_csv(run.predictions_file, [row], ("+1", "=x"))
    assert run.predictions() == (row,)


@pytest.mark.parametrize("classes", [MATRIX_CLASSES, 1000])
def test_the_report_of_many_classes_stays_small(tmp_path: Path, classes: int) -> None:
    names = [f"class {n}" for n in range(classes)]
    confusion = [[5 if i == j else 1 if j == (i + 1) % classes else 0 for j in range(classes)] for i in range(classes)]
    each = {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 6}
    metrics = {"n": 6 * classes, "accuracy": 0.8, "accuracy_low": 0.7, "accuracy_high": 0.9, "balanced_accuracy": 0.8,
               "macro_f1": 0.8, "loss": 0.5, "ece": 0.1, "auroc": 0.9, "classes": names, "confusion": confusion,
               "per_class": dict.fromkeys(names, each)}
    run = RunFolder(tmp_path / "run").create(Recipe())
    write_text(run.report_file, json.dumps({
        "backbone": "resnet18", "weights": "random", "image_size": 32, "fit": "pad", "freeze": "all", "classes": names,
        "images": {"train": 1}, "faults": 0, "root": "", "parameters": 1, "learned": 1, "epochs": 1, "best_epoch": 1,
        "device": "cpu", "precision": "float32", "made": 0.0, "splits": {"validation": metrics}}))
    text = html_report(run)
    assert len(text) < 1_000_000
    assert ("class=confusion" in text) == (classes <= MATRIX_CLASSES)
    assert "class 1</td>" in text if classes > MATRIX_CLASSES else True


def test_a_class_of_blanks(fill: Fill, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = fill("data", {" ": 6, "b": 6})
    assert main(["train", str(data), "--out", str(tmp_path / "run"), *QUICK]) in (0, 2)
    assert "Traceback" not in capfd.readouterr().err
