"""Shares: what a model thinks of one image, a bar for each class, the likeliest first."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.facts import Prediction
from gui_app import words
from gui_app.theme import colour

ROW, BAR = 38, 6


@dataclass(frozen=True)
class Share:
    """The probability of one class; `tag` says what it is to this image: "true", "predicted"."""

    name: str
    probability: float
    tint: str = "muted"
    tag: str = ""


class Shares(QWidget):
    """As many bars as there is room for; what the others have together stands below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[Share, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Probabilities"))

    def show_shares(self, shares: tuple[Share, ...]) -> None:
        """`shares` of all classes; they are put in order here, those with a tag never left out."""
        ordered = sorted(shares, key=lambda s: -s.probability)
        self._shares = tuple(ordered)
        self.setAccessibleDescription("; ".join(
            f"{s.name}{' (' + s.tag + ')' if s.tag else ''}: {words.percent(s.probability)}" for s in ordered[:10]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, ROW * min(6, max(1, len(self._shares))))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, ROW * 2)

    def visible_shares(self) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
        """The bars that fit, and the others."""
        room = max(2, self.height() // ROW)
        if len(self._shares) <= room:
            return self._shares, ()
        shown = list(self._shares[:room - 1])
        for share in self._shares[room - 1:]:
            if share.tag:  # the true class is the one that is looked for, however small its bar
                shown[-1] = share
        return tuple(shown), tuple(s for s in self._shares if s not in shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown, others = self.visible_shares()
        for i, share in enumerate(shown):
            self._row(painter, QRect(0, i * ROW, self.width(), ROW), share)
        if others:
            painter.setPen(colour("muted"))
            rest = words.percent(sum(s.probability for s in others))
            text = self.tr("%Ln other class(es), together %1", "", len(others)).replace("%1", rest)
            painter.drawText(QRect(0, len(shown) * ROW, self.width(), ROW - 12), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _row(self, painter: QPainter, row: QRect, share: Share) -> None:
        middle, metrics = Qt.AlignmentFlag.AlignVCenter, painter.fontMetrics()
        line = QRect(row.left(), row.top(), row.width(), metrics.height() + 2)
        number = words.percent(share.probability)
        tag = f"  {share.tag}" if share.tag else ""
        room = line.width() - metrics.horizontalAdvance(number) - metrics.horizontalAdvance(tag) - 12
        name = metrics.elidedText(share.name, Qt.TextElideMode.ElideRight, room)
        painter.setPen(colour("ink" if share.tag else "muted"))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, number)
        painter.setPen(colour("muted"))
        painter.drawText(line.translated(metrics.horizontalAdvance(name), 0), middle | Qt.AlignmentFlag.AlignLeft, tag)
        track = QRectF(row.left(), line.bottom() + 4, row.width(), BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(track, BAR / 2, BAR / 2)
        if share.probability > 0.0005:
            track.setWidth(max(BAR, track.width() * share.probability))
            painter.setBrush(colour(share.tint, 1.0 if share.tag else 0.6))
            painter.drawRoundedRect(track, BAR / 2, BAR / 2)


def shares_of(p: Prediction, classes: tuple[str, ...], predicted: str, true: str) -> tuple[Share, ...]:
    """The bars of a prediction: the predicted class in ice when right or unknown, in ember when wrong."""
    right = p.truth in ("", p.label)

    def share(name: str, probability: float) -> Share:
        if name == p.label:
            return Share(name, probability, "ice" if right else "ember", predicted)
        return Share(name, probability, "ice", true) if name == p.truth else Share(name, probability)
    return tuple(share(n, q) for n, q in zip(classes, p.probabilities, strict=False))
