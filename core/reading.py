"""Reading: what the curves of a run show, and what to do about it.

What is said of validation is decided by how far chance alone could have moved it, given how many images were measured;
where that tells nothing, nothing is said.
"""

import dataclasses
import math
import statistics
from functools import cached_property

from core.augmentations import MIXES
from core.history import History
from core.intervals import errors_apart, rises, scatter, wilson
from core.recipe import Recipe, with_freeze
from core.sayings import MORE_STAGES, OF_A_RUN, Reading

LEAST_EPOCHS = 3
"""Fewer than these of a phase say nothing of its curves."""
LEVEL = 6
"""So many epochs without a gain that could not be chance, and the curve has levelled off."""
WINDOWS = (5, 10, 20)
"""A rise is looked for over the last so many epochs."""
BENT = 0.4
"""A curve that rises in its last third by less than this part of what it did before has levelled off."""
HINT, CLEAR, CERTAIN = 1.2, 2.3, 3.0
"""Standard errors between two accuracies: with a steady trend enough to tell; rarely made by chance; hardly ever."""
FEW, WIDE = 15, 0.35
"""Too few images to judge by: below so many, or where the interval of the accuracy is wider than this share."""
HIGH = 0.95
"""From this accuracy on there is little left to gain."""
GAP = 0.05
"""By how much more of the training images must be right to speak of a gap."""
BLOW_UP, ABOVE_GUESS, FAR_ABOVE = 1.5, 1.15, 5.0
"""The training loss has diverged when it is so many times what it was; above so many times guessing, it is worse; and
above so many times, far worse."""
NEAR_GUESS = 0.95
"""A training loss above this share of what guessing gives has not learned."""
STILL_FALLING = 0.98
"""A training loss below this share of its first value may yet come to something."""
LOSS_CHANGE, LOSS_SHARE = 0.05, 0.02
"""A change of the validation loss is worth a word from this part of it on, and from this part of a guess's loss."""
JUMPY = 1.75
"""An accuracy is unsteady when it jumps so many times as much as measuring other images each time would make it."""
STEPS_LOOKED_AT = 20
MORE_EPOCHS = 10
"""What is offered where a run could go on."""


def read_curves(history: History, recipe: Recipe | None = None) -> Reading | None:
    """The first rule that fits, the gravest first; None where nothing is known yet.

    `recipe` is the run's own: it says what may be done about it.
    """
    seen = _Seen(history, recipe)
    if history.state == "failed":
        return _broke_off(seen)
    rules = (_diverging, _worse, _nothing, _unshown, _all_right, _improving, _too_few, _near_chance, _unsteady,
             _overfitting, _improving_loss, _level, _ended)
    return next((found for rule in rules if (found := rule(seen))), None)


def act_on(recipe: Recipe, reading: Reading, frozen: list[str]) -> Recipe:
    """The run's recipe with what a reading's action changes; `frozen` are the stages that were frozen in its last
    phase. The same recipe where the action is of another kind."""
    match reading.action:
        case "lower_rate" | "raise_rate":
            optimiser = dataclasses.replace(recipe.optimiser, lr=reading.details["rate"])
            return dataclasses.replace(recipe, optimiser=optimiser)
        case "keep_statistics":
            return dataclasses.replace(recipe, statistics="auto")  # those of random weights are not worth it
        case "thaw":
            left = frozen[:len(frozen) - int(reading.details["stages"])]
            in_a_row = recipe.freeze == "all" or recipe.freeze.isdigit()
            return with_freeze(recipe, (str(len(left)) if in_a_row else ",".join(left)) if left else "none")
    return recipe


