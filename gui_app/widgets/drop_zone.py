"""DropZone: the large empty field that says what may be dropped here; pressing it asks for files instead."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui_app import theme
from gui_app.theme import colour
from gui_app.widgets.rings import has_ring

ICON, GAP, LINE, MARGIN = 36, 12, 26, 8


class DropZone(QWidget):
    """The dropping itself is the page's: it takes files anywhere, not only here."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drop_zone")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_busy(False)

    def show_busy(self, busy: bool) -> None:
        """Whether it invites, or says that what was dropped is being looked at."""
        self._lines = (self.tr("Drop images or folders here"), self.tr("or press here to choose images"))
        if busy:
            self._lines = (self.tr("Looking at the images"), self.tr("What they show appears here, one by one."))
        self.setAccessibleName(". ".join(self._lines))
        self.setEnabled(not busy)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() and self.isEnabled()
        focus = has_ring(self)
        painter.setPen(QPen(colour("ice" if focus else "muted" if lit else "edge"), 2 if focus else 1.5,
                            Qt.PenStyle.DashLine))
        painter.setBrush(colour("hover" if lit else "panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        middle = self.rect().center()
        drawn = self.height() >= ICON + GAP + 2 * LINE + 2 * MARGIN  # in a low window the words go before the picture
        top = middle.y() - LINE - (ICON + GAP) // 2 * drawn
        if drawn:
            theme.draw_icon(painter, "image", QRect(middle.x() - ICON // 2, top, ICON, ICON), "muted")
            top += ICON + GAP
        font = QFont(self.font())
        font.setPixelSize(theme.SECTION)
        font.setWeight(QFont.Weight.DemiBold)
        line = QRect(16, top, self.width() - 32, LINE)
        for text, tint, shown in ((self._lines[0], "ink", font), (self._lines[1], "muted", self.font())):
            painter.setFont(shown)
            painter.setPen(colour(tint))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
            line.translate(0, LINE)
        painter.end()
