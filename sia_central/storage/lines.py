"""Who has which school, who reports to whom, who works where: what permissions rest on, by one question."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    Integer,
    String,
    Uuid,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    union_all,
)
from sqlmodel import col

from sia_central.storage.tables import AccessRow, AccountRow, CaseloadRow, SchoolAreaRow

_COUNCIL: Final[BindParameter[str]] = bindparam("of_council")
_DAY: Final[BindParameter[date]] = bindparam("on_day")
_NOBODY: Final = cast(null(), Uuid())
_NO_SCHOOL: Final = cast(null(), Integer())
_NO_WORD: Final = cast(null(), String())

_LINES: Final[CompoundSelect[Any]] = union_all(
    select(
        literal_column("'has'").label("fact"),
        col(CaseloadRow.person_id).label("person"),
        col(CaseloadRow.urn).label("urn"),
        _NOBODY.label("manager"),
        _NO_WORD.label("word"),
    ).where(col(CaseloadRow.council) == _COUNCIL),
    select(
        literal_column("'works'"),
        col(AccountRow.person_id),
        _NO_SCHOOL,
        col(AccountRow.reports_to),
        col(AccountRow.area),
    ).where(
        col(AccountRow.council) == _COUNCIL,
        col(AccountRow.reports_to).is_not(None) | (col(AccountRow.area) != ""),
    ),
    select(
        literal_column("'given'"), col(AccessRow.person_id), col(AccessRow.urn), _NOBODY, col(AccessRow.way)
    ).where(col(AccessRow.council) == _COUNCIL, col(AccessRow.from_on) <= _DAY, col(AccessRow.to_on) >= _DAY),
    select(literal_column("'lies'"), _NOBODY, col(SchoolAreaRow.urn), _NOBODY, col(SchoolAreaRow.area)).where(
        col(SchoolAreaRow.council) == _COUNCIL
    ),
)


@dataclass(frozen=True, slots=True)
class CouncilLines:
    """A council's caseloads and lines on one day."""

    holders: dict[int, set[UUID]] = field(default_factory=dict)
    """Every assigned school, with those who have it."""
    reports_to: dict[UUID, UUID] = field(default_factory=dict)
    given: dict[UUID, dict[int, set[str]]] = field(default_factory=dict)
    """Person, school, and in what ways it is theirs that day."""
    areas: dict[int, str] = field(default_factory=dict)
    """School to district or home borough."""
    works_in: dict[UUID, str] = field(default_factory=dict)
    """Person to district or home borough."""


def lines_of_council(connection: Connection, council: str, day: date) -> CouncilLines:
    """All of it, in this transaction's view."""
    found = CouncilLines()
    for fact, person, urn, manager, word in connection.execute(
        _LINES, {"of_council": council, "on_day": day}
    ).all():
        match fact:
            case "has":
                found.holders.setdefault(urn, set()).add(person)
            case "given":
                found.given.setdefault(person, {}).setdefault(urn, set()).add(word)
            case "lies":
                found.areas[urn] = word
            case _:
                if manager is not None:
                    found.reports_to[person] = manager
                if word:
                    found.works_in[person] = word
    return found
