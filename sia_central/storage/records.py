"""The records of a council: read them, lock them, write them, and number what was written."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
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
    or_,
    select,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from sia_central.storage.in_bulk import Adding, Changing, among, among_asked, as_asked, write_rows
from sia_central.storage.sequence import take_cursors
from sia_central.storage.tables import RecordRow

_RECORDS: Table = RecordRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_C = _RECORDS.c
_STORED: Final[tuple[ColumnElement[Any], ...]] = (
    _C.kind,
    _C.id,
    _C.revision,
    _C.payload,
    _C.urn,
    _C.changed_by,
    _C.cursor,
    _C.is_deleted,
    _C.changed_at,
    _C.compartment,
)
"""In the order of `StoredRecord`."""
_KEY: Final = ("council", "kind", "id")
_WIDE: Final = 50
"""Schools."""
_KEPT_READY: Final = 256
"""Statements, one for each way of seeing or set of kinds: to put one together takes longer than to ask it."""

Columns = ReadOnlyColumnCollection[str, ColumnElement[Any]]

NOT_NUMBERED = 0
"""A record's cursor between being written and being numbered, inside one transaction."""

Key = tuple[str, str]
"""Kind and id."""

NO_NUMBERS: Final[Mapping[Key, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One record as central holds it."""

    kind: str
    id: str
    revision: int
    payload: dict[str, Any]
    urn: int | None
    changed_by: UUID | None
    cursor: int = NOT_NUMBERED
    is_deleted: bool = False
    changed_at: datetime | None = None
    """None for one that is only being written."""
    compartment: str = ""
    """Who alone may see it, beyond its kind and its school: see `services/compartments.py`."""


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

    def condition(self, dialect: str, of: Columns = _C) -> ColumnElement[bool]:
        """This sight as SQL; its schools are one value, however many they are."""
        kinds = among(of.kind, sorted(self.kinds), Text(), dialect)
        if self.compartments is not None:
            kinds = and_(kinds, among(of.compartment, sorted(self.compartments), Text(), dialect))
        if self.urns is None:
            return kinds
        schools = among(of.urn, sorted(self.urns), Integer(), dialect)
        return and_(kinds, or_(schools, of.urn.is_(None)) if self.of_the_council else schools)

    @property
    def is_wide(self) -> bool:
        """Whether it is quicker to look at all of the council than for one school after the other."""
        return self.urns is not None and len(self.urns) > _WIDE


def next_revision(before: StoredRecord | None, epoch: int) -> int:
    """Above every revision there was; after a restore above the epoch, so that the lines never mix."""
    return max(before.revision if before else 0, epoch) + 1


def find_record(connection: Connection, council: str, kind: str, id: str) -> StoredRecord | None:
    """One record, or None."""
    return find_records(connection, council, [(kind, id)]).get((kind, id))


def find_records(
    connection: Connection, council: str, keys: Collection[Key], *, lock: bool = False
) -> dict[Key, StoredRecord]:
    """The records of these keys that exist; locked in one order by all, so that writers queue."""
    if not keys:
        return {}
    ids: dict[str, list[str]] = {}
    for kind, id_ in sorted(set(keys)):
        ids.setdefault(kind, []).append(id_)
    dialect = connection.dialect.name
    asked = {"of_council": council, **{kind: as_asked(wanted, dialect) for kind, wanted in ids.items()}}
    rows = connection.execute(_of_keys(tuple(ids), dialect, lock=lock), asked).all()
    return {(found.kind, found.id): found for found in map(_stored, rows)}


@lru_cache(_KEPT_READY)
def _of_keys(kinds: tuple[str, ...], dialect: str, *, lock: bool) -> Select[Any]:
    """Each kind's ids are asked for by the kind's name."""
    among_ids = [and_(_C.kind == kind, among_asked(_C.id, kind, Text(), dialect)) for kind in kinds]
    chosen = select(*_STORED).where(_C.council == bindparam("of_council"), or_(*among_ids))
    in_order = chosen.order_by(_C.kind, _C.id)
    return in_order.with_for_update() if lock else in_order


def records_of_kind(connection: Connection, council: str, kind: str) -> dict[str, StoredRecord]:
    """Every living record of one kind by id."""
    rows = connection.execute(
        select(*_STORED).where(_C.council == council, _C.kind == kind, _C.is_deleted.is_(False))
    )
    return {row.id: _stored(row) for row in rows}


def live_records(connection: Connection, council: str, kinds: Collection[str]) -> list[StoredRecord]:
    """Every living record of these kinds."""
    chosen = select(*_STORED).where(
        _C.council == council, _C.kind.in_(sorted(kinds)), _C.is_deleted.is_(False)
    )
    return [_stored(row) for row in connection.execute(chosen)]


def live_records_by_school(
    connection: Connection, council: str, kinds: Collection[str]
) -> Iterator[list[StoredRecord]]:
    """Every living record of these kinds, a school at a time; those of no one school come together."""
    living = (_C.council == council, _C.kind.in_(sorted(kinds)), _C.is_deleted.is_(False))
    for (urn,) in connection.execute(select(_C.urn).where(*living).distinct()).all():
        of_school = _C.urn == urn if urn is not None else _C.urn.is_(None)
        yield [_stored(row) for row in connection.execute(select(*_STORED).where(*living, of_school))]


def records_of_school(connection: Connection, council: str, kind: str, urn: int | None) -> list[StoredRecord]:
    """Every living record of one kind about this school, or with None about no one school."""
    chosen = select(*_STORED).where(
        _C.council == council,
        _C.kind == kind,
        _C.urn == urn if urn is not None else _C.urn.is_(None),
        _C.is_deleted.is_(False),
    )
    return [_stored(row) for row in connection.execute(chosen)]


def add_record(connection: Connection, council: str, record: StoredRecord, at: datetime) -> None:
    """Write a record that is new; it has no number until `number_records`."""
    write_rows(connection, records_added(council, [record], at))


def records_added(
    council: str, records: Sequence[StoredRecord], at: datetime, numbers: Mapping[Key, int] = NO_NUMBERS
) -> Adding:
    """Records that are new; one that is given no number here has none until `number_records`."""
    return Adding(_RECORDS, [_row(council, each, at, numbers) for each in records])


def replace_record(connection: Connection, council: str, record: StoredRecord, at: datetime) -> None:
    """Write the next revision of a record; it has no number until `number_records`."""
    write_rows(connection, records_replaced(council, [record], at))


def records_replaced(
    council: str, records: Sequence[StoredRecord], at: datetime, numbers: Mapping[Key, int] = NO_NUMBERS
) -> Changing:
    """The next revisions of records, numbered as `records_added` does."""
    return Changing(_RECORDS, _KEY, [_row(council, each, at, numbers) for each in records])


def number_records(connection: Connection, council: str, keys: Iterable[Key]) -> None:
    """Give what was written its place in the order of changes; the last thing before commit."""
    wanted = list(dict.fromkeys(keys))
    if wanted:
        numbers = take_cursors(connection, council, len(wanted))
        write_rows(connection, records_numbered(council, dict(zip(wanted, numbers, strict=True))))


def records_numbered(council: str, numbers: Mapping[Key, int]) -> Changing:
    """The places of records that stand there without."""
    rows = [
        {"council": council, "kind": kind, "id": id_, "cursor": cursor}
        for (kind, id_), cursor in numbers.items()
    ]
    return Changing(_RECORDS, _KEY, rows)


def keys_of_school(connection: Connection, council: str, urn: int) -> list[Key]:
    """Every record of one school, in the order in which they last changed."""
    rows = connection.execute(
        select(_C.kind, _C.id)
        .where(_C.council == council, _C.urn == urn)
        .order_by(_C.cursor, _C.kind, _C.id)
        .with_for_update()
    )
    return [(row.kind, row.id) for row in rows]


def records_about_school(
    connection: Connection, council: str, urn: int, kinds: Collection[str]
) -> list[StoredRecord]:
    """The live records of these kinds about one school."""
    rows = connection.execute(
        select(*_STORED).where(
            _C.council == council, _C.urn == urn, _C.kind.in_(sorted(kinds)), _C.is_deleted.is_(False)
        )
    )
    return [_stored(row) for row in rows]


def records_after(
    connection: Connection,
    council: str,
    cursor: int,
    sights: Collection[Sight],
    limit: int,
    but: Collection[int] = (),
) -> list[WireRecord]:
    """The next records in the order of changes that these sights allow, without those at the places `but`."""
    dialect = connection.dialect.name
    asked = {"of_council": council, "since": cursor, "most": limit}
    if but:
        asked["but"] = as_asked(sorted(but), dialect)
    rows = connection.execute(_after(tuple(sights), dialect, is_any_left_out=bool(but)), asked)
    return list(map(WireRecord._make, rows.all()))


@lru_cache(_KEPT_READY)
def _after(sights: tuple[Sight, ...], dialect: str, *, is_any_left_out: bool) -> Select[Any]:
    as_kept: ColumnElement[Any] = cast(_C.payload, Text).label("payload")
    said = (_C.kind, _C.id, _C.revision, as_kept, _C.cursor, _C.is_deleted, _C.changed_by, _C.changed_at)
    chosen = select(*said).where(
        _C.council == bindparam("of_council"), _C.cursor > bindparam("since"), _seen(dialect, sights)
    )
    if is_any_left_out:
        chosen = chosen.where(~among_asked(_C.cursor, "but", BigInteger(), dialect))
    return chosen.order_by(_C.cursor).limit(bindparam("most"))


def attachments_of_file(
    connection: Connection, council: str, sha256: str, sights: Collection[Sight]
) -> list[StoredRecord]:
    """The records that name a file, as far as these sights allow."""
    rows = connection.execute(
        select(*_STORED).where(
            _C.council == council,
            _C.file_sha256 == sha256,
            _C.is_deleted.is_(False),
            _seen(connection.dialect.name, sights),
        )
    )
    return [_stored(row) for row in rows]


def count_records(connection: Connection, council: str, sights: Collection[Sight]) -> dict[str, int]:
    """Live records per kind that these sights allow."""
    rows = connection.execute(_counting(tuple(sights), connection.dialect.name), {"of_council": council})
    return dict(rows.all())


@lru_cache(_KEPT_READY)
def _counting(sights: tuple[Sight, ...], dialect: str) -> Select[Any]:
    live = (_C.council == bindparam("of_council"), _C.is_deleted.is_(False))
    if any(each.is_wide for each in sights):  # judge each group of rows that are seen alike, not each row
        alike = (_C.urn, _C.kind, _C.compartment)
        groups = select(*alike, func.count().label("n")).where(*live).group_by(*alike)
        group = groups.cte("alike").prefix_with("MATERIALIZED")
        chosen: Select[Any] = select(group.c.kind, cast(func.sum(group.c.n), Integer))
        return chosen.where(_seen(dialect, sights, group.c)).group_by(group.c.kind)
    return select(_C.kind, func.count()).where(*live, _seen(dialect, sights)).group_by(_C.kind)


def live_counts(connection: Connection, council: str) -> dict[str, int]:
    """Every living record by its kind."""
    rows = connection.execute(
        select(_C.kind, func.count())
        .where(_C.council == council, _C.is_deleted.is_(False))
        .group_by(_C.kind)
        .order_by(_C.kind)
    )
    return dict(rows.all())


def _seen(dialect: str, sights: Collection[Sight], of: Columns = _C) -> ColumnElement[bool]:
    return or_(False, *(sight.condition(dialect, of) for sight in sights))


def _row(council: str, record: StoredRecord, at: datetime, numbers: Mapping[Key, int]) -> dict[str, Any]:
    return {
        "council": council,
        "kind": record.kind,
        "id": record.id,
        "revision": record.revision,
        "cursor": numbers.get((record.kind, record.id), NOT_NUMBERED),
        "urn": record.urn,
        "payload": record.payload,
        "file_sha256": _file_of(record),
        "compartment": record.compartment,
        "is_deleted": record.is_deleted,
        "changed_by": record.changed_by,
        "changed_at": at,
    }


def _file_of(record: StoredRecord) -> str | None:
    """The file a record names; handed-over work may name one too."""
    match record.kind:
        case _ if record.is_deleted:
            return None
        case "attachment":
            return str(record.payload["sha256"])
        case "held_change" if record.payload["kind"] == "attachment":
            return str(record.payload["content"]["sha256"])
        case _:
            return None


def _stored(row: Sequence[Any]) -> StoredRecord:
    return StoredRecord(*row)
