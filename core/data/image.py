"""The one image reader: from a file to an upright RGB picture, or to the Problem that it has."""

import contextlib
import functools
import hashlib
import os
import re
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import IO, Any, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from core.data import stored
from core.data.depth import to_8_bits
from core.data.formats import is_dicom, opened
from core.data.levels import chosen, own_levels, shown, sketch
from core.data.profiles import in_srgb, of_lab
from core.data.quiet import hush_libraries, hushed_libtiff
from core.data.stored import Stored
from core.pixels import Pixels
from core.problems import Problem

Fit = Literal["squash", "pad", "crop"]

READER = 3
"""Raised when a file comes to give other pixels or facts than before: what was kept of older ones is void."""

EXTENSIONS = frozenset(
    (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".bmp", ".dib", ".tif", ".tiff", ".webp", ".avif", ".ppm",
     ".pgm", ".pbm", ".pnm", ".tga", ".jp2", ".j2k", ".ico", ".pcx", ".heic", ".heif", ".hif", ".dcm", ".dicom",
     ".ima"))
"""What counts as an image file. What it is in truth its content tells, see `core.data.formats`."""

_SUFFIXES = frozenset(extension[1:] for extension in EXTENSIONS)
_FORMATS = ("JPEG", "MPO", "PNG", "GIF", "BMP", "DIB", "TIFF", "WEBP", "AVIF", "PPM", "TGA", "JPEG2000", "ICO", "PCX")
# Not EPS and its like: those start other programs.

MOST_PIXELS = 178_956_970
"""Pillow's own limit: half a gigabyte of RGB."""
_HEAD, _HUGE = 32, 32_000_000
_one_huge_at_a_time = threading.Lock()
_TILE_WIDTH, _TILE_LENGTH, _LARGE_TILE = 322, 323, 4096 * 4096

PAD = (124, 116, 104)
"""The mean colour of photographs, which the networks see as zero."""


@dataclass(frozen=True)
class Facts:
    """What reading a file tells besides its pixels: the upright size, the stored mode and format, whether more frames
    follow, the SHA-256 of its bytes, and when it was taken ("2024-05-01T12:30:00"; empty where it does not say); how
    many channels it has where these are more than three, and the `core.data.levels.Sketch` of values beyond 8 bits."""

    width: int
    height: int
    mode: str
    format: str
    several_frames: bool
    sha256: str
    taken: str
    channels: int = 0
    sketch: bytes = b""


def image_names(names: Iterable[str]) -> list[str]:
    """The names that are meant to be images; hidden files are not."""
    return [name for name in names if name.rpartition(".")[2].lower() in _SUFFIXES and "." in name and name[0] != "."]


def images_among(folder: str | os.PathLike[str], names: Iterable[str]) -> list[str]:
    """As `image_names`, and a folder's DICOM files without an ending: on a hospital's CD none has one."""
    every = list(names)
    found = image_names(every)
    bare = (name for name in every if "." not in name or _UID.fullmatch(name))
    return found + [name for name in bare if _begins_as_dicom(os.path.join(folder, name))]


_UID = re.compile(r"(?:[A-Z]{2,4}\.)?\d+(?:\.\d+){3,}")
"""How instances are named: "1.2.840.113619.2.55", "CT.1.2.840.113619"."""


def _begins_as_dicom(path: str) -> bool:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            return os.path.basename(path).upper() != "DICOMDIR" and is_dicom(file.read(132))
    except OSError:
        return False


def read(path: str | os.PathLike[str], *, at_least: int = 0, pixels: Pixels = Pixels()) -> Image.Image:
    """The first picture of a file, upright, in sRGB, transparency laid on white, as `pixels` says.

    With `at_least` a JPEG may come smaller than stored, but no side below that. Raises Problem (a file's code).
    """
    return read_with_facts(path, at_least=at_least, pixels=pixels)[0]


def read_with_facts(path: str | os.PathLike[str], *, at_least: int = 0, pixels: Pixels = Pixels(),
                    sketched: bool = False) -> tuple[Image.Image, Facts]:
    """As `read`, with what a scan wants to know; `sketched` with the distribution of values beyond 8 bits."""
    hush_libraries()
    with _opened(path) as file, _faults_as_problems():
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        deep = None if pixels.as_before else _deep(file, pixels)
        if deep is not None:
            return _from_values(deep, digest, pixels, sketched=sketched)
        return _decode(file, at_least, digest, pixels, sketched)


