"""Legend: the samples of a plot's lines with their names, told apart by style as well as by colour."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui_app.theme import colour, line_height, theme_changed

SAMPLE, GAP, SPACE = 18, 6, 14
LONGEST, SHORTEST = 140, 92
"""Names of earlier runs longer than the first are always cut, down to the second where room is short."""

Style = Literal["line", "dots", "dash", "dot", "dashdot", "diamond"]
EARLIER: tuple[Style, ...] = ("dash", "dot", "dashdot")
"""How earlier runs are told apart."""
DASHES: dict[str, list[float]] = {"dash": [4, 3], "dot": [1, 3], "dashdot": [6, 3, 1, 3]}
"""In widths of the pen."""


@dataclass(frozen=True)
class Entry:
    """A line of the plot: what it is called, its colour, and how it is drawn."""

    text: str
    tint: str
    style: Style = "line"


class Legend(QWidget):
    """The samples with their names, right-aligned; what finds no room in a line goes on in the next one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.update)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        if entries != self._entries:
            self._entries = entries
            told = ", ".join(e.text for e in entries)
            self.setToolTip(told)
            self.setAccessibleName(self.tr("Lines: {0}").format(told))
            self._fit()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._width(e) + SPACE for e in self._entries), self._line())

    def minimumSizeHint(self) -> QSize:
        return QSize(max((self._width(e, SHORTEST) for e in self._entries), default=0), self._line())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its lines: a layout that is short of room would cut what merely asks for a height."""
        self.setFixedHeight(self._line() * max(1, len(self.lines(self.width()))))

    def _line(self) -> int:
        return line_height(self.font()) + 4

    def _width(self, entry: Entry, longest: int = LONGEST) -> int:
        return SAMPLE + GAP + min(longest, self.fontMetrics().horizontalAdvance(entry.text))

    def lines(self, width: int) -> list[list[tuple[Entry, int]]]:
        """The entries with their widths, line by line; names of earlier runs are cut before a line is broken."""
        widths = [self._width(e) for e in self._entries]
        for longest in range(LONGEST, SHORTEST - 1, -8):
            widths = [self._width(e, longest) if e.style in DASHES else self._width(e) for e in self._entries]
            if sum(widths) + SPACE * len(widths) <= width:
                break
        lines, taken = list[list[tuple[Entry, int]]](), 0
        for entry, needed in zip(self._entries, widths, strict=True):
            if not lines or taken + needed > width:
                lines.append([])
                taken = 0
            lines[-1].append((entry, min(needed, width)))
            taken += needed + SPACE
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines, height = self.lines(self.width()), self._line()
        top = (self.height() - height * len(lines)) // 2
        for line in lines:
            left = self.width() - sum(width + SPACE for _, width in line) + SPACE
            for entry, width in line:
                draw_sample(painter, QPointF(left + SAMPLE / 2, top + height / 2), entry)
                painter.setPen(colour("muted"))
                area = QRect(left + SAMPLE + GAP, top, width - SAMPLE - GAP + 2, height)
                text = self.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, area.width())
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
                left += width + SPACE
            top += height
        painter.end()


def draw_sample(painter: QPainter, middle: QPointF, entry: Entry) -> None:
    """A short piece of the line, with its marks."""
    pen = QPen(colour(entry.tint), 2 if entry.style in ("line", "dots", "diamond") else 1.5)
    if entry.style in DASHES:
        pen.setDashPattern(DASHES[entry.style])
    painter.setPen(pen)
    if entry.style == "diamond":
        painter.setBrush(colour("panel"))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in ((0, -6), (6, 0), (0, 6), (-6, 0))]))
        return
    painter.drawLine(middle - QPointF(SAMPLE / 2 - 1, 0), middle + QPointF(SAMPLE / 2 - 1, 0))
    if entry.style == "dots":
        painter.setBrush(colour(entry.tint))
        painter.drawEllipse(middle, 2.5, 2.5)
