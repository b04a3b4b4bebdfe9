"""Mixing and balance: labels go with the images, every step can be had again, and the estimate knows what it costs."""

import contextlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Generator, Tensor
from torch.nn import functional

from core import jobs
from core.choice import Choice, make
from core.data import kept
from core.data.index import Index
from core.data.look import scan
from core.data.mixing import mixed, mixes
from core.data.split import split
from core.estimate import Estimate, estimate
from core.events import Epoch, Event, Warned
from core.feed import Feed
from core.model import Model
from core.network import Network, build
from core.project import RunFolder
from core.recipe import Colour, CrossEntropy, CutMix, Flip, LinearHead, Mixup, Phase, Recipe
from core.run import Gate, Run
from core.sharing import Sharing
from tests.core.costs import costs
from tests.core.test_train import SMALL, began, do, events, passes, same_weights, train

CLASSES = 4
BOTH = (Mixup(), CutMix())


def grey(count: int = 64, side: int = 20) -> tuple[Tensor, Tensor]:
    """Images of one grey each, and the shares of their classes: every fourth image is of the same class and grey."""
    classes = torch.arange(count) % CLASSES
    return (classes / (CLASSES - 1)).view(-1, 1, 1, 1).expand(-1, 3, side, side).contiguous(), functional.one_hot(
        classes, CLASSES).float()


def mix(*choices: Choice, seed: int = 5, count: int = 64) -> tuple[Tensor, Tensor]:
    return mixed(*grey(count), mixes(choices), Generator().manual_seed(seed))


# --- images and labels ---------------------------------------------------------------------------


@pytest.mark.parametrize("choice", [Mixup(alpha=1.0), CutMix()], ids=str)
def test_labels_are_mixed_as_images_are(choice: Choice) -> None:
    before, rest = grey()[0], torch.random.get_rng_state()
    images, shares = mix(choice)
    assert torch.allclose(shares.sum(1), torch.ones(64))
    # The grey of an image tells how much of each class is in it.
    assert torch.allclose(images.mean((1, 2, 3)), shares @ (torch.arange(CLASSES) / (CLASSES - 1)), atol=1e-5)
    assert (shares.max(1).values < 0.99).sum() > 20
    assert torch.equal(images, mix(choice)[0])
    assert not torch.equal(images, mix(choice, seed=6)[0])
    assert torch.equal(before, grey()[0])
    assert torch.equal(rest, torch.random.get_rng_state())


def test_mixup_lays_one_over_the_other() -> None:
    images, shares = mix(Mixup(alpha=1.0))
    assert torch.allclose(images, images[:, :, :1, :1].expand_as(images))
    assert (shares > 0).sum(1).max() == 2


def test_cutmix_pastes_a_rectangle() -> None:
    def rectangle(where: Tensor) -> bool:
        rows, columns = where.any(1).nonzero(), where.any(0).nonzero()
        return bool(where[rows.min():rows.max() + 1, columns.min():columns.max() + 1].all())
    images, _ = mix(CutMix())
    assert set(images.unique().tolist()) <= set(grey()[0].unique().tolist()), "no pixel is mixed"
    where = [image[0] == image[0].max() for image in images]
    assert all(rectangle(w) or rectangle(~w) for w in where), "of the one image or of the other"
    assert sum(not bool(w.all()) for w in where) > 20


def test_the_mixture_is_drawn_from_a_beta_distribution() -> None:
    def largest(alpha: float) -> Tensor:
        return torch.cat([mix(Mixup(alpha=alpha), seed=seed, count=512)[1].max(1).values for seed in range(4)])
    # The smaller part is 1/4 on average where all mixtures are as likely; 3/4 of the partners are of another class.
    assert float(1 - largest(1.0).mean()) == pytest.approx(0.25 * 0.75, abs=0.03)
    assert (largest(0.05) > 0.95).float().mean() > 0.8
    assert (largest(10.0) > 0.95).float().mean() < 0.4


def test_of_two_mixes_each_batch_has_one() -> None:
    whole = [bool(torch.allclose(images, images[:, :, :1, :1].expand_as(images)))
             for images in (mix(*BOTH, seed=seed)[0] for seed in range(20))]
    assert 3 <= sum(whole) <= 17


# --- losses of shares ----------------------------------------------------------------------------

LOGITS = torch.tensor([[2.0, 0.5, -1.0], [0.1, 0.2, 0.3], [1.0, -1.0, 0.0]])
TARGET = torch.tensor([0, 2, 1])
LOSSES = [CrossEntropy(), CrossEntropy(label_smoothing=0.2), CrossEntropy(class_weights=True),
          CrossEntropy(label_smoothing=0.2, class_weights=True)]


