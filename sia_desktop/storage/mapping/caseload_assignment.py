"""Caseload assignments: central's to write, ours to read."""

from uuid import UUID

from sia_contract.payloads.caseload_assignment import CaseloadAssignmentPayload
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.people import AssignmentAction, CaseloadAssignment


def assignment_of(assignment_id: str, payload: CaseloadAssignmentPayload) -> CaseloadAssignment:
    """The assignment a payload describes."""
    return CaseloadAssignment(
        id=UUID(assignment_id),
        person_id=payload.person_id,
        urn=Urn(payload.urn),
        action=AssignmentAction(payload.action),
        on=payload.on,
    )
