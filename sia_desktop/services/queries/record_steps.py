"""What a record's flow lets this laptop's person do with it now: asked by the services and by the pages."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from sia_contract.conditions import fits
from sia_contract.flows import FormThere, Names, Situation, asks_reason, is_whole, why_not, why_not_approve
from sia_contract.permissions import Action, Relation, may_any
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.category import Track
from sia_desktop.domain.deadlines import Deadline
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.flow import Flow, FlowMove
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.allowed import relations_to_school
from sia_desktop.services.ports import Frameworks, UnitOfWork
from sia_desktop.services.queries.casework_clocks import begun, is_its_own


@dataclass(frozen=True, slots=True)
class Outsider:
    """A role outside the council; what it did is written down by a colleague."""

    role: str
    label: str


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step from where the record stands, and what stands in its way, if anything."""

    move: FlowMove
    why_not: str
    """A sentence that says who could or what is missing; empty where it may be taken."""
    why_not_approve: str
    """The same for approving it; empty where this person may approve it."""
    asks_reason: bool
    """Whether it is taken only with a reason."""
    written_for: tuple[Outsider, ...] = ()
    """Those outside whose taking it this person may write down now."""
    approval_written_for: tuple[Outsider, ...] = ()
    """Those outside whose approval this person may write down now."""
    missed: Deadline | None = None
    """The limit that it comes too late for today, so that it asks for a reason."""


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
        forms=_forms_there(uow, frameworks, record),
        used=_used(uow, record),
        fits=_fits(uow, framework, record, on),
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
    """Every step from where the record stands; a reason is asked for when the step is taken.

    Two forms may share a flow: a step that needs a section of the other is taken in the other’s record.
    """
    framework = frameworks.pinned(record.pack, record.pack_version)
    flow = framework.flow_of(record.form)
    if flow is None:
        return ()
    names = names_of(framework, record.form)
    at = situation_of(uow, frameworks, record, on, reason="asked for when the step is taken")
    return tuple(
        _open_step(flow, move, at, names)
        for move in flow.moves
        if record.state in move.from_ and names.sections.keys() >= set(move.needs_sections)
    )


def _open_step(flow: Flow, move: FlowMove, at: Situation, names: Names) -> OpenStep:
    """What is in the way, said of those outside where only they take the step and it may be written down."""
    barred = why_not(flow, move.code, at, names) or ""
    theirs = _written_for(move.by, why_not, flow, move.code, at, names)
    if barred and theirs and at.role not in move.by:
        barred = next((sentence for sentence in theirs.values() if sentence), barred)
    approvals = _written_for(move.approved_by, why_not_approve, flow, move.code, at, names)
    return OpenStep(
        move,
        barred,
        why_not_approve(flow, move.code, at, names) or "",
        asks_reason(move, at),
        _free(theirs, names),
        _free(approvals, names),
    )


def _written_for(
    roles: Collection[str],
    judged: Callable[[Flow, str, Situation, Names], str | None],
    flow: Flow,
    move: str,
    at: Situation,
    names: Names,
) -> dict[str, str]:
    """Of each role outside the council, what stands in the way of writing its act down, if anything."""
    if not at.may_record:
        return {}
    return {
        role: judged(flow, move, replace(at, recorded_for=role), names) or ""
        for role in roles
        if role in at.outside
    }


def _free(outside: dict[str, str], names: Names) -> tuple[Outsider, ...]:
    return tuple(Outsider(role, names.roles[role]) for role, barred in outside.items() if not barred)


def flow_required(framework: Framework, record: CaseRecord) -> Flow:
    """The flow of the record's form; raises `RuleBroken` where it has none."""
    flow = framework.flow_of(record.form)
    if flow is None:
        raise RuleBroken(f"“{framework.form(record.form).label}” goes through no steps.")
    return flow


def _forms_there(uow: UnitOfWork, frameworks: Frameworks, record: CaseRecord) -> list[FormThere]:
    """What a step may rest on, of the same school: the earliest first, the record itself last."""
    flow = frameworks.pinned(record.pack, record.pack_version).flow_of(record.form)
    needed = {form for move in flow.moves for form in move.needs_forms} if flow else set()

    def there(each: CaseRecord | NoteOfVisit, serves_again: bool = False) -> FormThere:
        form = frameworks.pinned(each.pack, each.pack_version).form(each.form)
        whole = is_whole(form.sections, each.answers)
        return FormThere(str(each.id), each.form, whole, serves_again or form.is_append_only)

    notes = uow.notes.of_school(record.urn) if record.urn is not None else ()
    others: list[CaseRecord | NoteOfVisit] = [*notes, *uow.case_records.of_school(record.urn)]
    found = [there(each) for each in others if each.form in needed and each.id != record.id]
    return [*found, there(record, serves_again=True)]


def _used(uow: UnitOfWork, record: CaseRecord) -> frozenset[tuple[str, str]]:
    """What steps of records of the same form rested on before."""
    alike = [each for each in uow.case_records.of_school(record.urn) if each.form == record.form]
    moves = [move for each in (*alike, record) for move in each.moves]
    return frozenset((move.move, id_) for move in moves for id_ in move.rests_on)


def _fits(uow: UnitOfWork, framework: Framework, record: CaseRecord, on: date) -> dict[str, bool | None]:
    """Of each step with a condition, whether it is for this school."""
    flow = framework.flow_of(record.form)
    moves = [move for move in flow.moves if move.when] if flow else []
    if not moves:
        return {}
    facts = _known(uow, framework, record.urn, on) if record.urn is not None else {}
    return {move.code: fits(move.when, facts) for move in moves}


def _known(uow: UnitOfWork, framework: Framework, urn: Urn, on: date) -> dict[str, tuple[str, ...]]:
    """Where the school stood on each track and how it was judged last: what central knows as well."""
    standings = {track: uow.categories.latest(urn, on, track) for track in Track}
    found: dict[str, tuple[str, ...]] = {
        track.value: (stood.category,) for track, stood in standings.items() if stood is not None
    }
    judged = [each for each in uow.inspections.of_school(urn) if is_its_own(each) and begun(each) <= on]
    latest = max(judged, key=begun, default=None)
    of_inspection = {"overall": _counts_as(framework, latest), "concern": latest.concern} if latest else {}
    return found | {fact: (value,) for fact, value in of_inspection.items() if value}


def _counts_as(framework: Framework, inspection: Inspection) -> str:
    """The judgement on the framework’s own scale, or what somebody decided that another counts as."""
    if inspection.treated_as is not None:
        return inspection.treated_as.judgement
    return inspection.overall if inspection.scale == framework.inspection_scale else ""
