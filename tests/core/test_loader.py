"""The loader: each image once, the same batches for the same seed, from memory or from disk alike."""

import threading
from pathlib import Path

import pytest
import torch

from core.data.cache import FeatureCache
from core.data.index import scan
from core.data.loader import Batch, Images, Loader, normalise
from core.data.memory import physical_memory
from core.events import Event, Progress
from core.problems import Problem
from core.recipe import Colour, Crop, Flip
from core.run import Gate, Stop

ALL = (Flip(), Crop(), Colour())


@pytest.fixture
def images(folder: Path) -> Images:
    made = Images(folder, [s.path for s in scan(folder).samples], 16, "squash")
    assert made.prepare() == []
    return made


def loader(images: Images, count: int = 24, **options: object) -> Loader:
    chosen = {"batch_size": 5, "shuffle": True, "seed": 3} | options
    return Loader(images, list(range(count)), [i // 8 for i in range(count)], **chosen)  # type: ignore[arg-type]


def equal(a: list[Batch], b: list[Batch]) -> bool:
    return len(a) == len(b) and all(
        torch.equal(x.ids, y.ids) and torch.equal(x.inputs, y.inputs) and torch.equal(x.targets, y.targets)
        for x, y in zip(a, b, strict=True))


def test_images_come_as_asked(images: Images) -> None:
    found = images.get([20, 0])
    assert found.dtype == torch.uint8
    assert found.shape == (2, 3, 16, 16)
    red, blue = found.float().mean((2, 3))
    assert red[0] > red[2]
    assert blue[2] > blue[0]


def test_preparing_says_its_progress_and_can_be_stopped(folder: Path) -> None:
    images = Images(folder, [s.path for s in scan(folder).samples], 16, "squash")
    said: list[Event] = []
    images.prepare(said.append)
    assert (said[0], said[-1]) == (Progress("decode", 0, 24), Progress("decode", 24, 24))
    gate = Gate()
    gate.stop()
    with pytest.raises(Stop):
        images.prepare(gate=gate)


def test_faulty_files_are_listed_and_never_served(folder: Path) -> None:
    (folder / "red/red 1.png").write_text("no picture")
    images = Images(folder, ["red/red 0.png", "red/red 1.png"], 16, "crop")
    assert [(f.path, f.code) for f in images.prepare()] == [("red/red 1.png", "not_an_image")]
    images.get([0])
    with pytest.raises(Problem) as caught:
        images.get([0, 1])
    assert (caught.value.code, caught.value.details["path"]) == ("images_changed", "red/red 1.png")


@pytest.mark.parametrize("augment", [(), ALL])
def test_over_the_budget_the_batches_are_the_same(folder: Path, images: Images, augment: tuple[Flip, ...]) -> None:
    paths = [s.path for s in scan(folder).samples]
    from_disk = Images(folder, paths, 16, "squash", budget_bytes=1000)
    assert from_disk.prepare() == []
    assert not from_disk.kept
    assert equal(list(loader(images, augment=augment).batches(0)), list(loader(from_disk, augment=augment).batches(0)))


@pytest.mark.parametrize("augment", [(), ALL])
def test_an_epoch_goes_on_where_it_was_left(images: Images, augment: tuple[Flip, ...]) -> None:
    whole = list(loader(images, augment=augment).batches(4))
    assert equal(list(loader(images, augment=augment).batches(4, start=2)), whole[2:])


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
        assert torch.equal(batch.inputs, images.get(batch.ids.tolist()))


@pytest.mark.parametrize(("count", "sizes"), [
    (24, [5, 5, 5, 5, 4]), (21, [5, 5, 5, 6]), (6, [6]), (5, [5]), (1, [1]), (0, [])])
def test_no_batch_of_one_image(images: Images, count: int, sizes: list[int]) -> None:
    made = loader(images, count)
    assert [len(b.ids) for b in made.batches(0)] == sizes
    assert len(made) == len(sizes)
    assert [len(ids) for ids in made.plan(0)] == sizes


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
    raw = images.get([0, 1])
    whole = (raw.float() / 255 - torch.tensor(mean).view(1, 3, 1, 1)) / torch.tensor(std).view(1, 3, 1, 1)
    assert torch.allclose(normalise(raw, mean, std), whole, atol=1e-5)
    assert torch.allclose(normalise(raw.float() / 255, mean, std), whole, atol=1e-5)


def test_kept_features_are_bit_equal() -> None:
    cache, outputs = FeatureCache(1000), torch.rand(4, 3, 2)
    assert cache.has_room(4, (3, 2))
    assert not cache.has_room(1000, (3, 2))
    kept = outputs.clone()
    cache.put(torch.tensor([7, 1, 3, 5]), outputs)
    outputs.zero_()  # what a layer that works in place would do
    assert torch.equal(cache.get(torch.tensor([3, 7])), kept[[2, 0]])
    assert cache.holds(torch.tensor([1, 5]))
    assert not cache.holds(torch.tensor([1, 2]))
    assert len(cache) == 4


def test_the_memory_is_known() -> None:
    assert physical_memory() > 2**28
