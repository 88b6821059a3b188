"""The caseload in words: cells, filters and totals; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.domain.deadlines import Standing
from sia_desktop.services.queries.caseload import Caseload, CaseloadRow
from sia_desktop.ui.band_words import letter_of, name_of
from sia_desktop.ui.note_words import due_icon, due_tone
from sia_desktop.ui.when_words import plural, row_date
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.table_delegate import Cell

ALL: Final = ""
NONE: Final = "none"
OVERDUE: Final = "overdue"
DUE: Final = "due"


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked for in the filters."""

    typed: str = ""
    phase: str = ALL
    category: str = ALL
    due: str = ALL

    def keeps(self, row: CaseloadRow) -> bool:
        """Whether a school matches all of it."""
        named = f"{row.school.name.lower()} {row.school.urn}"
        return (
            all(word in named for word in self.typed.lower().split())
            and self.phase in (ALL, row.school.phase)
            and self.category in (ALL, row.category.code if row.category else NONE)
            and self._keeps_due(row)
        )

    def _keeps_due(self, row: CaseloadRow) -> bool:
        match self.due:
            case "overdue":
                return row.due is not None and row.due.standing is Standing.LATE
            case "due":
                return row.due is not None
            case "none":
                return row.due is None
            case _:
                return True


def phases(caseload: Caseload) -> tuple[tuple[str, str], ...]:
    """The phases there are, to choose from."""
    return ((ALL, "all"), *((each, each) for each in sorted({row.school.phase for row in caseload.rows})))


def categories(caseload: Caseload) -> tuple[tuple[str, str], ...]:
    """The categories there are, in the council's order."""
    found = {row.category.code: row.category for row in caseload.rows if row.category}
    known = sorted(found.values(), key=lambda each: each.order)
    return (
        (ALL, "all"),
        *((each.code, name_of(each)) for each in known),
        (NONE, "not yet categorised"),
    )


DUES: Final = ((ALL, "any"), (OVERDUE, "overdue"), (DUE, "one is due"), (NONE, "none"))


def category_cell(row: CaseloadRow) -> Cell:
    """Its letter in a neutral box, where it has one, and its name."""
    if row.category is None:
        return Cell("Not yet categorised", colour="text_3")
    return Cell(row.category.label, letter=letter_of(row.category))


def visit_cell(row: CaseloadRow, today: date) -> Cell:
    """The last visit."""
    on = row.school.last_visit_on
    return Cell(row_date(on, today) if on else "–")


def due_cell(row: CaseloadRow, today: date) -> Cell:
    """What is due next, in icon, date and words."""
    due = row.due
    if due is None:
        return Cell("No note due", colour="text_3")
    tone = due_tone(due)
    colour = "text_2" if tone is Tone.NEUTRAL else tone.value
    if due.due_on is None:
        return Cell("No date", icon=due_icon(due), note="Note of visit")
    is_near = due.standing in (Standing.LATE, Standing.TODAY)
    return Cell(
        row_date(due.due_on, today),
        role="strong" if is_near else "body",
        colour="text" if is_near else "text_2",
        icon=due_icon(due),
        icon_colour=colour,
        note="Note overdue" if due.standing is Standing.LATE else "Note of visit",
        note_colour=colour,
        note_role="caption_strong" if is_near else "caption",
    )


def due_key(row: CaseloadRow) -> tuple[date, str]:
    """Soonest first, those with nothing due last, by name where they meet."""
    on = row.due.due_on if row.due else None
    return on or (date.max if row.due is None else date.max.replace(day=1)), row.school.name.casefold()


def category_key(row: CaseloadRow) -> tuple[int, str]:
    """In the council's order, uncategorised last."""
    return row.category.order if row.category else 99, row.school.name.casefold()


def subtitle(caseload: Caseload, council: str) -> str:
    """Your 61 schools in Reading. School facts from GIAS."""
    return f"Your {plural(len(caseload.rows), 'school')} in {council}. School facts from GIAS."


def totals(shown: Sequence[CaseloadRow], caseload: Caseload) -> tuple[str, str]:
    """How many are shown, and what is to be said of them."""
    late = sum(row.due is not None and row.due.standing is Standing.LATE for row in shown)
    today = sum(row.due is not None and row.due.standing is Standing.TODAY for row in shown)
    decided = sum(row.category is not None for row in shown)
    parts = [
        f"{late} overdue" if late else "",
        f"{today} due today" if today else "",
        f"{decided} of {len(shown)} {'has' if decided == 1 else 'have'} a category",
    ]
    some = f"{len(shown)} of " if len(shown) != len(caseload.rows) else ""
    return f"{some}{plural(len(caseload.rows), 'school')} shown", " · ".join(part for part in parts if part)
