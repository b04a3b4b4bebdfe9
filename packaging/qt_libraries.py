"""Names the Debian packages that Qt lacks on this Linux, found by loading Qt's libraries and platform plugins.

Prints nothing when all is there. With --verify: says in a sentence what still does not load, and fails.
"""

import ctypes
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

# The library as the loader asks for it, and the package of Debian 12 or Ubuntu 22.04 and later that holds it.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
}
FONTS = "fonts-dejavu-core"


def platforms() -> list[str]:
    """The platform plugins that a window may need here: off screen, X11, and Wayland where it runs."""
    return ["qoffscreen", "qxcb"] + (["qwayland"] if os.environ.get("WAYLAND_DISPLAY") else [])


def files(root: Path) -> list[Path]:
    """The libraries and plugins of Qt that the program uses."""
    libraries = [root / "Qt/lib" / f"libQt6{part}.so.6" for part in ("Core", "Gui", "Widgets", "Svg")]
    return [*libraries, *(root / "Qt/plugins/platforms" / f"lib{name}.so" for name in platforms())]


def missing_libraries(path: Path) -> set[str]:
    """The libraries that a shared object asks for and the loader does not find."""
    try:
        ctypes.CDLL(str(path))
    except OSError as error:
        # The loader names the first one only; ldd, where it is, names all.
        try:
            told = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False).stdout
        except OSError:
            told = ""
        return set(re.findall(r"(\S+) => not found", told)) or {str(error).split(":")[0]}
    return set()


def all_missing(paths: list[Path]) -> set[str]:
    """What any of them lacks."""
    return {name for path in paths for name in missing_libraries(path)}


def verify(root: Path) -> int:
    """1, with a sentence, when Qt cannot start here."""
    # Without a display the window is drawn off screen, and X11's libraries may be absent.
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    lacking = sorted(all_missing([p for p in files(root) if display or "qxcb" not in p.name]))
    if lacking:
        print(f"thawline: Qt cannot start, these libraries are missing: {', '.join(lacking)}", file=sys.stderr)
    return bool(lacking)


def has_fonts() -> bool:
    """Whether Qt finds a font to write with; needs its libraries."""
    code = (
        "from PySide6.QtGui import QFontDatabase, QGuiApplication; import sys;"
        "app = QGuiApplication([]); sys.exit(not QFontDatabase.families())"
    )
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=False).returncode == 0


def main() -> int:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        print("thawline: PySide6 is not installed", file=sys.stderr)
        return 1
    root = Path(next(iter(spec.submodule_search_locations)))
    if "--verify" in sys.argv:
        return verify(root)
    lacking = all_missing(files(root))
    packages = {PACKAGES.get(name, "") for name in lacking}
    if not lacking and not has_fonts():
        packages.add(FONTS)
    if lacking:
        packages.add(FONTS)  # cannot be asked for without Qt; where libraries are missing, fonts are as well
    print(" ".join(sorted(packages - {""})))
    return 0


if __name__ == "__main__":
    sys.exit(main())
