"""Judge: what keeps a folder from being trained on, and what is remarkable about it, from its index alone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from core.data.index import Index, Sample
from core.data.walk import natural_path
from core.findings import Finding, Remedy
from core.problems import Problem

_SMALL, _UNEVEN, _TINY = 10, 5.0, 16
_LATER = "several_labels_later"


def judged(index: Index) -> Index:
    """The index with the classes that its samples have, its problems and its findings, after either has changed."""
    names = {label for label, _ in index.tally if label}
    seen = replace(index, classes=tuple(sorted(names, key=natural_path)))
    labels = {s.path: (s.label, *s.more) for s in seen.samples}
    found = [left for one in (*index.noticed, *_findings(seen), *index.checked) if (left := _left(one, labels))]
    return replace(seen, problems=_problems(seen), findings=tuple(found))


def can_split(index: Index) -> bool:
    """Whether the samples can be shared out: nothing is wrong but what only training has to wait for."""
    return bool(index.samples) and all(problem.code == _LATER for problem in index.problems)


def _left(finding: Finding, labels: Mapping[str, tuple[str, ...]]) -> Finding | None:
    """What a finding still says of the images that there are and of their labels; None if nothing."""
    two = finding.code.endswith("_two_labels")
    groups = tuple(group for whole in finding.groups if len(group := tuple(p for p in whole if p in labels)) > 1
                   and not (two and len({labels[p] for p in group}) == 1))
    paths = tuple(p for group in groups for p in group) or tuple(p for p in finding.paths if p in labels)
    if groups == finding.groups and len(paths) == len(finding.paths):
        return finding
    if not paths or bool(groups) != bool(finding.groups):
        return None
    details, first = dict(finding.details), groups[0] if groups else paths
    of_groups = groups and details.get("count") == len(finding.groups)
    other = next((path for path in first if labels[path] != labels[first[0]]), first[-1])
    now = {"count": len(groups if of_groups else paths), "groups": len(groups), "path": first[0], "other": other}
    details |= {name: value for name, value in now.items() if name in details}
    return replace(finding, details=details, paths=paths, groups=groups)


# --- problems ------------------------------------------------------------------------------------


def _problems(index: Index) -> tuple[Problem, ...]:
    """What keeps the folder from being trained on."""
    if not index.classes:
        return (Problem("no_labels", path=index.root),)
    found = []
    if len(index.classes) == 1 and not index.several:
        found.append(_one_class(index))
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


def _one_class(index: Index) -> Problem:
    # An archive unpacked into a folder of its own name: the class folders lie one step further in.
    inner = {Path(s.path).parts[1] if len(Path(s.path).parts) > 2 else "" for s in index.samples}
    if not index.ready_split and len(inner) > 1 and "" not in inner:
        return Problem("inner_folder", name=index.classes[0], count=len(inner))
    return Problem("one_class", name=index.classes[0])


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
    return found + _about_copies(index)


def _about_copies(index: Index) -> list[Finding]:
    """The same bytes twice: under two labels, in two splits, or only to no use."""
    copies: dict[str, list[Sample]] = defaultdict(list)
    for sample in index.samples:
        copies[sample.sha256].append(sample)
    copies.pop("", None)
    found: dict[str, list[list[Sample]]] = {
        "same_image_two_labels": [], "same_image_two_splits": [], "same_image_twice": []}
    for group in copies.values():
        labels, splits = {(s.label, s.more) for s in group}, {s.split for s in group}
        if len(labels) > 1:
            found["same_image_two_labels"].append(group)
        if len(splits) > 1:
            found["same_image_two_splits"].append(group)
        if len(group) > 1 and len(labels) == len(splits) == 1:
            found["same_image_twice"].append(group)
    return [_of_groups(code, groups) for code, groups in found.items() if groups]


def _of_groups(code: str, groups: list[list[Sample]]) -> Finding:
    paths = tuple(tuple(s.path for s in group) for group in groups)
    two_labels = code == "same_image_two_labels"
    remedies: tuple[Remedy, ...] = ("relabel", "keep_one", "exclude") if two_labels else ("keep_one",)
    return Finding(code, {"count": len(groups), "path": groups[0][0].path, "other": _unlike(groups[0]).path},
                   tuple(path for group in paths for path in group), paths, remedies)


def _unlike(group: list[Sample]) -> Sample:
    first, *others = group
    said = first.label, first.more, first.split
    return next((s for s in others if (s.label, s.more, s.split) != said), others[0])
