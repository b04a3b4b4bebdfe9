"""Values of more than 8 bits: read whole, brought to 8 bits by one scaling for a folder, the same one ever after."""

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import tifffile
from PIL import Image, ImageCms

from core import jobs
from core.check import settled
from core.choice import from_json, to_json
from core.data.edited import edited
from core.data.image import image_names, images_among, read, read_with_facts, to_array
from core.data.look import refreshed, scan
from core.data.split import split
from core.data.traits import read_traits
from core.evaluate import predict
from core.health import check
from core.model import load_model
from core.pixels import Levels, Pixels
from core.project import RunFolder
from core.recipe import Phase, Recipe
from core.run import Gate, Run
from core.source import Source
from tests.core import made
from tests.core.conftest import picture

RAMP = np.tile(np.linspace(0, 1, 256), (16, 1))
BEFORE = Pixels(as_before=True)


def seen(path: Path, pixels: Pixels = Pixels()) -> npt.NDArray[np.int64]:
    return np.asarray(read(path, pixels=pixels)).astype(np.int64)


def tiff(path: Path, values: npt.NDArray[Any], **how: Any) -> Path:
    tifffile.imwrite(path, values, **{"photometric": "minisblack" if values.ndim == 2 else "rgb"} | how)
    return path


# --- every way to store values ---------------------------------------------------------------------


@pytest.mark.parametrize(("least", "most", "kind"), [
    (0, 4095, "u2"), (0, 60, "u2"), (-1000, 3000, "i2"), (-128, 127, "i1"), (0, 4e9, "u4"), (-1e5, 1e5, "i4"),
    (0, 1, "f2"), (-1, 1, "f4"), (-0.01, 1.02, "f4"), (0, 1, "f8"), (-2.1, 2.6, "f4")])
@pytest.mark.parametrize("colours", [1, 3])
def test_a_ramp_is_a_ramp_however_it_is_stored(tmp_path: Path, least: float, most: float, kind: str,
                                               colours: int) -> None:
    values = (RAMP * (most - least) + least).astype(kind)
    found = seen(tiff(tmp_path / "a.tif", values if colours == 1 else np.stack([values] * 3, 2)))
    row = found[0, :, 0]
    assert (row[0], row[-1]) == (0, 255)
    assert (np.diff(row) >= 0).all()
    assert len(np.unique(row)) >= min(60, 100 if kind != "u2" else 61)
    assert (found[..., 0] == found[..., 2]).all()


def test_sixteen_bits_packed_and_laid_out_in_every_way(tmp_path: Path) -> None:
    dice = np.random.default_rng(0)
    grey, colour = dice.integers(0, 4096, (70, 50)).astype("u2"), dice.integers(0, 4096, (70, 50, 3)).astype("u2")
    plain = {1: seen(tiff(tmp_path / "grey.tif", grey)), 3: seen(tiff(tmp_path / "colour.tif", colour))}
    for n, how in enumerate(({"compression": "zlib", "predictor": True}, {"rowsperstrip": 16}, {"tile": (32, 32)},
                             {"byteorder": ">"}, {"bigtiff": True})):
        assert (seen(tiff(tmp_path / f"{n} 1.tif", grey, **how)) == plain[1]).all(), how
        assert (seen(tiff(tmp_path / f"{n} 3.tif", colour, **how)) == plain[3]).all(), how
    planes = tiff(tmp_path / "planes.tif", np.moveaxis(colour, 2, 0), planarconfig="separate")
    assert (seen(planes) == plain[3]).all()
    for packing in ("tiff_lzw", "zstd", "packbits"):
        for values in (grey, grey.astype(np.float32)):
            Image.fromarray(values).save(tmp_path / "packed.tif", compression=packing, tiffinfo={278: 16})
            assert (seen(tmp_path / "packed.tif") == plain[1]).all(), packing


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_a_deep_png_keeps_its_lower_half(tmp_path: Path, channels: int) -> None:
    values = np.random.default_rng(1).integers(0, 4096, (40, 30, channels)).astype(np.uint16)
    if channels in (2, 4):
        values[..., -1] = 65535
    (tmp_path / "a.png").write_bytes(made.deep_png(values))
    found, facts = read_with_facts(tmp_path / "a.png")
    colours = values[..., : channels - 1 + channels % 2]
    wanted = (colours - colours.min()) * (255 / (int(colours.max()) - int(colours.min())))
    assert np.abs(np.asarray(found)[..., : colours.shape[2]] - wanted).max() <= 1
    assert (facts.format, facts.width, facts.height) == ("PNG", 30, 40)


