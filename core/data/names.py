"""Names: what the name of a file says of it, read by a pattern.

A pattern is written as the names are, without the ending, and in it stand
    {label}, {group}, {split}   what is to be read; as little as fits. A {split} is one of the words of SPLITS.
    *   any text or none, as much as fits      ?   any one sign      #   a whole run of digits
So "{label}_*" reads "cat" in "cat_2_left.jpg" and "*_{label}" reads "left"; "{label}_#" reads "t_shirt" in "t_shirt_2".
A field that stands twice must be the same text. Capitals do not matter. A pattern with an ending ("{label}.jpg", or
".*" for any) is compared with the name and its ending; one with slashes ("{group}/*") with the last parts of the path.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from core.data.image import EXTENSIONS
from core.data.sample import class_name
from core.data.walk import natural_path
from core.problems import Problem
from core.source import NamesPreview

SPLITS = {"train": "train", "training": "train", "训练": "train", "训练集": "train",
          "val": "validation", "valid": "validation", "validation": "validation", "验证": "validation",
          "验证集": "validation", "test": "test", "testing": "test", "测试": "test", "测试集": "test"}
"""What people call the splits, in lower case, and our names for them."""

Fields = dict[str, str]
_FIELDS = {"label": "[^/]+?", "group": "[^/]+?", "split": "|".join(sorted(SPLITS, key=len, reverse=True))}
_SIGNS = {"*": "[^/]*", "?": "[^/]", "#": "(?<![0-9])[0-9]+(?![0-9])"}
_SHOWN, _TRIED = 50, 1000
_USUAL = ("{label} (#)", *(form.replace("_", between) for between in "_- ." for form in (
            "{label}_#", "{label}_*", "#_{label}", "*_{label}", "*_{label}_#", "*_{label}_*")), "{label}#", "#{label}")
"""What `suggest` tries. Of those that are as good, the first one is taken."""
_FEW = 10


def matcher(pattern: str, needs: str = "") -> Callable[[str], Fields | None]:
    """What reads the fields of a pattern from a file's path or name; it gives None for one that does not fit.

    Raises Problem `bad_pattern` if the pattern has an unknown field, or not the one that it `needs`.
    """
    pattern = unicodedata.normalize("NFC", pattern.strip().replace("\\", "/"))
    whole, ending = "/" in pattern, os.path.splitext(pattern)[1].lower() in (".*", *EXTENSIONS)
    fits = re.compile(("(?:.*/)?" if whole else "") + _expression(pattern, needs), re.IGNORECASE).fullmatch

    def fields(path: str) -> Fields | None:
        name = unicodedata.normalize("NFC", path if whole else path.rpartition("/")[2])
        found = fits(name if ending else _without_ending(name))
        if found is None:
            return None
        said = found.groupdict()
        return said | {"split": SPLITS.get(said["split"].casefold(), "")} if "split" in said else said
    return fields


def preview(names: Sequence[str], pattern: str) -> NamesPreview:
    """What a pattern makes of the names, or paths, of files. Raises Problem bad_pattern."""
    fields = matcher(pattern, "label")
    labels = [label_of(fields(name)) for name in names]
    counts = Counter(labels)
    left_out = counts.pop("", 0)
    classes = {name: counts[name] for name in sorted(counts, key=natural_path)}
    return NamesPreview(pattern, tuple(zip(names[:_SHOWN], labels[:_SHOWN], strict=True)), classes, left_out)


def label_of(fields: Fields | None) -> str:
    """The class that the fields of a name give; empty where they give none."""
    return class_name(fields["label"]) if fields else ""


def suggest(names: Sequence[str]) -> str:
    """The pattern that parts these names best into classes; "{label}_*" where none does."""
    some = names[:: max(1, len(names) // _TRIED)]
    best = max(_USUAL, key=lambda pattern: _worth(_labels(some, pattern)))
    found = _labels(some, best)
    if not _worth(found):
        return "{label}_*"
    simpler = best.replace("#", "*")
    return simpler if _labels(some, simpler) == found else best


# --- inside --------------------------------------------------------------------------------------


def _expression(pattern: str, needs: str) -> str:
    """The regular expression of a pattern."""
    parts, seen = list[str](), set[str]()
    # Stars in a row mean no more than one, and would take for ever to try out.
    for field, sign in re.findall(r"\{(\w*)\}|(.)", re.sub(r"\*+", "*", pattern), re.DOTALL):
        if sign:
            parts.append(_SIGNS.get(sign) or re.escape(sign))
        elif field not in _FIELDS:
            raise _bad(pattern, needs)
        else:
            parts.append(f"(?P={field})" if field in seen else f"(?P<{field}>{_FIELDS[field]})")
            seen.add(field)
    if not seen or (needs and needs not in seen):
        raise _bad(pattern, needs)
    return "".join(parts)


def _bad(pattern: str, needs: str) -> Problem:
    fields = [f"{{{name}}}" for name in _FIELDS]
    needed = f"{{{needs}}}" if needs else fields[0]
    return Problem("bad_pattern", pattern=pattern, field=needed, known=", ".join(fields))


def _without_ending(name: str) -> str:
    """A path without the ending of its file, if that is one of images."""
    stem, ending = os.path.splitext(name)
    return stem if ending.lower() in EXTENSIONS else name


def _labels(names: Sequence[str], pattern: str) -> list[str]:
    fields = matcher(pattern)
    return [label_of(fields(name)) for name in names]


def _worth(labels: Sequence[str]) -> float:
    """How much these look like classes, from 0 on; "" is a name that does not fit."""
    counts = Counter(label for label in labels if label)
    fit = counts.total()
    if len(counts) < 2 or fit < 0.8 * len(labels):
        return 0.0
    shared = sum(count for count in counts.values() if count > 1) / len(labels)
    words = sum(count for label, count in counts.items() if _is_word(label)) > fit / 2
    if shared < 0.5 and not (words and len(labels) < _FEW):  # as good as one class for each image
        return 0.0
    if sum(count for label, count in counts.items() if label[-1] in "_- .") > fit / 2:  # it was not parted at its end
        return 0.0
    good = (fit / len(labels) + shared) / 2
    return round(1 + good if words else good * (1 - len(counts) / len(labels)), 2)


def _is_word(label: str) -> bool:
    """Whether this may well name a class: numbers are rather those of images, patients, days."""
    return any(sign.isalpha() for sign in label) and not any(sign.isdigit() for sign in label)
