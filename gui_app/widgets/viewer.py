"""Viewer: one image large, over the window, with what the model says of it; the arrow keys leaf on."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui_app import words
from gui_app.theme import colour
from gui_app.widgets.marks import Sign, draw_broken
from gui_app.widgets.page import Elided, button, icon_button, label, panel, rule
from gui_app.widgets.shares import Share, Shares
from gui_app.widgets.thumbnails import PIXELS_SHOW, Thumbnails, fitted

LARGEST, COLUMN, AROUND = 2048, 328, 40


@dataclass(frozen=True)
class Picture:
    """One image to show large: its file, a heading with its mark, a sentence, the bars, and a remark."""

    path: str
    heading: str = ""
    mark: str = ""
    sentence: str = ""
    shares: tuple[Share, ...] = ()
    remark: str = ""


class Viewer(QWidget):
    """Lies over the window of its host until Esc; `moved` says which image is shown."""

    moved = Signal(int)
    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("viewer")
        self.setAccessibleName(self.tr("Image"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self._host, self._at, self._count = host, 0, 0
        self._picture_of: Callable[[int], Picture] = lambda row: Picture("")
        self._came_from: QWidget | None = None
        self.canvas = _Canvas(self)
        self._lay_out()
        host.installEventFilter(self)

    def _lay_out(self) -> None:
        self._card, inside = panel(0, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.canvas, 1)
        rail = QFrame()
        rail.setProperty("role", "vrule")
        row.addWidget(rail)
        row.addWidget(self._facts())
        inside.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(AROUND, AROUND, AROUND, AROUND)
        whole.addWidget(self._card)

    def _facts(self) -> QWidget:
        self.heading = Elided(role="heading", mode=Qt.TextElideMode.ElideMiddle)
        self.sentence = label("", wrap=True)
        self.file = Elided(role="muted", mode=Qt.TextElideMode.ElideMiddle)
        self.remark = label("", "ember", wrap=True)
        self.shares = Shares()
        self.position = label("", "muted")
        self.close_button = icon_button("close", self.tr("Close (Esc)"), self.leave, name="viewer_close")
        self.before = button(self.tr("Previous"), lambda: self.show_at(self._at - 1), name="viewer_previous")
        self.after = button(self.tr("Next"), lambda: self.show_at(self._at + 1), name="viewer_next")
        self.sign = Sign()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.sign)
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(self.position, 1)
        feet.addWidget(self.before)
        feet.addWidget(self.after)
        facts = QWidget()
        facts.setFixedWidth(COLUMN)
        column = QVBoxLayout(facts)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self.sentence, self.file, self.remark, rule()):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self.shares, 1)
        column.addLayout(feet)
        return facts

    # --- what others use -------------------------------------------------------------------------

    def open(self, count: int, at: int, picture_of: Callable[[int], Picture]) -> None:
        """Show image `at` of `count`; the others are asked for when they are leafed to."""
        window = self._host.window()
        self._count, self._picture_of, self._came_from = count, picture_of, window.focusWidget()
        if self.parentWidget() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self.show_at(at)

    def show_at(self, at: int) -> None:
        """Leaf to an image; before the first and after the last there is none."""
        if not 0 <= at < self._count:
            return
        self._at = at
        picture = self._picture_of(at)
        self.heading.setText(picture.heading or os.path.basename(picture.path))
        self.sign.show_mark(picture.mark)
        self.file.setText(picture.path)
        self.sentence.setText(picture.sentence)
        self.sentence.setVisible(bool(picture.sentence))
        self.remark.setText(picture.remark)
        self.remark.setVisible(bool(picture.remark))
        self.shares.show_shares(picture.shares)
        self.shares.setVisible(bool(picture.shares))
        self.position.setText(self.tr("{0} of {1}").format(words.count(at + 1), words.count(self._count)))
        self._allow(self.before, at > 0)
        self._allow(self.after, at + 1 < self._count)
        near = [self._picture_of(i).path for i in (at + 1, at - 1) if 0 <= i < self._count]
        self.canvas.show_picture(picture, near)
        self.setAccessibleDescription(f"{self.heading.whole()}. {picture.sentence} {picture.remark}")
        self.moved.emit(at)

    def leave(self) -> None:
        """Close, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        self.hide()
        self.canvas.thumbnails.want(())
        if self._came_from is not None:
            self._came_from.setFocus()
        self.closed.emit()

    def shutdown(self) -> None:
        """End the threads that read pictures."""
        self.canvas.thumbnails.shutdown()

    # --- inside ----------------------------------------------------------------------------------

    def _allow(self, which: QPushButton, may: bool) -> None:
        if which.hasFocus() and not may:
            self.setFocus()
        which.setEnabled(may)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key, self._count - 1
        to = {key.Key_Right: self._at + 1, key.Key_Down: self._at + 1, key.Key_PageDown: self._at + 1,
              key.Key_Left: self._at - 1, key.Key_Up: self._at - 1, key.Key_PageUp: self._at - 1,
              key.Key_Home: 0, key.Key_End: last}.get(key(event.key()))
        if event.key() == key.Key_Escape:
            self.leave()
        elif to is not None:
            self.show_at(to)
        event.accept()  # nothing that lies under this window may hear a key

    def focusNextPrevChild(self, forward: bool) -> bool:
        # The tab key goes round in here: what lies below cannot be seen well and must not be reached.
        ring = [w for w in (self.before, self.after, self.close_button) if w.isEnabled()]
        now = self.window().focusWidget()
        at = ring.index(now) if now in ring else (-1 if forward else 0)
        ring[(at + (1 if forward else -1)) % len(ring)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(self.parentWidget().rect())
        elif event.type() == QEvent.Type.Hide and watched is self._host:
            self.leave()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface" if colour("surface").lightness() < 128 else "ink", 0.62))
        painter.end()


class _Canvas(QWidget):
    """The picture itself, as large as fits; a tiny one is enlarged so that its pixels show."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.thumbnails = Thumbnails(LARGEST, self, threads=1, enlarge=False)
        self.thumbnails.arrived.connect(self.update)
        self._picture = Picture("")

    def show_picture(self, picture: Picture, near: list[str]) -> None:
        self._picture = picture
        self.thumbnails.want([picture.path, *near])
        self.setAccessibleName(picture.path)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.rect().adjusted(24, 24, -24, -24)
        pixmap = self.thumbnails.pixmap(self._picture.path)
        problem = self.thumbnails.problem(self._picture.path)
        if pixmap is not None:
            ratio = self.devicePixelRatioF()
            size = fitted(pixmap.size(), room.size() * ratio) / ratio
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            smooth = size.width() < PIXELS_SHOW * pixmap.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawPixmap(place, pixmap)
        elif problem is not None:
            draw_broken(painter, room)
            painter.setPen(colour("muted"))
            painter.drawText(room.translated(0, 48), Qt.AlignmentFlag.AlignCenter, words.text_of(problem))
        else:
            painter.setPen(colour("muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.tr("Reading…"))
        painter.end()
