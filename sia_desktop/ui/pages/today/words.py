"""Today in words and rows; pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.deadlines import Standing
from sia_desktop.services.queries.due import Due
from sia_desktop.services.queries.facts import NoteLine
from sia_desktop.services.queries.meetings import OwedPaper
from sia_desktop.services.queries.returned import ReturnedWork
from sia_desktop.services.queries.today import SOON, DueNote, Today
from sia_desktop.ui.note_words import due_icon, due_tone, note_state, visit_type_words
from sia_desktop.ui.when_words import day_said, plural, row_date
from sia_desktop.ui.widgets.due_rows import DueRow
from sia_desktop.ui.widgets.event_rows import EventRow
from sia_desktop.ui.widgets.painting import ChipWords, Tone
from sia_desktop.ui.widgets.row_list import Heading

if TYPE_CHECKING:
    from sia_desktop.services.queries.deadlines import OwedDeadline

CLASHES: Final = "Two people changed the same words. Both versions are kept; choose, or write them together."
CALENDAR_WARNING: Final = timedelta(days=92)
"""So long before the bank holidays run out, the page says so."""


def subtitle(today: Today) -> str:
    """1 overdue, 2 due today, 2 visits. 37 schools not yet categorised."""
    counts = (
        (today.overdue, f"{today.overdue} overdue"),
        (today.due_today, f"{today.due_today} due today"),
        (len(today.visits_today), plural(len(today.visits_today), "visit")),
    )
    said = [words for count, words in counts if count]
    if not said and not today.is_whole:
        return ""
    first = f"{', '.join(said)}." if said else "Nothing is due today."
    if not today.not_categorised:
        return first
    return f"{first} {plural(today.not_categorised, 'school')} not yet categorised."


def due_rows(today: Today) -> tuple[Heading | DueRow, ...]:
    """The next obligation first, under Overdue, Today, what comes, and what has no date."""
    return tuple(_grouped(today))


def waiting_rows(today: Today) -> tuple[DueRow, ...]:
    """What others are to bring or do, soonest first, with how far off it is under its school."""
    rows = [(each.step.due, each.step.paper.label, _paper_row(each, today)) for each in today.waiting]
    rows += [(each.due, each.label, _case_row(each, today)) for each in today.waiting_casework]
    rows.sort(key=lambda each: (each[0].due_on or date.max, each[2].title))
    return tuple(_waiting_row(label, row) for _, label, row in rows)


def _grouped(today: Today) -> Iterator[Heading | DueRow]:
    soon = today.day + SOON
    groups: tuple[tuple[str, str, Callable[[Due], bool]], ...] = (
        ("Overdue", "danger", lambda due: due.standing is Standing.LATE and _binds(due)),
        ("Past its date, but not binding", "warning", _is_past),
        ("Today", "warning", lambda due: due.standing is Standing.TODAY),
        ("Next 10 working days", "text_2", lambda due: _is_ahead(due, soon)),
        ("Later", "text_2", lambda due: due.due_on is not None and due.due_on > soon),
        ("No date", "text_2", lambda due: due.due_on is None),
    )
    owed = [(each.due, _row(each, today)) for each in today.due]
    owed += [(each.step.due, _paper_row(each, today)) for each in today.papers]
    owed += [(each.due, _case_row(each, today)) for each in today.casework]
    owed.sort(key=lambda each: (each[0].due_on or date.max, each[1].title))
    for name, colour, belongs in groups:
        found = [row for due, row in owed if belongs(due)]
        if found:
            yield Heading(name, str(len(found)), colour)
            yield from found


def _binds(due: Due) -> bool:
    return due.deadline is not None and due.deadline.turns_red


def _is_past(due: Due) -> bool:
    return due.standing is Standing.LATE and not _binds(due)


def _is_ahead(due: Due, soon: date) -> bool:
    return due.due_on is not None and due.standing is Standing.OPEN and due.due_on <= soon


def _paper_row(each: OwedPaper, today: Today) -> DueRow:
    due = each.step.due
    return DueRow(
        key=each.key,
        title=each.view.school_name,
        subtitle=f"{_paper(each, today)}" if due.due_on else due.sentence,
        date=row_date(due.due_on, today.day) if due.due_on else "",
        distance=due.distance if due.due_on else "No date",
        tone=due_tone(due),
        icon=due_icon(due),
        has_why=due.due_on is not None,
    )


def _case_row(each: "OwedDeadline", today: Today) -> DueRow:
    due = each.due
    assert due.due_on is not None  # as Today asks for
    return DueRow(
        key=each.key,
        title=each.school_name,
        subtitle=f"{each.label} · {each.rule}" if each.rule else f"{each.label} · agreed",
        date=row_date(due.due_on, today.day),
        distance=due.distance,
        tone=due_tone(due),
        icon=due_icon(due),
        has_why=True,
    )


def _waiting_row(label: str, row: DueRow) -> DueRow:
    by = f"by {row.date} · {row.distance}" if row.date else row.distance
    return replace(row, date="", distance="", subtitle=f"{by[:1].upper()}{by[1:]} · {label}")


def _paper(each: OwedPaper, today: Today) -> str:
    meeting = f"{each.view.kind.label}, {row_date(each.view.meeting.meeting_on, today.day)}"
    return f"{each.step.paper.label} · {meeting}"


def _row(each: DueNote, today: Today) -> DueRow:
    note, due = each.note, each.due
    on = day_said(note.visited_on, today.day) if note.visited_on == today.day else None
    what = f"{_what(note)} · visit {on or row_date(note.visited_on, today.day)}"
    has_date = due.due_on is not None
    return DueRow(
        key=str(note.note_id),
        title=note.school_name,
        subtitle=f"{what} · {_state(note)}" if has_date else due.sentence,
        date=row_date(due.due_on, today.day) if due.due_on else "",
        distance=due.distance if has_date else "No date",
        tone=due_tone(due),
        icon=due_icon(due),
        has_why=has_date,
    )


def _what(note: NoteLine) -> str:
    return "Note of visit" if note.version == 1 else f"Note of visit, version {note.version}"


def _state(note: NoteLine) -> str:
    return "signed, not yet provided" if note.is_signed else "draft"


def visit_rows(today: Today) -> tuple[EventRow, ...]:
    """The day's own visits, then the meetings that come next."""
    visits = (
        EventRow(
            key=str(note.note_id),
            title=note.school_name,
            subtitle=visit_type_words(note.visit_type) if note.visit_type else "Visit",
            chip=note_state(note),
        )
        for note in today.visits_today
    )
    meetings = (
        EventRow(
            key=str(each.meeting.id),
            title=each.school_name,
            subtitle=label,
            chip=ChipWords(row_date(each.meeting.meeting_on, today.day), "calendar-days", Tone.NEUTRAL),
        )
        for label, each in today.meetings
    )
    return (*visits, *meetings)


