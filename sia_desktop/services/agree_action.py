"""An action is agreed in a record: who does what by when, and how success will be seen."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from sia_contract.permissions import Action as Permission
from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class AgreeAction:
    """Agreed in this record about this school; due on a day or at the next meeting."""

    urn: Urn
    about: About
    text: str
    owner: str
    due_on: date | None = None
    at_next_meeting: bool = False
    success_measure: str = ""
    agreed_on: date | None = None
    """None is today."""
    action_id: UUID = field(default_factory=uuid4)


def agree_action(command: AgreeAction, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep it; it stays on the list of the whole caseload until it is done or dropped."""
    today = day_in_england(now())
    if not command.text.strip() or not command.owner.strip():
        raise RuleBroken("An agreed action says what will be done and who will do it.")
    if command.due_on is None and not command.at_next_meeting:
        raise RuleBroken("Give the day by which it is done, or say that it is the next meeting.")
    with uow:
        require(uow, frameworks, Permission.WRITE_CASE_RECORD, command.urn, today)
        uow.actions.save(
            Action(
                id=command.action_id,
                urn=command.urn,
                about=command.about,
                agreed_on=command.agreed_on or today,
                agreed_by=uow.working_for().person_id,
                text=command.text.strip(),
                owner=command.owner.strip(),
                due_on=command.due_on,
                at_next_meeting=command.at_next_meeting,
                success_measure=command.success_measure.strip(),
            )
        )
        uow.commit()
    return Changed.one("action", command.action_id)
