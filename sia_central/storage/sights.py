"""What somebody may see of a council's records, and the questions that are answered by it alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
)

from sia_central.storage.in_bulk import among_asked, as_asked
from sia_central.storage.records import KEPT_READY, STORED, StoredRecord, stored_record
from sia_central.storage.tables import OF_MANY_SCHOOLS, RecordRow

_RECORDS: Table = RecordRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_C = _RECORDS.c
_FEW: Final = 50
"""Schools, at most."""
_NEAR: Final = 300_000
"""Numbers since, times schools: what is new at one school after the other is all read before it is put in
order, so somebody far behind reads in the order of changes, a page at a time."""


class Judged(NamedTuple):
    """What decides who sees a record, as columns of what is asked."""

    kind: ColumnElement[str]
    urn: ColumnElement[int | None]
    compartment: ColumnElement[str]


_AS_KEPT: Final = Judged(_C.kind, _C.urn, _C.compartment)
_LEADING_NOWHERE: Final = Judged(*(literal_column(f"+records.{name}") for name in Judged._fields))
"""For SQLite, which for many schools as well would take one after the other, and put all in order after."""


class WireRecord(NamedTuple):
    """One record on its way to a laptop: its payload stays the JSON text that it is kept as."""

    kind: str
    id: str
    revision: int
    payload: str
    cursor: int
    is_deleted: bool
    changed_by: UUID | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be seen of one set of kinds: every school (`urns` is None) or these only."""

    kinds: frozenset[str]
    urns: frozenset[int] | None
    of_the_council: bool = False
    """Whether what is about no one school is seen too."""
    compartments: frozenset[str] | None = frozenset({""})
    """Which compartments are seen; None for all, where it is central itself that looks."""

    @property
    def bare(self) -> "Sight":
        """What a statement depends on: the same for everybody who sees in the same way."""
        of_few = None if self.urns is None else frozenset[int]()
        in_some = None if self.compartments is None else frozenset[str]()
        return Sight(frozenset(), of_few, self.of_the_council, in_some)

    def condition(self, n: int, dialect: str, of: Judged = _AS_KEPT) -> ColumnElement[bool]:
        """This sight as SQL, the `n`th of a statement; what it names is put in by `asked`."""
        kinds = among_asked(of.kind, f"kinds_{n}", Text(), dialect)
        if self.compartments is not None:
            kinds = and_(kinds, among_asked(of.compartment, f"compartments_{n}", Text(), dialect))
        if self.urns is None:
            return kinds
        schools = among_asked(of.urn, f"urns_{n}", Integer(), dialect)
        return and_(kinds, or_(schools, of.urn.is_(None)) if self.of_the_council else schools)

    def asked(self, n: int, dialect: str) -> dict[str, Any]:
        """What it names, however much, as one value each."""
        named = {"kinds": self.kinds, "compartments": self.compartments, "urns": self.urns}
        return {
            f"{name}_{n}": as_asked(sorted(values), dialect)
            for name, values in named.items()
            if values is not None
        }


def records_after(
    connection: Connection,
    council: str,
    cursor: int,
    sights: Sequence[Sight],
    limit: int,
    but: Collection[int] = (),
    *,
    last: int,
) -> list[WireRecord]:
    """The next records in the order of changes that these sights allow, without those at the places `but`.

    `last` is the last number there is: how far behind somebody is decides how theirs are looked for.
    """
    dialect = connection.dialect.name
    asked = {"of_council": council, "since": cursor, "most": limit, **_named(sights, dialect)}
    if but:
        asked["but"] = as_asked(sorted(but), dialect)
    urns = _few_schools(sights)
    if urns is not None and (last - cursor) * len(urns) > _NEAR:
        urns = None
    if urns is not None:
        asked["at"] = as_asked(sorted(urns), dialect)
    statement = _after(_bare(sights), dialect, is_of_few=urns is not None, is_any_left_out=bool(but))
    return list(map(WireRecord._make, connection.execute(statement, asked).all()))


