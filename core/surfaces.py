"""Surfaces: close-ups of metal, plastic and ceramic with and without defects, drawn by code."""

import colorsys
import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PIL import Image

Plane = npt.NDArray[np.float64]
Rng = np.random.Generator

SIDE = 128
_Y, _X = np.mgrid[0:SIDE, 0:SIDE].astype(np.float64)


@dataclass
class Surface:
    """What a camera would see: relief in pixels, colour, gloss, and stains laid over the colour."""

    relief: Plane
    colour: Plane
    gloss: float
    shine: Plane
    tint: Plane = field(default_factory=lambda: np.ones((SIDE, SIDE, 3)))


def draw(kind: str, rng: Rng) -> Image.Image:
    """A picture of one kind of KINDS; the material, its colour and the light are drawn from `rng`."""
    surface = _MATERIALS[int(rng.integers(len(_MATERIALS)))](rng)
    _dust(surface, rng)
    KINDS[kind](surface, rng)
    return _photograph(surface, rng)


# --- noise and shapes ----------------------------------------------------------------------------


def _noise(rng: Rng, fall: float, *, stretch: float = 1.0, angle: float = 0.0, finest: float = 0.5,
           coarsest: float = 0.0) -> Plane:
    """Random relief of unit spread whose spectrum falls with frequency^-fall; `stretch` draws it out along `angle`."""
    fy, fx = np.meshgrid(np.fft.fftfreq(SIDE), np.fft.fftfreq(SIDE), indexing="ij")
    along, across = fx * math.cos(angle) + fy * math.sin(angle), fy * math.cos(angle) - fx * math.sin(angle)
    radius = np.hypot(along * stretch, across)
    weight = np.where((radius > coarsest) & (radius < finest * 1.5), (radius + 1 / SIDE) ** -fall, 0.0)
    weight *= np.exp(-((radius / finest) ** 4))
    plane = np.fft.ifft2(np.fft.fft2(rng.standard_normal((SIDE, SIDE))) * weight).real
    return np.asarray(plane / (plane.std() + 1e-9))


def _blur(picture: Plane, radius: float) -> Plane:
    """A Gaussian lens over [H, W, 3]; the border is continued, not wrapped round."""
    reach = np.arange(-3, 4)
    kernel = np.exp(-0.5 * (reach / radius) ** 2)
    kernel /= kernel.sum()
    wide = np.pad(picture, ((3, 3), (3, 3), (0, 0)), mode="edge")
    rows = sum(k * wide[3 + r:3 + r + SIDE] for k, r in zip(kernel, reach, strict=True))
    return np.asarray(sum(k * rows[:, 3 + r:3 + r + SIDE] for k, r in zip(kernel, reach, strict=True)))


def _smooth_step(x: Plane) -> Plane:
    t = np.clip(x, 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t))


def _distance(points: Plane) -> tuple[Plane, Plane]:
    """How far each pixel is from a line through points [n, 2], and how far along it (0...1) its nearest spot lies."""
    nearest, place = np.full((SIDE, SIDE), np.inf), np.zeros((SIDE, SIDE))
    for i, ((x0, y0), (x1, y1)) in enumerate(zip(points[:-1], points[1:], strict=True)):
        dx, dy = x1 - x0, y1 - y0
        t = np.clip(((_X - x0) * dx + (_Y - y0) * dy) / (dx * dx + dy * dy + 1e-9), 0.0, 1.0)
        away = np.hypot(_X - x0 - t * dx, _Y - y0 - t * dy)
        closer = away < nearest
        nearest, place = np.where(closer, away, nearest), np.where(closer, (i + t) / (len(points) - 1), place)
    return nearest, place


# --- materials -----------------------------------------------------------------------------------


_PLASTICS = ((0.6, 0.04, 0.3, 0.4), (0.6, 0.03, 0.45, 0.85), (0.1, 0.08, 0.6, 0.85), (0.6, 0.55, 0.4, 0.7),
             (0.0, 0.65, 0.45, 0.7), (0.37, 0.4, 0.35, 0.6), (0.08, 0.65, 0.6, 0.8), (0.14, 0.6, 0.65, 0.85))
