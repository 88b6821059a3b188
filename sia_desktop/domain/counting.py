"""Counting days, weeks, months and terms, forwards and backwards, one recorded step at a time."""

import calendar as months
from datetime import date, timedelta
from typing import NamedTuple

from sia_desktop.domain.calendar import ONE_DAY, CalendarTooShort, DaySet, Span, WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.time_limits import Counting, Direction, Limit, NamedDay, Unit

MONTHS_IN = {Unit.MONTH: 1, Unit.YEAR: 12}
APRIL, AUGUST, SEPTEMBER = 4, 8, 9
AUTUMN_STARTS = (AUGUST, SEPTEMBER)


class DerivationDay(NamedTuple):
    """One step of the count: the day, whether it counted, and its number or the reason it did not."""

    date: date
    counted: bool
    why: str


Reached = tuple[date, tuple[DerivationDay, ...]]


def reach(limit: Limit, amount: int, start: date, calendar: WorkingCalendar) -> Reached:
    """The day the count ends on, and every step of it."""
    step = -1 if limit.direction is Direction.BEFORE else 1
    match limit.unit:
        case Unit.DAY:
            return _days(limit, amount, start, step, calendar)
        case Unit.WEEK:
            return _steps(limit, [start + timedelta(weeks=step * n) for n in range(1, amount + 1)], step)
        case Unit.MONTH | Unit.YEAR:
            size = MONTHS_IN[limit.unit]
            return _steps(limit, [_months_on(start, step * n * size) for n in range(1, amount + 1)], step)
        case Unit.TERM:
            return _terms(amount, start, calendar)
        case Unit.ACADEMIC_YEAR:
            return _years(amount, start, SEPTEMBER)
        case Unit.FINANCIAL_YEAR:
            return _years(amount, start, APRIL)
        case Unit.HALF_TERM | None:
            raise RuleBroken("A time limit cannot be counted in this unit. Correct the framework pack.")


def next_named_day(limit: Limit, start: date, calendar: WorkingCalendar) -> date:
    """The first such day of the year on or after the start."""
    match limit.named_day:
        case NamedDay.FINANCIAL_YEAR_START:
            return _next_first_of(APRIL, start)
        case NamedDay.ACADEMIC_YEAR_START:
            return _next_first_of(SEPTEMBER, start)
        case NamedDay.AUTUMN_TERM_START:
            return _autumn_term(start, calendar)
        case None:
            raise RuleBroken("This time limit names no day of the year. Correct the framework pack.")


def _days(limit: Limit, amount: int, start: date, step: int, calendar: WorkingCalendar) -> Reached:
    derivation: list[DerivationDay] = []
    why_not = calendar.why_not_counted
    day_set, one = limit.day_set, timedelta(days=step)
    day = start if limit.counting is Counting.BEGINNING_WITH else start + one
    counted = 0
    while True:
        why = why_not(day, day_set)
        if why is None:
            if counted == amount:  # the day beyond so many clear ones
                return day, tuple(derivation)
            counted += 1
            derivation.append(DerivationDay(day, True, f"day {counted}"))
            if counted == amount and limit.counting is not Counting.CLEAR_DAYS:
                return day, tuple(derivation)
        else:
            derivation.append(DerivationDay(day, False, why))
        day += one


def _steps(limit: Limit, days: list[date], step: int) -> Reached:
    """Whole weeks or months; a period that begins with its first day ends the day before the last step."""
    if limit.counting is Counting.BEGINNING_WITH:
        days = [day - step * ONE_DAY for day in days]
    assert limit.unit is not None
    return days[-1], tuple(DerivationDay(day, True, f"{limit.unit} {n}") for n, day in enumerate(days, 1))


def _months_on(start: date, count: int) -> date:
    """The same day so many months on, or the month's last day where it is shorter."""
    index = start.year * 12 + start.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def _terms(amount: int, start: date, calendar: WorkingCalendar) -> Reached:
    """To the end of the last of so many terms, the one under way counted as the first."""
    calendar.must_reach(start, DaySet.SCHOOL_DAY)
    ahead = [term for term in _all_terms(calendar) if term.last_day >= start]
    if len(ahead) < amount:
        raise CalendarTooShort(
            f"This rule needs {amount} terms from {long_date(start)} and the school calendar holds "
            f"{len(ahead)}. Load term dates that go further."
        )
    taken = ahead[:amount]
    return taken[-1].last_day, tuple(
        DerivationDay(term.last_day, True, f"term {n}: {term.name}") for n, term in enumerate(taken, 1)
    )


def _all_terms(calendar: WorkingCalendar) -> tuple[Span, ...]:
    return calendar.school.terms if calendar.school else ()


def _years(amount: int, start: date, month: int) -> Reached:
    """To the end of the last of so many years that begin in this month, the one under way the first."""
    first = _next_first_of(month, start + ONE_DAY)
    ends = [first.replace(year=first.year + n) - ONE_DAY for n in range(amount)]
    return ends[-1], tuple(DerivationDay(end, True, f"year {n}") for n, end in enumerate(ends, 1))


def _next_first_of(month: int, start: date) -> date:
    this_year = date(start.year, month, 1)
    return this_year if this_year >= start else date(start.year + 1, month, 1)


def _autumn_term(start: date, calendar: WorkingCalendar) -> date:
    """The first day of the next term to begin in August or September."""
    calendar.must_reach(start, DaySet.SCHOOL_DAY)
    for term in _all_terms(calendar):
        if term.first_day >= start and term.first_day.month in AUTUMN_STARTS:
            return term.first_day
    raise CalendarTooShort(
        f"The school calendar holds no autumn term from {long_date(start)} on. "
        "Load term dates that go further."
    )
