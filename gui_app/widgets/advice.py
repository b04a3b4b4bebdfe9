"""Advice: where the thaw line usually lies for so many training images, by stated rules of thumb."""

from core.choice import N_
from core.facts import StageFacts
from core.recipe import Recipe

FEW, SOME, MANY = 300, 2_000, 20_000
"""Below FEW only the head, below SOME the last stages, below MANY most, from MANY on everything may learn."""

# Verdict and reason; `{images}` is the number of training images.
ADVICE: dict[str, tuple[str, str]] = {
    "random_frozen": (N_("advice", "Thaw everything."), N_(
        "advice", "Without pretrained weights the frozen stages would stay as random as they start.")),
    "random_few": (N_("advice", "Careful."), N_(
        "advice", "Learning from random weights wants tens of thousands of images, and {images} are here. "
                  "Pretrained weights usually do better.")),
    "random_many": (N_("advice", "Possible."), N_(
        "advice", "{images} training images may be enough to start at random; compare with pretrained ones.")),
    "random_keep": (N_("advice", "It will not learn."), N_(
        "advice", "Random weights bring no statistics worth keeping. On the Train page, under More, let the statistics "
                  "of thawed stages follow.")),
    "momentum": (N_("advice", "Careful."), N_(
        "advice", "{images} training images make few steps, and statistics that drift lag behind by a hundred of them: "
                  "validation may stay at chance. On the Train page, under More, let them be kept or follow.")),
    "few_head": (N_("advice", "Good choice."), N_(
        "advice", "{images} training images are few. With the backbone frozen little can be learned by heart.")),
    "few_half": (N_("advice", "Careful."), N_(
        "advice", "{images} training images are few: stages that learn soon know them by heart. "
                  "Frozen ones are safer.")),
    "few_most": (N_("advice", "Careful."), N_(
        "advice", "{images} training images are few: a network that learns everywhere soon knows them by heart. "
                  "Try all stages frozen first.")),
    "some_head": (N_("advice", "Good start."), N_(
        "advice", "If your images look unlike everyday photos, {images} training images let the last stages learn "
                  "too.")),
    "some_half": (N_("advice", "Good choice."), N_(
        "advice", "{images} training images are enough for the last stages; the early ones see edges and textures "
                  "that serve any image.")),
    "some_most": (N_("advice", "Bold."), N_(
        "advice", "With {images} training images the early stages gain little from learning, and the run takes "
                  "longer.")),
    "many_head": (N_("advice", "Cautious."), N_(
        "advice", "{images} training images are enough to let the last stages learn, which is usually more "
                  "accurate.")),
    "many_half": (N_("advice", "Good choice."), N_(
        "advice", "{images} training images are enough for the stages that learn; the frozen ones save time.")),
    "many_most": (N_("advice", "Good choice."), N_(
        "advice", "{images} training images are enough to let most stages learn, gently.")),
    "plenty_head": (N_("advice", "Cautious."), N_(
        "advice", "{images} training images are plenty: let more of the network learn.")),
    "plenty_half": (N_("advice", "Good choice."), N_(
        "advice", "{images} training images are plenty; more stages may learn if there is time.")),
    "plenty_most": (N_("advice", "Good choice."), N_(
        "advice", "{images} training images are plenty: everything may learn.")),
}


# By what the recipe says of them, and why; shown where batch norms are among the stages that learn.
STATISTICS: dict[str, str] = {
    "": "",
    "auto_keep": N_("advice", "The stages that learn keep the statistics of the pretrained weights, "
                              "which come from far more images."),
    "auto_follow": N_(
        "advice", "The stages that learn take their statistics from your images: random weights bring none."),
    "keep": N_("advice", "The stages that learn keep the statistics of the weights, as the recipe says."),
    "follow": N_("advice", "The stages that learn take their statistics from your images, as the recipe says."),
    "momentum": N_("advice", "The statistics of the stages that learn drift along with training, as the recipe says."),
}


def statistics_of(recipe: Recipe, stages: tuple[StageFacts, ...], frozen: frozenset[int]) -> str:
    """The code of STATISTICS for a thaw line; "" where nothing that learns has statistics."""
    if not any(stage.norms for i, stage in enumerate(stages) if i not in frozen):
        return ""
    return f"auto_{recipe.thawed_statistics}" if recipe.statistics == "auto" else recipe.statistics


def advise(images: int, *, thawed: int, stages: int, pretrained: bool, statistics: str = "") -> str:
    """The code of ADVICE for so many training images when `thawed` of the `stages` learn.

    `statistics` is what becomes of those of thawed stages, by the name that the recipe has for it.
    """
    if thawed and statistics == "momentum" and images < MANY:
        return "momentum"
    if not pretrained and thawed == stages and statistics == "keep":
        return "random_keep"
    if not pretrained:
        return "random_frozen" if thawed < stages else "random_few" if images < MANY else "random_many"
    amount = "few" if images < FEW else "some" if images < SOME else "many" if images < MANY else "plenty"
    return f"{amount}_{'head' if not thawed else 'half' if thawed <= stages / 2 else 'most'}"
