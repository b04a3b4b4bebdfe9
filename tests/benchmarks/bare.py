"""A limit: steps of the engine's own network and optimiser on tensors that lie in memory, and nothing else.

    python -m tests.benchmarks.engine bare '{"recipe": {…}, "classes": 10, "steps": 20}'
    python -m tests.benchmarks.engine bare '{"recipe": {…}, "classes": 10, "training": 1100, "validation": 250, …}'

With `steps` one batch is repeated; with `training` an epoch's batches are gone through, then validation's forward.
Inputs are what the frozen prefix puts out: normalised images where nothing is frozen. Network, precision, optimiser
and loss are made by the engine's own functions from the recipe.
"""

import time
from typing import Any

import torch
from torch import Tensor

from core.choice import from_json, make
from core.device import choose, memory_format
from core.machine import prepare_process
from core.model import Model
from core.network import build
from core.recipe import Recipe, parse_freeze
from tests.benchmarks.bench import Said, report, specification

Batch = tuple[Tensor, Tensor]
"""Inputs and classes, on the device."""
WARM = 3
"""Steps before the clock starts."""


class Bare:
    """The thawed part of a recipe's network with its optimiser and loss."""

    def __init__(self, recipe: Recipe, classes: int) -> None:
        prepare_process()  # as every run of ours does
        torch.manual_seed(0)
        facts = choose(recipe.device)
        self.device, self.classes, self.size = torch.device(facts.device), classes, recipe.batch_size
        self.network = build(recipe.backbone, weights=recipe.weights, classes=classes, head=recipe.head,
                             image_size=recipe.image_size)
        precision = facts.precision if recipe.mixed_precision else "float32"
        self.model = Model(self.network, [str(n) for n in range(classes)], recipe, self.device, precision)
        self.network.freeze(parse_freeze(recipe.freeze, self.network.names, recipe.backbone))
        groups = [{"params": list(self.network.head.parameters()), "lr_factor": 1.0},
                  {"params": self.network.thawed_parameters(), "lr_factor": recipe.backbone_lr_factor}]
        self.optimiser = make(recipe.optimiser, groups=groups)
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=precision == "float16")
        self.loss_of = make(recipe.loss, counts=[1] * classes)

    def batches(self, count: int) -> list[Batch]:
        """Batches of `count` images in all, as the prefix puts them out: one of noise, each time in another order."""
        size = self.model.size
        noise = torch.randint(0, 256, (self.size, 3, size, size), dtype=torch.uint8)
        with torch.no_grad(), self.model.autocast():
            known = self.network.prefix(self.model.inputs(noise)).float()
        sizes = [min(self.size, count - start) for start in range(0, count, self.size)]
        return [(self._some(known, n), self._targets(n)) for n in sizes]

    def _some(self, known: Tensor, count: int) -> Tensor:
        chosen = known[torch.randperm(len(known), device=self.device)[:count]]
        return chosen.contiguous(memory_format=memory_format(self.device)) if chosen.ndim == 4 else chosen

    def _targets(self, count: int) -> Tensor:
        return torch.randint(0, self.classes, (count,), device=self.device)

    def step(self, batch: Batch) -> None:
        inputs, targets = batch
        with self.model.autocast():
            loss = self.loss_of(self.network.head(self.network.suffix(inputs)), targets)
        self.optimiser.zero_grad(set_to_none=True)
        self.scaler.scale(loss).backward()
        self.scaler.step(self.optimiser)
        self.scaler.update()

    @torch.no_grad()
    def look(self, batch: Batch) -> None:
        """What validation does with a batch."""
        with self.model.autocast():
            self.network.head(self.network.suffix(batch[0])).float().argmax(1)

    def now(self) -> float:
        """The time once the device has done what it was given."""
        if self.device.type == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter()


def repeated(bare: Bare, steps: int) -> Said:
    """Images a second of steps on one batch."""
    bare.network.train()
    batch = bare.batches(bare.size)[0]
    for _ in range(WARM):
        bare.step(batch)
    began = bare.now()
    for _ in range(steps):
        bare.step(batch)
    return {"rate": steps * bare.size / (bare.now() - began), "threads": torch.get_num_threads()}


def epochs(bare: Bare, training: int, validation: int, count: int) -> Said:
    """Seconds of each epoch's steps, and of validation's forward after it; the first epoch only warms up."""
    steps, looks = bare.batches(training), bare.batches(validation)
    found: list[tuple[float, float]] = []
    for _ in range(count + 1):
        began = bare.now()
        bare.network.train()
        for batch in steps:
            bare.step(batch)
        trained = bare.now()
        bare.network.eval()
        for batch in looks:
            bare.look(batch)
        found.append((trained - began, bare.now() - trained))
    return {"training": [t for t, _ in found[1:]], "validation": [v for _, v in found[1:]]}


def main() -> None:
    asked: dict[str, Any] = specification()
    bare = Bare(from_json(Recipe, asked["recipe"]), asked["classes"])
    if "steps" in asked:
        report(repeated(bare, asked["steps"]))
    else:
        report(epochs(bare, asked["training"], asked["validation"], asked["epochs"]))


if __name__ == "__main__":
    main()
