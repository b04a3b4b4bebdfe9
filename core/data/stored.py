"""Stored: the values of pictures that have more than 8 bits a channel, or more than three channels, as in the file."""

import contextlib
import struct
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFile, UnidentifiedImageError

from core.problems import Problem

Values = npt.NDArray[Any]

MOST_BYTES = 2**31
"""Of one decoded picture."""


@dataclass(frozen=True)
class Stored:
    """A picture as its file has it."""

    values: Values
    """Grey [h, w], or channels [h, w, c] without the transparency."""
    mode: str
    format: str = ""
    alpha: Values | None = None
    """From 0 to 1 [h, w]."""
    inverted: bool = False
    """The least value is white."""
    counts: npt.NDArray[np.bool_] | None = None
    """Which values are of the picture [h, w]; None for all: some only fill its corners."""
    orientation: int = 1
    taken: str = ""
    profile: bytes = b""
    several: bool = False

    @property
    def kind(self) -> str:
        """How the values are stored, as `core.pixels.Levels` calls it; empty for 8 bits, shown as they are."""
        if self.values.dtype == np.uint8:
            return ""
        return "float" if self.values.dtype.kind == "f" else self.values.dtype.name

    @property
    def channels(self) -> int:
        return self.values.shape[2] if self.values.ndim == 3 else 1


# --- PNG -----------------------------------------------------------------------------------------

_PNG, _DEPTH_AT = b"\x89PNG\r\n\x1a\n", 24


def is_deep_png(head: bytes) -> bool:
    """Whether a file that begins so is a PNG of 16 bits a channel."""
    return head.startswith(_PNG) and head[_DEPTH_AT : _DEPTH_AT + 1] == b"\x10"


def of_png(image: ImageFile.ImageFile, file: IO[bytes]) -> Stored:
    """The values of a PNG of 16 bits, opened and not decoded yet.

    Pillow keeps the upper half of every value of colours. Told that the bytes stand the other way round, it keeps the
    lower half: two decodings have the whole.
    """
    raw, clear = str(image.tile[0][3]), image.info.get("transparency")
    values: Values
    alpha: Values | None
    if raw.startswith("I;16"):
        values = np.asarray(image).astype(np.uint16)
        alpha = None if clear is None else (values != clear).astype(np.float32)
    elif raw.startswith("LA;16"):
        pairs = _decoded(file, "RGBA", "RGBA").astype(np.uint16)  # four bytes: both halves of grey and transparency
        values, alpha = pairs[..., 0] << 8 | pairs[..., 1], (pairs[..., 2] << 8 | pairs[..., 3]) / np.float32(65535)
    else:
        upper = np.asarray(image).astype(np.uint16)
        whole = upper << 8 | _decoded(file, image.mode, raw.replace(";16B", ";16L"))
        values = whole[..., :3]
        alpha = whole[..., 3] / np.float32(65535) if whole.shape[2] > 3 else None
        if alpha is None and clear is not None:
            alpha = (values != np.asarray(clear, np.uint16)).any(2).astype(np.float32)
    return Stored(values, image.mode, "PNG", alpha, orientation=_orientation(image),
                  taken=str(image.getexif().get(_DATE, "")), profile=image.info.get("icc_profile") or b"")


def _orientation(image: Image.Image) -> int:
    with contextlib.suppress(Exception):  # of a damaged EXIF block
        return int(image.getexif().get(_ORIENTATION, 1))
    return 1


def _decoded(file: IO[bytes], mode: str, raw: str) -> Values:
    """The bytes of a PNG as its decoder gives them when they are taken for others."""
    file.seek(0)
    with Image.open(file, formats=("PNG",)) as image:
        image._mode = mode
        image.info.pop("transparency", None)
        image.tile = [(*image.tile[0][:3], raw)]  # type: ignore[list-item]
        return np.asarray(image)


# --- TIFF ----------------------------------------------------------------------------------------

_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_BITS, _PHOTOMETRIC, _SAMPLES, _EXTRA, _FORMAT = 258, 262, 277, 338, 339
_ORIENTATION, _DATE, _PROFILE = 274, 306, 34675
_WHITE_IS_ZERO, _PLAIN = 0, (0, 1, 2)
"""Grey, white or black at nought, and RGB; palettes, CMYK and the like are Pillow's."""
_UNPACKED = (1, 8, 32946, 32773, 34925)
"""Packings that tifffile opens by itself."""


def is_tiff(head: bytes) -> bool:
    return head[:4] in _MAGIC


def is_deep_tiff(image: Image.Image) -> bool:
    """Whether Pillow would lose something of a TIFF that it has opened."""
    tags: Any = getattr(image, "tag_v2", {})
    bits, formats = _several(tags.get(_BITS, 1)), _several(tags.get(_FORMAT, 1))
    clear = sum(one in (1, 2) for one in _several(tags.get(_EXTRA, ())))
    deep = max(bits, default=1) > 8 or any(one not in (1, 4) for one in formats)
    return tags.get(_PHOTOMETRIC) in _PLAIN and (deep or tags.get(_SAMPLES, 1) - clear > 3)


