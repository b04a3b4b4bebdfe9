"""DropHint: a veil over the window or a page while something is dragged across it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui_app import theme

_AROUND, _ICON, _APART = 12, 40, 12


class DropHint(QWidget):
    """Covers its parent and says what dropping would do; lets every event through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drop_hint")
        self._text = self._help = self._icon = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def show_over(self, text: str, help: str = "", icon: str = "folder") -> None:
        """Show what dropping does, quietly below it what is dropped; the icon "warning" says that it does not fit."""
        self._text, self._help, self._icon = text, help, icon
        self.setAccessibleName(text)
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.parentWidget().rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = "ember" if self._icon == "warning" else "ice"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface", 0.9))
        painter.setPen(QPen(theme.colour(tint), 2, Qt.PenStyle.DashLine))
        around = QRectF(self.rect()).adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)
        painter.drawRoundedRect(around, theme.RADIUS, theme.RADIUS)
        room = around.adjusted(24, 0, -24, 0)
        room.setTop(around.center().y() - _ICON - _APART)
        theme.draw_icon(painter, self._icon, QRectF(room.center().x() - _ICON / 2, room.top(), _ICON, _ICON), tint)
        room.adjust(0, _ICON + _APART, 0, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        font = QFont(self.font())
        font.setPixelSize(theme.TITLE)
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, flags, self._text)
        room.adjust(0, painter.boundingRect(room, flags, self._text).height() + 8, 0, 0)
        painter.setFont(self.font())
        painter.setPen(theme.colour("muted"))
        whole = self.fontMetrics().elidedText(self._help, Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(room, flags, whole)
        painter.end()
