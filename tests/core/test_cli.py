"""The command line in its own process: exit status, JSON lines, one sentence for each problem."""

import csv
import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch

from core.cli import main
from core.project import RunFolder
from tests.core.conftest import Fill

QUICK = ["--backbone", "squeezenet1_1", "--weights", "random", "--image-size", "32", "--batch-size", "4",
         "--epochs", "2", "--device", "cpu"]


def problem(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The code of the Problem that the arguments end in; it is one line, and nothing else is said of it."""
    assert main(arguments) == 2
    lines = [line for line in capfd.readouterr().err.splitlines() if line.startswith("thawline:")]
    assert len(lines) == 1
    assert "Traceback" not in lines[0]
    return lines[0].split(": ")[1]


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Path:
    assert main(["train", str(folder), "--out", str(tmp_path / "run"), *QUICK]) == 0
    return tmp_path / "run"


def test_json_is_one_event_a_line_and_ends_with_the_metrics(
        folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["train", str(folder), "--out", str(tmp_path / "run"), "--json", *QUICK]) == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {"Began", "Device", "Plan", "PhaseBegan", "Epoch", "Saved"} <= {line["event"] for line in lines}
    last = lines[-1]
    assert last["event"] == "Finished"
    assert last["run"] == str(tmp_path / "run")
    assert last["seconds"] > 0
    assert {"n", "accuracy", "accuracy_low", "accuracy_high", "balanced_accuracy", "macro_f1", "loss", "ece", "auroc",
            "per_class", "confusion", "classes"} == set(last["metrics"]["validation"])


def test_evaluate_predict_export(run: Path, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(run), str(folder), "--json"]) == 0
    found = json.loads(capfd.readouterr().out.splitlines()[-1])
    assert found["metrics"]["test"]["n"] == 24
    (folder / "red" / "broken.png").write_bytes(b"no picture")
    assert main(["predict", str(run), str(folder), "--csv", str(tmp_path / "said.csv")]) == 0
    with (tmp_path / "said.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["path", "class", "probability", "unlike_training", "blue", "green", "red", "problem"]
    assert len(rows) == 25
    assert [Path(r["path"]).name for r in rows if r["problem"]] == ["broken.png"]
    capfd.readouterr()
    assert main(["predict", str(run), str(folder), "--json"]) == 0
    told = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [t["label"] for t in told if t["event"] == "Predicted"] == [r["class"] for r in rows]
    for form, name in (("safetensors", "m.safetensors"), ("report", "r.html"), ("bundle", "b.zip")):
        assert main(["export", str(run), "--to", form, str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 1000


def test_a_moved_run_is_still_of_use(run: Path, folder: Path, tmp_path: Path) -> None:
    moved = run.rename(tmp_path / "moved ünïcode")
    folder.rename(tmp_path / "elsewhere")
    image = next((tmp_path / "elsewhere" / "red").iterdir())
    assert main(["predict", str(moved), str(image)]) == 0
    assert main(["evaluate", str(moved), str(tmp_path / "elsewhere")]) == 0
    assert main(["export", str(moved), "--to", "safetensors", str(tmp_path / "m.safetensors")]) == 0


def test_an_export_predicts_as_the_run(run: Path, folder: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    assert main(["export", str(run), "--to", "safetensors", str(tmp_path / "m.safetensors")]) == 0
    one, other = load_file(tmp_path / "m.safetensors"), load_file(run / "best.safetensors")
    assert one.keys() == other.keys()
    assert all(torch.equal(v, other[k]) for k, v in one.items())


def test_inspect_counts(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "red" / "empty.jpg").write_bytes(b"")
    assert main(["inspect", str(folder), "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["samples"] == 24
    assert found["classes"] == {"blue": 8, "green": 8, "red": 8}
    assert sum(found["splits"].values()) == 24
    assert [(f["path"], f["code"]) for f in found["faults"]] == [("red/empty.jpg", "file_empty")]


def test_backbones_and_doctor(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["backbones", "--json"]) == 0
    rows = {row["key"]: row for row in json.loads(capfd.readouterr().out)}
    assert rows["resnet18"]["parameters"] == 11689512
    assert main(["doctor", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["torch"] == torch.__version__


# --- bad input -----------------------------------------------------------------------------------


class Bomb:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch exploded",)


def test_bad_folders(fill: Fill, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = ["--out", str(tmp_path / "out"), *QUICK]
    assert problem(capfd, "train", str(tmp_path / "nowhere"), *out) == "no_such_folder"
    (tmp_path / "empty").mkdir()
    assert problem(capfd, "train", str(tmp_path / "empty"), *out) == "empty_folder"
    assert problem(capfd, "train", str(fill("single", {"only": 4})), *out) == "one_class"
    assert problem(capfd, "train", str(fill("lone", {"a": 4, "b": 1})), *out) == "class_too_small"
    broken = fill("broken", {"a": 2, "b": 2})
    for path in broken.rglob("*.png"):
        path.write_bytes(b"broken")
    assert problem(capfd, "train", str(broken), *out) == "no_readable_image"
    assert not (tmp_path / "out").exists()


def test_bad_options(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    train = ["train", str(folder), "--out", str(tmp_path / "out")]
    assert problem(capfd, *train, "--backbone", "resnet1000") == "unknown_backbone"
    assert problem(capfd, *train, *QUICK, "--epochs", "0") == "no_epochs"
    assert problem(capfd, *train, *QUICK, "--lr", "nan") == "out_of_range"
    assert problem(capfd, *train, *QUICK, "--lr", "fast") == "bad_option"
    assert problem(capfd, *train, *QUICK, "--freeze", "99") == "too_many_stages"
    assert problem(capfd, *train, *QUICK, "--freeze", "roof") == "unknown_stage"
    assert problem(capfd, *train, *QUICK, "--image-size", "8") == "image_too_small"
    assert problem(capfd, *train, *QUICK, "--set", "optimiser.speed=1") == "bad_field"
    assert problem(capfd, *train, *QUICK, "--set", "batch_size=many") == "bad_value"
    assert problem(capfd, *train, *QUICK, "--preset", "magic") == "unknown_preset"
    assert problem(capfd, *train, *QUICK, "--device", "cuda:7") == "device_missing"
    assert problem(capfd, "dance") == "bad_option"


def test_bad_weights(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    train = ["train", str(folder), *QUICK, "--out", str(tmp_path / "out"), "--weights"]
    assert problem(capfd, *train, str(tmp_path / "none.pth")) == "no_weights_file"
    (tmp_path / "bomb.pth").write_bytes(pickle.dumps(Bomb()))
    assert problem(capfd, *train, str(tmp_path / "bomb.pth")) == "unsafe_weights"
    assert not Path("exploded").exists()
    torch.save({"fc.weight": torch.zeros(3, 3)}, tmp_path / "other.pth")
    assert problem(capfd, *train, str(tmp_path / "other.pth")) == "wrong_weights"


def test_bad_runs(run: Path, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert problem(capfd, "train", str(folder), "--out", str(run), *QUICK) == "run_exists"
    assert problem(capfd, "resume", str(tmp_path)) == "no_run"
    assert problem(capfd, "resume", str(run)) == "run_complete"
    assert problem(capfd, "export", str(run), "--to", "papyrus", str(tmp_path / "x")) == "unknown_format"
    assert problem(capfd, "predict", str(run), str(tmp_path / "nothing.png")) == "no_such_path"
    (run / "best.safetensors").write_bytes(b"broken")
    assert problem(capfd, "predict", str(run), str(folder)) == "damaged_run"
    (run / "last.pt").write_bytes(b"broken")
    assert problem(capfd, "resume", str(run), "--epochs", "9") == "damaged_run"


def test_a_folder_that_cannot_be_written(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert problem(capfd, "train", str(folder), "--out", str(tmp_path / "file" / "run"), *QUICK) == "not_writable"


# --- interrupted ---------------------------------------------------------------------------------


@contextmanager
def started(arguments: list[str]) -> Iterator[subprocess.Popen[str]]:
    """The command line in a process of its own, up to its second epoch."""
    command = [sys.executable, "-c", "import sys; from core.cli import main; sys.exit(main(sys.argv[1:]))"]
    with subprocess.Popen([*command, *arguments, "--json"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line)["event"] == "Epoch" and json.loads(line)["epoch"] == 2:
                break
        yield process


def long_run(folder: Path, out: Path) -> list[str]:
    return ["train", str(folder), "--out", str(out), *QUICK, "--epochs", "2000", "--freeze", "all",
            "--no-early-stopping", "--set", "save_every=0.2"]


def test_killed_and_resumed(folder: Path, tmp_path: Path) -> None:
    with started(long_run(folder, tmp_path / "run")) as process:
        process.kill()
    before = len(RunFolder(tmp_path / "run").history().epochs)
    assert before >= 1
    assert main(["resume", str(tmp_path / "run"), "--epochs", str(before + 3)]) == 0
    history = RunFolder(tmp_path / "run").history()
    assert history.state == "finished"
    assert [e.epoch for e in history.epochs] == list(range(1, before + 4))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_stops_and_keeps(folder: Path, tmp_path: Path) -> None:
    with started(long_run(folder, tmp_path / "run")) as process:
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        last = [json.loads(line) for line in process.stdout][-1]
        assert process.wait(60) == 130
    assert last["event"] == "Stopped"
    assert RunFolder(tmp_path / "run").history().state == "stopped"


def test_a_problem_before_the_job_has_its_last_line_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["evaluate", str(tmp_path / "nothing"), str(tmp_path), "--json"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out.splitlines()[-1])["event"] == "Failed"
    assert said.err.startswith("thawline: no_run: ")


def test_the_way_that_a_folder_is_read_is_told(fill: Fill, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = str(fill("data", {"cat/train": 4, "cat/val": 2, "dog/train": 4, "dog/val": 2}))
    assert main(["train", folder, "--out", str(tmp_path / "run"), *QUICK, "--epochs", "1"]) == 0
    warned = [line for line in capfd.readouterr().err.splitlines() if line.startswith("warning: ")]
    assert any("“train”, “val”" in line and line.endswith("(the other way: --read splits=none)") for line in warned)
    assert main(["inspect", folder, "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert [one["read"] for one in found["warnings"] if one["code"] == "splits_inside"] == [["splits=none"]]
    assert main(["inspect", folder, "--json", "--read", "splits=none"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert "splits_inside" not in {one["code"] for one in found["warnings"]}, "whoever says it is not asked"


@pytest.mark.parametrize("labels", ["2", '["2"]', "[2]", '"kind"', "kind"])
def test_columns_by_number_or_heading(folder: Path, capfd: pytest.CaptureFixture[str], labels: str) -> None:
    rows = "".join(f"{n},{name},{name}/{name} {n}.png\n" for name in ("red", "blue") for n in range(4))
    (folder / "t.csv").write_text("nr,kind,where\n" + rows, "utf-8")
    options = ["--labels", str(folder / "t.csv"), "--read", "path=3", "--read", f"labels={labels}"]
    assert main(["inspect", str(folder), "--json", *options]) == 0
    assert json.loads(capfd.readouterr().out)["classes"] == {"blue": 4, "red": 4}
