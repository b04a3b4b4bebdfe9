"""AugmentBox: the kind of pictures, the changes that suit it, and what they look like on the user's own images."""

from dataclasses import dataclass, fields, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.choice import about, value
from core.recipe import Augmentation, Recipe, apply_preset, picture_presets
from gui_app.widgets.augment_preview import AugmentPreview
from gui_app.widgets.field import QuietCombo
from gui_app.widgets.form import Form
from gui_app.widgets.page import label
from gui_app.words import say

_ABOUT = about(next(field for field in fields(Recipe) if field.name == "augment"))
NONE, OWN = "none", "own"


@dataclass(frozen=True)
class Changes:
    """The augmentation of a recipe alone."""

    augment: tuple[Augmentation, ...] = value((), title=_ABOUT.title, help=_ABOUT.help)


class AugmentBox(QWidget):
    """Shows an augmentation silently with `show_value`; says `changed` with the next one."""

    changed = Signal(object)

    def __init__(self, augment: tuple[Augmentation, ...], default: tuple[Augmentation, ...],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets = picture_presets()
        self._kinds = {NONE: (), **{name: apply_preset(Recipe(), name).augment for name in self._presets}}
        self._kind = QuietCombo()
        self._kind.setObjectName("picture_kind")
        self._kind.setAccessibleName(self.tr("Kind of pictures"))
        self._kind.setMinimumContentsLength(8)
        self._kind.activated.connect(self._pick)
        self._told = label("", "muted", wrap=True, name="picture_kind_help")
        self.form = Form(Changes(augment), Changes(default), nested=True)
        self.form.unfold(True)
        self.form.changed.connect(lambda record: self._say(record.augment))
        self.preview = AugmentPreview()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Kind of pictures")))
        for widget in (self._kind, self._told, self.preview, self.form):  # the switches in sight of what they do
            column.addWidget(widget)
        self._show(augment)

    def show_value(self, augment: tuple[Augmentation, ...]) -> None:
        """Show an augmentation without saying so."""
        self.form.show_value(replace(self.form.value, augment=augment))
        self._show(augment)

    def show_default(self, augment: tuple[Augmentation, ...]) -> None:
        """Compare with another augmentation from now on."""
        self.form.show_default(Changes(augment))

    def _show(self, augment: tuple[Augmentation, ...]) -> None:
        kind = next((name for name, changes in self._kinds.items() if changes == augment), OWN)
        box = self._kind
        box.clear()
        box.addItem(self.tr("No augmentation"), NONE)
        for name, preset in self._presets.items():
            box.addItem(say("preset", preset.title), name)
            box.setItemData(box.count() - 1, say("preset", preset.help), Qt.ItemDataRole.ToolTipRole)
        if kind == OWN:
            box.addItem(self.tr("Custom"), OWN)
        box.setCurrentIndex(box.findData(kind))
        told = {NONE: self.tr("Images are used unchanged; choose what kind yours are to see which changes suit them."),
                OWN: self.tr("As chosen below.")}
        reason = told.get(kind) or say("preset", self._presets[kind].help)
        self._told.setText(reason)
        box.setAccessibleDescription(reason)
        self.preview.setVisible(bool(augment))

    def _pick(self, place: int) -> None:
        kind = str(self._kind.itemData(place))
        if kind != OWN:
            self._say(self._kinds[kind])

    def _say(self, augment: tuple[Augmentation, ...]) -> None:
        self.show_value(augment)
        self.changed.emit(augment)
