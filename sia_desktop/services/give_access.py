"""The line manager gives a colleague a school for a stated time, or ends that before its last day."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.access import AccessGrant, AccessWay, check_term
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class GiveAccess:
    """This colleague covers the school, or comes along, between two days."""

    urn: Urn
    person_id: UUID
    way: AccessWay
    from_on: date
    to_on: date
    reason: str
    grant_id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class EndAccess:
    """The access ends now, before its last day."""

    grant_id: UUID
    reason: str


def give_access(command: GiveAccess, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep the access; it reaches the colleague's laptop with both laptops' next sync."""
    at = now()
    today = day_in_england(at)
    if not command.reason.strip():
        raise RuleBroken("Say why, such as “cover during leave”. The reason is kept with the access.")
    check_term(command.from_on, command.to_on, today)
    with uow:
        require(uow, frameworks, Action.ASSIGN_CASELOAD, command.urn, today)
        person = uow.people.get(command.person_id)
        for standing in uow.access.of_school(command.urn):
            is_same = standing.person_id == person.id and standing.way is command.way and not standing.ended
            if is_same and standing.from_on <= command.to_on and command.from_on <= standing.to_on:
                raise RuleBroken(f"{person.name} has this school then already. End that first.")
        grant = AccessGrant(
            id=command.grant_id,
            urn=command.urn,
            person_id=person.id,
            way=command.way,
            from_on=command.from_on,
            to_on=command.to_on,
            reason=command.reason.strip(),
            by=uow.working_for().person_id,
            at=at,
        )
        uow.access.save(grant)
        uow.commit()
    return Changed.one("access_grant", grant.id) | Changed.one("school", command.urn)


def end_access(command: EndAccess, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """End it; the school leaves the colleague's laptop, and what they had not sent is handed over."""
    at = now()
    with uow:
        grant = uow.access.get(command.grant_id)
        require(uow, frameworks, Action.ASSIGN_CASELOAD, grant.urn, day_in_england(at))
        uow.access.save(grant.end(command.reason, uow.working_for().person_id, at))
        uow.commit()
    return Changed.one("access_grant", grant.id) | Changed.one("school", grant.urn)
