"""The one image reader: from a file to an upright RGB picture, or to the Problem that it has."""

import contextlib
import functools
import hashlib
import os
import re
import stat
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import IO, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from core.data.quiet import hush_pillow, hushed_libtiff
from core.problems import Problem

Fit = Literal["squash", "pad", "crop"]

READER = 1
"""Raised when a file comes to give other pixels or facts than before: what was kept of older ones is void."""

EXTENSIONS = frozenset(
    (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".bmp", ".dib", ".tif", ".tiff", ".webp", ".avif", ".ppm",
     ".pgm", ".pbm", ".pnm", ".tga", ".jp2", ".j2k", ".ico", ".pcx", ".heic", ".heif"))
"""What counts as an image file; the last two cannot be read, and the user shall hear of it."""

_SUFFIXES = frozenset(extension[1:] for extension in EXTENSIONS)
_FORMATS = ("JPEG", "MPO", "PNG", "GIF", "BMP", "DIB", "TIFF", "WEBP", "AVIF", "PPM", "TGA", "JPEG2000", "ICO", "PCX")
# Not EPS and its like: those start other programs.

MOST_PIXELS = 178_956_970
"""Pillow's own limit: half a gigabyte of RGB."""
_HUGE = 32_000_000
_one_huge_at_a_time = threading.Lock()

PAD = (124, 116, 104)
"""The mean colour of photographs, which the networks see as zero."""


@dataclass(frozen=True)
class Facts:
    """What reading a file tells besides its pixels: the upright size, the stored mode, whether more frames follow,
    and the SHA-256 of its bytes."""

    width: int
    height: int
    mode: str
    several_frames: bool
    sha256: str


def image_names(names: Iterable[str]) -> list[str]:
    """The names that are meant to be images; hidden files are not."""
    return [name for name in names if name.rpartition(".")[2].lower() in _SUFFIXES and "." in name and name[0] != "."]


def read(path: str | os.PathLike[str], *, at_least: int = 0) -> Image.Image:
    """The first picture of a file, upright, in RGB, transparency laid on white.

    With `at_least` a JPEG may come smaller than stored, but no side below that. Raises Problem (a file's code).
    """
    return read_with_facts(path, at_least=at_least)[0]


def read_with_facts(path: str | os.PathLike[str], *, at_least: int = 0) -> tuple[Image.Image, Facts]:
    """As `read`, with what a scan wants to know."""
    hush_pillow()
    with _opened(path) as file, _faults_as_problems():
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        return _decode(file, at_least, digest)


def fit(image: Image.Image, size: int, how: str) -> Image.Image:
    """The picture as a square of `size` pixels: squashed, padded, or its centre cut out."""
    square = (size, size)
    if how == "pad":
        return ImageOps.pad(image, square, Image.Resampling.BICUBIC, color=PAD)
    if how == "crop":
        return ImageOps.fit(image, square, Image.Resampling.BICUBIC)
    return image if image.size == square else image.resize(square, Image.Resampling.BICUBIC)


def to_array(path: str | os.PathLike[str], size: int, how: str, *, sha256: str = "") -> npt.NDArray[np.uint8]:
    """A file as `[size, size, 3]`. Raises Problem: a file's code, or `file_changed` if its bytes are other ones."""
    image, facts = read_with_facts(path, at_least=size)
    if sha256 and facts.sha256 != sha256:
        raise Problem("file_changed")
    return np.asarray(fit(image, size, how), dtype=np.uint8)


# --- opening -------------------------------------------------------------------------------------


@contextlib.contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[BufferedReader]:
    # Python opens the file, not Pillow's C code: names of any script, and no waiting on pipes.
    try:
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            raise Problem("not_an_image")
        if not state.st_size:
            raise Problem("file_empty")
        file = open(path, "rb")  # noqa: SIM115 - closed below
    except PermissionError as error:
        raise Problem("file_forbidden") from error
    except OSError as error:
        raise Problem("file_broken_link" if os.path.islink(path) else "file_missing") from error
    with file:
        yield file


