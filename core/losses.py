"""Losses: what training makes small, from logits and targets."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

Loss = Callable[[Tensor, Tensor], Tensor]
"""loss(logits [b, classes], target) -> a scalar; targets are classes, int64 [b], or the shares of all, [b, classes]."""


def cross_entropy(*, label_smoothing: float, class_weights: bool, counts: Sequence[int] | Tensor) -> Loss:
    """The mean of -log p(target); `counts` are the training images of each class.

    With `class_weights` each image counts n / (classes * counts[target]), divided by the sum of these weights in
    the batch. With smoothing s the target is 1 - s on its class and s spread evenly over all classes. Of a mixed
    image each class counts by its share.
    """
    number = torch.as_tensor(counts, dtype=torch.float32)
    # A class without images has weight 0 rather than infinity; it can never be a target.
    weight = torch.where(number > 0, number.sum() / (len(number) * number.clamp_min(1)), 0.0) if class_weights else None

    def loss(logits: Tensor, target: Tensor) -> Tensor:
        nonlocal weight
        if weight is not None:
            weight = weight.to(logits.device)
        wide = logits.float()  # in half precision the exponentials are too coarse
        if not target.is_floating_point():
            return functional.cross_entropy(wide, target, weight=weight, label_smoothing=label_smoothing)
        # Of shares, the mean of torch would be over images even where they weigh differently.
        total = functional.cross_entropy(wide, target, weight=weight, label_smoothing=label_smoothing, reduction="sum")
        return total / (len(target) if weight is None else (target @ weight).sum())

    return loss
