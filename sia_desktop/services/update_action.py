"""What is new of an agreed action: who and by when, progress, impact, how it stands, when it was done."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sia_contract.permissions import Action as Permission
from sia_desktop.domain.action import Action as Agreed
from sia_desktop.domain.action import ActionStatus, Rag
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class UpdateAction:
    """What is new; None leaves a part as it is."""

    action_id: UUID
    text: str | None = None
    owner: str | None = None
    due_on: date | None = None
    """Another day; what was due at the next meeting is then due on this day."""
    at_next_meeting: bool | None = None
    """True takes the day away."""
    success_measure: str | None = None
    progress: str | None = None
    impact: str | None = None
    rag: Rag | None = None
    status: ActionStatus | None = None
    on: date | None = None
    """The day it was done or dropped; None is today."""


def update_action(command: UpdateAction, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep it; saying again what is known changes nothing."""
    today = day_in_england(now())
    on = command.on or today
    if on > today:
        raise RuleBroken(f"{long_date(on)} is still to come. Say on the day or afterwards that it is done.")
    with uow:
        action = uow.actions.get(command.action_id)
        require(uow, frameworks, Permission.WRITE_CASE_RECORD, action.urn, today)
        updated = _told(action, command)
        if not updated.text or not updated.owner:
            raise RuleBroken("An agreed action says what will be done and who will do it.")
        if updated.status is not action.status:
            is_open = updated.status is ActionStatus.OPEN
            updated = replace(updated, closed_on=None if is_open else on)
        if updated == action:
            return Changed()
        uow.actions.save(updated)
        uow.commit()
    return Changed.one("action", action.id)


def _told(action: Agreed, command: UpdateAction) -> Agreed:
    names = ("text", "owner", "success_measure", "progress", "impact", "rag", "status")
    said = {name: value for name in names if (value := getattr(command, name)) is not None}
    said = {name: value.strip() if type(value) is str else value for name, value in said.items()}
    told = replace(action, **said)
    if command.at_next_meeting:
        return replace(told, due_on=None, at_next_meeting=True)
    return replace(told, due_on=command.due_on, at_next_meeting=False) if command.due_on else told
