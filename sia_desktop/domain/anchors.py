"""The dated facts clocks start from. A fact may move: every date is recalculated and none is forgotten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.deadlines import work_out
from sia_desktop.domain.time_limits import Direction, Timeframe


class AnchorSet(NamedTuple):
    """A named fact was dated, or dated anew: which day, when we learned it, from whom, and why."""

    anchor: str
    on: date
    at: datetime
    by: UUID | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Recalculation:
    """A due date that moved because its anchor did."""

    anchor: str
    anchor_was: date | None
    anchor_is: date
    due_was: date | None
    due_is: date | None
    at: datetime
    by: UUID | None
    why: str


def standing_dates(history: Iterable[AnchorSet]) -> dict[str, date]:
    """Each anchor's day as it stands now: the one learned last."""
    return {each.anchor: each.on for each in sorted(history, key=lambda each: each.at)}


def start_of(timeframe: Timeframe, dates: Mapping[str, date]) -> tuple[str, date] | None:
    """The anchor a single-clock rule starts from, and its day; None while nothing has started it.

    An agreed date stands before the next meeting: "by dates specified or by the next meeting".
    """
    for anchor in (timeframe.limit.anchor, *timeframe.also_from):
        if anchor in dates:
            return anchor, dates[anchor]
    return None


def starts_of(timeframe: Timeframe, dates: Mapping[str, date]) -> tuple[tuple[str, date], ...]:
    """Every clock the rule starts: one for each of its anchors, but one alone for an agreed date."""
    if timeframe.limit.direction is Direction.ON:
        first = start_of(timeframe, dates)
        return (first,) if first else ()
    return tuple(
        (anchor, dates[anchor])
        for anchor in (timeframe.limit.anchor, *timeframe.also_from)
        if anchor in dates
    )


def recalculations(
    timeframe: Timeframe, history: Iterable[AnchorSet], calendar: WorkingCalendar
) -> tuple[Recalculation, ...]:
    """What the due date was each time, oldest first; the first entry is the date as first worked out."""
    dates: dict[str, date] = {}
    found: list[Recalculation] = []
    was: tuple[str, date] | None = None
    due_was: date | None = None
    for each in sorted(history, key=lambda each: each.at):
        dates[each.anchor] = each.on
        now = start_of(timeframe, dates)
        if now is None or now == was:
            continue
        due_is = work_out(timeframe, now[1], calendar, anchor=now[0]).due_on
        found.append(
            Recalculation(
                now[0], was[1] if was else None, now[1], due_was, due_is, each.at, each.by, each.why
            )
        )
        was, due_was = now, due_is
    return tuple(found)
