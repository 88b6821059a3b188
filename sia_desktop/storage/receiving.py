"""Keeps what central sends."""

from collections.abc import Sequence

from sqlalchemy import delete, insert
from sqlmodel import col, select

from sia_contract.changes import PageEntry, Record, Tombstone, Withdrawn
from sia_contract.kinds import RECORD_KINDS, urn_of
from sia_desktop.storage.desk import Desk, checked
from sia_desktop.storage.leaving import remove_record, welcome_back, withdraw
from sia_desktop.storage.rebase import MINE, Between, Theirs, rebase, set_aside
from sia_desktop.storage.restored import receive_again
from sia_desktop.storage.shelf import Json
from sia_desktop.storage.tables import ROWS
from sia_desktop.storage.tables.sync_tables import CentralCopyRow, ConflictCopyRow, LeavingSchoolRow

Key = tuple[str, str]


def receive(desk: Desk, entries: Sequence[PageEntry]) -> None:
    """Keep the entries of a page, in their order; records never heard of go in together."""
    fresh = _never_heard_of(desk, entries)
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
    rows: dict[str, list[Json]] = {}
    copies: list[dict[str, object]] = []
    for record in records:
        payload = checked(record)
        rows.setdefault(record.kind, []).append({"id": record.id, **ROWS[record.kind].columns(payload)})
        copies.append(
            {
                "kind": record.kind,
                "record_id": record.id,
                "urn": urn_of(record.kind, payload),
                "revision": record.revision,
                "payload": payload,
            }
        )
    for kind, values in rows.items():
        desk.session.execute(insert(ROWS[kind]), values)
    if copies:
        desk.session.execute(insert(CentralCopyRow), copies)


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
