"""FindingList: what is wrong or remarkable about a folder, each with its images and its remedies in one click."""

from collections.abc import Sequence
from html import escape
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.edits import Edit
from core.events import Progress
from core.findings import Finding
from core.problems import Problem
from core.source import OTHER_WAYS
from gui_app import theme, words
from gui_app.remedies import remedy_of
from gui_app.widgets.class_table import split_title
from gui_app.widgets.finding_words import checking_text, kind_of, short_text
from gui_app.widgets.findings import AT_FIRST, Findings
from gui_app.widgets.flow import Flow
from gui_app.widgets.page import Elided, button, label
from gui_app.widgets.problem_bar import title_of

Check = Literal["", "over", "stopped"]

class FindingList(QWidget):
    """Red: what must be mended. Orange: what was found, with its images and remedies. Below: the check, the undo."""

    shown = Signal(object)
    """The Finding whose images are to be shown; None for no longer."""
    remedy = Signal(object, str)
    """A Finding, and one of its remedies."""
    mend = Signal(object)
    """The Problems that a button mends."""
    undo = Signal()
    check = Signal()
    cancel = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._shown: Finding | None = None
        self._progress: Progress | None = None
        self._state: Check = ""
        self._whole = self._strayed = False
        self._signs: list[tuple[QLabel, str, str]] = []
        self._links: dict[int, QPushButton] = {}
        self._titles, self._tips = self._remedies()
        self.blocking = Findings()
        self.blocking.acted.connect(lambda place: self.mend.emit(self._mends[place][1]))
        self._mends: list[tuple[str, list[Problem]]] = []
        self._done = frozenset[str]()
        """Remedies that have been carried out already."""
        self._room = _Bounded()
        self._checking, self._over, self._acts = _Line("checking"), _Line("check_over"), _Line("acts")
        self._cancel = button(self.tr("Cancel"), self.cancel.emit, name="cancel_check", role="link")
        self._again = button(self.tr("Check again"), self.check.emit, name="check_again", role="link")
        self.undo_button = button(self.tr("Undo (Ctrl+Z)"), self.undo.emit, name="undo", role="link")
        self._lay_out()
        theme.theme_changed.connect(self._draw)
        self._show_any()

    def _remedies(self) -> tuple[dict[str, str], dict[str, str]]:
        """What the remedies are called, and what is to be said of some."""
        titles = {
            "exclude": self.tr("Leave these out"), "keep_one": self.tr("Keep the first of each group"),
            "together": self.tr("Keep together in one split"), "relabel": self.tr("Check labels"),
            "merge": self.tr("Make them one class"),
            "as_splits": self.tr("Take them as the split"), "as_inner_splits": self.tr("Take them as the split"),
            "as_folders": self.tr("Do not take them as the split"),
            "outer_classes": self.tr("Take the outer folders as classes"),
            "inner_classes": self.tr("Take the inner folders as classes"),
            "whole_folder": self.tr("Use all of them"), "words_are_labels": self.tr("Take it as a class"),
            "as_read": self.tr("This is right"), "bind_folders": self.tr("Keep each of the other folders in one split"),
            "open_above": self.tr("Open that folder"), "how": self.tr("Choose another way…"),
            "pad": self.tr("Pad them")}
        again = self.tr("The folder is read again; no file is changed.")
        return titles, {
            "exclude": self.tr("The files stay where they are, and it can be undone."),
            "keep_one": self.tr("The others are left out; the files stay where they are."),
            "together": self.tr("The images of a group are never parted into two splits."),
            "relabel": self.tr("Shows the images, group by group; the keys 1 to 9 or L change their label."),
            "merge": self.tr("All get the more frequent label. The files stay as they are, and it can be undone."),
            "as_read": self.tr("It is not asked again."),
            "pad": self.tr("All images get a border that makes them square: nothing is squashed or cut off."),
            "bind_folders": self.tr("Its images stay together, whatever their classes."),
            **dict.fromkeys(OTHER_WAYS.keys() - {"as_read"}, again)}

    def _lay_out(self) -> None:
        strip = QFrame()
        strip.setProperty("role", "warning")
        strip.setObjectName("finding_warning")
        inside = QVBoxLayout(strip)
        inside.setContentsMargins(12, 8, 4, 8)
        inside.addWidget(self._room)
        self._strip = strip
        strip.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.blocking)
        column.addWidget(strip)
        for line, link in ((self._checking, self._cancel), (self._over, self._again), (self._acts, self.undo_button)):
            line.layout().addWidget(link)
            line.layout().addStretch(1)
            column.addWidget(line)

    # --- what others use -------------------------------------------------------------------------

    def show_findings(self, problems: Sequence[Problem], findings: tuple[Finding, ...]) -> None:
        """Show what must be mended, with the buttons that do so, and these findings; nothing to say takes no room."""
        self._mends = self._ways(problems)
        self.blocking.show_sentences(self._sentences(problems), [], [title for title, _ in self._mends])
        if findings != self._findings:
            self._findings = findings
            self._fill()
        self._show_check()

    def mark_shown(self, finding: Finding | None) -> None:
        """Whose images the gallery shows now."""
        self._shown = finding
        for place, link in self._links.items():
            _name(link, self._show_title(self._findings[place]))

    def show_checking(self, progress: Progress | None, state: Check = "") -> None:
        """How far the check is; without progress, whether it is over, or was stopped before its end."""
        self._progress, self._state = progress, state
        self._show_check()

    def show_acts(self, edits: Sequence[Edit], *, may_undo: bool = True) -> None:
        """Tell what was done last; `edits` are all that hold, oldest first.

        The link to undo it is there with `may_undo`: later steps, such as one of the recipe, come first.
        """
        self._acts.setVisible(bool(edits))
        self.undo_button.setVisible(may_undo)
        if edits:
            self._say(self._acts, "edit", "muted", self._told(edits[-1]))
            self._draw()
            if self._strayed:  # the link that had the keyboard is gone
                self.undo_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._strayed = False
        self._show_any()

    def last_act(self) -> str:
        """The sentence about what was done last."""
        return self._acts.text.whole() if self._acts.isVisibleTo(self) else ""

    def fold(self) -> None:
        """Of many findings show the first few only."""
        self._whole = False
        self._fill()

    def set_most(self, height: int) -> None:
        """No more pixels than this for the findings; the others are scrolled to."""
        self._room.set_most(height)

    def show_done(self, remedies: frozenset[str]) -> None:
        """These remedies need not be offered: they have been carried out."""
        if remedies != self._done:
            self._done = remedies
            self._fill()

    # --- inside ----------------------------------------------------------------------------------

    def _sentences(self, problems: Sequence[Problem]) -> list[str]:
        """One for each problem, but one for all of many small classes."""
        small = [p for p in problems if p.code == "class_too_small"]
        if len(small) <= AT_FIRST:
            return [words.text_of(p) for p in problems]
        first, second = (words.shortened(str(p.details["name"]), 40) for p in small[:2])
        told = self.tr("%Ln class(es) have fewer than {0} readable images, such as “{1}” and “{2}”; add images, or "
                       "leave these classes out.", "", len(small))
        return [told.format(small[0].details["needed"], first, second),
                *(words.text_of(p) for p in problems if p not in small)]

    def _ways(self, problems: Sequence[Problem]) -> list[tuple[str, list[Problem]]]:
        """The buttons that mend problems: one for all classes that are to be left out."""
        classes = [p for p in problems if remedy_of(p.code).act == "leave_classes_out"]
        found = [(title_of(p), [p]) for p in problems if p not in classes and title_of(p)]
        if len(classes) > 1:
            found.insert(0, (self.tr("Leave these %Ln class(es) out", "", len(classes)), classes))
        elif classes:
            found.insert(0, (title_of(classes[0]), classes))
        return found

    def _show_check(self) -> None:
        progress, state = self._progress, self._state
        clean = state == "over" and not self._findings and not self.blocking.isVisibleTo(self)
        self._checking.setVisible(progress is not None)
        self._over.setVisible(progress is None and (clean or state == "stopped"))
        self._again.setVisible(state == "stopped")
        if progress is not None:
            self._say(self._checking, "busy", "muted", checking_text(progress))
        elif clean:
            self._say(self._over, "check", "good", self.tr("Nothing unusual was found in the images."))
        elif state == "stopped":
            self._say(self._over, "info", "muted", self.tr("The check of the images was not finished."))
        self._draw()
        self._show_any()

    def _show_any(self) -> None:
        parts = (self.blocking, self._strip, self._checking, self._over, self._acts)
        self.setVisible(any(part.isVisibleTo(self) for part in parts))

    def _fill(self) -> None:
        focus = self.window().focusWidget()
        self._strayed = self._strayed or (focus is not None and self._room.isAncestorOf(focus))
        few = self._whole or len(self._findings) <= AT_FIRST + 1
        rows = self._findings if few else self._findings[:AT_FIRST]
        content = QWidget()
        content.setProperty("role", "scrolled")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        self._signs, self._links = [], {}
        for place, finding in enumerate(rows):
            self._add(grid, place, finding)
        if not few:
            rest = button(self.tr("%Ln more", "", len(self._findings) - len(rows)), self._show_rest,
                          name="more_findings", role="link")
            grid.addWidget(rest, 3 * len(rows), 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._room.setWidget(content)
        self._room.fit()
        self._strip.setVisible(bool(rows))
        self._draw()

    def _show_rest(self) -> None:
        self._whole = True
        self._fill()

    def _add(self, grid: QGridLayout, place: int, finding: Finding) -> None:
        sign = QLabel()
        sign.setFixedSize(18, 18)
        self._signs.append((sign, "warning", "ember"))
        text = label(short_text(finding), wrap=True)
        text.setToolTip(f"<qt>{escape(words.problem_text(finding.code, finding.details))}</qt>")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setContentsMargins(3, 0, 0, 0)  # as far as the text of a link
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(sign, 3 * place, 0, top)
        grid.addWidget(label(kind_of(finding), "section"), 3 * place, 1, top)
        grid.addWidget(text, 3 * place, 2)
        if finding.paths or finding.remedies:
            grid.addWidget(self._actions(place, finding), 3 * place + 1, 2)
        if place < len(self._findings) - 1:
            grid.setRowMinimumHeight(3 * place + 2, 4)

    def _actions(self, place: int, finding: Finding) -> QWidget:
        row = QWidget()
        flow = Flow(row, gap=14)
        if finding.paths:
            show = button("", lambda: self.shown.emit(None if finding is self._shown else finding),
                          name=f"show_finding_{place}", role="link")
            self._links[place] = show
            _name(show, self._show_title(finding))
            flow.addWidget(show)
        for remedy in finding.offers:
            if remedy in self._done:
                continue
            flow.addWidget(button(self._titles[remedy], lambda which=remedy: self.remedy.emit(finding, which),
                                  name=f"{remedy}_{place}", role="link", tip=self._tips.get(remedy, "")))
        return row

    def _show_title(self, finding: Finding) -> str:
        if finding is self._shown:
            return self.tr("Show all images again")
        return self.tr("Show %Ln image(s)", "", len(finding.paths))

    def _told(self, edit: Edit) -> str:
        many = len(edit.paths)
        if edit.kind == "relabel":
            return self.tr("%Ln image(s) labelled “{0}”", "", many).format(words.shortened(edit.value, 40))
        if edit.kind == "move":
            return self.tr("%Ln image(s) moved to {0}", "", many).format(split_title(edit.value))
        return {"exclude": self.tr("%Ln image(s) left out", "", many),
                "include": self.tr("%Ln image(s) put back", "", many),
                "together": self.tr("%Ln image(s) kept together", "", many)}.get(edit.kind, "")

    def _say(self, line: "_Line", icon: str, tint: str, text: str) -> None:
        line.icon, line.tint = icon, tint
        line.text.setText(text)
        line.setAccessibleName(text)

    def _draw(self) -> None:
        lines = [(line.sign, line.icon, line.tint) for line in (self._checking, self._over, self._acts) if line.icon]
        for sign, icon, tint in (*self._signs, *lines):
            sign.setPixmap(theme.pixmap(icon, 18, tint, self.devicePixelRatioF()))




class _Line(QWidget):
    """A sign and a sentence in one line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.icon = self.tint = ""
        self.sign, self.text = QLabel(), Elided(role="muted")
        self.sign.setFixedSize(18, 18)
        self.text.setObjectName(f"{name}_text")
        self.text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self.sign)
        row.addWidget(self.text)
        self.hide()


class _Bounded(QScrollArea):
    """As high as what is in it, up to a bound; the rest is scrolled to."""

    def __init__(self) -> None:
        super().__init__()
        self._most = 240
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_most(self, height: int) -> None:
        self._most = height
        self.fit()

    def fit(self) -> None:
        inside = self.widget()
        if inside is not None:
            wraps = inside.hasHeightForWidth()
            height = inside.heightForWidth(self.viewport().width()) if wraps else inside.sizeHint().height()
            self.setFixedHeight(min(self._most, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def _name(link: QPushButton, text: str) -> None:
    link.setText(text)
    link.setAccessibleName(text)
