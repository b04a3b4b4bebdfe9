"""Judge: what keeps a folder from being trained on, and what is remarkable about it, from its index alone."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from core.data.index import Index, Sample
from core.data.walk import natural_path
from core.findings import Finding, Remedy
from core.problems import Problem

_SMALL, _UNEVEN, _TINY = 10, 5.0, 16
_LATER = "several_labels_later"
_CONTRADICT: tuple[Remedy, ...] = ("relabel", "keep_one", "exclude")
_STAYS = {"test": 0, "validation": 1}
"""Whose image stays when one of a group is kept: a test that loses images is no longer the same test."""

Groups = list[list[Sample]]


def judged(index: Index) -> Index:
    """The index with the classes that its samples have, its problems and its findings, after either has changed."""
    names = {label for label, _ in index.tally if label}
    seen = replace(index, classes=tuple(sorted(names, key=natural_path)))
    here = {s.path for s in seen.samples}
    noticed, checked = ([one for finding in told if (one := left(finding, here))]
                        for told in (index.noticed, index.checked))
    return replace(seen, problems=_problems(seen), findings=(*noticed, *_findings(seen), *checked))


def can_split(index: Index) -> bool:
    """Whether the samples can be shared out: nothing is wrong but what only training has to wait for."""
    return bool(index.samples) and all(problem.code == _LATER for problem in index.problems)


def left(finding: Finding, paths: Collection[str]) -> Finding | None:
    """What a finding still says of these images; None if nothing."""
    here = tuple(path for path in finding.paths if path in paths)
    if len(here) == len(finding.paths):
        return finding
    now = {"count": len(here), "path": here[0] if here else ""}
    details = finding.details | {name: value for name, value in now.items() if name in finding.details}
    return replace(finding, details=details, paths=here) if here else None


# --- problems ------------------------------------------------------------------------------------


def _problems(index: Index) -> tuple[Problem, ...]:
    """What keeps the folder from being trained on."""
    if not index.samples and index.excluded:
        return (Problem("all_left_out", path=index.root),)
    if not index.classes:
        return (Problem("no_labels", path=index.root),)
    found = []
    if len(index.classes) == 1 and not index.several:
        found.append(Problem("one_class", name=index.classes[0]))
    if index.several or len(index.tasks) > 1:
        found.append(Problem(_LATER))
    return (*found, *(_of_ready_split(index) if index.ready_split else _of_classes(index)))


def _of_classes(index: Index) -> list[Problem]:
    """Classes with too few images, apart from those that are for the test already."""
    found = []
    for name, count in index.counts().items():
        left = count - index.tally.get((name, "test"), 0)
        if not left:
            found.append(Problem("class_only_in", name=name, split="test"))
        elif left < 2 and not index.several:
            found.append(_too_small(name, left))
    return found


def _of_ready_split(index: Index) -> list[Problem]:
    splits = index.split_counts()
    if not any(s.split in ("train", "") for s in index.samples):
        return [Problem("no_training_images", path=index.root)]
    found = []
    for name in index.classes:
        # Before a validation part is taken from them, training samples may have no split yet.
        count = index.tally.get((name, "train"), 0) + index.tally.get((name, ""), 0)
        if not count:
            split = next(s.split for s in index.samples if name in index.labels_of(s))
            found.append(Problem("class_only_in", name=name, split=split))
        elif count < 2 and "validation" not in splits and not index.several:
            found.append(_too_small(name, count))
    return found


def _too_small(name: str, count: int) -> Problem:
    return Problem("class_too_small", name=name, count=count, needed=2)


# --- findings ------------------------------------------------------------------------------------


def _findings(index: Index) -> list[Finding]:
    """What its user should know, as far as it follows from the samples."""
    counts, found = index.counts(), list[Finding]()
    missing = [name for name in index.named if name not in counts]
    found += [Finding("class_empty", {"name": name}) for name in missing]
    least_count = 0 if index.several else 1  # one image of a class is a problem, one of several labels is not
    found += [Finding("class_small", {"name": n, "count": c}) for n, c in counts.items() if least_count < c < _SMALL]
    if counts:
        most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
        if counts[most] >= _UNEVEN * counts[least]:
            ratio = round(counts[most] / counts[least], 1)
            found.append(Finding("classes_uneven", {"most": most, "least": least, "ratio": ratio}))
    tiny = tuple(s.path for s in index.samples if 0 < min(s.width, s.height) < _TINY)
    if tiny:
        found.append(Finding("images_tiny", {"count": len(tiny), "path": tiny[0], "least": _TINY}, tiny,
                             remedies=("exclude",)))
    return found + _about_copies(index) + _about_alike(index) + _about_groups(index)


def _about_copies(index: Index) -> list[Finding]:
    """The same bytes twice: under two labels, in two splits, or only to no use."""
    copies: dict[str, list[Sample]] = defaultdict(list)
    for sample in index.samples:
        copies[sample.sha256].append(sample)
    copies.pop("", None)
    labels, splits, plain = _sorted_out([sorted(group, key=_place) for group in copies.values() if len(group) > 1])
    return [_of_groups(code, groups, remedies, len(groups)) for code, groups, remedies in (
        ("same_image_two_labels", labels, _CONTRADICT), ("same_image_two_splits", splits, ("keep_one",)),
        ("same_image_twice", plain, ("keep_one",))) if groups]


def _about_alike(index: Index) -> list[Finding]:
    """Groups of images that are nearly the same, but for those of equal bytes."""
    samples = {s.path: s for s in index.samples}
    groups = [sorted((samples[path] for path in group if path in samples), key=_place) for group in index.alike]
    near = [group for group in groups if len({s.sha256 for s in group}) > 1]
    labels, splits, plain = _sorted_out(near)
    return [_of_groups(code, groups, remedies, sum(map(len, groups))) for code, groups, remedies in (
        ("near_duplicates_two_labels", labels, _CONTRADICT),
        ("near_duplicates_two_splits", splits, ("keep_one", "exclude")),
        ("near_duplicates", plain, ("together", "keep_one"))) if groups]


def _about_groups(index: Index) -> list[Finding]:
    """Groups that a table or the names tell, and that a ready split or the user's own wish parts."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for sample in index.samples:
        groups[sample.group].append(sample)
    groups.pop("", None)
    parted = [sorted(group, key=_place) for group in groups.values() if len({s.split for s in group}) > 1]
    return [_of_groups("group_two_splits", parted, (), len(parted))] if parted else []


def _sorted_out(groups: Groups) -> tuple[Groups, Groups, Groups]:
    """Those of several labels; those in several splits; the rest."""
    labels = [group for group in groups if len({(s.label, s.more) for s in group}) > 1]
    splits = [group for group in groups if len({s.split for s in group}) > 1]
    return labels, splits, [group for group in groups if group not in labels and group not in splits]


def _place(sample: Sample) -> tuple[int, tuple[object, ...]]:
    return _STAYS.get(sample.split, 2), natural_path(sample.path)


def _of_groups(code: str, groups: Groups, remedies: tuple[Remedy, ...], count: int) -> Finding:
    paths = tuple(tuple(s.path for s in group) for group in groups)
    first, *others = groups[0]
    said = first.label, first.more, first.split
    other = next((s for s in others if (s.label, s.more, s.split) != said), others[0])
    return Finding(code, {"count": count, "groups": len(groups), "path": first.path, "other": other.path},
                   tuple(path for group in paths for path in group), paths, remedies)
