"""Curve: loss or accuracy over the epochs of a run. It loads pyqtgraph, so it is imported when first shown."""

import bisect
import math
from collections.abc import Sequence
from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.history import History
from gui_app.theme import theme_changed
from gui_app.widgets.epoch_table import EpochTable
from gui_app.widgets.legend import EARLIER, Entry, Legend
from gui_app.widgets.page import Elided, label
from gui_app.widgets.plot import Plot
from gui_app.widgets.trace import BINS, Points, Trace, decimals, log_ticks, thin, ticks
from gui_app.words import compact, count, loss, number, percent

Earlier = list[tuple[str, History]]

TAU = 0.35
"""The time constant of smoothing in epochs, for runs of usual length."""
TAU_SHARE = 1 / 60
"""The same as a share of a long run."""
MARKED_EPOCHS = 60
"""With more epochs than this their marks would touch."""
WIDE = 10_000
"""Marks from here on are written short: a run that diverges has a loss of millions."""
ALONG_EVERY, UP_EVERY = 80, 28
"""Pixels between the marks of the axes."""


class Curve(QWidget):
    """Training and validation lines of one measure; the best epoch, the phases, and earlier runs behind them."""

    def __init__(self, kind: Literal["loss", "accuracy"], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setObjectName(f"{kind}_curve")
        self._told = loss if kind == "loss" else percent
        self.title = self.tr("Loss") if kind == "loss" else self.tr("Accuracy")
        self.setAccessibleName(self.title)
        self._history, self._of = History(), History()
        self._earlier: Earlier = []
        self._trace = Trace(TAU)
        self._scale: tuple[object, ...] = ()
        self.legend = Legend()
        self.said = Elided("", role="muted")
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.plot = Plot(self.readout)
        self.table = EpochTable(kind, self.title)
        self.smooth = self._toggle(self.tr("Smooth"), self.tr("Smooth the training line with a running "
                                                              "mean."), "smooth")
        self.log = self._toggle(self.tr("Log"), self.tr("Logarithmic scale: shows differences between small "
                                                        "losses."), "log")
        self.as_table = self._toggle(self.tr("Table"), self.tr("The same figures as a table."), "table")
        self._lay_out()
        self.smooth.setChecked(True)
        self.plot.resized.connect(self._redraw)
        theme_changed.connect(self._recolour)
        self._recolour()

    def _toggle(self, text: str, tip: str, name: str) -> QPushButton:
        made = QPushButton(text)
        made.setCheckable(True)
        made.setProperty("role", "quiet")
        made.setObjectName(f"{self.kind}_{name}")
        made.setAccessibleName(f"{self.title}: {text}")
        made.setToolTip(tip)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.toggled.connect(self._redraw)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(label(self.title, "section"))
        head.addSpacing(12)
        head.addWidget(self.legend if self.kind == "loss" else self.said, 1)
        head.addSpacing(8)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(2)
        head.addLayout(self._tools)
        for toggle in (self.smooth, self.log, self.as_table) if self.kind == "loss" else (self.as_table,):
            self._tools.addWidget(toggle)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.plot)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    # --- what is shown ---------------------------------------------------------------------------

    def show_history(self, history: History, earlier: Earlier | None = None) -> None:
        """Draw a run as far as it has come; `earlier` are runs to compare with, by name."""
        self._history = history
        if earlier is not None:
            self._earlier = earlier
        self._absorb()
        self._redraw()

    def add_tool(self, tool: QWidget) -> None:
        """A button of the page's own, left of the toggles."""
        self._tools.insertWidget(0, tool)

    def say(self, text: str) -> None:
        """A short text right of the title, such as the best figure."""
        self.said.setText(text)

    def _absorb(self) -> None:
        """Take in what is new; everything when this is another run, or one that went back to a checkpoint."""
        steps, tau = self._history.steps, max(TAU, self._history.total_epochs * TAU_SHARE)
        known = len(self._trace)
        other = self._of is not self._history or known > len(steps) or tau != self._trace.tau
        if other or (known and steps[known - 1].epoch != self._trace.x[-1]):
            self._trace, self._of, known = Trace(tau), self._history, 0
        for step in steps[known:]:
            self._trace.add(step.epoch, step.loss if self.kind == "loss" else step.accuracy)

    def _redraw(self) -> None:
        self._stack.setCurrentWidget(self.table if self.as_table.isChecked() else self.plot)
        self.setAccessibleDescription(self._summary())
        if self.as_table.isChecked():
            self.table.show_history(self._history)
        else:
            self._draw()

    def _summary(self) -> str:
        if not self._history.epochs:
            return self.tr("No epoch is finished yet.")
        last = self._history.epochs[-1]
        return self.tr("Epoch {0}: training {1}, validation {2}.").format(
            count(last.epoch), self._told(last.train.get(self.kind)), self._told(last.validation.get(self.kind)))

    # --- the plot --------------------------------------------------------------------------------

    def _draw(self) -> None:
        plot, smooth = self.plot, self.smooth.isChecked()
        mean, best = self._mean(), self._history.best
        # The raw accuracy of single batches jumps between a few values; it would only hide the lines.
        faint = 0.45 if len(self._trace) < 3 * BINS else 0.25
        plot.show_raw(faint if smooth else 1.0)
        self._set(plot.raw, *(([], []) if smooth and self.kind == "accuracy" else self._trace.raw_points()))
        self._set(plot.train, *(mean if smooth else ([], [])))
        x, y = self._validation(self._history)
        plot.validation.setSymbol("o" if len(x) <= MARKED_EPOCHS else None)
        self._set(plot.validation, x, y)
        self._set(plot.best, *(([float(best.epoch)], [best.validation.get(self.kind, math.nan)]) if best else ([], [])))
        for item, (_, history) in zip(plot.earlier(len(self._earlier)), self._earlier, strict=True):
            self._set(item, *self._validation(history))
        empty = not len(self._trace) and not x and not self._earlier
        if empty:
            self._scale = ()
        else:
            self._fit([*mean[1], *y])
        plot.show_empty(empty)
        phases = [p.epoch for p in self._history.phases if p.epoch > 0]
        plot.show_phases(phases, self.tr("phase {0}") if self.kind == "loss" else "")
        self._name_lines()

    def _mean(self) -> Points:
        """The smooth training line; of whole epochs where they are over too quickly for their steps to be said."""
        epochs = self._history.epochs
        if len(self._trace) >= 2 * len(epochs):
            return self._trace.smooth_points()
        return thin([float(e.epoch) for e in epochs], [e.train.get(self.kind, math.nan) for e in epochs])

    def _validation(self, history: History) -> tuple[list[float], list[float]]:
        return ([float(e.epoch) for e in history.epochs],
                [e.validation.get(self.kind, math.nan) for e in history.epochs])

    def _set(self, item: pg.PlotDataItem, x: Sequence[float], y: Sequence[float]) -> None:
        item.setData(x, [self._up(v) for v in y])

    def _up(self, value: float) -> float:
        """Where a value lies on the y axis."""
        if not self.log.isChecked():
            return value
        return math.log10(value) if value > 0 else math.nan

    def _fit(self, values: list[float]) -> None:
        """Choose both ranges so that the upright one ends on round numbers."""
        earlier = [self._validation(history) for _, history in self._earlier]
        values = [v for v in (*values, *(v for _, y in earlier for v in y)) if math.isfinite(v)]
        ends = [v for x, _ in earlier for v in x[-1:]]
        last = max([1.0, float(self._history.total_epochs), self._history.epoch, *ends])
        along = ticks(0, last, max(2, self.plot.width() // ALONG_EVERY), whole=True)
        up = self._up_ticks(values, max(3, min(6, (self.plot.height() - 32) // UP_EVERY)))
        scale = (along, up, last, self.log.isChecked(), self.plot.height())
        if scale != self._scale:
            self._scale = scale
            marks = [(self._up(v), self._mark(v, up)) for v in up]
            self.plot.set_scale([(v, count(round(v))) for v in along], marks, last)

    def _mark(self, value: float, marks: list[float]) -> str:
        """A mark of the upright axis, with as many digits as tell them all apart."""
        if self.kind == "accuracy":
            return percent(value, decimals([100 * v for v in marks]))
        if abs(value) >= WIDE:
            return compact(value)
        return number(value, None if self.log.isChecked() else decimals(marks))

    def _up_ticks(self, values: list[float], most: int) -> list[float]:
        low, high = min(values, default=0.0), max(values, default=1.0)
        if self.kind == "accuracy":
            return [v for v in ticks(max(0.0, min(low, 0.9)), 1.0, most) if v <= 1.0]
        positive = [v for v in values if v > 0]
        if self.log.isChecked():
            return log_ticks(min(positive, default=0.1), max(positive, default=1.0))
        # A loss that hardly falls would be a flat line far above zero.
        return ticks(low if 0.6 * high < low < high else 0.0, high or 1.0, most)

    def _name_lines(self) -> None:
        entries = [Entry(self.tr("training"), "ember"), Entry(self.tr("validation"), "ice", "dots")]
        entries += [Entry(name, "muted", EARLIER[i % len(EARLIER)]) for i, (name, _) in enumerate(self._earlier)]
        if self._history.best:
            entries.append(Entry(self.tr("best epoch"), "ice", "diamond"))
        self.legend.show_entries(tuple(entries))

    def readout(self, epoch: float) -> tuple[float, str]:
        """The nearest known place on the x axis, and the figures there in words."""
        trace, lines, place = self._trace, [], epoch
        ended = min(self._history.epochs, key=lambda e: abs(e.epoch - epoch), default=None)
        if len(trace):
            after = bisect.bisect_left(trace.x, epoch)
            at = min((i for i in (after - 1, after) if 0 <= i < len(trace)), key=lambda i: abs(trace.x[i] - epoch))
            place, shown = trace.x[at], (trace.smooth if self.smooth.isChecked() else trace.y)[at]
            lines.append(self.tr("epoch {0}: training {1}").format(number(place, 1), self._told(shown)))
        if ended is not None:
            figure = self._told(ended.validation.get(self.kind))
            lines.append(self.tr("epoch {0}: validation {1}").format(count(ended.epoch), figure))
        return place, "\n".join(lines)

    # --- looks -----------------------------------------------------------------------------------

    def _recolour(self) -> None:
        self.plot.recolour()
        self._redraw()
