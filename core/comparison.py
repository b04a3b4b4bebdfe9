"""comparison: what a run came to in a few figures, and in which fields of the recipe two runs differ."""

from dataclasses import dataclass

from core.choice import differences
from core.history import History
from core.project import RunFolder
from core.recipe import Recipe

_OF_NO_MATTER = ("device", "save_every", "mixed_precision")
"""Where a run was trained, and how often it was saved, hardly makes another model of it."""


@dataclass(frozen=True)
class RunFigures:
    """What two runs are compared by. Accuracy, its 95 % interval and loss are of validation at the best epoch.

    `seconds` are those of the training; `learned` of `parameters` moved. None is what a run has not come to yet.
    """

    recipe: Recipe
    accuracy: float | None = None
    accuracy_low: float | None = None
    accuracy_high: float | None = None
    loss: float | None = None
    seconds: float | None = None
    learned: int | None = None
    parameters: int | None = None
    best_epoch: int | None = None
    epochs: int = 0


def figures_of(run: RunFolder, history: History | None = None) -> RunFigures:
    """The figures of a run; `history` if it is known already. Raises Problem `no_run`, `damaged_run`."""
    recipe, history = run.recipe(as_begun=True), history or run.history()
    best, found = history.best, ((run.report() or {}).get("splits") or {}).get("validation") or {}
    own = {**(best.validation if best else {}), **found}
    return RunFigures(
        recipe, own.get("accuracy"), own.get("accuracy_low"), own.get("accuracy_high"), own.get("loss"),
        history.seconds or sum(epoch.seconds for epoch in history.epochs) or None,
        history.phases[-1].learns if history.phases else None,
        history.plan.parameters if history.plan else None, best.epoch if best else None, len(history.epochs))


def recipe_differences(one: Recipe, other: Recipe) -> tuple[str, ...]:
    """The dotted paths of the fields in which two recipes differ, as far as they make another model."""
    return tuple(path for path in differences(one, other) if path.partition(".")[0] not in _OF_NO_MATTER)
