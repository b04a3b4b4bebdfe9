"""Words: codes, numbers and times as a person of the user's language reads them."""

import math
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from core.problems import SENTENCES, Problem, sentence

LONGEST_REASON = 140
NARROW = "\u202f"  # a thin space that does not break, between a number and its unit


def say(context: str, text: str) -> str:
    """The translation of a text that core has marked with `N_(context, text)`."""
    return QCoreApplication.translate(context, text)


def problem_text(code: str, details: dict[str, Any]) -> str:
    """The sentence of a problem or warning; a code that this version does not know is shown as it is."""
    if code not in SENTENCES:
        return ": ".join([code, *map(str, details.values())])
    return sentence(code, {k: _shown(k, v, details) for k, v in details.items()}, say("problem", SENTENCES[code]))


def text_of(problem: Problem) -> str:
    """The sentence of a Problem."""
    return problem_text(problem.code, problem.details)


def _shown(key: str, value: Any, details: dict[str, Any]) -> str:
    if key == "reason" and isinstance(value, str) and value in SENTENCES:
        return problem_text(value, {k: v for k, v in details.items() if k != "reason"})
    if isinstance(value, bool) or not isinstance(value, int | float):
        return shortened(say("reason", str(value)), LONGEST_REASON) if key == "reason" else shortened(str(value))
    return number(value) if math.isfinite(value) else say("words", "no number")


def shortened(text: str, most: int = 72) -> str:
    """A long name or path without its middle, so that a sentence stays one."""
    if len(text) <= most:
        return text
    return f"{text[:most // 3]}…{text[-(most - most // 3 - 1):]}"


def inside(title: str) -> str:
    """A title in the middle of a sentence, where English begins it with a small letter: "learning rate", "MLP"."""
    english = QLocale().language() in (QLocale.Language.English, QLocale.Language.C)
    return title[:1].lower() + title[1:] if english and title[1:2].islower() else title


def number(value: float | None, digits: int | None = None) -> str:
    """A number in the user's locale: `digits` after the point, else the shortest that tells it (5e-4, 0.25, 1,240)."""
    locale = QLocale()
    if value is None or not math.isfinite(value):
        return "–"
    if digits is not None:
        return locale.toString(float(value), "f", digits)
    if float(value).is_integer() and abs(value) < 1e6:
        return locale.toString(int(value))
    if value != 0 and not 1e-3 <= abs(value) < 1e6:
        mantissa, _, power = f"{value:.4g}".partition("e") if abs(value) >= 1e6 else f"{value:.3e}".partition("e")
        short = locale.toString(float(mantissa), "g", 4)
        return f"{short}e{int(power)}" if power else short
    return locale.toString(float(value), "g", 6)


def percent(share: float | None, digits: int = 1) -> str:
    """A share of 1 as percent: 0.942 is "94.2%"."""
    if share is None or not math.isfinite(share):
        return "–"
    space = NARROW if QLocale().language() in _SPACED else ""
    return f"{number(share * 100, digits)}{space}{QLocale().percent()}"


def percent_range(low: float | None, high: float | None, digits: int = 1) -> str:
    """An interval of shares: "80.9–88.9%"."""
    if low is None or high is None or not math.isfinite(low + high):
        return "–"
    return f"{number(low * 100, digits)}–{percent(high, digits)}"


def loss(value: float | None) -> str:
    """A loss, with the same digits wherever it is shown; one of a run that diverges is written short."""
    far = value is not None and math.isfinite(value) and abs(value) >= 1e4
    return compact(value or 0.0) if far else number(value, 3)


_SPACED = (QLocale.Language.German, QLocale.Language.French, QLocale.Language.Spanish, QLocale.Language.Swedish,
           QLocale.Language.Czech, QLocale.Language.Russian, QLocale.Language.Finnish, QLocale.Language.Danish)


def count(n: int) -> str:
    """A whole number with its thousands parted: 1,595."""
    return QLocale().toString(int(n))


def compact(n: float) -> str:
    """A large count in three figures: "2.54 M", "385 k", "0.5 k"; for parameters."""
    for unit, step in (("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if n >= step / 2:
            shown = n / step
            precise = unit != "k"
            digits = 0 if shown >= (99.5 if precise else 9.95) else 2 if precise and shown < 9.995 else 1
            return f"{number(shown, digits)}{NARROW}{unit}"
    return count(round(n))


def duration(seconds: float | None) -> str:
    """A stretch of time in its two largest units: "0.4 s", "18 s", "1 min 12 s", "2 h 5 min", "3 d 4 h"."""
    if seconds is None or not math.isfinite(seconds):
        return "–"
    if seconds < 9.95:
        return say("words", "{0} s").format(number(seconds, 0 if seconds == 0 else 2 if seconds < 0.095 else 1))
    whole = round(seconds)
    if whole < 60:
        return say("words", "{0} s").format(count(whole))
    if whole < 3600:
        return say("words", "{0} min {1} s").format(whole // 60, whole % 60)
    minutes = round(seconds / 60)
    if minutes < 24 * 60:
        return say("words", "{0} h {1} min").format(minutes // 60, minutes % 60)
    hours = round(seconds / 3600)
    return say("words", "{0} d {1} h").format(hours // 24, hours % 24)


def size(n: float) -> str:
    """An amount of bytes as the system's file manager would write it: "9.8 MB"."""
    return QLocale().formattedDataSize(int(n), 1, QLocale.DataSizeFormat.DataSizeSIFormat)
