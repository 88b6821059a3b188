"""What is known already is written into a record when it is begun: its writer goes on from there."""

from datetime import date
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.framework import Form, FormSection, Framework, SectionKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import WITHDRAWN, Inspection
from sia_desktop.domain.note_of_visit import Answers, Json
from sia_desktop.services.ports import UnitOfWork

STANDING = "standing"


def begun_answers(
    uow: UnitOfWork, framework: Framework, form: Form, about: About, urn: Urn | None, on: date
) -> Answers:
    """The sections that begin with something known; the others are left to their writer."""
    if urn is None or not any(section.begins_with for section in form.sections):
        return {}
    inspection = inspection_about(uow, about) or _latest(uow, urn)
    decision = uow.categories.latest(urn, on)
    begun = {
        section.code: _begun(section, framework, inspection, decision)
        for section in form.sections
        if section.begins_with
    }
    return {code: answer for code, answer in begun.items() if answer}


def inspection_about(uow: UnitOfWork, about: About) -> Inspection | None:
    """The inspection that a record is about, under the number it goes on under."""
    if about.kind != "inspection":
        return None
    found = uow.inspections.find(UUID(about.id))
    return uow.inspections.find(found.continued_as) if found and found.continued_as else found


def _latest(uow: UnitOfWork, urn: Urn) -> Inspection | None:
    """The school's own latest: one of the school before it judged another school."""
    own = [
        each
        for each in uow.inspections.of_school(urn)
        if each.continued_as is None and each.predecessor_urn is None and each.kind != WITHDRAWN
    ]
    return own[-1] if own else None


def _begun(
    section: FormSection,
    framework: Framework,
    inspection: Inspection | None,
    decision: CategoryDecision | None,
) -> Json:
    if section.begins_with == STANDING:
        if decision is None:
            return ""
        label = framework.category(decision.category).label
        return f"{label}, since {plain_date(decision.decided_on)}"
    if inspection is None:
        return ""
    match section.begins_with:
        case "inspection":
            return _days(inspection)
        case "inspection_grades":
            overall: dict[str, Json] = {"overall": inspection.overall} if inspection.overall else {}
            return {**overall, **inspection.areas}
        case _:
            return _improvements(section, inspection)


def _days(inspection: Inspection) -> str:
    days = (
        ("began", inspection.started_on),
        ("ended", inspection.ended_on),
        ("published", inspection.published_on),
    )
    said = ", ".join(f"{word} {plain_date(day)}" for word, day in days if day)
    return f"{said[:1].upper()}{said[1:]}"


def _improvements(section: FormSection, inspection: Inspection) -> Json:
    """As running words, as rows of the first column, or as actions that are still to be agreed."""
    found = inspection.improvements
    if section.kind is SectionKind.ACTIONS:
        return [{"id": each.id, "area": each.text} for each in found]
    if section.kind is SectionKind.TABLE and section.columns:
        return [{"id": each.id, section.columns[0].code: each.text} for each in found]
    return "\n\n".join(each.text for each in found)
