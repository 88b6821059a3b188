"""A visit: one dated attendance at a school."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn


@dataclass(frozen=True, slots=True)
class Voided:
    """Why a visit logged by mistake does not count."""

    reason: str
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit by an adviser to a school."""

    id: UUID
    urn: Urn
    adviser_id: UUID
    visited_on: date
    visit_type: str
    voided: Voided | None = None

    def void(self, reason: str, by: UUID, at: datetime) -> "Visit":
        """Return the visit struck out, with a reason; it stays on the record."""
        if self.voided:
            raise RuleBroken("This visit is already voided.")
        if not reason.strip():
            raise RuleBroken("Say why this visit is voided, such as “logged to the wrong school”.")
        return replace(self, voided=Voided(reason.strip(), at, by))


def check_visit_date(visited_on: date, today: date) -> None:
    """Refuse a visit that has not happened yet: a note is written of what was seen."""
    if visited_on > today:
        raise RuleBroken(
            f"{long_date(visited_on)} is still to come. Log a visit on the day it happens or afterwards."
        )
