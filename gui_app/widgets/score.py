"""Score: the accuracy with its interval, drawn and in words."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.choice import N_
from gui_app import words
from gui_app.theme import colour
from gui_app.widgets.page import Figure, label
from gui_app.words import say

_ROOMY, _LEAST = 860, 420
FIGURES = {"loss": words.loss}
"""How a figure is written that is no share of the images."""
FEW = 100
"""With fewer images than this, the range is so wide that it is said."""


class Score(QWidget):
    """The figure that counts, its range, four smaller ones, and what the range means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.accuracy = label("–", name="accuracy")
        self.accuracy.setStyleSheet("font-size: 30px; font-weight: 600;")
        self.range = label("", name="accuracy_range")
        self.images = label("", "muted", name="accuracy_images")
        self.gauge = _Gauge()
        self.meaning = label("", "muted", wrap=True, name="accuracy_meaning")
        self.meaning.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.figures = {
            "balanced_accuracy": Figure(self.tr("Balanced accuracy"), name="balanced_accuracy"),
            "macro_f1": Figure(self.tr("Macro F1"), name="macro_f1"),
            "loss": Figure(self.tr("Loss"), name="loss"),
            "ece": Figure(self.tr("Calibration error"), name="ece"),
        }
        self._helps = {
            "balanced_accuracy": self.tr("The mean recall of the classes: rare classes count as much as frequent "
                                         "ones."),
            "macro_f1": self.tr("The mean F1 of the classes: low when a class is often missed or often predicted "
                                "wrongly."),
            "loss": self.tr("The cross-entropy on these images: high when the model is sure of wrong answers."),
            "ece": self.tr("How far the stated probabilities are from how often the model is right; at 0% they can "
                           "be taken at their word."),
        }
        self._lay_out()

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(self.range)
        beside.addWidget(self.images)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.addWidget(label(self.tr("Accuracy"), "muted"), 0, 0, 1, 2)
        grid.addWidget(self.accuracy, 1, 0)
        grid.addLayout(beside, 1, 1)
        first = QHBoxLayout()
        first.setSpacing(32)
        first.addLayout(grid)
        first.addWidget(self.gauge, 3, Qt.AlignmentFlag.AlignBottom)
        first.addStretch(1)
        smaller = QHBoxLayout()
        smaller.setSpacing(32)
        for key, figure in self.figures.items():
            figure.setToolTip(self._helps[key])
            smaller.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(12)
        self._top.addLayout(first, 1)
        self._top.addLayout(smaller)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._top)
        column.addWidget(self.meaning)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What does not fit beside the accuracy goes below it.
        way = QBoxLayout.Direction
        self._top.setDirection(way.LeftToRight if self.width() >= _ROOMY else way.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def show_metrics(self, metrics: dict[str, Any], images: str, remark: str = "") -> None:
        """`images` says what was measured, "250 validation images"; `remark` follows the meaning."""
        self.accuracy.setText(words.percent(metrics.get("accuracy")))
        low, high = metrics.get("accuracy_low"), metrics.get("accuracy_high")
        self.range.setText(self.tr("between {0} and {1}").format(words.percent(low), words.percent(high)))
        self.images.setText(images)
        self.gauge.show_range(metrics.get("accuracy") or 0.0, low or 0.0, high or 0.0)
        for key, figure in self.figures.items():
            figure.set_value(FIGURES.get(key, words.percent)(metrics.get(key)), self._helps[key])
        self.meaning.setText(" ".join(part for part in (meaning(metrics), remark) if part))


_ABOUT = N_("Score", "On other images of the same kind, {0} of 100 will most likely be right.")
_BETWEEN = N_("Score", "On other images of the same kind, {0} to {1} of 100 will most likely be right.")
_IDLE = N_("Score", "Always answering “{0}” would be right for {1} of 100, so the model may have learned nothing.")
_FEW = N_("Score", "The range is wide because few images were evaluated.")


def meaning(metrics: dict[str, Any]) -> str:
    """What the interval says, for someone who has never heard of intervals."""
    low, high = metrics.get("accuracy_low"), metrics.get("accuracy_high")
    if low is None or high is None or not metrics.get("n"):
        return ""
    least, most = int(low * 100), min(100, -int(-high * 100 // 1))
    said = [say("Score", _BETWEEN if least < most else _ABOUT).format(least, most)]
    name, share = _most_frequent(metrics)
    if share >= low and name:
        said.append(say("Score", _IDLE).format(name, round(share * 100)))
    elif metrics["n"] < FEW:
        said.append(say("Score", _FEW))
    return " ".join(said)


def _most_frequent(metrics: dict[str, Any]) -> tuple[str, float]:
    support = {name: int(row.get("support", 0)) for name, row in (metrics.get("per_class") or {}).items()}
    name = max(support, key=lambda n: support[n], default="")
    return name, support.get(name, 0) / max(1, metrics["n"])


class _Gauge(QWidget):
    """The interval on a scale from 0 to 100 %, the accuracy as a dot on it."""

    def __init__(self) -> None:
        super().__init__()
        self._at, self._low, self._high = 0.0, 0.0, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(360)

    def show_range(self, at: float, low: float, high: float) -> None:
        self._at, self._low, self._high = at, low, high
        self.setAccessibleName(f"{words.percent(at)} ({words.percent_range(low, high)})")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = QRectF(6, 10, self.width() - 12, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(scale, 2, 2)
        band = QRectF(scale.left() + scale.width() * self._low, scale.top() - 2,
                      max(4.0, scale.width() * (self._high - self._low)), 8)
        painter.setBrush(colour("ice", 0.45))
        painter.drawRoundedRect(band, 4, 4)
        painter.setBrush(colour("ice"))
        painter.drawEllipse(QRectF(scale.left() + scale.width() * self._at - 5, scale.center().y() - 5, 10, 10))
        painter.setPen(colour("muted"))
        text = self.rect().adjusted(0, 18, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words.percent(0.0, 0))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words.percent(1.0, 0))
        painter.end()
