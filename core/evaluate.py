"""evaluate: how good a model is on a split or a folder, and what it says of single images."""

import contextlib
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data.image import to_array
from core.data.look import scan
from core.data.split import load
from core.data.walk import loose_images
from core.device import within_memory
from core.events import Emit, Finished, Predicted, Progress, Warned
from core.facts import Prediction
from core.feed import Feed
from core.files import write_text
from core.measures import measure
from core.model import Model, load_model
from core.problems import Problem
from core.project import RunFolder
from core.recipe import freeze_text
from core.report import run_predictions_csv
from core.run import Gate
from core.source import Source
from core.unlike import Unlike, learn

SPLITS = ("train", "validation", "test")
AT_ONCE = 16
"""Files that are predicted together: more take no less time each, and their answers come later."""


def score(feed: Feed, split: str, gate: Callable[[], None]) -> dict[str, float]:
    """Loss and accuracy of a split, in eval mode: what an epoch's end shows."""
    network, n = feed.model.network, 0
    loss, right = torch.zeros(2, device=feed.model.device)
    network.eval()
    with torch.no_grad(), feed.model.autocast():
        for _, inputs, targets in feed.measuring(split):
            if not len(targets):
                continue
            gate()
            logits = network.head(within_memory(network.suffix, inputs)).float()
            loss += F.cross_entropy(logits, targets, reduction="sum")
            right += (logits.argmax(1) == targets).sum()
            n += len(targets)
    return {"loss": loss.item() / max(n, 1), "accuracy": right.item() / max(n, 1)}


@dataclass(frozen=True)
class Seen:
    """What the model says of a split: sample numbers, features [n, width], probabilities [n, classes], truth [n].

    `at_line` [n, channels] is what the frozen stages saw, where others follow them.
    """

    ids: list[int]
    features: Tensor
    at_line: Tensor | None
    probabilities: Tensor
    truth: Tensor


def look(feed: Feed, split: str, emit: Emit, gate: Gate) -> Seen:
    """Pass a split through the model."""
    network, ids, features, at_line, shares, truth = feed.model.network, list[int](), [], list[Tensor](), [], []
    total = len(feed.ids(split))
    network.eval()
    with torch.no_grad(), feed.model.autocast():
        for numbers, inputs, targets in feed.measuring(split):
            if not len(targets):
                continue
            gate()
            found = within_memory(network.suffix, inputs)
            ids += numbers.tolist()
            features.append(found.float().cpu())
            below = feed.model.at_the_line(inputs)
            at_line += [] if below is None else [below.cpu()]
            shares.append(network.head(found).float().softmax(1).cpu())
            truth.append(targets.cpu())
            emit(Progress("evaluate", len(ids), total))
    below_all = torch.cat(at_line) if at_line else None
    return Seen(ids, torch.cat(features), below_all, torch.cat(shares), torch.cat(truth))


def finish_with(run: RunFolder, model: Model, feed: Feed, emit: Emit, gate: Gate) -> dict[str, Any]:
    """Measure the best weights on each split; write report.json and predictions.csv. Returns metrics by split."""
    model.load(run.best_file)
    feed.keep_prefix()
    seen = {split: look(feed, split, emit, gate) for split in SPLITS if feed.ids(split)}
    train, validation = seen["train"], seen["validation"]
    unlike = learn(train.features, train.truth, validation.features, train.at_line, validation.at_line)
    unlike.write(run.unlike_file)
    metrics = {split: measure(s.probabilities.numpy(), s.truth.numpy(), model.classes) for split, s in seen.items()}
    rows = [row for split, s in seen.items() if split != "train" for row in _rows(feed, s, unlike)]
    run_predictions_csv(run.predictions_file, rows, model.classes)
    write_text(run.report_file, json.dumps(_report(run, model, feed, metrics), indent=1, ensure_ascii=False))
    return metrics


def _rows(feed: Feed, seen: Seen, unlike: Unlike) -> list[Prediction]:
    found = []
    for i, shares, far in zip(seen.ids, seen.probabilities, unlike.share(seen.features, seen.at_line), strict=True):
        sample, best = feed.index.samples[i], int(shares.argmax())
        found.append(Prediction(sample.path, sample.split, sample.label, feed.model.classes[best], float(shares[best]),
                                float(far), tuple(shares.tolist())))
    return found


def _report(run: RunFolder, model: Model, feed: Feed, metrics: dict[str, Any]) -> dict[str, Any]:
    history = run.history()
    best, network = history.best, model.network
    phase = history.phases[-1]
    frozen = frozenset(network.names.index(name) for name in phase.frozen)
    return {
        "backbone": model.recipe.backbone, "weights": model.recipe.weights, "image_size": model.size,
        "fit": model.recipe.fit, "freeze": freeze_text(frozen, network.names), "classes": list(model.classes),
        "images": feed.index.split_counts(), "faults": len(feed.index.faults), "root": feed.index.root,
        "parameters": sum(p.numel() for p in network.parameters()),
        "learned": phase.learns,
        "epochs": len(history.epochs), "best_epoch": best.epoch if best else 0,
        "device": str(model.device), "precision": model.precision, "made": time.time(), "splits": metrics,
    }


