"""Words for a finding: what it is about, its sentence in short, and what it says of one image."""

from core.choice import N_
from core.events import Progress
from core.findings import Finding
from gui_app import words

NAME, PEERS = 30, 2
"""So many letters of a name or a path are shown, and so many other images of a group."""

_DOING: dict[str, str] = {
    "alike": N_("finding", "Looking at every image"),
    "pairs": N_("finding", "Looking for near-duplicates"),
    "compare": N_("finding", "Comparing pairs that look alike"),
    "shortcut": N_("finding", "Looking for what gives a class away"),
    "labels": N_("finding", "Looking for doubtful labels"),
}
"""What the check is at."""

_KINDS: dict[str, str] = {
    "same_image_two_labels": N_("finding", "Labels"),
    "same_image_two_splits": N_("finding", "Leak"),
    "same_image_twice": N_("finding", "Copies"),
    "label_doubtful": N_("finding", "Labels"),
    "table_contradicts": N_("finding", "Labels"),
    "class_one_group": N_("finding", "Balance"),
    "class_small": N_("finding", "Balance"),
    "class_empty": N_("finding", "Balance"),
    "classes_uneven": N_("finding", "Balance"),
    "images_tiny": N_("finding", "Size"),
    "images_blank": N_("finding", "Blank"),
    "sizes_mixed": N_("finding", "Size"),
    "far_from_square": N_("finding", "Shape"),
    "modes_mixed": N_("finding", "Colour"),
    "near_duplicates_two_labels": N_("finding", "Labels"),
    "near_duplicates_two_splits": N_("finding", "Leak"),
    "group_two_splits": N_("finding", "Leak"),
    "near_duplicates": N_("finding", "Copies"),
    **dict.fromkeys(("splits_taken", "splits_inside", "splits_not_taken", "splits_not_used", "levels_outer",
                     "levels_inner", "folders_beside", "split_unlabelled", "set_twice", "split_folder_alone"),
                    N_("finding", "Folders")),
    "classes_alike": N_("finding", "Labels"),
    "shortcut": N_("finding", "Shortcut"),
    "shortcut_class": N_("finding", "Shortcut"),
}
"""What a finding is about, in one word; what is not in here is about the files."""
_FILES = N_("finding", "Files")


def kind_of(finding: Finding) -> str:
    """What a finding is about, in one word."""
    return words.say("finding", _KINDS.get(finding.code, _FILES))


def short_text(finding: Finding) -> str:
    """Its sentence with short names of files: the images themselves are one click away."""
    return words.problem_text(finding.code, {
        key: words.shortened(value, NAME) if isinstance(value, str) and key != "reason" else value
        for key, value in finding.details.items()})


def text_for(finding: Finding, path: str) -> str:
    """What it says of one of its images: of a group, which are the others; else its sentence."""
    group = next((group for group in finding.groups if path in group), ())
    others = [f"“{words.shortened(other, NAME)}”" for other in group if other != path]
    if not others:
        return f"{kind_of(finding)}: {short_text(finding)}"
    names = ", ".join([*others[:PEERS], *(["…"] if len(others) > PEERS else [])])
    return words.say("finding", N_("finding", "{0}: in one group with {1}")).format(kind_of(finding), names)


def checking_text(progress: Progress) -> str:
    """What the check of the images is at, and how far; a full count is left out: something still goes on."""
    doing = words.say("finding", _DOING.get(progress.what, N_("finding", "Checking the images")))
    if progress.done >= progress.total:
        return f"{doing}…"
    amount = words.say("finding", N_("finding", "{0} of {1}"))
    return f"{doing}, {amount.format(words.count(progress.done), words.count(progress.total))}"
