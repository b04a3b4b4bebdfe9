"""Advice: where the thaw line usually lies for so many training images, by stated rules of thumb."""

from collections.abc import Sequence

from core.choice import N_
from core.facts import StageFacts
from core.recipe import Recipe
from core.sayings import MORE_STAGES, OF_THE_LINE, Reading

FEW, SOME, MANY = 300, 2_000, 20_000
"""Below FEW only the head, below SOME the last stages, below MANY most, from MANY on everything may learn."""


# What holds for the batch norms of the stages that learn, and why.
STATISTICS: dict[str, str] = {
    "": "",
    "auto_keep": N_("reading", "Thawed stages keep the pretrained statistics, taken from far more images."),
    "auto_follow": N_("reading", "Thawed stages take their statistics from your images; random weights bring none."),
    "keep": N_("reading", "Thawed stages keep the statistics of the weights, as the recipe says."),
    "follow": N_("reading", "Thawed stages take their statistics from your images, as the recipe says."),
    "momentum": N_("reading", "The statistics of thawed stages drift along with training, as the recipe says."),
}


def statistics_of(recipe: Recipe, stages: Sequence[StageFacts], frozen: frozenset[int]) -> str:
    """The code of STATISTICS for a thaw line; "" where nothing that learns has statistics."""
    if not any(stage.norms for i, stage in enumerate(stages) if i not in frozen):
        return ""
    return f"auto_{recipe.thawed_statistics}" if recipe.statistics == "auto" else recipe.statistics


def advise(images: int, *, thawed: int, stages: int, pretrained: bool, statistics: str = "") -> Reading:
    """What is said of so many training images when `thawed` of the `stages` learn.

    `statistics` is what becomes of those of the stages that learn, by the recipe's name for it.
    """
    if not images:
        code = "no_images"
    elif thawed and statistics == "momentum" and images < MANY:
        code = "statistics_lag"
    elif thawed == stages and statistics == "keep" and not pretrained:
        code = "statistics_none"
    elif not pretrained:
        code = "random_frozen" if thawed < stages else "random_few" if images < MANY else "random_many"
    else:
        amount = "few" if images < FEW else "some" if images < SOME else "many" if images < MANY else "plenty"
        code = f"{amount}_{'head' if not thawed else 'half' if thawed <= stages / 2 else 'most'}"
    saying = OF_THE_LINE[code]
    return Reading(saying.kind, code, {"images": images, "stages": min(MORE_STAGES, stages - thawed)}, saying.over)


def line_after(action: str, frozen: frozenset[int], stages: int) -> frozenset[int]:
    """The frozen ones of so many stages after an action of the advice; the same ones after any other."""
    match action:
        case "thaw":
            return frozenset(sorted(frozen)[:-MORE_STAGES])
        case "thaw_all":
            return frozenset()
        case "freeze_half":
            return frozenset(range(-(-stages // 2)))
        case "freeze_all":
            return frozenset(range(stages))
    return frozen
