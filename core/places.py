"""Where weights lie on this machine: in the box, downloaded before, or the folder to download to."""

import os
import sys
from pathlib import Path

from core.backbones import Backbone
from core.recipe import RESOURCES


def cache_folder() -> Path:
    """The user's cache folder of Thawline; THAWLINE_CACHE overrides it."""
    if "THAWLINE_CACHE" in os.environ:
        return Path(os.environ["THAWLINE_CACHE"])
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "Thawline"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "Thawline"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "thawline"


def bundled_weights(row: Backbone) -> Path | None:
    """The weights file of the box; None where the box has none for this backbone."""
    path = RESOURCES / "backbones" / f"{row.key}.safetensors"
    return path if row.bundled and path.is_file() else None


def downloaded_weights(row: Backbone) -> Path | None:
    """The file of an earlier download, ours or torch's own; None when there is none."""
    torch_home = Path(os.environ.get("TORCH_HOME", Path.home() / ".cache" / "torch"))
    for folder in (cache_folder() / "weights", torch_home / "hub" / "checkpoints"):
        for path in sorted(folder.glob(f"*-{row.sha256}.pth")):
            return path
    return None
