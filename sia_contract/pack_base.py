"""What every entry of a pack shares: frozen, unknown keys refused, and the words for conditions."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sia_contract.pack_clock_words import SchoolTerm
from sia_contract.pack_words import Concern, Phase

RULE_ID = r"^[A-Z]+(-[A-Z]+)*-[0-9]+$"
AUTHORITY = r"^[0-9]{3}$"

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
RuleId = Annotated[str, StringConstraints(pattern=RULE_ID)]
AuthorityCode = Annotated[str, StringConstraints(pattern=AUTHORITY)]
Several = Annotated[tuple[Code, ...], Field(default=())]


class Entry(BaseModel):
    """One table of a pack file."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, serialize_by_alias=True, defer_build=True
    )


class When(Entry):
    """Facts that must all hold, each being any one of those listed."""

    category: Several
    level: Several
    stage: Several
    status: Several
    overall: Several
    """A judgement, by its code on the pack's own inspection scale."""
    concern: tuple[Concern, ...] = ()
    population: Several
    phase: tuple[Phase, ...] = ()
    visit_type: Several
    meeting: Several
    form: Several
    ground: Several
    term: tuple[SchoolTerm, ...] = ()
    setting: Annotated[dict[Code, tuple[Text, ...]], Field(default_factory=dict)]
    either: "tuple[When, ...]" = ()
    """Groups of facts of which one group at least must hold."""


class Sourced(Entry):
    """An entry that says where in the council's document it stands."""

    code: Code
    label: Text
    source: Text
    aliases: tuple[Text, ...] = ()
    note: Text | None = None
