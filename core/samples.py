"""SAMPLES: folders of images that Thawline makes by itself, so that everything can be tried at once."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.choice import N_
from core.data.pace import Pace
from core.events import Emit
from core.files import ensure_folder, writing_problem

if TYPE_CHECKING:
    from PIL import Image

_PER_CLASS = 60
_LEFT_BEHIND = 3600.0


@dataclass(frozen=True)
class SampleFolder:
    """A row of SAMPLES. `pictures` gives the name of each file in the folder and its picture."""

    key: str
    title: str
    help: str
    count: int
    pictures: Callable[[], Iterator[tuple[str, "Image.Image"]]]


def _digits() -> Iterator[tuple[str, "Image.Image"]]:
    from PIL import Image
    from sklearn.datasets import load_digits

    digits = load_digits()
    for n, (grey, digit) in enumerate(zip(digits.images, digits.target, strict=True)):
        small = Image.fromarray((grey * (255 / 16)).astype("uint8"))
        yield f"{digit}/{n:04d}.png", small.resize((64, 64), Image.Resampling.BICUBIC)


def _defects() -> Iterator[tuple[str, "Image.Image"]]:
    import numpy as np

    from core.surfaces import KINDS, draw

    for place, kind in enumerate(KINDS):
        for n in range(_PER_CLASS):
            yield f"{kind}/{n:03d}.jpg", draw(kind, np.random.default_rng((2026, place, n)))


SAMPLES: dict[str, SampleFolder] = {row.key: row for row in (
    SampleFolder(
        "defects", N_("sample", "Surface defects"),
        N_("sample", "300 close-ups that Thawline draws: scratched, pitted, stained, cracked or clean surfaces."),
        5 * _PER_CLASS, _defects),
    SampleFolder(
        "digits", N_("sample", "Handwritten digits"),
        N_("sample", "1,797 real handwritten digits from scikit-learn, 8×8 pixels each, smoothly enlarged to 64×64."),
        1797, _digits),
)}


def make_sample(key: str, folder: str | os.PathLike[str], emit: Emit = lambda event: None,
                gate: Callable[[], None] = lambda: None) -> Path:
    """The sample folder `folder/key`, made if it is not there; never left half made.

    Raises Problem disk_full, not_writable.
    """
    row, made = SAMPLES[key], Path(folder) / key
    if made.is_dir():
        return made
    beside = made.with_name(f".{key}.{os.getpid()}.part")
    ensure_folder(made.parent)
    _clear_away_what_crashes_left(made.parent)
    try:
        _write(row, beside, Pace("sample", row.count, emit), gate)
        os.replace(beside, made)
    except OSError as error:
        if made.is_dir():  # another window was quicker
            return made
        raise writing_problem(made, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return made


def _clear_away_what_crashes_left(folder: Path) -> None:
    for left in folder.glob(".*.part"):
        if time.time() - left.stat().st_mtime > _LEFT_BEHIND:  # younger ones may be another window's work
            shutil.rmtree(left, ignore_errors=True)


def _write(row: SampleFolder, folder: Path, pace: Pace, gate: Callable[[], None]) -> None:
    for name, picture in row.pictures():
        gate()
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path, quality=92)
        pace.step()
