"""Due dates in sentences: on screen, on paper, and as a plain distance from today."""

from collections.abc import Iterable
from datetime import date

from sia_desktop.domain.calendar import ONE_DAY, DaySet, WorkingCalendar
from sia_desktop.domain.counting import DerivationDay
from sia_desktop.domain.dates import WEEKDAYS, beside, day_and_month, long_date
from sia_desktop.domain.deadlines import Deadline
from sia_desktop.domain.time_limits import Counting, Direction, Limit, Recurrence, Unit

NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
DAY_SET_WORDS = {
    DaySet.CALENDAR_DAY: "day",
    DaySet.WORKING_DAY: "working day",
    DaySet.COUNCIL_WORKING_DAY: "council working day",
    DaySet.INSPECTION_WORKING_DAY: "inspection working day",
    DaySet.SCHOOL_DAY: "school day",
}
ANCHOR_WORDS = {
    "visit_ended": "the visit",
    "meeting_held": "the meeting",
    "rap_meeting_held": "the meeting",
    "inspection_ended": "the inspection",
    "report_published": "the report’s publication",
    "notice_given": "the notice was given",
    "notice_received": "the notice was received",
}
WEEKEND = "weekend"
ORDINARY = ("early", "spring", "summer", "substitute", "bank holiday")
"""How bank-holiday names begin that take a small letter inside a sentence; feast days keep theirs."""


def due_sentence(deadline: Deadline) -> str:
    """Friday 10 April 2026: five working days after Wednesday 1 April; Good Friday … do not count."""
    if deadline.due_on is None:
        return "No date is stated: set one, with the reason"
    limit = deadline.timeframe.limit
    when = f"{long_date(deadline.due_on)}: "
    if limit.direction is Direction.UNDEFINED and not limit.recurs:
        return f"{when}set by hand, for the framework states no time"
    if limit.direction is Direction.WINDOW and deadline.opens_on:
        when = f"From {long_date(deadline.opens_on)} to {long_date(deadline.due_on)}: "
    return when + _relation(limit, beside(deadline.anchor_on, deadline.due_on)) + _left_out(deadline)


def printed_due(deadline: Deadline, produced_on: date) -> tuple[str, str]:
    """The two lines for paper: due and produced; then how it was counted, and its rule."""
    produced = f"Produced {long_date(produced_on)}."
    rule = f"Rule {deadline.rule}."
    if deadline.due_on is None:
        return produced, rule
    relation = _relation(deadline.timeframe.limit, ANCHOR_WORDS.get(deadline.anchor, "the event"))
    days = [
        f"{_dates_of(run, deadline.anchor_on)} ({_on_paper(run[0].why)})" for run in _runs(deadline.excluded)
    ]
    left_out = f"; {_listed(days)} {_do(len(deadline.excluded))} not count" if days else ""
    first = f"Due to its recipients by {long_date(deadline.due_on)}. {produced}"
    return first, f"{relation[0].upper()}{relation[1:]}{left_out}. {rule}"


def distance(deadline: Deadline, today: date, calendar: WorkingCalendar) -> str:
    """In 5 working days; Tomorrow; Today; 1 working day late."""
    due_on = deadline.due_on
    if due_on is None:
        return "No date stated"
    if due_on == today:
        return "Today"
    if due_on == today + ONE_DAY:
        return "Tomorrow"
    first, last = sorted((today, due_on))
    limit = deadline.timeframe.limit
    day_set = limit.day_set if limit.unit is Unit.DAY else DaySet.CALENDAR_DAY
    count = calendar.counted_days(first, last, day_set)
    if count == 0:  # late, but only by days that do not count
        day_set, count = DaySet.CALENDAR_DAY, (last - first).days
    span = f"{count} {DAY_SET_WORDS[day_set]}{_s(count)}"
    return f"In {span}" if today < due_on else f"{span} late"


