"""The judge: what an index may be used for, and findings that go when their cause has gone."""

from dataclasses import replace

from core.data.edited import edited
from core.data.index import Index, Sample
from core.data.judge import can_split, judged
from core.data.split import split
from core.edits import Edit
from core.findings import Finding
from core.source import Source, Task


def index_of(labels: list[str], **known: object) -> Index:
    samples = tuple(Sample(f"{n}.png", label, sha256=f"{n}", width=64, height=64) for n, label in enumerate(labels))
    return judged(replace(Index("/data", samples, ()), **known))


def codes(index: Index) -> list[str]:
    return [problem.code for problem in index.problems]


def found(index: Index, code: str) -> Finding | None:
    return next((finding for finding in index.findings if finding.code == code), None)


def test_plain_classes_can_be_shared_out_and_trained_on() -> None:
    index = index_of(["a", "b"] * 10)
    assert index.classes == ("a", "b")
    assert codes(index) == []
    assert can_split(index)
    assert codes(index_of(["a"] * 9)) == ["one_class"]
    assert not can_split(index_of(["a"] * 9))
    assert not can_split(Index("/data", (), ()))


def test_several_labels_are_shared_out_but_not_trained_on() -> None:
    index = index_of(["cat; dog", "cat", "", "dog", "cat", "fish"] * 5, tasks=(Task("", ("cat", "dog", "fish"), True),))
    assert index.classes == ("cat", "dog", "fish")
    assert codes(index) == ["several_labels_later"]
    assert can_split(index)
    assert index.counts() == {"cat": 15, "dog": 10, "fish": 5}
    assert found(index, "class_small") == Finding("class_small", {"name": "fish", "count": 5})
    shared = judged(split(index))
    assert set(shared.split_counts()) == {"train", "validation", "test"}
    assert codes(shared) == ["several_labels_later"]
    one = index_of(["cat", ""] * 5, tasks=(Task("", ("cat",), True),))
    assert codes(one) == ["several_labels_later"]
    rare = index_of(["cat", "dog", "cat"], tasks=(Task("", ("cat", "dog"), True),))
    assert can_split(rare)


def test_several_tasks_are_shared_out_but_not_trained_on() -> None:
    index = index_of(["a", "b"] * 10, tasks=(Task("what", ("a", "b")), Task("where", ("in", "out"))))
    assert codes(index) == ["several_labels_later"]
    assert can_split(index)


def test_images_without_labels_are_only_looked_at() -> None:
    index = index_of([""] * 5, source=Source(kind="unlabelled"))
    assert index.classes == ()
    assert codes(index) == ["no_labels"]
    assert not can_split(index)


def test_a_class_that_only_the_test_folder_has() -> None:
    index = index_of(["a", "b"] * 5)
    theirs = (Sample("../t/1.png", "a", "test"), Sample("../t/2.png", "c", "test"))
    with_test = judged(replace(index, samples=(*index.samples, *theirs), source=Source(test="/t")))
    problem, = with_test.problems
    assert (problem.code, problem.details) == ("class_only_in", {"name": "c", "split": "test"})
    alone = judged(replace(with_test, samples=(*index.samples, *theirs, Sample("c.png", "c"))))
    problem, = alone.problems
    assert (problem.code, problem.details["count"]) == ("class_too_small", 1)


def test_copies_under_two_labels_and_in_two_splits() -> None:
    index = index_of(["a", "b"] * 10)
    twice = [index.samples[0]._replace(path="x.png", label="b"), index.samples[1]._replace(path="y.png")]
    both = judged(replace(index, samples=(*index.samples, *twice)))
    labels = found(both, "same_image_two_labels")
    assert labels is not None
    assert labels.groups == (("0.png", "x.png"),)
    assert "relabel" in labels.remedies
    assert found(both, "same_image_twice") is not None
    assert found(both, "same_image_two_splits") is None
    assert found(judged(split(both)), "same_image_two_splits") is None
    moves = [Edit("move", ("1.png",), "test"), Edit("move", ("y.png",), "train")]
    parted = judged(split(edited(both, moves)))
    splits = found(parted, "same_image_two_splits")
    assert splits is not None
    assert splits.groups == (("1.png", "y.png"),)
    assert found(edited(both, [Edit("relabel", ("x.png",), "a")]), "same_image_two_labels") is None
    assert found(edited(both, [Edit("exclude", ("x.png",))]), "same_image_two_labels") is None


def test_other_tasks_may_contradict_each_other() -> None:
    tasks = (Task("what", ("a", "b")), Task("where", ("in", "out")))
    samples = (Sample("1.png", "a", more=("in",), sha256="x"), Sample("2.png", "a", more=("out",), sha256="x"),
               Sample("3.png", "b", more=("in",), sha256="y"))
    assert found(judged(Index("/data", samples, (), tasks=tasks)), "same_image_two_labels") is not None


NEAR = (("0.png", "2.png"), ("4.png", "6.png", "8.png"))
"""All of the label a."""