def finish(run: RunFolder, emit: Emit, gate: Gate) -> dict[str, Any]:
    """Measure a run that was stopped before it could measure itself. Returns its report."""
    model, plan = load_model(run), run.history().plan
    if plan is None:
        raise Problem("no_best", path=str(run.path))
    feed = Feed(load(run.split_file, plan.root), model, emit, gate)
    with contextlib.closing(feed):
        feed.prepare()
        finish_with(run, model, feed, emit, gate)
    return run.report() or {}


def on_folder(run: RunFolder, folder: str, emit: Emit, gate: Gate, *, source: Source, unseen: bool = False) -> Finished:
    """Measure a run on another labelled folder; every image counts as `test`. Classes are matched by name.

    Images that the run was trained on, or that chose its best epoch, are told by their bytes: they are warned of, or
    left out with `unseen`.
    """
    began, model = time.monotonic(), load_model(run)
    index = scan(folder, source=source, emit=emit, gate=gate, known=model.classes)
    unknown = sorted(set(index.classes) - set(model.classes))
    if len(unknown) == len(index.classes):
        raise Problem("unknown_classes", found=", ".join(unknown), known=", ".join(model.classes))
    for name in unknown:
        emit(Warned("unknown_class_folder", {"name": name}))
    kept = tuple(s._replace(split="test") for s in index.samples if s.label in model.classes)
    known = _seen_by(run)
    new = tuple(s for s in kept if s.sha256 not in known)
    if unseen:
        kept = new
    if not kept:
        raise Problem("nothing_unseen", path=folder)
    if len(new) < len(kept):
        emit(Warned("images_seen", {"count": len(kept) - len(new), "all": len(kept)}))
    feed = Feed(replace(index, samples=kept, classes=model.classes), model, emit, gate)
    with contextlib.closing(feed):
        feed.prepare()
        feed.keep_prefix()
        seen = look(feed, "test", emit, gate)
    metrics = measure(seen.probabilities.numpy(), seen.truth.numpy(), model.classes)
    return Finished(str(run.path), time.monotonic() - began, {"test": metrics})


def _seen_by(run: RunFolder) -> set[str]:
    """The checksums of the images that a run was trained on or chosen by."""
    if not run.split_file.is_file():
        return set()
    return {s.sha256 for s in load(run.split_file, "").samples if s.split != "test" and s.sha256}


def predict(run: RunFolder, paths: Sequence[str], emit: Emit, gate: Gate) -> tuple[Prediction, ...]:
    """Say what each image of files and folders shows; a file that cannot be read keeps its row with its problem."""
    model, unlike = load_model(run), _unlike(run)
    files, said, size = loose_images(paths), [], min(model.recipe.batch_size, AT_ONCE)
    if not files:
        raise Problem("nothing_to_predict", path=str(paths[0]))
    for start in range(0, len(files), size):
        gate()
        batch = _predict_batch(model, unlike, files[start : start + size])
        said += batch
        for p in batch:
            shares = [round(share, 6) for share in p.probabilities]
            emit(Predicted(p.path, p.label, p.probability, p.unlike, p.problem, shares))
        emit(Progress("predict", len(said), len(files)))
    return tuple(said)


def _predict_batch(model: Model, unlike: Unlike | None, files: Sequence[str]) -> list[Prediction]:
    found: dict[str, Tensor] = {}
    faults: dict[str, str] = {}
    for path in files:
        try:
            found[path] = torch.tensor(to_array(path, model.size, model.recipe.fit,
                                                pixels=model.recipe.pixels)).permute(2, 0, 1)
        except Problem as problem:
            faults[path] = str(problem)
    said: dict[str, Prediction] = {}
    if found:
        with torch.no_grad(), model.autocast():
            images = torch.stack(list(found.values()))
            at_line = within_memory(lambda part: model.network.prefix(model.inputs(part)), images)
            features = within_memory(model.network.suffix, at_line)
            shares = model.network.head(features).float().softmax(1).cpu()
        far = unlike.share(features, model.at_the_line(at_line)) if unlike else torch.full((len(found),), math.nan)
        for path, row, share in zip(found, shares, far, strict=True):
            best = int(row.argmax())
            said[path] = Prediction(path, label=model.classes[best], probability=float(row[best]), unlike=float(share),
                                    probabilities=tuple(row.tolist()))
    return [said.get(p) or Prediction(p, problem=faults[p]) for p in files]


def _unlike(run: RunFolder) -> Unlike | None:
    return Unlike.read(run.unlike_file) if run.unlike_file.is_file() else None
