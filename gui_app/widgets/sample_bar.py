"""SampleBar: a line that says which images are shown, and the choices of which they are and in what order."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from gui_app import words
from gui_app.widgets.class_table import SPLITS, split_title
from gui_app.widgets.field import QuietCombo
from gui_app.widgets.page import Elided, icon_button
from gui_app.widgets.sample_choice import OUT, Order


class SampleBar(QWidget):
    """Says `changed` when the user has chosen another part or order, `cleared` when all images are wanted again."""

    changed = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = Elided("", role="muted")
        self.told.setObjectName("shown_images")
        self.told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._all = icon_button("close", self.tr("Show all images"), self.cleared.emit, name="all_classes")
        self._places = _picker("shown_part", self.tr("Which images are shown"))
        self._orders = _picker("shown_order", self.tr("In which order"))
        self._order_titles = {"turn": self.tr("Classes in turn"), "name": self.tr("By name"),
                              "odd": self.tr("Unusual ones first")}
        for key, title in self._order_titles.items():
            self._orders.addItem(title, key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._all)
        row.addWidget(self.told)
        row.addWidget(self._places)
        row.addWidget(self._orders)
        for picker in (self._places, self._orders):
            picker.activated.connect(lambda index: self.changed.emit())
        self.show_places({}, 0)

    @property
    def place(self) -> str:
        """The split that is chosen, OUT, or "" for all."""
        return str(self._places.currentData() or "")

    @property
    def order(self) -> Order:
        return cast(Order, self._orders.currentData())

    def set_order(self, order: Order) -> None:
        """Choose an order without saying so."""
        self._orders.setCurrentIndex(self._orders.findData(order))

    def show_all(self) -> None:
        """Choose all images without saying so."""
        self._places.setCurrentIndex(0)

    def show_places(self, splits: dict[str, int], out: int) -> None:
        """The parts that there are, with how many images each has; the chosen one stays chosen."""
        chosen = self.place
        self._places.clear()
        self._places.addItem(self.tr("All splits"), "")
        for name, _ in SPLITS:
            if splits.get(name) or name == chosen:
                self._places.addItem(f"{split_title(name)} ({words.count(splits.get(name, 0))})", name)
        if out or chosen == OUT:
            self._places.addItem(self.tr("Left out ({0})").format(words.count(out)), OUT)
        self._places.setCurrentIndex(max(0, self._places.findData(chosen)))

    def say(self, text: str, *, narrowed: bool, grouped: bool) -> None:
        """What is shown, in a line; `grouped` images have an order of their own."""
        self.told.setText(text)
        self._all.setVisible(narrowed)
        self._orders.setEnabled(not grouped)
        self._orders.setToolTip(self.tr("Groups stay together.") if grouped else self._orders.accessibleName())


def _picker(name: str, title: str) -> QuietCombo:
    made = QuietCombo()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setToolTip(title)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    made.setMinimumWidth(120)
    return made