def test_what_is_transparent_in_16_bits_lies_on_white(tmp_path: Path) -> None:
    values = np.full((8, 8, 4), 3000, np.uint16)
    values[0, 0, :3] = 0
    values[:, 4:, 3], values[:, :4, 3] = 0, 65535
    (tmp_path / "a.png").write_bytes(made.deep_png(values))
    assert (seen(tmp_path / "a.png")[:, 4:] == 255).all()
    colours = values[..., :3].copy()
    colours[:, 4:] = (1, 2, 3)
    (tmp_path / "b.png").write_bytes(made.deep_png(colours, struct.pack(">HHH", 1, 2, 3)))
    assert (seen(tmp_path / "b.png")[:, 4:] == 255).all()
    tiff(tmp_path / "c.tif", values, extrasamples=["unassalpha"])
    assert (seen(tmp_path / "c.tif")[:, 4:] == 255).all()


@pytest.mark.parametrize("kind", ["u1", "u2", "i2", "f4"])
def test_white_is_zero(tmp_path: Path, kind: str) -> None:
    values = (RAMP * 100).astype(kind)
    row = seen(tiff(tmp_path / "a.tif", values, photometric="miniswhite"))[0, :, 0]
    assert row[0] > row[-1]
    assert (np.diff(row) <= 0).all()


def test_of_a_deep_tiff_turn_time_and_pages_are_told(tmp_path: Path) -> None:
    values = np.arange(20 * 30, dtype=np.uint16).reshape(20, 30)
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for _ in range(2):
            file.write(values, photometric="minisblack", datetime="2024:05:01 12:30:00",
                       extratags=[(274, 3, 1, 6, True)])
    found, facts = read_with_facts(tmp_path / "a.tif")
    assert (facts.width, facts.height, facts.several_frames, facts.taken) == (20, 30, True, "2024-05-01T12:30:00")
    assert found.getpixel((19, 0)) == (0, 0, 0), "the first pixel is at the top right"


