"""The line manager takes handed-over work into the school's records, or sets it aside."""

from dataclasses import dataclass
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.held_work import Release
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class DecideHeldWork:
    """These pieces of work, which hang together, are taken in or set aside."""

    held_ids: tuple[UUID, ...]
    decision: Release
    reason: str


def decide_held_work(command: DecideHeldWork, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep the decision, in the order in which the work arrived; central carries it out at the next sync."""
    at = now()
    changed = Changed()
    with uow:
        me = uow.working_for().person_id
        for work in uow.held_work.all():
            if work.id not in command.held_ids:
                continue
            require_about(uow, frameworks, Action.ASSIGN_CASELOAD, work.urn, day_in_england(at))
            uow.held_work.save(work.decide(command.decision, command.reason, me, at))
            changed |= Changed.one("held_change", work.id)
        uow.commit()
    return changed
