"""Estimates: what the open recipe will come to here; the machine is measured while nothing else runs."""

from functools import partial
from typing import Any, Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from core.estimate import Costs, Estimate, estimate
from core.problems import Problem

DELAY_MS = 400
"""Somebody who types a number or walks through the backbones has not decided yet."""

Lacking = Literal["", "folder", "reading", "stages", "training", "measuring", "failed", "line"]
"""Why there is no estimate; empty when there is one."""


class Estimates(QObject):
    """Keeps what was measured for the open recipe, and has it measured anew while a page shows it."""

    changed = Signal()

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._session = session
        self._pages: list[QWidget] = []
        self._costs: Costs | None = None
        self._measured: object = None
        """What was measured last, or is being measured."""
        self._counted: object = None
        self._counts: dict[str, int] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY_MS)
        self._soon.timeout.connect(self._see)
        for signal in (session.recipe_changed, session.index_changed, session.stages_changed, session.quiet):
            signal.connect(self.look)

    def show_on(self, page: QWidget) -> None:
        """A page that shows estimates; it calls `look` when it is shown."""
        self._pages.append(page)
        page.destroyed.connect(partial(self._pages.remove, page))

    def look(self) -> None:
        """Measure soon, if it is needed."""
        if self._wanted() != self._measured:
            self._soon.start()

    @property
    def counts(self) -> dict[str, int]:
        """Images by split of the open folder."""
        index = self._session.index
        if self._counted is not index:
            self._counted, self._counts = index, index.split_counts() if index else {}
        return self._counts

    @property
    def lacking(self) -> Lacking:
        session, wanted = self._session, self._wanted()
        if session.index is None:
            return "folder"
        if session.reading:
            return "reading"
        if not session.stages:
            return "stages"
        if wanted == self._measured and self._costs is not None:
            return "" if self.now is not None else "line"
        if session.training:
            return "training"
        failed = wanted == self._measured and "probe" not in session.works
        return "failed" if failed else "measuring"

    @property
    def now(self) -> Estimate | None:
        """What the recipe will come to; None while that cannot be told."""
        index = self._session.index
        if self._costs is None or index is None or self._wanted() != self._measured:
            return None
        try:
            return estimate(self._session.recipe, self._costs, self.counts, len(index.classes))
        except Problem:  # a line that does not fit the stages: the page says so
            return None

    def take(self, costs: Costs | None) -> None:
        """What was measured; None when it could not be."""
        self._costs = costs
        self.changed.emit()

    def forget(self) -> None:
        """A measuring was broken off: later again."""
        if self._costs is None:
            self._measured = None
            self.look()

    def _wanted(self) -> object:
        """All that the measuring depends on; None while there is nothing to measure for."""
        session = self._session
        if session.index is None or session.reading or not session.stages:
            return None
        recipe, index = session.recipe, session.index
        return (recipe.backbone, recipe.image_size, recipe.batch_size, recipe.device, recipe.mixed_precision,
                recipe.thawed_statistics == "keep", recipe.fit, index.root, len(index.samples))

    def _see(self) -> None:
        wanted = self._wanted()
        if wanted is None or wanted == self._measured or not any(page.isVisible() for page in self._pages):
            return
        if "probe" in self._session.works:
            self._session.cancel("probe")  # of another recipe; when it has ended, `quiet` calls again
        elif not self._session.busy:
            self._measured, self._costs = wanted, None
            self._session.probe()
            self.changed.emit()