def test_damaged_deep_files_have_their_sentence(tmp_path: Path) -> None:
    from core.problems import SENTENCES, Problem

    whole = tiff(tmp_path / "a.tif", np.random.default_rng(0).random((64, 64, 3)).astype("f8")).read_bytes()
    for n, data in enumerate((whole[: len(whole) // 2], whole[:60], whole[:8] + bytes(200))):
        (tmp_path / f"{n}.tif").write_bytes(data)
        with pytest.raises(Problem) as caught:
            read(tmp_path / f"{n}.tif")
        assert caught.value.code in SENTENCES


def test_photographs_of_8_bits_stay_bit_for_bit(tmp_path: Path) -> None:
    for name, data in (("jpg", made.saved(picture(1, size=(60, 40)), "JPEG")), ("png", made.saved(picture(2), "PNG")),
                       ("tif", made.saved(picture(3), "TIFF", compression="tiff_lzw"))):
        (tmp_path / f"a.{name}").write_bytes(data)
        assert (seen(tmp_path / f"a.{name}") == np.asarray(Image.open(io.BytesIO(data)))).all()
        assert (seen(tmp_path / f"a.{name}", BEFORE) == seen(tmp_path / f"a.{name}")).all()


# --- colour profiles -------------------------------------------------------------------------------


def profile(*primaries: tuple[float, float, float]) -> bytes:
    """A small profile: its primaries as columns of XYZ, gamma 2.2."""
    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(values: tuple[float, ...]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))
    curve = b"curv\0\0\0\0" + struct.pack(">IHH", 1, int(2.2 * 256), 0)
    tags = [(b"desc", b"desc\0\0\0\0" + struct.pack(">I", 2) + b"x\0" + bytes(80)), (b"cprt", b"text\0\0\0\0x\0\0\0"),
            (b"wtpt", xyz((0.9642, 1, 0.8249))),
            *zip((b"rXYZ", b"gXYZ", b"bXYZ"), map(xyz, primaries), strict=True),
            *((name, curve) for name in (b"rTRC", b"gTRC", b"bTRC"))]
    start, body, table = 132 + 12 * len(tags), b"", b""
    for name, data in tags:
        data += bytes(-len(data) % 4)
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"lcms", 0x02100000, b"mntr", b"RGB ", b"XYZ ") + bytes(12)
    return (head + b"acsp" + bytes(28) + b"".join(map(fixed, (0.9642, 1, 0.8249))) + bytes(48)
            + struct.pack(">I", len(tags)) + table + body)


P3 = profile((0.5151, 0.2412, -0.0011), (0.2919, 0.6922, 0.0419), (0.1572, 0.0666, 0.7841))
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("end", ["png", "jpg", "tif", "webp"])
def test_a_colour_profile_is_heard(tmp_path: Path, end: str) -> None:
    image = Image.new("RGB", (16, 16), (200, 60, 60))
    image.save(tmp_path / f"a.{end}", icc_profile=P3, **({"lossless": True} if end == "webp" else {}))
    wanted = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(P3)), ImageCms.createProfile("sRGB"))
    assert wanted is not None
    assert np.abs(seen(tmp_path / f"a.{end}")[4, 4] - wanted.getpixel((4, 4))).max() <= 3
    assert np.abs(seen(tmp_path / f"a.{end}", BEFORE)[4, 4] - (200, 60, 60)).max() <= 3, "as old runs have learnt it"


def test_a_profile_of_transparent_palette_grey_and_cmyk_pictures(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (16, 16), (200, 60, 60, 255))
    clear.paste((0, 0, 0, 0), (8, 0, 16, 16))
    clear.save(tmp_path / "a.png", icc_profile=P3)
    found = seen(tmp_path / "a.png")
    assert (found[:, 9:] == 255).all()
    assert found[4, 4, 0] > 210
    Image.new("RGB", (16, 16), (200, 60, 60)).quantize(4).save(tmp_path / "b.png", icc_profile=P3)
    assert np.abs(seen(tmp_path / "b.png")[4, 4] - found[4, 4]).max() <= 1
    Image.new("L", (16, 16), 90).save(tmp_path / "c.png", icc_profile=P3)
    assert (seen(tmp_path / "c.png") == 90).all(), "a profile of colours says nothing of greys"


@pytest.mark.parametrize("said", [SRGB, b"no profile at all", P3[:100], P3[:128] + bytes(40)])
def test_a_profile_that_says_nothing_changes_nothing(tmp_path: Path, said: bytes) -> None:
    image = picture(5, (180, 120, 60))
    image.save(tmp_path / "a.png", icc_profile=said)
    assert (seen(tmp_path / "a.png") == np.asarray(image)).all()


def test_lab_is_a_picture(tmp_path: Path) -> None:
    image = picture(5, (180, 120, 60))
    lab = ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"),
                                    outputMode="LAB")
    assert lab is not None
    lab.save(tmp_path / "a.tif")
    assert np.abs(seen(tmp_path / "a.tif") - np.asarray(image)).mean() < 4


# --- one scaling for a folder ----------------------------------------------------------------------


def camera(root: Path, kind: str = "u2", most: float = 3000) -> Path:
    """Two classes that differ by their brightness alone, as a camera of 12 bits stores them in 16."""
    dice = np.random.default_rng(3)
    for name, light in (("dark", 0.2), ("light", 0.6)):
        (root / name).mkdir(parents=True)
        for n in range(10):
            values = np.clip(dice.normal(light, 0.06, (24, 24)), 0, 1) * most
            tiff(root / name / f"{n}.tif", values.astype(kind))
    return root


