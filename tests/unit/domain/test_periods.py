"""Half-terms, terms and years, whichever way a school's file lists them."""

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from sia_desktop.domain.calendar import CalendarTooShort, SchoolCalendar, Span, SpanKind
from sia_desktop.domain.periods import USUAL_YEAR, CouncilYear, Period, half_terms, periods_from, three_terms
from tests.helpers.calendars import oxfordshire_2025_26, published

SIX_SHORT = [
    (date(2025, 9, 2), date(2025, 10, 24)),
    (date(2025, 11, 3), date(2025, 12, 19)),
    (date(2026, 1, 5), date(2026, 2, 13)),
    (date(2026, 2, 23), date(2026, 3, 27)),
    (date(2026, 4, 13), date(2026, 5, 22)),
    (date(2026, 6, 1), date(2026, 7, 20)),
]


def school_year() -> SchoolCalendar:
    """Three terms, each with its break."""
    october = Span(SpanKind.HALF_TERM_BREAK, date(2025, 10, 27), date(2025, 10, 31), "October half-term")
    known = oxfordshire_2025_26()
    return replace(known, spans=(*known.spans, october))


def six_short() -> SchoolCalendar:
    """The same year, listed as six short terms."""
    spans = tuple(Span(SpanKind.TERM, first, last, "Term") for first, last in SIX_SHORT)
    return SchoolCalendar(date(2025, 9, 1), date(2026, 7, 20), spans)


@pytest.mark.parametrize("calendar", [school_year(), six_short()], ids=["three terms", "six short"])
def test_both_ways_of_listing_a_year_give_the_same_halves_and_wholes(calendar: SchoolCalendar) -> None:
    assert [(half.first_day, half.last_day) for half in half_terms(calendar)] == SIX_SHORT
    assert [term.name for term in three_terms(calendar)] == [
        "Autumn term 2025", "Spring term 2026", "Summer term 2026",
    ]  # fmt: skip
    assert half_terms(calendar)[3].name == "Spring term 2026, half-term 2"


def test_a_council_of_six_terms_counts_the_halves() -> None:
    calendar = published().for_school(school_year())
    six = CouncilYear(has_six_terms=True)
    first, second = islice(periods_from(Period.TERM, date(2025, 9, 15), calendar, six), 2)
    assert (first.last_day, second.last_day) == (date(2025, 10, 24), date(2025, 12, 19))


def test_a_term_without_its_break_is_refused_not_guessed() -> None:
    calendar = published().for_school(oxfordshire_2025_26())
    with pytest.raises(CalendarTooShort, match=r"no half-term break in the autumn term 2025\. Add its"):
        next(periods_from(Period.HALF_TERM, date(2025, 9, 15), calendar, USUAL_YEAR))
    assert next(periods_from(Period.HALF_TERM, date(2026, 1, 15), calendar, USUAL_YEAR))


def test_in_a_holiday_the_next_period_comes_first() -> None:
    calendar = published().for_school(school_year())
    found = next(periods_from(Period.TERM, date(2026, 4, 1), calendar, USUAL_YEAR))
    assert found.name == "Summer term 2026"


@pytest.mark.parametrize(
    ("period", "first_day", "last_day", "name"),
    [
        (Period.WEEK, date(2026, 2, 23), date(2026, 3, 1), "week of 23 February 2026"),
        (Period.MONTH, date(2026, 2, 1), date(2026, 2, 28), "February 2026"),
        (Period.ACADEMIC_YEAR, date(2025, 9, 1), date(2026, 8, 31), "academic year 2025–26"),
        (Period.FINANCIAL_YEAR, date(2025, 4, 1), date(2026, 3, 31), "financial year 2025–26"),
        (Period.CALENDAR_YEAR, date(2026, 1, 1), date(2026, 12, 31), "year 2026"),
    ],
)
def test_periods_that_need_no_school(period: Period, first_day: date, last_day: date, name: str) -> None:
    found = next(periods_from(period, date(2026, 2, 24), published(), USUAL_YEAR))
    assert tuple(found) == (first_day, last_day, name)


def test_years_begin_where_the_council_begins_them() -> None:
    august = CouncilYear(academic_starts=8)
    found = next(periods_from(Period.ACADEMIC_YEAR, date(2026, 8, 15), published(), august))
    assert (found.first_day, found.last_day) == (date(2026, 8, 1), date(2027, 7, 31))
