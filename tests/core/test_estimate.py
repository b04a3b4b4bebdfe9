"""Estimates: sums over the stages that a thaw line makes, worked out by hand and by what must hold."""

from dataclasses import replace
from itertools import pairwise

import pytest

from core.data.augment import stored_side
from core.estimate import CLOSING, HIGH, LOW, NUMBERS, Estimate, _Work, costs_text, estimate, read_costs
from core.problems import Problem
from core.recipe import SGD, Colour, Crop, Flip, Mixup, MlpHead, Phase, Recipe, apply_preset, with_epochs, with_freeze
from tests.core.costs import MB, STAGES, costs, stage

COUNTS = {"train": 100, "validation": 20, "test": 10}
RECIPE = with_epochs(Recipe(batch_size=10), 5)


def of(freeze: str, recipe: Recipe = RECIPE, **other: object) -> Estimate:
    """The estimate for a thaw line."""
    return estimate(with_freeze(recipe, freeze), costs(**other), COUNTS, 3)


# --- time ------------------------------------------------------------------------------------------


def test_an_epoch_costs_what_is_thawed() -> None:
    looked = 20 * 0.002
    assert of("all").epoch.likely == pytest.approx(0)
    assert of("2").epoch.likely == pytest.approx(100 * 0.0035 + looked)
    assert of("1").epoch.likely == pytest.approx(100 * (0.0035 + 0.004) + 2 * looked)
    assert of("none").epoch.likely == pytest.approx(100 * (0.0035 + 2 * 0.004) + 3 * looked)


def test_a_stage_frozen_between_others_passes_the_gradient_on() -> None:
    assert of("stage 1").epoch.likely == pytest.approx(100 * (0.0035 + 0.002 + 0.004) + 20 * 0.006)


def test_the_frozen_stages_are_computed_once() -> None:
    found = of("2")
    assert found.cached
    # And the features that the head's whitening is taken from go through the others.
    assert found.first.likely - found.epoch.likely == pytest.approx(120 * 2 * 0.001 + 100 * 0.002)
    finish = 10 * 2 * 0.001 + 130 * 0.002
    assert found.total.likely == pytest.approx(found.first.likely + 4 * found.epoch.likely + finish + CLOSING)


def test_statistics_that_follow_are_measured_in_every_epoch() -> None:
    keep, follow, drift = (of("2", replace(RECIPE, statistics=s)) for s in ("keep", "follow", "momentum"))
    assert follow.epoch.likely - keep.epoch.likely == pytest.approx(100 * 0.002)
    assert drift.epoch.likely == keep.epoch.likely
    assert of("2", replace(RECIPE, weights="random")).epoch == follow.epoch
    # Kept ones let the head whiten its features at the start.
    assert keep.first.likely - keep.epoch.likely > drift.first.likely - drift.epoch.likely
    without = tuple(replace(each, copied=0) for each in STAGES)  # no batch norms
    assert of("2", replace(RECIPE, statistics="follow"), stages=without).epoch == keep.epoch


def test_random_images_go_through_the_frozen_stages_as_often_as_there_are_views() -> None:
    augmented = replace(RECIPE, augment=(Flip(),))
    exact, kept = of("2", replace(augmented, views=0)), of("2", replace(augmented, views=2))
    assert (exact.cached, kept.cached) == (False, True)
    assert exact.epoch.likely - kept.epoch.likely == pytest.approx(100 * 2 * 0.001)
    # In three of five epochs, and once for the unaltered images at the end.
    assert exact.total.likely - kept.total.likely == pytest.approx(3 * 100 * 2 * 0.001)


def test_more_views_than_epochs_keep_nothing_that_is_used_again() -> None:
    augmented = replace(RECIPE, augment=(Flip(),), views=5)
    assert of("2", augmented).epoch.likely == of("2", replace(augmented, views=0)).epoch.likely


