"""Edited: an index with what the user has changed about it."""

from collections.abc import Sequence
from dataclasses import replace

from core.data.index import Index
from core.data.judge import judged, left
from core.data.split import opened
from core.edits import Edit

_PLACES = ("train", "validation", "test")


def edited(index: Index, edits: Sequence[Edit]) -> Index:
    """The index after edits in their order, judged anew. What they say of images that are gone is passed over.

    An image that was moved has its split from now on, and `split` leaves it there; the others have none yet, unless the
    folder says theirs.
    """
    out = {s.path for s in index.excluded}
    labels, places = dict[str, str](), dict[str, str]()
    there, bound = {s.path for s in (*index.samples, *index.excluded)}, list(index.bound)
    for edit in edits:
        if edit.kind == "exclude":
            out.update(edit.paths)
        elif edit.kind == "include":
            out.difference_update(edit.paths)
        elif edit.kind == "relabel":
            labels |= dict.fromkeys(edit.paths, edit.value)
        elif edit.kind == "move" and edit.value in _PLACES:
            places |= dict.fromkeys(edit.paths, edit.value)
        elif edit.kind == "together":
            bound.append(tuple(path for path in edit.paths if path in there))
    if places:
        index = opened(index)
    # Whoever has given an image another label has answered the doubt about it.
    doubted = [left(one, there - labels.keys()) if one.code == "label_doubtful" else one for one in index.checked]
    changed = [s._replace(label=labels.get(s.path, s.label), split=places.get(s.path, s.split))
               if s.path in labels or s.path in places else s for s in (*index.samples, *index.excluded)]
    # A class that has no image any more because of what the user did is not to be told as an empty folder.
    had, has = {s.label for s in (*index.samples, *index.excluded)}, {s.label for s in changed if s.path not in out}
    named = tuple(name for name in index.named if name not in had or name in has)
    return judged(replace(index, named=named, samples=tuple(s for s in changed if s.path not in out),
                          excluded=tuple(s for s in changed if s.path in out),
                          checked=tuple(one for one in doubted if one is not None),
                          bound=tuple(group for group in bound if len(group) > 1)))
