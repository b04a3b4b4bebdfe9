"""Reading: one plain sentence that says what the curves of a run show, by stated rules."""

import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

from core.choice import N_
from core.events import Epoch
from core.history import History

LEAST_EPOCHS = 3
"""Fewer than these say nothing."""
LOOK_BACK = 3
"""What the last so many epochs brought is compared with all before them."""
LEVEL = 5
"""Without gain over so many epochs, the curve has levelled off."""
GAIN, SLOW_GAIN = 0.002, 0.01
"""Accuracy gained over LOOK_BACK: below the first is none, below the second is slow."""
LOSS_GAIN = 0.01
"""The relative fall of the validation loss that counts as one."""
RISE = 0.05
"""How far the validation loss must lie above its lowest, and the training loss fall, to call it over-fitting."""
BLOW_UP = 1.5
"""The training loss has diverged when it is so many times what it was, and what guessing gives."""
NEAR_GUESS = 0.95
"""A training loss above this share of what guessing gives has not learned."""
STEPS_LOOKED_AT = 20

VERDICTS: dict[str, str] = {
    "early": N_("reading", "Too early to say."),
    "diverging": N_("reading", "Diverging."),
    "nothing": N_("reading", "Nothing learned yet."),
    "overfitting": N_("reading", "Over-fitting."),
    "all_right": N_("reading", "All right."),
    "level": N_("reading", "Levelled off."),
    "improving": N_("reading", "Going well."),
    "improving_loss": N_("reading", "Going well."),
    "slow": N_("reading", "Going well."),
    "unfinished": N_("reading", "Still improving."),
    "unsteady": N_("reading", "Unsteady."),
}

# Details are plain numbers; the window writes them in the user's language. `points` are percentage points.
SENTENCES: dict[str, str] = {
    "early": N_("reading", "The curves can be read after {needed} epochs."),
    "diverging": N_("reading", "The training loss rose from {then} to {now}; lower the learning rate and train again."),
    "nothing": N_("reading", "After {epochs} epochs the training loss is {now}, hardly below what guessing gives "
                             "({guess}); thaw more stages, raise the learning rate, or look at the labels."),
    "overfitting": N_("reading", "The validation loss rose from {low} at epoch {at} to {now}, while the training loss "
                                 "fell from {train_then} to {train_now}: the network learns its images by heart."),
    "all_right": N_("reading", "All {images} validation images are recognised since epoch {at}; there is nothing "
                               "more to gain on them."),
    "level": N_("reading", "Validation has not improved over the last {epochs} epochs; it was best at epoch {at} "
                           "(accuracy {best})."),
    "improving": N_("reading", "Validation accuracy rose by {points} points over the last {epochs} epochs."),
    "improving_loss": N_("reading", "The validation loss fell from {then} to {now} over the last {epochs} epochs, "
                                    "though accuracy stayed."),
    "slow": N_("reading", "Validation still improves slowly ({points} points over {epochs} epochs)."),
    "unfinished": N_("reading", "Validation was still improving when training ended ({points} points over the last "
                                "{epochs} epochs); more epochs may help."),
    "unsteady": N_("reading", "Validation goes up and down without getting better; if that lasts, lower the learning "
                              "rate."),
}


@dataclass(frozen=True)
class Reading:
    """What the curves say: a code of VERDICTS and SENTENCES with the numbers of its sentence."""

    code: str
    details: dict[str, float] = field(default_factory=dict)

    def texts(self, say: Callable[[str], str] = str, shown: Callable[[float], str] = "{:g}".format) -> tuple[str, str]:
        """The verdict and the sentence; `say` translates a template, `shown` writes a number."""
        details = {name: shown(number) for name, number in self.details.items()}
        return say(VERDICTS[self.code]), say(SENTENCES[self.code]).format_map(details)


def read_curves(history: History) -> Reading:
    """The first rule that fits, the gravest first."""
    rules = (_diverging, _early, _nothing, _overfitting, _all_right, _level, _improving)
    return next((found for rule in rules if (found := rule(history))), Reading("unsteady"))


def _early(history: History) -> Reading | None:
    return Reading("early", {"needed": LEAST_EPOCHS}) if len(history.epochs) < LEAST_EPOCHS else None


