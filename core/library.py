"""torchvision's own models: made without weights, their tensors' names and shapes, where their weights lie."""

import functools
import re
import warnings
from collections import Counter
from collections.abc import Collection, Mapping

import torch
import torchvision
from torch import Tensor, nn

from core.backbones import Backbone


def library_model(row: Backbone, image_size: int = 0, *, device: str = "meta") -> nn.Module:
    """The library's whole model: on the device "meta" without any memory, else with random weights."""
    own = {"image_size": image_size} if row.fixed_size and image_size else {}

    def made() -> nn.Module:
        return torchvision.models.get_model(row.key, weights=None, **own)  # type: ignore[no-any-return]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # Inception says that its start values may change
        try:
            with torch.device(device):
                return made().eval()
        except NotImplementedError:  # RegNet reckons its widths with tensors, which "meta" cannot
            with torch.random.fork_rng(devices=[]):
                return made().to(device).eval()


@functools.cache
def shapes(row: Backbone) -> dict[str, tuple[torch.Size, bool]]:
    """The shape of every tensor that the stages need, by the library's name; True for real numbers."""
    whole = library_model(row).state_dict()
    return {name: (t.shape, t.is_floating_point()) for name, t in whole.items() if not is_head(row, name)}


def is_head(row: Backbone, name: str) -> bool:
    """Whether a tensor belongs to the last linear layer, or to the second head that Inception trains beside it."""
    return name.startswith((f"{row.last_linear}.", "AuxLogits."))


def weights_url(row: Backbone) -> str:
    """Where torchvision keeps the weights; the file's name ends in the first digits of its SHA-256."""
    return str(torchvision.models.get_model_weights(row.key)[row.weights].url)


def piece_name(path: str) -> str:
    """A dotted path as the name of one module; `library_name` reads it back."""
    return path.replace(".", "__")


def library_name(name: str) -> str:
    """The library's name of a tensor of a Network: "body.4.features__3.block.0.0.weight" is a part of features.3."""
    return re.sub(r"(^|.*\.)body\.\d+\.(patches\.)?", r"\1", name).replace("__", ".")


# DenseNet's published file has names from before dots in them were forbidden, the vision transformer's other old ones.
_OLD = (
    (re.compile(r"(denselayer\d+\.(?:norm|relu|conv))\.([12]\.)"), r"\1\2"),
    (re.compile(r"(encoder_layer_\d+\.mlp)\.linear_1\."), r"\1.0."),
    (re.compile(r"(encoder_layer_\d+\.mlp)\.linear_2\."), r"\1.3."),
)
_AVERAGED = re.compile(r"(^|[._])(ema|swa|averaged|teacher)([._]|$)")


def library_names(state: Mapping[str, Tensor], wanted: Collection[str]) -> dict[str, Tensor]:
    """The tensors of a file under the library's present names, whatever wrapped the network that was saved.

    A wrapper (DataParallel, a training program, the encoder of a larger model) puts a prefix before every name: the
    one behind which most of the names `wanted` stand is taken off, and what does not have it is left out. Where several
    networks of one kind are in the file, averaged weights go first: they are those that were measured.
    """
    present = {}
    for name, t in state.items():
        name = library_name(name)
        for old, new in _OLD:
            name = old.sub(new, name)
        present[name] = t
    prefix = _prefix(present, wanted)
    return {name.removeprefix(prefix): t for name, t in present.items() if name.startswith(prefix)}


def _prefix(names: Collection[str], wanted: Collection[str]) -> str:
    """What stands before most of the names `wanted`; of several such, that of averaged weights, then the shortest."""
    found = Counter[str]()
    for name in names:
        parts = name.split(".")
        tails = (".".join(parts[n:]) for n in range(len(parts)))
        found.update(name.removesuffix(tail) for tail in tails if tail in wanted)
    return max(found, key=lambda prefix: (found[prefix], bool(_AVERAGED.search(prefix)), -len(prefix)), default="")
