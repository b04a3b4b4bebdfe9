"""Plot: the drawing area of a curve, on pyqtgraph: lines, round axes, phases, a best mark and a reading hair."""

from collections.abc import Callable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui_app.theme import colour, colours
from gui_app.widgets.legend import DASHES, EARLIER
from gui_app.widgets.page import label

AXIS_WIDTH, AXIS_HEIGHT, HALF_LINE = 46, 24, 9
THINNEST = 1.5
"""Of the lines of a run."""
LOWEST = 150
"""A lower plot would show nothing; the page is scrolled rather."""
Marks = list[tuple[float, str]]
Readout = Callable[[float], tuple[float, str]]


class Plot(pg.PlotWidget):
    """Lines over a fixed range. `readout` is asked what is known near a place on the x axis."""

    resized = Signal()

    def __init__(self, readout: Readout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readout, self._last, self._pixels = readout, 1.0, 1.0
        self.setMouseEnabled(False, False)  # the range follows the run; a stray wheel must not lose it
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the table is the way in for the keyboard
        self.setMouseTracking(True)
        self.setMinimumHeight(LOWEST)
        self.getPlotItem().setContentsMargins(0, 0, 8, 0)
        self.raw, self.train, self.validation, self.best = self._line(1), self._line(4), self._line(5), self._line(6)
        self.hair = self.addLine(x=0.0)
        self.hair.setVisible(False)
        self._earlier: list[pg.PlotDataItem] = []
        self._phases: list[pg.InfiniteLine] = []
        self._told = label("", name="readout")
        self._told.setParent(self)
        self._told.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._told.hide()
        self.empty = label(self.tr("The curve appears as soon as training starts."), "muted")
        self.empty.setParent(self)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._shape_axes()

    def _line(self, depth: int) -> pg.PlotDataItem:
        item = pg.PlotDataItem(connect="finite", antialias=True)
        item.setZValue(depth)
        self.addItem(item)
        return item

    def _shape_axes(self) -> None:
        font = QFont(self.font())
        font.setPixelSize(11)
        font.setFeature(QFont.Tag("tnum"), 1)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setStyle(tickLength=0, tickTextOffset=8, tickFont=font, tickAlpha=255, autoExpandTextSpace=False,
                          hideOverlappingLabels=False)
            axis.setZValue(-1000)  # behind the lines
            axis.enableAutoSIPrefix(False)
        self.getAxis("left").setWidth(AXIS_WIDTH)
        self.getAxis("left").setGrid(255)
        self.getAxis("bottom").setHeight(AXIS_HEIGHT)

    # --- what is shown ---------------------------------------------------------------------------

    def set_scale(self, along: Marks, up: Marks, last: float) -> None:
        """The marks of both axes; they also are the range, but for x, which ends with the run."""
        self._last = last
        self.getAxis("bottom").setTicks([[mark for mark in along if mark[0] <= last]])
        self.getAxis("left").setTicks([up])
        self.setXRange(0, last, padding=0.01)
        # The axis leaves out a text that does not wholly fit, so its ends need half a line each.
        room = max(HALF_LINE, self.height() - AXIS_HEIGHT - 2 * HALF_LINE)
        self.setYRange(up[0][0], up[-1][0], padding=HALF_LINE / room)

    def show_empty(self, empty: bool) -> None:
        """Without any line there is a word instead of axes."""
        self.empty.setVisible(empty)
        if empty:
            for side in ("left", "bottom"):
                self.getAxis(side).setTicks([[]])

    def earlier(self, n: int) -> list[pg.PlotDataItem]:
        """Lines for `n` earlier runs."""
        while len(self._earlier) < n:
            self._earlier.append(self._line(2))
            self.recolour()
        for item in self._earlier[n:]:
            item.setData([], [])
        return self._earlier[:n]

    def show_phases(self, epochs: Sequence[int], text: str) -> None:
        """A dotted upright line where each later phase starts; `text` has a place for its number, or is empty."""
        if [line.value() for line in self._phases] == list(epochs):
            return
        for line in self._phases:
            self.removeItem(line)
        at_top = {"position": 0.98, "anchors": [(-0.05, 0), (-0.05, 0)]}
        self._phases = [self.addLine(x=epoch, label=text.format(number) or None, labelOpts=at_top)
                        for number, epoch in enumerate(epochs, 2)]
        self.recolour()

    def recolour(self) -> None:
        """Take the colours of the theme that is in use."""
        self.setBackground(colours().panel)
        self._told.setStyleSheet(f"background: {colours().panel}; border: 1px solid {colours().line};"
                                 "border-radius: 6px; padding: 4px 8px;")
        for side in ("left", "bottom"):
            self.getAxis(side).setPen(pg.mkPen(None))
            self.getAxis(side).setTickPen(pg.mkPen(colours().line))
            self.getAxis(side).setTextPen(pg.mkPen(colours().muted))
        self._pixels = self.devicePixelRatioF()
        self.train.setPen(self._pen("ember", 2))
        self.validation.setPen(self._pen("ice", 2))
        self.validation.setSymbolBrush(colours().ice)
        self.validation.setSymbolPen(None)
        self.validation.setSymbolSize(5)
        self.best.setSymbol("d")
        self.best.setSymbolSize(14)
        self.best.setSymbolBrush(colours().panel)
        self.best.setSymbolPen(self._pen("ice", 2))
        for i, item in enumerate(self._earlier):
            pen = self._pen("muted", THINNEST)
            pen.setDashPattern(DASHES[EARLIER[i % len(EARLIER)]])
            item.setPen(pen)
        for line in self._phases:
            line.setPen(pg.mkPen(colour("muted", 0.6), style=Qt.PenStyle.DotLine))
            if hasattr(line, "label"):
                line.label.setColor(colours().muted)
        self.hair.setPen(pg.mkPen(colours().muted))

    def _pen(self, tint: str, width: float, strength: float = 1.0) -> QPen:
        """A pen of so many pixels of the window; what pyqtgraph draws with counts those of the screen."""
        return pg.mkPen(colour(tint, strength), width=width * self._pixels)

    def show_raw(self, strength: float) -> None:
        """How strong the single steps are: faint behind a smoothed line, yet never too thin to be seen."""
        self.raw.setPen(self._pen("ember", THINNEST, strength))

    # --- the reading hair ------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        box = self.getViewBox()
        if not box.sceneBoundingRect().contains(event.position()):
            self._hide_hair()
            return
        place, text = self._readout(box.mapSceneToView(event.position()).x())
        self.hair.setVisible(bool(text))
        self._told.setVisible(bool(text))
        if text:
            self.hair.setValue(place)
            self._told.setText(text)
            self._told.adjustSize()
            x = round(box.mapViewToScene(pg.Point(place, 0)).x())
            right = x + 10 + self._told.width() < self.width()
            self._told.move(QPoint(x + 10 if right else x - 10 - self._told.width(), 12))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_hair()

    def _hide_hair(self) -> None:
        self.hair.setVisible(False)
        self._told.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "empty"):  # Qt resizes before the constructor is through
            self.empty.adjustSize()
            self.empty.move((self.width() - self.empty.width()) // 2, (self.height() - self.empty.height()) // 2)
            self.resized.emit()
