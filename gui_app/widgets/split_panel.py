"""SplitPanel: how the images are shared out and what was kept together; and fields to share them out anew."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.choice import About
from core.sharing import Sharing, Together
from gui_app import theme, words
from gui_app.widgets.class_table import SPLITS, SplitBar, split_title
from gui_app.widgets.hint import Hint
from gui_app.widgets.number import NumberField
from gui_app.widgets.page import button, label
from gui_app.widgets.sharing_fields import FoldFields, TogetherFields

WAIT_MS, LEAST = 600, 184
_PARTS = About("", low=0, high=60)


class SplitPanel(QWidget):
    """Says `asked` with the next Sharing once the user has stopped typing. Where it is low, it scrolls."""

    asked = Signal(object)
    held = Signal(str)
    """What is wrong with what was typed, as a sentence; "" once it is mended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sharing, self._together, self._ready, self._grouped = Sharing(), Together(), False, False
        self._splits, self._drawn = dict[str, int](), False
        self._bar = SplitBar()
        self._counts: dict[str, QLabel] = {}
        self._keys: dict[str, QLabel] = {}
        self._fields = {name: NumberField(_PARTS, 0, whole=True) for name in ("validation", "test")}
        self._units: dict[str, QWidget] = {}
        self._share_wrong = Hint("wrong", "split_share_wrong")
        self._kept, self._folds = TogetherFields(), FoldFields()
        self._told = label("", "muted", wrap=True, name="split_told")
        self._parted = label("", "ember", wrap=True, name="split_parted")
        self._more = button("", lambda: self.unfold(self._folds.isHidden()), name="split_more", role="fold")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.asked.emit(self._sharing))
        self._lay_out()
        self._kept.changed.connect(lambda new: self._ask(replace(
            self._sharing, together=new.together, pattern=new.pattern, gap=new.gap, alike=new.alike)))
        self._folds.changed.connect(lambda new: self._ask(replace(
            self._sharing, folds=new.folds, fold=new.fold, seed=new.seed)))
        for field in self.findChildren(NumberField):
            field.marked.connect(self._hold)
        theme.theme_changed.connect(self._tint)
        self._tint()
        self.unfold(False)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (name, _) in enumerate(SPLITS):
            self._add_row(grid, row, name)
        self._inside = QWidget()
        self._inside.installEventFilter(self)
        self._inside.setProperty("role", "scrolled")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._bar)
        column.addLayout(grid)
        for part in (self._share_wrong, self._kept, self._folds, self._told, self._parted):
            column.addWidget(part)
        column.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Split"), "section"), 1)
        head.addWidget(self._more)
        whole.addLayout(head)
        whole.addWidget(area)

    def _add_row(self, grid: QGridLayout, row: int, name: str) -> None:
        key = self._keys[name] = QLabel("■")
        title = label(split_title(name))
        count = self._counts[name] = label("", "muted", name=f"split_{name}_count")
        grid.setRowMinimumHeight(row, 28)
        grid.addWidget(key, row, 0)
        grid.addWidget(title, row, 1)
        grid.addWidget(count, row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if name in self._fields:
            field = self._fields[name]
            field.setObjectName(f"split_{name}")
            field.setAccessibleName(self.tr("{0}, percent of all images").format(split_title(name)))
            field.setToolTip(self.tr("Percent of all images; the same share of every class."))
            field.setFixedWidth(56)
            field.changed.connect(lambda value: self._ask(replace(self._sharing, **{name: value / 100}), WAIT_MS))
            title.setBuddy(field)
            box = self._units[name] = QWidget()
            line = QHBoxLayout(box)
            line.setContentsMargins(8, 0, 0, 0)
            line.setSpacing(6)
            line.addWidget(field)
            line.addWidget(label("%", "muted"))
            grid.addWidget(box, row, 3)

    # --- showing ---------------------------------------------------------------------------------

    def forget(self) -> None:
        """Another folder: what was about to be asked for the last one says nothing about it."""
        self._soon.stop()
        self._kept.forget()
        for field in self.findChildren(NumberField):
            field.put_back()

    def show_split(self, splits: dict[str, int], *, ready: bool) -> None:
        """Show how many images each split has; with `ready` the folder itself has said so."""
        self._ready, self._splits, total = ready, splits, sum(splits.values())
        self._bar.show_splits(splits)
        for name, count in self._counts.items():
            own = splits.get(name, 0)
            part = words.percent(own / max(1, total), 0)
            count.setText(f"{words.count(own)}   {part}" if ready else words.count(own))
        self._show()

    def show_sharing(self, sharing: Sharing, together: Together | None = None, column: str = "") -> None:
        """Show the wish, what came of it, and the table's column of groups; what is being typed stays."""
        self._together, self._grouped, self._drawn = together or Together(), bool(column), together is not None
        if not self._soon.isActive():
            self._sharing = sharing
            self._kept.show_sharing(sharing, column)
            self._folds.show_sharing(sharing)
            for name, field in self._fields.items():
                field.show_value(min(_PARTS.high, round(100 * getattr(sharing, name))))
        self._show()

    def unfold(self, on: bool) -> None:
        """Show or hide the fields for experts."""
        self._folds.setVisible(on)
        self._show()

    def _show(self) -> None:
        for name, unit in self._units.items():
            unit.setVisible(not self._ready and not (name == "validation" and self._sharing.folds))
        for part in (self._kept, self._more):
            part.setVisible(not self._ready)
        open_ = not self._folds.isHidden()
        changed = self._folds.changed_count()
        text = self.tr("More, %Ln changed", "", changed) if changed and not open_ else self.tr("More")
        self._more.setText(text)
        self._more.setAccessibleName(text)
        self._more.setIcon(theme.icon("chevron_down" if open_ else "chevron_right", "muted"))
        if self._ready:
            self._folds.hide()
        self._told.setText(self._sentence())
        wrong = self._wrong()
        self._parted.setText(wrong)
        self._parted.setVisible(bool(wrong))
        self.updateGeometry()

    def _wrong(self) -> str:
        if self._drawn and not self._splits.get("validation"):
            return words.problem_text("no_validation_images", {})
        parted = self._together.parted
        return self.tr("%Ln group(s) lie in several splits all the same, because the folder or your own choice says "
                       "so.", "",
                       parted) if parted else ""

    def _sentence(self) -> str:
        found = self._together
        if self._ready:
            return self.tr("The folder itself says which images are for training, validation and test.")
        if not found.groups:
            return self.tr("Validation images choose the best epoch; test images are kept for the final figures.")
        kept = self.tr("{0} in {1} were kept together").format(
            self.tr("%Ln image(s)", "", found.images), self.tr("%Ln group(s)", "", found.groups))
        if not found.would_leak:
            return f"{kept}."
        if self._sharing.way(grouped=self._grouped):
            leaked = self.tr("otherwise %Ln validation and test image(s) would have an image of their group in "
                             "training", "", found.would_leak)
        else:
            leaked = self.tr("otherwise %Ln validation and test image(s) would have a near-copy in training",
                             "", found.would_leak)
        return self.tr("{0}; {1}.").format(kept, leaked)

    def _hold(self) -> None:
        shares = (field.complaint() for field in self._fields.values())
        self._share_wrong.say(next(filter(None, shares), ""))
        wrong = (field for field in self.findChildren(NumberField) if field.complaint())
        self.held.emit(next((f"{field.accessibleName()}: {field.complaint()}" for field in wrong), ""))

    # --- asking ----------------------------------------------------------------------------------

    def _ask(self, sharing: Sharing, wait: int = 0) -> None:
        self._sharing = sharing
        self._show()
        self._soon.start(wait)

    # --- room ------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        # All that is inside, as tall as its sentences are beside a scroll bar: one that is there for a moment would
        # stay if it took away the line that is needed without it.
        bar = self._area.verticalScrollBar().sizeHint().width()
        inside = self._inside.layout().heightForWidth(max(200, self.width() - bar))
        return QSize(280, self._more.sizeHint().height() + self.layout().spacing() + inside)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(LEAST, self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # a scroll area keeps to itself that its content has become taller
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _tint(self) -> None:
        for name, tint in SPLITS:
            self._keys[name].setStyleSheet(f"color: {theme.colours()[tint]}")
