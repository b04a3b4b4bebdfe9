"""Ago: how long ago something was, in the words in which a person would say it."""

from PySide6.QtCore import QDateTime, QLocale, QObject

MINUTE, HOUR, DAY, WEEK = 60, 3_600, 86_400, 604_800


class Ago(QObject):
    """`text` says "3 minutes ago"; what was more than a week ago is told by its date."""

    def text(self, at: float, now: float) -> str:
        """Both are Unix times."""
        since = max(0.0, now - at)
        if since < MINUTE:
            return self.tr("just now")
        if since < HOUR:
            return self.tr("%n minute(s) ago", "", int(since // MINUTE))
        if since < DAY:
            return self.tr("%n hour(s) ago", "", int(since // HOUR))
        if since < WEEK:
            return self.tr("%n day(s) ago", "", int(since // DAY))
        return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(at)).date(), self.tr("d MMM yyyy"))