def test_a_finding_goes_with_its_images() -> None:
    blank = Finding("images_blank", {"count": 2, "path": "0.png"}, ("0.png", "6.png"))
    index = judged(replace(index_of(["a", "b"] * 10), alike=NEAR,
                           checked=(blank, Finding("sizes_mixed", {"small": 1, "large": 9}))))
    assert found(index, "near_duplicates") == Finding(
        "near_duplicates", {"count": 5, "groups": 2, "path": "0.png", "other": "2.png"},
        tuple(path for group in NEAR for path in group), NEAR, ("together", "keep_one"))
    less = edited(index, [Edit("exclude", ("0.png", "4.png"))])
    assert found(less, "near_duplicates").groups == (("6.png", "8.png"),)
    assert found(less, "images_blank") == Finding("images_blank", {"count": 1, "path": "6.png"}, ("6.png",))
    none = edited(index, [Edit("exclude", ("0.png", "4.png", "8.png", "6.png"))])
    assert found(none, "near_duplicates") is found(none, "images_blank") is None
    assert found(none, "sizes_mixed") is not None
    assert edited(index, [Edit("exclude", ("0.png",)), Edit("include", ("0.png",))]).findings == index.findings


def test_near_duplicates_that_agree_contradict_no_more() -> None:
    index = judged(replace(index_of(["a", "b"] * 10), alike=(("0.png", "1.png"), ("2.png", "3.png", "5.png"))))
    assert found(index, "near_duplicates_two_labels").details["groups"] == 2
    left = edited(index, [Edit("relabel", ("1.png",), "a")])
    assert found(left, "near_duplicates_two_labels").groups == (("2.png", "3.png", "5.png"),)
    assert found(left, "near_duplicates").groups == (("0.png", "1.png"),)
    agreed = edited(index, [Edit("relabel", ("1.png", "3.png", "5.png"), "a")])
    assert found(agreed, "near_duplicates_two_labels") is None


def test_near_duplicates_that_were_moved_apart_are_told() -> None:
    index = judged(replace(index_of(["a", "b"] * 10), alike=NEAR))
    apart = edited(index, [Edit("move", ("0.png",), "test"), Edit("move", ("2.png",), "train")])
    assert found(apart, "near_duplicates_two_splits").groups == (("0.png", "2.png"),)
    assert found(apart, "near_duplicates").groups == NEAR[1:]


def test_a_copy_in_another_split_under_another_label_is_both() -> None:
    index = judged(replace(index_of(["a", "b"] * 10), alike=(("0.png", "1.png"),)))
    apart = edited(index, [Edit("move", ("0.png",), "train"), Edit("move", ("1.png",), "test")])
    assert found(apart, "near_duplicates_two_labels").groups == (("1.png", "0.png"),)
    assert found(apart, "near_duplicates_two_splits").groups == (("1.png", "0.png"),), "the test's image comes first"


def test_of_equal_files_the_tests_stays() -> None:
    samples = (Sample("a/1.png", "a", "train", sha256="x"), Sample("b/1.png", "a", "test", sha256="x"))
    index = judged(Index("/data", samples, (), ready_split=True))
    assert found(index, "same_image_two_splits").groups == (("b/1.png", "a/1.png"),)


def test_a_group_of_a_table_in_two_splits_is_told() -> None:
    samples = tuple(Sample(f"{n}.png", "ab"[n % 2], ("train", "test")[n // 4], group=f"patient {n % 3}")
                    for n in range(8))
    told = found(judged(Index("/data", samples, (), ready_split=True)), "group_two_splits")
    assert told.details["count"] == 3
    assert len(told.paths) == 8


def test_what_the_user_left_out_is_no_empty_folder() -> None:
    index = judged(replace(index_of(["a", "b", "c"] * 5), named=("a", "b", "c", "empty")))
    gone = tuple(s.path for s in index.samples if s.label == "c")
    less = edited(index, [Edit("exclude", gone)])
    assert [f.details["name"] for f in less.findings if f.code == "class_empty"] == ["empty"]
    none = edited(index, [Edit("exclude", tuple(s.path for s in index.samples))])
    assert codes(none) == ["all_left_out"]


def test_a_doubt_is_answered_by_another_label() -> None:
    doubt = Finding("label_doubtful", {"count": 2, "path": "0.png"}, ("0.png", "6.png"))
    index = judged(replace(index_of(["a", "b"] * 10), checked=(doubt,)))
    once = edited(index, [Edit("relabel", ("0.png",), "b")])
    assert found(once, "label_doubtful") == Finding("label_doubtful", {"count": 1, "path": "6.png"}, ("6.png",))
    assert found(edited(index, [Edit("relabel", ("0.png", "6.png"), "b")]), "label_doubtful") is None


def test_labels_that_differ_by_capitals_alone() -> None:
    index = index_of(["Cat", "cat", "cat", "CAT", "big dog", "Big_Dog", "Big_Dog", "fox"])
    alike = {one.details["name"]: one for one in index.findings if one.code == "classes_alike"}
    assert set(alike) == {"cat", "Big_Dog"}
    assert alike["cat"].details["names"] == "“CAT”, “Cat”, “cat”"
    assert (alike["cat"].paths, alike["cat"].remedies) == (("0.png", "3.png"), ("merge",))
    merged = edited(index, [Edit("relabel", alike["cat"].paths, "cat")])
    assert merged.classes == ("big dog", "Big_Dog", "cat", "fox")
