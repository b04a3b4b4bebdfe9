"""Formats: pictures that Pillow alone cannot open, HEIC and DICOM, by libraries that need not be there."""

import contextlib
import os
import re
import struct
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

import numpy as np
from PIL import Image, ImageFile

from core.data.depth import Bytes, Values, by_table
from core.data.stored import Stored
from core.problems import Problem

if TYPE_CHECKING:
    from pydicom import Dataset

_HEAD = 256
_DICOM, _DICOM_AT = b"DICM", 128
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"))
_AVIF = frozenset((b"avif", b"avis"))


def opened(file: IO[bytes]) -> Image.Image | None:
    """The picture of a HEIC or DICOM file, not decoded yet; None if the file is neither.

    Raises Problem `format_missing` if the library for it is not installed, and what the library raises.
    """
    head = file.read(_HEAD)
    file.seek(0)
    if is_dicom(head):
        return Dicom(file)
    return _heic_library().HeifImageFile(file) if _is_heic(head) else None


def is_dicom(head: bytes) -> bool:
    """Whether a file that begins so is DICOM, whatever its name."""
    return head[_DICOM_AT : _DICOM_AT + len(_DICOM)] == _DICOM


# --- HEIC ----------------------------------------------------------------------------------------


def _is_heic(head: bytes) -> bool:
    if head[4:8] != b"ftyp":
        return False
    end = min(len(head), int.from_bytes(head[:4], "big"))
    brands = {head[at : at + 4] for at in range(8, end, 4) if at != 12}
    return bool(brands & _HEIC) and not brands & _AVIF


def _heic_library() -> Any:
    try:
        from pillow_heif import as_plugin, options
    except ImportError as error:
        raise Problem("format_missing", what="HEIC", library="pillow-heif") from error
    options.DECODE_THREADS = 1  # several files are decoded at once as it is
    options.THUMBNAILS = False
    return as_plugin


# --- DICOM ---------------------------------------------------------------------------------------

_PIXELS = (0x7FE00010, 0x7FE00009, 0x7FE00008)
_LONG = 2**20
"""Bytes: longer values, the pixels above all, are left in the file."""
_DATES = (("AcquisitionDate", "AcquisitionTime"), ("ContentDate", "ContentTime"), ("StudyDate", "StudyTime"))
_EXIF_DATE = 0x0132


class Dicom(ImageFile.ImageFile):
    """The first picture of a DICOM file as its own window shows it: 8 bits of grey, or RGB."""

    format = "DICOM"
    format_description = "Digital Imaging and Communications in Medicine"

    def _open(self) -> None:
        assert self.fp is not None
        self._said = said = _said(_Bounded(self.fp))
        self._size = int(said.Columns), int(said.Rows)
        self._mode = "L" if said.PhotometricInterpretation in ("MONOCHROME1", "MONOCHROME2") else "RGB"
        self.is_animated = _frames(said) > 1
        taken = Image.Exif()
        taken[_EXIF_DATE] = _taken(said)  # as a camera says it
        self.info["exif"] = taken.tobytes()

    def stored(self) -> Stored | None:
        """The values of grey where neither a window nor a table of the file says how they are to be seen."""
        if self.mode != "L" or _has_a_window(self._said):
            return None
        assert self.fp is not None
        from pydicom.pixels.processing import apply_modality_lut

        said, pixels = self._said, _pixels(self._said, _Bounded(self.fp))
        if pixels.ndim != 2:
            raise Problem("image_damaged", reason="grey values of several planes")
        counts = pixels != said.PixelPaddingValue if "PixelPaddingValue" in said else None
        return Stored(apply_modality_lut(pixels, said), self.mode, "DICOM", counts=counts,
                      inverted=said.PhotometricInterpretation == "MONOCHROME1")

    def load(self) -> Any:
        if self._im is None:
            assert self.fp is not None
            pixels = _pixels(self._said, _Bounded(self.fp))
            shown = _colours if self.mode == "RGB" else _greys
            self.im = Image.fromarray(shown(self._said, pixels)).im
        return Image.Image.load(self)


