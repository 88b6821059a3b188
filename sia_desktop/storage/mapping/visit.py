"""Visits, both ways."""

from uuid import UUID

from sia_contract.payloads.visit import VisitPayload, VoidedPayload
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.visit import Visit, Voided


def visit_of(visit_id: str, payload: VisitPayload) -> Visit:
    """The visit a payload describes."""
    voided = payload.voided
    return Visit(
        id=UUID(visit_id),
        urn=Urn(payload.urn),
        adviser_id=payload.adviser_id,
        visited_on=payload.visited_on,
        visit_type=payload.visit_type,
        voided=Voided(voided.reason, voided.at, voided.by) if voided else None,
    )


def visit_payload(visit: Visit) -> VisitPayload:
    """The payload that describes a visit."""
    voided = visit.voided
    return VisitPayload(
        urn=visit.urn,
        adviser_id=visit.adviser_id,
        visited_on=visit.visited_on,
        visit_type=visit.visit_type,
        voided=VoidedPayload(reason=voided.reason, at=voided.at, by=voided.by) if voided else None,
    )
