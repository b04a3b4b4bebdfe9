"""A device is believed only after it computed; "auto" always finds one."""

import pytest
import torch

from core import device
from core.problems import Problem


def broken(*_: object) -> bool:
    raise RuntimeError("CUDA driver version is insufficient\nmore lines")


def test_the_cpu_is_always_there() -> None:
    facts = device.choose("cpu")
    assert (facts.device, facts.precision) == ("cpu", "float32")
    assert facts.name
    assert facts.memory > 100_000_000
    assert device._agrees("cpu")


def test_auto_finds_one_and_says_why() -> None:
    facts = device.choose("auto")
    assert facts.device in ("cpu", "cuda", "mps")
    assert facts.reason
    assert not facts.reason.endswith(".")


@pytest.mark.parametrize("asked", ["tpu", "cuda:one", "cuda:99", "cpu:1", "mps:1"])
def test_what_is_not_there_is_a_problem(asked: str) -> None:
    with pytest.raises(Problem) as caught:
        device.choose(asked)
    assert caught.value.code == "device_missing"
    assert caught.value.details["device"] == asked


def test_a_broken_driver_falls_back_to_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    for where in (torch.cuda, device):
        with monkeypatch.context() as patch:
            patch.setattr(torch.cuda, "is_available", lambda: True)
            patch.setattr(torch.cuda, "device_count", lambda: 1)
            patch.setattr(where, "is_available" if where is torch.cuda else "_agrees", broken)
            patch.setattr("sys.platform", "linux")
            facts = device.choose("auto")
            assert facts.device == "cpu"
            assert facts.reason == "the GPU failed: CUDA driver version is insufficient"
            with pytest.raises(Problem, match="driver version"):
                device.choose("cuda")


def test_a_gpu_that_computes_wrongly_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(device, "_agrees", lambda place: False)
    assert device.choose("auto").device == "cpu"
    with pytest.raises(Problem, match="computes wrongly"):
        device.choose("cuda:0")
