"""The columns of the caseload table, over frozen rows."""

from collections.abc import Callable
from datetime import date

from sia_desktop.services.queries.caseload import CaseloadRow
from sia_desktop.ui.pages.caseload import words
from sia_desktop.ui.widgets.table import Column
from sia_desktop.ui.widgets.table_delegate import Cell

NEXT_DUE = 5


def columns(today: Callable[[], date]) -> tuple[Column[CaseloadRow], ...]:
    """Name, phase, type, category, last visit, next due; dates sort as dates."""
    return (
        Column(
            "School",
            lambda row: Cell(row.school.name, "medium", "text"),
            lambda row: row.school.name.casefold(),
        ),
        Column(
            "Phase",
            lambda row: Cell(row.school.phase),
            lambda row: (row.school.phase, row.school.name.casefold()),
            104,
        ),
        Column(
            "Type",
            lambda row: Cell(row.school.type),
            lambda row: (row.school.type, row.school.name.casefold()),
            172,
        ),
        Column("Category", words.category_cell, words.category_key, 190),
        Column(
            "Last visit",
            lambda row: words.visit_cell(row, today()),
            lambda row: (row.school.last_visit_on or date.min, row.school.name.casefold()),
            104,
        ),
        Column("Next note due", lambda row: words.due_cell(row, today()), words.due_key, 216),
    )
