"""Takes in central's answer to one change."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import col, select

from sia_contract.changes import Outcome, OutcomeStatus, Record
from sia_contract.problems import Problem
from sia_desktop.storage.connection import Connection
from sia_desktop.storage.desk import Desk, checked
from sia_desktop.storage.leaving import let_go
from sia_desktop.storage.rebase import Theirs, rebase
from sia_desktop.storage.shelf import Json
from sia_desktop.storage.tables.sync_tables import OutboxRow, OutboxState

GOOD: Final = frozenset({OutcomeStatus.APPLIED, OutcomeStatus.ALREADY})
"""What central says of a change that it has taken in."""

_IS_MORE_TO_IT: Final = """
    SELECT 1 FROM leaving_school UNION ALL SELECT 1 FROM outbox WHERE state = 'refused' LIMIT 1
"""
"""Where something is parked or leaves, an accepted change may have a consequence beyond its own record."""

_ACCEPTED: Final = """
    INSERT INTO central_copy (kind, record_id, urn, revision, payload, receipt, received_at)
    SELECT kind, record_id, urn, ?, iif(EXISTS(
        SELECT 1 FROM outbox later
        WHERE later.kind = o.kind AND later.record_id = o.record_id AND later.position <> o.position
    ), payload, NULL), ?, ? FROM outbox o WHERE change_id = ?
    ON CONFLICT (kind, record_id) DO UPDATE SET
        urn = iif(excluded.revision > revision, excluded.urn, urn),
        payload = iif(excluded.revision > revision, excluded.payload, payload),
        ended_epoch = iif(excluded.revision > revision, NULL, ended_epoch),
        revision = max(excluded.revision, revision),
        receipt = iif(excluded.receipt = '', receipt, excluded.receipt),
        received_at = coalesce(excluded.received_at, received_at)
"""
"""What was sent becomes the base copy, as `_accepted` does it for one; what was not edited since says it."""


def accept_together(connection: Connection, outcomes: Sequence[Outcome]) -> bool:
    """Take in the good answers to one request; False, and nothing done, if they have a consequence beyond.

    The usual case, and the only one in which the words need not be read again.
    """
    if connection.execute(_IS_MORE_TO_IT).fetchone() is not None:
        return False
    taken_in = [
        (
            each.revision or 0,
            each.receipt or "",
            each.received_at.isoformat() if each.received_at else None,
            str(each.change_id),
        )
        for each in outcomes
    ]
    connection.executemany(_ACCEPTED, taken_in)
    connection.executemany("DELETE FROM outbox WHERE change_id = ?", [row[-1:] for row in taken_in])
    return True


def settle_together(desk: Desk, outcomes: Sequence[Outcome]) -> bool:
    """Take in the answers to one request; True if something is to be sent because of one of them."""
    rows = desk.outbox.by_changes([str(each.change_id) for each in outcomes])
    ahead = desk.read_ahead([(row.kind, row.record_id) for row in rows.values()])
    is_more_to_send = [settle(desk, each) for each in outcomes]
    del ahead  # until here these rows were at hand
    return any(is_more_to_send)


def settle(desk: Desk, outcome: Outcome) -> bool:
    """Take it in; True if something is to be sent because of it. An answer heard before changes nothing."""
    row = desk.outbox.by_change(str(outcome.change_id))
    if row is None:
        return False
    urn = row.urn
    match outcome.status:
        case OutcomeStatus.APPLIED | OutcomeStatus.ALREADY:
            is_more_to_send = _accepted(desk, row, outcome)
        case OutcomeStatus.CLASH:
            is_more_to_send = _clashed(desk, row, outcome)
        case OutcomeStatus.HELD:
            is_more_to_send = _held(desk, row)
        case OutcomeStatus.REFUSED:
            is_more_to_send = _refused(desk, row, outcome.problem)
    let_go(desk, urn)
    return is_more_to_send


def _accepted(desk: Desk, row: OutboxRow, outcome: Outcome) -> bool:
    """What was sent is now what central knows; the record here may already say more."""
    revision = outcome.revision or 0
    copy = desk.central_copy(row.kind, row.record_id)
    if copy is None or copy.revision < revision:
        copy = desk.keep_central_copy(row.kind, row.record_id, revision, desk.sealed_in(row))
    copy.receipt = outcome.receipt or copy.receipt
    if outcome.received_at:
        copy.received_at = outcome.received_at.isoformat()
    is_more_to_send = _try_dependents_again(desk, row)
    desk.outbox.remove(row)
    return is_more_to_send


def _try_dependents_again(desk: Desk, row: OutboxRow) -> bool:
    """A later change of the same school may have been refused only because this one was missing."""
    parked = desk.session.exec(
        select(OutboxRow).where(
            OutboxRow.urn == row.urn,
            OutboxRow.state == OutboxState.REFUSED,
            # decisions on handed-over work may be made in any order; edits come in theirs
            # and a record that was moved to a newer framework waits for the act that says so
            (col(OutboxRow.position) > row.position)
            | (col(OutboxRow.kind) == "held_change")
            | (col(OutboxRow.record_id) == _acted_on(desk, row)),
        )
    ).all()
    for each in parked:
        each.state = OutboxState.WAITING
    return bool(parked)


def _acted_on(desk: Desk, row: OutboxRow) -> str:
    """The id of the record that this change is an act about; empty where it is none."""
    return str(desk.sealed_in(row).get("record_id", "")) if row.kind == "act" else ""


def _clashed(desk: Desk, row: OutboxRow, outcome: Outcome) -> bool:
    """Somebody was faster: their version becomes the base, ours is joined to it and waits its turn."""
    theirs = Theirs(
        row.kind,
        row.record_id,
        outcome.revision or 0,
        _their_payload(row, outcome),
        outcome.theirs_by,
        outcome.theirs_at,
    )
    copy = desk.central_copy(row.kind, row.record_id)
    known = desk.base_of(copy)
    if copy is not None and copy.revision > theirs.revision and known is not None:
        theirs = Theirs(row.kind, row.record_id, copy.revision, known)
    desk.outbox.rest(row, OutboxState.WAITING)
    return rebase(desk, theirs)


def _their_payload(row: OutboxRow, outcome: Outcome) -> Json:
    return checked(
        Record(kind=row.kind, id=row.record_id, revision=outcome.revision or 0, payload=outcome.theirs or {})
    )


def _refused(desk: Desk, row: OutboxRow, problem: Problem | None) -> bool:
    """Parked with its reason; later edits of the record, if any, are tried by themselves."""
    if desk.outbox.resting(row.kind, row.record_id) is not None:
        desk.outbox.remove(row)
        return False
    desk.outbox.rest(row, OutboxState.REFUSED)
    if problem:
        row.problem_code, row.problem = problem.code.value, problem.sentence
    return False


def _held(desk: Desk, row: OutboxRow) -> bool:
    """Central has it whole, apart; words typed since are sent after it."""
    if desk.outbox.resting(row.kind, row.record_id) is not None:
        desk.outbox.remove(row)
        return True
    desk.outbox.rest(row, OutboxState.HELD)
    return False
