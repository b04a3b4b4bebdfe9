"""A peer: the training loop of the usual tutorials, written honestly.

    python -m tests.benchmarks.plain '{"folder": "…", "weights": "…", "frozen": true, "augment": false, "epochs": 10}'

ImageFolder, a DataLoader with two workers that stay, the library's own network and weights with a new last layer.
Frozen means no gradient and eval mode, so that autograd skips the backward pass there. AdamW and a cosine, validation
after every epoch, the best epoch's weights kept in a file, and at the end validation and test with these.
"""

import tempfile
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision import models, transforms
from torchvision.datasets import ImageFolder

from tests.benchmarks.bench import Said, report, specification

SIDE, BATCH, WORKERS = 224, 32, 2
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
LEAST = 0.6
"""The smallest share of an image that the random crop keeps, as our own record has it by default."""


def changes(augment: bool) -> transforms.Compose:
    """From a picture to a tensor; as our own, an image is squashed, or a random part of it is."""
    first = ([transforms.RandomResizedCrop(SIDE, scale=(LEAST, 1.0)), transforms.RandomHorizontalFlip()]
             if augment else [transforms.Resize((SIDE, SIDE))])
    return transforms.Compose([*first, transforms.ToTensor(), transforms.Normalize(MEAN, STD)])


def loader(folder: Path, *, training: bool, augment: bool) -> "DataLoader[Any]":
    images = ImageFolder(str(folder), changes(training and augment))
    return DataLoader(images, BATCH, shuffle=training, num_workers=WORKERS, persistent_workers=True)


def network(weights: str, classes: int, frozen: bool) -> models.MobileNetV2:
    model = models.mobilenet_v2()
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.classifier[1] = nn.Linear(model.last_channel, classes)
    model.features.requires_grad_(not frozen)
    return model


class Loop:
    """The tutorial's loop with a clock."""

    def __init__(self, asked: dict[str, Any]) -> None:
        folder, self.frozen, self.epochs = Path(asked["folder"]), asked["frozen"], asked["epochs"]
        torch.manual_seed(asked.get("seed", 0))
        self.training = loader(folder / "train", training=True, augment=asked["augment"])
        self.measuring = {split: loader(folder / split, training=False, augment=False)
                          for split in ("validation", "test") if (folder / split).is_dir()}
        self.model = network(asked["weights"], len(self.training.dataset.classes), self.frozen)  # type: ignore[attr-defined]
        self.loss_of = nn.CrossEntropyLoss()
        learning = [p for p in self.model.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(learning, lr=1e-3 if self.frozen else 1e-4)
        self.schedule = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimiser, max(1, self.epochs))

    def train_epoch(self) -> float:
        """One pass over the training images; their mean loss."""
        self.model.train()
        if self.frozen:
            self.model.features.eval()
        total = 0.0
        for inputs, targets in self.training:
            self.optimiser.zero_grad()
            loss = self.loss_of(self.model(inputs), targets)
            loss.backward()
            self.optimiser.step()
            total += loss.item() * len(targets)
        self.schedule.step()
        return total / len(self.training.dataset)  # type: ignore[arg-type]

    @torch.no_grad()
    def accuracy(self, split: str) -> float:
        self.model.eval()
        right = 0
        for inputs, targets in self.measuring[split]:
            found: Tensor = self.model(inputs).argmax(1)
            right += int((found == targets).sum())
        return right / len(self.measuring[split].dataset)  # type: ignore[arg-type]

    def go(self, best_file: Path, evaluate: bool) -> Said:
        training, epochs, best = [], [], -1.0
        for _ in range(self.epochs):
            began = time.perf_counter()
            self.train_epoch()
            training.append(time.perf_counter() - began)
            now = self.accuracy("validation")
            if now > best:
                best = now
                torch.save(self.model.state_dict(), best_file)
            epochs.append(time.perf_counter() - began)
        accuracy = {}
        if evaluate:
            self.model.load_state_dict(torch.load(best_file, weights_only=True))
            accuracy = {split: self.accuracy(split) for split in self.measuring}
        count = len(self.training.dataset)  # type: ignore[arg-type]
        return {"epochs": epochs, "rates": [count / t for t in training], "accuracy": accuracy}


def main() -> None:
    asked = specification()
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        said = Loop(asked).go(Path(home) / "best.pt", asked.get("evaluate", True))
        report({**said, "seconds": time.perf_counter() - began})


if __name__ == "__main__":
    main()
