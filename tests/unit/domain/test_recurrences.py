"""Interval, coverage and count: three things that look alike."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_desktop.domain.cadences import Counted
from sia_desktop.domain.calendar import CalendarTooShort
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.periods import Period
from sia_desktop.domain.recurrences import (
    LongGap,
    count_so_far,
    first_due,
    long_gaps,
    next_due,
    periods_covered,
)
from sia_desktop.domain.time_limits import Recurrence
from tests.helpers.cadences import a_cadence, six_weekly
from tests.helpers.calendars import published
from tests.unit.domain.test_periods import school_year

IN_TERM = published().for_school(school_year())
HALF_TERMLY = a_cadence(Recurrence.COVERAGE, period=Period.HALF_TERM, amount=1)
THREE_A_YEAR = a_cadence(Recurrence.COUNT, period=Period.ACADEMIC_YEAR, amount=3)


def test_an_interval_is_so_many_days_from_the_last_time() -> None:
    deadline = next_due(six_weekly(), date(2026, 2, 24), published())
    assert deadline.due_on == date(2026, 4, 7)
    assert deadline.anchor == "last_occurrence"
    assert sum(day.counted for day in deadline.derivation) == 42


@pytest.mark.parametrize(
    ("last_on", "due_on"),
    [
        (date(2026, 1, 12), date(2026, 3, 27)),
        (date(2026, 3, 27), date(2026, 5, 22)),
        (date(2026, 4, 1), date(2026, 5, 22)),
    ],
    ids=["early in one half", "on its last day", "in the holiday, which covers nothing"],
)
def test_coverage_is_due_by_the_end_of_the_next_period(last_on: date, due_on: date) -> None:
    assert next_due(HALF_TERMLY, last_on, IN_TERM).due_on == due_on


def test_coverage_first_falls_due_in_the_period_it_begins_in() -> None:
    begun = a_cadence(Recurrence.COVERAGE, period=Period.HALF_TERM, starts_with="intervention_started")
    deadline = first_due(begun, date(2026, 1, 12), IN_TERM)
    assert (deadline.anchor, deadline.due_on) == ("intervention_started", date(2026, 2, 13))
    assert first_due(six_weekly(), date(2026, 1, 12), published()).due_on == date(2026, 2, 23)


def test_a_count_is_due_by_the_end_of_its_period() -> None:
    assert next_due(THREE_A_YEAR, date(2025, 10, 1), published()).due_on == date(2026, 8, 31)


def test_a_named_month_ends_a_years_coverage_there() -> None:
    july = a_cadence(Recurrence.COVERAGE, period=Period.ACADEMIC_YEAR, month=7)
    assert next_due(july, date(2026, 7, 10), published()).due_on == date(2027, 7, 31)


def test_what_is_only_regular_has_no_date() -> None:
    deadline = next_due(a_cadence(Recurrence.UNSTATED), date(2026, 2, 24), published())
    assert deadline.due_on is None
    assert "Set a date" in deadline.warnings[0]


def test_beyond_the_terms_coverage_is_refused() -> None:
    with pytest.raises(CalendarTooShort, match=r"needs 2 half-terms .* holds 1\. Load term dates"):
        next_due(HALF_TERMLY, date(2026, 6, 10), IN_TERM)


def test_periods_that_went_by_without_one_are_named() -> None:
    occurred = [date(2025, 9, 30), date(2026, 2, 24)]
    found = periods_covered(HALF_TERMLY, occurred, date(2025, 9, 2), date(2026, 3, 2), IN_TERM)
    assert [missed.name for missed in found.uncovered] == [
        "Autumn term 2025, half-term 2", "Spring term 2026, half-term 1",
    ]  # fmt: skip
    assert found.now is not None
    assert found.is_covered_now
    in_holiday = periods_covered(HALF_TERMLY, occurred, date(2025, 9, 2), date(2026, 4, 1), IN_TERM)
    assert (in_holiday.now, in_holiday.is_covered_now) == (None, False)


def test_counting_times_and_counting_days() -> None:
    held = [(date(2025, 8, 31), 1.0), (date(2025, 9, 1), 1.0), (date(2026, 1, 15), 2.0)]
    times = count_so_far(THREE_A_YEAR, held, date(2026, 2, 1), published())
    assert (times.so_far, times.still_to_come, times.is_over) == (2, 1, False)
    days = a_cadence(
        Recurrence.COUNT, period=Period.ACADEMIC_YEAR, amount=1, amount_to=3, counted=Counted.DAY
    )
    assert count_so_far(days, held, date(2026, 2, 1), published()).so_far == 3.0
    more = count_so_far(days, [*held, (date(2026, 3, 1), 0.5)], date(2026, 3, 2), published())
    assert (more.still_to_come, more.is_over) == (0, True)


def test_gaps_longer_than_the_interval_are_found() -> None:
    days = [date(2026, 1, 5), date(2026, 2, 16), date(2026, 4, 1)]
    assert long_gaps(six_weekly(), days, published()) == (
        LongGap(date(2026, 2, 16), date(2026, 4, 1), date(2026, 3, 30)),
    )


def test_asking_a_cadence_what_it_is_not_is_refused() -> None:
    with pytest.raises(RuleBroken, match="recurs by interval, so it has no answer by coverage"):
        periods_covered(six_weekly(), [], date(2026, 1, 1), date(2026, 2, 1), published())


@given(st.dates(date(2012, 1, 1), date(2027, 6, 1)), st.sampled_from([Period.WEEK, Period.MONTH]))
def test_what_was_held_in_time_leaves_no_period_uncovered(first_on: date, period: Period) -> None:
    """Held each time on the very day it is next due, nothing is missed."""
    cadence = a_cadence(Recurrence.COVERAGE, period=period)
    occurred = [first_on]
    for _ in range(6):
        due_on = next_due(cadence, occurred[-1], published()).due_on
        assert due_on is not None
        assert due_on > occurred[-1]
        occurred.append(due_on)
    found = periods_covered(cadence, occurred, first_on, occurred[-1] + timedelta(days=1), published())
    assert found.uncovered == ()
