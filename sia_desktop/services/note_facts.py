"""The facts frozen under a signature, so that the same note always draws the same page."""

from datetime import date

from sia_desktop.domain.due_words import printed_due
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.ports import Frameworks, UnitOfWork
from sia_desktop.services.queries.due import DueDates


def facts_to_freeze(
    note: NoteOfVisit, uow: UnitOfWork, frameworks: Frameworks, framework: Framework, today: date
) -> dict[str, str]:
    """School, council, adviser, category and the due line, as they stood when the adviser signed."""
    me = uow.working_for()
    school = uow.schools.get(note.urn)
    decision = uow.categories.latest(note.urn, note.visited_on)
    category = framework.category(decision.category) if decision else None
    due = DueDates(frameworks, today).of_note(
        note.pack, note.pack_version, note.form, note.urn, note.visited_on
    )
    heading, explained = printed_due(due.deadline, today) if due.deadline else (due.sentence, "")
    return {
        "school_name": school.name,
        "council_name": me.council_name,
        "council_full_name": me.council_full_name,
        "adviser_name": me.person_name,
        "adviser_role": framework.role(me.role).label,
        "category": f"{category.code}, {category.label}" if category else "",
        "due_heading": heading,
        "due_explained": explained,
        "produced_on": today.isoformat(),
        "register_as_at": school.as_at.isoformat() if school.as_at else "",
        "demonstration": "yes" if me.is_demonstration else "",
    }