class _Bounded:
    """A file that is never asked for more than it has: for a damaged length Python would reserve gigabytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.end = file, file.seek(0, os.SEEK_END)
        self.seek, self.tell = file.seek, file.tell
        file.seek(0)

    def read(self, size: int = -1) -> bytes:
        left = max(0, self.end - self._file.tell())
        return self._file.read(min(size, left) if size >= 0 else left)


def _said(file: _Bounded) -> "Dataset":
    """What a DICOM file says of its picture. Raises Problem: not_an_image, format_missing."""
    try:
        import pydicom
        from pydicom.pixels.decoders.base import get_decoder
    except ImportError as error:
        raise Problem("format_missing", what="DICOM", library="pydicom") from error
    pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
    said = pydicom.dcmread(cast(BinaryIO, file), defer_size=_LONG)
    syntax = said.file_meta.TransferSyntaxUID
    try:
        decoder = get_decoder(syntax)
    except NotImplementedError as error:  # a film, or no picture at all
        raise Problem("not_an_image") from error
    if syntax.is_deflated or not any(tag in said for tag in _PIXELS):
        raise Problem("not_an_image")
    if not decoder.is_available:
        raise Problem("format_missing", what=f"DICOM, {syntax.name}", library="python-gdcm")
    for groups in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
        for kind in ("PixelValueTransformationSequence", "FrameVOILUTSequence"):
            if said.get(groups) and said[groups][0].get(kind):  # files of many frames keep windows apart
                said.update(said[groups][0][kind][0])
    return said


def _frames(said: "Dataset") -> int:
    return int(said.get("NumberOfFrames") or 1)


def _taken(said: "Dataset") -> str:
    """When the picture was made, as EXIF writes it; empty where the file does not say."""
    moment = str(said.get("AcquisitionDateTime") or "")
    for date, time in _DATES:
        moment = moment or str(said.get(date) or "") + str(said.get(time) or "")
    found = re.match(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", moment)
    return "{}:{}:{} {}:{}:{}".format(*found.groups()) if found else ""


def _pixels(said: "Dataset", file: _Bounded) -> Values:
    """The stored values of the first frame, [h, w] or [h, w, 3]."""
    from pydicom.encaps import get_frame
    from pydicom.pixels.utils import pixel_array

    stored: Any = next(element for element in said.values() if element.tag in _PIXELS)
    if said.file_meta.TransferSyntaxUID.is_encapsulated:
        file.seek(stored.value_tell)
        _see_that_it_fits(said, get_frame(cast(BinaryIO, file), 0, number_of_frames=_frames(said)))
    elif stored.value_tell + stored.length > file.end:
        raise Problem("image_truncated")
    return pixel_array(cast(BinaryIO, file), index=0)


def _see_that_it_fits(said: "Dataset", frame: bytes) -> None:
    """Refuse a JPEG 2000 of another size than the file says: its decoder reserves what it is told to."""
    at = frame.find(b"\xff\x4f\xff\x51")
    if at >= 0:
        right, bottom, left, top, *_, planes = struct.unpack_from(">8IH", frame, at + 8)
        if (right - left, bottom - top, planes) != (said.Columns, said.Rows, said.SamplesPerPixel):
            raise Problem("image_damaged", reason="two sizes are given")


def _greys(said: "Dataset", pixels: Values) -> Bytes:
    """Through the tables and the window of the file; where it has none, from the darkest value to the brightest."""
    from pydicom.pixels.processing import apply_modality_lut

    if pixels.ndim != 2:
        raise Problem("image_damaged", reason="grey values of several planes")
    there = _values_there(said, pixels)

    def shown(values: Values) -> Bytes:
        real = apply_modality_lut(values, said)
        seen, low, high = _windowed(said, real, apply_modality_lut(there, said))
        share = np.clip(np.nan_to_num((seen - low) / ((high - low) or 1.0)), 0, 1)
        return np.asarray(share * 255 + 0.5, np.uint8)

    with np.errstate(all="ignore"):
        found = by_table(pixels, shown)
    return 255 - found if said.PhotometricInterpretation == "MONOCHROME1" else found


def _values_there(said: "Dataset", pixels: Values) -> Values:
    """The least and the greatest value of a picture; what only fills its corners does not count."""
    kept = pixels[pixels != said.get("PixelPaddingValue")] if "PixelPaddingValue" in said else pixels
    kept = kept if kept.size else pixels
    return np.array([kept.min(), kept.max()], kept.dtype)


def _windowed(said: "Dataset", real: Values, there: Values) -> tuple[Values, float, float]:
    """Values as the file's table or window lets them be seen, and those that are black and white."""
    from pydicom.pixels.processing import apply_voi_lut

    try:
        ends = apply_voi_lut(_ends(said), said)
        return apply_voi_lut(real, said), float(ends.min()), float(ends.max())
    except _NO_WINDOW:
        return real, float(there.min()), float(there.max())


_NO_WINDOW = (ValueError, NotImplementedError, TypeError, AttributeError)
"""What is raised where a file has none, or one that means nothing."""


def _has_a_window(said: "Dataset") -> bool:
    from pydicom.pixels.processing import apply_voi_lut

    with contextlib.suppress(*_NO_WINDOW), np.errstate(all="ignore"):
        apply_voi_lut(_ends(said), said)
        return True
    return False


def _ends(said: "Dataset") -> Values:
    """Values that lie on all steps of the file's table, or beyond both ends of its window."""
    if said.get("VOILUTSequence"):
        count, first, _ = said.VOILUTSequence[0].LUTDescriptor
        return np.arange(first, first + (count or 2**16))
    if said.get("WindowWidth") is None or said.get("WindowCenter") is None:
        raise ValueError("it has neither")
    return np.array([-1e30, 1e30])


def _colours(said: "Dataset", pixels: Values) -> Bytes:
    from pydicom.pixels.processing import apply_color_lut

    bits = int(said.BitsStored) if pixels.dtype.itemsize > 1 else 8
    if said.PhotometricInterpretation == "PALETTE COLOR":
        pixels = apply_color_lut(pixels, said)
        bits = 8 * pixels.dtype.itemsize
    if pixels.ndim != 3:
        raise Problem("image_damaged", reason="colours of one plane")
    return np.asarray(pixels[..., :3] >> max(0, bits - 8), np.uint8)
