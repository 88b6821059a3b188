"""The councils served by this central."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select
from sqlmodel import col

from sia_central.storage.audit import begin_chain
from sia_central.storage.tables import CouncilRow

_BEGINNING: Final = datetime(2025, 1, 1, tzinfo=UTC)
"""From which the seconds of an epoch are counted."""


@dataclass(frozen=True, slots=True)
class ServedCouncil:
    """One council, as set up by `sia-central init`."""

    council: str
    name: str
    full_name: str
    pack_version: str
    is_demonstration: bool


def add_council(connection: Connection, council: ServedCouncil, at: datetime) -> None:
    """Begin to serve a council."""
    connection.execute(
        insert(CouncilRow).values(
            council=council.council,
            name=council.name,
            full_name=council.full_name,
            pack_version=council.pack_version,
            is_demonstration=council.is_demonstration,
            cursor=0,
            epoch=0,
            created_at=at,
        )
    )
    begin_chain(connection, council.council)


def find_council(connection: Connection, council: str) -> ServedCouncil | None:
    """One council, or None."""
    row = connection.execute(select(CouncilRow).where(col(CouncilRow.council) == council)).first()
    return _served(row) if row else None


def epoch_of(connection: Connection, council: str) -> int:
    """Which restore this council's records come from; 0 before the first."""
    found: int = connection.execute(
        select(col(CouncilRow.epoch)).where(col(CouncilRow.council) == council)
    ).scalar_one()
    return found


def epoch_at(restored_at: datetime) -> int:
    """The epoch that a restore at this moment begins."""
    return int((restored_at - _BEGINNING).total_seconds())


def restored_at(epoch: int) -> datetime:
    """When the restore was that began this epoch."""
    return _BEGINNING + timedelta(seconds=epoch)


def served_councils(connection: Connection) -> list[ServedCouncil]:
    """Every council, by code."""
    return [_served(row) for row in connection.execute(select(CouncilRow).order_by(col(CouncilRow.council)))]


def _served(row: Row[Any]) -> ServedCouncil:
    return ServedCouncil(
        council=row.council,
        name=row.name,
        full_name=row.full_name,
        pack_version=row.pack_version,
        is_demonstration=row.is_demonstration,
    )
