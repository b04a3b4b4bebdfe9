"""fit(): phases of epochs of batches; the one training loop."""

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from core.backbones import backbone, image_size
from core.check import check
from core.checkpoint import load, save
from core.choice import make
from core.data.index import Index
from core.data.split import save as save_split
from core.device import choose, give_back, out_of_memory, seed
from core.estimate import MAY_BE_LOST
from core.evaluate import finish_with, score
from core.events import Device, Emit, Epoch, Finished, PhaseBegan, Plan, Resumed, Saved, Step, Warned
from core.feed import Feed
from core.files import write_text
from core.heads import Head
from core.model import Model
from core.network import Network, build
from core.norms import measure_statistics
from core.optim import set_rate
from core.problems import Problem
from core.project import RunFolder
from core.recipe import Recipe, parse_freeze, recipe_text
from core.run import Gate, Stop

SAY_EVERY = 1 / 30
"""Seconds between two Step events: reading a loss waits for the GPU."""
MARGIN = 1e-3
"""By how much accuracy or loss must improve to be worth waiting for."""
CALIBRATE_ON = 1024
"""Images whose features set the head's whitening."""


@dataclass
class Position:
    """How far a run has come: all that a checkpoint needs besides weights."""

    phase: int = 0
    epoch: int = 0
    """Whole epochs done over all phases."""
    in_phase: int = 0
    """Whole epochs done in this phase."""
    batch: int = 0
    """Batches done in the current epoch."""
    step: int = 0
    micro: int = 0
    """How many images go through the network at once since memory ran out; 0: the whole batch."""
    best: list[float] = field(default_factory=list)
    """The key of the best epoch: larger is better."""
    mark: list[float] = field(default_factory=list)
    """The key that the next epochs of this phase must exceed by MARGIN."""
    stale: int = 0
    """Epochs since one did."""
    loss_sum: float = 0.0
    right_sum: float = 0.0
    seen: int = 0
    seconds: float = 0.0
    """Of training, before this sitting."""
    epoch_seconds: float = 0.0


def fit(index: Index, recipe: Recipe, run: RunFolder, emit: Emit, gate: Gate, *, resume: bool = False,
        more: bool = False) -> Finished:
    """Train a recipe and measure its best epoch. Raises Problem, or Stop after a checkpoint was saved.

    `resume` goes on from the checkpoint; `more` lets a complete run go on to the recipe's new number of epochs.

    The same recipe, index and machine give the same weights, bit for bit on a CPU, also through stops:
    what is random in a step depends on the seed and the step's number alone.
    """
    problems = check(recipe, index)
    if problems:
        raise problems[0]
    try:
        return Training(index, recipe, run, emit, gate).go(resume, more)
    except (RuntimeError, MemoryError) as error:
        if not out_of_memory(error):
            raise
        raise Problem("out_of_memory", batch=recipe.batch_size) from error