@contextlib.contextmanager
def _faults_as_problems() -> Iterator[None]:
    try:
        yield
    except Problem:
        raise
    except Image.DecompressionBombError as error:
        pixels = re.search(r"\((\d+) pixels\)", str(error))
        raise Problem("image_bomb", pixels=pixels.group(1) if pixels else "?") from error
    except MemoryError as error:
        raise Problem("image_bomb", pixels="?") from error
    except UnidentifiedImageError as error:
        raise Problem("not_an_image") from error
    except Exception as error:  # noqa: BLE001 - on damaged files the decoders raise nearly every kind
        raise _damage(str(error) or type(error).__name__) from error


def _damage(reason: str) -> Problem:
    if "Decompressed data too large" in reason:
        return Problem("image_text_bomb")
    if "truncated" in reason.lower() or "unexpected end" in reason.lower():
        return Problem("image_truncated")
    return Problem("image_damaged", reason=reason.splitlines()[0][:120])


@functools.cache
def _readable() -> tuple[str, ...]:
    Image.init()
    return tuple(name for name in _FORMATS if name in Image.OPEN)


def _decode(file: IO[bytes], at_least: int, digest: str) -> tuple[Image.Image, Facts]:
    with Image.open(file, formats=_readable()) as image:
        width, height, mode = *image.size, image.mode
        if width * height > MOST_PIXELS:
            raise Problem("image_bomb", pixels=width * height)
        several = image.format != "MPO" and bool(getattr(image, "is_animated", False))
        if at_least:
            image.draft(None, (at_least, at_least))
        with _one_huge_at_a_time if width * height > _HUGE else contextlib.nullcontext():
            with hushed_libtiff() if image.format == "TIFF" else contextlib.nullcontext():
                image.load()
            turn = _TURNS.get(_orientation(image))
            upright = _to_rgb(image)
    if turn is not None:
        upright = upright.transpose(turn)
    if turn in _SWAPPING:
        width, height = height, width
    return upright, Facts(width, height, mode, several, digest)


# --- upright -------------------------------------------------------------------------------------

_T = Image.Transpose
_TURNS = {2: _T.FLIP_LEFT_RIGHT, 3: _T.ROTATE_180, 4: _T.FLIP_TOP_BOTTOM, 5: _T.TRANSPOSE, 6: _T.ROTATE_270,
          7: _T.TRANSVERSE, 8: _T.ROTATE_90}
_SWAPPING = (_T.TRANSPOSE, _T.ROTATE_270, _T.TRANSVERSE, _T.ROTATE_90)


def _orientation(image: Image.Image) -> int:
    # Asked after the decoding: only then has a PNG met its EXIF chunk, and a TIFF has turned itself already.
    try:
        found = image.getexif().get(0x0112, 1)
    except Exception:  # noqa: BLE001 - a damaged EXIF block is no reason to refuse a sound picture
        return 1
    return found if isinstance(found, int) else 1


# --- colours -------------------------------------------------------------------------------------


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        return _to_8_bits(np.asarray(image)).convert("RGB")
    if image.has_transparency_data:
        picture = image.convert("RGBA")
        ground = Image.new("RGBA", picture.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, picture).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _to_8_bits(values: npt.NDArray[np.generic]) -> Image.Image:
    """Deep grey values scaled, never clipped, to 0...255."""
    deep = np.nan_to_num(values.astype(np.float32))
    low, high = float(deep.min()), float(deep.max())
    if low < 0:
        deep, high = deep - low, high - low
    # A camera of 12 bits stores them in 16: its pictures would be nearly black. The steps are coarse on
    # purpose, so that the pictures of one camera are scaled alike.
    first = {"u": 4095.0, "i": 255.0}.get(values.dtype.kind, 1.0)
    full = next((step for step in (1.0, 255.0, 4095.0, 65535.0) if step >= first and high <= step), high)
    return Image.fromarray((deep * (255.0 / full) + 0.5).astype(np.uint8))
