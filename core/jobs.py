"""The jobs that the window and the command line start: each call returns a Job; torch is imported when it runs."""

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.backbones import Backbone
from core.check import check as check
from core.check import settled
from core.choice import N_, to_json
from core.estimate import Costs
from core.events import Emit, Finished
from core.facts import DeviceFacts, KeptFacts, Prediction, ProjectFacts, RunRow, StageFacts, WeightsFacts
from core.files import write_text
from core.findings import Checked, checked_text, read_checked
from core.problems import Problem
from core.project import Project, RunFolder
from core.recipe import Recipe
from core.relocate import relocate as relocate
from core.run import Gate, Job
from core.sharing import Sharing
from core.source import Preview, Source
from core.training import across as across
from core.training import make_folds as make_folds
from core.training import resume as resume
from core.training import train as train

log = logging.getLogger("thawline")

if TYPE_CHECKING:
    from core.data.index import Index
    from core.thumbs import Thumb

PROBED_FILES = 12
"""Images of an index that are decoded to see how long all will take."""
EXPORT_TITLES: tuple[tuple[str, str, str], ...] = (
    ("safetensors", N_("export", "Weights (safetensors)"), N_("export", "The best weights with their classes and preprocessing, for programmers.")),
    ("report", N_("export", "Report (HTML)"), N_("export", "What was trained, on which images, and how good it is, in one file to read, print or send.")),
    ("bundle", N_("export", "Run folder (zip)"), N_("export", "All that Thawline needs to use, evaluate or continue training this model on another computer.")),
)


def listing(folder: str, source: Source = Source()) -> Job:
    """The names of a folder's images: what can be shown at once. The result is an Index, not looked at yet."""
    def job(emit: Emit, gate: Gate) -> "Index":
        from core.data.look import listing as names

        return names(folder, source=source, gate=gate)
    return job


def preview(root: str, source: Source) -> Job:
    """What a way to read a folder comes to, before it is used. The result is a FoldersPreview, NamesPreview or
    TablePreview."""
    def job(emit: Emit, gate: Gate) -> Preview:
        from core.data import layout, names, tables
        from core.data.walk import images_of

        if source.kind == "table":
            return tables.preview(source.table, root, source)
        if source.kind == "folders":
            return layout.preview(root, source, gate)
        found = images_of(root, gate).paths
        return names.preview(found, source.pattern or names.suggest(found))
    return job


def look(index: "Index") -> Job:
    """Read the files of a listing. The result is an Index without a split."""
    def job(emit: Emit, gate: Gate) -> "Index":
        from core.data.look import look as read

        return read(index, emit, gate)
    return job


def health(index: "Index", project: Project | None = None) -> Job:
    """Look for what is wrong with the images themselves, unless the project knows it of just these.

    The result is the Index with its groups and findings.
    """
    def job(emit: Emit, gate: Gate) -> "Index":
        from core.health import check as examine
        from core.health import state_of

        mark = state_of(index)
        known = _known_health(project, mark)
        alike, findings = known or examine(index, emit, gate)
        if project is not None and known is None:
            with contextlib.suppress(Problem):  # a disk that is full: then it is looked for again
                write_text(project.health_file, checked_text(mark, (alike, findings)))
        return replace(index, alike=alike, checked=findings)
    return job


def _known_health(project: Project | None, mark: str) -> Checked | None:
    if project is None:
        return None
    try:
        return read_checked(project.health_file.read_text("utf-8"), mark)
    except OSError:
        return None


def share(index: "Index", project: Project, sharing: Sharing, *, fresh: bool = False, store: bool = True) -> Job:
    """Carry out what the user has changed about the images that were read, and share them out.

    Images keep the place that the project knows for them unless `fresh`. With `store` the split is the project's from
    now on. The result is an Index.
    """
    def job(emit: Emit, gate: Gate) -> "Index":
        from core.data.edited import edited
        from core.data.judge import can_split, judged
        from core.data.split import remembered, save, split
        from core.edits import read_edits

        changed = edited(index, read_edits(project.edits_file))
        if not can_split(changed):
            return changed
        known = None if fresh else _known_split(project, index.root)
        shared = judged(split(changed, sharing, known))
        if store:
            project.save_settings(sharing=to_json(sharing))
            save(remembered(changed, shared, known), project.split_file)
        return shared
    return job


