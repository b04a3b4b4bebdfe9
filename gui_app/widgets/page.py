"""Page: the skeleton that every page shares, and the small parts that pages are laid out with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui_app import theme

MARGIN, GAP = 24, 16


@dataclass(frozen=True)
class PageState:
    """What the rail shows of a page; `missing` is the one thing that is missing, as a short sentence."""

    mark: Literal["missing", "ready", "busy", "paused", "done"] = "ready"
    missing: str = ""


class Page(QWidget):
    """A titled page: body in the middle, below it a note, secondary buttons and one primary button."""

    key: ClassVar[str] = ""
    filter_name: ClassVar[str] = ""
    """The object name of what narrows down what the page shows; the keyboard's Find goes there."""
    go = Signal(str)
    """Asks the window to show the page with this key."""
    mend = Signal(object)
    """Asks the window to mend Problems that have one remedy."""

    def __init__(self, session: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName(f"{self.key}_page")
        self.heading = label("", "title", name="page_title")
        self.subtitle = Elided("", role="muted")
        self.figures = QHBoxLayout()  # right of the title: `Figure`s
        self.figures.setSpacing(32)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self.note = Elided("", role="muted")
        self.footer = QHBoxLayout()
        self.footer.setSpacing(8)
        self.footer.addWidget(self.note, 1)
        self.primary: QPushButton | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(4)
        titles.addWidget(self.heading)
        titles.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.setSpacing(MARGIN)
        head.addLayout(titles, 1)
        head.addLayout(self.figures)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, 20)
        whole.setSpacing(GAP)
        whole.addLayout(head)
        whole.addWidget(self._scrolled_body(), 1)
        whole.addLayout(self.footer)

    def _scrolled_body(self) -> QScrollArea:
        """The body; on a small screen it is scrolled, so that what is above and below it is always there."""
        inner, column = QWidget(), QVBoxLayout()
        inner.setProperty("role", "scrolled")
        inner.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_Body(self.body))
        area = QScrollArea()
        area.setObjectName("page_body")
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def set_heading(self, title: str, subtitle: str = "") -> None:
        self.heading.setText(title)
        self.subtitle.setText(subtitle)
        self.setAccessibleName(title)

    def title(self) -> str:
        """The name of the page as the rail shows it."""
        return self.heading.text()

    def state(self) -> PageState:
        """Pages say their own."""
        return PageState()

    def commands(self) -> dict[str, Callable[[], Any]]:
        """What the window's menu can do on this page as it stands now, by the keys of COMMANDS: save, print."""
        return {}

    def take_keyboard(self) -> None:
        """The page was asked for by a key: where there is one thing to move in, the keyboard goes there."""

    def leave(self) -> bool:
        """Escape was pressed: leave what has opened over the page. Returns whether there was something."""
        return False

    def show_help(self) -> None:
        """Bring into sight which keys do what, where the page tells it."""

    def shown_tables(self) -> list[QTableView]:
        """The tables that can be seen, the one with the keyboard first."""
        found = [table for table in self.findChildren(QTableView) if table.isVisible()]
        return sorted(found, key=lambda table: not table.hasFocus())

    def filter_field(self) -> QWidget | None:
        """What `filter_name` names, where it can be reached."""
        found = self.findChild(QWidget, self.filter_name) if self.filter_name else None
        return found if found is not None and found.isVisible() and found.isEnabled() else None

    def set_note(self, text: str) -> None:
        """The quiet sentence at the bottom left."""
        self.note.setText(text)

    def add_secondary(self, text: str, clicked: Callable[[], Any], *, name: str, role: str = "plain") -> QPushButton:
        """A button left of the primary one."""
        made = button(text, clicked, name=name, role=role)
        self.footer.insertWidget(self.footer.count() - (1 if self.primary else 0), made)
        return made

    def set_primary(self, text: str, clicked: Callable[[], Any], *, name: str = "primary") -> QPushButton:
        """The one button at the bottom right: always the next step."""
        self.primary = button(text, clicked, name=name, role="primary")
        self.footer.addWidget(self.primary)
        return self.primary

    def primary_button(self) -> QPushButton | None:
        """What the next step is pressed with, as the page stands now; none where it cannot be taken."""
        found = [b for b in self.findChildren(QPushButton) if b.property("role") == "primary" and b.isVisible()]
        lowest = max(found, key=lambda b: b.mapTo(self, b.rect().bottomRight()).toTuple()[::-1], default=None)
        return lowest if lowest is not None and lowest.isEnabled() else None


