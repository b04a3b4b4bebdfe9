"""History: the curves and counters of a run, from its events, live or replayed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from core.events import (
    Continued,
    Device,
    Epoch,
    Event,
    Failed,
    Finished,
    Paused,
    PhaseBegan,
    Plan,
    Progress,
    Resumed,
    Saved,
    Step,
    Stopped,
    Warned,
)


@dataclass
class History:
    """What a run has said so far. `state` is waiting, preparing, training, paused, finished, stopped or failed."""

    state: str = "waiting"
    steps: list[Step] = field(default_factory=list)
    epochs: list[Epoch] = field(default_factory=list)
    phases: list[PhaseBegan] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    plan: Plan | None = None
    total_epochs: int = 0
    device: Device | None = None
    progress: Progress | None = None
    saved: Saved | None = None
    failure: Failed | None = None
    metrics: dict[str, Any] = field(default_factory=dict)
    stopped_early: bool = False
    seconds: float = 0.0
    """How long was waited for it in all, with what comes before and after the epochs; of a run that goes on, until it
    was stopped."""
    cut_off: bool = False
    """Whether it stopped because its process ended without a word."""

    def absorb(self, events: Iterable[Event]) -> "History":
        """Take events in, in the order in which they were said."""
        for event in events:
            self._absorb(event)
        return self

    def _absorb(self, event: Event) -> None:
        match event:
            case Step():
                self.steps.append(event)
                self.state, self.progress = "training", None
            case Epoch():
                self.epochs.append(event)
                self.progress = None
            case Progress():
                self.progress = event
                if self.state in ("waiting", "finished", "stopped", "failed"):
                    self.state = "preparing"
            case Plan():
                self.plan, self.total_epochs = event, event.epochs
            case PhaseBegan():
                self.phases = [p for p in self.phases if p.epoch < event.epoch] + [event]
                self.state = "training"
            case Device():
                self.device = event
            case Saved():
                self.saved = event
            case Warned():
                self.warnings.append(event)
            case Resumed():
                self._rewind(event)
            case _:
                self._absorb_state(event)

    def _absorb_state(self, event: Event) -> None:
        match event:
            case Paused():
                self.state = "paused"
            case Continued():
                self.state = "training" if self.steps else "preparing"
            case Finished():
                self.state, self.metrics, self.stopped_early = "finished", event.metrics, event.stopped_early
                self.seconds = max(event.seconds, self.seconds)
            case Stopped():
                self.state = "stopped"
                self.seconds += event.seconds
            case Failed():
                self.state, self.failure = "failed", event

    def _rewind(self, event: Resumed) -> None:
        # A crash leaves steps in the journal that no checkpoint holds; they are run again.
        self.steps = [s for s in self.steps if s.step <= event.step]
        self.epochs = [e for e in self.epochs if e.epoch <= event.epoch and e.step <= event.step]
        self.total_epochs, self.state, self.failure = event.epochs, "preparing", None
        self.metrics, self.stopped_early, self.cut_off = {}, False, False

    def end_abruptly(self) -> None:
        """After a crash: what was not saved any more is gone."""
        self.state, self.cut_off = "stopped", True
        if self.saved is not None:
            step = self.saved.step
            self.steps = [s for s in self.steps if s.step <= step]
            self.epochs = [e for e in self.epochs if e.step <= step]

    @property
    def best(self) -> Epoch | None:
        """The best epoch so far, by the recipe's measure."""
        return next((e for e in reversed(self.epochs) if e.best), None)

    @property
    def epoch(self) -> float:
        """How many epochs are done, in fractions."""
        done = float(self.epochs[-1].epoch) if self.epochs else 0.0
        return max(done, self.steps[-1].epoch if self.steps else 0.0)

    @property
    def share(self) -> float:
        """How much of the planned training is done, 0 to 1."""
        if self.state == "finished":
            return 1.0
        return min(1.0, self.epoch / self.total_epochs) if self.total_epochs else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds until all epochs are done, from the pace of the last five; None while unknown."""
        if self.state in ("finished", "stopped", "failed") or not self.total_epochs:
            return None
        left = self.total_epochs - self.epoch
        current = self.phases[-1].epoch if self.phases else 0
        recent = [e.seconds for e in self.epochs[-5:] if e.epoch > current]
        if recent:
            return left * median(recent)  # the first one may have filled a cache
        if self.plan and self.steps and self.steps[-1].images_per_second > 0:
            return left * self.plan.images.get("train", 0) / self.steps[-1].images_per_second
        return None

    @property
    def over(self) -> bool:
        return self.state in ("finished", "stopped", "failed")
