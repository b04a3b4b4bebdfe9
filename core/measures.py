"""The measures of a classification, each with the name that the contract gives it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.intervals import wilson

Array = np.ndarray[Any, np.dtype[Any]]


def calibration_error(probabilities: Array, truth: Array, bins: int = 15) -> float:
    """Expected calibration error (Guo et al., "On calibration of modern neural networks", 2017).

    `probabilities` [n, classes], `truth` [n]: the gap between confidence and accuracy, averaged over `bins`
    bins of equal width, weighted by how many images each holds.
    """
    confidence, right = probabilities.max(1), probabilities.argmax(1) == truth
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(confidence[place == b].mean() - right[place == b].mean()) * (place == b).sum()
            for b in range(bins) if (place == b).any()]
    return float(sum(gaps) / len(truth))


def measure(probabilities: Array, truth: Array, classes: Sequence[str]) -> dict[str, Any]:
    """Every measure of the contract for `probabilities` [n, classes] and `truth` [n].

    A figure that the images cannot give (an AUROC with one class only) is None.
    """
    n, said = len(truth), probabilities.argmax(1)
    confusion = np.zeros((len(classes), len(classes)), dtype=int)
    np.add.at(confusion, (truth, said), 1)
    right = int(confusion.trace())
    low, high = wilson(right, n)
    per_class = {name: _of_class(i, probabilities, truth, confusion) for i, name in enumerate(classes)}
    seen = [name for i, name in enumerate(classes) if confusion[i].sum()]
    aurocs = [per_class[c]["auroc"] for c in classes if per_class[c]["auroc"] is not None]
    return {
        "n": n, "accuracy": right / n, "accuracy_low": low, "accuracy_high": high,
        "balanced_accuracy": _mean([per_class[c]["recall"] for c in seen]),
        "macro_f1": _mean([per_class[c]["f1"] for c in seen]),
        "loss": float(-np.log(np.maximum(probabilities[np.arange(n), truth], 1e-12)).mean()),
        "ece": calibration_error(probabilities, truth), "auroc": _mean(aurocs) if aurocs else None,
        "per_class": per_class, "confusion": confusion.tolist(), "classes": list(classes),
    }


def _of_class(i: int, probabilities: Array, truth: Array, confusion: Array) -> dict[str, Any]:
    from sklearn.metrics import average_precision_score, roc_auc_score

    hit, support, called = int(confusion[i, i]), int(confusion[i].sum()), int(confusion[:, i].sum())
    precision, recall = hit / called if called else 0.0, hit / support if support else 0.0
    both = 0 < support < len(truth)
    mine = truth == i
    return {
        "precision": precision, "recall": recall, "support": support,
        "f1": 2 * precision * recall / (precision + recall) if hit else 0.0,
        "auroc": float(roc_auc_score(mine, probabilities[:, i])) if both else None,
        "average_precision": float(average_precision_score(mine, probabilities[:, i])) if support else None,
    }


def _mean(values: Sequence[float]) -> float:
    return float(sum(values) / len(values)) if values else 0.0
