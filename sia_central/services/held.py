"""Work that arrives from somebody who no longer has the school: kept apart, whole, for the line manager."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from sia_central.services.council_rules import grants_of, pack_of
from sia_central.services.desk import Desk
from sia_central.services.judge import check_author, check_rules
from sia_central.services.proposal import Payload, Proposal, Sender
from sia_central.services.refused import Refused
from sia_central.services.what_it_takes import actions_of
from sia_central.services.who_may import SignedIn, Standing
from sia_central.storage.accounts import find_account
from sia_central.storage.records import StoredRecord, next_revision, records_about_school
from sia_contract.changes import Change
from sia_contract.kinds import RECORD_KINDS, MergeRule
from sia_contract.merging import Merge, merge3
from sia_contract.payloads.access_grant import GrantWay
from sia_contract.payloads.held_change import HeldBecause, HeldChangePayload, HeldResultPayload, Release
from sia_contract.permissions import Action, Relation, may, may_any
from sia_contract.problems import ProblemCode

_NEVER_HELD: Final = frozenset({"access_grant", "held_change"})

_IN_OFFICE: Final = frozenset({Action.ASSIGN_CASELOAD, Action.CHANGE_SETTING, Action.CHOOSE_READING})
"""What is decided for others, by somebody who still answers for it."""


def held_because(
    connection: Connection, proposal: Proposal, who: SignedIn, standing: Standing
) -> HeldBecause | None:
    """Why this change is kept apart rather than taken in or refused; None where it is simply judged.

    It must be what its sender was allowed to do while the school was theirs, and in their own name.
    Raises `Refused` for what somebody who left would decide for others.
    """
    if who.hands_over:
        _check_decides_nothing(proposal)
        check_author(proposal, who.person_id)
        return HeldBecause.LEFT
    if proposal.urn is None or proposal.change.kind in _NEVER_HELD:
        return None
    actions = actions_of(proposal)
    if all(standing.may(action, proposal.urn) for action in actions):
        return None
    if not all(may(standing.grants, action, Relation.OWN_CASELOAD) for action in actions):
        return None
    if not _had_the_school(connection, who, proposal.urn):
        return None
    check_author(proposal, who.person_id)
    return HeldBecause.REASSIGNED


def _check_decides_nothing(proposal: Proposal) -> None:
    """Of what is no one school's work, what is decided for others is refused; the rest is work as any."""
    is_a_school_s = proposal.urn is not None and proposal.change.kind not in _NEVER_HELD
    if not is_a_school_s and not _IN_OFFICE.isdisjoint(actions_of(proposal)):
        raise Refused(
            ProblemCode.NOT_ALLOWED,
            "Who left the council gives nobody access and decides nothing for others any more. "
            "Ask a colleague who may.",
        )


def hold(proposal: Proposal, who: SignedIn, because: HeldBecause, at: datetime, epoch: int) -> StoredRecord:
    """The record that keeps the change for the line manager."""
    change = proposal.change
    payload = HeldChangePayload(
        urn=proposal.urn,
        kind=change.kind,
        record_id=change.id,
        base_revision=change.base_revision,
        content=proposal.payload,
        because=because,
        sent_by=who.person_id,
        device_id=who.device_id,
        received_at=at,
    )
    return StoredRecord(
        kind="held_change",
        id=str(change.change_id),
        revision=next_revision(None, epoch),
        payload=payload.model_dump(mode="json"),
        urn=proposal.urn,
        changed_by=who.person_id,
    )


def take_in(held: StoredRecord, desk: Desk) -> tuple[StoredRecord | None, Payload]:
    """The record with the handed-over words in it, if so decided, and what became of them.

    They are judged as their writer's, whoever takes them in.

    Raises `Refused` where the words cannot be taken in: then the decision is not kept either.
    """
    change = HeldChangePayload.model_validate(held.payload)
    if change.decision is None or change.decision.decision is Release.SET_ASIDE:
        said = HeldResultPayload(sentence="Set aside. The words stay readable here.")
        return None, said.model_dump(mode="json")
    before = desk(change.kind, change.record_id)
    merge = _joined(change, before)
    proposal = Proposal(_as_sent(held, change), merge.payload, change.urn, before)
    check_rules(proposal, _writer(proposal, change, desk), desk)
    record = StoredRecord(
        kind=change.kind,
        id=change.record_id,
        revision=next_revision(before, desk.place.epoch),
        payload=merge.payload,
        urn=change.urn,
        changed_by=change.sent_by,
    )
    result = HeldResultPayload(revision=record.revision, not_taken=merge.set_aside)
    return record, result.model_dump(mode="json")


def _writer(proposal: Proposal, change: HeldChangePayload, desk: Desk) -> Sender:
    """The colleague whose words these are, with all that their role may do to a school of theirs.

    Raises `Refused` for what it may not: nobody's release makes a right of it.
    """
    account = find_account(desk.connection, desk.who.council, change.sent_by)
    role = account.role if account else ""
    grants = grants_of(pack_of(desk.who.council, desk.at.date()), role)
    is_a_school_s = change.urn is not None or proposal.payload.get("school") is not None
    stood = (Relation.OWN_CASELOAD, Relation.AREA) if is_a_school_s else (Relation.LINE,)
    if grants is None or not all(may_any(grants, each, stood) for each in actions_of(proposal)):
        raise Refused(
            ProblemCode.NOT_ALLOWED,
            "The role of who wrote this may not do it, so it cannot be taken in. "
            "Set it aside; it stays readable.",
        )
    may_record = may_any(grants, Action.MOVE_CASE_RECORD, stood)
    return Sender(change.sent_by, role, desk.who.council, may_record)


def _joined(change: HeldChangePayload, before: StoredRecord | None) -> Merge:
    """Where the record moved on, each side's words are taken; where both have some, the present ones stay."""
    if before is None:
        return Merge(dict(change.content), {})
    kind = RECORD_KINDS[change.kind]
    if locked := kind.locked(before.payload):
        raise Refused(ProblemCode.LOCKED, f"{locked} Set this work aside; it stays readable.")
    if before.revision == change.base_revision:
        return Merge(dict(change.content), {})
    if kind.merge is MergeRule.NEVER_EDITED:
        raise Refused(ProblemCode.LOCKED, "This was recorded otherwise since. Set this work aside.")
    return merge3({}, _typed(change.content), before.payload)


def _typed(payload: Mapping[str, Any]) -> Payload:
    """What somebody put there: empty fields are no opinion against filled ones."""
    return {
        name: _typed(value) if isinstance(value, dict) else value
        for name, value in payload.items()
        if value not in (None, "", [], {})
    }


def _as_sent(held: StoredRecord, change: HeldChangePayload) -> Change:
    return Change(
        change_id=held.id,
        kind=change.kind,
        id=change.record_id,
        base_revision=change.base_revision,
        payload=change.content,
    )


def _had_the_school(connection: Connection, who: SignedIn, urn: int) -> bool:
    """Whether the school was on this person's caseload, or theirs to cover, before."""
    kinds = ("caseload_assignment", "access_grant")
    return any(
        record.payload["person_id"] == str(who.person_id) and record.payload.get("way") != GrantWay.PAIRED
        for record in records_about_school(connection, who.council, urn, kinds)
    )
