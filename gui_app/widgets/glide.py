"""Glide: a mark that moves to its new place instead of jumping there, where the platform animates at all."""

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget

DURATION_MS = 120


class Glide(QVariantAnimation):
    """Where a mark is seen now, in rows; it is a decoration: what the mouse hits is where the mark belongs."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(self._moved)

    def at(self, place: int) -> float:
        """Where the mark is seen that belongs to a place."""
        return float(self.currentValue()) if self.state() == self.State.Running else float(place)

    def go(self, start: int, end: int) -> None:
        """Move from where the mark is seen now; at once where nothing can be seen or nothing is to be animated."""
        seen = self.at(start)
        self.stop()
        style = self._widget.style()
        hint = style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._widget)
        if start != end and hint > 0 and self._widget.isVisible():
            self.setDuration(DURATION_MS)
            self.setStartValue(seen)
            self.setEndValue(float(end))
            self.start()

    def _moved(self) -> None:
        self._widget.update()