_GLAZES = ((0.1, 0.08, 0.7, 0.88), (0.13, 0.16, 0.65, 0.85), (0.42, 0.14, 0.6, 0.8), (0.55, 0.2, 0.5, 0.8),
           (0.05, 0.4, 0.5, 0.7), (0.6, 0.05, 0.45, 0.8), (0.48, 0.35, 0.4, 0.6))


def _metal(rng: Rng) -> Surface:
    angle = rng.uniform(0, math.pi)
    relief = 0.20 * rng.uniform(0.5, 1.4) * _noise(rng, 0.25, stretch=rng.uniform(25, 70), angle=angle)
    grey = rng.uniform(0.32, 0.72)
    warm = rng.normal(0, 0.035)
    if rng.random() < 0.25:  # brass, copper
        tone = np.array([1.12, rng.uniform(0.86, 0.98), rng.uniform(0.58, 0.75)])
    else:
        tone = np.array([1 + warm, 1.0, 1 - warm])
    # What is mirrored in brushed metal is drawn out into broad bands across the brushing.
    across = (_Y * math.cos(angle) - _X * math.sin(angle)) / SIDE
    bands = np.sin(2 * math.pi * (across * rng.uniform(0.3, 1.1) + rng.random()))
    streaks = _noise(rng, 0.7, stretch=50, angle=angle)
    shine = rng.uniform(0.04, 0.15) * bands + 0.022 * streaks
    return Surface(relief, grey * tone * np.ones((SIDE, SIDE, 3)), rng.uniform(0.7, 1.2), shine)


def _plastic(rng: Rng) -> Surface:
    grain = _noise(rng, 0.6, finest=rng.uniform(0.10, 0.28), coarsest=0.04)
    relief = rng.uniform(0.08, 0.3) * np.tanh(grain) + 0.3 * _noise(rng, 2.2)
    colour = _one_of(rng, _PLASTICS)
    flow = 1 + 0.02 * _noise(rng, 1.5, stretch=4, angle=rng.uniform(0, math.pi))[..., None]
    return Surface(relief, colour * flow, rng.uniform(0.4, 0.8), _highlight(rng, rng.uniform(0.0, 0.12), 60.0))


def _ceramic(rng: Rng) -> Surface:
    relief = 0.5 * _noise(rng, 2.8, finest=0.2) + 0.02 * _noise(rng, 0.5)
    colour = _one_of(rng, _GLAZES)
    mottled = 1 + rng.uniform(0.005, 0.025) * _noise(rng, 1.6, finest=0.2)[..., None]
    if rng.random() < 0.5:  # iron specks in the glaze
        specks = _smooth_step((_noise(rng, 0.2, finest=0.3) - rng.uniform(2.9, 3.5)) / 0.5)[..., None]
        mottled = mottled * (1 - 0.45 * specks * np.array([0.8, 1.0, 1.1]))
    return Surface(relief, colour * mottled, rng.uniform(0.5, 1.0), _highlight(rng, rng.uniform(0.1, 0.4), 24.0))


_MATERIALS: tuple[Callable[[Rng], Surface], ...] = (_metal, _plastic, _ceramic)


def _one_of(rng: Rng, tones: tuple[tuple[float, float, float, float], ...]) -> Plane:
    """A plain colour near one of some (hue, saturation, darkest, brightest)."""
    hue, saturation, low, high = tones[int(rng.integers(len(tones)))]
    hue, saturation = (hue + rng.normal(0, 0.02)) % 1.0, saturation * rng.uniform(0.6, 1.2)
    rgb = colorsys.hsv_to_rgb(hue, min(1.0, saturation), rng.uniform(low, high))
    return np.asarray(np.array(rgb) * np.ones((SIDE, SIDE, 3)))


def _highlight(rng: Rng, strength: float, width: float) -> Plane:
    x, y = rng.uniform(-0.2 * SIDE, 1.2 * SIDE, 2)
    wide = width * rng.uniform(0.7, 1.6)
    return np.asarray(strength * np.exp(-((_X - x) ** 2 + (_Y - y) ** 2) / (2 * wide**2)))


# --- defects -------------------------------------------------------------------------------------


def _clean(surface: Surface, rng: Rng) -> None:
    """Nothing but what every surface has."""


