"""Model: a trained network with its classes and preprocessing, and its file best.safetensors."""

import contextlib
import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as from_bytes
from safetensors.torch import save as to_bytes
from torch import Tensor

from core.backbones import backbone, image_size
from core.choice import N_, from_json, to_json
from core.data.loader import normalise
from core.device import choose, memory_format, to_device
from core.files import write_bytes
from core.network import Network, build
from core.problems import Problem
from core.project import RunFolder
from core.recipe import Recipe, parse_freeze
from core.unlike import at_the_line


class Model:
    """A network with what it takes to use it: class names, recipe (backbone, size, fit), device."""

    def __init__(self, network: Network, classes: Sequence[str], recipe: Recipe, device: torch.device,
                 precision: str) -> None:
        self.network: Network = network.to(device, memory_format=memory_format(device))  # type: ignore[call-overload]
        self.classes, self.recipe = tuple(classes), recipe
        self.device, self.precision = device, precision
        self.row = backbone(recipe.backbone)
        self.size = image_size(recipe.backbone, recipe.image_size)

    def inputs(self, images: Tensor) -> Tensor:
        """Images [b, 3, S, S] (uint8, or float 0 to 1) as the backbone wants them, on the device."""
        here = to_device(images, self.device)
        return normalise(here, self.row.mean, self.row.std).contiguous(memory_format=memory_format(self.device))

    def at_the_line(self, output: Tensor) -> Tensor | None:
        """What the frozen prefix's output says of images [b, channels]; None where the line is at either end."""
        between = 0 < self.network.prefix_length < len(self.network.body)
        return at_the_line(output, channels_last=self.row.kind == "attention") if between else None

    def autocast(self) -> contextlib.AbstractContextManager[Any]:
        """Half precision where the device has it, nothing elsewhere."""
        if self.precision == "float32":
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, dtype=getattr(torch, self.precision))

    def save(self, path: Path, others: Mapping[str, Tensor] | None = None) -> None:
        """Write weights, class names and preprocessing as one safetensors file; `others` in place of the own ones."""
        about = {"thawline": "1", "classes": json.dumps(self.classes),
                 "recipe": json.dumps(to_json(self.recipe)), "image_size": str(self.size),
                 "mean": json.dumps(self.row.mean), "std": json.dumps(self.row.std)}
        state = {**self.network.state_dict(), **(others or {})}
        weights = {k: v.detach().cpu().contiguous() for k, v in state.items()}
        write_bytes(path, to_bytes(weights, {**about, "crc32": str(_checksum(weights))}))

    def load(self, path: Path) -> None:
        """Take the weights of a file that `save` wrote. Raises Problem `damaged_run`."""
        self.take(read_weights(path)[1], path)

    def take(self, weights: dict[str, Tensor], path: Path) -> None:
        try:
            self.network.load_state_dict(weights)
        except RuntimeError as error:
            raise Problem("damaged_run", path=str(path), reason=str(error).splitlines()[0]) from error


def read_weights(path: Path) -> tuple[dict[str, str], dict[str, Tensor]]:
    """What a model file says of itself, and its tensors. Raises Problem `damaged_run`."""
    try:
        content = path.read_bytes()  # the library opens no file whose name is not UTF-8
        weights = from_bytes(content)
        header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    except (OSError, ValueError, SafetensorError) as error:
        raise Problem("damaged_run", path=str(path), reason=str(error)) from error
    about = dict[str, str](header.get("__metadata__", {}))
    if "crc32" in about and about["crc32"] != str(_checksum(weights)):
        raise Problem("damaged_run", path=str(path), reason=N_("reason", "its checksum is wrong"))
    return about, weights


def _checksum(weights: Mapping[str, Tensor]) -> int:
    """Of the bytes of all tensors in the order of their names; the format itself has none."""
    found = 0
    for name in sorted(weights):
        found = zlib.crc32(weights[name].reshape(-1).view(torch.uint8).numpy().data, found)
    return found


def load_model(run: RunFolder, device: str = "auto") -> Model:
    """The best model of a run in eval mode, its thaw line where the run left it. Raises `no_best` or `damaged_run`.

    The line tells what of it training may have kept already.
    """
    if not run.opened().best_file.is_file():
        raise Problem("no_best", path=str(run.path))
    about, weights = read_weights(run.best_file)
    try:
        recipe = from_json(Recipe, json.loads(about["recipe"]))
        classes = json.loads(about["classes"])
    except (KeyError, ValueError) as error:
        raise Problem("damaged_run", path=str(run.best_file), reason=str(error)) from error
    facts = choose(device)
    network = build(recipe.backbone, weights=None, classes=len(classes), head=recipe.head,
                    image_size=image_size(recipe.backbone, recipe.image_size))
    model = Model(network, classes, recipe, torch.device(facts.device),
                  facts.precision if recipe.mixed_precision else "float32")
    model.take(weights, run.best_file)
    network.freeze(parse_freeze(recipe.freeze, network.names, backbone(recipe.backbone).title))
    network.eval()
    return model
