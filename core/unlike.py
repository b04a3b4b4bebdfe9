"""How unlike the training images an image is: a distance in the space of the features."""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from core.files import write_bytes
from core.problems import Problem

SHRINK = 0.1
"""How far the covariance is drawn to its own average variance; few images say little about its small axes."""


@dataclass(frozen=True)
class Unlike:
    """Class means and a shared precision of the training features, and what validation images measured.

    After Lee et al., "A simple unified framework for detecting out-of-distribution samples and adversarial
    attacks" (NeurIPS 2018): the Mahalanobis distance to the nearest class mean.
    """

    means: Tensor
    """[classes, width]"""
    precision: Tensor
    """[width, width]"""
    usual: Tensor
    """Sorted distances of validation images [n]."""

    def share(self, features: Tensor) -> Tensor:
        """For features [b, width]: the share of validation images that are nearer [b], 0 to 1."""
        found = torch.searchsorted(self.usual, self._distance(features.float().cpu()).contiguous())
        return found.float() / max(len(self.usual), 1)

    def _distance(self, features: Tensor) -> Tensor:
        apart = features[:, None, :] - self.means[None]
        return torch.einsum("bcw,wv,bcv->bc", apart, self.precision, apart).amin(1)

    def write(self, path: Path) -> None:
        write_bytes(path, save({k: v.contiguous() for k, v in vars(self).items()}))

    @classmethod
    def read(cls, path: Path) -> "Unlike":
        """What `write` wrote. Raises Problem `damaged_run`."""
        try:
            return cls(**load(path.read_bytes()))
        except (OSError, TypeError, SafetensorError) as error:
            raise Problem("damaged_run", path=str(path), reason=str(error)) from error


def learn(features: Tensor, targets: Tensor, validation: Tensor) -> Unlike:
    """From training features [n, width], their classes [n] and validation features [m, width]."""
    features, targets = features.float().cpu(), targets.cpu()
    groups = [features[targets == c] for c in sorted(set(targets.tolist()))]
    means = torch.stack([group.mean(0) for group in groups])
    apart = torch.cat([group - mean for group, mean in zip(groups, means, strict=True)])
    width = features.shape[1]
    covariance = apart.T @ apart / max(len(apart) - len(means), 1)
    average = covariance.diagonal().mean().clamp_min(1e-12)
    covariance = (1 - SHRINK) * covariance + SHRINK * average * torch.eye(width)
    found = Unlike(means, torch.linalg.inv(covariance), torch.zeros(0))
    return Unlike(means, found.precision, found._distance(validation.float().cpu()).sort().values)
