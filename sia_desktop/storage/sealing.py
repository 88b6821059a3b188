"""Freezes what is to be sent next, many records by few plain statements."""

import json
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy import JSON, Boolean, Table

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
    UPDATE outbox SET state = ?, attempts = attempts + ?, change_id = ?, base_revision = ?, payload = ?
    WHERE position = ?
"""
_AGAIN: Final = "UPDATE outbox SET state = ?, attempts = attempts + 1 WHERE change_id = ?"
_COPIES: Final = """
    SELECT record_id, revision, payload FROM central_copy
    WHERE kind = ? AND record_id IN (SELECT value FROM json_each(?))
"""


def is_anything_to_seal(connection: Connection) -> bool:
    """Whether anything is unsent; hardly ever is it worth a transaction that writes."""
    return connection.execute(_IS_ANY).fetchone() is not None


def seal(connection: Connection, limit: int, sent_already: Set[Key]) -> tuple[Change, ...]:
    """What was sealed and is unanswered, unchanged; then the oldest of what waits, frozen as it stands.

    All of it is noted as sent, for it leaves now; unless it is about records in `sent_already` alone.
    """
    again = [_change(*row) for row in connection.execute(_IN_FLIGHT, (limit,))]
    new, position = list[tuple[int, Change]](), _BEFORE_ALL
    while len(again) + len(new) < limit and (
        waiting := connection.execute(_WAITING, (position, limit - len(again) - len(new))).fetchall()
    ):
        new += _taken(connection, waiting)
        position = waiting[-1][0]
    changes = (*again, *(change for _, change in new))
    leaves = any((change.kind, change.id) not in sent_already for change in changes)
    state = OutboxState.SENT if leaves else OutboxState.SEALED
    connection.executemany(_FREEZE, [(state, leaves, *_frozen(change), place) for place, change in new])
    if leaves:
        connection.executemany(_AGAIN, [(state, str(change.change_id)) for change in again])
    return changes


def _taken(connection: Connection, waiting: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, Change]]:
    """These as they stand, each with its place; what central knows so, or what is gone, is forgotten."""
    keys = [(kind, record_id) for _, kind, record_id in waiting]
    records, copies = _records(connection, keys), _copies(connection, keys)
    for position, kind, record_id in waiting:
        payload, copy = records.get((kind, record_id)), copies.get((kind, record_id))
        if payload is None or (copy is not None and copy[1] in (None, payload)):
            connection.execute("DELETE FROM outbox WHERE position = ?", (position,))
        else:
            yield position, _sealed(uuid4(), kind, record_id, copy[0] if copy else 0, payload)


def _frozen(change: Change) -> tuple[str, int, str]:
    return str(change.change_id), change.base_revision, as_json(change.payload)


def _records(connection: Connection, keys: Iterable[Key]) -> dict[Key, _Json]:
    """The records as they stand here, in the wire's spelling."""
    found: dict[Key, _Json] = {}
    for kind, ids in _by_kind(keys).items():
        names, nested, boolean = _columns(kind)
        columns = ", ".join(f'"{name}"' for name in names)
        chosen = f"""
            SELECT id, {columns} FROM {ROWS[kind].__tablename__} WHERE id IN (SELECT value FROM json_each(?))
        """  # noqa: S608 - our own names
        for record_id, *values in connection.execute(chosen, (as_json(ids),)):
            payload = dict(zip(names, values, strict=True))
            for name in nested:
                if isinstance(payload[name], str):  # SQLite keeps JSON that is one number as that number
                    payload[name] = json.loads(payload[name])
            for name in boolean:
                payload[name] = None if payload[name] is None else bool(payload[name])
            found[kind, record_id] = payload
    return found


@cache
def _columns(kind: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The columns that make up a payload; those of them that are kept as JSON; and as 0 or 1."""
    table: Table = ROWS[kind].__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    columns = [column for column in table.columns if column.name not in ROWS[kind].BESIDE]
    return (
        tuple(column.name for column in columns),
        tuple(column.name for column in columns if isinstance(column.type, JSON)),
        tuple(column.name for column in columns if isinstance(column.type, Boolean)),
    )


def _copies(connection: Connection, keys: Iterable[Key]) -> dict[Key, tuple[int, Any]]:
    """Revision and payload of each as central last knew it; None where the record itself says it."""
    return {
        (kind, record_id): (revision, None if payload is None else json.loads(payload))
        for kind, ids in _by_kind(keys).items()
        for record_id, revision, payload in connection.execute(_COPIES, (kind, as_json(ids)))
    }


def _by_kind(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, record_id in keys:
        found.setdefault(kind, []).append(record_id)
    return found


def _change(change_id: str, kind: str, record_id: str, base_revision: int, payload: str) -> Change:
    return _sealed(UUID(change_id), kind, record_id, base_revision, json.loads(payload))


def _sealed(change_id: UUID, kind: str, record_id: str, base_revision: int, payload: _Json) -> Change:
    """Our own words are not checked once more."""
    return Change.model_construct(
        change_id=change_id, kind=kind, id=record_id, base_revision=base_revision, payload=payload
    )
