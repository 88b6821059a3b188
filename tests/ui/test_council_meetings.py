"""A meeting of the council: planned on the Team page, each school in turn, its record, and the next one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.answers import AgreedAction
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import Meeting
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.meeting_page import meeting_about
from sia_desktop.ui.pages.meeting.words import agreed_lines
from tests.helpers.a_desk import a_demonstration_school
from tests.helpers.a_keyboard import has_keyboard
from tests.helpers.a_window import Screen, a_screen
from tests.helpers.accessible import assert_accessible
from tests.ui.oxfordshire_stage import DAY, SCHOOL, demonstration_laptop
from tests.unit.services.test_casework_deadlines import under

OTHER = Urn(999902)


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """The Improvement and Development Manager."""
    laptop = demonstration_laptop("idm")
    laptop.store.schools.kept[OTHER] = a_demonstration_school(OTHER, "Millbrook Primary School")
    held = laptop.store.assignments.kept
    held.append(replace(next(each for each in held if each.urn == SCHOOL), id=uuid4(), urn=OTHER))
    yield from a_screen(qtbot, laptop)


def tick(screen: Screen, dialog: Any, urn: int) -> None:
    box = dialog.schools[urn].box
    box.setFocus()
    screen.press(box, Qt.Key.Key_Space)


def planned(screen: Screen) -> Meeting:
    page = screen.open("team")
    screen.wait(page.plan.isVisible)
    page.plan.setFocus()
    screen.press(page.plan, Qt.Key.Key_Space)
    dialog = page.dialog
    assert dialog.kind.code == "scc_meeting"
    screen.wait(lambda: dialog.on.day is not None)
    assert_accessible(dialog)
    for urn in (SCHOOL, OTHER):  # no real school is said to cause concern
        tick(screen, dialog, urn)
    dialog.button.setFocus()
    screen.press(dialog.button, Qt.Key.Key_Space)
    screen.wait(lambda: page.meetings.rows)
    (meeting,) = screen.laptop.store.meetings.kept.values()
    return meeting


def test_it_is_planned_by_key_and_its_record_takes_each_school_in_turn(screen: Screen) -> None:
    meeting = planned(screen)
    assert (meeting.urn, meeting.kind, len(meeting.schools)) == (None, "scc_meeting", 2)
    (row,) = screen.page("team").meetings.rows
    assert "2 schools in turn" in row.subtitle
    page = screen.open("meeting", meeting_id=meeting.id)
    screen.wait(lambda: page._page is not None)
    assert "Hillside Primary School (demonstration)" in page._page.schools
    assert page.school_button.isHidden()
    papers = {row.key: number for number, row in enumerate(page.papers.rows)}
    page.papers.setCurrentIndex(page.papers.model().index(papers["hmi_visits"], 0))
    assert not page.write_button.isEnabled()
    assert "no form and no day of its own" in page.paper_words.text()
    page.papers.setCurrentIndex(page.papers.model().index(papers["record"], 0))
    assert page.paper_words.isHidden()
    assert_accessible(page)
    keys = [each.key for each in page.papers.rows]
    page.papers.setFocus()
    screen.press(page.papers, Qt.Key.Key_Home)
    for _ in range(keys.index("record")):
        screen.press(page.papers, Qt.Key.Key_Down)
    screen.press(page.papers, Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.navigation.current == "record")
    (record,) = screen.laptop.store.case_records.kept.values()
    assert (record.urn, record.form) == (None, "scc_meeting_record")
    rows = record.answers["schools"]
    assert isinstance(rows, list)
    names = [str(each["school"]) for each in rows if isinstance(each, dict)]
    assert names == list(page._page.schools)


def test_the_next_one_begins_with_the_schools_of_the_last(screen: Screen) -> None:
    meeting = planned(screen)
    page = screen.open("meeting", meeting_id=meeting.id)
    screen.wait(lambda: page._page is not None and page.next_button.isEnabled())
    page.next_button.setFocus()
    screen.press(page.next_button, Qt.Key.Key_Space)
    dialog = page.dialog
    assert all(line.box.isChecked() for line in dialog.schools.values())
    assert tuple(dialog.schools) == meeting.schools
    screen.wait(lambda: dialog.on.day is not None)
    dialog.on.show_day(date(2026, 7, 8))
    dialog.button.setFocus()
    screen.press(dialog.button, Qt.Key.Key_Space)
    kept = screen.laptop.store.meetings.kept
    screen.wait(lambda: len(kept) == 2)
    assert {each.schools for each in kept.values()} == {meeting.schools}


def test_a_meeting_without_papers_is_planned_and_opened_from_the_school(screen: Screen) -> None:
    page = screen.open("school", urn=SCHOOL)
    screen.wait(page.meetings.plan.isEnabled)
    page.meetings.plan.setFocus()
    screen.press(page.meetings.plan, Qt.Key.Key_Space)
    dialog = page.dialog
    screen.wait(lambda: dialog.chain.verdict.accessibleName())
    assert dialog.kind.code == "next_steps_discussion"
    assert "sets no lead time for this meeting" in dialog.chain.verdict.accessibleName()
    dialog.button.setFocus()
    screen.press(dialog.button, Qt.Key.Key_Space)
    screen.wait(page.meetings.list.isVisible)
    page.meetings.list.setFocus()
    screen.press(page.meetings.list, Qt.Key.Key_Home)
    screen.wait(page.meetings.off.isEnabled)
    screen.press(page.meetings.list, Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.navigation.current == "meeting")


def test_it_is_refused_to_an_adviser_and_without_schools_in_words() -> None:
    adviser = demonstration_laptop("adviser")
    with pytest.raises(RuleBroken, match="about the whole council"):
        adviser.desk.do(FixMeeting(None, "scc_meeting", DAY, schools=(SCHOOL,)))
    manager = demonstration_laptop("idm")
    with pytest.raises(RuleBroken, match="is about one school"):
        manager.desk.do(FixMeeting(None, "challenge_meeting", DAY, schools=(SCHOOL,)))
    with pytest.raises(RuleBroken, match="Choose the schools that the Team Around the School takes in turn"):
        manager.desk.do(FixMeeting(None, "team_around_school", DAY))
    with pytest.raises(RuleBroken, match="takes no others in turn"):
        manager.desk.do(FixMeeting(SCHOOL, "team_around_school", DAY, schools=(SCHOOL,)))


def test_a_group_s_meeting_is_the_one_that_was_due_for_each_of_its_schools() -> None:
    manager = demonstration_laptop("idm")
    (owed,) = under(manager, "C-04")
    assert owed.due.standing is Standing.LATE
    manager.desk.do(FixMeeting(None, "team_around_school", DAY, schools=(SCHOOL,)))
    (owed,) = under(manager, "C-04")
    assert owed.due.standing is Standing.OPEN


@pytest.mark.parametrize(("compartment", "listed"), [("", 1), ("scc_meeting_record", 0)])
def test_what_a_restricted_record_of_the_council_agrees_is_on_no_school_s_list(
    compartment: str, listed: int
) -> None:
    manager = demonstration_laptop("idm")
    store = manager.store
    manager.desk.do(FixMeeting(None, "scc_meeting", DAY, schools=(SCHOOL,)))
    (meeting,) = store.meetings.kept.values()
    opened = OpenCaseRecord("scc_meeting_record", None, meeting_about(meeting))
    manager.desk.do(opened)
    store.case_records.save(replace(store.case_records.get(opened.record_id), compartment=compartment))
    said = AgreedAction("Refer", "SIL", "2026-07-01", id="7", school="Hillside", urn=str(SCHOOL))
    manager.desk.do(AnswerSection(opened.record_id, {"actions": [said.as_answer()]}))
    assert len(store.actions.kept) == listed


def test_what_is_agreed_for_one_school_stands_on_its_list_and_no_other_s(screen: Screen) -> None:
    meeting = planned(screen)
    opened = OpenCaseRecord("scc_meeting_record", None, meeting_about(meeting))
    screen.laptop.desk.do(opened)
    page = screen.open("record", record_id=opened.record_id)
    screen.wait(lambda: page.is_shown)
    screen.window.activateWindow()  # the dialog had the keyboard
    screen.wait(lambda: has_keyboard(page.editing))
    screen.keys(Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    card = page.editing.editor("actions").cards[0]
    screen.wait(card.form.what.isVisible)
    assert [card.form.school.itemText(n) for n in range(card.form.school.count())] == [
        "No one school",
        "Hillside Primary School (demonstration)",
        "Millbrook Primary School (demonstration)",
    ]
    screen.wait(card.form.school.hasFocus)
    screen.keys(Qt.Key.Key_End)
    for field, words in ((card.form.what, "Coach"), (card.form.who, "SIL"), (card.form._line, "+5wd")):
        field.setFocus()
        screen.type(field, words)
    screen.keys(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    screen.wait(lambda: screen.laptop.store.actions.kept)
    (action,) = screen.laptop.store.actions.kept.values()
    assert (action.urn, action.about, action.text) == (OTHER, About("school", str(OTHER)), "Coach")
    at = screen.open("meeting", meeting_id=meeting.id)
    screen.wait(lambda: at._page is not None and at._page.agreed)
    assert [line.note for line in agreed_lines(at._page)] == [
        "Millbrook Primary School (demonstration), SIL, by Wed 17 Jun"
    ]
