"""AugmentPreview: one of the user's images as the network gets it, and random versions of it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.thumbs import Thumb
from gui_app import theme, words
from gui_app.theme import colour
from gui_app.widgets.page import button, icon_button, label
from gui_app.widgets.thumbnails import pixmap_of

VERSIONS = 3
"""Random versions of an image that are shown beside it."""
TILE, COLUMNS = 108, 2
DELAY_MS = 200
"""Somebody who types a number has not typed it all yet."""


class AugmentPreview(QWidget):
    """Says which image and which dice are `asked` for; `show_versions` is the answer."""

    asked = Signal(int, int)
    """(number of the image, number of the dice), both from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("augment_preview")
        self._count = self._number = self._dice = 0
        self._stale = True
        """Whether what is shown, if anything, is of another recipe or folder."""
        self._told = label("", "muted", wrap=True, name="augment_told")
        self._position = label("", "muted", name="augment_position")
        self._before = icon_button("chevron_left", self.tr("Previous image"), lambda: self._leaf(-1),
                                   name="augment_previous")
        self._after = icon_button("chevron_right", self.tr("Next image"), lambda: self._leaf(1), name="augment_next")
        self._other = button(self.tr("Show other "
                                     "versions"), self._throw, name="augment_dice", role="quiet", icon="reset")
        self.tiles = [_Tile(self.tr("Original"), original=True)]
        for number in range(1, VERSIONS + 1):
            self.tiles.append(_Tile(self.tr("Version {0}").format(words.count(number)), original=False))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY_MS)
        self._soon.timeout.connect(self._ask)
        self._lay_out()
        self.show_images(0)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._before)
        line.addWidget(self._position, 1, Qt.AlignmentFlag.AlignHCenter)
        line.addWidget(self._after)
        self._shown = QWidget()
        grid = QGridLayout(self._shown)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for i, tile in enumerate(self.tiles):
            grid.addWidget(tile, i // COLUMNS, i % COLUMNS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("What the network sees")))
        column.addLayout(line)
        column.addWidget(self._told)
        column.addWidget(self._shown, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignHCenter)

    # --- what others use -------------------------------------------------------------------------

    def show_images(self, count: int) -> None:
        """There are now so many images to look at, from the first one on."""
        self._count, self._number = count, 0
        self.outdate()
        if not count:
            self._say(self.tr("Open a folder of images to see the effect of these changes."))

    def outdate(self) -> None:
        """What the versions depend on has changed: ask for new ones soon, or once somebody looks."""
        self._stale = True
        if self.isVisible() and self._count:
            self._soon.start()

    def show_versions(self, thumbs: Sequence[Thumb]) -> None:
        """The image as it is, then its versions; one Thumb with a code if it cannot be read, none if all has failed."""
        if not self._count:
            return
        if not thumbs:
            self._say(self.tr("The changed images could not be made."))
        elif thumbs[0].code:
            self._say(self.tr("This image cannot be shown: {0}").format(
                words.problem_text(thumbs[0].code, thumbs[0].details)))
        else:
            for tile, thumb in zip(self.tiles, thumbs, strict=False):
                tile.show_pixmap(pixmap_of(thumb, enlarge=True))
            self._say("")

    # --- inside ----------------------------------------------------------------------------------

    def _leaf(self, by: int) -> None:
        self._number = (self._number + by) % self._count
        self._ask()

    def _throw(self) -> None:
        self._dice += 1
        self._ask()

    def _ask(self) -> None:
        if not self.isVisible():  # then it is asked for when it is shown again
            return
        self._soon.stop()
        self._stale = False
        if self._shown.isHidden():
            self._say(self.tr("Making the changed images…"))
        for tile in self.tiles:
            tile.fade(True)
        self._show_position()
        self.asked.emit(self._number, self._dice)

    def _say(self, sentence: str) -> None:
        """A sentence in place of the images; none to show them."""
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        self._shown.setVisible(not sentence)
        for tile in self.tiles:
            tile.fade(False)
        self._show_position()

    def _show_position(self) -> None:
        now, all_ = words.count(self._number + 1), words.count(self._count)
        self._position.setText(self.tr("{0} of {1}").format(now, all_) if self._count else "")
        for pressed in (self._before, self._after):
            pressed.setEnabled(self._count > 1)
        self._other.setEnabled(bool(self._count))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.outdate()  # later: whoever shows this may be about to change what is to be seen


class _Tile(QWidget):
    """A picture and its caption; the unaltered one has a frame."""

    def __init__(self, caption: str, *, original: bool) -> None:
        super().__init__()
        self._original, self._faded = original, False
        self.pixmap = QPixmap()
        self._caption = QLabel(caption)
        self._caption.setProperty("role", "section" if original else "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, TILE + 4, 0, 0)
        column.addWidget(self._caption, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFixedWidth(TILE)
        self.setAccessibleName(caption)
        theme.theme_changed.connect(self.update)

    def show_pixmap(self, pixmap: QPixmap) -> None:
        self.pixmap = pixmap
        self.update()

    def fade(self, on: bool) -> None:
        """Show that another picture is on its way."""
        if on != self._faded:
            self._faded = on
            self.setAccessibleDescription(self.tr("being made") if on else "")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        square = QRect(0, 0, TILE, TILE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.pixmap.width() > TILE)
        painter.setOpacity(0.45 if self._faded else 1.0)
        painter.drawPixmap(square, self.pixmap)
        painter.setOpacity(1.0)
        # A white picture on a white card would have no edge.
        painter.setPen(QPen(colour("ink"), 2) if self._original else QPen(colour("ink", 0.12), 1))
        painter.drawRect(square.adjusted(1, 1, -1, -1) if self._original else square.adjusted(0, 0, -1, -1))
        painter.end()
