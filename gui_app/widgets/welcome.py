"""Welcome: what the Data page shows while no folder is open: a place to drop one, samples, recent folders."""

import os

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui_app import resources, theme
from gui_app.widgets.page import GAP, label
from gui_app.widgets.rings import has_ring

RECENT_SHOWN, _LINE = 5, 24
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class _Tile(QPushButton):
    """A panel that is pressed as a whole; a ring shows the keyboard's focus."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("role", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paint_ground(self, painter: QPainter, *, dashed: bool = False, plain: bool = False) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(theme.colour("edge" if dashed else "line"), 1.5 if dashed else 1)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        lit = self.underMouse() and self.isEnabled()
        painter.setBrush(theme.colour("hover" if lit else "panel"))
        painter.setPen(Qt.PenStyle.NoPen if plain else pen)
        if not plain or lit:
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if has_ring(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ice"), 2))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)


class DropTarget(_Tile):
    """The big place to drop a folder; pressing it asks for one."""

    def __init__(self, text: str, help: str, example: tuple[str, ...]) -> None:
        super().__init__("choose_folder", text)
        self._text, self._help, self._example = text, help, example
        self.setAccessibleDescription(help)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(480, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter, dashed=True)
        wide = min(460, self.width() - 48)
        room = QRectF((self.width() - wide) / 2, 0, wide, self.height())
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        large = QFont(self.font())
        large.setPixelSize(theme.TITLE)
        large.setWeight(QFont.Weight.DemiBold)
        painter.setFont(large)
        title = painter.boundingRect(room, flags, self._text).height()
        painter.setFont(self.font())
        help = painter.boundingRect(room, flags, self._help).height()
        tree = len(self._example) * _LINE
        room.setTop(max(16.0, (self.height() - (56 + 12 + title + 8 + help + 28 + tree)) / 2))
        theme.draw_icon(painter, "folder", QRectF(room.center().x() - 28, room.top(), 56, 56), "ice")
        room.adjust(0, 56 + 12, 0, 0)
        painter.setFont(large)
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, flags, self._text)
        room.adjust(0, title + 8, 0, 0)
        painter.setFont(self.font())
        painter.setPen(theme.colour("muted"))
        painter.drawText(room, flags, self._help)
        room.adjust(0, help + 28, 0, 0)
        if room.top() + tree < self.height() - 8:
            self._paint_example(painter, room)
        painter.end()

    def _paint_example(self, painter: QPainter, room: QRectF) -> None:
        """What such a folder looks like: its name, and inside it the classes."""
        widest = max(self.fontMetrics().horizontalAdvance(name) for name in self._example)
        left = room.center().x() - (widest + 48) / 2
        painter.setPen(theme.colour("muted"))
        for i, name in enumerate(self._example):
            inset, top = (24 if i else 0), room.top() + i * _LINE
            theme.draw_icon(painter, "folder", QRectF(left + inset, top + 4, 16, 16), "muted")
            painter.drawText(QRectF(left + inset + 24, top, widest + 8, _LINE), Qt.AlignmentFlag.AlignVCenter, name)


class SampleCard(_Tile):
    """A sample data set: three of its pictures, its name, and what it holds."""

    def __init__(self, key: str, title: str, help: str) -> None:
        super().__init__(f"sample_{key}", title)
        self._title, self._help = title, help
        self.setAccessibleDescription(help)
        picture = resources.path("samples", f"{key}.png")
        self._picture = QPixmap(str(picture)) if picture.is_file() else QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        text = self.fontMetrics().boundingRect(0, 0, width - 32, 1000, _WRAPPED, self._help)
        return self._text_top() + 22 + text.height() + 14

    def _text_top(self) -> int:
        return 16 if self._picture.isNull() else 16 + 56 + 10

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._picture.isNull():
            wide = 56.0 * self._picture.width() / self._picture.height()
            painter.drawPixmap(QRectF(16, 16, wide, 56), self._picture, QRectF(self._picture.rect()))
        room = QRectF(16, self._text_top(), self.width() - 32, self.height() - self._text_top())
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._title)
        painter.setFont(self.font())
        painter.setPen(theme.colour("muted"))
        painter.drawText(room.adjusted(0, 22, 0, 0), _WRAPPED, self._help)
        painter.end()


class _Recent(_Tile):
    """A folder that was open before: its name, and quietly where it lies."""

    def __init__(self, path: str) -> None:
        super().__init__("recent_folder", path)
        self._path = path
        self.setToolTip(path)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter, plain=True)
        theme.draw_icon(painter, "folder", QRectF(8, (self.height() - 16) / 2, 16, 16), "muted")
        metrics, room = self.fontMetrics(), self.rect().adjusted(34, 0, -8, 0)
        place, name = os.path.split(self._path.rstrip("/\\"))
        name = metrics.elidedText(name or self._path, Qt.TextElideMode.ElideRight, room.width())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, name)
        room.setLeft(room.left() + metrics.horizontalAdvance(name) + 12)
        painter.setPen(theme.colour("muted"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft,
                         metrics.elidedText(place, Qt.TextElideMode.ElideMiddle, room.width()))
        painter.end()


class Welcome(QWidget):
    """Says `choose`, `sample` with a key, or `folder` with a path."""

    choose = Signal()
    sample = Signal(str)
    folder = Signal(str)

    def __init__(self, samples: tuple[tuple[str, str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        target = DropTarget(
            self.tr("Drop a folder of images here"),
            self.tr("or click to choose one. Each class has a subfolder with its name. Folders for train, validation "
                    "and test, labels in the file names and tables of labels work as well. Nothing in the folder is "
                    "changed."),
            (self.tr("my images"), self.tr("apples"), self.tr("pears"), self.tr("plums")))
        target.clicked.connect(self.choose)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(24)
        whole.addWidget(target, 3)
        side = QWidget()
        side.setProperty("role", "scrolled")
        area = QScrollArea()  # a low window scrolls rather than cuts
        area.setWidget(side)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumWidth(280)
        area.setMaximumWidth(420)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Or try a sample"), "section"))
        for key, title, help in samples:
            card = SampleCard(key, title, help)
            card.clicked.connect(lambda checked, key=key: self.sample.emit(key))
            column.addWidget(card)
        column.addSpacing(GAP)
        self._recent_title = label(self.tr("Recent folders"), "section")
        column.addWidget(self._recent_title)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column.addLayout(self._recent)
        column.addStretch(1)
        whole.addWidget(area, 2)
        self.show_recent([])

    def show_recent(self, folders: list[str]) -> None:
        """List the folders that were open last."""
        while (item := self._recent.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for path in folders[:RECENT_SHOWN]:
            row = _Recent(path)
            row.clicked.connect(lambda checked, path=path: self.folder.emit(path))
            self._recent.addWidget(row)
        self._recent_title.setVisible(bool(folders))
