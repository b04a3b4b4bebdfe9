"""Event: every frozen record that the engine says, and its JSON line."""

import dataclasses
import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class Event:
    """Something the engine says. Its JSON has the class's name as `event`."""


Emit = Callable[[Event], None]


@dataclass(frozen=True)
class Began(Event):
    """A job starts; `at` is seconds since the epoch of Unix."""

    job: str
    at: float


@dataclass(frozen=True)
class Progress(Event):
    """`done` of `total` (0: unknown) of some work: scan, decode, features, head, download, evaluate, predict, probe."""

    what: str
    done: int
    total: int


@dataclass(frozen=True)
class Device(Event):
    """Where the work is done and why."""

    device: str
    name: str
    reason: str
    precision: str = "float32"


@dataclass(frozen=True)
class Plan(Event):
    """What a training run is about to do; the first event that a curve needs."""

    epochs: int
    steps_per_epoch: int
    images: dict[str, int]
    classes: list[str]
    parameters: int
    """Of the backbone and the head together."""
    root: str = ""
    """The folder that the paths of split.csv start from."""
    class_images: dict[str, list[int]] = field(default_factory=dict)
    """By split, how many images each of the classes has, in their order; empty in journals of earlier versions."""
    ready_split: bool = False
    """Whether the folder itself says which images are for training and which for validation."""


@dataclass(frozen=True)
class PhaseBegan(Event):
    """A phase starts at `epoch` (counted from 0 over all phases)."""

    phase: int
    epoch: int
    frozen: list[str]
    learns: int
    """Parameters that learn in this phase."""
    cached: bool
    """Whether the frozen part's outputs are kept instead of computed again."""
    precision: str = ""
    """What they are kept in: float32, bfloat16, float16."""


@dataclass(frozen=True)
class Step(Event):
    """A step of training; at most 30 a second are said. `epoch` counts fractions, e.g. 2.25."""

    step: int
    epoch: float
    loss: float
    accuracy: float
    lr: float
    images_per_second: float


@dataclass(frozen=True)
class Epoch(Event):
    """An epoch has ended. `epoch` counts from 1; the two dictionaries hold loss and accuracy."""

    epoch: int
    step: int
    train: dict[str, float]
    validation: dict[str, float]
    seconds: float
    best: bool


@dataclass(frozen=True)
class Saved(Event):
    """A checkpoint was written at `step`."""

    step: int
    at: float


@dataclass(frozen=True)
class Resumed(Event):
    """A run goes on from `step`; what was said of later steps is void."""

    step: int
    epoch: int
    epochs: int


@dataclass(frozen=True)
class Paused(Event):
    """The run waits."""


@dataclass(frozen=True)
class Continued(Event):
    """The run goes on after a pause."""


@dataclass(frozen=True)
class Warned(Event):
    """Something the user should know: a code of `problems.SENTENCES` and its details."""

    code: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Predicted(Event):
    """What the model says of one file; `problem` is empty when it could be read.

    `probabilities` are those of all classes, in the model's order.
    """

    path: str
    label: str
    probability: float
    unlike_training: float
    problem: str
    probabilities: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Finished(Event):
    """The job is done. `run` is its folder; `metrics` are by split."""

    run: str
    seconds: float
    metrics: dict[str, Any] = field(default_factory=dict)
    stopped_early: bool = False


@dataclass(frozen=True)
class Stopped(Event):
    """The user stopped the job; a training run can be resumed."""

    run: str
    seconds: float


@dataclass(frozen=True)
class Failed(Event):
    """The job failed with a Problem, or with `unexpected` and the path of a report."""

    code: str
    details: dict[str, Any]
    run: str = ""


EVENTS: dict[str, type[Event]] = {
    cls.__name__: cls
    for cls in (Began, Progress, Device, Plan, PhaseBegan, Step, Epoch, Saved, Resumed, Paused, Continued, Warned,
                Predicted, Finished, Stopped, Failed)
}


def to_line(event: Event) -> str:
    """One line of JSON without a line end. A number that JSON lacks (NaN, infinity) becomes null."""
    body = dataclasses.asdict(event)  # type: ignore[call-overload]
    return json.dumps({"event": type(event).__name__, **_plain(body)}, ensure_ascii=False, allow_nan=False)


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(k): _plain(v) for k, v in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(v) for v in data]
    if isinstance(data, float) and not math.isfinite(data):
        return None
    return data if isinstance(data, str | int | float | bool | None) else str(data)


def from_line(line: str) -> Event | None:
    """The event of a line; None for one that was cut off or that a newer version wrote."""
    try:
        data = json.loads(line)
        cls = EVENTS[data.pop("event")]
        known = {f.name: f for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
        body = {k: v for k, v in data.items() if k in known}
        return cls(**{k: math.nan if v is None and known[k].type is float else v for k, v in body.items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
