"""Losses: what training makes small, from logits and targets."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

Loss = Callable[[Tensor, Tensor], Tensor]
"""loss(logits [b, classes], target int64 [b]) -> a scalar."""


def cross_entropy(*, label_smoothing: float, class_weights: bool, counts: Sequence[int] | Tensor) -> Loss:
    """The mean of -log p(target); `counts` are the training images of each class.

    With `class_weights` each image counts n / (classes * counts[target]), divided by the sum of these weights in
    the batch. With smoothing s the target is 1 - s on its class and s spread evenly over all classes.
    """
    number = torch.as_tensor(counts, dtype=torch.float32)
    # A class without images has weight 0 rather than infinity; it can never be a target.
    weight = torch.where(number > 0, number.sum() / (len(number) * number.clamp_min(1)), 0.0) if class_weights else None

    def loss(logits: Tensor, target: Tensor) -> Tensor:
        nonlocal weight
        if weight is not None:
            weight = weight.to(logits.device)
        # In half precision the exponentials are too coarse.
        return functional.cross_entropy(logits.float(), target, weight=weight, label_smoothing=label_smoothing)

    return loss
