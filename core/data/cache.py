"""FeatureCache: what the frozen prefix says of each sample, kept in memory so that it is computed once."""

import math

import torch
from torch import Tensor

from core.data.memory import share_of_memory

_BYTES = 4


class FeatureCache:
    """Outputs of the frozen prefix by sample id, in float32: bit-equal to computing them again."""

    def __init__(self, budget_bytes: int | None = None) -> None:
        self.budget = share_of_memory() if budget_bytes is None else budget_bytes
        self._rows: dict[int, Tensor] = {}

    def has_room(self, count: int, shape: tuple[int, ...]) -> bool:
        """Whether so many outputs of one shape fit; ask before the first `put`."""
        return count * math.prod(shape) * _BYTES <= self.budget

    def put(self, ids: Tensor, outputs: Tensor) -> None:
        """Keep the outputs [b, ...] of samples [b]."""
        # A copy: the network's next layer may write into its input.
        kept = outputs.detach().to("cpu", torch.float32, copy=True)
        self._rows.update(zip(ids.tolist(), kept.unbind(0), strict=True))

    def holds(self, ids: Tensor) -> bool:
        """Whether the outputs of all of these samples are there."""
        return all(key in self._rows for key in ids.tolist())

    def get(self, ids: Tensor) -> Tensor:
        """The outputs of samples [b], as [b, ...], on the CPU; KeyError for one that was never put."""
        return torch.stack([self._rows[key] for key in ids.tolist()])

    def clear(self) -> None:
        """Keep nothing."""
        self._rows.clear()

    def __len__(self) -> int:
        return len(self._rows)
