"""Examples: a dozen validation images of a run with what its model says of them, right and wrong marked."""

import os
import random
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.facts import Prediction
from gui_app import words
from gui_app.widgets.gallery import Gallery, GalleryItem
from gui_app.widgets.page import button, label

MANY = 12
SIDE = 92


class Examples(QFrame):
    """Drawn by lot, the same ones for the same run, until others are asked for."""

    opened = Signal(int)
    images_asked = Signal()
    """The files are not where they were: the user is to say where they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setObjectName("examples")
        self.shown: tuple[Prediction, ...] = ()
        self._run, self._root, self._draw, self._gone = "", "", 0, False
        self._predictions: tuple[Prediction, ...] = ()
        self.text = label("", "muted", wrap=True, name="examples_text")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.others = button(self.tr("Others"), self._draw_others, name="examples_others", role="quiet",
                             tip=self.tr("Show other validation images."))
        self.find = button(self.tr("Choose their folder…"), self.images_asked.emit, name="examples_folder")
        self.gallery = Gallery(side=SIDE)
        self.gallery.setAccessibleName(self.tr("Validation images with what the model says"))
        self.gallery.opened.connect(self.opened)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(self.tr("Try it"), "section"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.text, 1)
        head.addWidget(self.others, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.find, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.gallery, 1)

    # --- what others use -------------------------------------------------------------------------

    def show_run(self, run: str, root: str, predictions: Sequence[Prediction], *, gone: bool) -> None:
        """The validation images of a run; `gone` says that they are not below `root` any more."""
        found = tuple(p for p in predictions if p.split == "validation" and not p.problem)
        new = run, root, gone, found
        if new == (self._run, self._root, self._gone, self._predictions):
            return
        if run != self._run:
            self._draw = 0
        self._run, self._root, self._gone, self._predictions = new
        self._show()

    def least(self) -> int:
        """The height at which one row of images is to be seen, or that there are none."""
        margins = self.layout().contentsMargins()
        head = max(self.text.heightForWidth(self.text.width()), self.others.sizeHint().height())
        images = 0 if self._gone else 8 + self.gallery.tile().height() + 4
        return margins.top() + margins.bottom() + head + images

    # --- inside ----------------------------------------------------------------------------------

    def _draw_others(self) -> None:
        self._draw += 1
        self._show()

    def _show(self) -> None:
        lot = random.Random(f"{os.path.basename(self._run)}/{self._draw}")
        self.shown = tuple(lot.sample(self._predictions, min(MANY, len(self._predictions))))
        right = sum(p.label == p.truth for p in self.shown)
        self.text.setText(self._sentence(right))
        self.others.setVisible(len(self._predictions) > MANY and not self._gone)
        self.find.setVisible(self._gone)
        self.gallery.setVisible(not self._gone)
        self.gallery.show_images(self._root, [] if self._gone else [self._tile(p) for p in self.shown])

    def _sentence(self, right: int) -> str:
        if self._gone:
            return self.tr("The validation images of this run are not in “{0}” any more.").format(
                words.shortened(self._root))
        return self.tr("{0} of {1} right. These validation "
                       "images were picked at random; the "
                       "model was not trained on them, but "
                       "they chose its best epoch.").format(words.count(right), words.count(len(self.shown)))

    def _tile(self, p: Prediction) -> GalleryItem:
        right = p.label == p.truth
        told = self.tr("right") if right else self.tr("true: {0}").format(p.truth)
        return GalleryItem(p.path, p.label, "right" if right else "wrong", told, figure=words.percent(p.probability))
