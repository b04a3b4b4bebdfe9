"""A run that cannot begin leaves nothing behind; one that has begun to learn stays, whatever becomes of it."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.cli import main
from core.data.index import Index
from core.network import Network
from core.project import RunFolder
from core.recipe import Phase
from tests.core.test_cli import QUICK
from tests.core.test_train import SMALL, index, train

__all__ = ["index"]  # a fixture


@pytest.mark.parametrize("more", [(), ("--folds", "3")], ids=["one run", "folds"])
@pytest.mark.parametrize("reason", [("--weights", "other.pth"), ("--weights", "none.pth"), ("--device", "cuda:7")],
                         ids=["wrong weights", "no weights", "no device"])
def test_nothing_is_left_of_a_folder_that_was_not_there(
        folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: tuple[str, str],
        more: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"fc.weight": torch.zeros(3, 3)}, "other.pth")
    before = set(tmp_path.iterdir())
    assert main(["train", str(folder), "--out", "new/folder/run", *QUICK, *reason, *more]) == 2
    assert set(tmp_path.iterdir()) == before


def test_what_was_in_the_folder_stays(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    assert main(["train", str(folder), "--out", str(tmp_path / "mine"), *QUICK, "--weights", "none.pth"]) == 2
    assert [p.name for p in (tmp_path / "mine").iterdir() if p.name != ".lock"] == ["notes.txt"]


def test_memory_that_does_not_suffice_for_a_step_leaves_nothing(
        index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(network: Network, x: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory")
    monkeypatch.setattr(Network, "suffix", none)
    done = train(index, replace(SMALL, augment=(), phases=(Phase(epochs=1, freeze="none"),)), tmp_path / "run")
    assert getattr(done.failure, "code", "") == "out_of_memory"
    assert not (tmp_path / "run").exists()


def test_a_run_of_another_process_is_left_alone(folder: Path, tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run")
    run.path.mkdir()
    with run.locked():
        (run.path / "recipe.json").write_text("{}")
        assert main(["train", str(folder), "--out", str(run.path), *QUICK]) == 2
        assert (run.path / "recipe.json").read_text() == "{}"
