"""Who there is: roles and their lines, areas, and the schools a framework covers."""

from typing import Annotated

from pydantic import Field

from sia_contract.pack_base import AuthorityCode, Code, Entry, Sourced, Text
from sia_contract.pack_clock_words import Mark
from sia_contract.pack_words import PartyKind
from sia_contract.permissions import Action


class Duty(Entry):
    """Something a role does that the program supports."""

    what: Text
    source: Text


class Role(Sourced):
    """A job or body, whom it reports to, and what its holders may do."""

    kind: PartyKind = PartyKind.COUNCIL
    reports_to: Code | None = None
    line_marks: tuple[Mark, ...] = ()
    area: Code | None = None
    may: tuple[Action, ...] = ()
    may_for_line: tuple[Action, ...] = ()
    may_for_area: tuple[Action, ...] = ()
    may_for_council: tuple[Action, ...] = ()
    duties: Annotated[tuple[Duty, ...], Field(alias="duty", default=())]


class Area(Sourced):
    """A district, locality or home borough."""

    parts: tuple[Text, ...] = ()
    authority_codes: tuple[AuthorityCode, ...] = ()
    """Where it is an authority of its own, as each of three boroughs."""


class Population(Sourced):
    """A group of schools and how the framework treats it."""

    included: bool = True
    rule: Text
    marks: tuple[Mark, ...] = ()
