"""Fields of a Sharing: what must not be parted, and, for experts, folds and the seed."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.choice import About
from core.sharing import Sharing
from core.source import Source
from gui_app import words
from gui_app.widgets.field import OptionField, QuietCombo, SwitchField, TextField
from gui_app.widgets.hint import Hint
from gui_app.widgets.number import NumberField
from gui_app.widgets.page import Elided, label

GROUP = "{group}"
"""Stands in a pattern for the part of the name that tells what belongs together."""
FOLDS = (0, 3, 5, 10)
_GAP, _SEED = About("", low=0.1, high=86_400), About("", low=0, high=999_999)
_EXAMPLE = ("p07_1.jpg", "p07_2.jpg", "{group}_*")


class TogetherFields(QWidget):
    """Whose images stay on one side of the split. Says `changed` with the next Sharing, unless it makes no sense."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sharing, self._shown, self._column_name = Sharing(), Sharing(), ""
        self._way = QuietCombo()
        self._way.setMinimumContentsLength(8)
        self._way.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToContents)
        self._way.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._pattern, self._gap, self._alike = TextField(""), NumberField(_GAP, 10, whole=False), SwitchField(True)
        self._help = label("", "muted", wrap=True, name="split_together_help")
        self._wrong = label("", "wrong", wrap=True, name="split_pattern_wrong")
        self._pattern_row = self._row(self.tr("Pattern"), self._pattern, "split_pattern")
        self._gap_wrong = Hint("wrong", "split_gap_wrong")
        self._gap.marked.connect(self._gap_wrong.say)
        self._gap_row = self._row(self.tr("Pause that ends a burst, in seconds"), self._gap, "split_gap")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._row(self.tr("Keep together"), self._way, "split_together"), self._pattern_row,
                     self._gap_row, self._gap_wrong, self._wrong, self._help,
                     self._row(self.tr("Keep near-duplicates together"), self._alike, "split_alike")):
            column.addWidget(part)
        self._alike.setToolTip(self.tr("Images that look nearly the same stay in one split."))
        self._way.setToolTip(self.tr("Images that belong together, such as those of one patient, stay in one split; "
                                     "otherwise the figures would be too good."))
        self._way.activated.connect(lambda at: self._set(together=self._way.itemData(at)))
        self._pattern.changed.connect(lambda text: self._set(pattern=text.strip()))
        self._gap.changed.connect(lambda seconds: self._set(gap=float(seconds)))
        self._alike.changed.connect(lambda on: self._set(alike=on))
        self.show_sharing(self._sharing)

    def _row(self, title: str, field: QWidget, name: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        wide = isinstance(field, TextField)
        text = label(title, wrap=isinstance(field, NumberField))
        text.setBuddy(field)
        field.setObjectName(name)
        field.setAccessibleName(title)
        line.addWidget(text, 0 if wide else 1)
        line.addWidget(field, 1 if wide else 0)
        return row

    def show_sharing(self, sharing: Sharing, column: str = "") -> None:
        """Show a wish without saying so; `column` is the table's column of groups, if there is one."""
        if sharing == self._shown and not makes_sense(self._sharing):
            return  # a pattern is being typed, of which nobody has heard yet
        self._sharing, self._shown, self._column_name = sharing, sharing, column
        self._way.clear()
        for way, title in self._ways():
            self._way.addItem(title, way)
        self._way.setCurrentIndex(self._way.findData(sharing.way(grouped=bool(column))))
        if self._pattern.text().strip() != sharing.pattern:
            self._pattern.show_value(sharing.pattern)
        self._gap.show_value(sharing.gap)
        self._alike.show_value(sharing.alike)
        self._show_rows()

    def forget(self) -> None:
        """Another folder: what is being typed was meant for the last one."""
        self._sharing = Sharing()

    def _ways(self) -> list[tuple[str, str]]:
        ways = [("", self.tr("nothing")), ("subfolder", self.tr("each subfolder")),
                ("pattern", self.tr("equal names")), ("time", self.tr("each burst"))]
        if self._column_name or self._sharing.together == "column":
            ways.append(("column", self.tr("equal cells")))
        return ways

    def _show_rows(self) -> None:
        way, wrong = self._sharing.way(grouped=bool(self._column_name)), not makes_sense(self._sharing)
        self._pattern_row.setVisible(way == "pattern")
        self._gap_row.setVisible(way == "time")
        if way != "time":
            self._gap.put_back()
        self._pattern.setPlaceholderText(_EXAMPLE[2])
        self._wrong.setText(self.tr("Write {0} for the part of the name that is the same.").format(GROUP))
        self._wrong.setVisible(wrong and bool(self._sharing.pattern))
        self._help.setText({
            "subfolder": self.tr("The images of each subfolder of a class folder stay together."),
            "pattern": self.tr("“{2}” keeps “{0}” and “{1}” together.").format(*_EXAMPLE),
            "time": self.tr("Images taken shortly after one another stay together."),
            "column": self.tr("Images with the same value of “{0}” stay together.").format(self._column_name),
        }.get(way, ""))
        self._help.setVisible(bool(way) and not self._wrong.isVisibleTo(self))

    def _set(self, **new: object) -> None:
        self._sharing = replace(self._sharing, **new)  # type: ignore[arg-type]
        self._show_rows()
        if "together" in new and self._sharing.together == "pattern":
            self._pattern.setFocus(Qt.FocusReason.OtherFocusReason)
        if makes_sense(self._sharing):
            self.changed.emit(self._sharing)


class FoldFields(QWidget):
    """Folds for small sets, and the seed of the split. Says `changed` with the next Sharing."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sharing = Sharing()
        self._folds = OptionField(tuple((k, words.count(k) if k else self.tr("off")) for k in FOLDS), 0)
        self._fold = QuietCombo()
        self._seed = NumberField(_SEED, 0, whole=True)
        self._seed.setFixedWidth(72)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._fold_row = self._row(self.tr("Fold used for validation"), self._fold, "split_fold", self.tr(
            "Train once with each fold for validation, then average the figures."))
        for row in (self._row(self.tr("Number of folds"), self._folds, "split_folds", self.tr(
                        "For few images: they are divided into this many folds of equal size, one of which is used "
                        "for validation.")),
                    self._fold_row, self._row(self.tr("Seed"), self._seed, "split_seed", self.tr(
                        "Another number gives another split; the same number always gives the same split."))):
            column.addWidget(row)
        seed_wrong = Hint("wrong", "split_seed_wrong")
        self._seed.marked.connect(seed_wrong.say)
        column.addWidget(seed_wrong)
        self._folds.changed.connect(lambda k: self._set(folds=k, fold=0))
        self._fold.activated.connect(lambda at: self._set(fold=at))
        self._seed.changed.connect(lambda seed: self._set(seed=int(seed)))
        self.show_sharing(self._sharing)

    def _row(self, title: str, field: QWidget, name: str, tip: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        text = Elided(title)
        text.setBuddy(field)
        field.setObjectName(name)
        field.setAccessibleName(title)
        field.setAccessibleDescription(tip)
        field.setToolTip(tip)
        line.addWidget(text, 1)
        line.addWidget(field)
        return row

    def show_sharing(self, sharing: Sharing) -> None:
        """Show a wish without saying so."""
        self._sharing = sharing
        self._folds.show_value(sharing.folds)
        self._seed.show_value(sharing.seed)
        self._fold.clear()
        self._fold.addItems([self.tr("{0} of {1}").format(n + 1, sharing.folds) for n in range(sharing.folds)])
        self._fold.setCurrentIndex(sharing.fold)
        self._fold_row.setVisible(bool(sharing.folds))

    def changed_count(self) -> int:
        """How many of these fields are not as they come."""
        plain = Sharing()
        return (self._sharing.folds != plain.folds) + (self._sharing.seed != plain.seed)

    def _set(self, **new: int) -> None:
        self.show_sharing(replace(self._sharing, **new))
        self.changed.emit(self._sharing)


def group_of(source: Source) -> str:
    """What says which images belong together: a table's column, or a part of the names."""
    return GROUP if source.kind == "names" and GROUP in source.pattern else source.group


def makes_sense(sharing: Sharing) -> bool:
    """Whether a split can be drawn: a pattern says which part of the names is equal."""
    return sharing.together != "pattern" or GROUP in sharing.pattern
