"""A file of weights that somebody gave the user: what is in it, before anything is trained with it."""

from pathlib import Path

from core.backbones import Backbone
from core.facts import WeightsFacts
from core.library import library_names, shapes
from core.weights import fitting, read


def examine(row: Backbone, path: Path) -> WeightsFacts:
    """What a backbone would take of a file. Raises the Problems of `core.weights.read` and `fitting`."""
    path = path.expanduser()
    state = read(path)
    fitting(row, state, path)
    named = library_names(state, shapes(row))
    last = named.get(f"{row.last_linear}.weight")
    return WeightsFacts(str(path), len(shapes(row).keys() & named.keys()), len(named),
                        0 if last is None else len(last))