class Training:
    """One run while it trains."""

    def __init__(self, index: Index, recipe: Recipe, run: RunFolder, emit: Emit, gate: Gate) -> None:
        self.index, self.recipe, self.run, self.emit, self.gate = index, recipe, run, emit, gate
        self.row, self.size = backbone(recipe.backbone), image_size(recipe.backbone, recipe.image_size)
        self.at = Position()
        self._cores = torch.get_num_threads()
        self._said = self._saved = self._began = time.monotonic()

    # --- the whole -------------------------------------------------------------------------------

    def go(self, resume: bool, more: bool) -> Finished:
        try:
            with contextlib.ExitStack() as self._ends:
                return self._go(resume, more)
        except Exception:
            with contextlib.suppress(Problem):  # what has gone wrong is said, not what follows from it
                self._save_best()
            raise
        finally:
            torch.set_num_threads(self._cores)  # the number holds for every thread that starts later

    def _go(self, resume: bool, more: bool) -> Finished:
        self._set_up(resume, more)
        for phase in range(self.at.phase, len(self.recipe.phases)):
            if phase > self.at.phase:
                self.at.phase, self.at.in_phase, self.at.stale, self.at.mark = phase, 0, 0, []
                self._optimiser_state = None
            if not self._phase_over():
                self._phase()
        torch.set_num_threads(self._cores)
        metrics = finish_with(self.run, self.model, self.feed, self.emit, self.gate)
        return Finished(str(self.run.path), self._seconds(), metrics, self.at.epoch < self.recipe.epochs)

    def _set_up(self, resume: bool, more: bool) -> None:
        facts = choose(self.recipe.device)
        self.device = torch.device(facts.device)
        self.precision = facts.precision if self.recipe.mixed_precision else "float32"
        self.emit(Device(facts.device, facts.name, facts.reason, self.precision))
        state = load(self.run.checkpoint_file) if resume else None
        weights = None if state is not None else self.recipe.weights
        network = build(self.recipe.backbone, weights=weights, classes=len(self.index.classes), head=self.recipe.head,
                        image_size=self.size, seed=self.recipe.seed, emit=self.emit, gate=self.gate)
        self.model = Model(network, self.index.classes, self.recipe, self.device, self.precision)
        self.network: Network = self.model.network
        self.feed = Feed(self.index, self.model, self.emit, self.gate)
        self._ends.callback(self.feed.close)
        whole, self.index = self.index, self.feed.prepare()
        if state is None and self.index is not whole:
            save_split(self.index, self.run.split_file)  # what is left out now stays out when the run goes on
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=self.precision == "float16")
        if state is None:
            self._say_plan()
        else:
            self._take_up(state, more)

    def _say_plan(self) -> None:
        parameters = sum(p.numel() for p in self.network.parameters())
        index, splits = self.index, self.index.split_counts()
        counts = Counter((s.split, s.label) for s in index.samples)
        by_class = {split: [counts[split, name] for name in index.classes] for split in splits}
        self.emit(Plan(self.recipe.epochs, self.feed.steps(), splits, list(index.classes), parameters, index.root,
                       by_class, index.ready_split))

    def _take_up(self, state: dict[str, Any], more: bool) -> None:
        self.network.load_state_dict(state["network"])
        if state["scaler"]:  # empty where the run began on a device without half precision
            self.scaler.load_state_dict(state["scaler"])
        self.at = Position(**state["at"])
        self._optimiser_state = state["optimiser"]
        if more:
            self.at.stale = 0
        last = self.at.phase == len(self.recipe.phases) - 1
        if last and self._phase_over() and self.run.report_file.is_file():
            raise Problem("run_complete", path=str(self.run.path), epochs=self.at.epoch)
        if more:
            write_text(self.run.recipe_file, recipe_text(self.recipe))
        self.emit(Resumed(self.at.step, self.at.epoch, self.recipe.epochs))

    def _phase_over(self) -> bool:
        waited = self.recipe.early_stopping and self.at.stale >= self.recipe.patience
        return waited or self.at.in_phase >= self.recipe.phases[self.at.phase].epochs

    # --- a phase ---------------------------------------------------------------------------------

    def _phase(self) -> None:
        phase = self.recipe.phases[self.at.phase]
        names = self.network.names
        self.network.freeze(parse_freeze(phase.freeze, names, self.row.title),
                            keep_statistics=self.recipe.thawed_statistics == "keep")
        torch.set_num_threads(self._cores)
        kept = self.feed.keep_prefix()
        if self.at.step == 0 and (self._all_frozen() or self._begins_as_frozen()):
            self._calibrate()
        self._prepare_optimiser(phase.lr_factor, phase.epochs)
        learns = sum(p.numel() for p in self.network.parameters() if p.requires_grad)
        frozen = [names[i] for i in sorted(self.network.frozen)]
        self.emit(PhaseBegan(self.at.phase, self.at.epoch - self.at.in_phase, frozen, learns, bool(kept), kept))
        while not self._phase_over():
            self._epoch()

    _optimiser_state: dict[str, Any] | None = None

    def _all_frozen(self) -> bool:
        return self.network.prefix_length == len(self.network.names)

    def _begins_as_frozen(self) -> bool:
        """Whether the features move with the weights alone, from those of the frozen network on."""
        return self.network.keeps_statistics and self.recipe.weights != "random"

    def _calibrate(self) -> None:
        """Let the head whiten its features, where they stay as they are or move with the weights alone.

        Batch norm in training mode can change the features by orders of magnitude at once (from random weights it
        does), and a map taken before would blow them up. Where thawed stages keep their statistics, the features
        begin as those of the frozen network: without the map, a line further up ended below the frozen one (surface
        defects, last two stages of the backbone in the box: 0.650 of the validation images instead of 0.750).
        """
        head = self.network.head
        assert isinstance(head, Head)
        head.calibrate(*self.feed.features(CALIBRATE_ON))

    def _prepare_optimiser(self, lr_factor: float, epochs: int) -> None:
        groups = [{"params": list(self.network.head.parameters()), "lr_factor": lr_factor},
                  {"params": self.network.thawed_parameters(), "lr_factor": lr_factor * self.recipe.backbone_lr_factor}]
        self.optimiser = make(self.recipe.optimiser, groups=groups)
        if self._optimiser_state is not None:
            self.optimiser.load_state_dict(self._optimiser_state)
        self.schedule = make(self.recipe.schedule, epochs=epochs)
        counts = Counter(s.label for s in self.index.of("train"))
        here = torch.tensor([counts[c] for c in self.index.classes], device=self.device)
        evenly = self.recipe.balance == "sampling"  # then all classes that there are come equally often
        self.loss_of = make(self.recipe.loss, counts=here.clamp(max=1) if evenly else here)

    # --- an epoch --------------------------------------------------------------------------------

    def _epoch(self) -> None:
        began, steps = time.monotonic(), self.feed.steps()

        def look() -> None:
            self._look(began)
        self._pace = (began, self.at.seen)
        self._loss = torch.tensor(self.at.loss_sum, device=self.device)
        self._right = torch.tensor(self.at.right_sum, device=self.device)
        self.network.train()
        for ids, inputs, targets in self.feed.training(self.at.epoch, self.at.batch, look):
            look()
            if len(ids):  # else none of them can be read any more
                self._step(inputs, targets, steps)
            self.at.batch += 1
            self.at.step += 1
            self.at.seen += len(ids)
        if self.recipe.thawed_statistics == "follow":
            measure_statistics(self.feed, look)
        validation = score(self.feed, "validation", look)
        self._end_epoch(validation, began)

    def _look(self, began: float) -> None:
        """The gate; on a stop, a checkpoint first. A checkpoint as well when one is due."""
        try:
            self.gate()
        except Stop:
            self._checkpoint(began)
            raise
        if time.monotonic() - self._saved >= self.recipe.save_every:
            self._checkpoint(began)

    def _step(self, inputs: Tensor, targets: Tensor, steps: int) -> None:
        set_rate(self.optimiser, self.schedule(self.at.in_phase + self.at.batch / steps))
        with self._threads():
            loss, right = self._gradients(inputs, targets)
            self.scaler.step(self.optimiser)
            self.scaler.update()
        self._loss += loss * len(targets)
        self._right += right
        now = time.monotonic()
        if now - self._said >= SAY_EVERY:
            self._said = now
            self._say_step(loss, right, len(targets), steps, now)

    @contextlib.contextmanager
    def _threads(self) -> Iterator[None]:
        # A head alone is too little work to share: threads would wait for each other.
        if not self._all_frozen() or self.device.type != "cpu":
            yield
            return
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(self._cores)

    def _gradients(self, inputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """Loss and number of right ones of a batch, its gradients accumulated over the parts that memory allows."""
        while True:
            try:
                return self._accumulated(inputs, targets)
            except (RuntimeError, MemoryError) as error:
                size = (self.at.micro or len(targets)) // 2
                if size < 2 or not out_of_memory(error):
                    raise
            self.at.micro = size
            self.optimiser.zero_grad(set_to_none=True)
            give_back(self.device)
            self.emit(Warned("micro_batch", {"count": len(targets), "size": size}))

    def _accumulated(self, inputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        seed(self.device, self.recipe.seed * 1_000_003 + self.at.step)  # dropout depends on the step alone
        self.optimiser.zero_grad(set_to_none=True)
        count = -(-len(targets) // self.at.micro) if self.at.micro else 1
        losses, right = [], torch.zeros((), dtype=torch.int64, device=self.device)
        for part, truth in zip(inputs.tensor_split(count), targets.tensor_split(count), strict=True):
            with self.model.autocast():
                logits = self.network.head(self.network.suffix(part))
                loss = self.loss_of(logits, truth) * (len(truth) / len(targets))
            self.scaler.scale(loss).backward()
            losses.append(loss.detach())
            # Of a mixed image, the class that makes the largest part of it.
            right += (logits.detach().argmax(1) == (truth if truth.ndim == 1 else truth.argmax(1))).sum()
        return torch.stack(losses).sum(), right

    def _say_step(self, loss: Tensor, right: Tensor, count: int, steps: int, now: float) -> None:
        seen = self.at.seen + count - self._pace[1]
        speed = seen / max(now - self._pace[0], 1e-6)
        number = loss.item()  # a sync point: waits for the device
        if number != number or number in (float("inf"), float("-inf")):
            raise Problem("diverged", step=self.at.step + 1)
        epoch = self.at.epoch + (self.at.batch + 1) / steps
        lr = float(self.optimiser.param_groups[0]["lr"])
        self.emit(Step(self.at.step + 1, epoch, number, right.item() / count, lr, speed))

    def _end_epoch(self, validation: dict[str, float], began: float) -> None:
        at, loss = self.at, float(self._loss) / max(self.at.seen, 1)
        if loss != loss or validation["loss"] != validation["loss"]:
            raise Problem("diverged", step=at.step)
        train = {"loss": loss, "accuracy": float(self._right) / max(at.seen, 1)}
        key = [validation["accuracy"], -validation["loss"]]
        key = key if self.recipe.best_by == "accuracy" else key[::-1]
        best = not at.best or key > at.best
        at.epoch, at.in_phase, at.batch = at.epoch + 1, at.in_phase + 1, 0
        if not at.mark or _exceeds(key, at.mark):
            at.mark, at.stale = key, 0
        else:
            at.stale += 1
        seconds = at.epoch_seconds + time.monotonic() - began
        at.loss_sum = at.right_sum = at.epoch_seconds = 0.0
        at.seen = 0
        due = at.epoch == 1 or time.monotonic() - self._saved >= MAY_BE_LOST or self._phase_over()
        if best:
            at.best = key
            self._best = {} if due else self._learned()
        self.emit(Epoch(at.epoch, at.step, train, validation, seconds, best))
        if due:
            self._checkpoint()

    # --- checkpoints -----------------------------------------------------------------------------

    _best: dict[str, Tensor] | None = None
    """What the best epoch's weights have other than the network, while they are not on disk."""

    def _learned(self) -> dict[str, Tensor]:
        """A copy of all that training moves."""
        still = tuple(f"body.{i}." for i in self.network.frozen)
        return {name: t.detach().clone() for name, t in self.network.state_dict().items() if not name.startswith(still)}

    def _save_best(self) -> None:
        if self._best is not None:
            self.run.forget_measures()
            self.model.save(self.run.best_file, self._best)
            self._best = None

    def _checkpoint(self, began: float | None = None) -> None:
        self._save_best()  # before: a run that goes on does not repeat the epoch that they are of
        at = self.at
        if at.batch and began is not None:
            at.loss_sum, at.right_sum = float(self._loss), float(self._right)
        now = time.monotonic()
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "scaler": self.scaler.state_dict(),
            "at": {**vars(at), "seconds": self._seconds(),
                   "epoch_seconds": at.epoch_seconds + (now - began if began is not None else 0.0)},
        }
        save(self.run.checkpoint_file, state)
        self._saved = time.monotonic()
        self.emit(Saved(at.step, time.time()))

    def _seconds(self) -> float:
        return self.at.seconds + time.monotonic() - self._began


def _exceeds(key: list[float], mark: list[float]) -> bool:
    return key[0] > mark[0] + MARGIN or (key[0] >= mark[0] and key[1] > mark[1] + MARGIN)
