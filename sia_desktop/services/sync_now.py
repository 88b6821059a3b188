"""What one round of sync did, in values that any page can show; the round itself lives in `sync`."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.progress import Progress


@dataclass(frozen=True, slots=True)
class Removal:
    """What central wants taken off this laptop without an announced caseload change to explain it."""

    urns: frozenset[int] = frozenset()
    """Schools that would leave, with everything about them."""
    records: frozenset[tuple[str, str]] = frozenset()
    """Single records that would go: kind and id."""

    def __len__(self) -> int:
        return len(self.urns) + len(self.records)

    @property
    def sentence(self) -> str:
        """What to ask before it may happen."""
        what = " and ".join(
            f"{count} {one if count == 1 else many}"
            for count, one, many in (
                (len(self.urns), "school", "schools"),
                (len(self.records), "record", "records"),
            )
            if count
        )
        return (
            f"The council's service wants to take {what} off this laptop, and no change of caseload explains "
            "it. Nothing was removed. Ask your administrator whether this is meant before you allow it."
        )

    def __or__(self, other: "Removal") -> "Removal":
        """Both together."""
        return Removal(self.urns | other.urns, self.records | other.records)

    def without(self, other: "Removal") -> "Removal":
        """What of this is not in the other."""
        return Removal(self.urns - other.urns, self.records - other.records)


class Farewell(Enum):
    """Why this laptop has nothing more to do with central."""

    LEFT = "left"
    """Its adviser left, and central has everything."""
    LOST = "lost"
    """It was reported lost."""


@dataclass(frozen=True, slots=True)
class RoundReport:
    """How one round went, as far as it came; what it did before any trouble stands."""

    laps: int = 0
    accepted: int = 0
    """Changes that central took, now or when they were sent before."""
    clashes: int = 0
    """Changes that met somebody else's; merged, and set aside where both wrote the same words."""
    held: int = 0
    """Changes that central keeps apart for the line manager, the school being somebody else's now."""
    refused: int = 0
    """Changes that central refused; parked with the reason."""
    received: int = 0
    """Records that came new or changed."""
    files_sent: int = 0
    files_fetched: int = 0
    changed: Changed = field(default_factory=Changed)
    """What pages should look at again."""
    question: Removal | None = None
    """Set when the round stopped to ask: pass it back as `approved` to let exactly this go."""
    trouble: OutsideTrouble | None = None
    """Why the round stopped early, or None."""
    is_cancelled: bool = False
    farewell: Farewell | None = None
    """Set when this was the last round of this laptop: it is wiped then."""
    must_sign_in: bool = False
    """Central takes and sends nothing more before the person signs in again."""

    @property
    def is_complete(self) -> bool:
        """True when everything was sent, received and compared."""
        return self.trouble is None and self.question is None and not self.is_cancelled


class SyncNow(Protocol):
    """One round with central, one at a time."""

    def run(self, progress: Progress, approved: Removal | None = None) -> RoundReport:
        """Send what waits, receive what is new, compare; raises `RuleBroken` while another round runs."""