def _several(tag: Any) -> tuple[int, ...]:
    return tuple(tag) if isinstance(tag, tuple | list) else (tag,)


def of_tiff(file: IO[bytes]) -> Stored:
    """The values of the first page of a TIFF. Raises Problem image_bomb, image_truncated, and its readers' own."""
    import tifffile

    file.seek(0)
    with contextlib.ExitStack() as stack:
        try:
            tiff = stack.enter_context(tifffile.TiffFile(file))
            page: Any = tiff.pages[0]
        except (tifffile.TiffFileError, IndexError) as error:
            raise UnidentifiedImageError from error
        if int(page.photometric) not in _PLAIN or page.dtype is None:
            raise UnidentifiedImageError
        whole = _values(page, file)
        clear = [n for n, kind in enumerate(page.extrasamples) if int(kind) in (1, 2)]
        colours = whole.shape[2] - len(page.extrasamples)
        alpha = _share(whole[..., colours + clear[0]]) if clear else None
        values = np.delete(whole, [colours + n for n in clear], axis=2)
        tags = {code: page.tags[code].value for code in (_ORIENTATION, _DATE, _PROFILE) if code in page.tags}
        return Stored(values[..., 0] if values.shape[2] == 1 else values,
                      f"{values.shape[2]} × {values.dtype.name}", "TIFF", alpha,
                      inverted=int(page.photometric) == _WHITE_IS_ZERO,
                      orientation=int(tags.get(_ORIENTATION, 1)), taken=str(tags.get(_DATE, "")),
                      profile=bytes(tags.get(_PROFILE) or b""), several=len(tiff.pages) > 1)


def _share(values: Values) -> Values:
    """Transparency from 0 to 1."""
    most = np.iinfo(values.dtype).max if values.dtype.kind in "ui" else 1.0
    return np.clip(values / np.float32(most), 0, 1)


def _values(page: Any, file: IO[bytes]) -> Values:
    """All of a page [h, w, c]."""
    planes, length, width, samples = page.shaped[0], page.imagelength, page.imagewidth, page.shaped[4]
    count = planes * samples
    if page.shaped[1] != 1 or length * width * count * page.dtype.itemsize > MOST_BYTES:
        raise Problem("image_bomb", pixels=length * width)
    if page.tilewidth * max(1, page.tilelength) * count * page.dtype.itemsize > MOST_BYTES:
        raise Problem("image_bomb", pixels=page.tilewidth * page.tilelength)
    packing, end = int(page.compression), file.seek(0, 2)
    if packing not in _UNPACKED:
        page.compression = 1  # what follows undoes the rest: the predictor, the order of bytes
    found = np.zeros((planes, length, width, samples), page.dtype.newbyteorder("="))
    for n, (offset, size) in enumerate(zip(page.dataoffsets, page.databytecounts, strict=True)):
        if offset + size > end:
            raise Problem("image_truncated")
        file.seek(offset)
        data = file.read(size)
        if packing not in _UNPACKED and size:
            data = _unpacked(data, packing, _size_of(page, n))
        part, (plane, _, row, column, _), _ = page.decode(data, n)
        if part is not None:
            room = found[plane, row : row + part.shape[1], column : column + part.shape[2]]
            room[...] = part[0, : room.shape[0], : room.shape[1]]
    return found[0] if planes == 1 else np.moveaxis(found[..., 0], 0, 2)


def _unpacked(data: bytes, packing: int, size: int) -> bytes:
    """Bytes as the library of Pillow unpacks them (LZW, Zstandard): taken for one long row of 8-bit greys."""
    tags = ((256, 4, size), (257, 4, 1), (_BITS, 3, 8), (259, 3, packing), (_PHOTOMETRIC, 3, 1), (273, 4, 8),
            (278, 4, 1), (279, 4, len(data)))
    told = b"".join(struct.pack("<HHII", code, kind, 1, number) for code, kind, number in tags)
    head = struct.pack("<2sHI", b"II", 42, 8 + len(data))
    whole = b"".join((head, data, struct.pack("<H", len(tags)), told, bytes(4)))
    with Image.open(BytesIO(whole), formats=("TIFF",)) as image:
        return image.tobytes()


def _size_of(page: Any, n: int) -> int:
    """The bytes of a strip or tile once it is unpacked."""
    width, rows = int(page.tilewidth), int(page.tilelength)
    if not page.is_tiled:
        width, most = page.imagewidth, min(page.rowsperstrip, page.imagelength)
        rows = min(most, page.imagelength - n % -(-page.imagelength // most) * most)
    return int(width * rows * page.shaped[4] * page.dtype.itemsize)
