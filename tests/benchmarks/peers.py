"""The environment of the second peer: made on demand, with the same torch as ours."""

import subprocess
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.bench import Missing, tell
from tests.benchmarks.record import TOP

FASTAI = "2.8.12"
HOME = TOP / "build" / "bench-fastai"


def fastai_python() -> Path:
    """The interpreter that has fastai. Raises Missing when it cannot be installed."""
    python, stamp = HOME / "bin" / "python", HOME / ".made"
    torch, vision = (version(name).partition("+")[0] for name in ("torch", "torchvision"))
    wanted = [f"fastai=={FASTAI}", f"torch=={torch}", f"torchvision=={vision}"]
    if stamp.is_file() and stamp.read_text("utf-8").split() == wanted:
        return python
    tell(f"making an environment for {', '.join(wanted)}: some minutes")
    uv = TOP / ".venv" / "bin" / "uv"
    try:
        subprocess.run([uv, "venv", "-q", "--clear", "--python", TOP / ".venv" / "bin" / "python", HOME], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", python, *wanted], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"fastai could not be installed: {type(error).__name__}") from error
    stamp.write_text("\n".join(wanted), "utf-8")
    return python
