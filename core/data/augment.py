"""Augmentation: random changes of training images that keep what they show; batches [b, 3, H, W] in 0...1."""

import hashlib
from collections.abc import Iterable, Sequence

import torch
from torch import Generator, Tensor

from core.augmentations import WARPS, Crop, Flip, FlipDown, in_turn, stored_side
from core.backbones import image_size
from core.choice import Choice, make
from core.data.colours import Change
from core.data.image import to_array
from core.data.mixing import Mix, mixes
from core.data.warps import in_a_row, mirrored, warped
from core.problems import Problem
from core.recipe import Recipe
from core.thumbs import Thumb

VERSION = 2
"""Raised when the same dice come to make other images than before: what was kept of older ones is void."""


def changes(choices: Iterable[Choice], side: int) -> list[Change]:
    """The functions of the choices, for images of `stored_side` that come out with the side that the network wants.

    Neighbours that only move pixels are one function. Choices that mix images are left out.
    """
    return [_warps(group, side) if isinstance(group[0], WARPS) else make(group[0]) for group in in_turn(choices)]


def _warps(choices: Sequence[Choice], side: int) -> Change:
    known = [make(choice) for choice in choices]
    only_mirrors = all(isinstance(choice, Flip | FlipDown) for choice in choices)
    cut = side if any(isinstance(choice, Crop) for choice in choices) else 0

    def change(batch: Tensor, generator: Generator) -> Tensor:
        matrices = in_a_row(known, len(batch), generator)
        return mirrored(batch, matrices) if only_mirrors else warped(batch, matrices, cut)
    return change


def dice(*numbers: int) -> Generator:
    """A generator for what these numbers name."""
    # Seeds that are neighbours must not give streams that are: hence the hash.
    digest = hashlib.sha256("/".join(map(str, numbers)).encode()).digest()
    return Generator().manual_seed(int.from_bytes(digest[:8], "big") >> 1)


def as_numbers(pixels: Tensor) -> Tensor:
    """Images in uint8 as changes want them; most work on one colour after another, so that each lies together."""
    return pixels.contiguous().to(torch.float32).div_(255)


# --- to look at ----------------------------------------------------------------------------------


def preview(paths: Sequence[str], recipe: Recipe, count: int, seed: int = 0) -> tuple[Thumb, ...]:
    """The first image as the network gets it unaltered, then `count` random versions of it.

    Where the recipe mixes images, the second one is what is mixed in. If the first cannot be read, there is one
    Thumb that says why.
    """
    size = image_size(recipe.backbone, recipe.image_size)
    larger = stored_side(recipe.augment, size)
    try:
        plain = _picture(paths[0], size, recipe)
        image = plain if larger == size else _picture(paths[0], larger, recipe)
    except Problem as problem:
        return (Thumb(paths[0], size, code=problem.code, details=problem.details),)
    known, mixing = changes(recipe.augment, size), mixes(recipe.augment)
    both = torch.cat([image, _partner(paths[-1], larger, recipe, image) if mixing else image])
    versions = [_version(both, known, mixing, dice(seed, number)) for number in range(count)]
    return tuple(_thumb(paths[0], shown) for shown in (plain, *versions))


def _picture(path: str, side: int, recipe: Recipe) -> Tensor:
    return as_numbers(torch.tensor(to_array(path, side, recipe.fit, pixels=recipe.pixels)).permute(2, 0, 1)[None])


def _partner(path: str, side: int, recipe: Recipe, instead: Tensor) -> Tensor:
    try:
        return _picture(path, side, recipe)
    except Problem:  # whoever looks at that one will hear of it
        return instead


def _version(both: Tensor, known: Sequence[Change], mixing: Sequence[Mix], generator: Generator) -> Tensor:
    """The first of two images [2, 3, S, S] changed, and mixed with the other where there is mixing."""
    for change in known:
        both = change(both, generator)
    if mixing:
        mix = mixing[int(torch.randint(len(mixing), (), generator=generator))]
        return mix(both[:1], both[1:], generator)[0]
    return both[:1]


def _thumb(path: str, image: Tensor) -> Thumb:
    pixels = (255 * image[0]).round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0)
    height, width, _ = pixels.shape
    return Thumb(path, height, width, height, pixels.contiguous().numpy().tobytes())
