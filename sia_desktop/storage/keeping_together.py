"""Keeps what of a page needs no merging, by few statements: SQLAlchemy's care of each row takes its time.

That is nearly all of it: records never heard of, records that nobody here has touched, and our own changes
that come back. Whatever else there is, `receiving.py` takes in one by one.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any, Final

from pydantic import JsonValue
from sqlalchemy import JSON, Connection

from sia_contract.changes import PageEntry, Record
from sia_contract.json_text import as_json
from sia_contract.kinds import urn_of
from sia_desktop.storage.desk import Desk, checked_together
from sia_desktop.storage.shelf import Json
from sia_desktop.storage.tables import ROWS

Key = tuple[str, str]
_Row = tuple[Any, ...]

_COPY: Final = ("kind", "record_id", "urn", "revision", "receipt")
_BASE: Final = "revision, payload, ended_epoch"
_NESTED: Final = (dict, list)
_AMONG: Final = "IN (SELECT value FROM json_each(?))"


@dataclass(slots=True)
class _Here:
    """What this laptop has of the records of one kind that a page names."""

    rows: Mapping[str, _Row]
    copies: Mapping[str, tuple[int, str | None, int | None]]
    """Revision, payload (None where the record says it) and ended epoch of each base copy."""
    edited: frozenset[str]
    """Those with a change on its way."""


@dataclass(slots=True)
class _ToKeep:
    """What is to be written of one kind."""

    rows: list[_Row] = field(default_factory=list)
    copies: list[_Row] = field(default_factory=list)
    changed_rows: dict[tuple[str, ...], list[_Row]] = field(default_factory=dict)
    """By the columns that change: an index over none of them need not be written."""
    changed_copies: list[_Row] = field(default_factory=list)


def keep_together(desk: Desk, entries: Sequence[PageEntry]) -> set[Key]:
    """Keep what can be kept so; gives the keys of what is done with. On a page with removals, nothing is."""
    records = {(each.kind, each.id): each for each in entries if isinstance(each, Record)}
    if len(records) < len(entries) or desk.is_any_leaving():
        return set()
    by_kind: dict[str, list[Record]] = {}
    for (kind, _), record in records.items():
        by_kind.setdefault(kind, []).append(record)
    connection, done = desk.session.connection(), set[Key]()
    for kind in by_kind.keys() & ROWS.keys():
        entries, to_keep = by_kind[kind], _ToKeep()
        here = _here(connection, kind, [each.id for each in entries])
        payloads = checked_together(kind, entries)
        done |= {
            (kind, each.id)
            for each, payload in zip(entries, payloads, strict=True)
            if _is_plain(each, payload, here, to_keep)
        }
        _write(connection, kind, to_keep)
    return done


def _is_plain(record: Record, payload: Json, here: _Here, to_keep: _ToKeep) -> bool:
    """Whether nothing of ours stands against it; if so, what is to be written of it is noted."""
    kind, record_id = record.kind, record.id
    row, copy = here.rows.get(record_id), here.copies.get(record_id)
    if record_id in here.edited and copy is None:
        return False
    urn, becomes = urn_of(kind, payload), _columns(kind, record_id, payload)
    if row is None and copy is None:
        to_keep.rows.append(becomes)
        to_keep.copies.append((kind, record_id, urn, record.revision, ""))
        return True
    if row is None or copy is None:
        return False
    revision, base, ended_epoch = copy
    if ended_epoch is not None:
        return False
    known = row if base is None else _columns(kind, record_id, json.loads(base))
    if revision > record.revision or (revision == record.revision and _say_the_same(kind, known, becomes)):
        return True  # heard before
    if record_id in here.edited or row != known:
        return False
    changed = [n for n, (old, new) in enumerate(zip(row, becomes, strict=True)) if old != new]
    if changed:
        names = tuple(_names(kind)[n] for n in changed)
        to_keep.changed_rows.setdefault(names, []).append((*(becomes[n] for n in changed), record_id))
    to_keep.changed_copies.append((urn, record.revision, kind, record_id))
    return True


def _here(connection: Connection, kind: str, ids: Iterable[str]) -> _Here:
    wanted = as_json(list(ids))

    def found(sql: str, *given: str) -> list[_Row]:
        return [tuple(row) for row in connection.exec_driver_sql(sql, (*given, wanted))]

    columns = ", ".join(f'"{name}"' for name in _names(kind))
    rows = found(f"SELECT id, {columns} FROM {_table(kind)} WHERE id {_AMONG}")  # noqa: S608 - our own names
    copies = found(
        f"SELECT record_id, {_BASE} FROM central_copy WHERE kind = ? AND record_id {_AMONG}",  # noqa: S608
        kind,
    )
    edited = found(f"SELECT record_id FROM outbox WHERE kind = ? AND record_id {_AMONG}", kind)  # noqa: S608
    return _Here(
        rows={row[0]: row[1:] for row in rows},
        copies={copy[0]: (copy[1], copy[2], copy[3]) for copy in copies},
        edited=frozenset(row[0] for row in edited),
    )


def _write(connection: Connection, kind: str, to_keep: _ToKeep) -> None:
    if to_keep.rows:
        connection.exec_driver_sql(_insert(_table(kind), _names(kind)), to_keep.rows)
        connection.exec_driver_sql(_insert("central_copy", _COPY), to_keep.copies)
    for names, values in to_keep.changed_rows.items():
        sets = ", ".join(f'"{name}" = ?' for name in names)
        connection.exec_driver_sql(f"UPDATE {_table(kind)} SET {sets} WHERE id = ?", values)  # noqa: S608
    if to_keep.changed_copies:
        connection.exec_driver_sql(
            "UPDATE central_copy SET urn = ?, revision = ?, payload = NULL WHERE kind = ? AND record_id = ?",
            to_keep.changed_copies,
        )


def _table(kind: str) -> str:
    return str(ROWS[kind].__tablename__)


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(ROWS[kind].model_fields)


@cache
def _in_order(kind: str) -> Callable[[Mapping[str, JsonValue]], _Row]:
    """Takes the columns out of a payload in the order of the table."""
    return itemgetter(*_names(kind))


@cache
def _nested(kind: str) -> tuple[int, ...]:
    """The places of the columns that hold JSON."""
    columns = ROWS[kind].__table__.columns  # type: ignore[attr-defined]  # SQLModel does not declare it
    return tuple(n for n, name in enumerate(_names(kind)) if isinstance(columns[name].type, JSON))


def _say_the_same(kind: str, one: _Row, other: _Row) -> bool:
    """Whether two rows differ in nothing but the order in which their nested parts are spelt."""
    nested = _nested(kind)
    return one == other or all(
        a == b or (place in nested and _value(a) == _value(b))
        for place, (a, b) in enumerate(zip(one, other, strict=True))
    )


def _value(nested: object) -> object:
    """What a nested column says; SQLite gives a number that stands there alone as one, not as its text."""
    return json.loads(nested) if isinstance(nested, str) else nested


def _insert(table: str, names: tuple[str, ...]) -> str:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names


def _columns(kind: str, record_id: str, payload: dict[str, JsonValue]) -> _Row:
    """The row as SQLite takes and gives it; nested parts as JSON."""
    said = ROWS[kind].columns(payload)
    said["id"] = record_id
    row = list(_in_order(kind)(said))
    for place in _nested(kind):
        if isinstance(row[place], _NESTED):
            row[place] = as_json(row[place])
    return tuple(row)
