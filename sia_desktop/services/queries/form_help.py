"""What a form offers its writer: colleagues, recipients, grades, and what was left over last time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sia_desktop.domain.answers import Person, action_of, actions, row_id, rows
from sia_desktop.domain.category import Track
from sia_desktop.domain.completeness import Facts as Known
from sia_desktop.domain.framework import Choice, Form, Framework, MeetingKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.inspection_scale import OVERALL, OVERALL_LABEL, InspectionScale
from sia_desktop.domain.note_of_visit import Answers, Json
from sia_desktop.domain.periods import season_of
from sia_desktop.domain.school import phase_code
from sia_desktop.services.ports import Frameworks, UnitOfWork
from sia_desktop.services.queries.casework_clocks import begun, is_its_own, school_facts


@dataclass(frozen=True, slots=True)
class FormHelp:
    """Offered, and never part of an answer until somebody takes it up."""

    me: str = ""
    facts: Known = field(default_factory=dict)
    """What is known of the school, by the words of `when` in a pack."""
    colleagues: tuple[Person, ...] = ()
    recipients: tuple[Person, ...] = ()
    members: tuple[Person, ...] = ()
    schools: tuple[Choice, ...] = ()
    """Those that the meeting takes in turn, by their URNs."""
    areas: tuple[Choice, ...] = ()
    grades: tuple[Choice, ...] = ()
    area_grades: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Where an area has grades of its own."""
    carried: Mapping[str, Json] = field(default_factory=dict)


def form_help(
    uow: UnitOfWork,
    framework: Framework,
    form: Form,
    facts: Known,
    last: Answers | None,
    meeting: MeetingKind | None = None,
    inspection: Inspection | None = None,
) -> FormHelp:
    """Gather it; `last` holds the words of the last such record, where there is one.

    Grades are those of the scale that the inspection stands on; without one, of the framework's own.
    """
    scale = framework.scales.get(inspection.scale) if inspection else None
    labels = {role.code: role.label for role in framework.roles}
    people = sorted((each for each in uow.people.all() if each.is_active), key=lambda each: each.name)
    return FormHelp(
        me=uow.working_for().person_name,
        facts=facts,
        colleagues=tuple(Person(str(p.id), p.name, labels.get(p.role, "")) for p in people),
        recipients=_roles(framework, form.recipients),
        members=_roles(
            framework, (*meeting.chairs, *(each.role for each in meeting.members)) if meeting else ()
        ),
        areas=_areas(scale) if scale else framework.areas,
        grades=_choices(scale.grades) if scale else framework.grades,
        area_grades={area: _choices(of) for area, of in scale.area_grades.items()} if scale else {},
        carried=carried(form, last or {}),
    )


def known_of(uow: UnitOfWork, frameworks: Frameworks, framework: Framework, urn: Urn, on: date) -> Known:
    """What is known of a school on a day, beside what its record says itself.

    Where it stands on every track, its latest inspection, its phase, and the term.
    """
    categories = {
        track: decision.category for track in Track if (decision := uow.categories.latest(urn, on, track))
    }
    stood = [each for each in uow.inspections.of_school(urn) if is_its_own(each) and begun(each) <= on]
    school = uow.schools.get(urn)
    return {
        **school_facts(framework, categories, max(stood, key=begun, default=None)),
        "phase": (phase_code(school.phase),),
        "term": (season_of(on, frameworks.school_calendar(framework.code, urn, on).school),),
    }


def carried(form: Form, last: Answers) -> dict[str, Json]:
    """By section: what the last such record agreed, and what it still carried open itself."""
    found: dict[str, Json] = {}
    for section in form.sections:
        if section.carries is None:
            continue
        agreed = rows(last.get(section.carries))
        still_open = [row for row in rows(last.get(section.code)) if action_of(row).status == "open"]
        kept: dict[str, Json] = {row_id(row): dict(row) for row in (*still_open, *agreed)}
        found[section.code] = [row for row in kept.values() if actions([row])]
    return found


def _areas(scale: InspectionScale) -> tuple[Choice, ...]:
    whole = (Choice(OVERALL, OVERALL_LABEL),) if scale.has_overall else ()
    return (*whole, *_choices(scale.areas))


def _choices(labels: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, label) for code, label in labels.items())


def _roles(framework: Framework, codes: Iterable[str]) -> tuple[Person, ...]:
    labels = {role.code: role.label for role in framework.roles}
    return tuple(Person(code, "", labels.get(code, code)) for code in dict.fromkeys(codes))
