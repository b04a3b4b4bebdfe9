"""Make the bundled backbone: a patient teacher gives its eyes to a small student.

Beyer et al., "Knowledge distillation: A good teacher is patient and consistent", CVPR 2022: the
student sees exactly the crops that the teacher sees, augmented hard and mixed, for a very long
time.  No label is used.  The schedule follows the seconds spent in steps, so a budget of time is
met on any machine, and a stopped run goes on from its checkpoint, also with a larger budget.
"""

import argparse
import copy
import math
import os
import queue
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from crops import SIDE, Pool, batch, load, settle
from formulas import draw
from networks import Loss, Student, student_features, teacher
from probe import Split, score, table_data
from torch import Tensor, nn

# (share of the time from which it holds, pixels): small crops first, for they cost less.
SIZES = ((0.0, 96), (0.5, 128), (0.85, 160))


@dataclass(frozen=True)
class Lesson:
    """One batch, what the teacher makes of it, and the state of chance after it was drawn."""

    pictures: Tensor
    maps: Tensor
    chance: Tensor


@dataclass
class State:
    """All that a checkpoint keeps."""

    student: Student
    ema: Student
    loss: Loss
    optimiser: torch.optim.Optimizer
    rng: torch.Generator
    seconds: float = 0.0
    steps: int = 0
    crops: int = 0
    cpu: float = 0.0
    drawn: Tensor | None = None

    def save(self, path: Path) -> None:
        """Write beside, then rename: a kill at any moment leaves a whole file."""
        beside = path.with_suffix(".part")
        numbers = {k: getattr(self, k) for k in ("seconds", "steps", "crops", "cpu")}
        parts = {k: getattr(self, k).state_dict() for k in ("student", "ema", "loss", "optimiser")}
        torch.save({**parts, **numbers, "rng": self.rng.get_state() if self.drawn is None else self.drawn}, beside)
        os.replace(beside, path)

    def load(self, path: Path) -> None:
        """Take everything back, and go on."""
        kept = torch.load(path, map_location="cpu", weights_only=True)
        for name in ("student", "ema", "loss", "optimiser"):
            getattr(self, name).load_state_dict(kept[name])
        for name in ("seconds", "steps", "crops", "cpu"):
            setattr(self, name, kept[name])
        self.rng.set_state(kept["rng"])


def rate(share: float, seconds: float, peak: float) -> float:
    """Learning rate: one minute of warm-up, then a cosine down to a hundredth."""
    return peak * min(1.0, 0.02 + seconds / 60) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * share)))


def size_at(share: float) -> int:
    """Side of the crops at this share of the time."""
    return [size for start, size in SIZES if share >= start][-1]


