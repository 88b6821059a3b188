"""How long this laptop may work without being in touch with the council."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WARNS_BEFORE: Final = 5
"""Days before the end from which the screens say so."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A number of days from the last contact; a clock turned back lengthens nothing."""

    days: int
    """0 for no limit."""
    contact_at: datetime
    """By central's clock or this laptop's, whichever was earlier."""
    seen_at: datetime
    """The latest time this laptop ever saw."""

    def is_over(self, now: datetime) -> bool:
        """Whether the laptop locks until it reconnects."""
        return self.days > 0 and self._away(now) >= timedelta(days=self.days)

    def days_left(self, now: datetime) -> int:
        """Whole days, the one under way counted; 0 once it is over."""
        left = timedelta(days=self.days) - self._away(now)
        return max(0, -(-left // timedelta(days=1)))

    def is_ending(self, now: datetime) -> bool:
        """Whether the screens warn."""
        return self.days > 0 and self._away(now) >= timedelta(days=self.days - WARNS_BEFORE)

    @property
    def ends_at(self) -> datetime:
        """When it is over, if there is no contact before."""
        return self.contact_at + timedelta(days=self.days)

    def _away(self, now: datetime) -> timedelta:
        return max(now, self.seen_at, self.contact_at) - self.contact_at


def lease_after_contact(days: int, central_at: datetime, now: datetime) -> Lease:
    """The lease from a contact with central just now."""
    return Lease(days, min(central_at, now), now)
