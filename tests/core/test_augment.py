"""Augmentation: what each change may change, what it may not, and that a generator decides all of it."""

import math
from pathlib import Path

import pytest
import torch
from torch import Generator, Tensor

from core.augmentations import MIXES, WARPS, in_turn, stored_side
from core.choice import Choice, from_json, to_json, union_of
from core.data.augment import changes, preview
from core.data.colours import brightness
from core.data.image import to_array
from core.recipe import (
    Blur,
    Colour,
    Crop,
    CutMix,
    Erasing,
    Flip,
    FlipDown,
    Mixup,
    Noise,
    RandAugment,
    Recipe,
    Rotation,
    Shear,
    Shift,
    TrivialAugment,
    Zoom,
    apply_preset,
    picture_presets,
)
from tests.core.conftest import picture

EVERY = [kind() for kind in union_of(Recipe, "augment") if kind not in MIXES]
CHOICES = (*EVERY, Crop(least=0.05), Colour(strength=1.0, hue=0.5), Rotation(degrees=180),
           RandAugment(count=5, strength=1.0))


@pytest.fixture
def batch() -> Tensor:
    return torch.rand(16, 3, 20, 30, generator=Generator().manual_seed(1))


def seeded(seed: int = 5) -> Generator:
    return Generator().manual_seed(seed)


def changed(batch: Tensor, *choices: Choice, seed: int = 5, side: int = 0) -> Tensor:
    """A batch with all of some changes made."""
    generator = seeded(seed)
    for change in changes(choices, side):
        batch = change(batch, generator)
    return batch


def smooth(count: int = 64, side: int = 48) -> Tensor:
    """Images of soft waves, on which resampling loses next to nothing."""
    line = torch.linspace(0, math.pi, side)
    waves = [torch.outer((k + 1) * line, torch.ones(side)).sin() * torch.outer(torch.ones(side), line).cos()
             for k in range(3)]
    return (0.5 + 0.4 * torch.stack(waves)).expand(count, 3, side, side).contiguous()


def dot(across: float, down: float, count: int = 64, side: int = 65) -> Tensor:
    """Black images with a soft white dot; places from -1 to 1."""
    line = (torch.arange(side) + 0.5) / side * 2 - 1
    spot = torch.exp(-((line - across) ** 2 + (line[:, None] - down) ** 2) / 0.01)
    return spot.expand(count, 3, side, side).contiguous()


def places(images: Tensor) -> tuple[Tensor, Tensor]:
    """Where the dots lie [b]: across and down, from -1 to 1."""
    line = (torch.arange(images.shape[-1]) + 0.5) / images.shape[-1] * 2 - 1
    weight = images[:, 0] / images[:, 0].sum((1, 2), keepdim=True)
    return (weight * line).sum((1, 2)), (weight * line[:, None]).sum((1, 2))


# --- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_the_generator_decides_all(batch: Tensor, choice: Choice) -> None:
    before, rest = batch.clone(), torch.random.get_rng_state()
    made = changed(batch, choice)
    assert torch.equal(batch, before), "the batch that came in is left as it was"
    assert torch.equal(made, changed(batch, choice))
    assert not torch.equal(made, changed(batch, choice, seed=6))
    assert torch.equal(rest, torch.random.get_rng_state()), "no other generator is touched"
    assert made.shape == batch.shape
    assert made.min() >= 0
    assert made.max() <= 1


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_each_image_has_dice_of_its_own(choice: Choice) -> None:
    one = torch.rand(3, 20, 20, generator=seeded(1))
    made = changed(one.expand(32, 3, 20, 20).contiguous(), choice)
    assert len({image.numpy().tobytes() for image in made}) > 1


@pytest.mark.parametrize("choice", [Rotation(degrees=0.0), Shift(share=0.0), Shear(degrees=0.0), Zoom(factor=1.0),
                                    Colour(strength=0.0), Blur(radius=0.0), Noise(strength=0.0)], ids=str)
