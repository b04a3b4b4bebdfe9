"""The folder of horrors: every entry ends as its user would expect, in silence, in bounded memory and time."""

import csv
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from PIL import Image

from core.data.image import read
from core.problems import SENTENCES

DIRTY = Path(__file__).parents[3] / "shared/data/dirty-folder.tar.gz"
TOP = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not DIRTY.exists(), reason="the shared images are not here")

LONG = "long_" * 40 + "name.jpg"
FAULTS = {
    "hat/empty.jpg": "file_empty", "hat/truncated.jpg": "image_truncated", "shoes/truncated.png": "image_truncated",
    "shoes/broken.png": "not_an_image", "shoes/notes.jpg": "not_an_image", "shoes/bomb.gif": "image_bomb",
    "shoes/reallybig.bmp": "image_bomb", "shoes/zipbomb.png": "image_text_bomb", "shoes/oom.tif": "not_an_image",
    "shoes/crash.tif": "image_damaged", "shoes/dangling.jpg": "file_broken_link",
}
USED = {"hat/cmyk.jpg", "shoes/16bit.tif", "shoes/rgba16.png", "shoes/still.gif", "shoes/animated.gif",
        "hat/transparent.png", "hat/grey.jpg", "shoes/onebit_trns.png", "hat/picture.webp", "hat/picture.avif",
        "hat/wrong_ext.png", "hat/UPPER.PNG", "hat/ünïcødé 名前 🐜.jpg", f"hat/{LONG}", "shoes/hopper_same.jpg",
        "shoes/exif_3.jpg", "shoes/exif_6.jpg", "shoes/exif_8.jpg", "shoes/tiny.bmp", "skirt/only.jpg",
        "shoes/nested/deeper/inside.jpg"}
IGNORED = {"shoes/notes.txt", "hat/.DS_Store", "shoes/Thumbs.db", "hat/._0013035.jpg"}
TOLD = {"shoes/animated.gif": "first_frame_only", "shoes/hopper_same.jpg": "same_image_two_labels",
        "shoes/tiny.bmp": "images_tiny", "empty class/": "class_empty", "skirt/only.jpg": "class_too_small",
        "loose.jpg": "loose_files", "shoes/loop": "link_loop"}
"""The findings and problems that entries of the folder lead to."""

MOST_MB, PATIENCE_S = 600, 60
SCAN = """
import json, sys, time
from core.data.look import scan
from tests.benchmarks.bench import own_memory, peak_memory
before, began = sum(own_memory().values()), time.monotonic()
index = scan(sys.argv[1])
said = {
    "seconds": time.monotonic() - began, "megabytes": (peak_memory() - before) / 1e6,
    "used": {s.path: [s.label, s.width, s.height, s.mode] for s in index.samples},
    "faults": {f.path: f.code for f in index.faults},
    "told": [f.code for f in index.findings] + [p.code for p in index.problems],
}
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(said, file)
"""


class Scanned(NamedTuple):
    folder: Path
    said: dict[str, Any]
    printed: bytes


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    """The folder, read by a process whose standard output and error are watched."""
    home = tmp_path_factory.mktemp("dirty")
    with tarfile.open(DIRTY) as archive:
        archive.extractall(home, filter="tar")
    folder, out = home / "dirty-folder", home / "said.json"
    env = os.environ | {"THAWLINE_CACHE": str(home / "cache")}  # nothing is known of the files yet
    done = subprocess.run([sys.executable, "-c", SCAN, str(folder), str(out)], cwd=TOP, env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stdout
    return Scanned(folder, json.loads(out.read_text("utf-8")), done.stdout)


def test_every_row_ends_as_expected(scanned: Scanned) -> None:
    with DIRTY.with_name("dirty-folder.expect.csv").open(encoding="utf-8") as file:
        rows = {row["path"]: row["expected"] for row in csv.DictReader(file)}
    assert set(rows) == set(FAULTS) | USED | IGNORED | set(TOLD), "each row has its expectation here"
    used, faults, told = (scanned.said[name] for name in ("used", "faults", "told"))
    for path, expected in rows.items():
        assert faults.get(path) == FAULTS.get(path), path
        assert (path in used) == (path in USED), path
        assert path not in TOLD or TOLD[path] in told, path
        words = expected.replace(",", " ").split()
        allowed = {"skip+report": FAULTS, "use": USED, "warn": TOLD, "ignore": IGNORED, "report": TOLD, "report:": TOLD,
                   "no": TOLD}
        assert path in allowed[words[0]], f"{path}: {expected}"
    assert set(faults) == set(FAULTS), "and no other file is refused"
    assert set(faults.values()) <= set(SENTENCES)


def test_nothing_is_printed(scanned: Scanned) -> None:
    assert scanned.printed == b""


def test_memory_and_time_are_bounded(scanned: Scanned) -> None:
    assert 0 <= scanned.said["megabytes"] < MOST_MB


def test_every_good_picture_is_there(scanned: Scanned) -> None:
    used = scanned.said["used"]
    assert len([path for path in used if path not in USED]) == 80
    assert {tuple(used[f"shoes/exif_{n}.jpg"][1:3]) for n in (3, 6, 8)} == {(1800, 1200)}
    assert used["shoes/nested/deeper/inside.jpg"][0] == "shoes"


def test_sixteen_bits_are_scaled_and_transparency_lies_on_white(scanned: Scanned) -> None:
    with Image.open(scanned.folder / "shoes/16bit.tif") as image:
        stored = np.asarray(image).astype(int)
    assert stored.max() > 255, "a clipped one would be white there"
    deep = np.asarray(read(scanned.folder / "shoes/16bit.tif"))[..., 0]
    wanted = (stored - stored.min()) * 255 / (stored.max() - stored.min())
    assert np.abs(deep - wanted).max() <= 1, "alone, from its darkest to its brightest value"
    clear = np.asarray(read(scanned.folder / "hat/transparent.png"))
    assert (clear == 255).all(2).any()
