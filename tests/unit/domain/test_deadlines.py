"""Due dates against the verified vectors, and the promises of every deadline."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sia_desktop.domain.calendar import CalendarTooShort, DaySet, Span, SpanKind, WorkingCalendar
from sia_desktop.domain.deadlines import Standing, work_out
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.time_limits import Counting, Direction, Mark, NamedDay, Unit
from tests.helpers.calendars import oxfordshire_2025_26, published
from tests.helpers.timeframes import a_timeframe, before

CALENDAR_DAY = DaySet.CALENDAR_DAY


@pytest.mark.parametrize(
    ("visited_on", "due_on"),
    [
        (date(2026, 4, 1), date(2026, 4, 10)),
        (date(2025, 12, 18), date(2025, 12, 29)),
        (date(2026, 5, 20), date(2026, 5, 28)),
        (date(2027, 12, 23), date(2028, 1, 4)),
    ],
    ids=["V7", "V8", "V9", "V10"],
)
def test_the_note_of_visit(visited_on: date, due_on: date) -> None:
    assert work_out(a_timeframe(), visited_on, published()).due_on == due_on


def test_v1_ten_calendar_days_warn_of_easter_monday() -> None:
    deadline = work_out(a_timeframe(amount=10, day_set=CALENDAR_DAY), date(2026, 3, 27), published())
    assert deadline.due_on == date(2026, 4, 6)
    assert deadline.warnings == (
        "Monday 6 April 2026 is a bank holiday (Easter Monday). "
        "The rule does not move the date, so it stands.",
    )


def test_v2_ten_working_days() -> None:
    assert work_out(a_timeframe(amount=10), date(2026, 3, 27), published()).due_on == date(2026, 4, 14)


def test_v3_ten_inspection_working_days_leave_out_the_long_holiday() -> None:
    calendar = published().for_school(oxfordshire_2025_26())
    limit = a_timeframe(amount=10, day_set=DaySet.INSPECTION_WORKING_DAY)
    deadline = work_out(limit, date(2026, 3, 27), calendar)
    assert deadline.due_on == date(2026, 4, 24)
    assert {day.why for day in deadline.excluded} == {
        "Easter holiday", "weekend", "Good Friday", "Easter Monday",
    }  # fmt: skip


def test_a_one_week_half_term_counts_for_inspection_days_and_not_for_school_days() -> None:
    calendar = published().for_school(oxfordshire_2025_26())
    tuesday = date(2026, 2, 17)
    assert calendar.why_not_counted(tuesday, DaySet.INSPECTION_WORKING_DAY) is None
    assert calendar.why_not_counted(tuesday, DaySet.SCHOOL_DAY) == "February half-term"


def test_v4_the_day_given_is_day_zero() -> None:
    limit = a_timeframe(amount=15, counting=Counting.DAY_ZERO)
    assert work_out(limit, date(2026, 3, 27), published()).due_on == date(2026, 4, 21)


def test_v5_beginning_with_the_day_and_eligible_after_it() -> None:
    limit = a_timeframe(Direction.THRESHOLD, 15, counting=Counting.BEGINNING_WITH)
    deadline = work_out(limit, date(2026, 4, 22), published())
    assert (deadline.due_on, deadline.opens_on) == (date(2026, 5, 13), date(2026, 5, 14))


def test_v6_ten_working_days_across_the_early_may_holiday() -> None:
    assert work_out(a_timeframe(amount=10), date(2026, 4, 21), published()).due_on == date(2026, 5, 6)


def test_v11_the_chain_of_a_meeting() -> None:
    meeting = date(2026, 5, 12)
    chain = (
        (before(10), date(2026, 4, 27)),
        (before(5), date(2026, 5, 5)),
        (before(7, CALENDAR_DAY), date(2026, 5, 5)),
        (a_timeframe(amount=10, day_set=CALENDAR_DAY), date(2026, 5, 22)),
        (a_timeframe(amount=10), date(2026, 5, 27)),
    )
    for limit, due_on in chain:
        assert work_out(limit, meeting, published()).due_on == due_on


def test_v12_the_chain_across_christmas_warns() -> None:
    meeting = date(2026, 1, 8)
    assert work_out(before(10), meeting, published()).due_on == date(2025, 12, 22)
    assert work_out(before(5), meeting, published()).due_on == date(2025, 12, 31)
    papers = work_out(before(7, CALENDAR_DAY), meeting, published())
    assert papers.due_on == date(2026, 1, 1)
    assert "New Year’s Day" in papers.warnings[0]
    minutes = work_out(a_timeframe(amount=10, day_set=CALENDAR_DAY), meeting, published())
    assert minutes.due_on == date(2026, 1, 18)
    assert "at the weekend" in minutes.warnings[0]


def test_v13_weeks_and_the_school_holiday_warning() -> None:
    calendar = published().for_school(oxfordshire_2025_26())
    weeks: dict[str, Any] = {"unit": Unit.WEEK, "day_set": CALENDAR_DAY}
    visit = work_out(a_timeframe(amount=2, **weeks), date(2025, 12, 10), calendar)
    monitoring = work_out(a_timeframe(amount=4, **weeks), date(2025, 12, 10), calendar)
    assert (visit.due_on, monitoring.due_on) == (date(2025, 12, 24), date(2026, 1, 7))
    assert "Christmas holiday" in visit.warnings[0]


def test_v14_six_weeks_as_forty_two_days() -> None:
    limit = a_timeframe(amount=42, day_set=CALENDAR_DAY)
    assert work_out(limit, date(2026, 2, 24), published()).due_on == date(2026, 4, 7)


def test_v15_fifteen_days_over_the_new_year() -> None:
    limit = a_timeframe(amount=15, counting=Counting.DAY_ZERO)
    assert work_out(limit, date(2026, 12, 24), published()).due_on == date(2027, 1, 19)


def test_v10_is_refused_where_only_2027_is_loaded() -> None:
    year = {day: name for day, name in published().bank_holidays.items() if day.year == 2027}
    short = WorkingCalendar(date(2027, 1, 1), date(2027, 12, 31), year)
    with pytest.raises(CalendarTooShort, match=r"Saturday 1 January 2028 is outside .* Load a bank-holiday"):
        work_out(a_timeframe(), date(2027, 12, 23), short)


def test_plain_days_past_the_calendar_are_refused_too() -> None:
    limit = a_timeframe(Direction.MAXIMUM, 2, Unit.YEAR, CALENDAR_DAY)
    with pytest.raises(CalendarTooShort):
        work_out(limit, date(2027, 6, 1), published())


def test_a_rule_of_school_days_without_term_dates_is_refused() -> None:
    with pytest.raises(CalendarTooShort, match="no term dates are loaded"):
        work_out(a_timeframe(day_set=DaySet.SCHOOL_DAY), date(2026, 4, 1), published())


def test_a_window_has_two_ends() -> None:
    limit = a_timeframe(Direction.WINDOW, 4, Unit.WEEK, CALENDAR_DAY, amount_to=6)
    deadline = work_out(limit, date(2026, 3, 27), published())
    assert (deadline.opens_on, deadline.due_on) == (date(2026, 4, 24), date(2026, 5, 8))


@pytest.mark.parametrize(
    ("start", "months", "due_on"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_end_with_the_month(start: date, months: int, due_on: date) -> None:
    limit = a_timeframe(Direction.MAXIMUM, months, Unit.MONTH, CALENDAR_DAY)
    assert work_out(limit, start, published()).due_on == due_on


def test_clear_days_lie_wholly_between() -> None:
    limit = a_timeframe(Direction.BEFORE, 10, counting=Counting.CLEAR_DAYS)
    assert work_out(limit, date(2026, 5, 12), published()).due_on == date(2026, 4, 24)


def test_two_terms_end_with_the_second() -> None:
    calendar = published().for_school(oxfordshire_2025_26())
    limit = a_timeframe(Direction.MAXIMUM, 2, Unit.TERM, CALENDAR_DAY)
    assert work_out(limit, date(2025, 11, 3), calendar).due_on == date(2026, 3, 27)
    with pytest.raises(CalendarTooShort, match="Load term dates that go further"):
        work_out(limit, date(2026, 6, 1), calendar)


def test_days_that_come_round_each_year() -> None:
    calendar = published().for_school(oxfordshire_2025_26())
    on: dict[str, Any] = {"amount": 0, "unit": None, "day_set": CALENDAR_DAY}
    financial = a_timeframe(Direction.BY_DATE, named_day=NamedDay.FINANCIAL_YEAR_START, **on)
    academic = a_timeframe(Direction.BY_DATE, named_day=NamedDay.ACADEMIC_YEAR_START, **on)
    autumn = a_timeframe(Direction.BY_DATE, named_day=NamedDay.AUTUMN_TERM_START, **on)
    assert work_out(financial, date(2025, 9, 1), calendar).due_on == date(2026, 4, 1)
    assert work_out(academic, date(2025, 9, 1), calendar).due_on == date(2025, 9, 1)
    assert work_out(autumn, date(2025, 9, 1), calendar).due_on == date(2025, 9, 2)


def test_an_academic_year_ends_in_august_and_a_financial_one_in_march() -> None:
    years: dict[str, Any] = {"direction": Direction.MAXIMUM, "amount": 1, "day_set": CALENDAR_DAY}
    academic = a_timeframe(unit=Unit.ACADEMIC_YEAR, **years)
    financial = a_timeframe(unit=Unit.FINANCIAL_YEAR, **years)
    assert work_out(academic, date(2026, 4, 1), published()).due_on == date(2026, 8, 31)
    assert work_out(financial, date(2026, 4, 1), published()).due_on == date(2027, 3, 31)


def test_undefined_asks_for_a_date_and_immediate_is_the_day_itself() -> None:
    undefined = work_out(a_timeframe(Direction.UNDEFINED, 0, None), date(2026, 4, 1), published())
    assert undefined.due_on is None
    assert "Set a date" in undefined.warnings[0]
    assert undefined.standing(date(2030, 1, 1)) is Standing.OPEN
    at_once = work_out(a_timeframe(Direction.IMMEDIATE, 0, None), date(2026, 4, 1), published())
    assert at_once.due_on == date(2026, 4, 1)


def test_standing_and_redness() -> None:
    deadline = work_out(a_timeframe(), date(2026, 4, 1), published())
    due = date(2026, 4, 10)
    assert deadline.standing(due - timedelta(days=1)) is Standing.OPEN
    assert deadline.standing(due) is Standing.TODAY
    assert deadline.standing(due + timedelta(days=1)) is Standing.LATE
    assert deadline.standing(date(2027, 1, 1), stopped_on=due) is Standing.MET
    assert deadline.standing(due, stopped_on=due + timedelta(days=1)) is Standing.MET_LATE
    assert deadline.turns_red
    assert not work_out(a_timeframe(marks=(Mark.UNVERIFIED,)), date(2026, 4, 1), published()).turns_red


def test_dates_before_2012_say_that_their_holidays_were_worked_out() -> None:
    deadline = work_out(a_timeframe(), date(2008, 3, 20), published())
    assert deadline.due_on == date(2008, 3, 31)
    assert "worked out, not published" in deadline.warnings[0]


def test_an_inferred_rule_says_so() -> None:
    deadline = work_out(a_timeframe(marks=(Mark.INFERRED,)), date(2026, 4, 1), published())
    assert deadline.warnings == ("Default reading, not yet confirmed by the council.",)


def test_an_unknown_reading_is_refused_by_name() -> None:
    with pytest.raises(RuleBroken, match=r"no reading called 'nobody'\. It has: literal"):
        a_timeframe().read_as("nobody")


def test_council_closures_count_only_against_council_days() -> None:

    shut = Span(SpanKind.CLOSURE, date(2025, 12, 29), date(2025, 12, 31), "Christmas closure")
    calendar = replace(published(), closures=(shut,))
    council = a_timeframe(day_set=DaySet.COUNCIL_WORKING_DAY)
    assert work_out(council, date(2025, 12, 18), calendar).due_on == date(2026, 1, 2)
    assert work_out(a_timeframe(), date(2025, 12, 18), calendar).due_on == date(2025, 12, 29)
