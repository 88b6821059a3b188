"""Done in time, or late with a reason and a name: the only two ways to record something that had a limit."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Deadline
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.time_limits import Direction, Mark


@dataclass(frozen=True, slots=True)
class Override:
    """Someone let a limit be passed: who, and why. Recorded, and shown to the line manager."""

    by: UUID
    why: str

    def __post_init__(self) -> None:
        """A reason without words is none."""
        if not self.why.strip():
            raise RuleBroken("Passing a time limit needs a reason. Write why, for the line manager to read.")


@dataclass(frozen=True, slots=True)
class DateSet:
    """The date an adviser set where the framework states none, and why that date."""

    due_on: date
    by: UUID
    why: str

    def __post_init__(self) -> None:
        """A reason without words is none."""
        if not self.why.strip():
            raise RuleBroken("A date you set yourself needs a reason. Write why this date is right.")


def with_date_set(deadline: Deadline, chosen: DateSet) -> Deadline:
    """The deadline with the adviser's own date, tracked from now on like any other."""
    if deadline.timeframe.limit.direction is not Direction.UNDEFINED:
        raise RuleBroken(
            f"Rule {deadline.rule} states its own time, so its date cannot be set by hand. "
            "Move the fact it is counted from, or record why it is late."
        )
    if chosen.due_on < deadline.anchor_on:
        raise RuleBroken(
            f"{long_date(chosen.due_on)} is before {long_date(deadline.anchor_on)}, when this began. "
            "Choose a later date."
        )
    return deadline.due_by(chosen.due_on, f"Set by the adviser: {chosen.why.strip()}")


def must_be_in_time(deadline: Deadline, done_on: date, override: Override | None = None) -> Override | None:
    """Refuse what comes too late for a hard limit, unless someone answers for it.

    Gives back the override that was needed, to be recorded; None where it was in time, or nothing binds.
    """
    if not deadline.turns_red or deadline.due_on is None or done_on <= deadline.due_on:
        return None
    if override is None:
        raise RuleBroken(_too_late(deadline, deadline.due_on, done_on))
    return override


def _too_late(deadline: Deadline, due_on: date, done_on: date) -> str:
    limit = f"“{deadline.timeframe.wording}” ({deadline.rule})"
    inferred = ", as we read it" if Mark.INFERRED in deadline.timeframe.marks else ""
    remedy = "Give the reason and who decided, and it is recorded as late."
    if deadline.kind is Direction.BEFORE:
        remedy = "Move it to a later date, or give the reason and who decided."
    return (
        f"{deadline.timeframe.label}: {limit} made {long_date(due_on)} the last day{inferred}; "
        f"{long_date(done_on)} is too late. {remedy}"
    )
