"""Estimates before a run: what an epoch, the whole and the memory will come to, from what was measured here."""

import dataclasses
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.augmentations import MIXES, Crop, in_turn, stored_side
from core.backbones import backbone
from core.choice import Choice
from core.recipe import SGD, AdamW, MlpHead, Phase, Recipe, parse_freeze

CALIBRATE_ON = 1024
STATISTICS_ON = 1024
"""Training images that the statistics of batch norms are measured on, where they follow."""
LOW, HIGH = 0.8, 1.25
"""The range around a figure: other programs, a warm processor and another order of memory make so much of it."""
MAY_BE_LOST = 1.0
"""Seconds of whole epochs that a crash may cost: epochs of milliseconds are not saved one by one."""
CLOSING = 1.5
"""Seconds to load what measures the best epoch, and to write its report."""
NUMBERS = "numbers"
"""The turning of bytes into real numbers, which changes work on."""
_STATES = {AdamW: 2, SGD: 1}
"""Numbers that an optimiser remembers of each parameter."""


# --- what is measured ------------------------------------------------------------------------------


@dataclass(frozen=True)
class StageCosts:
    """What one stage of a backbone takes on this machine: seconds and bytes are of one image."""

    name: str
    parameters: int
    copied: int
    """Bytes of its copy in a frozen prefix, where batch norms are folded away; 0 where there is none."""
    prefix: float
    """Seconds forward as a part of a frozen prefix."""
    look: float
    """Seconds forward elsewhere, without a gradient: to measure."""
    learn: float
    """Seconds forward and backward, the gradient passed on to the stage before."""
    begin: float
    """The same without passing it on: the first stage that learns."""
    through: float
    """Seconds forward and backward while frozen, only to pass the gradient on."""
    out: int
    """Bytes of the output."""
    kept: int
    """Bytes that stay until the backward pass, the output among them."""
    still: int
    """Most bytes during a forward pass as a part of a frozen prefix, beyond what there was before it."""
    ahead: int
    """The same of a forward pass with a gradient."""
    back: int
    """Most bytes during the backward pass, beyond what there was before it; the parameters' gradients apart."""


@dataclass(frozen=True)
class Costs:
    """What was measured of a backbone on this machine, at one size, batch size, device and precision."""

    backbone: str
    size: int
    device: str
    precision: str
    stages: tuple[StageCosts, ...]
    width: int
    step: float
    """Seconds of a step apart from the stages: the head's whitening, the loss, Python."""
    product: float
    """Seconds of one multiplication of the head's layers, forward and backward."""
    update: float
    """Seconds to move one parameter."""
    image: float
    """Seconds to fetch one decoded image and bring it to the device."""
    row: float
    """Seconds to fetch one kept output, apart from its bytes."""
    byte: float
    """Seconds to fetch one byte of it."""
    augment: dict[str, float]
    """Seconds of one image by the name of the change, and under NUMBERS what comes before all of them."""
    decode: float
    """Seconds to read and decode one image file, on all cores."""
    file: float
    """Seconds to save a run, apart from its bytes."""
    save: float
    """Seconds to bring one byte to the disk."""
    load: float
    """Seconds until a run has its network."""
    base: int
    """Bytes of the process before it trains; 0 where the device has its own memory."""
    heap: float
    """Bytes taken of the system for each byte in use: freed blocks of other sizes lie between those in use."""
    disk: int
    """Bytes that may be kept on disk."""
    memory: int
    """Bytes that may be kept in memory where the disk has no room."""


def costs_text(costs: Costs) -> str:
    """Costs as the text of a file."""
    return json.dumps(dataclasses.asdict(costs), indent=1)


def read_costs(text: str) -> Costs:
    """Costs from what `costs_text` wrote. Raises ValueError for the text of another version."""
    try:
        data: dict[str, Any] = json.loads(text)
        stages = tuple(StageCosts(**stage) for stage in data.pop("stages"))
        return Costs(**data, stages=stages)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"no costs: {error}") from error


