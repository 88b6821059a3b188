"""Flows of approval and escalation, powers, allocations, and the choices a council still has to make."""

from datetime import date
from typing import Annotated

from pydantic import Field

from sia_contract.pack_base import Code, Entry, RuleId, Several, Sourced, Text, When
from sia_contract.pack_clock_words import Anchor, Mark, Period
from sia_contract.pack_words import Act, Charge, EntryKind, Holder, Subject


class State(Entry):
    """One state of a flow."""

    code: Code
    label: Text
    final: bool = False
    locked: bool = False


class Move(Entry):
    """A step from one state to another: who takes it and what must be there first."""

    code: Code
    label: Text
    from_: Annotated[tuple[Code, ...], Field(alias="from", min_length=1)]
    to: Code
    by: Several
    approved_by: Several
    needs_forms: Several
    needs_sections: Several
    needs_reason: bool = False
    returns: bool = False
    """It sends the record back to its writer, with the reason as the comment."""
    signs: bool = False
    """Whoever takes it signs the record as it then stands."""
    rule: RuleId | None = None
    """The time limit that this step keeps, or from which it counts."""
    sets: Anchor | None = None
    """The dated fact it makes, from which clocks start."""
    does: Act | None = None
    """The act it is, on which clocks stop."""
    when: When | None = None
    source: Text | None = None
    marks: tuple[Mark, ...] = ()


class Flow(Sourced):
    """A state machine: where it starts and how it may move."""

    about: Subject
    starts_in: Code
    states: Annotated[tuple[State, ...], Field(alias="state", min_length=1)]
    moves: Annotated[tuple[Move, ...], Field(alias="move", default=())]
    marks: tuple[Mark, ...] = ()


class Pathway(Sourced):
    """A course of work with a school: its records one after another, its meetings and what comes round."""

    stages: Annotated[tuple[Code, ...], Field(min_length=1)]
    """Forms, in the order in which their records are worked through."""
    each_time: Several
    """Forms of which a new record is begun whenever it is due again."""
    beside: Several
    """Forms that may be needed on the way: a letter, a request, a dispute."""
    meetings: Several
    rules: tuple[RuleId, ...] = ()
    """Time limits and cadences that are watched here."""
    leads_to: Code | None = None
    """The category in which a school stands that has come to the end of it."""
    when: When | None = None


class Power(Sourced):
    """Something the law lets someone do to or for a school."""

    holder: Holder
    preceded_by: Several
    approved_by: Several
    forms: Several
    when: When | None = None
    marks: tuple[Mark, ...] = ()


class Allocation(Sourced):
    """Days or money set aside for schools of a kind."""

    days: float | None = None
    days_to: float | None = None
    pounds: float | None = None
    pounds_to: float | None = None
    period: Period | None = None
    paid_by: Charge | None = None
    when: When | None = None
    setting: Code | None = None
    marks: tuple[Mark, ...] = ()


class ChargeBand(Entry):
    """From so many days of support to so many, this many are paid for; no upper end means beyond."""

    from_days: float
    to_days: float | None = None
    days_paid: float


class ChargeFormula(Sourced):
    """What support costs: bands of days and a day rate."""

    pounds_a_day: float
    bands: Annotated[tuple[ChargeBand, ...], Field(alias="band", min_length=1)]
    setting: Code | None = None


class Service(Sourced):
    """One line of the catalogue of services."""

    provider: Text
    charge: Charge
    levels: Several
    categories: Several


class SettingChoice(Entry):
    """One value a setting may take."""

    value: Text
    label: Text


class Setting(Entry):
    """A place where the framework is silent: our default, said to be one, until the council decides."""

    code: Code
    label: Text
    sentence: Text
    default: str | int | float | bool | date
    choices: Annotated[tuple[SettingChoice, ...], Field(alias="choice", default=())]
    switched_by: Several
    gap: Code | None = None


class Wording(Entry):
    """What the document says in one of the places that disagree."""

    text: Text
    source: Text


class Contradiction(Entry):
    """Two places that disagree, the reading chosen, and who may choose another."""

    code: Code
    wordings: Annotated[tuple[Wording, ...], Field(alias="wording", min_length=1)]
    chosen: Text
    alternatives: tuple[Text, ...] = ()
    rules: tuple[RuleId, ...] = ()
    setting: Code | None = None
    switched_by: Several


class Retired(Entry):
    """A code that older records still carry, and what became of it."""

    kind: EntryKind
    code: Code
    label: Text
    became: Code | None = None
    since: date
