"""How unlike the training images an image is: a distance in the space of the features."""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor
from torch.nn import functional as F

from core.files import write_bytes
from core.problems import Problem

SHRINK = 0.3
"""How far the covariance is drawn to its own average variance; few images say little about its small axes."""
ROUNDING = 1e-4
"""Distances that differ by no more than this part are the same one: a validation image that is predicted again, beside
other images or on another device, is as far as it was, and the farthest of them not farther than all."""


@dataclass(frozen=True)
class Unlike:
    """Class means and a shared precision of the training features, and what validation images measured.

    The Mahalanobis distance to the nearest class mean (Lee et al., "A simple unified framework for detecting
    out-of-distribution samples and adversarial attacks", NeurIPS 2018) between features of unit length (Mueller and
    Hein, "Mahalanobis++: improving OOD detection via feature normalization", ICML 2025): the length of a feature vector
    says how strongly a network responds rather than what it sees. docs/unlike.md says what this was measured against.
    """

    means: Tensor
    """[classes, width]"""
    precision: Tensor
    """[width, width]"""
    usual: Tensor
    """Sorted distances of validation images [n]."""
    widths: Tensor | None = None
    """How many of the features are of each part that has unit length; None in runs of earlier versions, whose features
    are the last ones as they come."""

    def share(self, features: Tensor, at_line: Tensor | None = None) -> Tensor:
        """The share of validation images that are nearer [b], 0 to 1; NaN where the line has moved since `learn`.

        `features` [b, width] are the network's last ones, `at_line` [b, w] what `at_the_line` found, if anything.
        """
        if self.widths is None:
            whole = features.float().cpu()
        else:
            whole = joined(features, at_line if len(self.widths) > 1 else None)
        if whole.shape[1] != self.means.shape[1]:
            return torch.full((len(whole),), torch.nan)
        found = torch.searchsorted(self.usual, (self._distance(whole) * (1 - ROUNDING)).contiguous())
        return found.float() / max(len(self.usual), 1)

    def _distance(self, features: Tensor) -> Tensor:
        # |x - m|² in the metric of the precision, without a difference for each class; from the middle of the means,
        # for far from it the small difference of large numbers would be left.
        middle = self.means.mean(0)
        x, m = features - middle, self.means - middle
        turned = x @ self.precision
        own, means = (turned * x).sum(1), ((m @ self.precision) * m).sum(1)
        return (own[:, None] + means[None] - 2 * turned @ m.T).amin(1)

    def write(self, path: Path) -> None:
        write_bytes(path, save({k: v.contiguous() for k, v in vars(self).items() if v is not None}))

    @classmethod
    def read(cls, path: Path) -> "Unlike":
        """What `write` wrote. Raises Problem `damaged_run`."""
        try:
            return cls(**load(path.read_bytes()))
        except (OSError, TypeError, SafetensorError) as error:
            raise Problem("damaged_run", path=str(path), reason=str(error)) from error


def at_the_line(output: Tensor, *, channels_last: bool) -> Tensor | None:
    """The frozen prefix's output, averaged over all places [b, channels]; None where it has no places.

    Fine-tuned stages forget what does not tell the classes apart; the frozen ones below still see it.
    """
    if output.dim() < 3:
        return None
    return (output.flatten(1, -2).mean(1) if channels_last else output.flatten(2).mean(2)).float()


def joined(features: Tensor, at_line: Tensor | None) -> Tensor:
    """Both as one [b, width] on the CPU, each of unit length."""
    parts = [features] if at_line is None else [at_line, features]
    return torch.cat([F.normalize(part.float().cpu(), dim=1) for part in parts], 1)


def learn(features: Tensor, targets: Tensor, validation: Tensor, at_line: Tensor | None = None,
          validation_at_line: Tensor | None = None) -> Unlike:
    """From training features [n, width], their classes [n] and validation features [m, width]; beside, of the line."""
    whole, targets = joined(features, at_line), targets.cpu()
    groups = [whole[targets == c] for c in sorted(set(targets.tolist()))]
    means = torch.stack([group.mean(0) for group in groups])
    apart = torch.cat([group - mean for group, mean in zip(groups, means, strict=True)])
    width = whole.shape[1]
    covariance = apart.T @ apart / max(len(apart) - len(means), 1)
    average = covariance.diagonal().mean().clamp_min(1e-12)
    covariance = (1 - SHRINK) * covariance + SHRINK * average * torch.eye(width)
    widths = torch.tensor([part.shape[1] for part in (at_line, features) if part is not None])
    found = Unlike(means, torch.linalg.inv(covariance), torch.zeros(0), widths)
    distances = found._distance(joined(validation, validation_at_line))
    return Unlike(means, found.precision, distances.sort().values, widths)
