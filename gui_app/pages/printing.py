"""ReportPrinter: prints the report of the shown run, by the browser, which can set it out in pages."""

import os

from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

from gui_app.session import Session

_PRINT = b"<script>addEventListener('load', () => print())</script>\n"


class ReportPrinter(QObject):
    """Has the report written to a file of the moment, then opens it with its print dialog."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._folder, self._waiting = session, QTemporaryDir(), ""
        session.work_changed.connect(self._open_when_written)

    def print_report(self) -> None:
        if "export" not in self._session.works:
            self._waiting = os.path.join(self._folder.path(), "report.html")
            self._session.export("report", self._waiting)

    def _open_when_written(self) -> None:
        path = self._waiting
        if path and "export" not in self._session.works:
            self._waiting = ""
            if self._session.exported == path:
                with open(path, "ab") as report:
                    report.write(_PRINT)
                QDesktopServices.openUrl(QUrl.fromLocalFile(path))
