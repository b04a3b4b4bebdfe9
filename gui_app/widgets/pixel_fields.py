"""PixelFields: how values beyond 8 bits and more than three channels become the colours that are seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.choice import About
from core.pixels import CLIPPED, Levels, Pixels
from gui_app import words
from gui_app.widgets.field import OptionField
from gui_app.widgets.number import NumberField
from gui_app.widgets.page import label

MOST_CLIPPED = 25.0


class PixelFields(QWidget):
    """Shown for folders whose images need it; says `changed` with the channels and the percent that is clipped."""

    changed = Signal(object, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pixel_fields")
        self._bands: tuple[int, ...] = ()
        self._clipped, self._channels = CLIPPED, 0
        self._fields: list[OptionField] = []
        self._told = label("", "muted", wrap=True, name="pixel_levels")
        known = About(self.tr("Clipped at each end"), low=0.0, high=MOST_CLIPPED)
        self._clip = NumberField(known, CLIPPED, whole=False)
        self._clip.setObjectName("pixel_clipped")
        self._clip.setAccessibleName(self.tr("Percent of the values that become plain black, and plain white"))
        self._clip.setToolTip(self.tr(
            "So many of the darkest values of all images become plain black, and as many of the brightest plain "
            "white: a few hot pixels then darken nothing. 0 keeps the whole range."))
        self._clip.changed.connect(self._set_clipped)
        self._depth, self._colours = QWidget(), QWidget()
        self._rows = QFormLayout(self._colours)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        depth = QVBoxLayout(self._depth)
        depth.setContentsMargins(0, 0, 0, 0)
        depth.setSpacing(4)
        depth.addWidget(self._told)
        line = QHBoxLayout()
        text = label(self.tr("Clipped at each end"), wrap=True)
        text.setBuddy(self._clip)
        line.addWidget(text, 1)
        line.addWidget(self._clip)
        line.addWidget(label("%", "muted"))
        depth.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Brightness and colours"), "section", wrap=True))
        column.addWidget(self._depth)
        column.addWidget(self._colours)

    def show_pixels(self, pixels: Pixels, channels: int, bands: tuple[int, ...], clipped: float) -> None:
        """Show how the open folder's images are read, of `channels` where these are more than three, and what is
        asked for. Where all have 8 bits and three channels there is nothing to ask."""
        self._bands, self._clipped = bands, clipped
        self._told.setText("\n".join(
            self.tr("{0}: {1} becomes black, {2} white.").format(self._name(one.stored), _shown(one, one.black),
                                                                _shown(one, one.white)) for one in pixels.levels))
        self._depth.setVisible(bool(pixels.levels))
        self._clip.show_value(clipped)
        if channels != self._channels:
            self._channels = channels
            self._fill()
        self._colours.setVisible(channels > 3)
        for field, band in zip(self._fields, self._shown_bands(), strict=True):
            field.show_value(band)
        self.setVisible(bool(pixels.levels) or channels > 3)

    def _name(self, stored: str) -> str:
        """How values are stored, as a person reads it: "16-bit values"."""
        if stored == "float":
            return self.tr("Decimal numbers")
        bits = "".join(sign for sign in stored if sign.isdigit())
        if stored.startswith("u"):
            return self.tr("{0}-bit values").format(bits)
        return self.tr("{0}-bit values with a sign").format(bits)

    def _fill(self) -> None:
        while self._rows.rowCount():
            self._rows.removeRow(0)
        self._fields = []
        names = (self.tr("Red shows"), self.tr("Green shows"), self.tr("Blue shows")) if self._channels > 3 else ()
        options = tuple((n, self.tr("channel {0}").format(n)) for n in range(1, self._channels + 1))
        for at, name in enumerate(names):
            field = OptionField(options, at + 1)
            field.setObjectName(f"pixel_band_{at}")
            field.setAccessibleName(name)
            field.setToolTip(self.tr("The same channel three times is a grey picture."))
            field.changed.connect(lambda band, at=at: self._set_band(at, int(band)))
            self._rows.addRow(name, field)
            self._fields.append(field)

    def _shown_bands(self) -> tuple[int, ...]:
        if self._channels <= 3:
            return ()
        one = self._bands[:1] * 3
        return self._bands[:3] if len(self._bands) >= 3 else one or (1, 2, 3)

    def _set_band(self, at: int, band: int) -> None:
        bands = list(self._shown_bands())
        bands[at] = band
        self._bands = () if bands == [1, 2, 3] else tuple(bands)
        self.changed.emit(self._bands, self._clipped)

    def _set_clipped(self, value: float) -> None:
        self._clipped = float(value)
        self.changed.emit(self._bands, self._clipped)


def _shown(levels: Levels, value: float) -> str:
    """A stored value: whole where they all are, else in four figures."""
    return words.number(float(f"{value:.4g}") if levels.stored == "float" else round(value))