@pytest.mark.parametrize(("kind", "most"), [("u2", 3000), ("u2", 40), ("f4", 1.01), ("u4", 3e9)])
def test_a_folder_is_scaled_as_one(tmp_path: Path, kind: str, most: float) -> None:
    index = scan(camera(tmp_path / "data", kind, most))
    [levels] = index.pixels.levels
    assert levels.stored == {"u2": "uint16", "f4": "float", "u4": "uint32"}[kind]
    assert 0 <= levels.black < 0.2 * most < 0.6 * most < levels.white <= most
    light = {s.path: read_traits(s.traits).brightness for s in index.samples}
    means = {path: seen(tmp_path / "data" / path, index.pixels).mean() for path in light}
    assert all(abs(light[path] - means[path]) < 3 for path in light), "what the checks see is what the network sees"
    assert min(v for p, v in means.items() if "light" in p) > 60 + max(v for p, v in means.items() if "dark" in p)
    again = scan(tmp_path / "data")
    assert again.pixels == index.pixels, "also when the files are not read again"
    assert [s._replace(stamp="") for s in again.samples] == [s._replace(stamp="") for s in index.samples]


def test_how_much_is_clipped_is_chosen(tmp_path: Path) -> None:
    root = camera(tmp_path / "data")
    tiff(root / "dark" / "hot.tif", np.where(np.arange(576).reshape(24, 24) == 7, 65535, 600).astype("u2"))
    plain, whole = scan(root).pixels.levels[0], scan(root, source=Source(clipped=0)).pixels.levels[0]
    assert plain.white < 4000, "one hot pixel makes nothing dark"
    assert (whole.black, whole.white) == (scan(root, source=Source(clipped=0.0)).pixels.levels[0].black, 65535.0)


def test_of_dark_pictures_only_the_blank_one_is_called_blank(tmp_path: Path) -> None:
    root = camera(tmp_path / "data", most=40)
    tiff(root / "dark" / "blank.tif", np.full((24, 24), 9, np.uint16))
    found = {f.code: f for f in check(scan(root), lambda event: None, Gate())[1]}
    assert found["images_blank"].paths == ("dark/blank.tif",)


def test_values_stored_in_two_ways_have_levels_of_their_own(tmp_path: Path) -> None:
    root = camera(tmp_path / "data")
    for n in range(3):
        tiff(root / "dark" / f"float {n}.tif", (RAMP * 2 - 1).astype("f4"))
    picture(1).save(root / "dark" / "photo.png")
    assert [one.stored for one in scan(root).pixels.levels] == ["float", "uint16"]


def test_a_run_keeps_its_scaling_and_an_old_one_reads_as_before(tmp_path: Path) -> None:
    index = split(scan(camera(tmp_path / "data")))
    recipe = Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=4, device="cpu",
                    phases=(Phase(epochs=1, freeze="all"),))
    assert settled(recipe, index).pixels == index.pixels
    assert edited(index, ()).pixels == index.pixels
    assert refreshed(index)[0].pixels == index.pixels
    run = RunFolder(tmp_path / "run")
    done = Run(jobs.train(index, recipe, run), lambda event: None, name="train", folder=str(run.path))
    done.run_here()
    assert done.failure is None
    assert run.recipe().pixels == index.pixels == load_model(run, "cpu").recipe.pixels, "in both files of the run"
    one = tiff(tmp_path / "new.tif", np.full((24, 24), 1800, np.uint16))  # alone it could be anything
    told = {}
    for name, pixels in (("its own", index.pixels), ("another", Pixels((Levels("uint16", 0, 65535),)))):
        model = load_model(run, "cpu")
        images = to_array(one, 32, model.recipe.fit, pixels=pixels)
        told[name] = images.mean()
    assert told["its own"] > 100 > told["another"]
    assert predict(run, [str(one)], lambda event: None, Gate())[0].problem == ""
    old = {name: value for name, value in to_json(recipe).items() if name != "pixels"}
    assert from_json(Recipe, json.loads(json.dumps(old))).pixels == BEFORE