def _dust(surface: Surface, rng: Rng) -> None:
    """What is no defect and lies on every surface: a few specks, now and then a hair-line of the finish."""
    for _ in range(rng.poisson(1.5)):
        x, y = rng.uniform(0, SIDE, 2)
        speck = np.exp(-((_X - x) ** 2 + (_Y - y) ** 2) / (2 * rng.uniform(0.4, 0.8) ** 2))
        surface.tint *= 1 + rng.uniform(-0.25, 0.25) * speck[..., None]
    if rng.random() < 0.3:
        line, along = _distance(_stroke(rng, bend=0.02, length=rng.uniform(15, 45)))
        surface.relief -= 0.08 * np.exp(-((line / 0.6) ** 2)) * np.sin(math.pi * along)


def _stroke(rng: Rng, *, bend: float, length: float) -> Plane:
    """Points of a gently curved line about a random spot."""
    heading, turn = rng.uniform(0, 2 * math.pi), rng.normal(0, bend)
    steps = np.linspace(-0.5, 0.5, 12)
    headings = heading + turn * steps * 10 + rng.normal(0, bend / 3, 12)
    points = np.cumsum(np.stack([np.cos(headings), np.sin(headings)], 1) * length / 12, 0)
    return np.asarray(points - points.mean(0) + rng.uniform(0.25 * SIDE, 0.75 * SIDE, 2))


def _scratch(surface: Surface, rng: Rng) -> None:
    """One to three long furrows with raised lips, deeper where the tool pressed."""
    depth = rng.uniform(0.6, 1.6)
    first = _stroke(rng, bend=0.05, length=rng.uniform(45, 140))
    for n in range(int(rng.choice([1, 1, 2, 3]))):
        points = first + (rng.normal(0, 7, 2) + rng.normal(0, 0.5, first.shape) if n else 0)
        line, along = _distance(points)
        chatter = 0.75 + 0.25 * np.sin(along * rng.uniform(8, 40) + rng.uniform(0, 6))
        pressed = np.sin(math.pi * along) ** 0.4 * chatter
        wide = rng.uniform(0.6, 1.3)
        furrow = np.exp(-((line / wide) ** 2)) - 0.45 * np.exp(-(((line - 2.2 * wide) / wide) ** 2))
        surface.relief -= depth * furrow * pressed
        bare = rng.choice([-0.6, 1.0]) * rng.uniform(0.1, 0.35) * np.exp(-((line / wide) ** 2)) * pressed
        surface.tint *= 1 + bare[..., None]


def _pit(surface: Surface, rng: Rng) -> None:
    """A few small round craters with an uneven rim and a dark floor."""
    for _ in range(int(rng.integers(1, 6))):
        x, y = rng.uniform(0.12 * SIDE, 0.88 * SIDE, 2)
        radius = rng.uniform(2.0, 6.0)
        angle = np.arctan2(_Y - y, _X - x)
        lobes = sum(rng.normal(0, 0.1) * np.cos(k * angle + rng.uniform(0, 6)) for k in (2, 3))
        away = np.hypot(_X - x, _Y - y) / (radius * (1 + lobes))
        bowl = 1 - _smooth_step((away - 0.2) / 0.95)
        rim = np.exp(-(((away - 1.15) / 0.2) ** 2))
        surface.relief += rng.uniform(0.5, 1.1) * radius * (0.12 * rim - 0.55 * bowl)
        surface.tint *= 1 - (rng.uniform(0.05, 0.4) * bowl)[..., None]


# How much of red, green and blue a film takes away: rust, oil, water-blue, tea; limescale adds.
_FILMS = np.array([[0.5, 0.9, 1.5], [1.0, 1.0, 1.0], [1.4, 0.9, 0.6], [0.4, 0.8, 1.2], [-0.7, -0.8, -0.9]])


