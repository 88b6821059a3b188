"""Category decisions: central's to write, ours to read."""

from uuid import UUID

from sia_contract.payloads.category_decision import CategoryDecisionPayload
from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.ids import Urn


def decision_of(decision_id: str, payload: CategoryDecisionPayload) -> CategoryDecision:
    """The decision a payload describes."""
    return CategoryDecision(
        id=UUID(decision_id),
        urn=Urn(payload.urn),
        category=payload.category,
        decided_on=payload.decided_on,
        decided_by=payload.decided_by,
        reason=payload.reason,
    )