@pytest.mark.parametrize("choice", LOSSES, ids=str)
def test_whole_shares_lose_what_classes_do(choice: CrossEntropy) -> None:
    loss = make(choice, counts=[6, 1, 2])
    assert torch.allclose(loss(LOGITS, functional.one_hot(TARGET, 3).float()), loss(LOGITS, TARGET), atol=1e-6)


def test_shares_lose_what_their_parts_do() -> None:
    loss, other = make(CrossEntropy(), counts=[6, 1, 2]), torch.tensor([1, 0, 2])
    shares = 0.3 * functional.one_hot(TARGET, 3) + 0.7 * functional.one_hot(other, 3)
    assert torch.allclose(loss(LOGITS, shares), 0.3 * loss(LOGITS, TARGET) + 0.7 * loss(LOGITS, other))


def test_a_rare_class_counts_more_in_a_mixture() -> None:
    shares = torch.tensor([[0.5, 0.5, 0.0]])
    wrong = [make(CrossEntropy(class_weights=True), counts=[6, 1, 2])(torch.eye(3)[[i]] * 9, shares) for i in range(2)]
    assert wrong[0] > wrong[1], "to miss the rare one costs more"


# --- training ------------------------------------------------------------------------------------


@pytest.fixture
def index(folder: Path) -> Index:
    return split(scan(folder), Sharing(test=0.2))


MIXED = replace(SMALL, augment=(Flip(), *BOTH), phases=(Phase(epochs=3, freeze="4"),))


def stopping(step: int) -> Callable[[Run, Event], None]:
    """Stops a run at the end of its epoch number `step`."""
    def watch(run: Run, event: Event) -> None:
        if isinstance(event, Epoch) and event.epoch == step:
            run.gate.stop()
    return watch


def test_a_mixed_run_goes_on_as_if_it_had_not_been_stopped(index: Index, tmp_path: Path) -> None:
    train(index, MIXED, tmp_path / "straight")
    train(index, MIXED, tmp_path / "parts", stopping(1))
    assert do(jobs.resume(RunFolder(tmp_path / "parts")), tmp_path / "parts").failure is None
    assert same_weights(tmp_path / "straight", tmp_path / "parts")
    told = [[(e.train, e.validation) for e in RunFolder(tmp_path / n).history().epochs] for n in ("straight", "parts")]
    assert told[0] == told[1]


