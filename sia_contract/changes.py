"""One sync exchange: what a laptop sends, what central answers."""

import json
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sia_contract.json_value import JsonValue
from sia_contract.messages import Message
from sia_contract.problems import Problem

BATCH: int = 200
"""Changes in one request, at most."""

TELLS_EPOCH: int = 3
"""The first protocol whose laptops say which epoch they know, and are told it."""


class Change(Message):
    """One sealed edit: it keeps its id and content until central has answered."""

    change_id: UUID
    kind: str
    id: str
    base_revision: int = Field(ge=0)
    """The revision it was made on; 0 for a record central has never seen."""
    payload: dict[str, JsonValue]

    @cached_property
    def content(self) -> str:
        """All that was sealed, as text: equal content is equal text.

        Raises `ValueError` where it holds a number that is none.
        """
        sealed = [self.kind, self.id, self.base_revision, self.payload]
        return json.dumps(sealed, sort_keys=True, allow_nan=False)


class OutcomeStatus(StrEnum):
    """What central did with one change."""

    APPLIED = "applied"
    ALREADY = "already"
    CLASH = "clash"
    HELD = "held"
    REFUSED = "refused"


class Outcome(Message):
    """Central's answer to one change.

    `applied` and `already` carry the new revision and a receipt; `clash` carries central's revision and
    payload, who made it and when; `refused` carries the problem; `held` carries a receipt: central keeps
    the change apart, whole, because its sender no longer has the school, and the line manager decides on it.
    """

    change_id: UUID
    status: OutcomeStatus
    revision: int | None = None
    receipt: str | None = None
    received_at: datetime | None = None
    theirs: dict[str, JsonValue] | None = None
    theirs_by: UUID | None = None
    theirs_at: datetime | None = None
    problem: Problem | None = None


class Record(Message):
    """The present state of one record."""

    entry: Literal["record"] = "record"
    kind: str
    id: str
    revision: int
    payload: dict[str, JsonValue]
    changed_by: UUID | None = None
    changed_at: datetime | None = None


class Tombstone(Message):
    """This record is gone for everybody; `disposed` where its years are over (from protocol 3)."""

    entry: Literal["tombstone"] = "tombstone"
    kind: str
    id: str
    revision: int
    disposed: bool = False


class Withdrawn(Message):
    """This school and all its records leave this laptop; `announced` when a caseload change explains it."""

    entry: Literal["withdrawn"] = "withdrawn"
    urn: int
    announced: bool


PageEntry = Annotated[Record | Tombstone | Withdrawn, Field(discriminator="entry")]


class SyncRequest(Message):
    """`POST /sync`: changes up, and where we have read to."""

    protocol: int
    cursor: int = Field(ge=0)
    epoch: int = Field(default=0, ge=0)
    """Central's epoch as this laptop knows it (from protocol 3): see "After a restore" in docs/sync.md."""
    changes: tuple[Change, ...] = Field(default=(), max_length=BATCH)


class SyncAnswer(Message):
    """What became of each change, the next page, and, on the last page, counts per kind."""

    at: datetime
    """Central's own clock, so that a laptop whose clock is wrong can say so."""
    outcomes: tuple[Outcome, ...]
    page: tuple[PageEntry, ...]
    next_cursor: int
    more: bool
    counts: dict[str, int] | None = None
    """Live records per kind this laptop should now hold; only when `more` is false."""
    epoch: int = 0
    """Which restore central comes from (from protocol 3); another than was sent: nothing was taken in."""
