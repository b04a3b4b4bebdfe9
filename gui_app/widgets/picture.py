"""Pictures of what is shown: widgets, one below the other, as a file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from core.files import write_bytes
from gui_app.theme import colour

MARGIN = 16


def save_picture(widgets: Sequence[QWidget], path: str) -> None:
    """Write widgets as they are seen now, as PNG. Raises Problem `disk_full` or `not_writable`."""
    shots = [widget.grab() for widget in widgets]
    ratio = shots[0].devicePixelRatio()
    wide = max(shot.deviceIndependentSize().width() for shot in shots) + 2 * MARGIN
    high = sum(shot.deviceIndependentSize().height() + MARGIN for shot in shots) + MARGIN
    made = QPixmap(round(wide * ratio), round(high * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(colour("panel"))
    painter, top = QPainter(made), MARGIN
    for shot in shots:
        painter.drawPixmap(QPoint(MARGIN, top), shot)
        top += round(shot.deviceIndependentSize().height()) + MARGIN
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    made.save(buffer, "PNG")
    write_bytes(Path(path), buffer.data().data())
