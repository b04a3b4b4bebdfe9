"""SplitPanel: how the images are shared out, and two fields to share them out anew."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.choice import About
from gui_app import theme, words
from gui_app.widgets.class_table import SPLITS, SplitBar, split_title
from gui_app.widgets.number import NumberField
from gui_app.widgets.page import label

WAIT_MS = 600
_PARTS = About("", low=0, high=60)


class SplitPanel(QWidget):
    """Says `asked` with the validation and test parts, 0 to 1, once the user has stopped typing."""

    asked = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = SplitBar()
        self._counts: dict[str, QLabel] = {}
        self._keys: dict[str, QLabel] = {}
        self._fields = {name: NumberField(_PARTS, 0, whole=True) for name in ("validation", "test")}
        self._units: list[QWidget] = []
        self._asked: dict[str, float] = {}
        self._why = label("", "muted", wrap=True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._ask)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, _) in enumerate(SPLITS):
            self._add_row(grid, row, name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(label(self.tr("Split"), "section"))
        whole.addWidget(self._bar)
        whole.addLayout(grid)
        whole.addWidget(self._why)
        theme.theme_changed.connect(self._tint)
        self._tint()

    def _add_row(self, grid: QGridLayout, row: int, name: str) -> None:
        key = self._keys[name] = QLabel("■")
        title = label(split_title(name))
        count = self._counts[name] = label("", "muted", name=f"split_{name}_count")
        grid.setRowMinimumHeight(row, 30)
        grid.addWidget(key, row, 0)
        grid.addWidget(title, row, 1)
        grid.addWidget(count, row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if name in self._fields:
            field = self._fields[name]
            field.setObjectName(f"split_{name}")
            field.setAccessibleName(self.tr("{0}, percent of all images").format(split_title(name)))
            field.setToolTip(self.tr("Percent of all images; the same share of every class."))
            field.setFixedWidth(56)
            field.changed.connect(lambda value: self._soon.start())
            title.setBuddy(field)
            box = QWidget()
            line = QHBoxLayout(box)
            line.setContentsMargins(8, 0, 0, 0)
            line.setSpacing(6)
            line.addWidget(field)
            line.addWidget(label("%", "muted"))
            self._units.append(box)
            grid.addWidget(box, row, 3)

    def forget(self) -> None:
        """Another folder: what was asked for the last one says nothing about it."""
        self._asked = {}
        self._soon.stop()

    def show_split(self, splits: dict[str, int], *, ready: bool) -> None:
        """Show how many images each split has; with `ready` the folder itself has said so."""
        total = sum(splits.values())
        self._bar.show_splits(splits)
        for name, count in self._counts.items():
            own = splits.get(name, 0)
            part = words.percent(own / max(1, total), 0)
            count.setText(f"{words.count(own)}   {part}" if ready else words.count(own))
        for name, field in self._fields.items():
            # What was asked for stays as it was typed: 40 of few images may come out as 38.
            found = min(_PARTS.high, round(100 * splits.get(name, 0) / max(1, total)))
            if not self._soon.isActive():
                field.show_value(self._asked.get(name, found))
        for unit in self._units:
            unit.setVisible(not ready)
        self._why.setText(
            self.tr("The folder says itself which images are for what.") if ready else
            self.tr("Validation picks the best epoch; test is kept for the final figures."))

    def _ask(self) -> None:
        self._asked = {name: field.value for name, field in self._fields.items()}
        self.asked.emit(*(self._fields[name].value / 100 for name in ("validation", "test")))

    def _tint(self) -> None:
        for name, tint in SPLITS:
            self._keys[name].setStyleSheet(f"color: {theme.colours()[tint]}")
