"""Who has which school now, and which schools left whose sight."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Integer, Table, delete, insert, or_, select
from sqlmodel import col

from sia_central.storage.in_bulk import among
from sia_central.storage.tables import CaseloadRow, WithdrawalRow

_WITHDRAWALS: Table = WithdrawalRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A school that left a person's sight."""

    person_id: UUID
    urn: int
    is_announced: bool
    cursor: int
    comes_again: bool = False
    """Whether less of it is seen than before: it leaves whole, and what is still seen follows."""


def caseload_of(connection: Connection, council: str) -> dict[int, set[UUID]]:
    """Every assigned school, with those who have it."""
    rows = connection.execute(
        select(col(CaseloadRow.urn), col(CaseloadRow.person_id)).where(col(CaseloadRow.council) == council)
    )
    holders: dict[int, set[UUID]] = {}
    for urn, person in rows:
        holders.setdefault(urn, set()).add(person)
    return holders


def add_to_caseload(connection: Connection, council: str, person_id: UUID, urn: int) -> None:
    """The person has the school from now on."""
    connection.execute(insert(CaseloadRow).values(council=council, person_id=person_id, urn=urn))


def take_from_caseload(connection: Connection, council: str, person_id: UUID, urn: int) -> None:
    """The person has the school no more."""
    connection.execute(
        delete(CaseloadRow).where(
            col(CaseloadRow.council) == council,
            col(CaseloadRow.person_id) == person_id,
            col(CaseloadRow.urn) == urn,
        )
    )


def add_withdrawal(connection: Connection, council: str, withdrawal: Withdrawal) -> None:
    """Tell this person's laptops, at this place in the order of changes, to let the school go."""
    connection.execute(
        insert(WithdrawalRow).values(
            council=council,
            person_id=withdrawal.person_id,
            urn=withdrawal.urn,
            is_announced=withdrawal.is_announced,
            comes_again=withdrawal.comes_again,
            cursor=withdrawal.cursor,
        )
    )


def withdrawals_after(
    connection: Connection,
    council: str,
    person_id: UUID,
    cursor: int,
    seen: Collection[int] | None,
    limit: int,
) -> list[Withdrawal]:
    """The next schools that left this person's sight and are not `seen` again, in the order of changes.

    `seen` is None for every school. One of which less is seen than before is among them, whether seen or not.
    """
    narrowed = col(WithdrawalRow.comes_again).is_(True)
    if seen is None:
        wanted: ColumnElement[bool] = narrowed
    else:
        unseen = ~among(_WITHDRAWALS.c.urn, sorted(seen), Integer(), connection.dialect.name)
        wanted = or_(narrowed, unseen)
    rows = connection.execute(
        select(WithdrawalRow)
        .where(
            col(WithdrawalRow.council) == council,
            col(WithdrawalRow.person_id) == person_id,
            col(WithdrawalRow.cursor) > cursor,
            wanted,
        )
        .order_by(col(WithdrawalRow.cursor))
        .limit(limit)
    )
    return [Withdrawal(row.person_id, row.urn, row.is_announced, row.cursor, row.comes_again) for row in rows]
