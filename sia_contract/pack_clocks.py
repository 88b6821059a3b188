"""Time limits and cadences as a pack states them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from sia_contract.pack_base import Code, Entry, RuleId, Several, Text, When
from sia_contract.pack_clock_words import (
    Anchor,
    Counted,
    Counting,
    DaySet,
    Direction,
    Mark,
    NamedDay,
    Period,
    Recurrence,
    Strength,
    Unit,
)
from sia_contract.pack_words import Act

Amount = Annotated[int, Field(ge=1, le=3660)]
Month = Annotated[int, Field(ge=1, le=12)]


LIMIT_KEYS = ("direction", "anchor", "amount", "amount_to", "unit", "day_set", "counting", "named_day")


def limit_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says about counting."""
    return {key: entry[key] for key in LIMIT_KEYS if entry.get(key) is not None}


def read_as(literal: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """A reading laid over the literal one: another direction starts afresh, another unit counts afresh."""
    kept = limit_of(literal)
    if "direction" in said:
        kept = {"anchor": kept.get("anchor")}
    elif "unit" in said:
        kept = {key: value for key, value in kept.items() if key not in ("day_set", "counting")}
    return {**kept, **said}


class Reading(Entry):
    """Another way to read the same wording: only what differs is said."""

    code: Code
    label: Text
    why: Text
    direction: Direction | None = None
    anchor: Anchor | None = None
    amount: Amount | None = None
    amount_to: Amount | None = None
    unit: Unit | None = None
    day_set: DaySet | None = None
    counting: Counting | None = None
    named_day: NamedDay | None = None
    strength: Strength | None = None
    setting: Code | None = None


class Timeframe(Entry):
    """One time limit: its wording, how it counts, what it asks for and what stops its clock."""

    rule: RuleId
    part: Code | None = None
    label: Text
    wording: Text
    source: Text
    direction: Direction
    anchor: Anchor
    also_from: tuple[Anchor, ...] = ()
    amount: Amount | None = None
    amount_to: Amount | None = None
    unit: Unit | None = None
    day_set: DaySet = DaySet.CALENDAR_DAY
    counting: Counting | None = None
    named_day: NamedDay | None = None
    produces: Code | None = None
    meeting: Code | None = None
    stops_at: Act | None = None
    actor: Code | None = None
    strength: Strength
    marks: tuple[Mark, ...] = ()
    when: When | None = None
    reading: Code = "literal"
    readings: Annotated[tuple[Reading, ...], Field(alias="alternative", default=())]
    setting: Code | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    replaces: tuple[RuleId, ...] = ()
    note: Text | None = None


class EnteredIn(Entry):
    """A list of a running record."""

    form: Code
    section: Code


class Cadence(Entry):
    """Something that comes round: by interval, by coverage of periods, or by count."""

    rule: RuleId
    part: Code | None = None
    also: tuple[RuleId, ...] = ()
    label: Text
    wording: Text
    source: Text
    recurs: Recurrence
    amount: Amount | None = None
    amount_to: Amount | None = None
    unit: Unit | None = None
    period: Period | None = None
    month: Month | None = None
    counted: Counted = Counted.OCCURRENCE
    starts_with: Anchor | None = None
    also_on: tuple[Anchor, ...] = ()
    produces: Code | None = None
    entered_in: EnteredIn | None = None
    """The list of a running record in which every entry is one time that it was done."""
    meeting: Code | None = None
    actor: Code | None = None
    audience: Several
    strength: Strength
    marks: tuple[Mark, ...] = ()
    when: When | None = None
    setting: Code | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    replaces: tuple[RuleId, ...] = ()
    note: Text | None = None
