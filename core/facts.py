"""Facts about the chosen data, network and machine that the window shows and `check` reads."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class StageFacts:
    """One stage of a backbone: its name, the size of its output as text ("112×112"), its parameters, and how many
    batch norms are in it, which have statistics."""

    name: str
    output: str
    parameters: int
    norms: int = 0


@dataclass(frozen=True)
class WeightsFacts:
    """A file of weights that fits a backbone: how many tensors its stages take of how many in the file, and of how many
    classes its last layer is; 0 where it has none."""

    path: str
    tensors: int
    in_file: int
    classes: int


@dataclass(frozen=True)
class DeviceFacts:
    """A device on which a real kernel ran. `memory` is in bytes."""

    device: str
    name: str
    reason: str
    precision: str
    memory: int


UNLIKE = 0.99
"""From this share of nearer validation images on an image is said to be unlike the training images."""
UNSURE = 0.25
"""An answer that has come less than so far from chance to certainty is no answer."""


@dataclass(frozen=True)
class Prediction:
    """What the model says of one image. `truth` is empty when unknown; `problem` when all is fine.

    `probabilities` are in the order of the run's classes; `unlike` is the share of validation images that
    are more like the training images than this one: near 1 means that the model has seen nothing like it, NaN
    that it was not measured.
    """

    path: str
    split: str = ""
    truth: str = ""
    label: str = ""
    probability: float = 0.0
    unlike: float = 0.0
    probabilities: tuple[float, ...] = ()
    problem: str = ""

    @property
    def doubt(self) -> Literal["", "unlike", "unsure"]:
        """Why not to rely on the answer: the image is unlike the training images, or the answer is near chance."""
        if self.problem:
            return ""
        if self.unlike >= UNLIKE:
            return "unlike"
        chance = 1 / max(len(self.probabilities), 1)
        return "unsure" if self.probability < chance + UNSURE * (1 - chance) else ""


@dataclass(frozen=True)
class Fold:
    """Which part of a cross-validation a run is: `number` of `folds`, from 0, of the runs that share `series`.

    `root` and `classes` are what the run is to train on, as long as no journal says so.
    """

    series: str
    number: int
    folds: int
    root: str
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Across:
    """What folds say together: `alone` has the validation accuracy of each that was measured, `metrics` those of
    `predictions`, one of every image that validated in one of them."""

    folds: int
    alone: tuple[float, ...]
    metrics: dict[str, Any]
    predictions: tuple[Prediction, ...]


@dataclass(frozen=True)
class RunRow:
    """A run as the list of runs shows it. `accuracy` is of the validation split.

    `name` is what it is called everywhere, `given_name` what the user called it, if so. `began` and `seen`, its last
    sign of life, are Unix times. `state` is one of a History, or cut_off: its process ended without a word.
    """

    folder: str
    name: str
    began: float
    state: str
    backbone: str
    freeze: str
    epochs: float
    total_epochs: int
    accuracy: float | None
    accuracy_low: float | None
    accuracy_high: float | None
    fold: Fold | None = None
    given_name: str = ""
    note: str = ""
    star: bool = False
    seen: float = 0.0


@dataclass(frozen=True)
class ProjectFacts:
    """A folder of images as the start page shows it: whether it is `there`, a few `pictures`, its number of runs.

    `accuracy` is that of its last measured run; `seen`, when something was done for it last, is Unix time.
    """

    images: str
    there: bool
    pictures: tuple[str, ...]
    accuracy: float | None
    accuracy_low: float | None
    accuracy_high: float | None
    seen: float
    runs: int


@dataclass(frozen=True)
class KeptFacts:
    """Something kept to save time. `kind` is images or features; `used` is the Unix time of its last use."""

    name: str
    kind: str
    title: str
    bytes: int
    used: float
