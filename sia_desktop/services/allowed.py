"""Whether this laptop's person may do a thing to a school: asked here before, and at central again."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sia_contract.permissions import Action, Relation, may, may_any
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework, Role
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.people import AssignmentAction, CaseloadAssignment, Person
from sia_desktop.services.ports import Frameworks, UnitOfWork

_WORDS = {
    Action.SAMPLE_NOTE: "return a note or record about",
    Action.RECORD_INSPECTION: "record an inspection of",
    Action.READ_CASE_RECORD: "see the records about",
    Action.WRITE_CASE_RECORD: "write in the records about",
    Action.DECIDE_CATEGORY: "decide where to place",
    Action.PROPOSE_CATEGORY: "propose where to place",
    Action.LOG_VISIT: "log a visit to",
    Action.SIGN_NOTE: "sign a note about",
    Action.CALL_MEETING: "call a meeting about",
    Action.ASSIGN_CASELOAD: "decide who works with",
    Action.ISSUE_PAPERS: "record papers of a meeting about",
}


def owners(assignments: Iterable[CaseloadAssignment], on: date) -> frozenset[UUID]:
    """Who answers for a school on that day: who took it on more often than they handed it over."""
    held: Counter[UUID] = Counter()
    for assignment in assignments:
        if assignment.on <= on:
            held[assignment.person_id] += 1 if assignment.action is AssignmentAction.BEGINS else -1
    return frozenset(person for person, count in held.items() if count > 0)


def reports_to(person_id: UUID, manager_id: UUID, people: Iterable[Person]) -> bool:
    """Whether one answers to the other, directly or through others."""
    above = {person.id: person.reports_to for person in people}
    seen: set[UUID] = set()
    at = above.get(person_id)
    while at is not None and at not in seen:
        if at == manager_id:
            return True
        seen.add(at)
        at = above.get(at)
    return False


def relations_to_school(uow: UnitOfWork, urn: Urn, on: date) -> frozenset[Relation]:
    """Every way in which this laptop's person stands to the school that day."""
    me = uow.working_for().person_id
    found = {Relation.COUNCIL}
    answering = owners(uow.assignments.of_school(urn), on)
    everybody = uow.people.all()
    if me in answering:
        found.add(Relation.OWN_CASELOAD)
    if any(reports_to(owner, me, everybody) for owner in answering):
        found.add(Relation.LINE)
    for grant in uow.access.holding(urn, on):
        if grant.person_id == me:
            found.add(Relation(grant.way.value))
    area = next((person.area for person in everybody if person.id == me), "")
    school = uow.schools.find(urn)
    if area and school is not None and school.area == area:
        found.add(Relation.AREA)
    return frozenset(found)


def relations_to(uow: UnitOfWork, urn: Urn | None, on: date) -> frozenset[Relation]:
    """How this person stands to a school; to what is about none, as whoever answers for a line."""
    return relations_to_school(uow, urn, on) if urn is not None else frozenset({Relation.LINE})


def who_may(framework: Framework, action: Action) -> str:
    """The roles that may do this at all, as they are called: “the Head of Education or the Line Manager”."""
    labels = [f"the {role.label}" for role in framework.roles if ever_may(role, action)]
    return " or ".join(labels) or "nobody in this framework"


def ever_may(role: Role, action: Action) -> bool:
    """Whether somebody in this role may do this to any school at all."""
    return action in {*role.may, *role.may_for_line, *role.may_for_area, *role.may_for_council}


def require(uow: UnitOfWork, frameworks: Frameworks, action: Action, urn: Urn, on: date) -> None:
    """Raise `RuleBroken`, saying who could, unless this laptop's person may."""
    me = uow.working_for()
    role = frameworks.current(me.council_code, on).role(me.role)
    if may_any(role, action, relations_to_school(uow, urn, on)):
        return
    school = uow.schools.get(urn).name
    if not ever_may(role, action):
        doing = _WORDS.get(action, action.value.replace("_", " "))
        able = who_may(frameworks.current(me.council_code, on), action)
        raise RuleBroken(f"As {role.label} you may not {doing} {school}. That is for {able}.")
    names = sorted(uow.people.get(owner).name for owner in owners(uow.assignments.of_school(urn), on))
    who = f"{' and '.join(names)} can" if names else "Nobody answers for it yet: ask for it to be assigned"
    doing = _WORDS.get(action, action.value.replace("_", " "))
    raise RuleBroken(f"As {role.label} you may not {doing} {school}: it is not on your caseload. {who}.")


def require_about(uow: UnitOfWork, frameworks: Frameworks, action: Action, urn: Urn | None, on: date) -> None:
    """Raise `RuleBroken` unless this person may do this to the school, or to what is about none."""
    if urn is not None:
        require(uow, frameworks, action, urn, on)
        return
    me = uow.working_for()
    role = frameworks.current(me.council_code, on).role(me.role)
    if not may(role, action, Relation.LINE):
        raise RuleBroken(
            f"As {role.label} you may not do this: it is about the whole council. "
            "Ask a colleague who answers for more than a caseload."
        )
