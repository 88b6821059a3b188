"""One inspection: what is known of it, and what the framework asks for because of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_contract.permissions import Action, may_any
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Choice, Framework
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.inspection_scale import InspectionScale
from sia_desktop.domain.judgement import Judged, judged, judgements_asked
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import relations_to_school, require_about
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.casework_clocks import is_its_own
from sia_desktop.services.queries.casework_deadlines import Casework
from sia_desktop.services.queries.due import DueDates
from sia_desktop.services.queries.facts import Facts
from sia_desktop.services.queries.what_follows import Following, known_of, what_follows


@dataclass(frozen=True, slots=True)
class AskInspection:
    """An inspection is opened."""

    inspection_id: UUID


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """The inspection as it goes on, and what follows from it."""

    inspection: Inspection
    school_name: str
    scales: Mapping[str, InspectionScale]
    follows: tuple[Following, ...]
    judged: Judged
    """As what it counts under the framework."""
    decided_by: str
    """Who decided that, where somebody did."""
    judgements: tuple[Choice, ...]
    """What it may be decided to count as; none where its own grade counts, or it is not for this person."""
    why_not_begin: str
    """Empty where this person may begin records about the school."""


def ask_inspection(
    question: AskInspection, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> InspectionPage:
    """Gather the page; looking changes nothing."""
    day = day_in_england(now())
    with uow:
        inspection = uow.inspections.get(question.inspection_id)
        if inspection.continued_as is not None:
            inspection = uow.inspections.find(inspection.continued_as) or inspection
        require_about(uow, frameworks, Action.READ_SCHOOL, inspection.urn, day)
        framework = frameworks.current(uow.working_for().council_code, day)
        return InspectionPage(
            inspection,
            uow.schools.get(inspection.urn).name,
            framework.scales,
            following(inspection, facts, uow, frameworks, framework, day),
            judged(framework, inspection),
            _decided_by(uow, inspection),
            _judgements(uow, framework, inspection, day),
            _why_not_begin(inspection, uow, frameworks, day),
        )


def following(
    inspection: Inspection,
    facts: Facts,
    uow: UnitOfWork,
    frameworks: Frameworks,
    framework: Framework,
    day: date,
) -> tuple[Following, ...]:
    """What follows from it, within a transaction that is open."""
    casework = Casework(facts, frameworks, framework, DueDates(frameworks, day), day)
    owed = casework.deadlines([inspection.urn], facts.meeting_lines(inspection.urn))
    standing = casework.facts_of(inspection.urn, inspection)
    return what_follows(known_of(uow, facts, framework, inspection, standing, owed, day))


def _decided_by(uow: UnitOfWork, inspection: Inspection) -> str:
    if inspection.treated_as is None:
        return ""
    by = inspection.treated_as.by
    return next((person.name for person in uow.people.all() if person.id == by), "A former colleague")


def _judgements(
    uow: UnitOfWork, framework: Framework, inspection: Inspection, day: date
) -> tuple[Choice, ...]:
    """What this person may decide that it counts as: the judgements that rules of the framework ask for."""
    role = framework.role(uow.working_for().role)
    relations = relations_to_school(uow, inspection.urn, day)
    if inspection.scale == framework.inspection_scale or not is_its_own(inspection):
        return ()
    if not may_any(role, Action.DECIDE_CATEGORY, relations):
        return ()
    asked = {code for rule in framework.timeframes for code in judgements_asked(rule.when)}
    return tuple(grade for grade in framework.grades if grade.code in asked)


def _why_not_begin(inspection: Inspection, uow: UnitOfWork, frameworks: Frameworks, day: date) -> str:
    try:
        require_about(uow, frameworks, Action.WRITE_CASE_RECORD, inspection.urn, day)
    except RuleBroken as refused:
        return str(refused)
    return ""
