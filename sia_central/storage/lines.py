"""Who has which school, who reports to whom, who works where: what permissions rest on, by one question.

What one person may do rests on what is theirs and on those below them: a request reads no more than that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Label,
    Select,
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
_PERSON: Final[BindParameter[UUID]] = bindparam("of_person", type_=Uuid())
_NOBODY: Final = cast(null(), Uuid())
_NO_SCHOOL: Final = cast(null(), Integer())
_NO_WORD: Final = cast(null(), String())

_Facts = Select[Any]
_Where = ColumnElement[bool]


def _asked(fact: str, *told: Any) -> _Facts:
    """One kind of fact, told in the columns that all of them share."""
    names = ("person", "urn", "manager", "word")
    return select(literal_column(f"'{fact}'").label("fact"), *map(_labelled, told, names))


def _labelled(told: ColumnElement[Any], name: str) -> Label[Any]:
    return told.label(name)


def _has(*where: _Where) -> _Facts:
    asked = _asked("has", col(CaseloadRow.person_id), col(CaseloadRow.urn), _NOBODY, _NO_WORD)
    return asked.where(col(CaseloadRow.council) == _COUNCIL, *where)


def _works(*where: _Where) -> _Facts:
    row = AccountRow
    asked = _asked("works", col(row.person_id), _NO_SCHOOL, col(row.reports_to), col(row.area))
    is_told = col(row.reports_to).is_not(None) | (col(row.area) != "")
    return asked.where(col(row.council) == _COUNCIL, is_told, *where)


def _given(*where: _Where) -> _Facts:
    row = AccessRow
    asked = _asked("given", col(row.person_id), col(row.urn), _NOBODY, col(row.way))
    return asked.where(col(row.council) == _COUNCIL, col(row.from_on) <= _DAY, col(row.to_on) >= _DAY, *where)


def _lies(*where: _Where) -> _Facts:
    asked = _asked("lies", _NOBODY, col(SchoolAreaRow.urn), _NOBODY, col(SchoolAreaRow.area))
    return asked.where(col(SchoolAreaRow.council) == _COUNCIL, *where)


def _below() -> CTE:
    """Everyone who answers to the person, directly or through others."""
    of_council = select(col(AccountRow.person_id)).where(col(AccountRow.council) == _COUNCIL)
    below = of_council.where(col(AccountRow.reports_to) == _PERSON).cte("below", recursive=True)
    return below.union(of_council.where(col(AccountRow.reports_to) == below.c.person_id))


_LINES: Final[CompoundSelect[Any]] = union_all(_has(), _works(), _given(), _lies())


def _lines_of_one() -> CompoundSelect[Any]:
    below, me = select(_below().c.person_id), (col(AccountRow.person_id) == _PERSON)
    my_area = select(col(AccountRow.area)).where(col(AccountRow.council) == _COUNCIL, me).scalar_subquery()
    return union_all(
        _has(col(CaseloadRow.person_id) == _PERSON),
        _has(col(CaseloadRow.person_id).in_(below)),
        _works(me | col(AccountRow.person_id).in_(below)),
        _given(col(AccessRow.person_id) == _PERSON),
        _lies(col(SchoolAreaRow.area) != "", col(SchoolAreaRow.area) == my_area),
    )


_LINES_OF_ONE: Final = _lines_of_one()


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
    return _read(connection.execute(_LINES, {"of_council": council, "on_day": day}).all())


def lines_of_person(connection: Connection, council: str, person_id: UUID, day: date) -> CouncilLines:
    """What of it decides how this person stands to any school, in this transaction's view."""
    asked = {"of_council": council, "of_person": person_id, "on_day": day}
    return _read(connection.execute(_LINES_OF_ONE, asked).all())


def _read(rows: Iterable[tuple[Any, ...]]) -> CouncilLines:
    found = CouncilLines()
    for fact, person, urn, manager, word in rows:
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
