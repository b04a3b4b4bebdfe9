"""Welcome: what the Data page shows while no folder is open: what there is to go on with, a place to drop a folder,
samples."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.facts import ProjectFacts
from gui_app import resources, theme
from gui_app.widgets.cut_off import CutOff
from gui_app.widgets.page import label
from gui_app.widgets.project_card import ProjectCard
from gui_app.widgets.thumbnails import Thumbnails
from gui_app.widgets.tile import Tile

_LINE, COLUMNS, SIDE_WIDTH, PICTURE = 24, 3, 380, 128
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class DropTarget(Tile):
    """The big place to drop a folder; pressing it asks for one."""

    def __init__(self, text: str, help: str, short: str, example: tuple[str, ...]) -> None:
        super().__init__("choose_folder", text)
        self._text, self._whole_help, self._short, self._whole_example = text, help, short, example
        self._help, self._example = help, example
        self.setAccessibleDescription(help)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_small(self, small: bool) -> None:
        """Whether it is one of several things rather than the only one."""
        self._help, self._example = (self._short, ()) if small else (self._whole_help, self._whole_example)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 300) if self._example else QSize(240, 150)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter, dashed=True)
        wide = min(460, self.width() - 48)
        room = QRectF((self.width() - wide) / 2, 0, wide, self.height())
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        large = QFont(self.font())
        large.setPixelSize(theme.TITLE if self._example else theme.SECTION)
        large.setWeight(QFont.Weight.DemiBold)
        painter.setFont(large)
        title = painter.boundingRect(room, flags, self._text).height()
        painter.setFont(self.font())
        help = painter.boundingRect(room, flags, self._help).height()
        tree = len(self._example) * _LINE
        icon, below = (56, 28) if tree else (32, 0)
        room.setTop(max(16.0, (self.height() - (icon + 12 + title + 8 + help + below + tree)) / 2))
        theme.draw_icon(painter, "folder", QRectF(room.center().x() - icon / 2, room.top(), icon, icon), "ice")
        room.adjust(0, icon + 12, 0, 0)
        painter.setFont(large)
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, flags, self._text)
        room.adjust(0, title + 8, 0, 0)
        painter.setFont(self.font())
        painter.setPen(theme.colour("muted"))
        painter.drawText(room, flags, self._help)
        room.adjust(0, help + 28, 0, 0)
        if tree and room.top() + tree < self.height() - 8:
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


class SampleCard(Tile):
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


class Welcome(QScrollArea):
    """Says `choose`, `sample` with a key, `folder`, `removed` or `reveal_asked` with a path; `shown` asks for news."""

    choose = Signal()
    sample = Signal(str)
    folder = Signal(str)
    removed = Signal(str)
    reveal_asked = Signal(str)
    shown = Signal()

    def __init__(self, samples: tuple[tuple[str, str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cut_off = CutOff()
        self._cards: dict[str, ProjectCard] = {}
        self._told: object = None
        self._pictures = Thumbnails(round(PICTURE * self.devicePixelRatioF()), self)
        self._target = self._drop_target()
        self._lay_out(samples)
        self.show_projects((), ())

    def _drop_target(self) -> DropTarget:
        made = DropTarget(
            self.tr("Drop a folder of images here"),
            self.tr("or click to choose one. Each class has a subfolder with its name. Folders for train, validation "
                    "and test, labels in the file names and tables of labels work as well. Nothing in the folder is "
                    "changed."),
            self.tr("or click to choose one."),
            (self.tr("my images"), self.tr("apples"), self.tr("pears"), self.tr("plums")))
        made.clicked.connect(self.choose)
        return made

    def _lay_out(self, samples: tuple[tuple[str, str, str], ...]) -> None:
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        self._recent_title = label(self.tr("Recent projects"), "section")
        self._recent = QGridLayout()
        self._recent.setSpacing(12)
        for column in range(COLUMNS):
            self._recent.setColumnStretch(column, 1)
        self._side, self._samples = QWidget(), QBoxLayout(QBoxLayout.Direction.TopToBottom)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        side.addWidget(label(self.tr("Or try a sample"), "section"))
        self._samples.setSpacing(12)
        for key, title, help in samples:
            card = SampleCard(key, title, help)
            card.clicked.connect(lambda checked, key=key: self.sample.emit(key))
            self._samples.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        side.addLayout(self._samples)
        side.addStretch(1)
        self._another = label(self.tr("Open another folder"), "section")
        first = QVBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._another)
        first.addWidget(self._target, 1)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(12)
        self._below.addLayout(first, 3)
        self._below.addWidget(self._side, 2)
        whole.addWidget(self.cut_off)
        whole.addWidget(self._recent_title)
        whole.addLayout(self._recent)
        whole.addLayout(self._below, 1)
        self._rest = QWidget()
        whole.addWidget(self._rest, 1)
        self.setWidget(inside)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def show_projects(self, folders: Sequence[str], known: Sequence[ProjectFacts]) -> None:
        """A card for each of the folders that were open last, with what is known of it by now."""
        if (tuple(folders), tuple(known)) == self._told:
            return
        self._told = tuple(folders), tuple(known)
        found = {facts.images: facts for facts in known}
        for path in [path for path in self._cards if path not in folders]:
            card = self._cards.pop(path)
            card.hide()
            card.deleteLater()
        for place, path in enumerate(folders):
            facts = found.get(path) or ProjectFacts(path, True, (), None, None, None, 0.0, 0)
            if path not in self._cards:
                self._cards[path] = self._card(facts)
            self._cards[path].show_facts(facts)
            self._recent.addWidget(self._cards[path], place // COLUMNS, place % COLUMNS)
        self._pictures.want(path for facts in found.values() for path in facts.pictures)
        some = bool(folders)
        for part in (self._recent_title, self._another, self._rest):
            part.setVisible(some)
        self._target.set_small(some)
        # What is already begun comes first; then the place to drop another folder needs less room.
        self._samples.setDirection(QBoxLayout.Direction.LeftToRight if some else QBoxLayout.Direction.TopToBottom)
        self._side.setMaximumWidth(16_777_215 if some else SIDE_WIDTH)
        self._below.setStretch(0, 1 if some else 3)
        self._below.setStretch(1, 2)

    def _card(self, facts: ProjectFacts) -> ProjectCard:
        made, path = ProjectCard(facts, self._pictures), facts.images
        made.clicked.connect(lambda checked: self._open(path))
        made.removed.connect(lambda: self.removed.emit(path))
        made.reveal_asked.connect(lambda: self.reveal_asked.emit(path))
        return made

    def _open(self, path: str) -> None:
        if self._cards[path].facts.there:
            self.folder.emit(path)
