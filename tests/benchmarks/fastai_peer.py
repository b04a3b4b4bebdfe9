"""A peer: fastai's `fine_tune`, in an environment of its own that knows nothing of ours.

    python -m tests.benchmarks.fastai_peer '{"folder": "…", "weights": "…", "epochs": 2}'

ImageDataLoaders with two workers and a vision_learner over the same network and weights. fastai has no row for
mobilenet_v2 in its table of networks; the row it gets here is the one of its own squeezenet and densenet (cut before
the classifier, split into body and head, ImageNet's mean and deviation).
"""

import json
import sys
import time
from typing import Any

import torch
from fastai.vision.all import (  # type: ignore[import-not-found]
    Callback,
    ImageDataLoaders,
    Resize,
    ResizeMethod,
    accuracy,
    imagenet_stats,
    vision_learner,
)
from fastai.vision.learner import default_split, model_meta  # type: ignore[import-not-found]
from torchvision.models import mobilenet_v2

SIDE, BATCH, WORKERS = 224, 32, 2


class Clock(Callback):  # type: ignore[misc]
    """Seconds of each epoch, and of the training part of it."""

    def __init__(self) -> None:
        self.training: list[float] = []
        self.whole: list[float] = []

    def before_epoch(self) -> None:
        self.began = time.perf_counter()

    def after_train(self) -> None:
        self.training.append(time.perf_counter() - self.began)

    def after_epoch(self) -> None:
        self.whole.append(time.perf_counter() - self.began)


def main() -> None:
    asked: dict[str, Any] = json.loads(sys.argv[1])

    def network(pretrained: bool) -> torch.nn.Module:
        model = mobilenet_v2()
        model.load_state_dict(torch.load(asked["weights"], weights_only=True))
        return model
    model_meta[network] = {"cut": -1, "split": default_split, "stats": imagenet_stats}
    began = time.perf_counter()
    loaders = ImageDataLoaders.from_folder(asked["folder"], train="train", valid="validation", bs=BATCH,
                                           item_tfms=Resize(SIDE, ResizeMethod.Squish), num_workers=WORKERS)
    clock = Clock()
    learner = vision_learner(loaders, network, metrics=accuracy, cbs=clock)
    with learner.no_bar(), learner.no_logging():
        learner.fine_tune(asked["epochs"])  # one frozen epoch, then so many with nothing frozen
    count, frozen = len(loaders.train_ds), 1
    print(json.dumps({"seconds": time.perf_counter() - began, "frozen_epochs": clock.whole[:frozen],
                      "epochs": clock.whole[frozen:], "rates": [count / t for t in clock.training[frozen:]],
                      "accuracy": float(learner.recorder.values[-1][-1])}), flush=True)


if __name__ == "__main__":
    main()
