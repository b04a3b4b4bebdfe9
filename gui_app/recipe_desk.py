"""RecipeDesk: the recipe of the open project: changed, checked, and kept for every backbone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import jobs
from core.backbones import BACKBONES
from core.choice import differences, from_json, to_json
from core.events import Event, Finished
from core.facts import StageFacts, WeightsFacts
from core.findings import Finding
from core.problems import Problem
from core.recipe import Recipe, apply_preset
from core.run import Run
from gui_app.backbone_memory import BackboneMemory, shares_of, with_shares
from gui_app.folder_desk import FolderDesk
from gui_app.settings import Settings
from gui_app.undo import Part


class RecipeDesk(FolderDesk):
    """What a session knows of the recipe: its record, the stages and the weights of its backbone."""

    recipe_changed = Signal()
    stages_changed = Signal()
    weights_changed = Signal()
    """Another file of weights was looked at."""
    holds_changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(settings, parent)
        self.recipe = Recipe()
        self.stages: tuple[StageFacts, ...] = ()
        self.weights: WeightsFacts | Problem | None = None
        """What the recipe's own file of weights is; None while that is not known, or there is none."""
        self.holds: dict[str, str] = {}
        """By page: why no run can be started while a field of it holds what it cannot take."""
        self._described: tuple[str, int] | None = None
        self._weights: dict[str, str] = {}
        self._examined: tuple[str, str] | None = None
        self._memory = BackboneMemory()
        self._line_waits: tuple[str, dict[int, float]] = ("", {})
        """A backbone whose stages are still to be read, and what share of them each phase is to freeze."""
        self.stages_changed.connect(self._move_line)
        self._recipe_before = self.recipe
        """What goes back to its place when a folder cannot be opened."""

    # --- the recipe ------------------------------------------------------------------------------

    def set_recipe(self, recipe: Recipe) -> None:
        """Change the recipe: a step that can be undone."""
        self._set_recipe(recipe)

    def apply_preset(self, name: str) -> None:
        self.set_recipe(apply_preset(self.recipe, name))

    def mend(self, finding: Finding, remedy: str) -> None:
        if remedy == "pad":
            self.set_recipe(replace(self.recipe, fit="pad"))
        else:
            super().mend(finding, remedy)

    def choose_backbone(self, key: str, weights: str = "") -> None:
        """Take another backbone, with the weights and the thaw line that were chosen for it before.

        For one that is new, the line keeps its share of the stages, and what only fits the backbone before stays there.
        `weights` are taken instead of its own.
        """
        recipe = self.recipe
        if key == recipe.backbone:
            return
        if recipe.backbone != self._line_waits[0]:
            self._memory.keep(recipe)
        shares = shares_of(recipe, tuple(s.name for s in self.stages)) or self._line_waits[1]
        new = self._memory.recall(recipe, key)
        self._line_waits = (key, shares) if new is None else ("", {})
        new = new or self._memory.first(recipe, key)
        self.set_recipe(replace(new, weights=weights or new.weights))

    def hold(self, page: str, reason: str) -> None:
        """A field of a page holds what it cannot take, or no longer with an empty reason: no run starts meanwhile."""
        if reason != self.holds.get(page, ""):
            self.holds = {**self.holds, page: reason} if reason else {k: v for k, v in self.holds.items() if k != page}
            self.holds_changed.emit()

    # --- the backbone ----------------------------------------------------------------------------

    def describe(self) -> None:
        """Read the stages of the chosen backbone, unless they are known already."""
        wanted = (self.recipe.backbone, self.recipe.image_size)
        if wanted != self._described:
            self._described, self.stages = wanted, ()
            self.stages_changed.emit()
            self._start("describe", jobs.describe(*wanted))

    def weights_here(self, key: str) -> str:
        """Where a backbone's weights are: bundled, downloaded, or still to download."""
        if key not in self._weights:
            self._weights[key] = jobs.weights_here(BACKBONES[key])
        return self._weights[key]

    def examine_weights(self, *, again: bool = False) -> None:
        """See whether the recipe's own file of weights fits, unless that is known; `again` if it did not."""
        key, chosen = self.recipe.backbone, self.recipe.weights
        own = chosen not in ("auto", "bundled", "download", "random") and key in BACKBONES
        wanted = (key, chosen) if own else None
        if wanted == self._examined and not (wanted and again and isinstance(self.weights, Problem)):
            return
        if wanted != self._examined:
            self.weights = None  # else what was found last holds until it is found to be otherwise
        self._examined = wanted
        self._drop("weights")
        if wanted is not None:
            self._start("weights", jobs.examine_weights(BACKBONES[key], Path(chosen)))
        self.weights_changed.emit()

    # --- inside ----------------------------------------------------------------------------------

    def _parts(self) -> dict[str, Part]:
        return {**super()._parts(), "recipe": Part(self._put_recipe)}

    def _set_recipe(self, recipe: Recipe, *, joins: bool = False) -> None:
        before = self.recipe
        if recipe != before:
            self._put_recipe(recipe)
            self.undo_stack.record("recipe", before, recipe, joins=joins)

    def _put_recipe(self, recipe: Recipe) -> bool:
        changed = {path.partition(".")[0].partition("[")[0] for path in differences(self.recipe, recipe)}
        self.recipe = recipe
        self.answered("recipe", *changed)
        if recipe.backbone != self._line_waits[0]:
            self._line_waits = "", {}
            self._memory.keep(recipe)
        self.recipe_changed.emit()
        self.describe()
        self.examine_weights()
        if self._project is not None:
            with self._told():
                self._project.save_settings(recipe=to_json(recipe), backbones=self._memory.to_json())
        return True

    def _open_project(self, path: str) -> None:
        if self.index is None or self.index.looked_at:
            self._recipe_before = self.recipe
        before = self._project
        super()._open_project(path)
        assert self._project is not None
        chosen: dict[str, Any] = self._project.settings()
        # What was set up with no folder open is meant for the first one; another project's recipe is its own.
        recipe = self.recipe if before is None or before.path == self._project.path else Recipe()
        if chosen.get("recipe"):
            with self._told():
                recipe = from_json(Recipe, chosen["recipe"])
        self._set_up(recipe, chosen.get("backbones"))

    def _set_up(self, recipe: Recipe, memory: Any = None) -> None:
        """Show the recipe that belongs to what is open now, with what is remembered of other backbones."""
        self._memory = BackboneMemory.from_json(memory)
        if recipe != self.recipe:
            self.recipe = recipe
            self.recipe_changed.emit()
        self.describe()
        self.examine_weights()

    def close_folder(self) -> None:
        super().close_folder()
        self._set_up(Recipe())

    def _go_back(self) -> None:
        super()._go_back()
        if self._project is not None:
            self._memory = BackboneMemory.from_json(self._project.settings().get("backbones"))
        if self.index and self.recipe != self._recipe_before:
            self._put_recipe(self._recipe_before)

    def _describe_ended(self, run: Run, event: Event) -> None:
        self.stages = run.result if isinstance(event, Finished) else ()
        if not isinstance(event, Finished):
            self._described = None
        self.stages_changed.emit()

    def _move_line(self) -> None:
        """The stages of another backbone are known: the thaw line keeps its share of them."""
        key, shares = self._line_waits
        if self.stages and key == self.recipe.backbone:
            self._line_waits = "", {}
            moved = with_shares(self.recipe, shares, tuple(stage.name for stage in self.stages))
            self._memory.keep(moved)
            self._set_recipe(moved, joins=self.undo_stack.last() == "recipe")

    def _weights_ended(self, run: Run, event: Event) -> None:
        self.weights = run.result if isinstance(event, Finished) else None
        self.weights_changed.emit()
