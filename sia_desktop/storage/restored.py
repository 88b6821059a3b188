"""After central was restored from a backup: what it lost is sent again by those who hold it."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from sia_contract.joining import at, paths_in
from sia_contract.kinds import RECORD_KINDS, MergeRule, urn_of
from sia_contract.merging import edits_of
from sia_contract.payloads.attachment import TIMESTAMPED
from sia_desktop.storage.desk import Desk
from sia_desktop.storage.leaving import let_go, remove_record, withdraw
from sia_desktop.storage.rebase import MINE, Between, Theirs, rebase, set_aside
from sia_desktop.storage.tables.attachment import StoredFileRow
from sia_desktop.storage.tables.sync_tables import (
    IN_FLIGHT,
    CentralCopyRow,
    EnrolmentRow,
    LeavingSchoolRow,
    OutboxState,
)

_ORDER: Final = {
    kind: place
    for place, kind in enumerate(
        ("category_decision", "inspection", "visit", "note_of_visit", "meeting", "case_record", "action")
    )
}
"""What others hang on goes first; whatever is not named comes after."""


_AUTHORS: Final = ("author_id", "adviser_id", "called_by", "opened_by", "recorded_by", "agreed_by", "by")


def begin_epoch(desk: Desk, epoch: int) -> None:
    """Central is another than we knew: what it last knew is in doubt, and so is every awaited answer."""
    progress = desk.progress()
    in_doubt = update(CentralCopyRow).where(col(CentralCopyRow.ended_epoch).is_(None))
    desk.session.execute(in_doubt.values(ended_epoch=progress.epoch))
    progress.epoch, progress.cursor = epoch, 0
    for row in desk.outbox.all_in(*IN_FLIGHT, OutboxState.HELD):
        desk.outbox.rest(row, OutboxState.WAITING)
    desk.session.execute(update(StoredFileRow).values(is_confirmed=False))


def receive_again(desk: Desk, theirs: Theirs, copy: CentralCopyRow) -> None:
    """Central still has this record; what it lost of it is put on top and queued."""
    ended, epoch = copy.ended_epoch or 0, desk.progress().epoch
    copy.ended_epoch = None
    kind, mine = RECORD_KINDS[theirs.kind], desk.shelf.find(theirs.kind, theirs.id)
    came_back = theirs.revision <= epoch and (theirs.revision > ended or copy.revision <= ended)
    if mine is None or kind.merge is not MergeRule.BY_FIELD or kind.locked(theirs.payload):
        rebase(desk, theirs)
    elif came_back and theirs.revision <= copy.revision:  # an ancestor of what stands here
        desk.keep_central_copy(theirs.kind, theirs.id, theirs.revision, theirs.payload)
        if mine != theirs.payload:
            desk.outbox.queue(theirs.kind, theirs.id, urn_of(theirs.kind, mine))
    elif not came_back and mine == desk.base_of(copy) and not _is_theirs_to_settle(desk, mine):
        _give_way(desk, theirs, mine)
    else:
        if not came_back:  # somebody else sent it first: nothing is known of what both sides began from
            copy.payload = {}
        rebase(desk, theirs)


def _is_theirs_to_settle(desk: Desk, payload: Mapping[str, JsonValue]) -> bool:
    """Whether the person of this laptop answers for the record."""
    return desk.session.exec(select(EnrolmentRow.person_id)).first() in {
        payload.get(each) for each in _AUTHORS
    }


def _give_way(desk: Desk, theirs: Theirs, mine: dict[str, JsonValue]) -> None:
    """A reader's older version is kept, findable, with nothing for the reader to settle."""
    words = edits_of(theirs.payload, mine, theirs.payload)
    gave_way: dict[str, JsonValue] = {path: at(words, path) for path in paths_in(words)}
    desk.shelf.put(theirs.kind, theirs.id, theirs.payload)
    desk.keep_central_copy(theirs.kind, theirs.id, theirs.revision, theirs.payload)
    if words:
        aside = set_aside(desk, theirs, MINE, words, Between({}, mine, theirs.payload))
        aside.settled_at = desk.now().isoformat()
        aside.settlement = {
            "by": str(theirs.changed_by or UUID(int=0)),
            "reason": "The council's service was put back from a backup, and got this version first.",
            "ways": {},
            "gave_way": gave_way,
        }


def give_back(desk: Desk) -> None:
    """All was read: what did not come is new to central, or, where it is central's own, gone."""
    lost = desk.session.exec(_in_doubt()).all()
    schools: list[int] = []
    again: list[tuple[str, str, dict[str, JsonValue]]] = []
    for copy in lost:
        kind, record_id = copy.kind, copy.record_id
        payload = desk.shelf.find(kind, record_id)
        desk.session.delete(copy)
        if kind == "school":
            schools.append(int(record_id))
        elif kind == "caseload_assignment" or (payload and payload.get("purpose") == TIMESTAMPED):
            remove_record(desk, kind, record_id)
        elif payload is not None and kind != "person":  # a colleague's name stays known
            again.append((kind, record_id, _as_it_was_sent(desk, kind, record_id, payload)))
    desk.session.flush()
    again.sort(key=lambda each: _place(each[0], each[2]))
    edits = [
        (row.kind, row.record_id, row.urn)
        for row in desk.outbox.all_in(OutboxState.WAITING)
        if desk.central_copy(row.kind, row.record_id)
    ]  # of what central still has: what is new to it may hang on them
    desk.outbox.queue_first([*edits, *((kind, id_, urn_of(kind, payload)) for kind, id_, payload in again)])
    for urn in schools:
        withdraw(desk, urn)
    for leaving in desk.session.exec(select(LeavingSchoolRow)).all():
        let_go(desk, leaving.urn)


def _as_it_was_sent(
    desk: Desk, kind: str, record_id: str, payload: dict[str, JsonValue]
) -> dict[str, JsonValue]:
    """Why a file has no trusted time is central's to say, anew."""
    if payload.get("fault"):
        payload = payload | {"fault": ""}
        desk.shelf.put(kind, record_id, payload)
    return payload


def _place(kind: str, payload: Mapping[str, JsonValue]) -> tuple[int, int, str]:
    version = payload.get("version")
    is_answer = bool(payload.get("proposal_id"))
    return (
        _ORDER.get(kind, len(_ORDER)),
        version if isinstance(version, int) else int(is_answer),
        str(payload.get("opened_on") or ""),
    )


def _in_doubt() -> SelectOfScalar[CentralCopyRow]:
    return select(CentralCopyRow).where(col(CentralCopyRow.ended_epoch).is_not(None))
