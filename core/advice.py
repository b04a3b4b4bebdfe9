"""Advice: where the thaw line usually lies for so many training images, by stated rules of thumb."""

from core.sayings import MORE_STAGES, OF_THE_LINE, Reading

FEW, SOME, MANY = 300, 2_000, 20_000
"""Below FEW only the head, below SOME the last stages, below MANY most, from MANY on everything may learn."""


def advise(images: int, *, thawed: int, stages: int, pretrained: bool) -> Reading:
    """What is said of so many training images when `thawed` of the `stages` learn."""
    if not images:
        code = "no_images"
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
