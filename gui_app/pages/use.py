"""Use page: what the model says of new images, and the model as a file for other programs."""

import os
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from core.backbones import BACKBONES
from core.facts import Prediction
from gui_app import theme, words
from gui_app.pages.readiness import state_of
from gui_app.session import Session
from gui_app.widgets import dialogs
from gui_app.widgets.context_menu import offer
from gui_app.widgets.drop_hint import DropHint
from gui_app.widgets.drop_zone import DropZone
from gui_app.widgets.examples import Examples
from gui_app.widgets.export_box import ExportBox
from gui_app.widgets.facets import Facet, Facets
from gui_app.widgets.notice import Notice
from gui_app.widgets.page import Page, PageState, button, label, panel
from gui_app.widgets.prediction_table import PredictionTable
from gui_app.widgets.shares import Share, shares_of
from gui_app.widgets.viewer import Picture, Viewer

EVERY, ODD, UNSURE, FAULTY = "*", "*unlike", "*unsure", "*fault"
"""Kinds of predictions that are no class; a class of the same name cannot be chosen by mistake: see `_is_of`."""
_DOUBTS = {ODD: "unlike", UNSURE: "unsure"}
SIDE_WIDTH, ROOMY = 284, 860
ZONE_HEIGHT = 152
SHOW_EVERY_MS = 100
"""While predictions come one by one."""
OUTPUTS = {"safetensors": ("weights", ".safetensors"), "report": ("report", ".html"), "bundle": ("run", ".zip")}
"""What an export is called, after the name of the images."""
_NO_LIMIT = 16_777_215
"""Qt's own QWIDGETSIZE_MAX."""


