"""Names: what the name of a file says of it, read by a pattern.

A pattern is written as the names are, without the ending, and in it stand
    {label}, {group}, {split}   what is to be read; as little as fits. A {split} is one of the words of SPLITS.
    *   any text or none, as much as fits      ?   any one sign      #   a whole run of digits
So "{label}_*" reads "cat" in "cat_2_left.jpg" and "*_{label}" reads "left"; "{label}_#" reads "t_shirt" in "t_shirt_2".
A field that stands twice must be the same text. Capitals do not matter. A pattern with an ending ("{label}.jpg", or
".*" for any) is compared with the name and its ending; one with slashes ("{group}/*") with the last parts of the path.
"""

import functools
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

SPLITS = {word: split for split, words in (
    ("train", ("train", "training", "trn", "trainval", "训练", "训练集", "訓練", "学習")),
    ("validation", ("val", "valid", "validation", "validate", "dev", "devel", "eval", "evaluation", "验证", "验证集",
                    "驗證", "検証")),
    ("test", ("test", "tests", "testing", "tst", "holdout", "hold-out", "测试", "测试集", "測試", "テスト")),
) for word in words}
"""What people call the splits, in lower case, and our names for them."""
_AROUND = ("datasets", "dataset", "data", "images", "image", "imgs", "img", "files", "folder", "split", "set", "seg",
           "cls", "数据集", "数据", "集")
"""What may stand around the name of a split without saying more: "training_set", "seg_train", "test data", "训练集"."""

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
        return said | {"split": split_of(said["split"])} if "split" in said else said
    return fields


def preview(names: Sequence[str], pattern: str) -> NamesPreview:
    """What a pattern makes of the names, or paths, of files. Raises Problem bad_pattern."""
    fields = matcher(pattern, "label")
    labels = [label_of(fields(name)) for name in names]
    counts = Counter(labels)
    left_out = counts.pop("", 0)
    classes = {name: counts[name] for name in sorted(counts, key=natural_path)}
    return NamesPreview(pattern, tuple(zip(names[:_SHOWN], labels[:_SHOWN], strict=True)), classes, left_out)


@functools.lru_cache(4096)
def split_of(name: str) -> str:
    """The split that a folder or a cell is called after: "Train", "training_set", "seg_test", "val2017"; else ""."""
    name = unicodedata.normalize("NFKC", name).casefold().strip()
    if name in SPLITS:
        return SPLITS[name]
    for part in _AROUND:
        name = re.sub(f"(?<![a-z]){part}(?![a-z])|{part}$", " ", name)
    words = re.findall(r"[^\W\d_]+", name)
    return SPLITS.get(words[0], "") if len(words) == 1 else ""


def label_of(fields: Fields | None) -> str:
    """The class that the fields of a name give; empty where they give none."""
    return class_name(fields["label"]) if fields else ""


def suggest(names: Sequence[str]) -> str:
    """The pattern that parts these names best into classes; "{label}_*" where none does.

    Of paths in split folders those in training folders count: the others may be what is to be told.
    """
    splits = {split_of(name.partition("/")[0]) if "/" in name else "" for name in names}
    in_splits = len(splits) > 1 and "" not in splits
    own = [name for name in names if split_of(name.partition("/")[0]) == "train"] if in_splits else names
    some = _some(own or names)
    best = max(_USUAL, key=lambda pattern: _worth(_labels(some, pattern)))
    if not _worth(_labels(some, best)):
        return "{label}_*"
    simpler, both = best.replace("#", "*"), [*some, *_some(names)]
    return simpler if _labels(both, simpler) == _labels(both, best) else best


def tell_classes(names: Sequence[str]) -> bool:
    """Whether names look as if each told the class of its image."""
    some = _some(names)
    return any(_worth(_labels(some, pattern)) > 1 for pattern in _USUAL)


def _some(names: Sequence[str]) -> Sequence[str]:
    return names[:: max(1, len(names) // _TRIED)]


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