def fit(image: Image.Image, size: int, how: str) -> Image.Image:
    """The picture as a square of `size` pixels: squashed, padded, or its centre cut out."""
    square = (size, size)
    if how == "pad":
        return ImageOps.pad(image, square, Image.Resampling.BICUBIC, color=PAD)
    if how == "crop":
        return ImageOps.fit(image, square, Image.Resampling.BICUBIC)
    return image if image.size == square else image.resize(square, Image.Resampling.BICUBIC)


def to_array(path: str | os.PathLike[str], size: int, how: str, *, sha256: str = "",
             pixels: Pixels = Pixels()) -> npt.NDArray[np.uint8]:
    """A file as `[size, size, 3]`. Raises Problem: a file's code, or `file_changed` if its bytes are other ones."""
    image, facts = read_with_facts(path, at_least=size, pixels=pixels)
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


_BREAKS_OFF = ("truncated", "unexpected end", "end of file")


def _damage(reason: str) -> Problem:
    if "Decompressed data too large" in reason:
        return Problem("image_text_bomb")
    if any(sign in reason.lower() for sign in _BREAKS_OFF):
        return Problem("image_truncated")
    return Problem("image_damaged", reason=reason.splitlines()[0][:120])


@functools.cache
def _readable() -> tuple[str, ...]:
    Image.init()
    return tuple(name for name in _FORMATS if name in Image.OPEN)


def _decode(file: IO[bytes], at_least: int, digest: str, pixels: Pixels,
            sketched: bool) -> tuple[Image.Image, Facts]:
    with opened(file) or Image.open(file, formats=_readable()) as image:
        width, height, mode = *image.size, image.mode
        _see_that_it_is_no_bomb(image)
        kind = image.format or ""
        several = kind != "MPO" and bool(getattr(image, "is_animated", False))
        if at_least:
            image.draft(None, (at_least, at_least))
        _see_that_tiles_fit(image)
        deep = None if pixels.as_before else _values_beside(image)
        if deep is None:
            with _one_huge_at_a_time if width * height > _HUGE else contextlib.nullcontext():
                with hushed_libtiff() if kind == "TIFF" else contextlib.nullcontext():
                    image.load()
            deep = None if pixels.as_before else _values_in(image)
        turn, taken = _turn_and_time(image)
        upright = _to_rgb(image, pixels) if deep is None else _shown(deep, pixels)
    if turn is not None:
        upright = upright.transpose(turn)
    if turn in _SWAPPING:
        width, height = height, width
    kept = _sketch_of(deep, pixels) if deep is not None and sketched else b""
    return upright, Facts(width, height, mode, kind, several, digest, taken, sketch=kept)