class _Seen:
    """The curves of a run with what the rules ask of them."""

    def __init__(self, history: History, recipe: Recipe | None) -> None:
        self.history, self.recipe, plan = history, recipe, history.plan
        self.images = plan.images.get("validation", 0) if plan else 0
        self.train_images = plan.images.get("train", 0) if plan else 0
        self.classes = len(plan.classes) if plan else 0
        self.frozen = history.phases[-1].frozen if history.phases else []
        began = history.phases[-1].epoch if history.phases else 0
        self.epochs = [e for e in history.epochs if e.epoch > began]
        """Of this phase: another line is another curve."""
        self.accuracies = [_figure(e.validation, "accuracy") for e in self.epochs]
        self.losses = [_figure(e.validation, "loss") for e in self.epochs]

    @cached_property
    def known(self) -> bool:
        """Whether there is enough of the validation curve to say anything."""
        return len(self.epochs) >= LEAST_EPOCHS and self.images > 0 and all(map(math.isfinite, self.accuracies))

    @cached_property
    def recent(self) -> float:
        """The validation accuracy of the last epochs: the best of many is high by luck alone."""
        return statistics.fmean(self.accuracies[-LEAST_EPOCHS:])

    @cached_property
    def learned(self) -> float:
        """The training accuracy of the last epochs; no number where images are mixed, which makes it another figure."""
        if self.recipe and any(isinstance(change, MIXES) for change in self.recipe.augment):
            return math.nan
        return statistics.fmean(_figure(e.train, "accuracy") for e in self.epochs[-LEAST_EPOCHS:])

    @cached_property
    def chance(self) -> float:
        """The share that the same answer for every validation image would get."""
        return self._largest("validation")

    @cached_property
    def train_chance(self) -> float:
        return 1 / max(1, self.classes) if self._evenly else self._largest("train")

    def _largest(self, split: str) -> float:
        counts = self.history.plan.class_images.get(split, []) if self.history.plan else []
        return max(counts) / sum(counts) if sum(counts) else 1 / max(1, self.classes)

    @property
    def _evenly(self) -> bool:
        """Whether every class weighs the same in training."""
        return bool(self.recipe and (self.recipe.balance == "sampling" or self.recipe.loss.class_weights))

    @cached_property
    def blind(self) -> float:
        """The loss of a network that gives every class the same probability."""
        return math.log(self.classes) if self.classes else 0.0

    @cached_property
    def guess(self) -> float:
        """The least loss without looking at the images: from how frequent the classes are."""
        counts = self.history.plan.class_images.get("train", []) if self.history.plan else []
        if self._evenly or not sum(counts):
            return self.blind
        return -sum(n / sum(counts) * math.log(n / sum(counts)) for n in counts if n)

    @cached_property
    def usual_rate(self) -> float:
        return float(type(self.recipe.optimiser)().lr) if self.recipe else math.nan

    @cached_property
    def rate(self) -> float:
        return float(self.recipe.optimiser.lr) if self.recipe else math.nan

    @property
    def lagging_statistics(self) -> bool:
        """Whether the batch norms of thawed stages drift along with the training: validation sees old averages."""
        phase = self.history.phases[-1].phase if self.history.phases else -1
        if self.recipe is None or not 0 <= phase < len(self.recipe.phases):
            return False
        return self.recipe.phases[phase].freeze != "all" and self.recipe.thawed_statistics == "momentum"

    def training_loss(self, at: int) -> float:
        return _figure(self.history.epochs[at].train, "loss")

    def says(self, code: str, **details: float) -> Reading:
        """The reading of a code, with the action that fits the state of the run and what that action needs."""
        saying, over = OF_A_RUN[code], self.history.over
        action = saying.over if over else saying.going
        if action in ("lower_rate", "raise_rate") and self.recipe:
            details["rate"] = _other_rate(self.rate, self.usual_rate, higher=action == "raise_rate")
        if action == "thaw":
            details["stages"] = min(MORE_STAGES, len(self.frozen))
        if action == "more_epochs" and self.history.state == "stopped":
            action = "continue" if self.history.saved else "results"
        if action == "more_epochs":
            details["more"] = MORE_EPOCHS
        known = self.recipe or action not in _OF_THE_RECIPE
        if not known or (action in ("results", "stop_keep") and self.history.best is None):
            action = ""
        kind = "watch" if saying.patient and not over else saying.kind
        return Reading(kind, code, details, action)


_OF_THE_RECIPE = ("lower_rate", "raise_rate", "thaw", "keep_statistics")


def _figure(figures: dict[str, float], name: str) -> float:
    found = figures.get(name, math.nan)
    return found if math.isfinite(found) else math.nan


def _other_rate(rate: float, usual: float, *, higher: bool) -> float:
    """The optimiser's usual learning rate, or a third or the threefold where that is no way to go."""
    wanted = usual if (rate < usual / 2 if higher else rate > 2 * usual) else rate * 3 if higher else rate / 3
    return float(f"{wanted:.0e}")


# --- what the training loss says -----------------------------------------------------------------


def _broke_off(seen: _Seen) -> Reading | None:
    failure = seen.history.failure
    if failure is None or failure.code != "diverged":
        return None
    return seen.says("broke_off", step=float(failure.details.get("step", 0)))


