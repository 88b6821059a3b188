"""The schools that a meeting of the council takes in turn, as far as its record's writer works with them."""

from datetime import date
from uuid import UUID

from sia_contract.permissions import Action, may_any
from sia_desktop.domain.about import About
from sia_desktop.domain.school import School
from sia_desktop.services.allowed import relations_to_school
from sia_desktop.services.ports import Frameworks, UnitOfWork


def schools_in_turn(uow: UnitOfWork, frameworks: Frameworks, about: About, on: date) -> tuple[School, ...]:
    """Those in whose records this person may write, in the meeting's order; none without a meeting."""
    if about.kind != "meeting":
        return ()
    me = uow.working_for()
    role = frameworks.current(me.council_code, on).role(me.role)
    found = (uow.schools.find(urn) for urn in uow.meetings.get(UUID(about.id)).schools)
    return tuple(
        school
        for school in found
        if school and may_any(role, Action.WRITE_CASE_RECORD, relations_to_school(uow, school.urn, on))
    )
