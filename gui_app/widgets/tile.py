"""Tile: a panel that is pressed as a whole, painted by hand."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QPushButton

from gui_app import theme
from gui_app.widgets.rings import has_ring


class Tile(QPushButton):
    """A panel that is pressed as a whole; a ring shows the keyboard's focus."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("role", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paint_ground(self, painter: QPainter, *, dashed: bool = False) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(theme.colour("edge" if dashed else "line"), 1.5 if dashed else 1)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        lit = self.underMouse() and self.isEnabled()
        painter.setBrush(theme.colour("hover" if lit else "panel"))
        painter.setPen(pen)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if has_ring(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ice"), 2))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
