"""One record of a form, as its page shows it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.attachment import TIMESTAMPED_PDF, newest_first, signed_as
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.case_record import CaseRecord, RecordMove, SignedStep
from sia_desktop.domain.completeness import Missing, missing
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Choice, Form, Framework, MeetingKind
from sia_desktop.domain.note_of_visit import Answers
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.begun_answers import inspection_about
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.casework_deadlines import Casework
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import Facts, RecordSync
from sia_desktop.services.queries.form_help import FormHelp, form_help, known_of
from sia_desktop.services.queries.inspection_page import following
from sia_desktop.services.queries.record_steps import OpenStep, open_steps
from sia_desktop.services.queries.returned import Returned, may_be_returned, returnable, returned
from sia_desktop.services.queries.steps_in_time import binding_limit_missed
from sia_desktop.services.queries.what_follows import Following, NextAct, Step
from sia_desktop.services.schools_in_turn import schools_in_turn


@dataclass(frozen=True, slots=True)
class AskRecord:
    """A record is opened."""

    record_id: UUID


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step of its history, in the council's words."""

    label: str
    to_label: str
    by_name: str
    on: date
    reason: str
    is_approval: bool
    is_signed: bool = False
    returns: bool = False
    """Whether it sent the record back to its writer."""
    written_for: str = ""
    """Who outside the council took it, where a colleague only wrote it down."""


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """The PDF that was signed with one step, and what has become of it and of the words since."""

    label: str
    by_name: str
    at: datetime
    sha256: str
    trusted_at: datetime | None
    """By central's clock; None before central said."""
    fault: str
    """Why central does not trust it; empty where it does, or has not looked yet."""
    stands: bool
    """Whether the words are still those that were signed."""
    is_here: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The record, its form, where it stands, what is due and which steps lead on."""

    record: CaseRecord
    form: Form
    school_name: str
    state_label: str
    due: Due | None
    """What is due first; None where nothing is."""
    steps: tuple[OpenStep, ...]
    history: tuple[StepTaken, ...]
    """The oldest first."""
    why_not_write: str
    """Empty where this person may write in it."""
    opened_by: str
    missing: tuple[Missing, ...]
    sync: RecordSync
    help: FormHelp
    calendar: WorkingCalendar
    not_mine: frozenset[str] = frozenset()
    """The sections that others alone write."""
    follows: tuple[Following, ...] = ()
    """Where it is about an inspection: what the framework asks for because of it."""
    signed: tuple[SignedCopy, ...] = ()
    """The latest first."""
    evidence: tuple[str, ...] = ()
    """The names of the files attached to it, the oldest first."""
    me: str = ""
    """Whose signature this laptop makes: name and role."""
    returned: Returned | None = None
    """Its latest return for correction."""
    may_return: bool = False
    """Whether this laptop's person, as line manager, may return it now."""


