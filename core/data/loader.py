"""Loader: from files to batches; each image decoded once, the next batch made while one is used."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor

from core.choice import Choice, make
from core.data.ahead import ahead, threads_for_decoding
from core.data.image import to_array
from core.data.index import Fault
from core.data.memory import share_of_memory
from core.data.pace import Pace
from core.events import Emit
from core.problems import Problem

Pixels = npt.NDArray[np.uint8]


class Images:
    """Images of one size, by number: decoded once and kept as bytes if they fit the budget, else decoded at use."""

    def __init__(self, root: str | os.PathLike[str], paths: Sequence[str], size: int, fit: str, *,
                 budget_bytes: int | None = None, threads: int | None = None) -> None:
        self.paths, self.size = list(paths), size
        self._root, self._fit = os.fspath(root), fit
        self._threads = threads or threads_for_decoding()
        budget = share_of_memory() if budget_bytes is None else budget_bytes
        self.kept = len(self.paths) * 3 * size * size <= budget
        """Whether all of them fit into the budget."""
        self._pixels: Pixels | None = None
        self._faulty: set[int] = set()

    def __len__(self) -> int:
        return len(self.paths)

    def prepare(self, emit: Emit = lambda event: None, gate: Callable[[], None] = lambda: None) -> list[Fault]:
        """Decode all into memory if they fit; say which cannot be read (those must not be asked for)."""
        if not self.kept:
            return []
        pace, faults = Pace("decode", len(self.paths), emit), []
        pixels = self._empty(len(self.paths))
        filled = ahead(lambda i: self._decode(i, pixels[i]), range(len(self.paths)),
                       threads=self._threads, waiting=8 * self._threads)
        for i, problem in enumerate(filled):
            gate()
            pace.step()
            if problem:
                faults.append(Fault(self.paths[i], problem.code, problem.details))
                self._faulty.add(i)
        self._pixels = pixels
        return faults

    def get(self, ids: Sequence[int]) -> Tensor:
        """Images [b, 3, S, S] in uint8. Raises Problem `images_changed` for one that cannot be read."""
        if self._pixels is not None:
            for i in self._faulty.intersection(ids):
                raise self._gone(i)
            return torch.from_numpy(self._pixels[np.asarray(ids, np.int64)])
        pixels, threads = self._empty(len(ids)), min(self._threads, len(ids))
        filled = ahead(lambda at: self._decode(ids[at], pixels[at]), range(len(ids)), threads=threads, waiting=len(ids))
        for i, problem in zip(ids, filled, strict=True):
            if problem:
                raise self._gone(i) from problem
        return torch.from_numpy(pixels)

    def _empty(self, count: int) -> Pixels:
        return np.zeros((count, 3, self.size, self.size), np.uint8)

    def _decode(self, i: int, into: Pixels) -> Problem | None:
        # NumPy copies in this one thread. Torch would wake a team of them for each image: on a busy machine of two
        # cores that made 0.04 ms to 7 ms.
        try:
            into[:] = to_array(os.path.join(self._root, self.paths[i]), self.size, self._fit).transpose(2, 0, 1)
        except Problem as problem:
            return problem
        return None

    def _gone(self, i: int) -> Problem:
        return Problem("images_changed", count=1, path=self.paths[i])


@dataclass(frozen=True)
class Batch:
    """Samples [b]: their numbers, inputs [b, 3, S, S] (uint8, or float in 0...1 once augmented), targets."""

    ids: Tensor
    inputs: Tensor
    targets: Tensor


class Loader:
    """The batches of one split. What a batch holds depends on seed, epoch and its number, on nothing before it."""

    def __init__(self, images: Images, ids: Sequence[int], targets: Sequence[int], *, batch_size: int,
                 augment: tuple[Choice, ...] = (), shuffle: bool, seed: int) -> None:
        self.images, self.seed, self.shuffle = images, seed, shuffle
        self.ids = torch.as_tensor(ids, dtype=torch.int64)
        self._targets = torch.as_tensor(targets, dtype=torch.int64)
        self._changes = [make(choice) for choice in augment]
        self._batch_size = batch_size

    def __len__(self) -> int:
        """Batches in an epoch."""
        return len(self._bounds())

    @property
    def count(self) -> int:
        """Samples in an epoch."""
        return len(self.ids)

    def batches(self, epoch: int, start: int = 0) -> Iterator[Batch]:
        """The batches of an epoch from number `start`, bit-equal to those of a whole epoch."""
        parts = list(enumerate(self._places(epoch)))[start:]
        if self.images.kept and not self._changes:  # a copy from memory: a thread would cost more than it saves
            return (self._batch(epoch, *part) for part in parts)
        return ahead(lambda part: self._batch(epoch, *part), parts, threads=1, waiting=2)

    def plan(self, epoch: int) -> list[Tensor]:
        """The numbers of the samples of each batch of an epoch."""
        return [self.ids[places] for places in self._places(epoch)]

    def _places(self, epoch: int) -> list[Tensor]:
        order = self._order(epoch)
        return [order[a:b] for a, b in self._bounds()]

    def _bounds(self) -> list[tuple[int, int]]:
        # Batch norm cannot learn from one image: a last one joins the batch before.
        count, size = len(self.ids), self._batch_size
        edges = list(range(0, count, size)) + [count]
        if count % size == 1 and count > size:
            del edges[-2]
        return list(zip(edges[:-1], edges[1:], strict=True))

    def _order(self, epoch: int) -> Tensor:
        if not self.shuffle:
            return torch.arange(len(self.ids))
        return torch.randperm(len(self.ids), generator=_generator(self.seed, epoch))

    def _batch(self, epoch: int, number: int, places: Tensor) -> Batch:
        ids = self.ids[places]
        inputs = self.images.get(ids.tolist())
        if self._changes:
            generator = _generator(self.seed, epoch, number)
            inputs = inputs.to(torch.float32).div_(255)
            for change in self._changes:
                inputs = change(inputs, generator)
        return Batch(ids, inputs, self._targets[places])


def _generator(*numbers: int) -> Generator:
    # Seeds that are neighbours must not give streams that are: hence the hash.
    digest = hashlib.sha256("/".join(map(str, numbers)).encode()).digest()
    return Generator().manual_seed(int.from_bytes(digest[:8], "big") >> 1)


def normalise(inputs: Tensor, mean: tuple[float, ...], std: tuple[float, ...]) -> Tensor:
    """A batch in float32 as the backbone wants it: (x - mean) / std with x in 0...1; where the batch is."""
    scale = 255.0 if inputs.dtype == torch.uint8 else 1.0
    # One multiplication and one addition over the batch: x / (scale std) - mean / std.
    factor = torch.tensor([1 / (scale * s) for s in std], device=inputs.device).view(1, 3, 1, 1)
    offset = torch.tensor([-m / s for m, s in zip(mean, std, strict=True)], device=inputs.device).view(1, 3, 1, 1)
    return torch.addcmul(offset, inputs.to(torch.float32), factor)
