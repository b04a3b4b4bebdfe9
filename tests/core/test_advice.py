"""The advice on where the thaw line lies: there is some for everything, and its action does not lead to worse."""

import pytest

from core.advice import FEW, MANY, SOME, advise, line_after
from core.sayings import ACTIONS, OF_THE_LINE

STAGES = 10


@pytest.mark.parametrize("images", [0, 1, FEW - 1, FEW, SOME - 1, SOME, MANY - 1, MANY])
@pytest.mark.parametrize("thawed", [0, 4, STAGES])
@pytest.mark.parametrize("pretrained", [True, False])
def test_there_is_advice_for_everything(images: int, thawed: int, pretrained: bool) -> None:
    reading = advise(images, thawed=thawed, stages=STAGES, pretrained=pretrained)
    assert all("{" not in text for text in reading.texts())
    assert bool(reading.texts()[2]) == bool(reading.action)
    before = frozenset(range(STAGES - thawed))
    after = line_after(reading.action, before, STAGES)
    if reading.action in ("", "add_images"):
        assert after == before
    else:
        assert after != before
        assert advise(images, thawed=STAGES - len(after), stages=STAGES, pretrained=pretrained).kind != "act"


def test_few_images_want_a_frozen_backbone() -> None:
    assert advise(90, thawed=0, stages=STAGES, pretrained=True).kind == "good"
    careful = advise(90, thawed=8, stages=STAGES, pretrained=True)
    assert (careful.kind, careful.action) == ("watch", "freeze_all")
    assert advise(90, thawed=3, stages=STAGES, pretrained=False).code == "random_frozen"


@pytest.mark.parametrize(("images", "pretrained", "statistics", "code"), [
    (90, True, "momentum", "statistics_lag"), (90, False, "momentum", "statistics_lag"),
    (90, False, "keep", "statistics_none"), (90, True, "keep", "few_most"), (90, False, "follow", "random_few"),
    (MANY, True, "momentum", "plenty_most"), (0, True, "momentum", "no_images")])
def test_statistics_that_harm_are_told(images: int, pretrained: bool, statistics: str, code: str) -> None:
    reading = advise(images, thawed=STAGES, stages=STAGES, pretrained=pretrained, statistics=statistics)
    assert reading.code == code
    assert (reading.action == "statistics") == code.startswith("statistics")
    assert advise(90, thawed=0, stages=STAGES, pretrained=True, statistics=statistics).code == "few_head"


def test_no_training_images_are_no_good_choice() -> None:
    reading = advise(0, thawed=0, stages=STAGES, pretrained=True)
    assert (reading.kind, reading.texts()[0], reading.action) == ("act", "No training images.", "add_images")


def test_every_saying_of_the_line_is_said() -> None:
    said = {advise(n, thawed=t, stages=STAGES, pretrained=p, statistics=s).code
            for n in (0, 1, SOME - 1, MANY - 1, MANY) for t in (0, 4, STAGES) for p in (True, False)
            for s in ("keep", "follow", "momentum")}
    assert said == set(OF_THE_LINE)
    assert {row.over for row in OF_THE_LINE.values()} - {""} <= set(ACTIONS)
