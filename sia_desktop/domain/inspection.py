"""An inspection: rung, begun, ended, published; its grades stand on the scale of their years."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sia_desktop.domain.ids import Urn, derived_id

WITHDRAWN: Final = "withdrawn"
"""The kind of an inspection that was taken in by mistake: it starts no clock and is shown nowhere."""

RUNG: Final = "rung-"
"""How the number of an inspection begins until Ofsted gives it one: the day it rang follows."""


@dataclass(frozen=True, slots=True)
class InspectionCall:
    """What was said when Ofsted rang; the tentative days start no clock."""

    rung_on: date
    taken_by: UUID
    rung_at: str = ""
    """England's time, `13:30`; empty where nobody noted it."""
    lead_inspector: str = ""
    lead_spoken_on: date | None = None
    tentative_on: date | None = None
    tentative_until: date | None = None
    """The last day spoken of, where it is another."""
    attendance: str = ""
    """Whether the adviser attends: `optional` or `mandatory`; empty where not settled."""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Improvement:
    """One area for improvement, as the report words it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Counted:
    """As which judgement of the framework's own somebody decided that it counts; never a conversion."""

    judgement: str
    """By its code on the framework's scale; empty where it was decided that it counts as none."""
    reason: str
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection of one school; every date is empty until it is known."""

    urn: Urn
    number: str
    """Ofsted's own, or `rung-2026-05-12` until it gives one."""
    scale: str
    kind: str
    recorded_by: UUID
    call: InspectionCall | None = None
    started_on: date | None = None
    ended_on: date | None = None
    feedback_on: date | None = None
    published_on: date | None = None
    overall: str = ""
    areas: Mapping[str, str] = field(default_factory=dict)
    concern: str = ""
    improvements: tuple[Improvement, ...] = ()
    predecessor_urn: Urn | None = None
    source: str = ""
    continued_as: UUID | None = None
    """The same inspection under Ofsted's own number; from then on this one starts no clock."""
    treated_as: Counted | None = None

    @property
    def id(self) -> UUID:
        """Derived from the school and the number, so that two imports meet in one record."""
        return inspection_id(self.urn, self.number)


def inspection_id(urn: Urn, number: str) -> UUID:
    """The id of the inspection of this number at this school."""
    return derived_id(urn, "inspection", number)
