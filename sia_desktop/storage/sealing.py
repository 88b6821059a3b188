"""Freezes what is to be sent next, many records by few statements."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy import Table
from sqlmodel import col, select

from sia_contract.changes import Change
from sia_contract.json_text import as_json
from sia_desktop.storage.desk import Desk
from sia_desktop.storage.tables import ROWS
from sia_desktop.storage.tables.sync_tables import IN_FLIGHT, CentralCopyRow, OutboxRow, OutboxState

Key = tuple[str, str]
_Json = dict[str, JsonValue]


def seal(desk: Desk, limit: int) -> tuple[Change, ...]:
    """What was sealed and is unanswered, unchanged; then the oldest of what waits, frozen as it stands."""
    sealed = [_change(row) for row in desk.outbox.all_in(*IN_FLIGHT)[:limit]]
    while len(sealed) < limit and (waiting := desk.outbox.oldest_waiting(limit - len(sealed))):
        sealed += _freeze(desk, waiting)
    return tuple(sealed)


def _freeze(desk: Desk, waiting: Sequence[tuple[int, str, str]]) -> list[Change]:
    """Seal these; what central knows so already, or what is gone, is forgotten."""
    keys = [(kind, record_id) for _, kind, record_id in waiting]
    records, copies = _records(desk, keys), _copies(desk, keys)
    changes: list[Change] = []
    frozen: list[tuple[Any, ...]] = []
    idle: list[tuple[int]] = []
    for position, kind, record_id in waiting:
        payload, copy = records.get((kind, record_id)), copies.get((kind, record_id))
        if payload is None or (copy is not None and copy[1] in (None, payload)):
            idle.append((position,))
            continue
        base = copy[0] if copy else 0
        change = Change(change_id=uuid4(), kind=kind, id=record_id, base_revision=base, payload=payload)
        changes.append(change)
        frozen.append((OutboxState.SEALED, str(change.change_id), base, as_json(payload), position))
    connection = desk.session.connection()
    if frozen:
        connection.exec_driver_sql(
            "UPDATE outbox SET state = ?, change_id = ?, base_revision = ?, payload = ? WHERE position = ?",
            frozen,
        )
    if idle:
        connection.exec_driver_sql("DELETE FROM outbox WHERE position = ?", idle)
    return changes


def _records(desk: Desk, keys: Iterable[Key]) -> dict[Key, _Json]:
    """The records as they stand here, in the wire's spelling."""
    found: dict[Key, _Json] = {}
    for kind, ids in _by_kind(keys).items():
        table: Table = ROWS[kind].__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
        for row in desk.session.connection().execute(table.select().where(table.c.id.in_(ids))):
            columns = row._mapping
            payload = {name: columns[name] for name in columns if name not in ROWS[kind].BESIDE}
            found[kind, columns["id"]] = payload
    return found


def _copies(desk: Desk, keys: Iterable[Key]) -> dict[Key, tuple[int, Any]]:
    """Revision and payload of each as central last knew it; None where the record itself says it."""
    copy = CentralCopyRow
    return {
        (kind, record_id): (revision, payload)
        for kind, ids in _by_kind(keys).items()
        for record_id, revision, payload in desk.session.exec(
            select(copy.record_id, copy.revision, copy.payload).where(
                copy.kind == kind, col(copy.record_id).in_(ids)
            )
        )
    }


def _by_kind(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, record_id in keys:
        found.setdefault(kind, []).append(record_id)
    return found


def _change(row: OutboxRow) -> Change:
    if row.change_id is None or row.base_revision is None or not isinstance(row.payload, dict):
        raise ValueError("a sealed change has its id, its base and its content")
    return Change(
        change_id=UUID(row.change_id),
        kind=row.kind,
        id=row.record_id,
        base_revision=row.base_revision,
        payload=row.payload,
    )
