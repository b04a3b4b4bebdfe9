"""UndoWords: what a step of the undo list is called, from its record before and after."""

import re
from typing import Any

from PySide6.QtCore import QObject

from core.choice import about_at, differences, value_at
from core.edits import Edit
from core.recipe import Preset, Recipe, apply_preset, presets
from core.sharing import Sharing
from gui_app import words

_BY_BACKBONE = {"backbone", "weights", "image_size", "freeze"}
"""What may change when another backbone is chosen."""
_TYPED = {"validation", "test", "gap", "seed", "pattern"}
"""Of a Sharing: what is typed, not picked from a list."""


def continuous(part: str, before: Any, after: Any) -> str:
    """The one field that a change is about, where it changes by typing or dragging; else ""."""
    fields = _fields(before, after)
    if len(fields) != 1 or part not in ("recipe", "sharing"):
        return ""
    (field, path), = fields.items()
    if part == "sharing":
        return field if field.removeprefix("sharing.") in _TYPED else ""
    if field == "freeze":
        return field if all(_is_line(value_at(record, path)) for record in (before, after)) else ""
    old = value_at(before, path)
    return field if isinstance(old, int | float) and not isinstance(old, bool) else ""


def _fields(before: Any, after: Any) -> dict[str, str]:
    """What differs, and the last of its paths: all phases have one line and one number of epochs."""
    return {re.sub(r"^phases\[\d+\]\.(epochs|freeze)$", r"\1", path): path for path in differences(before, after)}


def _is_line(freeze: str) -> bool:
    """Whether a recipe's text freezes the first stages, and no others."""
    return freeze in ("all", "none") or freeze.isdigit()


class UndoWords(QObject):
    """Short phrases that can follow "Undo:" and "Redo:"."""

    def name(self, part: str, before: Any, after: Any) -> str:
        """What was done when `before` became `after`, or is when it does so again."""
        if part == "recipe":
            return self._of_recipe(before, after)
        if part == "sharing":
            return self._of_sharing(before.sharing, after.sharing)
        if part == "edits":
            return self._of_edits(after[-1] if len(after) > len(before) else before[-1])
        return self.tr("how the folder is read")

    def _of_edits(self, act: tuple[Edit, ...]) -> str:
        kinds, count = {edit.kind for edit in act}, len({path for edit in act for path in edit.paths})
        if kinds == {"relabel"} and len({edit.value for edit in act}) == 1:
            return self.tr("label %Ln image(s) “{0}”", "", count).format(words.shortened(act[0].value, 40))
        if kinds == {"move"} and len({edit.value for edit in act}) == 1:
            return self.tr("move %Ln image(s) to {0}", "", count).format(self._split(act[0].value))
        if len(kinds) == 1:
            return {"exclude": self.tr("leave out %Ln image(s)", "", count),
                    "include": self.tr("take in %Ln image(s) again", "", count),
                    "relabel": self.tr("label %Ln image(s)", "", count),
                    "move": self.tr("move %Ln image(s)", "", count),
                    "together": self.tr("keep %Ln image(s) together", "", count)}.get(act[0].kind, "")
        return self.tr("change %Ln image(s)", "", count)

    def _split(self, name: str) -> str:
        return {"train": self.tr("training"), "validation": self.tr("validation"),
                "test": self.tr("test")}.get(name, name)

    def _of_sharing(self, before: Sharing, after: Sharing) -> str:
        fields = set(differences(before, after))
        if fields <= {"together", "pattern", "gap", "alike"}:
            return self.tr("what is kept together")
        if fields <= {"folds", "fold"}:
            return self.tr("folds")
        return {"validation": self.tr("validation share"), "test": self.tr("test share"),
                "seed": self.tr("split seed")}.get(min(fields), "") if len(fields) == 1 else self.tr("split")

    def _of_recipe(self, before: Recipe, after: Recipe) -> str:
        fields = _fields(before, after)
        if "backbone" in fields and fields.keys() <= _BY_BACKBONE:
            return self.tr("backbone")
        if fields.keys() == {"freeze"}:
            own = all(_is_line(value_at(record, fields["freeze"])) for record in (before, after))
            return self.tr("thaw line") if own else self.tr("stage locks")
        if all(field.startswith("augment") for field in fields):
            return self.tr("augmentation")
        preset = _preset(before, after)
        if preset is not None and fields.keys() != {"epochs"}:
            return self.tr("strategy “{0}”").format(words.say("preset", preset.title))
        if len(fields) > 1:
            return self.tr("recipe")
        (_, path), = fields.items()
        return words.inside(words.say("recipe", about_at(after, path).title))


def _preset(before: Recipe, after: Recipe) -> Preset | None:
    """The strategy that was chosen, or that is left when the choice is taken back."""
    found = [preset for name, preset in presets().items() if apply_preset(before, name) == after]
    return found[0] if found else None
