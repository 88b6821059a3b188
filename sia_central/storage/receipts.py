"""What became of applied changes: the proof given to a laptop, and given again when it asks again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Table, Uuid, bindparam, select
from sqlmodel import col

from sia_central.storage.in_bulk import Adding, among_asked, as_asked
from sia_central.storage.tables import ReceiptRow

_RECEIPTS: Table = ReceiptRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it


@dataclass(frozen=True, slots=True)
class Receipt:
    """One change that central has taken in."""

    change_id: UUID
    change_sha256: str
    kind: str
    id: str
    revision: int
    receipt: str
    received_at: datetime
    device_id: UUID


def receipts_added(council: str, receipts: Sequence[Receipt]) -> Adding:
    """What is kept of changes that were taken in."""
    rows = [
        {
            "council": council,
            "change_id": each.change_id,
            "change_sha256": each.change_sha256,
            "kind": each.kind,
            "id": each.id,
            "revision": each.revision,
            "receipt": each.receipt,
            "received_at": each.received_at,
            "device_id": each.device_id,
        }
        for each in receipts
    ]
    return Adding(_RECEIPTS, rows)


def receipts_of(connection: Connection, council: str, change_ids: Collection[UUID]) -> dict[UUID, Receipt]:
    """The receipts of those of these changes that were taken in before."""
    dialect = connection.dialect.name
    # as SQLite keeps an id: in hexadecimal digits, without hyphens
    wanted = list(change_ids) if dialect == "postgresql" else [each.hex for each in change_ids]
    rows = connection.execute(
        _of_changes(dialect), {"of_council": council, "asked": as_asked(wanted, dialect)}
    )
    return {row.change_id: _receipt(row) for row in rows}


@cache
def _of_changes(dialect: str) -> Select[Any]:
    are_asked = among_asked(_RECEIPTS.c.change_id, "asked", Uuid(), dialect)
    return select(_RECEIPTS).where(_RECEIPTS.c.council == bindparam("of_council"), are_asked)


def receipt_of_revision(
    connection: Connection, council: str, kind: str, id: str, revision: int
) -> Receipt | None:
    """The receipt of the change that made this revision, where a laptop made it."""
    row = connection.execute(
        select(ReceiptRow).where(
            col(ReceiptRow.council) == council,
            col(ReceiptRow.kind) == kind,
            col(ReceiptRow.id) == id,
            col(ReceiptRow.revision) == revision,
        )
    ).first()
    return _receipt(row) if row else None


def _receipt(row: Row[Any]) -> Receipt:
    return Receipt(
        change_id=row.change_id,
        change_sha256=row.change_sha256,
        kind=row.kind,
        id=row.id,
        revision=row.revision,
        receipt=row.receipt,
        received_at=row.received_at,
        device_id=row.device_id,
    )
