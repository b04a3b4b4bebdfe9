"""Pictures drawn by formulas: textures, shapes, strokes, fractals and collages of them.

They widen the few photographs with a vocabulary of edges, textures and forms.  A picture from
a formula has no owner, and learning from such pictures is known to carry over to photographs
(Kataoka et al., "Pre-training without Natural Images", ACCV 2020; Baradad et al., "Learning to
See by Looking at Noise", NeurIPS 2021).

Every function takes a random generator and a side length and gives a float picture of shape
(side, side, 3) with values in 0..1.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Picture = NDArray[np.float32]
Formula = Callable[[np.random.Generator, int], Picture]


def draw(rng: np.random.Generator, side: int) -> NDArray[np.uint8]:
    """One picture of a random kind, as bytes of shape (3, side, side)."""
    kind = rng.choice(len(FORMULAS), p=SHARES)
    picture = FORMULAS[kind](rng, side)
    if rng.random() < 0.3:
        picture = picture + rng.normal(0, rng.uniform(0.01, 0.08), picture.shape)
    return (picture.clip(0, 1) * 255).astype(np.uint8).transpose(2, 0, 1)


def _plane(rng: np.random.Generator, side: int, slope: float | None = None) -> Picture:
    """Grey noise whose power falls with the frequency, stretched along a random direction."""
    slope = rng.uniform(0.6, 3.2) if slope is None else slope
    fy, fx = np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None]
    angle, stretch = rng.uniform(0, np.pi), np.exp(rng.uniform(0, 1.6) * (rng.random() < 0.5))
    u = (fx * np.cos(angle) + fy * np.sin(angle)) * stretch
    v = (fy * np.cos(angle) - fx * np.sin(angle)) / stretch
    power = np.maximum(np.hypot(u, v), 0.5 / side) ** (-slope / 1.5)
    phase = rng.uniform(0, 2 * np.pi, power.shape)
    wave = np.fft.irfft2(power * np.exp(1j * phase), s=(side, side))
    low, high = np.percentile(wave, (1, 99))
    return ((wave - low) / (high - low + 1e-9)).clip(0, 1).astype(np.float32)


def _colours(rng: np.random.Generator, count: int) -> Picture:
    """A palette; half of the palettes keep close to one hue, as things in photographs do."""
    if rng.random() < 0.5:
        return rng.random((count, 3)).astype(np.float32)
    base = rng.random(3)
    return (base + rng.normal(0, 0.18, (count, 3)) + rng.normal(0, 0.2, (count, 1))).clip(0, 1).astype(np.float32)


def _tint(rng: np.random.Generator, grey: Picture) -> Picture:
    """Map grey values through a random palette of two to five colours."""
    palette = _colours(rng, int(rng.integers(2, 6)))
    stops = np.linspace(0, 1, len(palette))
    return np.stack([np.interp(grey, stops, palette[:, c]) for c in range(3)], -1).astype(np.float32)


def noise(rng: np.random.Generator, side: int) -> Picture:
    """Noise of one spectrum, sometimes folded into marble or cut into steps."""
    grey = _plane(rng, side)
    kind = rng.random()
    if kind < 0.25:
        grey = (0.5 + 0.5 * np.sin(grey * rng.uniform(6, 40))).astype(np.float32)
    elif kind < 0.4:
        steps = rng.integers(2, 7)
        grey = np.floor(grey * steps) / steps
    if rng.random() < 0.3:
        return np.stack([grey, _plane(rng, side), _plane(rng, side)], -1)
    return _tint(rng, grey)


def grating(rng: np.random.Generator, side: int) -> Picture:
    """Stripes, checks and weaves: waves of one to three directions, bent by slow noise."""
    y, x = np.mgrid[:side, :side].astype(np.float32) / side
    bend = _plane(rng, side, 3.0) * rng.uniform(0, 0.3) * (rng.random() < 0.6)
    total = np.zeros((side, side), np.float32)
    for _ in range(rng.integers(1, 4)):
        angle, cycles = rng.uniform(0, np.pi), np.exp(rng.uniform(0.7, 4.0))
        wave = np.sin(2 * np.pi * cycles * (x * np.cos(angle) + y * np.sin(angle) + bend))
        total += np.sign(wave) if rng.random() < 0.4 else wave
    return _tint(rng, (total - total.min()) / (np.ptp(total) + 1e-6))


def gradient(rng: np.random.Generator, side: int) -> Picture:
    """A smooth ramp or glow: the plain ground that most things stand on."""
    y, x = np.mgrid[:side, :side].astype(np.float32) / side
    if rng.random() < 0.4:
        grey = np.hypot(x - rng.random(), y - rng.random())
    else:
        angle = rng.uniform(0, 2 * np.pi)
        grey = x * np.cos(angle) + y * np.sin(angle)
    picture = _tint(rng, (grey - grey.min()) / np.ptp(grey))
    return picture * rng.uniform(0.1, 0.6) + _colours(rng, 1)[0] * rng.uniform(0.3, 0.6)


def _ground(rng: np.random.Generator, side: int) -> Picture:
    """What lies behind the figures."""
    kind = rng.random()
    if kind < 0.3:
        return np.broadcast_to(_colours(rng, 1)[0], (side, side, 3)).copy()
    return gradient(rng, side) if kind < 0.65 else (noise if kind < 0.9 else grating)(rng, side)


def _outline(rng: np.random.Generator, side: int) -> list[tuple[float, float]]:
    """A closed curve: a corner polygon, a star, an ellipse or a wobbling loop."""
    count = int(rng.choice([3, 4, 5, 6, 8, 10, 48]))
    angle = np.sort(rng.random(count)) if rng.random() < 0.4 else np.arange(count) / count
    radius = np.ones(count) * np.exp(rng.uniform(-2.6, -0.7)) * side
    if count == 48:
        for k in range(2, 7):
            radius *= 1 + rng.normal(0, 0.5 / k) * np.sin(2 * np.pi * (k * angle + rng.random()))
    elif count % 2 == 0 and rng.random() < 0.5:
        radius[::2] *= rng.uniform(0.3, 0.8)
    turn, squeeze = rng.uniform(0, 2 * np.pi), np.exp(rng.uniform(-1, 0))
    a = 2 * np.pi * angle
    x, y = radius * np.cos(a), radius * np.sin(a) * squeeze
    cx, cy = rng.uniform(0.05, 0.95, 2) * side
    return list(zip(cx + x * np.cos(turn) - y * np.sin(turn), cy + x * np.sin(turn) + y * np.cos(turn), strict=True))


def _lay(rng: np.random.Generator, under: Picture, mask: Image.Image) -> Picture:
    """Lay a figure over a picture: filled with colour or texture, often shaded, with a shadow."""
    side = len(under)
    alpha = np.asarray(mask, np.float32)[..., None] / 255
    fill = noise(rng, side) if rng.random() < 0.3 else np.ones_like(under) * _colours(rng, 1)[0]
    if rng.random() < 0.6:
        soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(side * rng.uniform(0.01, 0.05))), np.float32) / 255
        dy, dx = np.gradient(soft)
        turn = rng.uniform(0, 2 * np.pi)
        light = (dx * np.cos(turn) + dy * np.sin(turn)) * side * rng.uniform(0.02, 0.1)
        fill = fill * (1 + light[..., None])
        shift = (int(np.cos(turn) * 4), int(np.sin(turn) * 4))
        under = under * (1 - 0.4 * np.roll(soft, shift, (1, 0))[..., None])
    return under * (1 - alpha) + fill * alpha


def figures(rng: np.random.Generator, side: int) -> Picture:
    """Polygons, discs and loops over a ground."""
    picture = _ground(rng, side)
    for _ in range(int(np.exp(rng.uniform(0, 2.2)))):
        mask = Image.new("L", (side, side))
        ImageDraw.Draw(mask).polygon(_outline(rng, side), fill=255)
        picture = _lay(rng, picture, mask.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.2))))
    return picture


def cells(rng: np.random.Generator, side: int) -> Picture:
    """Many round spots of about one size and colour, some of them with a core or a rim."""
    picture, palette = _ground(rng, side), _colours(rng, 3)
    y, x = np.mgrid[:side, :side].astype(np.float32)
    size = side * np.exp(rng.uniform(-3.6, -1.6))
    for _ in range(rng.integers(4, 30)):
        r = size * rng.uniform(0.7, 1.3)
        d = np.hypot(x - rng.uniform(0, side), (y - rng.uniform(0, side)) * rng.uniform(0.8, 1.25)) / r
        body = (1 / (1 + np.exp(((d - 1) * r).clip(-20, 20))))[..., None]
        core = np.exp(-((d / rng.uniform(0.2, 0.7)) ** 2))[..., None]
        picture = picture * (1 - 0.85 * body) + 0.85 * body * (palette[0] * (1 - core) + palette[1] * core)
    return picture


def _curve(rng: np.random.Generator, side: int, centre: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    """A smooth stroke: a Bezier curve through a few random points."""
    p = centre + rng.normal(0, reach, (4, 2))
    t = np.linspace(0, 1, 24)[:, None]
    return ((1 - t) ** 3 * p[0] + 3 * (1 - t) ** 2 * t * p[1] + 3 * (1 - t) * t**2 * p[2] + t**3 * p[3]) * side


def strokes(rng: np.random.Generator, side: int) -> Picture:
    """Line drawings and made-up letters: one large sign, a few, or a page of small ones."""
    plain = rng.random() < 0.6
    picture = np.broadcast_to(_colours(rng, 1)[0], (side, side, 3)).copy() if plain else _ground(rng, side)
    across = int(rng.choice([1, 1, 1, 2, 3, 5]))
    mask = Image.new("L", (side, side))
    pen = ImageDraw.Draw(mask)
    width = max(1, round(side * np.exp(rng.uniform(-4.6, -2.6)) / across**0.6))
    for cell in np.ndindex(across, across):
        centre = (np.array(cell) + 0.5) / across
        for _ in range(rng.integers(1, 6)):
            points = _curve(rng, side, centre + rng.normal(0, 0.12 / across, 2), 0.25 / across)
            if rng.random() < 0.4:
                points = points[[0, 8, 16, 23][: rng.integers(2, 5)]]
            pen.line([tuple(p) for p in points], fill=255, width=width, joint="curve")
    return _lay(rng, picture, mask.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 1.0))))


def limbs(rng: np.random.Generator, side: int) -> Picture:
    """A body with tapering arms or branches: forms that are told apart by their parts."""
    mask = Image.new("L", (side, side))
    pen = ImageDraw.Draw(mask)
    centre = rng.uniform(0.35, 0.65, 2) * side
    body, turn = side * rng.uniform(0.05, 0.18), rng.uniform(0, 2 * np.pi)
    pen.ellipse([*(centre - body), *(centre + body)], fill=255)
    spread = rng.uniform(0.8, 2 * np.pi)
    for angle in turn + np.linspace(0, spread, int(rng.integers(1, 8))):
        angle, bend = angle + rng.normal(0, 0.1), rng.normal(0, 0.06)
        at, width = centre.copy(), body * rng.uniform(0.25, 0.7)
        for _ in range(int(rng.integers(4, 16))):
            at = at + np.array([np.cos(angle), np.sin(angle)]) * body * 0.3
            angle, width = angle + bend, width * 0.96
            pen.ellipse([*(at - width), *(at + width)], fill=255)
    return _lay(rng, _ground(rng, side), mask.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.5))))


def fractal(rng: np.random.Generator, side: int) -> Picture:
    """The attractor of a few random contractions, found by the chaos game."""
    maps = int(rng.integers(2, 6))
    matrix = rng.uniform(-1, 1, (maps, 2, 2))
    largest = np.linalg.norm(matrix, 2, axis=(1, 2))
    matrix *= (rng.uniform(0.45, 0.85, maps) / largest)[:, None, None]
    offset = rng.uniform(-1, 1, (maps, 2))
    points, density = rng.uniform(-1, 1, (1500, 2)), np.zeros((side, side), np.float32)
    trail = []
    for step in range(40):
        pick = rng.integers(0, maps, len(points))
        points = np.einsum("nij,nj->ni", matrix[pick], points) + offset[pick]
        if step > 8:
            trail.append(points)
    cloud = np.concatenate(trail)
    low, high = cloud.min(0), cloud.max(0)
    at = ((cloud - low) / (high - low + 1e-9) * (side - 1)).astype(int)
    np.add.at(density, (at[:, 1], at[:, 0]), 1)
    mask = Image.fromarray((np.minimum(density / 3, 1) * 255).astype(np.uint8))
    return _lay(rng, _ground(rng, side), mask.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.2))))


def collage(rng: np.random.Generator, side: int) -> Picture:
    """Two to five pictures side by side, cut along the borders of random cells."""
    count = int(rng.integers(2, 6))
    y, x = np.mgrid[:side, :side].astype(np.float32)
    seeds = rng.uniform(0, side, (count, 2))
    owner = np.argmin([np.hypot(y - a, x - b) for a, b in seeds], axis=0)
    picture = np.zeros((side, side, 3), np.float32)
    for part in range(count):
        picture[owner == part] = FORMULAS[rng.integers(0, len(FORMULAS) - 1)](rng, side)[owner == part]
    return picture


FORMULAS: tuple[Formula, ...] = (noise, grating, gradient, figures, cells, strokes, limbs, fractal, collage)
SHARES = (0.12, 0.08, 0.02, 0.26, 0.06, 0.18, 0.12, 0.06, 0.10)