@torch.no_grad()
def statistics(guide: nn.Module, pool: Pool, kind: torch.dtype, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Mean and spread of the teacher's pooled features over a few thousand crops."""
    rows = []
    for _ in range(24):
        x = batch(pool, 128, 96, rng)
        rows.append(guide(x.to(kind)).float().mean((2, 3)))
    features = torch.cat(rows)
    spread = features.std(0)
    return features.mean(0), spread + 0.1 * spread.mean()


@torch.no_grad()
def follow(ema: nn.Module, student: nn.Module, steps: int) -> None:
    """Move the averaged weights, and the batch norms' statistics, a little towards the student."""
    keep = min(0.999, (1 + steps) / (10 + steps))
    ours, theirs = ema.state_dict(), student.state_dict()
    floats = [k for k, v in ours.items() if v.is_floating_point()]
    torch._foreach_lerp_([ours[k] for k in floats], [theirs[k] for k in floats], 1 - keep)
    for key in ours.keys() - set(floats):
        ours[key].copy_(theirs[key])


def optimiser_for(student: Student, decay: float) -> torch.optim.Optimizer:
    """AdamW; biases and norms are not pulled to zero."""
    weights = [p for p in student.parameters() if p.ndim > 1]
    others = [p for p in student.parameters() if p.ndim <= 1]
    groups = [{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), fused=True)


class Lessons:
    """A thread that cuts crops and asks the teacher, one or two batches ahead of the student.

    Two threads that each do their own work wait for each other once a step; two threads inside
    every operation wait hundreds of times, which costs dear when other programs run as well.
    """

    def __init__(self, pool: Pool, guide: nn.Module, state: State, options: argparse.Namespace) -> None:
        self._pool, self._guide, self._options = pool, guide, options
        self._rng, self._steps, self._size = state.rng, state.steps, 96
        self._ready: queue.Queue[Lesson | Exception] = queue.Queue(maxsize=2)
        threading.Thread(target=self._teach, name="lessons", daemon=True).start()

    def take(self, size: int) -> Lesson:
        """The next lesson; those made from now on have crops of `size`."""
        self._size = size
        lesson = self._ready.get()
        if isinstance(lesson, Exception):
            raise lesson
        return lesson

    def _teach(self) -> None:
        torch.set_num_threads(self._options.threads)
        try:
            while True:
                self._ready.put(self._lesson())
        except Exception as fault:  # noqa: BLE001 - it is raised again by take()
            self._ready.put(fault)

    @torch.inference_mode()
    def _lesson(self) -> Lesson:
        self._steps += 1
        if self._steps % 2 == 0:
            slot = self._steps // 2
            self._pool.put(slot, draw(np.random.default_rng([self._options.seed, 1, slot]), SIDE))
        x = batch(self._pool, self._options.batch, self._size, self._rng)
        maps = self._guide(x.to(next(self._guide.parameters()).dtype))
        return Lesson(x, maps, self._rng.get_state())


def step(state: State, run: nn.Module, lesson: Lesson) -> Tensor:
    """One batch: the student guesses what the teacher saw, and is corrected."""
    x = lesson.pictures.clone()  # out of inference mode, so that its gradient may be taken
    # On a processor the student is faster in fp32: its depthwise layers have no fast bf16 gradient.
    with torch.autocast(x.device.type, torch.bfloat16, enabled=x.device.type == "cuda"):
        guess = run(x)
    loss = state.loss(guess, lesson.maps.clone())
    state.optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(state.student.parameters(), 2.0)
    state.optimiser.step()
    return loss.detach()


def report(state: State, pool: Pool, splits: dict[str, Split], size: int) -> str:
    """What the averaged student's features are worth now."""
    net = settle(copy.deepcopy(state.ema), pool, size, batches=8).close()
    device = pool.full.device
    found = {name: score(lambda x: student_features(net, x), split, device) for name, split in splits.items()}
    return "probe " + " ".join(f"{name}={value:.3f}" for name, value in found.items())


def train(options: argparse.Namespace, state: State, pool: Pool, guide: nn.Module) -> None:
    """Steps until the time is spent."""
    budget = options.minutes * 60
    splits = {name: table_data(options.data, name) for name in ("clothing", "sign-digits")}
    run = torch.compile(state.student, dynamic=False) if options.compile else state.student
    lessons = Lessons(pool, guide, state, options)
    saved, probed, recent = state.seconds, state.seconds, []
    state.student.train()
    while state.seconds < budget:
        began, cpu = time.monotonic(), time.process_time()
        share = state.seconds / budget
        for group in state.optimiser.param_groups:
            group["lr"] = rate(share, state.seconds, options.rate)
        lesson = lessons.take(size_at(share))
        recent.append(step(state, run, lesson))
        state.drawn = lesson.chance
        follow(state.ema, state.student, state.steps)
        state.steps += 1
        state.crops += options.batch
        # A step that was held up (compiling, or a stopped process) counts as five seconds at most.
        state.seconds += min(time.monotonic() - began, 5.0)
        state.cpu += time.process_time() - cpu
        if state.steps % 50 == 0:
            loss = torch.stack(recent[-50:]).mean().item()
            recent.clear()
            print(
                f"{state.seconds:7.0f}s {state.steps} steps {state.crops} crops {size_at(share)}px "
                f"loss {loss:.4f} cpu {state.cpu:.0f}s",
                flush=True,
            )
        if state.seconds - saved > 120:
            saved = state.seconds
            state.save(options.out / "checkpoint.pt")
        if state.seconds - probed > options.probe * 60:
            probed = state.seconds
            print(report(state, pool, splits, size_at(share)), flush=True)
    state.save(options.out / "checkpoint.pt")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--teacher", type=Path, default=Path("../shared/data/weights/mobilenet_v2.pth"))
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint and of the weights")
    parser.add_argument("--minutes", type=float, default=100.0, help="time to spend in steps")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--threads", type=int, default=1, help="for each of the two workers")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--formulas", type=int, default=1500, help="formula pictures held in memory at a time")
    parser.add_argument("--probe", type=float, default=10.0, help="minutes between two probes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--compile", action=argparse.BooleanOptionalAction, default=False)
    return parser.parse_args()


def main() -> None:
    """Set everything up and train."""
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    name = options.device if options.device != "auto" else ("cuda" if torch.cuda.is_available() else "cpu")
    device, rng = torch.device(name), torch.Generator().manual_seed(options.seed)
    pool = load(options.data, options.formulas, options.seed, device)
    guide = teacher(options.teacher).to(device, torch.bfloat16)
    student = Student().to(device, memory_format=torch.channels_last)
    ema = copy.deepcopy(student).requires_grad_(False)
    loss = Loss(*statistics(guide, pool, torch.bfloat16, rng)).to(device)
    state = State(student, ema, loss, optimiser_for(student, options.decay), rng)
    if options.resume:
        state.load(options.out / "checkpoint.pt")
    print(f"{len(pool.full)} pictures, {sum(p.numel() for p in student.net.parameters())} weights", flush=True)
    train(options, state, pool, guide)


if __name__ == "__main__":
    main()
