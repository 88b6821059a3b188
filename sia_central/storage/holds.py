"""Legal holds: what is not disposed of, however old."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update
from sqlmodel import col

from sia_central.storage.records import Key
from sia_central.storage.tables import HoldRow


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing of this school, or this one record with all that hangs together with it."""

    hold_id: UUID
    urn: int
    key: Key | None
    reason: str
    placed_at: datetime


def add_hold(connection: Connection, council: str, hold: Hold) -> None:
    """Keep a hold."""
    kind, id_ = hold.key or (None, None)
    connection.execute(
        insert(HoldRow).values(
            council=council,
            hold_id=hold.hold_id,
            urn=hold.urn,
            kind=kind,
            id=id_,
            reason=hold.reason,
            placed_at=hold.placed_at,
        )
    )


def end_hold(connection: Connection, council: str, hold_id: UUID, at: datetime) -> bool:
    """Release it; False where there is no such hold in force."""
    done = connection.execute(
        update(HoldRow)
        .where(
            col(HoldRow.council) == council,
            col(HoldRow.hold_id) == hold_id,
            col(HoldRow.released_at).is_(None),
        )
        .values(released_at=at)
    )
    return done.rowcount == 1


def holds_in_force(connection: Connection, council: str) -> list[Hold]:
    """Every hold that is not released, the oldest first."""
    rows = connection.execute(
        select(HoldRow)
        .where(col(HoldRow.council) == council, col(HoldRow.released_at).is_(None))
        .order_by(col(HoldRow.placed_at), col(HoldRow.hold_id))
    )
    return [
        Hold(row.hold_id, row.urn, (row.kind, row.id) if row.kind else None, row.reason, row.placed_at)
        for row in rows
    ]
