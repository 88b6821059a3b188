"""Stretches of time in which something must happen: weeks, months, half-terms, terms and years."""

import calendar as months
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from sia_desktop.domain.calendar import (
    ONE_DAY,
    SATURDAY,
    CalendarTooShort,
    DaySet,
    SchoolCalendar,
    Span,
    SpanKind,
    WorkingCalendar,
)
from sia_desktop.domain.dates import MONTHS, long_date, plain_date

JANUARY, APRIL, AUGUST, SEPTEMBER = 1, 4, 8, 9


class Period(StrEnum):
    """The stretch of time inside which something must happen."""

    WEEK = "week"
    MONTH = "month"
    HALF_TERM = "half_term"
    TERM = "term"
    ACADEMIC_YEAR = "academic_year"
    FINANCIAL_YEAR = "financial_year"
    CALENDAR_YEAR = "calendar_year"


BREAKS = frozenset({SpanKind.HALF_TERM_BREAK, SpanKind.HOLIDAY})
"""What divides a term into its halves."""


@dataclass(frozen=True, slots=True)
class CouncilYear:
    """What a council's documents mean by a term, and the months in which its years begin."""

    has_six_terms: bool = False
    academic_starts: int = SEPTEMBER
    financial_starts: int = APRIL


USUAL_YEAR = CouncilYear()


class Stretch(NamedTuple):
    """A named stretch of days, both ends included."""

    first_day: date
    last_day: date
    name: str

    def holds(self, day: date) -> bool:
        """Whether the day is one of these."""
        return self.first_day <= day <= self.last_day


def periods_from(
    period: Period, day: date, calendar: WorkingCalendar, year: CouncilYear
) -> Iterator[Stretch]:
    """The period that holds the day or, between two, the next one; then each that follows, while known."""
    match period:
        case Period.WEEK:
            yield from _weeks(day)
        case Period.MONTH:
            yield from _months(day)
        case Period.HALF_TERM | Period.TERM:
            yield from _of_school(period, day, calendar, year)
        case Period.ACADEMIC_YEAR:
            yield from _years(day, year.academic_starts, "academic year")
        case Period.FINANCIAL_YEAR:
            yield from _years(day, year.financial_starts, "financial year")
        case Period.CALENDAR_YEAR:
            yield from _years(day, JANUARY, "year")


def half_terms(school: SchoolCalendar) -> tuple[Stretch, ...]:
    """The stretches of term between holidays and half-term breaks, whichever way the file lists them."""
    pieces: list[Stretch] = []
    breaks = sorted((each.first_day, each.last_day) for each in school.spans if each.kind in BREAKS)
    for term in school.terms:
        first = term.first_day
        for begins, ends in breaks:
            if term.first_day < begins and ends < term.last_day:
                pieces.append(_weekdays(first, begins - ONE_DAY))
                first = ends + ONE_DAY
        pieces.append(_weekdays(first, term.last_day))
    return tuple(
        Stretch(piece.first_day, piece.last_day, f"{name}, half-term {number}")
        for name, found in groupby(pieces, _season)
        for number, piece in enumerate(found, 1)
    )


def three_terms(school: SchoolCalendar) -> tuple[Stretch, ...]:
    """Autumn, spring and summer, each whole, also where the file lists six short terms."""
    found = []
    for name, group in groupby(school.terms, _season):
        pieces = list(group)
        found.append(Stretch(pieces[0].first_day, pieces[-1].last_day, name))
    return tuple(found)


def season_of(day: date, school: SchoolCalendar | None) -> str:
    """`autumn`, `spring` or `summer`: the term of the day, or the one before it; by months where unknown."""
    begun = [each for each in three_terms(school) if each.first_day <= day] if school else []
    return _season(begun[-1] if begun else Stretch(day, day, "")).split()[0].lower()


def next_first_of(month: int, start: date) -> date:
    """The first day of this month, on or after the start."""
    this_year = date(start.year, month, 1)
    return this_year if this_year >= start else date(start.year + 1, month, 1)


def _weekdays(first: date, last: date) -> Stretch:
    """From the first weekday to the last: nobody calls the Sunday before half-term a day of term."""
    while first.weekday() >= SATURDAY:
        first += ONE_DAY
    while last.weekday() >= SATURDAY:
        last -= ONE_DAY
    return Stretch(first, last, "")


def _season(piece: Stretch | Span) -> str:
    """Which term of which year a stretch belongs to."""
    month = piece.first_day.month
    season = "Autumn" if month >= AUGUST else "Summer" if month >= APRIL else "Spring"
    return f"{season} term {piece.first_day.year}"


def _of_school(period: Period, day: date, calendar: WorkingCalendar, year: CouncilYear) -> Iterator[Stretch]:
    calendar.must_reach(day, DaySet.SCHOOL_DAY)
    assert calendar.school is not None  # must_reach has seen to it
    if period is Period.TERM and not year.has_six_terms:
        yield from _still_known(three_terms(calendar.school), day, calendar.school.valid_to)
        return
    halves = half_terms(calendar.school)
    of_season = Counter(_season(half) for half in halves)
    for half in _still_known(halves, day, calendar.school.valid_to):
        if of_season[_season(half)] == 1:
            raise CalendarTooShort(
                f"The school calendar shows no half-term break in the {_season(half).lower()}. "
                "Add its half_term_break line."
            )
        yield half


def _still_known(spans: tuple[Stretch, ...], day: date, valid_to: date) -> Iterator[Stretch]:
    return (span for span in spans if day <= span.last_day <= valid_to)


def _weeks(day: date) -> Iterator[Stretch]:
    first = day - timedelta(days=day.weekday())
    while True:
        last = first + timedelta(days=6)
        yield Stretch(first, last, f"week of {plain_date(first)}")
        first = last + ONE_DAY


def _months(day: date) -> Iterator[Stretch]:
    first = day.replace(day=1)
    while True:
        last = first.replace(day=months.monthrange(first.year, first.month)[1])
        yield Stretch(first, last, f"{MONTHS[first.month - 1]} {first.year}")
        first = last + ONE_DAY


def _years(day: date, month: int, what: str) -> Iterator[Stretch]:
    after = next_first_of(month, day + ONE_DAY)
    while True:
        first, last = after.replace(year=after.year - 1), after - ONE_DAY
        name = f"{first.year}" if month == JANUARY else f"{first.year}–{last.year % 100:02}"
        yield Stretch(first, last, f"{what} {name}")
        after = after.replace(year=after.year + 1)


def must_hold(spans: Iterator[Stretch], wanted: int, what: Period, start: date) -> list[Stretch]:
    """The first so many of them; refuses, in words, where the calendar holds fewer."""
    found = [span for span, _ in zip(spans, range(wanted), strict=False)]
    if len(found) < wanted:
        raise CalendarTooShort(
            f"This rule needs {wanted} {what.replace('_', '-')}{'s' if wanted > 1 else ''} from "
            f"{long_date(start)} and the school calendar holds {len(found)}. Load term dates that go further."
        )
    return found