# --- what follows ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    """A figure with the range that it will most likely be in."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """What a run will come to. Times in seconds, sizes in bytes."""

    epoch: Span
    """A later epoch of the last phase, when what can be kept is there."""
    first: Span
    """Until the very first epoch is over: the network is loaded, images are decoded, frozen stages computed."""
    total: Span
    """All epochs of all phases and the measuring at the end; stopping early makes it less."""
    memory: Span
    """The most that the run takes; on a GPU, of its own memory."""
    kept: int
    """What is kept on disk for later epochs and runs."""
    cached: bool
    """Whether the outputs of the last phase's frozen stages are kept."""


def estimate(recipe: Recipe, costs: Costs, counts: Mapping[str, int], classes: int) -> Estimate:
    """What training `recipe` on so many images by split will come to. Cheap: sums over the stages.

    Raises Problem where a thaw line does not fit the stages.
    """
    work = _Work(recipe, costs, dict(counts), classes)
    lines = [(phase, work.line(phase)) for phase in recipe.phases if phase.epochs] or [(Phase(), work.line(Phase()))]
    first = work.preparing(lines[0][1]) + work.measured_once(lines[0][1])
    total = work.preparing(lines[0][1]) + CLOSING
    for phase, line in lines:
        computed = min(phase.epochs, work.computing(line))
        total += work.measured_once(line)
        total += computed * work.epoch(line, computing=True) + (phase.epochs - computed) * work.epoch(line)
    phase, line = lines[-1]
    again = phase.epochs <= work.computing(line)
    return Estimate(
        epoch=_span(work.epoch(line, computing=again)),
        first=_span(first + work.epoch(lines[0][1], computing=True)),
        total=_span(total + work.finishing(line)),
        memory=_span(max(work.memory(line) for _, line in lines), 0.85, 1.18),
        kept=work.kept([line for _, line in lines]), cached=line.cached)


def _span(likely: float, low: float = LOW, high: float = HIGH) -> Span:
    return Span(low * likely, likely, high * likely)


@dataclass(frozen=True)
class _Line:
    """What a thaw line makes of the stages. Seconds and bytes are of one image."""

    prefix: int
    """Stages whose output can be kept."""
    before: float
    """Seconds through them."""
    learn: float
    """Seconds through the others forward and backward."""
    look: float
    """Seconds through the others forward."""
    learning: int
    """Parameters that learn; the head's apart."""
    row: int
    """Bytes of the output that can be kept."""
    most: int
    """Most bytes in use while a batch is worked on."""
    norms: bool = False
    """Whether batch norms are among what learns."""
    cached: bool = False
    """Whether what training goes through is kept."""
    looked: bool = False
    """Whether the outputs of unaltered images are kept."""
    in_memory: int = 0
    """Bytes of memory that kept outputs take."""
    on_disk: int = 0


