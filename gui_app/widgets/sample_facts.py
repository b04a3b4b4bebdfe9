"""Sample facts: what is known of one image, as titles and values, and what was found about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt

from core.choice import N_
from gui_app import words
from gui_app.widgets.class_table import split_title
from gui_app.widgets.finding_words import text_for

if TYPE_CHECKING:
    from core.data.index import Index, Sample

MOST = 4
"""So many findings are told of one image."""


def facts_of(sample: "Sample", index: "Index") -> tuple[tuple[str, str], ...]:
    """Titles and values; what is not known is left out."""
    size = ""
    if sample.width:
        size = words.say("sample_facts", N_("sample_facts", "{0} × {1} pixels")).format(
            words.count(sample.width), words.count(sample.height))
    taken = QDateTime.fromString(sample.taken, Qt.DateFormat.ISODate)
    others = [(task.name, label) for task, label in zip(index.tasks[1:], sample.more, strict=False)]
    facts = (
        (N_("sample_facts", "Split"), split_title(sample.split) if sample.split else ""),
        (N_("sample_facts", "Size"), size),
        (N_("sample_facts", "Format"), ", ".join(part for part in (sample.format, sample.mode) if part)),
        (N_("sample_facts", "Taken"),
         QLocale().toString(taken, QLocale.FormatType.ShortFormat) if taken.isValid() else ""),
        (N_("sample_facts", "Group"), sample.group),
    )
    return (*others, *((words.say("sample_facts", title), value) for title, value in facts if value))


def findings_of(sample: "Sample", index: "Index") -> list[str]:
    """What the findings that an image is in say of it."""
    found = [f for f in index.findings if sample.path in f.paths]
    return [text_for(f, sample.path) for f in found[:MOST]]
