"""Keeps what central sends."""

from collections.abc import Sequence

from pydantic import JsonValue
from sqlalchemy import delete
from sqlmodel import col, select

from sia_contract.changes import PageEntry, Record, Tombstone, Withdrawn
from sia_contract.kinds import RECORD_KINDS, urn_of
from sia_desktop.storage.desk import Desk, checked
from sia_desktop.storage.json_text import as_json
from sia_desktop.storage.leaving import remove_record, welcome_back, withdraw
from sia_desktop.storage.rebase import MINE, Between, Theirs, rebase, set_aside
from sia_desktop.storage.restored import receive_again
from sia_desktop.storage.tables import ROWS
from sia_desktop.storage.tables.sync_tables import CentralCopyRow, ConflictCopyRow, LeavingSchoolRow

Key = tuple[str, str]


def receive(desk: Desk, entries: Sequence[PageEntry]) -> None:
    """Keep the entries of a page, in their order; records never heard of go in together."""
    fresh = _never_heard_of(desk, entries)
    ahead = desk.read_ahead([(e.kind, e.id) for e in entries if isinstance(e, Record)]) if not fresh else ()
    for entry in entries:
        match entry:
            case Record():
                if (entry.kind, entry.id) not in fresh:
                    _receive_record(desk, entry)
            case Tombstone():
                _bury(desk, entry)
            case Withdrawn():
                withdraw(desk, entry.urn)
    _add_together(desk, list(fresh.values()))
    del ahead  # until here these rows were at hand


def _never_heard_of(desk: Desk, entries: Sequence[PageEntry]) -> dict[Key, Record]:
    """The usual case of a first sync: nothing here, nothing on its way, nothing else on the page about it."""
    records = {(entry.kind, entry.id): entry for entry in entries if isinstance(entry, Record)}
    is_leaving = desk.session.exec(select(LeavingSchoolRow)).first() is not None
    if len(records) < len(entries) or is_leaving:
        return {}
    ids = [record_id for _, record_id in records]
    copies = select(CentralCopyRow.kind, CentralCopyRow.record_id)
    known = set(desk.session.exec(copies.where(col(CentralCopyRow.record_id).in_(ids))).all())
    for kind in {kind for kind, _ in records} & ROWS.keys():
        table = ROWS[kind]
        here = desk.session.exec(select(table.id).where(col(table.id).in_(ids)))
        known |= {(kind, record_id) for record_id in here}
    return {key: record for key, record in records.items() if key not in known}


def _add_together(desk: Desk, records: list[Record]) -> None:
    """Rows and base copies by the driver itself: SQLAlchemy's care of each row takes most of the time."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    copies: list[tuple[object, ...]] = []
    for record in records:
        payload = checked(record)
        columns = {"id": record.id, **ROWS[record.kind].columns(payload)}
        rows.setdefault(record.kind, []).append(tuple(_plain(columns[name]) for name in _names(record.kind)))
        urn = urn_of(record.kind, payload)
        copies.append((record.kind, record.id, urn, record.revision, as_json(payload), ""))
    connection = desk.session.connection()
    for kind, values in rows.items():
        connection.exec_driver_sql(_insert(str(ROWS[kind].__tablename__), _names(kind)), values)
    if copies:
        names = ("kind", "record_id", "urn", "revision", "payload", "receipt")
        connection.exec_driver_sql(_insert("central_copy", names), copies)


def _names(kind: str) -> tuple[str, ...]:
    return tuple(ROWS[kind].model_fields)


def _insert(table: str, names: tuple[str, ...]) -> str:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names


def _plain(value: JsonValue) -> object:
    """As SQLite takes it; nested parts as JSON."""
    return as_json(value) if isinstance(value, dict | list) else value


def _receive_record(desk: Desk, entry: Record) -> None:
    payload = checked(entry)
    welcome_back(desk, urn_of(entry.kind, payload))
    copy = desk.central_copy(entry.kind, entry.id)
    theirs = Theirs(entry.kind, entry.id, entry.revision, payload, entry.changed_by, entry.changed_at)
    if copy is not None and copy.ended_epoch is not None:
        receive_again(desk, theirs, copy)
        return
    if copy is not None and desk.shelf.find(entry.kind, entry.id) is not None:
        is_known = copy.revision == entry.revision and copy.payload == payload
        if copy.revision > entry.revision or is_known:
            return
    rebase(desk, theirs)


def _bury(desk: Desk, entry: Tombstone) -> None:
    """The record goes; words typed here and not sent go into a conflict copy first."""
    copy = desk.central_copy(entry.kind, entry.id)
    if entry.kind not in RECORD_KINDS or (copy is not None and copy.revision > entry.revision):
        return
    mine = desk.shelf.find(entry.kind, entry.id)
    if mine is None:
        return
    resting = desk.outbox.resting(entry.kind, entry.id)
    if resting is not None or desk.outbox.in_flight(entry.kind, entry.id) is not None:
        known = dict(copy.payload) if copy and isinstance(copy.payload, dict) else {}
        gone = Theirs(entry.kind, entry.id, entry.revision, mine)
        set_aside(desk, gone, MINE, mine, Between(known, mine, {}))
    if resting is not None:
        desk.outbox.remove(resting)
    settled = (col(ConflictCopyRow.kind) == entry.kind, col(ConflictCopyRow.record_id) == entry.id)
    desk.session.execute(
        delete(ConflictCopyRow).where(*settled, col(ConflictCopyRow.settled_at).is_not(None))
    )
    remove_record(desk, entry.kind, entry.id)
