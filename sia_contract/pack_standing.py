"""Categories, levels, stages and statuses; the indicators and triggers that lead to them."""

from typing import Annotated

from pydantic import Field

from sia_contract.pack_base import Code, Entry, RuleId, Several, Sourced, Text, When
from sia_contract.pack_clock_words import Anchor, Mark
from sia_contract.pack_words import Consequence, Match, Tier, Use


class Criterion(Entry):
    """One criterion, condensed in our own words."""

    text: Text
    source: Text
    group: Code | None = None
    look_back_years: Annotated[int | None, Field(ge=1, le=10)] = None
    indicators: Several
    marks: tuple[Mark, ...] = ()


class Band(Sourced):
    """A category, level, stage or status: what it means and what makes it."""

    order: int
    description: str = ""
    tier: Tier | None = None
    match: Match = Match.BEST_FIT
    usual_level: Code | None = None
    identified_by: Several
    decided_by: Several
    grades: Several
    """Judgements that usually go with it, by their codes on the pack's own scale; never a conversion."""
    resource: Text | None = None
    criteria: Annotated[tuple[Criterion, ...], Field(alias="criterion", default=())]
    marks: tuple[Mark, ...] = ()


class TreatedAs(Entry):
    """Results on another of Ofsted's scales that may count as a judgement of the framework's own.

    Never a conversion: the setting, while it stands at `treated`, says that the council wants it so.
    """

    scale: Code
    overall: Several
    """Grades of the whole school; any one of them."""
    areas: Several
    """Grades of areas; one area at any of them."""
    judgement: Code
    setting: Code


class Indicator(Sourced):
    """Something looked at: a key indicator, a source of evidence, a data product, a test for exit."""

    use: Use
    rag: bool = False
    setting: Code | None = None
    description: str = ""


class Then(Entry):
    """One thing a trigger brings about."""

    do: Consequence
    what: Text
    by: Several
    form: Code | None = None
    section: Code | None = None
    """The section of that form in which it is written down."""
    meeting: Code | None = None
    category: Code | None = None
    status: Code | None = None
    power: Code | None = None
    rule: RuleId | None = None
    optional: bool = False


class Trigger(Sourced):
    """An event and what follows from it."""

    event: Text
    on: Anchor | None = None
    when: When | None = None
    then: Annotated[tuple[Then, ...], Field(min_length=1)]
    marks: tuple[Mark, ...] = ()
