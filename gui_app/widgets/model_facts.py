"""ModelFacts: what follows from the thaw line, live: what learns, what that will take, and whether it is wise."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from core.choice import about_at
from core.facts import StageFacts
from core.recipe import Recipe
from gui_app.widgets.coach_card import CoachCard
from gui_app.widgets.estimate_facts import EstimateFacts
from gui_app.widgets.page import button, label, rule
from gui_app.words import compact, count, say

WIDTH, MARGIN = 208, 16


class _Fact(QWidget):
    """A caption, a large figure, and what it is a part of: beside it, or below it where that is long."""

    def __init__(self, caption: str, name: str, *, below: bool = False) -> None:
        super().__init__()
        self._caption = caption
        self._figure, self._of = label("", "figure", name=name), label("", "muted", wrap=True)
        line = QBoxLayout(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        line.setSpacing(2 if below else 6)
        line.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._of, 1, Qt.AlignmentFlag.AlignBaseline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(caption, "muted"))
        column.addLayout(line)

    def show_fact(self, figure: str, of: str) -> None:
        self._figure.setText(figure)
        self._of.setText(of)
        self.setAccessibleName(f"{self._caption}: {figure} {of}")


class ModelFacts(QWidget):
    """A column of figures, then one sentence of advice with its reason."""

    data_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._learns = _Fact(self.tr("Learns"), "learns", below=True)
        self._rests = _Fact(self.tr("Frozen"), "frozen_stages")
        self.estimate = EstimateFacts()
        self._phases = label("", "muted", wrap=True, name="phases_note")
        self._statistics = label("", "muted", wrap=True, name="statistics_note")
        self._statistics.setToolTip(say("recipe", about_at(Recipe(), "statistics").help))
        self.advice = CoachCard("advice", upright=True)
        self.verdict = self.advice.verdict
        self._rule_of_thumb = label(self.tr("A rule of thumb: check it against the curves."), "muted", wrap=True)
        self._keys = label(self.tr("↑ ↓ move the line. Ctrl with ↑ ↓ picks a stage, L locks it."), "muted", wrap=True)
        self.folder_missing = QWidget()
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, 15, MARGIN - 1, MARGIN)
        column.setSpacing(14)
        for part in (self._learns, self._rests, self._phases, self._statistics, rule(), self.estimate, rule(),
                     self.folder_missing, self.advice, self._rule_of_thumb):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._keys)
        self._fill_missing()
        self._let_scroll(inner)

    def _let_scroll(self, inner: QWidget) -> None:
        """In a low window what does not fit is scrolled to, not cut."""
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = area.verticalScrollBar()
        # The bar lies in the margin: what is shown keeps its width, and is not cut by it.
        bar.rangeChanged.connect(lambda _, last: inner.layout().setContentsMargins(
            MARGIN, 15, MARGIN - 1 - (bar.sizeHint().width() if last else 0), MARGIN))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 1, 1, 1)
        whole.addWidget(area)

    def _fill_missing(self) -> None:
        column = QVBoxLayout(self.folder_missing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("How much of the network should learn depends on your images, so choose their "
                                       "folder first."),
                               wrap=True))
        column.addWidget(button(self.tr("Choose images"), self.data_asked.emit, name="go_data"), 0,
                         Qt.AlignmentFlag.AlignLeft)

    def show_facts(self, recipe: Recipe, stages: tuple[StageFacts, ...], frozen: frozenset[int], head: int,
                   statistics: str = "") -> None:
        """Count what learns; `head` is the number of the head's parameters, `statistics` what holds for batch norms."""
        whole = sum(stage.parameters for stage in stages)
        learns = whole - sum(stages[i].parameters for i in frozen) + head
        # The same figure as in the table of backbones, which have no head yet.
        self._learns.show_fact(compact(learns), self.tr("of {0} and the head").format(compact(whole)))
        self._rests.show_fact(count(len(frozen)), self.tr("of %Ln stage(s)", "", len(stages)))
        self._phases.setText(self._told_phases(recipe))
        self._statistics.setText(statistics)
        for note in (self._phases, self._statistics):
            note.setVisible(bool(note.text()))

    def _told_phases(self, recipe: Recipe) -> str:
        *earlier, last = recipe.phases
        if not earlier:
            return ""
        before, own = sum(phase.epochs for phase in earlier), last.epochs
        if all(phase.freeze == "all" for phase in earlier):
            return self.tr("In the last {0} epochs; in the {1} epochs before them only the head learns.").format(
                count(own), count(before))
        return self.tr("In the last {0} epochs; the {1} epochs before have thaw "
                       "lines of their own.").format(count(own), count(before))

    def show_advice(self, *, known: bool, rule: bool) -> None:
        """Show the card of advice where there is something to judge; `rule` when it is a rule of thumb."""
        self.advice.setVisible(known)
        self._rule_of_thumb.setVisible(known and rule)
