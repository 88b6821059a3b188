"""The order of changes: one counter per council, taken last and held until commit."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Uuid, bindparam, func, select, update
from sqlmodel import col

from sia_central.storage.tables import CouncilRow, WithdrawalRow


def take_cursors(connection: Connection, council: str, count: int) -> range:
    """The next numbers, in order of commit: nobody else gets one before this transaction ends.

    Taken once all is judged, when only writing is left, so that writers queue only here; a reader who sees
    a number has therefore seen every smaller one.
    """
    last: int = connection.execute(
        update(CouncilRow)
        .where(col(CouncilRow.council) == council)
        .values(cursor=col(CouncilRow.cursor) + count)
        .returning(col(CouncilRow.cursor))
    ).scalar_one()
    return range(last - count + 1, last + 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the order of a council's changes stands: its last number, and which restore it comes from."""

    cursor: int
    epoch: int


def place_of(connection: Connection, council: str) -> Place:
    """Where it stands in this transaction's view."""
    row = connection.execute(
        select(col(CouncilRow.cursor), col(CouncilRow.epoch)).where(col(CouncilRow.council) == council)
    ).one()
    return Place(row.cursor, row.epoch)


@dataclass(frozen=True, slots=True)
class Ends:
    """The last number handed out, and the last at which a school left one person's sight, or 0."""

    cursor: int
    withdrawal: int


def ends_for(connection: Connection, council: str, person_id: UUID) -> Ends:
    """Where a page for this person may end, in this transaction's view."""
    row = connection.execute(_ENDS, {"of_council": council, "of_person": person_id}).one()
    return Ends(row.cursor, row.withdrawal or 0)


_ENDS: Final = select(
    col(CouncilRow.cursor),
    select(func.max(col(WithdrawalRow.cursor)))
    .where(
        col(WithdrawalRow.council) == bindparam("of_council"),
        col(WithdrawalRow.person_id) == bindparam("of_person", type_=Uuid()),
    )
    .scalar_subquery()
    .label("withdrawal"),
).where(col(CouncilRow.council) == bindparam("of_council"))
