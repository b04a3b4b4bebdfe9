"""Training jobs: a run begun, gone on with, or every fold of a cross-validation; with each run's journal."""

import logging
import os
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.attempt import attempted
from core.check import check, settled
from core.events import Emit, Epoch, Event, Finished, Saved, Step
from core.facts import Across, Fold
from core.problems import Problem
from core.project import RunFolder, folds_of
from core.recipe import Recipe
from core.relocate import relocate
from core.run import Gate, Job
from core.sharing import Sharing

if TYPE_CHECKING:
    from core.data.index import Index

log = logging.getLogger("thawline")


def train(index: "Index", recipe: Recipe, run: RunFolder) -> Job:
    """Train a recipe on an index in a new run folder; one that cannot begin to learn leaves no folder behind."""
    def job(emit: Emit, gate: Gate) -> Finished:
        asked = time.monotonic()  # loading the libraries is waited for as well
        from core.data.split import save
        from core.train import fit

        begun = False

        def hear(event: Event) -> None:
            nonlocal begun
            begun = begun or isinstance(event, Step | Epoch | Saved)
            emit(event)

        with attempted(run, lambda: begun):
            wanted = settled(recipe, index)
            run.create(wanted)
            save(index, run.split_file)
            return journalled(run, "train", hear, gate, lambda tell: fit(index, wanted, run, tell, gate), asked)
    return job


def make_folds(index: "Index", sharing: Sharing, recipe: Recipe, runs: Sequence[RunFolder],
               known: "Index | None" = None) -> Job:
    """Make a run folder for every fold of an index that is not shared out yet. The result is the runs.

    Every image but those of the test validates in one of them, also one that was moved by hand to training or
    validation. They are begun by `resume`: each holds its split and its recipe, so that it does not matter what becomes
    of the program before its turn comes. Raises Problem folds_of_ready_split, too_many_folds, run_exists, those of
    `check`, of the weights and of the device; then no folder is made.
    """
    def job(emit: Emit, gate: Gate) -> tuple[RunFolder, ...]:
        from core.data.judge import judged
        from core.data.split import save, split
        from core.files import ensure_folder

        if index.ready_split and any(s.split == "validation" for s in index.samples):
            raise Problem("folds_of_ready_split", path=index.root)
        taken = next((run for run in runs if run.exists()), None)
        if taken is not None:
            raise Problem("run_exists", path=str(taken.path))
        free = tuple(s._replace(split="test" if s.split == "test" else "") for s in index.samples)
        parted = []
        for number in range(len(runs)):
            gate()
            parted.append(judged(split(replace(index, samples=free),
                                       replace(sharing, folds=len(runs), fold=number), known)))
        if any(len(shared.of(part)) == 0 for shared in parted for part in ("train", "validation")):
            raise Problem("too_many_folds", folds=len(runs))
        for problem in (problem for shared in parted for problem in check(recipe, shared)):
            raise problem
        _see_start(recipe, emit, gate)
        series = secrets.token_hex(8)
        for number, (run, shared) in enumerate(zip(runs, parted, strict=True)):
            ensure_folder(run.path)
            with run.locked():
                run.create(settled(recipe, shared))
                save(shared, run.split_file)
                run.save_fold(Fold(series, number, len(runs), index.root, tuple(shared.classes)))
        return tuple(runs)
    return job


def _see_start(recipe: Recipe, emit: Emit, gate: Gate) -> None:
    """See that the device works and that the weights fit. Raises the Problems of both."""
    from core.backbones import backbone
    from core.device import choose
    from core.weights import load

    choose(recipe.device)
    load(backbone(recipe.backbone), recipe.weights, emit=emit, gate=gate)


def resume(run: RunFolder, epochs: int | None = None, images: str = "") -> Job:
    """Go on with a run from its last checkpoint, or begin a fold; `epochs` is the new total.

    `images` is where its images lie now, if they have been moved: see `relocate`.
    """
    def job(emit: Emit, gate: Gate) -> Finished:
        asked = time.monotonic()
        from core.data.split import compared, load
        from core.recipe import with_epochs
        from core.train import fit

        recipe = run.recipe(as_begun=True)
        if images:
            relocate(run, images)(emit, gate)
        if epochs is not None:
            recipe = with_epochs(recipe, epochs)
        with run.locked():
            fold, plan, begun = run.fold(), run.history().plan, run.checkpoint_file.is_file()
            if begun and plan is not None:
                root, classes = plan.root, tuple(plan.classes)
            elif fold is not None and not begun:
                run.best_file.unlink(missing_ok=True)  # a crash came between it and the first checkpoint
                run.create(recipe)
                root, classes = fold.root, fold.classes
            else:
                raise Problem("no_checkpoint", path=str(run.path))
            index = replace(load(run.split_file, root), classes=classes, ready_split=fold is None)
            if not os.path.isdir(root):
                raise Problem("run_images_gone", path=root)
            index, missing, others = compared(index, emit, gate)
            if missing or others:
                raise Problem("images_changed", count=len(missing) + len(others), path=(missing + others)[0])
            return journalled(run, "resume" if begun else "train", emit, gate, lambda tell: fit(
                index, recipe, run, tell, gate, resume=begun, more=begun and epochs is not None), asked)
    return job


def across(run: RunFolder) -> Job:
    """What all folds of a run's series say together: every image is measured by the one that did not train on it.

    The result is an Across, or None while fewer than two folds have been measured.
    """
    def job(emit: Emit, gate: Gate) -> Across | None:
        import numpy as np

        from core.measures import measure

        runs = [one for one in folds_of(run) if (one.report() or {}).get("splits", {}).get("validation")]
        if len(runs) < 2:
            return None
        reports = [one.report() or {} for one in runs]
        classes = reports[0]["classes"]
        said = tuple(replace(p, split="folds") for one in runs for p in one.predictions() if p.split == "validation")
        truth = np.array([classes.index(p.truth) for p in said])
        metrics = measure(np.array([p.probabilities for p in said]), truth, classes)
        alone = tuple(float(report["splits"]["validation"]["accuracy"]) for report in reports)
        own = run.fold()
        assert own is not None
        return Across(own.folds, alone, metrics, said)
    return job


def journalled(run: RunFolder, name: str, emit: Emit, gate: Gate, work: Callable[[Emit], Finished],
               asked: float) -> Finished:
    """Do the work with every event in the run's journal: its start, the gate's pauses and its end as well.

    `asked` is the moment, on the monotonic clock, from which the seconds of its end are counted.
    """
    from core.events import Began, Failed, Stopped
    from core.run import Stop

    with run.logged(), run.journal() as journal:
        began, at_the_gate = time.monotonic(), gate.emit

        def tell(event: Event) -> None:
            journal.write(event)
            emit(event)
        journal.write(Began(name, time.time()))  # to the listener, the Run has said so
        gate.emit = tell
        try:
            end = work(tell)
            end = replace(end, seconds=end.seconds + began - asked)
        except Stop:
            journal.write(Stopped(str(run.path), time.monotonic() - asked))
            raise
        except Problem as problem:
            journal.write(Failed(problem.code, problem.details, str(run.path)))
            raise
        except Exception as error:
            log.exception("the run failed")
            details = {"reason": str(error), "path": str(run.path / "fault.txt")}
            journal.write(Failed("unexpected", details, str(run.path)))
            raise
        finally:
            gate.emit = at_the_gate
        journal.write(end)
        return end
