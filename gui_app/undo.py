"""UndoStack: the steps by which the user has changed the open project and its recipe; each can be taken back."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence, QUndoCommand, QUndoStack

from gui_app.undo_words import UndoWords, continuous

MERGE_S = 2.0
"""Within so many seconds of the last change a number that is typed, or a line that is dragged, is the same step."""

Way = Literal["undo", "redo"]


class Part(NamedTuple):
    """What can be changed in steps: how to put a record in its place."""

    put: Callable[[Any], bool]
    """Says whether it could be done."""
    later: bool = False
    """Whether that is known only when the folder has been read: see `UndoStack.settle`."""


class _Step(QUndoCommand):
    """One change of one part: its record before and after."""

    def __init__(self, stack: "UndoStack", part: str, before: Any, after: Any, at: float) -> None:
        super().__init__()
        self.part, self.before, self.after, self.at = part, before, after, at
        self._stack = stack

    def undo(self) -> None:
        self._stack.put(self.part, self.before)

    def redo(self) -> None:
        self._stack.put(self.part, self.after)

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        assert isinstance(other, _Step)
        if other.part != self.part or not self._stack.joins(self, other):
            return False
        self.after, self.at = other.after, other.at
        self.setObsolete(self.before == self.after)  # what was typed and put back is no step
        return True


class UndoStack(QObject):
    """The steps of the open project. `undo_action` and `redo_action` are for menus and keys; they name their step."""

    changed = Signal()
    """Another step is the next to be taken back, or to be done again."""
    said = Signal(str, str)
    """What was just done, as a sentence, and the way back: "undo" or "redo"."""

    def __init__(self, parts: Mapping[str, Part], reading: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock: Callable[[], float] = time.monotonic
        self._parts, self._reading, self._words = parts, reading, UndoWords(self)
        self._steps, self._earlier = QUndoStack(self), None
        self._recording = self._joining = False
        self._took = True
        self._moving: Way | None = None
        """The step that waits for the folder to be read; `_asked` are those that follow."""
        self._asked: deque[Way] = deque()
        self.undo_action, self.redo_action = QAction(self), QAction(self)
        self.undo_action.setObjectName("undo")
        self.redo_action.setObjectName("redo")
        self.undo_action.setShortcuts(_keys(QKeySequence.StandardKey.Undo, "Ctrl+Z"))
        self.redo_action.setShortcuts(_keys(QKeySequence.StandardKey.Redo, "Ctrl+Shift+Z"))
        self.undo_action.triggered.connect(self.undo)
        self.redo_action.triggered.connect(self.redo)
        self.changed.connect(self.refresh)
        self.refresh()

    # --- steps -----------------------------------------------------------------------------------

    def record(self, part: str, before: Any, after: Any, *, joins: bool = False) -> None:
        """A change has been made; with `joins` it belongs to the step before it."""
        if before == after:
            return
        self._asked.clear()  # whoever goes on changing things no longer waits for what was asked before
        self._recording, self._joining = True, joins
        self._steps.push(_Step(self, part, before, after, self.clock()))
        self._recording = self._joining = False
        self.changed.emit()

    def undo(self) -> None:
        """Take the last step back; while the folder is being read, as soon as it has been."""
        self._go("undo")

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self._go("redo")

    def last(self) -> str:
        """The part that `undo` would change; "" for none."""
        step = self._step("undo")
        return step.part if step is not None else ""

    def name(self, way: Way) -> str:
        """What `undo` or `redo` would take back or do again: "leave out 3 images"; "" when there is nothing."""
        step = self._step(way)
        return self._words.name(step.part, step.before, step.after) if step is not None else ""

    # --- another project -------------------------------------------------------------------------

    def begin(self, part: str, records: tuple[Any, ...]) -> None:
        """Another project: no steps but those that lead from each of a part's records to the next."""
        if self._earlier is None:
            self._earlier = self._steps
        else:
            self._steps.deleteLater()
        self._steps, self._moving = QUndoStack(self), None
        self._asked.clear()
        self._recording = True
        for before, after in zip(records, records[1:], strict=False):
            self._steps.push(_Step(self, part, before, after, float("-inf")))
        self._recording = False
        self.changed.emit()

    def settle(self, read: bool) -> None:
        """The folder has been read; or could not be, and all is as before."""
        earlier, self._earlier = self._earlier, None
        if earlier is not None:
            gone = earlier if read else self._steps
            self._steps = self._steps if read else earlier
            gone.deleteLater()
        way, self._moving = self._moving, None
        if way is not None:
            self._end(way, took=read)
        if not read:
            self._asked.clear()
        self.go_on()
        self.changed.emit()

    def go_on(self) -> None:
        """The folder is not being read, nor shared out, any more: whatever was asked meanwhile has its turn."""
        while self._asked and self._moving is None and not self._reading():
            self._go(self._asked.popleft())

    # --- for the steps ---------------------------------------------------------------------------

    def put(self, part: str, record: Any) -> None:
        """Put a record in its place, unless it is there already."""
        if not self._recording:
            self._took = self._parts[part].put(record)

    def joins(self, first: _Step, second: _Step) -> bool:
        """Whether a change is the same step as the one before it."""
        field = continuous(first.part, first.before, first.after)
        return self._joining or (second.at - first.at < MERGE_S and bool(field)
                                 and field == continuous(second.part, second.before, second.after))

    # --- inside ----------------------------------------------------------------------------------

    @property
    def moving(self) -> bool:
        """Whether a step is being taken back or done again that needs the folder read anew."""
        return self._moving is not None

    def _go(self, way: Way) -> None:
        if self._moving is not None or self._reading():
            self._asked.append(way)
            return
        step = self._step(way)
        if step is None:
            return
        self._moving = way
        self._move(way)
        if not self._parts[step.part].later:
            self._moving = None
            self._end(way, took=self._took)
        self.changed.emit()

    def _end(self, way: Way, *, took: bool) -> None:
        back: Way = "redo" if way == "undo" else "undo"
        if took:
            name = self.name(back)
            told = self.tr("Undone: {0}") if way == "undo" else self.tr("Redone: {0}")
            self.said.emit(told.format(name), back)
        else:
            self._recording = True
            self._move(back)
            self._recording = False

    def _move(self, way: Way) -> None:
        self._steps.undo() if way == "undo" else self._steps.redo()

    def _step(self, way: Way) -> _Step | None:
        at = self._steps.index() - (1 if way == "undo" else 0)
        step = self._steps.command(at) if 0 <= at < self._steps.count() else None
        assert step is None or isinstance(step, _Step)
        return step

    def refresh(self) -> None:
        """Name the actions anew: after a step, or in another language."""
        rows: tuple[tuple[Way, QAction, str, str], ...] = (
            ("undo", self.undo_action, self.tr("Undo"), self.tr("Undo: {0}")),
            ("redo", self.redo_action, self.tr("Redo"), self.tr("Redo: {0}")))
        for way, action, plain, named in rows:
            name = self.name(way)
            text = named.format(name) if name else plain
            action.setText(text.replace("&", "&&"))
            action.setToolTip(f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
            action.setEnabled(bool(name))


def _keys(standard: QKeySequence.StandardKey, usual: str) -> list[QKeySequence]:
    """A platform's own keys, and the ones that work everywhere."""
    found = list(QKeySequence.keyBindings(standard))
    return found if QKeySequence(usual) in found else [*found, QKeySequence(usual)]
