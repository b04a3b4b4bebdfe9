"""Features: what the frozen prefix says of each image, kept so that it is computed once."""

import logging
import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from core.data.shelf import Shelf, open_shelf

log = logging.getLogger("thawline")


class Features:
    """Outputs of the frozen prefix by key, on a shelf.

    They are kept in the precision that they were computed in, so that training on them gives the very weights that
    training through the prefix gives. Only where there is no room for that are they kept in half precision; then
    what was just computed is rounded as well, so that no step depends on what had been kept before.
    """

    def __init__(self, shelf: Shelf, shape: tuple[int, ...], computed: torch.dtype, kept: torch.dtype) -> None:
        self._shelf, self._shape, self._computed, self._kept = shelf, shape, computed, kept

    @property
    def precision(self) -> str:
        """What the outputs are kept in: float32, float16, bfloat16."""
        return str(self._kept).removeprefix("torch.")

    def has(self, key: str) -> bool:
        return self._shelf.has(key)

    def put(self, keys: Sequence[str], outputs: Tensor) -> Tensor:
        """Keep the outputs [b, ...] of keys [b]. Returns them as `get` will."""
        kept = outputs.detach().to(self._kept)
        rows = _rows_last(kept).contiguous().cpu().view(torch.uint8).reshape(len(keys), -1).numpy()
        for key, row in zip(keys, rows, strict=True):
            self._shelf.put(key, row)
        return outputs if self._kept == self._computed else kept.to(self._computed)

    def get(self, keys: Sequence[str]) -> Tensor:
        """The outputs [b, ...] of keys [b], on the CPU; KeyError for one that was never put."""
        rows = torch.from_numpy(self._shelf.take(keys)).view(self._kept)
        if len(self._shape) != 3:
            return rows.reshape(len(keys), *self._shape).to(self._computed)
        channels, height, width = self._shape
        return rows.reshape(len(keys), height, width, channels).permute(0, 3, 1, 2).to(self._computed)

    def close(self) -> None:
        self._shelf.close()


def open_features(about: Mapping[str, Any], keys: Sequence[str], example: Tensor) -> Features | None:
    """Room for the outputs of these keys, each like `example` [1, ...]; None where there is none."""
    shape, computed = tuple(example.shape[1:]), example.dtype
    for kept in dict.fromkeys((computed, torch.float16 if computed == torch.float32 else computed)):
        row_bytes = math.prod(shape) * kept.itemsize
        shelf = open_shelf({**about, "shape": shape, "kept": str(kept)}, row_bytes, keys)
        if shelf is not None:
            return Features(shelf, shape, computed, kept)
    log.info("no room to keep %d outputs of %s", len(keys), shape)
    return None


def _rows_last(outputs: Tensor) -> Tensor:
    # As the network has them in memory, channels last: neither way anything has to be moved about.
    return outputs.permute(0, 2, 3, 1) if outputs.ndim == 4 else outputs
