"""The order of changes: one counter per council, taken last and held until commit."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Table, Uuid, bindparam, func, select, update
from sqlmodel import col

from sia_central.storage.in_bulk import Changing
from sia_central.storage.tables import CouncilRow, WithdrawalRow

_COUNCILS: Table = CouncilRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it


class Moves(Enum):
    """What the changes behind some numbers may have moved beside what records say."""

    NOTHING = auto()
    COUNTS = auto()
    """Who sees how many records."""
    RIGHTS = auto()
    """Who may see or do what, and so the counts too."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the order of a council's changes stands: its last number, and which restore it comes from."""

    cursor: int
    epoch: int
    pushed: int
    """How many of the numbers so far moved nobody's rights."""
    edits: int
    """How many of those moved no counts either."""

    @property
    def rights(self) -> tuple[int, int]:
        """Where this is the same, everybody may see and do the same: whatever moves that takes a number."""
        return self.epoch, self.cursor - self.pushed

    @property
    def counts(self) -> tuple[int, int]:
        """Where this is the same, everybody sees as many records."""
        return self.epoch, self.cursor - self.edits

    def moved(self, count: int, moves: Moves) -> "Place":
        """After so many more numbers."""
        return Place(
            self.cursor + count,
            self.epoch,
            self.pushed + (0 if moves is Moves.RIGHTS else count),
            self.edits + (count if moves is Moves.NOTHING else 0),
        )


def take_cursors(connection: Connection, council: str, count: int) -> range:
    """The next numbers, in order of commit: nobody else gets one before this transaction ends.

    Taken once all is judged, when only writing is left, so that writers queue only here; a reader who sees
    a number has therefore seen every smaller one.
    """
    last: int = connection.execute(_TAKE, {"of_council": council, "more": count}).scalar_one()
    return range(last - count + 1, last + 1)


def counter_moved(council: str, before: Place, after: Place) -> Changing:
    """The counter from here to there, for whoever holds it locked."""
    row = {"council": council, "cursor": after.cursor, "pushed": after.pushed, "edits": after.edits}
    return Changing(_COUNCILS, ("council",), [row] if after != before else [])


def place_of(connection: Connection, council: str) -> Place:
    """Where it stands in this transaction's view."""
    return Place(*connection.execute(_PLACE, {"of_council": council}).one())


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the order stands, and the last number at which a school left one person's sight, or 0."""

    place: Place
    withdrawal: int


def ends_for(connection: Connection, council: str, person_id: UUID) -> Ends:
    """Where a page for this person may end, in this transaction's view."""
    withdrawal, *place = connection.execute(_ENDS, {"of_council": council, "of_person": person_id}).one()
    return Ends(Place(*place), withdrawal)


PLACE: Final = (
    col(CouncilRow.cursor),
    col(CouncilRow.epoch),
    col(CouncilRow.pushed),
    col(CouncilRow.edits),
)
"""In the order of `Place`."""
_OF_COUNCIL: Final = col(CouncilRow.council) == bindparam("of_council")
_TAKE: Final = (
    update(CouncilRow)
    .where(_OF_COUNCIL)
    .values(cursor=col(CouncilRow.cursor) + bindparam("more", type_=BigInteger()))
    .returning(col(CouncilRow.cursor))
)
_PLACE: Final = select(*PLACE).where(_OF_COUNCIL)
LAST_WITHDRAWAL: Final = (
    select(func.coalesce(func.max(col(WithdrawalRow.cursor)), 0))
    .where(
        col(WithdrawalRow.council) == bindparam("of_council"),
        col(WithdrawalRow.person_id) == bindparam("of_person", type_=Uuid()),
    )
    .scalar_subquery()
)
"""Of a person, by `of_council` and `of_person`."""
_ENDS: Final = select(LAST_WITHDRAWAL, *PLACE).where(_OF_COUNCIL)
