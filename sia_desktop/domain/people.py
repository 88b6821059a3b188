"""The people of the council, and who answers for which school."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sia_desktop.domain.ids import Urn


@dataclass(frozen=True, slots=True)
class Person:
    """A colleague: an adviser or a line manager."""

    id: UUID
    name: str
    role: str
    reports_to: UUID | None
    is_active: bool
    area: str = ""
    """The district or home borough they work for."""


class AssignmentAction(StrEnum):
    """Whether a person takes a school on or hands it over."""

    BEGINS = "begins"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class CaseloadAssignment:
    """A person takes a school on, or hands it over, on a date."""

    id: UUID
    person_id: UUID
    urn: Urn
    action: AssignmentAction
    on: date


@dataclass(frozen=True, slots=True)
class WorkingFor:
    """Who this laptop belongs to and which council it works for; set at enrolment."""

    person_id: UUID
    person_name: str
    role: str
    device_id: UUID
    central_address: str
    council_code: str
    council_name: str
    council_full_name: str
    is_demonstration: bool
    root_pem: str
    certificate_pem: str
