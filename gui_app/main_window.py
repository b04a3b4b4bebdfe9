"""MainWindow: the rail, the pages, the bars above them, and what happens when the window is closed."""

import os
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from core.problems import Problem
from gui_app import theme, words
from gui_app.actions import Actions
from gui_app.context import Context
from gui_app.focus import Focus
from gui_app.messages import Messages
from gui_app.pages import PAGES, build
from gui_app.pages.data import DataPage
from gui_app.pages.readiness import state_of
from gui_app.placement import Placement
from gui_app.run_watcher import RunWatcher
from gui_app.session import Session
from gui_app.watcher import Watcher
from gui_app.widgets.context_menu import menu_of
from gui_app.widgets.dialogs import choose_folder
from gui_app.widgets.drop_hint import DropHint
from gui_app.widgets.page import Page
from gui_app.widgets.presses import DoubleClicks, press_by_enter
from gui_app.widgets.problem_bar import ConfirmBar, ProblemBar
from gui_app.widgets.rail import Rail
from gui_app.widgets.table_files import is_table
from gui_app.widgets.table_text import copy_table
from gui_app.widgets.toast import Toast

PATIENCE_MS = 10_000
ROWS = {row.key: row for row in PAGES}
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop)


class MainWindow(QMainWindow):
    """Shows one page at a time; every page is built when it is first shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.pages: dict[str, Page] = {}
        self._closing = self._leaving = False
        self.setWindowTitle("Thawline")
        self.setWindowIcon(theme.icon("thawline"))
        self.setAcceptDrops(True)
        self.problem_bar, self.confirm_bar = ProblemBar(), ConfirmBar()
        self.rail = Rail(
            tuple((row.key, words.say("page", row.title)) for row in PAGES if row.step),
            tuple((row.key, words.say("page", row.title)) for row in PAGES if not row.step))
        self._stack = QStackedWidget()
        self.commands = Actions(
            self, tuple((row.key, words.say("page", row.title)) for row in PAGES if row.key != "settings"))
        self._lay_out()
        self._drop_hint, self.focus = DropHint(self.centralWidget()), Focus(self, self._stack)
        self.toast = Toast(self._stack)
        self._watcher, self._run_watcher = Watcher(session, self), RunWatcher(session, self)
        self._context = Context(session, self.rail.context, self.current, self)
        self._double_clicks = DoubleClicks(self)
        self.messages = Messages(session, self)
        self._connect()
        self._add_actions()
        self._placement = Placement(self, session.settings)
        self.show_page("data")
        self._refresh()
        self.setFocus()  # not the first step of the rail: a ring belongs where the keyboard has been used

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setProperty("role", "surface")
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.problem_bar)
        right.addWidget(self.confirm_bar)
        right.addWidget(self._stack, 1)
        whole = QHBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        session = self.session
        self.rail.chosen.connect(self.show_page)
        self._context.go.connect(self.show_page)
        self.rail.context.choose_asked.connect(self.choose_folder)
        self._links = [(session.quiet, self._close_when_quiet), (session.training_changed, self._close_when_stopped)]
        self._links += [(signal, self._refresh) for signal in (
            session.index_changed, session.work_changed, session.run_changed, session.runs_changed,
            session.results_changed, session.recipe_changed, session.stages_changed, session.predictions_changed)]
        for signal, slot in self._links:
            signal.connect(slot)

    def _add_actions(self) -> None:
        acts = {"open": self.choose_folder, "save": lambda: self._command("save"), "quit": self.close,
                "print": lambda: self._command("print"), "copy": self._copy_table, "find": self._find,
                "settings": lambda: self.show_page("settings"), "next": self.take_next_step,
                "full": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
                "help": self._show_keys}
        acts |= {row.key: partial(self._go_by_key, row.key) for row in PAGES if row.key != "settings"}
        for key, act in acts.items():
            self.commands.connect(key, act)
        self.commands.able = self._able
        stack = self.session.undo_stack
        stack.refresh()  # the language may be another one
        self.commands.add_undo(stack.undo_action, stack.redo_action)

    # --- pages -----------------------------------------------------------------------------------

    def show_page(self, key: str) -> None:
        """Show a page, built on the first call."""
        if key not in self.pages:
            page = self.pages[key] = build(ROWS[key], self.session)
            page.go.connect(self.show_page)
            page.mend.connect(self.messages.mending.mend)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self.pages[key])
        self.toast.raise_()
        self.rail.choose(key)
        self.messages.show_bar()
        self._refresh()

    def current(self) -> str:
        """The key of the page that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)
        return shown.key

    def _go_by_key(self, key: str) -> None:
        """Show a page; the keyboard goes to what it is for there."""
        self.show_page(key)
        self.pages[key].take_keyboard()

    def _command(self, key: str) -> None:
        act = self.pages[self.current()].commands().get(key)
        if act is not None:
            act()

    def _copy_table(self) -> None:
        tables = self.pages[self.current()].shown_tables()
        if tables:
            copy_table(tables[0])

    def _find(self) -> None:
        field = self.pages[self.current()].filter_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_keys(self) -> None:
        self.show_page("settings")
        self.pages["settings"].show_help()

    def _able(self) -> dict[str, bool]:
        """What of the commands that differ by page can be done now."""
        page = self.pages[self.current()]
        offered = page.commands()
        return {"save": "save" in offered, "print": "print" in offered, "copy": bool(page.shown_tables()),
                "find": page.filter_field() is not None, "next": page.primary_button() is not None}

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # Views that make no menu of their own let this through.
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        under = self.focusWidget() if keyboard else QApplication.widgetAt(event.globalPos())
        menu = menu_of(under, self.commands.all["copy"], self)
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def take_next_step(self) -> None:
        """Press the primary button of the page that is shown, unless the keyboard is in something that lies over it."""
        page, focus = self.pages[self.current()], self.focusWidget()
        pressed = page.primary_button()
        over = focus is not None and focus is not self and not page.isAncestorOf(focus) and focus.window() is self
        if pressed is not None and not (over and not self.rail.isAncestorOf(focus)):
            pressed.click()

    def _refresh(self) -> None:
        for row in PAGES:
            button, state = self.rail.buttons[row.key], state_of(row.key, self.session)
            if row.step and state != button.state():
                button.show_state(state)
        self.rail.buttons["runs"].show_count(words.count(len(self.session.runs)) if self.session.runs else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Escape that no field, list or bar has a use for: what was opened last goes first.
        if event.key() == Qt.Key.Key_Escape:
            if not self.pages[self.current()].leave() and self.problem_bar.isVisible():
                self.session.show_problem(None)
        elif not press_by_enter(self.focusWidget(), event):
            super().keyPressEvent(event)

    # --- folders from outside --------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Ask for a folder of images and open it."""
        path = choose_folder(self, self.tr("Choose the folder that holds the class folders"),
                             os.path.dirname(self.session.folder))
        if path:
            self.open_path(path)

    def open_path(self, path: str) -> None:
        """Open a folder of images, a run folder, or see how a table would be read."""
        if os.path.isfile(os.path.join(path, "recipe.json")):
            if self.session.open_run(path):
                self.show_page("results" if self.session.report else "train")
        elif os.path.isdir(path):
            self.show_page("data")
            self.session.open_folder(path)
        elif is_table(path) and os.path.isfile(path):
            self.show_page("data")
            page = self.pages["data"]
            assert isinstance(page, DataPage)
            page.read_table(path)
        else:
            self.session.show_problem(Problem("not_a_folder" if os.path.exists(path) else "no_such_folder", path=path))

    def open_dropped(self, paths: list[str]) -> None:
        """Open the one thing that was dropped, or say what to drop instead."""
        above = {os.path.dirname(path) for path in paths}
        if len(paths) == 1:
            self.open_path(paths[0])
        elif len(above) == 1 and all(map(os.path.isdir, paths)):
            self.session.show_problem(Problem("folders_dropped", count=len(paths), path=above.pop()))
        else:
            self.session.show_problem(Problem("several_dropped", count=len(paths)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = _paths_of(event)
        if paths:
            # Also what cannot be opened: when it is dropped, a sentence says what to drop instead.
            event.acceptProposedAction()
            self._drop_hint.show_over(*self._hint(paths))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_hint.hide()
        paths = _paths_of(event)
        if paths:
            event.acceptProposedAction()
            self.open_dropped(paths)

    def _hint(self, paths: list[str]) -> tuple[str, str, str]:
        """What the veil says of what is dragged: a title, a line below it, an icon."""
        path = paths[0]
        name = os.path.basename(path.rstrip("/\\")) or path
        if len(paths) > 1:
            return (self.tr("One folder, or one table"), self.tr("Several things at once cannot be opened."), "warning")
        if os.path.isfile(os.path.join(path, "recipe.json")):
            return self.tr("Drop the run to open it"), name, "runs"
        if os.path.isdir(path):
            return self.tr("Drop the folder to open it"), name, "folder"
        if is_table(path):
            return self.tr("Drop the table to read labels from it"), name, "data"
        return self.tr("One folder, or one table"), self.tr("“{0}” is neither a folder nor "
                                                            "a table.").format(name), "warning"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Files are taken before any field or chart sees them: a field would insert their names as text, and a chart
        # would refuse them. A page with a use for files of its own gets them.
        page = self._stack.currentWidget()
        if event.type() not in _DRAGS or (page is not None and page.acceptDrops()):
            return False
        if isinstance(event, QDragLeaveEvent):
            self.dragLeaveEvent(event)
            return False
        if not isinstance(event, QDropEvent) or not _paths_of(event):
            return False
        if isinstance(event, QDragEnterEvent):
            self.dragEnterEvent(event)
        elif isinstance(event, QDragMoveEvent):
            event.acceptProposedAction()
        else:
            self.dropEvent(event)
        return True

    def focusNextPrevChild(self, forwards: bool) -> bool:
        # Also called when the widget that had the focus is hidden or greyed out.
        return self.focus.catch() or super().focusNextPrevChild(forwards)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self)
        for watcher in (self._double_clicks, self.commands):
            self.windowHandle().installEventFilter(watcher)

    # --- the end ---------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        self._placement.keep()
        if self._leaving or not self.session.busy:
            event.accept()
        elif self.session.training and not self._closing:
            event.ignore()
            self._ask_before_closing()
        else:
            event.ignore()
            self._close_after_jobs()

    def _ask_before_closing(self) -> None:
        self.confirm_bar.ask(self.tr("A training run is going on. Stopped now, it can be continued later."), (
            ("close_stop_keep", self.tr("Stop and keep, then close"), "primary", self._stop_then_close),
            ("close_go_on", self.tr("Go on training"), "plain", lambda: None),
        ))

    def _stop_then_close(self) -> None:
        self._closing = True
        self._stack.setEnabled(False)
        self.confirm_bar.tell(self.tr("The run is being saved; the window closes by itself."))
        QTimer.singleShot(PATIENCE_MS, self, self._offer_to_leave)
        if self.session.training:
            self.session.recent.left(self.session.live_folder)
            self.session.stop(keep=True)
        else:
            self._close_after_jobs()

    def _offer_to_leave(self) -> None:
        # A step of a large network on a slow computer may take minutes; what was saved before can be continued.
        if self._closing and self.isVisible():
            self.confirm_bar.ask(
                self.tr("The run is still busy with a step. Closed now, it goes on later from its last saved state."),
                (("close_now", self.tr("Close now"), "plain", self._leave),))

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def _close_when_stopped(self) -> None:
        if self._closing and not self.session.training:
            # Not from inside the session's own handling of the end, which may start a last job.
            QTimer.singleShot(0, self, self._close_after_jobs)

    def _close_after_jobs(self) -> None:
        self._closing = True
        self.session.stop_all()

    def _close_when_quiet(self) -> None:
        if self._closing:
            QTimer.singleShot(0, self, self._close_if_quiet)

    def _close_if_quiet(self) -> None:
        if self._closing and not self.session.busy:
            self.close()

    def retire(self) -> None:
        """Go without a question: another window of the same session takes over."""
        for signal, slot in self._links:
            signal.disconnect(slot)
        self.messages.retire()
        self.hide()
        self.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._watcher.look()  # the user may come back from the file manager
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            theme.theme_changed.emit()  # icons that are kept as pictures are drawn anew for the new screen


def _paths_of(event: QDropEvent) -> list[str]:
    """The files and folders of this computer that are dragged."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
