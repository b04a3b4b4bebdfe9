"""The application: one QApplication, its language and look, and the window that is built in them."""

import faulthandler
import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from core.problems import Problem
from core.run import save_report
from gui_app import resources, theme
from gui_app.collector import Collector
from gui_app.main_window import MainWindow
from gui_app.session import Session
from gui_app.widgets.rings import Rings

log = logging.getLogger("thawline")


class Application(QObject):
    """Holds the session and its window, and builds the window anew in another language."""

    faulted = Signal(str, str)
    """(reason, path of the report), from any thread."""

    def __init__(self, app: QApplication, session: Session | None = None) -> None:
        super().__init__()
        self._collector, self._rings = Collector(self), Rings(app, self)
        self.app, self.session = app, session or Session()
        self._translators: list[QTranslator] = []
        self._language = ""
        self._speak()
        theme.apply(app, self.session.settings.get("theme"))
        self.window = MainWindow(self.session)
        self.session.settings_changed.connect(self._apply_settings)
        self.faulted.connect(self._show_fault)

    def _speak(self) -> None:
        asked = self.session.settings.get("language")
        if asked == self._language:
            return
        for old in self._translators:
            QCoreApplication.removeTranslator(old)
        self._language = asked
        locale = _locale(asked)
        QLocale.setDefault(locale)
        self._translators = [t for t in (_ours(locale), _qts(locale)) if t is not None]
        for translator in self._translators:
            QCoreApplication.installTranslator(translator)

    def _apply_settings(self) -> None:
        wanted = self.session.settings.get("theme")
        if theme.asked() != wanted:
            theme.apply(self.app, wanted)
        if self.session.settings.get("language") != self._language:
            # Not while a field of the old window is still saying what was chosen.
            QTimer.singleShot(0, self, self._rebuild)

    def _rebuild(self) -> None:
        self._speak()
        old, page = self.window, self.window.current()
        self.window = MainWindow(self.session)
        self.window.setGeometry(old.geometry())
        self.window.show_page(page)
        self.window.focus.copy(old.focusWidget())
        self.window.show()
        old.retire()

    def retire(self) -> None:
        """Let go of the session and the window; for a caller that goes on living."""
        self.session.settings_changed.disconnect(self._apply_settings)
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self.window.retire()

    # --- faults ------------------------------------------------------------------------------------

    def watch_faults(self) -> None:
        """A fault in the window is shown in the window, which stays open; its report is kept."""
        sys.excepthook = self.catch
        threading.excepthook = lambda a: self.catch(a.exc_type, a.exc_value or a.exc_type(), a.exc_traceback)
        if sys.stderr is not None:  # a windowed build has none
            faulthandler.enable()

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What becomes of an error that nobody has caught."""
        if issubclass(kind, KeyboardInterrupt):
            self.app.quit()
            return
        if sys.stderr is not None:
            traceback.print_exception(kind, error, trace)
        path = save_report(error, self.session.run_folder)
        self.faulted.emit(f"{kind.__name__}: {error}", str(path))

    def _show_fault(self, reason: str, path: str) -> None:
        self.session.show_problem(Problem("unexpected", reason=reason, path=path))


def _locale(asked: str) -> QLocale:
    """How words, numbers and dates are written: as the system does, unless another language was asked for."""
    system = QLocale.system()
    if system.language() == QLocale.Language.C:
        system = QLocale("en_US")  # a bare system has no thousands separator
    if asked == "system" or QLocale(asked).language() == system.language():
        return system
    return QLocale(asked)


def _ours(locale: QLocale) -> QTranslator | None:
    """Our catalogue; English has one too, for its plurals."""
    made = QTranslator()
    folder = str(resources.path("i18n"))
    for wanted in (locale, QLocale("en")):
        if made.load(wanted, "thawline", "_", folder):
            return made
    return None


def _qts(locale: QLocale) -> QTranslator | None:
    made = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return made if made.load(locale, "qtbase", "_", folder) else None


def make_app(argv: list[str]) -> QApplication:
    """The one QApplication, made on the first call."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = QApplication(argv)
    app.setApplicationName("thawline")
    app.setApplicationDisplayName("Thawline")
    app.setDesktopFileName("thawline")
    return app


def build_window(session: Session | None = None) -> Application:
    """The application with its window, not shown yet."""
    return Application(make_app(sys.argv[:1]), session)


def open_window(argv: list[str]) -> int:
    """Open the window and stay until it is closed. Returns the exit status."""
    app = make_app(argv)
    whole = Application(app)
    whole.watch_faults()
    whole.window.show()
    # What takes time waits until the window has been painted.
    QTimer.singleShot(0, whole.session, whole.session.refresh_runs)
    return app.exec()
