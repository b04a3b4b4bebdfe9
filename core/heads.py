"""Heads: from the backbone's features to one number for each class."""

import torch
from torch import Tensor, nn

DIRECTIONS = 256
"""How many directions of the features are scaled apart; the rest share one scale."""
SHRINK = 0.5
"""How far the covariance is drawn towards its average variance: few images say little about most directions."""


class Head(nn.Module):
    """Whitens the features by what varies inside the classes, then runs its layers.

    A pretrained network's features vary most in directions that have nothing to do with the classes (light,
    pose). Scaling those down first is what linear discriminant analysis does (Friedman, "Regularized discriminant
    analysis", 1989); a linear layer then starts its descent along the discriminant directions. As a fixed linear
    map it costs nothing in what the layers can express.
    """

    mean: Tensor
    scale: Tensor
    basis: Tensor
    gain: Tensor

    def __init__(self, features: int, layers: nn.Sequential) -> None:
        super().__init__()
        directions = min(features, DIRECTIONS)
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(()))
        self.register_buffer("basis", torch.zeros(directions, features))
        self.register_buffer("gain", torch.zeros(directions))
        self.layers = layers

    def calibrate(self, features: Tensor, targets: Tensor) -> None:
        """Take the map from training features [n, features] and their classes [n]; fixed from then on."""
        # In double precision on the CPU: some devices have none, and sums over many images need it.
        known, classes = features.detach().to("cpu", torch.float64), targets.to("cpu")
        groups = [known[classes == c] for c in sorted(set(classes.tolist()))]
        inside = torch.cat([group - group.mean(0) for group in groups])
        _, spread, basis = torch.linalg.svd(inside, full_matrices=False)
        spread, basis = spread[: len(self.gain)], basis[: len(self.gain)]
        variance = spread.square() / len(known)
        average = inside.square().mean().clamp_min(1e-12)
        base = (SHRINK * average).rsqrt()
        gain = ((1 - SHRINK) * variance + SHRINK * average).rsqrt() / base - 1
        # Over all: unit variance of an average feature, so that a learning rate means the same for every backbone.
        centred = known - known.mean(0)
        white = centred + (centred @ basis.T * gain) @ basis
        self.mean.copy_(known.mean(0))
        self.scale.copy_(white.square().mean().clamp_min(1e-12).rsqrt())
        self.basis.zero_()[: len(basis)] = basis.to(self.basis)
        self.gain.zero_()[: len(gain)] = gain.to(self.gain)

    def whiten(self, features: Tensor) -> Tensor:
        """The map [b, features] -> [b, features]."""
        centred = (features - self.mean) * self.scale
        return centred + (centred @ self.basis.T * self.gain) @ self.basis

    def forward(self, features: Tensor) -> Tensor:
        logits: Tensor = self.layers(self.whiten(features))
        return logits


def linear(*, dropout: float, features: int, classes: int) -> Head:
    """One linear layer."""
    return Head(features, nn.Sequential(nn.Dropout(dropout), _start(nn.Linear(features, classes))))


def mlp(*, width: int, dropout: float, features: int, classes: int) -> Head:
    """Two linear layers with a ReLU between; `width` hidden units."""
    last = _start(nn.Linear(width, classes))
    return Head(features, nn.Sequential(nn.Linear(features, width), nn.ReLU(), nn.Dropout(dropout), last))


def _start(layer: nn.Linear) -> nn.Linear:
    # Near zero: the first guess favours no class, and the first steps do not shake the thawed stages.
    nn.init.normal_(layer.weight, std=0.01)
    nn.init.zeros_(layer.bias)
    return layer
