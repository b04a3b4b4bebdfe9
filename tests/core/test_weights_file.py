"""A file of weights is looked at before anything is trained with it."""

from pathlib import Path

import pytest
import torch

from core import jobs
from core.backbones import BACKBONES
from core.facts import WeightsFacts
from core.library import library_model
from core.problems import Problem
from core.run import Run

ROW = BACKBONES["squeezenet1_1"]


def examine(path: Path) -> WeightsFacts | Problem:
    run = Run(jobs.examine_weights(ROW, path), lambda event: None, name="weights")
    run.run_here()
    assert isinstance(run.result, WeightsFacts | Problem)
    return run.result


def test_what_fits_is_counted(tmp_path: Path) -> None:
    state = library_model(ROW, device="cpu").state_dict()
    torch.save({f"module.{name}": t for name, t in state.items()}, tmp_path / "whole.pth")
    stages = {name: t for name, t in state.items() if not name.startswith("classifier.1")}
    torch.save(stages, tmp_path / "stages.pth")
    assert examine(tmp_path / "whole.pth") == WeightsFacts(str(tmp_path / "whole.pth"), len(stages), len(state), 1000)
    assert examine(tmp_path / "stages.pth") == WeightsFacts(
        str(tmp_path / "stages.pth"), len(stages), len(stages), 0)


@pytest.mark.parametrize(("content", "code"), [(None, "no_weights_file"), (b"no weights", "unreadable_weights")])
def test_what_does_not_is_said(tmp_path: Path, content: bytes | None, code: str) -> None:
    if content is not None:
        (tmp_path / "mine.pth").write_bytes(content)
    found = examine(tmp_path / "mine.pth")
    assert isinstance(found, Problem)
    assert found.code == code


def test_the_backbone_that_they_were_made_for_is_named(tmp_path: Path) -> None:
    torch.save(library_model(BACKBONES["squeezenet1_0"], device="cpu").state_dict(), tmp_path / "other.pth")
    found = examine(tmp_path / "other.pth")
    assert isinstance(found, Problem)
    assert (found.code, found.details["other"]) == ("wrong_weights", "squeezenet1_0")
