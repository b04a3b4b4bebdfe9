"""Weights of a backbone: from the box, downloaded, or from a file that somebody gave the user."""

import os
import pickle
import pickletools
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_safetensors
from torch import Tensor

from core.backbones import BACKBONES, Backbone
from core.choice import N_
from core.download import fetch, fits_name
from core.events import Emit
from core.library import library_names, shapes, weights_url
from core.places import bundled_weights, cache_folder
from core.problems import Problem
from core.reasons import reason_of

MIRROR = "THAWLINE_WEIGHTS_URL"
"""The environment variable that names another place to download from, with the same file names."""

Gate = Callable[[], None]


def load(
    row: Backbone, weights: str, *, emit: Emit = lambda event: None, gate: Gate = lambda: None,
    cache_dir: Path | None = None, url_root: str | None = None,
) -> dict[str, Tensor] | None:
    """The tensors of the stages by the library's names, in float32 on the CPU; None for "random".

    `weights` is "auto" (the box, else downloaded), "bundled", "download", "random" or the path of a file.
    """
    if weights == "random":
        return None
    box = bundled_weights(row)
    if weights == "bundled" and box is None:
        raise Problem("no_bundled_weights", backbone=row.title)
    if box is not None and weights in ("auto", "bundled"):
        path = box
    elif weights in ("auto", "download"):
        path = downloaded(row, emit=emit, gate=gate, cache_dir=cache_dir, url_root=url_root)
    else:
        path = Path(weights).expanduser()
    return fitting(row, read(path), path)


# --- places ---------------------------------------------------------------------------------------


def cached_file(row: Backbone, cache_dir: Path | None = None) -> Path | None:
    """Where the published weights already lie: in Thawline's folder or in torch's own; None if they do not."""
    name = weights_url(row).rpartition("/")[2]
    for folder in (cache_dir or cache_folder() / "weights", Path(torch.hub.get_dir()) / "checkpoints"):
        if (folder / name).is_file():
            return folder / name
    return None


def downloaded(
    row: Backbone, *, emit: Emit, gate: Gate, cache_dir: Path | None = None, url_root: str | None = None,
) -> Path:
    """The file with torchvision's published weights, fetched unless a sound copy is here."""
    found = cached_file(row, cache_dir)
    if found is not None and fits_name(found, found.name, gate):
        return found
    url, folder = weights_url(row), cache_dir or cache_folder() / "weights"
    name = url.rpartition("/")[2]
    root = url_root or os.environ.get(MIRROR)
    if root:
        url = f"{root.rstrip('/')}/{name}"
    return fetch(url, folder / name, title=row.title, emit=emit, gate=gate)


# --- files ----------------------------------------------------------------------------------------


