"""Access to a school off one's caseload for a stated time: cover for a colleague, or a paired visit."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn


class AccessWay(StrEnum):
    """What the access is for."""

    COVER = "cover"
    PAIRED = "paired"


@dataclass(frozen=True, slots=True)
class AccessEnded:
    """Who ended it before its last day, and why."""

    by: UUID
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AccessGrant:
    """One colleague's access to one school; it ends by itself after `to_on`."""

    id: UUID
    urn: Urn
    person_id: UUID
    way: AccessWay
    from_on: date
    to_on: date
    reason: str
    by: UUID
    at: datetime
    ended: AccessEnded | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the colleague has the school that day."""
        return self.ended is None and self.from_on <= day <= self.to_on

    def end(self, reason: str, by: UUID, at: datetime) -> "AccessGrant":
        """Return the access as ended; it stays on the record."""
        if self.ended:
            raise RuleBroken("This access was ended already.")
        if not reason.strip():
            raise RuleBroken("Say why the access ends before its last day.")
        return replace(self, ended=AccessEnded(by, at, reason.strip()))


def check_term(from_on: date, to_on: date, today: date) -> None:
    """Refuse days that make no sense: it ends on a day that is still to come, on or after its first."""
    if to_on < from_on:
        raise RuleBroken(
            f"Access cannot end on {long_date(to_on)}, before it begins on {long_date(from_on)}."
        )
    if to_on < today:
        raise RuleBroken(f"{long_date(to_on)} has passed. Give a last day that is still to come.")