def test_the_least_of_a_change_is_none(batch: Tensor, choice: Choice) -> None:
    assert torch.allclose(changed(batch, choice), batch, atol=1e-5)


@pytest.mark.parametrize("choice", [kind() for kind in WARPS], ids=str)
def test_beyond_the_edge_lies_no_black(choice: Choice) -> None:
    grey = torch.full((16, 3, 20, 20), 0.25)
    assert torch.allclose(changed(grey, choice), grey, atol=1e-6)


# --- places --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("choice", "axis"), [(Flip(), 3), (FlipDown(), 2)], ids=["across", "down"])
def test_mirrors_mirror_some_pixel_for_pixel(batch: Tensor, choice: Choice, axis: int) -> None:
    made = changed(batch, choice)
    mirrored = [torch.equal(c, b.flip(axis - 1)) for b, c in zip(batch, made, strict=True)]
    same = [torch.equal(c, b) for b, c in zip(batch, made, strict=True)]
    assert all(m != s for m, s in zip(mirrored, same, strict=True))
    assert 3 <= sum(mirrored) <= 13


def test_both_mirrors_make_four_images(batch: Tensor) -> None:
    one = batch[:1].expand(64, 3, 20, 30).contiguous()
    wanted = {one[0].flip(axes).numpy().tobytes() for axes in ([], [1], [2], [1, 2])}
    assert {image.contiguous().numpy().tobytes() for image in changed(one, Flip(), FlipDown())} == wanted


def test_a_rotation_keeps_the_distance_to_the_centre() -> None:
    across, down = places(changed(dot(0.5, 0.0), Rotation(degrees=40)))
    angles = torch.atan2(down, across).rad2deg()
    assert torch.allclose(torch.hypot(across, down), torch.tensor(0.5), atol=0.01)
    assert angles.abs().max() <= 41
    assert angles.max() > 25
    assert angles.min() < -25


def test_a_shift_moves_both_ways() -> None:
    across, down = places(changed(dot(0.0, 0.0), Shift(share=0.2)))
    for moved in (across, down):
        assert moved.abs().max() <= 0.41  # a fifth of a side of 2
        assert moved.max() > 0.25
        assert moved.min() < -0.25
    assert (across - down).abs().max() > 0.1


def test_a_shear_leaves_level_lines_level() -> None:
    across, down = places(changed(dot(0.0, 0.5), Shear(degrees=30)))
    assert torch.allclose(down, torch.tensor(0.5), atol=0.02)
    assert 0.2 < across.max() <= 0.5 * math.tan(math.radians(30)) + 0.01
    assert across.min() < -0.2


def test_a_zoom_goes_in_and_out() -> None:
    across, down = places(changed(dot(0.4, 0.0), Zoom(factor=1.5)))
    assert torch.allclose(down, torch.tensor(0.0), atol=0.01)
    assert 0.4 / 1.5 - 0.01 <= across.min() < 0.33
    assert 0.48 < across.max() <= 0.6 + 0.01


def test_a_crop_shows_a_part_scaled_up() -> None:
    ramp = torch.linspace(0, 1, 64).expand(32, 3, 64, 64).contiguous()
    made = changed(ramp, Crop(least=0.2))
    span = made[:, 0, 0, -1] - made[:, 0, 0, 0]
    assert (span > 0).all()
    assert span.min() > 0.2 ** 0.5 / (4 / 3) ** 0.5 - 0.1
    assert span.std() > 0.02


@pytest.mark.parametrize("first", [Flip(), Rotation(degrees=20), Shear(), Zoom()], ids=str)
@pytest.mark.parametrize("second", [Shift(), Crop(least=0.5)], ids=str)
def test_neighbours_are_one_resampling_with_the_outcome_of_two(first: Choice, second: Choice) -> None:
    images, generator = smooth(), seeded()
    together = changed(images, first, second)
    apart = changes([second], 0)[0](changes([first], 0)[0](images, generator), generator)
    inside = (..., slice(12, -12), slice(12, -12))  # each resampling mirrors at edges of its own
    assert (together - apart)[inside].abs().mean() < 0.01
    assert (together - images)[inside].abs().mean() > 0.02


