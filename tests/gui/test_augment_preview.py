"""The augmentation beside the recipe: kinds of pictures, and versions of the user's own images in every state."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from core.recipe import Crop, Flip, Recipe, Rotation, apply_preset, picture_presets
from core.thumbs import Thumb
from gui_app import theme
from gui_app.widgets.augment_box import AugmentBox
from gui_app.widgets.augment_preview import DELAY_MS, VERSIONS, AugmentPreview
from gui_app.widgets.recipe_panel import RecipePanel


def thumbs(count: int = 1 + VERSIONS, tint: int = 200) -> tuple[Thumb, ...]:
    """A flat picture, and versions that are darker and darker."""
    return tuple(Thumb("a.png", 8, 8, 8, bytes((tint - 20 * n, 40, 40)) * 64) for n in range(count))


@pytest.fixture
def preview(qtbot: QtBot) -> AugmentPreview:
    made = AugmentPreview()
    qtbot.addWidget(made)
    made.resize(240, 460)
    return made


def shown(qtbot: QtBot, preview: AugmentPreview, images: int = 3) -> QSignalSpy:
    """The preview on the screen, its first question asked; the spy has all of them."""
    spy = QSignalSpy(preview.asked)
    preview.show_images(images)
    with qtbot.waitSignal(preview.asked):
        preview.show()
    return spy


def asked(spy: QSignalSpy) -> list[list[int]]:
    return [spy.at(i) for i in range(spy.count())]


def press(qtbot: QtBot, preview: AugmentPreview, name: str) -> None:
    found = preview.findChild(QAbstractButton, name)
    assert found is not None
    assert found.accessibleName()
    assert found.focusPolicy() & Qt.FocusPolicy.TabFocus
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Space)


def told(preview: AugmentPreview) -> str:
    found = preview.findChild(QLabel, "augment_told")
    assert found is not None
    return found.text() if found.isVisible() else ""


def colour_of(preview: AugmentPreview, tile: int) -> int:
    return preview.tiles[tile].grab().toImage().pixelColor(50, 50).red()


# --- what it asks --------------------------------------------------------------------------------


def test_it_asks_once_somebody_looks(qtbot: QtBot, preview: AugmentPreview) -> None:
    spy = shown(qtbot, preview)
    assert asked(spy) == [[0, 0]]
    preview.hide()
    preview.outdate()
    assert not preview.isVisible()
    with qtbot.waitSignal(preview.asked):
        preview.show()
    assert asked(spy) == [[0, 0], [0, 0]]


def test_other_dice_and_other_images(qtbot: QtBot, preview: AugmentPreview) -> None:
    spy = shown(qtbot, preview)
    for name in ("augment_dice", "augment_next", "augment_next", "augment_next", "augment_previous", "augment_dice"):
        press(qtbot, preview, name)
    assert asked(spy)[1:] == [[0, 1], [1, 1], [2, 1], [0, 1], [2, 1], [2, 2]]


def test_many_changes_at_once_are_one_question(qtbot: QtBot, preview: AugmentPreview) -> None:
    spy = shown(qtbot, preview)
    with qtbot.waitSignal(preview.asked, timeout=20 * DELAY_MS):
        for _ in range(10):
            preview.outdate()
    assert spy.count() == 2


def test_one_image_cannot_be_leafed(qtbot: QtBot, preview: AugmentPreview) -> None:
    shown(qtbot, preview, images=1)
    assert not preview.findChild(QAbstractButton, "augment_next").isEnabled()
    assert preview.findChild(QAbstractButton, "augment_dice").isEnabled()


# --- what it shows -------------------------------------------------------------------------------


def test_without_images_it_says_so_and_asks_nothing(qtbot: QtBot, preview: AugmentPreview) -> None:
    spy = QSignalSpy(preview.asked)
    preview.show()
    assert "Open a folder" in told(preview)
    assert not preview.findChild(QAbstractButton, "augment_dice").isEnabled()
    preview.show_versions(thumbs())
    assert "Open a folder" in told(preview)
    assert spy.count() == 0


def test_the_image_and_its_versions(qtbot: QtBot, preview: AugmentPreview) -> None:
    shown(qtbot, preview)
    assert "Making the changed images" in told(preview)
    preview.show_versions(thumbs())
    assert told(preview) == ""
    assert [colour_of(preview, i) for i in range(3)] == [200, 180, 160]
    names = [tile.accessibleName() for tile in preview.tiles]
    assert names[0] == "Original"
    assert len(set(names)) == 1 + VERSIONS
    assert preview.findChild(QLabel, "augment_position").text() == "1 of 3"


def test_new_ones_on_their_way_are_told(qtbot: QtBot, preview: AugmentPreview) -> None:
    shown(qtbot, preview)
    preview.show_versions(thumbs())
    press(qtbot, preview, "augment_dice")
    assert told(preview) == "", "the old ones stay until then"
    assert preview.tiles[1].accessibleDescription() == "being made"
    assert colour_of(preview, 0) != 200
    preview.show_versions(thumbs(tint=150))
    assert preview.tiles[1].accessibleDescription() == ""
    assert colour_of(preview, 0) == 150


def test_an_image_that_cannot_be_read_says_why(qtbot: QtBot, preview: AugmentPreview) -> None:
    shown(qtbot, preview)
    preview.show_versions((Thumb("a.png", 8, code="not_an_image"),))
    assert "not an image" in told(preview)
    preview.show_versions(())
    assert "could not be made" in told(preview)
    press(qtbot, preview, "augment_next")
    preview.show_versions(thumbs())
    assert told(preview) == ""


def test_the_original_is_marked_in_both_looks(qtbot: QtBot, preview: AugmentPreview, qapp: QApplication) -> None:
    shown(qtbot, preview)
    preview.show_versions(thumbs())
    for look in ("dark", "light"):
        theme.apply(qapp, look)
        edges = [tile.grab().toImage().pixelColor(0, 50).name() for tile in preview.tiles[:2]]
        assert edges[0].upper() == theme.colours().ink
        assert edges[1] != edges[0]


# --- kinds of pictures ---------------------------------------------------------------------------


def box_of(qtbot: QtBot, *augment: Flip | Crop | Rotation) -> AugmentBox:
    made = AugmentBox(augment, ())
    qtbot.addWidget(made)
    made.show()
    return made


def kinds(box: AugmentBox) -> QComboBox:
    found = box.findChild(QComboBox, "picture_kind")
    assert found is not None
    return found


@pytest.mark.parametrize("name", picture_presets())
def test_a_kind_sets_its_changes_and_says_why(qtbot: QtBot, name: str) -> None:
    box = box_of(qtbot)
    wanted = apply_preset(Recipe(), name).augment
    with qtbot.waitSignal(box.changed) as said:
        kinds(box).setCurrentIndex(kinds(box).findData(name))
        kinds(box).activated.emit(kinds(box).currentIndex())
    assert said.args == [wanted]
    assert kinds(box).currentData() == name
    assert box.findChild(QLabel, "picture_kind_help").text() == picture_presets()[name].help
    assert box.form.value.augment == wanted


def test_showing_says_nothing_and_names_the_kind(qtbot: QtBot) -> None:
    box = box_of(qtbot)
    with qtbot.assertNotEmitted(box.changed):
        assert kinds(box).currentData() == "none"
        box.show_value(apply_preset(Recipe(), "xray").augment)
        assert kinds(box).currentData() == "xray"
        box.show_value((Crop(least=0.3),))
        assert kinds(box).currentText() == "Custom"
        box.show_value(())
    assert [kinds(box).itemData(i) for i in range(kinds(box).count())] == ["none", *picture_presets()]


def test_versions_are_shown_only_where_there_are_any(qtbot: QtBot) -> None:
    box = box_of(qtbot)
    assert not box.preview.isVisible()
    box.show_value((Flip(),))
    assert box.preview.isVisible()


# --- beside the recipe ---------------------------------------------------------------------------


@pytest.fixture
def panel(qtbot: QtBot) -> RecipePanel:
    made = RecipePanel(Recipe(augment=(Flip(),)))
    qtbot.addWidget(made)
    made.resize(280, 640)
    made.show()
    made.show_images(3)
    with qtbot.waitSignal(made.versions_asked):
        made.unfold(True)
    return made


def test_the_panel_hands_questions_and_answers_on(qtbot: QtBot, panel: RecipePanel) -> None:
    assert panel.augment is not None
    panel.show_versions(thumbs())
    assert told(panel.augment.preview) == ""
    with qtbot.waitSignal(panel.versions_asked) as said:
        press(qtbot, panel.augment.preview, "augment_dice")
    assert said.args == [0, 1]


@pytest.mark.parametrize("change", [{"augment": (Flip(), Rotation())}, {"fit": "pad"}, {"image_size": 64}], ids=str)
def test_what_changes_the_versions_asks_for_new_ones(
        qtbot: QtBot, panel: RecipePanel, change: dict[str, object]) -> None:
    spy = QSignalSpy(panel.versions_asked)
    panel.show_recipe(Recipe(augment=(Flip(),), seed=4))
    with qtbot.waitSignal(panel.versions_asked):
        panel.show_recipe(replace(Recipe(augment=(Flip(),), seed=4), **change))  # type: ignore[arg-type]
    assert spy.count() == 1


def test_a_switch_changes_the_recipe_once(qtbot: QtBot, panel: RecipePanel) -> None:
    spy = QSignalSpy(panel.changed)
    switch = panel.findChild(QAbstractButton, "augment_rotation")
    assert switch is not None
    switch.click()
    assert spy.count() == 1
    assert spy.at(0)[0] == Recipe(augment=(Flip(), Rotation()))
    assert panel.more is not None
    assert panel.more.value == spy.at(0)[0], "the other fields keep it"
    assert panel.more.findChild(QAbstractButton, "augment_rotation") is None, "it is there once"


def test_it_fits_the_width_of_the_panel(panel: RecipePanel) -> None:
    assert panel.augment is not None
    preview = panel.augment.preview
    for part in [*preview.tiles, *preview.findChildren(QAbstractButton)]:
        assert part.mapTo(panel, part.rect().topRight()).x() <= panel.width() - 8
