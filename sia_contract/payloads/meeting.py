"""A meeting of a kind that the council's framework knows, and the days it was fixed for."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from sia_contract.messages import Message


class MeetingDayPayload(Message):
    """The meeting was fixed for a day, or moved to it."""

    on: date
    at: datetime
    by: UUID
    why: str = ""
    """Why it was moved here; empty for the first day."""
    override: str = ""
    """Why the day stands although its lead time had passed."""


class CalledOffPayload(Message):
    """Why it does not take place."""

    reason: str
    at: datetime
    by: UUID


class MeetingPayload(Message):
    """What is issued and received for it are acts; here is only when it is."""

    urn: int | None
    """None where it is about several schools in turn, or the whole council."""
    schools: tuple[int, ...] = ()
    """Where it is about no one school: those it takes in turn, in their order."""
    meeting: str
    """The kind's code in the pack, such as `rap_meeting`."""
    pack: str
    pack_version: str
    called_by: UUID
    meeting_on: date
    """The last of the days."""
    starts_at: str = Field(default="", pattern="^$|^[0-2][0-9]:[0-5][0-9]$")
    days: tuple[MeetingDayPayload, ...] = Field(min_length=1)
    called_off: CalledOffPayload | None = None
