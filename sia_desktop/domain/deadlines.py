"""A timeframe applied to a real date: the due date, day by day, with what to be careful of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sia_desktop.domain.calendar import ONE_DAY, DaySet, WorkingCalendar
from sia_desktop.domain.counting import DerivationDay, by_date, reach
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.time_limits import Direction, Limit, Mark, Strength, Timeframe

ENDS_SOON = timedelta(days=28)
"""So close to the end of the calendar data, a date says so."""


class Standing(StrEnum):
    """Where a deadline stands on a given day."""

    OPEN = "open"
    TODAY = "today"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due, by when, under which rule and reading, and how that was counted."""

    timeframe: Timeframe
    anchor: str
    anchor_on: date
    due_on: date | None
    """The last day that keeps the rule; for a threshold, the last day before it bites. None: not stated."""
    opens_on: date | None = None
    """The first day of a window; for a threshold, the first day it bites."""
    derivation: tuple[DerivationDay, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The rule's id, such as T-RD-02."""
        return self.timeframe.rule

    @property
    def kind(self) -> Direction:
        """Which way it runs, and what reaching its end means."""
        return self.timeframe.limit.direction

    @property
    def strength(self) -> Strength:
        """How hard it binds."""
        return self.timeframe.strength

    @property
    def excluded(self) -> tuple[DerivationDay, ...]:
        """The days that did not count."""
        return tuple(day for day in self.derivation if not day.counted)

    @property
    def turns_red(self) -> bool:
        """Whether missing it is a breach, and blocks: hard limits only, and never an unverified one."""
        return self.timeframe.strength is Strength.HARD and Mark.UNVERIFIED not in self.timeframe.marks

    def due_by(self, day: date, why: str) -> "Deadline":
        """The same deadline with a date set by hand, and the reason among its warnings."""
        by_hand = (DerivationDay(day, True, "set by hand"),)
        return replace(self, due_on=day, derivation=by_hand, warnings=(why,))

    def standing(self, today: date, stopped_on: date | None = None) -> Standing:
        """Where it stands today; `stopped_on` is the day of the act that stops its clock."""
        return standing_of(self.due_on, today, stopped_on)


def standing_of(due_on: date | None, today: date, stopped_on: date | None = None) -> Standing:
    """Where something due on this day stands today, or stood when it was done."""
    if stopped_on is not None:
        return Standing.MET_LATE if due_on is not None and stopped_on > due_on else Standing.MET
    if due_on is None or today < due_on:
        return Standing.OPEN
    return Standing.TODAY if today == due_on else Standing.LATE


@dataclass(frozen=True, slots=True)
class _Answer:
    due_on: date | None
    opens_on: date | None = None
    derivation: tuple[DerivationDay, ...] = ()


def work_out(
    timeframe: Timeframe, anchor_on: date, calendar: WorkingCalendar, *, anchor: str | None = None
) -> Deadline:
    """Apply the timeframe, under the reading it carries, to the day its anchor fell."""
    calendar.must_reach(anchor_on)
    answer = _answer(timeframe.limit, anchor_on, calendar)
    if answer.due_on is not None:
        calendar.must_reach(answer.due_on)
    return Deadline(
        timeframe=timeframe,
        anchor=anchor or timeframe.limit.anchor,
        anchor_on=anchor_on,
        due_on=answer.due_on,
        opens_on=answer.opens_on,
        derivation=answer.derivation,
        warnings=tuple(_warnings(timeframe, anchor_on, answer, calendar)),
    )


def _answer(limit: Limit, anchor_on: date, calendar: WorkingCalendar) -> _Answer:
    match limit.direction:
        case Direction.IMMEDIATE | Direction.ON:
            return _Answer(anchor_on)
        case Direction.UNDEFINED:
            return _Answer(None)
        case Direction.BY_DATE:
            due_on, derivation = by_date(limit, anchor_on, calendar)
            return _Answer(due_on, None, derivation)
        case Direction.WINDOW:
            opens_on, _ = reach(limit, limit.amount, anchor_on, calendar)
            due_on, derivation = reach(limit, limit.amount_to, anchor_on, calendar)
            return _Answer(due_on, opens_on, derivation)
        case Direction.THRESHOLD:
            due_on, derivation = reach(limit, limit.amount, anchor_on, calendar)
            return _Answer(due_on, due_on + ONE_DAY, derivation)
        case Direction.AFTER | Direction.BEFORE | Direction.MAXIMUM:
            due_on, derivation = reach(limit, limit.amount, anchor_on, calendar)
            return _Answer(due_on, None, derivation)


def _warnings(
    timeframe: Timeframe, anchor_on: date, answer: _Answer, calendar: WorkingCalendar
) -> Iterator[str]:
    if answer.due_on is None:
        yield "The framework states no time. Set a date, with the reason for it."
    else:
        yield from _of_the_day(answer.due_on, anchor_on, calendar)
    if not timeframe.runs_on(anchor_on):
        yield f"Rule {timeframe.rule} was not in force on {long_date(anchor_on)}; no clock ran."
    if Mark.INFERRED in timeframe.marks:
        yield "Default reading, not yet confirmed by the council."
    yield from timeframe.defaults


def _of_the_day(due_on: date, anchor_on: date, calendar: WorkingCalendar) -> Iterator[str]:
    if why := calendar.why_not_counted(due_on, DaySet.WORKING_DAY):
        what = "is at the weekend" if why == "weekend" else f"is a bank holiday ({why})"
        yield f"{long_date(due_on)} {what}. The rule does not move the date, so it stands."
    if holiday := calendar.school_holiday_on(due_on):
        yield (
            f"{long_date(due_on)} is in this school’s holiday ({holiday.name}, "
            f"{long_date(holiday.first_day)} to {long_date(holiday.last_day)}). The date stands."
        )
    if calendar.school and due_on > calendar.school.valid_to:
        yield (
            f"This school’s term dates end on {long_date(calendar.school.valid_to)}, "
            "so a holiday after that day is not seen. Load term dates that go further."
        )
    if calendar.valid_to - due_on < ENDS_SOON:
        yield f"The bank-holiday data ends on {long_date(calendar.valid_to)}. Load the next calendar."
    if calendar.computed_before and min(anchor_on, due_on) < calendar.computed_before:
        yield f"Bank holidays before {long_date(calendar.computed_before)} are worked out, not published."
