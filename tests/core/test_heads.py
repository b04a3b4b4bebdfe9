"""Heads whiten by the training features and are started near zero."""

import pytest
import torch

from core.choice import make
from core.heads import SHRINK
from core.recipe import LinearHead, MlpHead


def test_what_varies_inside_the_classes_is_scaled_down() -> None:
    head = make(LinearHead(), features=4, classes=2)
    targets = torch.arange(600) % 2
    features = torch.randn(600, 4) * torch.tensor([1.0, 20.0, 0.5, 0.0]) + torch.tensor([0.0, 1e3, 5.0, -7.0])
    features[:, 2] += 2.0 * targets  # the one direction that tells the classes apart
    head.calibrate(features, targets)
    seen = head.whiten(features)
    assert torch.allclose(seen.mean(0), torch.zeros(4), atol=2e-2)
    assert seen.square().mean().sqrt() == pytest.approx(1.0, abs=1e-2)
    before, after = (x.std(0)[2] / x.std(0)[1] for x in (features, seen))
    assert after > 2 * before
    assert torch.isfinite(seen).all()


def test_the_whitening_is_the_inverse_root_of_the_shrunk_covariance() -> None:
    head = make(LinearHead(), features=6, classes=3)
    targets = torch.arange(300) % 3
    features = torch.randn(300, 6) @ torch.randn(6, 6)
    head.calibrate(features, targets)
    inside = torch.cat([features[targets == c] - features[targets == c].mean(0) for c in range(3)])
    covariance = inside.T @ inside / 300
    shrunk = (1 - SHRINK) * covariance + SHRINK * covariance.diagonal().mean() * torch.eye(6)
    values, vectors = torch.linalg.eigh(shrunk)
    wanted = (features - features.mean(0)) @ (vectors * values.rsqrt()) @ vectors.T
    assert torch.allclose(head.whiten(features), wanted / wanted.square().mean().sqrt(), atol=1e-3)


def test_the_whitening_is_saved_and_does_not_learn() -> None:
    head = make(MlpHead(width=16), features=4, classes=3)
    own = {"mean", "scale", "basis", "gain"}
    assert own <= set(head.state_dict())
    assert not own & {name for name, _ in head.named_parameters()}


def test_both_heads_give_one_number_a_class() -> None:
    for choice in (LinearHead(dropout=0.5), MlpHead(width=16)):
        head = make(choice, features=4, classes=3)
        logits = head(torch.randn(5, 4))
        assert logits.shape == (5, 3)
        assert logits.abs().max() < 1  # no class is favoured at the start
        head.train()
        assert not torch.equal(head(torch.ones(5, 4)), head(torch.ones(5, 4)))
        head.eval()
        assert torch.equal(head(torch.ones(5, 4)), head(torch.ones(5, 4)))


def test_every_layer_learns() -> None:
    head = make(MlpHead(width=16), features=4, classes=3).eval()
    head(torch.randn(5, 4)).square().sum().backward()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in head.parameters())
