"""Edits: kept as acts that are undone as a whole, never half read; and carried out on an index."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.data.edited import edited
from core.data.groups import groups_of
from core.data.index import Index, Sample
from core.data.split import split
from core.edits import Edit, Kind, add_edits, read_edits
from core.problems import Problem
from core.sharing import Sharing

OUT, BACK = Edit("exclude", ("a/1.png",)), Edit("include", ("a/1.png",))


def plain(edits: tuple[Edit, ...]) -> list[Edit]:
    """Without their times."""
    assert all(edit.at > 0 for edit in edits)
    return [replace(edit, at=0.0) for edit in edits]


# --- the log -------------------------------------------------------------------------------------


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "project" / "edits.jsonl"


def test_what_was_changed_is_read_back(log: Path) -> None:
    assert read_edits(log) == ()
    strange = Edit("relabel", ("猫/a\u2028b\n.png", "b.png"), "chat “noir”", "same_image_two_labels")
    add_edits(log, [OUT])
    add_edits(log, [strange, Edit("move", ("b.png",), "test", at=5.0)])
    add_edits(log, [])
    assert plain(read_edits(log)) == [OUT, strange, Edit("move", ("b.png",), "test")]
    assert read_edits(log)[-1].at == 5.0


def test_an_act_is_undone_as_a_whole(log: Path) -> None:
    first, second, third = [OUT], [Edit("relabel", (f"{n}.png",), "b", "near_duplicates") for n in range(3)], [BACK]
    for act in (first, second, third):
        add_edits(log, act)
    add_edits(log, [Edit("undo")])
    assert plain(read_edits(log)) == [*first, *second]
    add_edits(log, [Edit("undo")])
    assert plain(read_edits(log)) == first
    add_edits(log, third)
    add_edits(log, [Edit("undo")])
    add_edits(log, [Edit("undo")])
    assert read_edits(log) == ()
    add_edits(log, [Edit("undo")])
    assert read_edits(log) == ()
    add_edits(log, first)
    assert plain(read_edits(log)) == first


def test_an_act_that_was_cut_off_is_left_out_as_a_whole(log: Path) -> None:
    add_edits(log, [OUT])
    whole = log.read_bytes()
    add_edits(log, [Edit("exclude", ("ä.png",)), Edit("exclude", ("b.png",))])
    torn = log.read_bytes()
    for end in range(len(whole), len(torn) - 1):
        log.write_bytes(torn[:end])
        assert plain(read_edits(log)) == [OUT]
        add_edits(log, [BACK])
        assert plain(read_edits(log)) == [OUT, BACK]


@pytest.mark.parametrize("line", [
    "", "null", "7", "[]", "[7]", '{"kind": "exclude"}', '[{"kind": "exclude", "paths": ["a"]}]',
    '[{"kind": "burn", "paths": ["a"], "value": "", "why": "", "at": 1.0}]',
    '[{"kind": "exclude", "paths": [1], "value": "", "why": "", "at": 1.0}]',
    '[{"kind": "exclude", "paths": ["a"], "value": "", "why": "", "at": 1.0, "new": 1}]'])
def test_what_another_version_wrote_is_left_out(log: Path, line: str) -> None:
    add_edits(log, [OUT])
    log.write_text(f"{line}\n{log.read_text('utf-8')}", "utf-8")
    assert plain(read_edits(log)) == [OUT]


def test_a_log_that_cannot_be_used_is_a_problem(log: Path) -> None:
    log.mkdir(parents=True)
    with pytest.raises(Problem) as caught:
        read_edits(log)
    assert caught.value.code == "damaged_project"
    with pytest.raises(Problem) as caught:
        add_edits(log, [OUT])
    assert caught.value.code == "not_writable"


# --- carried out ---------------------------------------------------------------------------------


def index_of(counts: dict[str, int], **known: object) -> Index:
    samples = tuple(Sample(f"{name}/{n}.png", name, sha256=f"{name}{n}") for name, c in counts.items()
                    for n in range(c))
    return replace(Index("/data", samples, tuple(sorted(counts))), **known)


def paths(samples: tuple[Sample, ...]) -> list[str]:
    return [s.path for s in samples]


def test_left_out_and_taken_back_in_order() -> None:
    index = index_of({"a": 3, "b": 3})
    one = edited(index, [OUT])
    assert paths(one.excluded) == ["a/1.png"]
    assert paths(one.samples) == [p for p in paths(index.samples) if p != "a/1.png"]
    assert edited(index, [OUT, BACK]).samples == index.samples
    assert paths(edited(index, [BACK, OUT]).excluded) == ["a/1.png"]
    assert paths(edited(one, [BACK]).excluded) == []
    gone = edited(index, [Edit(kind, ("a/9.png", "z.png"), value) for kind, value in ALL])
    assert (gone.samples, gone.excluded, gone.bound) == (index.samples, (), ())


ALL: list[tuple[Kind, str]] = [
    ("exclude", ""), ("include", ""), ("relabel", "c"), ("move", "test"), ("together", "")]


def test_another_label_may_be_a_new_class() -> None:
    index = index_of({"a": 3, "b": 2})
    new = edited(index, [Edit("relabel", ("a/0.png", "a/1.png"), "c"), Edit("relabel", ("a/1.png",), "b")])
    assert new.classes == ("a", "b", "c")
    assert new.counts() == {"a": 1, "b": 3, "c": 1}
    assert sorted(p.details["name"] for p in new.problems if p.code == "class_too_small") == ["a", "c"]
    assert edited(index, [Edit("exclude", ("b/0.png", "b/1.png"))]).classes == ("a",)


def test_what_is_moved_stays_there_in_every_split() -> None:
    index = index_of({"a": 20, "b": 20})
    for place in ("train", "validation", "test"):
        moved = edited(index, [Edit("move", ("a/3.png", "b/3.png"), place)])
        for seed in range(3):
            found = {s.path: s.split for s in split(moved, Sharing(seed=seed)).samples}
            assert found["a/3.png"] == found["b/3.png"] == place
            assert split(moved, Sharing(seed=seed)).split_counts() == {"train": 28, "validation": 8, "test": 4}
    assert edited(index, [Edit("move", ("a/3.png",), "elsewhere")]).samples == index.samples


def test_what_is_moved_within_a_ready_split() -> None:
    index = index_of({"a": 10, "b": 10}, ready_split=True)
    index = replace(index, samples=tuple(s._replace(split="test" if s.path.endswith(("8.png", "9.png")) else "train")
                                         for s in index.samples))
    drawn = {s.path: s.split for s in split(index).samples}
    path = next(p for p, place in drawn.items() if place == "train")
    moved = edited(index, [Edit("move", (path,), "validation")])
    assert not moved.problems
    again = {s.path: s.split for s in split(moved).samples}
    assert again[path] == "validation"
    assert set(again.values()) == {"train", "validation", "test"}
    assert sum(again[p] != drawn[p] for p in drawn) <= 2, "one validates more, or another one less"
    ready = replace(index, samples=tuple(s._replace(split="validation") if s.path == "a/0.png" else s
                                         for s in index.samples))
    kept = split(edited(ready, [Edit("move", ("a/9.png",), "train")]))
    assert {s.path for k, s in zip(ready.samples, kept.samples, strict=True) if k.split != s.split} == {"a/9.png"}


def test_what_is_kept_together() -> None:
    index = index_of({"a": 10, "b": 10})
    first, second = ("a/0.png", "a/1.png", "gone.png"), ("a/1.png", "b/0.png")
    bound = edited(index, [Edit("together", first), Edit("together", second), Edit("together", ("b/1.png", "x"))])
    assert bound.bound == (("a/0.png", "a/1.png"), second)
    assert set(groups_of(bound, Sharing())) == {"a/0.png", "a/1.png", "b/0.png"}
    assert len({s.split for s in split(bound).samples if s.path in {*first, *second}}) == 1
