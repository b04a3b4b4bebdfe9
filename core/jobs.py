"""The jobs that the window and the command line start: each call returns a Job; torch is imported when it runs."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.backbones import Backbone
from core.check import check as check
from core.choice import N_
from core.estimate import Costs
from core.events import Emit, Event, Finished
from core.facts import DeviceFacts, KeptFacts, Prediction, StageFacts
from core.problems import Problem
from core.project import Project, RunFolder
from core.recipe import Recipe
from core.run import Gate, Job

log = logging.getLogger("thawline")

if TYPE_CHECKING:
    from core.data.index import Index

PROBED_FILES = 12
"""Images of an index that are decoded to see how long all will take."""
EXPORT_TITLES: tuple[tuple[str, str, str], ...] = (
    ("safetensors", N_("export", "Weights (safetensors)"), N_("export", "The best weights with their classes and preprocessing, for programmers.")),
    ("report", N_("export", "Report (HTML)"), N_("export", "What was trained, on what, and how good it is, in one file to read, print or send.")),
    ("bundle", N_("export", "Run folder (zip)"), N_("export", "All that Thawline needs to use, evaluate or go on with this model on another computer.")),
)


def listing(folder: str, *, labels: str | None = None) -> Job:
    """The names of a folder's images: what can be shown at once. The result is an Index, not looked at yet."""
    def job(emit: Emit, gate: Gate) -> "Index":
        from core.data.index import listing as names

        return names(folder, labels=labels, gate=gate)
    return job


def look(index: "Index", project: Project, *, validation: float = 0.2, test: float = 0.1) -> Job:
    """Read the files of a listing and share them out; the project's stored split is kept. The result is an Index."""
    def job(emit: Emit, gate: Gate) -> "Index":
        from core.data.index import look as read

        return _shared_out(read(index, emit, gate), project, validation, test)
    return job


def scan(folder: str, project: Project | None = None, *, labels: str | None = None, validation: float = 0.2,
         test: float = 0.1) -> Job:
    """`listing` and `look` in one."""
    def job(emit: Emit, gate: Gate) -> "Index":
        from core.data.index import scan as read

        return _shared_out(read(folder, labels=labels, emit=emit, gate=gate), project, validation, test)
    return job


def _shared_out(index: "Index", project: Project | None, validation: float, test: float) -> "Index":
    from core.data.split import keep_places, load, save, split

    if index.problems:
        return index
    index = split(index, validation=validation, test=test)
    if project is not None:
        if project.split_file.is_file() and not index.ready_split:
            index = keep_places(index, load(project.split_file, index.root))
        project.save_settings()
        save(index, project.split_file)
    return index


def split_again(index: "Index", project: Project, *, validation: float, test: float) -> Job:
    """Share the images of an index out anew. The result is an Index."""
    def job(emit: Emit, gate: Gate) -> "Index":
        from core.data.split import save, split

        fresh = split(index, validation=validation, test=test)
        save(fresh, project.split_file)
        return fresh
    return job


def sample_titles() -> tuple[tuple[str, str, str], ...]:
    """Key, title and description of each sample."""
    from core.samples import SAMPLES

    return tuple((row.key, row.title, row.help) for row in SAMPLES.values())


def sample(key: str, folder: Path) -> Job:
    """Write a sample data set out, unless it is there. The result is its folder."""
    def job(emit: Emit, gate: Gate) -> Path:
        from core.samples import make_sample

        return make_sample(key, folder, emit, gate)
    return job


def describe(key: str, size: int) -> Job:
    """The stages of a backbone. The result is a tuple of StageFacts."""
    def job(emit: Emit, gate: Gate) -> tuple[StageFacts, ...]:
        from core.backbones import image_size
        from core.network import describe as read

        return read(key, image_size(key, size))
    return job


def device(asked: str) -> Job:
    """The device that would be used, seen to work. The result is a DeviceFacts."""
    def job(emit: Emit, gate: Gate) -> DeviceFacts:
        from core.device import choose

        return choose(asked)
    return job