def open_words(today: Today) -> str:
    """7 notes to give, 1 paper to issue, 3 of casework, 12 more later or undated."""
    said = []
    if today.due:
        said.append(f"{plural(len(today.due), 'note')} to give")
    if today.papers:
        said.append(f"{plural(len(today.papers), 'paper')} to issue")
    if today.casework:
        said.append(f"{len(today.casework)} of casework")
    if today.later:
        said.append(f"{today.later} more later or undated")
    return ", ".join(said)


def calendar_words(today: Today) -> str:
    """How far the bank holidays reach."""
    return f"Bank holidays are loaded to {plain_date(today.calendar_valid_to)}."


def clashes_lead(count: int) -> str:
    """2 clashes to settle."""
    return plural(count, "clash to settle", "clashes to settle")


def returned_lead(count: int) -> str:
    """2 returned for correction."""
    return f"{count} returned for correction"


def returned_words(work: ReturnedWork, today: date) -> str:
    """Which, by whom and with which words."""
    what = f"{work.label}, {row_date(work.on, today)}, {work.school_name}"
    return f"{work.asked_by} returned “{what}”: {work.comment}"


def calendar_warning(today: Today) -> str:
    """Said when the bank holidays are about to run out; otherwise nothing."""
    if today.calendar_valid_to - today.day > CALENDAR_WARNING:
        return ""
    return (
        f"The bank holidays on this laptop end on {plain_date(today.calendar_valid_to)}. "
        "Dates beyond are not guessed: ask your administrator for the next calendar."
    )
