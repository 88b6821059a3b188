"""An adviser of Oxfordshire's at a demonstration school that was judged to require improvement."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Improvement, Inspection, InspectionCall
from sia_desktop.domain.note_of_visit import Json
from tests.helpers.a_desk import (
    MANAGER,
    ME,
    TODAY,
    Laptop,
    a_demonstration_school,
    a_laptop,
    reading_schools,
    with_real_packs,
)

SCHOOL = Urn(999900)
DAY = TODAY.date()  # Wednesday 10 June 2026
IMPROVEMENTS = (
    Improvement("1", "Make sure that every teacher checks what pupils have understood before moving on."),
    Improvement("2", "Give subject leaders the time and training to improve the wider curriculum."),
)


def demonstration_laptop(role: str = "adviser") -> Laptop:
    """The laptop with Hillside, a demonstration school at Additional level, among real ones."""
    hillside = a_demonstration_school(SCHOOL, "Hillside Primary School")
    laptop = with_real_packs(a_laptop(with_visits=False, schools=(*reading_schools()[:12], hillside)), role)
    me = replace(
        laptop.store.me,
        council_code="oxfordshire",
        council_name="Oxfordshire",
        council_full_name="Oxfordshire County Council",
    )
    if role == "idm":
        me = replace(me, person_id=MANAGER, person_name="Helen Okafor")
    laptop.store.me = me
    people = laptop.store.people.kept
    people[MANAGER] = replace(people[MANAGER], role="idm")
    stands_at(laptop, "additional", date(2026, 1, 12))
    return laptop


def stands_at(laptop: Laptop, level: str, on: date) -> None:
    """The manager decided the level."""
    decided = UUID(int=on.toordinal())
    laptop.store.categories.kept.append(
        CategoryDecision(decided, SCHOOL, level, on, MANAGER, "After the review of the term.")
    )


def inspected(laptop: Laptop, ended_on: date = DAY - timedelta(days=5)) -> Inspection:
    """It was judged to require improvement on that day."""
    made = Inspection(
        SCHOOL,
        "rung-2026-06-01",
        "ofsted-2019",
        "graded",
        ME,
        call=InspectionCall(
            ended_on - timedelta(days=2),
            ME,
            rung_at="10:40",
            lead_inspector="The lead inspector",
            lead_spoken_on=ended_on - timedelta(days=2),
            tentative_on=ended_on - timedelta(days=1),
            tentative_until=ended_on,
            attendance="mandatory",
            said="The hall is free for the team. Feedback at 4 pm on the second day.",
        ),
        started_on=ended_on - timedelta(days=1),
        ended_on=ended_on,
        feedback_on=ended_on,
        overall="requires_improvement",
        areas={"quality_of_education": "requires_improvement", "leadership": "good"},
        improvements=IMPROVEMENTS,
    )
    laptop.store.inspections.kept[made.id] = made
    return made


def entry(
    priority: str, on: date, evidence: str = "Books and lessons in two year groups."
) -> dict[str, Json]:
    """One entry of a chronology, as it is added on that day."""
    return {
        "id": f"entry-{on}",
        "action": priority,
        "on": on.isoformat(),
        "evidence": evidence,
        "impact": "Leaders now check what teachers have taken from their training.",
        "pace": "amber",
        "who": "Priya Nair",
        "at": f"{on}T15:00:00+00:00",
    }