def _diverging(seen: _Seen) -> Reading | None:
    losses = [_figure(e.train, "loss") for e in seen.history.epochs]
    if len(losses) < 2:
        # A learning rate far too high shows within the first epoch.
        steps = [s.loss for s in seen.history.steps]
        if len(steps) < 2 * STEPS_LOOKED_AT:
            return None
        losses = [statistics.fmean(steps[:STEPS_LOOKED_AT]), statistics.fmean(steps[-STEPS_LOOKED_AT:])]
    then, now = losses[0], losses[-1]
    # Thawing may lift the loss for a while: worse than at the start and worse than guessing is another matter.
    blown = now > BLOW_UP * then and now > BLOW_UP * seen.blind
    return seen.says("diverging", loss_then=then, loss_now=now) if blown else None


def _worse(seen: _Seen) -> Reading | None:
    if len(seen.history.epochs) < 2 or seen.rate < seen.usual_rate:
        return None
    before, now = seen.training_loss(-2), seen.training_loss(-1)
    recovers = now < min(NEAR_GUESS * before, FAR_ABOVE * seen.blind) and not seen.history.over
    if seen.blind and now > ABOVE_GUESS * seen.blind and not recovers:
        return seen.says("worse", loss_now=now, guess=seen.blind)
    validation = _figure(seen.history.epochs[-1].validation, "loss")
    # A network that remembers its images may come to a few times this; weights that were thrown about, to far more.
    if seen.blind and seen.rate > 2 * seen.usual_rate and validation > FAR_ABOVE * seen.blind:
        return seen.says("worse_validation", loss_now=validation, guess=seen.blind)
    return None


def _nothing(seen: _Seen) -> Reading | None:
    losses = [seen.training_loss(i) for i in range(len(seen.history.epochs))]
    if not seen.known or not seen.guess or not min(losses) >= NEAR_GUESS * seen.guess:
        return None
    if wilson(seen.recent * seen.images, seen.images)[0] > seen.chance:
        return None
    if losses[-1] < STILL_FALLING * losses[0] and not seen.history.over:
        return None
    slow = seen.rate < seen.usual_rate / 2
    code = "nothing_rate" if slow else "nothing_frozen" if seen.frozen else "nothing_labels"
    return seen.says(code, epochs=len(losses), loss_now=losses[-1], guess=seen.guess)


# --- what validation says of what was learned ----------------------------------------------------


def _unshown(seen: _Seen) -> Reading | None:
    if not seen.known or seen.images < FEW:
        return None
    low, high = wilson(seen.recent * seen.images, seen.images)
    learned = errors_apart(seen.train_chance, seen.learned, seen.train_images) > CERTAIN
    apart = errors_apart(seen.recent, seen.learned, seen.images, seen.train_images) > CERTAIN
    if low > seen.chance or not learned or not apart or seen.learned < high + GAP:
        return None
    split = bool(seen.history.plan and seen.history.plan.ready_split)
    code = "unshown_statistics" if seen.lagging_statistics else "unshown_split" if split else "unshown_labels"
    return seen.says(code, train=_figure(seen.epochs[-1].train, "accuracy"), now=seen.accuracies[-1])


def _all_right(seen: _Seen) -> Reading | None:
    wrong_at = max((e.epoch for e in seen.epochs if e.validation.get("accuracy") != 1.0), default=0)
    if not seen.known or seen.images < FEW or wrong_at == seen.epochs[-1].epoch:
        return None
    return seen.says("all_right", images=seen.images, at=max(wrong_at, seen.epochs[0].epoch - 1) + 1)


def _improving(seen: _Seen) -> Reading | None:
    if not seen.known or seen.images < FEW:
        return None
    found = next((last for last in (seen.accuracies[-n:] for n in WINDOWS) if _risen(last, seen.images)), None)
    if found is None or _jumps(seen):
        return None
    over = seen.history.over and not seen.history.stopped_early
    return seen.says("unfinished" if over else "improving", then=found[0], now=found[-1], epochs=len(found) - 1)


