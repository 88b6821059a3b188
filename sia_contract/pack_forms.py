"""Forms, meetings, who receives what and how its quality is looked after."""

from typing import Annotated

from pydantic import Field

from sia_contract.pack_base import Code, Entry, RuleId, Several, Sourced, Text, When
from sia_contract.pack_clock_words import Mark
from sia_contract.pack_words import BeginsWith, Method, Presence, SectionKind, SourceMark, Subject


class Choice(Entry):
    """One answer a section offers."""

    code: Code
    label: Text


class Column(Entry):
    """One column of a table section."""

    code: Code
    label: Text
    kind: SectionKind
    required: bool = False
    choices: Annotated[tuple[Choice, ...], Field(alias="choice", default=())]
    from_section: Code | None = None
    """A list of the same record whose rows are the choices: the priorities of a plan, say."""


class BeginsFrom(Entry):
    """A list in another form about the same thing, such as the headings of the agenda."""

    form: Code
    section: Code


class Section(Entry):
    """One heading of a form."""

    code: Code
    label: Text
    kind: SectionKind
    guidance: str = ""
    required: bool = False
    mark: SourceMark
    source: Text | None = None
    choices: Annotated[tuple[Choice, ...], Field(alias="choice", default=())]
    columns: Annotated[tuple[Column, ...], Field(alias="column", default=())]
    rows: Annotated[tuple[Choice, ...], Field(alias="row", default=())]
    """The rows a table always has, in order; without them the writer adds rows."""
    repeated: bool = False
    """Written as often as it is needed, each time under a heading of the writer's own."""
    carries: Code | None = None
    """A section of the last such record whose answers are shown here to be followed up."""
    begins_from: BeginsFrom | None = None
    """A list of another record about the same meeting, whose rows are the first rows here."""
    begins_with: BeginsWith | None = None
    """What is known already and stands in the section when the record is begun."""
    written_by: Several
    """The roles that alone write here; everybody who may write the record where none is named."""
    restricted: bool = False
    when: When | None = None


class Form(Sourced):
    """A form and its sections, in the order they are written and printed."""

    about: Subject
    flow: Code | None = None
    stands_for: Code | None = None
    """The form of the law that this council's own form is."""
    recipients: Several
    approvals: Several
    append_only: bool = False
    restricted: bool = False
    when: When | None = None
    sections: Annotated[tuple[Section, ...], Field(alias="section", min_length=1)]


class Member(Entry):
    """Someone who belongs to a meeting."""

    role: Code
    presence: Presence = Presence.REQUIRED
    voting: bool = True
    note: Text | None = None


class Paper(Entry):
    """Something a meeting needs, who brings it and by which rule."""

    code: Code
    label: Text
    form: Code | None = None
    brought_by: Code | None = None
    rule: RuleId | None = None
    follows: Code | None = None
    """A paper of the same meeting that must have gone out first."""


class Meeting(Sourced):
    """A kind of meeting: who chairs, who comes, what it needs and what it decides."""

    about: Subject = Subject.SCHOOL
    several_schools: bool = False
    cadence: RuleId | None = None
    chairs: Several
    members: Annotated[tuple[Member, ...], Field(alias="member", default=())]
    papers: Annotated[tuple[Paper, ...], Field(alias="paper", default=())]
    purposes: tuple[Text, ...] = ()
    marks: tuple[Mark, ...] = ()
    when: When | None = None


class Distribution(Sourced):
    """Who receives a form, the papers of a meeting or a notice."""

    form: Code | None = None
    meeting: Code | None = None
    to: Annotated[tuple[Code, ...], Field(min_length=1)]
    together: bool = False
    marks: tuple[Mark, ...] = ()
    when: When | None = None


class Access(Sourced):
    """Who may see a kind of record that not everyone may."""

    forms: Several
    roles: Several
    compartment: Code | None = None
    rule: Text
    marks: tuple[Mark, ...] = ()


class QualityRule(Sourced):
    """How the quality of records and judgements is assured."""

    of_forms: Several
    method: Method
    by: Several
    cadence: RuleId | None = None
    percent: Annotated[int | None, Field(ge=1, le=100)] = None
    setting: Code | None = None
    marks: tuple[Mark, ...] = ()


class Measure(Entry):
    """One number of a report."""

    code: Code
    label: Text
    definition: Text
    out_of: Text | None = None


class Aim(Entry):
    """A figure the council published for a measure."""

    measure: Code
    year: int
    percent: float
    source: Text


class Report(Sourced):
    """A report the council asks for."""

    about: Subject
    audience: Several
    cadence: RuleId | None = None
    measures: Annotated[tuple[Measure, ...], Field(alias="measure", default=())]
    aims: Annotated[tuple[Aim, ...], Field(alias="aim", default=())]
    marks: tuple[Mark, ...] = ()
