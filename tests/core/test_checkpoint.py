"""A checkpoint is whole or absent, and damage is found."""

from pathlib import Path

import numpy as np
import pytest
import torch

from core import checkpoint
from core.problems import Problem

STATE = {"epoch": 3, "lr": 0.1, "name": "é", "done": False, "none": None, "history": [1.0, {"a": (1, 2)}],
         "network": {"w": torch.randn(100, 10), "half": torch.ones(3).half(), "n": torch.tensor(5)},
         "rng": torch.get_rng_state()}


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "run é" / "last.pt"
    checkpoint.save(path, STATE)
    checkpoint.save(path, STATE)
    found = checkpoint.load(path)
    assert torch.equal(found["network"]["w"], STATE["network"]["w"])  # type: ignore[index]
    assert torch.equal(found["rng"], STATE["rng"])  # type: ignore[arg-type]
    assert {k: v for k, v in found.items() if k not in ("network", "rng")} \
        == {k: v for k, v in STATE.items() if k not in ("network", "rng")}
    assert [p.name for p in path.parent.iterdir()] == ["last.pt"]


def test_an_optimiser_goes_on_as_it_was(tmp_path: Path) -> None:
    weight = torch.nn.Parameter(torch.ones(3, 3))
    optimiser = torch.optim.AdamW([weight])
    weight.sum().backward()
    optimiser.step()
    checkpoint.save(tmp_path / "last.pt", {"optimiser": optimiser.state_dict()})
    other = torch.optim.AdamW([weight])
    other.load_state_dict(checkpoint.load(tmp_path / "last.pt")["optimiser"])
    assert torch.equal(other.state[weight]["exp_avg"], optimiser.state[weight]["exp_avg"])


@pytest.mark.parametrize("value", [np.float64(1.0), {1, 2}, Path(), object(), torch.nn.Linear(1, 1)],
                         ids=lambda value: type(value).__name__)
def test_only_plain_values_are_saved(tmp_path: Path, value: object) -> None:
    with pytest.raises(TypeError, match=r"state\['a'\]\[1\] is a"):
        checkpoint.save(tmp_path / "last.pt", {"a": [0, value]})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "text"])
def test_damage_is_found(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "last.pt"
    checkpoint.save(path, STATE)
    data = bytearray(path.read_bytes())
    if harm == "flipped":
        data[len(data) // 2] ^= 1
    path.write_bytes({"cut": data[:-200], "flipped": data, "empty": b"", "text": b"<html>"}[harm])
    with pytest.raises(Problem) as caught:
        checkpoint.load(path)
    assert caught.value.code == "damaged_run"


def test_an_absent_checkpoint_names_its_run(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        checkpoint.load(tmp_path / "last.pt")
    assert (caught.value.code, caught.value.details) == ("no_checkpoint", {"path": str(tmp_path)})


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "last.pt"
    checkpoint.save(path, {"epoch": 1})

    def full(*_: object) -> None:
        raise RuntimeError("PytorchStreamWriter failed writing file") from OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(torch, "save", full)
        with pytest.raises(Problem) as caught:
            checkpoint.save(path, {"epoch": 2})
    assert caught.value.code == "disk_full"
    assert checkpoint.load(path) == {"epoch": 1}
    assert [p.name for p in tmp_path.iterdir()] == ["last.pt"]
