"""What a record's flow lets this laptop's person do with it now: asked by the services and by the pages."""

from dataclasses import dataclass
from datetime import date

from sia_contract.flows import Names, Situation, is_answered, why_not, why_not_approve
from sia_contract.permissions import Action, Relation, may, may_any
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.deadlines import Deadline
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.flow import Flow, FlowMove
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.services.allowed import relations_to_school, require
from sia_desktop.services.ports import Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step from where the record stands, and what stands in its way, if anything."""

    move: FlowMove
    why_not: str
    """A sentence that says who could or what is missing; empty where it may be taken."""
    why_not_approve: str
    """The same for approving it; empty where this person may approve it."""
    missed: Deadline | None = None
    """The limit that it comes too late for today, so that it asks for a reason."""


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


def situation_of(
    uow: UnitOfWork,
    frameworks: Frameworks,
    record: CaseRecord,
    on: date,
    *,
    reason: str = "",
    recorded_for: str = "",
) -> Situation:
    """The record as it stands, and this laptop's person before it."""
    me = uow.working_for()
    framework = frameworks.pinned(record.pack, record.pack_version)
    role = frameworks.current(me.council_code, on).role(me.role)
    relations = (
        relations_to_school(uow, record.urn, on) if record.urn is not None else frozenset({Relation.LINE})
    )
    return Situation(
        state=record.state,
        role=me.role,
        answers=record.answers,
        forms=_forms_there(uow, record),
        approvals=approvals_of(record),
        reason=reason,
        recorded_for=recorded_for,
        outside=[each.code for each in framework.roles if each.is_outside],
        may_record=may_any(role, Action.MOVE_CASE_RECORD, relations),
    )


def approvals_of(record: CaseRecord) -> frozenset[tuple[str, str]]:
    """Move and role of each approval since the record came into its state."""
    found: set[tuple[str, str]] = set()
    for move in reversed(record.moves):
        if not move.is_approval:
            break
        found.add((move.move, move.recorded_for or move.role))
    return frozenset(found)


def names_of(framework: Framework, form: str) -> Names:
    """What the council calls what a refusal speaks of."""
    return Names(
        roles={role.code: role.label for role in framework.roles},
        forms={each.code: each.label for each in framework.forms},
        sections={section.code: section.label for section in framework.form(form).sections},
    )


def open_steps(uow: UnitOfWork, frameworks: Frameworks, record: CaseRecord, on: date) -> tuple[OpenStep, ...]:
    """Every step from where the record stands; a reason is asked for when the step is taken."""
    framework = frameworks.pinned(record.pack, record.pack_version)
    flow = framework.flow_of(record.form)
    if flow is None:
        return ()
    names = names_of(framework, record.form)
    at = situation_of(uow, frameworks, record, on, reason="asked for when the step is taken")
    return tuple(
        OpenStep(
            move,
            why_not(flow, move.code, at, names) or "",
            why_not_approve(flow, move.code, at, names) or "",
        )
        for move in flow.moves
        if record.state in move.from_
    )


def flow_required(framework: Framework, record: CaseRecord) -> Flow:
    """The flow of the record's form; raises `RuleBroken` where it has none."""
    flow = framework.flow_of(record.form)
    if flow is None:
        raise RuleBroken(f"“{framework.form(record.form).label}” goes through no steps.")
    return flow


def _forms_there(uow: UnitOfWork, record: CaseRecord) -> frozenset[str]:
    """The forms of which the same school has a record with something written in it; its own among them."""
    others = {each.id: each for each in uow.case_records.of_school(record.urn)} | {record.id: record}
    forms = {each.form for each in others.values() if is_answered(each.answers)}
    if record.urn is not None:
        forms |= {each.form for each in uow.notes.of_school(record.urn) if is_answered(each.answers)}
    return frozenset(forms)
