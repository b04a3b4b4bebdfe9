"""ProjectCard: a folder that was open before: three of its pictures, how good its last model was, and when that was."""

import time

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from core.facts import ProjectFacts
from gui_app import theme, words
from gui_app.widgets.ago import Ago
from gui_app.widgets.context_line import name_of
from gui_app.widgets.page import button
from gui_app.widgets.thumbnails import Thumbnails
from gui_app.widgets.tile import Tile

PAD, BETWEEN, PICTURES, MOST = 12, 6, 3, 96


class ProjectCard(Tile):
    """Pressed, it is opened. A folder that is not there any more says so, and can be taken off the list."""

    removed = Signal()
    reveal_asked = Signal()

    def __init__(self, facts: ProjectFacts, pictures: Thumbnails) -> None:
        super().__init__("recent_folder", name_of(facts.images))
        self.facts, self._pictures = facts, pictures
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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
        told = words.percent(facts.accuracy)
        if facts.accuracy_low is not None and facts.accuracy_high is not None:
            told += f" ({words.number(100 * facts.accuracy_low, 1)}–{words.percent(facts.accuracy_high)})"
        return told

    def when(self) -> str:
        return Ago().text(self.facts.seen, time.time()) if self.facts.seen and self.facts.there else ""

    # --- Qt's own --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return PAD + self._side(width) + 10 + 2 * self.fontMetrics().lineSpacing() + 4 + PAD

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
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
        line = QRect(PAD, top + 10, self.width() - 2 * PAD, self.fontMetrics().lineSpacing())
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        self._paint_line(painter, line, self.accessibleName(), self.when() if self.facts.there else "", "ink")
        if self.facts.there:
            painter.setFont(self.font())
            line.translate(0, line.height() + 4)
            self._paint_line(painter, line, self.figure(), "", "ink" if self.facts.accuracy is not None else "muted")
        painter.end()

    def _side(self, width: int) -> int:
        return min(MOST, (width - 2 * PAD - (PICTURES - 1) * BETWEEN) // PICTURES)

    def _paint_pictures(self, painter: QPainter) -> int:
        """Three squares in a row; where there are no pictures, what the folder is. Returns where they end."""
        side = self._side(self.width())
        if not self.facts.there:
            box = QRect(PAD, PAD, self.width() - 2 * PAD, side)
            theme.draw_icon(painter, "warning", QRect(PAD, PAD, 20, 20), "ember")
            painter.setPen(theme.colour("muted"))
            painter.setFont(self.font())
            wrapped = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            painter.drawText(box.adjusted(28, 1, 0, 0), wrapped, self.figure())
            return PAD + side
        for n in range(PICTURES):
            box = QRect(PAD + n * (side + BETWEEN), PAD, side, side)
            path = self.facts.pictures[n] if n < len(self.facts.pictures) else ""
            pixmap = self._pictures.pixmap(path) if path else None
            if pixmap is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("line", 0.5))
                painter.drawRoundedRect(box, 4, 4)
            else:
                painter.drawPixmap(box, pixmap, _square(pixmap))
        return PAD + side

    def _paint_line(self, painter: QPainter, line: QRect, left: str, right: str, tint: str) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        taken = self.fontMetrics().horizontalAdvance(right) + 12 if right else 0
        painter.setPen(theme.colour(tint))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, painter.fontMetrics().elidedText(
            left, Qt.TextElideMode.ElideRight, line.width() - taken))
        painter.setFont(self.font())
        painter.setPen(theme.colour("muted"))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, right)


def _square(pixmap: QPixmap) -> QRect:
    """The largest square in the middle of a picture."""
    side = min(pixmap.width(), pixmap.height())
    return QRectF((pixmap.width() - side) / 2, (pixmap.height() - side) / 2, side, side).toRect()
