"""Findings with their images and remedies, how far the check is, and what was done last."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.edits import Edit
from core.events import Progress
from core.findings import Finding
from core.problems import Problem
from gui_app.widgets.finding_list import FindingList
from gui_app.widgets.page import Elided

LEFT = Qt.MouseButton.LeftButton
COPIES = Finding("same_image_twice", {"count": 2, "path": "a/1.png", "other": "a/2.png"},
                 ("a/1.png", "a/2.png", "b/1.png", "b/2.png"), (("a/1.png", "a/2.png"), ("b/1.png", "b/2.png")),
                 ("keep_one", "exclude"))
UNEVEN = Finding("classes_uneven", {"most": "a", "least": "b", "ratio": 7.5})


@pytest.fixture
def findings(qtbot: QtBot) -> FindingList:
    made = FindingList()
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    return made


def link(findings: FindingList, name: str) -> QPushButton:
    found = findings.findChild(QPushButton, name)
    assert found is not None, name
    return found


def told(findings: FindingList) -> str:
    labels = (one for one in findings.findChildren(QLabel) if one.isVisibleTo(findings))
    return "\n".join(one.whole() if isinstance(one, Elided) else one.text() for one in labels)


def test_nothing_to_say_takes_no_room(findings: FindingList) -> None:
    findings.show_findings([], ())
    findings.show_checking(None)
    findings.show_acts(())
    assert not findings.isVisible()


def test_a_finding_offers_its_images_and_its_remedies(qtbot: QtBot, findings: FindingList) -> None:
    findings.show_findings([], (COPIES, UNEVEN))
    assert findings.isVisible()
    assert "Show 4 image" in link(findings, "show_finding_0").text()
    with qtbot.waitSignal(findings.shown) as shown:
        qtbot.mouseClick(link(findings, "show_finding_0"), LEFT)
    assert shown.args == [COPIES]
    with qtbot.waitSignal(findings.remedy) as asked:
        qtbot.mouseClick(link(findings, "keep_one_0"), LEFT)
    assert asked.args == [COPIES, "keep_one"]
    assert findings.findChild(QPushButton, "show_finding_1") is None, "without paths it is only a sentence"
    assert findings.findChild(QPushButton, "relabel_0") is None


def test_the_second_click_shows_all_images_again(qtbot: QtBot, findings: FindingList) -> None:
    findings.show_findings([], (COPIES,))
    findings.mark_shown(COPIES)
    with qtbot.waitSignal(findings.shown) as shown:
        qtbot.mouseClick(link(findings, "show_finding_0"), LEFT)
    assert shown.args == [None]
    findings.mark_shown(None)
    assert "Show 4 image" in link(findings, "show_finding_0").text()


def test_a_remedied_finding_is_gone(findings: FindingList) -> None:
    findings.show_findings([], (COPIES, UNEVEN))
    findings.show_findings([], (UNEVEN,))
    assert findings.findChild(QPushButton, "keep_one_0") is None
    assert "7.5" in told(findings)


def test_what_must_be_mended_stands_first(findings: FindingList) -> None:
    findings.show_findings([Problem("one_class", name="cats")], (UNEVEN,))
    blocking = next(one for one in findings.findChildren(QLabel) if "the one class" in one.text())
    warning = next(one for one in findings.findChildren(QLabel) if "7.5" in one.text())
    above, below = (one.mapTo(findings, one.rect().topLeft()).y() for one in (blocking, warning))
    assert above < below


def test_the_first_four_are_shown_and_the_rest_on_demand(qtbot: QtBot, findings: FindingList) -> None:
    many = tuple(Finding("class_small", {"name": f"kind {n}", "count": 3}) for n in range(9))
    findings.show_findings([], many)
    assert told(findings).count("kind ") == 4
    qtbot.mouseClick(link(findings, "more_findings"), LEFT)
    assert told(findings).count("kind ") == 9


def test_many_findings_leave_room_for_the_images(qtbot: QtBot, findings: FindingList) -> None:
    findings.set_most(120)
    findings.show_findings([], (COPIES,) * 5)
    qtbot.waitUntil(lambda: findings.sizeHint().height() <= 120 + 24)


def test_links_go_on_in_the_next_line(qtbot: QtBot, findings: FindingList) -> None:
    findings.show_findings([], (COPIES,))
    places = {name: link(findings, name) for name in ("show_finding_0", "keep_one_0", "exclude_0")}
    findings.resize(1000, 300)
    qtbot.waitUntil(lambda: len({one.y() for one in places.values()}) == 1)
    findings.resize(300, 300)
    qtbot.waitUntil(lambda: len({one.y() for one in places.values()}) > 1)
    assert all(one.x() + one.width() <= one.parentWidget().width() for one in places.values())


def test_the_check_says_how_far_it_is(qtbot: QtBot, findings: FindingList) -> None:
    findings.show_checking(Progress("health", 340, 1100))
    assert "340 of 1,100" in told(findings)
    for what, words in (("alike", "every image"), ("pairs", "near-duplicates"), ("compare", "pairs"),
                        ("shortcut", "gives a class away"), ("labels", "doubtful labels")):
        findings.show_checking(Progress(what, 24_440, 24_440))
        assert words in told(findings)
        assert "24,440" not in told(findings)  # it goes on all the same
    with qtbot.waitSignal(findings.cancel):
        qtbot.mouseClick(link(findings, "cancel_check"), LEFT)
    findings.show_checking(None, "stopped")
    assert "340" not in told(findings)
    with qtbot.waitSignal(findings.check):
        qtbot.mouseClick(link(findings, "check_again"), LEFT)


def test_nothing_found_is_said_only_when_the_check_is_over(findings: FindingList) -> None:
    findings.show_checking(None)
    assert "Nothing" not in told(findings)
    findings.show_checking(None, "over")
    assert "Nothing unusual" in told(findings)
    findings.show_findings([], (UNEVEN,))
    assert "Nothing" not in told(findings)
    findings.show_findings([], ())
    assert "Nothing unusual" in told(findings)


@pytest.mark.parametrize(("edit", "sentence"), [
    (Edit("exclude", ("a", "b")), "2 image"),
    (Edit("include", ("a",)), "put back"),
    (Edit("relabel", ("a",), "<b>{0}</b>"), "“<b>{0}</b>”"),
    (Edit("move", ("a", "b", "c"), "validation"), "moved to Validation"),
    (Edit("together", ("a", "b")), "kept together"),
])
def test_what_was_done_last_can_be_undone(qtbot: QtBot, findings: FindingList, edit: Edit, sentence: str) -> None:
    findings.show_acts((Edit("exclude", ("z",)), edit))
    assert sentence in findings.last_act()
    assert sentence in told(findings)
    with qtbot.waitSignal(findings.undo):
        qtbot.mouseClick(link(findings, "undo"), LEFT)
    findings.show_acts(())
    assert not findings.last_act()
    assert not link(findings, "undo").isVisible()


def test_the_keyboard_goes_from_a_remedy_to_its_undo(qtbot: QtBot, findings: FindingList) -> None:
    findings.activateWindow()
    findings.show_findings([], (COPIES,))
    link(findings, "keep_one_0").setFocus()
    findings.show_findings([], ())
    findings.show_acts((Edit("exclude", ("a/2.png",)),))
    assert findings.focusWidget() is link(findings, "undo")
