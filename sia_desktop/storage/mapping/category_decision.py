"""Decisions of where a school stands, and proposals of them, both ways."""

from uuid import UUID

from sia_contract.payloads.category_decision import CategoryDecisionPayload, EvidencePayload
from sia_desktop.domain.about import About
from sia_desktop.domain.category import CategoryDecision, CategoryProposal, Grounds, Track
from sia_desktop.domain.ids import Urn


def decision_of(decision_id: str, payload: CategoryDecisionPayload) -> CategoryDecision:
    """The decision a payload describes; raises ValueError for a proposal."""
    if payload.decided_on is None or payload.decided_by is None:
        raise ValueError("a proposal is no decision")
    return CategoryDecision(
        id=UUID(decision_id),
        urn=Urn(payload.urn),
        category=payload.category,
        decided_on=payload.decided_on,
        decided_by=payload.decided_by,
        reason=payload.reason,
        track=Track(payload.track),
        recommended_on=payload.recommended_on,
        recommended_by=payload.recommended_by,
        proposal_id=payload.proposal_id,
        grounds=_grounds(payload),
    )


def proposal_of(proposal_id: str, payload: CategoryDecisionPayload) -> CategoryProposal:
    """The proposal a payload describes; raises ValueError for a decision."""
    if payload.recommended_on is None or payload.recommended_by is None or payload.decided_by:
        raise ValueError("a decision is no proposal")
    return CategoryProposal(
        id=UUID(proposal_id),
        urn=Urn(payload.urn),
        category=payload.category,
        recommended_on=payload.recommended_on,
        recommended_by=payload.recommended_by,
        reason=payload.reason,
        track=Track(payload.track),
        grounds=_grounds(payload),
    )


def decision_payload(decision: CategoryDecision) -> CategoryDecisionPayload:
    """The payload that describes a decision."""
    return CategoryDecisionPayload(
        urn=decision.urn,
        track=decision.track.value,
        category=decision.category,
        decided_on=decision.decided_on,
        decided_by=decision.decided_by,
        reason=decision.reason,
        recommended_on=decision.recommended_on,
        recommended_by=decision.recommended_by,
        proposal_id=decision.proposal_id,
        criteria=decision.grounds.criteria,
        evidence=_evidence(decision.grounds),
        disagreement=decision.grounds.disagreement,
        pack=decision.grounds.pack,
        pack_version=decision.grounds.pack_version,
    )


def proposal_payload(proposal: CategoryProposal) -> CategoryDecisionPayload:
    """The payload that describes a proposal."""
    return CategoryDecisionPayload(
        urn=proposal.urn,
        track=proposal.track.value,
        category=proposal.category,
        decided_on=None,
        decided_by=None,
        reason=proposal.reason,
        recommended_on=proposal.recommended_on,
        recommended_by=proposal.recommended_by,
        criteria=proposal.grounds.criteria,
        evidence=_evidence(proposal.grounds),
        disagreement=proposal.grounds.disagreement,
        pack=proposal.grounds.pack,
        pack_version=proposal.grounds.pack_version,
    )


def _grounds(payload: CategoryDecisionPayload) -> Grounds:
    return Grounds(
        criteria=payload.criteria,
        evidence=tuple(About(each.kind, each.id) for each in payload.evidence),
        disagreement=payload.disagreement,
        pack=payload.pack,
        pack_version=payload.pack_version,
    )


def _evidence(grounds: Grounds) -> tuple[EvidencePayload, ...]:
    return tuple(EvidencePayload(kind=each.kind, id=each.id) for each in grounds.evidence)