class UsePage(Page):
    """Images in, predictions out."""

    key: ClassVar[str] = "use"
    filter_name: ClassVar[str] = "facets"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.set_heading(self.tr("Use"))
        self.setAcceptDrops(True)
        self._near, self._saved = "", ""
        self.notice, self.zone = Notice("use"), DropZone()
        self.table, self.facets, self.export_box = PredictionTable(), Facets(), ExportBox()
        self.examples = Examples()
        self.facets.setAccessibleName(self.tr("Which predictions are shown"))
        self.viewer = Viewer(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SHOW_EVERY_MS)
        self._lay_out_page()
        self._drop_hint = DropHint(self)
        self._connect()
        self.export_box.show_formats(session.export_formats)
        self.refresh()

    # --- layout ----------------------------------------------------------------------------------

    def _lay_out_page(self) -> None:
        self.work = self._work_bar()
        self.stack = QStackedWidget()
        for part in (self.notice, self._with_export(), QWidget()):
            self.stack.addWidget(part)
        self.body.addWidget(self.work)
        self.body.addWidget(self.stack, 1)
        self.reveal = self.add_secondary(self.tr("Show in folder"), lambda: dialogs.show_folder(self._saved),
                                         name="reveal_csv")
        self.clear = self.add_secondary(self.tr("Clear"), self.session.clear_predictions, name="clear_predictions")
        self.folder = self.add_secondary(self.tr("Choose folder…"), self.choose_folder, name="choose_folder")
        self.images = self.add_secondary(self.tr("Choose images…"), self.choose_images, name="choose_images")
        self.save = self.set_primary(self.tr("Save CSV…"), self.save_csv, name="save_csv")

    def _work_bar(self) -> QFrame:
        card, inside = panel(12, 0)
        self.work_text = label("", name="predict_text")
        self.work_bar = QProgressBar()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.work_text)
        row.addWidget(self.work_bar, 1)
        cancel = button(self.tr("Stop"), lambda: self.session.cancel("predict"), name="cancel_predict", role="quiet")
        row.addWidget(cancel)
        inside.addLayout(row)
        return card

    def _with_export(self) -> QWidget:
        self.main = QStackedWidget()
        self.main.addWidget(self.zone)
        card, inside = panel(1, 0)
        inside.addWidget(self.table)
        self.main.addWidget(card)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.main, 1)
        left.addWidget(self.examples, 1)
        row.addLayout(left, 1)
        self.side = self._side()
        row.addWidget(self.side)
        return content

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.summary, inside = panel(12, 8)
        inside.addWidget(label(self.tr("Found"), "section"))
        inside.addWidget(self.facets, 1)
        export, inside = panel(16, 8)
        inside.addWidget(self.export_box)
        column.addWidget(self.summary, 1)
        column.addWidget(export, 0, Qt.AlignmentFlag.AlignTop)
        return side

    def _connect(self) -> None:
        session = self.session
        session.results_changed.connect(self.refresh)
        session.predictions_changed.connect(self._predictions_changed)
        self._soon.timeout.connect(self.refresh)
        for signal in (session.work_changed, session.run_changed):
            signal.connect(self._show_work)
        self.zone.clicked.connect(self.choose_images)
        self.facets.chosen.connect(lambda key: self._show_list())
        self.table.opened.connect(lambda row: self._open_large(self.table.model().rowCount(), row, own=True))
        self.examples.opened.connect(lambda row: self._open_large(len(self.examples.shown), row, own=False))
        self.examples.images_asked.connect(self.find_images)
        self.viewer.moved.connect(self._leaf)
        self.export_box.asked.connect(self.export)
        offer(self.table, self.tr("Open large"), lambda: self.table.activated.emit(self.table.currentIndex()))
        offer(self.table, self.tr("Show in folder"), self._show_in_folder)

    # --- what is shown ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the session's predictions, or how to get some."""
        predictions = self.session.predictions
        ready, some = self._has_model(), bool(predictions)
        self.stack.setCurrentIndex(1 if ready else 0)
        self.main.setCurrentIndex(1 if some else 0)
        self.summary.setVisible(some)
        self.clear.setVisible(some)
        self.save.setVisible(some)
        self.set_heading(self.title(), self._about_model() if ready else "")
        self._saved = ""
        self.reveal.hide()
        self.set_note(self.tr("You can drop more images on this page.") if some else "")
        theme.set_role(self.images, "plain" if some else "primary")
        self.facets.show_facets(self._facets(predictions))
        self._show_list()
        self._show_examples(ready, some)
        self._show_work()
        if not ready:
            self._explain()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"save": self.save_csv} if self.session.predictions and self.save.isEnabled() else {}

    def state(self) -> PageState:
        return state_of(self.key, self.session)

    def _predictions_changed(self) -> None:
        if "predict" not in self.session.works:
            self.refresh()
        elif not self._soon.isActive():
            self._soon.start()

    def _show_examples(self, ready: bool, some: bool) -> None:
        """The run's own validation images, below the user's: large as long as there are none of these."""
        session = self.session
        validation = any(p.split == "validation" for p in session.results)
        self.examples.setVisible(ready and validation)
        gone = bool(session.run_root) and not os.path.isdir(session.run_root)
        if ready and validation:
            self.examples.gallery.thumbnails.set_pixels(session.run_pixels)
            self.examples.show_run(session.run_folder, session.run_root, session.results, gone=gone)
        self.main.setMaximumHeight(ZONE_HEIGHT if validation and not some and not gone else _NO_LIMIT)
        self.examples.setMaximumHeight(self.examples.least() if some or gone else _NO_LIMIT)

    def _has_model(self) -> bool:
        return bool(self.session.run_folder and self.session.report)

    def _about_model(self) -> str:
        report, classes = self.session.report or {}, self.session.run_classes
        key = str(report.get("backbone", ""))
        parts = [BACKBONES[key].title if key in BACKBONES else key, self.tr("%Ln class(es)", "", len(classes))]
        if self.session.fold:
            parts.append(self.tr("fold {0} of {1}").format(self.session.fold.number + 1, self.session.fold.folds))
        found = (report.get("splits") or {}).get("validation") or {}
        if found.get("accuracy") is not None:
            parts.append(self.tr("validation accuracy {0}").format(words.percent(found["accuracy"])))
        return " · ".join((*parts, ", ".join(classes)))

    def _explain(self) -> None:
        text = self.tr("Train a model or open a run; then drop images here and see what it says of them.")
        if self.session.live:
            text = self.tr("The run is still training; when it ends, drop images here and see what it says of them.")
        self.notice.say(self.tr("No model yet"), text, action=self.tr("Go to Train"), act=lambda: self.go.emit("train"))

    def _show_work(self) -> None:
        works = self.session.works
        busy, progress = "predict" in works, works.get("predict")
        self.work.setVisible(busy)
        text = self.tr("Opening the model…")
        if progress is not None:
            text = self.tr("{0} of {1} images").format(words.count(progress.done), words.count(progress.total))
        self.work_text.setText(text)
        self.work_bar.setRange(0, progress.total if progress else 0)
        self.work_bar.setValue(progress.done if progress else 0)
        for which in (self.images, self.folder):
            which.setEnabled(self._has_model() and not busy)
        for which in (self.clear, self.save):
            which.setEnabled(not busy)
        self.zone.show_busy(busy)
        self.export_box.show_busy("export" in works)
        self.export_box.show_written("" if "export" in works else self.session.exported)
        if not self._has_model():
            self._explain()

    # --- which predictions -----------------------------------------------------------------------

    def _facets(self, predictions: tuple[Prediction, ...]) -> list[Facet]:
        whole = max(1, len(predictions))
        found = Counter(p.label for p in predictions if not p.problem)
        faulty, doubts = sum(bool(p.problem) for p in predictions), Counter(p.doubt for p in predictions)
        facets = [Facet(EVERY, self.tr("All images"), len(predictions), 1.0, "muted")]
        for key, title in ((ODD, self.tr("Unlike the training images")), (UNSURE, self.tr("Unsure"))):
            if n := doubts[_DOUBTS[key]]:
                facets.append(Facet(key, title, n, n / whole, "ember"))
        if faulty:
            facets.append(Facet(FAULTY, self.tr("Could not be read"), faulty, faulty / whole, "bad"))
        return facets + [Facet(f"={name}", name, n, n / whole) for name, n in found.most_common()]

    def _show_list(self) -> None:
        kind = self.facets.chosen_key()
        shown = [p for p in self.session.predictions if _is_of(p, kind)]
        self.table.thumbnails.set_pixels(self.session.run_pixels)
        self.table.show_predictions(shown, self.session.run_classes)

    def _open_large(self, count: int, row: int, *, own: bool) -> None:
        self._own_is_large = own
        self.viewer.canvas.set_pixels(self.session.run_pixels)
        self.viewer.open(count, row, self._picture if own else self._example)

    def _leaf(self, row: int) -> None:
        if self._own_is_large:
            self.table.select(row)
        else:
            self.examples.gallery.select(row)

    _own_is_large = True

    def _example(self, row: int) -> Picture:
        p = self.examples.shown[row]
        right = p.label == p.truth
        told = self.tr("Right: its label says {0} too.") if right else self.tr("Wrong: its label says {0}.")
        sentence = told.format(p.truth)
        return Picture(self.examples.gallery.path(row), p.label, "right" if right else "wrong", sentence,
                       shares_of(p, self.session.run_classes, self.tr("predicted"), self.tr("true")))

    def _picture(self, row: int) -> Picture:
        p = self.table.prediction(row)
        if p.problem:
            return Picture(p.path, os.path.basename(p.path), "fault", self.table.problem_of(p))
        shares = tuple(Share(name, q, "ice", self.tr("predicted") if name == p.label else "")
                       for name, q in zip(self.session.run_classes, p.probabilities, strict=False))
        remarks = {"unlike": self.tr("Unlike the training images: the model has never seen anything of this kind, so "
                                     "do not rely on its answer."),
                   "unsure": self.tr("Unsure: the answer is hardly better than a guess, so do not rely on it."), "": ""}
        return Picture(p.path, p.label, "odd" if p.doubt else "", "", shares, remarks[p.doubt])

    def _show_in_folder(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            dialogs.show_folder(self.table.prediction(row).path)

    # --- verbs -----------------------------------------------------------------------------------

    def choose_images(self) -> None:
        self.predict(dialogs.choose_images(self, self.tr("Images to look at"), self.tr("Images"), self._near))

    def choose_folder(self) -> None:
        path = dialogs.choose_folder(self, self.tr("Folder of images to look at"), self._near)
        self.predict([path] if path else [])

    def predict(self, paths: list[str]) -> None:
        """Ask the model of files and folders, unless it is busy with others."""
        if paths and self._has_model() and "predict" not in self.session.works:
            self._near = os.path.dirname(paths[0])
            self.session.predict(paths)

    def save_csv(self) -> None:
        session = self.session
        path = dialogs.save_as(self, self.tr("Save the predictions"), session.out_name("predictions", ".csv"),
                               session.out_folder)
        if path and session.save_predictions(path):
            self._saved = path
            self.set_note(self.tr("Saved: {0}").format(path))
            self.reveal.show()

    def export(self, form: str) -> None:
        name = self.session.out_name(*OUTPUTS.get(form, (form, f".{form}")))
        path = dialogs.save_as(self, self.tr("Export the model"), name, self.session.out_folder)
        if path:
            self.session.export(form, path)

    def find_images(self) -> None:
        """Ask where the images of the run are now."""
        path = dialogs.choose_folder(self, self.tr("Where are the images of this run now?"),
                                     os.path.dirname(self.session.run_root))
        if path:
            self.session.relocate(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(SIDE_WIDTH if self.width() >= ROOMY else SIDE_WIDTH - 56)

    # --- dropping --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        free = self._has_model() and "predict" not in self.session.works
        if free and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop_hint.show_over(self.tr("Drop images or folders to see what they show"))
        else:
            super().dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_hint.hide()
        event.acceptProposedAction()
        self.predict([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])


def _is_of(p: Prediction, kind: str) -> bool:
    if kind in (EVERY, ""):
        return True
    if kind in _DOUBTS:
        return p.doubt == _DOUBTS[kind]
    return bool(p.problem) if kind == FAULTY else not p.problem and kind == f"={p.label}"