def probe(recipe: Recipe, index: "Index | None" = None) -> Job:
    """What this machine takes for a recipe's backbone, and to read an index's images. The result is a Costs."""
    def job(emit: Emit, gate: Gate) -> Costs:
        from core.probe import measure, measure_files

        costs = measure(recipe.backbone, recipe.image_size, recipe.batch_size, recipe.device, emit, gate,
                        mixed=recipe.mixed_precision)
        if index is None or not index.samples:
            return costs
        apart = max(1, len(index.samples) // PROBED_FILES)
        return measure_files(costs, [Path(index.root, s.path) for s in index.samples[::apart]], recipe.fit)
    return job


def train(index: "Index", recipe: Recipe, run: RunFolder) -> Job:
    """Train a recipe on an index in a new run folder."""
    def job(emit: Emit, gate: Gate) -> Finished:
        from core.data.split import save
        from core.files import ensure_folder
        from core.train import fit

        ensure_folder(run.path)
        with run.locked():
            run.create(recipe)
            save(index, run.split_file)
            return _journalled(run, "train", emit, gate, lambda tell: fit(index, recipe, run, tell, gate))
    return job


def resume(run: RunFolder, epochs: int | None = None) -> Job:
    """Go on with a run from its last checkpoint; `epochs` is the new total."""
    def job(emit: Emit, gate: Gate) -> Finished:
        from core.data.split import changed, load
        from core.recipe import with_epochs
        from core.train import fit

        recipe = run.recipe()
        if epochs is not None:
            recipe = with_epochs(recipe, epochs)
        with run.locked():
            plan = run.history().plan
            if plan is None or not run.checkpoint_file.is_file():
                raise Problem("no_checkpoint", path=str(run.path))
            index = replace(load(run.split_file, plan.root), classes=tuple(plan.classes))
            other = changed(index, gate)
            if other:
                raise Problem("images_changed", count=len(other), path=other[0])
            return _journalled(run, "resume", emit, gate, lambda tell: fit(index, recipe, run, tell, gate, resume=True,
                                                                           more=epochs is not None))
    return job


def _journalled(run: RunFolder, name: str, emit: Emit, gate: Gate, work: Callable[[Emit], Finished]) -> Finished:
    """Do the work with every event in the run's journal: its start, the gate's pauses and its end as well."""
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
        except Stop:
            journal.write(Stopped(str(run.path), time.monotonic() - began))
            raise
        except Problem as problem:
            journal.write(Failed(problem.code, problem.details, str(run.path)))
            raise
        except Exception as error:
            log.exception("the run failed")
            journal.write(Failed("unexpected", {"reason": str(error), "path": str(run.path / "fault.txt")}, str(run.path)))
            raise
        finally:
            gate.emit = at_the_gate
        journal.write(end)
        return end


def kept() -> Job:
    """What is kept to save time. The result is a tuple of KeptFacts, and the bytes that all of it may take."""
    def job(emit: Emit, gate: Gate) -> tuple[tuple[KeptFacts, ...], int]:
        from core.data.kept import facts, limit

        return tuple(facts()), limit()
    return job


def clear_kept() -> Job:
    """Remove what is kept and not in use. The result is that of `kept` afterwards."""
    def job(emit: Emit, gate: Gate) -> Any:
        from core.data.kept import clear

        clear()
        return kept()(emit, gate)
    return job


def limit_kept(bytes_: int) -> Job:
    """Change how much may be kept; what is over it goes. The result is that of `kept` afterwards."""
    def job(emit: Emit, gate: Gate) -> Any:
        from core.data.kept import set_limit

        set_limit(bytes_)
        return kept()(emit, gate)
    return job


def finish(run: RunFolder) -> Job:
    """Measure a run's best weights on its own splits and write its report. The result is the report."""
    def job(emit: Emit, gate: Gate) -> dict[str, Any]:
        from core.evaluate import finish as measure

        return measure(run, emit, gate)
    return job


def evaluate(run: RunFolder, folder: str, *, labels: str | None = None) -> Job:
    """Measure a run's best weights on another labelled folder."""
    def job(emit: Emit, gate: Gate) -> Finished:
        from core.evaluate import on_folder

        return on_folder(run, folder, emit, gate, labels=labels)
    return job


def predict(run: RunFolder, paths: Sequence[str]) -> Job:
    """Say what files and folders show. The result is a tuple of Predictions in the order of the paths."""
    def job(emit: Emit, gate: Gate) -> tuple[Prediction, ...]:
        from core.evaluate import predict as say

        return say(run, paths, emit, gate)
    return job


def classes_of(run: RunFolder) -> Job:
    """The classes that a run's model knows. The result is a tuple of names."""
    def job(emit: Emit, gate: Gate) -> tuple[str, ...]:
        from core.model import load_model

        return load_model(run, "cpu").classes
    return job


def save_predictions(path: Path, predictions: Sequence[Prediction], classes: Sequence[str]) -> None:
    """Write predictions as the CSV of the command line's contract. Raises Problem `not_writable`."""
    from core.report import predictions_csv

    predictions_csv(path, predictions, classes)


def export(run: RunFolder, form: str, out: Path) -> Job:
    """Write a run's model or report in a format. The result is the path written."""
    def job(emit: Emit, gate: Gate) -> Path:
        from core.export import export as write

        return write(run, form, out)
    return job


def weights_here(row: Backbone) -> str:
    """Where a backbone's weights are: bundled, downloaded, or download when they are not here."""
    from core.places import bundled_weights, downloaded_weights

    if bundled_weights(row) is not None:
        return "bundled"
    return "downloaded" if downloaded_weights(row) is not None else "download"
