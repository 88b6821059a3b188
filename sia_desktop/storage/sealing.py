"""Freezes what is to be sent next, many records by few plain statements.

What a sealed change says is not written down again while its record says it: whatever writes over the record
writes it down first (`Shelf.put`, `Shelf.remove`), and so does whatever changes the shape of the database.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final
from uuid import UUID, uuid4

from pydantic import JsonValue

from sia_contract.changes import Change
from sia_contract.json_text import as_json
from sia_desktop.storage.connection import Connection
from sia_desktop.storage.tables import ROWS
from sia_desktop.storage.tables.sync_tables import OutboxState

Key = tuple[str, str]
_Json = dict[str, JsonValue]

_IS_ANY: Final = "SELECT 1 FROM outbox WHERE state IN ('sealed', 'sent', 'waiting') LIMIT 1"
_IN_FLIGHT: Final = """
    SELECT change_id, kind, record_id, base_revision, payload FROM outbox
    WHERE state IN ('sealed', 'sent') ORDER BY position LIMIT ?
"""
_WAITING: Final = """
    SELECT position, kind, record_id FROM outbox AS one
    WHERE position > ? AND state = 'waiting' AND NOT EXISTS (
        SELECT 1 FROM outbox AS flying WHERE flying.state IN ('sealed', 'sent')
        AND flying.kind = one.kind AND flying.record_id = one.record_id
    ) ORDER BY position LIMIT ?
"""
"""Those whose record has a change on its way wait until that is answered."""
_BEFORE_ALL: Final = -(2**63)
_FREEZE: Final = """
    UPDATE outbox SET state = ?, attempts = attempts + ?, change_id = ?, base_revision = ? WHERE position = ?
"""
_AGAIN: Final = "UPDATE outbox SET state = ?, attempts = attempts + 1 WHERE change_id = ?"
_COPIES: Final = """
    SELECT record_id, revision, payload IS NULL, iif(octet_length(payload) = ours.value, payload, NULL)
    FROM json_each(?) AS ours CROSS JOIN central_copy ON kind = ? AND record_id = ours.key
"""
"""The words of a base copy are read only where they are as long as ours, and so may be the same."""
_SAID_BY_THE_RECORD: Final = """
    SELECT kind, record_id FROM outbox WHERE state IN ('sealed', 'sent') AND payload IS NULL
"""
_WRITE_OUT: Final = """
    UPDATE outbox SET payload = ? WHERE state IN ('sealed', 'sent') AND kind = ? AND record_id = ?
"""


def is_anything_to_seal(connection: Connection) -> bool:
    """Whether anything is unsent; hardly ever is it worth a transaction that writes."""
    return connection.execute(_IS_ANY).fetchone() is not None


def seal(connection: Connection, limit: int, sent_already: Set[Key]) -> tuple[Change, ...]:
    """What was sealed and is unanswered, unchanged; then the oldest of what waits, frozen as it stands.

    All of it is noted as sent, for it leaves now; unless it is about records in `sent_already` alone.
    """
    again = _unanswered(connection, limit)
    new, position = list[tuple[int, Change]](), _BEFORE_ALL
    while len(again) + len(new) < limit and (
        waiting := connection.execute(_WAITING, (position, limit - len(again) - len(new))).fetchall()
    ):
        new += _taken(connection, waiting)
        position = waiting[-1][0]
    changes = (*again, *(change for _, change in new))
    leaves = any((change.kind, change.id) not in sent_already for change in changes)
    state = OutboxState.SENT if leaves else OutboxState.SEALED
    frozen = [(state, leaves, str(change.change_id), change.base_revision, place) for place, change in new]
    connection.executemany(_FREEZE, frozen)
    if leaves:
        connection.executemany(_AGAIN, [(state, str(change.change_id)) for change in again])
    return changes


def write_out(connection: Connection) -> None:
    """Write down what every sealed change says: the shape of the records is about to change."""
    keys = connection.execute(_SAID_BY_THE_RECORD).fetchall()
    said = [(as_json(payload), *key) for key, payload in _records(connection, keys).items()]
    connection.executemany(_WRITE_OUT, said)


def _unanswered(connection: Connection, limit: int) -> list[Change]:
    """What was sealed and is unanswered, exactly as it was."""
    rows = connection.execute(_IN_FLIGHT, (limit,)).fetchall()
    records = _records(connection, [(kind, record_id) for _, kind, record_id, _, said in rows if not said])
    return [
        _sealed(
            UUID(change_id),
            kind,
            record_id,
            base_revision,
            json.loads(said) if said else records[kind, record_id],
        )
        for change_id, kind, record_id, base_revision, said in rows
    ]


def _taken(connection: Connection, waiting: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, Change]]:
    """These as they stand, each with its place; what central knows so, or what is gone, is forgotten."""
    keys = [(kind, record_id) for _, kind, record_id in waiting]
    records = _records(connection, keys)
    revisions, known_so = _copies(connection, records)
    for position, kind, record_id in waiting:
        key, payload = (kind, record_id), records.get((kind, record_id))
        if payload is None or key in known_so:
            connection.execute("DELETE FROM outbox WHERE position = ?", (position,))
        else:
            yield position, _sealed(uuid4(), kind, record_id, revisions.get(key, 0), payload)


def _records(connection: Connection, keys: Iterable[Key]) -> dict[Key, _Json]:
    """The records as they stand here, in the wire's spelling."""
    found: dict[Key, _Json] = {}
    for kind, ids in _by_kind(keys).items():
        table, types = ROWS[kind].__tablename__, _columns(connection, kind)
        nested = [name for name, type_ in types.items() if type_ == "JSON"]
        boolean = [name for name, type_ in types.items() if type_ == "BOOLEAN"]
        columns = ", ".join(f'"{name}"' for name in types)
        chosen = f"SELECT id, {columns} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        for record_id, *values in connection.execute(chosen, (as_json(ids),)):
            payload = dict(zip(types, values, strict=True))
            for name in nested:
                if isinstance(payload[name], str):  # SQLite keeps JSON that is one number as that number
                    payload[name] = json.loads(payload[name])
            for name in boolean:
                payload[name] = None if payload[name] is None else bool(payload[name])
            found[kind, record_id] = payload
    return found


def _columns(connection: Connection, kind: str) -> dict[str, str]:
    """The columns of a payload and their types, as they are in this file: it may be an older one."""
    table = f"PRAGMA table_info({ROWS[kind].__tablename__})"
    return {name: type_ for _, name, type_, *_ in connection.execute(table) if name not in ROWS[kind].BESIDE}


def _copies(connection: Connection, records: Mapping[Key, _Json]) -> tuple[dict[Key, int], set[Key]]:
    """The revision that central last knew of each; and of which it knows what they say now."""
    revisions, known_so = dict[Key, int](), set[Key]()
    for kind, ids in _by_kind(records).items():
        ours = as_json({each: len(as_json(records[kind, each]).encode()) for each in ids})
        for record_id, revision, is_the_record, known in connection.execute(_COPIES, (ours, kind)):
            key = (kind, record_id)
            revisions[key] = revision
            if is_the_record or (known is not None and json.loads(known) == records[key]):
                known_so.add(key)
    return revisions, known_so


def _by_kind(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, record_id in keys:
        found.setdefault(kind, []).append(record_id)
    return found


def _sealed(change_id: UUID, kind: str, record_id: str, base_revision: int, payload: _Json) -> Change:
    """Our own words are not checked once more."""
    return Change.model_construct(
        change_id=change_id, kind=kind, id=record_id, base_revision=base_revision, payload=payload
    )
