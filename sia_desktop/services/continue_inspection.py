"""What was recorded before Ofsted gave its number is continued in the inspection under that number."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork

TOLD_HERE: Final = ("started_on", "ended_on", "feedback_on", "published_on", "overall", "areas", "concern")
"""What the one under Ofsted's number takes over where Ofsted's file says nothing of it."""


@dataclass(frozen=True, slots=True)
class ContinueInspection:
    """The inspection recorded here, and the same one as Ofsted numbers it."""

    inspection_id: UUID
    as_id: UUID


def continue_inspection(
    command: ContinueInspection, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> Changed:
    """Link the two: Ofsted's own goes on with the call and what was noted; the other starts no clock more."""
    with uow:
        told, numbered = uow.inspections.get(command.inspection_id), uow.inspections.get(command.as_id)
        require(uow, frameworks, Action.RECORD_INSPECTION, told.urn, day_in_england(now()))
        _must_be_one(told, numbered)
        uow.inspections.save(_with_what_was_told(numbered, told))
        uow.inspections.save(replace(told, continued_as=numbered.id))
        uow.commit()
    return Changed.one("inspection", told.id) | Changed.one("inspection", numbered.id)


def _must_be_one(told: Inspection, numbered: Inspection) -> None:
    if told.id == numbered.id:
        raise RuleBroken("An inspection cannot continue in itself. Choose the one under Ofsted’s number.")
    if told.continued_as is not None or numbered.continued_as is not None:
        raise RuleBroken("One of the two is linked already. Choose the inspection in which it goes on.")
    if told.urn != numbered.urn:
        raise RuleBroken("These are inspections of two schools. Choose one of the same school.")
    rung = told.call.rung_on if told.call else told.started_on
    if rung and numbered.started_on and numbered.started_on < rung:
        raise RuleBroken("That inspection began before this one was announced, so it is another one.")


def _with_what_was_told(numbered: Inspection, told: Inspection) -> Inspection:
    grades_are_alike = numbered.scale == told.scale or not numbered.scale
    taken = {
        name: getattr(told, name)
        for name in TOLD_HERE
        if not getattr(numbered, name) and (name.endswith("_on") or grades_are_alike)
    }
    return replace(
        numbered,
        call=numbered.call or told.call,
        improvements=numbered.improvements or told.improvements,
        **taken,
    )
