"""The document of one visit, one version of it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from sia_contract.json_value import JsonValue
from sia_contract.messages import Message


class MarkWay(StrEnum):
    """How somebody signed, or did not."""

    DRAWN = "drawn"
    TYPED = "typed"
    DEFERRED = "deferred"
    DECLINED = "declined"


class MarkPayload(Message):
    """A mark made under the words of a note, and what it was made under."""

    way: MarkWay
    name: str
    role: str
    at: datetime
    digest: str
    """SHA-256 of the words shown when the mark was made."""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    """Drawn: lines of points, each from 0 to 1 across and down the pad."""
    shape: float = Field(default=3.0, gt=0)
    """Drawn: how many times wider than high the pad was."""
    typed: str = ""
    response: str = ""
    """Headteacher only: `accurate` or `to_correct`; receipt and accuracy, not agreement."""
    comment: str = ""
    reason: str = ""
    """Declined: why."""


class SigningPayload(Message):
    """The adviser's signature and the facts frozen under it, so that the page can be drawn again alike."""

    mark: MarkPayload
    facts: dict[str, str]


class NoteOfVisitPayload(Message):
    """A note of visit; locked once `signing` is there."""

    visit_id: UUID
    version: int = Field(ge=1)
    urn: int
    visited_on: date
    author_id: UUID
    form: str
    pack: str
    pack_version: str
    answers: dict[str, JsonValue]
    supersedes: UUID | None = None
    correction_reason: str = ""
    head_mark: MarkPayload | None = None
    signing: SigningPayload | None = None
