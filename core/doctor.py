"""doctor: what this machine gives the program, tried rather than assumed."""

import platform
import sys
from typing import Any

import numpy
import PIL
import torch
import torchvision

from core.backbones import BACKBONES
from core.data.memory import physical_memory
from core.device import choose
from core.places import bundled_weights, cache_folder
from core.recipe import RESOURCES


def facts() -> dict[str, Any]:
    """Device (after a real kernel ran on it), versions, memory in GiB and folders."""
    device = choose("auto")
    return {
        "device": device.device, "device_name": device.name, "device_reason": device.reason,
        "precision": device.precision, "device_memory_gib": round(device.memory / 2**30, 1),
        "memory_gib": round(physical_memory() / 2**30, 1),
        "threads": torch.get_num_threads(), "python": sys.version.split()[0], "torch": torch.__version__,
        "torchvision": torchvision.__version__, "numpy": numpy.__version__, "pillow": PIL.__version__,
        "system": platform.platform(), "resources": str(RESOURCES), "cache": str(cache_folder()),
        "bundled_weights": [row.key for row in BACKBONES.values() if bundled_weights(row) is not None],
    }
