"""Norms: the statistics of batch norms in thawed stages, measured anew for the weights as they are."""

from collections.abc import Callable

import torch

from core.device import within_memory
from core.estimate import STATISTICS_ON
from core.feed import Feed


def measure_statistics(feed: Feed, look: Callable[[], None]) -> None:
    """Take the statistics of all thawed batch norms from training images, as the cumulative average over batches.

    "Precise BN" (Wu and Johnson, "Rethinking 'Batch' in BatchNorm", 2021, section 3): what drifts along during
    training is of weights that are many steps old; here every batch passes through the weights that will be measured.
    Each batch is normalised by its own statistics, as in training, without dropout. The same weights and images give
    the same numbers. `look` is the gate.
    """
    network = feed.model.network
    norms = network.thawed_norms()
    if not norms:
        return
    momenta = [norm.momentum for norm in norms]
    network.eval()
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # the plain average of all batches
        norm.train()
    try:
        with torch.no_grad(), feed.model.autocast():
            for inputs in feed.mixed(STATISTICS_ON):
                look()
                within_memory(network.suffix, inputs)
    finally:
        for norm, momentum in zip(norms, momenta, strict=True):
            norm.momentum = momentum
            norm.eval()