def test_steps_images_rows_and_files_cost_what_they_cost() -> None:
    assert of("all", step=0.3).epoch.likely == pytest.approx(10 * 0.3 + 2 * 0.1)
    assert of("all", product=0.001).epoch.likely == pytest.approx(33 * 0.001 * (100 + 20 / 3))
    assert of("none", update=0.001).epoch.likely - of("none").epoch.likely == pytest.approx(10 * 111.033)
    assert of("none", image=1.0).epoch.likely - of("none").epoch.likely == pytest.approx(120)
    assert of("2", image=1.0).epoch.likely == of("2").epoch.likely
    assert of("2", row=1.0).epoch.likely - of("2").epoch.likely == pytest.approx(120)
    assert of("2", byte=1.0).epoch.likely - of("2").epoch.likely == pytest.approx(120 * 1000)


def test_long_epochs_are_saved_one_by_one_and_short_ones_once_a_second() -> None:
    long, short = of("all", step=1.0).epoch.likely, of("all", step=0.01).epoch.likely
    assert of("all", step=1.0, file=2.0).epoch.likely - long == pytest.approx(2 * 2)  # the run and its best weights
    assert of("all", step=0.01, file=2.0).epoch.likely - short == pytest.approx(2 * 2 * short)
    # All weights twice, and two numbers that the optimiser remembers of each of the head's.
    assert of("all", step=1.0, save=1.0).epoch.likely - long == pytest.approx(4 * (2 * 111_033 + 2 * 33))


def test_augmentation_costs_what_its_changes_do() -> None:
    changed = replace(RECIPE, augment=(Colour(), Flip(), Crop(least=0.6), Colour(), Mixup()))
    found, plain = (of("none", changed, augment=a) for a in (
        {"Flip": 0.1, "Crop": 0.2, "Colour": 0.05, "Mixup": 0.3, "Blur": 9.0, NUMBERS: 0.01}, {}))
    larger = (48 / 32) ** 2  # until a part has been cut out
    # To mirror and to cut out is one resampling.
    assert found.epoch.likely - plain.epoch.likely == pytest.approx(100 * (0.06 * larger + 0.2 + 0.05 + 0.3))


def test_a_device_of_its_own_works_while_the_next_images_are_fetched() -> None:
    slow, beside = of("none", image=0.01, device="cpu"), of("none", image=0.01, device="cuda")
    assert beside.epoch.likely < slow.epoch.likely
    assert of("none", image=1.0, device="cuda").epoch.likely == pytest.approx(120)


def test_images_are_decoded_once() -> None:
    found, free = of("all", decode=1.0), of("all")
    assert found.epoch == free.epoch
    assert found.first.likely - free.first.likely == pytest.approx(120)
    assert found.total.likely - free.total.likely == pytest.approx(130)


def test_all_phases_count_and_the_last_is_shown() -> None:
    # "momentum": a run that begins thawed then has no whitening to take, which costs as much as an epoch here.
    recipe = replace(apply_preset(RECIPE, "head_first"), batch_size=10, statistics="momentum")
    found = estimate(recipe, costs(), COUNTS, 3)
    assert found.epoch == of("none", recipe).epoch
    frozen, thawed = recipe.phases
    assert found.total.likely > thawed.epochs * found.epoch.likely
    alone = replace(recipe, phases=(thawed,))
    assert found.total.likely > estimate(alone, costs(), COUNTS, 3).total.likely
    assert estimate(replace(recipe, phases=(replace(frozen, epochs=0), thawed)), costs(), COUNTS, 3) == estimate(
        alone, costs(), COUNTS, 3)


def test_a_recipe_without_an_epoch_has_an_estimate() -> None:
    assert estimate(replace(RECIPE, phases=(Phase(epochs=0),)), costs(), COUNTS, 3).epoch.likely >= 0


# --- memory and disk -------------------------------------------------------------------------------


