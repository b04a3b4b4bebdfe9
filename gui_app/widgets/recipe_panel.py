"""RecipePanel: the strategy, the few fields that matter most, and all others under one More line."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.choice import about
from core.doubts import doubts
from core.recipe import (
    AdamW,
    CrossEntropy,
    Phase,
    Preset,
    Recipe,
    apply_preset,
    presets,
    with_epochs,
)
from core.thumbs import Thumb
from gui_app import theme
from gui_app.widgets.augment_box import AugmentBox
from gui_app.widgets.field import QuietCombo
from gui_app.widgets.form import Form
from gui_app.widgets.number import NumberField
from gui_app.widgets.page import button, label
from gui_app.words import problem_text, say

_BASICS = {"epochs": "epochs", "lr": "optimiser.lr", "batch_size": "batch_size", "class_weights": "loss.class_weights"}
"""The fields of Basics, and their places in a recipe."""
# Shown on the Model page, or among the basics.
ELSEWHERE = ("backbone", "weights", "pixels", "batch_size", "optimiser.lr", "loss.class_weights")


def _like(cls: type, name: str, **other: Any) -> Any:
    """A field with the description that a recipe record has for it."""
    field = next(f for f in dataclasses.fields(cls) if f.name == name)
    return dataclasses.field(default=field.default, metadata={"about": dataclasses.replace(about(field), **other)})


@dataclass(frozen=True)
class Basics:
    """The fields of a recipe that are changed most, side by side."""

    epochs: int = _like(Phase, "epochs", low=1)
    lr: float = _like(AdamW, "lr")
    batch_size: int = _like(Recipe, "batch_size")
    class_weights: bool = _like(CrossEntropy, "class_weights")


def basics_of(recipe: Recipe) -> Basics:
    return Basics(recipe.epochs, recipe.optimiser.lr, recipe.batch_size, recipe.loss.class_weights)


def with_basics(recipe: Recipe, basics: Basics) -> Recipe:
    """The recipe with the basic fields set."""
    if basics.epochs != recipe.epochs:
        recipe = with_epochs(recipe, basics.epochs)
    return dataclasses.replace(
        recipe, batch_size=basics.batch_size,
        optimiser=dataclasses.replace(recipe.optimiser, lr=basics.lr),
        loss=dataclasses.replace(recipe.loss, class_weights=basics.class_weights))


def strategy_of(recipe: Recipe, known: dict[str, Preset]) -> str:
    """The preset whose thaw lines and weights a recipe has, however long it trains; "" for lines of one's own."""
    lines = [phase.freeze for phase in recipe.phases]
    for name, preset in known.items():
        fits = [phase.get("freeze", "all") for phase in preset.sets.get("phases", [])] == lines
        if fits and (recipe.weights == "random") == (preset.sets.get("weights") == "random"):
            return name
    return ""


def _look_of(recipe: Recipe) -> tuple[Any, ...]:
    """All that the versions of an image depend on."""
    return recipe.augment, recipe.fit, recipe.backbone, recipe.image_size


