"""The loader: each image once, the same batches for the same seed, from memory or from disk alike."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from core.data.augment import stored_side
from core.data.image import to_array
from core.data.loader import Batch, Images, Loader, normalise
from core.data.look import listing, scan
from core.data.memory import physical_memory
from core.recipe import Colour, Crop, CutMix, Flip, Mixup
from tests.core.conftest import picture

ALL = (Flip(), Crop(), Colour())


@pytest.fixture
def images(folder: Path) -> Iterator[Images]:
    made = Images(folder, scan(folder).samples, 16, "squash")
    made.keep()
    yield made
    made.close()


def loader(images: Images, count: int = 24, **options: object) -> Loader:
    chosen = {"batch_size": 5, "shuffle": True, "seed": 3} | options
    targets = torch.arange(24) // 8
    return Loader(images, list(range(count)), targets, **chosen)  # type: ignore[arg-type]


def equal(a: list[Batch], b: list[Batch]) -> bool:
    return len(a) == len(b) and all(
        torch.equal(x.ids, y.ids) and torch.equal(x.inputs, y.inputs) and torch.equal(x.targets, y.targets)
        for x, y in zip(a, b, strict=True))


def test_images_come_as_asked(images: Images) -> None:
    ids, found = images.get([20, 0])
    assert ids == [20, 0]
    assert found.dtype == torch.uint8
    assert found.shape == (2, 3, 16, 16)
    red, blue = found.float().mean((2, 3))
    assert red[0] > red[2]
    assert blue[2] > blue[0]


def decodings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are decoded from now on."""
    names: list[str] = []
    monkeypatch.setattr("core.data.loader.to_array",
                        lambda path, *how, **of: (names.append(Path(path).name), to_array(path, *how, **of))[1])
    return names


def test_each_image_is_decoded_once_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names, samples = decodings(monkeypatch), scan(folder).samples
    for _ in range(2):
        images = Images(folder, samples, 16, "squash")
        images.keep()
        made = [list(loader(images).batches(epoch)) for epoch in (0, 1)]
        images.close()
    assert len(names) == len(set(names)) == 24
    names.clear()
    padded = Images(folder, samples, 16, "pad")
    padded.keep()
    padded.get([0])
    padded.close()
    assert len(names) == 1, "made square in another way it is another picture"
    assert len(made) == 2


def test_faulty_files_are_listed_and_never_served(folder: Path) -> None:
    samples = scan(folder).samples
    images = Images(folder, samples, 16, "crop")
    images.keep()
    (folder / "red/red 1.png").write_text("no picture")
    picture(77).save(folder / "red/red 2.png")
    (folder / "red/red 3.png").unlink()
    reds = [i for i, s in enumerate(samples) if s.label == "red"]
    good, pixels = images.get(reds[:5])
    assert good == [reds[0], reds[4]]
    assert len(pixels) == 2
    assert [(f.path, f.code) for f in images.faults.values()] == [
        ("red/red 1.png", "not_an_image"), ("red/red 2.png", "file_changed"), ("red/red 3.png", "file_missing")]
    assert [len(b.ids) for b in loader(images, shuffle=False).batches(0)] == [5, 5, 5, 2, 4]
    images.close()


