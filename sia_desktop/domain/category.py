"""Categories are dated decisions, so there is nothing to overwrite."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sia_desktop.domain.ids import Urn


@dataclass(frozen=True, slots=True)
class CategoryDecision:
    """One decision of a school's category; the latest date rules."""

    id: UUID
    urn: Urn
    category: str
    decided_on: date
    decided_by: UUID
    reason: str
