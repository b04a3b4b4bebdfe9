"""Legend: the samples of a plot's lines with their names, told apart by style as well as by colour."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui_app.theme import colour, theme_changed

SAMPLE, GAP, SPACE = 18, 6, 14
LONGEST, SHORTEST = 140, 92
"""Names longer than the first are always cut, down to the second where room is short."""

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
    """One row of samples, right-aligned; what finds no room is left out from the end and told by the tooltip."""

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
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._width(e) + SPACE for e in self._entries), self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _width(self, entry: Entry, longest: int = LONGEST) -> int:
        return SAMPLE + GAP + min(longest, self.fontMetrics().horizontalAdvance(entry.text))

    def _fitted(self) -> list[tuple[Entry, int]]:
        """The entries that find room, with their widths."""
        shown = list(self._entries)
        for longest in range(LONGEST, SHORTEST - 1, -8):
            widths = [self._width(e, longest) if e.style in DASHES else self._width(e) for e in shown]
            if sum(widths) + SPACE * len(widths) <= self.width():
                break
        while shown and sum(widths[: len(shown)]) + SPACE * len(shown) > self.width():
            shown.pop()
        return list(zip(shown, widths, strict=False))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._fitted()
        left = self.width() - sum(width + SPACE for _, width in shown) + SPACE
        for entry, width in shown:
            draw_sample(painter, QPointF(left + SAMPLE / 2, self.height() / 2), entry)
            painter.setPen(colour("muted"))
            area = QRect(left + SAMPLE + GAP, 0, width - SAMPLE - GAP + 2, self.height())
            text = self.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideMiddle, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            left += width + SPACE
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
