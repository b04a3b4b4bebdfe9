"""Formats beside Pillow's own: HEIC and DICOM, what their files can be like, and what is said where they cannot be."""

import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from core.data.depth import by_table, to_8_bits
from core.data.image import image_names, read, read_with_facts
from core.data.look import scan
from core.problems import SENTENCES, Problem
from tests.core import made
from tests.core.conftest import picture

needs_heic = pytest.mark.skipif(not made.here("pillow_heif"), reason="the library of HEIC is not installed")
needs_dicom = pytest.mark.skipif(not made.here("pydicom"), reason="the library of DICOM is not installed")
needs_j2k = pytest.mark.skipif(not made.here("openjpeg"), reason="the library of JPEG 2000 in DICOM is not installed")

RAMP = (np.arange(40 * 50, dtype=np.uint16) * 2).reshape(40, 50)
"""0...3998, as of a camera of 12 bits."""


def fault(path: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        read(path)
    assert caught.value.code in SENTENCES
    assert "?" not in str(caught.value), "every detail of the sentence is given"
    return caught.value


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def grey(path: Path) -> npt.NDArray[np.int64]:
    """The picture of a grey file."""
    found = np.asarray(read(path))
    assert (found[..., 0] == found[..., 2]).all()
    return found[..., 0].astype(np.int64)


def test_what_counts_as_an_image() -> None:
    assert image_names(["a.heic", "b.HIF", "c.dcm", "d.DICOM", "no extension", "dcm"]) == [
        "a.heic", "b.HIF", "c.dcm", "d.DICOM"]


# --- HEIC ----------------------------------------------------------------------------------------


@needs_heic
def test_heic(tmp_path: Path) -> None:
    colour = picture(1, (200, 90, 40), (80, 60))
    found, facts = read_with_facts(put(tmp_path / "a.heic", made.heic(colour)))
    assert (facts.format, facts.mode, facts.width, facts.height) == ("HEIF", "RGB", 80, 60)
    assert not facts.several_frames
    assert np.abs(np.asarray(found).astype(int) - np.asarray(colour)).mean() < 12
    assert read(put(tmp_path / "called.jpg", made.heic(colour))).size == (80, 60), "its content tells, not its name"


@needs_heic
def test_a_heic_of_several_pictures_and_one_with_transparency(tmp_path: Path) -> None:
    red, blue = (Image.new("RGB", (64, 64), colour) for colour in ("red", "blue"))
    data = made.heic(red, save_all=True, append_images=[blue], primary_index=0)
    found, facts = read_with_facts(put(tmp_path / "two.heic", data))
    assert facts.several_frames
    assert found.getpixel((9, 9))[0] > 200
    clear = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    assert np.asarray(read(put(tmp_path / "clear.heic", made.heic(clear)))).min() > 250


@needs_heic
def test_when_a_heic_was_taken(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0132] = "2024:05:01 12:30:00"
    data = made.heic(picture(1, size=(64, 64)), exif=exif)
    assert read_with_facts(put(tmp_path / "a.heic", data))[1].taken == "2024-05-01T12:30:00"


@needs_heic
def test_damaged_heic(tmp_path: Path) -> None:
    data = made.heic(picture(1, size=(64, 64)))
    assert fault(put(tmp_path / "cut.heic", data[: len(data) // 2])).code in ("image_truncated", "image_damaged")
    assert fault(put(tmp_path / "head.heic", data[:40])).code in ("image_truncated", "image_damaged")
    at = data.index(b"ispe") + 8
    bomb = data[:at] + struct.pack(">II", 60_000, 60_000) + data[at + 8 :]
    assert fault(put(tmp_path / "bomb.heic", bomb)).code == "image_bomb"


def test_without_the_library_of_heic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    head = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"heic", 0, b"mif1", b"heic")
    problem = fault(put(tmp_path / "a.heic", head + bytes(200)))
    assert (problem.code, problem.details) == ("format_missing", {"what": "HEIC", "library": "pillow-heif"})


@pytest.mark.timeout(5)
def test_other_films_and_avif_are_no_heic(tmp_path: Path) -> None:
    for length in (16, 0, 0xFFFFFFFF):  # the last says that the head is as long as four thousand million bytes
        film = struct.pack(">I4s4sI", length, b"ftyp", b"isom", 0) + bytes(99)
        assert fault(put(tmp_path / "a.heic", film)).code == "not_an_image"
    picture(1, size=(64, 64)).save(tmp_path / "a.avif")
    assert read_with_facts(tmp_path / "a.avif")[1].format == "AVIF"


# --- DICOM ---------------------------------------------------------------------------------------


@needs_dicom
def test_a_window_is_what_is_seen(tmp_path: Path) -> None:
    path = put(tmp_path / "a.dcm", made.dicom(RAMP, BitsStored=12, HighBit=11, WindowCenter=2000, WindowWidth=1000))
    found, facts = read_with_facts(path)
    assert (facts.format, facts.mode, facts.width, facts.height) == ("DICOM", "L", 50, 40)
    seen = np.asarray(found)[..., 0].astype(int)
    assert (seen[RAMP < 1490] == 0).all()
    assert (seen[RAMP > 2510] == 255).all()
    between = (RAMP > 1510) & (RAMP < 2490)
    assert np.abs(seen - (RAMP.astype(int) - 1500) * 255 / 1000)[between].max() < 2


@needs_dicom
def test_the_window_is_of_the_rescaled_values(tmp_path: Path) -> None:
    """As in computed tomography: the stored value 1024 is 0, water."""
    stored = RAMP.astype(np.int16)
    window = {"RescaleSlope": 1, "RescaleIntercept": -1024, "WindowCenter": [40, 500], "WindowWidth": [400, 2000]}
    seen = grey(put(tmp_path / "a.dcm", made.dicom(stored, **window)))
    assert (seen[stored < 1024 - 165] == 0).all()
    assert (seen[stored > 1024 + 245] == 255).all()
    assert abs(int(seen.ravel()[(1024 + 40) // 2]) - 127) < 3


@needs_dicom
def test_monochrome1_is_white_where_it_is_nought(tmp_path: Path) -> None:
    plain = grey(put(tmp_path / "a.dcm", made.dicom(RAMP)))
    turned = grey(put(tmp_path / "b.dcm", made.dicom(RAMP, PhotometricInterpretation="MONOCHROME1")))
    assert plain.ravel()[0] == 0
    assert plain.ravel()[-1] == 255
    assert (turned == 255 - plain).all()


@needs_dicom
def test_without_a_window_nothing_is_clipped_and_padding_does_not_count(tmp_path: Path) -> None:
    stored = RAMP.astype(np.int16) - 500
    assert len(np.unique(grey(put(tmp_path / "a.dcm", made.dicom(stored))))) == 256
    stored[0, :10] = -30_000
    padded = grey(put(tmp_path / "b.dcm", made.dicom(stored, PixelPaddingValue=-30_000)))
    assert len(np.unique(padded)) == 256
    assert (padded[0, :10] == 0).all()
    flat = grey(put(tmp_path / "c.dcm", made.dicom(np.full((9, 9), 700, np.uint16))))
    assert len(np.unique(flat)) == 1


@needs_dicom
def test_a_window_that_means_nothing(tmp_path: Path) -> None:
    seen = grey(put(tmp_path / "a.dcm", made.dicom(RAMP, WindowCenter=2000, WindowWidth=0)))
    assert (seen == grey(put(tmp_path / "b.dcm", made.dicom(RAMP)))).all(), "it is as if there were none"


@needs_dicom
def test_a_table_in_place_of_a_window(tmp_path: Path) -> None:
    from pydicom.dataset import Dataset

    table = Dataset()
    table.LUTDescriptor, table.LUTData = [4096, 0, 16], (np.arange(4096)[::-1] * 16).tolist()
    table["LUTDescriptor"].VR = table["LUTData"].VR = "US"
    seen = grey(put(tmp_path / "a.dcm", made.dicom(RAMP, VOILUTSequence=[table])))
    assert np.abs(seen - (255 - RAMP.astype(int) * 255 / 4095)).max() < 2


@needs_dicom
def test_colours(tmp_path: Path) -> None:
    colour = np.asarray(picture(1, (200, 90, 40), (30, 20)))
    found, facts = read_with_facts(put(tmp_path / "a.dcm", made.dicom(colour)))
    assert facts.mode == "RGB"
    assert (np.asarray(found) == colour).all()
    planes = np.ascontiguousarray(colour.transpose(2, 0, 1))
    planar = made.dicom(colour, PlanarConfiguration=1, PixelData=planes.tobytes())
    assert (np.asarray(read(put(tmp_path / "b.dcm", planar))) == colour).all()
    palette = {f"{name}PaletteColorLookupTable{what}": value for name, light in zip(("Red", "Green", "Blue"), (1, 2, 3),
               strict=True) for what, value in (("Descriptor", [256, 0, 16]), ("Data", _table(light)))}
    found = np.asarray(read(put(tmp_path / "c.dcm", made.dicom(colour[..., 0].copy(), **palette,
                                                               PhotometricInterpretation="PALETTE COLOR"))))
    assert (found == np.stack([colour[..., 0] // light for light in (1, 2, 3)], 2)).all()


def _table(light: int) -> bytes:
    return ((np.arange(256) // light) * 256).astype("<u2").tobytes()


@needs_dicom
def test_the_first_frame_alone(tmp_path: Path) -> None:
    frames = np.stack([RAMP, RAMP[::-1], RAMP])
    found, facts = read_with_facts(put(tmp_path / "a.dcm", made.dicom(frames)))
    assert facts.several_frames
    assert (np.asarray(found) == np.asarray(read(put(tmp_path / "b.dcm", made.dicom(RAMP))))).all()


@needs_dicom
def test_the_window_of_a_frame(tmp_path: Path) -> None:
    """Files of many frames say for each how it is to be seen."""
    from pydicom.dataset import Dataset

    def groups(**values: float) -> Dataset:
        inner, outer = Dataset(), Dataset()
        for name, value in values.items():
            setattr(inner, name, value)
        kind = "FrameVOILUTSequence" if "WindowWidth" in values else "PixelValueTransformationSequence"
        setattr(outer, kind, [inner])
        return outer
    apart = made.dicom(np.stack([RAMP, RAMP]),
                       SharedFunctionalGroupsSequence=[groups(RescaleSlope=1, RescaleIntercept=-1024)],
                       PerFrameFunctionalGroupsSequence=[groups(WindowCenter=40, WindowWidth=400),
                                                         groups(WindowCenter=900, WindowWidth=100)])
    plain = made.dicom(RAMP, RescaleSlope=1, RescaleIntercept=-1024, WindowCenter=40, WindowWidth=400)
    assert (grey(put(tmp_path / "a.dcm", apart)) == grey(put(tmp_path / "b.dcm", plain))).all()


@needs_dicom
def test_a_packed_photograph(tmp_path: Path) -> None:
    colour = picture(2, (200, 90, 40), (48, 40))
    data = made.dicom(np.asarray(colour), syntax=made.JPEG, packed=[made.saved(colour, "JPEG", quality=95)],
                      PhotometricInterpretation="YBR_FULL_422")
    found = np.asarray(read(put(tmp_path / "a.dcm", data))).astype(int)
    assert np.abs(found - np.asarray(colour)).mean(axis=(0, 1)).max() < 12
    assert np.abs(found.mean((0, 1)) - np.asarray(colour).mean((0, 1))).max() < 2


@needs_dicom
def test_packed_pixels(tmp_path: Path) -> None:
    plain = grey(put(tmp_path / "a.dcm", made.dicom(RAMP)))
    assert (grey(put(tmp_path / "b.dcm", made.dicom(RAMP, syntax=made.RLE))) == plain).all()
    image = picture(2, size=(50, 40)).convert("L")
    data = made.dicom(np.asarray(image), syntax=made.JPEG, packed=[made.saved(image, "JPEG", quality=95)])
    whole = made.dicom(np.asarray(image))
    assert np.abs(grey(put(tmp_path / "c.dcm", data)) - grey(put(tmp_path / "d.dcm", whole))).mean() < 4


@needs_dicom
@needs_j2k
def test_jpeg_2000_of_twelve_bits(tmp_path: Path) -> None:
    data = made.dicom(RAMP, syntax=made.JPEG_2000, packed=[made.saved(Image.fromarray(RAMP), "JPEG2000", no_jp2=True)])
    assert (grey(put(tmp_path / "a.dcm", data)) == grey(put(tmp_path / "b.dcm", made.dicom(RAMP)))).all()


@needs_dicom
def test_when_it_was_made(tmp_path: Path) -> None:
    for n, (tags, taken) in enumerate((
            ({"AcquisitionDateTime": "20240501123000.500"}, "2024-05-01T12:30:00"),
            ({"StudyDate": "20240501", "StudyTime": "123000", "ContentDate": ""}, "2024-05-01T12:30:00"),
            ({"StudyDate": "20240501"}, ""), ({}, ""))):
        assert read_with_facts(put(tmp_path / f"{n}.dcm", made.dicom(RAMP, **tags)))[1].taken == taken


@needs_dicom
def test_a_packing_that_needs_another_library(tmp_path: Path) -> None:
    if made.here("gdcm") or made.here("libjpeg"):
        pytest.skip("the library is here")
    data = made.dicom(RAMP, syntax=made.JPEG_LOSSLESS, packed=[b"\xff\xd8" + bytes(40)])
    problem = fault(put(tmp_path / "a.dcm", data))
    assert problem.code == "format_missing"
    assert "JPEG Lossless" in str(problem)


@needs_dicom
def test_what_is_no_picture(tmp_path: Path) -> None:
    """A report, a film, and what is packed as a whole."""
    for n, tags in enumerate(({"PixelData": None}, {"syntax": "1.2.840.10008.1.2.4.102", "packed": [bytes(40)]},
                              {"syntax": "1.2.3.4", "packed": [bytes(40)]})):
        data = made.dicom(RAMP, **{k: v for k, v in tags.items() if v is not None})
        if n == 0:
            data = data[: data.index(b"\xe0\x7f\x10\x00")]
        assert fault(put(tmp_path / f"{n}.dcm", data)).code == "not_an_image"


@needs_dicom
def test_damaged_dicom(tmp_path: Path) -> None:
    data = made.dicom(RAMP)
    assert fault(put(tmp_path / "cut.dcm", data[:-1000])).code == "image_truncated"
    assert fault(put(tmp_path / "head.dcm", data[:200])).code in ("image_damaged", "not_an_image")
    assert fault(put(tmp_path / "no.dcm", data[:128] + data[132:])).code == "not_an_image"
    assert fault(put(tmp_path / "bomb.dcm", made.dicom(RAMP, Rows=60_000, Columns=60_000))).code == "image_bomb"


@needs_dicom
def test_a_bomb_within(tmp_path: Path) -> None:
    """The file says 50 x 40, the JPEG 2000 in it 60,000 x 60,000; or it has ten thousand planes."""
    packed = made.saved(Image.fromarray(RAMP), "JPEG2000", no_jp2=True)
    at = packed.index(b"\xff\x4f\xff\x51") + 8
    for name, where, number in (("size", at, struct.pack(">II", 60_000, 60_000)), ("planes", at + 32, b"\x27\x10")):
        bomb = packed[:where] + number + packed[where + len(number) :]
        data = made.dicom(RAMP, syntax=made.JPEG_2000, packed=[bomb])
        assert fault(put(tmp_path / f"{name}.dcm", data)).code == "image_damaged"


def test_without_the_library_of_dicom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydicom", None)
    problem = fault(put(tmp_path / "a.dcm", bytes(128) + b"DICM" + bytes(200)))
    assert (problem.code, problem.details) == ("format_missing", {"what": "DICOM", "library": "pydicom"})


# --- all of them ---------------------------------------------------------------------------------


def test_every_kind_is_read_in_silence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for kind, files in made.every_kind().items():
        for n, data in enumerate(files):
            assert min(read(put(tmp_path / f"{n}.{kind}", data)).size) >= 16, f"{kind} {n}"
    assert capfd.readouterr() == ("", "")


def test_a_folder_of_all_kinds(tmp_path: Path) -> None:
    kinds = made.every_kind()
    for kind, files in kinds.items():
        (tmp_path / kind).mkdir()
        for n, data in enumerate(files):
            put(tmp_path / kind / f"{n}.{kind}", data)
    index = scan(tmp_path)
    assert index.faults == ()
    assert len(index.samples) == sum(map(len, kinds.values()))
    assert "first_frame_only" in {f.code for f in index.findings}


def test_pages_of_a_tiff(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    found, facts = read_with_facts(tmp_path / "a.tif")
    assert facts.several_frames
    assert found.getpixel((3, 3)) == (255, 0, 0)
    pages[0].save(tmp_path / "b.tif")
    assert not read_with_facts(tmp_path / "b.tif")[1].several_frames


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the reading processes are watched in the way of other systems")
def test_damaged_copies_of_every_kind() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.fuzz", "--count", "1500", "--seed", "11"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "every bar is met" in done.stdout


# --- depth ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int16, ">u2", ">i2"])
def test_a_table_gives_what_each_value_gives(dtype: str) -> None:
    info = np.iinfo(dtype)
    values = np.random.default_rng(0).integers(info.min, info.max, (300, 200), endpoint=True).astype(dtype)
    whole = to_8_bits(values.astype(np.int64 if info.min else np.uint32))
    assert (to_8_bits(values) == whole).all()
    shown = (values.astype(np.int64) * 3 + 1).astype(np.uint8)
    assert (by_table(values, lambda v: (v.astype(np.int64) * 3 + 1).astype(np.uint8)) == shown).all()


def test_numbers_without_end_do_no_harm() -> None:
    values = np.array([[np.nan, np.inf, -np.inf], [0.0, 0.5, 1.0]], np.float32)
    assert to_8_bits(values).tolist() == [[0, 255, 0], [0, 128, 255]]
    loud = np.array([[0x7F800001, 0x3F800000]], np.uint32).view(np.float32)  # a NaN that is remarked upon
    assert to_8_bits(loud).tolist() == [[0, 255]]
    huge = np.array([[-3e38, 0, 3e38]], np.float32)
    assert to_8_bits(huge).shape == (1, 3)
