"""What tells the classes without a look at the pictures."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from core.data.index import Index
from core.data.look import scan
from core.problems import sentence
from core.shortcut import shortcut

DATA = Path(__file__).parents[3] / "shared" / "data"
CLASSES = ("cup", "fork", "knife", "plate", "spoon")


def picture(seed: int, size: tuple[int, int] = (64, 64)) -> Image.Image:
    random = np.random.default_rng(seed)
    small = random.integers(0, 255, (6, 6, 3), np.uint8)
    return Image.fromarray(small).resize(size, Image.Resampling.BICUBIC)


def fill(root: Path, count: int = 20) -> None:
    for place, name in enumerate(CLASSES):
        (root / name).mkdir(parents=True)
        for n in range(count):
            picture(1000 * place + n).save(root / name / f"{n}.png")


def test_nothing_is_said_of_a_sound_folder(tmp_path: Path) -> None:
    fill(tmp_path)
    assert shortcut(scan(tmp_path)) is None


def test_a_class_with_a_border(tmp_path: Path) -> None:
    fill(tmp_path)
    for n in range(20):
        framed = ImageOps.expand(picture(5000 + n, (60, 60)), 2, (250, 250, 250))
        framed.save(tmp_path / "knife" / f"{n}.png")
    found = shortcut(scan(tmp_path))
    assert found is not None
    assert (found.code, found.details["name"]) == ("shortcut_class", "knife")
    assert found.details["reason"] == "the border of the images"
    assert found.details["score"] >= 95
    assert found.paths == tuple(f"knife/{n}.png" for n in range(20))
    assert "knife" in sentence(found.code, found.details)


def test_classes_of_different_sizes(tmp_path: Path) -> None:
    fill(tmp_path, 0)
    for place, name in enumerate(CLASSES):
        for n in range(20):
            picture(100 * place + n, (40 + 9 * place, 60)).save(tmp_path / name / f"{n}.png")
    found = shortcut(scan(tmp_path))
    assert found is not None
    assert (found.code, found.details["reason"]) == ("shortcut", "the size of the images")
    assert (found.details["score"], found.details["chance"]) == (100, 20)


def test_a_class_in_another_format(tmp_path: Path) -> None:
    fill(tmp_path)
    for path in (tmp_path / "cup").iterdir():
        Image.open(path).save(path.with_suffix(".bmp"))
        path.unlink()
    found = shortcut(scan(tmp_path))
    assert found is not None
    assert found.details["name"] == "cup"
    assert found.details["reason"] in ("the format of the files", "the length of the files")


def test_a_dark_class(tmp_path: Path) -> None:
    fill(tmp_path)
    for n in range(20):
        picture(n).point(lambda value: value // 4).save(tmp_path / "fork" / f"{n}.png")
    found = shortcut(scan(tmp_path))
    assert found is not None
    assert found.details["name"] == "fork"


def test_few_images_prove_nothing(tmp_path: Path) -> None:
    fill(tmp_path, 4)
    assert shortcut(scan(tmp_path)) is None


def test_the_same_image_again_and_again_is_one(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    for place, name in enumerate(CLASSES):
        for n in range(3, 30):
            picture(1000 * place + n % 3).save(tmp_path / name / f"{n}.png")
    assert shortcut(scan(tmp_path)) is None


def test_one_class_has_no_shortcut(tmp_path: Path) -> None:
    fill(tmp_path)
    index = scan(tmp_path)
    assert shortcut(replace(index, samples=index.of("")[:20])) is None
    assert shortcut(Index(str(tmp_path), (), ())) is None


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared images are not here")
@pytest.mark.parametrize(("name", "code"), [("sign-digits", None), ("omniglot", None), ("clothing/train", None),
                                            ("blood-cells", "shortcut")])
def test_real_folders(name: str, code: str | None) -> None:
    found = shortcut(scan(DATA / name))
    assert (found and found.code) == code
