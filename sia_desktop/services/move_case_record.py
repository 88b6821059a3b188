"""A record takes a step of its flow, or a step is approved: by whom, on which day and why stays with it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sia_contract.flows import LONGEST_NAME, NOBODY_OUTSIDE, rests_on, what_follows, why_not, why_not_approve
from sia_contract.permissions import Action
from sia_desktop.domain.case_record import CaseRecord, RecordMove
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.completeness import unsupported
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.record_steps import flow_required, names_of, situation_of
from sia_desktop.services.queries.steps_in_time import binding_limit_missed, must_step_in_time
from sia_desktop.services.return_for_correction import returned_by_step


@dataclass(frozen=True, slots=True)
class MoveCaseRecord:
    """This step, on this day; `recorded_for` names a role outside the council that took it."""

    record_id: UUID
    move: str
    on: date | None = None
    """The day it happened; None is today."""
    reason: str = ""
    recorded_for: str = ""
    recorded_name: str = ""
    """Who of that role it was, where it was one person whose name matters."""
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class ApproveMove:
    """A step that somebody else will take is approved before it."""

    record_id: UUID
    move: str
    on: date | None = None
    """The day it was given; None is today."""
    reason: str = ""
    recorded_for: str = ""
    recorded_name: str = ""


def move_case_record(command: MoveCaseRecord, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Take the step, if the flow lets this role take it from here; refused in words that say who could."""
    return _step(command, uow, frameworks, now, is_approval=False)


def approve_move(command: ApproveMove, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Record the approval; it holds until the record takes its next step."""
    asked = MoveCaseRecord(
        command.record_id,
        command.move,
        on=command.on,
        reason=command.reason,
        recorded_for=command.recorded_for,
        recorded_name=command.recorded_name,
    )
    return _step(asked, uow, frameworks, now, is_approval=True)


@dataclass(frozen=True, slots=True)
class Stepped:
    """A record one step on, not kept yet."""

    before: CaseRecord
    after: CaseRecord
    framework: Framework
    label: str
    """What the council calls the step."""
    is_signed: bool
    """Whether the flow has it signed."""
    returns: bool
    """Whether it sends the record back to its writer."""

    def keep(self, uow: UnitOfWork, frameworks: Frameworks, after: CaseRecord) -> Changed:
        """Have it kept with the commit; words that are fixed from now on have no earlier wording."""
        if after.is_locked and not self.before.is_locked:
            uow.earlier_words.forget("case_record", str(after.id))
        uow.case_records.save(after)
        changed = Changed.one("case_record", after.id)
        if self.returns:
            last = after.moves[-1]
            changed |= returned_by_step(after.id, last.reason, uow, frameworks, last.at)
        return changed


def stepped(
    command: MoveCaseRecord,
    uow: UnitOfWork,
    frameworks: Frameworks,
    at: datetime,
    *,
    is_approval: bool = False,
) -> Stepped:
    """The record after this step, within an open unit of work; raises `RuleBroken` for what may not be."""
    today = day_in_england(at)
    on = command.on or today
    if on > today:
        raise RuleBroken(f"{long_date(on)} is still to come. Record the step on the day or afterwards.")
    name = command.recorded_name.strip()
    if name and not command.recorded_for:
        raise RuleBroken(NOBODY_OUTSIDE)
    if len(name) > LONGEST_NAME:
        raise RuleBroken(
            f"A name has {LONGEST_NAME} characters at most; this has {len(name)}. Say all else as the reason."
        )
    record = uow.case_records.get(command.record_id)
    require_about(uow, frameworks, Action.READ_CASE_RECORD, record.urn, today)
    framework = frameworks.pinned(record.pack, record.pack_version)
    flow = flow_required(framework, record)
    situation = situation_of(
        uow, frameworks, record, today, reason=command.reason, recorded_for=command.recorded_for
    )
    judged = why_not_approve if is_approval else why_not
    if sentence := judged(flow, command.move, situation, names_of(framework, record.form)):
        raise RuleBroken(sentence)
    follows = what_follows(flow, command.move)
    if not is_approval:
        missed = binding_limit_missed(uow, frameworks, record, follows.does, on)
        must_step_in_time(missed, on, command.late_reason)
    is_fixed = (follows.is_locked and not record.is_locked) or follows.signs
    if is_fixed and not is_approval and (faults := unsupported(framework.form(record.form), record.answers)):
        raise RuleBroken(faults[0].sentence)
    me = uow.working_for()
    move = RecordMove(
        move=command.move,
        from_state=record.state,
        to_state=record.state if is_approval else follows.state,
        by=me.person_id,
        role=me.role,
        at=at,
        on=on,
        recorded_for=command.recorded_for,
        recorded_name=name,
        reason=command.reason.strip(),
        late_reason=command.late_reason.strip(),
        is_approval=is_approval,
        rests_on=() if is_approval else rests_on(flow, command.move, situation),
        sets="" if is_approval else follows.sets,
        does="" if is_approval else follows.does,
    )
    is_locked, is_closed = (
        (record.is_locked, record.is_closed) if is_approval else (follows.is_locked, follows.is_closed)
    )
    step = next(each for each in flow.moves if each.code == command.move)
    after = record.step(move, is_locked=is_locked, is_closed=is_closed)
    taken = not is_approval
    return Stepped(
        record, after, framework, step.label, follows.signs and taken, returns=step.returns and taken
    )


def _step(
    command: MoveCaseRecord, uow: UnitOfWork, frameworks: Frameworks, now: Clock, *, is_approval: bool
) -> Changed:
    with uow:
        step = stepped(command, uow, frameworks, now(), is_approval=is_approval)
        if step.is_signed:
            raise RuleBroken(f"“{step.label}” is signed by whoever takes it. Sign it on the record’s page.")
        changed = step.keep(uow, frameworks, step.after)
        uow.commit()
    return changed
