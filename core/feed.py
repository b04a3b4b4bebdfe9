"""Feed: the images of an index as batches of features at the thaw line; frozen work is done once."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import torch
from torch import Tensor

from core.data.cache import FeatureCache
from core.data.index import Index
from core.data.loader import Images, Loader
from core.events import Emit, Progress, Warned
from core.model import Model
from core.run import Gate

Batch = tuple[Tensor, Tensor, Tensor]
"""Sample numbers [b] on the CPU; inputs of the thawed part [b, ...] and targets [b] on the device."""


class Feed:
    """Batches for training and for measuring. What a batch holds has passed the frozen prefix already."""

    def __init__(self, index: Index, model: Model, emit: Emit, gate: Gate) -> None:
        self.index, self.model, self.emit, self.gate = index, model, emit, gate
        self._cache, self._kept_for = FeatureCache(), ""
        self._set(index)

    def _set(self, index: Index) -> None:
        self.index = index
        recipe = self.model.recipe
        self.images = Images(index.root, [s.path for s in index.samples], self.model.size, recipe.fit)
        place = {name: i for i, name in enumerate(self.model.classes)}
        self.targets = torch.tensor([place[s.label] for s in index.samples])
        self._training = self._loader(self.ids("train"), training=True)

    def _loader(self, ids: list[int], *, training: bool) -> Loader:
        recipe = self.model.recipe
        return Loader(self.images, ids, self.targets[ids].tolist(), batch_size=recipe.batch_size,
                      augment=recipe.augment if training else (), shuffle=training, seed=recipe.seed)

    def ids(self, split: str) -> list[int]:
        """The numbers of a split's samples."""
        return [i for i, s in enumerate(self.index.samples) if s.split == split]

    def prepare(self) -> Index:
        """Decode what fits into memory. Returns the index without the files that could not be read now."""
        faults = self.images.prepare(self.emit, self.gate)
        if faults:
            gone = {fault.path for fault in faults}
            self.emit(Warned("images_left_out", {"count": len(gone), "path": min(gone)}))
            samples = tuple(s for s in self.index.samples if s.path not in gone)
            self._set(replace(self.index, samples=samples, faults=(*self.index.faults, *faults)))
            self.images.prepare(self.emit, self.gate)
        return self.index

    def steps(self) -> int:
        """Batches of an epoch."""
        return len(self._training)

    # --- the frozen part, once -------------------------------------------------------------------

    def keep_prefix(self) -> bool:
        """Compute the frozen prefix of every image once, if it fits into memory; whether training uses it.

        Random augmentation changes the images of every epoch, so that only measuring can use what is kept.
        """
        network = self.model.network
        if not network.prefix_length:
            self._forget()
            return False
        mark = self._mark()
        wanted = [i for i, s in enumerate(self.index.samples) if s.split != "train" or not self.model.recipe.augment]
        if mark != self._kept_for:
            self._forget()
            if not self._cache.has_room(len(wanted), self._shape()):
                return False
            self._fill(wanted)
            self._kept_for = mark
        return not self.model.recipe.augment

    def _forget(self) -> None:
        self._cache.clear()
        self._kept_for = ""

    def _mark(self) -> str:
        """A fingerprint of the frozen prefix: which stages, and their weights."""
        network = self.model.network
        digest = hashlib.sha256(str(network.prefix_length).encode())
        for stage in network.body[: network.prefix_length]:
            for tensor in stage.state_dict().values():
                digest.update(tensor.detach().cpu().contiguous().flatten().view(torch.uint8).numpy())
        return digest.hexdigest()

    def _shape(self) -> tuple[int, ...]:
        first = self.images.get([0])
        return tuple(self._through_prefix(first).shape[1:])

    def _fill(self, ids: list[int]) -> None:
        size = self.model.recipe.batch_size
        for start in range(0, len(ids), size):
            self.gate()
            part = ids[start : start + size]
            self._cache.put(torch.tensor(part), self._through_prefix(self.images.get(part)))
            self.emit(Progress("features", min(start + size, len(ids)), len(ids)))

    def _through_prefix(self, images: Tensor) -> Tensor:
        with torch.no_grad(), self.model.autocast():
            return self.model.network.prefix(self.model.inputs(images)).float()

    # --- batches ---------------------------------------------------------------------------------

    def training(self, epoch: int, start: int = 0) -> Iterator[Batch]:
        """The batches of a training epoch, shuffled by seed and epoch, from batch `start` on."""
        return self._batches(self._training, epoch, start)

    def measuring(self, split: str) -> Iterator[Batch]:
        """The images of a split in order, unaltered."""
        return self._batches(self._loader(self.ids(split), training=False), 0, 0)

    def _batches(self, loader: Loader, epoch: int, start: int) -> Iterator[Batch]:
        device = self.model.device
        if self._kept_for and self._cache.holds(loader.ids):
            for ids in loader.plan(epoch)[start:]:
                yield ids, self._cache.get(ids).to(device), self.targets[ids].to(device)
        else:
            for batch in loader.batches(epoch, start):
                yield batch.ids, self._through_prefix(batch.inputs), batch.targets.to(device)

    def features(self, most: int) -> tuple[Tensor, Tensor]:
        """Features [n, width] and classes [n] of up to `most` training images, spread evenly, in eval mode."""
        ids = self.ids("train")
        loader = self._loader(ids[:: max(1, len(ids) // most)][:most], training=False)
        network = self.model.network
        network.eval()
        with torch.no_grad(), self.model.autocast():
            parts = [(network.suffix(inputs).float(), targets) for _, inputs, targets in self._batches(loader, 0, 0)]
        return torch.cat([p for p, _ in parts]), torch.cat([t for _, t in parts])
