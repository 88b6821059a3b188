"""What a cadence asks: when the next time is due, which periods were missed, and how many there were."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, takewhile

from sia_desktop.domain.cadences import Cadence, Counted
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.counting import reach
from sia_desktop.domain.deadlines import Deadline, work_out
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.periods import Period, Stretch, must_hold, periods_from
from sia_desktop.domain.time_limits import Recurrence


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which periods something happened in, of those that are over, and whether it has in this one."""

    now: Stretch | None
    """The period under way; none in a holiday between two."""
    is_covered_now: bool
    uncovered: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class CountSoFar:
    """How much of a count was done in the period under way."""

    period: Stretch
    so_far: float
    at_least: int
    at_most: int | None

    @property
    def still_to_come(self) -> float:
        """What is wanting to the least that the rule asks."""
        return max(self.at_least - self.so_far, 0)

    @property
    def is_over(self) -> bool:
        """Whether it passes the most that the rule allows."""
        return self.at_most is not None and self.so_far > self.at_most


@dataclass(frozen=True, slots=True)
class LongGap:
    """Two occurrences further apart than the interval allows."""

    from_: date
    to: date
    due_on: date


def next_due(cadence: Cadence, last_on: date, calendar: WorkingCalendar) -> Deadline:
    """When it is next due, counted from the last time it happened."""
    return work_out(cadence.as_timeframe(), last_on, calendar)


def first_due(cadence: Cadence, started_on: date, calendar: WorkingCalendar) -> Deadline:
    """When it is due for the first time, counted from the fact that begins it, such as an intervention."""
    timeframe = cadence.as_timeframe()
    anchor = cadence.starts_with or "started"
    return work_out(replace(timeframe, limit=replace(timeframe.limit, anchor=anchor)), started_on, calendar)


def periods_covered(
    cadence: Cadence, occurred: Iterable[date], since: date, today: date, calendar: WorkingCalendar
) -> Coverage:
    """The periods since that day which went by without an occurrence."""
    days = frozenset(occurred)
    spans = list(
        takewhile(
            lambda span: span.first_day <= today,
            periods_from(_period_of(cadence, Recurrence.COVERAGE), since, calendar, cadence.year),
        )
    )
    now = spans[-1] if spans and spans[-1].holds(today) else None
    missed = [span for span in spans if span.last_day < today and not any(map(span.holds, days))]
    return Coverage(now, now is not None and any(map(now.holds, days)), tuple(missed))


def count_so_far(
    cadence: Cadence, occurred: Iterable[tuple[date, float]], today: date, calendar: WorkingCalendar
) -> CountSoFar:
    """How many occurrences, or how many days of them, fell in the period under way."""
    kind = _period_of(cadence, Recurrence.COUNT)
    (period,) = must_hold(periods_from(kind, today, calendar, cadence.year), 1, kind, today)
    inside = [days for on, days in occurred if period.holds(on)]
    so_far = sum(inside) if cadence.counted is Counted.DAY else len(inside)
    return CountSoFar(period, so_far, cadence.amount, cadence.amount_to or None)


def long_gaps(cadence: Cadence, occurred: Iterable[date], calendar: WorkingCalendar) -> tuple[LongGap, ...]:
    """The occurrences that came too long after the one before."""
    _must_recur(cadence, Recurrence.INTERVAL)
    limit = cadence.as_timeframe().limit
    found = []
    for earlier, later in pairwise(sorted(occurred)):
        due_on, _ = reach(limit, limit.amount, earlier, calendar)
        if later > due_on:
            found.append(LongGap(earlier, later, due_on))
    return tuple(found)


def _period_of(cadence: Cadence, recurs: Recurrence) -> Period:
    _must_recur(cadence, recurs)
    assert cadence.period is not None  # a pack without it is refused
    return cadence.period


def _must_recur(cadence: Cadence, recurs: Recurrence) -> None:
    if cadence.recurs is not recurs:
        raise RuleBroken(
            f"Rule {cadence.rule} recurs by {cadence.recurs}, so it has no answer by {recurs}. "
            "Ask it when it is next due instead."
        )
