"""Access for a stated time, and the areas of people and schools."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Uuid, bindparam, delete, insert, or_, select, update
from sqlmodel import col

from sia_central.storage.tables import AccessRow, AccountRow, SchoolAreaRow


class AccessState(StrEnum):
    """Where one access stands."""

    COMING = "coming"
    """Its first day has not come, or its school has not flowed yet."""
    HOLDING = "holding"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Access:
    """One school given to one person for a stated time."""

    grant_id: UUID
    person_id: UUID
    urn: int
    way: str
    from_on: date
    to_on: date
    state: AccessState


def add_access(connection: Connection, council: str, access: Access) -> None:
    """Keep what was given."""
    connection.execute(
        insert(AccessRow).values(
            council=council,
            grant_id=access.grant_id,
            person_id=access.person_id,
            urn=access.urn,
            way=access.way,
            from_on=access.from_on,
            to_on=access.to_on,
            state=access.state.value,
        )
    )


def end_access(connection: Connection, council: str, grant_id: UUID, last_day: date) -> None:
    """It holds no longer than this day."""
    connection.execute(
        update(AccessRow)
        .where(col(AccessRow.council) == council, col(AccessRow.grant_id) == grant_id)
        .values(to_on=last_day)
    )


def mark_access(
    connection: Connection, council: str, grant_ids: Collection[UUID], state: AccessState
) -> None:
    """Say where these stand now."""
    connection.execute(
        update(AccessRow)
        .where(col(AccessRow.council) == council, col(AccessRow.grant_id).in_(grant_ids))
        .values(state=state.value)
    )


def is_access_due(connection: Connection, council: str, person_id: UUID, day: date) -> bool:
    """Whether something of this person's begins or ends by that day and has not been seen to."""
    asked = {"of_council": council, "of_person": person_id, "on_day": day}
    return bool(connection.execute(_ANY_IS_DUE, asked).scalar_one())


def access_to_settle(connection: Connection, council: str, person_id: UUID, day: date) -> list[Access]:
    """What of this person's begins or ends by that day and has not been seen to."""
    asked = {"of_council": council, "of_person": person_id, "on_day": day}
    chosen = select(AccessRow).where(*_IS_DUE).order_by(col(AccessRow.grant_id))
    rows = connection.execute(chosen, asked)
    return [
        Access(
            each.grant_id,
            each.person_id,
            each.urn,
            each.way,
            each.from_on,
            each.to_on,
            AccessState(each.state),
        )
        for each in rows
    ]


_IS_DUE: Final = (
    col(AccessRow.council) == bindparam("of_council"),
    col(AccessRow.person_id) == bindparam("of_person", type_=Uuid()),
    or_(
        (col(AccessRow.state) == AccessState.COMING.value) & (col(AccessRow.from_on) <= bindparam("on_day")),
        (col(AccessRow.state) == AccessState.HOLDING.value) & (col(AccessRow.to_on) < bindparam("on_day")),
    ),
)
_ANY_IS_DUE: Final = select(select(AccessRow).where(*_IS_DUE).exists())


def place_schools(connection: Connection, council: str, urns: Collection[int], area: str) -> None:
    """These schools lie in this area from now on."""
    connection.execute(
        delete(SchoolAreaRow).where(col(SchoolAreaRow.council) == council, col(SchoolAreaRow.urn).in_(urns))
    )
    if urns:
        rows = [{"council": council, "urn": urn, "area": area} for urn in urns]
        connection.execute(insert(SchoolAreaRow), rows)


def place_person(connection: Connection, council: str, person_id: UUID, area: str) -> None:
    """This person works for this area from now on."""
    connection.execute(
        update(AccountRow)
        .where(col(AccountRow.council) == council, col(AccountRow.person_id) == person_id)
        .values(area=area)
    )
