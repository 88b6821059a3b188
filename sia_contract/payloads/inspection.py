"""One inspection of a school, from the telephone call to the published report."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from sia_contract.messages import Message


class CallPayload(Message):
    """What was said when Ofsted rang."""

    rung_on: date
    rung_at: str = ""
    """England's time, `13:30`; empty where nobody noted it."""
    taken_by: UUID
    lead_inspector: str = ""
    lead_spoken_on: date | None = None
    tentative_on: date | None = None
    """The day they spoke of; it starts no clock."""
    tentative_until: date | None = None
    """The last day they spoke of, where it is another."""
    attendance: str = ""
    """Whether the adviser attends: `optional` or `mandatory`."""
    said: str = ""


class ImprovementPayload(Message):
    """One area for improvement, as the report words it."""

    id: str = Field(min_length=1)
    text: str


class TreatedAsPayload(Message):
    """As which judgement of the framework's own somebody decided that it counts; never a conversion."""

    judgement: str
    """By its code on the framework's scale; empty where it was decided that it counts as none."""
    reason: str = Field(min_length=1)
    by: UUID
    at: datetime


class InspectionPayload(Message):
    """Grades stand on the scale of their years and are never converted to another."""

    urn: int
    number: str = Field(min_length=1)
    """Ofsted's own, or `rung-2026-05-12` until it gives one; with the URN it makes the id."""
    scale: str
    kind: str
    recorded_by: UUID
    call: CallPayload | None = None
    started_on: date | None = None
    ended_on: date | None = None
    feedback_on: date | None = None
    published_on: date | None = None
    overall: str = ""
    areas: dict[str, str] = Field(default_factory=dict)
    concern: str = ""
    improvements: tuple[ImprovementPayload, ...] = ()
    predecessor_urn: int | None = None
    """The school it was of, where that one became this one."""
    source: str = ""
    """Where it was learned: `told`, or the file it was imported from."""
    continued_as: UUID | None = None
    """The same inspection under Ofsted's own number; from then on this one starts no clock."""
    treated_as: TreatedAsPayload | None = None
