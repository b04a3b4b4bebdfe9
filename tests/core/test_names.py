"""Patterns of file names: what they read, what they refuse, which one is suggested."""

import pytest

from core.data.names import matcher, preview, suggest
from core.problems import Problem


@pytest.mark.parametrize(("pattern", "name", "fields"), [
    ("{label}_*", "cat_2_left.jpg", {"label": "cat"}),
    ("*_{label}", "cat_2_left.jpg", {"label": "left"}),
    ("{label}_#", "american_bulldog_100.jpg", {"label": "american_bulldog"}),
    ("{label}_#", "cat_x.jpg", None),
    ("{label}#", "cat001.png", {"label": "cat"}),
    ("#_{label}", "07_t_shirt.png", {"label": "t_shirt"}),
    ("{label} (#)", "cat (12).JPG", {"label": "cat"}),
    ("??-{label}", "ab-cat.png", {"label": "cat"}),
    ("??-{label}", "abc-cat.png", None),
    ("{label}.*", "cat.0.jpg", {"label": "cat"}),
    ("{label}_*.png", "cat_1.PNG", {"label": "cat"}),
    ("{label}_*.png", "cat_1.jpg", None),
    ("{group}_{label}_*", "P03_cat_1.tif", {"group": "P03", "label": "cat"}),
    ("{split}-{label}", "Val-cat.tif", {"split": "validation", "label": "cat"}),
    ("{split}-{label}", "third-cat.tif", None),
    ("{label}_*", "red/猫_1.jpg", {"label": "猫"}),
    ("Cafe\u0301_{label}", "caf\u00e9_ü.jpg", {"label": "ü"}),
    ("{group}/*", "a/b/c.jpg", {"group": "b"}),
    ("{group}/*/*", "a/b/c.jpg", {"group": "a"}),
    ("{group}\\*", "a/b.jpg", {"group": "a"}),
    ("{group}/*", "c.jpg", None),
    ("{label}/{label}_*", "cat/cat_1.jpg", {"label": "cat"}),
    ("{label}/{label}_*", "cat/dog_1.jpg", None),
    ("a.b+[{label}]", "a.b+[x].jpg", {"label": "x"}),
    ("{label}_*", "no separator.jpg", None),
    ("{label}_*", "_1.jpg", None),
    ("{group}_*", "a name without an ending_1.5", {"group": "a name without an ending"})])
def test_what_a_pattern_reads(pattern: str, name: str, fields: dict[str, str] | None) -> None:
    assert matcher(pattern)(name) == fields


@pytest.mark.parametrize(("pattern", "needs"), [
    ("*_#", ""), ("", ""), ("{group}_*", "label"), ("{label}_{class}", "label"), ("{}_*", ""), ("{label}_*", "group")])
def test_a_pattern_without_what_it_needs(pattern: str, needs: str) -> None:
    with pytest.raises(Problem) as caught:
        matcher(pattern, needs)
    assert caught.value.code == "bad_pattern"
    assert caught.value.details["field"] == f"{{{needs or 'label'}}}"
    assert "{label}, {group}, {split}" in str(caught.value)


def test_many_stars_cost_no_time() -> None:
    assert matcher("*" * 40 + "{label}" + "*" * 40 + "!")("x" * 250 + ".jpg") is None


def test_a_preview() -> None:
    names = [f"a/{kind}_{n}.jpg" for kind in ("item 10", "item 2") for n in range(40)] + ["a/other.jpg"]
    shown = preview(names, "{label}_*")
    assert shown.pattern == "{label}_*"
    assert list(shown.classes.items()) == [("item 2", 40), ("item 10", 40)]
    assert shown.left_out == 1
    assert shown.names[:2] == (("a/item 10_0.jpg", "item 10"), ("a/item 10_1.jpg", "item 10"))
    assert len(shown.names) == 50
    assert preview(["other.jpg"], "{label}_*").names == (("other.jpg", ""),)
    with pytest.raises(Problem):
        preview(names, "*")


@pytest.mark.parametrize(("forms", "pattern"), [
    (("cat_{:03}.jpg", "dog_{}.jpg"), "{label}_*"),
    (("american_bulldog_{}.jpg", "american_terrier_{}.jpg", "Bengal_{}.jpg"), "{label}_#"),
    (("{:04}_cat.png", "{:04}_dog.png"), "*_{label}"),
    (("{:04}_t_shirt.png", "{:04}_coat.png"), "#_{label}"),
    (("t shirt ({}).jpg", "t bone ({}).jpg"), "{label} (*)"),
    (("cat.{}.jpg", "dog.{}.jpg"), "{label}.*"),
    (("cat{}.jpg", "dog{}.jpg"), "{label}#"),
    (("P1_cat_{}.jpg", "P2_dog_{}.jpg", "P1_dog_{}.jpg"), "*_{label}_*"),
    (("2024-猫-{}.jpg", "2024-狗-{}.jpg"), "*-{label}-*"),
    (("{}_0.png", "{}_1.png"), "*_{label}"),
    (("IMG_{}.jpg",), "{label}_*")])
def test_the_suggested_pattern(forms: tuple[str, ...], pattern: str) -> None:
    assert suggest([form.format(n) for n in range(1, 31) for form in forms]) == pattern


def test_a_suggestion_for_few_names_or_none() -> None:
    assert suggest(["cat_001.jpg", "dog_12.jpg"]) == "{label}_*"
    assert suggest([]) == "{label}_*"
    assert suggest([f"{n:x}.jpg" for n in range(100, 5000, 7)]) == "{label}_*"
