"""A framework pack: one council's whole framework at one version, as data."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sia_contract.pack_base import AuthorityCode, Code, Entry, Text
from sia_contract.pack_clock_words import TermsMeant
from sia_contract.pack_clocks import Cadence, Timeframe
from sia_contract.pack_decisions import (
    Allocation,
    ChargeFormula,
    Contradiction,
    Flow,
    Pathway,
    Power,
    Retired,
    Service,
    Setting,
)
from sia_contract.pack_forms import Access, Distribution, Form, Meeting, QualityRule, Report
from sia_contract.pack_keeping import Retention
from sia_contract.pack_people import Area, Population, Role
from sia_contract.pack_standing import Band, Indicator, TreatedAs, Trigger
from sia_contract.pack_words import Layer, Thing

SCHEMA = 1


class Year(Entry):
    """What the documents mean by a term, and where their years begin."""

    term: TermsMeant = TermsMeant.THREE
    academic_year_starts_month: Annotated[int, Field(ge=1, le=12)] = 9
    financial_year_starts_month: Annotated[int, Field(ge=1, le=12)] = 4


class Pack(Entry):
    """Everything a pack file may hold."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    code: Code
    name: Text
    full_name: Text
    version: Text
    effective_from: date
    layer: Layer = Layer.COUNCIL
    inspection_scale: Code
    source: Text
    authority_codes: tuple[AuthorityCode, ...] = ()
    """The three figures by which Get Information about Schools knows its schools' authority."""
    year: Year = Year()
    term_dates: Text | None = None
    """The council's own published terms: a calendar file that stands beside the pack."""
    words: Annotated[dict[Thing, Text], Field(default_factory=dict)]
    roles: Annotated[tuple[Role, ...], Field(alias="role", default=())]
    areas: Annotated[tuple[Area, ...], Field(alias="area", default=())]
    populations: Annotated[tuple[Population, ...], Field(alias="population", default=())]
    categories: Annotated[tuple[Band, ...], Field(alias="category", default=())]
    levels: Annotated[tuple[Band, ...], Field(alias="level", default=())]
    stages: Annotated[tuple[Band, ...], Field(alias="stage", default=())]
    statuses: Annotated[tuple[Band, ...], Field(alias="status", default=())]
    treated_as: tuple[TreatedAs, ...] = ()
    indicators: Annotated[tuple[Indicator, ...], Field(alias="indicator", default=())]
    triggers: Annotated[tuple[Trigger, ...], Field(alias="trigger", default=())]
    timeframes: Annotated[tuple[Timeframe, ...], Field(alias="timeframe", default=())]
    cadences: Annotated[tuple[Cadence, ...], Field(alias="cadence", default=())]
    forms: Annotated[tuple[Form, ...], Field(alias="form", default=())]
    meetings: Annotated[tuple[Meeting, ...], Field(alias="meeting", default=())]
    flows: Annotated[tuple[Flow, ...], Field(alias="flow", default=())]
    pathways: Annotated[tuple[Pathway, ...], Field(alias="pathway", default=())]
    powers: Annotated[tuple[Power, ...], Field(alias="power", default=())]
    allocations: Annotated[tuple[Allocation, ...], Field(alias="allocation", default=())]
    charges: Annotated[tuple[ChargeFormula, ...], Field(alias="charge", default=())]
    services: Annotated[tuple[Service, ...], Field(alias="service", default=())]
    reports: Annotated[tuple[Report, ...], Field(alias="report", default=())]
    quality: Annotated[tuple[QualityRule, ...], Field(alias="quality", default=())]
    distributions: Annotated[tuple[Distribution, ...], Field(alias="distribution", default=())]
    access: tuple[Access, ...] = ()
    retention: Annotated[tuple[Retention, ...], Field(alias="retention", default=())]
    settings: Annotated[tuple[Setting, ...], Field(alias="setting", default=())]
    contradictions: Annotated[tuple[Contradiction, ...], Field(alias="contradiction", default=())]
    retired: tuple[Retired, ...] = ()


class Example(Entry):
    """A worked example agreed with the council: this anchor, these closures, that date."""

    rule: Text
    reading: Code | None = None
    on: date
    due_on: date | None = None
    opens_on: date | None = None
    not_counted: tuple[date, ...] | None = None
    """Weekdays left out; weekends go without saying."""
    closures: tuple[date, ...] = ()
    school_calendar: Text | None = None
    """A school calendar that stands beside the examples."""
    note: Text | None = None


class Examples(Entry):
    """The worked examples of one pack."""

    examples: Annotated[tuple[Example, ...], Field(alias="example", default=())]


class Grade(Entry):
    """One point of a scale."""

    code: Code
    label: Text
    order: int


class GradedArea(Entry):
    """One thing an inspection graded, and on which points."""

    code: Code
    label: Text
    from_: Annotated[date | None, Field(alias="from")] = None
    grades: tuple[Grade, ...] = ()
    """Points of its own, such as met and not met; otherwise the scale's."""
    optional: bool = False


class InspectionScale(Entry):
    """A judgement framework of its years; grades are never converted between two of them."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    code: Code
    name: Text
    effective_from: date
    effective_to: date | None = None
    overall: bool
    """Whether it gives one grade for the whole school."""
    source: Text
    grades: Annotated[tuple[Grade, ...], Field(alias="grade", default=())]
    areas: Annotated[tuple[GradedArea, ...], Field(alias="area", default=())]
    concerns: Annotated[tuple[Grade, ...], Field(alias="concern", default=())]
