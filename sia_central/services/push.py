"""Takes in a laptop's changes: each is judged by itself, and answered."""

import secrets
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from sia_central.services.access import note_access
from sia_central.services.audit import an_id
from sia_central.services.compartments import CASEWORK, compartment_of
from sia_central.services.desk import Desk
from sia_central.services.given_back import is_given_back
from sia_central.services.held import held_because, hold, take_in
from sia_central.services.judge import check_person, check_rules, content_hash, read_payload, related_keys
from sia_central.services.proposal import Payload, Proposal, Sender
from sia_central.services.refused import Refused, not_yours
from sia_central.services.what_it_takes import EVIDENCE
from sia_central.services.who_may import SignedIn, Standing
from sia_central.storage.audit import Deed
from sia_central.storage.receipts import Receipt, receipt_of_revision
from sia_central.storage.records import Key, StoredRecord, find_record, next_revision
from sia_central.storage.sequence import Ends, Moves, Place
from sia_central.storage.sights import Sight, attachments_of_file
from sia_contract.changes import Change, Outcome, OutcomeStatus
from sia_contract.kinds import RECORD_KINDS, MergeRule, urn_of
from sia_contract.payloads.held_change import HeldBecause
from sia_contract.permissions import Action
from sia_contract.problems import Problem, ProblemCode

_REACHES_FURTHER: Final = frozenset({"held_change", "access_grant"})
"""Kinds that change other records or tables too: each is judged and written by itself."""

_LETTERS: Final = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")
"""Base 32 without I, L, O and U: a receipt may be read out."""
_CHANCE: Final = 8
"""Bytes behind one receipt, of which 60 bits show."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of each change, in their order."""

    outcomes: tuple[Outcome, ...] = ()
    as_sent: frozenset[int] = frozenset()
    """Places in the order of changes of which the sender need not be told: it holds just this."""
    ends: Ends | None = None
    """Where all ends now, and until this transaction does, for whoever stands as they did before it."""


def push(
    connection: Connection,
    standing: Standing,
    who: SignedIn,
    changes: Sequence[Change],
    at: datetime,
    place: Place,
    *,
    is_standing_sure: bool = True,
) -> TakenIn:
    """Judge the changes in their order and keep what may be kept; numbers are taken last.

    Where another laptop made one of these records at this moment, `write` does all of it again; and where
    the standing is of a place before this transaction, is not sure, and rights have moved since.
    """
    read = [(change, _payload_or_problem(change)) for change in changes]
    desk = Desk(connection, who, standing, at, place, _new_receipts(len(changes)))
    _lay_out(desk, read)
    outcomes = tuple(_answer(desk, change, payload) for change, payload in read)
    deeds = [deed for pair in zip(changes, outcomes, strict=True) if (deed := _deed(*pair))]
    numbers = desk.finish(deeds, is_standing_sure=is_standing_sure)
    return TakenIn(outcomes, _as_sent(desk, numbers, changes, outcomes), desk.ends)


def _as_sent(
    desk: Desk, numbers: Mapping[Key, int], changes: Sequence[Change], outcomes: Sequence[Outcome]
) -> frozenset[int]:
    """Where the records stand that are now just what their sender sent, and was told is taken in."""
    found = set()
    for change, outcome in zip(changes, outcomes, strict=True):
        now = desk.held.get((change.kind, change.id))
        is_theirs = now is not None and (now.revision, now.payload) == (outcome.revision, change.payload)
        if is_theirs and outcome.status is OutcomeStatus.APPLIED:
            found.add(numbers[change.kind, change.id])
    return frozenset(found)


def _lay_out(desk: Desk, read: Sequence[tuple[Change, Payload | Problem]]) -> None:
    """Put on it all that these changes are judged by, read and locked by one question each."""
    desk.know_receipts([change.change_id for change, _ in read])
    desk.fetch(
        [
            key
            for change, payload in read
            if isinstance(payload, dict)
            for key in ((change.kind, change.id), *related_keys(change.kind, change.id, payload))
        ]
    )


