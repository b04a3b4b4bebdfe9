"""The look: enough contrast, whole style sheet, icons in the colours of the theme."""

from dataclasses import asdict, fields

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from gui_app import resources, theme

ICONS = sorted(p.stem for p in resources.path("icons").glob("*.svg"))


def luminance(name: str) -> float:
    colour = QColor(name)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
              for c in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    ("ink", "surface"), ("ink", "panel"), ("ink", "hover"), ("muted", "surface"), ("muted", "panel"),
    ("muted", "hover"),
    ("ink", "ice_soft"), ("ink", "ember_soft"), ("ink", "bad_soft"), ("ink", "good_soft"), ("muted", "ice_soft"),
    ("muted", "ember_soft"), ("good_ink", "panel"), ("bad_ink", "panel"), ("ember_ink", "panel"), ("ice_ink", "panel"),
    ("good_ink", "good_soft"), ("bad_ink", "bad_soft"), ("ember_ink", "ember_soft"), ("ice_ink", "ice_soft"),
    ("surface", "ink"),
]


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=lambda c: c.name)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(colours: theme.Colours, text: str, ground: str) -> None:
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=lambda c: c.name)
@pytest.mark.parametrize("sign", ["ice", "ember", "good", "bad"])
def test_signs_can_be_seen(colours: theme.Colours, sign: str) -> None:
    assert contrast(colours[sign], colours.panel) >= 3.0


def test_the_style_sheet_uses_only_known_names(qapp: QApplication) -> None:
    for colours in (theme.LIGHT, theme.DARK):
        sheet = theme.style_sheet(colours)  # raises KeyError for a name that no colour has
        assert "$" not in sheet.replace("$names", "")


def test_apply_changes_palette_and_says_so(qapp: QApplication) -> None:
    spy = QSignalSpy(theme.theme_changed)
    theme.apply(qapp, "dark")
    assert theme.colours() is theme.DARK
    assert qapp.palette().window().color() == QColor(theme.DARK.surface)
    theme.apply(qapp, "light")
    assert theme.colours() is theme.LIGHT
    assert spy.count() == 2


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_something(qapp: QApplication, name: str) -> None:
    image = theme.pixmap(name, 40).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(40) for y in range(40))


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    made = theme.icon("diamond")
    seen = []
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        seen.append(made.pixmap(QSize(20, 20)).toImage().pixelColor(10, 10).name())
    theme.apply(qapp, "light")
    assert seen == [theme.LIGHT.ink.lower(), theme.DARK.ink.lower()]
    faint = made.pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage().pixelColor(10, 10)
    assert 0 < faint.alpha() < 255


def test_both_themes_name_every_colour() -> None:
    for colours in (theme.LIGHT, theme.DARK):
        for field in fields(colours):
            if field.name != "name":
                assert QColor(asdict(colours)[field.name]).isValid()
