"""Shortcut: whether a few plain numbers of an image tell its class, so that a network need not look at the picture."""

import contextlib
import math
import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.choice import N_
from core.data.index import Index, Sample
from core.data.traits import read_traits
from core.findings import Finding

_MOST = 6000
"""Images that are looked at, as many of each class as there are."""
_FOLDS, _TREES = 5, 60
_WHOLE, _CLASS, _SAME = 0.5, 0.85, 0.05
"""How much of the way from chance to certainty such numbers must go to be reported, for all classes and for one;
and what makes no difference."""
_SURE = 4.0
"""How many standard deviations above chance that must be: few images prove little."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Family:
    """Numbers that belong together, and what they are of."""

    title: str
    numbers: Callable[[Index, Sequence[Sample]], Numbers]


@dataclass(frozen=True)
class _Score:
    """Of one family: how far from chance (0) to certainty (1) all classes are told, and each from the others."""

    family: _Family
    whole: float
    classes: dict[str, float]


def shortcut(index: Index) -> Finding | None:
    """What tells the classes best of size, format, length of the file, brightness and border, each alone.

    A forest is trained on the numbers of one family and asked about images that it has not seen, five times over;
    images of equal or nearly equal content stay together. Reported is what goes at least half of the way from chance
    to certainty for all classes, or 0.85 of it for one class against the others. None where nothing does.
    """
    samples, groups = _chosen(index)
    if len({s.label for s in samples}) < 2:
        return None
    scores = [_score(index, family, samples, groups) for family in _FAMILIES]
    best = _first_of_the_best(scores, [s.whole for s in scores])
    if best.whole >= _WHOLE:
        chance = 1 / len(best.classes)
        share = chance + best.whole * (1 - chance)
        return Finding("shortcut", {"reason": best.family.title, "score": round(100 * share),
                                    "chance": round(100 * chance)})
    best = _first_of_the_best(scores, [max(s.classes.values()) for s in scores])
    marked = [name for name, far in best.classes.items() if far >= _CLASS]
    if not marked:
        return None
    share = 0.5 + 0.5 * min(best.classes[name] for name in marked)
    return Finding("shortcut_class", {"name": ", ".join(marked), "reason": best.family.title,
                                      "score": round(100 * share), "chance": 50},
                   tuple(s.path for s in index.samples if s.label in marked))


def _first_of_the_best(scores: Sequence[_Score], far: Sequence[float]) -> _Score:
    # Large images make long files: of two that tell as much, the plainer one is meant.
    return next(score for score, own in zip(scores, far, strict=True) if own >= max(far) - _SAME)


# --- the images ------------------------------------------------------------------------------------


def _chosen(index: Index) -> tuple[list[Sample], list[int]]:
    """Images of the classes that are large enough, spread evenly, and the group that each belongs to."""
    group_of = {path: n for n, group in enumerate(index.alike) for path in group}
    contents: dict[str, int] = {}
    classes: dict[str, list[tuple[Sample, int]]] = {}
    for sample in index.samples:
        own = contents.setdefault(sample.sha256, len(index.alike) + len(contents))
        classes.setdefault(sample.label, []).append((sample, group_of.get(sample.path, own)))
    large = [members for members in classes.values() if len({group for _, group in members}) >= _FOLDS]
    most = max(_FOLDS, _MOST // max(1, len(large)))
    some = [one for members in large for one in members[:: math.ceil(len(members) / most)]]
    return [sample for sample, _ in some], [group for _, group in some]


def _score(index: Index, family: _Family, samples: Sequence[Sample], groups: Sequence[int]) -> _Score:
    from sklearn.ensemble import ExtraTreesClassifier
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

    names, labels, counts = np.unique([s.label for s in samples], return_inverse=True, return_counts=True)
    numbers = family.numbers(index, samples)
    if (numbers == numbers[0]).all():
        return _Score(family, 0.0, dict.fromkeys(names.tolist(), 0.0))
    forest = ExtraTreesClassifier(_TREES, min_samples_leaf=2, class_weight="balanced", random_state=0)
    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a class has few images is said elsewhere
        said = cross_val_predict(forest, numbers, labels, groups=groups, cv=folds)
    classes = range(len(names))
    right = np.array([(said[labels == one] == one).mean() for one in classes])
    wrong = np.array([(said[labels != one] == one).mean() for one in classes])
    chance = 1 / len(names)
    doubt = _SURE * math.sqrt(chance * (1 - chance) * float((1 / counts).sum())) / len(names)
    whole = float(right.mean()) - chance
    apart = np.where(counts >= 2 * _FOLDS, right - wrong, 0.0)
    return _Score(family, whole / (1 - chance) if whole > doubt else 0.0,
                  {str(name): float(far) for name, far in zip(names, apart, strict=True)})


# --- the numbers -----------------------------------------------------------------------------------


def _size(index: Index, samples: Sequence[Sample]) -> Numbers:
    sides = np.array([(s.width, s.height) for s in samples], np.float64)
    return np.column_stack([sides, sides.prod(1), sides[:, 0] / sides[:, 1].clip(1)])


def _format(index: Index, samples: Sequence[Sample]) -> Numbers:
    names = [(s.format, s.mode, os.path.splitext(s.path)[1].lower()) for s in samples]
    return np.column_stack([np.unique(column, return_inverse=True)[1] for column in zip(*names, strict=True)])


def _length(index: Index, samples: Sequence[Sample]) -> Numbers:
    lengths = np.zeros(len(samples))
    for n, sample in enumerate(samples):
        with contextlib.suppress(OSError):  # gone since: it counts as empty
            lengths[n] = os.path.getsize(os.path.join(index.root, sample.path))
    return np.column_stack([lengths, lengths / np.array([max(1, s.width * s.height) for s in samples])])


def _brightness(index: Index, samples: Sequence[Sample]) -> Numbers:
    return np.array([read_traits(s.traits)[:3] for s in samples], np.float64)


def _border(index: Index, samples: Sequence[Sample]) -> Numbers:
    return np.array([read_traits(s.traits)[3:] for s in samples], np.float64)


_FAMILIES = (
    _Family(N_("reason", "the size of the images"), _size),
    _Family(N_("reason", "the format of the files"), _format),
    _Family(N_("reason", "the border of the images"), _border),
    _Family(N_("reason", "brightness and colour"), _brightness),
    _Family(N_("reason", "the length of the files"), _length),
)
"""The plainest first."""