class RecipePanel(QWidget):
    """Shows a recipe silently with `show_recipe`; says `changed` with the next one, or `preset_asked`.

    `versions_asked` says which image and which dice the augmentation shall be shown on; `show_versions` does it.
    """

    changed = Signal(object)
    preset_asked = Signal(str)
    held = Signal(str)
    """Why no run can be started: what is wrong with what was typed; "" once it is mended."""
    versions_asked = Signal(int, int)

    def __init__(self, recipe: Recipe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets = presets()
        self._recipe, self._default = recipe, Recipe()
        self._strategy = QuietCombo()
        self._strategy.setObjectName("strategy")
        self._strategy.setAccessibleName(self.tr("Strategy"))
        self._strategy.setMinimumContentsLength(8)
        self._strategy.activated.connect(lambda at: self._pick(str(self._strategy.itemData(at))))
        self._told = label("", "muted", wrap=True, name="strategy_help")
        self.basics = Form(basics_of(recipe), basics_of(self._default), nested=True)
        self.basics.changed.connect(lambda basics: self._say(with_basics(self._recipe, basics)))
        self.basics.marked.connect(self._hold)
        self._fold = button("", lambda: self.unfold(self.more is None or self.more.isHidden()), name="recipe_more",
                            role="fold")
        self._title = label(self.tr("Recipe"), "section")
        self._rest = label("", "muted", wrap=True)
        self.more: Form | None = None
        self.augment: AugmentBox | None = None
        self._images, self._resting = 0, False
        self._lay_out()
        self.rest(False)
        self.show_recipe(recipe)

    def _lay_out(self) -> None:
        self._fields = QWidget()
        self._fields.setProperty("role", "scrolled")
        self._column = QVBoxLayout(self._fields)
        self._column.setContentsMargins(16, 0, 14, 4)
        self._column.setSpacing(8)
        self._column.addWidget(label(self.tr("Strategy")))
        self._column.addWidget(self._strategy)
        self._column.addWidget(self._told)
        self._column.addSpacing(4)
        self._column.addWidget(self.basics)
        self._column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(self._fields)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 2, 16)
        whole.setSpacing(10)
        for text, widget in ((True, self._title), (False, area), (True, self._rest)):
            widget.setContentsMargins(16 if text else 0, 0, 14 if text else 0, 0)
            whole.addWidget(widget, 0 if text else 1)

    def show_recipe(self, recipe: Recipe) -> None:
        """Show a recipe without saying so; its dots tell what differs from its strategy."""
        looks_other = _look_of(recipe) != _look_of(self._recipe)
        self._recipe = recipe
        name = strategy_of(recipe, self._presets)
        plain = Recipe(backbone=recipe.backbone, weights=recipe.weights)
        if self._resting:  # a run has settled how images are fitted, whoever chose it
            plain = dataclasses.replace(plain, fit=recipe.fit)
        own = dataclasses.replace(plain, phases=tuple(Phase(freeze=p.freeze) for p in recipe.phases))
        self._default = apply_preset(plain, name) if name else own
        self._show_strategy(name)
        self.basics.show_default(basics_of(self._default))
        self.basics.show_value(basics_of(recipe))
        if self.more is not None and self.augment is not None:
            self.more.show_default(self._default)
            self.more.show_value(recipe)
            self.augment.show_default(self._default.augment)
            self.augment.show_value(recipe.augment)
            if looks_other:
                self.augment.preview.outdate()
        self._name_fold()
        self._question()

    def put_back(self) -> None:
        """Show the last good values instead of what was typed and is wrong."""
        for field in self._fields.findChildren(NumberField):
            field.put_back()

    def show_images(self, count: int) -> None:
        """There are now so many training images, also to show the augmentation on."""
        self._images = count
        self._question()
        if self.augment is not None:
            self.augment.preview.show_images(count)

    def show_versions(self, thumbs: Sequence[Thumb]) -> None:
        """The answer to `versions_asked`: see AugmentPreview."""
        if self.augment is not None:
            self.augment.preview.show_versions(thumbs)

    def rest(self, resting: bool) -> None:
        """What a run is trained by cannot be changed, only read."""
        if resting != self._resting:
            self._resting = resting
            self._let_edit()
            self.put_back()  # what is being typed was not meant for this one
            self.show_recipe(self._recipe)
        self._rest.setText(self.tr("The recipe of the run that is shown; it cannot be changed.") if resting
                           else self.tr("Changed fields are marked with a dot."))

    def _let_edit(self) -> None:
        for part in (self._strategy, self.basics, self.more, self.augment):
            if part is not None:
                part.setDisabled(self._resting)

    def show_title(self, on: bool) -> None:
        """Whether the panel says what it shows; else whoever holds it does."""
        self._title.setVisible(on)

    def unfold(self, on: bool) -> None:
        """Show or hide the expert fields; they are drawn when they are first asked for."""
        if self.more is None or self.augment is None:
            self.more, self.augment = self._experts(), self._changes()
            for widget in (self.more, self.augment):
                self._column.insertWidget(self._column.indexOf(self._fold) + 1, widget)
            self._let_edit()
        self.more.setVisible(on)
        self.augment.setVisible(on)
        self._name_fold()
        self._question()

    def _experts(self) -> Form:
        made = Form(self._recipe, self._default, hidden=(*ELSEWHERE, "augment"), nested=True)
        made.changed.connect(self._say)
        made.marked.connect(self._hold)
        made.unfold(True)
        return made

    def _changes(self) -> AugmentBox:
        made = AugmentBox(self._recipe.augment, self._default.augment)
        made.changed.connect(lambda augment: self._say(dataclasses.replace(self._recipe, augment=augment)))
        made.form.marked.connect(self._hold)
        made.preview.asked.connect(self.versions_asked)
        made.preview.show_images(self._images)
        return made

    def _question(self) -> None:
        """Ask about what is legal but seldom meant, beside its field."""
        asked = {} if self._resting else {  # of a run that has begun nothing is asked any more
            d.field: problem_text(d.code, d.details) for d in doubts(self._recipe, self._images)}
        self.basics.show_doubts({name: asked[path] for name, path in _BASICS.items() if path in asked})
        if self.more is not None:
            self.more.show_doubts(asked)

    def _hold(self) -> None:
        fields = (f for f in self._fields.findChildren(NumberField) if f.complaint())
        self.held.emit(next((f"{f.accessibleName()}: {f.complaint()}" for f in fields), ""))

    def _show_strategy(self, name: str) -> None:
        box = self._strategy
        box.clear()
        for key, preset in self._presets.items():
            box.addItem(say("preset", preset.title), key)
            box.setItemData(box.count() - 1, say("preset", preset.help), Qt.ItemDataRole.ToolTipRole)
        if not name:
            box.addItem(self.tr("Own thaw line"), "")
        box.setCurrentIndex(box.findData(name))
        told = say("preset", self._presets[name].help) if name else self.tr("As drawn on the Model page.")
        self._told.setText(told)
        box.setAccessibleDescription(told)

    def _name_fold(self) -> None:
        changed = sum(
            getattr(self._recipe, f.name) != getattr(self._default, f.name) for f in dataclasses.fields(Recipe)
            if f.name not in (*ELSEWHERE, "optimiser", "loss", "phases"))
        open_ = self.more is not None and not self.more.isHidden()
        text = self.tr("More, %Ln changed", "", changed) if changed and not open_ else self.tr("More")
        self._fold.setText(text)
        self._fold.setAccessibleName(text)
        self._fold.setIcon(theme.icon("chevron_down" if open_ else "chevron_right", "muted"))

    def _pick(self, name: str) -> None:
        if name and name != strategy_of(self._recipe, self._presets):
            self.preset_asked.emit(name)

    def _say(self, recipe: Recipe) -> None:
        self.show_recipe(recipe)
        self.changed.emit(recipe)
