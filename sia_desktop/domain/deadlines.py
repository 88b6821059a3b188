"""A timeframe applied to a real date: the due date, day by day, with what to be careful of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.framework import Mark, Strength, Timeframe


class DerivationDay(NamedTuple):
    """One step of the count: the day, whether it counted, and its number or the reason it did not."""

    date: date
    counted: bool
    why: str


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
    def excluded(self) -> tuple[DerivationDay, ...]:
        """The days that did not count."""
        return tuple(day for day in self.derivation if not day.counted)

    @property
    def turns_red(self) -> bool:
        """Whether missing it is a breach: hard limits only, and never an unverified one."""
        return self.timeframe.strength is Strength.HARD and Mark.UNVERIFIED not in self.timeframe.marks

    def standing(self, today: date, stopped_on: date | None = None) -> Standing:
        """Where it stands today; `stopped_on` is the day of the act that stops its clock."""
        if stopped_on is not None:
            late = self.due_on is not None and stopped_on > self.due_on
            return Standing.MET_LATE if late else Standing.MET
        if self.due_on is None or today < self.due_on:
            return Standing.OPEN
        return Standing.TODAY if today == self.due_on else Standing.LATE


def work_out(
    timeframe: Timeframe, anchor_on: date, calendar: WorkingCalendar, *, anchor: str | None = None
) -> Deadline:
    """Apply the timeframe, under the reading it carries, to the day its anchor fell."""
    raise NotImplementedError