class _Work:
    """A recipe on so many images, at this machine's costs."""

    def __init__(self, recipe: Recipe, costs: Costs, counts: dict[str, int], classes: int) -> None:
        self.recipe, self.costs = recipe, costs
        self.train, self.validation, self.test = (counts.get(s, 0) for s in ("train", "validation", "test"))
        self.all = self.train + self.validation + self.test
        self.views = recipe.stored_views if recipe.augment else 1
        self.apart = not costs.device.startswith("cpu")
        """Whether the device works beside the processor."""
        self.head = head_parameters(recipe, costs.width, classes)

    def steps(self, images: int) -> int:
        return -(-images // self.recipe.batch_size)

    # --- a thaw line -----------------------------------------------------------------------------

    def line(self, phase: Phase) -> _Line:
        stages = self.costs.stages
        names = tuple(stage.name for stage in stages)
        frozen = parse_freeze(phase.freeze, names, backbone(self.recipe.backbone).title)
        moving = [i for i, stage in enumerate(stages) if i not in frozen and stage.parameters]
        prefix = moving[0] if moving else len(stages)
        line = _Line(
            prefix, before=sum(s.prefix for s in stages[:prefix]),
            learn=sum(_passes(stages, frozen, prefix)), look=sum(s.look for s in stages[prefix:]),
            learning=sum(stages[i].parameters for i in moving), row=stages[prefix - 1].out if prefix else 0,
            most=max(_most_still(stages[:prefix]), _most_learning(stages, prefix)),
            norms=any(stages[i].copied for i in moving))  # where there are any, a frozen prefix has a copy without
        return self._placed(line)

    def _placed(self, line: _Line) -> _Line:
        """With the room for what is kept: on disk, else in memory, in half precision where whole numbers do not fit."""
        if not line.prefix:
            return line
        line = self._with_rows(line, self.all)
        line = dataclasses.replace(line, looked=line.cached)
        if not self.recipe.augment:
            return line
        line = dataclasses.replace(line, cached=False)
        return self._with_rows(line, self.views * self.train) if self.views else line

    def _with_rows(self, line: _Line, rows: int) -> _Line:
        for part in (1, 2) if self.costs.precision == "float32" else (1,):
            size = rows * line.row // part
            if line.on_disk + size <= self.costs.disk:
                return dataclasses.replace(line, cached=True, on_disk=line.on_disk + size)
            if size <= self.costs.memory:
                return dataclasses.replace(line, cached=True, in_memory=line.in_memory + size)
        return line

    # --- time ------------------------------------------------------------------------------------

    def computing(self, line: _Line) -> float:
        """In how many epochs of a phase the frozen stages are computed."""
        return self.views if line.cached else math.inf

    def epoch(self, line: _Line, *, computing: bool = False) -> float:
        """Seconds of an epoch whose images are decoded; `computing`: one that goes through the frozen stages."""
        costs = self.costs
        fresh = computing or not line.cached
        source = costs.image + self._changing() if fresh else costs.row + line.row * costs.byte
        work = self.train * (line.learn + (line.before if fresh else 0.0)) + self.steps(self.train) * self._step(line)
        seconds = self._both(self.train * source, work) + self._looking(line, self.validation + self._measured(line))
        return seconds + min(1.0, seconds / MAY_BE_LOST) * self._saving(line)

    def _both(self, feeding: float, work: float) -> float:
        return max(feeding, work) if self.apart else feeding + work

    def _measured(self, line: _Line) -> int:
        """Training images that statistics are measured on at the end of an epoch."""
        follow = self.recipe.thawed_statistics == "follow" and line.norms
        return min(self.train, STATISTICS_ON) if follow else 0

    def _step(self, line: _Line) -> float:
        """Seconds of a step besides what its images take in the stages."""
        products = self.recipe.batch_size * self.head * self.costs.product
        return self.costs.step + products + (line.learning + self.head) * self.costs.update

    def _looking(self, line: _Line, images: int) -> float:
        """Seconds to measure images; those whose outputs are kept have passed the frozen stages."""
        source = self.costs.row + line.row * self.costs.byte if line.looked else self.costs.image
        look = line.look if line.looked else line.look + line.before
        # A third of a step: backward takes twice as long as forward.
        step = (self.costs.step + self.recipe.batch_size * self.head * self.costs.product) / 3
        return self._both(images * source, images * look + self.steps(images) * step)

    def _changing(self) -> float:
        """Seconds of an image's augmentation; what comes before a part is cut out works on the larger image."""
        def each(choice: Choice) -> float:
            return self.costs.augment.get(type(choice).__name__, 0.0)

        larger = (self.stored_side() / self.costs.size) ** 2
        seconds = larger * self.costs.augment.get(NUMBERS, 0.0) if self.recipe.augment else 0.0
        for together in in_turn(self.recipe.augment):
            larger = 1.0 if any(isinstance(choice, Crop) for choice in together) else larger
            seconds += larger * max(map(each, together))  # those that are done together are one resampling
        return seconds + sum(each(choice) for choice in self.recipe.augment if isinstance(choice, MIXES))

    def _saving(self, line: _Line) -> float:
        """Seconds to save a run and its best weights."""
        whole = sum(s.parameters for s in self.costs.stages) + self.head
        return 2 * self.costs.file + 4 * (2 * whole + self._states() * (line.learning + self.head)) * self.costs.save

    def _states(self) -> int:
        return _STATES.get(type(self.recipe.optimiser), 2)

    def preparing(self, line: _Line) -> float:
        """Seconds that a run takes once: to load the network, decode its images, and fit the head's whitening."""
        decoding = (self.train + self.validation) * self.costs.decode
        calibrates = not line.learning or self.recipe.thawed_statistics == "keep"
        return self.costs.load + decoding + (self._calibrating(line) if calibrates else 0.0)

    def measured_once(self, line: _Line) -> float:
        """Seconds of a phase's start: the validation images pass the frozen stages."""
        return self.validation * (self.costs.image + line.before) if line.looked else 0.0

    def _calibrating(self, line: _Line) -> float:
        """Seconds to take the head's whitening: a decomposition of the features of some images."""
        images = min(self.train, CALIBRATE_ON)
        return images * line.look + 20 * images * min(images, self.costs.width) * self.costs.width * self.costs.product

    def finishing(self, line: _Line) -> float:
        """Seconds to measure the best epoch on every split."""
        known = self.validation + (0 if self.recipe.augment else self.train)
        fresh = (self.all - known) * (self.costs.image + line.before) if line.looked else 0.0
        again = self.train if self.stored_side() != self.costs.size else 0
        return fresh + (self.test + again) * self.costs.decode + self._looking(line, self.all)

    # --- memory and disk -------------------------------------------------------------------------

    def memory(self, line: _Line) -> float:
        whole, learning = sum(s.parameters for s in self.costs.stages) + self.head, line.learning + self.head
        batch = self.recipe.batch_size
        images = 3 * (self.stored_side() ** 2 if self.recipe.augment else self.costs.size**2)
        fed = batch * images * (4 + 2 * 4 if self.recipe.augment else 4 + 2)
        copied = sum(s.copied for s in self.costs.stages[: line.prefix])
        step = 4 * whole + copied + 4 * (1 + self._states()) * learning + batch * line.most + fed
        saving = 4 * whole + copied + 4 * self._states() * learning + 4 * whole
        return self.costs.base + self.costs.heap * max(step, saving) + line.in_memory

    def stored_side(self) -> int:
        """The side in pixels that training images are kept at: larger where parts are cut out of them."""
        return stored_side(self.recipe.augment, self.costs.size)

    def kept(self, lines: list[_Line]) -> int:
        side = self.stored_side()
        images = 3 * (self.all * self.costs.size**2 + (self.train * side**2 if side != self.costs.size else 0))
        rows = {line.prefix: line.on_disk for line in lines}
        return min(images + sum(rows.values()), self.costs.disk)


def _passes(stages: tuple[StageCosts, ...], frozen: frozenset[int], prefix: int) -> Iterator[float]:
    """Seconds of each stage after the prefix in a step."""
    for i, stage in enumerate(stages[prefix:], prefix):
        if i == prefix:
            yield stage.begin
        else:
            yield stage.through if i in frozen or not stage.parameters else stage.learn


def _most_still(stages: tuple[StageCosts, ...]) -> int:
    """Most bytes of an image on its way through frozen stages: a stage's input is there while it works."""
    inputs = (0, *(stage.out for stage in stages))
    return max((came + stage.still for came, stage in zip(inputs, stages, strict=False)), default=0)


def _most_learning(stages: tuple[StageCosts, ...], prefix: int) -> int:
    """Most bytes of an image in a step: what all stages keep adds up, then goes in the backward pass."""
    held, most = stages[prefix - 1].out if prefix else 0, 0
    for stage in stages[prefix:]:
        most = max(most, held + stage.ahead)
        held += stage.kept
        most = max(most, held + stage.back)
    return most


def head_parameters(recipe: Recipe, width: int, classes: int) -> int:
    """How many parameters the head will have; 0 while the classes or the width of the features are unknown."""
    if not width or not classes:
        return 0
    if isinstance(recipe.head, MlpHead):
        return (width + 1) * recipe.head.width + (recipe.head.width + 1) * classes
    return (width + 1) * classes
