"""Use page: what the model says of new images, and the model as a file for other programs."""

import os
from collections import Counter
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from core.backbones import BACKBONES
from core.facts import Prediction
from gui_app import theme, words
from gui_app.session import Session
from gui_app.widgets import dialogs
from gui_app.widgets.drop_hint import DropHint
from gui_app.widgets.drop_zone import DropZone
from gui_app.widgets.export_box import ExportBox
from gui_app.widgets.facets import Facet, Facets
from gui_app.widgets.notice import Notice
from gui_app.widgets.page import Page, PageState, button, label, panel
from gui_app.widgets.prediction_table import UNLIKE, PredictionTable
from gui_app.widgets.shares import Share
from gui_app.widgets.viewer import Picture, Viewer

EVERY, ODD, FAULTY = "*", "*unlike", "*fault"
"""Kinds of predictions that are no class; a class of the same name cannot be chosen by mistake: see `_kind`."""
SIDE_WIDTH, ROOMY = 284, 860
ENDINGS = {"safetensors": ".safetensors", "report": ".html", "bundle": ".zip"}
NO_MODEL, EMPTY, LIST = range(3)


class UsePage(Page):
    """Images in, predictions out."""

    key: ClassVar[str] = "use"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.set_heading(self.tr("Use"))
        self.setAcceptDrops(True)
        self._near = ""
        self.notice, self.zone = Notice("use"), DropZone()
        self.table, self.facets, self.export_box = PredictionTable(), Facets(), ExportBox()
        self.facets.setAccessibleName(self.tr("Which predictions are shown"))
        self.viewer = Viewer(self)
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
        cancel = button(self.tr("Cancel"), lambda: self.session.cancel("predict"), name="cancel_predict", role="quiet")
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
        row.addWidget(self.main, 1)
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
        for signal in (session.results_changed, session.predictions_changed):
            signal.connect(self.refresh)
        for signal in (session.work_changed, session.run_changed):
            signal.connect(self._show_work)
        self.zone.clicked.connect(self.choose_images)
        self.facets.chosen.connect(lambda key: self._show_list())
        self.table.opened.connect(lambda row: self.viewer.open(self.table.model().rowCount(), row, self._picture))
        self.viewer.moved.connect(self.table.select)
        self.export_box.asked.connect(self.export)

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
        self.set_note(self.tr("More images may be dropped on this page.") if some else "")
        theme.set_role(self.images, "plain" if some else "primary")
        self.facets.show_facets(self._facets(predictions))
        self._show_list()
        self._show_work()
        if not ready:
            self._explain()

    def state(self) -> PageState:
        if not self._has_model():
            return PageState("missing", self.tr("Train a model, or open a run, first."))
        if "predict" in self.session.works:
            return PageState("busy")
        return PageState("done" if self.session.predictions else "ready")

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
        if self.session.training:
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
        self.state_changed.emit()

    # --- which predictions -----------------------------------------------------------------------

    def _facets(self, predictions: tuple[Prediction, ...]) -> list[Facet]:
        whole = max(1, len(predictions))
        found = Counter(p.label for p in predictions if not p.problem)
        faulty, odd = sum(bool(p.problem) for p in predictions), sum(_is_odd(p) for p in predictions)
        facets = [Facet(EVERY, self.tr("All images"), len(predictions), 1.0, "muted")]
        if odd:
            facets.append(Facet(ODD, self.tr("Unlike the training images"), odd, odd / whole, "ember"))
        if faulty:
            facets.append(Facet(FAULTY, self.tr("Could not be read"), faulty, faulty / whole, "bad"))
        return facets + [Facet(f"={name}", name, n, n / whole) for name, n in found.most_common()]

    def _show_list(self) -> None:
        kind = self.facets.chosen_key()
        shown = [p for p in self.session.predictions if _is_of(p, kind)]
        self.table.show_predictions(shown, self.session.run_classes)

    def _picture(self, row: int) -> Picture:
        p = self.table.prediction(row)
        if p.problem:
            return Picture(p.path, os.path.basename(p.path), "fault", self.table.problem_of(p))
        shares = tuple(Share(name, q, "ice", self.tr("predicted") if name == p.label else "")
                       for name, q in zip(self.session.run_classes, p.probabilities, strict=False))
        unlike = self.tr("Unlike the training images: the model has seen nothing of this kind, so do not rely on it.")
        return Picture(p.path, p.label, "odd" if _is_odd(p) else "", "", shares, unlike if _is_odd(p) else "")

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
        path = dialogs.save_as(self, self.tr("Save the predictions"), "predictions.csv", self._near)
        if path:
            self._near = os.path.dirname(path)
            self.session.save_predictions(path)
            if self.session.problem is None:
                self.set_note(self.tr("Saved: {0}").format(path))

    def export(self, form: str) -> None:
        stem = str((self.session.report or {}).get("backbone") or "model")
        path = dialogs.save_as(self, self.tr("Export the model"), stem + ENDINGS.get(form, f".{form}"), self._near)
        if path:
            self._near = os.path.dirname(path)
            self.session.export(form, path)

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


def _is_odd(p: Prediction) -> bool:
    return not p.problem and p.unlike >= UNLIKE


def _is_of(p: Prediction, kind: str) -> bool:
    if kind in (EVERY, ""):
        return True
    if kind == ODD:
        return _is_odd(p)
    return bool(p.problem) if kind == FAULTY else not p.problem and kind == f"={p.label}"
