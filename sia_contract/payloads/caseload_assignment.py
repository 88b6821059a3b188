"""Who answers for which school, and since when."""

from datetime import date
from typing import Literal
from uuid import UUID

from sia_contract.messages import Message


class CaseloadAssignmentPayload(Message):
    """A person takes a school on, or hands it over, on a date; never edited, only followed by another."""

    person_id: UUID
    urn: int
    action: Literal["begins", "ends"]
    on: date
