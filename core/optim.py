"""Optimisers over groups of parameters, and schedules of the learning rate over the epochs of a phase."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch
from torch.optim import Optimizer

Groups = Iterable[Mapping[str, Any]]
"""Of `{"params": parameters, "lr_factor": times the learning rate}`."""
Schedule = Callable[[float], float]
"""schedule(epoch within the phase, with its fraction) -> what the learning rate is multiplied by."""

START = 0.01
"""Where the warm-up begins, as a share of the learning rate."""
END = 0.01
"""Where the cosine ends."""


def adamw(*, lr: float, weight_decay: float, groups: Groups) -> Optimizer:
    """AdamW (Loshchilov and Hutter 2019): the decay is apart from the adapted step."""
    return torch.optim.AdamW(_groups(groups, lr, weight_decay), lr=lr, fused=True)


def sgd(*, lr: float, momentum: float, nesterov: bool, weight_decay: float, groups: Groups) -> Optimizer:
    """Gradient descent; Nesterov's look ahead needs a momentum and is off without one."""
    ahead = nesterov and momentum > 0
    return torch.optim.SGD(_groups(groups, lr, weight_decay), lr=lr, momentum=momentum, nesterov=ahead, fused=True)


def rmsprop(*, lr: float, momentum: float, weight_decay: float, groups: Groups) -> Optimizer:
    """RMSprop (Hinton 2012) with momentum."""
    return torch.optim.RMSprop(_groups(groups, lr, weight_decay), lr=lr, momentum=momentum)


def _groups(groups: Groups, lr: float, weight_decay: float) -> list[dict[str, Any]]:
    """Each group in two: weights that decay, and biases and norms (one dimension), which do not."""
    found = []
    for group in groups:
        own = lr * group["lr_factor"]
        learning = [p for p in group["params"] if p.requires_grad]
        for params, decay in (
            ([p for p in learning if p.ndim > 1], weight_decay),
            ([p for p in learning if p.ndim <= 1], 0.0),
        ):
            if params:
                found.append({"params": params, "lr": own, "initial_lr": own, "weight_decay": decay})
    return found


def set_rate(optimiser: Optimizer, factor: float) -> None:
    """Give every group its own learning rate times `factor`: what a schedule says, times the phase's."""
    for group in optimiser.param_groups:
        group["lr"] = group["initial_lr"] * factor


# --- schedules ------------------------------------------------------------------------------------


def cosine(*, warmup: float, epochs: float) -> Schedule:
    """After the warm-up w: END + (1 - END) (1 + cos(pi (epoch - w) / (epochs - w))) / 2."""
    begin = _warmup(warmup, epochs)
    length = max(epochs - begin, 1e-9)

    def fall(epoch: float) -> float:
        share = min(max(epoch - begin, 0.0) / length, 1.0)
        return END + (1 - END) * (1 + math.cos(math.pi * share)) / 2

    return _warm(fall, begin)


def step_down(*, every: int, factor: float, warmup: float, epochs: float) -> Schedule:
    """factor to the power of the whole number of times that `every` epochs have passed."""
    return _warm(lambda epoch: float(factor ** int(epoch // every)), _warmup(warmup, epochs))


def constant(*, warmup: float, epochs: float) -> Schedule:
    """1 after the warm-up."""
    return _warm(lambda epoch: 1.0, _warmup(warmup, epochs))


def _warmup(warmup: float, epochs: float) -> float:
    """A short phase is not spent on warming up: a quarter of it at most."""
    return min(warmup, epochs / 4)


def _warm(schedule: Schedule, warmup: float) -> Schedule:
    def warmed(epoch: float) -> float:
        if epoch >= warmup:
            return schedule(epoch)
        return schedule(epoch) * (START + (1 - START) * epoch / warmup)

    return warmed
