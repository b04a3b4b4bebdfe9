"""All that a user can choose: read this file first. A Recipe is the tree of choices that defines a run."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from core.augmentations import (
    MIXES,
    Blur,
    Colour,
    Crop,
    CutMix,
    Erasing,
    Flip,
    FlipDown,
    Mixup,
    Noise,
    RandAugment,
    Rotation,
    Shear,
    Shift,
    TrivialAugment,
    Zoom,
)
from core.choice import N_, Choice, from_json, to_json, value
from core.pixels import Pixels
from core.problems import Problem
from core.reasons import reason_of

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
EARLIER: dict[str, Any] = {"statistics": "momentum"}
"""How runs of earlier versions did what a field says now that they do not have; they go on in that way."""


# --- heads ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LinearHead(Choice):
    """One linear layer from the backbone's features to the classes."""

    source: ClassVar[str] = "core.heads:linear"
    title: ClassVar[str] = N_("recipe", "Linear")
    dropout: float = value(0.0, title=N_("recipe", "Dropout"), low=0.0, high=0.9,
                           help=N_("recipe", "The share of features hidden at random in each step; helps against over-fitting."))


@dataclass(frozen=True)
class MlpHead(Choice):
    """A hidden layer before the output: for classes that a straight boundary cannot separate."""

    source: ClassVar[str] = "core.heads:mlp"
    title: ClassVar[str] = N_("recipe", "Two layers (MLP)")
    width: int = value(256, title=N_("recipe", "Width"), low=8, high=8192, log=True,
                       help=N_("recipe", "How many units the hidden layer has."))
    dropout: float = value(0.2, title=N_("recipe", "Dropout"), low=0.0, high=0.9,
                           help=N_("recipe", "The share of units hidden at random in each step; helps against over-fitting."))


# --- losses --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CrossEntropy(Choice):
    """The usual loss of classification."""

    source: ClassVar[str] = "core.losses:cross_entropy"
    title: ClassVar[str] = N_("recipe", "Cross-entropy")
    label_smoothing: float = value(0.0, title=N_("recipe", "Label smoothing"), low=0.0, high=0.5,
                                   help=N_("recipe", "Treats every label as slightly uncertain; helps when some labels are wrong."))
    class_weights: bool = value(False, title=N_("recipe", "Balance classes"),
                                help=N_("recipe", "Images of rare classes count more, so that no class is neglected."))


# --- optimisers ----------------------------------------------------------------------------------

_LR: dict[str, Any] = {"title": N_("recipe", "Learning rate"), "low": 1e-7, "high": 10.0, "log": True,
       "help": N_("recipe", "How far each step moves the weights: too high and the loss jumps, too low and hardly anything is learned.")}
_DECAY: dict[str, Any] = {"title": N_("recipe", "Weight decay"), "low": 0.0, "high": 1.0, "log": True, "more": True,
          "help": N_("recipe", "Pulls weights towards zero; helps against over-fitting.")}


@dataclass(frozen=True)
class AdamW(Choice):
    """Adapts the step of each weight; a safe first choice."""

    source: ClassVar[str] = "core.optim:adamw"
    title: ClassVar[str] = "AdamW"
    lr: float = value(1e-3, **_LR)
    weight_decay: float = value(0.01, **_DECAY)


@dataclass(frozen=True)
class SGD(Choice):
    """Plain gradient descent with momentum; needs a higher learning rate and more epochs."""

    source: ClassVar[str] = "core.optim:sgd"
    title: ClassVar[str] = N_("recipe", "SGD with momentum")
    lr: float = value(1e-2, **_LR)
    momentum: float = value(0.9, title=N_("recipe", "Momentum"), low=0.0, high=0.999, more=True,
                            help=N_("recipe", "How much of the last step is carried into the next."))
    nesterov: bool = value(True, title=N_("recipe", "Nesterov"), more=True,
                           help=N_("recipe", "Looks ahead along the momentum before it computes the gradient."))
    weight_decay: float = value(1e-4, **_DECAY)


@dataclass(frozen=True)
class RMSprop(Choice):
    """Scales each step by the recent size of the gradient."""

    source: ClassVar[str] = "core.optim:rmsprop"
    title: ClassVar[str] = "RMSprop"
    lr: float = value(1e-4, **_LR)
    momentum: float = value(0.9, title=N_("recipe", "Momentum"), low=0.0, high=0.999, more=True,
                            help=N_("recipe", "How much of the last step is carried into the next."))
    weight_decay: float = value(1e-5, **_DECAY)


