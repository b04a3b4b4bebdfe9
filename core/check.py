"""check: what stands in the way of training a recipe on an index, before any work is done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.backbones import backbone, image_size
from core.choice import problems_of
from core.facts import StageFacts
from core.problems import Problem
from core.recipe import Recipe, parse_freeze

if TYPE_CHECKING:
    from core.data.index import Index


def check(recipe: Recipe, index: "Index", stages: Sequence[StageFacts] = ()) -> list[Problem]:
    """Every Problem of a recipe with an index; with the stages known, of its thaw lines as well."""
    found = list(index.problems) + check_recipe(recipe)
    counts = index.split_counts()
    if not found and not counts.get("train"):
        found.append(Problem("no_training_images", path=index.root))
    if not found and not counts.get("validation"):
        found.append(Problem("no_validation_images"))
    if stages and not found:
        names = tuple(s.name for s in stages)
        for phase in recipe.phases:
            try:
                parse_freeze(phase.freeze, names, backbone(recipe.backbone).title)
            except Problem as problem:
                found.append(problem)
    return found


def settled(recipe: Recipe, index: "Index") -> Recipe:
    """The recipe with what it leaves to the images decided by them."""
    fit = ("pad" if index.far_from_square else "squash") if recipe.fit == "auto" else recipe.fit
    return replace(recipe, fit=fit, pixels=index.pixels)


def check_recipe(recipe: Recipe) -> list[Problem]:
    """Every Problem of a recipe by itself."""
    try:
        row = backbone(recipe.backbone)
    except Problem as problem:
        return [problem]
    found = problems_of(recipe)
    size = image_size(recipe.backbone, recipe.image_size)
    if size < row.least:
        found.append(Problem("image_too_small", backbone=row.title, least=row.least, size=size))
    if row.fixed_size and size != row.size:
        found.append(Problem("image_size_step", backbone=row.title, least=row.size, size=size))
    if recipe.epochs < 1 and not found:
        found.append(Problem("no_epochs", epochs=recipe.epochs))
    return found
