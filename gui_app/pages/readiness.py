"""How far each step is, for the folder and the run that are shown: the marks of the rail, and what stands in the way.

It is told from the session alone: a page that was never shown, or was built anew in another language, says the same.
"""

from core.check import check
from core.problems import Problem
from gui_app.session import Session
from gui_app.widgets.page import PageState
from gui_app.words import say, text_of


def state_of(key: str, session: Session) -> PageState:
    """The mark of a step; the places beside the steps are always ready."""
    return {"data": _data, "model": _model, "train": _train, "results": _results, "use": _use}.get(
        key, lambda session: PageState())(session)


def missing(session: Session) -> tuple[str, str]:
    """The one thing that stands in the way of a new run, and the page that mends it; both empty when nothing does."""
    if session.training:
        return say("page", "Another run is training; the next one can start when it has ended."), ""
    if session.reading == "health":
        return say("page", "The images are being compared, so that near-copies stay in one split. You can cancel "
                           "this on the Data page."), "data"
    if session.reading:
        return say("page", "The images are being read."), ""
    if "folds" in session.works:
        return say("page", "The images are being divided into folds."), ""
    if session.index is None:
        return say("page", "Choose a folder of images first."), "data"
    for page, reason in session.holds.items():
        return reason, "" if page == "train" else page  # there, the sentence is beside the field
    if isinstance(session.weights, Problem):
        return text_of(session.weights), "model"
    problems = check(session.recipe, session.index, session.stages)
    if not problems:
        return "", ""
    first = problems[0]
    of_data = first in session.index.problems or first.code in ("no_training_images", "no_validation_images")
    here = first.code in ("out_of_range", "no_epochs")  # the field is beside the sentence
    return text_of(first), "data" if of_data else "" if here else "model"


def lacking(session: Session) -> str:
    """What a split that was drawn has none of: the user may have moved all images elsewhere."""
    index = session.index
    drawn = index is not None and index.together is not None and not index.problems
    none = drawn and not session.estimates.counts.get("validation")
    return say("page", "There are no images left for validation.") if none else ""


def measured(session: Session) -> tuple[str, ...]:
    """On what the shown run has been measured."""
    splits = (session.report or {}).get("splits") or {}
    found = ("validation", "test")
    return ("folds",) * (session.across is not None) + tuple(split for split in found if splits.get(split))


def closed_test(session: Session) -> int:
    """How many test images the shown run was measured on that nobody has asked to see yet."""
    report = session.report or {}
    closed = bool(report.get("splits")) and not report["splits"].get("test")
    return int((report.get("images") or {}).get("test", 0)) if closed and not session.test_is_open else 0


def _data(session: Session) -> PageState:
    index = session.index
    if session.reading:
        return PageState("busy")
    if index is None:
        return PageState("ready")
    hindered = text_of(index.problems[0]) if index.problems else lacking(session)
    return PageState("missing", hindered) if hindered else PageState("done")


def _model(session: Session) -> PageState:
    if session.run_folder:
        return PageState("done")
    if session.index is None:
        return PageState("missing", say("page", "Choose a folder of images first."))
    return PageState("busy" if "describe" in session.works else "ready")


def _train(session: Session) -> PageState:
    if session.live or session.elsewhere:
        return PageState("paused" if session.live and session.paused else "busy")
    if session.history.cut_off:
        return PageState("missing", say("page", "The run was cut off: continue it, or start the next one."))
    if session.history.over and session.history.best is not None:
        return PageState("done")
    reason = "" if session.run_folder else missing(session)[0]
    return PageState("missing", reason) if reason else PageState("ready")


def _results(session: Session) -> PageState:
    if measured(session):
        return PageState("done")
    if "evaluate" in session.works:
        return PageState("busy")
    if session.live or session.elsewhere:
        return PageState("missing", say("page", "The run is still training."))
    return PageState("missing", say("page", "Train a model, or open a run, first."))


def _use(session: Session) -> PageState:
    if not (session.run_folder and session.report):
        return PageState("missing", say("page", "Train a model, or open a run, first."))
    if "predict" in session.works:
        return PageState("busy")
    return PageState("done" if session.predictions else "ready")