def test_as_before_is_as_before(tmp_path: Path) -> None:
    values = (RAMP * 3000).astype(np.uint16)
    assert seen(tiff(tmp_path / "a.tif", values), BEFORE)[0, -1, 0] == 187, "coarse steps: 3000 of 4095"
    assert seen(tiff(tmp_path / "b.tif", np.stack([values] * 3, 2)), BEFORE)[0, -1, 0] == 3000 >> 8


# --- channels --------------------------------------------------------------------------------------


def test_of_many_channels_those_are_shown_that_are_chosen(tmp_path: Path) -> None:
    dice = np.random.default_rng(5)
    for kind, place in (("u1", "eight"), ("u2", "deep")):
        for name in ("a", "b"):
            (tmp_path / place / name).mkdir(parents=True)
            for n in range(4):
                values = dice.integers(0, 250, (20, 20, 6)).astype(kind)
                tiff(tmp_path / place / name / f"{n}.tif", values, photometric="minisblack", planarconfig="contig")
        first = scan(tmp_path / place)
        assert {s.channels for s in first.samples} == {6}
        index = scan(tmp_path / place, source=Source(bands=(6, 2, 1)))
        assert index.pixels.bands == (6, 2, 1)
        whole = tifffile.imread(tmp_path / place / "a" / "0.tif").astype(np.int64)
        found = seen(tmp_path / place / "a" / "0.tif", index.pixels)
        assert all(np.corrcoef(found[..., at].ravel(), whole[..., band].ravel())[0, 1] > 0.999
                   for at, band in enumerate((5, 1, 0)))
        grey = seen(tmp_path / place / "a" / "0.tif", Pixels(bands=(4,)))
        assert (grey[..., 0] == grey[..., 2]).all()
        assert np.corrcoef(grey[..., 0].ravel(), whole[..., 3].ravel())[0, 1] > 0.999
        assert {s.traits for s in first.samples} != {s.traits for s in index.samples}


# --- DICOM -----------------------------------------------------------------------------------------

needs_dicom = pytest.mark.skipif(not made.here("pydicom"), reason="the library of DICOM is not installed")


@needs_dicom
def test_dicom_without_an_ending_is_seen(tmp_path: Path) -> None:
    names = ("IM000001", "1.2.840.113619.2.55.3", "MR.1.2.840.10008.5", "I10")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for n, name in enumerate(names):
            (tmp_path / folder / name).write_bytes(made.dicom((RAMP * 900 + n).astype(np.uint16)))
        (tmp_path / folder / "DICOMDIR").write_bytes(made.dicom((RAMP * 900).astype(np.uint16)))
        (tmp_path / folder / "README").write_text("no picture")
        (tmp_path / folder / "slice.ima").write_bytes(made.dicom((RAMP * 800).astype(np.uint16)))
    index = scan(tmp_path)
    assert index.counts() == {"a": 5, "b": 5}
    assert not index.faults
    assert {s.path.split("/")[1] for s in index.samples} == {*names, "slice.ima"}
    assert image_names(["a.IMA", "IM000001"]) == ["a.IMA"]
    assert sorted(images_among(tmp_path / "a", ["README", "I10", "DICOMDIR", "b.png"])) == ["I10", "b.png"]


@needs_dicom
def test_dicom_without_a_window_is_scaled_as_its_folder(tmp_path: Path) -> None:
    for name, most in (("a", 500), ("b", 2000)):
        (tmp_path / name).mkdir()
        for n in range(4):
            data = made.dicom((RAMP * most).astype(np.uint16) + n, PhotometricInterpretation="MONOCHROME2")
            (tmp_path / name / f"{n}.dcm").write_bytes(data)
    index = scan(tmp_path)
    assert [one.stored for one in index.pixels.levels] == ["uint16"]
    bright = {name: seen(tmp_path / name / "0.dcm", index.pixels).max() for name in "ab"}
    assert bright["a"] < 80 < 250 < bright["b"]
    turned = made.dicom((RAMP * 500).astype(np.uint16), PhotometricInterpretation="MONOCHROME1")
    (tmp_path / "a" / "0.dcm").write_bytes(turned)
    assert seen(tmp_path / "a" / "0.dcm", index.pixels).min() > 255 - 80
