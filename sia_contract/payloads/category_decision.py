"""A category decided for a school; the latest effective date rules."""

from datetime import date
from uuid import UUID

from sia_contract.messages import Message


class CategoryDecisionPayload(Message):
    """One dated decision, with its reason; never edited."""

    urn: int
    category: str
    decided_on: date
    decided_by: UUID
    reason: str
