"""Registration: how one small grey picture lies over another, and how alike the two are where they overlap."""

import functools
import math

import torch
from torch import Tensor
from torch.nn import functional as F

SIDE = 64
"""Of the pictures that are compared."""
_WINDOW = 10
_SIZES = (10, 11, 12, 13, 14)
"""A picture is shrunk to these sides; every window of 10 pixels is a part of it, from its whole to 0.71 of its side."""
_INNER = (_SIZES[-1] - _WINDOW + 1) ** 2
PARTS = sum((size - _WINDOW + 1) ** 2 for size in _SIZES)
"""Of a picture; the last 25 are the smallest."""
_WAVES = 7
NUMBERS = (_WAVES + 1) * (_WAVES + 2) // 2 - 1
"""That stand for a part: its slowest waves."""
_PLAIN = 0.02
"""The contrast of 1 below which a part is next to nothing."""
_OVERLAP = 0.35
"""The share of a picture that must be compared; a part of the smallest side is half of it."""
_COARSE, _COARSER = 32, 16
_ROUNDS = 3
_AROUND, _FAINT = 13, 0.02
"""Pixels over which the contrast of details is evened out, and the contrast of 1 that is not raised."""
PROMISING = 0.7
"""Likeness at a coarse side, below which nothing better comes of a closer look: of 240 pictures that were cut, scaled
or brightened, the least likeness at 16 pixels was 0.87."""


# --- parts -----------------------------------------------------------------------------------------


def parts(pictures: Tensor) -> Tensor:
    """What stands for every part of pictures [m, SIDE, SIDE] of 0 to 1: [m, PARTS, NUMBERS], each of length 1 at most.

    The product of two tells how alike they are, whatever their brightness and contrast.
    """
    found = [_resized(pictures, size).unfold(1, _WINDOW, 1).unfold(2, _WINDOW, 1).flatten(1, 2) for size in _SIZES]
    return _described(torch.cat(found, 1))