# --- schedules -----------------------------------------------------------------------------------

_WARMUP: dict[str, Any] = {"title": N_("recipe", "Warm-up epochs"), "low": 0.0, "high": 100.0, "more": True,
           "help": N_("recipe", "The learning rate rises from near zero over this many epochs, so that the first steps do no damage.")}


@dataclass(frozen=True)
class Cosine(Choice):
    """Falls along half a cosine to almost zero at the end."""

    source: ClassVar[str] = "core.optim:cosine"
    title: ClassVar[str] = N_("recipe", "Cosine")
    warmup: float = value(0.5, **_WARMUP)


@dataclass(frozen=True)
class StepDown(Choice):
    """Falls by a factor every few epochs."""

    source: ClassVar[str] = "core.optim:step_down"
    title: ClassVar[str] = N_("recipe", "Step")
    every: int = value(5, title=N_("recipe", "Every … epochs"), low=1, high=10000,
                       help=N_("recipe", "After how many epochs the learning rate falls."))
    factor: float = value(0.3, title=N_("recipe", "Factor"), low=0.001, high=1.0,
                          help=N_("recipe", "What the learning rate is multiplied by at each fall."))
    warmup: float = value(0.5, **_WARMUP)


@dataclass(frozen=True)
class Constant(Choice):
    """Stays where it is."""

    source: ClassVar[str] = "core.optim:constant"
    title: ClassVar[str] = N_("recipe", "Constant")
    warmup: float = value(0.5, **_WARMUP)


# --- the recipe ----------------------------------------------------------------------------------

Augmentation = (
    Flip | FlipDown | Rotation | Shift | Shear | Zoom | Crop | RandAugment | TrivialAugment | Colour | Blur | Noise | Erasing
    | Mixup | CutMix)
"""In the order in which they change an image; the records are in core/augmentations.py."""


@dataclass(frozen=True)
class Phase:
    """A stretch of epochs with one thaw line."""

    epochs: int = value(20, title=N_("recipe", "Epochs"), low=0, high=100000,
                        help=N_("recipe", "How many times the network sees every training image."))
    freeze: str = value("all", title=N_("recipe", "Frozen"), help=N_("recipe", "all, none, the number of first stages, or stage names separated by commas."))
    lr_factor: float = value(1.0, title=N_("recipe", "Learning-rate factor"), low=1e-6, high=1000.0, more=True,
                             help=N_("recipe", "What the learning rate is multiplied by in this phase."))


