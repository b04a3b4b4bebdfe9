"""torchvision's own models: made without weights, their tensors' names and shapes, where their weights lie."""

import functools
import re
import warnings

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
    return re.sub(r"^body\.\d+\.(patches\.)?", "", name).replace("__", ".")


_WRAPPERS = re.compile(r"^(?:(?:module|backbone|model|net|_orig_mod)\.)+")
# DenseNet's published file has names from before dots in them were forbidden, the vision transformer's other old ones.
_OLD = (
    (re.compile(r"(denselayer\d+\.(?:norm|relu|conv))\.([12]\.)"), r"\1\2"),
    (re.compile(r"(encoder_layer_\d+\.mlp)\.linear_1\."), r"\1.0."),
    (re.compile(r"(encoder_layer_\d+\.mlp)\.linear_2\."), r"\1.3."),
)


def library_names(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The tensors of a file under the library's present names, whatever wrapped the network that was saved."""
    found = {}
    for name, t in state.items():
        present = library_name(_WRAPPERS.sub("", name))
        for old, new in _OLD:
            present = old.sub(new, present)
        found[present] = t
    return found