def _risen(last: list[float], images: int) -> bool:
    """Whether accuracies have risen by more than chance explains, and still do at their end."""
    if last[-1] <= last[0] or max(last[len(last) // 2:]) < max(last):
        return False
    apart = errors_apart(last[0], last[-1], images)
    trend = apart > HINT and rises(last, 0.5 / images)
    if len(last) <= WINDOWS[0]:
        return trend or apart > CLEAR
    third = len(last) // 3
    first, middle, end = (statistics.fmean(part) for part in (last[:third], last[third:-third], last[-third:]))
    return trend and end - middle > BENT * (middle - first) > 0


def _too_few(seen: _Seen) -> Reading | None:
    if not seen.known:
        return None
    now = seen.accuracies[-1]
    low, high = wilson(now * seen.images, seen.images)
    if seen.images >= FEW and high - low <= WIDE:
        return None
    if seen.history.over and seen.history.best:  # what is told of then is the epoch that is kept, as everywhere else
        now = _figure(seen.history.best.validation, "accuracy")
        low, high = wilson(now * seen.images, seen.images)
    return seen.says("too_few", images=seen.images, now=now, low=low, high=high)


def _near_chance(seen: _Seen) -> Reading | None:
    if not seen.known or wilson(seen.recent * seen.images, seen.images)[0] > seen.chance:
        return None
    code = "near_chance" if seen.frozen else "near_chance_labels"
    return seen.says(code, now=seen.accuracies[-1], chance=seen.chance)


# --- where validation goes -----------------------------------------------------------------------


def _jumps(seen: _Seen) -> bool:
    last = seen.accuracies[-8:]
    if len(last) < WINDOWS[0]:
        return False
    mean, images = statistics.fmean(last), seen.images
    ups = [b > a for a, b in zip(last, last[1:], strict=False) if a != b]
    turns = sum(a != b for a, b in zip(ups, ups[1:], strict=False))
    by_chance = math.sqrt(2 * max(mean * (1 - mean), 0.5 / images) / images)
    return scatter(last) > JUMPY * by_chance and turns >= len(last) // 2 - 1


def _unsteady(seen: _Seen) -> Reading | None:
    if not seen.known or not _jumps(seen):
        return None
    return seen.says("unsteady", low=min(seen.accuracies[-8:]), high=max(seen.accuracies[-8:]))


def _overfitting(seen: _Seen) -> Reading | None:
    losses = seen.losses
    if not seen.known or not all(map(math.isfinite, losses)) or seen.history.best is None:
        return None
    at = min(range(len(losses)), key=losses.__getitem__)
    last = losses[-LEAST_EPOCHS:]
    least = losses[at] + max(LOSS_CHANGE * losses[at], LOSS_SHARE * seen.blind, 2 * _noise(losses))
    train_then, train_now = _figure(seen.epochs[at].train, "loss"), _figure(seen.epochs[-1].train, "loss")
    rose = len(losses) - 1 - at >= LEAST_EPOCHS and min(last) > least and last[-1] >= last[0]
    if not rose or not train_now < (1 - LOSS_CHANGE) * train_then:
        return None
    return seen.says("overfitting", at=seen.epochs[at].epoch, loss_low=losses[at], loss_now=losses[-1],
                     best_at=seen.history.best.epoch)


def _noise(values: list[float]) -> float:
    """How far the last values lie from a smooth line."""
    bends = [abs(a - 2 * b + c) for a, b, c in zip(values[-8:], values[-7:], values[-6:], strict=False)]
    return statistics.median(bends) / math.sqrt(3) if bends else 0.0


def _improving_loss(seen: _Seen) -> Reading | None:
    last = seen.losses[-WINDOWS[0]:]
    if not seen.known or seen.history.over or not all(map(math.isfinite, last)):
        return None
    then, now = last[0], last[-1]
    least = max(LOSS_CHANGE * then, LOSS_SHARE * seen.blind, 2 * _noise(last))
    if then - now < least or not rises([-loss for loss in last], least / 10):
        return None
    return seen.says("improving_loss", loss_then=then, loss_now=now, epochs=len(last) - 1)


def _level(seen: _Seen) -> Reading | None:
    best = seen.history.best
    if not seen.known or best is None or len(seen.epochs) < LEVEL:
        return None
    at, accuracy = best.epoch, best.validation.get("accuracy", math.nan)
    if accuracy >= HIGH:
        return seen.says("level_high", at=at, best=accuracy)
    apart = errors_apart(seen.recent, seen.learned, seen.images, seen.train_images)
    if apart > CLEAR and seen.learned - seen.recent > GAP:
        return seen.says("level_gap", at=at, best=accuracy, train=_figure(seen.epochs[-1].train, "accuracy"))
    if seen.learned <= seen.recent + GAP / 2 and seen.learned < HIGH - GAP:
        return seen.says("level_low" if seen.frozen else "level_backbone", at=at, best=accuracy)
    return seen.says("level", at=at, best=accuracy)


def _ended(seen: _Seen) -> Reading | None:
    best = seen.history.best
    if not seen.history.over or best is None:
        return None
    return seen.says("ended", epochs=len(seen.history.epochs), at=best.epoch,
                     best=best.validation.get("accuracy", math.nan))
