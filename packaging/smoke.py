"""Tries the built program as a new user's machine would run it, and says how large and how quick it is.

    python packaging/smoke.py --build     build dist/thawline with PyInstaller, then try it
    python packaging/smoke.py             try the dist/thawline that is there
    python packaging/smoke.py --source    try the checkout in the same way
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[1]
BUILT = TOP / "dist" / "thawline"
STEPS = ["sample opened", "trained", "paused", "continued", "stopped", "predicted"]
PATIENCE_S = 900


def build() -> None:
    """Run PyInstaller; its whole output is kept beside what it builds."""
    began, log = time.monotonic(), TOP / "build" / "pyinstaller.log"
    log.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", "dist", "--workpath", "build"]
    with log.open("wb") as out:
        done = subprocess.run([*command, "packaging/app.spec"], cwd=TOP, stdout=out, stderr=out, check=False)
    if done.returncode:
        sys.exit(f"thawline: the build failed; see {log.relative_to(TOP)}")
    print(f"built in {time.monotonic() - began:.0f} s")


def megabytes(folder: Path) -> float:
    """What a folder takes; links count once."""
    return sum(p.lstat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink()) / 1e6


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a machine that knows nothing of this checkout: an empty home, no display, no Python."""
    named = ("PATH", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "NUMBER_OF_PROCESSORS", "COMSPEC", "WINDIR")
    kept = {name: os.environ[name] for name in named if name in os.environ}
    places = {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")}
    return {**kept, **places, "QT_QPA_PLATFORM": "offscreen"}


def run(command: list[str], home: Path, out: Path) -> tuple[int, float]:
    """The self-test with standard output closed, as a windowed program finds it. Returns (exit status, its start)."""
    def close_output() -> None:  # pragma: no cover - in the child
        os.close(1)

    options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "cwd": home, "env": surroundings(home)}
    if os.name == "posix":
        options["preexec_fn"] = close_output
    else:
        options["stdout"] = subprocess.DEVNULL
    errors = out.with_suffix(".err")
    with errors.open("wb") as stderr:
        command = [*command, "--self-test", str(out)]
        began = time.time()
        done = subprocess.run(command, stderr=stderr, timeout=PATIENCE_S, check=False, **options)
    text = errors.read_text("utf-8", "replace").strip()
    if text:
        print(f"said on standard error:\n{text[-2000:]}", file=sys.stderr)
    return done.returncode, began


def faults(status: int, began: float, report: Path) -> list[str]:
    """What the self-test should have done and did not; prints its figures."""
    if not report.is_file():
        return [f"no {report.name}; exit status {status}"]
    found = json.loads(report.read_text("utf-8"))
    if "first_window_at" in found:  # from the start of the process, its loader included
        print(f"first window after {found['first_window_at'] - began:.2f} s")
    print(json.dumps({k: v for k, v in found.items() if k != "steps"}, indent=1))
    wrong = [f"the step “{step}” is missing" for step in STEPS if step not in found.get("steps", [])]
    if status or not found.get("ok"):
        wrong.append(f"exit status {status}: {found.get('fault', 'no reason given')}")
    if found.get("torch_before_window"):
        wrong.append("torch was loaded before the window was up")
    if not found.get("predicted"):
        wrong.append("nothing was predicted")
    return wrong


def try_out(command: list[str]) -> list[str]:
    """Run the self-test in an empty home. Returns what was wrong."""
    with tempfile.TemporaryDirectory(prefix="thawline smoke ü ") as place:
        home, out = Path(place) / "home", Path(place) / "out"
        home.mkdir()
        return faults(*run(command, home, out), out / "self-test.json")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", action="store_true", help="build first")
    parser.add_argument("--source", action="store_true", help="try the checkout instead of the built program")
    options = parser.parse_args()
    if options.source:
        found = try_out([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(TOP)!r}); "
                         "from gui_app.__main__ import main; sys.exit(main())"])
    else:
        if options.build:
            build()
        print(f"{megabytes(BUILT):.0f} MB in {BUILT.relative_to(TOP)}")
        # Built programs are moved: what looks for the place where it was built must fail here.
        moved = BUILT.with_name("moved ü")
        BUILT.rename(moved)
        try:
            found = try_out([str(moved / ("thawline.exe" if os.name == "nt" else "thawline"))])
        finally:
            moved.rename(BUILT)
    print("\n".join(found) or "the program works")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
