"""The columns of the list of notes, over frozen rows."""

from collections.abc import Callable
from datetime import date

from sia_desktop.services.queries.note_page import ListedNote
from sia_desktop.ui.note_words import note_state
from sia_desktop.ui.pages.notes import words
from sia_desktop.ui.when_words import row_date
from sia_desktop.ui.widgets.table import Column
from sia_desktop.ui.widgets.table_delegate import Cell

VISIT, DUE = 1, 3


def columns(today: Callable[[], date]) -> tuple[Column[ListedNote], ...]:
    """School, visit, state, due, author, sync."""
    return (
        Column("School", words.school_cell, lambda row: row.note.school_name.casefold()),
        Column(
            "Visit",
            lambda row: Cell(row_date(row.note.visited_on, today())),
            lambda row: (row.note.visited_on, row.note.school_name.casefold()),
            112,
        ),
        Column(
            "State",
            words.state_cell,
            lambda row: (note_state(row.note).text, row.note.visited_on),
            212,
        ),
        Column(
            "Due",
            lambda row: words.due_cell(row, today()),
            lambda row: (row.due.due_on or date.max, row.note.school_name.casefold()),
            236,
        ),
        Column("Adviser", lambda row: Cell(row.note.author_name), lambda row: row.note.author_name, 108),
        Column("Sync", words.sync_cell, lambda row: row.note.sync.state.value, 112),
    )
