"""What came of an agreed action: progress, impact, how it stands, and when it was done."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sia_contract.permissions import Action as Permission
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
        said = {
            name: value
            for name in ("progress", "impact", "rag", "status")
            if (value := getattr(command, name)) is not None
        }
        updated = replace(action, **said)
        if updated.status is not action.status:
            is_open = updated.status is ActionStatus.OPEN
            updated = replace(updated, closed_on=None if is_open else on)
        if updated == action:
            return Changed()
        uow.actions.save(updated)
        uow.commit()
    return Changed.one("action", action.id)
