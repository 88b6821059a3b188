"""What was due is done: the act that stops its clock, or that starts what comes round anew."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.act import LATE_REASON, OCCURRED, RULE, Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.in_time import Override, must_be_in_time
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.by_hand import DUE_ON
from sia_desktop.services.queries.deadlines import OwedDeadline

BY_HAND = frozenset({"inspection", "case_record", "category_decision"})
"""Records whose clocks may be stopped by saying that it was done; others have acts of their own."""


@dataclass(frozen=True, slots=True)
class RecordDone:
    """It was done on this day; `late_reason` where its last day had passed and that binds."""

    owed: OwedDeadline
    on: date
    late_reason: str = ""


def record_done(command: RecordDone, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep the act; late, against a limit that binds, only with a reason that the line manager reads."""
    at = now()
    today = day_in_england(at)
    owed, rule = command.owed, command.owed.timeframe
    if rule is None or owed.urn is None or owed.record_kind not in BY_HAND:
        raise RuleBroken("This is done where it stands: open it from the list, and finish it there.")
    if command.on > today:
        raise RuleBroken(f"{long_date(command.on)} is still to come. Record it on the day it was done.")
    began = owed.due.deadline.anchor_on if owed.due.deadline else None
    if began and command.on < began:
        raise RuleBroken(f"It cannot have been done before {long_date(began)}, when its time began.")
    with uow:
        me = uow.working_for().person_id
        require(uow, frameworks, Action.WRITE_CASE_RECORD, owed.urn, today)
        why = Override(me, command.late_reason) if command.late_reason.strip() else None
        late = must_be_in_time(owed.due.deadline, command.on, why) if owed.due.deadline else None
        act = Act(
            id=uuid4(),
            act=OCCURRED if owed.is_duty else rule.stops_at or "done",
            record_kind=owed.record_kind,
            record_id=owed.record_id,
            urn=owed.urn,
            on=command.on,
            at=at,
            by=me,
            details={RULE: owed.rule, **(_late(late.why, owed.due.due_on) if late else {})},
        )
        uow.acts.add(act)
        uow.commit()
    return Changed.one("act", act.id)


def _late(why: str, last_day: date | None) -> dict[str, str]:
    """Why it was late, and the day that it missed."""
    return {LATE_REASON: why.strip(), **({DUE_ON: last_day.isoformat()} if last_day else {})}
