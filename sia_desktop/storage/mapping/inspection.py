"""Inspections, both ways."""

from sia_contract.payloads.inspection import (
    CallPayload,
    ImprovementPayload,
    InspectionPayload,
    TreatedAsPayload,
)
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Counted, Improvement, Inspection, InspectionCall


def inspection_of(payload: InspectionPayload) -> Inspection:
    """The inspection a payload describes; its id follows from its school and number."""
    call = payload.call
    return Inspection(
        urn=Urn(payload.urn),
        number=payload.number,
        scale=payload.scale,
        kind=payload.kind,
        recorded_by=payload.recorded_by,
        call=InspectionCall(**dict(call)) if call else None,
        started_on=payload.started_on,
        ended_on=payload.ended_on,
        feedback_on=payload.feedback_on,
        published_on=payload.published_on,
        overall=payload.overall,
        areas=dict(payload.areas),
        concern=payload.concern,
        improvements=tuple(Improvement(each.id, each.text) for each in payload.improvements),
        predecessor_urn=Urn(payload.predecessor_urn) if payload.predecessor_urn else None,
        source=payload.source,
        continued_as=payload.continued_as,
        treated_as=Counted(**dict(payload.treated_as)) if payload.treated_as else None,
    )


def inspection_payload(inspection: Inspection) -> InspectionPayload:
    """The payload that describes an inspection."""
    return InspectionPayload(
        urn=inspection.urn,
        number=inspection.number,
        scale=inspection.scale,
        kind=inspection.kind,
        recorded_by=inspection.recorded_by,
        call=_call(inspection.call) if inspection.call else None,
        started_on=inspection.started_on,
        ended_on=inspection.ended_on,
        feedback_on=inspection.feedback_on,
        published_on=inspection.published_on,
        overall=inspection.overall,
        areas=dict(inspection.areas),
        concern=inspection.concern,
        improvements=tuple(
            ImprovementPayload(id=each.id, text=each.text) for each in inspection.improvements
        ),
        predecessor_urn=inspection.predecessor_urn,
        source=inspection.source,
        continued_as=inspection.continued_as,
        treated_as=_treated(inspection.treated_as) if inspection.treated_as else None,
    )


def _call(call: InspectionCall) -> CallPayload:
    return CallPayload(
        rung_on=call.rung_on,
        rung_at=call.rung_at,
        taken_by=call.taken_by,
        lead_inspector=call.lead_inspector,
        lead_spoken_on=call.lead_spoken_on,
        tentative_on=call.tentative_on,
        tentative_until=call.tentative_until,
        attendance=call.attendance,
        said=call.said,
    )


def _treated(counted: Counted) -> TreatedAsPayload:
    return TreatedAsPayload(judgement=counted.judgement, reason=counted.reason, by=counted.by, at=counted.at)
