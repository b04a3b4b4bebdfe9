"""Rail: what is shown, and below it the steps of the work down the left edge, each with the mark of its state."""

import math

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui_app import theme
from gui_app.widgets.context_line import ContextLine
from gui_app.widgets.page import PageState, label
from gui_app.widgets.rings import has_ring

LEAST, MOST, HEIGHT = 216, 264, 38
_MARKS = {"missing": ("missing", "muted"), "ready": ("ring", "muted"), "busy": ("busy", "ember"),
          "paused": ("pause", "ember"), "done": ("check", "good")}
_TURN_MS, _TURN_DEGREES = 125, 30


class RailButton(QAbstractButton):
    """A step: its mark, its name, and for Runs a count on the right."""

    def __init__(self, key: str, text: str, *, marked: bool) -> None:
        super().__init__()
        self.key, self._marked = key, marked
        self._state, self._count, self._angle = PageState(), "", 0
        self.setObjectName(f"rail_{key}")
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._turning = QTimer(self)
        self._turning.setInterval(_TURN_MS)
        self._turning.timeout.connect(self._turn)
        self.show_state(self._state)

    def show_state(self, state: PageState) -> None:
        """Draw the mark; what is missing is told by the tooltip and to screen readers."""
        self._state = state
        (self._turning.start if state.mark == "busy" else self._turning.stop)()
        said = {"missing": state.missing, "ready": self.tr("ready"), "busy": self.tr("busy"),
                "paused": self.tr("paused"), "done": self.tr("done")}
        shown = said[state.mark] if self._marked else self._count
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(shown)
        self.setToolTip(state.missing)
        self.update()

    def state(self) -> PageState:
        return self._state

    @property
    def turning(self) -> bool:
        """Whether the mark is in motion: something is going on now."""
        return self._turning.isActive()

    def show_count(self, text: str) -> None:
        if text != self._count:
            self._count = text
            self.show_state(self._state)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = 12 + (26 if self._marked else 0) + self.fontMetrics().horizontalAdvance(self.text()) + 20
        return QSize(width + (40 if not self._marked else 0), HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        left = 13
        if self._marked:
            self._paint_mark(painter, QRectF(left, (self.height() - 16) / 2, 16, 16))
            left += 26
        painter.setPen(theme.colour("ink" if self.isChecked() or self.underMouse() else "muted"))
        count_width = self.fontMetrics().horizontalAdvance(self._count)
        room = QRect(left, 0, self.width() - left - 12 - (count_width + 8 if self._count else 0), self.height())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(theme.colour("muted"))
        painter.drawText(self.rect().adjusted(0, 0, -13, 0),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setBrush(theme.colour("panel"))
            painter.setPen(theme.colour("line"))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        elif self.underMouse():
            painter.setBrush(theme.colour("hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if has_ring(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ice"), 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        name, tint = _MARKS[self._state.mark]
        painter.save()
        if self._state.mark in ("ready", "missing") and not self.isChecked():
            painter.setOpacity(0.6)
        if self._state.mark == "busy":
            painter.translate(box.center())
            painter.rotate(self._angle)
            painter.translate(-box.center())
        theme.draw_icon(painter, name, box, tint)
        painter.restore()

    def _turn(self) -> None:
        self._angle = (self._angle + _TURN_DEGREES) % 360
        self.update()


class Rail(QWidget):
    """The name of the program, what is shown, the five steps, and at the bottom what stands beside them."""

    chosen = Signal(str)

    def __init__(self, steps: tuple[tuple[str, str], ...], beside: tuple[tuple[str, str], ...],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Steps"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 16, 11, 20)
        column.setSpacing(1)
        column.addLayout(self._name())
        column.addSpacing(12)
        self.context = ContextLine()
        column.addWidget(self.context)
        column.addSpacing(12)
        for key, text in steps:
            column.addWidget(self._button(key, text, marked=True))
        column.addStretch(1)
        for key, text in beside:
            column.addWidget(self._button(key, text, marked=False))
        self._fit()

    def _name(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(12, 4, 0, 0)
        line.setSpacing(8)
        self._logo = QLabel()
        self._logo.setFixedSize(20, 20)
        line.addWidget(self._logo)
        line.addWidget(label("Thawline", "heading"))
        line.addStretch(1)
        theme.theme_changed.connect(self._draw_logo)
        self._draw_logo()
        return line

    def _draw_logo(self) -> None:
        self._logo.setPixmap(theme.pixmap("thawline", 20, "ink", self.devicePixelRatioF()))

    def _button(self, key: str, text: str, *, marked: bool) -> RailButton:
        made = self.buttons[key] = RailButton(key, text, marked=marked)
        self._group.addButton(made)
        made.toggled.connect(lambda on: self.chosen.emit(key) if on else None)
        return made

    def _fit(self) -> None:
        widest = max(b.sizeHint().width() for b in self.buttons.values()) + 23
        self.setFixedWidth(math.ceil(min(MOST, max(LEAST, widest))))

    def choose(self, key: str) -> None:
        """Mark the step that is shown."""
        self.buttons[key].setChecked(True)
