"""A council's rules at one version, as the rest of the program sees them: never the file they came from."""

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


class SectionKind(StrEnum):
    """What is written in a section of a form."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PEOPLE = "people"
    JUDGEMENT = "judgement"
    ACTIONS = "actions"
    ENTRIES = "entries"
    TABLE = "table"
    EVIDENCE = "evidence"
    GRADES = "grades"
    DISTRIBUTION = "distribution"


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


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a section offers."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table section."""

    code: str
    label: str
    kind: SectionKind


@dataclass(frozen=True, slots=True)
class FormSection:
    """One heading of a form, with a quiet line of guidance."""

    code: str
    label: str
    kind: SectionKind
    guidance: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A council's form: its sections in the order they are written and printed."""

    code: str
    label: str
    sections: tuple[FormSection, ...]
    recipients: tuple[str, ...] = ()

    def section(self, code: str) -> FormSection:
        """The section with this code."""
        for section in self.sections:
            if section.code == code:
                return section
        raise RuleBroken(f"The form '{self.label}' has no section '{code}'.")


@dataclass(frozen=True, slots=True)
class Role:
    """A job in the council and what it may do, by its relation to the school."""

    code: str
    label: str
    reports_to: str | None = None
    may: frozenset[str] = frozenset()
    may_for_line: frozenset[str] = frozenset()
    may_for_council: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Category:
    """A level of support or concern, shown as its letter and its name."""

    code: str
    label: str
    order: int
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """A council's whole framework at one version."""

    code: str
    name: str
    full_name: str
    version: str
    effective_from: date
    inspection_scale: str
    words: Mapping[str, str]
    roles: tuple[Role, ...]
    categories: tuple[Category, ...]
    forms: tuple[Form, ...]
    timeframes: tuple[Timeframe, ...]

    def word(self, code: str) -> str:
        """What this council calls a thing; where it has no word of its own, the plain one."""
        return self.words.get(code, code.replace("_", " ").capitalize())

    def form(self, code: str) -> Form:
        """The form with this code."""
        for form in self.forms:
            if form.code == code:
                return form
        raise RuleBroken(f"{self.name}'s framework has no form '{code}'.")

    def role(self, code: str) -> Role:
        """The role with this code."""
        for role in self.roles:
            if role.code == code:
                return role
        raise RuleBroken(f"{self.name}'s framework has no role '{code}'.")

    def category(self, code: str) -> Category:
        """The category with this code."""
        for category in self.categories:
            if category.code == code:
                return category
        raise RuleBroken(f"{self.name}'s framework has no category '{code}'.")

    def timeframe(self, rule: str) -> Timeframe:
        """The timeframe with this rule id, as `T-RD-10` or, for one part of it, `T-RD-10/mid_year`."""
        for timeframe in self.timeframes:
            if rule in (timeframe.rule, f"{timeframe.rule}/{timeframe.part}"):
                return timeframe
        raise RuleBroken(f"{self.name}'s framework has no rule '{rule}'.")

    def timeframes_for(self, form: str) -> tuple[Timeframe, ...]:
        """The timeframes that ask for this form."""
        return tuple(timeframe for timeframe in self.timeframes if timeframe.produces == form)