@lru_cache(KEPT_READY)
def _after(sights: tuple[Sight, ...], dialect: str, *, is_of_few: bool, is_any_left_out: bool) -> Select[Any]:
    as_kept: ColumnElement[Any] = cast(_C.payload, Text).label("payload")
    said = (_C.kind, _C.id, _C.revision, as_kept, _C.cursor, _C.is_deleted, _C.changed_by, _C.changed_at)
    of = _AS_KEPT if is_of_few or dialect != "sqlite" else _LEADING_NOWHERE
    chosen = select(*said).where(
        _C.council == bindparam("of_council"),
        _C.cursor > bindparam("since"),
        _at_few(dialect) if is_of_few else text(OF_MANY_SCHOOLS),
        _seen(dialect, sights, of),
    )
    if is_any_left_out:
        chosen = chosen.where(~among_asked(_C.cursor, "but", BigInteger(), dialect))
    return chosen.order_by(_C.cursor).limit(bindparam("most"))


def attachments_of_file(
    connection: Connection, council: str, sha256: str, sights: Sequence[Sight]
) -> list[StoredRecord]:
    """The records that name a file, as far as these sights allow."""
    dialect = connection.dialect.name
    chosen = select(*STORED).where(
        _C.council == council,
        _C.file_sha256 == sha256,
        _C.is_deleted.is_(False),
        _seen(dialect, _bare(sights)),
    )
    return [stored_record(row) for row in connection.execute(chosen, _named(sights, dialect))]


def count_records(connection: Connection, council: str, sights: Sequence[Sight]) -> dict[str, int]:
    """Live records per kind that these sights allow."""
    dialect = connection.dialect.name
    asked = {"of_council": council, **_named(sights, dialect)}
    if (urns := _few_schools(sights)) is not None:
        asked["at"] = as_asked(sorted(urns), dialect)
    rows = connection.execute(_counting(_bare(sights), dialect, is_of_few=urns is not None), asked)
    return dict(rows.all())


@lru_cache(KEPT_READY)
def _counting(sights: tuple[Sight, ...], dialect: str, *, is_of_few: bool) -> Select[Any]:
    live = (_C.council == bindparam("of_council"), _C.is_deleted.is_(False))
    if not is_of_few:  # judge each group of rows that are seen alike, not each row
        alike = (_C.urn, _C.kind, _C.compartment)
        groups = select(*alike, func.count().label("n")).where(*live).group_by(*alike)
        group = groups.cte("alike").prefix_with("MATERIALIZED")
        chosen: Select[Any] = select(group.c.kind, cast(func.sum(group.c.n), Integer))
        return chosen.where(
            _seen(dialect, sights, Judged(group.c.kind, group.c.urn, group.c.compartment))
        ).group_by(group.c.kind)
    counted = select(_C.kind, func.count()).where(*live, _at_few(dialect), _seen(dialect, sights))
    return counted.group_by(_C.kind)


def _seen(dialect: str, sights: Sequence[Sight], of: Judged = _AS_KEPT) -> ColumnElement[bool]:
    return or_(False, *(sight.condition(n, dialect, of) for n, sight in enumerate(sights)))


def _bare(sights: Iterable[Sight]) -> tuple[Sight, ...]:
    return tuple(each.bare for each in sights)


def _named(sights: Iterable[Sight], dialect: str) -> dict[str, Any]:
    return {name: value for n, each in enumerate(sights) for name, value in each.asked(n, dialect).items()}


def _few_schools(sights: Sequence[Sight]) -> frozenset[int] | None:
    """All schools that these sights are about, where they are few."""
    urns: frozenset[int] = frozenset()
    for each in sights:
        if each.urns is None:
            return None
        urns |= each.urns
    return urns if len(urns) <= _FEW else None


def _at_few(dialect: str) -> ColumnElement[bool]:
    """What the sights say already, said so that the index by school is found by it."""
    return or_(among_asked(_C.urn, "at", Integer(), dialect), _C.urn.is_(None))
