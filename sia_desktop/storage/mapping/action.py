"""Agreed actions, both ways."""

from uuid import UUID

from sia_contract.payloads.action import ActionPayload
from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action, ActionStatus, Rag
from sia_desktop.domain.ids import Urn


def action_of(action_id: str, payload: ActionPayload) -> Action:
    """The action a payload describes."""
    return Action(
        id=UUID(action_id),
        urn=Urn(payload.urn),
        about=About(payload.about_kind, payload.about_id),
        agreed_on=payload.agreed_on,
        agreed_by=payload.agreed_by,
        text=payload.text,
        owner=payload.owner,
        due_on=payload.due_on,
        at_next_meeting=payload.at_next_meeting,
        success_measure=payload.success_measure,
        progress=payload.progress,
        impact=payload.impact,
        rag=Rag(payload.rag),
        status=ActionStatus(payload.status),
        closed_on=payload.closed_on,
    )


def action_payload(action: Action) -> ActionPayload:
    """The payload that describes an action."""
    return ActionPayload(
        urn=action.urn,
        about_kind=action.about.kind,
        about_id=action.about.id,
        agreed_on=action.agreed_on,
        agreed_by=action.agreed_by,
        text=action.text,
        owner=action.owner,
        due_on=action.due_on,
        at_next_meeting=action.at_next_meeting,
        success_measure=action.success_measure,
        progress=action.progress,
        impact=action.impact,
        rag=action.rag.value,
        status=action.status.value,
        closed_on=action.closed_on,
    )
