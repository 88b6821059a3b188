"""For one record, a rule is read otherwise than the council reads it."""

from dataclasses import dataclass
from uuid import uuid4

from sia_contract.permissions import Action
from sia_desktop.domain.act import READING_CHOSEN, RULE, Act
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.deadlines import OwedDeadline
from sia_desktop.services.record_done import BY_HAND


@dataclass(frozen=True, slots=True)
class ReadOtherwise:
    """Under this reading, for this reason."""

    owed: OwedDeadline
    reading: str
    reason: str


def read_otherwise(command: ReadOtherwise, uow: UnitOfWork, frameworks: Frameworks, now: Clock) -> Changed:
    """Keep the reading; this record's date follows it from now on, and no other's."""
    at = now()
    owed = command.owed
    if owed.timeframe is None or owed.urn is None or owed.record_kind not in BY_HAND:
        raise RuleBroken("This date has one reading alone. A reading for everybody is chosen under Packs.")
    if not command.reason.strip():
        raise RuleBroken("Another reading needs a reason. Write why this record is read so.")
    owed.timeframe.read_as(command.reading)
    with uow:
        me = uow.working_for().person_id
        require(uow, frameworks, Action.CHOOSE_READING, owed.urn, day_in_england(at))
        act = Act(
            id=uuid4(),
            act=READING_CHOSEN,
            record_kind=owed.record_kind,
            record_id=owed.record_id,
            urn=owed.urn,
            on=day_in_england(at),
            at=at,
            by=me,
            details={RULE: owed.rule, "reading": command.reading, "reason": command.reason.strip()},
        )
        uow.acts.add(act)
        uow.commit()
    return Changed.one("act", act.id)
