"""A pool of pictures held in memory and the random crops that both networks look at.

Beyer et al. ("Knowledge distillation: A good teacher is patient and consistent", CVPR 2022) found
that the student must see the *very same* pixels as the teacher, and that hard augmentation with
mixup is then pure gain: there is no label that could become wrong.  So all of it happens here,
once, on whole batches of tensors.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from formulas import draw
from PIL import Image
from torch import Tensor, nn

MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)
SIDE = 224
# Only these folders are learnt from; everything else stays unseen, for an honest table.
FOLDERS = ("clothing/train", "blood-cells/train")


@dataclass
class Pool:
    """Square pictures at full and at half size, the share that each has, and its true width/height."""

    full: Tensor
    half: Tensor
    shape: Tensor
    weight: Tensor
    formulas: int

    def put(self, slot: int, picture: np.ndarray) -> None:
        """Put a formula's picture into one of the last `formulas` places."""
        at = len(self.full) - self.formulas + slot % self.formulas
        full = torch.from_numpy(picture).to(self.full.device)
        self.full[at] = full
        self.half[at] = _halve(full[None])[0]


def _halve(full: Tensor) -> Tensor:
    return F.avg_pool2d(full.float(), 2).round().to(torch.uint8)


def load(data: Path, formulas: int, seed: int, device: torch.device) -> Pool:
    """Read the folders and draw the first formula pictures.

    Shares: photographs show most of what a user's pictures may hold, so they get the larger part;
    cells are few and alike.
    """
    pictures, shape, weight = [], [], []
    for folder, share in zip(FOLDERS, (0.56, 0.06), strict=True):
        files = sorted(p for p in (data / folder).rglob("*") if p.suffix.lower() in {".jpg", ".jpeg", ".png"})
        for path in files:
            with Image.open(path) as image:
                shape.append(min(2.0, max(0.5, image.width / image.height)))
                square = image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BICUBIC)
            pictures.append(np.asarray(square).transpose(2, 0, 1))
        weight += [share / len(files)] * len(files)
    pictures += [draw(np.random.default_rng([seed, 0, i]), SIDE) for i in range(formulas)]
    full = torch.from_numpy(np.stack(pictures)).to(device)
    half = torch.cat([_halve(part) for part in full.split(256)])
    shape += [1.0] * formulas
    weight += [0.38 / formulas] * formulas
    return Pool(full, half, torch.tensor(shape), torch.tensor(weight), formulas)


def batch(pool: Pool, count: int, size: int, rng: torch.Generator) -> Tensor:
    """`count` augmented, mixed and normalised crops of `size` pixels, channels last."""
    crops = _crops(pool, count, size, rng)
    crops = _blur(_colour(crops, rng), rng)
    mixed = _mix(crops, rng).clamp(0, 1)
    mean = torch.tensor(MEAN, device=mixed.device).view(1, 3, 1, 1)
    std = torch.tensor(STD, device=mixed.device).view(1, 3, 1, 1)
    return ((mixed - mean) / std).contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def settle(net: nn.Module, pool: Pool, size: int, batches: int) -> nn.Module:
    """Measure the batch norms' statistics anew, over fresh crops, and leave the network in eval mode.

    The moving statistics of averaged weights belong to other weights; measured ones were worth up to
    ten points of the probe in the middle of the training.
    """
    rng = torch.Generator().manual_seed(7)
    for module in net.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.reset_running_stats()
            module.momentum = None  # a plain mean over all batches
    net.train()
    for _ in range(batches):
        net(batch(pool, 100, size, rng))
    return net.eval()


def _uniform(rng: torch.Generator, count: int, low: float, high: float) -> Tensor:
    return torch.rand(count, generator=rng) * (high - low) + low


def _chance(rng: torch.Generator, count: int, share: float) -> Tensor:
    return (torch.rand(count, generator=rng) < share).float()


