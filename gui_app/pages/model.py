"""ModelPage: choose a backbone, and which of its stages learn."""

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from core.advice import STATISTICS, advise, line_after, statistics_of
from core.backbones import BACKBONES, image_size
from core.estimate import head_parameters
from core.facts import StageFacts
from core.problems import Problem
from core.recipe import freeze_text, parse_freeze, with_freeze
from core.sayings import ACTIONS
from gui_app.pages.coach import texts_of
from gui_app.pages.readiness import state_of
from gui_app.session import Session
from gui_app.widgets.backbone_table import BackboneTable
from gui_app.widgets.model_facts import ModelFacts
from gui_app.widgets.page import Elided, Page, PageState, button, label, panel
from gui_app.widgets.thaw_map import ThawMap
from gui_app.widgets.weights_box import WeightsBox
from gui_app.words import problem_text, say


class ModelPage(Page):
    """The table of backbones, the thaw map, and what follows from both."""

    key = "model"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.backbones = BackboneTable(tuple(BACKBONES.values()), session.weights_here)
        self.weights = WeightsBox()
        self.thaw_map = ThawMap()
        self.facts = ModelFacts()
        self._lay_out_body()
        self.add_secondary(self.tr("Back"), lambda: self.go.emit("data"), name="back")
        self._next = self.set_primary(self.tr("Next: Train"), lambda: self.go.emit("train"))
        self._connect()
        session.estimates.show_on(self)
        session.describe()
        self._show()

    def _lay_out_body(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._table_panel(), 45)
        row.addWidget(self._map_panel(), 55)
        self.body.addLayout(row, 1)

    def _table_panel(self) -> QFrame:
        frame, column = panel(1, 0)
        frame.setMaximumWidth(560)
        column.addWidget(self.backbones, 1)
        below = QVBoxLayout()
        below.setContentsMargins(15, 10, 15, 13)
        below.addWidget(self.weights)
        column.addLayout(below)
        return frame

    def _map_panel(self) -> QFrame:
        frame, column = panel(1, 0)
        head = QHBoxLayout()
        self._input, self._name = label("", "muted", name="input_size"), Elided("", role="muted")
        self._name.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(self._input)
        head.addWidget(self._name, 1)
        drawn = QWidget()
        left = QVBoxLayout(drawn)
        left.setContentsMargins(15, 15, 15, 15)
        left.setSpacing(10)
        left.addLayout(head)
        left.addWidget(self.thaw_map, 1)
        self._waiting = _Waiting()
        self._views = QStackedWidget()
        self._views.addWidget(drawn)
        self._views.addWidget(self._waiting)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._views, 1)
        self._line = QFrame()
        self._line.setProperty("role", "vrule")
        across.addWidget(self._line)
        across.addWidget(self.facts)
        column.addLayout(across)
        return frame

    def _connect(self) -> None:
        session = self.session
        self.backbones.chosen.connect(session.choose_backbone)
        self.weights.changed.connect(self._set_weights)
        self.weights.backbone_asked.connect(self._take_backbone_of_file)
        session.weights_changed.connect(self._show_weights)
        self.thaw_map.frozen_changed.connect(self._freeze)
        self.facts.data_asked.connect(lambda: self.go.emit("data"))
        self.facts.advice.acted.connect(self._follow)
        self._waiting.again.clicked.connect(session.describe)
        for signal in (session.index_changed, session.recipe_changed):
            signal.connect(self._show)
        session.stages_changed.connect(self._show)
        for show in (self._show_views, self._show_advice):
            session.work_changed.connect(show)
        session.run_changed.connect(self._show_run)
        for signal in (session.estimates.changed, session.work_changed):
            signal.connect(self._show_estimate)

    # --- what the window asks --------------------------------------------------------------------

    def state(self) -> PageState:
        return state_of(self.key, self.session)

    # --- acts ------------------------------------------------------------------------------------

    def _set_weights(self, value: str) -> None:
        self.session.set_recipe(dataclasses.replace(self.session.recipe, weights=value))

    def _take_backbone_of_file(self, key: str) -> None:
        self.session.choose_backbone(key, self.session.recipe.weights)

    def _freeze(self, frozen: frozenset[int]) -> None:
        self.session.set_recipe(with_freeze(self.session.recipe, freeze_text(frozen, self._stage_names())))

    def _follow(self, action: str) -> None:
        """Do what the advice offers."""
        names = self._stage_names()
        if action == "add_images":
            self.go.emit("data")
        elif action == "statistics":
            self.session.set_recipe(dataclasses.replace(self.session.recipe, statistics="auto"))
        else:
            frozen, _ = _frozen(self.session.recipe.backbone, self.session.recipe.freeze, names)
            self._freeze(line_after(action, frozen, len(names)))

    # --- states ----------------------------------------------------------------------------------

    def _stage_names(self) -> tuple[str, ...]:
        return tuple(stage.name for stage in self.session.stages)

    def _show(self) -> None:
        recipe, stages = self.session.recipe, self.session.stages
        self.backbones.show_chosen(recipe.backbone)
        self._show_run()
        row = BACKBONES.get(recipe.backbone)
        size = image_size(recipe.backbone, recipe.image_size) if row else 0
        self._input.setText(self.tr("Image {0} × {0}").format(size))
        self._name.setText(row.title if row else recipe.backbone)  # how many stages it has is told beside the map
        frozen, _ = _frozen(recipe.backbone, recipe.freeze, self._stage_names())
        classes = len(self.session.index.classes) if self.session.index else 0
        head = head_parameters(recipe, _width(stages), classes)
        told = self.tr("%Ln class(es)", "", classes) if classes else self.tr("your classes")
        note = say("reading", STATISTICS[statistics_of(recipe, stages, frozen)])
        self.thaw_map.show_stages(stages, frozen, told, head, note)
        self.facts.show_facts(recipe, stages, frozen, head, note)
        self._show_estimate()
        self._show_advice()
        self._next.setEnabled(self.session.index is not None)
        self._show_views()

    def _show_run(self) -> None:
        self._show_heading()
        self._show_weights()

    def _show_heading(self) -> None:
        told = self.tr("Choose a pretrained network, then drag the line: stages above it stay as they are, stages "
                       "below it learn from your images.")
        if self.session.run_folder:
            told = self.tr("This is the network of the next run; the run that is shown keeps its own.")
        self.set_heading(self.tr("Model"), told)

    def _show_estimate(self) -> None:
        estimates = self.session.estimates
        self.facts.estimate.show_estimate(estimates.now, estimates.lacking)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.estimates.look()
        self.session.examine_weights(again=True)

    def _show_weights(self) -> None:
        recipe = self.session.recipe
        if recipe.backbone in BACKBONES:
            row = BACKBONES[recipe.backbone]
            self.weights.show_weights(recipe.weights, row, self.session.weights_here(row.key))
            self.weights.show_check(self.session.weights, busy="weights" in self.session.works)
        self.backbones.show_weights()

    def _show_views(self) -> None:
        stages, row = self.session.stages, BACKBONES.get(self.session.recipe.backbone)
        title = row.title if row else self.session.recipe.backbone
        self._views.setCurrentIndex(0 if stages else 1)
        for part in (self._line, self.facts):
            part.setVisible(bool(stages))
        if "describe" in self.session.works:
            self._waiting.say(self.tr("Reading the stages of {0}…").format(title), self.tr(
                "The first time takes a few seconds: the libraries are loaded."), busy=True)
        else:
            self._waiting.say(self.tr("The stages of {0} could not be read").format(title), self.tr(
                "Try again, or choose another backbone."), busy=False)

    def _show_advice(self) -> None:
        recipe, stages = self.session.recipe, len(self.session.stages)
        frozen, problem = _frozen(recipe.backbone, recipe.freeze, self._stage_names())
        if problem is not None:
            self.facts.advice.show_words("act", self.tr("The thaw line does not fit."),
                                         problem_text(problem.code, problem.details), "freeze_all",
                                         say("reading", ACTIONS["freeze_all"]))
        elif stages and self._counted():
            images = self.session.estimates.counts.get("train", 0)
            reading = advise(images, thawed=stages - len(frozen), stages=stages, pretrained=recipe.weights != "random",
                             statistics=recipe.thawed_statistics)
            verdict, sentence, does = texts_of(reading)
            self.facts.advice.show_words(reading.kind, verdict, sentence, reading.action, does)
        self.facts.show_advice(known=bool(stages) and (problem is not None or self._counted()), rule=problem is None)
        self.facts.folder_missing.setVisible(self.session.index is None)

    def _counted(self) -> bool:
        """Whether it is known how many images there are to learn from."""
        return self.session.index is not None and not self.session.reading


