"""Words: numbers, times, sizes and problems as a person of the user's language reads them."""

import pytest
from PySide6.QtCore import QLocale

from core.problems import SENTENCES, sentence
from gui_app import words


@pytest.mark.parametrize(("value", "shown"), [
    (0.0, "0"), (5e-4, "5e-4"), (1e-7, "1e-7"), (0.25, "0.25"), (32, "32"), (1240, "1,240"), (0.1 + 0.2, "0.3"),
    (1.5e7, "1.5e7"), (None, "–"), (float("nan"), "–"), (float("inf"), "–"),
])
def test_number(value: float | None, shown: str) -> None:
    assert words.number(value) == shown


def test_numbers_follow_the_locale() -> None:
    QLocale.setDefault(QLocale("de_DE"))
    assert words.number(0.25) == "0,25"
    assert words.count(1595) == "1.595"
    assert words.percent(0.942) == "94,2\u202f%"


@pytest.mark.parametrize(("value", "shown"), [
    (2542856, "2.54 M"), (11689512, "11.7 M"), (138357544, "138 M"), (385_000, "385 k"), (1700, "1.7 k"),
    (500, "0.5 k"), (448, "448"), (0, "0"), (1_200_000_000, "1.20 G"),
])
def test_compact(value: int, shown: str) -> None:
    assert words.compact(value).replace("\u202f", " ") == shown


@pytest.mark.parametrize(("value", "shown"), [(0.33333, "0.333"), (4.59, "4.590"), (0.0, "0.000"), (2.5e6, "2.50 M"),
                                             (None, "–"), (float("inf"), "–")])
def test_a_loss_has_the_same_digits_everywhere(value: float | None, shown: str) -> None:
    assert words.loss(value).replace("\u202f", " ") == shown


def test_an_interval_says_percent_once() -> None:
    assert words.percent_range(0.8088, 0.8891) == "80.9–88.9%"
    assert words.percent_range(None, 0.5) == "–"


@pytest.mark.parametrize(("seconds", "shown"), [
    (0.0, "0 s"), (0.04, "0.04 s"), (0.4, "0.4 s"), (18.2, "18 s"), (59.6, "1 min 0 s"), (72, "1 min 12 s"),
    (3599.7, "1 h 0 min"), (7500, "2 h 5 min"), (86_399, "1 d 0 h"), (270_000, "3 d 3 h"), (None, "–"),
])
def test_duration(seconds: float | None, shown: str) -> None:
    assert words.duration(seconds) == shown


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_problem_has_its_sentence(code: str) -> None:
    assert words.problem_text(code, {}) == sentence(code, {})


def test_one_is_told_apart_from_many() -> None:
    one, many = (words.problem_text("stray_files", {"count": count, "path": "a"}) for count in (1, 1200))
    assert one.startswith("1 file is not an image and is not used")
    assert many.startswith("1,200 files are not images and are not used")
    pair = words.problem_text("near_duplicates", {"count": 2, "groups": 1, "path": "a", "other": "b"})
    assert "2 images in 1 group are" in pair


def test_details_are_written_for_people() -> None:
    shown = words.problem_text("out_of_range", {"field": "recipe.lr", "value": 12.5, "low": 1e-7, "high": 10.0})
    assert "12.5" in shown
    assert "1e-7 to 10" in shown
    assert "100000" not in words.problem_text("image_bomb", {"pixels": 1_000_000})


def test_a_code_from_a_later_version_is_still_told() -> None:
    assert words.problem_text("brand_new", {"path": "/x"}) == "brand_new: /x"


def test_a_long_path_loses_its_middle() -> None:
    path = "/data/" + "x" * 200 + "/name.jpg"
    shown = words.problem_text("no_such_folder", {"path": path})
    assert len(shown) < 160
    assert "/data/" in shown
    assert "name.jpg" in shown