def _deed(change: Change, outcome: Outcome) -> Deed | None:
    """What the audit says of it; a refusal counts where somebody tried what was not theirs to do."""
    if outcome.status is OutcomeStatus.APPLIED:
        return Deed("change_taken_in", change.kind, change.id, str(change.change_id))
    if outcome.status is OutcomeStatus.HELD:
        return Deed("change_held", change.kind, an_id(change.id), str(change.change_id))
    problem = outcome.problem
    if problem is None or problem.code not in {ProblemCode.NOT_ALLOWED, ProblemCode.LOCKED}:
        return None
    return Deed("change_refused", change.kind, an_id(change.id), problem.code.value)


def _payload_or_problem(change: Change) -> Payload | Problem:
    try:
        return read_payload(change)
    except Refused as refused:
        return refused.problem


def _answer(desk: Desk, change: Change, payload: Payload | Problem) -> Outcome:
    if isinstance(payload, Problem):
        return _refusal(change, payload)
    judged = _judged_apart if change.kind in _REACHES_FURTHER else _judged
    try:
        return judged(desk, change, payload)
    except Refused as refused:
        return _refusal(change, refused.problem)


def _judged_apart(desk: Desk, change: Change, payload: Payload) -> Outcome:
    """In a savepoint of its own, so that one bad change spoils no other."""
    desk.moves = Moves.RIGHTS
    with desk.apart():
        return _judged(desk, change, payload)


def _judged(desk: Desk, change: Change, payload: Payload) -> Outcome:
    """Nothing is put on the desk before all that could refuse it has been asked."""
    if change.change_id in desk.receipts:
        return _again(change, desk.receipts[change.change_id])
    before = desk.held.get((change.kind, change.id))
    is_gone = before is not None and before.is_deleted
    proposal = Proposal(change, payload, urn_of(change.kind, payload), None if is_gone else before)
    if because := held_because(desk.connection, proposal, desk.who, desk.standing):
        return _hold(desk, proposal, because)
    if before is not None and is_gone:
        _check_sight(desk, before)
        raise Refused(ProblemCode.LOCKED, "This record was removed and can no longer change.")
    return _judge(desk, proposal)


def _hold(desk: Desk, proposal: Proposal, because: HeldBecause) -> Outcome:
    """Keep it apart, whole, for the line manager; who sent it is told that it is safe, and nothing else."""
    change, before = proposal.change, proposal.before
    if before is not None and before.payload == proposal.payload:
        return Outcome(change_id=change.change_id, status=OutcomeStatus.HELD, received_at=desk.at)
    if _is_held_already(desk, proposal):
        return Outcome(change_id=change.change_id, status=OutcomeStatus.HELD, received_at=desk.at)
    record = hold(proposal, desk.who, because, desk.at, desk.place.epoch)
    receipt = _receipt(desk, change, record)
    _keep_with_receipt(desk, record, None, receipt)
    return _outcome(change, OutcomeStatus.HELD, receipt)


def _is_held_already(desk: Desk, proposal: Proposal) -> bool:
    """The very same work, sent again under another id after central was restored."""
    same = {"record_id": proposal.change.id, "content": proposal.payload, "sent_by": str(desk.who.person_id)}
    held = desk.of_school("held_change", proposal.urn)
    return any(same.items() <= each.payload.items() for each in held)