def counted_in_words(limit: Limit) -> str:
    """Five working days; four to six weeks; at least ten working days; once in each half-term."""
    if limit.period:
        times = f"{_number(limit.amount)} times" if limit.recurs is Recurrence.COUNT else "once"
        return f"{times} in each {limit.period.replace('_', '-' if 'half' in limit.period else ' ')}"
    unit = DAY_SET_WORDS[limit.day_set] if limit.unit in (Unit.DAY, None) else str(limit.unit)
    unit = unit.replace("_", " ")
    if limit.direction is Direction.WINDOW:
        return f"{_number(limit.amount)} to {_number(limit.amount_to)} {unit}s"
    clear = "clear " if limit.counting is Counting.CLEAR_DAYS else ""
    counted = f"{_number(limit.amount)} {clear}{unit}{_s(limit.amount)}"
    return f"at least {counted}" if limit.direction is Direction.BEFORE else counted


def _relation(limit: Limit, anchor: str) -> str:
    match limit.direction:
        case Direction.IMMEDIATE:
            return f"at once, on {anchor}"
        case Direction.ON:
            return "the date agreed"
        case Direction.BY_DATE if limit.period:
            return f"{counted_in_words(limit)}, counted from {anchor}"
        case Direction.BY_DATE:
            return f"the next {str(limit.named_day).replace('_', ' ')} from {anchor}"
        case Direction.BEFORE:
            return f"{counted_in_words(limit)} before {anchor}"
        case Direction.MAXIMUM:
            return f"at most {counted_in_words(limit)} from {anchor}"
        case Direction.THRESHOLD:
            return f"the last of {counted_in_words(limit)} from {anchor}"
        case Direction.AFTER | Direction.WINDOW | Direction.UNDEFINED:
            if limit.recurs:
                return f"at most {counted_in_words(limit)} after {anchor}"
            joint = "beginning with" if limit.counting is Counting.BEGINNING_WITH else "after"
            return f"{counted_in_words(limit)} {joint} {anchor}"


def _left_out(deadline: Deadline) -> str:
    """; Good Friday, the weekend and Easter Monday do not count."""
    runs = _runs(deadline.excluded)
    weekends = sum(run[0].why == WEEKEND for run in runs)
    said: list[str] = []
    for run in runs:
        words = _in_a_sentence(run)
        if run[0].why == WEEKEND and weekends > 1:
            words = f"{_number(weekends)} weekends"
        if words not in said:
            said.append(words)
    if not said:
        return ""
    alone = len(said) == 1 and weekends < 2
    return f"; {_listed(said)} {'does' if alone else 'do'} not count"


def _runs(days: Iterable[DerivationDay]) -> list[list[DerivationDay]]:
    """Neighbouring days left out for the same reason, in date order."""
    runs: list[list[DerivationDay]] = []
    for day in sorted(days):
        if runs and runs[-1][0].why == day.why and day.date - runs[-1][-1].date == ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _in_a_sentence(run: list[DerivationDay]) -> str:
    why = run[0].why
    if why == WEEKEND:
        return "the weekend" if len(run) > 1 else WEEKDAYS[run[0].date.weekday()]
    takes_the = "bank holiday" in why.lower() or why.lower().startswith(ORDINARY)
    return f"the {_on_paper(why)}" if takes_the else why


def _on_paper(why: str) -> str:
    """A day's name inside a sentence: spring bank holiday, Good Friday."""
    return why[0].lower() + why[1:] if why.lower().startswith(ORDINARY) else why


def _dates_of(run: list[DerivationDay], anchor_on: date) -> str:
    """23 and 24 May; 25 May; 20 to 31 December; the year said only where it is another one."""
    first, last = run[0].date, run[-1].date
    year = "" if last.year == anchor_on.year else f" {last.year}"
    if first == last:
        return day_and_month(last) + year
    start = str(first.day) if first.month == last.month else day_and_month(first)
    joint = "and" if last - first == ONE_DAY else "to"
    return f"{start} {joint} {day_and_month(last)}{year}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _do(count: int) -> str:
    return "does" if count == 1 else "do"
