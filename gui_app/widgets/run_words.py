"""Words for a run: what it is doing, what learns in it, when it was saved."""

import time

from core.choice import N_
from core.events import Progress
from core.facts import StageFacts
from core.problems import Problem
from core.recipe import Recipe, parse_freeze
from gui_app.words import count, duration, say, size

# What is told while the amount of it is unknown, and then.
DOING: dict[str, tuple[str, str]] = {
    "decode": (N_("run", "Reading the images."), N_("run", "Reading the images: {done} of {total}.")),
    "features": (N_("run", "Computing the output of the frozen stages, once for all epochs."), N_(
        "run", "Computing the output of the frozen stages, once for all epochs: {done} of {total} images.")),
    "head": (N_("run", "Preparing the head."), N_("run", "Preparing the head: {done} of {total} images.")),
    "download": (N_("run", "Downloading the weights."), N_("run", "Downloading the weights: {done} of {total}.")),
    "evaluate": (N_("run", "Evaluating the best epoch."),
                 N_("run", "Evaluating the best epoch: {done} of {total} images.")),
}


def doing(progress: Progress | None) -> str:
    """What the engine is busy with before and after the epochs."""
    if progress is None:
        return say("run", N_("run", "Loading the libraries and the network."))
    amount = size if progress.what == "download" else count
    unknown, known = DOING.get(progress.what, DOING["decode"])
    if not progress.total:
        return say("run", unknown)
    return say("run", known).format(done=amount(progress.done), total=amount(progress.total))


def what_learns(recipe: Recipe, stages: tuple[StageFacts, ...]) -> str:
    """The thaw line of a recipe in a few words."""
    if len(recipe.phases) > 1 and recipe.phases[0].freeze == "all" and recipe.freeze == "none":
        return say("run", N_("run", "the head learns first, then everything"))
    if recipe.freeze == "all":
        return say("run", N_("run", "only the head learns"))
    if recipe.freeze == "none":
        return say("run", N_("run", "everything learns"))
    names = tuple(stage.name for stage in stages)
    try:
        frozen = parse_freeze(recipe.freeze, names, recipe.backbone)
    except Problem:  # the stages of another backbone are not known
        frozen_first = recipe.freeze.isdigit() and not names
        return say("run", N_("run", "frozen stages: {0}")).format(recipe.freeze) if frozen_first else ""
    if frozen == frozenset(range(len(frozen))):
        text = say("run", N_("run", "the last {learning} of {all} stages and the head learn"))
    else:
        text = say("run", N_("run", "{learning} of {all} stages and the head learn"))
    return text.format(learning=count(len(names) - len(frozen)), all=count(len(names)))


def saved_text(at: float, now: float | None = None) -> str:
    """When the last checkpoint was written, and what that is good for."""
    ago = max(0, round((now or time.time()) - at))
    return say("run", N_("run", "Saved {ago} ago. You can close the window and continue the run later.")).format(
        ago=duration(ago) if ago >= 60 else say("words", "{0} s").format(count(ago)))
