"""Groups: what belongs together by its bytes, its looks, its folder, its name, a column, its time, or by the user."""

from dataclasses import replace

import pytest

from core.data.groups import chosen_groups, groups_of
from core.data.index import Index, Sample
from core.problems import Problem
from core.sharing import Sharing
from core.source import Source

NOTHING = Sharing(alike=False)


def index_of(*samples: Sample) -> Index:
    return Index("/data", samples, tuple(sorted({s.label for s in samples})))


def index_at(*paths: str) -> Index:
    return index_of(*(Sample(path, path.split("/")[0], sha256=path) for path in paths))


def sets(groups: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(path for path in groups if groups[path] == name) for name in set(groups.values())}


def test_equal_bytes_belong_together() -> None:
    index = index_of(Sample("b/2", "b", sha256="x"), Sample("a/1", "a", sha256="x"), Sample("a/2", "a", sha256="y"))
    assert groups_of(index, NOTHING) == {"a/1": "a/1", "b/2": "a/1"}
    assert not groups_of(index_of(Sample("a/1", "a"), Sample("a/2", "a")), NOTHING), "bytes that nobody has read"


def test_near_duplicates_do_if_that_is_wished() -> None:
    index = replace(index_at("a/1", "a/2", "a/3", "b/1"), alike=(("a/1", "b/1", "a/gone"), ("a/2", "a/gone")))
    assert sets(groups_of(index, Sharing())) == {frozenset(("a/1", "b/1"))}
    assert not groups_of(index, NOTHING)
    assert not chosen_groups(index, Sharing())


def test_what_shares_one_joins() -> None:
    paths = [f"a/{n}" for n in range(200)]
    index = replace(index_at(*paths, "b/1", "b/2"), alike=tuple(zip(paths[::2], paths[1::2], strict=True)),
                    bound=tuple(zip(paths[1:-1:2], paths[2::2], strict=True)))
    assert sets(groups_of(index, Sharing())) == {frozenset(paths)}
    assert len(sets(chosen_groups(index, Sharing()))) == 99
    turned = replace(index, samples=index.samples[::-1], alike=index.alike[::-1])
    assert groups_of(turned, Sharing()) == groups_of(index, Sharing())


def test_the_folder_inside_the_class_folder() -> None:
    index = index_at("cat/one/1.png", "cat/one/deep/2.png", "dog/one/3.png", "cat/two/4.png", "cat/5.png", "dog/6.png")
    wish = replace(NOTHING, together="subfolder")
    assert sets(groups_of(index, wish)) == {frozenset(("cat/one/1.png", "cat/one/deep/2.png", "dog/one/3.png"))}
    ready = replace(index_at("train/cat/one/1.png", "train/cat/2.png", "test/dog/one/3.png"), ready_split=True)
    assert sets(groups_of(ready, wish)) == {frozenset(("train/cat/one/1.png", "test/dog/one/3.png"))}
    elsewhere = replace(index_at("cat/one/1.png", "../other/dog/one/3.png"), source=Source(test="/other"))
    assert len(groups_of(elsewhere, wish)) == 2


def test_the_folder_above_the_class_folder_and_without_class_folders() -> None:
    wish = replace(NOTHING, together="subfolder")
    last = replace(index_at("patient 1/cat/1", "patient 1/dog/2", "patient 2/cat/3", "cat/4", "dog/5"),
                   source=Source(level="last"))
    assert sets(groups_of(last, wish)) == {frozenset(("patient 1/cat/1", "patient 1/dog/2"))}
    table = replace(index_at("x/one/1", "x/one/2", "y/one/3", "4", "5"), source=Source(kind="table"))
    assert sets(groups_of(table, wish)) == {frozenset(("x/one/1", "x/one/2"))}


def test_an_equal_part_of_the_name() -> None:
    index = index_at("cat/p1_left.jpg", "dog/p1_right.jpg", "cat/p2_left.jpg", "cat/p2_right.png", "cat/stray.jpg")
    found = groups_of(index, replace(NOTHING, together="pattern", pattern="{group}_*"))
    assert sets(found) == {frozenset(("cat/p1_left.jpg", "dog/p1_right.jpg")),
                           frozenset(("cat/p2_left.jpg", "cat/p2_right.png"))}
    assert not groups_of(index, replace(NOTHING, together="pattern"))
    with pytest.raises(Problem) as caught:
        groups_of(index, replace(NOTHING, together="pattern", pattern="{label}_*"))
    assert caught.value.code == "bad_pattern"


def test_an_equal_value_of_the_column() -> None:
    index = index_of(*(Sample(f"{n}.png", "a", group=group) for n, group in enumerate(("x", "y", "x", "", ""))))
    assert sets(groups_of(index, replace(NOTHING, together="column"))) == {frozenset(("0.png", "2.png"))}
    assert groups_of(index, NOTHING) == groups_of(index, replace(NOTHING, together="column")), "it is given: it counts"
    assert not groups_of(index, replace(NOTHING, together=""))


@pytest.mark.parametrize(("gap", "bursts"), [(10, [(0, 1, 2), (4, 5)]), (30, [(0, 1, 2, 3), (4, 5)]), (9, [(4, 5)])])
def test_pictures_of_one_burst(gap: float, bursts: list[tuple[int, ...]]) -> None:
    times = ("12:00:00", "12:00:10", "12:00:20", "12:00:50", "13:00:00", "13:00:01")
    samples = [Sample(f"cat/{9 - n}.jpg", "cat", taken=f"2024-05-01T{at}") for n, at in enumerate(times)]
    others = [Sample("dog/cam 2/1.jpg", "dog", taken="2024-05-01T12:00:05"), Sample("cat/no time.jpg", "cat"),
              Sample("cat/nonsense.jpg", "cat", taken="0000:00:00 00:00"),
              Sample("cat/zone.jpg", "cat", taken="2024-05-01T14:00:00+02:00")]
    index = index_of(*reversed(samples), *others)
    found = groups_of(index, replace(NOTHING, together="time", gap=gap))
    assert sets(found) == {frozenset(samples[n].path for n in burst) for burst in bursts}



def test_a_burst_may_have_been_sorted_into_several_class_folders() -> None:
    index = index_of(*(Sample(f"{name}/{n}.jpg", name, taken=f"2024-05-01T12:00:0{n}")
                       for n, name in enumerate(("deer", "empty", "deer", "empty"))))
    assert sets(groups_of(index, replace(NOTHING, together="time"))) == {frozenset(s.path for s in index.samples)}