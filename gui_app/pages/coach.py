"""Coach: the card below the curves: what stands in the way, what is going on, or what the curves say."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.events import Progress
from core.reading import act_on, read_curves
from core.sayings import Reading
from gui_app import words
from gui_app.session import Session
from gui_app.widgets.coach_card import CoachCard
from gui_app.widgets.estimate_words import in_words, why_not
from gui_app.widgets.run_words import doing
from gui_app.words import count, problem_text, say

PAGES = {"results": "results", "images": "data", "add_images": "data", "backbone": "model",
         "go data": "data", "go model": "model"}
"""Where the actions lead that only show another page."""
STARTS = ("continue", "more_epochs")
"""What begins to train at once."""
DRESS = {"percent": words.percent, "loss": words.loss, "number": words.number}


def texts_of(reading: Reading) -> tuple[str, str, str]:
    """The verdict, the sentence and the button's text in the user's language."""
    return reading.texts(lambda text: say("reading", text), DRESS)


class Coach(CoachCard):
    """It acts by itself, as the page's own buttons do; `go` asks for another page."""

    go = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("reading", parent)
        self._session = session
        self._reading: Reading | None = None
        self._done: tuple[str, Reading] | None = None
        """The run and the reading whose action has changed the recipe of the next one."""
        self.acted.connect(self._act)

    # --- what is said ----------------------------------------------------------------------------

    def show_mode(self, mode: str, missing: str, where: str, busy: Progress | None) -> None:
        """`missing` stands in the way of a run and `where` is the page that mends it; `busy` is what the engine does
        between the epochs."""
        session, history = self._session, self._session.history
        self._reading = None
        if mode == "missing":
            to_data = self.tr("To the images") if session.index else self.tr("Choose images")
            self.show_words("act", self.tr("Not ready."), missing, f"go {where}" if where else "",
                            to_data if where == "data" else self.tr("To the model"))
        elif mode == "ready":
            self.show_words("", self.tr("Ready."), self._comes_to())
        elif mode == "preparing":
            self.show_words("", self.tr("Preparing."), doing(history.progress))
        elif mode == "elsewhere":
            self.show_words("", self.tr("Training elsewhere."), self.tr(
                "Another window or the command line is training this run; its curves are updated here, and it can be "
                "stopped there."))
        elif mode == "stopping":
            self.show_words("", self.tr("Stopping."), self.tr("The run is being saved."))
        elif mode == "paused":
            self.show_words("", self.tr("Paused."), self.tr("Nothing is computed until you continue."))
        elif mode == "training" and busy is not None:
            self.show_words("", self.tr("Training."), doing(busy))
        elif "evaluate" in session.works:
            self.show_words("", self.tr("Stopped."), doing(session.works["evaluate"] or Progress("evaluate", 0, 0)))
        elif mode == "stopped" and history.cut_off:
            left = (self.tr("What was saved until then is kept; Continue goes on from there.") if history.saved else
                    self.tr("Nothing had been saved yet."))
            self.show_words("watch", self.tr("Cut off."),
                            f"{self.tr('The program ended while this run trained.')} {left}")
        else:
            self._read(mode)

    def _comes_to(self) -> str:
        counts, estimate = self._session.estimates.counts, self._session.estimates.now
        images = self.tr("{0} training images and {1} validation images.").format(
            count(counts.get("train", 0)), count(counts.get("validation", 0)))
        comes_to = in_words(estimate) if estimate else why_not(self._session.estimates.lacking)
        folds = self._session.folds
        each = " " + self.tr("Each of the {0} folds takes this long.").format(count(folds))
        return f"{images} {comes_to}{each if folds and estimate else ''}"

    def _read(self, mode: str) -> None:
        session, history = self._session, self._session.history
        self._reading = reading = read_curves(history, session.run_recipe)
        if self._done is not None and self._done == (session.run_folder, reading):
            self._say_what_changed(self._done[1])
        elif reading is not None:
            verdict, sentence, does = texts_of(reading)
            held = reading.action in STARTS and session.training  # by another run
            self.show_words(reading.kind, verdict, sentence, "" if held else reading.action, does)
        elif mode == "failed" and history.failure is not None:
            self.show_words("act", self.tr("Failed."), problem_text(history.failure.code, history.failure.details))
        elif mode == "stopped":
            self.show_words("", self.tr("Stopped."), "" if history.epochs else self.tr("No epoch was finished."))
        else:
            told = self.tr("Epoch {0} of {1}.").format(count(int(history.epoch) + 1), count(history.total_epochs))
            self.show_words("", self.tr("Training."), told)

    def _say_what_changed(self, reading: Reading) -> None:
        told = {
            "lower_rate": self.tr("The learning rate of the next run is {0}."),
            "raise_rate": self.tr("The learning rate of the next run is {0}."),
            "thaw": self.tr("In the next run, more stages learn."),
        }.get(reading.action, self.tr("In the next run, the thawed stages keep their statistics."))
        self.show_words("", self.tr("Changed."), told.format(words.number(reading.details.get("rate", 0.0))),
                        "again", self.tr("Train again"))

    # --- what is done ----------------------------------------------------------------------------

    def _act(self, action: str) -> None:
        session, reading = self._session, self._reading
        if action in PAGES:
            self.go.emit(PAGES[action])
        elif action == "again":
            session.train()
        elif action == "stop_keep":
            session.stop(True)
        elif action == "continue":
            session.continue_run(session.run_folder, None)
        elif action == "more_epochs" and reading is not None:
            session.continue_run(session.run_folder, session.history.total_epochs + int(reading.details["more"]))
        elif reading is not None and session.run_recipe is not None:
            phases = session.history.phases
            self._done = session.run_folder, reading
            session.set_recipe(act_on(session.run_recipe, reading, phases[-1].frozen if phases else []))
            self._read("")
