"""A change from somebody who no longer has the school, kept apart until the line manager decides."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from sia_contract.json_value import JsonValue
from sia_contract.messages import Message


class HeldBecause(StrEnum):
    """Why it was not simply taken in."""

    REASSIGNED = "reassigned"
    """The school had passed to somebody else when the change arrived."""
    LEFT = "left"
    """The laptop was closed because its adviser left the council."""


class Release(StrEnum):
    """What the line manager decided."""

    TAKEN_IN = "taken_in"
    SET_ASIDE = "set_aside"


class HeldDecisionPayload(Message):
    """Who decided what, when and why."""

    decision: Release
    reason: str = Field(min_length=1)
    by: UUID
    at: datetime


class HeldResultPayload(Message):
    """What became of it at central."""

    revision: int | None = None
    """The record's revision with these words in it."""
    not_taken: dict[str, JsonValue] = Field(default_factory=dict)
    """Fields and sections where the record had other words by then: they stay readable here."""
    sentence: str = ""
    """Why nothing could be taken in, where that is so."""


class HeldChangePayload(Message):
    """The whole change as it was sent; nothing of it is dropped, whatever is decided."""

    urn: int | None
    """None where the work is about no one school."""
    kind: str
    record_id: str
    base_revision: int = Field(ge=0)
    content: dict[str, JsonValue]
    because: HeldBecause
    sent_by: UUID
    device_id: UUID
    received_at: datetime
    decision: HeldDecisionPayload | None = None
    result: HeldResultPayload | None = None
