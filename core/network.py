"""Network: the stages of a backbone, cut at the library model's last linear layer, followed by a head."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Self

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm
from torchvision.models.densenet import DenseNet
from torchvision.models.inception import InceptionAux
from torchvision.models.vision_transformer import VisionTransformer

from core import weights as weights_files
from core.backbones import Backbone, backbone
from core.backbones import image_size as side_of
from core.choice import Choice, make
from core.events import Emit
from core.facts import StageFacts
from core.fold import folded
from core.library import library_model, piece_name
from core.problems import Problem

MOST_STAGES = 37
"""More than these nobody wants to look through: then the blocks of a row make one stage."""

_Piece = tuple[str, nn.Module]
_NORMS = (nn.BatchNorm2d, nn.LayerNorm)


@dataclass(frozen=True)
class Stage:
    """One cuttable, nameable piece of a backbone."""

    name: str
    module: nn.Module


# --- reading the library's models -----------------------------------------------------------------


def stages(model: nn.Module, row: Backbone) -> list[Stage]:
    """The library's model as a list of stages, from the image to the features that its last linear layer gets.

    The stages own exactly the library's parameters less the last linear layer (and less Inception's second
    head, which helps only its training from scratch). Dropout before the last linear layer is left out: it
    belongs to the head, which has its own. SqueezeNet's last linear layer is a 1x1 convolution whose result is
    pooled; here its input is pooled, so that a head of any kind gets one row of features for each image.
    """
    groups = _grouped(_road(model, row, fine=True))
    if len(groups) > MOST_STAGES:
        groups = _grouped(_road(model, row, fine=False))
    found = []
    for name, group in zip(_names(groups, row), groups, strict=True):
        module = nn.Sequential()
        for path, piece in group:
            module.add_module(piece_name(path), piece)
        found.append(Stage(name, module))
    return found


def _road(model: nn.Module, row: Backbone, *, fine: bool) -> list[_Piece]:
    """Every piece before the cut in the order of the data, with the steps that the library has no module for."""
    cut = model.get_submodule(row.last_linear)
    road = list(takewhile(lambda piece: piece[1] is not cut, _pieces(model, fine=fine)))
    if isinstance(model, DenseNet):
        road.append(("relu", nn.ReLU()))
    while isinstance(road[-1][1], nn.Dropout):
        road.pop()
    pools = [i for i, (_, piece) in enumerate(road) if isinstance(piece, nn.AdaptiveAvgPool2d)]
    if isinstance(model, VisionTransformer) or any(isinstance(piece, nn.Flatten) for _, piece in road):
        return road
    if not pools:
        road.append(("pool", nn.AdaptiveAvgPool2d(1)))
    road.insert(pools[-1] + 1 if pools else len(road), ("flatten", nn.Flatten(1)))
    return road


def _pieces(model: nn.Module, *, fine: bool) -> Iterator[_Piece]:
    """The modules of the library's model; `fine` also opens a row of like blocks inside a container."""
    if isinstance(model, VisionTransformer):
        yield "patches", _Patches(model)
        yield from _opened("encoder.layers", model.encoder.layers)
        yield "encoder.ln", model.encoder.ln
        yield "token", _FirstToken()
        yield from _opened("heads", model.heads)
        return
    for name, child in model.named_children():
        for path, piece in _opened(name, child):
            if isinstance(piece, InceptionAux):
                continue
            is_row = isinstance(piece, nn.Sequential) and len({type(block) for block in piece}) == 1
            yield from _opened(path, piece) if fine and is_row else [(path, piece)]


def _opened(path: str, module: nn.Module) -> list[_Piece]:
    if isinstance(module, nn.Sequential):
        return [(f"{path}.{name}", child) for name, child in module.named_children()]
    return [(path, module)]


def _grouped(road: list[_Piece]) -> list[list[_Piece]]:
    """Each layer or block with parameters opens a stage; norm, activation and pooling after it stay with it."""
    groups: list[list[_Piece]] = [[]]
    for path, piece in road:
        owners = [module for _, module in groups[-1] if _learns(module)]
        follows = isinstance(piece, _NORMS) and isinstance(owners[-1] if owners else None, nn.Conv2d)
        if owners and (isinstance(piece, nn.AdaptiveAvgPool2d) or (_learns(piece) and not follows)):
            groups.append([])
        groups[-1].append((path, piece))
    return groups


def _learns(module: nn.Module) -> bool:
    return next(module.parameters(), None) is not None


# --- names ----------------------------------------------------------------------------------------

