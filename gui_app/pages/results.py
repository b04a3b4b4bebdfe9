"""Results page: how good the model is, what it confuses, and the images behind every number."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from core.backbones import BACKBONES
from core.facts import Prediction
from gui_app import words
from gui_app.pages.printing import ReportPrinter
from gui_app.pages.readiness import closed_test, measured, state_of
from gui_app.session import Session
from gui_app.widgets.class_figures import ClassFigures
from gui_app.widgets.confusion import Confusion
from gui_app.widgets.context_menu import offer
from gui_app.widgets.dialogs import save_as, show_folder
from gui_app.widgets.gallery import Gallery, GalleryItem
from gui_app.widgets.notice import Notice
from gui_app.widgets.page import Elided, Page, PageState, panel
from gui_app.widgets.pair_table import PairTable
from gui_app.widgets.score import Score
from gui_app.widgets.shares import shares_of
from gui_app.widgets.viewer import Picture, Viewer

WRONG, ALL, CHOSEN = 0, 1, 2


class ResultsPage(Page):
    """Everything is linked: a cell or a class selects its images, an image opens large."""

    key: ClassVar[str] = "results"
    filter_name: ClassVar[str] = "filters"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.set_heading(self.tr("Results"))
        self._split, self._wanted, self._shown = "", "", ()
        """Which split is shown, and which one was asked for."""
        self._chosen: Callable[[Prediction], bool] = lambda p: True
        self.notice, self.closed = Notice("results"), Notice("lock")
        self.splits, self.views, self.filters = _tabs("splits"), _tabs("views"), _tabs("filters")
        self.score, self.gallery = Score(), Gallery()
        self.confusion, self.pairs, self.classes = Confusion(), PairTable(), ClassFigures()
        self.viewer, self._printer = Viewer(self), ReportPrinter(session, self)
        self._lay_out_page()
        self._connect()
        self._choose_view(0)
        self.refresh()

    # --- layout ----------------------------------------------------------------------------------

    def _lay_out_page(self) -> None:
        self.figures.addWidget(self.splits)
        card, inside = panel()
        inside.addWidget(self.score)
        parts = QHBoxLayout()
        parts.setSpacing(16)
        parts.addWidget(self._errors(), 1)
        parts.addWidget(self._images(), 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(card)
        column.addLayout(parts, 1)
        self.stack = QStackedWidget()
        for part in (self.notice, content, self.closed):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self.set_primary(self.tr("Next: Use"), lambda: self.go.emit("use"))

    def _errors(self) -> QFrame:
        card, inside = panel(12, 8)
        self.views.addTab(self.tr("Confusion"))
        self.views.addTab(self.tr("Pairs"))
        self.views.addTab(self.tr("Classes"))
        self.views.setAccessibleName(self.tr("Confusion, pairs or classes"))
        head = QHBoxLayout()
        self.views.setElideMode(Qt.TextElideMode.ElideNone)
        head.addWidget(self.views)
        self.hint = Elided(role="muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.hint, 1)
        self.tables = QStackedWidget()
        self.tables.addWidget(self.confusion)
        self.tables.addWidget(self.pairs)
        self.tables.addWidget(self.classes)
        inside.addLayout(head)
        inside.addWidget(self.tables, 1)
        return card

    def _images(self) -> QFrame:
        card, inside = panel(12, 8)
        self.filters.addTab("")
        self.filters.addTab("")
        self.filters.setAccessibleName(self.tr("Which images are shown"))
        inside.addWidget(self.filters)
        inside.addWidget(self.gallery, 1)
        return card

    def _connect(self) -> None:
        session = self.session
        session.results_changed.connect(self.refresh)
        session.run_changed.connect(self._run_went_on)
        session.work_changed.connect(self._run_went_on)
        self.splits.currentChanged.connect(self._choose_split)
        self.views.currentChanged.connect(self._choose_view)
        self.filters.currentChanged.connect(lambda index: self._show_images())
        self.confusion.cell_selected.connect(self._choose_cell)
        self.pairs.pair_selected.connect(self._choose_pair)
        self.classes.class_selected.connect(self._choose_class)
        self.gallery.opened.connect(self._open_large)
        self.viewer.moved.connect(self.gallery.select)
        offer(self.gallery, self.tr("Open large"), lambda: self._open_large(self.gallery.currentIndex().row()))
        offer(self.gallery, self.tr("Show in folder"), self._show_in_folder)

    # --- what is shown ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the report of the session's run, or why there is none."""
        splits = measured(self.session)
        if splits and closed_test(self.session):
            splits = (*splits, "test")
        self.stack.setCurrentIndex(1 if splits else 0)
        self.splits.setVisible(len(splits) > 1)
        assert self.primary is not None
        self.primary.setEnabled(bool(splits))
        if splits:
            self._show_splits(splits)
            self._show_split()
        else:
            self.set_heading(self.title())
            self._explain()
            self.viewer.leave()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"save": self.save_report, "print": self._printer.print_report} if measured(self.session) else {}

    def save_report(self) -> None:
        """Ask for a file and write the report there."""
        session = self.session
        path = save_as(self, self.tr("Save the report"), session.out_name("report", ".html"), session.out_folder)
        if path:
            self.session.export("report", path)

    def state(self) -> PageState:
        return state_of(self.key, self.session)

    def _metrics(self, split: str) -> dict[str, Any]:
        across = self.session.across
        if split == "folds":
            return across.metrics if across else {}
        return ((self.session.report or {}).get("splits") or {}).get(split) or {}

    def _about_run(self) -> str:
        report = self.session.report or {}
        key = str(report.get("backbone", ""))
        title = BACKBONES[key].title if key in BACKBONES else key
        best = self.tr("best epoch {0} of {1}").format(report.get("best_epoch", "?"), report.get("epochs", "?"))
        if self._split == "folds" and self.session.across is not None:
            best = self.tr("%Ln folds", "", self.session.across.folds)
        return " · ".join((title, best, str(report.get("root", ""))))

    def _run_went_on(self) -> None:
        if not measured(self.session):
            self._explain()

    def _explain(self) -> None:
        session, say = self.session, self.notice.say
        history = session.history
        if "evaluate" in session.works:
            self._explain_measuring()
        elif session.live or session.elsewhere:
            self._explain_training()
        elif not session.run_folder:
            say(self.tr("No results yet"),
                self.tr("Train a model; this page then shows how good it is and what it confuses."),
                action=self.tr("Go to Train"), act=lambda: self.go.emit("train"))
        elif history.state == "failed" and history.failure is not None:
            say(self.tr("The run failed"), words.problem_text(history.failure.code, history.failure.details),
                action=self.tr("Go to Train"), act=lambda: self.go.emit("train"))
        elif session.training and history.best is not None:
            say(self.tr("Not measured yet"), self.tr("It is evaluated as soon as the run that is training has ended."))
        elif history.best is None:
            say(self.tr("Nothing to evaluate"),
                self.tr("The run was stopped before its first epoch ended. Continue it to get results."),
                action="" if session.training else self.tr("Continue the run"),
                act=lambda: session.continue_run(session.run_folder, None))
        else:
            say(self.tr("Not evaluated yet"),
                self.tr("The run was stopped before its results were evaluated; its best accuracy was {0}. Continue "
                        "it to get results.")
                .format(words.percent(history.best.validation.get("accuracy"))),
                action=self.tr("Continue the run"), act=lambda: session.continue_run(session.run_folder, None))

    def _explain_measuring(self) -> None:
        progress = self.session.works.get("evaluate")
        text = self.tr("The best weights are being evaluated on images that they did not learn from.")
        if progress is not None and progress.total:
            text += "\n" + self.tr("{0} of {1} images").format(words.count(progress.done), words.count(progress.total))
        self.notice.say(self.tr("Evaluating the results"), text)
        self.notice.show_progress(progress.done if progress else 0, progress.total if progress else 0)

    def _explain_training(self) -> None:
        history = self.session.history
        text = self.tr("The results are evaluated when the run ends.")
        if history.best is not None:
            best = words.percent(history.best.validation.get("accuracy"))
            text = self.tr("Best so far: epoch {0} with a validation accuracy of {1}.").format(
                history.best.epoch, best) + " " + text
        self.notice.say(self.tr("The run is still training"), text, action=self.tr("Watch it"),
                        act=lambda: self.go.emit("train"))
        if history.total_epochs:
            self.notice.show_progress(round(history.share * 1000), 1000)

    # --- one split -------------------------------------------------------------------------------

    def _show_splits(self, splits: tuple[str, ...]) -> None:
        fold = self.session.fold
        alone = self.tr("Fold {0}").format(fold.number + 1) if fold else self.tr("Validation")
        titles = {"folds": self.tr("All folds"), "validation": alone, "test": self.tr("Test")}
        self._split = self._wanted if self._wanted in splits else splits[0]
        self.splits.blockSignals(True)
        while self.splits.count():
            self.splits.removeTab(0)
        for split in splits:
            self.splits.setTabData(self.splits.addTab(titles[split]), split)
        self.splits.setCurrentIndex(splits.index(self._split))
        self.splits.setAccessibleName(self.tr("Evaluated on"))
        self.splits.blockSignals(False)

    def _choose_split(self, tab: int) -> None:
        if tab >= 0:
            self._split = self._wanted = self.splits.tabData(tab)
            self._show_split()

    def _show_split(self) -> None:
        self.set_heading(self.title(), self._about_run())
        metrics = self._metrics(self._split)
        self.stack.setCurrentIndex(1 if metrics else 2)
        if not metrics:
            self._show_closed()
            return
        n, remark = int(metrics.get("n", 0)), ""
        images = self.tr("%Ln validation image(s)", "", n)
        if self._split == "test":
            images, remark = self.tr("%Ln test image(s)", "", n), self._about_openings()
        if self._split == "validation":
            remark = self.tr("These images also chose the best epoch, so the figure is slightly too high.")
        if self._split == "folds":
            images, remark = self.tr("%Ln image(s), each evaluated once", "", n), self._about_folds()
        self.score.show_metrics(metrics, images, remark)
        self.confusion.show_matrix(metrics.get("confusion") or [], metrics.get("classes") or ())
        self.pairs.show_matrix(metrics.get("confusion") or [], metrics.get("classes") or ())
        self.classes.show_classes(metrics.get("per_class") or {})
        self._show_filters(WRONG)

    def _show_closed(self) -> None:
        """The test split before somebody has asked for it."""
        text = self.tr("%Ln test image(s) took no part in training or in choosing the best epoch. Look at them last: "
                       "what you change after a look is fitted to them, so every look makes their figures less "
                       "honest.", "",
                       closed_test(self.session))
        again = bool(self.session.test_opened)
        action = self.tr("Open the test split again") if again else self.tr("Open the test split")
        self.closed.say(self.tr("The test split is closed"), "\n\n".join(filter(None, (text, self._about_openings()))),
                        action=action, act=self.session.open_test)
        self.viewer.leave()

    def _about_openings(self) -> str:
        """How often the test split has been looked at, and since when."""
        opened = self.session.test_opened
        if not opened:
            return ""
        first = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(opened[0])), QLocale.FormatType.ShortFormat)
        return self.tr("Test split opened %Ln time(s), first on {0}.", "", len(opened)).format(first)

    def _about_folds(self) -> str:
        across = self.session.across
        assert across is not None
        said = self.tr("Each image was judged by the one of {0} models that did not learn from it; single models "
                       "reach {1} to {2}.").format(words.count(len(across.alone)), words.percent(min(across.alone)),
                                             words.percent(max(across.alone)))
        said += " " + self.tr("These images also chose the best epochs, so the figure is slightly too high.")
        if len(across.alone) < across.folds:
            said += " " + self.tr("{0} of {1} folds have been evaluated.").format(
                words.count(len(across.alone)), words.count(across.folds))
        return said

    # --- which images ----------------------------------------------------------------------------

    def _of_split(self) -> list[Prediction]:
        across = self.session.across
        own = across.predictions if across and self._split == "folds" else self.session.results
        found = [p for p in own if p.split == self._split]
        return sorted(found, key=_telling)

    def _show_filters(self, tab: int, chosen: str = "") -> None:
        found, filters = self._of_split(), self.filters
        filters.blockSignals(True)
        wrong = sum(p.truth != p.label for p in found)
        filters.setTabText(WRONG, self.tr("Wrong ({0})").format(words.count(wrong)))
        filters.setTabText(ALL, self.tr("All ({0})").format(words.count(len(found))))
        while filters.count() > CHOSEN:
            filters.removeTab(CHOSEN)
        if chosen:
            filters.addTab(chosen)
            filters.setTabToolTip(CHOSEN, chosen)
        filters.setCurrentIndex(tab)
        filters.blockSignals(False)
        self._show_images()

    def _show_images(self) -> None:
        tab, found = self.filters.currentIndex(), self._of_split()
        if tab == WRONG:
            found = [p for p in found if p.truth != p.label]
        elif tab == CHOSEN:
            found = [p for p in found if self._chosen(p)]
        self._shown = tuple(found)
        self.gallery.set_empty_text(self.tr("Every image was recognised.") if tab == WRONG and self._of_split()
                                    else self.tr("No images here."))
        self.gallery.thumbnails.set_pixels(self.session.run_pixels)
        self.gallery.show_images(self.session.run_root, [self._tile(p) for p in found])

    def _tile(self, p: Prediction) -> GalleryItem:
        return GalleryItem(p.path, p.label, "right" if p.truth == p.label else "wrong",
                           self.tr("true: {0}").format(p.truth), figure=words.percent(p.probability))

    def _choose_view(self, tab: int) -> None:
        self.tables.setCurrentIndex(tab)
        hints = (self.tr("Choose a cell to see its images"), self.tr("Choose a pair to see its images"),
                 self.tr("Choose a class to see its images"))
        self.hint.setText(hints[tab])

    def _choose_cell(self, true: str, predicted: str) -> None:
        if not true and not predicted:
            self._show_filters(ALL)
            return
        self.pairs.clear_pair()
        self.classes.clear_class()
        self._show_cell(true, predicted)

    def _choose_pair(self, true: str, predicted: str) -> None:
        self.confusion.mark_cell(true, predicted)
        self.classes.clear_class()
        self._show_cell(true, predicted)

    def _show_cell(self, true: str, predicted: str) -> None:
        self._chosen = lambda p: (not true or p.truth == true) and (not predicted or p.label == predicted)
        any_class = self.tr("any")
        n = sum(map(self._chosen, self._of_split()))
        self._show_filters(CHOSEN, f"{true or any_class} → {predicted or any_class} ({words.count(n)})")

    def _choose_class(self, name: str) -> None:
        self.confusion.clear_cell()
        self.pairs.clear_pair()
        self._chosen = lambda p: name in (p.truth, p.label)
        own = sum(p.truth == name for p in self._of_split())
        taken = sum(p.truth != name and p.label == name for p in self._of_split())
        told = self.tr("{0} ({1}), and {2} taken for it") if taken else "{0} ({1})"
        self._show_filters(CHOSEN, told.format(name, words.count(own), words.count(taken)))

    # --- one image -------------------------------------------------------------------------------

    def _open_large(self, row: int) -> None:
        self.viewer.canvas.set_pixels(self.session.run_pixels)
        self.viewer.open(len(self._shown), row, self._picture)

    def _show_in_folder(self) -> None:
        row = self.gallery.currentIndex().row()
        if row >= 0:
            show_folder(self.gallery.path(row))

    def _picture(self, row: int) -> Picture:
        p = self._shown[row]
        right = p.truth == p.label
        sentence = (self.tr("Predicted {0}, as its label says.").format(p.label) if right else
                    self.tr("Predicted {0}, its label says {1}.").format(p.label, p.truth))
        remarks = {"unlike": self.tr("Unlike the training images: the model has never seen anything of this kind."),
                   "unsure": self.tr("Unsure: the answer is hardly better than a guess."), "": ""}
        return Picture(self.gallery.path(row), p.label, "right" if right else "wrong", sentence,
                       shares_of(p, self.session.run_classes, self.tr("predicted"), self.tr("true")), remarks[p.doubt])


def _telling(p: Prediction) -> tuple[bool, float]:
    # The surest errors first: they tell most. Then what was right, by doubt.
    right = p.truth == p.label
    return right, p.probability if right else -p.probability


def _tabs(name: str) -> QTabBar:
    made = QTabBar()
    made.setObjectName(name)
    made.setDrawBase(False)
    made.setExpanding(False)
    made.setElideMode(Qt.TextElideMode.ElideMiddle)
    made.setUsesScrollButtons(False)
    return made
