"""Viewer: one image large, over the window, with what the model says of it; the arrow keys leaf on."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui_app import words
from gui_app.theme import colour
from gui_app.widgets.canvas import Canvas
from gui_app.widgets.marks import Sign
from gui_app.widgets.page import Elided, button, icon_button, label, panel, rule
from gui_app.widgets.presses import press_by_enter
from gui_app.widgets.shares import Share, Shares

COLUMN, AROUND = 328, 40


@dataclass(frozen=True)
class Picture:
    """One image to show large: its file, a heading with its mark, a sentence, the bars, a remark, and facts."""

    path: str
    heading: str = ""
    mark: str = ""
    sentence: str = ""
    shares: tuple[Share, ...] = ()
    remark: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """What is told of it: a title and a value."""
    size: tuple[int, int] = (0, 0)
    """Width and height of the file's picture, where they are known."""


class Viewer(QWidget):
    """Lies over the window of its host until Esc; `moved` says which image is shown.

    `acts` is a row of buttons for the image that is shown; the tab key comes to its `buttons()` too.
    """

    moved = Signal(int)
    closed = Signal()

    def __init__(self, host: QWidget, acts: QWidget | None = None) -> None:
        super().__init__(host)
        self.take_key: Callable[[QKeyEvent], bool] = lambda event: False
        """Is asked about every key first, and says whether it has used it."""
        self._acts = acts
        self.setObjectName("viewer")
        self.setAccessibleName(self.tr("Image"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self._host, self.at, self._count = host, 0, 0
        self._picture_of: Callable[[int], Picture] = lambda row: Picture("")
        self._came_from: QWidget | None = None
        self.canvas = Canvas(self)
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
        self.heading = Elided(role="heading")
        self.sentence = label("", wrap=True)
        self.file = Elided(role="muted", mode=Qt.TextElideMode.ElideMiddle)
        self.remark = label("", "ember", wrap=True, name="viewer_remark")
        self.facts, self.shares, self.sign = _Facts(), Shares(), Sign()
        self.said = label("", "muted", wrap=True, name="viewer_said")
        self.said.hide()
        self.close_button = icon_button("close", self.tr("Close (Esc)"), self.leave, name="viewer_close")
        self.seen = button(self.tr("What the network sees (N)"), self._show_seen, name="viewer_seen", role="quiet",
                           tip=self.tr("Shows beside the picture what it becomes before the network gets it."))
        self.seen.setCheckable(True)
        self.seen.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.sign)
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        facts = QWidget()
        facts.setFixedWidth(COLUMN)
        column = QVBoxLayout(facts)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self.sentence, self.file, self.facts, self.remark, rule()):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self.shares, 1)
        column.addStretch()
        column.addWidget(self.said)
        column.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignLeft)
        if self._acts is not None:
            column.addWidget(self._acts)
        column.addLayout(self._feet())
        return facts

    def _feet(self) -> QHBoxLayout:
        self.position = label("", "muted")
        self.before = button(self.tr("Previous"), lambda: self.show_at(self.at - 1), name="viewer_previous")
        self.after = button(self.tr("Next"), lambda: self.show_at(self.at + 1), name="viewer_next")
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(self.position, 1)
        feet.addWidget(self.before)
        feet.addWidget(self.after)
        return feet

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
        self.at = at
        picture = self._picture_of(at)
        self.heading.setText(picture.heading or os.path.basename(picture.path))
        self.sign.show_mark(picture.mark)
        self.file.setText(picture.path)
        self.sentence.setText(picture.sentence)
        self.sentence.setVisible(bool(picture.sentence))
        self.remark.setText(picture.remark)
        self.remark.setVisible(bool(picture.remark))
        self.facts.show_facts(picture.facts)
        self.shares.show_shares(picture.shares)
        self.shares.setVisible(bool(picture.shares))
        self.position.setText(self.tr("{0} of {1}").format(words.count(at + 1), words.count(self._count)))
        self._allow(self.before, at > 0)
        self._allow(self.after, at + 1 < self._count)
        near = [self._picture_of(i).path for i in (at + 1, at - 1) if 0 <= i < self._count]
        self.canvas.show_picture(picture.path, picture.size, near)
        facts = "; ".join(f"{title}: {value}" for title, value in picture.facts)
        self.setAccessibleDescription(f"{self.heading.whole()}. {picture.sentence} {picture.remark} {facts}")
        self.moved.emit(at)

    def leaf_on(self) -> None:
        """To the next image; the last one is shown again, as it is now."""
        self.show_at(min(self.at + 1, self._count - 1))

    def say(self, text: str) -> None:
        """What was done last."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def set_seen(self, size: int, fit: str) -> None:
        """Offer to show what the network sees: a square of `size` pixels, fitted as the recipe says. 0: nothing."""
        self.canvas.set_seen(size, fit)
        self.seen.setVisible(size > 0)

    def leave(self) -> None:
        """Close, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        self.hide()
        self.canvas.rest()
        if self._came_from is not None:
            self._came_from.setFocus()
        self.closed.emit()

    def shutdown(self) -> None:
        """End the threads that read pictures."""
        self.canvas.shutdown()

    # --- inside ----------------------------------------------------------------------------------

    def _show_seen(self) -> None:
        self.canvas.show_seen(self.seen.isChecked())

    def _allow(self, which: QPushButton, may: bool) -> None:
        if which.hasFocus() and not may:
            self.setFocus()
        which.setEnabled(may)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key, self._count - 1
        to = {key.Key_Right: self.at + 1, key.Key_Down: self.at + 1, key.Key_PageDown: self.at + 1,
              key.Key_Left: self.at - 1, key.Key_Up: self.at - 1, key.Key_PageUp: self.at - 1,
              key.Key_Home: 0, key.Key_End: last}.get(event.key())
        if event.key() == key.Key_Escape:
            self.leave()
        elif self.take_key(event) or press_by_enter(self.window().focusWidget(), event):
            pass
        elif event.key() == key.Key_N and self.seen.isVisible():
            self.seen.click()
        elif to is not None:
            self.show_at(to)
        event.accept()  # nothing that lies under this window may hear a key

    def focusNextPrevChild(self, forward: bool) -> bool:
        # The tab key goes round in here: what lies below cannot be seen well and must not be reached.
        acts: tuple[QWidget, ...] = getattr(self._acts, "buttons", tuple)()
        ring = [w for w in (self.seen, *acts, self.before, self.after, self.close_button)
                if w.isEnabled() and w.isVisible()]
        if not ring:  # Qt looks for another place for the keyboard while this is being hidden
            return False
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


class _Facts(QWidget):
    """Titles and values, one pair a line; a value that is too long is cut in its middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer_facts")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, Elided]] = []
        self.hide()

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Show these; none takes no room."""
        while len(self._rows) < len(facts):
            row = label("", "muted"), Elided(mode=Qt.TextElideMode.ElideMiddle)
            for column, each in enumerate(row):
                self._grid.addWidget(each, len(self._rows), column)
            self._rows.append(row)
        for place, (title, value) in enumerate(self._rows):
            shown = place < len(facts)
            title.setText(facts[place][0] if shown else "")
            value.setText(facts[place][1] if shown else "")
            title.setVisible(shown)
            value.setVisible(shown)
        self.setVisible(bool(facts))
