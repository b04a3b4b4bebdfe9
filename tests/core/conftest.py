"""Folders of small images that the tests of the engine share."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

COLOURS = {"blue": (40, 80, 200), "green": (50, 170, 70), "red": (200, 60, 50)}


def picture(seed: int, colour: tuple[int, int, int] = (120, 120, 120), size: tuple[int, int] = (32, 32)) -> Image.Image:
    """A textured patch of one colour; another seed, other bytes."""
    grain = np.random.default_rng(seed).normal(0, 18, (size[1], size[0], 1))
    return Image.fromarray(np.clip(np.array(colour) + grain, 0, 255).astype(np.uint8))


Fill = Callable[..., Path]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Makes a folder: `fill("data", {"cats": 3, "train/dogs": 2})`, numbers of different images by subfolder."""
    def make(name: str, counts: dict[str, int]) -> Path:
        seed = 0
        for place, count in counts.items():
            (tmp_path / name / place).mkdir(parents=True)
            for n in range(count):
                picture(seed := seed + 1).save(tmp_path / name / place / f"{n}.png")
        return tmp_path / name
    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three classes of eight images, told apart by their colour."""
    for place, (name, colour) in enumerate(COLOURS.items()):
        (tmp_path / "colours" / name).mkdir(parents=True)
        for n in range(8):
            picture(100 * place + n, colour).save(tmp_path / "colours" / name / f"{name} {n}.png")
    return tmp_path / "colours"