# By the name of the class; every other block is a "stage".
_NOUNS = {
    "AdaptiveAvgPool2d": "pool", "BasicConv2d": "conv", "BatchNorm2d": "norm", "Conv2d": "conv",
    "Conv2dNormActivation": "last conv", "EncoderBlock": "block", "Fire": "fire", "InceptionA": "mixed",
    "InceptionB": "mixed", "InceptionC": "mixed", "InceptionD": "mixed", "InceptionE": "mixed",
    "LayerNorm": "norm", "LayerNorm2d": "halve", "Linear": "linear", "PatchMerging": "merge",
    "SwinTransformerBlock": "block", "_DenseBlock": "dense block", "_Transition": "transition",
}


def _names(groups: list[list[_Piece]], row: Backbone) -> list[str]:
    """A short, unique name for each stage, in the words of people rather than of the source."""
    nouns = [_noun(group) for group in groups]
    nouns[0] = "patches" if row.kind == "attention" else "stem"
    nouns[-1] = "features" if any(_learns(piece) for _, piece in groups[-1]) else "pool"
    total, seen = Counter(nouns), Counter[str]()
    names = []
    for noun in nouns:
        seen[noun] += 1
        names.append(noun if total[noun] == 1 else f"{noun} {seen[noun]}")
    return names


def _noun(group: list[_Piece]) -> str:
    path, piece = next((p for p in group if _learns(p[1])), group[0])
    if re.fullmatch(r"layer\d\.\d+", path):
        return path  # ResNet's blocks are known by these names
    if type(piece) is nn.Sequential:
        piece = piece[0]
    return _NOUNS.get(type(piece).__name__, "stage")


# --- what the library's vision transformer does between its modules --------------------------------


class _Patches(nn.Module):
    """Image to tokens: one for each patch and the class token before them, each marked with its place."""

    def __init__(self, vit: VisionTransformer) -> None:
        super().__init__()
        self.conv_proj, self.dropout = vit.conv_proj, vit.encoder.dropout
        self.class_token, self.encoder__pos_embedding = vit.class_token, vit.encoder.pos_embedding

    def forward(self, x: Tensor) -> Tensor:
        patches = self.conv_proj(x).flatten(2).transpose(1, 2)
        token = self.class_token.expand(x.shape[0], -1, -1)
        placed: Tensor = self.dropout(torch.cat([token, patches], 1) + self.encoder__pos_embedding)
        return placed


class _FirstToken(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x[:, 0]


# --- the network ----------------------------------------------------------------------------------


class Network(nn.Module):
    """Stages followed by a head. Frozen stages neither learn nor move: no gradient, no statistics, no dropout.

    Batch norms of thawed stages learn scale and shift. Where they keep their statistics they otherwise work as in a
    frozen stage; else they take those of each batch, and those of the past drift along.
    """

    def __init__(self, parts: Sequence[Stage], head: nn.Module, width: int) -> None:
        super().__init__()
        self.names = tuple(part.name for part in parts)
        self.body = nn.ModuleList(part.module for part in parts)
        self.head, self.width = head, width
        self.frozen: frozenset[int] = frozenset()
        self.keeps_statistics = False
        """Of thawed stages; frozen ones always do."""
        self._quick: list[nn.Module] = []
        """The frozen prefix with its batch norms folded away; no part of the state."""
        self.register_load_state_dict_post_hook(lambda *_: self._quick.clear())  # type: ignore[no-untyped-call]

    def freeze(self, frozen: frozenset[int], *, keep_statistics: bool = False) -> None:
        """Exactly these stages stop learning; all others learn."""
        assert frozen <= set(range(len(self.body)))
        self.frozen, self.keeps_statistics = frozen, keep_statistics
        self._quick.clear()
        for i, stage in enumerate(self.body):
            stage.requires_grad_(i not in frozen)
            if i in frozen:
                stage.zero_grad(set_to_none=True)  # a left-over gradient would still be stepped along
        self.train(self.training)

    def train(self, mode: bool = True) -> Self:
        super().train(mode)
        for i in self.frozen:
            self.body[i].eval()
        if self.keeps_statistics:
            for norm in self.thawed_norms():
                norm.eval()
        return self

    def thawed_norms(self) -> list[_BatchNorm]:
        """The batch norms of the stages that learn."""
        thawed = (part for i, stage in enumerate(self.body) if i not in self.frozen for part in stage.modules())
        return [part for part in thawed if isinstance(part, _BatchNorm)]

    @property
    def prefix_length(self) -> int:
        """How many stages from the image on give the same output for an image all through the phase.

        A stage without parameters (pooling) counts along, so that what is cached is small.
        """
        moving = (i for i, stage in enumerate(self.body) if i not in self.frozen and _learns(stage))
        return next(moving, len(self.body))

    def through(self, x: Tensor, start: int = 0, stop: int | None = None) -> Tensor:
        """The output of stage `stop` - 1 for an input of stage `start`."""
        for stage in self.body[start:stop]:
            x = stage(x)
            if x.requires_grad and x.dim() == 4 and x.is_contiguous(memory_format=torch.channels_last):
                x.register_hook(_by_pixel)  # type: ignore[no-untyped-call]
        return x

    def prefix(self, x: Tensor) -> Tensor:
        """What may be cached: the output of the longest frozen prefix, without a gradient."""
        if not self._quick:
            self._quick += [folded(stage) for stage in self.body[: self.prefix_length]]
        with torch.no_grad():
            for stage in self._quick:
                x = stage(x)
        return x

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        self._quick.clear()  # another device, another kind of number
        super()._apply(fn, recurse)  # type: ignore[no-untyped-call]
        return self

    def suffix(self, x: Tensor) -> Tensor:
        """The features [b, width] from the prefix's output."""
        return self.through(x, self.prefix_length)

    def features(self, x: Tensor) -> Tensor:
        """The features [b, width] of normalised images [b, 3, S, S]."""
        return self.suffix(self.prefix(x))

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.features(x))
        return logits

    def thawed_parameters(self) -> list[nn.Parameter]:
        """The parameters of the stages that learn; the head's are apart, in `head.parameters()`."""
        return [p for p in self.body.parameters() if p.requires_grad]


