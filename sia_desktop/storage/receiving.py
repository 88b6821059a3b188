"""Keeps what central sends."""

from sia_contract.changes import PageEntry, Record, Tombstone, Withdrawn
from sia_contract.kinds import RECORD_KINDS, urn_of
from sia_desktop.storage.desk import Desk, checked
from sia_desktop.storage.leaving import remove_record, welcome_back, withdraw
from sia_desktop.storage.rebase import MINE, Theirs, rebase, set_aside


def receive(desk: Desk, entry: PageEntry) -> None:
    """Keep one entry of a page."""
    match entry:
        case Record():
            _receive_record(desk, entry)
        case Tombstone():
            _bury(desk, entry)
        case Withdrawn():
            withdraw(desk, entry.urn)


def _receive_record(desk: Desk, entry: Record) -> None:
    payload = checked(entry)
    welcome_back(desk, urn_of(entry.kind, payload))
    copy = desk.central_copy(entry.kind, entry.id)
    if copy is not None and desk.shelf.find(entry.kind, entry.id) is not None:
        is_known = copy.revision == entry.revision and copy.payload == payload
        if copy.revision > entry.revision or is_known:
            return
    rebase(desk, Theirs(entry.kind, entry.id, entry.revision, payload, entry.changed_by))


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
        set_aside(desk, Theirs(entry.kind, entry.id, entry.revision, mine), MINE, mine)
    if resting is not None:
        desk.outbox.remove(resting)
    remove_record(desk, entry.kind, entry.id)
