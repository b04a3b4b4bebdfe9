"""Focus: where the keyboard goes when what had it is hidden or greyed out: into the page, never to the first step."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid


class Focus(QObject):
    """Remembers what had the focus last in each page; Qt would take the first of the whole window."""

    def __init__(self, window: QMainWindow, pages: QStackedWidget) -> None:
        super().__init__(window)
        self._window, self._pages = window, pages
        self._last: dict[QWidget, QWidget] = {}
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._note)

    def catch(self) -> bool:
        """Called where the focus moves on by itself or by Tab: whether it was lost, and has been put back."""
        lost = self._window.focusWidget()
        if lost is None or lost is self._window or _usable(lost):
            return False
        page = self._pages.currentWidget()
        last = self._last.get(page)
        back = last if last is not None and last is not lost and isValid(last) and _usable(last) else page
        back.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def copy(self, other: QWidget | None) -> None:
        """Give the focus to what is called as something in another window is, or to the page."""
        name = other.objectName() if other is not None else ""
        found = self._window.findChild(QWidget, name) if name else None
        (found or self._pages.currentWidget()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._window):  # this is still heard while the window is taken apart
            return
        page = self._pages.currentWidget()
        if new is not None and page is not None and page.isAncestorOf(new):
            self._last[page] = new
        elif new is None and old is not None and isValid(old) and self._gone(old):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _gone(self, old: QWidget) -> bool:
        """Whether a widget of this window has lost the focus with all that is around it: then Qt gives it to nobody."""
        return self._window.isActiveWindow() and self._window.isAncestorOf(old) and not _usable(old)


def _usable(widget: QWidget) -> bool:
    return widget.isEnabled() and widget.isVisible()
