"""Checkpoints: all that is needed to go on with a run, in one file that is whole or absent and holds no code."""

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.choice import N_
from core.files import writing_problem
from core.problems import Problem


def save(path: Path, state: Mapping[str, Any]) -> None:
    """Replace the file by `state`: tensors, numbers, texts, None, and lists, tuples and dicts of them.

    Raises Problem `disk_full` or `not_writable`; the file that was there then stays as it was.
    """
    _check(state, "state")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            torch.save(dict(state), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except (OSError, RuntimeError) as error:
        beside.unlink(missing_ok=True)
        cause = _disk_error(error)
        if cause is None:
            raise
        raise writing_problem(path, cause) from error


def load(path: Path, device: str = "cpu") -> dict[str, Any]:
    """What `save` wrote, its tensors on `device`. Raises Problem `no_checkpoint` or `damaged_run`."""
    if not path.is_file():
        raise Problem("no_checkpoint", path=str(path.parent))
    try:
        with zipfile.ZipFile(path) as archive:  # torch itself does not look at the checksums
            damaged = archive.testzip()
        if damaged is None:
            state = torch.load(path, map_location=device, weights_only=True)
    except Exception as error:  # noqa: BLE001 - a damaged archive can fail in any way
        raise Problem("damaged_run", path=str(path), reason=N_("reason", "it is incomplete or was changed")) from error
    if damaged is not None or not isinstance(state, dict):
        raise Problem("damaged_run", path=str(path), reason=N_("reason", "its checksum is wrong"))
    return state


def _check(value: object, where: str) -> None:
    """What `weights_only` would refuse on loading is refused on saving already."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _check(inner, f"{where}[{key!r}]")
    elif isinstance(value, list | tuple):
        for i, inner in enumerate(value):
            _check(inner, f"{where}[{i}]")
    elif type(value) not in (int, float, bool, str, type(None)) and not isinstance(value, Tensor):
        raise TypeError(f"{where} is a {type(value).__name__}, which no checkpoint holds")


def _disk_error(error: BaseException | None) -> OSError | None:
    # torch wraps what the disk said in a RuntimeError of its own
    while error is not None and not isinstance(error, OSError):
        error = error.__cause__ or error.__context__
    return error