def _see_that_it_is_no_bomb(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Problem("image_bomb", pixels=image.width * image.height)


def _see_that_tiles_fit(image: Image.Image) -> None:
    """Refuse a TIFF whose tiles are far larger than its picture: the decoder reserves all of one."""
    tags = getattr(image, "tag_v2", {})
    width, length = tags.get(_TILE_WIDTH, 0), tags.get(_TILE_LENGTH, 0)
    if not (isinstance(width, int) and isinstance(length, int)):
        raise Problem("image_damaged", reason="tiles of no size")
    if width * length > max(_LARGE_TILE, image.width * image.height):
        raise Problem("image_bomb", pixels=width * length)


# --- upright -------------------------------------------------------------------------------------

_T = Image.Transpose
_TURNS = {2: _T.FLIP_LEFT_RIGHT, 3: _T.ROTATE_180, 4: _T.FLIP_TOP_BOTTOM, 5: _T.TRANSPOSE, 6: _T.ROTATE_270,
          7: _T.TRANSVERSE, 8: _T.ROTATE_90}
_SWAPPING = (_T.TRANSPOSE, _T.ROTATE_270, _T.TRANSVERSE, _T.ROTATE_90)


_ORIENTATION, _DATE, _DETAILS, _DATE_TAKEN = 0x0112, 0x0132, 0x8769, 0x9003
_EXIF_TIME = re.compile(r"(\d{4})\D(\d\d)\D(\d\d)\D(\d\d):(\d\d):(\d\d)")


def _turn_and_time(image: Image.Image) -> tuple[Image.Transpose | None, str]:
    """How the picture must be turned, and when it was taken; of a damaged EXIF block, what can be read of it."""
    turned: Any = None
    taken: Any = ""
    # Asked after the decoding: only then has a PNG met its EXIF chunk, and a TIFF has turned itself already.
    with contextlib.suppress(Exception):
        if exif := image.getexif():
            turned, taken = exif.get(_ORIENTATION), exif.get(_DATE)
            taken = exif.get_ifd(_DETAILS).get(_DATE_TAKEN) or taken
    # A HEIC says it twice, and its decoder has turned it.
    turn = _TURNS.get(turned) if isinstance(turned, int) and image.format != "HEIF" else None
    return turn, _time_of(taken)


def _time_of(taken: Any) -> str:
    found = _EXIF_TIME.match(str(taken))
    return "{}-{}-{}T{}:{}:{}".format(*found.groups()) if found else ""


# --- colours -------------------------------------------------------------------------------------


def _to_rgb(image: Image.Image, pixels: Pixels) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        return Image.fromarray(to_8_bits(np.asarray(image))).convert("RGB")
    profile = b"" if pixels.as_before else image.info.get("icc_profile") or b""
    if image.has_transparency_data:
        picture = image if image.mode == "RGBA" else image.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(in_srgb(picture.convert("RGB"), profile) if profile else picture, mask=picture.getchannel("A"))
        return ground
    if image.mode == "LAB":
        return of_lab(image)
    if profile:
        image = in_srgb(image.convert("RGB") if image.mode in ("P", "YCbCr", "HSV") else image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


# --- more than 8 bits ----------------------------------------------------------------------------


def _deep(file: IO[bytes], pixels: Pixels) -> Stored | None:
    """The values of a picture of which Pillow would keep 8 bits or three channels; None of any other."""
    head = file.read(_HEAD)
    file.seek(0)
    if stored.is_deep_png(head):
        with Image.open(file, formats=("PNG",)) as image:
            _see_that_it_is_no_bomb(image)
            return stored.of_png(image, file)
    if stored.is_tiff(head):
        return _deep_tiff(file)
    return None


def _deep_tiff(file: IO[bytes]) -> Stored | None:
    known = False
    with contextlib.suppress(UnidentifiedImageError), Image.open(file, formats=("TIFF",)) as image:
        _see_that_it_is_no_bomb(image)
        _see_that_tiles_fit(image)
        known = True
        if not stored.is_deep_tiff(image):
            return None
    try:
        return stored.of_tiff(file)
    except Problem:
        raise
    except Exception:
        if not known:
            raise
        return None  # packed in a way that only Pillow opens
    finally:
        file.seek(0)


def _values_beside(image: Image.Image) -> Stored | None:
    """The values of a picture whose reader has them apart from what it shows: of a DICOM file without a window."""
    own: Callable[[], Stored | None] = getattr(image, "stored", lambda: None)
    return own()


def _values_in(image: Image.Image) -> Stored | None:
    """The values of a picture that Pillow itself holds in more than 8 bits."""
    deep = image.mode.startswith("I") or image.mode == "F"
    return Stored(np.asarray(image), image.mode) if deep else None


def _from_values(deep: Stored, digest: str, pixels: Pixels, *, sketched: bool) -> tuple[Image.Image, Facts]:
    image, turn = _shown(deep, pixels), _TURNS.get(deep.orientation)
    upright = image if turn is None else image.transpose(turn)
    return upright, Facts(*upright.size, deep.mode, deep.format, deep.several, digest, _time_of(deep.taken),
                          deep.channels if deep.channels > 3 else 0, _sketch_of(deep, pixels) if sketched else b"")


def _shown(deep: Stored, pixels: Pixels) -> Image.Image:
    """Stored values in 8 bits of sRGB, what is transparent on white."""
    values = chosen(deep.values, pixels.bands)
    if deep.kind:
        levels = pixels.of(deep.kind) or own_levels(values, deep.kind, deep.counts)
        values = shown(values, levels, inverted=deep.inverted)
    elif deep.inverted:
        values = 255 - values
    image = Image.fromarray(np.ascontiguousarray(values)).convert("RGB")
    if deep.profile and deep.channels == 3:
        image = in_srgb(image, deep.profile)
    if deep.alpha is None:
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=Image.fromarray((deep.alpha * 255 + 0.5).astype(np.uint8)))
    return ground


def _sketch_of(deep: Stored, pixels: Pixels) -> bytes:
    if not deep.kind:
        return b""
    return sketch(chosen(deep.values, pixels.bands), deep.kind, deep.counts, inverted=deep.inverted)