def test_mixed_images_are_new_in_every_epoch(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = passes(monkeypatch)
    train(index, MIXED, tmp_path / "views")
    assert not began(tmp_path / "views").cached
    images = 3 * len(index.of("train")) + len(index.samples)
    assert sum(n for n in seen if n > 1) == images, "training images in each epoch, all of them once to be measured"
    train(index, replace(MIXED, views=0), tmp_path / "exact")
    assert same_weights(tmp_path / "views", tmp_path / "exact")


def test_mixing_alone_is_augmentation(index: Index, tmp_path: Path) -> None:
    recipe = replace(SMALL, augment=(), phases=(Phase(epochs=2, freeze="all"),))
    for name, augment in (("plain", ()), ("mixup", (Mixup(),)), ("cutmix", (CutMix(),))):
        assert train(index, replace(recipe, augment=augment), tmp_path / name).failure is None
    assert not same_weights(tmp_path / "plain", tmp_path / "mixup")
    assert not same_weights(tmp_path / "mixup", tmp_path / "cutmix")


def test_a_mixed_batch_goes_through_in_parts_where_memory_is_short(
        index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = replace(MIXED, batch_size=8, head=LinearHead(), phases=(Phase(epochs=1, freeze="none"),))
    train(index, recipe, tmp_path / "whole")
    suffix = Network.suffix

    def small_memory(network: Network, x: Tensor) -> Tensor:
        if len(x) > 4:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB")
        return suffix(network, x)
    monkeypatch.setattr(Network, "suffix", small_memory)
    assert train(index, recipe, tmp_path / "parts").failure is None
    assert [e.code for e in events(tmp_path / "parts") if isinstance(e, Warned)] == ["micro_batch"]
    one, other = (torch.load(tmp_path / n / "last.pt", weights_only=True)["network"] for n in ("whole", "parts"))
    assert all(torch.allclose(v, other[k], atol=2e-3) for k, v in one.items())


# --- classes evenly ------------------------------------------------------------------------------

EVENLY = replace(SMALL, balance="sampling", phases=(Phase(epochs=5, freeze="6"),))


@pytest.fixture
def uneven(index: Index) -> Index:
    """Of the twelve training images, all of one class, and two of each of the others."""
    seen: Counter[str] = Counter()
    samples = []
    for sample in index.samples:
        seen[sample.label] += sample.split == "train"
        if sample.split != "train" or sample.label == "blue" or seen[sample.label] <= 2:
            samples.append(sample)
    return replace(index, samples=tuple(samples))


@pytest.mark.parametrize("augment", [(), (Flip(), Colour())], ids=["unaltered", "views"])
def test_an_even_draw_gives_the_same_weights_kept_or_not(
        uneven: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, augment: tuple[Flip | Colour, ...]) -> None:
    recipe = replace(EVENLY, augment=augment, views=9)
    train(uneven, recipe, tmp_path / "first")
    train(uneven, recipe, tmp_path / "again")
    monkeypatch.setattr("core.data.features.open_shelf", lambda *given: None)
    train(uneven, recipe, tmp_path / "through")
    assert [began(tmp_path / n).cached for n in ("first", "again", "through")] == [True, True, False]
    assert same_weights(tmp_path / "first", tmp_path / "again")
    assert same_weights(tmp_path / "first", tmp_path / "through")
    train(uneven, replace(recipe, balance="none"), tmp_path / "each once")
    assert not same_weights(tmp_path / "first", tmp_path / "each once")


def test_an_even_draw_goes_through_its_views_again(
        uneven: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = replace(EVENLY, views=2)
    seen = passes(monkeypatch)
    train(uneven, recipe, tmp_path / "straight")
    assert sum(n for n in seen if n > 1) == 2 * len(uneven.of("train")) + len(uneven.samples)
    kept.clear()
    train(uneven, recipe, tmp_path / "parts", stopping(3))
    assert kept.clear() > 0
    assert do(jobs.resume(RunFolder(tmp_path / "parts")), tmp_path / "parts").failure is None
    assert same_weights(tmp_path / "straight", tmp_path / "parts")


def test_stored_views_stay_with_their_images(uneven: Index) -> None:
    recipe = replace(EVENLY, views=2)
    network = build(recipe.backbone, weights="random", classes=3, head=recipe.head, image_size=recipe.image_size)
    network.freeze(frozenset(range(6)))
    model = Model(network, uneven.classes, recipe, torch.device("cpu"), "float32")
    feed = Feed(uneven, model, lambda event: None, Gate())
    with contextlib.closing(feed):
        feed.prepare()
        assert feed.keep_prefix()
        epochs = [list(feed.training(epoch, 0, lambda: None)) for epoch in range(5)]
    rows = [{(int(i), row.numpy().tobytes()) for ids, inputs, _ in epoch for i, row in zip(ids, inputs, strict=True)}
            for epoch in epochs]
    assert rows[0] != rows[1]
    assert [rows[0], rows[1], rows[0]] == rows[2:], "the images of the first epochs, in another order"
    assert epochs[0][0][0].tolist() != epochs[2][0][0].tolist()
    for ids, _, targets in (batch for epoch in epochs for batch in epoch):
        assert [uneven.classes[t] for t in targets.tolist()] == [uneven.samples[i].label for i in ids.tolist()]


def test_an_even_draw_needs_no_weights_of_classes(uneven: Index, tmp_path: Path) -> None:
    for name, weights in (("with", True), ("without", False)):
        train(uneven, replace(EVENLY, loss=CrossEntropy(class_weights=weights)), tmp_path / name)
    assert same_weights(tmp_path / "with", tmp_path / "without")


# --- what it will come to ------------------------------------------------------------------------


def of(augment: tuple[Choice, ...], views: int = 4) -> Estimate:
    recipe = Recipe(batch_size=10, phases=(Phase(epochs=9, freeze="2"),), augment=augment, views=views)  # type: ignore[arg-type]
    return estimate(recipe, costs(augment={"Flip": 0.1, "Rotation": 0.3, "Mixup": 0.05}),
                    {"train": 100, "validation": 20, "test": 10}, 3)


def test_the_estimate_knows_that_mixed_images_are_not_kept() -> None:
    assert of((Flip(),)).cached
    found = of((Flip(), Mixup()))
    assert not found.cached
    assert found.epoch.likely == pytest.approx(of((Flip(),), views=0).epoch.likely + 100 * 0.05)
    assert found == of((Flip(), Mixup()), views=0)
