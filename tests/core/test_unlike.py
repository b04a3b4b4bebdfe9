"""How unlike the training images an image is: the distance beside scipy's, and what it tells apart."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save
from scipy.spatial.distance import mahalanobis
from sklearn.metrics import roc_auc_score

from core.cli import main
from core.facts import Prediction
from core.project import RunFolder
from core.unlike import SHRINK, Unlike, at_the_line, learn
from tests.core.conftest import picture

QUICK = ["--backbone", "squeezenet1_1", "--weights", "random", "--image-size", "48", "--batch-size", "4",
         "--epochs", "1", "--device", "cpu"]


def cloud(n: int, seed: int, *, centre: float = 1.0, width: int = 12) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    middle = torch.cat([torch.full((width // 2,), centre), torch.zeros(width - width // 2)])
    return middle + 0.3 * torch.randn(n, width, generator=generator)


def unit(features: torch.Tensor) -> np.ndarray:
    found: np.ndarray = torch.nn.functional.normalize(features, dim=1).double().numpy()
    return found


def test_the_distance_is_that_of_mahalanobis_to_the_nearest_class() -> None:
    train, targets = torch.cat([cloud(40, 1), cloud(40, 2, centre=-1.0)]), torch.arange(80) // 40
    validation, new = cloud(30, 3), torch.cat([cloud(5, 4), cloud(5, 5, centre=0.0)])
    whole = unit(train)
    means = [whole[targets.numpy() == c].mean(0) for c in (0, 1)]
    apart = np.concatenate([whole[targets.numpy() == c] - means[c] for c in (0, 1)])
    covariance = apart.T @ apart / (80 - 2)
    covariance = (1 - SHRINK) * covariance + SHRINK * np.eye(12) * np.trace(covariance) / 12
    inverse = np.linalg.inv(covariance)

    def nearest(features: torch.Tensor) -> np.ndarray:
        return np.array([min(mahalanobis(f, m, inverse) ** 2 for m in means) for f in unit(features)])
    expected = (nearest(validation)[None] < nearest(new)[:, None]).mean(1)
    found = learn(train, targets, validation).share(new)
    assert found.numpy() == pytest.approx(expected, abs=1e-6)


def test_own_images_are_spread_evenly_and_others_are_far() -> None:
    unlike = learn(cloud(200, 1), torch.arange(200) % 2, cloud(200, 2))
    own, other = unlike.share(cloud(300, 3)), unlike.share(cloud(300, 4, centre=-1.0))
    assert own.mean() == pytest.approx(0.5, abs=0.1)
    assert (own >= 0.99).float().mean() < 0.05
    assert roc_auc_score([0] * 300 + [1] * 300, torch.cat([own, other])) > 0.99


def test_how_strongly_the_network_responds_does_not_matter() -> None:
    unlike, new = learn(cloud(60, 1), torch.arange(60) % 3, cloud(30, 2)), cloud(20, 3)
    assert torch.equal(unlike.share(new), unlike.share(4.0 * new))


def test_the_frozen_stages_see_what_the_thawed_ones_forgot() -> None:
    features, targets = cloud(80, 1), torch.arange(80) % 2
    unlike = learn(features, targets, cloud(40, 2), cloud(80, 3), cloud(40, 4))
    same = cloud(30, 5)  # to the last stages all are alike
    assert unlike.share(same, cloud(30, 6, centre=-1.0)).mean() > 0.95 > unlike.share(same, cloud(30, 7)).mean()


def test_places_are_averaged() -> None:
    maps = torch.randn(2, 5, 3, 4)
    assert torch.allclose(at_the_line(maps, channels_last=False), maps.mean((2, 3)), atol=1e-6)  # type: ignore[arg-type]
    assert torch.allclose(at_the_line(maps, channels_last=True), maps.mean((1, 2)), atol=1e-6)  # type: ignore[arg-type]
    assert at_the_line(torch.randn(2, 5), channels_last=False) is None


def test_runs_of_earlier_versions_measure_as_they_did(tmp_path: Path) -> None:
    means, precision = torch.randn(3, 4), torch.eye(4) * 2
    new = torch.randn(6, 4)
    far = torch.stack([2 * (new - m).square().sum(1) for m in means], 1).amin(1)
    (tmp_path / "unlike.safetensors").write_bytes(save({
        "means": means, "precision": precision, "usual": torch.tensor([1.0, 3.0, 9.0])}))
    found = Unlike.read(tmp_path / "unlike.safetensors").share(new, torch.randn(6, 2))
    assert torch.equal(found, torch.tensor([float(sum(u < f for u in (1.0, 3.0, 9.0))) / 3 for f in far]))


def test_no_validation_image_is_farther_than_all_by_rounding(tmp_path: Path) -> None:
    # as features of earlier versions are: far from nought, and close together
    features = cloud(40, 1) * 0.01 + 30
    means = torch.stack([features[:20].mean(0), features[20:].mean(0)])
    precision = torch.linalg.inv(torch.cov(features.T) + 1e-6 * torch.eye(features.shape[1]))
    apart = features[:, None].double() - means[None].double()
    far = torch.einsum("bcw,wv,bcv->bc", apart, precision.double(), apart).amin(1)
    unlike = Unlike(means, precision, far.float().sort().values)
    wanted = far.argsort().argsort().float() / len(far)
    assert torch.equal(unlike.share(features), wanted)
    assert torch.equal(torch.cat([unlike.share(one[None]) for one in features]), wanted), "also each alone"


@pytest.mark.parametrize(("shares", "unlike", "doubt"), [
    ((0.9, 0.1), 0.5, ""), ((0.9, 0.1), 0.995, "unlike"), ((0.55, 0.45), 0.5, "unsure"), ((0.7, 0.3), 0.5, ""),
    ((0.3, *[0.1] * 7), 0.5, "unsure"), ((0.5, *[0.0625] * 8), 0.5, ""), ((0.55, 0.45), 0.995, "unlike"),
])
def test_an_answer_near_chance_is_no_answer(shares: tuple[float, ...], unlike: float, doubt: str) -> None:
    assert Prediction("a.png", label="x", probability=shares[0], unlike=unlike, probabilities=shares).doubt == doubt
    assert Prediction("a.png", problem="file_empty").doubt == ""


def test_a_line_that_moved_is_told_as_not_measured() -> None:
    unlike = learn(cloud(40, 1), torch.arange(40) % 2, cloud(20, 2), cloud(40, 3), cloud(20, 4))
    assert unlike.share(cloud(3, 5)).isnan().all()


@pytest.mark.parametrize("freeze", ["all", "none", "6"])
def test_prediction_says_what_the_evaluation_said(tmp_path: Path, freeze: str) -> None:
    for n, colour in enumerate(((200, 60, 50), (50, 170, 70))):
        (tmp_path / "data" / str(n)).mkdir(parents=True)
        for i in range(8):
            picture(10 * n + i, colour).save(tmp_path / "data" / str(n) / f"{i}.png")
    assert main(["train", str(tmp_path / "data"), "--out", str(tmp_path / "run"), "--freeze", freeze, *QUICK]) == 0
    run = RunFolder(tmp_path / "run")
    said = {p.path: p for p in run.predictions() if p.split == "validation"}
    from core import jobs
    from core.run import Gate

    again: tuple[Prediction, ...] = jobs.predict(run, [str(tmp_path / "data" / path) for path in said])(
        lambda event: None, Gate())
    assert [p.unlike for p in again] == pytest.approx([p.unlike for p in said.values()], abs=1e-6)
    widths = Unlike.read(run.unlike_file).widths
    assert widths is not None
    assert len(widths) == (2 if freeze == "6" else 1)
