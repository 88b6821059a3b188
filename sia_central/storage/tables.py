"""Central's tables; every council's keys begin with the council, so that its rows can live together."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC moment on both stores; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment that does not say its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment must say its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class CentralTable(SQLModel):
    """The base of central's tables, apart from any other table of this program."""

    metadata = METADATA


class CouncilRow(CentralTable, table=True):
    """A council served here; `cursor` is the last number handed out to a change of its records."""

    __tablename__ = "councils"

    council: str = Field(primary_key=True)
    name: str
    full_name: str
    pack_version: str
    is_demonstration: bool
    cursor: int = Field(default=0, sa_type=BigInteger)
    pushed: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    """How many of those numbers changed nobody's rights."""
    edits: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    """How many of those changed no more than what a record says."""
    epoch: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """0, or the seconds from 2025 to the restore that this database comes from: see docs/sync.md."""
    created_at: datetime = Field(sa_type=Instant)


class AuditRow(CentralTable, table=True):
    """One line of a council's audit; the database itself refuses to change or remove one."""

    __tablename__ = "audit"
    __table_args__ = (ForeignKeyConstraint(["council"], ["councils.council"]),)

    council: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
    actor: str
    device_id: UUID | None = None
    action: str
    kind: str
    id: str
    why: str
    hash: str


class AuditHeadRow(CentralTable, table=True):
    """The end of a council's audit: what the next line is chained to."""

    __tablename__ = "audit_heads"
    __table_args__ = (ForeignKeyConstraint(["council"], ["councils.council"]),)

    council: str = Field(primary_key=True)
    number: int = Field(sa_type=BigInteger)
    hash: str


class AuthorityRow(CentralTable, table=True):
    """A certificate that signatures or times are trusted by; never changed, the highest number is in use."""

    __tablename__ = "authorities"
    __table_args__ = (ForeignKeyConstraint(["council"], ["councils.council"]),)

    council: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    purpose: str
    certificate_pem: str = Field(sa_type=Text)
    url: str = ""
    made_at: datetime = Field(sa_type=Instant)


class AccountRow(CentralTable, table=True):
    """A person who may sign in; their `person` record is what laptops see of it."""

    __tablename__ = "accounts"
    __table_args__ = (
        ForeignKeyConstraint(["council"], ["councils.council"]),
        UniqueConstraint("council", "email"),
    )

    council: str = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    email: str = Field(index=True)
    name: str
    role: str
    reports_to: UUID | None = None
    is_active: bool = True
    area: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    password_hash: str


class SignInTryRow(CentralTable, table=True):
    """Failed sign-ins of one e-mail address, known or not, so that waiting tells a stranger nothing."""

    __tablename__ = "sign_in_tries"

    email_sha256: str = Field(primary_key=True)
    tries: int
    last_at: datetime = Field(sa_type=Instant)


class AccessRulesRow(CentralTable, table=True):
    """How a council lets its people in; a council without a row has the defaults."""

    __tablename__ = "access_rules"
    __table_args__ = (ForeignKeyConstraint(["council"], ["councils.council"]),)

    council: str = Field(primary_key=True)
    lease_days: int
    is_second_factor_required: bool
    sso_issuer: str
    sso_client_id: str
    sso_sealed_secret: str
    sso_claim: str
    recovery_key: str
    """The public half, which laptops wrap their keys for."""


class SecondFactorRow(CentralTable, table=True):
    """A person's second factor: its secret, sealed, and the last step whose code was used."""

    __tablename__ = "second_factors"
    __table_args__ = (
        ForeignKeyConstraint(["council", "person_id"], ["accounts.council", "accounts.person_id"]),
    )

    council: str = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    sealed_secret: str
    last_step: int = Field(sa_type=BigInteger)
    is_heard: bool
    """Whether a laptop came back with what it was answered then: the recovery codes were in that answer."""


class RecoveryCodeRow(CentralTable, table=True):
    """One recovery code of a second factor, as a keyed hash; it is gone once it was used."""

    __tablename__ = "recovery_codes"
    __table_args__ = (
        ForeignKeyConstraint(["council", "person_id"], ["accounts.council", "accounts.person_id"]),
    )

    council: str = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    code_hash: str = Field(primary_key=True)


class SignInTicketRow(CentralTable, table=True):
    """A sign-in under way: of a person, or of a browser that has still to come back."""

    __tablename__ = "sign_in_tickets"
    __table_args__ = (ForeignKeyConstraint(["council"], ["councils.council"]),)

    council: str = Field(primary_key=True)
    ticket_sha256: str = Field(primary_key=True)
    person_id: UUID | None
    """None while the browser has not come back."""
    way: str
    sealed_word: str
    """A new second factor's secret, or the nonce that the identity provider has to repeat; else empty."""
    redirect_uri: str
    until: datetime = Field(sa_type=Instant)


