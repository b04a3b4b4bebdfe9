"""Alike: which images of a folder are nearly the same, and which are unlike the others of their class."""

import functools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional as F

from core.choice import to_json
from core.data.ahead import ahead, threads_for_decoding
from core.data.image import READER, to_array
from core.data.index import Index, Sample
from core.data.pace import Pace
from core.data.register import SIDE
from core.data.shelf import Rows, Shelf, open_shelf, room
from core.data.twins import Pixels, twins
from core.device import choose, within_memory
from core.events import Emit
from core.model import Model
from core.network import build
from core.problems import Problem
from core.recipe import LinearHead, Recipe
from core.run import Gate

BACKBONE = "mobilenet_v3_small"
"""The one whose weights are in the box."""
WIDTH = 576
"""Of what its stages put out before the last one, pooled."""
_SEEN = 96
"""Pixels that it gets to see: larger images told no more about what is alike, and took longer."""
_BATCH = 64
_DIRECTIONS, _LEAST = 128, 0.02
"""So many directions of the features are looked at, brought to one spread; less so those that vary less than that
share of the first: of few images they say little."""
_AT_ONCE, _FEWER = 4096, 256
_NEIGHBOURS, _AGREEING = 10, 9

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Fingerprints:
    """What the backbone says of each image that could be read, and the image itself, small and grey."""

    ids: list[int]
    """Numbers of samples [n]."""
    rows: npt.NDArray[np.float16]
    """[n, WIDTH], each of length 1."""
    pictures: Pixels
    """[n, SIDE, SIDE]"""


def near_duplicates(index: Index, prints: Fingerprints, emit: Emit, gate: Gate) -> tuple[tuple[str, ...], ...]:
    """Groups of images that show the same picture, by their paths: equal bytes too, and what was cut out of another,
    scaled, compressed or brightened; see `core.data.twins`."""
    copies: dict[str, list[int]] = {}
    places: list[int] = []
    for place, i in enumerate(prints.ids):
        own = copies.setdefault(_key(index.samples[i]), [])
        if not own:
            places.append(place)
        own.append(i)
    several = list(copies.values())
    groups = twins(_of(prints.pictures, places), emit, gate)
    joined = {n for group in groups for n in group}
    groups += [[n] for n, own in enumerate(several) if len(own) > 1 and n not in joined]
    numbers = sorted(sorted(i for n in group for i in several[n]) for group in groups)
    return tuple(tuple(index.samples[i].path for i in group) for group in numbers)


def _of(pictures: Pixels, places: list[int]) -> Pixels:
    if len(places) == len(pictures):
        return pictures
    found: Pixels = room((len(places), SIDE, SIDE), np.uint8)
    for a in range(0, len(places), _AT_ONCE):
        found[a : a + _AT_ONCE] = pictures[places[a : a + _AT_ONCE]]
    return found


def _key(sample: Sample) -> str:
    return sample.sha256 or sample.path


# --- fingerprints ----------------------------------------------------------------------------------


def fingerprints(index: Index, emit: Emit, gate: Gate) -> Fingerprints:
    """Look at every image with the bundled backbone, unless that was done before.

    Images that cannot be read any more are left out.
    """
    keys = [s.sha256 for s in index.samples]  # of a file that nobody has read nothing can be kept
    about = {"kind": "features", "title": os.path.basename(index.root), "root": index.root, "reader": READER,
             "of": "fingerprints", "backbone": BACKBONE, "seen": _SEEN, "side": SIDE,
             "pixels": to_json(index.pixels)}
    shelf = open_shelf(about, 2 * WIDTH + SIDE * SIDE, [key for key in keys if key], partly=True)
    rows, pictures = room((len(keys), WIDTH), np.float16), room((len(keys), SIDE, SIDE), np.uint8)
    ids, pace = list[int](), Pace("alike", len(keys), emit)
    try:
        for numbers, found in _looked_at(index, keys, shelf):
            gate()
            here = slice(len(ids), len(ids) + len(found))
            rows[here] = found[:, : 2 * WIDTH].copy().view(np.float16)
            pictures[here] = found[:, 2 * WIDTH :].reshape(-1, SIDE, SIDE)
            ids += [i for i in numbers if i >= 0]
            pace.step(len(numbers))
    finally:
        if shelf is not None:
            shelf.close()
    return Fingerprints(ids, rows[: len(ids)], pictures[: len(ids)])


def _looked_at(index: Index, keys: Sequence[str], shelf: Shelf | None) -> Iterator[tuple[list[int], Rows]]:
    """For each batch its numbers, -1 for what cannot be read, and a row of bytes for each of the others: features and
    picture."""
    def decoded(i: int) -> Pixels | Problem | None:
        if shelf is not None and shelf.has(keys[i]):
            return None
        sample = index.samples[i]
        try:
            return to_array(os.path.join(index.root, sample.path), _SEEN, "squash", sha256=sample.sha256,
                            pixels=index.pixels)
        except Problem as problem:
            return problem

    eye = functools.cache(_eye)  # not made where nothing has to be computed
    made = enumerate(ahead(decoded, range(len(keys)), threads=threads_for_decoding(), waiting=2 * _BATCH))
    while batch := list(islice(made, _BATCH)):
        fresh = {i: pixels for i, pixels in batch if isinstance(pixels, np.ndarray)}
        rows = dict(zip(fresh, _rows_of(eye(), np.stack(list(fresh.values()))), strict=True)) if fresh else {}
        for i, row in rows.items():
            if shelf is not None and keys[i]:
                shelf.put(keys[i], row)
        good = [i for i, pixels in batch if not isinstance(pixels, Problem)]
        kept = [i for i in good if i not in rows]
        if shelf is not None and kept:
            rows |= zip(kept, shelf.take([keys[i] for i in kept]), strict=True)
        found = np.stack([rows[i] for i in good]) if good else np.empty((0, 2 * WIDTH + SIDE * SIDE), np.uint8)
        yield [i if i in rows else -1 for i, _ in batch], found


