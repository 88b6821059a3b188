"""What sync remembers: what central last knew, what is on its way, and what had to give way."""

from enum import StrEnum

from pydantic import JsonValue
from sqlalchemy import Index, text
from sqlmodel import Field

from sia_desktop.storage.tables.row import StoreTable, json_column


class OutboxState(StrEnum):
    """Where one change stands."""

    WAITING = "waiting"
    """Not sealed: later edits of the record join it."""
    SEALED = "sealed"
    """Frozen: id and content stay until central has answered."""
    SENT = "sent"
    """Sealed, and may have left: noted in the very transaction after which its request goes out."""
    REFUSED = "refused"
    """Parked with central's reason; the words stay in the record."""
    HELD = "held"
    """Central keeps it apart for the line manager: safe there, and nothing more to send."""


IN_FLIGHT = (OutboxState.SEALED, OutboxState.SENT)
_FLYING = text("state IN ('sealed', 'sent')")
_RESTING = text("state IN ('waiting', 'refused')")
_IN_DOUBT = text("ended_epoch IS NOT NULL")


class OutboxRow(StoreTable, table=True):
    """One change; a record has at most one in flight and one that waits (or is parked)."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("one_in_flight", "kind", "record_id", unique=True, sqlite_where=_FLYING),
        Index("one_resting", "kind", "record_id", unique=True, sqlite_where=_RESTING),
    )

    position: int | None = Field(default=None, primary_key=True)
    kind: str
    record_id: str
    urn: int | None
    state: str
    change_id: str | None = Field(default=None, unique=True)
    base_revision: int | None = None
    payload: JsonValue = json_column()
    attempts: int = 0
    edited_at: str | None = None
    """When the last edit in it was made here; clocks decide nothing, people read it."""
    problem_code: str = ""
    problem: str = ""


class CentralCopyRow(StoreTable, table=True):
    """A record as central last knew it: the base of every edit, and the receipt of our last one."""

    __tablename__ = "central_copy"
    __table_args__ = (
        Index("in_doubt", "ended_epoch", sqlite_where=_IN_DOUBT),
        {"sqlite_with_rowid": False},
    )

    kind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    urn: int | None
    revision: int
    receipt: str = ""
    received_at: str | None = None
    ended_epoch: int | None = None
    """The epoch it is from, while central, restored since, has not said whether it still has it."""
    payload: JsonValue = json_column()
    """What central knows, once the record here says something else; until then the record itself says it."""


class ConflictCopyRow(StoreTable, table=True):
    """Words that gave way, kept whole until a person has settled them."""

    __tablename__ = "conflict_copy"

    id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    record_id: str
    urn: int | None
    whose: str
    """`mine` or `theirs`: whose words these are."""
    payload: JsonValue = json_column()
    against_revision: int
    theirs_by: str | None
    kept_at: str
    settled_at: str | None = None
    theirs_at: str | None = None
    mine_at: str | None = None
    sides: JsonValue = json_column()
    """Each field and section in question by its path: as it stood, mine and theirs, whole."""
    to_see: JsonValue = json_column()
    """Paths joined without anybody's choice, to be looked at."""
    settlement: JsonValue = json_column()
    """Who settled it, why, what was chosen and what gave way; nothing is ever thrown away."""


class LeavingSchoolRow(StoreTable, table=True):
    """A school withdrawn from this laptop whose last unsent words still have to reach central."""

    __tablename__ = "leaving_school"

    urn: int = Field(primary_key=True)


class SyncProgressRow(StoreTable, table=True):
    """One row: how far we have read, and how the last round went."""

    __tablename__ = "sync_progress"

    id: int = Field(default=1, primary_key=True)
    cursor: int = 0
    epoch: int = 0
    """Which restore of central's we have read from; 0 before the first."""
    last_success_at: str | None = None
    last_trouble: str = ""
    clock_ahead_seconds: int = 0
    """By how much this laptop's clock was ahead of central's in the last whole round; 0 within reason."""


class SignedInRow(StoreTable, table=True):
    """One row: how this laptop stays signed in; read and written by `signed_in.py`."""

    __tablename__ = "signed_in"

    id: int = Field(default=1, primary_key=True)
    refresh_token: str = ""
    access_token: str = ""
    access_until: str = ""
    hands_over: bool = False
    lease_days: int
    contact_at: str
    seen_at: str
    recovery_key: str = ""
    """The public half of the council's recovery key for which the unlock code was made."""
    wrapped_unlock: str = ""
    """An unlock code on its way to central, which only the council can read; empty once it is there."""
    recovery_codes: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Of a new second factor, until the person says that they are kept elsewhere."""


class EnrolmentRow(StoreTable, table=True):
    """One row: whose laptop this is; read and written by `enrolment.py`."""

    __tablename__ = "enrolment"

    id: int = Field(default=1, primary_key=True)
    person_id: str
    person_name: str
    role: str
    device_id: str
    central_address: str
    council_code: str
    council_name: str
    council_full_name: str
    is_demonstration: bool
    root_pem: str
    certificate_pem: str
