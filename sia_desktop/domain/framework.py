"""A council's rules at one version, as the rest of the program sees them: never the file they came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Protocol, TypeVar

from sia_desktop.domain.cadences import Cadence
from sia_desktop.domain.decisions import (
    NOTHING_DECIDED,
    Decisions,
    Setting,
    decide_cadence,
    decide_timeframe,
    setting_facts,
)
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.flow import Flow
from sia_desktop.domain.inspection_scale import InspectionScale
from sia_desktop.domain.pathway import Pathway
from sia_desktop.domain.time_limits import Condition, Timeframe
from sia_desktop.domain.triggers import Trigger


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
    DAYS = "days"
    RAG = "rag"
    CHECKLIST = "checklist"
    ATTENDANCE = "attendance"
    FILES = "files"
    SIGNATURE = "signature"


class _HasCode(Protocol):
    @property
    def code(self) -> str: ...


Coded = TypeVar("Coded", bound=_HasCode)


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
    required: bool = False
    choices: tuple[Choice, ...] = ()
    from_section: str | None = None
    """A list of the same record whose rows are the choices."""


@dataclass(frozen=True, slots=True)
class BeginsFrom:
    """A list in another form about the same thing, such as the headings of the agenda."""

    form: str
    section: str


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
    rows: tuple[Choice, ...] = ()
    """The rows a table always has; without them rows are added as they are needed."""
    repeated: bool = False
    """Written as often as it is needed, each time under a heading of its own."""
    written_by: tuple[str, ...] = ()
    """The roles that alone write here; everybody who may write the record where none is named."""
    begins_with: str | None = None
    """What is known already and stands here when the record is begun."""
    carries: str | None = None
    """The section of the last such record whose rows are followed up here."""
    begins_from: BeginsFrom | None = None
    """The list whose rows are the first rows here, column by column."""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A council's form: its sections in the order they are written and printed."""

    code: str
    label: str
    sections: tuple[FormSection, ...]
    recipients: tuple[str, ...] = ()
    about: str = "school"
    """What a record of it answers: a school, visit, inspection, meeting, category, council and so on."""
    flow: str | None = None
    stands_for: str | None = None
    """The form of the law that this council's own is."""
    approvals: tuple[str, ...] = ()
    is_append_only: bool = False
    """What stands in its tables is only ever added to."""
    is_restricted: bool = False
    """Not everyone reads it who sees the school."""
    open_to: frozenset[str] = frozenset()
    """Of a restricted form: the roles that read and write it, and nobody else does."""

    @property
    def is_of_council(self) -> bool:
        """Whether a record of it is about the council or a district of it, and about no one school."""
        return self.about in ("council", "district")

    def is_open_to(self, role: str) -> bool:
        """Whether somebody in this role may have it at all, as far as the form itself goes."""
        return not self.is_restricted or role in self.open_to

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
    may_for_area: frozenset[str] = frozenset()
    may_for_council: frozenset[str] = frozenset()
    is_outside: bool = False
    """A school's, another body's or an outsider's: nobody in it has a laptop of the council's."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category, level, stage or status, shown as its letter and its name."""

    code: str
    label: str
    order: int
    criteria: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    """The roles that decide it, where the framework names them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Something a meeting needs: who brings it, by which rule, and after which other paper."""

    code: str
    label: str
    form: str | None = None
    brought_by: str | None = None
    rule: str | None = None
    follows: str | None = None


class Presence(StrEnum):
    """Whether a member of a meeting must be there."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who belongs to a meeting, by their role."""

    role: str
    presence: Presence = Presence.REQUIRED
    has_vote: bool = True
    note: str = ""
    """A condition in the council's words, such as "Or an agreed representative"."""


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """A kind of meeting: who chairs it, who belongs to it, what it is for, and its papers in order."""

    code: str
    label: str
    chairs: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    purposes: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    cadence: str | None = None
    about: str = "school"
    """A school, the council, a district."""
    takes_several: bool = False
    """Whether it takes several schools in turn, and may so be a meeting of the council."""
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Retired:
    """A code that older records still carry."""

    kind: str
    """Of what: `section`, `form`, `meeting` and so on."""
    code: str
    became: str = ""
    """The code in its place; empty where nothing took it."""


