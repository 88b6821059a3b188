"""A time limit as a pack states it: which way it runs, what it counts, how hard it binds, its readings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sia_desktop.domain.calendar import DaySet
from sia_desktop.domain.errors import RuleBroken

LITERAL = "literal"
"""The name of the reading that follows the wording as printed."""


class Direction(StrEnum):
    """Which way a time limit runs from its anchor, and what reaching its end means."""

    AFTER = "after"
    BEFORE = "before"
    WINDOW = "window"
    MAXIMUM = "maximum"
    THRESHOLD = "threshold"
    BY_DATE = "by_date"
    ON = "on"
    IMMEDIATE = "immediate"
    UNDEFINED = "undefined"


class Unit(StrEnum):
    """What is counted."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    HALF_TERM = "half_term"
    TERM = "term"
    ACADEMIC_YEAR = "academic_year"
    FINANCIAL_YEAR = "financial_year"


class Counting(StrEnum):
    """Where the count starts."""

    DAY_AFTER = "day_after"
    DAY_ZERO = "day_zero"
    BEGINNING_WITH = "beginning_with"
    DAY_BEFORE = "day_before"
    CLEAR_DAYS = "clear_days"


class NamedDay(StrEnum):
    """A day that comes round each year."""

    AUTUMN_TERM_START = "autumn_term_start"
    ACADEMIC_YEAR_START = "academic_year_start"
    FINANCIAL_YEAR_START = "financial_year_start"


class Strength(StrEnum):
    """How hard a time limit binds; only a hard one blocks or turns red."""

    HARD = "hard"
    EXPECTED = "expected"
    TARGET = "target"
    UNDEFINED = "undefined"


class Mark(StrEnum):
    """A caution that stands beside a rule wherever it is shown."""

    HISTORIC = "historic"
    UNVERIFIED = "unverified"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact of the record that must be one of these for something to apply."""

    fact: str
    any_of: tuple[str, ...]


def holds(when: Collection[Condition], facts: Mapping[str, Collection[str]]) -> bool:
    """Whether every condition is met by the facts; no condition is always met."""
    return all(set(condition.any_of) & set(facts.get(condition.fact, ())) for condition in when)


@dataclass(frozen=True, slots=True)
class Limit:
    """The part of a timeframe that can be counted."""

    direction: Direction
    anchor: str
    amount: int = 0
    amount_to: int = 0
    unit: Unit | None = None
    day_set: DaySet = DaySet.CALENDAR_DAY
    counting: Counting = Counting.DAY_AFTER
    named_day: NamedDay | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read the same wording, and why one might."""

    code: str
    label: str
    why: str
    limit: Limit


@dataclass(frozen=True, slots=True)
class Timeframe:
    """One time limit of a pack: its wording, how it is counted, what it asks for and what stops it."""

    rule: str
    label: str
    wording: str
    locator: str
    limit: Limit
    strength: Strength
    pack: str
    pack_version: str
    part: str | None = None
    also_from: tuple[str, ...] = ()
    produces: str | None = None
    stops_at: str | None = None
    actor: str | None = None
    marks: tuple[Mark, ...] = ()
    reading: str = LITERAL
    readings: tuple[Reading, ...] = ()
    when: tuple[Condition, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    replaces: tuple[str, ...] = ()

    def read_as(self, name: str | None) -> "Timeframe":
        """The same timeframe under a named reading; None keeps the pack's own."""
        if name is None or name == self.reading:
            return self
        for reading in self.readings:
            if reading.code == name:
                return replace(self, reading=name, limit=reading.limit)
        known = ", ".join([self.reading, *(reading.code for reading in self.readings)])
        raise RuleBroken(f"Rule {self.rule} has no reading called '{name}'. It has: {known}.")
