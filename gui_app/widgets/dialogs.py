"""The system's own dialogs, asked in one place so that every page asks alike."""

import os

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

IMAGE_ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif", ".avif", ".heic", ".heif",
                 ".hif", ".dcm", ".dicom", ".jp2", ".ppm", ".pgm", ".tga")


def choose_folder(parent: QWidget, title: str, near: str = "") -> str:
    """A folder that the user picks; "" when they change their mind."""
    start = near if near and os.path.isdir(near) else os.path.expanduser("~")
    return QFileDialog.getExistingDirectory(parent, title, start)


def choose_images(parent: QWidget, title: str, kinds: str, near: str = "") -> list[str]:
    """Image files that the user picks; none when they change their mind. `kinds` names the file type."""
    start = near if near and os.path.isdir(near) else os.path.expanduser("~")
    patterns = " ".join(f"*{ending}" for ending in IMAGE_ENDINGS)
    return QFileDialog.getOpenFileNames(parent, title, start, f"{kinds} ({patterns})")[0]


def choose_weights(parent: QWidget, title: str, kinds: str, near: str = "") -> str:
    """A file of weights that the user picks; "" when they change their mind. `kinds` names the file types."""
    start = os.path.dirname(near) if os.path.isabs(near) else ""
    return QFileDialog.getOpenFileName(parent, title, start, kinds)[0]


def save_as(parent: QWidget, title: str, suggested: str, near: str = "") -> str:
    """The path of a file to write, with the ending of `suggested`; "" when the user changes their mind."""
    start = near if near and os.path.isdir(near) else os.path.expanduser("~")
    ending = os.path.splitext(suggested)[1]
    dialog = QFileDialog(parent, title, start, f"*{ending}")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)  # known to the dialog, so that it asks before it replaces a file
    dialog.selectFile(suggested)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return chosen[0] if chosen else ""


def show_folder(path: str) -> None:
    """Show a folder, or the folder of a file, in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path if os.path.isdir(path) else os.path.dirname(path)))