def _thetas(shape: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Affine maps from crop to picture, and the crop's side as a share of the picture's.

    The pictures were squashed to squares; the map stretches them back, so that things keep their form.
    """
    n = len(shape)
    side = _uniform(rng, n, np.log(0.22), 0.0).exp()
    side = torch.where(_chance(rng, n, 0.3) > 0, _uniform(rng, n, 0.85, 1.1), side)
    aspect = _uniform(rng, n, -0.35, 0.35).exp()
    turn = _chance(rng, n, 0.4) * _uniform(rng, n, -0.6, 0.6) + _chance(rng, n, 0.1) * _uniform(rng, n, -3.1, 3.1)
    shear = _chance(rng, n, 0.3) * _uniform(rng, n, -0.25, 0.25)
    flip_x, flip_y = 1 - 2 * _chance(rng, n, 0.5), 1 - 2 * _chance(rng, n, 0.1)
    # A crop that is square in the true picture spans more of the squashed picture's short edge.
    across, down = shape.clamp(max=1).reciprocal().clamp(max=1.6), shape.clamp(min=1).clamp(max=1.6)
    cos, sin = turn.cos(), turn.sin()
    wide, high = side * aspect.sqrt() * flip_x, side / aspect.sqrt() * flip_y
    rows = [
        torch.stack([across * cos * wide, across * (shear * cos - sin) * high], 1),
        torch.stack([down * sin * wide, down * (shear * sin + cos) * high], 1),
    ]
    reach = torch.stack([(1 - side * across).clamp(min=0.05), (1 - side * down).clamp(min=0.05)], 1)
    offset = (torch.rand(n, 2, generator=rng) * 2 - 1) * reach
    return torch.cat([torch.stack(rows, 1), offset[:, :, None]], 2), side


def _crops(pool: Pool, count: int, size: int, rng: torch.Generator) -> Tensor:
    """Cut the crops; from the half-size pictures where the full ones would alias."""
    device = pool.full.device
    pick = torch.multinomial(pool.weight, count, replacement=True, generator=rng)
    theta, side = _thetas(pool.shape[pick], rng)
    grid = F.affine_grid(theta.to(device), [count, 3, size, size], align_corners=False)
    small = side * SIDE > 1.4 * size
    out = torch.empty(count, 3, size, size, device=device)
    for level, chosen in ((pool.half, small), (pool.full, ~small)):
        where = chosen.nonzero()[:, 0].to(device)
        source = level[pick.to(device)[where]].float() / 255
        out[where] = F.grid_sample(source, grid[where], padding_mode="reflection", align_corners=False)
    return out


def _colour(x: Tensor, rng: torch.Generator) -> Tensor:
    """Brightness, contrast, saturation, hue and channel gains as one matrix and offset per crop."""
    n = len(x)
    on = _chance(rng, n, 0.8)
    grey = torch.full((3, 3), 1 / 3)
    hue = (on * _chance(rng, n, 0.4) * _uniform(rng, n, -0.8, 0.8))[:, None, None]
    cross = torch.tensor([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / 3**0.5
    eye = torch.eye(3)
    # Rodrigues' formula: a turn around the grey axis changes the hue and leaves the lightness.
    turn = hue.cos() * eye + hue.sin() * cross + (1 - hue.cos()) * grey
    fade = 1 + on * _uniform(rng, n, -0.6, 0.6)
    fade = (fade * (1 - _chance(rng, n, 0.12)))[:, None, None]
    gain = torch.exp(on[:, None] * (torch.rand(n, 3, generator=rng) - 0.5) * 0.3)
    contrast = 1 + on * _uniform(rng, n, -0.5, 0.5)
    sign = 1 - 2 * _chance(rng, n, 0.06)
    matrix = (fade * eye + (1 - fade) * grey) @ turn * (gain * (contrast * sign)[:, None])[:, :, None]
    matrix, light = matrix.to(x.device), (on * _uniform(rng, n, -0.25, 0.25)).to(x.device)
    middle = x.mean((2, 3), keepdim=True)
    moved = torch.bmm(matrix, (x - middle).flatten(2)).view_as(x)
    inverted = (sign < 0).float().view(-1, 1, 1, 1).to(x.device)
    return (moved + middle + inverted * (1 - 2 * middle) + light.view(-1, 1, 1, 1)).clamp(0, 1)


def _blur(x: Tensor, rng: torch.Generator) -> Tensor:
    """Blur some crops, sharpen others, add grain to a few."""
    n = len(x)
    touched = _chance(rng, n, 0.25).nonzero()[:, 0]
    if len(touched):
        amount, where = _uniform(rng, len(touched), -0.6, 1.0).to(x.device), touched.to(x.device)
        sharp = x[where]
        soft = F.avg_pool2d(sharp, 3, 1, 1, count_include_pad=False)
        soft = F.avg_pool2d(soft, 3, 1, 1, count_include_pad=False)
        x[where] = torch.lerp(sharp, soft, amount.view(-1, 1, 1, 1))
    grain = _chance(rng, n, 0.1).nonzero()[:, 0]
    if len(grain):
        noise = torch.randn(len(grain), *x.shape[1:], generator=rng) * 0.05
        x[grain.to(x.device)] += noise.to(x.device)
    return x


def _mix(x: Tensor, rng: torch.Generator) -> Tensor:
    """Mixup with any weight for half of the crops, a pasted rectangle now and then."""
    n, size = len(x), x.shape[-1]
    other = x[torch.randperm(n, generator=rng).to(x.device)]
    if torch.rand((), generator=rng) < 0.15:
        top, left = (int(v) for v in torch.randint(0, size // 2, (2,), generator=rng))
        high, wide = (int(v) for v in torch.randint(size // 4, size // 2 + 1, (2,), generator=rng))
        x = x.clone()
        x[:, :, top : top + high, left : left + wide] = other[:, :, top : top + high, left : left + wide]
        return x
    amount = _chance(rng, n, 0.5) * _uniform(rng, n, 0.0, 0.5)
    return torch.lerp(x, other, amount.view(-1, 1, 1, 1).to(x.device))
