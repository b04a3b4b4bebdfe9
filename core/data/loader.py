"""Loader: from files to batches; each image decoded once, the next batch made while one is used."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor
from torch.nn import functional

from core.choice import Choice, to_json
from core.data.ahead import ahead, threads_for_decoding
from core.data.augment import as_numbers, changes, dice
from core.data.image import READER, to_array
from core.data.index import Fault, Sample
from core.data.mixing import mixed, mixes
from core.data.shelf import Shelf, open_shelf
from core.device import to_device
from core.pixels import Pixels
from core.problems import Problem

Picture = npt.NDArray[np.uint8]
CPU = torch.device("cpu")


class Images:
    """Images of one size, by number: decoded when they are first asked for, and kept as bytes while there is room."""

    def __init__(self, root: str | os.PathLike[str], samples: Sequence[Sample], size: int, fit: str, *,
                 pixels: Pixels = Pixels(), threads: int | None = None) -> None:
        self.size, self.faults = size, dict[int, Fault]()
        self._root, self._fit, self._read_as = os.fspath(root), fit, pixels
        self._paths, self._keys = [s.path for s in samples], [s.sha256 for s in samples]
        self._threads = threads or threads_for_decoding()
        self._shelf: Shelf | None = None

    def __len__(self) -> int:
        return len(self._paths)

    def keep(self) -> None:
        """Keep from now on what is decoded, as far as there is room, and use what earlier runs have kept."""
        about = {"kind": "images", "title": os.path.basename(self._root), "root": self._root, "reader": READER,
                 "size": self.size, "fit": self._fit, "pixels": to_json(self._read_as)}
        self._shelf = open_shelf(about, 3 * self.size * self.size,
                                 [key for key in self._keys if key], partly=True)

    def close(self) -> None:
        if self._shelf is not None:
            self._shelf.close()
            self._shelf = None

    def at_hand(self, ids: Sequence[int]) -> bool:
        """Whether none of these would have to be decoded."""
        return self._shelf is not None and all(self._shelf.lists(self._keys[i]) for i in ids)

    def get(self, ids: Sequence[int]) -> tuple[list[int], Tensor]:
        """Those of the images that can be read, and their pixels [b, 3, S, S] in uint8, channels last in memory.

        The others are in `faults` from then on: gone, damaged, or with other bytes than the index says.
        """
        shelf = self._shelf
        wanted = [i for i in ids if i not in self.faults]
        lacking = [i for i in wanted if shelf is None or not shelf.has(self._keys[i])]
        fresh: dict[int, Picture] = {}
        threads = min(self._threads, len(lacking)) or 1
        for i, found in zip(lacking, ahead(self._decode, lacking, threads=threads, waiting=len(lacking)), strict=True):
            if isinstance(found, Problem):
                self.faults[i] = Fault(self._paths[i], found.code, found.details)
            else:
                fresh[i] = found
                if shelf is not None and self._keys[i]:  # of a file that nobody has read nothing can be kept
                    shelf.put(self._keys[i], found.reshape(-1))
        good = [i for i in wanted if i not in self.faults]
        pixels = np.empty((len(good), self.size, self.size, 3), np.uint8)
        kept = [at for at, i in enumerate(good) if i not in fresh]
        if shelf is not None and kept:
            pixels[kept] = shelf.take([self._keys[good[at]] for at in kept]).reshape(-1, *pixels.shape[1:])
        for at, i in enumerate(good):
            if i in fresh:
                pixels[at] = fresh[i]
        return good, torch.from_numpy(pixels).permute(0, 3, 1, 2)

    def _decode(self, i: int) -> Picture | Problem:
        try:
            # Other bytes than the key says would be served to later runs.
            return to_array(os.path.join(self._root, self._paths[i]), self.size, self._fit, sha256=self._keys[i],
                            pixels=self._read_as)
        except Problem as problem:
            return problem


@dataclass(frozen=True)
class Batch:
    """Samples [b]: their numbers, inputs [b, 3, S, S] (uint8, or float in 0...1 once augmented) on the loader's device,
    targets: classes [b], or their shares [b, classes] in images that are mixed.

    Images that can no longer be read are missing.
    """

    ids: Tensor
    inputs: Tensor
    targets: Tensor


class Loader:
    """The batches of one split. What a batch holds depends on seed, epoch and its number, on nothing before it."""

    def __init__(self, images: Images, ids: Sequence[int], targets: Tensor, *, batch_size: int,
                 augment: tuple[Choice, ...] = (), shuffle: bool, seed: int, side: int = 0, classes: int = 0,
                 balance: bool = False, device: torch.device = CPU) -> None:
        """`ids` are the split's samples; `targets` [all samples] their classes, of which there are `classes`; `side` is
        what augmented images come at; with `balance` an epoch has as many images of every class.

        Images are brought to the device, and altered there, a batch ahead of their use.
        """
        self.images, self.seed, self.shuffle = images, seed, shuffle
        self.ids = torch.as_tensor(ids, dtype=torch.int64)
        self._targets, self._classes, self._balance = targets, classes, balance
        self._changes, self._mixes = changes(augment, side), mixes(augment)
        self._batch_size, self._device = batch_size, device

    def __len__(self) -> int:
        """Batches in an epoch."""
        return len(self._bounds())

    @property
    def augments(self) -> bool:
        return bool(self._changes or self._mixes)

    @property
    def mixes(self) -> bool:
        """Whether targets are shares of the classes."""
        return bool(self._mixes)

    def batches(self, epoch: int, only: Mapping[int, Sequence[int]] | None = None) -> Iterator[Batch]:
        """The batches of an epoch, or only those of some numbers, bit-equal to what they are in a whole epoch.

        Of unaltered images, `only` may ask for some samples of a batch.
        """
        asked = dict(enumerate(self.plan(epoch))) if only is None else only
        if not self.augments and self.images.at_hand([i for ids in asked.values() for i in ids]):
            return (self._batch(epoch, *part) for part in asked.items())  # a copy: a thread would cost more
        return ahead(lambda part: self._batch(epoch, *part), asked.items(), threads=1, waiting=2)

    def plan(self, epoch: int) -> list[list[int]]:
        """The numbers of the samples of each batch of an epoch."""
        drawn = self.draw(epoch)
        return [[drawn[place] for place in places] for places in self.places(epoch)]

    def draw(self, epoch: int) -> list[int]:
        """The numbers of the samples of an epoch before they are shuffled: each once, or as many of every class.

        Within a class, none comes more than once more often than another.
        """
        if not self._balance or not len(self.ids):
            return self.ids.tolist()
        generator, classes = dice(self.seed, epoch, -1), self._targets[self.ids]
        groups = [self.ids[classes == c] for c in sorted(set(classes.tolist()))]
        counts = torch.full((len(groups),), len(self.ids) // len(groups))
        counts[torch.randperm(len(groups), generator=generator)[: len(self.ids) % len(groups)]] += 1
        return [i for group, count in zip(groups, counts.tolist(), strict=True)
                for i in _again_and_again(group, count, generator)]

    def places(self, epoch: int) -> list[list[int]]:
        """The places in a draw of each batch of an epoch."""
        order = self._order(epoch).tolist()
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
        return torch.randperm(len(self.ids), generator=dice(self.seed, epoch))

    def _batch(self, epoch: int, number: int, asked: Sequence[int]) -> Batch:
        good, inputs = self.images.get(asked)
        ids, inputs = torch.as_tensor(good, dtype=torch.int64), to_device(inputs, self._device)
        targets = self._targets[ids]
        if self.augments and good:
            generator, inputs = dice(self.seed, epoch, number), as_numbers(inputs)
            for change in self._changes:
                inputs = change(inputs, generator)
            if self._mixes:
                shares = functional.one_hot(targets, self._classes).float()
                inputs, targets = mixed(inputs, shares, self._mixes, generator)
        return Batch(ids, inputs, targets)


def _again_and_again(group: Tensor, count: int, generator: Generator) -> list[int]:
    """So many of a group in a random order, none a second time before all others came."""
    rounds = -(-count // len(group))
    orders = [torch.randperm(len(group), generator=generator) for _ in range(rounds)]
    return torch.cat([group[order] for order in orders])[:count].tolist() if orders else []


def normalise(inputs: Tensor, mean: tuple[float, ...], std: tuple[float, ...]) -> Tensor:
    """A batch in float32 as the backbone wants it: (x - mean) / std with x in 0...1; where the batch is."""
    scale = 255.0 if inputs.dtype == torch.uint8 else 1.0
    # One multiplication and one addition over the batch: x / (scale std) - mean / std.
    factor = torch.tensor([1 / (scale * s) for s in std], device=inputs.device).view(1, 3, 1, 1)
    offset = torch.tensor([-m / s for m, s in zip(mean, std, strict=True)], device=inputs.device).view(1, 3, 1, 1)
    return torch.addcmul(offset, inputs.to(torch.float32), factor)
