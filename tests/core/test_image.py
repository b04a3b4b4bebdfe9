"""The image reader: every mode comes out upright in RGB, every fault as its Problem."""

import os
import stat
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.data.image import PAD, fit, image_names, read, read_with_facts, to_array
from core.problems import SENTENCES, Problem
from tests.core.conftest import picture


def fault(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        read(path)
    assert caught.value.code in SENTENCES
    assert "?" not in str(caught.value), "every detail of the sentence is given"
    return caught.value.code


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "I;16", "I;16B", "I", "F"])
def test_every_mode_becomes_rgb(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "image.tif"
    source = picture(1)
    if mode in ("I;16", "I;16B"):
        data = np.asarray(source.convert("L")).astype(">u2" if mode == "I;16B" else "<u2") * 257
        image = Image.frombytes(mode, source.size, data.tobytes())
    else:
        image = source.convert(mode)
    if mode == "YCbCr":
        path = path.with_suffix(".jpg")
    image.save(path)
    found = read(path)
    assert found.mode == "RGB"
    assert found.size == (32, 32)
    if mode not in ("1", "YCbCr"):
        assert abs(np.asarray(found).mean() - np.asarray(source).mean()) < 4


def test_sixteen_bits_are_scaled_not_clipped(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 64 * 64).astype(np.uint16).reshape(64, 64)
    for name in ("ramp.png", "ramp.tif"):
        Image.fromarray(ramp).save(tmp_path / name)
        found = np.asarray(read(tmp_path / name))[..., 0].astype(int)
        assert np.abs(found - ramp / 257).max() <= 1


def test_a_twelve_bit_camera_is_not_black(tmp_path: Path) -> None:
    Image.fromarray(np.full((8, 8), 4000, np.uint16)).save(tmp_path / "a.tif")
    assert np.asarray(read(tmp_path / "a.tif")).min() > 240


def test_numbers_that_are_none_do_no_harm(tmp_path: Path) -> None:
    values = np.linspace(0, 1, 64, dtype=np.float32).reshape(8, 8)
    values[0, 0] = np.nan
    Image.fromarray(values).save(tmp_path / "a.tif")
    assert np.asarray(read(tmp_path / "a.tif")).max() == 255


def test_transparency_is_laid_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    assert np.asarray(read(tmp_path / "clear.png")).min() == 255
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 10, 20, 30])
    image.save(tmp_path / "palette.png", transparency=1)
    assert np.asarray(read(tmp_path / "palette.png")).min() == 255
    Image.new("RGB", (4, 4), (1, 2, 3)).save(tmp_path / "key.png", transparency=(1, 2, 3))
    assert np.asarray(read(tmp_path / "key.png")).min() == 255


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif"])
def test_exif_turns_the_picture_upright(tmp_path: Path, orientation: int, name: str) -> None:
    upright = Image.new("RGB", (64, 32), "black")
    upright.paste("white", (0, 0, 32, 16))  # the upper left quarter
    back = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270}
    stored = upright.transpose(back[orientation]) if orientation in back else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / name, exif=exif)
    found, facts = read_with_facts(tmp_path / name)
    assert (facts.width, facts.height) == found.size == (64, 32)
    assert np.abs(np.asarray(found).astype(int) - np.asarray(upright)).mean() < 8


def test_a_jpeg_is_decoded_no_larger_than_needed(tmp_path: Path) -> None:
    picture(1, size=(800, 400)).save(tmp_path / "a.jpg")
    found, facts = read_with_facts(tmp_path / "a.jpg", at_least=90)
    assert found.size == (200, 100)
    assert (facts.width, facts.height) == (800, 400)


def test_only_the_first_frame_counts(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), c) for c in ("red", "blue")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    found, facts = read_with_facts(tmp_path / "a.gif")
    assert found.getpixel((0, 0)) == (255, 0, 0)
    assert facts.several_frames


@pytest.mark.parametrize("name", ["名前 ünï 🐜.png", "x" * 200 + ".png", "jpeg inside.jpg"])
def test_any_name_opens(tmp_path: Path, name: str) -> None:
    picture(1).save(tmp_path / name, format="PNG")
    assert read(tmp_path / name).size == (32, 32)