def _diverging(history: History) -> Reading | None:
    losses = [e.train.get("loss", math.nan) for e in history.epochs]
    if len(losses) < 2:
        # A learning rate far too high shows within the first epoch.
        steps = [s.loss for s in history.steps]
        if len(steps) < 2 * STEPS_LOOKED_AT:
            return None
        losses = [statistics.fmean(steps[:STEPS_LOOKED_AT]), statistics.fmean(steps[-STEPS_LOOKED_AT:])]
    then, now = losses[0], losses[-1]
    # Thawing may lift the loss for a while: worse than at the start and worse than guessing is another matter.
    blown = now > BLOW_UP * then and now > BLOW_UP * _guess(history)
    return Reading("diverging", {"then": _round(then), "now": _round(now)}) if blown else None


def _nothing(history: History) -> Reading | None:
    guess, now = _guess(history), history.epochs[-1].train.get("loss", math.nan)
    lowest = min((e.train.get("loss", math.inf) for e in history.epochs), default=math.inf)
    if not guess or lowest < NEAR_GUESS * guess:
        return None
    return Reading("nothing", {"epochs": len(history.epochs), "now": _round(now), "guess": _round(guess)})


def _overfitting(history: History) -> Reading | None:
    epochs = history.epochs
    low = min(epochs, key=_loss)
    since = [e for e in epochs if e.epoch > low.epoch]
    if len(since) < LOOK_BACK:
        return None
    last = [_loss(e) for e in since[-LOOK_BACK:]]
    rose = min(last) > (1 + RISE) * _loss(low) and last[-1] >= last[0]
    train_then, train_now = low.train.get("loss", math.nan), since[-1].train.get("loss", math.nan)
    if not rose or not train_now < (1 - RISE) * train_then:
        return None
    return Reading("overfitting", {
        "low": _round(_loss(low)), "at": low.epoch, "now": _round(_loss(since[-1])),
        "train_then": _round(train_then), "train_now": _round(train_now)})


def _all_right(history: History) -> Reading | None:
    images = history.plan.images.get("validation", 0) if history.plan else 0
    wrong_at = max((e.epoch for e in history.epochs if _accuracy(e) < 1.0), default=0)
    if not images or wrong_at == history.epochs[-1].epoch:
        return None
    return Reading("all_right", {"images": images, "at": wrong_at + 1})


def _level(history: History) -> Reading | None:
    if len(history.epochs) <= LEVEL:
        return None
    gain, fall, _, _ = _gains(history.epochs, LEVEL)
    best = history.best
    if gain >= GAIN or fall >= LOSS_GAIN or best is None:
        return None
    without = history.epochs[-1].epoch - best.epoch
    return Reading("level", {"epochs": max(LEVEL, without), "at": best.epoch, "best": _round(_accuracy(best))})


def _improving(history: History) -> Reading | None:
    back = min(LOOK_BACK, len(history.epochs) - 1)
    gain, fall, then, now = _gains(history.epochs, back)
    points = {"points": round(100 * gain, 1), "epochs": back}
    if gain >= GAIN:
        code = "slow" if gain < SLOW_GAIN else "improving"
        return Reading("unfinished" if history.over and not history.stopped_early else code, points)
    if fall >= LOSS_GAIN:
        return Reading("improving_loss", {"then": _round(then), "now": _round(now), "epochs": back})
    return None


def _gains(epochs: list[Epoch], back: int) -> tuple[float, float, float, float]:
    """What the last `back` epochs brought beyond all before: accuracy, relative fall of the loss, loss then and now."""
    before, last = epochs[:-back], epochs[-back:]
    then, now = min(map(_loss, before)), min(map(_loss, last))
    fall = (then - now) / then if then > 0 and math.isfinite(now) else 0.0
    return max(map(_accuracy, last)) - max(map(_accuracy, before)), fall, then, now


def _guess(history: History) -> float:
    """The cross-entropy of guessing among the classes."""
    return math.log(len(history.plan.classes)) if history.plan and history.plan.classes else 0.0


def _loss(epoch: Epoch) -> float:
    loss = epoch.validation.get("loss", math.inf)
    return loss if math.isfinite(loss) else math.inf


def _accuracy(epoch: Epoch) -> float:
    accuracy = epoch.validation.get("accuracy", 0.0)
    return accuracy if math.isfinite(accuracy) else 0.0


def _round(number: float) -> float:
    """Three digits that count."""
    return float(f"{number:.3g}")