@dataclass(frozen=True)
class Recipe:
    """The tree of choices that defines a run."""

    backbone: str = value("mobilenet_v3_small", title=N_("recipe", "Backbone"))
    weights: str = value("auto", title=N_("recipe", "Weights"),
                         help=N_("recipe", "auto (bundled if there are any, else download), bundled, download, "
                                           "random, or a file."))
    image_size: int = value(0, title=N_("recipe", "Image size"), low=0, high=2048, more=True,
                            help=N_("recipe", "The side of the square that the network sees, in pixels; 0 takes the backbone's own."))
    fit: Literal["auto", "squash", "pad", "crop"] = value(
        "auto", title=N_("recipe", "Fit to square"), more=True,
        help=N_("recipe", "How an image that is not square is made square: squashed, padded, or cropped to its centre. By the images: padded if most are far from square, otherwise squashed."),
        options=(("auto", N_("recipe", "By the images")), ("squash", N_("recipe", "Squash")), ("pad", N_("recipe", "Pad")), ("crop", N_("recipe", "Centre crop"))))
    augment: tuple[Augmentation, ...] = value(
        (), title=N_("recipe", "Augmentation"), more=True,
        help=N_("recipe", "Random changes of the training images that do not change what they show."))
    views: int = value(4, title=N_("recipe", "Stored views"), low=0, high=1000, more=True,
                       help=N_("recipe", "With augmentation and frozen stages: how many random versions of each image are computed once and reused. 0 makes new ones in every epoch, which takes longer because the frozen stages are computed again; with mixup and CutMix this is always so."))
    balance: Literal["none", "sampling"] = value(
        "none", title=N_("recipe", "Images of an epoch"), more=True,
        help=N_("recipe", "Each once: every image is used once in an epoch. Classes evenly: as many images, drawn so that all classes occur equally often; images of rare classes repeat, and some others wait for a later epoch. Balance classes is then not needed."),
        options=(("none", N_("recipe", "Each once")), ("sampling", N_("recipe", "Classes evenly"))))
    pixels: Pixels = value(
        Pixels(as_before=True), title=N_("recipe", "Pixels"), more=True,
        help=N_("recipe", "How stored values become colours; measured on the images when a training begins."))
    phases: tuple[Phase, ...] = value((Phase(),), title=N_("recipe", "Phases"), more=True,
                                      help=N_("recipe", "Parts of the training, each with its own epochs and thaw "
                                                        "line."))
    batch_size: int = value(32, title=N_("recipe", "Batch size"), low=2, high=65536, log=True,
                            help=N_("recipe", "How many images make one step."))
    head: LinearHead | MlpHead = value(LinearHead(), title=N_("recipe", "Head"),
                                       help=N_("recipe", "The part that turns features into your classes; it always learns."))
    loss: CrossEntropy = value(CrossEntropy(), title=N_("recipe", "Loss"), help=N_("recipe", "The quantity that training makes as small as possible."))
    optimiser: AdamW | SGD | RMSprop = value(AdamW(), title=N_("recipe", "Optimiser"),
                                             help=N_("recipe", "How the weights are updated in each step."))
    backbone_lr_factor: float = value(0.1, title=N_("recipe", "Thawed stages learn at"), low=0.0001, high=10.0, more=True,
                                      help=N_("recipe", "The learning rate of thawed stages as a multiple of the head's."))
    statistics: Literal["auto", "keep", "follow", "momentum"] = value(
        "auto", title=N_("recipe", "Statistics of thawed stages"), more=True,
        help=N_("recipe", "Batch norms use stored averages and spreads. Keep: those of the pretrained weights stay. Follow: they are measured again on training images before each validation. By momentum: they change gradually during training, as in earlier versions. By the weights: keep for pretrained weights, follow for random ones."),
        options=(("auto", N_("recipe", "By the weights")), ("keep", N_("recipe", "Keep")), ("follow", N_("recipe", "Follow")), ("momentum", N_("recipe", "By momentum"))))
    schedule: Cosine | StepDown | Constant = value(Cosine(), title=N_("recipe", "Schedule"),
                                                   help=N_("recipe", "How the learning rate changes over the epochs."))
    early_stopping: bool = value(True, title=N_("recipe", "Stop early"),
                                 help=N_("recipe", "Ends training when validation has not improved for some epochs."))
    patience: int = value(8, title=N_("recipe", "Patience"), low=1, high=10000, more=True,
                          help=N_("recipe", "How many epochs without improvement to wait before training stops."))
    best_by: Literal["accuracy", "loss"] = value(
        "accuracy", title=N_("recipe", "Best epoch by"), more=True,
        help=N_("recipe", "Which validation figure decides the best epoch; the other one decides between equals."),
        options=(("accuracy", N_("recipe", "Accuracy")), ("loss", N_("recipe", "Loss"))))
    save_every: float = value(30.0, title=N_("recipe", "Save every … seconds"), low=0.1, high=86400.0, more=True,
                              help=N_("recipe", "After a crash, at most this much of the run is lost."))
    device: str = value("auto", title=N_("recipe", "Device"), more=True, help=N_("recipe", "auto, cpu, cuda, cuda:1, mps."))
    mixed_precision: bool = value(True, title=N_("recipe", "Mixed precision"), more=True,
                                  help=N_("recipe", "Half precision where it is safe, on a GPU only: faster, less memory."))
    seed: int = value(0, title=N_("recipe", "Seed"), low=0, high=2**31 - 1, more=True,
                      help=N_("recipe", "The same seed gives the same run."))

    @property
    def epochs(self) -> int:
        """Epochs of all phases together."""
        return sum(p.epochs for p in self.phases)

    @property
    def stored_views(self) -> int:
        """How many random versions of each image are stored; none where images are mixed, anew in every epoch."""
        return 0 if any(isinstance(choice, MIXES) for choice in self.augment) else self.views

    @property
    def thawed_statistics(self) -> Literal["keep", "follow", "momentum"]:
        """What becomes of the batch norms' statistics in thawed stages, with what is left to the weights decided."""
        if self.statistics != "auto":
            return self.statistics
        return "follow" if self.weights == "random" else "keep"

    @property
    def freeze(self) -> str:
        """The thaw line of the last phase: what the user drew."""
        return self.phases[-1].freeze if self.phases else "all"


