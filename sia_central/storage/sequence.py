"""The order of changes: one counter per council, taken last and held until commit."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Uuid, bindparam, func, select, update
from sqlmodel import col

from sia_central.storage.tables import CouncilRow, WithdrawalRow


def take_cursors(connection: Connection, council: str, count: int) -> range:
    """The next numbers, in order of commit: nobody else gets one before this transaction ends.

    Taken once all is judged, when only writing is left, so that writers queue only here; a reader who sees
    a number has therefore seen every smaller one.
    """
    last: int = connection.execute(_TAKE, {"of_council": council, "more": count}).scalar_one()
    return range(last - count + 1, last + 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the order of a council's changes stands: its last number, and which restore it comes from."""

    cursor: int
    epoch: int


def place_of(connection: Connection, council: str) -> Place:
    """Where it stands in this transaction's view."""
    return Place(*connection.execute(_PLACE, {"of_council": council}).one())


@dataclass(frozen=True, slots=True)
class Ends:
    """The last number handed out, and the last at which a school left one person's sight, or 0."""

    cursor: int
    withdrawal: int


def ends_for(connection: Connection, council: str, person_id: UUID) -> Ends:
    """Where a page for this person may end, in this transaction's view."""
    return Ends(*connection.execute(_ENDS, {"of_council": council, "of_person": person_id}).one())


_OF_COUNCIL: Final = col(CouncilRow.council) == bindparam("of_council")
_TAKE: Final = (
    update(CouncilRow)
    .where(_OF_COUNCIL)
    .values(cursor=col(CouncilRow.cursor) + bindparam("more", type_=BigInteger()))
    .returning(col(CouncilRow.cursor))
)
_PLACE: Final = select(col(CouncilRow.cursor), col(CouncilRow.epoch)).where(_OF_COUNCIL)
_LAST_WITHDRAWAL: Final = (
    select(func.coalesce(func.max(col(WithdrawalRow.cursor)), 0))
    .where(
        col(WithdrawalRow.council) == bindparam("of_council"),
        col(WithdrawalRow.person_id) == bindparam("of_person", type_=Uuid()),
    )
    .scalar_subquery()
)
_ENDS: Final = select(col(CouncilRow.cursor), _LAST_WITHDRAWAL).where(_OF_COUNCIL)
