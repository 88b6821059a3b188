"""Keeps what central sends."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import col

from sia_contract.changes import PageEntry, Record, Tombstone, Withdrawn
from sia_contract.kinds import RECORD_KINDS, urn_of
from sia_desktop.storage.desk import Desk, checked
from sia_desktop.storage.keeping_together import keep_together
from sia_desktop.storage.leaving import remove_record, welcome_back, withdraw
from sia_desktop.storage.rebase import MINE, Between, Theirs, rebase, set_aside
from sia_desktop.storage.restored import receive_again
from sia_desktop.storage.tables.sync_tables import ConflictCopyRow


def receive(desk: Desk, entries: Sequence[PageEntry]) -> None:
    """Keep the entries of a page, in their order; what needs no merging goes in together."""
    done = keep_together(desk, entries)
    rest = [each for each in entries if not (isinstance(each, Record) and (each.kind, each.id) in done)]
    ahead = desk.read_ahead([(each.kind, each.id) for each in rest if isinstance(each, Record)])
    for entry in rest:
        match entry:
            case Record():
                _receive_record(desk, entry)
            case Tombstone():
                _bury(desk, entry)
            case Withdrawn():
                withdraw(desk, entry.urn)
                desk.session.flush()  # what is still seen of it may come again on this very page
    del ahead  # until here these rows were at hand


def _receive_record(desk: Desk, entry: Record) -> None:
    payload = checked(entry)
    welcome_back(desk, urn_of(entry.kind, payload))
    copy = desk.central_copy(entry.kind, entry.id)
    theirs = Theirs(entry.kind, entry.id, entry.revision, payload, entry.changed_by, entry.changed_at)
    if copy is not None and copy.ended_epoch is not None:
        receive_again(desk, theirs, copy)
        return
    if copy is not None and desk.shelf.find(entry.kind, entry.id) is not None:
        is_known = copy.revision == entry.revision and desk.base_of(copy) == payload
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
        known = desk.base_of(copy) or {}
        gone = Theirs(entry.kind, entry.id, entry.revision, mine)
        set_aside(desk, gone, MINE, mine, Between(known, mine, {}))
    if resting is not None:
        desk.outbox.remove(resting)
    settled = (col(ConflictCopyRow.kind) == entry.kind, col(ConflictCopyRow.record_id) == entry.id)
    desk.session.execute(
        delete(ConflictCopyRow).where(*settled, col(ConflictCopyRow.settled_at).is_not(None))
    )
    remove_record(desk, entry.kind, entry.id)