def _judge(desk: Desk, proposal: Proposal) -> Outcome:
    change, payload, before = proposal.change, proposal.payload, proposal.before
    kind = RECORD_KINDS[change.kind]
    if before is None:
        if change.base_revision:
            raise Refused(ProblemCode.NOT_FOUND, "Central has no such record to change.")
        _check_school(desk, proposal.urn)
        if is_given_back(proposal, desk.standing, desk.place.epoch):
            proposal = replace(proposal, is_given_back=True)
        else:
            check_person(proposal, desk.standing)
        _check_hangs_on(desk, proposal)
        check_rules(proposal, _sender(desk, proposal.urn), desk)
        _check_file_is_its_own(desk, proposal)
        return _keep(desk, proposal)
    _check_sight(desk, before)
    if before.payload == payload:
        return _already(desk, change, before)
    check_person(proposal, desk.standing)
    if locked := kind.locked(before.payload):
        raise Refused(ProblemCode.LOCKED, locked)
    if kind.merge is MergeRule.NEVER_EDITED:
        raise Refused(ProblemCode.LOCKED, "A record of this kind never changes once it is made.")
    if before.revision != change.base_revision:
        return Outcome(
            change_id=change.change_id,
            status=OutcomeStatus.CLASH,
            revision=before.revision,
            theirs=before.payload,
            theirs_by=before.changed_by,
            theirs_at=before.changed_at or desk.at,
        )
    check_rules(proposal, _sender(desk, proposal.urn), desk)
    return _keep(desk, proposal)


def _check_sight(desk: Desk, before: StoredRecord) -> None:
    """Nobody learns anything about a record they may not see, not even that it is there."""
    if RECORD_KINDS[before.kind].is_scoped and not desk.standing.sees(
        before.kind, before.urn, before.compartment
    ):
        raise not_yours()


def _check_school(desk: Desk, urn: int | None) -> None:
    """Who may do something to every school of the council may not do it to a school that is none of them."""
    if urn is None or desk.standing.is_near(urn):
        return
    if find_record(desk.connection, desk.who.council, "school", str(urn)) is None:
        raise not_yours()


def _check_hangs_on(desk: Desk, proposal: Proposal) -> None:
    """What hangs on a restricted record is written by those it is open to; to others nothing is there."""
    kind = proposal.change.kind
    apart = "" if kind == "case_record" else compartment_of(kind, proposal.payload, desk)
    if apart not in {"", CASEWORK} and not desk.standing.sees(kind, proposal.urn, apart):
        raise Refused(
            ProblemCode.NOT_FOUND, "Central does not have the record that this belongs to. Send it first."
        )


def _check_file_is_its_own(desk: Desk, proposal: Proposal) -> None:
    """Knowing the hash of a file is not having it: nobody reads another record's file by naming it."""
    sha256 = proposal.payload.get("sha256")
    anywhere = Sight(frozenset({"attachment"}), None, compartments=None)
    if sha256 is None:
        return
    desk.flush()
    for other in attachments_of_file(desk.connection, desk.who.council, sha256, [anywhere]):
        is_evidence = proposal.payload["purpose"] == other.payload["purpose"] == EVIDENCE
        same = ("urn", "size") if is_evidence else ("record_kind", "record_id", "size")
        if any(other.payload[name] != proposal.payload[name] for name in same):
            raise Refused(
                ProblemCode.BAD_PAYLOAD,
                "This file belongs to another school's record. Save it under another form, such as a PDF of "
                "your own, and attach that."
                if is_evidence
                else "This file belongs to another record. Make a file for this one.",
            )


def _keep(desk: Desk, proposal: Proposal) -> Outcome:
    change, before = proposal.change, proposal.before
    record = StoredRecord(
        kind=change.kind,
        id=change.id,
        revision=next_revision(before, desk.place.epoch),
        payload=proposal.payload,
        urn=proposal.urn,
        changed_by=desk.who.person_id,
    )
    receipt = _receipt(desk, change, record)
    _keep_with_receipt(desk, record, before, receipt)
    if proposal.is_given_back:
        desk.further.append(Deed("record_given_back", change.kind, change.id, str(change.change_id)))
    match change.kind:
        case "held_change":
            _carry_out(desk, record)
        case "access_grant":
            note_access(desk.connection, desk.who.council, record)
            given = "access_ended" if record.payload["ended"] else "access_given"
            desk.further.append(Deed(given, "person", record.payload["person_id"], record.id))
    return _outcome(change, OutcomeStatus.APPLIED, receipt)


