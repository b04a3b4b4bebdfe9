"""BackboneMemory: the weights and the thaw line that were chosen for each backbone of a project."""

from dataclasses import replace
from typing import Any

from core.backbones import BACKBONES
from core.problems import Problem
from core.recipe import Recipe, freeze_text, parse_freeze

EVERYWHERE = ("auto", "download", "random")
"""Weights that any backbone has."""


class BackboneMemory:
    """Belongs to a project, and is stored with it."""

    def __init__(self, known: dict[str, tuple[str, tuple[str, ...]]] | None = None) -> None:
        self._known = known or {}
        """By backbone: the weights, and what each phase freezes."""

    @classmethod
    def from_json(cls, found: Any) -> "BackboneMemory":
        """What `to_json` gave; of anything else, nothing."""
        rows = found.items() if isinstance(found, dict) else ()
        return cls({key: (row["weights"], tuple(row["freeze"])) for key, row in rows if _is_row(key, row)})

    def to_json(self) -> dict[str, Any]:
        return {key: {"weights": weights, "freeze": list(lines)} for key, (weights, lines) in self._known.items()}

    def keep(self, recipe: Recipe) -> None:
        """What a recipe has for its backbone."""
        self._known[recipe.backbone] = recipe.weights, tuple(phase.freeze for phase in recipe.phases)

    def recall(self, recipe: Recipe, key: str) -> Recipe | None:
        """The recipe with another backbone as it was left; None if it never was chosen."""
        if key not in self._known:
            return None
        weights, lines = self._known[key]
        phases = list(recipe.phases)
        if len(lines) == len(phases):
            phases = [replace(phase, freeze=line) for phase, line in zip(phases, lines, strict=True)]
        else:  # another strategy was chosen meanwhile: the line that the user drew is that of the last phase
            phases[-1] = replace(phases[-1], freeze=lines[-1])
        return replace(self._fitting(recipe, key), weights=weights, phases=tuple(phases))

    def first(self, recipe: Recipe, key: str) -> Recipe:
        """The recipe with a backbone that is chosen for the first time: what only fits the one before stays there."""
        stays = recipe.weights in EVERYWHERE or (recipe.weights == "bundled" and BACKBONES[key].bundled)
        return replace(self._fitting(recipe, key), weights=recipe.weights if stays else "auto")

    def _fitting(self, recipe: Recipe, key: str) -> Recipe:
        return replace(recipe, backbone=key, image_size=0 if BACKBONES[key].fixed_size else recipe.image_size)


def shares_of(recipe: Recipe, names: tuple[str, ...]) -> dict[int, float]:
    """The share of frozen stages of every phase whose line lies somewhere in between."""
    found = {}
    for i, phase in enumerate(recipe.phases):
        if phase.freeze not in ("all", "none") and names:
            try:
                found[i] = len(parse_freeze(phase.freeze, names, recipe.backbone)) / len(names)
            except Problem:  # a line that fits no stage of its own backbone
                found[i] = 0.0
    return found


def with_shares(recipe: Recipe, shares: dict[int, float], names: tuple[str, ...]) -> Recipe:
    """The recipe with the thaw lines of these phases at the same share of other stages."""
    phases = list(recipe.phases)
    for i, share in shares.items():
        if i < len(phases):
            phases[i] = replace(phases[i], freeze=freeze_text(frozenset(range(round(share * len(names)))), names))
    return replace(recipe, phases=tuple(phases))


def _is_row(key: Any, row: Any) -> bool:
    return key in BACKBONES and isinstance(row, dict) and isinstance(row.get("weights"), str) and bool(
        row.get("freeze")) and isinstance(row["freeze"], list) and all(isinstance(line, str) for line in row["freeze"])