def _by_pixel(gradient: Tensor) -> Tensor:
    # Pooling hands one number back for a whole plane; batch norm's backward pass in such a layout takes five times as
    # long as in its own.
    return gradient.contiguous(memory_format=torch.channels_last)


# --- making one -----------------------------------------------------------------------------------


def build(
    key: str, *, weights: str | None, classes: int, head: Choice, image_size: int = 0, seed: int = 0,
    emit: Emit = lambda event: None, gate: Callable[[], None] = lambda: None, cache_dir: Path | None = None,
) -> Network:
    """The network of a backbone's row with a new head, wholly determined by its arguments.

    `weights` None leaves the body's numbers undefined, for a caller that then loads a saved run.
    """
    row, size = backbone(key), _size(key, image_size)
    if row.fixed_size and size != row.size and weights not in (None, "random"):
        raise Problem("image_size_step", backbone=row.title, least=row.size, size=size)
    state = None if weights is None else weights_files.load(row, weights, emit=emit, gate=gate, cache_dir=cache_dir)
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)
        if weights == "random":
            model = library_model(row, size, device="cpu")
        else:
            model = library_model(row, size).to_empty(device="cpu")
        if state is not None:
            model.load_state_dict(state, strict=False)  # `load` has seen to it that only the head is missing
        torch.default_generator.manual_seed(seed)  # the head's start does not depend on the body's
        width = width_of(model, row)
        return Network(stages(model, row), make(head, features=width, classes=classes), width)


def width_of(model: nn.Module, row: Backbone) -> int:
    """How many features the backbone gives for an image."""
    last = model.get_submodule(row.last_linear)
    return int(last.in_channels if isinstance(last, nn.Conv2d) else last.in_features)  # type: ignore[arg-type]


@functools.cache
def describe(key: str, image_size: int = 0) -> tuple[StageFacts, ...]:
    """Every stage of a backbone with its output's size and its parameters, worked out without weights."""
    row, size = backbone(key), _size(key, image_size)
    x, found = torch.empty(1, 3, size, size, device="meta"), []
    for stage in stages(library_model(row, size), row):
        x = stage.module(x)
        norms = sum(isinstance(part, _BatchNorm) for part in stage.module.modules())
        found.append(StageFacts(stage.name, _text(x.shape), sum(p.numel() for p in stage.module.parameters()), norms))
    return tuple(found)


def _size(key: str, image_size: int) -> int:
    size, least = side_of(key, image_size), backbone(key).least
    if size < least:
        raise Problem("image_too_small", backbone=backbone(key).title, least=least, size=size)
    return size


def _text(shape: torch.Size) -> str:
    """The size of one image's output: "112×112", "197×768" for tokens, "1024" for a row of features."""
    if len(shape) == 4:  # the images are square, so two equal sides tell where the channels are
        return f"{shape[2]}×{shape[2]}" if shape[2] == shape[3] else f"{shape[1]}×{shape[2]}"
    return "×".join(map(str, shape[1:]))
