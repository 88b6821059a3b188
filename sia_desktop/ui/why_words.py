"""From a deadline to what the popover says: the days one by one, the rule's own words, its cautions."""

from collections.abc import Iterator
from datetime import date

from sia_desktop.domain.calendar import ONE_DAY
from sia_desktop.domain.deadlines import Deadline
from sia_desktop.domain.due_words import WEEKEND, counted_in_words
from sia_desktop.domain.time_limits import LITERAL, Mark, Strength, Timeframe
from sia_desktop.services.queries.due import Due
from sia_desktop.ui.widgets.month_calendar import CountedDay, DayKind
from sia_desktop.ui.widgets.why_this_date import Why

_ANCHORS = {"visit_ended": "Visit", "meeting_held": "Meeting", "rap_meeting_held": "Meeting"}
STRENGTHS = {
    Strength.HARD: "hard limit",
    Strength.EXPECTED: "expected",
    Strength.TARGET: "target",
    Strength.UNDEFINED: "no time stated",
}
MARKS = {
    Mark.HISTORIC: "historic",
    Mark.UNVERIFIED: "not yet verified",
    Mark.INFERRED: "default reading, not yet confirmed by the council",
}


def why_of(due: Due, history: str = "") -> Why | None:
    """What the popover says; None where there is no date to explain, only the sentence."""
    deadline = due.deadline
    if deadline is None and due.due_on is not None:
        return _of_day_alone(due, due.due_on, history)
    if deadline is None or deadline.due_on is None:
        return None
    timeframe = deadline.timeframe
    counted = counted_in_words(timeframe.limit)
    return Why(
        due=deadline.due_on,
        sentence=f"{due.sentence.partition(': ')[2][:1].upper()}{due.sentence.partition(': ')[2][1:]}.",
        days=tuple(_days(deadline)),
        source_words=timeframe.wording,
        source_line=rule_line(timeframe),
        source_strong=counted if counted in timeframe.wording else "",
        warnings=deadline.warnings,
        history=history,
    )


def _of_day_alone(due: Due, day: date, history: str) -> Why:
    """A day that was agreed, or kept when something was done: there is nothing to count."""
    rule = due.rule
    return Why(
        due=day,
        sentence=due.sentence,
        source_words=rule.wording if rule else "",
        source_line=rule_line(rule) if rule else "",
        history=history,
    )


def rule_line(timeframe: Timeframe) -> str:
    """Reading framework 2016-12-13 · rule T-RD-02 · hard limit · as printed."""
    reading = "as printed" if timeframe.reading == LITERAL else f"reading “{timeframe.reading}”"
    parts = [
        f"{timeframe.pack.replace('_', ' ').title()} framework {timeframe.pack_version}",
        f"rule {timeframe.rule}",
        STRENGTHS[timeframe.strength],
        reading,
        *(MARKS[mark] for mark in timeframe.marks),
    ]
    return " · ".join(parts)


def _days(deadline: Deadline) -> Iterator[CountedDay]:
    counted = {day.date for day in deadline.derivation}
    if deadline.anchor_on not in counted and abs(_gap(deadline)) == 1:
        name = _ANCHORS.get(deadline.anchor, "Start")
        label = f"{name} ended" if name == "Visit" else name
        yield CountedDay(deadline.anchor_on, DayKind.ANCHOR, label, "The day itself does not count", name)
    for day in deadline.derivation:
        words = day.why[:1].upper() + day.why[1:]
        if day.date == deadline.due_on:
            yield CountedDay(day.date, DayKind.DUE, words, "Due by the end of this day", "Due")
        elif day.counted:
            yield CountedDay(day.date, DayKind.COUNTED, words)
        else:
            short = "Weekend" if day.why == WEEKEND else "Bank hol."
            yield CountedDay(day.date, DayKind.NOT_COUNTED, "Not counted", words, short)


def _gap(deadline: Deadline) -> int:
    """How many days the first step lies from the anchor."""
    if not deadline.derivation:
        return 0
    return (deadline.derivation[0].date - deadline.anchor_on) // ONE_DAY