class _Body(QWidget):
    """Holds a page's body. To what reckons its height from its width a scroll area would give all it could use."""

    def __init__(self, body: QVBoxLayout) -> None:
        super().__init__()
        body.setContentsMargins(0, 0, 0, 0)
        self.setLayout(body)

    def hasHeightForWidth(self) -> bool:
        return False


class Elided(QLabel):
    """A line of text that is cut with an ellipsis where it does not fit; the whole of it is the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, role: str = "",
                 mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(parent)
        self._whole, self._mode = "", mode
        self.setTextFormat(Qt.TextFormat.PlainText)  # a class may be called "<b>"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._cut()

    def whole(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(48, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        line = " ".join(self._whole.split("\n"))
        shown = self.fontMetrics().elidedText(line, self._mode, self.width())
        super().setText(shown)
        self.setToolTip(self._whole if shown != line else "")


class Figure(QWidget):
    """A quiet caption above a large value: "Time left" over "1 min 12 s"."""

    def __init__(self, caption: str, value: str = "–", parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._caption = caption
        self._value = label(value, "figure", name=name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(caption, "muted"))
        column.addWidget(self._value, 1)
        # In a row, the captions share a line and so do the values, though Chinese letters are taller than digits.
        self._value.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.set_value(value)

    def value(self) -> str:
        return self._value.text()

    def set_value(self, value: str, tip: str = "") -> None:
        self._value.setText(value)
        self._value.setToolTip(tip)
        self.setAccessibleName(f"{self._caption}: {value}")


def label(text: str, role: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label of plain text with a role of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def button(text: str, clicked: Callable[[], Any], *, name: str, role: str = "plain", icon: str = "",
           tip: str = "") -> QPushButton:
    """A push button; `role` is primary, plain, quiet, danger or link."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setProperty("role", role)
    # A ring shows where the keyboard is; a click of the mouse should not move it there.
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(text.replace("&", ""))
    made.setToolTip(tip)
    if icon:
        made.setIcon(theme.icon(icon, "surface" if role == "primary" else "ink"))
        made.setIconSize(QSize(16, 16))
    made.clicked.connect(lambda: clicked())
    return made


def reserve(made: QPushButton, *texts: str) -> int:
    """Keep a button as wide as the longest of what it may say: its neighbours must not move. Returns that width."""
    own, widths = made.text(), []
    made.ensurePolished()
    for text in texts:
        made.setText(text)
        widths.append(made.sizeHint().width())
    made.setText(own)
    made.setMinimumWidth(max(widths))
    return max(widths)


def icon_button(icon: str, tip: str, clicked: Callable[[], Any], *, name: str, tint: str = "muted") -> QToolButton:
    """A small square button with an icon only; `tip` is what it does."""
    made = QToolButton()
    made.setObjectName(name)
    made.setIcon(theme.icon(icon, tint))
    made.setIconSize(QSize(16, 16))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda: clicked())
    return made


def panel(margin: int = GAP, spacing: int = 12) -> tuple[QFrame, QVBoxLayout]:
    """A white card and the column inside it."""
    frame = QFrame()
    frame.setProperty("role", "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    return frame, column


def rule() -> QFrame:
    """A thin line across."""
    frame = QFrame()
    frame.setProperty("role", "rule")
    return frame
