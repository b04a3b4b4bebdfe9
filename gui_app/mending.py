"""Mending: carries out the remedies of `gui_app.remedies`."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from core.choice import replace_at, to_json, value_at
from core.edits import Edit
from core.problems import Problem
from core.recipe import Recipe, with_epochs, with_freeze
from gui_app.remedies import remedy_of
from gui_app.session import Session
from gui_app.widgets.dialogs import choose_weights
from gui_app.widgets.sharing_fields import FOLDS

FIFTH = 0.2


class Mending(QObject):
    """Does what a problem's button says; what needs the window's other parts is asked for by signals."""

    go = Signal(str)
    """The key of a page to show."""
    folder_asked = Signal()
    path_asked = Signal(str)
    """A folder or a run to open."""
    images_asked = Signal()
    """Where the images of the shown run are now."""
    how_asked = Signal()
    """How the open folder is to be read."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.acts: dict[str, Callable[[Problem], Any]] = {
            "choose_folder": lambda problem: self.folder_asked.emit(),
            "open_path": lambda problem: self.path_asked.emit(str(problem.details["path"])),
            "open_first": lambda problem: self.path_asked.emit(str(problem.details["first"])),
            "open_above": lambda problem: self.path_asked.emit(str(problem.details["parent"])),
            "ask_how": lambda problem: self.how_asked.emit(),
            "rescan": lambda problem: session.rescan(),
            "leave_classes_out": lambda problem: self._leave_out([problem]),
            "take_all_in": lambda problem: self._take_all_in(),
            "validate_more": lambda problem: self._validate_more(),
            "fewer_folds": lambda problem: self._fewer_folds(),
            "to_model": lambda problem: self.go.emit("model"),
            "to_settings": lambda problem: self.go.emit("settings"),
            "to_runs": lambda problem: self.go.emit("runs"),
            "freeze_all": lambda problem: session.set_recipe(with_freeze(session.recipe, "all")),
            "put_back": self._put_back,
            "image_size": lambda problem: self._set(image_size=int(problem.details["least"])),
            "usual_epochs": lambda problem: session.set_recipe(with_epochs(session.recipe, Recipe().epochs)),
            "weights_file": lambda problem: self._open_weights(),
            "weights_auto": lambda problem: self._set(weights="auto"),
            "device_auto": lambda problem: self._set(device="auto"),
            "halve_batch": lambda problem: self._set(batch_size=max(2, session.recipe.batch_size // 2)),
            "lower_rate": lambda problem: self._lower_rate(),
            "train": lambda problem: self._train(),
            "go_on": lambda problem: self._go_on(),
            "continue_run": lambda problem: session.continue_run(str(problem.details["path"])),
            "images_of_run": lambda problem: self.images_asked.emit(),
            "show_path": lambda problem: _show(os.path.dirname(str(problem.details["path"]))),
            "open_file": lambda problem: _show(str(problem.details["path"])),
        }

    def mend(self, problems: Problem | Sequence[Problem]) -> None:
        """Do what mends a problem, or several that have one remedy."""
        found = [problems] if isinstance(problems, Problem) else list(problems)
        act = remedy_of(found[0].code).act
        if act == "leave_classes_out":
            self._leave_out(found)
        elif act:
            self.acts[act](found[0])

    def _set(self, **fields: Any) -> None:
        self._session.set_recipe(replace(self._session.recipe, **fields))

    def _leave_out(self, problems: Sequence[Problem]) -> None:
        index, names = self._session.index, {str(problem.details["name"]) for problem in problems}
        if index is not None:
            paths = tuple(s.path for s in index.samples if s.label in names)
            self._session.edit([Edit("exclude", paths, why=problems[0].code)] if paths else [])

    def _take_all_in(self) -> None:
        index = self._session.index
        if index is not None and index.excluded:
            self._session.edit([Edit("include", tuple(s.path for s in index.excluded))])

    def _validate_more(self) -> None:
        # Where that much is wished already, it is the user's moves that leave none: they are seen on the page.
        sharing = self._session.sharing
        self._session.set_sharing(replace(sharing, validation=max(FIFTH, sharing.validation)))
        self.go.emit("data")

    def _fewer_folds(self) -> None:
        fewer = [folds for folds in FOLDS if folds < self._session.sharing.folds]
        self._session.set_sharing(replace(self._session.sharing, folds=max(fewer, default=0), fold=0))

    def _put_back(self, problem: Problem) -> None:
        path, recipe = str(problem.details["field"]).removeprefix("recipe."), self._session.recipe  # as check names it
        above, _, name = path.rpartition(".")
        usual = type(value_at(recipe, above) if above else recipe)()
        self._session.set_recipe(replace_at(recipe, path, to_json(getattr(usual, name))))

    def _open_weights(self) -> None:
        kinds = self.tr("Weights (*.safetensors *.pth *.pt);;All files (*)")
        path = choose_weights(self._window, self.tr("Open a weights file"), kinds, self._session.recipe.weights)
        if path:
            self._set(weights=path)

    def _lower_rate(self) -> None:
        optimiser = self._session.recipe.optimiser
        self._set(optimiser=replace(optimiser, lr=float(f"{optimiser.lr / 10:.3g}")))

    def _train(self) -> None:
        self.go.emit("train")
        self._session.train()

    def _go_on(self) -> None:
        if self._session.history.saved is not None:
            self.go.emit("train")
            self._session.continue_run(self._session.run_folder)
        else:
            self._train()


def _show(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
