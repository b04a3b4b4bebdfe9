"""EXIF: a picture that was stored turned is the upright one on every road that pictures take."""

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from core import jobs
from core.data.image import read_with_facts, to_array
from core.data.loader import Images
from core.data.look import scan
from core.data.split import split
from core.project import RunFolder
from core.recipe import LinearHead, Phase, Recipe
from core.run import Run
from core.thumbs import Thumb, read_seen, read_thumb
from tests.core.conftest import COLOURS, picture

CLOTHING = Path(__file__).parents[3] / "shared/data/clothing/validation"
_T = Image.Transpose
STORED = {1: None, 2: _T.FLIP_LEFT_RIGHT, 3: _T.ROTATE_180, 4: _T.FLIP_TOP_BOTTOM, 5: _T.TRANSPOSE, 6: _T.ROTATE_90,
          7: _T.TRANSVERSE, 8: _T.ROTATE_270}
"""How an upright picture must be turned to lie as a file of that EXIF orientation has it."""
EXACT: dict[str, dict[str, Any]] = {"png": {}, "tif": {"compression": "tiff_lzw"}, "webp": {"lossless": True}}
FITS = ("squash", "pad", "crop")


def store(upright: Image.Image, path: Path, orientation: int, **options: Any) -> None:
    """Write a picture turned, with the EXIF orientation that turns it back."""
    turn = STORED[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    path.parent.mkdir(parents=True, exist_ok=True)
    (upright.transpose(turn) if turn is not None else upright).save(path, exif=exif, **options)


def scene(seed: int, size: tuple[int, int] = (72, 40)) -> Image.Image:
    """A picture that no turn leaves as it is: noise, and brighter towards one corner."""
    values = np.asarray(picture(seed, size=size)).astype(int)
    ramp = np.add.outer(np.arange(size[1]), 2 * np.arange(size[0]))[..., None]
    return Image.fromarray(np.clip(values + ramp - 60, 0, 255).astype(np.uint8))


def pixels(thumb: Thumb) -> tuple[int, int, bytes]:
    assert not thumb.code
    return thumb.width, thumb.height, thumb.pixels


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("suffix", EXACT)
def test_every_road_leads_to_the_upright_picture(tmp_path: Path, suffix: str, orientation: int) -> None:
    for n, label in enumerate(("a", "b")):
        upright = scene(n)
        store(upright, tmp_path / "upright" / label / f"1.{suffix}", 1, **EXACT[suffix])
        store(upright, tmp_path / "turned" / label / f"1.{suffix}", orientation, **EXACT[suffix])
    straight, turned = (tmp_path / name / "a" / f"1.{suffix}" for name in ("upright", "turned"))
    found, facts = read_with_facts(turned)
    assert (facts.width, facts.height) == found.size == (72, 40)
    assert np.array_equal(np.asarray(found), np.asarray(scene(0)))
    for fit in FITS:
        assert np.array_equal(to_array(turned, 32, fit), to_array(straight, 32, fit))
        assert pixels(read_seen(str(turned), 24, 32, fit)) == pixels(read_seen(str(straight), 24, 32, fit))
    assert pixels(read_thumb(str(turned), 24)) == pixels(read_thumb(str(straight), 24))
    seen = [scan(tmp_path / name) for name in ("upright", "turned")]
    assert [[(s.width, s.height, s.traits) for s in index.samples] for index in seen][0] == [
        (s.width, s.height, s.traits) for s in seen[1].samples]
    loaded = [Images(index.root, index.samples, 32, "pad").get([0, 1])[1] for index in seen]
    assert torch.equal(*loaded)


@pytest.mark.parametrize("orientation", STORED)
def test_a_jpeg_is_upright_at_any_size(tmp_path: Path, orientation: int) -> None:
    upright = scene(3, (256, 160))
    store(upright, tmp_path / "a.jpg", orientation, quality=100, subsampling=0)
    for at_least in (0, 100, 32):  # a JPEG may be decoded smaller than it is
        found, facts = read_with_facts(tmp_path / "a.jpg", at_least=at_least)
        assert (facts.width, facts.height) == (256, 160)
        wanted = np.asarray(upright.resize(found.size, Image.Resampling.BOX)).astype(int)
        assert np.abs(np.asarray(found) - wanted).mean() < 3


@pytest.mark.parametrize("orientation", STORED)
def test_a_heic_is_turned_once(tmp_path: Path, orientation: int) -> None:
    """It says its orientation twice: its decoder goes by the one, the EXIF block has the other."""
    heif = pytest.importorskip("pillow_heif")
    turn, upright = STORED[orientation], scene(3, (256, 160))
    stored = upright.transpose(turn) if turn is not None else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    heif.from_pillow(stored).save(file, quality=95, exif=exif.tobytes())
    (tmp_path / "a.heic").write_bytes(file.getvalue())
    found, facts = read_with_facts(tmp_path / "a.heic")
    assert (facts.format, facts.width, facts.height) == ("HEIF", 256, 160)
    assert np.abs(np.asarray(found).astype(int) - np.asarray(upright)).mean() < 8


@pytest.mark.parametrize("orientation", STORED)
def test_an_avif_is_turned_once(tmp_path: Path, orientation: int) -> None:
    upright = scene(3, (256, 160))
    store(upright, tmp_path / "a.avif", orientation, quality=95)
    found, facts = read_with_facts(tmp_path / "a.avif")
    assert (facts.width, facts.height) == found.size == (256, 160)
    assert np.abs(np.asarray(found).astype(int) - np.asarray(upright)).mean() < 8


@pytest.mark.parametrize("orientation", [0, 9, 77])
def test_an_orientation_that_means_nothing_turns_nothing(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    scene(0).save(tmp_path / "a.png", exif=exif)
    assert np.array_equal(np.asarray(read_with_facts(tmp_path / "a.png")[0]), np.asarray(scene(0)))


def test_a_damaged_block_still_turns_the_picture(tmp_path: Path) -> None:
    """What the block says of the camera lies beyond its end."""
    details = struct.pack("<HHII", 0x8769, 4, 1, 0xFFFFFFFF)
    block = struct.pack("<4sIHHHII", b"II*\0", 8, 2, 0x0112, 3, 1, 6) + details + bytes(4)
    scene(0).save(tmp_path / "a.png", exif=b"Exif\0\0" + block)
    assert read_with_facts(tmp_path / "a.png")[1].height == 72


# --- a whole run ---------------------------------------------------------------------------------

SMALL = Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=4, early_stopping=False,
               device="cpu", phases=(Phase(epochs=1, freeze="4"),), head=LinearHead(dropout=0.0), augment=())


def do(job: jobs.Job) -> Any:
    run = Run(job, lambda event: None, name="exif")
    run.run_here()
    assert run.failure is None, run.failure
    return run.result


def train(folder: Path, recipe: Recipe, out: Path) -> RunFolder:
    run = RunFolder(out)
    do(jobs.train(split(scan(folder)), recipe, run))
    return run


def fill(folder: Path, orientations: list[int]) -> None:
    """Ready split folders of three classes, told apart by their colour; stored in these orientations in turn."""
    count = 0
    for name, of in (("train", 4), ("validation", 2)):
        for label, colour in COLOURS.items():
            for n in range(of):
                upright = picture(count, colour, (48, 36))
                store(upright, folder / name / label / f"{n}.png", orientations[count % len(orientations)])
                count += 1


def test_training_and_what_follows_do_not_mind(tmp_path: Path) -> None:
    """The same weights to the last bit, the same measures, the same predictions."""
    fill(tmp_path / "upright", [1])
    fill(tmp_path / "turned", list(STORED))
    runs = [train(tmp_path / name, SMALL, tmp_path / f"{name} run") for name in ("upright", "turned")]
    best = [load_file(run.path / "best.safetensors") for run in runs]
    assert all(torch.equal(values, best[1][name]) for name, values in best[0].items())
    measured = [do(jobs.evaluate(runs[0], str(tmp_path / name))).metrics for name in ("upright", "turned")]
    assert measured[0] == measured[1]
    said = [do(jobs.predict(runs[0], [str(tmp_path / name)])) for name in ("upright", "turned")]
    assert len(said[0]) == 18
    assert [p.probabilities for p in said[0]] == [p.probabilities for p in said[1]]


@pytest.fixture(scope="module")
def clothes() -> list[Path]:
    """Forty real photographs, evenly from all classes."""
    if not CLOTHING.is_dir():
        pytest.skip("the real images are not here")
    classes = [sorted(place.iterdir()) for place in sorted(CLOTHING.iterdir())]
    return [path for files in classes for path in files[:4]]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_real_photographs_are_predicted_alike(clothes: list[Path], tmp_path: Path) -> None:
    assert len(clothes) == 40
    for path in clothes:
        with Image.open(path) as image:
            upright = image.convert("RGB")
        for orientation in STORED:
            store(upright, tmp_path / str(orientation) / path.parent.name / f"{path.stem}.png", orientation)
    recipe = Recipe(backbone="squeezenet1_1", weights="random", image_size=96, batch_size=8, early_stopping=False,
                    device="cpu", phases=(Phase(epochs=1, freeze="all"),))
    run = train(tmp_path / "1", recipe, tmp_path / "run")
    said = {n: do(jobs.predict(run, [str(tmp_path / str(n))])) for n in STORED}
    for predictions in said.values():
        assert len(predictions) == 40
        assert [p.probabilities for p in predictions] == [p.probabilities for p in said[1]]
        assert [p.label for p in predictions] == [p.label for p in said[1]]
