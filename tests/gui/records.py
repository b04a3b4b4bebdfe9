"""Records for the tests of widgets and pages: pictures on the disk, predictions, a report in a session."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from core.facts import Prediction
from gui_app.session import Session


def write_images(folder: Path, many: int) -> list[str]:
    """Small pictures of different colours; their names are returned."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{n:03d}.png" for n in range(many)]
    for n, name in enumerate(names):
        Image.new("RGB", (8 + n % 5, 8), (n * 9 % 256, 60, 120)).save(folder / name)
    return names


def prediction(path: str, truth: str, label: str, classes: Sequence[str], *, probability: float = 0.8,
               split: str = "validation", unlike: float = 0.5) -> Prediction:
    """What a model says of an image; the other classes share what is left."""
    rest = (1 - probability) / max(1, len(classes) - 1)
    shares = tuple(probability if name == label else rest for name in classes)
    return Prediction(path, split, truth, label, probability, unlike, shares)


def metrics(predictions: Sequence[Prediction], classes: Sequence[str]) -> dict[str, Any]:
    """The part of a report that pages read, under the names of the contract."""
    pairs = Counter((p.truth, p.label) for p in predictions)
    confusion = [[pairs[truth, label] for label in classes] for truth in classes]
    right = sum(p.truth == p.label for p in predictions)
    accuracy = right / max(1, len(predictions))
    per_class = {name: {"precision": 0.5, "recall": confusion[i][i] / max(1, sum(confusion[i])), "f1": 0.1 * i,
                        "support": sum(confusion[i]), "auroc": 0.9, "average_precision": 0.8}
                 for i, name in enumerate(classes)}
    return {"n": len(predictions), "accuracy": accuracy, "accuracy_low": max(0.0, accuracy - 0.1),
            "accuracy_high": min(1.0, accuracy + 0.1), "balanced_accuracy": accuracy, "macro_f1": accuracy,
            "loss": 0.3, "ece": 0.04, "auroc": 0.9, "per_class": per_class, "confusion": confusion,
            "classes": list(classes)}


def show_results(session: Session, root: Path, results: Sequence[Prediction], classes: Sequence[str]) -> None:
    """Let a session show a measured run, as it does when a run ends."""
    session.run_folder, session.run_root, session.run_classes = str(root / "run"), str(root), tuple(classes)
    session.results = tuple(results)
    splits = {split: metrics([p for p in results if p.split == split], classes)
              for split in dict.fromkeys(p.split for p in results)}
    session.report = {"backbone": "resnet18", "classes": list(classes), "best_epoch": 3, "epochs": 5,
                      "root": str(root), "splits": splits}
    session.history.state = "finished"
    session.results_changed.emit()
