"""Chores: what a run does besides its stages, timed: the head's step, fetching, augmenting, saving."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from core.augmentations import stored_side
from core.checkpoint import save
from core.choice import Choice, make, union_of
from core.data.augment import as_numbers, changes
from core.data.mixing import mixed, mixes
from core.data.shelf import Rows
from core.device import to_device
from core.estimate import NUMBERS
from core.meter import Watch
from core.model import Model
from core.optim import set_rate
from core.problems import Problem
from core.recipe import AdamW, LinearHead, MlpHead, Recipe

CLASSES = 10
"""Of the head that is timed; what others take is worked out."""
_WIDE = 512
_MOVED = 2**21
"""Parameters that the optimiser is timed on: more than the processor's caches hold."""
_WRITTEN = 2**24
_ROWS = (1024, 65536)
_CHANGED = {"cpu": 4}
"""Images at once that augmentation is timed on, 32 elsewhere: there are many kinds, and each costs as much an image."""


@dataclass(frozen=True)
class Chores:
    """Times a model's chores in batches of one size; the figures are those of `core.estimate.Costs`."""

    model: Model
    batch: int
    watch: Watch

    def images(self, count: int, side: int = 0) -> Tensor:
        """Random images [count, 3, S, S] in uint8, in memory as a loader has them; S is the model's unless given."""
        size = side or self.model.size
        return torch.randint(0, 256, (count, size, size, 3), dtype=torch.uint8).permute(0, 3, 1, 2)

    def step(self) -> tuple[float, float]:
        """Seconds of a step besides its images, and of one multiplication forward and backward."""
        width, device = self.model.network.width, self.model.device
        small, large = (make(choice, features=width, classes=CLASSES).to(device)
                        for choice in (LinearHead(), MlpHead(width=_WIDE, dropout=0.0)))
        counts = [sum(p.numel() for p in head.parameters()) for head in (small, large)]
        with _one_thread(device):
            whole, little, much = (self.watch.median(partial(work, head)) for work, head in (
                (self._stepper(small, move=True), small), (self._stepper(small, move=False), small),
                (self._stepper(small, move=False), large)))
        product = max(0.0, much - little) / (counts[1] - counts[0]) / self.batch
        return max(0.0, whole - counts[0] * self.batch * product), product

    def _stepper(self, moved: nn.Module, *, move: bool) -> "partial[None]":
        device, width = self.model.device, self.model.network.width
        optimiser = make(AdamW(), groups=[{"params": list(moved.parameters()), "lr_factor": 1.0}])
        scaler = torch.amp.GradScaler(device.type, enabled=self.model.precision == "float16")
        features = torch.randn(self.batch, width, device=device)
        targets = torch.zeros(self.batch, dtype=torch.int64, device=device)

        def step(head: nn.Module) -> None:  # as core.train does it
            set_rate(optimiser, 1.0)
            torch.default_generator.manual_seed(0)
            optimiser.zero_grad(set_to_none=True)
            head.zero_grad(set_to_none=True)
            with self.model.autocast():
                logits = head(features)
                loss = functional.cross_entropy(logits, targets)
            torch.autograd.backward(scaler.scale(loss))
            (logits.detach().argmax(1) == targets).sum()
            if move:
                scaler.step(optimiser)
                scaler.update()
        return partial(step)

    def update(self) -> float:
        """Seconds to move one parameter."""
        weight = nn.Parameter(torch.zeros(_MOVED // 1024, 1024, device=self.model.device))
        weight.grad = torch.ones_like(weight)
        optimiser = make(AdamW(), groups=[{"params": [weight], "lr_factor": 1.0}])
        return self.watch.median(optimiser.step) / _MOVED

    def image(self) -> float:
        """Seconds from the decoded pixels of an image to the network's input."""
        stock = self.images(2 * self.batch).permute(0, 2, 3, 1).numpy()
        order = np.random.default_rng(0).permutation(len(stock))[: self.batch]

        def fetch() -> None:
            self.model.inputs(torch.from_numpy(stock[order].copy()).permute(0, 3, 1, 2))
        return self.watch.median(fetch) / self.batch

    def row(self) -> tuple[float, float]:
        """Seconds to fetch a kept output, and one byte of it."""
        seconds = []
        for size in _ROWS:
            stock = np.zeros((8 * self.batch, size), np.uint8)
            order = np.random.default_rng(0).permutation(len(stock)).tolist()
            names = {i: f"{i:064x}" for i in range(len(stock))}
            places = {names[i]: place for i, place in enumerate(order)}
            seconds.append(self.watch.median(partial(self._fetch, stock, names, places)) / self.batch)
        return seconds[0], max(0.0, seconds[1] - seconds[0]) / (_ROWS[1] - _ROWS[0])

    def _fetch(self, stock: Rows, names: dict[int, str], places: dict[str, int]) -> Tensor:
        """A batch of rows of a stock, not neighbours, found by their keys as a feed does it, on the device."""
        def key(i: int) -> str:
            return names[i]
        ids = [i for i in torch.arange(self.batch).tolist() if i in names]
        assert all(places.get(key(i)) is not None for i in ids)
        rows = torch.from_numpy(stock[[places[key(i)] for i in ids]]).view(torch.float32)
        to_device(torch.tensor(ids), self.model.device)
        return to_device(rows.reshape(len(ids), -1), self.model.device)

    def save(self, place: Path) -> tuple[float, float]:
        """Seconds to save the network, apart from its bytes, and to bring one byte to the disk."""
        weights, block = self.model.network.state_dict(), torch.zeros(_WRITTEN // 4)
        try:
            whole, much = (self.watch.median(partial(save, place, {"saved": t}), most=3) for t in (weights, block))
            place.unlink()
        except (OSError, Problem):  # nothing can be kept there; a run may be written elsewhere
            return 0.0, 0.0
        byte = much / _WRITTEN
        return max(0.0, whole - byte * sum(t.nbytes for t in weights.values())), byte

    def augment(self) -> dict[str, float]:
        """Seconds of an image by the name of the change, and of what comes before all of them."""
        size, device = self.model.size, self.model.device
        count = min(self.batch, _CHANGED.get(device.type, 32))

        def seconds(work: Callable[[], Any]) -> float:
            return self.watch.median(work, seconds=0.01, most=3) / count

        def numbers(pixels: Tensor) -> Tensor:
            return as_numbers(to_device(pixels, device))
        every = [kind() for kind in union_of(Recipe, "augment")]
        stock = {side: numbers(self.images(count, side)) for side in {stored_side([choice], size) for choice in every}}
        found = {type(choice).__name__: seconds(partial(_change, choice, stock[stored_side([choice], size)], size))
                 for choice in every}
        return {NUMBERS: seconds(partial(numbers, self.images(count))), **found}


def _change(choice: Choice, images: Tensor, side: int) -> None:
    """What a choice does with a batch of images, as core.data.loader has it done."""
    generator, mixing = torch.Generator().manual_seed(0), mixes([choice])
    for change in changes([choice], side):
        change(images, generator)
    if mixing:
        mixed(images, torch.eye(CLASSES)[torch.arange(len(images)) % CLASSES], mixing, generator)


@contextlib.contextmanager
def _one_thread(device: torch.device) -> Iterator[None]:
    # As a run does while only the head learns.
    threads = torch.get_num_threads()
    if device.type == "cpu":
        torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
