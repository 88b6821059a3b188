"""A line manager returns a note or a record for correction with a comment; its writer gives it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.act import ANSWERS, COMMENT, GIVEN_BACK, RETURNED, SECTION, Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.returned import (
    Returnable,
    latest_of,
    may_be_returned,
    must_be_returnable,
    returnable,
)


@dataclass(frozen=True, slots=True)
class ReturnForCorrection:
    """This is to be corrected, for this reason; `section` says where, empty is all of it."""

    record_kind: str
    """`note_of_visit` or `case_record`."""
    record_id: UUID
    comment: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class GiveBack:
    """What was asked for is done, or why it is not."""

    record_kind: str
    record_id: UUID
    comment: str = ""


def return_for_correction(
    command: ReturnForCorrection, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> Changed:
    """Record the return; the words stay their writer's to change."""
    at = now()
    if not command.comment.strip():
        raise RuleBroken("Say what is to be corrected: it goes back with your comment.")
    with uow:
        work = returnable(uow, command.record_kind, command.record_id)
        must_be_returnable(uow, frameworks, work, day_in_england(at))
        details = {COMMENT: command.comment.strip()}
        if command.section:
            details[SECTION] = command.section
        return _record(RETURNED, work, details, uow, at)


def returned_by_step(
    record_id: UUID, reason: str, uow: UnitOfWork, frameworks: Frameworks, at: datetime
) -> Changed:
    """Have a step that sends a record back stand among what was returned, within an open unit of work.

    Where whoever took it is not the line manager of whoever wrote it, the step alone says so.
    """
    work = returnable(uow, "case_record", record_id)
    if not may_be_returned(uow, frameworks, work, day_in_england(at)):
        return Changed()
    act = _act(RETURNED, work, {COMMENT: reason}, uow, at)
    uow.acts.add(act)
    return Changed.one("act", act.id)


def give_back(command: GiveBack, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Record that it goes back to whoever returned it: corrected, or with the reason why it is not."""
    at = now()
    with uow:
        work = returnable(uow, command.record_kind, command.record_id)
        latest = latest_of(uow, work)
        if latest is None or latest[1] is not None:
            raise RuleBroken("This does not wait for correction, so there is nothing to give back.")
        asked, comment = latest[0], command.comment.strip()
        if work.kind == "note_of_visit":
            note_of_mine(uow, work.id)
            if work.was_fixed_at(asked.at) and not comment:
                raise RuleBroken(
                    "This version is signed, so nothing in it has changed. "
                    "Start its next version, or say why it needs no correction."
                )
        else:
            if asked.by == uow.working_for().person_id:
                raise RuleBroken("You returned this record. Its writer gives it back.")
            require_about(uow, frameworks, Action.WRITE_CASE_RECORD, work.urn, day_in_england(at))
        details = {ANSWERS: str(asked.id)} | ({COMMENT: comment} if comment else {})
        return _record(GIVEN_BACK, work, details, uow, at)


def _record(code: str, work: Returnable, details: dict[str, str], uow: UnitOfWork, at: datetime) -> Changed:
    act = _act(code, work, details, uow, at)
    uow.acts.add(act)
    uow.commit()
    return Changed.one("act", act.id) | Changed.one(work.kind, work.id)


def _act(code: str, work: Returnable, details: dict[str, str], uow: UnitOfWork, at: datetime) -> Act:
    assert work.urn is not None  # as must_be_returnable has seen to
    return Act(
        id=uuid4(),
        act=code,
        record_kind=work.kind,
        record_id=str(work.id),
        urn=work.urn,
        on=day_in_england(at),
        at=at,
        by=uow.working_for().person_id,
        details=details,
    )