def ask_record(
    question: AskRecord, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> RecordPage:
    """Gather the page of one record; opening it changes nothing."""
    day = day_in_england(now())
    with uow:
        record = uow.case_records.get(question.record_id)
        require_about(uow, frameworks, Action.READ_CASE_RECORD, record.urn, day)
        framework = frameworks.pinned(record.pack, record.pack_version)
        form = framework.form(record.form)
        flow = framework.flow_of(record.form)
        known = (
            known_of(uow, frameworks, framework, record.urn, day) if record.urn else framework.setting_facts
        )
        inspection = inspection_about(uow, record.about)
        why_not_write = _why_not_write(record, uow, frameworks, day)
        work = returnable(uow, "case_record", record.id)
        return RecordPage(
            record=record,
            form=form,
            school_name=uow.schools.get(record.urn).name if record.urn else "",
            state_label=flow.state_label(record.state) if flow else "",
            due=_due(record, facts, frameworks, framework, day),
            steps=_steps(uow, frameworks, record, day),
            history=_history(record, framework, uow),
            signed=_signed(record, framework, uow),
            evidence=_evidence(record, uow),
            me=_me(uow, framework),
            why_not_write=why_not_write,
            opened_by=uow.people.get(record.opened_by).name,
            missing=missing(form, record.answers, known),
            sync=facts.record_sync("case_record", str(record.id)),
            help=replace(
                form_help(
                    uow,
                    framework,
                    form,
                    known,
                    _last_answers(record, uow),
                    _meeting(record, framework, uow),
                    inspection,
                ),
                schools=tuple(
                    Choice(str(each.urn), each.name)
                    for each in schools_in_turn(uow, frameworks, record.about, day)
                ),
            ),
            not_mine=frozenset(
                section.code
                for section in form.sections
                if section.written_by and uow.working_for().role not in section.written_by
            ),
            follows=_follows(record, following(inspection, facts, uow, frameworks, framework, day))
            if inspection
            else (),
            calendar=frameworks.calendar(),
            returned=returned(uow, work, form, may_write=not why_not_write),
            may_return=may_be_returned(uow, frameworks, work, day),
        )


def _follows(record: CaseRecord, found: tuple[Following, ...]) -> tuple[Following, ...]:
    """The event that asks for this record, with everything else it asks for."""
    return tuple(
        replace(each, steps=tuple(_without_way_here(step, record.id) for step in each.steps))
        for each in found
        if any(step.form == record.form for step in each.steps)
    )


def _without_way_here(step: Step, record_id: UUID) -> Step:
    return replace(step, act=NextAct.NONE) if step.record_id == record_id else step


def _meeting(record: CaseRecord, framework: Framework, uow: UnitOfWork) -> MeetingKind | None:
    """The kind of meeting that the record is about; its members are offered for attendance."""
    if record.about.kind != "meeting":
        return None
    return framework.meeting(uow.meetings.get(UUID(record.about.id)).kind)


def _steps(uow: UnitOfWork, frameworks: Frameworks, record: CaseRecord, day: date) -> tuple[OpenStep, ...]:
    """The open steps, each with the limit that it comes too late for today."""
    return tuple(
        replace(step, missed=binding_limit_missed(uow, frameworks, record, step.move.does or "", day))
        for step in open_steps(uow, frameworks, record, day)
    )


def _why_not_write(record: CaseRecord, uow: UnitOfWork, frameworks: Frameworks, day: date) -> str:
    if record.is_locked:
        return "The words of this record are fixed at this step. Ask for it to be returned to you."
    try:
        require_about(uow, frameworks, Action.WRITE_CASE_RECORD, record.urn, day)
    except RuleBroken as refused:
        return str(refused)
    return ""


def _due(
    record: CaseRecord, facts: Facts, frameworks: Frameworks, framework: Framework, day: date
) -> Due | None:
    if record.urn is None:
        return None
    casework = Casework(facts, frameworks, framework, DueDates(frameworks, day), day)
    running = {each.name for each in framework.cadences if (each.entered_in or ("",))[0] == record.form}
    found = [
        each.due
        for each in casework.deadlines([record.urn], ())
        if each.record_id == str(record.id)
        or (each.is_duty and each.rule is not None and each.rule.name in running and not record.is_closed)
    ]
    return min(found, key=lambda due: due.due_on or date.max, default=None)


def _history(record: CaseRecord, framework: Framework, uow: UnitOfWork) -> tuple[StepTaken, ...]:
    flow = framework.flow_of(record.form)
    names = {move.code: move.label for move in flow.moves} if flow else {}
    returns = {move.code for move in flow.moves if move.returns} if flow else set()
    return tuple(
        StepTaken(
            names.get(step.move, step.move),
            flow.state_label(step.to_state) if flow else step.to_state,
            uow.people.get(step.by).name,
            step.on,
            step.reason,
            step.is_approval,
            step.signed is not None,
            step.move in returns and not step.is_approval,
            _outsider(step, framework),
        )
        for step in record.moves
    )


def _outsider(step: RecordMove, framework: Framework) -> str:
    """Governing body (Mrs Okafor)."""
    if not step.recorded_for:
        return ""
    role = framework.role(step.recorded_for).label
    return f"{role} ({step.recorded_name})" if step.recorded_name else role


def _evidence(record: CaseRecord, uow: UnitOfWork) -> tuple[str, ...]:
    if record.urn is None:
        return ()
    return tuple(
        each.file_name
        for each in reversed(uow.attachments.evidence(record.urn))
        if each.record_id == str(record.id)
    )


def _signed(record: CaseRecord, framework: Framework, uow: UnitOfWork) -> tuple[SignedCopy, ...]:
    return tuple(
        _copy(record, move, move.signed, framework, uow) for move in reversed(record.moves) if move.signed
    )


def _copy(
    record: CaseRecord, move: RecordMove, signed: SignedStep, framework: Framework, uow: UnitOfWork
) -> SignedCopy:
    files = newest_first(signed_as(uow.attachments.of_record("case_record", record.id), signed.sha256))
    newest = files[0] if files else None
    flow = framework.flow_of(record.form)
    labels = {each.code: each.label for each in flow.moves} if flow else {}
    return SignedCopy(
        label=labels.get(move.move, move.move),
        by_name=uow.people.get(move.by).name,
        at=move.at,
        sha256=signed.sha256,
        trusted_at=newest.made_at if newest and newest.purpose == TIMESTAMPED_PDF else None,
        fault=newest.fault if newest else "",
        stands=signed.digest == record.digest,
        is_here=newest is not None,
    )


def _me(uow: UnitOfWork, framework: Framework) -> str:
    me = uow.working_for()
    return f"{me.person_name}, {framework.role(me.role).label}, for {me.council_full_name}"


def _last_answers(record: CaseRecord, uow: UnitOfWork) -> Answers | None:
    """The words of the record of the same form that was opened before this one."""
    earlier = [
        each
        for each in uow.case_records.of_school(record.urn)
        if each.form == record.form and each.id != record.id and each.opened_on <= record.opened_on
    ]
    return max(earlier, key=lambda each: each.opened_on).answers if earlier else None