def _stain(surface: Surface, rng: Rng) -> None:
    """A film that has dried: an uneven outline, a tone of its own, often a darker edge. Flat."""
    x, y = rng.uniform(0.3 * SIDE, 0.7 * SIDE, 2)
    wide, long, turn = rng.uniform(14, 34), rng.uniform(0.6, 1.0), rng.uniform(0, math.pi)
    u = (_X - x) * math.cos(turn) + (_Y - y) * math.sin(turn)
    v = ((_Y - y) * math.cos(turn) - (_X - x) * math.sin(turn)) / long
    shape = 1 - np.hypot(u, v) / wide + 0.28 * _noise(rng, 2.0, finest=0.15)
    soft = rng.uniform(0.08, 0.4)
    film = _smooth_step(shape / soft) * (1 + 0.2 * _noise(rng, 1.6, finest=0.2))
    edge = rng.uniform(0.0, 0.8) * np.exp(-(((shape - soft / 2) / 0.09) ** 2))
    tone = _FILMS[int(rng.integers(len(_FILMS)))]
    strength = rng.uniform(0.10, 0.3)
    surface.tint *= np.clip(1 - strength * (film + edge)[..., None] * tone, 0.05, 1.4)


def _crack(surface: Surface, rng: Rng) -> None:
    """A jagged dark gap that narrows to its end, with branches."""
    start, heading = rng.uniform(0.1 * SIDE, 0.9 * SIDE, 2), rng.uniform(0, 2 * math.pi)
    if rng.random() < 0.6:  # cracks like to begin at an edge
        start[int(rng.integers(2))] = rng.choice([0.0, SIDE - 1.0])
        heading = math.atan2(SIDE / 2 - start[1], SIDE / 2 - start[0]) + rng.normal(0, 0.4)
    _gap(surface, rng, start, heading, length=rng.uniform(50, 130), wide=rng.uniform(0.7, 1.7), forks=2)


def _gap(surface: Surface, rng: Rng, start: Plane, heading: float, *, length: float, wide: float, forks: int) -> None:
    points, drift = [start], heading
    while length > 0:
        step = rng.uniform(3, 9)
        drift += rng.normal(0, 0.15)
        zigzag = drift + rng.normal(0, 0.55)
        points.append(points[-1] + step * np.array([math.cos(zigzag), math.sin(zigzag)]))
        length -= step
        if forks and rng.random() < 0.11:
            side = drift + rng.choice([-1, 1]) * rng.uniform(0.5, 1.1)
            shorter = length * rng.uniform(0.3, 0.7)
            _gap(surface, rng, points[-1], side, length=shorter, wide=wide * 0.7, forks=forks - 1)
    line, along = _distance(np.array(points))
    here = wide * (1.1 - along) * (1 + 0.25 * _noise(rng, 0.8, finest=0.2))
    gap = np.exp(-((line / np.maximum(here, 0.25)) ** 2))
    surface.relief -= 0.6 * gap
    surface.tint *= 1 - (rng.uniform(0.35, 0.8) * gap)[..., None]


KINDS: dict[str, Callable[[Surface, Rng], None]] = {
    "clean": _clean, "crack": _crack, "pit": _pit, "scratch": _scratch, "stain": _stain}
"""The classes, by the function that makes the defect."""


# --- the camera ----------------------------------------------------------------------------------


def _photograph(surface: Surface, rng: Rng) -> Image.Image:
    """Light from one side falling off over the picture, gloss, a lens that is never perfect, noise, an exposure."""
    down, right = np.gradient(surface.relief)
    light = rng.uniform(0, 2 * math.pi)
    slope = right * math.cos(light) + down * math.sin(light)
    fall = ((_X - SIDE / 2) * math.cos(light) + (_Y - SIDE / 2) * math.sin(light)) / SIDE
    lit = 1 + rng.uniform(0.05, 0.35) * fall + np.clip(0.55 * surface.gloss * slope, -0.6, 0.9)
    corner = 1 - rng.uniform(0, 0.25) * ((_X - SIDE / 2) ** 2 + (_Y - SIDE / 2) ** 2) / (SIDE**2 / 2)
    cast = 1 + rng.normal(0, 0.02, 3)
    film = surface.tint.mean(-1)  # what covers the surface also dulls its shine
    picture = surface.colour * surface.tint * (lit * corner)[..., None] + (surface.shine * film)[..., None]
    picture = _blur(picture * cast * rng.uniform(0.85, 1.15), rng.uniform(0.25, 0.8))
    noise = rng.normal(0, rng.uniform(0.004, 0.016), (SIDE, SIDE, 1)) + rng.normal(0, 0.003, (SIDE, SIDE, 3))
    return Image.fromarray((np.clip(picture + noise, 0, 1) * 255 + 0.5).astype(np.uint8))
