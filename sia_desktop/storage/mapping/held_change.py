"""Handed-over work, both ways."""

from uuid import UUID

from sia_contract.payloads import held_change as wire
from sia_desktop.domain.held_work import HeldBecause, HeldDecision, HeldResult, HeldWork, Release
from sia_desktop.domain.ids import Urn


def held_work_of(held_id: str, payload: wire.HeldChangePayload) -> HeldWork:
    """The work a payload describes."""
    decision, result = payload.decision, payload.result
    return HeldWork(
        id=UUID(held_id),
        urn=None if payload.urn is None else Urn(payload.urn),
        kind=payload.kind,
        record_id=payload.record_id,
        base_revision=payload.base_revision,
        content=payload.content,
        because=HeldBecause(payload.because.value),
        sent_by=payload.sent_by,
        device_id=payload.device_id,
        received_at=payload.received_at,
        decision=HeldDecision(Release(decision.decision.value), decision.reason, decision.by, decision.at)
        if decision
        else None,
        result=HeldResult(result.revision, result.not_taken, result.sentence) if result else None,
    )


def held_work_payload(work: HeldWork) -> wire.HeldChangePayload:
    """The payload that describes handed-over work."""
    decision, result = work.decision, work.result
    return wire.HeldChangePayload(
        urn=work.urn,
        kind=work.kind,
        record_id=work.record_id,
        base_revision=work.base_revision,
        content=dict(work.content),
        because=wire.HeldBecause(work.because.value),
        sent_by=work.sent_by,
        device_id=work.device_id,
        received_at=work.received_at,
        decision=wire.HeldDecisionPayload(
            decision=wire.Release(decision.decision.value),
            reason=decision.reason,
            by=decision.by,
            at=decision.at,
        )
        if decision
        else None,
        result=wire.HeldResultPayload(
            revision=result.revision, not_taken=dict(result.not_taken), sentence=result.sentence
        )
        if result
        else None,
    )
