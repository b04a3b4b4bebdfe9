"""Probe: what a backbone's stages take on this machine, measured in a few seconds and kept for the next time."""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from core.backbones import image_size
from core.chores import CLASSES, Chores
from core.data.ahead import threads_for_decoding
from core.data.image import to_array
from core.data.kept import limit
from core.data.memory import share_of_memory
from core.device import choose
from core.estimate import Costs, StageCosts, costs_text, read_costs
from core.events import Emit, Progress
from core.facts import DeviceFacts
from core.files import write_text
from core.fold import folded
from core.meter import Watch, memory_in_use, meter
from core.model import Model
from core.network import Network, build
from core.pixels import Pixels
from core.places import cache_folder
from core.problems import Problem
from core.recipe import LinearHead, Recipe
from core.run import Gate

VERSION = 3
"""Raised when something else is measured than before: what was kept is void."""
SECONDS = 2.0
"""How long timed rounds may take; networks for which that is too short get the smallest batch."""
ROUNDS = 2
STEPS = 9 + 2 * ROUNDS
MOST = {"cpu": 64, "mps": 256, "cuda": 512}
"""Images at once by kind of device: beyond, a larger batch is no faster."""
LEAST = 2
"""Batch norm cannot learn from one."""
HEAP = 1.4
"""Bytes of the system for each in use: on Linux, 1.3 to 1.5 over mobilenets, resnet18, efficientnet_b0 and vit_b_16."""
LIBRARIES = 40 * 2**20
"""What kernels made at run time and the libraries of the final measuring add to the process."""


def measure(key: str, size: int, batch: int, device: str, emit: Emit, gate: Gate, *, mixed: bool = True,
            keep_statistics: bool = False) -> Costs:
    """What a backbone takes at `size` pixels (0: its own) in batches of `batch` images on "auto", "cpu", "cuda"…

    Thawed stages that keep their statistics learn faster than those that take them of every batch.
    Its weights need not be here. The second time on the same machine it is read from the cache folder.
    Raises Problem `device_missing`, `image_too_small`, `unknown_backbone`; Stop when the gate says so.
    """
    facts, size = choose(device), image_size(key, size)
    precision = facts.precision if mixed else "float32"
    batch = max(LEAST, min(batch, MOST[facts.device.partition(":")[0]]))
    about = {"version": VERSION, "backbone": key, "size": size, "batch": batch, "device": facts.device,
             "name": facts.name, "precision": precision, "torch": torch.__version__, "threads": torch.get_num_threads(),
             "keep": keep_statistics}
    digest = hashlib.sha256(json.dumps(about).encode()).hexdigest()
    place = cache_folder() / "costs" / f"{digest[:24]}.json"
    try:
        known = read_costs(place.read_text("utf-8"))
    except (OSError, ValueError):
        measuring = _Probe(key, size, batch, facts, precision, emit, gate, keep_statistics=keep_statistics)
        known = measuring.costs(place.with_suffix(".part"))
        with contextlib.suppress(Problem):  # a disk that is full: then it is measured again
            write_text(place, costs_text(known))
    base = memory_in_use() + LIBRARIES if facts.device == "cpu" else 0
    return replace(known, base=base, disk=limit(), memory=share_of_memory())


def measure_files(costs: Costs, paths: Sequence[str | os.PathLike[str]], fit: str,
                  pixels: Pixels = Pixels()) -> Costs:
    """The costs with the time that it takes to decode such files, spread over all cores."""
    began, done = time.perf_counter(), 0
    for path in paths:
        with contextlib.suppress(Problem):
            to_array(path, costs.size, fit, pixels=pixels)
            done += 1
    seconds = time.perf_counter() - began
    return replace(costs, decode=seconds / done / threads_for_decoding()) if done else costs


