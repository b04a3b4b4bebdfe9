"""Pictures of every format as the bytes of files; of those that need a library, if it is here."""

import importlib.util
import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

from tests.core.conftest import picture

EXPLICIT = "1.2.840.10008.1.2.1"
RLE, JPEG, JPEG_LOSSLESS, JPEG_2000 = (f"1.2.840.10008.1.2.{end}" for end in ("5", "4.50", "4.70", "4.90"))
"""Transfer syntaxes of DICOM."""


def here(library: str) -> bool:
    return importlib.util.find_spec(library) is not None


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """A picture as a file of a Pillow format."""
    file = io.BytesIO()
    image.copy().save(file, kind, **options)  # Pillow leaves what it saved the last time with in the image
    return file.getvalue()


def heic(image: Image.Image, **options: Any) -> bytes:
    """A picture as HEIC; `exif` turns it as a camera would."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    return saved(image, "HEIF", **{"quality": 90} | options)


def dicom(values: npt.NDArray[Any], *, syntax: str = EXPLICIT, packed: list[bytes] | None = None, **tags: Any) -> bytes:
    """A DICOM file of grey values [h, w], of frames [n, h, w], or of colours [h, w, 3].

    `packed` are the compressed frames where the syntax has such; `tags` are added, or replace what follows.
    """
    from pydicom.dataset import FileDataset, FileMetaDataset
    from pydicom.encaps import encapsulate
    from pydicom.uid import UID, SecondaryCaptureImageStorage, generate_uid

    meta = FileMetaDataset()
    meta.TransferSyntaxUID, meta.MediaStorageSOPClassUID = UID(syntax), SecondaryCaptureImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=["thawline"])
    made = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
    made.SOPClassUID, made.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    colour = values.ndim == 3 and values.shape[2] == 3
    made.NumberOfFrames = len(values) if values.ndim == 3 and not colour else 1
    made.Rows, made.Columns = values.shape[:2] if colour else values.shape[-2:]
    made.SamplesPerPixel, made.PhotometricInterpretation = (3, "RGB") if colour else (1, "MONOCHROME2")
    if colour:
        made.PlanarConfiguration = 0
    made.BitsAllocated = made.BitsStored = 8 * values.dtype.itemsize
    made.HighBit, made.PixelRepresentation = made.BitsStored - 1, int(values.dtype.kind == "i")
    made.PixelData = encapsulate(packed) if packed else values.astype(values.dtype.newbyteorder("<")).tobytes()
    made["PixelData"].VR = "OW" if made.BitsAllocated > 8 else "OB"
    for name, value in tags.items():
        setattr(made, name, value)
    if syntax == RLE:
        made.file_meta.TransferSyntaxUID = UID(EXPLICIT)
        made.compress(UID(RLE), generate_instance_uid=False)
    file = io.BytesIO()
    made.save_as(file, enforce_file_format=True)
    return file.getvalue()


def every_kind() -> dict[str, list[bytes]]:
    """Small files by what their names end in."""
    kinds: dict[str, list[bytes]] = {}
    for end, data in [*_of_pillow(), *_of_many_bits(), *(_of_heic() if here("pillow_heif") else ()),
                      *(_of_dicom() if here("pydicom") else ())]:
        kinds.setdefault(end, []).append(data)
    return kinds


_COLOUR = picture(7, (180, 120, 60), (56, 40))
_DEEP = (np.arange(40 * 56, dtype=np.uint16) * 29).reshape(40, 56)


def _of_pillow() -> Iterator[tuple[str, bytes]]:
    clear = _COLOUR.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    grey, palette = _COLOUR.convert("L"), _COLOUR.quantize(32)
    for image in (_COLOUR, clear, grey, palette, _COLOUR.convert("1"), Image.fromarray(_DEEP)):
        yield "png", saved(image, "PNG")
    yield "png", saved(_COLOUR, "PNG", save_all=True, append_images=[clear.convert("RGB")])
    for options in ({}, {"progressive": True}, {"subsampling": 0, "quality": 95}):
        yield "jpg", saved(_COLOUR, "JPEG", **options)
    for image in (grey, _COLOUR.convert("CMYK")):
        yield "jpg", saved(image, "JPEG")
    for packing in (None, "tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits"):
        yield "tif", saved(_COLOUR, "TIFF", compression=packing)
    yield "tif", saved(_COLOUR.convert("1"), "TIFF", compression="group4")
    yield "tif", saved(_COLOUR, "TIFF", save_all=True, append_images=[grey])
    for image in (Image.fromarray(_DEEP), Image.fromarray(_DEEP / np.float32(65535)), clear, palette):
        yield "tif", saved(image, "TIFF")
    yield "gif", saved(palette, "GIF")
    yield "gif", saved(palette, "GIF", save_all=True, append_images=[grey.quantize(16)])
    for image in (_COLOUR, grey, palette, _COLOUR.convert("1"), clear):
        yield "bmp", saved(image, "BMP")
    yield "dib", saved(_COLOUR, "DIB")
    for options in ({}, {"lossless": True}, {"save_all": True, "append_images": [_COLOUR.rotate(90)]}):
        yield "webp", saved(clear, "WEBP", **options)
    yield "avif", saved(_COLOUR, "AVIF")
    yield "avif", saved(clear, "AVIF", quality=90)
    yield "jp2", saved(_COLOUR, "JPEG2000")
    yield "jp2", saved(grey, "JPEG2000", irreversible=True, quality_layers=[20], no_jp2=True)
    yield "ico", saved(clear, "ICO", sizes=[(16, 16), (32, 32)])
    yield "ico", saved(clear, "ICO", sizes=[(32, 32)], bitmap_format="bmp")
    for image in (_COLOUR, palette):
        yield "pcx", saved(image, "PCX")
    for options in ({}, {"compression": "tga_rle"}):
        yield "tga", saved(clear, "TGA", **options)
    for image in (_COLOUR, grey, _COLOUR.convert("1"), Image.fromarray(_DEEP)):
        yield "ppm", saved(image, "PPM")


def _of_many_bits() -> Iterator[tuple[str, bytes]]:
    """What Pillow alone would not read whole."""
    import tifffile

    colour, grey = np.stack([_DEEP] * 3, 2), {"photometric": "minisblack"}
    for values, how in (
            (colour, {"photometric": "rgb"}),
            (colour, {"photometric": "rgb", "compression": "zlib", "predictor": True}),
            (colour.astype(np.float32), {"photometric": "rgb", "tile": (16, 16)}), (_DEEP.astype(np.float64), grey),
            (_DEEP.astype(np.uint32), {"photometric": "miniswhite"}), ((_DEEP % 200 - 100).astype(np.int8), grey),
            (np.stack([_DEEP] * 6, 2).astype(np.uint8), grey | {"planarconfig": "contig"}),
            (np.stack([_DEEP] * 5), grey | {"planarconfig": "separate", "bigtiff": True})):
        file = io.BytesIO()
        tifffile.imwrite(file, values, **how)
        yield "tif", file.getvalue()
    for channels in (2, 3, 4):
        yield "png", deep_png(np.stack([_DEEP] * channels, 2))
    yield "png", saved(_COLOUR, "PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes())


def deep_png(values: npt.NDArray[Any], clear: bytes = b"") -> bytes:
    """A PNG of 16 bits with 1 to 4 channels [h, w, c]; `clear` is its tRNS chunk."""
    height, width, channels = values.shape
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    head = struct.pack(">IIBBBBB", width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0)
    parts = ((b"IHDR", head), *([(b"tRNS", clear)] if clear else []), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts)


def _of_heic() -> Iterator[tuple[str, bytes]]:
    exif = Image.Exif()
    exif[0x0112] = 6
    yield "heic", heic(_COLOUR, exif=exif)
    yield "heic", heic(_COLOUR.convert("RGBA"))
    yield "heic", heic(_COLOUR.convert("L"), save_all=True, append_images=[_COLOUR.convert("L").rotate(90)])


def _of_dicom() -> Iterator[tuple[str, bytes]]:
    grey, colour = np.asarray(_COLOUR.convert("L")), np.asarray(_COLOUR)
    yield "dcm", dicom(_DEEP, WindowCenter=30000, WindowWidth=20000)
    yield "dcm", dicom((_DEEP.astype(np.int32) - 30000).astype(np.int16), RescaleSlope=2, RescaleIntercept=-1024)
    yield "dcm", dicom(colour)
    yield "dcm", dicom(np.stack([grey, 255 - grey]), PhotometricInterpretation="MONOCHROME1")
    yield "dcm", dicom(_DEEP, syntax=RLE)
    yield "dcm", dicom(grey, syntax=JPEG, packed=[saved(_COLOUR.convert("L"), "JPEG")])
    yield "dcm", dicom(grey, syntax=JPEG_2000, packed=[saved(_COLOUR.convert("L"), "JPEG2000", no_jp2=True)])
