"""The page of one meeting: its papers, its members, what came of it, and the next one."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.issue_paper import IssuePaper
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.meeting_page import meeting_about
from sia_desktop.ui.widgets.why_this_date import WhyThisDate
from tests.helpers.a_desk import MANAGER, a_laptop
from tests.helpers.a_window import Screen, a_screen
from tests.helpers.accessible import assert_accessible

ON = date(2026, 7, 1)
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An unlocked window over Reading's own pack."""
    laptop = a_laptop(with_visits=False)
    laptop.frameworks = Shelf(resources())
    yield from a_screen(qtbot, laptop)


def fix(screen: Screen, on: date = ON, override: str = "") -> UUID:
    """A RAP meeting at a school in category R."""
    urn = screen.laptop.urn_of("Micklands")
    kept = screen.laptop.store.categories.kept
    if not any(each.urn == urn for each in kept):
        kept.append(CategoryDecision(uuid5(MANAGER, "R"), urn, "R", date(2025, 9, 1), MANAGER, "KS2"))
    command = FixMeeting(urn, "rap_meeting", on, override)
    screen.laptop.desk.do(command)
    return command.meeting_id


def opened(screen: Screen, meeting: UUID) -> Any:
    """Its page."""
    page = screen.open("meeting", meeting_id=meeting)
    screen.wait(lambda: page.papers.rows)
    return page


def write(screen: Screen, meeting: UUID, form: str, answers: dict[str, Any]) -> UUID:
    """A record of this meeting with these words."""
    stored = screen.laptop.store.meetings.get(meeting)
    begun = OpenCaseRecord(form, stored.urn, meeting_about(stored))
    screen.laptop.desk.do(begun)
    screen.laptop.desk.do(AnswerSection(begun.record_id, answers))
    return begun.record_id


def test_a_meeting_shows_its_papers_by_their_days_and_who_belongs_to_it(screen: Screen) -> None:
    page = opened(screen, fix(screen))
    assert page.title == "RAP development or review meeting"
    assert page.chip._words.text == "To come"
    assert [(each.title, each.date) for each in page.papers.rows] == [
        ("Agenda", "By Wed 17 Jun"),
        ("RAP evidence", "By Wed 24 Jun"),
        ("Headteacher’s self-evaluation comments", "By Wed 24 Jun"),
        ("Adviser’s written and oral report", ""),
        ("Written record of the meeting, as a note of visit", "By Wed 8 Jul"),
        ("Minutes", "By Sat 11 Jul"),
    ]
    assert page.papers.rows[1].subtitle == "From the Headteacher"
    chair, head, deputy, governors, adviser = page.members.lines
    assert chair.words == "Strategic Lead for School Improvement or Head of Education"
    assert (head.words, head.note) == ("Headteacher", "")
    assert (deputy.words, deputy.note) == ("Deputy headteacher", "May come · Where the headteacher agrees")
    assert (governors.words, governors.note) == ("Chair of Governors", "Or an agreed representative")
    assert adviser.words == "School Partnership Adviser"
    assert "Celebrate success" in page.purpose.text()
    assert page.next_words.text() == "The next meeting of this kind is not fixed yet."
    assert_accessible(screen.window)


def test_opening_a_meeting_sends_nothing_and_enter_begins_the_paper(screen: Screen) -> None:
    meeting = fix(screen)
    page = opened(screen, meeting)
    before = len(screen.laptop.sent)
    page.papers.setFocus()
    assert len(screen.laptop.sent) == before
    screen.press(page.papers, Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.navigation.current == "record" and screen.page("record").is_shown)
    assert isinstance(screen.laptop.sent[-1], OpenCaseRecord)
    assert screen.page("record").title == "Agenda of a RAP meeting"
    page = opened(screen, meeting)
    screen.wait(lambda: "begun" in page.papers.rows[0].subtitle)
    page.papers.setFocus()
    assert page.write_button.text() == "Open"


def test_a_paper_is_recorded_and_a_late_one_says_why(screen: Screen) -> None:
    page = opened(screen, fix(screen))
    page.papers.setFocus()
    page.record_button.click()
    page.dialog.button.click()
    screen.wait(lambda: page.papers.rows[0].date == "Wed 10 Jun")
    assert page.papers.rows[0].distance == "Issued in time"
    assert not page.record_button.isEnabled()
    assert isinstance(screen.laptop.sent[-1], IssuePaper)
    screen.laptop.clock.move(timedelta(days=35))
    page.ask_again()
    screen.wait(lambda: page.chip._words.text == "Held")
    page.papers.setCurrentIndex(page.papers.model().index(5, 0))
    page.record_button.click()
    screen.type(page.dialog.reason, "The chair was away")
    page.dialog.button.click()
    screen.wait(lambda: "late: The chair was away" in page.papers.rows[5].subtitle)
    assert page.papers.rows[5].distance == "Circulated late"


