"""Findings: what is remarkable about a folder of images, with the images and what can be done about it."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from core.edits import Edit

Remedy = Literal["exclude", "keep_one", "together", "relabel", "merge", "as_splits", "as_inner_splits", "as_folders",
                 "outer_classes", "inner_classes", "whole_folder", "words_are_labels", "as_read", "bind_folders",
                 "open_above", "how", "pad"]
"""exclude: leave the images out. keep_one: of every group, leave out all but the first. together: never part the
images of a group. relabel: choose the right label of each image. merge: give all the label that the details name.
Those of `source.OTHER_WAYS`: read the folder so. bind_folders: never part the images of a folder next to the class
folder. open_above: open the folder that the details name. how: say how the folder is read. pad: have the recipe make
all images square by a border."""

_OF_RECIPE: dict[str, tuple[Remedy, ...]] = {"far_from_square": ("pad",)}
"""Remedies that change the recipe, not the images."""


@dataclass(frozen=True)
class Finding:
    """A code of `problems.SENTENCES` with its details, the images that it is about, and its one-click remedies."""

    code: str
    details: dict[str, Any] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    """Where it is about images that belong together: each group's paths. `paths` has them all as well."""
    remedies: tuple[Remedy, ...] = ()

    @property
    def offers(self) -> tuple[Remedy, ...]:
        """All its remedies, those of the recipe included."""
        return (*self.remedies, *_OF_RECIPE.get(self.code, ()))


def edits_of(finding: Finding, remedy: str) -> list[Edit]:
    """What a remedy does to the images: `exclude`, `keep_one`, `together` or `merge`."""
    if remedy == "together":
        return [Edit("together", group, why=finding.code) for group in finding.groups]
    if remedy == "merge":
        return [Edit("relabel", finding.paths, str(finding.details["name"]), why=finding.code)]
    others = tuple(path for group in finding.groups for path in group[1:])
    return [Edit("exclude", others if remedy == "keep_one" else finding.paths, why=finding.code)]


Checked = tuple[tuple[tuple[str, ...], ...], tuple[Finding, ...]]
"""What a health check comes to: the groups of near-duplicates by their paths, and the findings."""


def checked_text(mark: str, checked: Checked) -> str:
    """A health check as the text of a file; `mark` names the state of the images that it was made of."""
    return json.dumps({"mark": mark, "alike": checked[0], "findings": [asdict(f) for f in checked[1]]})


def read_checked(text: str, mark: str) -> Checked | None:
    """What `checked_text` wrote; None if it was made of other images, or by another version."""
    try:
        found = json.loads(text)
        if found["mark"] != mark:
            return None
        alike = tuple(tuple(group) for group in found["alike"])
        return alike, tuple(_finding(**row) for row in found["findings"])
    except (ValueError, KeyError, TypeError):
        return None


def _finding(code: str, details: dict[str, Any], paths: list[str], groups: list[list[str]],
             remedies: list[Remedy]) -> Finding:
    return Finding(code, details, tuple(paths), tuple(tuple(group) for group in groups), tuple(remedies))
