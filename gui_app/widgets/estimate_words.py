"""Estimates in words: a range of times or sizes as a person says it, and why there is none."""

from core.choice import N_
from core.estimate import Estimate, Span
from gui_app.words import NARROW, number, say

_TIMES = ((90.0, 1.0, N_("estimate", "{0} s")), (90 * 60.0, 60.0, N_("estimate", "{0} min")),
          (48 * 3600.0, 3600.0, N_("estimate", "{0} h")), (float("inf"), 86400.0, N_("estimate", "{0} d")))
_SIZES = ((1e9, 1e6, "MB"), (1e12, 1e9, "GB"), (float("inf"), 1e12, "TB"))

WHY_NOT: dict[str, str] = {
    "folder": N_("estimate", "Time and memory are estimated once a folder is open."),
    "reading": N_("estimate", "Time and memory are estimated once the images have been read."),
    "stages": N_("estimate", "Time and memory are estimated once the stages are known."),
    "training": N_("estimate", "Time and memory are estimated when the run is over."),
    "measuring": N_("estimate", "Measuring this computer…"),
    "failed": N_("estimate", "This computer could not be measured."),
    "line": N_("estimate", "Time and memory are estimated once the thaw line fits."),
}


def why_not(lacking: str) -> str:
    """Why there is no estimate."""
    return say("estimate", WHY_NOT[lacking])


def times(span: Span) -> str:
    """A range of seconds: "0.8–1.3 s", "4–6 min"."""
    _, unit, text = next(row for row in _TIMES if span.high < row[0])
    return say("estimate", text).format(_range(span.low / unit, span.high / unit))


def sizes(span: Span) -> str:
    """A range of bytes: "520–720 MB", "1.1–1.5 GB"."""
    _, unit, name = next(row for row in _SIZES if span.high < row[0])
    return f"{_range(span.low / unit, span.high / unit)}{NARROW}{name}"


def _range(low: float, high: float) -> str:
    """Two numbers no more precise than they can be known: one digit after the point below 10, else two figures."""
    if high < 0.1:
        return f"< {number(0.1, 1)}"
    digits = 1 if high < 10 else 0
    step = 10 if high >= 200 else 1
    ends = [number(step * round(x / step) if not digits else x, digits) for x in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def in_words(estimate: Estimate) -> str:
    """An estimate as one sentence."""
    return say("estimate", N_("estimate", "Estimate: {epoch} an epoch, {total} in all, {memory} of memory.")).format(
        epoch=times(estimate.epoch), total=times(estimate.total), memory=sizes(estimate.memory))