def read(path: Path) -> dict[str, Tensor]:
    """The named tensors of a .safetensors, .pth or .pt file. Code in the file is never run.

    Raises Problem `no_weights_file`, `unreadable_weights` or `unsafe_weights`.
    """
    if not path.exists():
        raise Problem("no_weights_file", path=str(path))
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise _unreadable(path, reason_of(error)) from error
    if not start:
        raise _unreadable(path, N_("reason", "it is empty"))
    try:
        if start[8:9] == b"{":  # behind the eight bytes of the header's length
            return load_safetensors(path.read_bytes())  # the library opens no file whose name is not UTF-8
        if start[:2] not in (b"PK", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"):
            if _is_code(path):
                raise Problem("unsafe_weights", path=str(path))
            raise _unreadable(path, N_("reason", "it is a file of another kind"))
        if start[:2] == b"PK":
            _look_at_checksums(path)
        tensors = dict(_tensors(_unpickled(path)))
    except SafetensorError as error:
        raise _unreadable(path, N_("reason", "it is damaged or incomplete")) from error
    if not tensors:
        raise _unreadable(path, N_("reason", "there are no weights in it"))
    return tensors


def _look_at_checksums(path: Path) -> None:
    """See that every part of an archive has the checksum that it says; torch does not look."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            # torch can leave the checksums out; then all of them are zero.
            broken = archive.testzip() if any(part.CRC for part in parts) else None
    except (OSError, ValueError, NotImplementedError, zlib.error, zipfile.BadZipFile) as error:
        raise _unreadable(path, N_("reason", "it is damaged or incomplete")) from error
    if broken is not None:
        raise _unreadable(path, N_("reason", "a part of it is not as it was saved; copy or download the file again"))


def _is_code(path: Path) -> bool:
    """Whether a file without any mark is a whole pickle of the oldest kind that names functions."""
    try:
        with path.open("rb") as file:
            return any(op.name in ("GLOBAL", "INST") for op in [op for op, _, _ in pickletools.genops(file)])
    except Exception:  # noqa: BLE001 - not a pickle
        return False


def _unpickled(path: Path) -> object:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of files of a kind that is refused anyway
            return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        # torch says this both of code and of a pickle that breaks off
        if "truncated" in str(error) or "Ran out of input" in str(error):
            raise _unreadable(path, N_("reason", "it is damaged or incomplete")) from error
        raise Problem("unsafe_weights", path=str(path)) from error
    except RuntimeError as error:
        if "TorchScript" in str(error):
            raise Problem("unsafe_weights", path=str(path)) from error
        raise _unreadable(path, N_("reason", "it is damaged or incomplete")) from error
    except Exception as error:  # noqa: BLE001 - a damaged pickle can fail in any way
        raise _unreadable(path, N_("reason", "it is damaged or incomplete")) from error


def _tensors(found: object, prefix: str = "", levels: int = 4) -> Iterator[tuple[str, Tensor]]:
    """Every tensor in a dictionary of dictionaries, by its path with dots; programs keep weights some levels down."""
    if isinstance(found, Tensor):
        yield prefix.removesuffix("."), found
    elif isinstance(found, Mapping) and levels:
        for name, inner in found.items():
            yield from _tensors(inner, f"{prefix}{name}.", levels - 1)


def _unreadable(path: Path, reason: str) -> Problem:
    return Problem("unreadable_weights", path=str(path), reason=reason)


# --- the right ones? ------------------------------------------------------------------------------


def fitting(row: Backbone, state: dict[str, Tensor], path: Path) -> dict[str, Tensor]:
    """What of a file's tensors the stages need. Raises Problem `wrong_weights` with the first reason."""
    named = library_names(state, shapes(row))
    reason = misfit(row, named)
    if reason:
        others = [other for other in BACKBONES.values()
                  if other is not row and not misfit(other, library_names(state, shapes(other)))]
        also = f"; they look like {others[0].title}" if others else ""
        raise Problem("wrong_weights", path=str(path), backbone=row.title, reason=reason + also,
                      other=others[0].key if others else "")
    # Files older than the counters of batch norm lack them; nothing here reads them.
    wanted = {name: named.get(name, torch.tensor(0)) for name in shapes(row)}
    for name, t in wanted.items():
        if t.is_floating_point() and not t.isfinite().all():
            raise Problem("wrong_weights", path=str(path), backbone=row.title, reason=f"{name} holds NaN or infinity")
    return {name: t.float() if t.is_floating_point() else t for name, t in wanted.items()}


def misfit(row: Backbone, named: dict[str, Tensor]) -> str:
    """Why tensors are not those of a backbone: the first one that is missing, of another shape, or too many; or ""."""
    wanted = shapes(row)
    for name, (shape, real) in wanted.items():
        found = named.get(name)
        if found is None:
            if not name.endswith(".num_batches_tracked"):
                return f"{name} is missing"
        elif found.shape != shape or (real and not found.is_floating_point()):
            return f"{name} is {_shape(found.shape)} instead of {_shape(shape)}"
    roots = {name.partition(".")[0] for name in wanted} - {row.last_linear.partition(".")[0]}
    for name in named:
        if name.partition(".")[0] in roots and name not in wanted:
            return f"{name} is too many"
    return ""


def _shape(shape: torch.Size) -> str:
    return "×".join(map(str, shape)) or "one number"