def test_only_neighbours_are_joined() -> None:
    assert in_turn([Flip(), Rotation(), Crop()]) == [(Flip(), Rotation(), Crop())]
    assert in_turn([Flip(), Colour(), Blur(), Mixup(), Shift(), Crop()]) == [
        (Flip(),), (Colour(),), (Blur(),), (Shift(), Crop())]
    assert len(changes([Flip(), Rotation(), Crop(), Colour()], 0)) == 2


def test_images_come_out_as_the_network_wants_them() -> None:
    every = [kind() for kind in union_of(Recipe, "augment")]
    larger = torch.rand(2, 3, stored_side(every, 32), stored_side(every, 32))
    assert larger.shape[-1] > 32
    assert changed(larger, *every, side=32).shape == (2, 3, 32, 32)


# --- colours -------------------------------------------------------------------------------------


def test_colour_keeps_the_drawing(batch: Tensor) -> None:
    made = changed(batch, Colour(strength=0.2))
    for before, after in zip(batch.mean(1), made.mean(1), strict=True):
        assert torch.corrcoef(torch.stack([before.flatten(), after.flatten()]))[0, 1] > 0.9


def test_hue_turns_colours_and_leaves_the_light() -> None:
    pale = 0.4 + 0.2 * torch.rand(16, 3, 8, 8, generator=seeded())
    made = changed(pale, Colour(strength=0.0, hue=0.5))
    assert torch.allclose(brightness(made), brightness(pale), atol=1e-3)
    assert (made - pale).abs().mean() > 0.02
    grey = torch.rand(16, 1, 8, 8).expand(16, 3, 8, 8)
    assert torch.allclose(changed(grey, Colour(strength=0.0, hue=0.5)), grey, atol=1e-3)


def test_blur_evens_out_and_keeps_the_mean() -> None:
    images = torch.rand(32, 3, 40, 40, generator=seeded(1))
    made = changed(images, Blur(radius=0.05))
    assert torch.allclose(made.mean((1, 2, 3)), images.mean((1, 2, 3)), atol=0.02)
    left = made.std((1, 2, 3)) / images.std((1, 2, 3))
    assert left.max() <= 1 + 1e-5
    assert left.min() < 0.3
    assert left.std() > 0.05


def test_noise_is_as_strong_as_it_may_be() -> None:
    grey = torch.full((64, 3, 32, 32), 0.5)
    added = changed(grey, Noise(strength=0.1)) - grey
    assert added.mean().abs() < 0.002
    strengths = added.std((1, 2, 3))
    assert 0.08 < strengths.max() < 0.105
    assert strengths.min() < 0.02


def test_erasing_covers_a_rectangle_of_half_of_the_images() -> None:
    images = torch.rand(64, 3, 40, 40, generator=seeded(1))
    made = changed(images, Erasing(most=0.3))
    other = (made != images).any(1)
    shares = other.float().mean((1, 2))
    assert 16 <= int((shares > 0).sum()) <= 48
    assert 0.15 < shares.max() < 0.35
    for image, where in zip(made, other, strict=True):
        if where.any():
            rows, columns = where.any(1).nonzero(), where.any(0).nonzero()
            covered = image[:, rows.min():rows.max() + 1, columns.min():columns.max() + 1].flatten(1)
            assert torch.equal(covered, covered[:, :1].expand_as(covered)), "one colour, and a whole rectangle"


# --- policies ------------------------------------------------------------------------------------


def test_rand_augment_is_as_strong_as_asked() -> None:
    images = smooth(64)
    moved = [(changed(images, RandAugment(count=count, strength=strength)) - images).abs().mean()
             for count, strength in ((1, 0.1), (1, 0.9), (4, 0.9))]
    assert 0 < moved[0] < moved[1] < moved[2]


