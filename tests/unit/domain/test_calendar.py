"""Which days count, and how far the calendar on this computer reaches."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.domain.calendar import CalendarTooShort, DaySet, SchoolCalendar, Span, SpanKind
from tests.helpers.calendars import oxfordshire_2025_26, published


@pytest.mark.parametrize("year", range(2006, 2029))
def test_the_holidays_library_agrees(year: int) -> None:
    """Every weekday off work, special days and substitutes included; a second source for the shipped data."""
    library = holidays.country_holidays("GB", subdiv="ENG", years=year)
    off = {day for day in library if day.weekday() < 5}
    assert {day for day in published().bank_holidays if day.year == year and day.weekday() < 5} == off


def test_one_off_days_are_there() -> None:
    once = [date(2011, 4, 29), date(2012, 6, 5), date(2020, 5, 8), date(2022, 9, 19), date(2023, 5, 8)]
    assert all(published().why_not_counted(day, DaySet.WORKING_DAY) for day in once)


def test_the_calendar_says_how_far_it_reaches() -> None:
    calendar = published()
    assert (calendar.valid_from, calendar.valid_to) == (date(2006, 1, 1), date(2028, 12, 31))
    assert calendar.computed_before == date(2012, 1, 1)
    for day in (date(2005, 12, 31), date(2029, 1, 1)):
        with pytest.raises(CalendarTooShort, match="Load a bank-holiday calendar"):
            calendar.why_not_counted(day, DaySet.WORKING_DAY)


@given(st.dates(date(2006, 1, 1), date(2028, 12, 31)), st.integers(0, 4_000))
def test_a_long_way_is_counted_by_weeks_as_by_days(after: date, gap: int) -> None:
    calendar = published()
    to = min(after + timedelta(days=gap), calendar.valid_to)
    days = (after + timedelta(days=n) for n in range(1, (to - after).days + 1))
    one_by_one = sum(calendar.why_not_counted(day, DaySet.WORKING_DAY) is None for day in days)
    assert calendar.counted_days(after, to, DaySet.WORKING_DAY) == one_by_one


def test_term_dates_have_their_own_end() -> None:
    calendar = published().for_school(oxfordshire_2025_26())
    with pytest.raises(CalendarTooShort, match="Load a school calendar that covers it"):
        calendar.why_not_counted(date(2026, 9, 1), DaySet.SCHOOL_DAY)


@pytest.mark.parametrize(
    ("first", "last", "longer"),
    [
        (date(2026, 2, 16), date(2026, 2, 20), False),
        (date(2026, 2, 14), date(2026, 2, 22), False),
        (date(2026, 2, 16), date(2026, 2, 23), True),
        (date(2026, 3, 30), date(2026, 4, 10), True),
    ],
)
def test_longer_than_a_week_means_more_than_five_weekdays(first: date, last: date, longer: bool) -> None:
    assert Span(SpanKind.HOLIDAY, first, last, "holiday").is_longer_than_a_week is longer


def test_the_gap_between_terms_is_a_holiday_though_none_is_listed() -> None:
    terms = tuple(span for span in oxfordshire_2025_26().spans if span.kind is SpanKind.TERM)
    calendar = SchoolCalendar(date(2025, 9, 1), date(2026, 7, 20), terms)
    gap = calendar.holiday_on(date(2026, 4, 1))
    assert gap is not None
    assert (gap.first_day, gap.last_day) == (date(2026, 3, 28), date(2026, 4, 12))
    assert calendar.holiday_on(date(2026, 3, 2)) is None
    assert calendar.holiday_on(date(2025, 9, 1)) is None


def test_school_days_leave_out_inset_and_days_outside_term() -> None:
    inset = Span(SpanKind.INSET, date(2026, 1, 5), date(2026, 1, 5), "INSET day")
    known = oxfordshire_2025_26()
    school = SchoolCalendar(known.valid_from, known.valid_to, (*known.spans, inset))
    calendar = published().for_school(school)
    assert calendar.why_not_counted(date(2026, 1, 5), DaySet.SCHOOL_DAY) == "INSET day"
    assert calendar.why_not_counted(date(2025, 9, 1), DaySet.SCHOOL_DAY) == "school holiday"
    assert calendar.why_not_counted(date(2026, 1, 6), DaySet.SCHOOL_DAY) is None