def _carry_out(desk: Desk, held: StoredRecord) -> None:
    """The line manager's decision takes effect with it, or not at all."""
    wanted = held.payload["kind"], held.payload["record_id"]
    desk.fetch([wanted, *related_keys(*wanted, held.payload["content"])])
    gone = desk.held.get(wanted)
    if gone is not None and gone.is_deleted:
        raise Refused(ProblemCode.LOCKED, "The record was removed since. Set this aside; it stays readable.")
    record, result = take_in(held, desk)
    if record is not None:
        _write(desk, record, desk(record.kind, record.id))
    done = "held_work_taken_in" if record else "held_work_set_aside"
    desk.further.append(Deed(done, *wanted, why=held.id))
    revision = next_revision(held, desk.place.epoch)
    _write(desk, replace(held, revision=revision, payload=held.payload | {"result": result}), held)


def _sender(desk: Desk, urn: int | None) -> Sender:
    may_record = desk.standing.may_about("case_record", Action.MOVE_CASE_RECORD, urn)
    return Sender(desk.who.person_id, desk.who.role, desk.who.council, may_record)


def _write(desk: Desk, record: StoredRecord, before: StoredRecord | None) -> None:
    """What once stood apart stays so, whatever became of the record it hangs on."""
    apart = compartment_of(record.kind, record.payload, desk) or (before.compartment if before else "")
    desk.keep(replace(record, compartment=apart) if apart else record, before)


def _receipt(desk: Desk, change: Change, record: StoredRecord) -> Receipt:
    return Receipt(
        change_id=change.change_id,
        change_sha256=content_hash(change),
        kind=record.kind,
        id=record.id,
        revision=record.revision,
        receipt=next(desk.receipt_names),
        received_at=desk.at,
        device_id=desk.who.device_id,
    )


def _keep_with_receipt(
    desk: Desk, record: StoredRecord, before: StoredRecord | None, receipt: Receipt
) -> None:
    _write(desk, record, before)
    desk.keep_receipt(receipt)


def _again(change: Change, receipt: Receipt) -> Outcome:
    if receipt.change_sha256 != content_hash(change):
        raise Refused(
            ProblemCode.BAD_REQUEST,
            "A change with this id was taken in before with other content. "
            "A sealed change must stay as it was.",
        )
    was_held = receipt.kind == "held_change" and change.kind != "held_change"
    return _outcome(change, OutcomeStatus.HELD if was_held else OutcomeStatus.ALREADY, receipt)


def _already(desk: Desk, change: Change, before: StoredRecord) -> Outcome:
    """Central holds exactly this, from another change: nothing to do."""
    desk.flush()
    receipt = receipt_of_revision(desk.connection, desk.who.council, before.kind, before.id, before.revision)
    if receipt:
        return _outcome(change, OutcomeStatus.ALREADY, receipt)
    return Outcome(change_id=change.change_id, status=OutcomeStatus.ALREADY, revision=before.revision)


def _outcome(change: Change, status: OutcomeStatus, receipt: Receipt) -> Outcome:
    return Outcome(
        change_id=change.change_id,
        status=status,
        revision=receipt.revision,
        receipt=receipt.receipt,
        received_at=receipt.received_at,
    )


def _refusal(change: Change, problem: Problem) -> Outcome:
    return Outcome(change_id=change.change_id, status=OutcomeStatus.REFUSED, problem=problem)


def _new_receipts(count: int) -> Iterator[str]:
    """As many short names for changes taken in, that nobody can guess; chance is asked for once."""
    chance = secrets.token_bytes(_CHANCE * count)
    for at in range(0, len(chance), _CHANCE):
        letters = b32encode(chance[at : at + _CHANCE]).translate(_LETTERS).decode()
        yield f"{letters[:4]}-{letters[4:8]}-{letters[8:12]}"
