"""Settings: what the user prefers on this computer, in one table and one small file."""

import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QStandardPaths

from core.choice import N_
from core.files import write_text
from core.problems import Problem

log = logging.getLogger("thawline")


@dataclass(frozen=True)
class Setting:
    """A row of SETTINGS. `options` are (value, title) pairs of a closed set; a hidden one has no title."""

    key: str
    default: Any
    title: str
    kind: Literal["choice", "folder", "hidden"]
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "system", N_("settings", "Theme"), "choice", options=(
        ("system", N_("settings", "Like the system")),
        ("light", N_("settings", "Light")),
        ("dark", N_("settings", "Dark")))),
    Setting("language", "system", N_("settings", "Language"), "choice", options=(
        ("system", N_("settings", "Like the system")), ("en", "English"), ("zh_CN", "简体中文"))),
    Setting("projects_folder", "", N_("settings", "Projects folder"), "folder",
            N_("settings", "Runs and splits are kept here; your images stay where they are.")),
    Setting("recent_folders", [], "", "hidden"),
    Setting("left_run", "", "", "hidden"),
    Setting("dismissed_runs", [], "", "hidden"),
    Setting("geometry", "", "", "hidden"),
)
_ROWS = {row.key: row for row in SETTINGS}


def config_file() -> Path:
    """Where the settings are kept; the environment's THAWLINE_CONFIG names another folder."""
    own = os.environ.get("THAWLINE_CONFIG")
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return (Path(own) if own else Path(QStandardPaths.writableLocation(place)) / "thawline") / "settings.json"


class Settings:
    """The values of SETTINGS; only what differs from the defaults is written."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_file()
        self._values = _read(self.path)

    def get(self, key: str) -> Any:
        """A setting's value, or its default."""
        row = _ROWS[key]
        if key == "projects_folder":
            return self._values.get(key) or str(Path.home() / "Thawline")
        return self._values.get(key, row.default)

    def set(self, key: str, value: Any) -> None:
        """Keep a value, at once. A disk that cannot be written to costs the setting, not the work."""
        row = _ROWS[key]
        if value == row.default:
            self._values.pop(key, None)
        else:
            self._values[key] = value
        try:
            write_text(self.path, json.dumps(self._values, indent=1, ensure_ascii=False) + "\n")
        except Problem as problem:
            log.warning("settings not saved: %s", problem)

    def reset(self, key: str) -> None:
        self.set(key, _ROWS[key].default)


def _read(path: Path) -> dict[str, Any]:
    """What the file says, less what this version does not know or what has another type."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("settings not read, defaults are used: %s", error)
        return {}
    found = data if isinstance(data, dict) else {}
    return {k: v for k, v in found.items() if k in _ROWS and _fits(_ROWS[k], v)}


def _fits(row: Setting, value: Any) -> bool:
    if row.options:
        return value in [v for v, _ in row.options]
    if isinstance(row.default, list):
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    return isinstance(value, type(row.default))