def test_faults_have_their_codes(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "text.jpg").write_text("not a picture")
    picture(1, size=(200, 200)).save(tmp_path / "whole.jpg")
    (tmp_path / "cut.jpg").write_bytes((tmp_path / "whole.jpg").read_bytes()[:3000])
    picture(1, size=(200, 200)).save(tmp_path / "whole.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:9000])
    codes = {name: fault(tmp_path / name) for name in ("empty.jpg", "text.jpg", "cut.jpg", "cut.png", "none.jpg")}
    assert codes == {"empty.jpg": "file_empty", "text.jpg": "not_an_image", "cut.jpg": "image_truncated",
                     "cut.png": "image_truncated", "none.jpg": "file_missing"}
    assert fault(tmp_path) == "not_an_image"


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights there")
def test_links_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "dangling.jpg").symlink_to("nowhere.jpg")
    assert fault(tmp_path / "dangling.jpg") == "file_broken_link"
    (tmp_path / "self.jpg").symlink_to("self.jpg")
    assert fault(tmp_path / "self.jpg") == "file_broken_link"
    os.mkfifo(tmp_path / "pipe.jpg")
    assert fault(tmp_path / "pipe.jpg") == "not_an_image", "and nobody waits for a writer"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may read all")
def test_a_forbidden_file(tmp_path: Path) -> None:
    picture(1).save(tmp_path / "a.png")
    (tmp_path / "a.png").chmod(stat.S_IWUSR)
    assert fault(tmp_path / "a.png") == "file_forbidden"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def test_bombs_are_refused(tmp_path: Path) -> None:
    (tmp_path / "size.png").write_bytes(png((b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)),
                                            (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")))
    assert fault(tmp_path / "size.png") == "image_bomb"
    text = b"note\0\0" + zlib.compress(bytes(20_000_000))
    (tmp_path / "text.png").write_bytes(png((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), (b"zTXt", text),
                                            (b"IDAT", zlib.compress(bytes(4))), (b"IEND", b"")))
    assert fault(tmp_path / "text.png") == "image_text_bomb"


def test_a_tile_may_not_be_far_larger_than_its_picture(tmp_path: Path) -> None:
    """16 x 16 pixels in a tile of 26,000 x 24,000: less than a kilobyte would take two gigabytes."""
    tags = {256: 16, 257: 16, 258: 8, 259: 8, 262: 1, 277: 1, 322: 26_000, 323: 24_000, 324: 134, 325: 13}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    head = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
    (tmp_path / "a.tif").write_bytes(head + zlib.compress(bytes(5000)))
    assert fault(tmp_path / "a.tif") == "image_bomb"


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    picture(1, size=(64, 64)).save(tmp_path / "whole.tif", compression="tiff_lzw")
    data = bytearray((tmp_path / "whole.tif").read_bytes())
    data[40:400] = b"\xff" * 360  # libtiff complains on file descriptor 2
    (tmp_path / "broken.tif").write_bytes(data)
    with pytest.raises(Problem):
        read(tmp_path / "broken.tif")
    assert capfd.readouterr() == ("", "")


def test_fitting_to_a_square() -> None:
    wide = Image.new("RGB", (80, 20), "red")
    wide.paste("blue", (30, 0, 50, 20))
    assert {how: fit(wide, 40, how).size for how in ("squash", "pad", "crop")} == dict.fromkeys(
        ("squash", "pad", "crop"), (40, 40))
    assert fit(wide, 40, "pad").getpixel((20, 2)) == PAD
    assert fit(wide, 40, "crop").getpixel((2, 20)) == (0, 0, 255)
    assert fit(wide, 40, "squash").getpixel((2, 20)) == (255, 0, 0)


def test_an_array_has_the_asked_shape(tmp_path: Path) -> None:
    picture(1, size=(300, 20)).save(tmp_path / "a.jpg")
    for how in ("squash", "pad", "crop"):
        found = to_array(tmp_path / "a.jpg", 24, how)
        assert found.shape == (24, 24, 3)
        assert found.dtype == np.uint8


def test_what_counts_as_an_image_by_its_name() -> None:
    images = ["a.jpg", "B.JPEG", "c d.PnG", "e.tiff", "phone.HEIC"]
    assert image_names([*images, ".DS_Store", "Thumbs.db", "._a.jpg", "notes.txt", "jpg", ".jpg"]) == images
