"""RecipeWords: a field of a recipe and its value, as they are said beside another run's."""

from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QObject

from core.backbones import BACKBONES
from core.choice import About, Choice, about_at, value_at
from core.recipe import Phase, Recipe
from gui_app import words


class RecipeWords(QObject):
    """Titles and values of the dotted paths that `core.comparison` finds."""

    def title(self, recipe: Recipe, path: str) -> str:
        """What a form calls the field; with its owner where there are several alike."""
        title = self.tr("Thaw line") if path.endswith(".freeze") else words.say("recipe", about_at(recipe, path).title)
        above = path.rpartition(".")[0]
        if above.startswith("augment["):
            return self.tr("{0}: {1}").format(words.say("recipe", value_at(recipe, above).title), title)
        if above.startswith("phases[") and len(recipe.phases) > 1:
            number = int(above.removeprefix("phases[").removesuffix("]")) + 1
            return self.tr("{0}: {1}").format(self.tr("Phase {0}").format(words.count(number)), title)
        return title

    def value(self, recipe: Recipe, path: str) -> str:
        """The field's value in words."""
        value = value_at(recipe, path)
        if path == "backbone":
            return BACKBONES[value].title if value in BACKBONES else str(value)
        if path == "weights":
            return PurePath(value).name
        if path.endswith(".freeze"):
            return self.learns(value)
        if path == "image_size" and not value:
            return self.tr("the backbone's own")
        return self._plain(value, about_at(recipe, path))

    def learns(self, freeze: str) -> str:
        """A thaw line, where the stages' names do not matter."""
        if freeze == "all":
            return self.tr("only the head learns")
        if freeze in ("none", "0"):
            return self.tr("everything learns")
        if freeze.isdigit():
            return self.tr("%Ln stage(s) frozen", "", int(freeze))
        return self.tr("frozen: {0}").format(freeze)

    def _plain(self, value: Any, about: About) -> str:
        titles = dict(about.options)
        if value in titles if isinstance(value, str) else False:
            return words.say("recipe", titles[value])
        if isinstance(value, bool):
            return self.tr("on") if value else self.tr("off")
        if isinstance(value, int | float):
            return words.number(value)
        if isinstance(value, Choice):
            return words.say("recipe", value.title)
        if isinstance(value, Phase):
            return self.tr("{0} epochs: {1}").format(words.count(value.epochs), self.learns(value.freeze))
        if isinstance(value, tuple):
            return "; ".join(self._plain(one, about) for one in value) or self.tr("none")
        return str(value)
