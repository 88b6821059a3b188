"""The caseload as one table."""

from dataclasses import dataclass
from datetime import date

from sia_desktop.domain.framework import Category
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import Facts, SchoolLine


@dataclass(frozen=True, slots=True)
class AskCaseload:
    """The Caseload page opens."""


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One school: its facts, last visit and the note of visit that is due next."""

    school: SchoolLine
    category: Category | None
    due: Due | None


@dataclass(frozen=True, slots=True)
class Caseload:
    """Every school on this laptop, by name."""

    day: date
    rows: tuple[CaseloadRow, ...]


def ask_caseload(
    _: AskCaseload, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> Caseload:
    """Each school with the soonest note still owed for it."""
    day = day_in_england(now())
    dates = DueDates(frameworks, day)
    with uow:
        council = uow.working_for().council_code
    categories = {category.code: category for category in frameworks.current(council, day).categories}
    soonest: dict[int, Due] = {}
    for note in facts.open_notes():
        due = dates.of_note(note.pack, note.pack_version, note.form, note.urn, note.visited_on)
        held = soonest.get(note.urn)
        if held is None or (due.due_on or date.max) < (held.due_on or date.max):
            soonest[note.urn] = due
    rows = (
        CaseloadRow(school, categories.get(school.category or ""), soonest.get(school.urn))
        for school in facts.schools(day)
    )
    return Caseload(day, tuple(rows))