def _frozen(backbone: str, freeze: str, names: tuple[str, ...]) -> tuple[frozenset[int], Problem | None]:
    """The frozen stages of a recipe's text; none and the Problem when it does not fit the stages."""
    if not names:
        return frozenset(), None
    row = BACKBONES.get(backbone)
    try:
        return parse_freeze(freeze, names, row.title if row else backbone), None
    except Problem as problem:
        return frozenset(), problem


def _width(stages: tuple[StageFacts, ...]) -> int:
    """How many features the stages give for an image; 0 while that is unknown."""
    output = stages[-1].output if stages else ""
    return int(output) if output.isdigit() else 0


class _Waiting(QWidget):
    """In place of the map: its stages are being read, or could not be."""

    def __init__(self) -> None:
        super().__init__()
        self._heading, self._text = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.again = button(self.tr("Try again"), lambda: None, name="describe_again")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 0, 32, 0)
        column.setSpacing(12)
        column.addStretch(2)
        for text in (self._heading, self._text):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        column.addWidget(self._bar)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, heading: str, text: str, *, busy: bool) -> None:
        """Show what is going on, with a bar while busy and a button when it failed."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._bar.setVisible(busy)
        self.again.setVisible(not busy)
        self.setAccessibleName(f"{heading} {text}")