def _eye() -> Model:
    """The bundled backbone, to be used up to its last stage."""
    network = build(BACKBONE, weights="bundled", classes=1, head=LinearHead())
    network.freeze(frozenset(range(len(network.body) - 1)))
    recipe = Recipe(backbone=BACKBONE, image_size=_SEEN)
    return Model(network.eval(), ("",), recipe, torch.device(choose().device), "float32")


def _rows_of(model: Model, pixels: Pixels) -> Rows:
    """Features and picture of images [b, S, S, 3] as bytes [b, 2 * WIDTH + SIDE ** 2]."""
    images = torch.from_numpy(pixels).permute(0, 3, 1, 2)
    with torch.no_grad():
        pooled = within_memory(lambda part: model.network.prefix(model.inputs(part)).mean((2, 3)), images)
    grey = images.float().mean(1, keepdim=True)
    small = F.interpolate(grey, size=(SIDE, SIDE), mode="bilinear", antialias=True, align_corners=False)
    rows = F.normalize(pooled.float()).to("cpu", torch.float16).numpy().view(np.uint8)
    return np.concatenate([rows, small.round().clamp(0, 255).to(torch.uint8).flatten(1).numpy()], 1)


# --- order -----------------------------------------------------------------------------------------


def order(index: Index, prints: Fingerprints) -> list[int]:
    """The numbers of all samples, those first that look like another class rather than like their own.

    What could not be read comes last.
    """
    places = np.argsort(-_oddness(index, prints, _whitened(prints)), kind="stable").tolist()
    known = [prints.ids[place] for place in places]
    return known + sorted(set(range(len(index.samples))) - set(known))


def doubtful(index: Index, prints: Fingerprints) -> list[int]:
    """The numbers of samples whose nearest neighbours all have other labels, nearly all of them the same.

    Only classes that have more images than that can be judged so.
    """
    rows, labels = torch.from_numpy(_whitened(prints)), [index.samples[i].label for i in prints.ids]
    _, numbers, counts = np.unique(labels, return_inverse=True, return_counts=True)
    odd = np.flatnonzero((_oddness(index, prints, rows.numpy()) > 0) & (counts[numbers] > _NEIGHBOURS))
    found = list[int]()
    for start in range(0, len(odd), _FEWER):
        some = odd[start : start + _FEWER]
        likeness = rows[some] @ rows.T
        likeness[np.arange(len(some)), some] = -2.0
        near = numbers[likeness.topk(_NEIGHBOURS, 1).indices.numpy()]
        found += [prints.ids[place] for place, around in zip(some.tolist(), near, strict=True)
                  if np.bincount(around).max() >= _AGREEING and numbers[place] not in around]
    return found


def _whitened(prints: Fingerprints) -> Numbers:
    """The fingerprints in the directions in which they vary most, each brought to one spread: [n, d], of length 1.

    After Jégou and Chum, "Negative evidences and co-occurrences in image retrieval" (ECCV 2012).
    """
    count = len(prints.rows)
    parts = [slice(a, a + _AT_ONCE) for a in range(0, count, _AT_ONCE)]
    mean = prints.rows.mean(0, dtype=np.float64) if count else np.zeros(WIDTH)
    square = np.zeros((WIDTH, WIDTH))
    for part in parts:
        apart = prints.rows[part] - mean
        square += apart.T @ apart
    variance, basis = np.linalg.eigh(square / max(1, count))
    variance, basis = variance[::-1][:_DIRECTIONS], basis[:, ::-1][:, :_DIRECTIONS]
    basis = basis / np.sqrt(variance.clip(0) + _LEAST * variance[0] + 1e-12)
    found = np.empty((count, _DIRECTIONS), np.float32)
    for part in parts:
        found[part] = (prints.rows[part] - mean) @ basis
    return _long_1(found)


def _oddness(index: Index, prints: Fingerprints, rows: Numbers) -> Numbers:
    """How much more each row [n, d] is like the mean of another class than like that of the others of its own: [n]."""
    labels = np.array([index.samples[i].label for i in prints.ids])
    names, numbers = np.unique(labels, return_inverse=True)
    sums = np.zeros((len(names), rows.shape[1]), np.float32)
    np.add.at(sums, numbers, rows)
    found = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _AT_ONCE):
        some, own = rows[start : start + _AT_ONCE], numbers[start : start + _AT_ONCE]
        like = some @ _long_1(sums).T
        like[np.arange(len(some)), own] = -1.0
        found[start : start + len(some)] = like.max(1) - (some * _long_1(sums[own] - some)).sum(1)
    return found


def _long_1(rows: Numbers) -> Numbers:
    length: Numbers = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Numbers = rows / length.clip(1e-6)
    return scaled
