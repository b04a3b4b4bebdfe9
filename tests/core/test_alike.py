"""Which images are nearly the same, which are unlike the others."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance

from core.alike import fingerprints, near_duplicates, order
from core.data.index import Index
from core.data.look import scan
from core.events import Event, Progress
from core.run import Gate, Stop

DATA = Path(__file__).parents[3] / "shared" / "data"


def scene(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Forty figures of any colour and place; another seed, another scene."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", size, tuple(random.integers(0, 255, 3).tolist()))
    pen = ImageDraw.Draw(image)
    for _ in range(40):
        x, y, w, h = (random.random(4) * (*size, 90, 90)).tolist()
        figure = pen.ellipse if random.random() < 0.5 else pen.rectangle
        figure((x, y, x + w, y + h), fill=tuple(random.integers(0, 255, 3).tolist()))
    return image


def cut(image: Image.Image, share: float, x: float = 0.5, y: float = 0.5) -> Image.Image:
    """A part of `share` of both sides; x and y from 0 to 1 say where."""
    width, height = round(image.width * share), round(image.height * share)
    left, top = round((image.width - width) * x), round((image.height - height) * y)
    return image.crop((left, top, left + width, top + height))


def again(image: Image.Image, quality: int) -> Image.Image:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=quality)
    return Image.open(kept).convert("RGB")


def folder(root: Path, images: dict[str, Image.Image]) -> Index:
    for name, image in images.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        image.save(root / name, quality=90)
    return scan(root)


def groups_of(index: Index) -> list[set[str]]:
    prints = fingerprints(index, lambda event: None, Gate())
    return [set(group) for group in near_duplicates(index, prints, lambda event: None, Gate())]


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "compressed": lambda image: again(image, 40),
    "smaller": lambda image: image.resize((192, 144)),
    "cut": lambda image: cut(image, 0.8, 0.2, 0.7),
    "cut_more": lambda image: cut(image, 0.72, 0.9, 0.4),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.7),
    "flatter": lambda image: ImageEnhance.Contrast(image).enhance(0.7),
    "png": lambda image: image,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_belongs_to_its_original(tmp_path: Path, change: str) -> None:
    images = {f"a/{n}.jpg": scene(n) for n in range(8)} | {f"b/{n}.jpg": scene(100 + n) for n in range(8)}
    ending = "png" if change == "png" else "jpg"
    images |= {f"b/of {n}.{ending}": CHANGES[change](scene(n)) for n in range(4)}
    index = folder(tmp_path, images)
    found = groups_of(index)
    assert sorted(found, key=min) == [{f"a/{n}.jpg", f"b/of {n}.{ending}"} for n in range(4)]


def test_different_images_are_no_group(tmp_path: Path) -> None:
    index = folder(tmp_path, {f"{'ab'[n % 2]}/{n}.jpg": scene(n) for n in range(40)})
    assert groups_of(index) == []


def test_bursts_are_one_group_each(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    images = {f"{'ab'[n % 2]}/{n}-{shot}.jpg": cut(scene(n), 0.85, *random.random(2))
              for n in range(6) for shot in range(6)}
    found = groups_of(folder(tmp_path, images))
    assert sorted(found, key=min) == [{f"{'ab'[n % 2]}/{n}-{shot}.jpg" for shot in range(6)}
                                      for n in sorted(range(6), key=lambda n: f"{'ab'[n % 2]}/{n}")]


def test_equal_bytes_are_a_group_with_what_is_like_them(tmp_path: Path) -> None:
    index = folder(tmp_path, {"a/0.png": scene(0), "b/same.png": scene(0), "b/like.jpg": again(scene(0), 50),
                              "a/1.png": scene(1), "b/1.png": scene(1), "a/2.png": scene(2), "b/3.png": scene(3)})
    assert groups_of(index) == [{"a/0.png", "b/same.png", "b/like.jpg"}, {"a/1.png", "b/1.png"}]


def test_plain_pictures_prove_nothing(tmp_path: Path) -> None:
    shades = {f"{'ab'[n % 2]}/{n}.png": Image.new("RGB", (80, 60), (20 * n, 20 * n, 90)) for n in range(10)}
    assert groups_of(folder(tmp_path, shades)) == []


def test_what_cannot_be_read_any_more_is_left_out(tmp_path: Path) -> None:
    index = folder(tmp_path, {f"{'ab'[n % 2]}/{n}.png": scene(n) for n in range(6)})
    (tmp_path / "a/2.png").unlink()
    scene(77).save(tmp_path / "b/3.png")
    prints = fingerprints(index, lambda event: None, Gate())
    assert [index.samples[i].path for i in prints.ids] == ["a/0.png", "a/4.png", "b/1.png", "b/5.png"]
    assert len(prints.rows) == len(prints.pictures) == 4
    assert np.allclose(np.linalg.norm(prints.rows.astype(np.float32), axis=1), 1, atol=1e-2)


def test_the_second_time_nothing_is_read(tmp_path: Path) -> None:
    index = folder(tmp_path, {f"{'ab'[n % 2]}/{n}.png": scene(n) for n in range(6)})
    first = fingerprints(index, lambda event: None, Gate())
    for sample in index.samples:
        os.remove(tmp_path / sample.path)
    second = fingerprints(index, lambda event: None, Gate())
    assert second.ids == first.ids
    assert np.array_equal(second.rows, first.rows)
    assert np.array_equal(second.pictures, first.pictures)


def test_progress_and_stop(tmp_path: Path) -> None:
    index, said = folder(tmp_path, {f"{'ab'[n % 2]}/{n}.png": scene(n) for n in range(6)}), list[Event]()
    prints = fingerprints(index, said.append, Gate())
    near_duplicates(index, prints, said.append, Gate())
    last = {e.what: (e.done, e.total) for e in said if isinstance(e, Progress)}
    assert last["alike"] == (6, 6)
    assert last["pairs"][0] == last["pairs"][1]
    gate = Gate()
    gate.stop()
    with pytest.raises(Stop):
        fingerprints(index, said.append, gate)
    with pytest.raises(Stop):
        near_duplicates(index, prints, said.append, gate)


def test_one_image_has_no_neighbour(tmp_path: Path) -> None:
    index = folder(tmp_path, {"a/0.png": scene(0)})
    assert groups_of(index) == []
    prints = fingerprints(index, lambda event: None, Gate())
    assert order(index, prints) == [0]


def striped(seed: int, upright: bool) -> Image.Image:
    random = np.random.default_rng(seed)
    wave = 128 + 90 * np.sin(np.arange(96) / (3 + random.random()) + 6 * random.random())
    grey = np.tile(wave, (96, 1)) + random.normal(0, 12, (96, 96))
    return Image.fromarray(np.clip(grey if upright else grey.T, 0, 255).astype(np.uint8)).convert("RGB")


def test_the_odd_one_comes_first(tmp_path: Path) -> None:
    images = {f"lying/{n}.png": striped(n, False) for n in range(12)}
    images |= {f"upright/{n}.png": striped(50 + n, True) for n in range(12)}
    index = folder(tmp_path, {**images, "upright/wrong.png": striped(99, False)})
    places = order(index, fingerprints(index, lambda event: None, Gate()))
    assert sorted(places) == list(range(25))
    assert index.samples[places[0]].path == "upright/wrong.png"


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared images are not here")
@pytest.mark.parametrize("name", ["omniglot", "clothing/validation"])
def test_images_of_one_kind_are_not_the_same_image(name: str) -> None:
    index = scan(DATA / name)
    some = Index(index.root, index.samples[::3], index.classes)
    assert groups_of(some) == []


def test_things_that_all_look_alike_are_no_copies(tmp_path: Path) -> None:
    """Discs of one kind, in other places and sizes, with noise of their own."""
    random = np.random.default_rng(3)
    y, x = np.mgrid[:96, :96]
    for n in range(80):
        noise, (left, top) = random.normal(0, 6, (96, 96)), 48 + random.uniform(-6, 6, 2)
        disc = (x - left) ** 2 + (y - top) ** 2 < random.uniform(20, 35) ** 2
        place = tmp_path / "ab"[n % 2] / f"{n}.png"
        place.parent.mkdir(exist_ok=True)
        Image.fromarray((np.where(disc, 120.0, 235.0) + noise).clip(0, 255).astype(np.uint8)).save(place)
    assert groups_of(scan(tmp_path)) == []