def middles(pictures: Tensor) -> Tensor:
    """The whole of each picture, and its middle as large as its smallest parts: [m, 2, NUMBERS]."""
    return parts(pictures)[:, [0, PARTS - _INNER + _INNER // 2]]


def comparable(middle: int) -> slice:
    """Which parts of another picture the whole (0) or the middle (1) may show.

    The whole of a picture that was cut out of another is a part of that one. Where each of two shows something that
    the other does not, the middle of one is a part of the other, at the same size.
    """
    return slice(0, PARTS) if middle == 0 else slice(PARTS - _INNER, PARTS)


def placed(a: Tensor, b: Tensor) -> Tensor:
    """Maps that may lay one picture over the other [3, m, 2, 3]: each the best of those that lay the whole of the
    first, its middle, or the whole of the second on a part of the other.

    They lead from places of the first pictures to those of the second; places run from -1 to 1 along both sides.
    """
    first, second, rows = parts(a), parts(b), _places_of_parts()
    whole, middle = 0, PARTS - _INNER + _INNER // 2
    ways = ((first[:, whole], second, rows[whole], rows), (first[:, middle], second, rows[middle], rows),
            (second[:, whole], first, rows, rows[whole]))
    found = []
    for number, (asked, known, own, other) in enumerate(ways):
        among = comparable(number % 2)
        part = (known[:, among] @ asked[..., None])[..., 0].argmax(1) + among.start
        own, other = (x[part] if x.dim() == 2 else x.expand(len(part), 3) for x in (own, other))
        found.append(_map(own, other))
    return torch.stack(found)


def _map(own: Tensor, other: Tensor) -> Tensor:
    """The maps [m, 2, 3] that lay squares (half a side, x, y) [m, 3] on others."""
    scale = other[:, :1] / own[:, :1]
    shift = other[:, 1:] - own[:, 1:] * scale
    return torch.cat([scale[..., None] * torch.eye(2), shift[..., None]], 2)


@functools.cache
def _places_of_parts() -> Tensor:
    """Of each part, half its side and its centre (x, y), as places of the whole picture [PARTS, 3]."""
    rows = [(_WINDOW / size, (2 * x + _WINDOW) / size - 1, (2 * y + _WINDOW) / size - 1)
            for size in _SIZES for y in range(size - _WINDOW + 1) for x in range(size - _WINDOW + 1)]
    return torch.tensor(rows)


def _described(windows: Tensor) -> Tensor:
    found = windows.flatten(-2) @ _slow_waves()
    length: Tensor = found.norm(dim=-1, keepdim=True)
    return found / length.clamp_min(_PLAIN * _WINDOW)


@functools.cache
def _slow_waves() -> Tensor:
    """The slowest waves of the cosine transform but the constant one [_WINDOW ** 2, NUMBERS]."""
    steps = (torch.arange(_WINDOW) + 0.5) * math.pi / _WINDOW
    waves = torch.cos(torch.arange(_WAVES + 1)[:, None] * steps)
    waves = waves / waves.norm(dim=1, keepdim=True)
    chosen = [(waves[u][:, None] * waves[v][None]).flatten()
              for u in range(_WAVES + 1) for v in range(_WAVES + 1 - u) if u + v]
    return torch.stack(chosen, 1)


def _resized(x: Tensor, side: int) -> Tensor:
    if x.shape[-1] == side:
        return x
    return F.interpolate(x[:, None], size=(side, side), mode="bilinear", antialias=True, align_corners=False)[:, 0]


# --- the exact position ----------------------------------------------------------------------------


def likeness(a: Tensor, b: Tensor, maps: Tensor, least: float = PROMISING) -> tuple[Tensor, Tensor]:
    """How alike the details of pictures [m, SIDE, SIDE] of 0 to 1 and others are, laid over each other: [m], up to 1.
    And how much that proves, in nats [m]: two strokes with a pen can be exactly alike by chance.

    `maps` [k, m, 2, 3] say where about the second ones may lie over the first. Pairs that are less alike than `least`
    when looked at from afar are given up.
    """
    small = _resized(a, _COARSER), _resized(b, _COARSER)
    tried = torch.stack([_exact(*small, theta) for theta in maps])
    fits, proofs = (torch.stack(x) for x in zip(*(_agreement(*small, theta) for theta in tried), strict=True))
    best, every = fits.argmax(0), torch.arange(len(a))
    found, proof, theta = fits[best, every], proofs[best, every], tried[best, every]
    for side in (_COARSE, SIDE):
        ids = (found >= least).nonzero()[:, 0]
        if len(ids):
            some = _resized(a[ids], side), _resized(b[ids], side)
            theta[ids] = _exact(*some, theta[ids])
            found[ids], proof[ids] = _agreement(*some, theta[ids])
    return found, proof


def _exact(a: Tensor, b: Tensor, theta: Tensor) -> Tensor:
    """Some steps of Lucas and Kanade ("An iterative image registration technique", 1981): shift, width and height.

    Brightness and contrast are fitted along. No turning: two drawings of one letter would come to lie on each other.
    """
    side = a.shape[-1]
    steps = (torch.arange(side) + 0.5) * 2 / side - 1
    y, x = steps[:, None], steps[None]
    ridge = 1e-4 * side * side * torch.diag(torch.tensor([1.0, 1.0, 1.0, 1.0, 1e-2, 1e-2]))
    for _ in range(_ROUNDS):
        warped, inside = _warped(b, theta)
        down, right = torch.gradient(warped, spacing=2 / side, dim=(1, 2))
        columns = torch.stack([right * x, down * y, right, down, warped, torch.ones_like(warped)], -1)
        rows = (columns * inside[..., None]).flatten(1, 2)
        wanted = (a * inside).flatten(1)[..., None]
        found = torch.linalg.solve(rows.mT @ rows + ridge, rows.mT @ wanted)[..., 0]
        step = (found[:, :4] / found[:, 4:5].clamp_min(0.2)).clamp(-0.1, 0.1)
        scale, shift = theta.diagonal(dim1=1, dim2=2), theta[:, :, 2]
        shift = shift + scale * step[:, 2:]
        theta = torch.cat([torch.diag_embed(scale * (1 + step[:, :2])), shift[..., None]], 2)
    return theta


def _warped(b: Tensor, theta: Tensor) -> tuple[Tensor, Tensor]:
    """The second pictures as the map lays them over the first, and where they are [m, s, s]."""
    side = b.shape[-1]
    grid = F.affine_grid(theta, [len(b), 1, side, side], align_corners=False)
    warped = F.grid_sample(b[:, None], grid, padding_mode="border", align_corners=False)[:, 0]
    return warped, (grid.abs() <= 1 - 1 / side).all(-1).to(torch.float32)


# --- the comparison --------------------------------------------------------------------------------


def _agreement(a: Tensor, b: Tensor, theta: Tensor) -> tuple[Tensor, Tensor]:
    """The correlation of the details over the overlap [m], and what they tell of each other in nats [m].

    That is what normally distributed numbers of that correlation tell, as many as there are pixels with details.
    """
    warped, inside = _warped(b, theta)
    plain = [_details(x, inside) for x in (a, warped)]
    one, other = ((_evened(x, inside) if x.shape[-1] == SIDE else x).flatten(1) for x in plain)
    spread = (one.square().sum(1) * other.square().sum(1)).sqrt()
    found = (one * other).sum(1) / spread.clamp_min(1e-3)
    found = torch.where(inside.mean((1, 2)) < _OVERLAP, 0.0, found)
    pixels = [x.square().sum((1, 2)).square() / x.pow(4).sum((1, 2)).clamp_min(1e-12) for x in plain]
    return found, -0.5 * torch.log1p(-found.square().clamp_max(1 - 1e-6)) * torch.minimum(*pixels)


def _details(x: Tensor, inside: Tensor) -> Tensor:
    """A picture less its surroundings, inside the overlap; what is finer than two pixels came about when it shrank."""
    fine, blur = (3, 7) if x.shape[-1] == SIDE else (1, 5)
    return (_mean(x, inside, fine) - _mean(x, inside, blur)) * inside


def _evened(details: Tensor, inside: Tensor) -> Tensor:
    """Details brought to nearly one contrast everywhere: a frame around two pictures does not make them alike."""
    return details / (_mean(details.square(), inside, _AROUND).sqrt() + _FAINT)


def _mean(x: Tensor, inside: Tensor, size: int) -> Tensor:
    """The mean of what is inside the overlap around each pixel."""
    return _blurred(x * inside, size) / _blurred(inside, size).clamp_min(1e-3)


def _blurred(x: Tensor, size: int) -> Tensor:
    band = _band(x.shape[-1], size)
    return band @ x @ band


@functools.cache
def _band(side: int, size: int) -> Tensor:
    """The matrix that takes the mean of `size` neighbours: several times as fast as pooling."""
    steps = torch.arange(side)
    return ((steps[:, None] - steps).abs() <= size // 2).to(torch.float32) / size
