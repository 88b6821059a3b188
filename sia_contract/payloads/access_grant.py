"""Access to a school off one's caseload for a stated time: cover for a colleague, or a paired visit."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from sia_contract.messages import Message


class GrantWay(StrEnum):
    """What the access is for."""

    COVER = "cover"
    """Everything one may do to a school of one's own."""
    PAIRED = "paired"
    """Reading the school, and visiting and writing alongside its adviser."""


class GrantEndedPayload(Message):
    """It was ended before its last day."""

    by: UUID
    at: datetime
    reason: str = Field(min_length=1)


class AccessGrantPayload(Message):
    """Given by the line manager; it ends by itself after `to_on`."""

    urn: int
    person_id: UUID
    way: GrantWay
    from_on: date
    to_on: date
    """The last day it holds."""
    reason: str = Field(min_length=1)
    by: UUID
    at: datetime
    ended: GrantEndedPayload | None = None
