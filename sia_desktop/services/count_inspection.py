"""The line manager decides what an inspection on another of Ofsted's scales counts as: its clocks start."""

from dataclasses import dataclass, replace
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.inspection import Counted
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class CountInspection:
    """As this judgement of the framework's own, or, left empty, as none of them; with the reason."""

    inspection_id: UUID
    judgement: str
    reason: str


def count_inspection(
    command: CountInspection, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> Changed:
    """Keep the decision with the inspection; its grades stay as Ofsted gave them."""
    at = now()
    today = day_in_england(at)
    with uow:
        inspection = uow.inspections.get(command.inspection_id)
        require(uow, frameworks, Action.DECIDE_CATEGORY, inspection.urn, today)
        me = uow.working_for()
        framework = frameworks.current(me.council_code, today)
        if inspection.scale == framework.inspection_scale:
            raise RuleBroken(
                "This inspection stands on the framework’s own scale. Its grade counts as it is."
            )
        if command.judgement and command.judgement not in {grade.code for grade in framework.grades}:
            raise RuleBroken(f"{framework.name}’s framework has no judgement “{command.judgement}”.")
        if not command.reason.strip():
            raise RuleBroken("Say why it counts so: the clocks that start show your reason.")
        counted = Counted(command.judgement, command.reason.strip(), me.person_id, at)
        uow.inspections.save(replace(inspection, treated_as=counted))
        uow.commit()
    return Changed.one("inspection", inspection.id)
