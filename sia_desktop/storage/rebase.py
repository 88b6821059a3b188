"""Puts a record on central's newest version, keeping every word typed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from pydantic import JsonValue

from sia_contract.joining import at, paths_in, said_already
from sia_contract.kinds import RECORD_KINDS, MergeRule, urn_of
from sia_contract.merging import Payload, edits_of
from sia_desktop.storage.desk import Desk
from sia_desktop.storage.shelf import Json
from sia_desktop.storage.tables.sync_tables import ConflictCopyRow, OutboxState

MINE = "mine"
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Theirs:
    """A record as central has it now."""

    kind: str
    id: str
    revision: int
    payload: Json
    changed_by: UUID | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """The three versions that words gave way between, and what was joined of them unseen."""

    base: Payload
    mine: Payload
    theirs: Payload
    to_see: Sequence[str] = ()


def rebase(desk: Desk, theirs: Theirs) -> bool:
    """Make central's version the base of the record here; True if edits of ours are still to be sent."""
    kind, record_id = theirs.kind, theirs.id
    base = desk.base_of(desk.central_copy(kind, record_id))
    mine = desk.shelf.find(kind, record_id)
    flight = desk.outbox.in_flight(kind, record_id)
    is_ours = RECORD_KINDS[kind].merge is not MergeRule.CENTRAL_ONLY
    if mine is None or not is_ours or (mine == base and flight is None):
        _stand(desk, theirs, theirs.payload)
        return False
    becomes = theirs.payload
    if kind == "attachment":  # only central ever adds to what is said of a file
        _stand(desk, theirs, becomes)
        return _queue_what_differs(desk, theirs, becomes)
    if flight is not None:
        # What is in flight may be part of theirs already; what was typed since is an edit of that.
        sealed = desk.sealed_in(flight)
        becomes = _join(desk, theirs, base or {}, sealed, becomes)
        base = sealed
    becomes = _join(desk, theirs, base or {}, mine, becomes)
    _stand(desk, theirs, becomes)
    return _queue_what_differs(desk, theirs, becomes)


def _stand(desk: Desk, theirs: Theirs, becomes: Json) -> None:
    """Write the record, and what central knows of it, if that is something else."""
    desk.shelf.put(theirs.kind, theirs.id, becomes)
    desk.keep_central_copy(theirs.kind, theirs.id, theirs.revision, theirs.payload)


def set_aside(desk: Desk, theirs: Theirs, whose: str, words: Json, between: Between) -> ConflictCopyRow:
    """Keep words that gave way, and what was joined unseen, until a person has settled them."""
    paths = dict.fromkeys((*paths_in(words), *between.to_see))
    three = (between.base, between.mine, between.theirs)
    sides: dict[str, JsonValue] = {path: [at(side, path) for side in three] for path in paths}
    edits = (
        desk.outbox.resting(theirs.kind, theirs.id),
        desk.outbox.in_flight(theirs.kind, theirs.id),
    )
    row = ConflictCopyRow(
        id=str(uuid4()),
        kind=theirs.kind,
        record_id=theirs.id,
        urn=urn_of(theirs.kind, theirs.payload),
        whose=whose,
        payload=words,
        against_revision=theirs.revision,
        theirs_by=str(theirs.changed_by) if theirs.changed_by else None,
        theirs_at=theirs.changed_at.isoformat() if theirs.changed_at else None,
        mine_at=next((edit.edited_at for edit in edits if edit is not None), None),
        kept_at=desk.now().isoformat(),
        sides=sides,
        to_see=list(between.to_see),
    )
    desk.session.add(row)
    return row


def _join(desk: Desk, theirs: Theirs, base: Payload, mine: Payload, other: Payload) -> Json:
    """Both sides' edits; signed words stand whole, and the other side's give way to them."""
    locked = RECORD_KINDS[theirs.kind].locked
    to_see: tuple[str, ...] = ()
    if locked(other):
        becomes, whose, words = dict(other), MINE, edits_of(base, mine, other)
        words = {name: each for name, each in words.items() if name not in said_already(base, mine, other)}
    elif locked(mine):
        becomes, whose, words = dict(mine), THEIRS, edits_of(base, other, mine)
    else:
        joined = desk.join(theirs.kind, base, mine, other)
        becomes, whose, words, to_see = joined.payload, MINE, joined.set_aside, joined.to_see
    if words or to_see:
        set_aside(desk, theirs, whose, words, Between(base, mine, other, to_see))
    return becomes


def _queue_what_differs(desk: Desk, theirs: Theirs, becomes: Json) -> bool:
    resting = desk.outbox.resting(theirs.kind, theirs.id)
    if becomes == theirs.payload:
        if resting is not None:
            desk.outbox.remove(resting)
        return False
    if resting is None or resting.state not in (OutboxState.REFUSED, OutboxState.HELD):
        desk.outbox.queue(theirs.kind, theirs.id, urn_of(theirs.kind, theirs.payload))
    return True
