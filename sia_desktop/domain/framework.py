"""A council's rules at one version, as the rest of the program sees them: never the file they came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.time_limits import Condition, Timeframe


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