def test_memory_is_weights_gradients_states_and_what_the_backward_pass_needs() -> None:
    head, images = 33, 10 * 3 * 32 * 32 * 6
    # The last stage's own peak lies above what all before it keep.
    none = 4 * (111_000 + head) * 4 + 10 * max(3 * 5000 + 3000, 2 * 5000 + 6000) + images
    assert of("none").memory.likely == pytest.approx(none)
    frozen = 4 * (111_000 + head) + 4 * 111_000 + 3 * 4 * head + 10 * 3000 + images
    assert of("all").memory.likely == pytest.approx(max(frozen, 4 * (111_000 + head) * 2 + 4 * 111_000 + 8 * head))
    less = of("none", replace(RECIPE, optimiser=SGD()))
    assert none - less.memory.likely == pytest.approx(4 * 111_033)
    assert of("none", base=50 * MB, heap=1.5).memory.likely == pytest.approx(50 * MB + 1.5 * none)


@pytest.mark.parametrize("what", ["memory", "epoch"])
def test_the_further_up_the_line_the_more_it_takes(what: str) -> None:
    larger = tuple(stage(s.name, 0 if s.name == "pool" else 100) for s in STAGES)
    found = [getattr(of(freeze, stages=larger), what).likely for freeze in ("2", "1", "none")]
    assert all(a < b for a, b in pairwise(found))


def test_what_does_not_fit_the_disk_is_kept_in_memory_then_in_half_then_not() -> None:
    rows, images = 130 * 1000, 130 * 3 * 32 * 32
    on_disk = of("2")
    assert on_disk.kept == rows + images
    in_memory = of("2", disk=rows - 1, memory=rows)
    assert in_memory.cached
    assert in_memory.memory.likely - on_disk.memory.likely == pytest.approx(rows)
    half = of("2", disk=rows // 2, memory=0)
    assert half.cached
    assert not of("2", disk=rows // 2, memory=0, precision="bfloat16").cached
    none = of("2", disk=0, memory=0)
    assert (none.cached, none.kept) == (False, 0)
    assert none.epoch.likely - on_disk.epoch.likely == pytest.approx(120 * 2 * 0.001)


def test_views_and_larger_pictures_for_cutting_out_take_their_room() -> None:
    cut = replace(RECIPE, augment=(Crop(least=0.6),), views=3)
    side = 48  # 32 / sqrt(0.6) and up to a multiple of 8
    assert of("2", cut).kept == (130 + 3 * 100) * 1000 + 3 * (130 * 32**2 + 100 * side**2)
    only_unaltered = of("2", cut, disk=130 * 1000, memory=0)
    assert not only_unaltered.cached
    assert only_unaltered.epoch == of("2", replace(cut, views=0)).epoch


@pytest.mark.parametrize("least", [0.05, 0.3, 0.6, 0.99, 1.0])
@pytest.mark.parametrize("size", [32, 160, 224, 299])
def test_pictures_are_as_large_as_the_engine_keeps_them(least: float, size: int) -> None:
    recipe = replace(RECIPE, augment=(Flip(), Crop(least=least)))
    assert _Work(recipe, costs(size=size), COUNTS, 3).stored_side() == stored_side(recipe.augment, size)


def test_the_head_counts() -> None:
    wide = replace(RECIPE, head=MlpHead(width=1000))
    assert of("all", wide, product=1e-6).epoch.likely > of("all", product=1e-6).epoch.likely
    assert of("all", wide).memory.likely > of("all").memory.likely


# --- the records -----------------------------------------------------------------------------------


def test_a_figure_lies_inside_its_range() -> None:
    found = of("1", step=0.1, base=MB)
    for span in (found.epoch, found.first, found.total, found.memory):
        assert 0 < span.low < span.likely < span.high
    assert found.epoch.low == pytest.approx(LOW * found.epoch.likely)
    assert found.epoch.high == pytest.approx(HIGH * found.epoch.likely)


def test_a_line_that_does_not_fit_is_a_problem() -> None:
    with pytest.raises(Problem) as raised:
        of("no such stage")
    assert raised.value.code == "unknown_stage"


def test_costs_come_back_from_their_text() -> None:
    known = costs(augment={"Flip": 0.1}, base=3)
    assert read_costs(costs_text(known)) == known


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"stages": [{"name": "stem"}]}', '{"stages": 3}'])
def test_what_another_version_wrote_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_costs(text)