@pytest.mark.parametrize("augment", [(), ALL])
@pytest.mark.parametrize("room", [0, 7])
def test_without_room_the_batches_are_the_same(
        folder: Path, images: Images, augment: tuple[Flip, ...], room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.data.shelf.share_of_memory", lambda: room * 3 * 16 * 16)
    monkeypatch.setattr("core.data.kept.limit", lambda: 0)
    names = decodings(monkeypatch)
    tight = Images(folder, scan(folder).samples, 16, "squash")
    tight.keep()
    tight.get(range(24))
    tight.get(range(24))
    assert len(names) == (48 if room == 0 else 42), "what there is room for is kept: 6 of 24, a quarter at a time"
    assert equal(list(loader(images, augment=augment).batches(0)), list(loader(tight, augment=augment).batches(0)))


def test_a_crop_finds_enough_pixels() -> None:
    assert stored_side((Flip(), Colour()), 224) == 224
    assert stored_side((Crop(least=0.6),), 224) == 296
    assert stored_side((Crop(least=0.05),), 224) == 336, "within reason"


@pytest.mark.parametrize("augment", [(), ALL])
def test_an_epoch_goes_on_where_it_was_left(images: Images, augment: tuple[Flip, ...]) -> None:
    made = loader(images, augment=augment)
    rest = dict(list(enumerate(made.plan(4)))[2:])
    assert equal(list(made.batches(4, rest)), list(made.batches(4))[2:])


def test_every_sample_once_in_an_order_of_its_own(images: Images) -> None:
    made = loader(images)
    orders = [torch.cat([b.ids for b in made.batches(epoch)]).tolist() for epoch in range(3)]
    assert all(sorted(order) == list(range(24)) for order in orders)
    assert orders[0] != orders[1] != orders[2]
    assert orders[0] != torch.cat([b.ids for b in loader(images, seed=4).batches(0)]).tolist()
    straight = torch.cat([b.ids for b in loader(images, shuffle=False).batches(1)]).tolist()
    assert straight == list(range(24))
    for batch in made.batches(0):
        assert torch.equal(batch.targets, batch.ids // 8)
        assert torch.equal(batch.inputs, images.get(batch.ids.tolist())[1])


@pytest.mark.parametrize(("count", "sizes"), [
    (24, [5, 5, 5, 5, 4]), (21, [5, 5, 5, 6]), (6, [6]), (5, [5]), (1, [1]), (0, [])])
def test_no_batch_of_one_image(images: Images, count: int, sizes: list[int]) -> None:
    made = loader(images, count)
    assert [len(b.ids) for b in made.batches(0)] == sizes
    assert len(made) == len(sizes)
    assert [len(ids) for ids in made.plan(0)] == sizes


# --- classes evenly ------------------------------------------------------------------------------

UNEVEN = [*range(8), 8, 9, 16]
"""Eight images of the first class, two of the second, one of the third."""


def even(images: Images, ids: list[int] = UNEVEN, **options: object) -> Loader:
    chosen = {"batch_size": 4, "shuffle": True, "seed": 3, "balance": True} | options
    return Loader(images, ids, torch.arange(24) // 8, **chosen)  # type: ignore[arg-type]


def test_classes_come_equally_often(images: Images) -> None:
    made = even(images)
    assert len(made) == 3, "as many batches as without"
    for epoch in range(6):
        batches = list(made.batches(epoch))
        ids, targets = torch.cat([b.ids for b in batches]), torch.cat([b.targets for b in batches])
        assert len(ids) == len(UNEVEN)
        assert sorted(targets.bincount().tolist()) == [3, 4, 4]
        assert torch.equal(targets, ids // 8)
        assert set(ids.tolist()) <= set(UNEVEN)
        counts = ids.bincount(minlength=24)
        assert counts[:8].max() == 1, "while there are others, none comes twice"
        assert (counts[8] - counts[9]).abs() <= 1
    seen = {i for epoch in range(12) for i in made.draw(epoch)}
    assert seen == set(UNEVEN), "none is left out for ever"


def test_an_even_epoch_can_be_had_again(images: Images) -> None:
    made = even(images, augment=ALL)
    assert equal(list(made.batches(2)), list(even(images, augment=ALL).batches(2)))
    assert equal(list(made.batches(2, dict(list(enumerate(made.plan(2)))[1:]))), list(made.batches(2))[1:])
    assert made.plan(0) != made.plan(1)
    assert made.plan(0) != even(images, seed=4).plan(0)


def test_an_image_that_comes_twice_is_altered_twice(images: Images) -> None:
    batches = list(even(images, [0, 8, 9, 10], batch_size=8, augment=(Colour(strength=1.0),)).batches(0))
    assert batches[0].ids.tolist().count(0) == 2
    first, second = batches[0].inputs[batches[0].ids == 0]
    assert not torch.equal(first, second)


def test_without_images_nothing_is_drawn(images: Images) -> None:
    assert even(images, []).plan(0) == []


# --- augmentation --------------------------------------------------------------------------------


def test_mixed_batches_have_shares_of_the_classes(images: Images) -> None:
    made = loader(images, augment=(Mixup(alpha=1.0), CutMix()), classes=3)
    batches = list(made.batches(0))
    assert made.mixes
    assert made.augments
    for batch in batches:
        assert batch.targets.shape == (len(batch.ids), 3)
        assert torch.allclose(batch.targets.sum(1), torch.ones(len(batch.ids)))
        assert batch.inputs.dtype == torch.float32
    assert max(float(b.targets.max(1).values.min()) for b in batches) < 1
    assert equal(batches, list(made.batches(0)))
    assert not equal(batches, list(made.batches(1)))


def test_augmented_batches_are_numbers_from_0_to_1(images: Images) -> None:
    batch = next(iter(loader(images, augment=ALL).batches(0)))
    assert batch.inputs.dtype == torch.float32
    assert batch.inputs.min() >= 0
    assert batch.inputs.max() <= 1


def test_leaving_an_epoch_early_leaves_no_thread(images: Images) -> None:
    before = threading.active_count()
    batches = loader(images, augment=ALL).batches(0)
    next(batches)
    del batches
    assert threading.active_count() == before


def test_normalising(images: Images) -> None:
    mean, std = (0.4, 0.5, 0.6), (0.2, 0.3, 0.1)
    raw = images.get([0, 1])[1]
    whole = (raw.float() / 255 - torch.tensor(mean).view(1, 3, 1, 1)) / torch.tensor(std).view(1, 3, 1, 1)
    assert torch.allclose(normalise(raw, mean, std), whole, atol=1e-5)
    assert torch.allclose(normalise(raw.float() / 255, mean, std), whole, atol=1e-5)


def test_the_memory_is_known() -> None:
    assert physical_memory() > 2**28


def test_of_files_that_nobody_has_read_nothing_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names, listed = decodings(monkeypatch), listing(folder).samples
    for _ in range(2):
        images = Images(folder, listed, 16, "squash")
        images.keep()
        good, _ = images.get([0, 1])
        assert good == [0, 1]
        images.close()
    assert len(names) == 4, "a path does not say what lies there now"
