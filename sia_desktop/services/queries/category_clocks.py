"""The clocks that a school's category has running, from the day it came into them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.domain.framework import Framework
from sia_desktop.domain.time_limits import Timeframe, holds
from sia_desktop.services.queries.facts import DecidedLine

DECIDED: Final = "category_decided"
EXITED: Final = "exited"
"""The act of leaving a category: the next decision does it, so what it stops can be followed."""


@dataclass(frozen=True, slots=True)
class CategoryClock:
    """One rule that runs for a school, and the decision it runs from."""

    timeframe: Timeframe
    decision: DecidedLine


def category_clocks(
    framework: Framework, decisions: Sequence[DecidedLine], today: date
) -> Iterator[CategoryClock]:
    """What runs for one school today; a category decided again keeps the clock of the first time.

    `decisions` are the school's own, the oldest first.
    """
    taken = [each for each in decisions if each.decided_on <= today]
    for timeframe in framework.timeframes:
        if timeframe.stops_at != EXITED or DECIDED not in (timeframe.limit.anchor, *timeframe.also_from):
            continue
        first = None
        for decision in reversed(taken):
            if not holds(timeframe.when, {**framework.setting_facts, "category": (decision.category,)}):
                break
            first = decision
        if first is not None and timeframe.runs_on(first.decided_on):
            yield CategoryClock(timeframe, first)
