"""Where the files beside the code lie: the same in a checkout, a wheel and a PyInstaller folder."""

from pathlib import Path

# PyInstaller gives modules a __file__ inside its folder, so no special case is needed.
ROOT = Path(__file__).resolve().parents[1] / "resources"


def path(*parts: str) -> Path:
    """The path of a resource: `path("icons", "check.svg")`."""
    return ROOT.joinpath(*parts)
