"""Counting days, weeks, months and terms, forwards and backwards, one recorded step at a time."""

import calendar as months
from datetime import date, timedelta
from typing import NamedTuple

from sia_desktop.domain.calendar import ONE_DAY, CalendarTooShort, DaySet, WorkingCalendar
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.periods import (
    AUGUST,
    SEPTEMBER,
    Period,
    Stretch,
    must_hold,
    next_first_of,
    periods_from,
)
from sia_desktop.domain.time_limits import (
    LAST_OCCURRENCE,
    Counting,
    Direction,
    Limit,
    NamedDay,
    Recurrence,
    Unit,
)

MONTHS_IN = {Unit.MONTH: 1, Unit.YEAR: 12}
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
        case Unit.TERM | Unit.HALF_TERM | Unit.ACADEMIC_YEAR | Unit.FINANCIAL_YEAR:
            return _periods(limit, Period(limit.unit), amount, start, calendar)
        case None:
            raise RuleBroken("A time limit cannot be counted without a unit. Correct the framework pack.")


def by_date(limit: Limit, start: date, calendar: WorkingCalendar) -> Reached:
    """The day of the year the limit names, or the end of the period it must happen in."""
    if limit.period:
        return _period_end(limit, limit.period, start, calendar)
    day = _next_named_day(limit, start, calendar)
    return day, (DerivationDay(day, True, str(limit.named_day).replace("_", " ")),)


def _next_named_day(limit: Limit, start: date, calendar: WorkingCalendar) -> date:
    """The first such day of the year on or after the start."""
    match limit.named_day:
        case NamedDay.FINANCIAL_YEAR_START:
            return next_first_of(limit.year.financial_starts, start)
        case NamedDay.ACADEMIC_YEAR_START:
            return next_first_of(limit.year.academic_starts, start)
        case NamedDay.AUTUMN_TERM_START:
            return _autumn_term(start, calendar)
        case None:
            raise RuleBroken("This time limit names no day of the year. Correct the framework pack.")


def _period_end(limit: Limit, period: Period, start: date, calendar: WorkingCalendar) -> Reached:
    """By when something that comes round is due: the end of this period, or of the next once held in it.

    An occurrence between two periods covers neither, and a count is not done with one.
    """
    found = must_hold(periods_from(period, start, calendar, limit.year), 1, period, start)
    covers = limit.recurs is Recurrence.COVERAGE and limit.anchor == LAST_OCCURRENCE
    if covers and found[0].holds(start):
        found = must_hold(periods_from(period, start, calendar, limit.year), 2, period, start)
    ends = [_end_of_month(each, limit.month) if limit.month else each.last_day for each in found]
    steps = zip(ends, found, strict=True)
    return ends[-1], tuple(DerivationDay(end, True, each.name) for end, each in steps)


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


def _periods(limit: Limit, period: Period, amount: int, start: date, calendar: WorkingCalendar) -> Reached:
    """To the end of the last of so many terms or years.

    The one under way counts as the first, unless the limit counts whole ones from day zero.
    """
    ahead = periods_from(period, start, calendar, limit.year)
    if limit.counting is Counting.DAY_ZERO:
        ahead = (each for each in ahead if each.first_day > start)
    taken = must_hold(ahead, amount, period, start)
    return taken[-1].last_day, tuple(
        DerivationDay(each.last_day, True, f"{period.replace('_', ' ')} {n}: {each.name}")
        for n, each in enumerate(taken, 1)
    )


def _end_of_month(period: Stretch, month: int) -> date:
    """The last day of that month within the period."""
    first = next_first_of(month, period.first_day.replace(day=1))
    return first.replace(day=months.monthrange(first.year, first.month)[1])


def _autumn_term(start: date, calendar: WorkingCalendar) -> date:
    """The first day of the next term to begin in August or September."""
    calendar.must_reach(start, DaySet.SCHOOL_DAY)
    for term in calendar.school.terms if calendar.school else ():
        if term.first_day >= start and term.first_day.month in AUTUMN_STARTS:
            return term.first_day
    raise CalendarTooShort(
        f"The school calendar holds no autumn term from {long_date(start)} on. "
        "Load term dates that go further."
    )
