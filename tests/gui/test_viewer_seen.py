"""What the network sees, beside the picture."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui_app.widgets.viewer import Picture, Viewer


@pytest.fixture
def viewer(qtbot: QtBot, tmp_path: Path) -> Viewer:
    Image.new("RGB", (200, 80), (200, 40, 40)).save(tmp_path / "wide.png")
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1200, 700)
    host.show()
    made = Viewer(host)
    made.open(1, 0, lambda row: Picture(str(tmp_path / "wide.png"), size=(200, 80)))
    return made


def test_it_is_offered_only_where_it_is_known(viewer: Viewer) -> None:
    assert not viewer.seen.isVisible()
    viewer.set_seen(224, "pad")
    assert viewer.seen.isVisible()
    viewer.set_seen(0, "")
    assert not viewer.seen.isVisible()


def test_both_are_shown_with_what_they_are(qtbot: QtBot, viewer: Viewer, tmp_path: Path) -> None:
    path = str(tmp_path / "wide.png")
    viewer.set_seen(64, "pad")
    assert viewer.canvas.seen.pixmap(path) is None, "nothing is read for it before it is asked for"
    qtbot.keyClick(viewer, Qt.Key.Key_N)
    assert viewer.seen.isChecked()
    qtbot.waitUntil(lambda: viewer.canvas.seen.pixmap(path) is not None)
    seen = viewer.canvas.seen.pixmap(path)
    assert seen is not None
    assert (seen.width(), seen.height()) == (64, 64)
    image = seen.toImage()
    assert image.pixelColor(32, 32).red() > 150
    assert image.pixelColor(32, 2) != image.pixelColor(32, 32), "above the picture there is what it was padded with"
    assert viewer.canvas.captions() == ("original 200 × 80", "what the network sees: 64 × 64, padded")
    qtbot.waitUntil(lambda: viewer.canvas.thumbnails.pixmap(path) is not None)
    shot = viewer.canvas.grab().toImage()
    reds = {x for x in range(0, shot.width(), 4) for y in range(0, shot.height(), 4)
            if shot.pixelColor(x, y).red() > 180 and shot.pixelColor(x, y).green() < 90}
    middle = shot.width() // 2
    assert min(reds) < middle < max(reds)
    assert not reds & set(range(middle - 8, middle + 8)), "they stand apart"


def test_another_way_to_fit_shows_another_picture(qtbot: QtBot, viewer: Viewer, tmp_path: Path) -> None:
    path = str(tmp_path / "wide.png")
    viewer.set_seen(64, "pad")
    viewer.seen.click()
    qtbot.waitUntil(lambda: viewer.canvas.seen.pixmap(path) is not None)
    viewer.set_seen(64, "squash")
    qtbot.waitUntil(lambda: viewer.canvas.seen.pixmap(path) is not None)
    image = viewer.canvas.seen.pixmap(path).toImage()  # type: ignore[union-attr]
    assert image.pixelColor(32, 2) == image.pixelColor(32, 60)
    assert "squashed" in viewer.canvas.captions()[1]


def test_the_tab_key_comes_to_it(viewer: Viewer) -> None:
    viewer.set_seen(64, "pad")
    names = set()
    for _ in range(5):
        viewer.focusNextPrevChild(True)
        names.add(viewer.window().focusWidget().objectName())
    assert "viewer_seen" in names


def test_a_file_that_cannot_be_read_says_so_on_both_sides(qtbot: QtBot, viewer: Viewer, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"nothing")
    viewer.set_seen(64, "pad")
    viewer.seen.click()
    viewer.open(1, 0, lambda row: Picture(str(broken)))
    qtbot.waitUntil(lambda: viewer.canvas.seen.problem(str(broken)) is not None)
    qtbot.waitUntil(lambda: viewer.canvas.thumbnails.problem(str(broken)) is not None)
    viewer.canvas.grab()
