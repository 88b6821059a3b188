"""The adviser sets the day by which something is due that the framework gives no time for."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.act import DATE_SET, RULE, Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.in_time import DateSet, with_date_set
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.deadlines import OwedDeadline


@dataclass(frozen=True, slots=True)
class SetDate:
    """This day, for this reason; tracked from now on like any other date."""

    owed: OwedDeadline
    due_on: date
    reason: str


def set_date(command: SetDate, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep the day; one set before stays on the record, and the date says that it moved."""
    at = now()
    owed = command.owed
    if owed.due.deadline is None or owed.urn is None:
        raise RuleBroken("There is nothing here to set a date for: the framework states the time itself.")
    with uow:
        me = uow.working_for().person_id
        require(uow, frameworks, Action.WRITE_CASE_RECORD, owed.urn, day_in_england(at))
        with_date_set(owed.due.deadline, DateSet(command.due_on, me, command.reason))
        act = Act(
            id=uuid4(),
            act=DATE_SET,
            record_kind=owed.record_kind,
            record_id=owed.record_id,
            urn=owed.urn,
            on=day_in_england(at),
            at=at,
            by=me,
            details={RULE: owed.rule, "due_on": command.due_on.isoformat(), "reason": command.reason.strip()},
        )
        uow.acts.add(act)
        uow.commit()
    return Changed.one("act", act.id)
