"""Takes a withdrawn school off this laptop, but never before its unsent words have reached central."""

from typing import cast

from sqlmodel import col, select

from sia_contract.kinds import RECORD_KINDS
from sia_contract.problems import ProblemCode
from sia_desktop.storage.desk import Desk
from sia_desktop.storage.kept_here import StoredEarlierWords
from sia_desktop.storage.tables import ROWS
from sia_desktop.storage.tables.attachment import AttachmentRow, StoredFileRow
from sia_desktop.storage.tables.sync_tables import (
    CentralCopyRow,
    ConflictCopyRow,
    OutboxRow,
    OutboxState,
)

Key = tuple[str, str]


def withdraw(desk: Desk, urn: int) -> None:
    """Start taking this school off; what has unsent words stays until they are sent or settled."""
    if desk.leaving(urn) is None:
        desk.begin_leaving(urn)
    let_go(desk, urn)


def welcome_back(desk: Desk, urn: int | None) -> None:
    """Central sends this school's records again: it is ours after all, and what was refused may go."""
    row = desk.leaving(urn)
    if row is None:
        return
    desk.session.delete(row)
    for parked in desk.outbox.all_in(OutboxState.REFUSED):
        if parked.urn == urn and parked.problem_code == ProblemCode.NOT_ALLOWED:
            parked.state = OutboxState.WAITING
    for held in desk.outbox.all_in(OutboxState.HELD):
        if held.urn == urn:
            held.state = OutboxState.WAITING


def let_go(desk: Desk, urn: int | None) -> None:
    """Remove what a leaving school has no more reason to keep here."""
    leaving = desk.leaving(urn)
    if leaving is None:
        return
    desk.session.flush()
    kept = _with_what_they_hang_on(desk, _unsent(desk, leaving.urn))
    if kept:
        kept.add(("school", str(leaving.urn)))
    for kind, rules in RECORD_KINDS.items():
        if rules.is_scoped:
            _remove_all_but(desk, kind, leaving.urn, kept)
    if not kept:
        desk.session.delete(leaving)


def remove_record(desk: Desk, kind: str, record_id: str) -> None:
    """Take away one record, what central knew of it, and a file that nothing else names."""
    row = desk.session.get(AttachmentRow, record_id) if kind == "attachment" else None
    sha256 = row.sha256 if row else None
    desk.shelf.remove(kind, record_id)
    StoredEarlierWords(desk.session).forget(kind, record_id)
    copy = desk.central_copy(kind, record_id)
    if copy is not None:
        desk.session.delete(copy)
    if sha256 is not None:
        desk.session.flush()
        others = select(AttachmentRow).where(AttachmentRow.sha256 == sha256)
        file = desk.session.get(StoredFileRow, sha256)
        if file is not None and desk.session.exec(others).first() is None:
            desk.session.delete(file)


def _unsent(desk: Desk, urn: int) -> set[Key]:
    """Records of this school with words or bytes that are, or may be, nowhere but here."""
    changes = select(OutboxRow.kind, OutboxRow.record_id).where(
        OutboxRow.urn == urn, OutboxRow.state != OutboxState.HELD
    )
    copies = select(ConflictCopyRow.kind, ConflictCopyRow.record_id).where(
        ConflictCopyRow.urn == urn, col(ConflictCopyRow.settled_at).is_(None)
    )
    files = (
        select(AttachmentRow.id)
        .join(StoredFileRow, col(StoredFileRow.sha256) == col(AttachmentRow.sha256))
        .where(AttachmentRow.urn == urn, col(StoredFileRow.is_confirmed).is_(False))
    )
    in_doubt = select(CentralCopyRow.kind, CentralCopyRow.record_id).where(
        CentralCopyRow.urn == urn,
        col(CentralCopyRow.ended_epoch).is_not(None),
        CentralCopyRow.kind != "school",
    )
    known = (changes, copies, in_doubt)
    keys = {key for each in known for key in desk.session.exec(each).all()}
    return keys | {("attachment", record_id) for record_id in desk.session.exec(files).all()}


def _with_what_they_hang_on(desk: Desk, keys: set[Key]) -> set[Key]:
    """These, and the note and visit they belong to, so that they can still be read."""
    found: set[Key] = set()
    while keys:
        found |= keys
        keys = {key for each in keys for key in _parent(desk, each)} - found
    return found


def _parent(desk: Desk, key: Key) -> list[Key]:
    kind, record_id = key
    payload = desk.shelf.find(kind, record_id) or {}
    match kind:
        case "note_of_visit" if payload:
            return [("visit", cast("str", payload["visit_id"]))]
        case "case_record" | "action" if payload:
            return [(cast("str", payload["about_kind"]), cast("str", payload["about_id"]))]
        case "attachment" | "act" if payload:
            return [(cast("str", payload["record_kind"]), cast("str", payload["record_id"]))]
        case _:
            return []


def _remove_all_but(desk: Desk, kind: str, urn: int, kept: set[Key]) -> None:
    table = ROWS[kind]
    held = select(col(table.id)).where(table.__table__.c.urn == urn)  # type: ignore[attr-defined]
    known = select(CentralCopyRow.record_id).where(CentralCopyRow.kind == kind, CentralCopyRow.urn == urn)
    for record_id in {*desk.session.exec(held).all(), *desk.session.exec(known).all()}:
        if (kind, record_id) not in kept:
            if (handed_over := desk.outbox.resting(kind, record_id)) is not None:
                desk.outbox.remove(handed_over)
            remove_record(desk, kind, record_id)
