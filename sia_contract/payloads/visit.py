"""One dated attendance at a school."""

from datetime import date, datetime
from uuid import UUID

from sia_contract.messages import Message


class VoidedPayload(Message):
    """Why a visit logged by mistake does not count."""

    reason: str
    at: datetime
    by: UUID


class VisitPayload(Message):
    """A visit; voided rather than deleted, until its note is signed."""

    urn: int
    adviser_id: UUID
    visited_on: date
    visit_type: str
    voided: VoidedPayload | None = None
