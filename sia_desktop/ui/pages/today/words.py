"""Today in words and rows; pure."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.deadlines import Standing
from sia_desktop.services.queries.facts import NoteLine
from sia_desktop.services.queries.today import DueNote, Today
from sia_desktop.ui.note_words import due_icon, due_tone, note_state, visit_type_words
from sia_desktop.ui.when_words import day_said, plural, row_date
from sia_desktop.ui.widgets.due_rows import DueRow
from sia_desktop.ui.widgets.event_rows import EventRow
from sia_desktop.ui.widgets.row_list import Heading

SOON: Final = timedelta(days=14)
"""Ten working days, bank holidays apart."""
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
    first = f"{', '.join(said)}." if said else "Nothing is due today."
    if not today.not_categorised:
        return first
    return f"{first} {plural(today.not_categorised, 'school')} not yet categorised."


def due_rows(today: Today) -> tuple[Heading | DueRow, ...]:
    """The next obligation first, under Overdue, Today, what comes, and what has no date."""
    return tuple(_grouped(today))


def _grouped(today: Today) -> Iterator[Heading | DueRow]:
    soon = today.day + SOON
    groups = (
        ("Overdue", "danger", lambda each: each.due.standing is Standing.LATE),
        ("Today", "warning", lambda each: each.due.standing is Standing.TODAY),
        ("Next 10 working days", "text_2", lambda each: _is_ahead(each) and each.due.due_on <= soon),
        ("Later", "text_2", lambda each: _is_ahead(each) and each.due.due_on > soon),
        ("No date", "text_2", lambda each: each.due.due_on is None),
    )
    for name, colour, belongs in groups:
        found = [each for each in today.due if belongs(each)]
        if found:
            yield Heading(name, str(len(found)), colour)
            yield from (_row(each, today) for each in found)


def _is_ahead(each: DueNote) -> bool:
    return each.due.due_on is not None and each.due.standing is Standing.OPEN


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
    """The day's own visits."""
    return tuple(
        EventRow(
            key=str(note.note_id),
            title=note.school_name,
            subtitle=visit_type_words(note.visit_type) if note.visit_type else "Visit",
            chip=note_state(note),
        )
        for note in today.visits_today
    )


def open_words(today: Today) -> str:
    """7 notes to give to their recipients."""
    return f"{plural(len(today.due), 'note')} not yet given to their recipients"


def calendar_words(today: Today) -> str:
    """How far the bank holidays reach."""
    return f"Bank holidays are loaded to {plain_date(today.calendar_valid_to)}."


def calendar_warning(today: Today) -> str:
    """Said when the bank holidays are about to run out; otherwise nothing."""
    if today.calendar_valid_to - today.day > CALENDAR_WARNING:
        return ""
    return (
        f"The bank holidays on this laptop end on {plain_date(today.calendar_valid_to)}. "
        "Dates beyond are not guessed: ask your administrator for the next calendar."
    )
