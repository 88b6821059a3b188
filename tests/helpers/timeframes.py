"""Timeframes for tests of dates."""

from typing import Any

from sia_desktop.domain.calendar import DaySet
from sia_desktop.domain.time_limits import Counting, Direction, Limit, Strength, Timeframe, Unit


def a_timeframe(
    direction: Direction = Direction.AFTER,
    amount: int = 5,
    unit: Unit | None = Unit.DAY,
    day_set: DaySet = DaySet.WORKING_DAY,
    counting: Counting = Counting.DAY_AFTER,
    **more: Any,
) -> Timeframe:
    """A hard limit of five working days after a visit, unless told otherwise."""
    anchor = more.pop("anchor", "visit_ended")
    amount_to = more.pop("amount_to", 0)
    named_day = more.pop("named_day", None)
    limit = Limit(direction, anchor, amount, amount_to, unit, day_set, counting, named_day)
    rule = more.pop("rule", "T-RD-02")
    return Timeframe(rule, "A limit", "wording", "source", limit, Strength.HARD, "reading", "2016.1", **more)


def before(amount: int, day_set: DaySet = DaySet.WORKING_DAY, **more: Any) -> Timeframe:
    """At least so many days before a meeting."""
    return a_timeframe(
        Direction.BEFORE, amount, day_set=day_set, counting=Counting.DAY_BEFORE, anchor="meeting_held", **more
    )