def test_trivial_augment_does_one_thing_of_fourteen() -> None:
    images = smooth(280)
    made = changed(images, TrivialAugment())
    alone = sum(torch.equal(a, b) for a, b in zip(images, made, strict=True))
    assert 5 <= alone <= 60, "one of the operations does nothing"
    assert (made - images).abs().mean() > 0.03


# --- kinds of pictures, old recipes --------------------------------------------------------------


def test_every_kind_of_pictures_has_changes_that_suit_it() -> None:
    kinds = {name: apply_preset(Recipe(seed=3), name) for name in picture_presets()}
    assert all(recipe.seed == 3 and recipe.augment for recipe in kinds.values())
    used = {name: {type(choice) for choice in recipe.augment} for name, recipe in kinds.items()}
    assert used["overhead"] >= {Flip, FlipDown, Rotation}
    assert next(c for c in kinds["overhead"].augment if isinstance(c, Rotation)).degrees == 180
    for name in ("text", "xray"):
        assert not used[name] & {Flip, FlipDown}
        assert all(c.degrees <= 15 for c in kinds[name].augment if isinstance(c, Rotation))
    assert used["xray"] <= set(WARPS), "no colour"
    assert FlipDown not in used["photos"]


def test_a_recipe_of_before_is_read() -> None:
    old = {"augment": [{"kind": "Flip"}, {"kind": "Crop", "least": 0.5}, {"kind": "Colour", "strength": 0.2}]}
    read = from_json(Recipe, old)
    assert read.augment == (Flip(), Crop(least=0.5), Colour(strength=0.2, hue=0.0))
    assert (read.balance, read.stored_views) == ("none", 4)


def test_every_augmentation_comes_back_from_json() -> None:
    every = Recipe(augment=tuple(kind() for kind in union_of(Recipe, "augment")))
    assert from_json(Recipe, to_json(every)) == every


# --- to look at ----------------------------------------------------------------------------------

SEEN = Recipe(image_size=32, augment=(Flip(), Rotation(), Crop(), Colour()))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for number, tint in enumerate(((220, 30, 30), (30, 30, 220))):
        picture(number, tint).save(tmp_path / f"{number}.png")
    return [str(tmp_path / f"{number}.png") for number in range(2)]


def test_a_preview_shows_the_image_and_versions_of_it(files: list[str]) -> None:
    shown = preview(files, SEEN, 4, 7)
    assert [(t.path, t.side, t.width, t.height, t.code) for t in shown] == [(files[0], 32, 32, 32, "")] * 5
    assert shown[0].pixels == to_array(files[0], 32, "squash").tobytes()
    assert len({t.pixels for t in shown}) == 5
    assert preview(files, SEEN, 4, 7) == shown
    assert preview(files, SEEN, 4, 8)[1:] != shown[1:]


def test_a_preview_without_augmentation_is_the_image(files: list[str]) -> None:
    assert len({t.pixels for t in preview(files[:1], Recipe(image_size=32), 2)}) == 1


@pytest.mark.parametrize("choice", [Mixup(alpha=10.0), CutMix()], ids=str)
def test_a_preview_mixes_with_the_second_image(files: list[str], choice: Choice) -> None:
    recipe = Recipe(image_size=32, augment=(choice,))
    red = [sum(t.pixels[::3]) / (32 * 32) for t in preview(files, recipe, 12)]
    blue = [sum(t.pixels[2::3]) / (32 * 32) for t in preview(files, recipe, 12)]
    assert red[0] > blue[0] + 100
    assert min(red[1:]) < red[0] - 20, "some of the blue image is seen"
    assert max(blue[1:]) > blue[0] + 20
    alone = preview([files[0], files[1] + ".gone"], recipe, 3)
    assert all(abs(sum(t.pixels[::3]) / (32 * 32) - red[0]) < 2 for t in alone), "an unreadable partner does no harm"


def test_a_preview_of_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_text("nothing")
    shown = preview([str(tmp_path / "broken.png")], SEEN, 4)
    assert [(t.code, t.pixels) for t in shown] == [("not_an_image", b"")]
