"""Desktop: a display of its own with a window manager on it, and the hands that press keys and move the mouse there."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from functools import lru_cache
from pathlib import Path

PROGRAMS = ("Xvfb", "openbox", "xdotool")
LIBRARIES = Path(__file__).parents[2] / "packaging" / "qt_libraries.py"
PATIENCE_S = 30.0


@lru_cache
def missing() -> str:
    """What is not installed here of what a desktop needs; nothing where all is."""
    if sys.platform != "linux":
        return "Linux"
    programs = ", ".join(name for name in PROGRAMS if shutil.which(name) is None)
    if programs:
        return programs
    done = subprocess.run([sys.executable, str(LIBRARIES), "--verify"], env=os.environ | {"DISPLAY": ":0"},
                          capture_output=True, check=False)
    return "the libraries of Qt for X11" if done.returncode else ""


def _end_with_parent() -> None:
    # A test process that is killed cannot clean up. PR_SET_PDEATHSIG of <linux/prctl.h>
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Desktop:
    """An X server without a screen, of `size` pixels, under openbox; `close` ends both."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="thawline-desktop-")
        self._programs: list[subprocess.Popen[bytes]] = []
        self._log = (Path(self._home.name) / "log").open("wb")
        self.environment = {**os.environ, "HOME": self._home.name, "XDG_CONFIG_HOME": self._home.name,
                            "XDG_CACHE_HOME": self._home.name}
        try:
            self.environment["DISPLAY"] = f":{self._start_server(size)}"
            self._start("openbox", "--sm-disable")
            self._await_window_manager()
        except BaseException:
            self.close()
            raise

    def _start(self, *command: str, **more: tuple[int, ...]) -> None:
        self._programs.append(subprocess.Popen(
            command, env=self.environment, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
            preexec_fn=_end_with_parent, **more))

    def _start_server(self, size: tuple[int, int]) -> str:
        """The number of a display that was free; the server says it once it is ready."""
        out, into = os.pipe()
        try:
            # Without -noreset the server begins anew whenever its last client goes.
            self._start("Xvfb", "-displayfd", str(into), "-screen", "0", f"{size[0]}x{size[1]}x24", "-noreset",
                        "-nolisten", "tcp", pass_fds=(into,))
        finally:
            os.close(into)
        with os.fdopen(out) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start: " + Path(self._log.name).read_text("utf-8", "replace"))
        return number

    def _await_window_manager(self) -> None:
        # Only a window manager knows how many desktops there are.
        end = time.monotonic() + PATIENCE_S
        while subprocess.run(["xdotool", "get_num_desktops"], env=self.environment, capture_output=True,
                             check=False).returncode:
            if time.monotonic() > end:
                raise RuntimeError("openbox did not start: " + Path(self._log.name).read_text("utf-8", "replace"))

    def close(self) -> None:
        for program in reversed(self._programs):
            program.terminate()
            program.wait(PATIENCE_S)
        self._log.close()
        self._home.cleanup()


def act(*arguments: object) -> None:
    """Let xdotool act on the display of this process: `act("key", "ctrl+Return")`."""
    subprocess.run(["xdotool", *map(str, arguments)], check=True, capture_output=True, timeout=PATIENCE_S)
