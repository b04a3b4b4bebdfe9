"""Small drawn signs: right, wrong, faulty, odd; each is told by its shape as well as by its colour."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui_app.theme import colour

_TINTS = {"right": "good", "wrong": "ember", "fault": "bad", "odd": "ember"}
# Strokes in a square of 1×1.
_STROKES = {
    "right": (((0.28, 0.52), (0.44, 0.67), (0.72, 0.35)),),
    "wrong": (((0.33, 0.33), (0.67, 0.67)), ((0.67, 0.33), (0.33, 0.67))),
    "fault": (((0.5, 0.26), (0.5, 0.56)), ((0.5, 0.72), (0.5, 0.725))),
    "odd": (((0.35, 0.38), (0.39, 0.29), (0.5, 0.24), (0.61, 0.29), (0.64, 0.4), (0.5, 0.5), (0.5, 0.58)),
            ((0.5, 0.74), (0.5, 0.745))),
}


def draw_mark(painter: QPainter, rect: QRect | QRectF, mark: str) -> None:
    """A filled disc with a tick (right), a cross (wrong), an exclamation mark (fault) or a question mark (odd)."""
    area = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("panel"), 1.5))
    painter.setBrush(colour(_TINTS[mark]))
    painter.drawEllipse(area)
    painter.setPen(QPen(colour("panel"), max(1.5, area.width() / 10), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                        Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in _STROKES[mark]:
        painter.drawPolyline(QPolygonF([_at(area, x, y) for x, y in stroke]))
    painter.restore()


def draw_broken(painter: QPainter, square: QRect) -> None:
    """A picture that is torn: what stands in place of one that cannot be read."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(40.0, min(square.width(), square.height()) * 0.6)
    area = QRectF(square.center().x() - side / 2, square.center().y() - side / 2, side, side)
    round_end, round_bend = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour("muted"), 1.6, Qt.PenStyle.SolidLine, round_end, round_bend))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left = ((0.42, 0.12), (0.08, 0.12), (0.08, 0.88), (0.34, 0.88))
    right = ((0.66, 0.12), (0.92, 0.12), (0.92, 0.88), (0.58, 0.88))
    tear = ((0.50, 0.05), (0.40, 0.30), (0.56, 0.50), (0.42, 0.72), (0.48, 0.95))
    for stroke in (left, right, tear):
        painter.drawPolyline(QPolygonF([_at(area, x, y) for x, y in stroke]))
    painter.restore()


class Sign(QWidget):
    """A mark as a widget; without one it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = ""
        self.setFixedSize(20, 20)
        self.hide()

    def show_mark(self, mark: str) -> None:
        self._mark = mark
        self.setVisible(bool(mark))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark:
            painter = QPainter(self)
            draw_mark(painter, self.rect().adjusted(1, 1, -1, -1), self._mark)
            painter.end()


def _at(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.left() + area.width() * x, area.top() + area.height() * y)
