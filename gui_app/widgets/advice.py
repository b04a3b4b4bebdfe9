"""Advice: where the thaw line usually lies for so many training images, by stated rules of thumb."""

from core.choice import N_

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


def advise(images: int, *, thawed: int, stages: int, pretrained: bool) -> str:
    """The code of ADVICE for so many training images when `thawed` of the `stages` learn."""
    if not pretrained:
        return "random_frozen" if thawed < stages else "random_few" if images < MANY else "random_many"
    amount = "few" if images < FEW else "some" if images < SOME else "many" if images < MANY else "plenty"
    return f"{amount}_{'head' if not thawed else 'half' if thawed <= stages / 2 else 'most'}"
