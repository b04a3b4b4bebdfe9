"""ProjectCard: a folder that was open before: three of its pictures, how good its last model was, and when that was."""

import time

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from core.facts import ProjectFacts
from gui_app import theme, words
from gui_app.widgets.ago import Ago
from gui_app.widgets.context_line import name_of
from gui_app.widgets.page import button
from gui_app.widgets.thumbnails import Thumbnails
from gui_app.widgets.tile import Tile

PAD, BETWEEN, PICTURES, TALL = 12, 6, 3, 76


class ProjectCard(Tile):
    """Pressed, it is opened. A folder that is not there any more says so, and can be taken off the list."""

    removed = Signal()
    reveal_asked = Signal()

    def __init__(self, facts: ProjectFacts, pictures: Thumbnails) -> None:
        super().__init__("recent_folder", name_of(facts.images))
        self.facts, self._pictures = facts, pictures
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.remove = button(self.tr("Remove from the list"), self.removed.emit, name="remove_recent", role="link")
        self.remove.setParent(self)
        self._reveal = QAction(self.tr("Show in folder"), self)
        self._reveal.triggered.connect(self.reveal_asked)
        away = QAction(self.tr("Remove from the list"), self)
        away.triggered.connect(self.removed)
        self.addActions([self._reveal, away])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        pictures.arrived.connect(self.update)
        self.show_facts(facts)

    def show_facts(self, facts: ProjectFacts) -> None:
        """Show what is known now."""
        self.facts = facts
        self._reveal.setEnabled(facts.there)
        self.remove.setVisible(not facts.there)
        # What cannot be opened is not reached by Tab: the button inside it is.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if facts.there else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if facts.there else Qt.CursorShape.ArrowCursor)
        self.setToolTip(facts.images)
        self.setAccessibleDescription(", ".join(filter(None, (self.figure(), self.when(), facts.images))))
        self.update()

    def figure(self) -> str:
        """How good the last model was, or what is wrong."""
        facts = self.facts
        if not facts.there:
            return self.tr("This folder is not there any more.")
        if facts.accuracy is None:
            return self.tr("%Ln run(s), none measured", "", facts.runs) if facts.runs else self.tr("No run yet")
        return f"{words.percent(facts.accuracy)} ({words.percent_range(facts.accuracy_low, facts.accuracy_high)})"

    def when(self) -> str:
        return Ago().text(self.facts.seen, time.time()) if self.facts.seen and self.facts.there else ""

    # --- Qt's own --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(300, self._tall(300))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._tall(self.width()))  # a grid in a scrolled area asks nobody for this
        self.remove.adjustSize()
        self.remove.move(PAD - 2, self.height() - PAD - self.remove.height() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = self._paint_pictures(painter)
        line = QRect(PAD, top + 8, self.width() - 2 * PAD, self.fontMetrics().lineSpacing())
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        self._paint_line(painter, line, self.accessibleName(), self.when() if self.facts.there else "", "ink")
        if self.facts.there:
            painter.setFont(self.font())
            line.translate(0, line.height() + 4)
            self._paint_line(painter, line, self.figure(), "", "ink" if self.facts.accuracy is not None else "muted")
        painter.end()

    def _picture(self, width: int) -> QSize:
        """The room of one of the pictures, in a row that fills the card."""
        wide = (width - 2 * PAD - (PICTURES - 1) * BETWEEN) // PICTURES
        return QSize(wide, min(TALL, wide))

    def _tall(self, width: int) -> int:
        return PAD + self._picture(width).height() + 10 + 2 * self.fontMetrics().lineSpacing() + 4 + PAD

    def _paint_pictures(self, painter: QPainter) -> int:
        """Three in a row; where the folder is gone, that it is. Returns where they end."""
        size = self._picture(self.width())
        if not self.facts.there:
            theme.draw_icon(painter, "warning", QRect(PAD, PAD, 20, 20), "ember")
            painter.setPen(theme.colour("muted"))
            painter.setFont(self.font())
            wrapped = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            painter.drawText(QRect(PAD + 28, PAD + 1, self.width() - 2 * PAD - 28, size.height()), wrapped,
                             self.figure())
            return PAD + size.height()
        for n in range(PICTURES):
            box = QRect(QPoint(PAD + n * (size.width() + BETWEEN), PAD), size)
            path = self.facts.pictures[n] if n < len(self.facts.pictures) else ""
            pixmap = self._pictures.pixmap(path) if path else None
            if pixmap is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("line", 0.5))
                painter.drawRoundedRect(box, 4, 4)
            else:
                painter.drawPixmap(box, pixmap, _middle(pixmap.size(), size))
        return PAD + size.height()

    def _paint_line(self, painter: QPainter, line: QRect, left: str, right: str, tint: str) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        taken = self.fontMetrics().horizontalAdvance(right) + 12 if right else 0
        painter.setPen(theme.colour(tint))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, painter.fontMetrics().elidedText(
            left, Qt.TextElideMode.ElideRight, line.width() - taken))
        painter.setFont(self.font())
        painter.setPen(theme.colour("muted"))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, right)


def _middle(picture: QSize, room: QSize) -> QRect:
    """The largest part in the middle of a picture that has the shape of its room."""
    part = room.scaled(picture, Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(QPoint((picture.width() - part.width()) // 2, (picture.height() - part.height()) // 2), part)
