"""The records of a council: read them, lock them, write them, and number what was written."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from sia_central.storage.sequence import take_cursors
from sia_central.storage.tables import RecordRow

_RECORDS: Table = RecordRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_C = _RECORDS.c

NOT_NUMBERED = 0
"""A record's cursor between being written and being numbered, inside one transaction."""

Key = tuple[str, str]
"""Kind and id."""


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


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be seen of one set of kinds: every school (`urns` is None) or these only."""

    kinds: frozenset[str]
    urns: frozenset[int] | None
    of_the_council: bool = False
    """Whether what is about no one school is seen too."""
    compartments: frozenset[str] | None = frozenset({""})
    """Which compartments are seen; None for all, where it is central itself that looks."""

    def condition(self) -> ColumnElement[bool]:
        """This sight as SQL."""
        kinds: ColumnElement[bool] = _C.kind.in_(sorted(self.kinds))
        if self.compartments is not None:
            kinds = and_(kinds, _C.compartment.in_(sorted(self.compartments)))
        if self.urns is None:
            return kinds
        schools = _C.urn.in_(sorted(self.urns))
        return and_(kinds, or_(schools, _C.urn.is_(None)) if self.of_the_council else schools)


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
    statement = (
        select(_RECORDS)
        .where(_C.council == council, tuple_(_C.kind, _C.id).in_(sorted(set(keys))))
        .order_by(_C.kind, _C.id)
    )
    if lock:
        statement = statement.with_for_update()
    return {(row.kind, row.id): _stored(row) for row in connection.execute(statement)}


def records_of_kind(connection: Connection, council: str, kind: str) -> dict[str, StoredRecord]:
    """Every living record of one kind by id."""
    rows = connection.execute(
        select(_RECORDS).where(_C.council == council, _C.kind == kind, _C.is_deleted.is_(False))
    )
    return {row.id: _stored(row) for row in rows}


def live_records(connection: Connection, council: str, kinds: Collection[str]) -> list[StoredRecord]:
    """Every living record of these kinds."""
    chosen = select(_RECORDS).where(
        _C.council == council, _C.kind.in_(sorted(kinds)), _C.is_deleted.is_(False)
    )
    return [_stored(row) for row in connection.execute(chosen)]


def records_of_school(connection: Connection, council: str, kind: str, urn: int | None) -> list[StoredRecord]:
    """Every living record of one kind about this school, or with None about no one school."""
    chosen = select(_RECORDS).where(
        _C.council == council,
        _C.kind == kind,
        _C.urn == urn if urn is not None else _C.urn.is_(None),
        _C.is_deleted.is_(False),
    )
    return [_stored(row) for row in connection.execute(chosen)]


def add_record(connection: Connection, council: str, record: StoredRecord, at: datetime) -> None:
    """Write a record that is new; it has no number until `number_records`."""
    connection.execute(insert(_RECORDS).values(council=council, **_values(record, at), **_key(record)))


def replace_record(connection: Connection, council: str, record: StoredRecord, at: datetime) -> None:
    """Write the next revision of a record; it has no number until `number_records`."""
    connection.execute(
        update(_RECORDS)
        .where(_C.council == council, _C.kind == record.kind, _C.id == record.id)
        .values(**_values(record, at))
    )


def number_records(connection: Connection, council: str, keys: Iterable[Key]) -> None:
    """Give what was written its place in the order of changes; the last thing before commit."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return
    for (kind, id_), cursor in zip(wanted, take_cursors(connection, council, len(wanted)), strict=True):
        connection.execute(
            update(_RECORDS).where(_C.council == council, _C.kind == kind, _C.id == id_).values(cursor=cursor)
        )


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
        select(_RECORDS).where(
            _C.council == council, _C.urn == urn, _C.kind.in_(sorted(kinds)), _C.is_deleted.is_(False)
        )
    )
    return [_stored(row) for row in rows]


def records_after(
    connection: Connection, council: str, cursor: int, sights: Collection[Sight], limit: int
) -> list[StoredRecord]:
    """The next records in the order of changes that these sights allow."""
    rows = connection.execute(
        select(_RECORDS)
        .where(_C.council == council, _C.cursor > cursor, _seen(sights))
        .order_by(_C.cursor)
        .limit(limit)
    )
    return [_stored(row) for row in rows]


def attachments_of_file(
    connection: Connection, council: str, sha256: str, sights: Collection[Sight]
) -> list[StoredRecord]:
    """The records that name a file, as far as these sights allow."""
    rows = connection.execute(
        select(_RECORDS).where(
            _C.council == council,
            _C.file_sha256 == sha256,
            _C.is_deleted.is_(False),
            _seen(sights),
        )
    )
    return [_stored(row) for row in rows]


def count_records(connection: Connection, council: str, sights: Collection[Sight]) -> dict[str, int]:
    """Live records per kind that these sights allow."""
    rows = connection.execute(
        select(_C.kind, func.count())
        .where(_C.council == council, _C.is_deleted.is_(False), _seen(sights))
        .group_by(_C.kind)
    )
    return dict(rows.all())


def live_counts(connection: Connection, council: str) -> dict[str, int]:
    """Every living record by its kind."""
    rows = connection.execute(
        select(_C.kind, func.count())
        .where(_C.council == council, _C.is_deleted.is_(False))
        .group_by(_C.kind)
        .order_by(_C.kind)
    )
    return dict(rows.all())


def _seen(sights: Collection[Sight]) -> ColumnElement[bool]:
    return or_(False, *(sight.condition() for sight in sights))


def _key(record: StoredRecord) -> dict[str, str]:
    return {"kind": record.kind, "id": record.id}


def _values(record: StoredRecord, at: datetime) -> Mapping[str, Any]:
    return {
        "revision": record.revision,
        "cursor": NOT_NUMBERED,
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


def _stored(row: Row[Any]) -> StoredRecord:
    return StoredRecord(
        kind=row.kind,
        id=row.id,
        revision=row.revision,
        payload=row.payload,
        urn=row.urn,
        changed_by=row.changed_by,
        cursor=row.cursor,
        is_deleted=row.is_deleted,
        changed_at=row.changed_at,
        compartment=row.compartment,
    )
