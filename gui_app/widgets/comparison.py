"""Comparison: the shown run and those beside it, in figures, and what is different about their recipes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.comparison import RunFigures, recipe_differences
from gui_app.theme import colour, theme_changed
from gui_app.widgets.legend import DASHES, EARLIER
from gui_app.widgets.page import Elided, icon_button, label, rule
from gui_app.widgets.recipe_words import RecipeWords
from gui_app.words import compact, count, duration, loss, percent


@dataclass(frozen=True)
class Compared:
    """A run under its name; `figures` are None where its folder cannot be read."""

    name: str
    figures: RunFigures | None


class Comparison(QFrame):
    """A block for each run, the shown one first."""

    left = Signal()
    """To compare no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparison")
        self.setAccessibleName(self.tr("Comparison"))
        self._words = RecipeWords(self)
        self._shown: tuple[Compared, ...] = ()
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 8, 8)
        head.addWidget(label(self.tr("Comparison"), "section"), 1)
        head.addWidget(icon_button("close", self.tr("Remove from the "
                                                    "comparison"), self.left.emit, name="compare_close"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # to be scrolled with the keys
        self._area.setAccessibleName(self.tr("Comparison"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._area, 1)

    def show_runs(self, runs: Sequence[Compared]) -> None:
        """The first one is the run that the pages show."""
        if tuple(runs) == self._shown:
            return
        self._shown = tuple(runs)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(10)
        for n, run in enumerate(self._shown):
            if n:
                column.addWidget(rule())
            self._add(column, run, n)
        column.addStretch(1)
        self._area.setWidget(inner)

    def _add(self, column: QVBoxLayout, run: Compared, number_: int) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(_Sample(number_))
        name = Elided(run.name, role="section")
        head.addWidget(name, 1)
        column.addLayout(head)
        if run.figures is None:
            column.addWidget(label(self.tr("This run cannot be read."), "muted", wrap=True))
            return
        column.addLayout(_grid(self._rows(run.figures)))
        own = self._shown[0].figures
        if number_ and own is not None:
            self._add_differences(column, own, run.figures)

    def _rows(self, run: RunFigures) -> list[tuple[str, str]]:
        between = "–"
        if run.accuracy_low is not None and run.accuracy_high is not None:
            between = self.tr("{0} to {1}").format(percent(run.accuracy_low), percent(run.accuracy_high))
        learned = compact(run.learned) if run.learned is not None else "–"
        if run.learned is not None and run.parameters is not None:
            learned = self.tr("{0} of {1}").format(learned, compact(run.parameters))
        best = self.tr("{0} of {1}").format(count(run.best_epoch), count(run.epochs)) if run.best_epoch else "–"
        return [(self.tr("Accuracy"), percent(run.accuracy)), (self.tr("95 % interval"), between),
                (self.tr("Loss"), loss(run.loss)), (self.tr("Best epoch"), best),
                (self.tr("Took"), duration(run.seconds) if run.seconds else "–"), (self.tr("Parameters"), learned)]

    def _add_differences(self, column: QVBoxLayout, own: RunFigures, other: RunFigures) -> None:
        paths = recipe_differences(own.recipe, other.recipe)
        if not paths:
            column.addWidget(label(self.tr("Trained by the same recipe."), "muted", wrap=True))
            return
        column.addWidget(label(self.tr("What is different"), "muted"))
        for path in paths:
            # Above the first difference both recipes are alike: the path is one of either.
            text = self.tr("{0}: {1}, in the open run {2}").format(
                self._words.title(other.recipe, path), self._words.value(other.recipe, path),
                self._words.value(own.recipe, path))
            column.addWidget(label(text, wrap=True))


def _grid(rows: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for n, (title, value) in enumerate(rows):
        grid.addWidget(label(title, "muted"), n, 0, Qt.AlignmentFlag.AlignTop)
        shown = label(value, wrap=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignRight)
        shown.setAccessibleName(f"{title}: {value}")
        grid.addWidget(shown, n, 1)
    return grid


class _Sample(QWidget):
    """How the run's line is drawn in the curves."""

    def __init__(self, number_: int) -> None:
        super().__init__()
        self._number = number_
        self.setFixedSize(QSize(22, 12))
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("muted" if self._number else "ice"), 2)
        if self._number:
            pen.setDashPattern(DASHES[EARLIER[(self._number - 1) % len(EARLIER)]])
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(QRectF(0, middle, self.width(), 0).topLeft(), QRectF(0, middle, self.width(), 0).topRight())
        painter.end()
