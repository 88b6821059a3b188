"""The records of a council: read them, lock them, write them, and number what was written."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from sia_central.storage.in_bulk import Adding, Changing, among_asked, as_asked, write_rows
from sia_central.storage.sequence import take_cursors
from sia_central.storage.tables import RecordRow

_RECORDS: Table = RecordRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_C = _RECORDS.c
STORED: Final[tuple[ColumnElement[Any], ...]] = (
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
KEPT_READY: Final = 256
"""Statements, one for each set of kinds or shape of sights: to put one together takes longer than to ask."""

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
    return {(found.kind, found.id): found for found in map(stored_record, rows)}


@lru_cache(KEPT_READY)
def _of_keys(kinds: tuple[str, ...], dialect: str, *, lock: bool) -> Select[Any]:
    """Each kind's ids are asked for by the kind's name."""
    among_ids = [and_(_C.kind == kind, among_asked(_C.id, kind, Text(), dialect)) for kind in kinds]
    chosen = select(*STORED).where(_C.council == bindparam("of_council"), or_(*among_ids))
    in_order = chosen.order_by(_C.kind, _C.id)
    return in_order.with_for_update() if lock else in_order


def records_of_kind(connection: Connection, council: str, kind: str) -> dict[str, StoredRecord]:
    """Every living record of one kind by id."""
    rows = connection.execute(
        select(*STORED).where(_C.council == council, _C.kind == kind, _C.is_deleted.is_(False))
    )
    return {row.id: stored_record(row) for row in rows}


def live_records(connection: Connection, council: str, kinds: Collection[str]) -> list[StoredRecord]:
    """Every living record of these kinds."""
    chosen = select(*STORED).where(
        _C.council == council, _C.kind.in_(sorted(kinds)), _C.is_deleted.is_(False)
    )
    return [stored_record(row) for row in connection.execute(chosen)]


def live_records_by_school(
    connection: Connection, council: str, kinds: Collection[str]
) -> Iterator[list[StoredRecord]]:
    """Every living record of these kinds, a school at a time; those of no one school come together."""
    living = (_C.council == council, _C.kind.in_(sorted(kinds)), _C.is_deleted.is_(False))
    for (urn,) in connection.execute(select(_C.urn).where(*living).distinct()).all():
        of_school = _C.urn == urn if urn is not None else _C.urn.is_(None)
        yield [stored_record(row) for row in connection.execute(select(*STORED).where(*living, of_school))]


def records_of_school(connection: Connection, council: str, kind: str, urn: int | None) -> list[StoredRecord]:
    """Every living record of one kind about this school, or with None about no one school."""
    chosen = select(*STORED).where(
        _C.council == council,
        _C.kind == kind,
        _C.urn == urn if urn is not None else _C.urn.is_(None),
        _C.is_deleted.is_(False),
    )
    return [stored_record(row) for row in connection.execute(chosen)]


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
        select(*STORED).where(
            _C.council == council, _C.urn == urn, _C.kind.in_(sorted(kinds)), _C.is_deleted.is_(False)
        )
    )
    return [stored_record(row) for row in rows]


def live_counts(connection: Connection, council: str) -> dict[str, int]:
    """Every living record by its kind."""
    rows = connection.execute(
        select(_C.kind, func.count())
        .where(_C.council == council, _C.is_deleted.is_(False))
        .group_by(_C.kind)
        .order_by(_C.kind)
    )
    return dict(rows.all())


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


def stored_record(row: Sequence[Any]) -> StoredRecord:
    """A row of `STORED`."""
    return StoredRecord(*row)