class _Probe:
    """A backbone with random weights on the device, as a run would have it."""

    def __init__(self, key: str, size: int, batch: int, facts: DeviceFacts, precision: str, emit: Emit,
                 gate: Gate, *, keep_statistics: bool) -> None:
        self._emit, self._gate, self._done, self._batch = emit, gate, 0, batch
        self._keep = keep_statistics
        self._step()
        began = time.perf_counter()
        network = build(key, weights="random", classes=CLASSES, head=LinearHead(), image_size=size)
        recipe = Recipe(backbone=key, image_size=size)
        self.model = Model(network, [str(n) for n in range(CLASSES)], recipe, torch.device(facts.device), precision)
        self.network: Network = self.model.network
        self._load = time.perf_counter() - began
        self.prefix = [folded(stage) for stage in self.network.body]
        """The stages as a frozen prefix has them."""
        self._watch = Watch(self.model.device, gate)
        self._chores = Chores(self.model, batch, self._watch)
        self._times: dict[int, list[dict[str, list[float]]]] = {}
        """Of every round: by how many images at once, then by way, then by stage."""

    def _step(self) -> None:
        self._gate()
        self._emit(Progress("probe", min(self._done, STEPS), STEPS))
        self._done += 1

    def costs(self, place: Path) -> Costs:
        """All of it. `place` is a file that may be written for a moment."""
        sizes, seconds = self._sizes(), self._seconds()
        stages = tuple(StageCosts(name, **self._weights(i), **sizes[i], **_at(seconds, i))
                       for i, name in enumerate(self.network.names))
        self._step()
        chores = self._chores
        (step, product), (row, byte), (file, save) = chores.step(), chores.row(), chores.save(place)
        self._step()
        return Costs(
            self.model.row.key, self.model.size, str(self.model.device), self.model.precision, stages,
            self.network.width, step=step, product=product, update=chores.update(), image=chores.image(), row=row,
            byte=byte, augment=chores.augment(), decode=0.0, file=file, save=save, load=self._load, base=0,
            heap=HEAP if self.model.device.type == "cpu" else 1.0, disk=0, memory=0)

    def _inputs(self, count: int) -> Tensor:
        return self.model.inputs(self._chores.images(count))

    def _weights(self, i: int) -> dict[str, int]:
        """The parameters of a stage, and the bytes of its copy in a frozen prefix, where that has one."""
        own, quick = list(self.network.body[i].parameters()), self.prefix[i]
        copied = 0 if quick is self.network.body[i] else sum(p.nbytes for p in quick.parameters())
        return {"parameters": sum(p.numel() for p in own), "copied": copied}

    # --- seconds ---------------------------------------------------------------------------------

    def _seconds(self) -> dict[str, list[float]]:
        """Seconds an image of every stage in every way, in batches of the size that was asked for."""
        count = self._affordable()
        many = self._rounds(count)
        if count in (self._batch, LEAST):
            return {way: [s / count for s in seconds] for way, seconds in many.items()}
        least = max(LEAST, count // 4)
        few = self._rounds(least)
        return {way: [_scaled(f, least, m, count, self._batch) for f, m in zip(few[way], many[way], strict=True)]
                for way in many}

    def _affordable(self) -> int:
        """How many images at once leave time for the rounds; all that were asked for, if possible."""
        fixed = self._took(LEAST)
        if self._batch <= 2 * LEAST or fixed > SECONDS / 2:
            return min(self._batch, LEAST if fixed > 2 * SECONDS else 2 * LEAST)
        fixed = self._took(LEAST)  # the first made the kernels as well
        each = max((self._took(4 * LEAST) - fixed) / (3 * LEAST), 1e-6)
        return max(2 * LEAST, min(self._batch, LEAST + int((SECONDS / ROUNDS - fixed) / each)))

    def _took(self, count: int) -> float:
        """Seconds of a round."""
        self._step()
        began = time.perf_counter()
        self._times.setdefault(count, []).append(self._round(count))
        return time.perf_counter() - began

    def _rounds(self, count: int) -> dict[str, list[float]]:
        """The least seconds of several rounds with so many images; of one where time is short."""
        began = time.perf_counter()
        found = self._times.setdefault(count, [])
        while not found or (len(found) < ROUNDS and time.perf_counter() - began < SECONDS / 2):
            self._took(count)
        return {way: [min(times) for times in zip(*(f[way] for f in found), strict=True)] for way in found[0]}

    def _round(self, count: int) -> dict[str, list[float]]:
        """Seconds of every stage in every way with so many images."""
        inputs, everything = self._inputs(count), frozenset(range(len(self.network.names)))
        found: dict[str, list[float]] = {}
        for way, frozen in (("learn", frozenset()), ("begin", frozenset()), ("through", everything)):
            self._gate()
            self.network.freeze(frozen, keep_statistics=self._keep)
            self.network.train()
            found[way] = self._there_and_back(inputs, passes=way != "begin")
            self.network.zero_grad(set_to_none=True)
        self._gate()
        found["look"] = self._forward(inputs, self.network.body)
        found["prefix"] = self._forward(inputs, self.prefix)
        return found

    def _forward(self, x: Tensor, stages: Iterable[nn.Module]) -> list[float]:
        seconds: list[float] = []
        with torch.no_grad():
            for stage in stages:
                with self._watch.timed(seconds), self.model.autocast():
                    x = stage(x)
        return seconds

    def _there_and_back(self, x: Tensor, *, passes: bool) -> list[float]:
        """Forward through all stages, then backward, as in a step; each stage's graph by itself."""
        ahead: list[float] = []
        back: list[float] = []
        pairs = []
        for i, stage in enumerate(self.network.body):
            given = x.detach().requires_grad_(passes and i > 0)
            with self._watch.timed(ahead), self.model.autocast():
                x = stage(given)
            pairs.append((given, x))
        gradient = torch.ones_like(x)
        while pairs:
            given, made = pairs.pop()
            with self._watch.timed(back):
                _back(made, gradient)
            gradient = given.grad if given.grad is not None else torch.ones_like(given)
        return [a + b for a, b in zip(ahead, reversed(back), strict=True)]

    # --- bytes -----------------------------------------------------------------------------------

    def _sizes(self) -> list[dict[str, int]]:
        """Bytes an image of every stage: what grows with the batch, so that gradients of parameters do not count."""
        large = max(2 * LEAST, self._batch) if self.model.device.type == "cuda" else 2 * LEAST
        small = large // 2
        few, many = self._bytes(small), self._bytes(large)
        return [{name: max(0, (m[name] - f[name]) // (large - small)) for name in m}
                for f, m in zip(few, many, strict=True)]

    def _bytes(self, count: int) -> list[dict[str, int]]:
        """Bytes of every stage with so many images."""
        self._step()
        self.network.freeze(frozenset(), keep_statistics=self._keep)
        self.network.train()
        x = self._inputs(count)
        found, pairs = [], []
        with meter(self.model.device, [*_tensors(self.network), x]) as taken:
            for i, stage in enumerate(self.network.body):
                given = x.detach().requires_grad_(i > 0)
                before = taken.start()
                with self.model.autocast():
                    x = stage(given)
                found.append({"out": x.nbytes, "kept": taken.now() - before, "ahead": taken.most() - before})
                pairs.append((given, x))
            gradient = torch.ones_like(x)
            for sizes in reversed(found):
                given, made = pairs.pop()
                before = taken.start() - gradient.nbytes
                _back(made, gradient)
                sizes["back"] = taken.most() - before
                gradient = given.grad if given.grad is not None else torch.ones_like(given)
        self.network.zero_grad(set_to_none=True)
        for sizes, still in zip(found, self._still(count), strict=True):
            sizes["still"] = still
        return found

    def _still(self, count: int) -> list[int]:
        """The most bytes of every stage on the way through a frozen prefix."""
        x, found = self._inputs(count), []
        weights = [t for stage in self.prefix for t in _tensors(stage)]
        with meter(self.model.device, [*weights, x]) as taken, torch.no_grad(), self.model.autocast():
            for stage in self.prefix:
                before = taken.start()
                x = stage(x)
                found.append(taken.most() - before)
        return found


def _tensors(module: nn.Module) -> list[Tensor]:
    return [*module.parameters(), *module.buffers()]


def _back(made: Tensor, gradient: Tensor) -> None:
    if made.requires_grad:  # else nothing in the stage learns, nor before it
        torch.autograd.backward(made, gradient)


def _at(seconds: dict[str, list[float]], i: int) -> dict[str, Any]:
    return {way: found[i] for way, found in seconds.items()}


def _scaled(few: float, least: int, many: float, count: int, batch: int) -> float:
    """Seconds an image in a batch, from those of `least` and of `count` images at once.

    Part of the work is the same for any number: to bring the weights from memory, to reorder them. That part was
    half of resnet18's seconds for 8 images of 96 pixels, and an eighth of those for 32.
    """
    fixed = min(max(0.0, (few * count - many * least) / (count - least)), few)
    return (many - fixed) / count + fixed / batch