def folds(index: "Index", project: Project, sharing: Sharing, recipe: Recipe) -> Job:
    """Make a run for each fold of the images that were read, with what the user has changed about them.

    As `core.training.make_folds`. What the project knows to be for the test stays there.
    """
    def job(emit: Emit, gate: Gate) -> tuple[RunFolder, ...]:
        from core.data.edited import edited
        from core.edits import read_edits

        known = _known_split(project, index.root)
        if known is not None:
            known = replace(known, samples=tuple(s for s in known.samples if s.split == "test"))
        changed, runs = edited(index, read_edits(project.edits_file)), project.new_folds(sharing.folds)
        made: tuple[RunFolder, ...] = make_folds(changed, sharing, recipe, runs, known)(emit, gate)
        return made
    return job


def _known_split(project: Project, root: str) -> "Index | None":
    """The split that a project has stored; None if it has none, or one that cannot be read."""
    from core.data.split import load

    try:
        return load(project.split_file, root) if project.split_file.is_file() else None
    except Problem as problem:
        log.warning("the stored split is not used: %s", problem)
        return None


def scan(folder: str, *, source: Source = Source(), sharing: Sharing = Sharing(), thorough: bool = False,
         share_out: bool = True) -> Job:
    """Read a folder and share it out, without a project; `thorough` looks for everything that `health` looks for.

    The result is an Index; without `share_out` it is as read, to be shared out in folds.
    """
    def job(emit: Emit, gate: Gate) -> "Index":
        from core.data.judge import can_split, judged
        from core.data.look import scan as read
        from core.data.split import split

        index = read(folder, source=source, emit=emit, gate=gate)
        if thorough and index.samples:
            index = health(index)(emit, gate)
        elif sharing.alike and index.to_draw and can_split(index):
            from core.alike import fingerprints, near_duplicates

            index = replace(index, alike=near_duplicates(index, fingerprints(index, emit, gate), emit, gate))
        return judged(split(index, sharing) if share_out and can_split(index) else index)
    return job


def news(index: "Index") -> Job:
    """How many images have come to a folder and how many have gone since it was read. The result is both numbers."""
    def job(emit: Emit, gate: Gate) -> tuple[int, int]:
        from core.data.look import listing as names

        now = {s.path for s in names(index.root, source=index.source, gate=gate).samples}
        before = {s.path for s in (*index.samples, *index.excluded)} | {f.path for f in index.faults}
        return len(now - before), len(before - now)
    return job


def likeness(index: "Index") -> Job:
    """The odd ones first. The result is every image's place by its path."""
    def job(emit: Emit, gate: Gate) -> dict[str, int]:
        from core.alike import fingerprints, order

        places = order(index, fingerprints(index, emit, gate))
        return {index.samples[i].path: place for place, i in enumerate(places)}
    return job


def augmented(recipe: Recipe, paths: Sequence[str], count: int, seed: int = 0) -> Job:
    """An image as the network gets it, and `count` random versions of it. The result is a tuple of Thumbs."""
    def job(emit: Emit, gate: Gate) -> "tuple[Thumb, ...]":
        from core.data.augment import preview as versions

        return versions(paths, recipe, count, seed)
    return job


def recent(home: str, folders: Sequence[str], rows: Sequence[RunRow]) -> Job:
    """What the start page tells of folders that were open before. The result is a tuple of ProjectFacts."""
    def job(emit: Emit, gate: Gate) -> tuple[ProjectFacts, ...]:
        from core.recent import project_facts

        found = []
        for folder in folders:
            gate()
            found.append(project_facts(home, folder, rows))
        return tuple(found)
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


def examine_weights(row: Backbone, path: Path) -> Job:
    """Whether a file of weights fits a backbone. The result is a WeightsFacts, or the Problem that it has."""
    def job(emit: Emit, gate: Gate) -> WeightsFacts | Problem:
        from core.weights_file import examine

        try:
            return examine(row, path)
        except Problem as problem:
            return problem
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
                        mixed=recipe.mixed_precision, keep_statistics=recipe.thawed_statistics == "keep")
        if index is None or not index.samples:
            return costs
        apart = max(1, len(index.samples) // PROBED_FILES)
        return measure_files(costs, [Path(index.root, s.path) for s in index.samples[::apart]],
                             settled(recipe, index).fit, index.pixels)
    return job


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


def evaluate(run: RunFolder, folder: str, source: Source = Source(), *, unseen: bool = False) -> Job:
    """Measure a run's best weights on another labelled folder; with `unseen` on those images alone that are new to it."""
    def job(emit: Emit, gate: Gate) -> Finished:
        from core.evaluate import on_folder

        return on_folder(run, folder, emit, gate, source=source, unseen=unseen)
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
