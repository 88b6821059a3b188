"""People: central's to write, ours to read."""

from uuid import UUID

from sia_contract.payloads.person import PersonPayload
from sia_desktop.domain.people import Person


def person_of(person_id: str, payload: PersonPayload) -> Person:
    """The person a payload describes."""
    return Person(
        UUID(person_id), payload.name, payload.role, payload.reports_to, payload.is_active, payload.area
    )