class DeviceRow(CentralTable, table=True):
    """An enrolled laptop: its key, how far its refresh tokens were used, and what it says it holds."""

    __tablename__ = "devices"
    __table_args__ = (
        ForeignKeyConstraint(["council", "person_id"], ["accounts.council", "accounts.person_id"]),
    )

    council: str = Field(primary_key=True)
    device_id: UUID = Field(primary_key=True)
    person_id: UUID
    name: str
    device_key: str
    """Ed25519, public, in base64; empty for a laptop that has still to sign in again."""
    token_family: int
    """How often the laptop signed in again: tokens from before that are void."""
    tokens_used: int
    """The number of the last refresh token that was used."""
    tokens_used_at: datetime | None = Field(default=None, sa_type=Instant)
    certificate_pem: str = Field(sa_type=Text)
    state: str
    state_reason: str
    holding: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """What the laptop last said it holds, as counts."""
    wrapped_unlock: str = Field(sa_type=Text)
    """What unlocks the laptop without its passphrase, wrapped for the council's recovery key."""
    enrolled_at: datetime = Field(sa_type=Instant)
    last_contact_at: datetime = Field(sa_type=Instant)


OF_MANY_SCHOOLS: Final = "id >= ''"
"""True of every record, and said by a question that is of many schools: only such a question finds the index
of all numbers. Why one of few must not: docs/decisions/0022."""


def _of_some(name: str, column: str, which: str) -> Index:
    return Index(name, "council", column, postgresql_where=text(which), sqlite_where=text(which))


class RecordRow(CentralTable, table=True):
    """The present state of one record of any kind."""

    __tablename__ = "records"
    __table_args__ = (
        ForeignKeyConstraint(["council"], ["councils.council"]),
        _of_some("ix_records_council_cursor", "cursor", OF_MANY_SCHOOLS),
        Index(
            "ix_records_council_urn_cursor", "council", "urn", "cursor", "kind", "is_deleted", "compartment"
        ),
        _of_some("ix_records_council_file_sha256", "file_sha256", "file_sha256 IS NOT NULL"),
    )

    council: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    revision: int
    cursor: int = Field(sa_type=BigInteger)
    urn: int | None = None
    payload: dict[str, Any] = Field(sa_type=JSON)
    file_sha256: str | None = None
    compartment: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    is_deleted: bool = False
    changed_by: UUID | None = None
    changed_at: datetime = Field(sa_type=Instant)


class CaseloadRow(CentralTable, table=True):
    """Who has which school now: what the assignments add up to, kept with them in one transaction."""

    __tablename__ = "caseload"
    __table_args__ = (
        ForeignKeyConstraint(["council", "person_id"], ["accounts.council", "accounts.person_id"]),
        Index("ix_caseload_council_urn", "council", "urn"),
    )

    council: str = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    urn: int = Field(primary_key=True)


class ReceiptRow(CentralTable, table=True):
    """What became of an applied change, so that sending it twice does no harm."""

    __tablename__ = "receipts"
    __table_args__ = (
        ForeignKeyConstraint(["council"], ["councils.council"]),
        Index("ix_receipts_council_kind_id_revision", "council", "kind", "id", "revision"),
    )

    council: str = Field(primary_key=True)
    change_id: UUID = Field(primary_key=True)
    change_sha256: str
    kind: str
    id: str
    revision: int
    receipt: str
    received_at: datetime = Field(sa_type=Instant)
    device_id: UUID


class AccessRow(CentralTable, table=True):
    """A school given to a person for a stated time, kept with its record in one transaction."""

    __tablename__ = "access"
    __table_args__ = (
        ForeignKeyConstraint(["council", "person_id"], ["accounts.council", "accounts.person_id"]),
        Index("ix_access_council_person_id_state", "council", "person_id", "state"),
    )

    council: str = Field(primary_key=True)
    grant_id: UUID = Field(primary_key=True)
    person_id: UUID
    urn: int
    way: str
    from_on: date
    to_on: date
    state: str


class SchoolAreaRow(CentralTable, table=True):
    """The district or home borough a school lies in, by its code in the pack."""

    __tablename__ = "school_areas"
    __table_args__ = (ForeignKeyConstraint(["council"], ["councils.council"]),)

    council: str = Field(primary_key=True)
    urn: int = Field(primary_key=True)
    area: str


class WithdrawalRow(CentralTable, table=True):
    """A school that left a person's sight, at its place in the order of changes."""

    __tablename__ = "withdrawals"
    __table_args__ = (
        ForeignKeyConstraint(["council", "person_id"], ["accounts.council", "accounts.person_id"]),
    )

    council: str = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    cursor: int = Field(primary_key=True, sa_type=BigInteger)
    urn: int
    is_announced: bool
    comes_again: bool
    """Less of it is seen than before: it leaves whole, and what is still seen follows at later places."""


class WaitingStampRow(CentralTable, table=True):
    """A file that came whole and is still to be verified and given the council's trusted time."""

    __tablename__ = "waiting_stamps"
    __table_args__ = (ForeignKeyConstraint(["council"], ["councils.council"]),)

    council: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)


class BlobRow(CentralTable, table=True):
    """A file held whole on disk, named by its hash."""

    __tablename__ = "blobs"
    __table_args__ = (ForeignKeyConstraint(["council"], ["councils.council"]),)

    council: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    size: int
    received_at: datetime = Field(sa_type=Instant)
    device_id: UUID


class HoldRow(CentralTable, table=True):
    """A legal hold: nothing of this school, or this one record, is disposed of until it is released."""

    __tablename__ = "holds"
    __table_args__ = (ForeignKeyConstraint(["council"], ["councils.council"]),)

    council: str = Field(primary_key=True)
    hold_id: UUID = Field(primary_key=True)
    urn: int
    kind: str | None = None
    id: str | None = None
    reason: str = Field(sa_type=Text)
    placed_at: datetime = Field(sa_type=Instant)
    released_at: datetime | None = Field(default=None, sa_type=Instant)
