"""Teacher and student, and the loss between them."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.fx.experimental.optimization import fuse
from torchvision.models import mobilenet_v2, mobilenet_v3_small

TEACHER_WIDTH, POOLED, HIDDEN = 1280, 576, 1024
PASS = 0.5  # the spread of what goes into the Hardswish of the units that pass on
SHARES = (1.0, 0.5)  # of the losses: on the pooled numbers, and on each place of the map


def teacher(file: Path) -> nn.Module:
    """The teacher's convolutions, batch norms folded in: pictures to a (n, 1280, h, w) map."""
    net = mobilenet_v2()
    net.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    return fuse(net.eval().requires_grad_(False).features).to(memory_format=torch.channels_last)


def student_features(net: nn.Module, x: Tensor) -> Tensor:
    """What the last linear layer of the student would be given (1024 numbers a picture)."""
    pooled = net.avgpool(net.features(x)).flatten(1)
    return net.classifier[1](net.classifier[0](pooled))


class Student(nn.Module):
    """The student with throwaway layers that lead into the teacher's feature space.

    The features that a user's head gets come out of `classifier[0]` (576 to 1,024) and a Hardswish.  When
    these units are learnt, they keep only what helps on the crops of the training: to a probe, the pooled
    576 numbers before them were worth up to nineteen points more.  So the loss looks at the pooled
    numbers, and `close` makes the units from them without learning.
    """

    def __init__(self) -> None:
        super().__init__()
        self.net = mobilenet_v3_small()
        # What a head is given; there is no dropout, for the teacher's answers have no noise to fit.
        self.net.classifier[2] = self.net.classifier[3] = nn.Identity()
        self.even = nn.BatchNorm1d(POOLED, affine=False)
        self.pooled = nn.Linear(POOLED, TEACHER_WIDTH)
        self.places = nn.Conv2d(POOLED, TEACHER_WIDTH, 1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        maps = self.net.features(x)
        return self.pooled(self.even(maps.mean((2, 3)))), self.places(maps)

    @torch.no_grad()
    def close(self) -> nn.Module:
        """The finished network: 576 units pass on the evened pooled numbers, 448 are random mixtures.

        Hardswish is nearly linear around nought and rises above -1.5; the numbers are skewed to the right,
        so little lies below.  It bends the mixtures, which gives a linear head some curvature to use.
        """
        rng = torch.Generator().manual_seed(0)
        mixtures = torch.randn(HIDDEN - POOLED, POOLED, generator=rng) / POOLED**0.5
        rows = torch.cat([torch.eye(POOLED) * PASS, mixtures])
        spread = (self.even.running_var + self.even.eps).sqrt()
        first = self.net.classifier[0]
        first.weight.copy_(rows / spread)
        first.bias.copy_(-(rows / spread) @ self.even.running_mean)
        return self.net


class Loss(nn.Module):
    """One minus the cosine between the projected student and the whitened teacher.

    The teacher's features come out of a ReLU and share one large mean: without taking it off, every
    two pictures have a cosine near one and the loss says little.  Dividing by the spread gives each
    of the 1280 features the same say, as the standardised probe does.
    """

    def __init__(self, mean: Tensor, spread: Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("spread", spread)

    def forward(self, guess: tuple[Tensor, Tensor], maps: Tensor) -> Tensor:
        mean, spread = self.mean.view(1, -1, 1, 1), self.spread.view(1, -1, 1, 1)
        wanted = (maps.float() - mean) / spread
        whole = wanted.mean((2, 3))
        pairs = zip(SHARES, guess, (whole, wanted), strict=True)
        return torch.stack([s * (1 - F.cosine_similarity(g.float(), w, dim=1).mean()) for s, g, w in pairs]).sum()
