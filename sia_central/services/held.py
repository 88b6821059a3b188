"""Work that arrives from somebody who no longer has the school: kept apart, whole, for the line manager."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from sia_central.services.judge import check_author, check_rules
from sia_central.services.proposal import Look, Payload, Proposal, Sender
from sia_central.services.refused import Refused
from sia_central.services.what_it_takes import actions_of
from sia_central.services.who_may import SignedIn, Standing
from sia_central.storage.records import StoredRecord, next_revision, records_about_school
from sia_contract.changes import Change
from sia_contract.kinds import RECORD_KINDS, MergeRule
from sia_contract.merging import Merge, merge3
from sia_contract.payloads.access_grant import GrantWay
from sia_contract.payloads.held_change import HeldBecause, HeldChangePayload, HeldResultPayload, Release
from sia_contract.permissions import Action, Relation, may
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
    if proposal.urn is None or proposal.change.kind in _NEVER_HELD:
        if who.hands_over and not _IN_OFFICE.isdisjoint(actions_of(proposal)):
            raise Refused(
                ProblemCode.NOT_ALLOWED,
                "Who left the council gives nobody access and decides nothing for others any more. "
                "Ask a colleague who may.",
            )
        return None
    if who.hands_over:
        check_author(proposal, who.person_id)
        return HeldBecause.LEFT
    actions = actions_of(proposal)
    if all(standing.may(action, proposal.urn) for action in actions):
        return None
    if not all(may(standing.grants, action, Relation.OWN_CASELOAD) for action in actions):
        return None
    if not _had_the_school(connection, who, proposal.urn):
        return None
    check_author(proposal, who.person_id)
    return HeldBecause.REASSIGNED


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


def take_in(
    held: StoredRecord, sender: Sender, look: Look, epoch: int
) -> tuple[StoredRecord | None, Payload]:
    """The record with the handed-over words in it, if so decided, and what became of them.

    `sender` is the colleague who wrote them.

    Raises `Refused` where the words cannot be taken in: then the decision is not kept either.
    """
    change = HeldChangePayload.model_validate(held.payload)
    if change.decision is None or change.decision.decision is Release.SET_ASIDE:
        said = HeldResultPayload(sentence="Set aside. The words stay readable here.")
        return None, said.model_dump(mode="json")
    before = look(change.kind, change.record_id)
    merge = _joined(change, before)
    proposal = Proposal(_as_sent(held, change), merge.payload, change.urn, before)
    check_rules(proposal, sender, look)
    record = StoredRecord(
        kind=change.kind,
        id=change.record_id,
        revision=next_revision(before, epoch),
        payload=merge.payload,
        urn=change.urn,
        changed_by=change.sent_by,
    )
    result = HeldResultPayload(revision=record.revision, not_taken=merge.set_aside)
    return record, result.model_dump(mode="json")


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
