"""RecipeSide: what the shown run was trained by, only to be read, beside what the next run will be trained by."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTabBar, QVBoxLayout, QWidget

from core.recipe import Recipe
from gui_app.widgets.page import button
from gui_app.widgets.recipe_panel import RecipePanel

OWN, NEXT = 0, 1
WIDTH = 280


class RecipeSide(QFrame):
    """One panel for both; says `use_asked` when the shown run's recipe is to be the next run's."""

    use_asked = Signal()

    def __init__(self, recipe: Recipe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFixedWidth(WIDTH)
        self.panel = RecipePanel(recipe)
        self.tabs = QTabBar()
        self.tabs.setObjectName("whose_recipe")
        self.tabs.setAccessibleName(self.tr("Whose recipe is shown"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for text, tip in ((self.tr("This run"), self.tr("The recipe that this run was trained with.")),
                          (self.tr("Next run"), self.tr("The recipe of the next run; change it here."))):
            self.tabs.setTabToolTip(self.tabs.addTab(text), tip)
        self.use = button(self.tr("Use this recipe"), self.use_asked.emit, name="use_recipe",
                          tip=self.tr("The next run will use the recipe of this one. You can undo this."))
        self._run, self._same, self._free = "", False, False
        self._own: Recipe | None = None
        self._next: Recipe | None = recipe
        self._drawn = recipe
        self._lay_out()
        self.tabs.currentChanged.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget, above, below in ((self.tabs, 12, 0), (self.panel, 0, 0), (self.use, 0, 16)):
            part = QVBoxLayout()
            side = 0 if widget is self.panel else 16
            part.setContentsMargins(side, above, side, below)
            part.addWidget(widget)
            whole.addLayout(part, 1 if widget is self.panel else 0)

    def show_recipes(self, run: str, own: Recipe | None, next_: Recipe | None, *, same: bool, going: bool) -> None:
        """`own` is the recipe of the shown run, `next_` that of the next one; None where there is none.

        `same` says that they come to the same: then, unless the run is `going`, there is nothing to see in the first
        that could not be changed in the second.
        """
        before = self._run, self._free
        self._run, self._free, self._same, self._own, self._next = run, same and not going, same, own, next_
        if own is None or next_ is None:
            self._turn(NEXT if own is None else OWN)
        elif run != before[0] or self._free > before[1]:
            self._turn(NEXT if self._free else OWN)
        self._show()

    def _turn(self, tab: int) -> None:
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(tab)
        self.tabs.blockSignals(False)

    def _show(self) -> None:
        own, both = self.tabs.currentIndex() == OWN, self._own is not None and self._next is not None
        self.tabs.setVisible(both)
        self.panel.show_title(not both)
        self.use.setVisible(both and own and not self._same)
        shown = self._own if own else self._next
        self.panel.rest(own)
        if shown is not None and shown != self._drawn:  # this is said ten times a second while a run trains
            self._drawn = shown
            self.panel.show_recipe(shown)
