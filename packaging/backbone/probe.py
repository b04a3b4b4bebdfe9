"""The frozen probe: how much a linear classifier gets out of a network's features.

Features at 224 px (resize 256, centre crop), standardised, logistic regression with C = 0.1.
Nothing of the probed pictures was learnt from except the pictures (never the labels) of the two
training folders; `sign-digits` and `omniglot` are wholly unseen.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from crops import MEAN, STD
from networks import student_features, teacher
from PIL import Image
from safetensors.torch import load_file
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import Tensor, nn
from torchvision.models import mobilenet_v3_small

NAMES = ("clothing", "sign-digits", "omniglot", "blood-cells")
Features = Callable[[Tensor], Tensor]
Split = tuple[Tensor, np.ndarray, np.ndarray, np.ndarray]


def read(path: Path, size: int = 224) -> Tensor:
    """One picture as bytes: the short edge to size * 256 / 224, then the middle square."""
    with Image.open(path) as image:
        rgb = image.convert("RGB")
    short = round(size * 256 / 224)
    scale = short / min(rgb.size)
    rgb = rgb.resize((round(rgb.width * scale), round(rgb.height * scale)), Image.Resampling.BILINEAR)
    left, top = (rgb.width - size) // 2, (rgb.height - size) // 2
    square = np.asarray(rgb.crop((left, top, left + size, top + size)))
    return torch.from_numpy(square.copy()).permute(2, 0, 1)


def _split(data: Path, name: str, labels: np.ndarray, paths: list[Path]) -> tuple[np.ndarray, np.ndarray]:
    """Which pictures the classifier learns from and which it is asked about."""
    places = [p.relative_to(data / name).parts[0] for p in paths]
    everything = np.arange(len(paths))
    if name == "sign-digits":
        return tuple(train_test_split(everything, test_size=200, stratify=labels, random_state=0))
    if name == "omniglot":
        return tuple(train_test_split(everything, test_size=0.5, stratify=labels, random_state=0))
    train = np.array([place == "train" for place in places])
    held = np.array([place in {"val", "validation"} for place in places])
    return everything[train], everything[held]


def table_data(data: Path, name: str, size: int = 224) -> Split:
    """All pictures of a data set, their classes, and the two sides of the split."""
    paths = sorted(p for p in (data / name).rglob("*") if p.suffix.lower() in {".jpg", ".jpeg", ".png"})
    paths = [p for p in paths if p.relative_to(data / name).parts[0] != "test"]
    labels = np.unique([p.parent.name for p in paths], return_inverse=True)[1]
    train, held = _split(data, name, labels, paths)
    return torch.stack([read(p, size) for p in paths]), labels, train, held


@torch.inference_mode()
def score(features: Features, split: Split, device: torch.device) -> float:
    """The share of held-out pictures that the probe names rightly."""
    pictures, labels, train, held = split
    mean = torch.tensor(MEAN, device=device).view(1, 3, 1, 1)
    std = torch.tensor(STD, device=device).view(1, 3, 1, 1)
    rows = []
    for part in pictures.split(50):
        x = ((part.to(device).float() / 255 - mean) / std).contiguous(memory_format=torch.channels_last)
        rows.append(features(x).float().cpu().numpy())
    matrix = np.concatenate(rows)
    probe = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000))
    probe.fit(matrix[train], labels[train])
    return float(probe.score(matrix[held], labels[held]))


def named(weights: dict[str, Tensor] | None) -> nn.Module:
    """The student with the given weights, or with random ones."""
    torch.manual_seed(0)
    net = mobilenet_v3_small()
    net.classifier[3] = nn.Identity()
    if weights is not None:
        net.load_state_dict({k: v.float() if v.is_floating_point() else v for k, v in weights.items()})
    return net.eval()


def table(data: Path, weights: dict[str, Tensor], teacher_file: Path, size: int) -> dict[str, dict[str, float]]:
    """Random, bundled and teacher on every data set."""
    device = torch.device("cpu")
    blank, ours, guide = named(None), named(weights), teacher(teacher_file)
    kinds: dict[str, Features] = {
        "random": lambda x: student_features(blank, x),
        "bundled": lambda x: student_features(ours, x),
        "teacher": lambda x: guide(x).mean((2, 3)),
    }
    rows: dict[str, dict[str, float]] = {}
    for name in NAMES:
        split = table_data(data, name, size)
        rows[name] = {"learnt_from": len(split[2]), "asked_about": len(split[3])}
        rows[name] |= {kind: round(score(features, split, device), 3) for kind, features in kinds.items()}
    return rows


def main() -> None:
    """Print the table as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--teacher", type=Path, default=Path("../shared/data/weights/mobilenet_v2.pth"))
    parser.add_argument("--size", type=int, default=224)
    options = parser.parse_args()
    print(json.dumps(table(options.data, load_file(options.weights), options.teacher, options.size), indent=1))


if __name__ == "__main__":
    main()