def with_epochs(recipe: Recipe, epochs: int) -> Recipe:
    """The recipe with `epochs` in all: the last phase grows or shrinks, earlier ones leave it at least one."""
    left, phases = epochs, []
    for phase in recipe.phases[:-1]:
        own = max(0, min(phase.epochs, left - 1))
        phases.append(dataclasses.replace(phase, epochs=own))
        left -= own
    return dataclasses.replace(recipe, phases=(*phases, dataclasses.replace(recipe.phases[-1], epochs=left)))


def with_freeze(recipe: Recipe, freeze: str) -> Recipe:
    """The recipe with the thaw line of its last phase set."""
    *earlier, last = recipe.phases
    return dataclasses.replace(recipe, phases=(*earlier, dataclasses.replace(last, freeze=freeze)))


def parse_freeze(freeze: str, names: tuple[str, ...], backbone: str) -> frozenset[int]:
    """The numbers of the frozen stages that a text as "all", "none", "6" or "stem,stage 2" names.

    Raises Problem `unknown_stage` or `too_many_stages`.
    """
    text = freeze.strip()
    if text in ("all", "none"):
        return frozenset(range(len(names) if text == "all" else 0))
    if text.lstrip("-").isdigit():
        if not 0 <= int(text) <= len(names):
            raise Problem("too_many_stages", backbone=backbone, count=len(names), asked=int(text))
        return frozenset(range(int(text)))
    places = {name: i for i, name in enumerate(names)}
    asked = [part.strip() for part in text.split(",") if part.strip()]
    for name in asked:
        if name not in places:
            raise Problem("unknown_stage", backbone=backbone, name=name, known=", ".join(names))
    return frozenset(places[name] for name in asked)


def freeze_text(frozen: frozenset[int], names: tuple[str, ...]) -> str:
    """The shortest text that `parse_freeze` reads back as `frozen`."""
    if len(frozen) in (0, len(names)):
        return "all" if frozen else "none"
    if frozen == frozenset(range(len(frozen))):
        return str(len(frozen))
    return ",".join(names[i] for i in sorted(frozen))


def read_recipe(path: Path, *, as_begun: bool = False) -> Recipe:
    """The recipe of a JSON file; fields that it lacks take today's defaults, or with `as_begun` what was done when it
    was written. Raises Problem `bad_recipe_file`, `bad_field` or `bad_value`.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Problem("bad_recipe_file", path=str(path), reason=reason_of(error)) from error
    return from_json(Recipe, {**EARLIER, **data} if as_begun and isinstance(data, dict) else data)


def recipe_text(recipe: Recipe) -> str:
    """A recipe as the text of its file."""
    return json.dumps(to_json(recipe), indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Preset:
    """A named strategy: a title, a sentence, and the fields of the recipe that it sets."""

    name: str
    title: str
    help: str
    sets: dict[str, Any]


def presets() -> dict[str, Preset]:
    """The strategies by name: every `resources/presets/*.json`, in the order of their `order`."""
    return _presets("presets")


def picture_presets() -> dict[str, Preset]:
    """What to change in which kind of pictures, and why: every `resources/augment/*.json`."""
    return _presets("augment")


def _presets(folder: str) -> dict[str, Preset]:
    found = [(p.stem, json.loads(p.read_text("utf-8"))) for p in (RESOURCES / folder).glob("*.json")]
    found.sort(key=lambda row: row[1]["order"])
    return {name: Preset(name, d["title"], d["help"], d["sets"]) for name, d in found}


def apply_preset(recipe: Recipe, name: str) -> Recipe:
    """The recipe with the fields set of a strategy, or of a kind of pictures. Raises Problem `unknown_preset`."""
    known = presets() | picture_presets()
    if name not in known:
        raise Problem("unknown_preset", name=name, known=", ".join(known))
    return from_json(Recipe, {**to_json(recipe), **known[name].sets})
