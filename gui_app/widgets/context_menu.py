"""The menu of the right mouse button: acts on what is selected in a view; a table can always be copied."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget


def offer(view: QAbstractItemView, title: str, act: Callable[[], Any]) -> QAction:
    """Add an act to a view's menu."""
    made = QAction(title, view)
    made.triggered.connect(lambda checked=False: act())
    view.addAction(made)
    return made


def menu_of(widget: QWidget | None, copy: QAction, parent: QWidget) -> QMenu | None:
    """The menu of the view that a widget is or lies in; none where nothing can be done. `copy` copies a table."""
    view = widget
    while view is not None and not isinstance(view, QAbstractItemView):
        view = view.parentWidget()
    if view is None:
        return None
    acts = view.actions() if view.currentIndex().isValid() else []
    if isinstance(view, QTableView):
        acts = [*acts, copy]
    if not acts:
        return None
    menu = QMenu(parent)
    menu.setObjectName("context_menu")
    menu.addActions(acts)
    return menu
