"""Deadlines in words, groups and filters; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.due_words import ANCHOR_WORDS
from sia_desktop.domain.time_limits import Direction, Mark, Strength
from sia_desktop.services.queries.deadlines import Deadlines, OwedDeadline
from sia_desktop.services.queries.facts import KeptMeeting
from sia_desktop.ui.note_words import due_icon, due_tone
from sia_desktop.ui.when_words import plural, row_date
from sia_desktop.ui.why_words import MARKS, STRENGTHS
from sia_desktop.ui.widgets.due_rows import DueRow
from sia_desktop.ui.widgets.month_grid import Entry
from sia_desktop.ui.widgets.row_list import Heading

ALL: Final = ""
SOON: Final = timedelta(days=14)
OVERDUE, PASSED, TODAY, NEXT, LATER, NO_DATE = "overdue", "passed", "today", "soon", "later", "none"
GROUPS: Final = (
    (OVERDUE, "Overdue", "danger"),
    (PASSED, "Past its date, but not binding", "warning"),
    (TODAY, "Today", "warning"),
    (NEXT, "Next 10 working days", "text_2"),
    (LATER, "Later", "text_2"),
    (NO_DATE, "No date", "text_2"),
)
"""The states, soonest first: code, heading, colour."""
STATES: Final = ((ALL, "any"), *((code, words[:1].lower() + words[1:]) for code, words, _ in GROUPS))
STRENGTH_CHOICES: Final = ((ALL, "any"), *((each.value, STRENGTHS[each]) for each in Strength))
ABOUT: Final = {
    **ANCHOR_WORDS,
    "category_decided": "category decided",
    "academic_year_started": "each academic year",
    "financial_year_started": "each financial year",
}


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked for in the filters."""

    day: date
    typed: str = ""
    school: str = ALL
    rule: str = ALL
    strength: str = ALL
    state: str = ALL

    def keeps(self, owed: OwedDeadline) -> bool:
        """Whether a deadline matches all of it."""
        said = f"{owed.school_name} {owed.urn or ''} {owed.label} {owed.rule}".lower()
        return (
            all(word in said for word in self.typed.lower().split())
            and self.school in (ALL, str(owed.urn or "every"))
            and self.rule in (ALL, owed.rule)
            and self.strength in (ALL, owed.timeframe.strength.value if owed.timeframe else "")
            and self.state in (ALL, state_of(owed, self.day))
        )


def state_of(owed: OwedDeadline, today: date) -> str:
    """In which group it stands: only a hard, verified limit that has passed is overdue."""
    due = owed.due
    if due.due_on is None:
        return NO_DATE
    match due.standing:
        case Standing.LATE:
            return OVERDUE if due.deadline is not None and due.deadline.turns_red else PASSED
        case Standing.TODAY:
            return TODAY
        case _:
            return NEXT if due.due_on <= today + SOON else LATER


def schools(answer: Deadlines) -> tuple[tuple[str, str], ...]:
    """The schools something is due for."""
    found = {str(each.urn or "every"): each.school_name for each in answer.owed}
    return ((ALL, "all"), *sorted(found.items(), key=lambda each: each[1].casefold()))


def rules(answer: Deadlines) -> tuple[tuple[str, str], ...]:
    """The rules something is due under."""
    found = {each.rule: each.label for each in answer.owed if each.rule}
    return ((ALL, "all"), *((rule, f"{rule} {label}") for rule, label in sorted(found.items())))


def rows(shown: Sequence[OwedDeadline], today: date) -> tuple[Heading | DueRow, ...]:
    """Under their headings, soonest first."""
    return tuple(_grouped(shown, today))


def row(owed: OwedDeadline, today: date) -> DueRow:
    """One deadline as a row."""
    due = owed.due
    return DueRow(
        key=owed.key,
        title=owed.school_name,
        subtitle=_what(owed, today),
        date=row_date(due.due_on, today) if due.due_on else "Date to be set" if due.deadline else "",
        distance=due.distance if due.due_on else "by you" if due.deadline else "No date",
        tone=due_tone(due),
        icon=due_icon(due),
        has_why=due.due_on is not None,
    )


def row_of_day(owed: OwedDeadline, today: date) -> DueRow:
    """The same under its day, where the date need not be said again."""
    whole = row(owed, today)
    return replace(whole, date="", distance="", subtitle=f"{whole.distance} · {whole.subtitle}")


def entries(shown: Sequence[OwedDeadline]) -> dict[date, tuple[Entry, ...]]:
    """What falls on each day of the month calendar."""
    found: dict[date, tuple[Entry, ...]] = {}
    for owed in shown:
        if owed.due.due_on is not None:
            entry = Entry(f"{owed.school_name}, {owed.label}", due_icon(owed.due), due_tone(owed.due))
            found[owed.due.due_on] = (*found.get(owed.due.due_on, ()), entry)
    return found


def subtitle(answer: Deadlines) -> str:
    """What is shown here, and where it comes from."""
    return f"What is open for {plural(answer.schools, 'school')}, by this laptop’s records."


def totals(shown: Sequence[OwedDeadline], answer: Deadlines) -> tuple[str, str]:
    """How many are shown, and how they stand."""
    counts = [(words, sum(state_of(each, answer.day) == code for each in shown)) for code, words, _ in GROUPS]
    said = [f"{count} {words[:1].lower()}{words[1:]}" for words, count in counts if count]
    some = f"{len(shown)} of " if len(shown) != len(answer.owed) else ""
    return f"{some}{plural(len(answer.owed), 'deadline')} shown", " · ".join(said)


def saved(shown: Sequence[OwedDeadline], meetings: Sequence[KeptMeeting], name: str) -> str:
    """What was written, and how to use it again."""
    what = plural(sum(each.due.due_on is not None for each in shown), "deadline")
    if meetings:
        what += f" and {plural(len(meetings), 'meeting')}"
    return (
        f"{what} written to {name}. Open it with your calendar program; "
        "a later file moves the same entries instead of adding them again."
    )


def day_words(day: date, count: int) -> str:
    """The heading of one day's list."""
    return f"{long_date(day)}: {plural(count, 'deadline')}" if count else f"{long_date(day)}: nothing due"


def _grouped(shown: Sequence[OwedDeadline], today: date) -> Iterator[Heading | DueRow]:
    for code, words, colour in GROUPS:
        found = [each for each in shown if state_of(each, today) == code]
        if found:
            yield Heading(words, str(len(found)), colour)
            yield from (row(each, today) for each in found)


def _what(owed: OwedDeadline, today: date) -> str:
    if owed.due.deadline is None:
        return owed.due.sentence
    rule = owed.due.deadline.timeframe
    about = ABOUT.get(owed.due.deadline.anchor, owed.due.deadline.anchor.replace("_", " "))
    about = about.removeprefix("the ")
    if rule.limit.direction is not Direction.BY_DATE:
        about += f" {row_date(owed.due.deadline.anchor_on, today)}"
    parts = [owed.label, about, owed.rule, STRENGTHS[rule.strength]]
    parts += [MARKS[mark] if mark is not Mark.INFERRED else "default reading" for mark in rule.marks]
    return " · ".join(parts)
