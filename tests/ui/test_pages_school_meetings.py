"""School: planning a meeting backwards, recording its papers, moving it, calling it off."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from PySide6.QtCore import Qt

from sia_desktop.domain.category import CategoryDecision
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.issue_paper import IssuePaper
from sia_desktop.services.move_meeting import CallOffMeeting, MoveMeeting
from sia_desktop.ui.widgets.row_list import Heading
from sia_desktop.ui.widgets.why_this_date import WhyThisDate
from tests.helpers.a_desk import MANAGER, TODAY
from tests.helpers.a_window import Screen, screen
from tests.helpers.accessible import assert_accessible

__all__ = ["screen"]

DAY = TODAY.date()  # Wednesday 10 June 2026
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(screen: Screen) -> Any:
    """A school in a category that has Raising Achievement Plan meetings."""
    urn = screen.laptop.urn_of("Micklands")
    screen.laptop.store.categories.kept.append(
        CategoryDecision(uuid5(MANAGER, "R"), urn, "R", date(2025, 9, 1), MANAGER, "Standards at KS2")
    )
    shown = screen.open("school", urn=urn)
    screen.wait(lambda: shown.title.startswith("Micklands"))
    return shown


def fix(screen: Screen, page: Any, on: date, override: str = "") -> UUID:
    """A meeting that is there already."""
    command = FixMeeting(screen.laptop.urn_of("Micklands"), "rap_meeting", on, override)
    screen.laptop.desk.do(command)
    page.ask_again()
    screen.wait(page.meetings.list.isVisible)
    return command.meeting_id


def planning(screen: Screen, page: Any) -> Any:
    """The dialog, with its chain."""
    page.meetings.plan.click()
    dialog = page.dialog
    screen.wait(lambda: dialog.chain.words)
    return dialog


def test_planning_opens_on_the_earliest_day_with_the_whole_chain(screen: Screen, page: Any) -> None:
    assert page.meetings.none.isVisible()
    dialog = planning(screen, page)
    assert dialog.on.field.text() == "Wednesday 24 June 2026"
    assert dialog.chain.words == (
        "Agenda by Wednesday 10 June 2026",
        "RAP evidence by Wednesday 17 June 2026",
        "Minutes by Saturday 4 July 2026",
    )
    assert dialog.chain.verdict.accessibleName() == (
        "Every lead time of Wednesday 24 June 2026 can still be kept."
    )
    assert dialog._override.isHidden()
    assert_accessible(dialog)
    dialog.button.click()
    screen.wait(lambda: page.meetings.list.isVisible())
    (command,) = screen.laptop.sent
    assert isinstance(command, FixMeeting)
    assert (command.kind, command.on, command.override) == ("rap_meeting", date(2026, 6, 24), "")
    heading, agenda, *_ = page.meetings.list.rows
    assert (heading.text, agenda.title) == ("RAP development or review meeting, Wed 24 Jun", "Agenda")
    assert agenda.subtitle == "By Wed 10 Jun · today"


def test_a_day_inside_its_lead_time_says_so_and_wants_a_reason(screen: Screen, page: Any) -> None:
    dialog = planning(screen, page)
    dialog.on.field.setText("+5wd")
    screen.press(dialog.on.field, Qt.Key.Key_Tab)
    screen.wait(lambda: not dialog._override.isHidden())
    assert "leaves no time: Agenda" in dialog.chain.verdict.accessibleName()
    assert dialog.chain.words[0] == "Agenda by Wednesday 3 June 2026: passed"
    assert dialog.earliest.text() == "Take Wed 24 Jun, the earliest that keeps them all"
    assert_accessible(dialog)
    dialog.button.click()
    screen.wait(lambda: dialog._fault.isVisible())
    assert screen.laptop.store.meetings.kept == {}
    screen.type(dialog.override, "The governors can only come then")
    dialog.button.click()
    screen.wait(lambda: page.meetings.list.isVisible())
    (kept,) = screen.laptop.store.meetings.kept.values()
    assert kept.days[0].override == "The governors can only come then"
    passed = page.meetings.list.rows[1]
    assert (passed.title, passed.subtitle) == (
        "Fixed inside its lead time",
        "The governors can only come then",
    )


def test_the_earliest_day_is_one_press_away(screen: Screen, page: Any) -> None:
    dialog = planning(screen, page)
    dialog.on.field.setText("+5wd")
    screen.press(dialog.on.field, Qt.Key.Key_Tab)
    screen.wait(dialog.earliest.isVisible)
    dialog.earliest.click()
    screen.wait(lambda: dialog._override.isHidden())
    assert dialog.on.field.text() == "Wednesday 24 June 2026"
    dialog.reject()


def test_a_paper_is_recorded_by_keyboard(screen: Screen, page: Any) -> None:
    meeting = fix(screen, page, date(2026, 7, 1))
    page.meetings.list.setFocus()
    page.meetings.record.click()
    dialog = page.dialog
    assert_accessible(dialog)
    assert (dialog.paper.code, dialog._late.isHidden()) == ("agenda", True)
    dialog.button.click()
    screen.wait(lambda: page.meetings.list.rows[1].subtitle == "Issued Wed 10 Jun")
    (act,) = screen.laptop.store.acts.of_record("meeting", meeting)
    assert (act.details, act.on) == ({"paper": "agenda"}, DAY)
    assert not page.meetings.record.isEnabled()


def test_a_late_paper_asks_why_in_place(screen: Screen, page: Any) -> None:
    fix(screen, page, date(2026, 7, 1))
    screen.laptop.clock.move(timedelta(days=8))
    page.ask_again()
    screen.wait(lambda: "late" in page.meetings.list.rows[1].subtitle)
    page.meetings.list.setFocus()
    page.meetings.record.click()
    dialog = page.dialog
    assert not dialog._late.isHidden()
    dialog.button.click()
    assert "Write why it is late" in dialog.reason.accessibleDescription()
    screen.type(dialog.reason, "Waited for the chair")
    dialog.button.click()
    screen.wait(lambda: "Waited for the chair" in page.meetings.list.rows[1].subtitle)
    assert page.meetings.list.rows[1].subtitle == "Issued Thu 18 Jun, late: Waited for the chair"
    assert [type(each) for each in screen.laptop.sent] == [FixMeeting, IssuePaper]


def test_a_refused_paper_stays_with_its_sentence(screen: Screen, page: Any) -> None:
    fix(screen, page, date(2026, 7, 1))
    page.meetings.list.setFocus()
    page.meetings.record.click()
    dialog = page.dialog
    dialog.on.field.setText("+1wd")
    dialog.button.click()
    screen.wait(dialog._fault.isVisible)
    assert "still to come" in dialog._fault._words.text()
    dialog.reject()


def test_a_meeting_moves_with_a_reason_and_why_tells_the_history(screen: Screen, page: Any) -> None:
    fix(screen, page, date(2026, 7, 1))
    page.meetings.list.setFocus()
    page.meetings.move_button.click()
    dialog = page.dialog
    screen.wait(lambda: dialog.chain.words)
    dialog.on.field.setText("8/7/26")
    screen.type(dialog.why, "The headteacher is away")
    dialog.button.click()
    screen.wait(lambda: page.meetings.list.rows[0].text.endswith("Wed 8 Jul"))
    assert isinstance(screen.laptop.sent[-1], MoveMeeting)
    page.meetings.list.setFocus()
    screen.press(page.meetings.list, Qt.Key.Key_W, CTRL_SHIFT)
    (why,) = screen.window.findChildren(WhyThisDate)
    assert why.accessibleName() == "Why Wednesday 24 June 2026?"
    assert "Moved on Wednesday 10 June 2026 from Wednesday 17 June 2026: The headteacher is away." in (
        why.accessibleDescription()
    )


def test_a_meeting_is_called_off_with_a_reason(screen: Screen, page: Any) -> None:
    fix(screen, page, date(2026, 7, 1))
    page.meetings.list.setFocus()
    page.meetings.off.click()
    dialog = page.dialog
    assert_accessible(dialog)
    dialog.button.click()
    screen.wait(lambda: dialog.reason.property("fault"))
    screen.type(dialog.reason, "The school closes")
    dialog.button.click()
    screen.wait(lambda: page.meetings.list.rows[1].title == "Called off")
    assert page.meetings.list.rows[1].subtitle == "The school closes"
    assert isinstance(screen.laptop.sent[-1], CallOffMeeting)
    assert not page.meetings.move_button.isEnabled()


def test_today_shows_the_agenda_to_issue_and_waits_for_the_evidence(screen: Screen, page: Any) -> None:
    fix(screen, page, date(2026, 6, 24))
    today = screen.open("today")
    screen.wait(today.waiting.isVisible)
    rows = [row for row in today.due.rows if not isinstance(row, Heading)]
    (agenda,) = [row for row in rows if row.subtitle.startswith("Agenda")]
    assert agenda.subtitle == "Agenda · RAP development or review meeting, Wed 24 Jun"
    assert agenda.distance == "Today"
    (evidence,) = today.waiting.rows
    assert evidence.subtitle == "By Wed 17 Jun · In 5 working days · RAP evidence"
    assert today._open_words.text() == "7 notes to give, 1 paper to issue, 2 more later or undated"
    assert_accessible(screen.window)
    today.waiting.setFocus()
    screen.press(today.waiting, Qt.Key.Key_W, CTRL_SHIFT)
    assert screen.window.findChildren(WhyThisDate)
    screen.keys(Qt.Key.Key_Escape)
    today.waiting.setFocus()
    screen.press(today.waiting, Qt.Key.Key_Return)
    assert screen.window.navigation.current == "meeting"


def test_minutes_are_owed_once_the_meeting_was_held(screen: Screen, page: Any) -> None:
    fix(screen, page, date(2026, 6, 24))
    screen.laptop.clock.move(timedelta(days=15))
    today = screen.open("today")
    screen.wait(lambda: any(row.spoken.find("Minutes") >= 0 for row in today.due.rows))
    assert not today.waiting.isVisible()


def test_a_school_of_nobody_plans_nothing(screen: Screen) -> None:
    screen.laptop.store.assignments.kept.clear()
    page = screen.open("school", urn=screen.laptop.urn_of("Blagdon"))
    screen.wait(lambda: page.title.startswith("Blagdon"))
    assert not page.meetings.plan.isEnabled()
