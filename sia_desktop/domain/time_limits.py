"""A time limit as a pack states it: which way it runs, what it counts, how hard it binds, its readings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sia_desktop.domain.calendar import DaySet
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.periods import USUAL_YEAR, CouncilYear, Period

LAST_OCCURRENCE = "last_occurrence"
"""The anchor of something that comes round: the last time it happened."""
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


class Recurrence(StrEnum):
    """How a cadence repeats: three things that look alike and are not."""

    INTERVAL = "interval"
    COVERAGE = "coverage"
    COUNT = "count"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact of the record that must be one of these for something to apply."""

    fact: str
    any_of: tuple[str, ...]
    either: tuple[tuple["Condition", ...], ...] = ()
    """Instead of one fact: groups of conditions, of which one group at least must be met."""


def holds(when: Collection[Condition], facts: Mapping[str, Collection[str]]) -> bool:
    """Whether every condition is met by the facts; no condition is always met."""
    return all(
        any(holds(group, facts) for group in condition.either)
        if condition.either
        else not set(condition.any_of).isdisjoint(facts.get(condition.fact, ()))
        for condition in when
    )


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
    recurs: Recurrence | None = None
    """Set where this is a cadence's next time rather than one event's limit."""
    period: Period | None = None
    """What a cadence of coverage or count must happen in."""
    month: int = 0
    """The month of the period by whose end it is due, where one is named."""
    year: CouncilYear = USUAL_YEAR


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read the same wording, and why one might."""

    code: str
    label: str
    why: str
    limit: Limit
    strength: Strength
    setting: str | None = None
    """The setting that chooses it, by its code."""


@dataclass(frozen=True, slots=True)
class InForce:
    """From when until when something holds; an open end has no limit."""

    first_day: date | None
    last_day: date | None

    def holds(self, day: date) -> bool:
        """Whether the day lies between its ends."""
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)


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
    """Every reading it has, its own among them."""
    when: tuple[Condition, ...] = ()
    setting: str | None = None
    """The setting that chooses its reading or its amount."""
    defaults: tuple[str, ...] = ()
    """What is only our default until the council decides, one sentence each."""
    meeting: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    replaces: tuple[str, ...] = ()
    replaced: tuple[InForce, ...] = ()
    """When a rule of law stands in its place."""

    @property
    def name(self) -> str:
        """Its id with its part, where it has one: T-RD-10/mid_year."""
        return f"{self.rule}/{self.part}" if self.part else self.rule

    def runs_on(self, day: date) -> bool:
        """Whether its clock starts from something that happened on this day."""
        in_force = InForce(self.effective_from, self.effective_to).holds(day)
        return in_force and not any(term.holds(day) for term in self.replaced)

    def read_as(self, name: str | None) -> "Timeframe":
        """The same timeframe under a named reading; None keeps the pack's own."""
        if name is None or name == self.reading:
            return self
        for reading in self.readings:
            if reading.code == name:
                return replace(self, reading=name, limit=reading.limit, strength=reading.strength)
        known = ", ".join(dict.fromkeys([self.reading, *(reading.code for reading in self.readings)]))
        raise RuleBroken(f"Rule {self.rule} has no reading called '{name}'. It has: {known}.")