@dataclass(frozen=True, slots=True)
class TreatedAs:
    """Results on another of Ofsted's scales that count as a judgement, while a setting says so."""

    scale: str
    overall: frozenset[str]
    areas: frozenset[str]
    judgement: str
    setting: str
    is_default: bool = True
    """Whether the setting still stands at our default."""


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
    cadences: tuple[Cadence, ...] = ()
    meetings: tuple[MeetingKind, ...] = ()
    levels: tuple[Category, ...] = ()
    stages: tuple[Category, ...] = ()
    statuses: tuple[Category, ...] = ()
    flows: tuple[Flow, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    pathways: tuple[Pathway, ...] = ()
    attendance: tuple[tuple[Condition, ...], ...] = ()
    """Of which schools an adviser must attend the inspectors' feedback: any of these groups of facts."""
    settings: Mapping[str, Setting] = field(default_factory=dict)
    treated_as: tuple[TreatedAs, ...] = ()
    retired: tuple[Retired, ...] = ()
    term_dates: str | None = None
    """The file of the council's own published terms, beside its pack."""
    is_statutory: bool = False
    """Law that lies under every council's framework, rather than one council's own."""
    areas: tuple[Choice, ...] = ()
    """What an inspection judges on this scale, the whole school first where it has one grade."""
    grades: tuple[Choice, ...] = ()
    scales: Mapping[str, InspectionScale] = field(default_factory=dict)
    """Every scale of Ofsted's by its code: inspections stand on that of their own years."""
    setting_facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the settings stand at, for rules that hold only under one of them."""

    def word(self, code: str) -> str:
        """What this council calls a thing; where it has no word of its own, the plain one."""
        return self.words.get(code, code.replace("_", " ").capitalize())

    def form(self, code: str) -> Form:
        """The form with this code."""
        return self._found(self.forms, "form", code)

    def role(self, code: str) -> Role:
        """The role with this code."""
        return self._found(self.roles, "role", code)

    def deciders_of(self, band: Category) -> tuple[Role, ...]:
        """The roles that alone decide it; what a group decides is written down by whoever may decide."""
        return tuple(role for role in map(self.role, band.decided_by) if not role.is_outside)

    def category(self, code: str) -> Category:
        """The category with this code."""
        return self._found(self.categories, "category", code)

    def track(self, track: str) -> tuple[Category, ...]:
        """What a school may be decided to be on this track: category, level, stage or status."""
        return {
            "category": self.categories,
            "level": self.levels,
            "stage": self.stages,
            "status": self.statuses,
        }[track]

    def flow(self, code: str) -> Flow:
        """The flow with this code."""
        return self._found(self.flows, "flow", code)

    def pathway(self, code: str) -> Pathway:
        """The pathway with this code."""
        return self._found(self.pathways, "pathway", code)

    def flow_of(self, form: str) -> Flow | None:
        """The flow that records of this form go through, if any."""
        code = self.form(form).flow
        return self.flow(code) if code else None

    def meeting(self, code: str) -> MeetingKind:
        """The kind of meeting with this code."""
        return self._found(self.meetings, "meeting", code)

    def timeframe(self, rule: str) -> Timeframe:
        """The rule with this id, as `T-RD-10`, `T-RD-10/mid_year` for one part, or `C-14` for a cadence."""
        for timeframe in self.timeframes:
            if rule == timeframe.name:
                return timeframe
        for cadence in self.cadences:
            if cadence.is_called(rule):
                return cadence.as_timeframe(rule.partition("/")[0])
        for timeframe in self.timeframes:
            if rule == timeframe.rule:
                return timeframe
        names = (*(each.name for each in self.timeframes), *(each.rule for each in self.cadences))
        close = get_close_matches(rule.upper(), names, n=1)
        remedy = f" The nearest is {close[0]}." if close else " The pack’s own file lists its rules."
        raise RuleBroken(f"{self.name}'s framework has no rule '{rule}'.{remedy}")

    def cadence(self, rule: str) -> Cadence:
        """The cadence with this rule id."""
        for cadence in self.cadences:
            if cadence.is_called(rule):
                return cadence
        raise RuleBroken(f"{self.name}'s framework has no cadence '{rule}'.")

    def timeframes_for(self, form: str) -> tuple[Timeframe, ...]:
        """The timeframes that ask for this form."""
        return tuple(timeframe for timeframe in self.timeframes if timeframe.produces == form)

    def as_decided(self, decided: Decisions = NOTHING_DECIDED) -> "Framework":
        """The same framework with the council's own choices; what it has not chosen stands at its default."""
        for code, value in decided.settings.items():
            self._found(tuple(self.settings.values()), "setting", code).must_allow(value)
        return replace(
            self,
            timeframes=tuple(decide_timeframe(each, self.settings, decided) for each in self.timeframes),
            cadences=tuple(decide_cadence(each, self.settings, decided) for each in self.cadences),
            treated_as=tuple(
                replace(each, is_default=each.setting not in decided.settings) for each in self.treated_as
            ),
            setting_facts=setting_facts(self.settings.values(), decided),
        )

    def _found(self, things: Iterable[Coded], what: str, code: str) -> Coded:
        for thing in things:
            if thing.code == code:
                return thing
        raise RuleBroken(f"{self.name}'s framework has no {what} '{code}'.")
