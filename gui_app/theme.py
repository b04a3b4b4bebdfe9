"""The look: colours, the style sheet, fonts and tinted icons, light and dark."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template

from PySide6.QtCore import QByteArray, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from gui_app import resources

SMALL, TEXT, SECTION, TITLE = 12, 13, 15, 20
RADIUS = 8


@dataclass(frozen=True)
class Colours:
    """Every colour of the window as "#rrggbb". `*_soft` are backgrounds, `*_ink` is text on them or on a panel."""

    name: str
    surface: str
    panel: str
    ink: str
    muted: str
    line: str
    ice: str
    ember: str
    good: str
    bad: str
    hover: str
    ice_soft: str
    ember_soft: str
    good_soft: str
    bad_soft: str
    ice_ink: str
    ember_ink: str
    good_ink: str
    bad_ink: str
    edge: str
    """The outline of something that can be pressed or typed into: 3:1 against the surface."""
    ink_hover: str
    """The ground of the primary button under the mouse: a little stronger than at rest, far from a disabled one."""

    def __getitem__(self, name: str) -> str:
        return str(getattr(self, name))


LIGHT = Colours(
    "light", surface="#FAFAF8", panel="#FFFFFF", ink="#1B1F24", muted="#656C76", line="#E3E4E1",
    ice="#2E86C1", ember="#D9731A", good="#2F8F5B", bad="#B83A3A", hover="#F1F1EE",
    ice_soft="#E8F2F9", ember_soft="#FCEFE3", good_soft="#E4F3EA", bad_soft="#FBEAEA",
    ice_ink="#1F6A9E", ember_ink="#A35008", good_ink="#24724A", bad_ink="#A83232", edge="#C9CBC7", ink_hover="#3A414A",
)
DARK = Colours(
    "dark", surface="#16181B", panel="#1E2125", ink="#E8EAED", muted="#98A1AB", line="#2C3036",
    ice="#5DADE2", ember="#F39C4A", good="#58C48A", bad="#E57373", hover="#262A2F",
    ice_soft="#1B2A35", ember_soft="#33261A", good_soft="#1B2E25", bad_soft="#3A2224",
    ice_ink="#6FB8E8", ember_ink="#F5A65B", good_ink="#63CB94", bad_ink="#EC8B8B", edge="#434950", ink_hover="#FFFFFF",
)


class _Notice(QObject):
    changed = Signal()


_notice = _Notice()
theme_changed = _notice.changed
"""Said after `apply`: widgets that paint by hand call `update()`."""

_now = {"asked": "", "colours": LIGHT}


def tokens(theme: str) -> Colours:
    """The colours of "light", "dark" or "system"."""
    if theme == "system":
        hints = QGuiApplication.styleHints() if QGuiApplication.instance() else None
        theme = "dark" if hints and hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    return DARK if theme == "dark" else LIGHT


def asked() -> str:
    """What was last applied: "light", "dark" or "system"; "" before that."""
    return str(_now["asked"])


def colours() -> Colours:
    """The colours that are in use now."""
    found = _now["colours"]
    assert isinstance(found, Colours)
    return found


def colour(name: str, alpha: float = 1.0) -> QColor:
    """One colour that is in use now, for painting by hand."""
    made = QColor(colours()[name])
    made.setAlphaF(alpha)
    return made


def apply(app: QApplication, theme: str) -> None:
    """Give the whole application the look `theme`: "light", "dark", or "system" which follows the desktop."""
    hints = app.styleHints()
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(theme, Qt.ColorScheme.Unknown)
    if not _now["asked"]:  # the first time
        app.setStyle("Fusion")
        hints.colorSchemeChanged.connect(_follow)
    _now["asked"] = theme
    hints.setColorScheme(scheme)  # the system's own dialogs and title bars follow
    _now["colours"] = found = tokens(theme)
    app.setFont(_font())
    app.setPalette(_palette(found))
    app.setStyleSheet(style_sheet(found))
    theme_changed.emit()


def _follow() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and _now["asked"] == "system" and tokens("system") is not colours():
        apply(app, "system")


def _font() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    # An alias such as "Sans Serif" would lose against the real names behind it. Han characters have regional
    # shapes: without a hint the first CJK font found may be a Japanese one.
    font.setFamilies([QFontInfo(font).family(), "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC"])
    font.setPixelSize(TEXT)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=16)
def _line_height(key: str) -> int:
    font = QFont()
    font.fromString(key)
    metrics = QFontMetrics(font)
    return max(metrics.height(), metrics.boundingRect("国g").height())


def line_height(font: QFont) -> int:
    """How high a line is for any script: Han characters come from another font, which reaches further down."""
    return _line_height(font.toString())


def _palette(c: Colours) -> QPalette:
    role, made = QPalette.ColorRole, QPalette()
    pairs = {
        role.Window: c.surface, role.WindowText: c.ink, role.Base: c.panel, role.AlternateBase: c.surface,
        role.Text: c.ink, role.Button: c.panel, role.ButtonText: c.ink, role.BrightText: c.bad,
        role.ToolTipBase: c.panel, role.ToolTipText: c.ink, role.PlaceholderText: c.muted,
        role.Highlight: c.ice_soft, role.HighlightedText: c.ink, role.Link: c.ice_ink, role.LinkVisited: c.ice_ink,
        role.Mid: c.line, role.Midlight: c.line, role.Light: c.panel, role.Dark: c.edge, role.Shadow: c.edge,
        role.Accent: c.ice,
    }
    for which, value in pairs.items():
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.muted))
    return made


def style_sheet(c: Colours) -> str:
    """The style sheet in these colours."""
    text = resources.path("style", "thawline.qss").read_text("utf-8")
    return Template(text).substitute(asdict(c), icons=resources.path("icons").as_posix())


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another `role` of the style sheet while it is on screen."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


# --- icons ---------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _drawing(name: str, colour_name: str) -> QSvgRenderer:
    text = resources.path("icons", f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour_name).encode()))


def draw_icon(painter: QPainter, name: str, rect: QRect | QRectF, tint: str = "ink") -> None:
    """Paint an icon of `resources/icons` in a colour of the theme (or "#rrggbb")."""
    _drawing(name, tint if tint.startswith("#") else colours()[tint]).render(painter, QRectF(rect))


class _Tinted(QIconEngine):
    """Draws an icon in the colours that are in use when it is painted, so that a new theme needs no new icons."""

    def __init__(self, name: str, tint: str) -> None:
        super().__init__()
        self._name, self._tint = name, tint

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * 0.4)
        draw_icon(painter, self._name, rect, self._tint)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        if size.isEmpty():  # asked for while a layout is folding up
            return made
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._tint)


def icon(name: str, tint: str = "ink") -> QIcon:
    """The icon `name` of `resources/icons`; it follows the theme by itself."""
    return QIcon(_Tinted(name, tint))


def pixmap(name: str, side: int, tint: str = "ink", ratio: float = 1.0) -> QPixmap:
    """An icon as a picture for a label: `ratio` is the screen's device pixel ratio."""
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw_icon(painter, name, QRect(0, 0, made.width(), made.height()), tint)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
