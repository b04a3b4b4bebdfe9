"""Feed: the images of an index as batches of features at the thaw line; frozen work is done once."""

import hashlib
import os
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import torch
from torch import Tensor

from core.augmentations import stored_side
from core.choice import to_json
from core.data.augment import VERSION as CHANGES
from core.data.features import Features, open_features
from core.data.image import READER
from core.data.index import Index
from core.data.loader import Batch as Loaded
from core.data.loader import Images, Loader
from core.data.look import refreshed
from core.device import to_device, within_memory
from core.events import Emit, Progress, Warned
from core.model import Model
from core.problems import Problem
from core.run import Gate

Batch = tuple[Tensor, Tensor, Tensor]
"""Sample numbers [b] on the CPU; inputs of the thawed part [b, ...] and targets on the device: classes [b], or their
shares [b, classes] in images that are mixed."""
_AT_ONCE = 32
"""So many unaltered images pass the prefix at once on a processor, never fewer: for small batches its libraries choose
other kernels, and the last bits of a row would depend on the images beside it, thus on what was kept already."""
Key = Callable[[int, int], str]
"""key(place, i): what the row of sample i is kept under; place is where it stands in the loader's draw."""


class Feed:
    """Batches for training and for measuring. What a batch holds has passed the frozen prefix already."""

    def __init__(self, index: Index, model: Model, emit: Emit, gate: Gate) -> None:
        self.index, self.model, self.emit, self.gate = index, model, emit, gate
        self._plain: Features | None = None
        """What the prefix says of unaltered images, by file."""
        self._views: Features | None = None
        """What it says of augmented training images, by view and sample."""
        self._told, self._mark = 0, ""
        self._set(index)

    def _set(self, index: Index) -> None:
        self.index = index
        recipe, size = self.model.recipe, self.model.size
        self.images = Images(index.root, index.samples, size, recipe.fit, pixels=recipe.pixels)
        larger = stored_side(recipe.augment, size)
        self._stock = self.images
        if larger != size:
            self._stock = Images(index.root, index.samples, larger, recipe.fit, pixels=recipe.pixels)
        place = {name: i for i, name in enumerate(self.model.classes)}
        self.targets = torch.tensor([place[s.label] for s in index.samples])
        self._training = self._loader(self.ids("train"), training=True)

    def _loader(self, ids: Sequence[int], *, training: bool) -> Loader:
        recipe = self.model.recipe
        return Loader(self._stock if training else self.images, ids, self.targets, batch_size=recipe.batch_size,
                      augment=recipe.augment if training else (), shuffle=training, seed=recipe.seed,
                      side=self.model.size, classes=len(self.model.classes),
                      balance=training and recipe.balance == "sampling", device=self.model.device)

    def ids(self, split: str) -> list[int]:
        """The numbers of a split's samples."""
        return [i for i, s in enumerate(self.index.samples) if s.split == split]

    def prepare(self) -> Index:
        """See which files have changed since the folder was read. Returns the index as it is now.

        Raises Problem images_gone, class_gone: what is left of a class has to suffice to learn it.
        """
        index, other = refreshed(self.index, self.gate)
        if index is not self.index:
            for split in ("train", "validation"):
                before, now = ({s.label for s in one.of(split)} for one in (self.index, index))
                if before and not now:
                    raise Problem("images_gone", path=index.root)
                if split == "train" and before - now:
                    raise Problem("class_gone", name=min(before - now), path=index.root)
            gone = [f.path for f in index.faults[len(self.index.faults) :]]
            if gone:
                self._tell_left_out(gone)
            if other:
                self.emit(Warned("images_new_content", {"count": other}))
            self._set(index)
        self.images.keep()
        if self._stock is not self.images:
            self._stock.keep()
        return self.index

    def close(self) -> None:
        """Let go of what is kept on disk, for later runs to find."""
        self._forget()
        self.images.close()
        self._stock.close()

    def steps(self) -> int:
        """Batches of an epoch."""
        return len(self._training)

    # --- the frozen part, once -------------------------------------------------------------------

    def keep_prefix(self) -> str:
        """Keep from now on what the frozen prefix puts out, if there is room.

        Returns the precision that training batches are kept in; empty if they are computed anew in every epoch.
        """
        network, recipe = self.model.network, self.model.recipe
        mark = self._prefix_mark()
        if mark != self._mark:
            self._forget()
            self._mark = mark
        if not network.prefix_length:
            return ""
        if self._plain is None:
            self._plain = self._open([s.sha256 for s in self.index.samples], {"images": "as they are"})
        if not recipe.augment:
            return self._plain.precision if self._plain else ""
        if self._views is None and recipe.stored_views:
            ids = self.ids("train")
            keys = [_view_key(view, place) for view in range(recipe.stored_views) for place in range(len(ids))]
            self._views = self._open(keys, {"images": "augmented", "augment": to_json(recipe.augment),
                                            "changes": CHANGES, "seed": recipe.seed, "batch": recipe.batch_size,
                                            "balance": recipe.balance, "of": self._digest(ids)})
        return self._views.precision if self._views else ""

    def _open(self, keys: Sequence[str], more: dict[str, Any]) -> Features | None:
        recipe, root = self.model.recipe, self.index.root
        about = {"kind": "features", "title": os.path.basename(root), "root": root, "reader": READER,
                 "size": self.model.size, "fit": recipe.fit, "pixels": to_json(recipe.pixels),
                 "backbone": recipe.backbone, "prefix": self._mark, "device": self.model.device.type,
                 "precision": self.model.precision, "torch": torch.__version__, **more}
        return open_features(about, keys, self._prefix(torch.zeros(1, 3, self.model.size, self.model.size)))

    def _digest(self, ids: Sequence[int]) -> str:
        told = ((i, self.index.samples[i].sha256, self.index.samples[i].label) for i in ids)
        return hashlib.sha256(repr(list(told)).encode()).hexdigest()

    def _forget(self) -> None:
        for features in (self._plain, self._views):
            if features is not None:
                features.close()
        self._plain = self._views = None

    def _prefix_mark(self) -> str:
        """A fingerprint of the frozen prefix: which stages, and their weights."""
        network = self.model.network
        digest = hashlib.sha256(str(network.prefix_length).encode())
        for stage in network.body[: network.prefix_length]:
            for tensor in stage.state_dict().values():
                digest.update(tensor.detach().cpu().contiguous().flatten().view(torch.uint8).numpy())
        return digest.hexdigest()

    def _through_prefix(self, images: Tensor, *, unaltered: bool) -> Tensor:
        if not len(images) or not self.model.network.prefix_length:
            return self._prefix(images)
        if unaltered:
            return torch.cat([self._of_one_size(part) for part in torch.split(images, self._at_once)])
        if len(images) == 1:  # alone, one can come out with other last bits: some kernels take it for a vector
            return self._through_prefix(images.repeat(2, 1, 1, 1), unaltered=False)[:1]
        return within_memory(self._prefix, images)

    def _of_one_size(self, images: Tensor) -> Tensor:
        """What the prefix puts out of up to `_at_once` images, in a batch that is filled up."""
        empty = self._at_once - len(images)
        filled = torch.cat([images, images.new_zeros(empty, *images.shape[1:])]) if empty else images
        return within_memory(self._prefix, filled)[: len(images)]

    @property
    def _at_once(self) -> int:
        return _AT_ONCE if self.model.device.type == "cpu" else self.model.recipe.batch_size

    def _prefix(self, images: Tensor) -> Tensor:
        with torch.no_grad(), self.model.autocast():
            return self.model.network.prefix(self.model.inputs(images))

    # --- batches ---------------------------------------------------------------------------------

    def training(self, epoch: int, start: int, look: Callable[[], None]) -> Iterator[Batch]:
        """The batches of a training epoch, shuffled by seed and epoch, from batch `start` on; `look` is the gate.

        With stored views, the first epochs compute one view of each image each, just as they would without; later
        ones go through these views again in an order of their own.
        """
        if not self.model.recipe.augment:
            return self._batches(self._training, self._plain, self._by_file, epoch, epoch, start)
        view = epoch % self.model.recipe.stored_views if self._views else epoch
        if view != epoch:
            self._complete_view(view, look)
        return self._batches(self._training, self._views, lambda place, i: _view_key(view, place), epoch, view, start)

    def measuring(self, split: str) -> Iterator[Batch]:
        """The images of a split in order, unaltered."""
        return self._unaltered(self.ids(split))

    def _unaltered(self, ids: Sequence[int]) -> Iterator[Batch]:
        return self._batches(self._loader(ids, training=False), self._plain, self._by_file, 0, 0, 0)

    def _by_file(self, place: int, i: int) -> str:
        return self.index.samples[i].sha256

    def _complete_view(self, view: int, look: Callable[[], None]) -> None:
        """Compute what is missing of a view: a run that goes on after its cache was cleared."""
        assert self._views is not None
        for _ in self._batches(self._training, self._views, lambda place, i: _view_key(view, place), view, view, 0):
            look()

    def _batches(self, loader: Loader, features: Features | None, key: Key, epoch: int, draw: int,
                 start: int) -> Iterator[Batch]:
        """The batches of an epoch from `start` on, in this epoch's order of the samples that epoch `draw` drew."""
        drawn, faults = loader.draw(draw), loader.images.faults
        plan = [[(drawn[p], key(p, drawn[p])) for p in places if drawn[p] not in faults]
                for places in loader.places(epoch)]
        if features is not None and not loader.augments:
            yield from self._kept(loader, features, plan[start:])
            return
        lacking = {n: [i for i, _ in rows] for n, rows in enumerate(plan)
                   if n >= start and (features is None or not all(features.has(k) for _, k in rows))}
        made = loader.batches(epoch, lacking)
        for n in range(start, len(plan)):
            rows, computed = plan[n], None
            if n in lacking:
                computed = next(made)
                self._tell_faults(loader.images)
                gone = set(lacking[n]).difference(computed.ids.tolist())
                rows = [(i, k) for i, k in rows if i not in gone]
            ids = torch.tensor([i for i, _ in rows], dtype=torch.int64)
            targets = computed.targets if computed is not None and loader.mixes else self.targets[ids]
            inputs = self._inputs(loader, features, [k for _, k in rows], computed)
            yield ids, to_device(inputs, self.model.device), to_device(targets, self.model.device)

    def _inputs(self, loader: Loader, features: Features | None, keys: list[str], computed: Loaded | None) -> Tensor:
        """What the thawed part gets of the rows kept under `keys`, or of just these images, which were loaded."""
        if computed is None:
            assert features is not None
            return features.get(keys)
        inputs = self._through_prefix(computed.inputs, unaltered=not loader.augments)
        return inputs if features is None else features.put(keys, inputs)

    def _kept(self, loader: Loader, features: Features, plan: list[list[tuple[int, str]]]) -> Iterator[Batch]:
        """Batches of unaltered images, from rows that are kept; what lacks is computed as soon as a batch needs it."""
        groups = self._lacking(features, loader.images, [i for rows in plan for i, _ in rows])
        to_come = {i: n for n, group in enumerate(groups) for i in group}
        made, done = loader.batches(0, dict(enumerate(groups))), 0
        for rows in plan:
            for _ in range(done, 1 + max((to_come.get(i, -1) for i, _ in rows), default=-1)):
                computed, done = next(made), done + 1
                self._tell_faults(loader.images)
                inputs = self._through_prefix(computed.inputs, unaltered=True)
                features.put([self.index.samples[i].sha256 for i in computed.ids.tolist()], inputs)
            there = [(i, k) for i, k in rows if i not in loader.images.faults]
            ids = torch.tensor([i for i, _ in there], dtype=torch.int64)
            inputs = features.get([k for _, k in there])
            yield ids, to_device(inputs, self.model.device), to_device(self.targets[ids], self.model.device)

    def _lacking(self, features: Features, images: Images, ids: Sequence[int]) -> list[list[int]]:
        """Those of some samples that are not kept, in the groups in which they pass the prefix.

        The last group is filled up with samples that will be asked for later.
        """
        def lacks(i: int) -> bool:
            return i not in images.faults and not features.has(self.index.samples[i].sha256)

        found = [i for i in dict.fromkeys(ids) if lacks(i)]
        if found and (more := -len(found) % self._at_once):
            own = set(ids)
            found += islice((i for i in range(len(self.index.samples)) if i not in own and lacks(i)), more)
        return [found[a : a + self._at_once] for a in range(0, len(found), self._at_once)]

    def mixed(self, most: int) -> Iterator[Tensor]:
        """Inputs of the thawed part for up to `most` training images, unaltered, all classes in every batch.

        Batches are whole, so that each counts alike; where there are too few images for one, it is all of them.
        """
        chosen, size = self._spread(most), self.model.recipe.batch_size
        random.Random(self.model.recipe.seed).shuffle(chosen)
        whole = len(chosen) // size * size or len(chosen)
        for ids, inputs, _ in self._unaltered(chosen[:whole]):
            if len(ids) > 1:  # one alone has no spread
                yield inputs

    def _spread(self, most: int) -> list[int]:
        """Up to `most` training samples, evenly from all."""
        ids = self.ids("train")
        return ids[:: max(1, len(ids) // most)][:most]

    def features(self, most: int) -> tuple[Tensor, Tensor]:
        """Features [n, width] and classes [n] of up to `most` training images, spread evenly, in eval mode."""
        chosen = self._spread(most)
        network, parts = self.model.network, []
        what = "features" if network.prefix_length else "head"  # without frozen stages nothing of it is kept
        network.eval()
        with torch.no_grad(), self.model.autocast():
            for _, inputs, targets in self._unaltered(chosen):
                self.gate()
                parts.append((network.suffix(inputs).float(), targets))
                self.emit(Progress(what, min(len(chosen), len(parts) * len(inputs)), len(chosen)))
        return torch.cat([p for p, _ in parts]), torch.cat([t for _, t in parts])

    # --- what could not be read --------------------------------------------------------------------

    def _tell_faults(self, images: Images) -> None:
        if len(images.faults) > self._told:
            self._told = len(images.faults)
            self._tell_left_out([f.path for f in images.faults.values()])

    def _tell_left_out(self, paths: list[str]) -> None:
        self.emit(Warned("images_left_out", {"count": len(paths), "path": min(paths)}))


def _view_key(view: int, place: int) -> str:
    return f"{view}/{place}"