def test_the_minutes_begin_with_the_headings_and_tell_who_came_what_was_decided_and_agreed(
    screen: Screen,
) -> None:
    meeting = fix(screen)
    headings = [{"id": "a", "heading": "Progress in mathematics", "led_by": "Headteacher"}]
    write(screen, meeting, "rap_agenda", {"headings": headings})
    minutes = write(
        screen,
        meeting,
        "rap_minutes",
        {
            "attendance": [
                {"id": "1", "name": "", "role": "Headteacher", "state": "present"},
                {"id": "2", "name": "", "role": "Chair of Governors", "state": "apologies"},
            ],
            "agreed_actions": [
                {"id": "3", "what": "Moderate books", "who": "English lead", "by": "next_meeting"}
            ],
            "outcome": "redirect",
        },
    )
    kept = screen.laptop.store.case_records.get(minutes)
    assert kept.answers["items"] == [{"id": "a", "heading": "Progress in mathematics"}]
    decided: list[Json] = [
        {"id": "a", "heading": "Progress in mathematics", "said": "", "decision": "Keep the support"}
    ]
    screen.laptop.desk.do(AnswerSection(minutes, {"items": decided}))
    page = opened(screen, meeting)
    assert [(each.words, each.note) for each in page.attended.lines] == [
        ("Headteacher", "Present"),
        ("Chair of Governors", "Apologies"),
    ]
    assert [(each.note, each.words) for each in page.decided.lines] == [
        ("Outcome of the review", "Redirect support"),
        ("Progress in mathematics", "Keep the support"),
    ]
    (agreed,) = page.agreed.lines
    assert (agreed.words, agreed.note) == ("Moderate books", "English lead, at the next meeting")
    assert_accessible(screen.window)


def test_why_a_paper_is_due_and_a_day_inside_its_lead_time_stays_on_record(screen: Screen) -> None:
    page = opened(screen, fix(screen, date(2026, 6, 17), "The governors can only come then"))
    fixed, passed = page.days.lines
    assert (fixed.words, fixed.note) == ("Fixed for Wed 17 Jun", "Priya Nair, Wed 10 Jun")
    assert (passed.words, passed.note) == (
        "Inside its lead time",
        "Priya Nair: The governors can only come then",
    )
    page.papers.setFocus()
    screen.press(page.papers, Qt.Key.Key_W, CTRL_SHIFT)
    (why,) = screen.window.findChildren(WhyThisDate)
    assert why.accessibleName() == "Why Wednesday 3 June 2026?"


def test_it_moves_is_followed_by_the_next_and_is_called_off(screen: Screen) -> None:
    first, second = fix(screen), fix(screen, date(2026, 9, 16))
    page = opened(screen, first)
    assert page.next_words.text() == "The next is on Wednesday 16 September 2026."
    page.next_button.click()
    screen.wait(lambda: page._page.view.meeting.id == second)
    page.last_button.click()
    screen.wait(lambda: page._page.view.meeting.id == first)
    page.move_button.click()
    screen.wait(lambda: page.dialog.chain.words)
    page.dialog.on.field.setText("8/7/26")
    screen.type(page.dialog.why, "The headteacher is away")
    page.dialog.button.click()
    screen.wait(lambda: len(page.days.lines) == 2)
    assert page.days.lines[1].note.endswith("The headteacher is away")
    page.off_button.click()
    screen.type(page.dialog.reason, "The school closes")
    page.dialog.button.click()
    screen.wait(lambda: page.chip._words.text == "Called off")
    assert not page.move_button.isVisible()
    assert page.days.lines[-1].note == "Priya Nair: The school closes"


def test_the_next_is_planned_from_here_with_its_whole_chain(screen: Screen) -> None:
    page = opened(screen, fix(screen))
    page.next_button.click()
    screen.wait(lambda: page.dialog.chain.words)
    page.dialog.on.field.setText("16/9/26")
    page.dialog.button.click()
    screen.wait(lambda: page.next_button.text() == "Open the next")


def test_a_meeting_opens_from_the_schools_page(screen: Screen) -> None:
    meeting = fix(screen)
    school = screen.open("school", urn=screen.laptop.urn_of("Micklands"))
    screen.wait(school.meetings.list.isVisible)
    school.meetings.list.setFocus()
    screen.press(school.meetings.list, Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.navigation.current == "meeting")
    assert screen.page("meeting")._meeting_id == meeting


def test_the_meeting_goes_into_a_calendar_file(screen: Screen, tmp_path: Path) -> None:
    page = opened(screen, fix(screen))
    page.save_calendar(tmp_path / "meeting.ics")
    screen.wait(lambda: not page.trouble.isHidden())
    written = (tmp_path / "meeting.ics").read_text()
    assert written.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20260701" in written
